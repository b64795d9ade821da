"""Sheets that were to be read from images, or were typed in twice: what could not be read, so that it is entered or looked at again."""

from __future__ import annotations

import polars as pl

from recuento.counting.intake import Intake

from .check import check
from .decisions import told_as


@check(
    "error",
    "The text of this code does not have the digest that it states: it was read wrong, or is not what the machine "
    "printed. The sheet is not counted.",
)
def code_does_not_have_the_digest_that_it_states(intake: Intake) -> pl.DataFrame:
    """The digest of a later part is of the text of all parts up to it."""
    return told_as(intake, "code_does_not_have_the_digest_that_it_states")


@check(
    "warning",
    "A sheet has its figures in several codes, and not all of them are here. The sheet is not counted.",
)
def part_of_a_code_is_missing(intake: Intake) -> pl.DataFrame:
    """A line for each part that is here and belongs to no whole sheet."""
    return told_as(intake, "part_of_a_code_is_missing")


@check(
    "warning",
    "No code could be read in this image. If it shows a sheet, the sheet is not counted until a person enters it.",
)
def image_has_no_code_that_could_be_read(intake: Intake) -> pl.DataFrame:
    """A line for each file."""
    return told_as(intake, "image_has_no_code_that_could_be_read")


@check("warning", "This file could not be opened as an image. If it is a sheet, it is not counted.")
def image_could_not_be_opened(intake: Intake) -> pl.DataFrame:
    """A line for each file, with the reason."""
    return told_as(intake, "image_could_not_be_opened")


@check(
    "warning",
    "This image has codes, and none that the recipe's `code` describes. If it shows a sheet, the sheet is not counted.",
)
def code_is_not_as_the_recipe_says(intake: Intake) -> pl.DataFrame:
    """A line for each file, with how its first code begins."""
    return told_as(intake, "code_is_not_as_the_recipe_says")


@check(
    "warning",
    "Two people entered this figure and wrote different ones. It is missing until somebody looks at the sheet again.",
)
def two_entries_of_a_figure_differ(intake: Intake) -> pl.DataFrame:
    """A line for each figure, with both entries."""
    return told_as(intake, "two_entries_of_a_figure_differ")


@check("warning", "This sheet is in one of the two entries alone. None of its figures is read.")
def sheet_was_entered_once(intake: Intake) -> pl.DataFrame:
    """A line for each sheet, in either file."""
    return told_as(intake, "sheet_was_entered_once")


@check("note", "This file among the images of sheets is none, and was passed over.")
def file_is_no_image(intake: Intake) -> pl.DataFrame:
    """A line for each file whose ending is not that of an image, a PDF or a text."""
    return told_as(intake, "file_is_no_image")


@check("note", "This image shows a code that another shows, too. The code is counted once.")
def image_repeats_a_code(intake: Intake) -> pl.DataFrame:
    """A line for each code that was seen before."""
    return told_as(intake, "image_repeats_a_code")
