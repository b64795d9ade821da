"""One module per file format. Each yields a `Table` of text columns with line numbers and the hash of its bytes.

A new format is one module with one function from a `Member` and an `Opening` to a `Table`, and a row of `_BY_SUFFIX`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from recuento.errors import CaseError, SheetError
from recuento.inside import files_at

from .archives import Member, is_zip, unpack
from .blocks import NotRegularError, is_for_blocks, read_blocks
from .codes import read_codes
from .delimited import read_delimited
from .documents import read_json, read_xml
from .json_rows import read_json_lines
from .opening import Opening, opening_of
from .parquet import read_parquet
from .table import Table, in_words, names_like, stacked, tidy_name, told_apart
from .workbook import read_workbook

__all__ = [
    "NotRegularError",
    "Opening",
    "Table",
    "in_words",
    "names_like",
    "not_opened",
    "opening_of",
    "read_table",
    "read_tables",
    "read_whole",
    "tidy_name",
]

_BY_SUFFIX: dict[str, Callable[[Member, Opening], Table]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".tab": read_delimited,
    ".txt": read_delimited,
    ".parquet": read_parquet,
    ".pq": read_parquet,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".xml": read_xml,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".xlsb": read_workbook,
    ".xls": read_workbook,
    ".ods": read_workbook,
}
_ONLY_FOR: dict[str, tuple[Callable[[Member, Opening], Table], ...]] = {
    "worksheet": (read_workbook,),
    "rows": (read_json, read_json_lines),
    "contest": (read_json, read_xml),
    "header": (read_delimited, read_workbook),
    "names": (read_delimited, read_workbook),
    "widths": (read_delimited,),
    "delimiter": (read_delimited,),
}
"""Keys of a recipe that say something of some formats alone."""
_ARCHIVES = (".gz", ".zip")


def read_tables(path: Path, opening: Opening, *, in_blocks: bool) -> Iterator[Table]:
    """The file at `path` as `read_table` gives it; in blocks where that is wanted and the file is large and regular.

    Raises NotRegularError where it turns out in the course that it is not, for `read_whole`.
    """
    if not in_blocks or opening.code is not None or not is_for_blocks(path, opening):
        yield read_table(path, opening)
        return
    try:
        yield from read_blocks(path, opening)
    except OSError as error:
        raise not_opened(error, opening.path) from error


def not_opened(error: OSError, where: str) -> SheetError:
    """What to say of a file that the system does not give."""
    return SheetError(
        f"the file cannot be opened ({error.strerror or error})", where=where, mend="check its path and permissions"
    )


def read_table(path: Path, opening: Opening) -> Table:
    """The file at `path`, unpacked where it is compressed; of several members of an archive or a folder the rows of all.

    The hash of a folder's files is that of their names and hashes, one after the other.

    Raises SheetError, with the line where there is one, for a file that is not what its name says.
    """
    if opening.code is None and is_for_blocks(path, opening) and (table := _from_blocks(path, opening)) is not None:
        return table
    return read_whole(path, opening)


def read_whole(path: Path, opening: Opening) -> Table:
    """As `read_table`, for a file of which it is known that it cannot be read in blocks."""
    if opening.code is not None:
        return _read_images(path, opening)
    try:
        files = [(p, p.read_bytes()) for p in files_at(path, opening.member) or [path]]
    except OSError as error:
        raise not_opened(error, opening.path) from error
    if files[0][0] == path:
        members, digest = unpack(files[0][1], opening.path, opening.member), hashlib.sha256(files[0][1])
    else:
        inside = [(f"{opening.path}/{p.relative_to(path).as_posix()}", raw) for p, raw in files]
        members = [m for name, raw in inside for m in unpack(raw, name, None)]
        digest = hashlib.sha256(b"".join(name.encode() + hashlib.sha256(raw).digest() for name, raw in inside))
    tables = [_reader_of(member, opening)(member, opening) for member in members]
    return stacked(tables, [m.where for m in members], digest.hexdigest())


def _from_blocks(path: Path, opening: Opening) -> Table | None:
    """A large file put together from its blocks, of which only the wanted columns are kept; None where it is not regular."""
    try:
        blocks = list(read_blocks(path, opening))
    except (NotRegularError, OSError):
        return None  # whoever reads it whole says what is wrong
    whole = stacked(blocks, [opening.path] * len(blocks), blocks[-1].sha256)
    return replace(whole, origin=None)


def _read_images(path: Path, opening: Opening) -> Table:
    """The codes in the image, or the images of a folder or archive, at `path`. They are read one after the other."""
    if odd := [key for key in _ONLY_FOR if getattr(opening, key)]:
        raise CaseError(
            f"`code` is of images, and `{odd[0]}` says nothing of them",
            where=f"case.toml, [[sheets]] {opening.path!r}",
            mend=f"leave `{odd[0]}` out",
        )
    digest = hashlib.sha256()

    def members() -> Iterator[Member]:
        files = [p for p in files_at(path, opening.member) or [path] if not p.name.startswith(".")]
        for file in files:
            name = opening.path if file == path else f"{opening.path}/{file.relative_to(path).as_posix()}"
            try:
                raw = file.read_bytes()
            except OSError as error:
                raise not_opened(error, name) from error
            digest.update(raw if file == path else name.encode() + hashlib.sha256(raw).digest())
            yield from unpack(raw, name, opening.member if is_zip(raw) and file == path else None)

    table = read_codes(members(), opening)
    return replace(table, header=told_apart(table.header), sha256=digest.hexdigest())


def _reader_of(member: Member, opening: Opening) -> Callable[[Member, Opening], Table]:
    suffix = PurePosixPath(member.name).suffix.lower()
    if opening.widths and suffix not in _BY_SUFFIX:
        return read_delimited  # files of a fixed width have all kinds of endings
    if (reader := _BY_SUFFIX.get(suffix)) is None:
        raise SheetError(
            f"sheets in {suffix or 'a file without an ending'} are not read",
            where=member.where,
            mend=f"save the file as one of {', '.join((*_BY_SUFFIX, *_ARCHIVES))}",
        )
    for key, readers in _ONLY_FOR.items():
        if getattr(opening, key) and reader not in readers:
            raise SheetError(
                f"the recipe says `{key}`, which says nothing of a {suffix} file",
                where=member.where,
                mend=f"leave `{key}` out",
            )
    return reader
