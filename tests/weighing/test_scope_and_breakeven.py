"""Rounded coverage, and the coverage from which on a figure is impossible."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.contest import AnnouncedCoverage
from recuento.weighing import breakeven
from recuento.weighing.breakeven import impossible_from
from recuento.weighing.demand import reach
from recuento.weighing.question import Question, has_share, has_votes
from recuento.weighing.scope import Scope, all_units, scope_of
from recuento.weighing.written import readings_of_share

from .elections import Election, elections
from .test_feasibility import sums_within

THOUSAND = Election(("ana", "beto"), ((10, (5, 3, 0)),) * 900, 100, 1000)


@pytest.mark.parametrize(
    ("percent", "exact", "least", "most"),
    [
        (80.0, False, 795, 805),
        (80.0, True, 800, 801),  # 79.95% to 80.1%
        (96.87, True, 968, 969),  # no whole number of 1,000 units is written 96.87%: the nearest on either side
        (100.0, True, 1000, 1000),
        (99.8, False, 998, 998),
    ],
)
def test_a_coverage_is_an_interval_of_units(percent: float, exact: bool, least: int, most: int) -> None:
    """Written or spoken, a percentage of units is every number of units that it may stand for."""
    scope = scope_of(AnnouncedCoverage(percent=percent, exact=exact), THOUSAND.evidence())
    assert (scope.least, scope.most, scope.known) == (least, most, True)


def test_a_coverage_of_the_roll_is_an_interval_of_voters() -> None:
    """80% of 10,000 registered voters, spoken."""
    scope = scope_of(AnnouncedCoverage(percent=80.0, of="roll", exact=False), THOUSAND.evidence())
    assert (scope.of, scope.least, scope.most) == ("roll", 7950, 8050)


@pytest.mark.parametrize("coverage", [None, AnnouncedCoverage(percent=80.0, of="ballots")])
def test_a_coverage_that_cannot_be_counted_allows_any_units(coverage: AnnouncedCoverage | None) -> None:
    """Unstated, or a share of ballots whose total nobody knows: only what no set of units allows is ruled out."""
    scope = scope_of(coverage, THOUSAND.evidence())
    assert (scope.least, scope.most, scope.known) == (0, 1000, False)


@given(elections(), st.integers(0, 12), st.integers(0, 6), st.integers(0, 2))
def test_reach_over_a_part_of_the_units_is_that_of_trying_everything(
    election: Election, count: int, least: int, more: int
) -> None:
    """Least and most votes of a candidate over every choice of so many units and every completion."""
    size = len(election.rows) + election.missing_units
    scope = Scope("units", min(least, size), min(least + more, size), everything=False, known=True, words="")
    evidence = election.evidence()
    tried = sums_within(election, scope)
    for demand in has_votes(evidence, "ana", count, "exact", scope).ways[0]:
        found = reach(evidence, demand.weights, scope)
        sums = [sum(w * v for w, v in zip(demand.weights, votes, strict=True)) for votes in tried]
        assert (found.low, found.high) == (min(sums), max(sums))


FIGURES = st.one_of(st.integers(0, 12), st.sampled_from([20.0, 33.3, 50.0, 66.7]))


def written_so(election: Election, figure: float, votes: tuple[int, ...]) -> bool:
    """Whether the first candidate has the count or, for a figure with decimals, the share."""
    if isinstance(figure, int):
        return votes[0] == figure
    low, high = readings_of_share(figure)
    return sum(votes) > 0 and low <= Fraction(votes[0], sum(votes)) < high


def asked(election: Election, figure: float) -> Question:
    evidence = election.evidence()
    scope = all_units(evidence)
    if isinstance(figure, int):
        return has_votes(evidence, "ana", figure, "to_the_vote", scope)
    return has_share(evidence, "ana", figure, "exact", scope)


def last_possible(election: Election, figure: float) -> int:
    """The most units with which some choice and some completion give the figure; -1 where none does."""
    size = len(election.rows) + election.missing_units
    for units in range(size, -1, -1):
        scope = Scope("units", units, units, everything=units == size, known=True, words="")
        if any(written_so(election, figure, votes) for votes in sums_within(election, scope)):
            return units
    return -1


@given(elections(), FIGURES)
def test_the_break_even_is_where_the_figure_turns_impossible(election: Election, figure: float) -> None:
    """On few units it is the least number from which on no choice and no completion give the figure."""
    size = len(election.rows) + election.missing_units
    turning = impossible_from(election.evidence(), asked(election, figure))
    after = last_possible(election, figure) + 1
    assert (turning.units, turning.exact) == (after if after <= size else None, True)


@given(elections(), FIGURES)
def test_without_trying_every_choice_a_break_even_is_never_too_low(election: Election, figure: float) -> None:
    """As on many units: what is called impossible is, and what is called exact is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(breakeven, "sizes_that_fit", lambda *_: None)
        turning = impossible_from(election.evidence(), asked(election, figure))
    after = last_possible(election, figure) + 1
    assert turning.units is None or turning.units >= after
    assert not turning.exact or turning.units == after


def test_the_break_even_can_be_redone_in_a_spreadsheet() -> None:
    """Sheets of 1 to 9 votes add up to more than 20 at the sixth; with two units missing that is eight units."""
    election = Election(("ana",), tuple((10, (v, 0)) for v in range(1, 10)), 2, 5)
    evidence = election.evidence()
    turning = impossible_from(evidence, has_votes(evidence, "ana", 20, "to_the_vote", all_units(evidence)))
    assert (turning.units, turning.exact) == (8, True)


def test_on_many_units_an_exact_break_even_is_called_so() -> None:
    """900 sheets of 5 votes and 1,000 voters missing: any count up to 5,500 can be had with fewer units, and 900 more cannot."""
    evidence = THOUSAND.evidence()
    turning = impossible_from(evidence, has_votes(evidence, "ana", 4_001, "to_the_vote", all_units(evidence)))
    assert (turning.units, turning.exact) == (901, True)


def test_where_sums_leave_gaps_a_break_even_on_many_units_is_an_upper_limit() -> None:
    """40 sheets of 100 votes and one missing voter give no count of 1,050, which no demand by itself shows."""
    election = Election(("ana",), ((100, (100, 0)),) * 40, 1, 1)
    evidence = election.evidence()
    turning = impossible_from(evidence, has_votes(evidence, "ana", 1_050, "to_the_vote", all_units(evidence)))
    assert (turning.units, turning.exact) == (12, False)
