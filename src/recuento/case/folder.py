"""A case folder: one contest, its articles and its sheets, and what recuento makes of them."""

from __future__ import annotations

from pathlib import Path

from recuento.errors import CaseError, OutputError
from recuento.inside import is_file, refusal
from recuento.records.contest import Case
from recuento.records.corrections import COLUMNS, Correction, parse_corrections

from .case_file import blank, parse_case

CASE_FILE = "case.toml"
ARTICLES = "articles"
SHEETS = "sheets"
CORRECTIONS = "corrections.csv"
REVIEW, JOURNAL = "review", "journal.jsonl"
REPLIES = "model.sqlite"
"""What a language model replied, by what it was asked."""


def load(folder: Path | str) -> Case:
    """What the case.toml of a case folder says; the path of the file itself will do too.

    Raises CaseError where there is none, or with line, key and mend where it has a mistake.
    """
    return load_with_bytes(folder)[0]


def place_of(folder: Path | str) -> Path:
    """The folder of a case that is named by its folder or by its case.toml."""
    path = Path(folder)
    return path.parent if path.name == CASE_FILE and is_file(path) else path


def load_with_bytes(folder: Path | str, *, allow_outside: bool = True) -> tuple[Case, bytes]:
    """The same, and the very bytes that say it."""
    place = Path(folder)
    path = place if is_file(place) else place / CASE_FILE
    content = read_file(path, path.parent, "case", allow_outside=allow_outside)
    return parse_case(content, where=str(path)), content


def read_file(path: Path, place: Path, kind: str, *, allow_outside: bool) -> bytes:
    """The bytes of a file of the case folder `place`. Raises CaseError where it is not opened or cannot be read."""
    refuse(place, path, kind, allow_outside=allow_outside)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        what = f"holds no {path.name}" if place.is_dir() else "is no case folder"
        raise CaseError(what, where=str(place), mend=f"`recuento new {place}` writes one") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CaseError(f"cannot be read ({reason})", where=str(path)) from error


def refuse(place: Path, path: Path, kind: str, *, allow_outside: bool) -> None:
    """Raises CaseError where a file of the case folder `place` is not opened; see `inside.refusal`."""
    if why := refusal(place, path, kind, allow_outside=allow_outside):
        raise CaseError(why[0], where=str(path), mend=why[1])


def corrections_in(folder: Path) -> tuple[Correction, ...]:
    """The corrections of a case folder; none where there is no such file. Raises CaseError with the line of a mistake."""
    path = folder / CORRECTIONS
    if not is_file(path):
        return ()
    return parse_corrections(read_file(path, folder, "corrections", allow_outside=True), where=str(path))


def new(folder: Path | str) -> list[Path]:
    """Makes a case folder with a case.toml that teaches, and says what was made; nothing there is overwritten.

    Raises CaseError if the folder has a case.toml, OutputError if it cannot be written.
    """
    from recuento.records.files import replacing  # it brings the libraries for tables, which `load` needs not

    place = Path(folder)
    path = place / CASE_FILE
    if path.exists():
        raise CaseError("is there already", where=str(path), mend="name another folder")
    made = []
    for part in (place / ARTICLES, place / SHEETS):
        try:
            part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"cannot be made ({reason})", where=str(part), mend="name another place") from error
        made.append(part)
    corrections = place / CORRECTIONS
    if not corrections.exists():
        with replacing(corrections) as out:
            out.write((",".join(COLUMNS) + "\n").encode())
        made.append(corrections)
    with replacing(path) as out:
        out.write(blank().encode())
    return [path, *made]
