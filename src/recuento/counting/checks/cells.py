"""Checks on single cells: is there a count where the recipe says one is."""

from __future__ import annotations

import polars as pl

from recuento.counting.intake import Intake

from .check import NO_ROWS, check


def _by_row(cells: pl.DataFrame, say: pl.Expr) -> pl.DataFrame:
    """One line a row: what there is to say of each of its cells, in the order of the cells."""
    if not cells.height:
        return NO_ROWS
    told = cells.with_columns(say.alias("detail"))
    rows = told.group_by("source", "row", "unit", maintain_order=True)
    return rows.agg(pl.col("detail").str.join("; "))


@check(
    "error",
    "A cell holds text, a fraction or a number too large where a count belongs, or a number that may be thousands or a "
    "fraction (say which mark stands between thousands in the recipe). The row is kept; the figure is taken as missing, "
    "and not as zero.",
)
def cell_is_not_a_whole_number(intake: Intake) -> pl.DataFrame:
    """A filled cell says no count, whatever its sign."""
    cells = intake.unread.filter(pl.col("why").is_in(["text", "fraction", "thousands", "too large"]))
    return _by_row(cells, pl.format("{} holds '{}' ({})", "column", pl.col("text").str.slice(0, 60), "why"))


@check(
    "error",
    "A count is below zero, which no count is. The row is kept; the figure is taken as missing, and not as zero.",
)
def count_is_negative(intake: Intake) -> pl.DataFrame:
    """A cell holds a whole number below zero."""
    return _by_row(intake.unread.filter(pl.col("why") == "negative"), pl.format("{} holds '{}'", "column", "text"))


@check(
    "warning",
    "A figure stands on the sheet and could not be read. It is taken as missing, and not as zero; unlike one that is "
    "not on the sheet, another look at the sheet may give it.",
)
def figure_could_not_be_read(intake: Intake) -> pl.DataFrame:
    """A cell holds one of the marks that the recipe's `unread` names."""
    return _by_row(intake.unread.filter(pl.col("why") == "unread"), pl.format("{} holds '{}'", "column", "text"))


@check(
    "warning",
    "A figure that other rows give is not given here. It is taken as missing, and not as zero, so the totals are at "
    "least what is shown.",
)
def figure_is_missing(intake: Intake) -> pl.DataFrame:
    """A cell is empty in a row that has other figures; for one without see `unit_is_listed_without_figures`."""
    empty = intake.unread.filter(pl.col("why") == "blank")
    if not empty.height:
        return NO_ROWS
    empty = empty.join(intake.with_figures, on=["source", "row"], how="semi", maintain_order="left")
    return _by_row(empty, pl.format("{} is empty", "column"))
