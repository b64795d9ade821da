"""A case folder: one contest, its articles and its sheets, and what recuento makes of them."""

from __future__ import annotations

from pathlib import Path

from .errors import CaseError, OutputError
from .records.case_file import blank, parse_case
from .records.contest import Case
from .records.corrections import COLUMNS, Correction, parse_corrections

CASE_FILE = "case.toml"
ARTICLES = "articles"
SHEETS = "sheets"
CORRECTIONS = "corrections.csv"


def load(folder: Path | str) -> Case:
    """What the case.toml of a case folder says; the path of the file itself will do too.

    Raises CaseError where there is none, or with line, key and mend where it has a mistake.
    """
    place = Path(folder)
    path = place if place.is_file() else place / CASE_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        what = f"holds no {CASE_FILE}" if place.is_dir() else "is no case folder"
        raise CaseError(what, where=str(place), mend=f"`recuento new {place}` writes one") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CaseError(f"cannot be read ({reason})", where=str(path)) from error
    return parse_case(content, where=str(path))


def corrections_in(folder: Path) -> tuple[Correction, ...]:
    """The corrections of a case folder; none where there is no such file. Raises CaseError with the line of a mistake."""
    path = folder / CORRECTIONS
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CaseError(f"cannot be read ({(error.strerror or str(error)).lower()})", where=str(path)) from error
    return parse_corrections(content, where=str(path))


def new(folder: Path | str) -> list[Path]:
    """Makes a case folder with a case.toml that teaches, and says what was made; nothing there is overwritten.

    Raises CaseError if the folder has a case.toml, OutputError if it cannot be written.
    """
    from .records.files import replacing  # it brings the libraries for tables, which `load` needs not

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
