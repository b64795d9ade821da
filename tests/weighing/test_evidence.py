"""What of the sheets is used, what is set aside, and whether the contest can hold them."""

from __future__ import annotations

import polars as pl
import pytest
from tests.weighing.worded import said, weigh

from recuento.records.counted import Sheets
from recuento.weighing.evidence import gather

from .elections import Election, announced, sheets

ELECTION = Election(("ana", "beto"), ((100, (40, 30, 5)), (80, (20, 30, 0))), 2, 50)


def changed(column: str, values: list[int | None]) -> Sheets:
    """The sheets with one column replaced."""
    whole = ELECTION.sheets()
    return Sheets(whole.frame.with_columns(pl.Series(column, values, dtype=pl.Int64)), whole.candidates)


def test_everybody_else_has_the_valid_votes_that_no_candidate_has() -> None:
    """75 valid votes less 40 and 30 are 5 of others."""
    assert ELECTION.evidence().totals == (60, 60, 5)


@pytest.mark.parametrize("cell", [None, -3])
def test_an_empty_votes_cell_holds_anything_that_the_sheet_leaves(cell: int | None) -> None:
    """Of 50 valid votes the other candidate has 30: the empty cell holds 0 to 20, and so have the others."""
    evidence = gather(ELECTION.case(), changed("votes:ana", [40, cell]))
    ends = [(evidence.at_least(w), evidence.at_most(w)) for w in ([1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1])]
    assert ends == [(40, 60), (60, 60), (5, 25), (125, 125)]
    assert (evidence.missing_units, evidence.missing_roll) == (2, 50)
    assert said(evidence.notes[0]).startswith("1 sheet with a candidate's votes missing")


def test_a_candidate_without_votes_in_any_sheet_is_left_out() -> None:
    """An empty column says nothing of a candidate; the others are weighed all the same."""
    evidence = gather(ELECTION.case(), changed("votes:beto", [None, None]))
    assert evidence.candidates == ("ana",)
    assert "no votes for beto" in said(evidence.notes[0])


def test_votes_stand_in_for_registered_voters_that_are_not_given() -> None:
    """A unit has at least as many registered voters as valid votes: the missing roll is at most what that leaves."""
    evidence = gather(ELECTION.case(), changed("registered", [100, None]))
    assert evidence.missing_roll == 230 - 100 - 50
    assert "1 sheet without registered voters" in said(evidence.notes[0])


def test_nothing_is_missing_when_every_unit_is_counted() -> None:
    """Then the roll does not matter, even if it is larger than the sheets'."""
    election = Election(("ana", "beto"), ELECTION.rows, 0, 50)
    assert election.evidence().missing_roll == 0


@pytest.mark.parametrize(("key", "value", "noun"), [("roll", 100, "180 registered voters"), ("units", 1, "2 sheets")])
def test_a_contest_too_small_for_its_sheets_is_told_and_not_weighed(key: str, value: int, noun: str) -> None:
    """Nothing crashes: no bounds, open verdicts, and a check that names both figures and the mend."""
    case = ELECTION.case(announced(80.0, votes={"ana": 50, "beto": 40}, winner="ana"))
    small = case.model_copy(update={"contest": case.contest.model_copy(update={key: value})})
    found = weigh(small, ELECTION.sheets(), None, [])
    failed = [check for check in found.checks if check.holds is False]
    assert found.bounds is None
    assert len(failed) == 1
    assert noun in failed[0].explain
    assert f"set contest.{key} in case.toml" in failed[0].explain
    assert {v.kind.value for v in found.verdicts} == {"undetermined"}
    assert found.announcements[0].feasible is None


def test_without_a_roll_there_are_no_bounds() -> None:
    """What is missing is not known, and a check says so."""
    case = ELECTION.case()
    blind = case.model_copy(update={"contest": case.contest.model_copy(update={"roll": None})})
    found = weigh(blind, ELECTION.sheets(), None, [])
    assert found.bounds is None
    assert any(c.holds is None and "does not state the contest's roll" in c.explain for c in found.checks)


def test_no_rows_at_all_leave_everything_open() -> None:
    """An empty table is a count of nothing: bounds from nobody to everybody."""
    case = ELECTION.case(announced(80.0, votes={"ana": 50, "beto": 40}))
    found = weigh(case, sheets(("ana", "beto"), ()), None, [])
    assert found.bounds is not None
    assert found.bounds.votes == {"ana": (0, 230), "beto": (0, 230)}
    assert found.announcements[0].feasible is True


def test_one_candidate_and_one_sheet_can_be_weighed() -> None:
    """The smallest contest there is."""
    election = Election(("ana",), ((10, (5, 0)),), 1, 4)
    found = weigh(election.case(announced(50.0, votes={"ana": 5}, winner="ana")), election.sheets(), None, [])
    assert found.bounds is not None
    assert found.bounds.winner.possible == ("ana",)
    assert found.bounds.needed is None
