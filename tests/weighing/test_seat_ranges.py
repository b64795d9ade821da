"""Seats in a case: the fewest and most of each list over all completions, and what is said of announced seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.contest import Announcement, SeatsAtStake
from recuento.records.seats import SeatMethod, SeatRanges
from recuento.records.verdict import VerdictKind
from recuento.weighing.evidence import Evidence, gather
from recuento.weighing.seat_ranges import seat_ranges
from recuento.weighing.seats import Constituency, SeatRule, allocate, apportion

from .elections import Election, announced
from .worded import weigh

LISTS = ("ana", "beto", "carla")


def _evidence(rows: list[tuple[int, ...]], missing: int, at_stake: SeatsAtStake, regions: str = "") -> Evidence:
    election = Election(LISTS, tuple((max(1, sum(r)), (*r, 0)) for r in rows), 1 if missing else 0, missing)
    case = election.case()
    contest = case.contest.model_copy(update={"seats": at_stake, "candidates_complete": True})
    sheets = election.sheets()
    frame = sheets.frame
    if regions:
        frame = frame.with_columns(pl.Series("region", list(regions)).cast(pl.Categorical))
    return gather(case.model_copy(update={"contest": contest}), replace(sheets, frame=frame))


def _ranges(rows: list[tuple[int, ...]], missing: int, at_stake: SeatsAtStake, regions: str = "") -> SeatRanges:
    found = seat_ranges(_evidence(rows, missing, at_stake, regions))
    assert found is not None
    return found


def _placed(voters: int, cells: int) -> Iterator[tuple[int, ...]]:
    return (way for way in product(range(voters + 1), repeat=cells) if sum(way) <= voters)


def _all_ends(counted: tuple[int, ...], missing: int, seats: int, rule: SeatRule) -> dict[str, tuple[int, int]]:
    """By trying every completion of one constituency."""
    ends: dict[str, tuple[int, int]] = {}
    for more in _placed(missing, len(LISTS)):
        votes = {c: v + m for c, v, m in zip(LISTS, counted, more, strict=True)}
        needed = rule.needed(sum(votes.values()))
        dealt = apportion({c: v if v >= needed else 0 for c, v in votes.items()}, seats, rule.method)
        for c in LISTS:
            low, high = ends.get(c, (seats, 0))
            ends[c] = (min(low, dealt.seats[c]), max(high, dealt.at_most(c)))
    return ends


@given(
    st.tuples(*[st.integers(0, 9)] * 3),
    st.integers(0, 5),
    st.integers(1, 6),
    st.sampled_from(["dhondt", "sainte_lague", "modified_sainte_lague"]),
)
def test_by_highest_averages_the_ends_are_those_of_all_completions(
    counted: tuple[int, int, int], missing: int, seats: int, method: SeatMethod
) -> None:
    found = _ranges([counted], missing, SeatsAtStake(method=method, total=seats))
    brute = _all_ends(counted, missing, seats, SeatRule(method))
    assert {c: (s.least, s.most) for c, s in found.totals.items()} == brute
    assert found.exact


@given(
    st.tuples(*[st.integers(0, 9)] * 3),
    st.integers(0, 5),
    st.integers(1, 6),
    st.sampled_from(["dhondt", "sainte_lague", "hare"]),
    st.sampled_from([0.0, 10.0, 25.0, 40.0]),
)
def test_no_completion_lies_beyond_the_ends_and_exact_ends_are_reached(
    counted: tuple[int, int, int], missing: int, seats: int, method: SeatMethod, barrier: float
) -> None:
    found = _ranges([counted], missing, SeatsAtStake(method=method, total=seats, barrier=barrier))
    for c, (low, high) in _all_ends(counted, missing, seats, SeatRule(method, barrier)).items():
        span = found.totals[c]
        assert span.least <= low
        assert high <= span.most
        assert not found.exact or (span.least, span.most) == (low, high)


@given(
    st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=2, max_size=2),
    st.integers(0, 3),
    st.sampled_from([0.0, 30.0]),
)
def test_missing_voters_may_be_in_any_constituency(
    rows: list[tuple[int, int, int]], missing: int, barrier: float
) -> None:
    at_stake = SeatsAtStake(method="dhondt", by_region={"N": 3, "S": 2}, barrier=barrier)
    found = _ranges(list(rows), missing, at_stake, "NS")
    spans = {p.constituency: p.lists for p in found.constituencies}
    for more in _placed(missing, 6):
        votes = [{c: r[i] + more[3 * k + i] for i, c in enumerate(LISTS)} for k, r in enumerate(rows)]
        of = [Constituency(n, s, v) for n, s, v in zip("NS", (3, 2), votes, strict=True)]
        for told in allocate(of, SeatRule("dhondt", barrier)).constituencies:
            for row in told.lists:
                span = spans[told.constituency][row.list]
                assert span.least <= row.seats <= span.most


def test_with_nothing_missing_the_seats_are_those_dealt() -> None:
    found = _ranges([(50, 30, 20)], 0, SeatsAtStake(method="hare", total=10))
    assert {c: (s.least, s.stated, s.most) for c, s in found.totals.items()} == {
        "ana": (5, 5, 5),
        "beto": (3, 3, 3),
        "carla": (2, 2, 2),
    }
    assert found.exact


@pytest.mark.parametrize(
    ("at_stake", "regions", "why"),
    [
        (SeatsAtStake(method="dhondt", by_region={"N": 3}), "NS", "seats.region_without_seats"),
        (SeatsAtStake(method="dhondt", by_region={"N": 3}, level=2), "NN", "seats.region_unknown"),
    ],
)
def test_what_cannot_be_said_of_seats_is_said(at_stake: SeatsAtStake, regions: str, why: str) -> None:
    found = _ranges([(5, 3, 2), (1, 1, 1)], 0, at_stake, regions)
    assert (found.constituencies, found.totals) == ((), {})
    assert getattr(found.says, "key", "") == why


def test_seats_of_people_who_may_not_be_listed_are_not_computed() -> None:
    evidence = _evidence([(5, 3, 2)], 0, SeatsAtStake(method="dhondt", total=3))
    contest = evidence.case.contest.model_copy(update={"candidates_complete": None})
    found = seat_ranges(replace(evidence, case=evidence.case.model_copy(update={"contest": contest})))
    assert found is not None
    assert found.totals == {}


@pytest.mark.parametrize(
    ("missing", "seats", "kind"),
    [
        (0, 3, VerdictKind.CONFIRMED),
        (0, 4, VerdictKind.IMPOSSIBLE),
        (30, 3, VerdictKind.CONSISTENT),
        (30, 4, VerdictKind.UNDETERMINED),
        (30, 6, VerdictKind.IMPOSSIBLE),
    ],
)
def test_announced_seats_are_held_against_what_completions_can_give(
    missing: int, seats: int, kind: VerdictKind
) -> None:
    evidence = _evidence([(50, 30, 20)], missing, SeatsAtStake(method="dhondt", total=6))
    told = announced(seats={"ana": seats})
    verdicts = _weighed(evidence, told, [(50, 30, 20)], missing)
    assert [(v.claim, v.kind, v.figure) for v in verdicts] == [("seats", kind, seats)]


def _weighed(evidence: Evidence, told: Announcement, rows: list[tuple[int, ...]], missing: int) -> tuple:  # type: ignore[type-arg]
    election = Election(LISTS, tuple((max(1, sum(r)), (*r, 0)) for r in rows), 1 if missing else 0, missing)
    case = evidence.case.model_copy(update={"announcements": (told,)})
    return weigh(case, election.sheets(), None, []).verdicts


def test_seats_announced_on_a_part_of_the_count_stay_open() -> None:
    evidence = _evidence([(50, 30, 20)], 0, SeatsAtStake(method="dhondt", total=6))
    part = announced(80.0, seats={"ana": 5})
    assert [v.kind for v in _weighed(evidence, part, [(50, 30, 20)], 0)] == [VerdictKind.UNDETERMINED]
