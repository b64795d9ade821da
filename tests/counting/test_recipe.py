"""A recipe and its file: columns found, or refused with what to write instead."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from recuento.errors import CaseError, InputError, SheetError

from .elections import SHEETS, checks_found, count_text, found


def test_the_key_is_padded_and_joined(tmp_path: Path) -> None:
    """Lost leading zeros come back, and parts keep their order."""
    units = count_text(SHEETS, tmp_path).sheets.frame["unit"].to_list()
    assert units == ["007-01", "007-02", "011-01", "012-01"]


def test_a_column_whose_name_ends_like_padding_is_taken_by_its_name(tmp_path: Path) -> None:
    """'centre:3' is padding only where the file has no such column."""
    counted = count_text(SHEETS.replace("centre", "centre:3"), tmp_path)
    assert counted.sheets.frame["unit"].to_list()[0] == "7-01"


def test_several_columns_add_up_to_one_figure(tmp_path: Path) -> None:
    """A list of columns is their sum; with one of them empty the sum is missing and not less."""
    text = SHEETS.replace("7,2,North,Alba,120,80,78,2,40,38", "7,2,North,Alba,120,80,78,2,40,")
    counted = count_text(text, tmp_path, valid=["ana", "bo"])
    assert counted.sheets.frame["valid"].to_list() == [55, None, 40, 148]
    assert counted.tally.valid == 55 + 40 + 148


def test_a_figure_that_the_recipe_leaves_out_is_null_and_not_missed(tmp_path: Path) -> None:
    """Nobody promised it, so no check asks for it, and its total is not zero."""
    counted = count_text(SHEETS, tmp_path, ballots=None, registered=None)
    assert counted.tally.ballots is None
    assert counted.tally.coverage.roll is None
    assert not counted.tally.findings


@pytest.mark.parametrize(
    ("header", "recipe", "line"),
    [
        ("ana", {"votes": {"ana": "anna", "bo": "bo"}}, "no column 'anna', which the recipe names for votes.ana; did you mean 'ana'"),
        ("ana", {"valid": "gültig"}, "no column 'gültig', which the recipe names for valid; the file has 'centre'"),
        ("ana", {"valid": "VALIDS"}, "did you mean 'valid'"),
        ("ana", {"unit": ["center:3"]}, "no column 'center', which the recipe names for the unit; did you mean 'centre'"),
        ("ana", {"region": ["stat"]}, "no column 'stat', which the recipe names for the region"),
        ("ana", {"valid": "x1", "invalid": "x2"}, "no column 'x1' (nor 'x2')"),
        ("bo", {}, "columns 9, 10: the header has 'bo' 2 times and the recipe names it for votes.bo; say which"),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there_once_is_refused(
    header: str, recipe: dict[str, Any], line: str, tmp_path: Path
) -> None:
    """The line names the column, what it was for, and the names that are like it."""
    votes = {"votes": {"bo": "bo"}} if header == "bo" else {}
    with pytest.raises(SheetError) as error:
        count_text(SHEETS.replace(",ana", f",{header}"), tmp_path, **(votes | recipe))
    assert line in str(error.value)


@pytest.mark.parametrize(
    ("recipe", "line"),
    [
        ({"votes": {"ana": "ana", "bo": "ana"}}, "column 'ana' would be counted twice in votes"),
        ({"valid": ["ana", "ana"]}, "column 'ana' would be counted twice in valid"),
        ({"votes": {"ana": []}}, "votes.ana has an empty list of columns"),
        ({"sheets": "ballots"}, 'say granularity = "aggregate"'),
    ],
)
def test_a_recipe_that_would_count_wrong_is_refused(recipe: dict[str, Any], line: str, tmp_path: Path) -> None:
    """The mistake is in the case, and the line says so."""
    with pytest.raises(CaseError) as error:
        count_text(SHEETS, tmp_path, **recipe)
    assert line in str(error.value)
    assert "case.toml" in str(error.value)


def test_names_compare_as_people_read_them(tmp_path: Path) -> None:
    """An accent typed as one character or two, and stray white space, make no other name."""
    text = SHEETS.replace("valid,", unicodedata.normalize("NFD", " número  válido ,"), 1)
    counted = count_text(text, tmp_path, valid="número válido")
    assert counted.tally.valid == 321


def test_a_repeated_name_that_nobody_uses_is_a_note(tmp_path: Path) -> None:
    """It cannot change the count, and is said all the same."""
    counted = count_text(SHEETS.replace("\n", ",\n").replace("bo,", "bo,ballots", 1), tmp_path, ballots=None)
    assert found(counted.tally, "header_repeats_a_name").rows[0].detail == "'ballots' stands 2 times"


@pytest.mark.parametrize("column", ["registered", "ballots", "valid", "invalid", "ana", "bo"])
def test_a_column_of_text_where_counts_belong_is_found_in_every_row(column: str, tmp_path: Path) -> None:
    """A recipe that points at the wrong column is not passed over: the town is no count."""
    key = {"votes": {"ana": "ana", "bo": "bo"} | {column: "town"}} if column in ("ana", "bo") else {column: "town"}
    counted = count_text(SHEETS, tmp_path, region=["state"], **key)
    finding = found(counted.tally, "cell_is_not_a_whole_number")
    assert [row.row for row in finding.rows] == [2, 3, 4, 5]
    assert finding.rows[0].detail == "town holds 'Alba' (text)"


def test_sheets_without_any_figure_are_refused(tmp_path: Path) -> None:
    """Nothing to count is most likely a mistake in the recipe: the first cell that should be a figure is shown."""
    with pytest.raises(InputError) as error:
        count_text(SHEETS, tmp_path, ballots=None, valid=None, invalid=None, votes={"ana": "town"})
    assert "line 2, column 'town': no row gives any figure on how people voted (here: 'Alba')" in str(error.value)


def test_one_sheet_and_one_candidate_will_do(tmp_path: Path) -> None:
    """The smallest count there is."""
    text = "unit,votes\nA,7\n"
    recipe = {"unit": ["unit"], "region": [], "registered": None, "ballots": None, "valid": None, "invalid": None}
    counted = count_text(text, tmp_path, contest={"candidates": ("ana",)}, votes={"ana": "votes"}, **recipe)
    assert [(c.id, c.votes, c.share) for c in counted.tally.candidates] == [("ana", 7, None)]
    assert counted.tally.regions == ()
    assert checks_found(counted.tally) == set()
