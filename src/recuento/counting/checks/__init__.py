"""The checks on sheets, in the order in which their findings are listed. A new check is a function and a line here."""

from __future__ import annotations

from recuento.counting.intake import Intake
from recuento.records.counted import Finding

from . import cells, contest, decisions, images, patterns, sums, unit_list, units
from .check import Check

CHECKS: tuple[Check, ...] = (
    contest.sheets_are_more_than_units,
    contest.registered_are_more_than_the_roll,
    units.unit_is_listed_twice_with_different_figures,
    units.unit_is_listed_twice_alike,
    units.unit_has_no_full_key,
    units.row_is_a_total,
    units.keys_differ_only_in_case,
    units.two_units_have_the_same_figures,
    units.total_is_not_the_sum_of_its_rows,
    patterns.votes_of_two_candidates_may_be_exchanged,
    sums.candidates_do_not_add_to_valid,
    sums.votes_for_a_candidate_exceed_valid,
    sums.valid_plus_invalid_exceed_registered,
    sums.ballots_exceed_registered,
    sums.valid_votes_exceed_ballots,
    sums.valid_plus_invalid_are_not_ballots,
    decisions.stated_total_is_not_the_sum_of_its_parts,
    images.code_does_not_have_the_digest_that_it_states,
    cells.cell_is_not_a_whole_number,
    cells.count_is_negative,
    cells.figure_could_not_be_read,
    cells.figure_is_missing,
    units.unit_is_listed_without_figures,
    units.every_figure_is_zero,
    images.part_of_a_code_is_missing,
    images.image_has_no_code_that_could_be_read,
    images.image_could_not_be_opened,
    images.code_is_not_as_the_recipe_says,
    images.two_entries_of_a_figure_differ,
    images.sheet_was_entered_once,
    decisions.recipe_names_a_value_that_no_row_has,
    decisions.row_has_no_row_in_the_joined_file,
    unit_list.unit_is_not_on_the_list_of_units,
    unit_list.registered_are_not_those_of_the_list_of_units,
    unit_list.list_of_units_is_not_the_contest,
    units.row_is_blank,
    sums.candidates_are_not_the_whole_ballot,
    patterns.one_slip_of_a_digit_explains_the_sum,
    patterns.one_slip_of_a_digit_explains_the_share,
    patterns.share_is_far_from_those_of_its_region,
    contest.candidate_has_no_column,
    contest.header_repeats_a_name,
    contest.source_is_passed_over,
    unit_list.units_on_the_list_have_no_sheet,
    decisions.header_is_further_down,
    decisions.rows_are_left_out_by_the_recipe,
    decisions.row_is_older_than_another_of_its_unit,
    decisions.row_of_an_earlier_stage_has_no_full_key,
    decisions.figures_were_stated_again_and_differ,
    decisions.unit_has_no_sheet,
    decisions.votes_belong_to_no_unit,
    images.file_is_no_image,
    images.image_repeats_a_code,
)


def run_checks(intake: Intake) -> tuple[Finding, ...]:
    """Every finding on the sheets, whatever is then counted. No check changes a figure."""
    return tuple(finding for check in CHECKS if (finding := check(intake)) is not None)
