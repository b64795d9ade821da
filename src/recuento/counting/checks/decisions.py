"""What the recipe, or the reader following it, decided on rows: listed, so that nothing is left out in silence."""

from __future__ import annotations

import polars as pl

from recuento.counting.intake import Intake

from .check import check


def told_as(intake: Intake, name: str) -> pl.DataFrame:
    """The rows that were listed under the name of a check while the files were read."""
    return intake.told.filter(pl.col("check") == name).select("source", "row", "unit", "detail")


@check(
    "error",
    "A stated total is not the sum of its parts, so one of these figures is wrong or was read wrong. The parts are "
    "counted.",
)
def stated_total_is_not_the_sum_of_its_parts(intake: Intake) -> pl.DataFrame:
    """Total and parts are all given."""
    return told_as(intake, "stated_total_is_not_the_sum_of_its_parts")


@check(
    "warning",
    "The recipe names a value that no row of the file has. It may be misspelt, and rows are then counted that should "
    "not be, or left out.",
)
def recipe_names_a_value_that_no_row_has(intake: Intake) -> pl.DataFrame:
    """Of `where`, `no_sheet` and `no_unit`, compared with all rows that are read."""
    return told_as(intake, "recipe_names_a_value_that_no_row_has")


@check(
    "warning",
    "Rows have no partner in the file that the recipe joins. What that file would give is missing for them.",
)
def row_has_no_row_in_the_joined_file(intake: Intake) -> pl.DataFrame:
    """A line for each joined file."""
    return told_as(intake, "row_has_no_row_in_the_joined_file")


@check("note", "The recipe's `where` leaves rows of the file out.")
def rows_are_left_out_by_the_recipe(intake: Intake) -> pl.DataFrame:
    """A line for each file."""
    return told_as(intake, "rows_are_left_out_by_the_recipe")


@check(
    "note", "Another row of the same unit has a later value in the column that `latest` names: this row is not counted."
)
def row_is_older_than_another_of_its_unit(intake: Intake) -> pl.DataFrame:
    """The rows that are not counted, each with the value of the one that is."""
    return told_as(intake, "row_is_older_than_another_of_its_unit")


@check(
    "warning",
    "The row has no full key and is of an earlier stage than others without one. As it cannot be said whether these state "
    "it again, it is not counted.",
)
def row_of_an_earlier_stage_has_no_full_key(intake: Intake) -> pl.DataFrame:
    """Of the rows without a key only those of the last stage that has any are counted."""
    name = "row_of_an_earlier_stage_has_no_full_key"
    return intake.in_order.told.filter(pl.col("check") == name).select("source", "row", "unit", "detail")


@check(
    "note",
    "A later stage states other figures of this unit than stood before. That is how a count is corrected, and no error; what "
    "was stated last is counted. The totals as first stated and as standing are both given.",
)
def figures_were_stated_again_and_differ(intake: Intake) -> pl.DataFrame:
    """Each line has the figures before and after, the stage, and the document that the source names for it."""
    name = "figures_were_stated_again_and_differ"
    return intake.in_order.told.filter(pl.col("check") == name).select("source", "row", "unit", "detail")


@check(
    "note",
    "By the recipe's `no_sheet` there is no sheet of this unit, whatever figures the row shows. The unit is not counted, "
    "nor is it in the coverage.",
)
def unit_has_no_sheet(intake: Intake) -> pl.DataFrame:
    """The figures that the row shows stand in the finding."""
    return told_as(intake, "unit_has_no_sheet")


@check(
    "note",
    "By the recipe's `no_unit` these votes belong to no unit (by post, from abroad, electronic). They are counted, and the row is no "
    "sheet in the coverage.",
)
def votes_belong_to_no_unit(intake: Intake) -> pl.DataFrame:
    """The rows with their votes."""
    return told_as(intake, "votes_belong_to_no_unit")


@check(
    "note",
    "The names of the columns do not stand on the line where they were expected. What is above them was passed over.",
)
def header_is_further_down(intake: Intake) -> pl.DataFrame:
    """The header was found by the columns that the recipe names."""
    return told_as(intake, "header_is_further_down")
