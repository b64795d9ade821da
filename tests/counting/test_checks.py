"""Each check: rows on which its sentence is true, rows on which it is not, and what missing figures mean to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recuento.counting import count
from recuento.counting.checks import CHECKS

from .elections import HEADER, ROWS, SHEETS, checks_found, count_text, found, make_case, make_source

# The first row of the sheets changed to this; the checks that then fire; what they say of it.
# Honest: 7,1,North,Alba,100,60,55,5,30,25 (registered, ballots, valid, invalid, ana, bo).
ONE_ROW: list[tuple[str, str, dict[str, str]]] = [
    ("honest", "7,1,North,Alba,100,60,55,5,30,25", {}),
    ("votes under valid", "7,1,North,Alba,100,60,55,5,30,24",
     {"candidates_do_not_add_to_valid": "candidates add to 54, valid says 55"}),
    ("votes over valid", "7,1,North,Alba,100,60,55,5,30,26",
     {"candidates_do_not_add_to_valid": "candidates add to 56, valid says 55"}),
    ("one vote figure missing and the rest over valid", "7,1,North,Alba,100,60,55,5,56,",
     {"candidates_do_not_add_to_valid": "candidates add to 56, valid says 55",
      "votes_for_a_candidate_exceed_valid": "ana has 56; valid says 55",
      "figure_is_missing": "bo is empty"}),
    ("one vote figure missing", "7,1,North,Alba,100,60,55,5,30,", {"figure_is_missing": "bo is empty"}),
    ("two figures missing", "7,1,North,Alba,,60,,5,30,25",
     {"figure_is_missing": "registered is empty; valid is empty"}),
    ("valid missing and votes over ballots", "7,1,North,Alba,100,60,,5,30,26",
     {"figure_is_missing": "valid is empty",
      "valid_plus_invalid_are_not_ballots": "candidates 56 plus invalid 5 are 61, ballots says 60"}),
    ("valid missing and votes under ballots", "7,1,North,Alba,100,60,,5,30,2", {"figure_is_missing": "valid is empty"}),
    ("invalid missing and valid under ballots", "7,1,North,Alba,100,60,55,,30,25",
     {"figure_is_missing": "invalid is empty"}),
    ("invalid missing and valid over ballots", "7,1,North,Alba,100,50,55,,30,25",
     {"figure_is_missing": "invalid is empty",
      "valid_plus_invalid_are_not_ballots": "valid 55 plus invalid not given are 55, ballots says 50"}),
    ("papers under ballots", "7,1,North,Alba,100,61,55,5,30,25",
     {"valid_plus_invalid_are_not_ballots": "valid 55 plus invalid 5 are 60, ballots says 61"}),
    ("all papers over the roll", "7,1,North,Alba,59,60,55,5,30,25",
     {"valid_plus_invalid_exceed_registered": "valid 55 plus invalid 5 are 60, registered says 59",
      "ballots_exceed_registered": "ballots 60, registered 59"}),
    ("valid over the roll, invalid missing", "7,1,North,Alba,54,,55,,30,25",
     {"valid_plus_invalid_exceed_registered": "valid 55 plus invalid not given are 55, registered says 54",
      "figure_is_missing": "ballots is empty; invalid is empty"}),
    ("votes over the roll, valid missing", "7,1,North,Alba,54,,,0,30,25",
     {"valid_plus_invalid_exceed_registered": "candidates 55 plus invalid 0 are 55, registered says 54",
      "figure_is_missing": "ballots is empty; valid is empty"}),
    ("papers at the roll", "7,1,North,Alba,60,60,55,5,30,25", {}),
    ("roll missing", "7,1,North,Alba,,60,55,5,30,25", {"figure_is_missing": "registered is empty"}),
    ("roll of zero is not a missing roll", "7,1,North,Alba,0,60,55,5,30,25",
     {"valid_plus_invalid_exceed_registered": "valid 55 plus invalid 5 are 60, registered says 0",
      "ballots_exceed_registered": "ballots 60, registered 0"}),
    ("text in two cells", "7,1,North,Alba,none?,60,55,5,30,2S",
     {"cell_is_not_a_whole_number": "registered holds 'none?' (text); bo holds '2S' (text)"}),
    ("two readings of one number", '7,1,North,Alba,"1.234,5",60,55,5,30,25',
     {"cell_is_not_a_whole_number": "registered holds '1.234,5' (text)"}),
    ("a fraction", "7,1,North,Alba,100.5,60,55,5,30,25",
     {"cell_is_not_a_whole_number": "registered holds '100.5' (fraction)"}),
    ("more people than there are", "7,1,North,Alba,99999999999,60,55,5,30,25",
     {"cell_is_not_a_whole_number": "registered holds '99999999999' (too large)"}),
    ("below zero", "7,1,North,Alba,100,60,55,5,30,-25", {"count_is_negative": "bo holds '-25'"}),
    ("digits of another script", "7,1,North,Alba,١٠٠,60,55,5,30,25", {}),
    ("no figures", "7,1,North,Alba,100,,,,,", {"unit_is_listed_without_figures": "registered: 100"}),
    ("nothing but a key", "7,1,North,Alba,,,,,,", {"unit_is_listed_without_figures": "registered: not given"}),
    ("zeros are figures", "7,1,North,Alba,100,0,0,0,0,0", {"every_figure_is_zero": "registered: 100"}),
    ("thousands or a fraction", "7,1,North,Alba,1.000,60,55,5,30,25",
     {"cell_is_not_a_whole_number": "registered holds '1.000' (thousands)"}),
    ("a mark for a missing figure", "7,1,North,Alba,N/A,60,55,5,30,25", {"figure_is_missing": "registered is empty"}),
    ("half a key", ",1,North,Alba,100,60,55,5,30,25", {"unit_has_no_full_key": "the key reads '-01'"}),
    ("a blank row", ",,,,,,,,,", {"row_is_blank": "left out"}),
    ("a total among the sheets", "0,0,,,410,270,266,4,150,116", {"row_is_a_total": "its figures are the sums of other rows: ana 150, bo 116"}),
]  # fmt: skip
MORE = "13,1,South,Brea,0,0,0,0,0,0"


@pytest.mark.parametrize(("row", "fires"), [case[1:] for case in ONE_ROW], ids=[case[0] for case in ONE_ROW])
def test_a_row_is_found_by_exactly_the_checks_whose_sentence_is_true(
    row: str, fires: dict[str, str], tmp_path: Path
) -> None:
    """One row is changed among honest ones; each finding names that row and says why."""
    text = "\n".join((HEADER, row, *ROWS[1:], MORE))
    tally = count_text(text, tmp_path).tally
    said = {finding.check: [(r.source, r.row, r.detail) for r in finding.rows] for finding in tally.findings}
    assert said == {check: [("sheets.csv", 2, detail)] for check, detail in fires.items()}


@pytest.mark.parametrize("row", [case[1] for case in ONE_ROW if "blank" not in case[0]])
def test_a_finding_changes_no_other_figure(row: str, tmp_path: Path) -> None:
    """Whatever is wrong with one row, the others count as they stand, and the row counts with what can be read."""
    text = "\n".join((HEADER, row, *ROWS[1:]))
    frame = count_text(text, tmp_path).sheets.frame
    plain = [[int(cell) for cell in r.split(",")[4:]] for r in ROWS[1:]]
    columns = ["registered", "ballots", "valid", "invalid", "votes:ana", "votes:bo"]
    assert [list(r) for r in frame.select(columns).rows()][-3:] == plain


CONTEST: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("enough units", {"units": 4}, {}),
    ("too few units", {"units": 3}, {"sheets_are_more_than_units": "adds 4 to 4; the contest has 3 units"}),
    ("a roll that holds them", {"roll": 510}, {}),
    ("a roll too small", {"roll": 509, "roll_scope": "voters at home"},
     {"registered_are_more_than_the_roll": "adds 510 to 510; the roll is 509 (voters at home)"}),
    ("a candidate without a column", {"candidates": ("ana", "bo", "cy")},
     {"candidate_has_no_column": "no votes for cy"}),
]  # fmt: skip


@pytest.mark.parametrize(("contest", "fires"), [case[1:] for case in CONTEST], ids=[case[0] for case in CONTEST])
def test_the_whole_count_is_set_beside_the_contest(
    contest: dict[str, Any], fires: dict[str, str], tmp_path: Path
) -> None:
    """A finding on a whole file points at its header."""
    tally = count_text(SHEETS, tmp_path, contest=contest).tally
    said = {finding.check: [(r.row, r.detail) for r in finding.rows] for finding in tally.findings}
    assert said == {check: [(1, detail)] for check, detail in fires.items()}


def test_a_recipe_for_some_candidates_raises_no_false_alarm(tmp_path: Path) -> None:
    """Two candidates of ten add to less than valid in nearly every row: one note on the file, not one a row."""
    tally = count_text(SHEETS, tmp_path, contest={"candidates": ("ana",)}, votes={"ana": "ana"}).tally
    assert checks_found(tally) == {"candidates_are_not_the_whole_ballot"}
    assert (
        found(tally, "candidates_are_not_the_whole_ballot").rows[0].detail == "candidates add to 180 of 321 valid votes"
    )


def test_each_check_has_a_name_of_its_own_and_a_sentence() -> None:
    """The name is what the output says; the docstring says what missing figures mean."""
    names = [check.__name__ for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(check.__doc__ for check in CHECKS)


def test_sheets_alike_by_chance_are_not_told_and_a_copy_among_few_is(tmp_path: Path) -> None:
    """A thousand small stations share figures as often as they miss by one vote; one copy among forty large ones has no such cause."""
    random = np.random.default_rng(3)

    def told(size: int, spread: int, units: int, *copies: int) -> set[str]:
        votes = random.integers(size, size + spread, (units, 3))
        rows = [[f"U{i}", int(v.sum()), *map(int, v)] for i, v in enumerate(votes)]
        rows += [[f"C{i}", *rows[i][1:]] for i in copies]
        text = "unit,valid,a,b,c\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
        (tmp_path / "x.csv").write_text(text)
        recipe = make_source("x.csv", unit=["unit"], region=[], registered=None, ballots=None, invalid=None)
        source = recipe.model_copy(update={"votes": {c: c for c in "abc"}})
        tally = count(make_case(source, candidates=("a", "b", "c")), tmp_path).tally
        return {r.unit for f in tally.findings if f.check == "two_units_have_the_same_figures" for r in f.rows}

    assert not told(20, 8, 1000)
    assert told(400, 400, 40, 7) == {"U7", "C7"}
    assert len(told(20, 40, 1000, *range(1000))) == 2000, "every sheet twice is no chance"
