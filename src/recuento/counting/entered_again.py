"""Sheets typed in by two people: a figure is read where both wrote the same, and is missing where they did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from recuento.errors import SheetError

from .conditions import tidied
from .formats import Opening, Table, read_table
from .recipe import refuse_missing

DIFFER, ONCE = "two_entries_of_a_figure_differ", "sheet_was_entered_once"
Differences = list[tuple[str, str, int, str, str]]
"""Rows of what is told: the check, the file, the line, the unit, and what there is to say."""


def agreed(
    table: Table, path: str, keys: Sequence[str], figures: Sequence[str], opening: Opening, folder: Path
) -> tuple[Table, Differences]:
    """The first entry with the figures on which the second, in the file at `path`, agrees; and where they do not.

    `keys` are the columns that name a unit, `figures` those that are compared. Raises SheetError where one file has a
    unit twice.
    """
    again = read_table(folder / path, replace(opening, path=path))
    refuse_missing(path, [(name, "`entered_again`") for name in (*keys, *figures)], again.header)
    firsts, seconds = _entries(table, keys), _entries(again, keys)
    told: Differences = []
    agree = {name: [True] * table.cells.height for name in figures}
    columns = {
        name: (tidied(table.cells[str(table.place(name))]), tidied(again.cells[str(again.place(name))]))
        for name in figures
    }
    for unit, row in firsts.items():
        other = seconds.get(unit)
        where = table.sources[row], int(table.lines[row]), unit
        if other is None:
            told.append((ONCE, *where, f"it is not in {path!r}"))
        for name, (mine, theirs) in columns.items():
            if other is None or mine[row] != theirs[other]:
                agree[name][row] = False
                if other is not None:
                    detail = f"{name}: {mine[row] or 'nothing'!r} and {theirs[other] or 'nothing'!r}"
                    told.append((DIFFER, *where, detail))
    for unit, row in seconds.items():
        if unit not in firsts:
            told.append((ONCE, again.sources[row], int(again.lines[row]), unit, f"it is not in {table.path!r}"))
    cells = table.cells
    for name, same in agree.items():
        place = str(table.place(name))
        cells = cells.with_columns(pl.when(pl.Series(same)).then(pl.col(place)).otherwise(pl.lit("")).alias(place))
    return replace(table, cells=cells, beside=(*table.beside, (path, again.sha256))), told


def _entries(table: Table, keys: Sequence[str]) -> dict[str, int]:
    """The row of each unit. Rows without a unit are left to the checks of sheets."""
    columns = [tidied(table.cells[str(table.place(name))]) for name in keys]
    found: dict[str, int] = {}
    for row in range(table.cells.height):
        unit = "-".join(column[row] for column in columns)
        if not unit.replace("-", ""):
            continue
        if unit in found:
            raise SheetError(
                f"unit {unit!r} is entered twice",
                where=f"{table.sources[row]}, lines {table.lines[found[unit]]} and {table.lines[row]}",
                mend="take out one of the rows",
            )
        found[unit] = row
    return found
