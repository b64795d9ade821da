"""Which files a case folder may name: regular ones, not too large, within the folder.

A case folder can come from a stranger. A link or a path that leads out of it could show a reader's own files in a
dossier, and a pipe or a device in it would never end.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

MEGABYTE = 1_000_000
LARGEST = {
    "case": 4 * MEGABYTE,
    "corrections": 64 * MEGABYTE,
    "article": 2_000 * MEGABYTE,  # a table of articles; a single page has a limit of its own where it is read
    "sheets": 4_000 * MEGABYTE,
}
"""Bytes that a file of each kind may have."""
OUTSIDE = "copy the file into the folder, or allow it with --allow-outside"


def refusal(place: Path, path: Path, kind: str, *, allow_outside: bool) -> tuple[str, str | None] | None:
    """Why the file at `path` of the case folder `place` is not opened, and what to do; None where nothing is against it.

    A file that is not there, or that the system will not tell of, is left to whoever opens it.
    """
    try:
        real = path.resolve(strict=True)
        about = real.stat()
    except (OSError, RuntimeError, ValueError):  # not there, a circle of links, a name with NUL or too long
        return None
    if not allow_outside and not real.is_relative_to(place.resolve()):
        how = "is a link out of the case folder" if _is_within(place, path) else "is not in the case folder"
        return how, OUTSIDE
    if not stat.S_ISREG(about.st_mode):
        return None if stat.S_ISDIR(about.st_mode) else ("is a pipe, a socket or a device, not a file", None)
    if about.st_size > LARGEST[kind]:
        return f"is larger than {LARGEST[kind] // MEGABYTE:,} MB", "split it"
    return None


def is_file(path: Path) -> bool:
    """Whether there is a file; a name that the system cannot take names none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def files_at(path: Path, member: str | None) -> list[Path]:
    """The file at `path`; or of a folder there the files that the glob `member` names, in order. None where neither is."""
    if is_file(path):
        return [path]
    try:
        if member is None or not path.is_dir() or ".." in Path(member).parts or Path(member).is_absolute():
            return []
        return sorted(p for p in path.glob(member) if p.is_file())
    except (OSError, ValueError, NotImplementedError):
        return []


def _is_within(place: Path, path: Path) -> bool:
    """Whether the path as it is written stays in the folder, whatever links it passes."""
    return Path(os.path.normpath(path)).is_relative_to(os.path.normpath(place))
