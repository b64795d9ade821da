"""A file that nobody has described, opened: its encoding, its delimiter, the line of its header, where its rows are."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from recuento.counting.formats import Opening, Table, not_opened, read_table
from recuento.counting.formats.archives import Member, unpack
from recuento.counting.formats.decoding import as_utf8
from recuento.counting.formats.delimited import DELIMITERS
from recuento.counting.formats.documents import contests_in
from recuento.counting.formats.json_rows import document_of, lists_of_objects, maps_of_objects, table_of
from recuento.counting.formats.nist_err import contests_of, is_report
from recuento.errors import SheetError
from recuento.inside import files_at

from .roles import role_of

_HEAD = 200_000
_LINES = 60
_MOST_NAMES = 3
_TEXT = {".csv", ".tsv", ".tab", ".txt"}


@dataclass(frozen=True)
class Found:
    """One key of a recipe as it is proposed: its value, how sure that is ("certain", "likely", "guess"), and why."""

    key: str
    value: Any
    sure: str
    why: str


def open_file(path: Path, name: str, opening: Opening) -> tuple[Table, list[Found]]:
    """The whole table of a file, and what a recipe must say for it to be read so. `name`: the path as it is shown."""
    found = []
    opening = replace(opening, path=name)
    if path.is_dir():
        if opening.member is None:
            opening = replace(opening, member=_common_kind(path, name))
            found.append(Found("member", opening.member, "guess", "the folder holds files of this kind"))
        return _opened(path, (files_at(path, opening.member) or [path])[0], opening, found)
    return _opened(path, path, opening, found)


def _common_kind(folder: Path, name: str) -> str:
    """A glob for the most common kind of file in a folder; of those below it where it has none itself."""
    for glob in ("*", "**/*"):
        kinds = Counter(p.suffix for p in folder.glob(glob) if p.is_file() and p.suffix and not p.name.startswith("."))
        if kinds:
            return glob + kinds.most_common(1)[0][0]
    raise SheetError("the folder holds no files with an ending", where=name, mend="name the file")


def _opened(path: Path, first: Path, opening: Opening, found: list[Found]) -> tuple[Table, list[Found]]:
    """The table at `path`, of which `first` is a file that is like the others."""
    try:
        raw = first.read_bytes()
    except OSError as error:
        raise not_opened(error, opening.path) from error
    if first != path:
        opening, told = _settled(unpack(raw, str(first), None)[0], opening)
        return read_table(path, opening), [*found, *told]
    name = opening.path
    if opening.member is None and (glob := _common_ending(raw, name)):
        opening = replace(opening, member=glob)
        found.append(Found("member", glob, "guess", "the archive holds several files of this kind"))
    elif opening.member is not None:
        found.append(Found("member", opening.member, "certain", "as you said"))
    opening, told = _settled(unpack(raw, name, opening.member)[0], opening)
    return read_table(path, opening), [*found, *told]


def _settled(member: Member, opening: Opening) -> tuple[Opening, list[Found]]:
    """What a recipe must say for a file of this kind to be read."""
    suffix = PurePosixPath(member.name).suffix.lower()
    found: list[Found] = []
    if suffix in _TEXT:
        opening, found = _of_text(member, opening)
    elif suffix == ".json":
        opening, found = _of_json(member, opening)
    elif suffix == ".xml" and opening.contest is None:
        opening, found = _of_contests(contests_in(member), opening)
    if opening.worksheet is not None:
        found.append(Found("worksheet", opening.worksheet, "certain", "as you said"))
    return opening, found


def _common_ending(raw: bytes, name: str) -> str | None:
    """A glob for the most common kind of file in a zip with several, or None."""
    try:
        unpack(raw, name, None)
    except SheetError as error:
        if "holds" not in str(error):
            raise
        members = unpack(raw, name, "*")
        endings = Counter(PurePosixPath(m.name).suffix for m in members)
        return f"*{endings.most_common(1)[0][0]}"
    return None


def _of_text(member: Member, opening: Opening) -> tuple[Opening, list[Found]]:
    """Encoding, delimiter and header line of a text file."""
    found = []
    try:
        data = as_utf8(member.data, member.where, opening.encoding)
        data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # slow to import, and seldom needed

        best = from_bytes(member.data[:_HEAD]).best()
        encoding = "cp1252" if best is None or _is_western(member.data[:_HEAD]) else best.encoding
        opening = replace(opening, encoding=encoding)
        found.append(Found("encoding", encoding, "likely", "the bytes are no UTF-8, and most look like this"))
        data = as_utf8(member.data, member.where, encoding)
    lines = data[:_HEAD].decode("utf-8", errors="ignore").removeprefix("\ufeff").splitlines()[:_LINES]
    line, delimiter = _header_line(lines)
    names = [line, *_more_names(lines, line, delimiter)]
    if len(names) > 1:
        found.append(
            Found("header", names, "likely", "these lines hold names and no numbers, and the rows below them numbers")
        )
    elif line > 1:
        found.append(Found("header", line, "likely", "the first line with as many cells as the rows below it"))
    return replace(opening, header=tuple(names), delimiter=delimiter), found


def _is_western(data: bytes) -> bool:
    """Whether bytes read as cp1252 are mostly plain letters, and the others letters or the usual marks: too little to guess better by."""
    text = data.decode("cp1252", errors="replace")
    beyond = [c for c in text if ord(c) > 0x7F]
    few = len(beyond) * 5 < sum(c.isalpha() for c in text)
    return few and all(c.isalpha() or c in "°ºª«»“”‘’–—·¿¡€\u00a0" for c in beyond)


def _header_line(lines: list[str]) -> tuple[int, str | None]:
    """The line of the names, from 1, and the delimiter: the first full line that is as wide as most lines."""
    best: tuple[int, int, str | None] = (0, 1, None)
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda w: (w[1] > 1, w[0] * w[1]))
        full = [i for i, row in enumerate(rows) if len(row) == width and _is_header(row)]
        if full and times * width > best[0]:
            best = (times * width, full[0] + 1, delimiter)
    return best[1], best[2]


def _more_names(lines: list[str], line: int, delimiter: str | None) -> list[int]:
    """Lines under the header that hold names, too: no numbers in them, and numbers in the rows after them."""
    rows = list(csv.reader(lines[line:], delimiter=delimiter or ","))
    bare = [not any(_is_number(cell) for cell in row) and any(cell.strip() for cell in row) for row in rows]
    more = next((i for i, is_bare in enumerate(bare) if not is_bare), len(bare))
    numbers = sum(_is_number(cell) for row in rows[more : more + 5] for cell in row)
    return list(range(line + 1, line + 1 + more)) if more < _MOST_NAMES and numbers > 1 else []


def _is_number(cell: str) -> bool:
    return cell.strip().replace(".", "").replace(",", "").isdecimal()


def _is_header(row: list[str]) -> bool:
    """Whether a row can be names: most cells filled, hardly any a number."""
    filled = [cell.strip() for cell in row if cell.strip()]
    numbers = sum(map(_is_number, filled))
    return 2 * len(filled) > len(row) and 2 * numbers < len(filled)


def _of_json(member: Member, opening: Opening) -> tuple[Opening, list[Found]]:
    """Where the rows are: the list whose objects look most like rows of sheets; or which contest of a NIST report."""
    document = document_of(member, opening)
    if is_report(document):
        return (opening, []) if opening.contest else _of_contests(contests_of(document), opening)
    if opening.rows is not None:
        return opening, [Found("rows", opening.rows, "certain", "as you said")]
    ways = ["/".join(way) for way in dict.fromkeys([*lists_of_objects(document), *maps_of_objects(document)])]
    if not ways:
        raise SheetError("the file has no lists of objects", where=member.where, mend="name the rows with --rows")

    def fitness(way: str) -> tuple[int, int]:
        header = table_of(document, member, replace(opening, rows=way)).header
        return sum(role_of(name) in {"count", "option", "unit", "registered", "valid"} for name in header), way.count(
            "/"
        )

    best = max(ways, key=fitness)
    sure = "certain" if len(ways) == 1 else "likely"
    return replace(opening, rows=best), [
        Found("rows", best, sure, f"one of {len(ways)} lists of objects: {', '.join(ways[:6])}")
    ]


def _of_contests(contests: list[str], opening: Opening) -> tuple[Opening, list[Found]]:
    if not contests:
        return opening, []
    why = f"the first of {len(contests)} contests: {', '.join(contests[:6])}{' ...' if len(contests) > 6 else ''}"
    return replace(opening, contest=contests[0]), [Found("contest", contests[0], "guess", why)]
