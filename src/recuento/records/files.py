r"""The one reader and writer of record files: json, jsonl, csv, parquet, and a table for the eye.

The same records give the same bytes: keys in the records' order, UTF-8, text as it is and not as ``\u`` escapes,
a line end at the end. A file is written beside its place, flushed to the disk and renamed into it, so that a reader
sees the old file or the new one, never a part.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from recuento.errors import InputError, OutputError

from .formats import Format
from .inert import encodable, no_formula, one_line
from .tables import TABLES, Row, Table
from .text import Record

if TYPE_CHECKING:
    from rich.table import Table as Drawn

R = TypeVar("R", bound=Record)

_SPAN_OVER_LINES = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


# --- places ---------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def replacing(path: Path | str) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends well; else `path` stays as it was.

    A link is followed. What is not a regular file (a pipe, a device) is written to directly. The file keeps the
    permissions of the one it replaces. Raises OutputError where the place cannot be written.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file():
        if place.is_dir():
            raise OutputError("is a folder", where=str(path), mend="name a file in it")
        with _telling(path), place.open("wb") as out:
            yield out
        return
    with _telling(path):
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            with _telling(path):
                out.flush()
                os.fsync(out.fileno())
        with _telling(path):
            beside.chmod(_permissions(place))
            beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _telling(path: Path | str) -> Iterator[None]:
    """Turns the system's refusal to write into one line that says what to do."""
    try:
        yield
    except FileNotFoundError as error:
        raise OutputError("its folder does not exist", where=str(path), mend="make the folder first") from error
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be written ({reason})", where=str(path), mend="name another place") from error


def _permissions(place: Path) -> int:
    """Those of the file that is there, else what the user's mask leaves of read and write for all."""
    with contextlib.suppress(FileNotFoundError):
        return place.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def save(records: Iterable[Record], path: Path | str, form: Format, *, always_list: bool = False) -> int:
    """Writes the records into the file at `path` in one step and says how many there were.

    An error while `records` are made or written leaves whatever was at `path` as it was.
    """
    with replacing(path) as out:
        return write(records, out, form, always_list=always_list)


# --- writing --------------------------------------------------------------------------------------------------------


def read_whole(path: Path | None) -> bytes:
    """The bytes of a file, or of standard input where none is named. Raises InputError where it cannot be read."""
    try:
        return sys.stdin.buffer.read() if path is None or str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path or "standard input"), mend="name a file that is there"
        ) from error


def write(
    records: Iterable[Record],
    out: BinaryIO,
    form: Format,
    *,
    width: int = 100,
    colour: bool = False,
    always_list: bool = False,
) -> int:
    """Writes the records to an open binary stream as they come and says how many there were.

    `json` is one object, or an array when there are several or none (or `always_list`); `jsonl` a line each; `csv` and `parquet` are flat
    tables (see `tables`), and so is `table`, drawn for a terminal of `width` columns. All records are of one kind.
    """
    match form:
        case "json":
            return _write_json(records, out, always_list=always_list)
        case "jsonl":
            return _write_jsonl(records, out)
        case "csv":
            return _write_csv(records, out)
        case "parquet":
            return _write_parquet(records, out)
        case "table":
            return _write_table(records, out, width=width, colour=colour)


def to_json(record: Record, *, pretty: bool = False) -> str:
    """A record as JSON text, on one line or (`pretty`) indented by two with each span on one line."""
    indent = 2 if pretty else None
    try:
        text = record.model_dump_json(indent=indent)
    except PydanticSerializationError:
        # A lone surrogate cannot be written as UTF-8. JSON has an escape for it, and only it is escaped.
        separators = None if pretty else (",", ":")
        text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=indent, separators=separators)
        text = _LONE_SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)
    # Raw line ends stand between JSON's tokens only, never in its strings, so this cannot touch an article's text.
    return _SPAN_OVER_LINES.sub(r"[\1, \2]", text) if pretty else text


def _write_json(records: Iterable[Record], out: BinaryIO, *, always_list: bool) -> int:
    count, held = 0, ""
    for count, record in enumerate(records, start=1):
        if count > 1:
            out.write(f"{'[' if count == 2 else ','}\n{held}".encode())
        held = to_json(record, pretty=True)
    if count > 1:
        out.write(f",\n{held}\n]\n".encode())
    elif count and always_list:
        out.write(f"[\n{held}\n]\n".encode())
    else:
        out.write(f"{held or '[]'}\n".encode())
    return count


def _write_jsonl(records: Iterable[Record], out: BinaryIO) -> int:
    count = 0
    for record in records:
        out.write(f"{to_json(record)}\n".encode())
        out.flush()
        count += 1
    return count


def _tabled(record: Record) -> Table:
    try:
        return TABLES[type(record)]
    except KeyError:
        raise OutputError(f"a {type(record).__name__} has no flat table", mend="use --format json or jsonl") from None


def _written_as(record: Record) -> Table:
    table = _tabled(record)
    if table.for_the_eye:
        raise OutputError(f"a {type(record).__name__} has records of several kinds", mend="write one table a kind")
    return table


def _csv_cell(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return no_formula(encodable(cell))
        case dt.date():
            return cell.isoformat()
        case _:
            return str(cell)


def _write_csv(records: Iterable[Record], out: BinaryIO) -> int:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    count = 0
    for record in records:
        table = _written_as(record)
        if count == 0:
            writer.writerow(table.names)
        writer.writerows([_csv_cell(row.get(name)) for name in table.names] for row in table.rows(record))
        out.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()
        count += 1
    return count


def _write_parquet(records: Iterable[Record], out: BinaryIO) -> int:
    import polars as pl

    types: dict[type, Any] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, dt.date: pl.Date}
    table: Table | None = None
    rows: list[Row] = []
    count = 0
    for record in records:
        table = _written_as(record)
        rows += table.rows(record)
        count += 1
    schema = {c.name: types[c.type] for c in table.columns} if table else {}
    columns = {
        name: [encodable(cell) if isinstance(cell := row.get(name), str) else cell for row in rows] for name in schema
    }
    whole = io.BytesIO()  # Parquet needs to know where it is in the file, which a pipe does not tell
    pl.DataFrame(columns, schema=schema).write_parquet(whole)
    out.write(whole.getvalue())
    return count


def _write_table(records: Iterable[Record], out: BinaryIO, *, width: int, colour: bool) -> int:
    from rich.console import Console
    from rich.text import Text

    page = io.StringIO()
    console = Console(
        file=page,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        emoji=False,
        markup=False,
        highlight=False,
        legacy_windows=False,
    )
    count = 0
    for record in records:
        console.print(Text(one_line(_title(record)), style="bold"))
        console.print(_drawn(record))
        out.write(page.getvalue().encode())
        page.seek(0)
        page.truncate()
        count += 1
    return count


_WIDEST, _ROOM = 12, 30
"""Most characters of a column that is not the last, whose long cells are folded; least of the last, if it is a text."""


def _drawn(record: Record) -> Drawn:
    """The brief columns of a record's table, those that are empty throughout left out."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Drawn
    from rich.text import Text

    table = _tabled(record)
    shown = [c for c in table.columns if c.brief]
    # A row with nothing but its kind, as that of the article itself, says nothing that the title does not.
    rows = [row for row in table.rows(record) if sum(row.get(c.name) is not None for c in shown) > 1]
    brief = [c for c in shown if any(row.get(c.name) is not None for row in rows)]
    drawn = Drawn(header_style="bold", box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for column in brief:
        number = column.type in (int, float)
        drawn.add_column(
            column.name.removesuffix("_name").replace("_", " "),
            justify="right" if number else "left",
            overflow="fold",
            ratio=5 if column is brief[-1] else 2 if column.name.endswith("_name") else None,
            min_width=10 if column.name.endswith("_name") else _ROOM if column is brief[-1] and not number else None,
            max_width=14 if column.name == "kind" else None if column is brief[-1] else _WIDEST,
        )
    for row in rows:
        drawn.add_row(*(Text(_table_cell(row.get(c.name))) for c in brief))
    return drawn


def _title(record: Record) -> str:
    article = getattr(record, "article", None)
    if article is None:
        return str(getattr(record, "contest", type(record).__name__))
    return f"{article.source}: {article.title or 'no title'}"


def _table_cell(cell: Any) -> str:
    if isinstance(cell, str):
        return one_line(cell)
    return f"{cell:,}" if type(cell) is int else _csv_cell(cell)


# --- reading --------------------------------------------------------------------------------------------------------


def read_jsonl(path: Path | str, kind: type[R]) -> Iterator[R]:
    """The records of a jsonl file, one at a time; empty lines are passed over.

    Raises InputError with file and line where a line is not such a record, or the file cannot be read.
    """
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield from_line(line.removeprefix(b"\xef\xbb\xbf"), kind, where=f"{path}: line {number}")
    except OSError as error:
        raise InputError(f"cannot be read ({(error.strerror or '').lower()})", where=str(path)) from error


def from_line(line: bytes | str, kind: type[R], *, where: str) -> R:
    """One record from its JSON text. Raises InputError, at `where`, if it is not such a record."""
    try:
        try:
            return kind.model_validate_json(line)
        except ValidationError as error:
            if error.errors()[0]["type"] != "json_invalid":
                raise
            # Python's own reader, unlike pydantic's, takes the escape of a lone surrogate.
            return kind.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        raise InputError(
            f"is not a {kind.__name__} record: {key}: {first['msg']}",
            where=where,
            mend="write it anew with `recuento read --format jsonl`",
        ) from error
    except ValueError as error:
        raise InputError(f"is not JSON ({error})", where=where) from error
