"""An announced turnout as a question to the counts: it is told where no roll at hand gives it, and never ruled out."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from recuento.records.verdict import Verdict, VerdictKind
from recuento.weighing.written import readings_of_share

from .elections import Election, additions, announced, elections
from .worded import weigh

NONE = "turnout_fits_no_roll_at_hand"


def _verdict(election: Election, turnout: float, coverage: float | None = 100.0) -> Verdict:
    case = election.case(announced(coverage, turnout=turnout))
    (verdict,) = [v for v in weigh(case, election.sheets(), None, []).verdicts if v.claim == "turnout"]
    return verdict


@given(elections(), st.sampled_from([0.0, 20.0, 33.3, 50.0, 75.0, 100.0]))
def test_it_is_told_where_all_completions_lie_on_one_side_and_never_where_one_has_it(
    election: Election, turnout: float
) -> None:
    """By trying every number of votes in the missing units; on these sheets no paper is invalid."""
    low, high = readings_of_share(turnout)
    missing = election.missing_roll if election.missing_units else 0
    roll = sum(r for r, _ in election.rows) + missing
    cast = sum(sum(v) for _, v in election.rows)
    turnouts = [Fraction(cast + sum(a), roll) for a in additions(1, missing)]
    rule = _verdict(election, turnout).rule
    if any(low <= t < high for t in turnouts):
        assert rule != NONE
    if max(turnouts) < low or min(turnouts) >= high:
        assert rule == NONE


FULL = Election(("ana", "beto"), ((100, (30, 20, 0)), (100, (40, 10, 0))), 0, 0)


def test_a_turnout_that_the_sheets_have_is_not_called_confirmed() -> None:
    """What it is a part of, and of what, was not said."""
    assert _verdict(FULL, 50.0).kind is VerdictKind.CONSISTENT


def test_a_turnout_that_no_roll_at_hand_gives_is_no_charge() -> None:
    """Over another roll, with voters abroad, it may be right."""
    verdict = _verdict(FULL, 61.0)
    assert (verdict.kind, verdict.rule) == (VerdictKind.UNDETERMINED, NONE)
    assert "over another roll it may be right" in verdict.says


def test_part_of_the_count_may_be_held_against_the_whole_roll() -> None:
    """25% of the whole roll voted in the half of the units that was counted, half of their own: both can be meant."""
    half = Election(("ana", "beto"), ((100, (30, 20, 0)),), 1, 100)
    assert _verdict(half, 25.0, 50.0).rule != NONE
    assert _verdict(half, 50.0, 50.0).rule != NONE
