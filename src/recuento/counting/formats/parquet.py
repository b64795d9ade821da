"""Parquet files: typed columns, written out as the text that a spreadsheet would show."""

from __future__ import annotations

import io

import polars as pl

from recuento.errors import SheetError, is_of_the_input, panics_kept_quiet

from .archives import Member
from .opening import Opening
from .table import Table, tidy_name


def read_parquet(member: Member, opening: Opening) -> Table:
    """The file as text columns; only those that are wanted are kept.

    A column of floats that are all whole is written without its ".0", for a count or a code with gaps is often
    stored so; NaN is an empty cell.
    """
    raw, name = member.data, member.where
    try:
        with panics_kept_quiet():
            names = list(pl.read_parquet_schema(io.BytesIO(raw)))
            header = tuple(map(tidy_name, names))
            frame = pl.read_parquet(io.BytesIO(raw), columns=[i for i, n in enumerate(header) if opening.keeps(n)])
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        raise SheetError(
            "the file cannot be read as Parquet", where=name, mend="write it again, or save it as CSV in UTF-8"
        ) from error
    places = [i for i, n in enumerate(header) if opening.keeps(n)]
    cells = pl.DataFrame([_as_text(frame[names[i]], name).alias(str(i)) for i in places])
    lines = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True).alias("row")
    return Table(opening.path, header, cells, lines)


def _as_text(column: pl.Series, name: str) -> pl.Series:
    """One column as text; null stays null."""
    if column.dtype.is_nested() or column.dtype == pl.Binary:
        raise SheetError(
            f"the column holds {column.dtype} and not single values",
            where=f"{name}, column {column.name!r}",
            mend="write it as numbers or text",
        )
    if column.dtype.is_float():
        column = column.fill_nan(None)
        whole = column.cast(pl.Int64, strict=False)
        if (whole.cast(column.dtype) == column).all() and whole.null_count() == column.null_count():
            column = whole
    return column.cast(pl.String)
