"""Checks on what each row stands for: is it a unit, is it there once, does it say anything."""

from __future__ import annotations

import polars as pl

from recuento.counting.intake import Intake
from recuento.counting.once import POLICY

from .check import NO_ROWS, ROWS, check, rows_where

# Among fewer rows it happens by chance that one is the sum of the others.
_FEWEST_ROWS_WITH_A_TOTAL = 5


@check("note", "The row has no cell filled: neither a unit nor a figure. It is left out.")
def row_is_blank(intake: Intake) -> pl.DataFrame:
    """No part of the key and no figure is there."""
    return intake.blank.with_columns(unit=pl.lit(""), detail=pl.lit("left out")).select(list(ROWS))


@check(
    "error",
    "The unit's key is not complete, so nobody can tell which unit this is or whether it is listed twice. "
    "The row is counted.",
)
def unit_has_no_full_key(intake: Intake) -> pl.DataFrame:
    """A key column is empty. What the row says is counted all the same."""
    return rows_where(intake.frame, pl.col("key").is_null(), pl.format("the key reads '{}'", "unit"))


@check(
    "warning",
    "The unit is listed and no sheet of it is at hand: it has neither ballots, nor valid or invalid votes, nor votes "
    "for anybody. It is not counted as a sheet, nor in the coverage.",
)
def unit_is_listed_without_figures(intake: Intake) -> pl.DataFrame:
    """Every figure on how people voted is missing. Zeros are figures."""
    none = pl.all_horizontal(pl.col(intake.figures).is_null())
    return rows_where(
        intake.frame, none, pl.format("registered: {}", pl.col("registered").cast(pl.String).fill_null("not given"))
    )


def _repeated(intake: Intake, *, conflicting: bool) -> pl.DataFrame:
    """Rows of units listed more than once, whose known figures differ or do not. Missing differs from nothing."""
    twice = intake.repeated
    if not twice.height:
        return NO_ROWS
    figures = ["registered", *intake.figures]
    differ = pl.any_horizontal(pl.col(f).drop_nulls().n_unique().over("key") > 1 for f in figures)
    twice = twice.with_columns(differ=differ)
    places = pl.format("{} row {}", "source", "row")
    counted = places.filter("counted").first().over("key")
    others = pl.when("counted").then(pl.lit("counted")).otherwise(pl.format("not counted; {} is", counted))
    held = pl.concat_str(
        [
            pl.format(f"{f.removeprefix('votes:')} {{}}", pl.col(f).cast(pl.String).fill_null("missing"))
            for f in figures
        ],
        separator=", ",
    )
    detail = pl.format("{}: {}", others, held) if conflicting else others
    return rows_where(twice, pl.col("differ") == conflicting, detail)


@check("note", f"The unit is listed more than once and nothing in its figures differs. {POLICY}")
def unit_is_listed_twice_alike(intake: Intake) -> pl.DataFrame:
    """Another row has the same key and no figure known to both differs."""
    return _repeated(intake, conflicting=False)


@check("error", f"The unit is listed more than once with figures that cannot all be right. {POLICY}")
def unit_is_listed_twice_with_different_figures(intake: Intake) -> pl.DataFrame:
    """Another row has the same key and some figure known to both differs."""
    return _repeated(intake, conflicting=True)


@check(
    "warning",
    "Every figure of the row is the sum of that figure over all other rows of the file: it looks like a total among "
    "the sheets, which would count everything twice. It is counted; leave it out of the file if it is a total.",
)
def row_is_the_sum_of_the_others(intake: Intake) -> pl.DataFrame:
    """Twice the row is the total of its file, in every figure the recipe names. A missing figure: cannot be told."""
    rows = [NO_ROWS]
    for read in intake.sources:
        if read.frame.height >= _FEWEST_ROWS_WITH_A_TOTAL:
            figures = [f for f in read.given if f != "sheets"]
            is_sum = pl.all_horizontal(*(pl.col(f) * 2 == pl.col(f).sum() for f in figures), pl.col(figures[-1]) > 0)
            rows.append(rows_where(read.frame, is_sum, pl.lit("the sum of all other rows")))
    return pl.concat(rows)
