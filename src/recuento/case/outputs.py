"""The folder `out/` of a case: everything a run makes, written as one set.

All files are written into a new folder, which takes the place of the old one in one step. Whatever interrupts a run,
`out/` holds all of the old outputs or all of the new.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import glob
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from recuento.errors import OutputError
from recuento.records.files import to_json
from recuento.records.inert import encodable, no_formula
from recuento.records.said import UNSURE, Reading
from recuento.records.stories import once_a_story
from recuento.records.tables import Cell, Row, said_rows
from recuento.showing.private import unblank

from .manifest import MANIFEST, OUTPUTS, Manifest, Output
from .receipts import keep_receipt

Maker = Callable[[BinaryIO], object]
PART = ".part"
"""How the name of a folder ends that is not yet, or no longer, the outputs."""

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

    They stand in a folder of their own until all are whole and on the disk; that folder then takes the place of `out`
    in one step, and what others put into `out` is moved over. Outputs of an earlier run that are not made this time
    are gone. Raises OutputError, with everything as it was, where the folder cannot be written.
    """
    with _refusals(out), _alone(out.parent):
        if out.exists() and not out.is_dir():
            raise OutputError("cannot be written (a file is in its place)", where=str(out), mend="move the file away")
        new = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=PART, dir=out.parent))
        try:
            new.chmod(_permissions(out))
            outputs = []
            for name, make in makers.items():
                with _whole(new / name, like=out / name) as file:
                    hashed = _Hashed(file)
                    make(cast(BinaryIO, hashed))
                outputs.append(Output(path=name, bytes=hashed.size, sha256=hashed.digest.hexdigest()))
            manifest = manifest_of(tuple(outputs)).hashed()
            content = f"{to_json(manifest, pretty=True)}\n".encode()
            with _whole(new / MANIFEST, like=out / MANIFEST) as file:
                file.write(content)
            _to_disk(new)
            _take_place(new, out)
        finally:
            for left in out.parent.glob(f".{glob.escape(out.name)}.*{PART}"):
                _put_away(left, out)
        _to_disk(out.parent)
    keep_receipt(content)
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
    """The stances that rules found; what the scorer alone found is in the records, to be checked."""
    return [row for row in said_rows(reading) if row["record"] == "stance" and row["by"] not in UNSURE]


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
def _alone(folder: Path) -> Iterator[None]:
    """The case folder for one writer at a time, where the system has locks on folders."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _whole(path: Path, *, like: Path) -> Iterator[BinaryIO]:
    """A new file, on the disk when the block ends; it has the permissions of the one it will replace."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    if like.is_file() and not like.is_symlink():
        path.chmod(like.stat().st_mode & 0o777)


def _permissions(out: Path) -> int:
    """Those of the folder that is there, else what the user's mask leaves."""
    if out.is_dir():
        return out.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask


def _to_disk(folder: Path) -> None:
    """What was made or renamed in a folder outlasts a loss of power, where the system can promise that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _take_place(new: Path, out: Path) -> None:
    """Puts `new` where `out` is, and `out` (if there is one) where `new` was: in one step where the system has one."""
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        aside = new.with_name(f"{new.name.removesuffix(PART)}.old{PART}")
        out.rename(aside)
        new.rename(out)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two names by renameat2(2); False where the system or its file system knows no such thing."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), swap) == 0)


def _put_away(left: Path, out: Path) -> None:
    """Removes a folder of outputs that is no longer `out`; what others had put into it is moved to `out`."""
    if left.is_symlink() or not left.is_dir():
        return  # not ours: we make folders
    if out.is_dir():
        for path in left.iterdir():
            if path.name not in (MANIFEST, *OUTPUTS) and not os.path.lexists(out / path.name):
                path.rename(out / path.name)
    if {path.name for path in left.iterdir()} <= {MANIFEST, *OUTPUTS}:  # else it holds what is not ours to remove
        shutil.rmtree(left)
