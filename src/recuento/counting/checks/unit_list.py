"""Checks on the counted sheets beside the list of all units, where the case has one."""

from __future__ import annotations

import polars as pl

from recuento.counting.intake import Intake
from recuento.records.counted import REGION_JOINT

from .check import NO_ROWS, check, rows_of_files, rows_where


def _beside(intake: Intake) -> pl.DataFrame | None:
    """The counted sheets of units, each with the roll on the list and whether it is there."""
    if intake.units is None:
        return None
    listed = intake.units.select("key", "unit", listed="registered", there=pl.lit(value=True))
    counted = intake.with_figures.filter(pl.col("key").is_not_null(), pl.col("sheets") != 0)
    return counted.join(listed, on=["key", "unit"], how="left", maintain_order="left")


@check(
    "warning",
    "The sheet is of a unit that is not on the list of units: its key is written otherwise there, or the list is not complete. It is "
    "counted.",
)
def unit_is_not_on_the_list_of_units(intake: Intake) -> pl.DataFrame:
    """The key has no like on the list."""
    beside = _beside(intake)
    if beside is None:
        return NO_ROWS
    return rows_where(beside, pl.col("there").is_null(), pl.format("the key reads '{}'", "unit"))


@check(
    "warning",
    "The registered voters on the sheet are not those on the list of units: one of the two is wrong, or voters were added on the day. The "
    "sheet's figure is counted.",
)
def registered_are_not_those_of_the_list_of_units(intake: Intake) -> pl.DataFrame:
    """Both are given."""
    beside = _beside(intake)
    if beside is None:
        return NO_ROWS
    return rows_where(
        beside,
        pl.col("registered") != pl.col("listed"),
        pl.format("the sheet says {}, the list {}", "registered", "listed"),
    )


@check(
    "note", "Units on the list of units have no sheet among those counted. What was voted there is not in the totals."
)
def units_on_the_list_have_no_sheet(intake: Intake) -> pl.DataFrame:
    """A line for each largest region, with how many units and voters are missing there."""
    missing = intake.missing
    if intake.units is None or missing is None or not missing.height:
        return NO_ROWS
    region = pl.col("region").cast(pl.String).str.split(REGION_JOINT).list.first().fill_null("").alias("name")
    of_all = intake.units.select(region).group_by("name").len("all")
    by_region = (
        missing.select(region, "registered")
        .group_by("name")
        .agg(pl.len().alias("units"), pl.col("registered").sum(), pl.col("registered").null_count().alias("unknown"))
    )
    rows = by_region.join(of_all, on="name").sort("name").iter_rows(named=True)
    return rows_of_files(
        [
            (
                str(missing["source"][0]),
                f"{row['name'] or 'in all'}: {row['units']:,} of {row['all']:,} units, "
                + (f"{row['registered']:,} voters on their rolls" if not row["unknown"] else "rolls not all given"),
            )
            for row in rows
        ]
    )


@check(
    "warning",
    "The list of units and the contest's `units` or `roll` differ: one of the two covers other units. The contest's figures are taken.",
)
def list_of_units_is_not_the_contest(intake: Intake) -> pl.DataFrame:
    """Only figures that both give are compared."""
    if intake.units is None:
        return NO_ROWS
    contest, units = intake.contest, intake.units
    told = []
    if contest.units is not None and contest.units != units.height:
        told.append(f"the list has {units.height:,} units, the contest {contest.units:,}")
    total = int(units["registered"].sum())
    if contest.roll is not None and units["registered"].null_count() == 0 and contest.roll != total:
        told.append(f"the list has {total:,} voters, the contest's roll {contest.roll:,}")
    return rows_of_files([(str(units["source"][0]), text) for text in told])
