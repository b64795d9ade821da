"""The bounds are the extremes of what trying every completion gives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.verdict import Bounds
from recuento.weighing.bounds import bounds_of, wins_outright
from recuento.weighing.evidence import gather

from .elections import Election, elections


def bounds(election: Election) -> Bounds:
    found = bounds_of(election.evidence(), None)
    assert found is not None
    return found


@given(elections())
def test_votes_reach_from_the_worst_to_the_best_completion(election: Election) -> None:
    """The least and most votes of each candidate over all completions."""
    ends = list(zip(*election.completions(), strict=True))
    for i, candidate in enumerate(election.candidates):
        assert bounds(election).votes[candidate] == (min(ends[i]), max(ends[i]))


@given(elections())
def test_shares_reach_from_the_worst_to_the_best_completion(election: Election) -> None:
    """The least and greatest share of each candidate over all completions with any valid vote, in percent."""
    for i, candidate in enumerate(election.candidates):
        shares = [Fraction(c[i], sum(c)) for c in election.completions() if sum(c)]
        if shares:
            low, high = bounds(election).shares[candidate]
            assert (low, high) == (float(min(shares) * 100), float(max(shares) * 100))


def first_under(rule: str, votes: tuple[int, ...], valid: int) -> set[int]:
    """Who wins, or goes on to a run-off, for these votes; ties are shared."""
    if rule == "plurality":
        return {i for i, v in enumerate(votes) if v == max(votes)}
    for i, own in enumerate(votes):
        if wins_outright(rule, own, max((v for j, v in enumerate(votes) if j != i), default=0), valid):
            return {i}
    return {i for i, own in enumerate(votes) if sum(v > own for v in votes) <= 1}


@given(elections())
def test_who_could_win_is_who_wins_under_some_completion(election: Election) -> None:
    """`possible` is the union of the winners, or of those who go on, over all completions."""
    winners = {i for c in election.completions() for i in first_under(election.rule, c[:-1], sum(c))}
    assert bounds(election).winner.possible == tuple(c for i, c in enumerate(election.candidates) if i in winners)


@given(elections())
def test_who_could_win_outright_is_told_where_there_is_a_runoff(election: Election) -> None:
    """`outright` is who wins without a run-off under some completion; under plurality it is not told."""

    def outright(i: int, votes: tuple[int, ...], valid: int) -> bool:
        rivals = [v for j, v in enumerate(votes) if j != i]
        return wins_outright(election.rule, votes[i], max(rivals, default=0), valid)

    if election.rule == "plurality":
        assert bounds(election).winner.outright is None
        return
    able = [
        c
        for i, c in enumerate(election.candidates)
        if any(outright(i, done[:-1], sum(done)) for done in election.completions())
    ]
    assert bounds(election).winner.outright == tuple(able)


@given(elections(), st.data())
def test_adding_a_sheet_never_widens_a_bound(election: Election, data: st.DataObject) -> None:
    """When one of the missing units is counted, votes and shares stay within the bounds they had."""
    if election.missing_units == 0:
        return
    roll = election.missing_roll if election.missing_units == 1 else data.draw(st.integers(0, election.missing_roll))
    votes, left = [], roll
    for _ in (*election.candidates, None):
        votes.append(data.draw(st.integers(0, left)))
        left -= votes[-1]
    more = Election(
        election.candidates,
        (*election.rows, (roll, tuple(votes))),
        election.missing_units - 1,
        election.missing_roll - roll,
        election.rule,
    )
    before, after = bounds(election), bounds(more)
    for candidate in election.candidates:
        assert before.votes[candidate][0] <= after.votes[candidate][0] <= after.votes[candidate][1]
        assert after.votes[candidate][1] <= before.votes[candidate][1]
        if candidate in before.shares and candidate in after.shares:
            assert before.shares[candidate][0] <= after.shares[candidate][0]
            assert after.shares[candidate][1] <= before.shares[candidate][1]
    assert set(after.winner.possible) <= set(before.winner.possible)


@given(elections(), st.data())
def test_the_order_of_rows_does_not_matter(election: Election, data: st.DataObject) -> None:
    """Any permutation of the sheets gives the same bounds."""
    order = data.draw(st.permutations(range(len(election.rows))))
    assert bounds_of(gather(election.case(), election.sheets(tuple(order))), "ana") == bounds_of(
        election.evidence(), "ana"
    )


BEHIND = Election(("ana", "beto"), ((100, (20, 50, 0)), (100, (40, 10, 0))), 1, 80)


def test_what_the_announced_winner_needs() -> None:
    """One vote more than the rival's lead, and the turnout that takes if everybody there votes for them."""
    needed = bounds_of(BEHIND.evidence(), "ana").needed
    assert needed is not None
    assert (needed.candidate, needed.against, needed.votes, needed.turnout) == ("ana", "beto", 1, 1.25)
    assert needed.share == pytest.approx(100 * (1 + 1 / 48) / 2)  # turnout 120/200, so 48 votes on 80 voters


def test_the_best_counted_units_hold_the_missing_roll() -> None:
    """80 of the 100 voters of the unit where Ana leads: four fifths of its votes."""
    needed = bounds_of(BEHIND.evidence(), "ana").needed
    assert needed is not None
    assert needed.best_counted == {"lead": 24, "turnout": 50.0, "share": 80.0, "rows": 1, "roll": 80}


def test_a_leader_needs_nothing() -> None:
    """Who leads by more than nothing needs no lead in the missing units."""
    needed = bounds_of(Election(("ana", "beto"), ((9, (5, 2, 0)),), 1, 4).evidence(), "ana").needed
    assert needed is not None
    assert (needed.votes, needed.turnout) == (0, 0.0)
