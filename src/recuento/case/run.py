"""The work on a case, in order: count its sheets, read its articles, weigh, show; and again only what changed."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from recuento.errors import CaseError, OutputError, RecuentoError, TextError
from recuento.inside import files_at
from recuento.records.contest import Case
from recuento.records.ledger import Ledger

from .folder import ARTICLES, corrections_in, load_with_bytes, place_of, refuse
from .manifest import (
    OUT,
    HashedFile,
    Input,
    Manifest,
    Output,
    Skipped,
    Stock,
    hash_of,
    is_current,
    own_manifest_in,
    take_stock,
    take_stock_as_last_read,
)
from .readers import NOBODY, Readers, no_model, readers_of

if TYPE_CHECKING:
    from recuento.counting import Counted
    from recuento.reading.model_reader.second import SecondReader
    from recuento.reading.pages.raw import RawPage
    from recuento.records.corrections import Correction
    from recuento.records.counted import Sheets, Tally
    from recuento.records.said import Reading
    from recuento.records.text import Article
    from recuento.records.verdict import Weighing
    from recuento.showing.dossier import Dossier

    from .outputs import Maker

RECORDS = "records.jsonl"
PAGE = "dossier.html"
Tell = Callable[[str], object]
"""Is told in a few words what is being done."""


@dataclass
class FileRead:
    """What one file of articles gave, and the size and hash of the bytes that gave it, where they were read anew."""

    readings: list[Reading] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    bytes_read: tuple[int, str] | None = None


@dataclass(frozen=True)
class Weighed:
    """What follows for a case, from what it rests on; `case` has what its list of units gives."""

    case: Case
    counted: Counted | None
    read: dict[str, FileRead]
    weighing: Weighing

    @property
    def readings(self) -> list[Reading]:
        """All readings, in the order of the files."""
        return [reading for file in self.read.values() for reading in file.readings]

    def skipped(self, place: Path) -> list[RecuentoError]:
        """What of the articles could not be read."""
        return [skipped.as_error(place) for file in self.read.values() for skipped in file.skipped]


@dataclass(frozen=True)
class Run:
    """How a run ended. `dossier` is None where nothing had changed, so that nothing was done; `unanswered` tells what a model left open."""

    page: Path
    manifest: Manifest
    skipped: list[RecuentoError]
    dossier: Dossier | None
    unanswered: str = ""


def _nothing(_stage: str) -> None:
    pass


def count(case: Case | Path | str, *, folder: Path | str | None = None, allow_outside: bool = False) -> Tally:
    """Counts the sheets of a case: a case folder, or a `Case` whose paths are relative to `folder` (by default ".").

    `allow_outside`: the files of a case folder may be links out of it, or lie outside; those of a `Case`, which is
    your own, may always. Raises CaseError or SheetError for what cannot be counted.
    """
    what, place, _ = _case_and_place(case, folder, allow_outside=allow_outside)
    allow_outside = allow_outside or isinstance(case, Case)
    return count_sheets(what, place, corrections_in(place), allow_outside=allow_outside).tally


def weigh(case: Case | Path | str, *, folder: Path | str | None = None, allow_outside: bool = False) -> Weighing:
    """What follows from the sheets and articles of a case: a case folder, or a `Case` and its `folder`.

    Articles that cannot be read are left out. `allow_outside` as in `count`. Raises CaseError or SheetError where
    there is nothing to weigh.
    """
    what, place, content = _case_and_place(case, folder, allow_outside=allow_outside)
    allow_outside = allow_outside or isinstance(case, Case)
    stock = take_stock_as_last_read(what, place, content, allow_outside=allow_outside)
    with contextlib.closing(stock.readers):
        return weigh_stock(what, stock).weighing


def weigh_folder(
    folder: Path, *, tell: Tell = _nothing, allow_outside: bool = False
) -> tuple[Weighing, list[RecuentoError], str]:
    """The weighing of a case folder, what of its articles could not be read, and what a model left open (`Readers.unanswered`)."""
    case, place, content = _case_and_place(folder, None, allow_outside=allow_outside)
    stock = take_stock_as_last_read(case, place, content, allow_outside=allow_outside)
    with contextlib.closing(stock.readers):
        weighed = weigh_stock(case, stock, tell=tell)
    return weighed.weighing, weighed.skipped(place), stock.readers.unanswered


def ledger_of_folder(
    folder: Path, *, tell: Tell = _nothing, allow_outside: bool = False
) -> tuple[Case, Ledger, list[RecuentoError], str]:
    """A case folder's case, the ledger of its claims, and what of its articles could not be read or a model left open. Nothing is counted for it."""
    case, place, content = _case_and_place(folder, None, allow_outside=allow_outside)
    stock = take_stock_as_last_read(case, place, content, allow_outside=allow_outside)
    with contextlib.closing(stock.readers):
        read = _by_story(_corrected(read_stock(stock, tell=tell), stock.corrections), tell=tell)
    readings = [reading for file in read.values() for reading in file.readings]
    from recuento.showing.wording import Wording
    from recuento.weighing.ledger import ledger

    found = Wording("en").worded(ledger(case, readings))
    skipped = [skipped.as_error(place) for file in read.values() for skipped in file.skipped]
    return case, found, skipped, stock.readers.unanswered


def run(
    folder: Path | str,
    *,
    tell: Tell = _nothing,
    allow_outside: bool = False,
    fresh: bool = False,
    language: str = "en",
    readers: Readers = NOBODY,
) -> Run:
    """Does everything that the inputs of a case folder allow, writes it to its `out/`, and does nothing twice.

    An article whose file and reader are those of the last run is not read again. If no input, no version and no output
    has changed, nothing is done. What stands in `out/` is believed only where a run of this user wrote it, and not at
    all if `fresh`. What people read is written in the `language`: en or es. `readers`: who reads beside the rules, in place of whom
    the case names.
    Raises RecuentoError, with the old outputs as they were, where an input is bad.
    """
    case, place, content = _case_and_place(folder, None, allow_outside=allow_outside)
    out = _out_of(place, allow_outside=allow_outside)
    with contextlib.closing(readers_of(case, place, readers)) as reading:
        stock = take_stock(case, place, content, allow_outside=allow_outside, fresh=fresh).read_by(reading)
        before = None if fresh else own_manifest_in(out)
        if before is not None and before.language == language and is_current(before, stock):
            return Run(place / OUT / PAGE, before, before.skipped(place), None)
        weighed = weigh_stock(case, stock, tell=tell, language=language)
    tell("writing the dossier")
    dossier, manifest = _show(weighed.case, stock.as_answered(), weighed, out, language)
    return Run(place / OUT / PAGE, manifest, weighed.skipped(place), dossier, reading.unanswered)


def would_ask(
    folder: Path | str, readers: Readers, *, tell: Tell = _nothing, allow_outside: bool = False
) -> tuple[SecondReader, int]:
    """The model that a run would ask, with how many calls it counted, and of how many articles. Nothing is asked or written.

    Articles that the last run read with the same readers take none. Raises InputError where there is no model.
    """
    case, place, content = _case_and_place(folder, None, allow_outside=allow_outside)
    with contextlib.closing(readers_of(case, place, readers)) as reading:
        if reading.second is None:
            raise no_model()
        reading.second.counting = True
        stock = take_stock(case, place, content, allow_outside=allow_outside).read_by(reading)
        articles = sum(len(file.readings) for file in read_stock(stock, tell=tell).values())
    return reading.second, articles


def run_into(
    folder: Path,
    out: Path,
    *,
    tell: Tell = _nothing,
    allow_outside: bool = False,
    language: str = "en",
    readers: Readers,
) -> Manifest:
    """Does everything of a case anew and writes it to another folder than its `out/`; the manifest of what was done."""
    case, place, content = _case_and_place(folder, None, allow_outside=allow_outside)
    with contextlib.closing(readers):
        stock = take_stock(case, place, content, allow_outside=allow_outside, fresh=True).read_by(readers)
        weighed = weigh_stock(case, stock, tell=tell, language=language)
    tell("writing the dossier")
    return _show(weighed.case, stock.as_answered(), weighed, out, language)[1]


def _case_and_place(
    case: Case | Path | str, folder: Path | str | None, *, allow_outside: bool
) -> tuple[Case, Path, bytes | None]:
    """The case, its folder, and the bytes of case.toml where it was read from there."""
    if not isinstance(case, Case | Path | str):
        what = type(case).__name__
        raise TypeError(
            f"a case is the path of its folder (str or Path), or a recuento.Case with folder=..., not {what}"
        )
    if isinstance(case, Case):
        return case, Path(folder or "."), None
    path = Path(case)
    found, content = load_with_bytes(path, allow_outside=allow_outside)
    return found, place_of(path), content


def _out_of(place: Path, *, allow_outside: bool) -> Path:
    """The folder of outputs. A link to another is refused unless the user allows it: what is there would be replaced."""
    out = place / OUT
    if not out.is_symlink():
        return out
    if not allow_outside:
        mend = "put a folder in its place, or allow it with --allow-outside"
        raise OutputError("is a link out of the case folder", where=str(out), mend=mend)
    return out.resolve()


@contextlib.contextmanager
def _seen_from_here(place: Path) -> Iterator[None]:
    """Errors of the rooms name files within the case; the user sees them from where they stand."""
    try:
        yield
    except RecuentoError as error:
        if error.where and not Path(error.where).is_relative_to(place):
            error.where = str(place / error.where)
        raise


# --- the steps ------------------------------------------------------------------------------------------------------


def count_sheets(
    case: Case, place: Path, corrections: Sequence[Correction] = (), *, allow_outside: bool = True
) -> Counted:
    """The sheets of a case in a folder, counted, with those of a person's corrections that are of sheets."""
    from recuento.counting import count as count_case

    _refuse_sheets(case, place, allow_outside=allow_outside)
    with _seen_from_here(place):
        return count_case(case, place, [c for c in corrections if c.unit is not None])


def _refuse_sheets(case: Case, place: Path, *, allow_outside: bool) -> None:
    """Raises CaseError where a file of sheets is not opened."""
    for path, member in (named for source in case.sheets for named in source.paths):
        for file in [place / path, *files_at(place / path, member)]:
            refuse(place, file, "sheets", allow_outside=allow_outside)


def sheets_announced_on(case: Case, stock: Stock) -> dict[str, Sheets]:
    """By id of announcement, the sheets on which it says it was made, counted by themselves and as published."""
    by_name = {name: source for source in case.sheets for name in (source.path, source.name) if name}
    counted: dict[str, Sheets] = {}
    for announcement in case.announcements:
        if announcement.sheets is not None:
            source = by_name[announcement.sheets].model_copy(update={"role": "count"})
            alone = case.model_copy(update={"sheets": (source,)})
            counted[announcement.id] = count_sheets(alone, stock.place, allow_outside=stock.allow_outside).sheets
    return counted


def weigh_stock(case: Case, stock: Stock, *, tell: Tell = _nothing, language: str = "en") -> Weighed:
    """Counts, reads and weighs what a case holds, with the verdicts' sentences in a language."""
    if not (case.sheets or stock.articles or case.announcements):
        mend = f"put articles into {stock.place / ARTICLES}, or sheets into the case with a [[sheets]] table"
        raise CaseError(
            "holds no articles and lists neither announcements nor sheets", where=str(stock.place), mend=mend
        )
    counted = None
    if any(
        source.role == "count" for source in case.sheets
    ):  # first, since it is quick and its errors are the ones to be mended
        tell("counting the sheets")
        counted = count_sheets(case, stock.place, stock.corrections, allow_outside=stock.allow_outside)
        case = counted.case
    elif any(source.role == "units" for source in case.sheets):
        case = _sized_by_its_list(case, stock)
    read = _by_story(_corrected(read_stock(stock, tell=tell), stock.corrections), tell=tell)
    announced_on = sheets_announced_on(case, stock)
    nothing = counted is None and not announced_on
    if nothing and stock.articles and not any(file.readings for file in read.values()):
        raise _none_usable(stock.place, [skipped for file in read.values() for skipped in file.skipped])
    tell("weighing")
    from recuento.showing.wording import Wording
    from recuento.weighing import weigh as weigh_case

    readings = [reading for file in read.values() for reading in file.readings]
    sheets, tally = (counted.sheets, counted.tally) if counted else (None, None)
    with _seen_from_here(stock.place):
        weighing = weigh_case(case, sheets, tally, readings, announced_on)
    return Weighed(case, counted, read, Wording(language).worded(weighing))


def _sized_by_its_list(case: Case, stock: Stock) -> Case:
    """A case without sheets to count, with the units and the roll that its list of units gives."""
    from recuento.counting.unit_list import completed, listed_units

    _refuse_sheets(case, stock.place, allow_outside=stock.allow_outside)
    with _seen_from_here(stock.place):
        return completed(case, listed_units(case, stock.place))


def _corrected(read: dict[str, FileRead], corrections: Sequence[Correction]) -> dict[str, FileRead]:
    """The same readings with a person's corrections of their records made. Raises CaseError where one does not fit."""
    wanted = [c for c in corrections if c.id is not None]
    if not wanted:
        return read
    from recuento.records.said import corrected_reading

    made: set[int] = set()
    result = {}
    for path, file in read.items():
        readings = []
        for reading in file.readings:
            for correction in wanted:
                changed = corrected_reading(reading, correction)
                if changed is not None:
                    reading = changed  # noqa: PLW2901 - each correction is made on what the one before left
                    made.add(correction.line)
            readings.append(reading)
        result[path] = FileRead(readings, file.skipped, file.bytes_read)
    if left := [c for c in wanted if c.line not in made]:
        raise left[0].refused(f"no record has the id {left[0].id!r}", "copy the id from records.jsonl")
    return result


def _by_story(read: dict[str, FileRead], *, tell: Tell) -> dict[str, FileRead]:
    """The same readings, each with the story that it tells among all of them."""
    readings = [reading for file in read.values() for reading in file.readings]
    if not readings:
        return read
    tell("looking for copies of one story")
    from recuento.reading.stories import with_stories

    told = iter(with_stories(readings))
    return {
        path: FileRead([next(told) for _ in file.readings], file.skipped, file.bytes_read)
        for path, file in read.items()
    }


def _none_usable(place: Path, skipped: Sequence[Skipped]) -> RecuentoError:
    if len(skipped) == 1:
        return skipped[0].as_error(place)
    first = f", the first is {skipped[0].as_error(place)}" if skipped else ""
    return CaseError(f"no sheets are listed and none of the articles can be read{first}", where=str(place / ARTICLES))


def read_stock(stock: Stock, *, tell: Tell = _nothing) -> dict[str, FileRead]:
    """What each file of articles says, in order; those that the last run read as they are now are not read again."""
    if not stock.articles:
        return {}
    kept = dict(_kept(stock))
    kept |= {path: FileRead(skipped=[why]) for path, why in stock.refused.items()}
    fresh = _read_files(stock, [i.path for i in stock.articles if i.path not in kept], tell)
    return {i.path: kept.get(i.path) or fresh[i.path] for i in stock.articles}


def _kept(stock: Stock) -> Iterator[tuple[str, FileRead]]:
    """What the last run read with the same reader in files that are unchanged."""
    before = None if stock.fresh else own_manifest_in(stock.place / OUT)
    records = stock.place / OUT / RECORDS
    if before is not None and any(i.kind == "corrections" for i in (*before.inputs, *stock.inputs)):
        return  # what stands there may have been corrected: corrections are made on what was read
    if before is None or before.versions.get("reader") != stock.versions["reader"]:
        return
    if not any((o.path, o.bytes, o.sha256) == (RECORDS, *hash_of(records)) for o in before.outputs):
        return
    from recuento.records.files import read_jsonl
    from recuento.records.said import Reading

    now = {i.path: i for i in stock.articles}
    readings = read_jsonl(records, Reading)
    for old in before.inputs:
        found = [next(readings) for _ in range(old.readings or 0)]
        if old.path in now and old.path not in stock.refused and old.is_same_file(now[old.path]):
            yield old.path, FileRead(found, list(old.skipped))


def _read_files(stock: Stock, paths: Sequence[str], tell: Tell) -> dict[str, FileRead]:
    """Reads files of articles in one stream, so that the parser works on many texts at once."""
    read = {path: FileRead() for path in paths}
    if not paths:
        return read
    tell(f"reading {len(paths)} {'file' if len(paths) == 1 else 'files'} of articles")
    from recuento.reading.pages.inputs import article_or_error, pages_ahead
    from recuento.reading.reading import read_stream

    owners: deque[str] = deque()

    def pages() -> Iterator[Article | TextError]:
        for path in paths:
            for page in _pages_of(stock.files[path], path, read[path]):
                owners.append(path)
                yield page if isinstance(page, TextError) else article_or_error(page)

    begun, total = time.monotonic(), pages_ahead(stock.files[path] for path in paths)
    readers = stock.readers
    found_in_order = read_stream(pages(), pipeline=readers.pipeline, second=readers.second)  # one for each page
    for number, found in enumerate(found_in_order, start=1):
        owner = owners.popleft()
        tell(f"reading articles: {_progress(number, total, time.monotonic() - begun)}")
        if isinstance(found, RecuentoError):
            read[owner].skipped.append(Skipped(what=found.what, where=found.where or owner, mend=found.mend))
        else:
            read[owner].readings.append(found)
    return read


def _progress(done: int, total: int | None, seconds: float) -> str:
    """As in "12 of 40, about 3 min left"; the number alone where the total is not known."""
    if total is None or done > total:
        return f"{done:,} done"
    left = seconds / done * (total - done)
    return f"{done:,} of {total:,}, about {f'{left / 60:.0f} min' if left >= 90 else f'{left:.0f} s'} left"


def _pages_of(path: Path, name: str, read: FileRead) -> Iterator[RawPage | TextError]:
    """The pages of a file, which is opened once: `read` is told the hash of the very bytes that were parsed."""
    from recuento.reading.pages.inputs import broken, opened, pages_in

    try:
        with opened(path, name) as file:
            hashed = HashedFile(file)
            yield from pages_in(cast(BinaryIO, hashed), name, path.suffix)
            read.bytes_read = hashed.finish()
    except TextError as error:
        yield error
    except (ValueError, MemoryError, RecursionError) as error:
        yield broken(name, error)


# --- what comes out -------------------------------------------------------------------------------------------------


def _show(case: Case, stock: Stock, weighed: Weighed, out: Path, language: str) -> tuple[Dossier, Manifest]:
    """Builds the dossier and writes all outputs into `out`."""
    from recuento.showing.dossier import build
    from recuento.weighing.ledger import ledger

    from .count_table import places_to_look
    from .outputs import write_outputs

    about = {"versions": stock.versions, "inputs": [{"path": i.path, "sha256": i.sha256} for i in stock.inputs]}
    tally = weighed.counted.tally if weighed.counted else None
    sheets = weighed.counted.sheets if weighed.counted else None
    dossier = build(
        case,
        weighed.readings,
        tally,
        weighed.weighing,
        about,
        sheets=sheets,
        odd=places_to_look(case, sheets),
        ledger=ledger(case, weighed.readings),
        locale=language,
    )
    parsed = {s.path: s.sha256 for s in tally.sources} if tally else {}
    if changed := [i.path for i in stock.inputs if i.kind == "sheets" and parsed.get(i.path, i.sha256) != i.sha256]:
        raise CaseError("changed while it was read", where=str(stock.place / changed[0]), mend="run again")
    inputs = tuple(_with_what_it_gave(i, weighed.read) for i in stock.inputs)

    def manifest_of(outputs: tuple[Output, ...]) -> Manifest:
        return Manifest(
            versions=stock.versions, language=language, inputs=inputs, outputs=outputs, answer=dossier.answer
        )

    return dossier, write_outputs(out, _makers(case, weighed, dossier), manifest_of)


def _with_what_it_gave(given: Input, read: dict[str, FileRead]) -> Input:
    if given.kind != "article":
        return given
    file = read[given.path]
    size, digest = file.bytes_read or (given.bytes, given.sha256)
    gave = {"readings": len(file.readings), "skipped": tuple(file.skipped)}
    return given.model_copy(update={"bytes": size, "sha256": digest, **gave})


def _makers(case: Case, weighed: Weighed, dossier: Dossier) -> dict[str, Maker]:
    """What writes each output that the inputs allow."""
    from recuento.records.files import write
    from recuento.showing.card import card_png
    from recuento.showing.private import withhold
    from recuento.showing.redo import redo_workbook
    from recuento.showing.report import render_html

    from .outputs import write_stances

    made: dict[str, Maker] = {PAGE: lambda out: out.write(render_html(dossier).encode())}
    readings = weighed.readings
    if weighed.read:
        made[RECORDS] = lambda out: write(readings, out, "jsonl")
        apart = {elsewhere.article for elsewhere in weighed.weighing.elsewhere}
        here = [reading for reading in readings if reading.article.id not in apart]
        made["stances.csv"] = lambda out: write_stances(withhold(here, case.candidates).readings, out)
    if weighed.counted:
        tally = weighed.counted.tally
        made["tally.parquet"] = lambda out: write([tally], out, "parquet")
    made["verdicts.json"] = lambda out: write([weighed.weighing], out, "json")
    made["card.png"] = lambda out: out.write(card_png(dossier))
    made["redo.xlsx"] = lambda out: out.write(redo_workbook(case, weighed.weighing, readings, dossier.locale))
    return made
