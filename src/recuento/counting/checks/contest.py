"""Checks on the count as a whole, beside what the case says of the contest and its sources."""

from __future__ import annotations

from itertools import count

import polars as pl

from recuento.counting.intake import Intake

from .check import check, rows_of_files


def _by_source(intake: Intake, column: str, total: int, says: str) -> pl.DataFrame:
    """What each source adds to a total that is too large."""
    frame = intake.counted.frame.group_by("source").agg(pl.col(column).sum())
    rows = frame.sort("source").iter_rows()
    return rows_of_files([(source, f"adds {part:,} to {total:,}; {says}") for source, part in rows])


@check(
    "error",
    "More sheets are counted than the contest has units. The contest's number of units is wrong, or units are counted "
    "twice (the same sheets under other keys, or totals among them).",
)
def sheets_are_more_than_units(intake: Intake) -> pl.DataFrame:
    """Sheets in rows that do not say how many they sum are left out of it: there are at least so many."""
    units = intake.contest.units
    total = int(intake.counted.frame["sheets"].sum())
    if units is None or total <= units:
        return rows_of_files([])
    return _by_source(intake, "sheets", total, f"the contest has {units:,} units")


@check(
    "error",
    "The registered voters of the counted sheets are more than the whole roll. The roll is wrong or covers other "
    "voters (look at its scope), or units are counted twice.",
)
def registered_are_more_than_the_roll(intake: Intake) -> pl.DataFrame:
    """Rows without registered voters are left out of it: there are at least so many."""
    roll = intake.contest.roll
    total = int(intake.counted.frame["registered"].sum())
    if roll is None or total <= roll:
        return rows_of_files([])
    scope = f" ({intake.contest.roll_scope})" if intake.contest.roll_scope else ""
    return _by_source(intake, "registered", total, f"the roll is {roll:,}{scope}")


@check("note", "The case lists candidates to whom no source of sheets gives votes. They are not in the tally.")
def candidate_has_no_column(intake: Intake) -> pl.DataFrame:
    """A candidate of the case is in no recipe's votes."""
    if not intake.without_column:
        return rows_of_files([])
    names = ", ".join(intake.without_column)
    return rows_of_files([(read.recipe.path, f"no votes for {names}") for read in intake.sources])


@check("note", "Columns of the file have the same name. They are told apart by number, from left to right.")
def header_repeats_a_name(intake: Intake) -> pl.DataFrame:
    """A repeated name that the recipe uses without a number is refused when the file is read."""
    repeated = []
    for read in intake.sources:
        first = [name.removesuffix(" (1)") for name in read.header if name.endswith(" (1)")]
        names = [name for name in first if f"{name} (2)" in read.header]
        repeated += [(read.recipe.path, f"{n!r} stands {_times(n, read.header)} times") for n in names]
    return rows_of_files(repeated)


def _times(name: str, header: tuple[str, ...]) -> int:
    return next(n for n in count(2) if f"{name} ({n + 1})" not in header)


@check("note", "A source that the case lists is not counted, because another holds the same sheets.")
def source_is_passed_over(intake: Intake) -> pl.DataFrame:
    """Either a fuller file is at hand, or the totals summed from a file that is not."""
    return rows_of_files([(passed.source.path, passed.why) for passed in intake.passed_over])
