"""The folder `out/` of a case: everything a run makes, written as one set.

Each file is written beside its place; when all are whole they are renamed, the manifest last. Whatever interrupts a
run, each file holds what it held or what it should, and a manifest that does not fit its files tells the next run to
do its work again.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from .errors import OutputError
from .manifest import MANIFEST, OUTPUTS, Manifest, Output
from .records.files import replacing, to_json
from .records.inert import encodable, no_formula
from .records.said import Reading
from .records.stories import once_a_story
from .records.tables import Cell, Row, said_rows
from .showing.private import unblank

Maker = Callable[[BinaryIO], object]

STANCES = {
    "country": "country",
    "actor": "who_name",
    "stance": "kind",
    "toward": "toward_name",
    "current": "current",
    "date": "date",
    "text": "text",
    "source": "source",
    "outlet": "outlet",
    "agency": "agency",
    "published": "published",
    "start": "start",
    "end": "end",
    "by": "by",
    "story": "story",
}
"""The columns of stances.csv and, of the table that `recuento read` writes, the column that each is."""
COPIES = "copies"
"""Its last column: the other articles of the story that show the stance, by outlet or source, separated by "; "."""


def write_outputs(
    out: Path, makers: Mapping[str, Maker], manifest_of: Callable[[tuple[Output, ...]], Manifest]
) -> Manifest:
    """Writes the files that `makers` make, by name, and the manifest that `manifest_of` gives for them.

    Outputs of an earlier run that are not made this time are removed. Raises OutputError, with all files as they
    were, where the folder cannot be written.
    """
    with _refusals(out), _alone(out), contextlib.ExitStack() as whole:
        # Files are renamed as the stack unwinds, the first to be opened last.
        last = whole.enter_context(replacing(out / MANIFEST))
        outputs = []
        for name, make in makers.items():
            file = _Hashed(whole.enter_context(replacing(out / name)))
            make(cast(BinaryIO, file))
            outputs.append(Output(path=name, bytes=file.size, sha256=file.digest.hexdigest()))
        manifest = manifest_of(tuple(outputs))
        last.write(f"{to_json(manifest, pretty=True)}\n".encode())
    with _refusals(out):
        for name in set(OUTPUTS) - set(makers):
            (out / name).unlink(missing_ok=True)
    return manifest


def write_stances(readings: Sequence[Reading], out: BinaryIO) -> None:
    """Each stance a row, for a spreadsheet: cells that it would compute are made text, blanked names written out.

    What several articles of one story show is one row, that of the fullest.
    """
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([*STANCES, COPIES])
    shown: dict[tuple[Cell, ...], dict[str, None]] = {}
    for reading in readings:
        for row in _stances(reading):
            shown.setdefault((reading.story_id, *_gist(row)), {})[_carrier(row)] = None
    for reading, row in once_a_story(readings, _stances, _gist):
        others = [name for name in shown[reading.story_id, *_gist(row)] if name != _carrier(row)]
        cells = [*(row.get(column) for column in STANCES.values()), "; ".join(others)]
        writer.writerow([_cell(cell) for cell in cells])
    out.write(page.getvalue().encode())


def _stances(reading: Reading) -> list[Row]:
    return [row for row in said_rows(reading) if row["record"] == "stance"]


def _gist(row: Row) -> tuple[Cell, ...]:
    """Whose stance, and which: an organisation or country is the same whoever speaks for it."""
    return row.get("country") or row.get("who_name"), row.get("kind"), row.get("current")


def _carrier(row: Row) -> str:
    return str(row.get("outlet") or row.get("source"))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return no_formula(encodable(unblank(value)))
        case _:
            return str(value)


class _Hashed:
    """A file that keeps the size and the hash of what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """The file is flushed once, when it is whole."""


@contextlib.contextmanager
def _refusals(out: Path) -> Iterator[None]:
    """Turns the system's refusal (no space, no permission) into one line."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            f"cannot be written ({reason})", where=str(out), mend="make room or give permission"
        ) from error


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """The folder, made if need be, for one writer at a time; what a killed run left half written there is removed.

    Where the system has no locks on folders, half-written files are left where they are: they may be another's.
    """
    out.mkdir(exist_ok=True)
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for name in (MANIFEST, *OUTPUTS):
            for left in out.glob(f".{name}.*.part"):
                left.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)
