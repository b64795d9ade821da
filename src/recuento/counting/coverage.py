"""How much of the contest the counted sheets are."""

from __future__ import annotations

import polars as pl

from recuento.records.contest import Contest
from recuento.records.counted import CountedCoverage, Sheets


def percent(part: int, whole: int) -> float:
    """`part` of `whole` in percent, the nearest float to the exact quotient."""
    return 100 * part / whole


def cover(sheets: Sheets, contest: Contest) -> CountedCoverage:
    """The share of units and of the roll whose sheets are counted, each null where its total or part is not known.

    Rows that sum many sheets cover as many units as they say. Over 100 where sheets and contest disagree, which
    `sheets_are_more_than_units` and `registered_are_more_than_the_roll` then say.
    """
    units = _known_sum(sheets.frame["sheets"])
    registered = _known_sum(sheets.frame["registered"])
    return CountedCoverage(
        units=percent(units, contest.units) if contest.units and units is not None else None,
        roll=percent(registered, contest.roll) if contest.roll and registered is not None else None,
    )


def _known_sum(column: pl.Series) -> int | None:
    """The sum of what is given, or None where nothing is: no figure is not zero."""
    return int(column.sum()) if column.null_count() < len(column) else None
