"""Compressed files: .gz, and the members of a .zip, with limits on what they may grow to.

An archive can be made to grow without end when it is opened. A member is therefore read no further than `LARGEST`
bytes, and none that is more than `MOST_TIMES` its compressed size once it is larger than `SMALL`.
"""

from __future__ import annotations

import fnmatch
import gzip
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from recuento.errors import SheetError

from .table import names_like

LARGEST = 8_000_000_000
"""Bytes that a file may have when it is unpacked."""
MOST_TIMES = 250
SMALL = 50_000_000
_CHUNK = 1 << 20
_WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".ods"}  # zip files that are no archives
_HIDDEN = ("__MACOSX/", ".")


@dataclass(frozen=True)
class Member:
    """A file to be read: its name (of the member, if it was in an archive), where it is for messages, and its bytes."""

    name: str
    where: str
    data: bytes


def unpack(raw: bytes, path: str, member: str | None) -> list[Member]:
    """The files in the bytes at `path`: itself, or what it holds. `member`: a name or glob in a zip file.

    Raises SheetError for a damaged archive, one that grows too large, and for a member that is not there.
    """
    name = PurePosixPath(path.replace("\\", "/")).name
    suffix = PurePosixPath(name).suffix.lower()
    if raw.startswith(b"\x1f\x8b"):
        inner = name[: -len(suffix)] if suffix in {".gz", ".gzip"} else name
        return [Member(inner, path, _gunzip(raw, path))]
    if is_zip(raw) and suffix not in _WORKBOOKS:
        return _members(raw, path, member)
    if member is not None:
        raise SheetError("the recipe names a member and the file is no zip", where=path, mend="leave `member` out")
    return [Member(name, path, raw)]


def is_zip(raw: bytes) -> bool:
    """Whether the bytes begin as a zip file does; workbooks are some, too."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _gunzip(raw: bytes, path: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as stream:
            return _read(stream, len(raw), path)
    except (OSError, EOFError, zlib.error) as error:
        raise SheetError("the gzip file is damaged or cut short", where=path, mend="download it again") from error


def _members(raw: bytes, path: str, wanted: str | None) -> list[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = [i.filename for i in archive.infolist() if not i.is_dir() and not _is_hidden(i.filename)]
            return [_member(archive, name, path) for name in _chosen(names, path, wanted)]
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError) as error:
        raise SheetError("the zip file is damaged or cut short", where=path, mend="download it again") from error


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN[0]) or PurePosixPath(name).name.startswith(_HIDDEN[1])


def _chosen(names: list[str], path: str, wanted: str | None) -> list[str]:
    """The members to be read, in the order of their names."""
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise SheetError("the file is a workbook", where=path, mend="give it the ending .xlsx or .ods")
    if not names:
        raise SheetError("the zip file is empty", where=path, mend="put the sheets into it")
    if wanted is None:
        if len(names) > 1:
            raise SheetError(
                f"the zip file holds {len(names)} files",
                where=path,
                mend=f'say which in the recipe: member = "{sorted(names)[0]}", or a glob as "*.csv" for several',
            )
        return names
    found = [n for n in names if n == wanted] or sorted(n for n in names if _fits(n, wanted))
    if not found:
        raise SheetError(f"the zip file has no member {wanted!r}", where=path, mend=names_like(wanted, names))
    return found


def _fits(name: str, glob: str) -> bool:
    """As in a folder, "**/" is any folder and none; a blank-free "*" crosses folders, as zip files have no real ones."""
    return fnmatch.fnmatchcase(name, glob) or fnmatch.fnmatchcase(name, glob.removeprefix("**/"))


def _member(archive: zipfile.ZipFile, name: str, path: str) -> Member:
    info = archive.getinfo(name)
    where = f"{path}, member {name!r}"
    if info.flag_bits & 1:
        raise SheetError("the member needs a password", where=where, mend="unpack it")
    with archive.open(info) as stream:
        return Member(PurePosixPath(name).name, where, _read(stream, info.compress_size, where))


def _read(stream: IO[bytes] | gzip.GzipFile, compressed: int, where: str) -> bytes:
    """All bytes of the stream, unless they are too many."""
    parts, size = [], 0
    while part := stream.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > LARGEST or (size > SMALL and size > MOST_TIMES * max(compressed, 1)):
            raise SheetError(
                f"the file grows to more than {size // 1_000_000:,} MB when it is unpacked",
                where=where,
                mend="unpack it by hand if you trust it, and name the unpacked file",
            )
    return b"".join(parts)
