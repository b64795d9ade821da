"""Comma, semicolon, tab or bar separated text.

Two ways lead to the same table. Where the file is regular (counted on its bytes: every line is one row and has
exactly as many cells as the header) polars reads it. Anything else (line breaks inside quotes, blank lines, old Mac
line ends, stray quotes) is read row by row with the standard library, which also says on which line a row is ragged.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

import numpy as np
import polars as pl

from recuento.errors import SheetError

from .archives import Member
from .decoding import as_utf8, decode_utf8
from .opening import Opening
from .table import Table, joined_header, tidy_name, told_apart

DELIMITERS = (",", ";", "\t", "|")
_HEADER_WITHIN = 50
"""Lines in which a header is sought that is not the first line."""
_HEAD = 200_000
"""Bytes of a file that are looked at to learn how it is written."""
_LONGEST_LINE = 8_000_000
"""What a line may have at most: its cells are all in memory at once."""
_PLAIN = 1_000_000_000
"""Counts up to this are taken as integers at once: more people than any roll has."""
_QUOTED = re.compile(rb'"[^"]*"')
_QUOTED_TEXT = re.compile(r'"[^"]*"')


def read_delimited(member: Member, opening: Opening) -> Table:
    """The file as text columns; only those that are wanted are kept.

    Where the recipe says on which line the header stands, what is above it is passed over; where it does not, and the
    first line lacks a column that is needed, the header is sought in the first lines (`header_line` then says where).
    """
    name, delimiter = member.where, opening.delimiter
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise SheetError(
            f"delimiter {delimiter!r} is not one character", where=name, mend=r'e.g. delimiter = ";" or "\t"'
        )
    data = as_utf8(member.data, name, opening.encoding)
    if not data or data.isspace():
        raise SheetError("the file is empty", where=name, mend="put the sheets in it, one a row under a header")
    refuse_binary(data, name)
    if opening.widths is not None:
        return _read_fixed(data, name, opening)
    if opening.names is not None:
        return _under(opening.names, data, name, opening, above=max(opening.header, default=0))
    if len(opening.header) > 1:
        first = start_of_line(data, min(opening.header), name)
        delimiter = delimiter or sniff_delimiter(data[first:], name)
        rows = [_cells_on(data, line, delimiter, name) for line in opening.header]
        opening = replace(opening, delimiter=delimiter)
        return _under(tuple(joined_header(rows)), data, name, opening, above=max(opening.header))
    line, delimiter = (opening.header[0], delimiter) if opening.header else find_header(data, name, opening)
    above = start_of_line(data, line, name)
    body = data[above:] if above else data
    delimiter = delimiter or sniff_delimiter(body, name)
    table = _read_regular(body, name, delimiter, opening) or _read_by_row(
        body, name, delimiter, opening, above=line - 1
    )
    told = line if data[:above].strip() else 1  # blank lines above are nothing to speak of
    return replace(table, lines=table.lines + (line - 1), header_line=told) if line > 1 else table


def _cells_on(data: bytes, line: int, delimiter: str, name: str) -> list[str]:
    """The cells of one line."""
    start = start_of_line(data, line, name)
    text = decode_utf8(data[start : _end_of_line(data, start)], f"{name}, line {line}")
    try:
        return next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error as error:
        raise SheetError(
            f"the names cannot be read ({error})", where=f"{name}, line {line}", mend="give them in `names`"
        ) from error


def _under(names: tuple[str, ...], data: bytes, name: str, opening: Opening, *, above: int) -> Table:
    """The rows under names that the recipe gives or that were put together; `above`: lines of the file before them."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    if above:
        data = data[start_of_line(data, above + 1, name) :]
    delimiter = opening.delimiter or sniff_delimiter(data, name)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(names)
    data = out.getvalue().encode() + data
    read = _read_regular(data, name, delimiter, opening)
    table = read or _read_by_row(data, name, delimiter, opening, above=above - 1)
    return replace(table, lines=table.lines + (above - 1), header_line=above)


def _read_fixed(data: bytes, name: str, opening: Opening) -> Table:
    """A file whose columns are so many characters wide; its names are the recipe's, or cut from its first line."""
    widths = opening.widths or ()
    text = decode_utf8(data, name)
    whole = pl.Series("line", re.split("\r\n|\n|\r", text), dtype=pl.String)
    lines = pl.int_range(1, len(whole) + 1, dtype=pl.Int64, eager=True).alias("row")
    starts = list(accumulate(widths, initial=0))
    cells = whole.to_frame().select(
        pl.col("line").str.slice(start, width).str.strip_chars().alias(str(i))
        for i, (start, width) in enumerate(zip(starts, widths, strict=False))
    )
    first = max(opening.header, default=0 if opening.names else 1)
    if first > len(whole):
        raise SheetError(f"the file has no line {first}", where=name, mend="mend `header` in the recipe")
    names = _names(list(opening.names) if opening.names else [c or "" for c in cells.row(first - 1)])
    if len(names) != len(widths):
        raise SheetError(
            f"the recipe has {len(names)} names and {len(widths)} widths", where=name, mend="give one width a name"
        )
    long = whole.str.strip_chars_end().str.len_chars() > starts[-1]
    if (over := long.slice(first).arg_true()).len():
        raise SheetError(
            f"the line is longer than the {starts[-1]} characters of the columns",
            where=f"{name}, line {int(over[0]) + first + 1}",
            mend="give every column its width in the recipe",
        )
    filled = (whole.str.strip_chars() != "") & (lines > first)
    kept = _kept(names, opening)
    return Table(opening.path, names, cells.select(kept).filter(filled), lines.filter(filled), header_line=first)


def find_header(data: bytes, name: str, opening: Opening) -> tuple[int, str | None]:
    """The line, from 1, and the delimiter with which every needed name stands in it; line 1 where there is none such."""
    if not opening.needed:
        return 1, opening.delimiter
    head = decode_utf8(_head(data, name), name)
    for number, line in enumerate(head.split("\n")[:_HEADER_WITHIN], start=1):
        for delimiter in (opening.delimiter,) if opening.delimiter else DELIMITERS:
            try:
                cells = next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
            except csv.Error:  # bare carriage returns, or a cell too long: no header of ours
                continue
            if opening.needed <= set(told_apart(_names(cells))):
                return number, opening.delimiter or (delimiter if number > 1 else None)
    return 1, opening.delimiter


def start_of_line(data: bytes, line: int, name: str) -> int:
    """The byte at which a line begins, counted from 1."""
    at = 0
    for _ in range(line - 1):
        at = data.find(b"\n", at) + 1
        if not at:
            raise SheetError(f"the file has no line {line}", where=name, mend="mend `header` in the recipe")
    return at


def sniff_delimiter(data: bytes, name: str) -> str:
    """The character that separates cells: it stands equally often in the first lines, and most often among such.

    Counted outside quotes, on the first 20 lines that are not blank. A file of one column has none; a comma then.
    """
    head = decode_utf8(_head(data, name), name)
    lines = [line for line in _QUOTED_TEXT.sub("", head).splitlines() if line.strip()][:20]

    def fitness(delimiter: str) -> tuple[bool, int]:
        counts = [line.count(delimiter) for line in lines]
        return bool(counts) and counts[0] > 0 and len(set(counts)) == 1, counts[0] if counts else 0

    return max(DELIMITERS, key=fitness)


def _head(data: bytes, name: str) -> bytes:
    """The first lines, as much as is looked at to learn how the file is written."""
    end = _end_of_line(data, _HEAD)
    if end - _HEAD > _LONGEST_LINE:
        raise _too_long(name, data.count(b"\n", 0, _HEAD) + 1)
    return data[:end]


def _too_long(name: str, line: int) -> SheetError:
    return SheetError(
        f"the line is longer than {_LONGEST_LINE // 1_000_000} million characters",
        where=f"{name}, line {line}",
        mend="put each sheet on a line of its own",
    )


def _end_of_line(data: bytes, start: int) -> int:
    """Where the line around byte `start` ends, so that a sample never cuts a character in two."""
    end = data.find(b"\n", start)
    return len(data) if end < 0 else end


def refuse_binary(data: bytes, name: str) -> None:
    """A NUL in the header means UTF-16 without its mark, or no text at all; one in a cell is left to the cell."""
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\x1f\x8b")):
        raise SheetError(
            "the file is not text (a zip, a workbook or the like)", where=name, mend="save it as CSV in UTF-8"
        )
    if b"\0" in data[: _end_of_line(data, 0)]:
        raise SheetError(
            "the header holds NUL bytes", where=f"{name}, line 1", mend='perhaps encoding = "utf-16-le" in the recipe'
        )


def _read_regular(data: bytes, name: str, delimiter: str, opening: Opening) -> Table | None:
    """The table as polars reads it, or None where the file is not regular."""
    header = regular_header(data, name, delimiter)
    body = _end_of_line(data, 0) + 1
    if header is None or body >= len(data) or (cells := regular_cells(data, header, delimiter, opening, body)) is None:
        return None
    lines = pl.int_range(2, cells.height + 2, dtype=pl.Int64, eager=True).alias("row")
    return Table(opening.path, header, cells, lines)


def regular_header(data: bytes, name: str, delimiter: str) -> tuple[str, ...] | None:
    """The names on the first line; None where it is not regular."""
    first = data[: _end_of_line(data, 0)].removesuffix(b"\r")
    if first.count(b'"') % 2 or b"\r" in first or not first.strip() or len(delimiter.encode()) != 1:
        return None
    try:
        header = _names(next(csv.reader([decode_utf8(first, name)], delimiter=delimiter)))
    except csv.Error:  # a cell too long, say; the way row by row tells it
        return None
    return header if len(header) > 1 else None


def regular_cells(
    data: bytes, header: tuple[str, ...], delimiter: str, opening: Opening, body: int = 0
) -> pl.DataFrame | None:
    """The wanted cells from byte `body`, where a line begins (the first, or the second); None where some line is not one full row."""
    texts: dict[str, pl.DataType] = {str(i): pl.String() for i in range(len(header))}
    numbers = {str(i): pl.Int64() for i, name in enumerate(header) if name in opening.numbers}

    def read(schema: dict[str, pl.DataType]) -> pl.DataFrame | None:
        # All columns are read, not only the kept ones: polars passes over the surplus cells of a row otherwise.
        try:
            cells = pl.read_csv(
                data, has_header=False, skip_lines=1 if body else 0, separator=delimiter, schema=schema, encoding="utf8"
            )
        except pl.exceptions.PolarsError:
            return None
        return cells if _rows_are_full(cells, data, body, delimiter) else None

    cells = read({**texts, **numbers})
    if numbers and (cells is None or not _are_plain(cells, list(numbers))):
        cells = read(texts)
    return cells if cells is None else cells.select(_kept(header, opening))


def _are_plain(cells: pl.DataFrame, numbers: list[str]) -> bool:
    """Whether all numbers are counts of people beyond doubt; others are left as text, to be told as they are written."""
    return bool(cells.select(pl.all_horizontal(pl.col(numbers).is_between(0, _PLAIN).all())).item())


def _rows_are_full(cells: pl.DataFrame, data: bytes, body: int, delimiter: str) -> bool:
    """Whether every line is a row with as many cells as the header; polars itself refuses a row with more.

    A quoted cell that spans lines makes fewer rows than lines. A row cut short, and a blank line, ends in an empty cell to polars: in such
    lines the delimiters outside quotes are counted.
    """
    lines = data.count(b"\n", body) + (not data.endswith(b"\n"))
    if cells.height != lines or data.count(b'"', body) % 2:
        return False
    if cells.height and not cells[:, -1].has_nulls():
        return True
    ends = body + np.flatnonzero(np.frombuffer(data, np.uint8, offset=body) == ord("\n"))
    starts = np.concatenate([[body], ends + 1, [len(data)]])
    short = cells[:, -1].is_null().arg_true().to_numpy()
    bounds = zip(starts[short].tolist(), starts[short + 1].tolist(), strict=True)
    bare = _QUOTED.sub(b"", b"".join(data[start:end] for start, end in bounds))
    return bare.count(delimiter.encode()) == len(short) * (cells.width - 1)


def _read_by_row(data: bytes, name: str, delimiter: str, opening: Opening, *, above: int) -> Table:
    """The table read one row after the other. Blank lines are passed over but keep their line number.

    `above`: how many lines of the file stand above `data`, for messages.
    """
    records = _records(decode_utf8(data, name), name, delimiter, above)
    _, first = next(records)
    header = _names(first)
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, cells in records:
        surplus = cells[len(header) :]
        if len(cells) < len(header) or any(cell.strip() for cell in surplus):
            raise SheetError(
                f"the row has {len(cells)} cells and the header {len(header)}",
                where=f"{name}, line {line + above}, cell {min(len(cells), len(header)) + 1}",
                mend=f"quote text that holds {delimiter!r}, or fill up the row",
            )
        lines.append(line)
        rows.append(cells)
    cells_by_column = {k: pl.Series(k, [row[int(k)] for row in rows], dtype=pl.String) for k in _kept(header, opening)}
    return Table(opening.path, header, pl.DataFrame(cells_by_column), pl.Series("row", lines, dtype=pl.Int64))


def _records(text: str, name: str, delimiter: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line it begins on."""
    reader = csv.reader(_short_lines(text, name, above), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(
            f"the row cannot be read ({error})",
            where=f"{name}, line {begins + above}",
            mend="close the quotation mark, and double each one inside quoted text",
        ) from error


def _short_lines(text: str, name: str, above: int) -> Iterator[str]:
    """The lines with their ends; SheetError at one that is too long."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            raise _too_long(name, number + above)
        yield line


def _names(cells: list[str]) -> tuple[str, ...]:
    return tuple(map(tidy_name, cells))


def _kept(header: tuple[str, ...], opening: Opening) -> list[str]:
    return [str(i) for i, name in enumerate(header) if opening.keeps(name)]
