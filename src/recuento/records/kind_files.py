"""Readings as files of one table a kind: a CSV or Parquet file for each, or one kind into an open stream.

Readings are taken in batches, so that of CSV only a batch is held at a time; a Parquet file is written when the last reading is there.
Every kind has its file, also with no row, so that nothing of an earlier run stays beside the new.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

import polars as pl

from .files import replacing
from .frames import KINDS_OF_READINGS, Holdings, frame_of
from .inert import no_formula
from .said import Reading

KindFormat = Literal["csv", "parquet"]
_BATCH = 64


def write_kinds(readings: Iterable[Reading], folder: Path, form: KindFormat) -> int:
    """Writes KIND.csv or KIND.parquet for every kind into a folder that is there, and says how many readings there were.

    An error on the way leaves all of them as they were.
    """
    with contextlib.ExitStack() as open_files:
        outs = {kind: open_files.enter_context(replacing(folder / f"{kind}.{form}")) for kind in KINDS_OF_READINGS}
        return _write(readings, outs, form)


def write_kind(readings: Iterable[Reading], kind: str, out: BinaryIO, form: KindFormat) -> int:
    """Writes the table of one kind into an open stream, and says how many readings there were."""
    return _write(readings, {kind: out}, form)


def inert(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with no cell that a spreadsheet would compute."""
    texts = [n for n, t in frame.schema.items() if t in (pl.String, pl.Categorical)]
    return frame.with_columns(pl.col(n).cast(pl.String).map_elements(no_formula, return_dtype=pl.String) for n in texts)


def _write(readings: Iterable[Reading], outs: dict[str, BinaryIO], form: KindFormat) -> int:
    held: dict[str, list[pl.DataFrame]] = {kind: [] for kind in outs}
    count = 0
    for first, batch in _batches(readings):
        count += len(batch)
        for kind, out in outs.items():
            frame = frame_of(Holdings(readings=batch), kind)
            if form == "csv":
                out.write(inert(frame).write_csv(include_header=first).encode())
            else:
                held[kind].append(frame)
    if form == "parquet":
        for kind, out in outs.items():
            whole = io.BytesIO()  # Parquet needs to know where it is in the file, which a pipe does not tell
            pl.concat(held[kind]).write_parquet(whole)
            out.write(whole.getvalue())
    return count


def _batches(readings: Iterable[Reading]) -> Iterator[tuple[bool, Sequence[Reading]]]:
    """Batches with whether it is the first; one that is empty where there is nothing, for the headers."""
    left, first = iter(readings), True
    while (batch := tuple(islice(left, _BATCH))) or first:
        yield first, batch
        first = False
