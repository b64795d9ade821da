"""Workbooks (.xlsx, .xlsb, .ods): worksheets as text, as they would be saved as CSV."""

from __future__ import annotations

from fnmatch import fnmatchcase

import fastexcel
import polars as pl

from recuento.errors import SheetError, is_of_the_input, panics_kept_quiet

from .archives import Member
from .opening import Opening
from .table import Table, in_words, joined_header, names_like, stacked, tidy_name, told_apart

_HEADER_WITHIN = 50


def read_workbook(member: Member, opening: Opening) -> Table:
    """The worksheets that the recipe names, or the only one. Formulas are read as the values that were saved with them."""
    try:
        with panics_kept_quiet():
            book = fastexcel.read_excel(member.data)
            names = book.sheet_names
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        raise SheetError(
            "the file cannot be read as a workbook", where=member.where, mend="save it again, or as CSV in UTF-8"
        ) from error
    chosen = _chosen(names, member, opening)
    places = [f"{member.where}, worksheet {name!r}" for name in chosen]
    tables = [_read(book, name, place, opening) for name, place in zip(chosen, places, strict=True)]
    return stacked(tables, places, "") if len(tables) > 1 else tables[0]


def _read(book: fastexcel.ExcelReader, name: str, where: str, opening: Opening) -> Table:
    try:
        with panics_kept_quiet():
            whole = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        raise SheetError("the worksheet cannot be read", where=where, mend="save it as CSV in UTF-8") from error
    return _table(whole.cast(pl.String), where, opening)


def _chosen(names: list[str], member: Member, opening: Opening) -> list[str]:
    """The worksheets that the recipe names, by name or glob, in the order of the workbook; or the only one."""
    if opening.worksheet is not None:
        if opening.worksheet in names:
            return [opening.worksheet]
        if found := [name for name in names if fnmatchcase(name, opening.worksheet)]:
            return found
        mend = names_like(opening.worksheet, names)
        raise SheetError(f"the workbook has no worksheet {opening.worksheet!r}", where=member.where, mend=mend)
    if len(names) != 1:
        raise SheetError(
            f"the workbook has {len(names)} worksheets",
            where=member.where,
            mend=f"say which: worksheet is one of {in_words(names)}",
        )
    return names


def _table(whole: pl.DataFrame, where: str, opening: Opening) -> Table:
    """The rows under the header, empty ones left out but keeping their number."""
    cells = whole.rename({name: str(i) for i, name in enumerate(whole.columns)})
    line = max(opening.header, default=0) or (0 if opening.names is not None else _header_of(cells, opening))
    if line > cells.height:
        raise SheetError(f"the worksheet has no row {line}", where=where, mend="mend `header` in the recipe")
    lines_of_names = opening.header if len(opening.header) > 1 else (line,)
    header = opening.names or tuple(joined_header([[text or "" for text in cells.row(n - 1)] for n in lines_of_names]))
    if len(header) != cells.width:
        raise SheetError(
            f"the recipe has {len(header)} names and the worksheet {cells.width} columns",
            where=where,
            mend="mend `names`",
        )
    header = tuple(map(tidy_name, header))
    lines = pl.int_range(line + 1, cells.height + 1, dtype=pl.Int64, eager=True).alias("row")
    body = cells.slice(line)
    filled = body.select(
        pl.any_horizontal(pl.all().str.strip_chars().str.len_bytes() > 0).fill_null(value=False)
    ).to_series()
    kept = [str(i) for i, name in enumerate(header) if opening.keeps(name)]
    return Table(opening.path, header, body.select(kept).filter(filled), lines.filter(filled), header_line=max(line, 1))


def _header_of(cells: pl.DataFrame, opening: Opening) -> int:
    """The row, from 1, in which every needed name stands; the first where there is none."""
    for number, row in enumerate(cells.head(_HEADER_WITHIN).rows(), start=1):
        if opening.needed <= set(told_apart(tidy_name(text or "") for text in row)):
            return number
    return 1
