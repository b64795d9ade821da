"""Rounded coverage, and the coverage from which on a figure is impossible."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recuento.records.contest import AnnouncedCoverage
from recuento.weighing.breakeven import impossible_from
from recuento.weighing.demand import reach
from recuento.weighing.question import has_share, has_votes
from recuento.weighing.scope import Scope, all_units, scope_of

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


@settings(deadline=None)
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


@settings(deadline=None)
@given(elections(), st.integers(0, 12), st.sampled_from([20.0, 50.0, 66.7]))
def test_the_break_even_is_where_the_figure_turns_impossible(election: Election, count: int, percent: float) -> None:
    """At it no choice of so many units or more meets some demand; one unit below, every demand can be met."""
    evidence = election.evidence()
    size = len(election.rows) + election.missing_units
    for question in (
        has_votes(evidence, "ana", count, "to_the_vote", all_units(evidence)),
        has_share(evidence, "ana", percent, "exact", all_units(evidence)),
    ):
        turning = impossible_from(evidence, question)
        for units in range(size + 1):
            scope = Scope("units", units, size, everything=units == size, known=True, words="")
            failing = [
                d
                for d in question.ways[0]
                if d.least is not None and (reach(evidence, d.weights, scope).high or 0) < d.least
            ]
            assert bool(failing) == (turning is not None and units >= turning)


def test_the_break_even_can_be_redone_in_a_spreadsheet() -> None:
    """Sheets of 1 to 9 votes add up to more than 20 at the sixth; with two units missing that is eight units."""
    election = Election(("ana",), tuple((10, (v, 0)) for v in range(1, 10)), 2, 5)
    evidence = election.evidence()
    assert impossible_from(evidence, has_votes(evidence, "ana", 20, "to_the_vote", all_units(evidence))) == 8
