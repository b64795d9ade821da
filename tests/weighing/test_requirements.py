"""A turnout and a share in so many regions: exact over all completions, and a part of who won."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.contest import Case, Spread
from recuento.records.verdict import VerdictKind
from recuento.weighing.bounds import bounds_of
from recuento.weighing.comparing import standing_of
from recuento.weighing.evidence import Evidence, gather
from recuento.weighing.requirements import RULED_OUT, regions_reached, turnout

from .elections import Election, announced
from .worded import weigh

SPREAD = Spread(share=25, regions=2, of=3)


def _evidence(election: Election, regions: list[str], **contest: object) -> Evidence:
    case = _case(election, **contest)
    sheets = election.sheets()
    frame = sheets.frame.with_columns(pl.Series("region", regions).cast(pl.Categorical))
    return gather(case, replace(sheets, frame=frame))


def _case(election: Election, **contest: object) -> Case:
    case = election.case()
    return case.model_copy(update={"contest": case.contest.model_copy(update=contest)})


def _placed(voters: int, regions: int) -> list[tuple[tuple[int, int], ...]]:
    """Every way in which up to so many voters, in any regions, vote for the first candidate or for somebody else."""
    ways = product(range(voters + 1), repeat=2 * regions)
    return [tuple(zip(w[::2], w[1::2], strict=True)) for w in ways if sum(w) <= voters]


@given(
    st.lists(st.tuples(st.sampled_from("NS"), st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=4),
    st.integers(0, 2),
    st.sampled_from([20.0, 25.0, 50.0, 100.0]),
)
def test_the_regions_reached_are_those_of_the_best_and_the_worst_completion(
    rows: list[tuple[str, int, int]], missing: int, share: float
) -> None:
    """By trying every completion, with the missing voters in any region, one of which has no sheet at hand."""
    election = Election(("ana",), tuple((max(1, a + b), (a, b)) for _, a, b in rows), 1 if missing else 0, missing)
    spread = Spread(share=share, regions=2, of=3)
    found = regions_reached(_evidence(election, [r for r, _, _ in rows], spread=spread), "ana", spread)
    seen = sorted({r for r, _, _ in rows})
    sums = {r: (sum(a for q, a, _ in rows if q == r), sum(b for q, _, b in rows if q == r)) for r in seen}
    counted = [sums.get(r, (0, 0)) for r in [*seen, *["unseen"] * (3 - len(seen))]]
    reached = []
    for added in _placed(missing, 3):
        whole = [(a + x, a + b + x + y) for (a, b), (x, y) in zip(counted, added, strict=True)]
        reached.append(sum(v > 0 and Fraction(own, v) * 100 >= Fraction(share) for own, v in whole))
    assert (found.least, found.most) == (min(reached), max(reached))


@given(
    st.lists(st.tuples(st.sampled_from("NS"), st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=4),
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)),
    st.sampled_from([20.0, 25.0, 50.0, 100.0]),
)
def test_voters_who_are_missing_in_a_known_region_can_vote_there_alone(
    rows: list[tuple[str, int, int]], missing: tuple[int, int, int], share: float
) -> None:
    """By trying every completion within each region; of the third no sheet is at hand."""
    election = Election(("ana",), tuple((max(1, a + b), (a, b)) for _, a, b in rows), 1, sum(missing))
    rolls = {r: m + sum(max(1, a + b) for q, a, b in rows if q == r) for r, m in zip("NSE", missing, strict=True)}
    rolls = {r: n for r, n in rolls.items() if n}
    spread = Spread(share=share, regions=2, of=3)
    evidence = _evidence(election, [r for r, _, _ in rows], spread=spread, roll_by_region=rolls)
    found = regions_reached(evidence, "ana", spread)
    counted = [tuple(sum(row[i] for row in rows if row[0] == r) for i in (1, 2)) for r in "NSE"]
    reached = []
    for added in product(*(_placed(m, 1) for m in missing)):
        whole = [(a + x, a + b + x + y) for (a, b), ((x, y),) in zip(counted, added, strict=True)]
        reached.append(sum(v > 0 and Fraction(own, v) * 100 >= Fraction(share) for own, v in whole))
    assert (found.least, found.most) == (min(reached), max(reached))


def test_a_region_that_a_list_of_units_writes_otherwise_takes_no_voters_away() -> None:
    """The list says "Norte" of the unit that is missing in the North: with three regions in all, its voters may be anywhere."""
    election = Election(("ana",), ((10, (1, 9)), (10, (9, 1)), (10, (9, 1))), 1, 20)
    regions = ["North", "South", "East"]
    evidence = _evidence(election, regions, spread=SPREAD)
    absent = pl.DataFrame({"unit": ["4"], "region": ["Norte"], "registered": [20]})
    listed = replace(evidence, absent=absent)
    assert regions_reached(listed, "ana", SPREAD) == regions_reached(evidence, "ana", SPREAD)


def test_a_sheet_whose_region_is_not_known_leaves_the_regions_open() -> None:
    """Its votes may be anywhere."""
    election = Election(("ana", "beto"), ((10, (9, 1, 0)), (10, (9, 1, 0))), 0, 0)
    found = regions_reached(_evidence(election, ["North", ""], spread=SPREAD), "ana", SPREAD)
    assert (found.least, found.most) == (0, None)


@pytest.mark.parametrize(("needed", "possible", "certain"), [(50, True, True), (60, True, False), (90, False, False)])
def test_a_turnout_is_reached_by_what_was_cast_and_by_who_may_have_voted(
    needed: float, possible: bool, certain: bool
) -> None:
    """Of 20 on the roll 10 voted on the counted sheets, and 4 may have where the sheet is missing."""
    election = Election(("ana", "beto"), ((16, (6, 4, 0)),), 1, 4)
    found = turnout(_evidence(election, ["North"], turnout_needed=needed))
    assert found is not None
    assert (found.possible, found.certain) == (possible, certain)


def _verdict(election: Election, regions: list[str], **contest: object) -> tuple[VerdictKind, str | None, str]:
    case = _case(election, **contest)
    made = announced(winner="ana", winner_as="won outright")
    case = case.model_copy(update={"announcements": (made,)})
    sheets = election.sheets()
    frame = sheets.frame.with_columns(pl.Series("region", regions).cast(pl.Categorical))
    (verdict,) = [v for v in weigh(case, replace(sheets, frame=frame), None, []).verdicts if v.claim == "winner"]
    return verdict.kind, verdict.rule, verdict.says


TWO_REGIONS = Election(("ana", "beto"), ((100, (80, 20, 0)), (100, (10, 40, 0))), 0, 0, "majority")


def test_who_has_the_votes_but_not_the_regions_did_not_win_outright() -> None:
    """90 of 150 is a majority; a fifth of one region's votes is no quarter."""
    kind, rule, says = _verdict(TWO_REGIONS, ["North", "South"], spread=Spread(share=25, regions=2, of=2))
    assert (kind, rule) == (VerdictKind.IMPOSSIBLE, RULED_OUT)
    assert says.startswith(
        "25.00% of the valid votes in 2 of 2 regions are asked, which is out of reach for Ana Prueba: at most 1"
    )


def test_who_has_the_votes_and_the_regions_won() -> None:
    """Every condition is met by every completion."""
    kind, _, _ = _verdict(TWO_REGIONS, ["North", "South"], spread=Spread(share=20, regions=2, of=2))
    assert kind is VerdictKind.CONFIRMED


def test_a_turnout_that_is_out_of_reach_rules_out_that_anybody_won() -> None:
    """150 of 200 voted."""
    assert _verdict(TWO_REGIONS, ["North", "South"], turnout_needed=80)[0] is VerdictKind.IMPOSSIBLE
    assert _verdict(TWO_REGIONS, ["North", "South"], turnout_needed=75)[0] is VerdictKind.CONFIRMED


def test_under_a_plurality_with_regions_whoever_lacks_them_does_not_win_outright() -> None:
    """As in Nigeria, where most votes are not enough."""
    election = replace(TWO_REGIONS, rule="plurality")
    bounds = bounds_of(_evidence(election, ["North", "South"], spread=Spread(share=25, regions=2, of=2)), None)
    assert bounds is not None
    assert (bounds.winner.possible, bounds.winner.outright) == (("ana", "beto"), ())


def test_a_comparison_asks_for_the_regions_too() -> None:
    """What the rule makes of the figures of each count."""
    case = _case(TWO_REGIONS, spread=Spread(share=25, regions=2, of=2))
    frame = TWO_REGIONS.sheets().frame.with_columns(pl.Series("region", ["North", "South"]))
    standing = standing_of(frame, ["ana", "beto"], case.contest, everybody=True, nobody_else=True)
    assert standing.settles == "no_outright_win"
