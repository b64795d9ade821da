"""A large file of delimited text read in blocks of whole lines, so that memory does not grow with it.

Only a regular file is (`delimited`): one row a line, and the names on one line. Whether it is shows only as it is read: `NotRegularError` then
says that it has to be read whole.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from recuento.errors import SheetError

from .decoding import as_utf8, is_like_ascii, is_utf8
from .delimited import find_header, refuse_binary, regular_cells, regular_header, sniff_delimiter, start_of_line
from .opening import Opening
from .table import Table, told_apart

BLOCK = 16_000_000
"""Bytes of a block."""
SUFFIXES = {".csv", ".tsv", ".tab", ".txt"}


class NotRegularError(Exception):
    """The file, or what was read of it, is not regular."""


def is_for_blocks(path: Path, opening: Opening) -> bool:
    """Whether a file is large, and as far as its name and the recipe tell regular."""
    plain = opening.names is None and opening.widths is None and len(opening.header) <= 1 and opening.member is None
    if not plain or path.suffix.lower() not in SUFFIXES or not is_like_ascii(opening.encoding):
        return False
    return path.is_file() and path.stat().st_size > BLOCK


def read_blocks(path: Path, opening: Opening) -> Iterator[Table]:
    """The blocks of the file in order; the last one has the hash of the whole.

    Raises NotRegularError where a line is not one full row of a table; SheetError for a file that is no text; OSError.
    """
    digest = hashlib.sha256()
    with ThreadPoolExecutor(1) as ahead:  # the next block is read and hashed while this one is worked on
        blocks = _whole_lines(path, digest)
        first, is_last = next(blocks)
        coming = None if is_last else ahead.submit(next, blocks)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or first.isspace():
            raise NotRegularError
        first = _decoded(first, opening)
        refuse_binary(first, opening.path)
        line, delimiter = (
            (opening.header[0], opening.delimiter) if opening.header else find_header(first, opening.path, opening)
        )
        above = start_of_line(first, line, opening.path)
        told = line if first[:above].strip() else 1
        first = first[above:] if above else first
        delimiter = delimiter or sniff_delimiter(first, opening.path)
        header = regular_header(first, opening.path, delimiter)
        names, at, body = told_apart(header or ()), line + 1, first.find(b"\n") + 1
        if header is None or body >= len(first):
            raise NotRegularError
        block = first
        while True:
            cells = regular_cells(block, header, delimiter, opening, body)
            if cells is None:
                raise NotRegularError
            lines = pl.int_range(at, at + cells.height, dtype=pl.Int64, eager=True).alias("row")
            yield Table(opening.path, names, cells, lines, digest.hexdigest() if coming is None else "", told)
            if coming is None:
                return
            at, told, body = at + cells.height, 1, 0
            block, is_last = coming.result()
            block = _decoded(block, opening)
            coming = None if is_last else ahead.submit(next, blocks)


def _decoded(block: bytes, opening: Opening) -> bytes:
    """The block in UTF-8."""
    if is_utf8(opening.encoding):
        return block
    try:
        return as_utf8(block, opening.path, opening.encoding)
    except SheetError as error:
        raise NotRegularError from error  # the line is counted where the file is read whole


def _whole_lines(path: Path, digest: Any) -> Iterator[tuple[bytes, bool]]:
    """The file cut after line ends, each part with whether it is the last; all bytes go into `digest` before they are given."""
    with path.open("rb") as stream:
        held = stream.read(BLOCK)
        while more := stream.read(BLOCK):
            cut = held.rfind(b"\n") + 1
            if not cut:
                raise NotRegularError
            block, held = held[:cut], held[cut:] + more
            digest.update(block)
            yield block, False
        digest.update(held)
        yield held, True
