"""Further caps on the missing units, and which sheets would settle who won."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.contest import Cap
from recuento.records.verdict import Completion, Settling, VerdictKind
from recuento.weighing.completions import completions_of
from recuento.weighing.evidence import Evidence, gather
from recuento.weighing.question import won
from recuento.weighing.rules import decide
from recuento.weighing.scope import all_units
from recuento.weighing.settling import settling_of

from .elections import Election, announced
from .worded import said, weigh

ROWS = ((10, (6, 2, 0)), (10, (1, 4, 0)), (20, (5, 5, 0)))
REGIONS = ["North", "North", "South"]
MISSING = [("4", "North", 10), ("5", "South", 40), ("6", "West", 10)]


def _evidence(*caps: Cap, rows: object = ROWS, missing: object = MISSING, listed: bool = True) -> Evidence:
    missing = list(missing)  # type: ignore[call-overload]
    election = Election(("ana", "beto"), rows, len(missing), sum(m[2] for m in missing))  # type: ignore[arg-type]
    case, sheets = election.case(), election.sheets()
    case = case.model_copy(update={"contest": case.contest.model_copy(update={"caps": caps})})
    frame = sheets.frame.with_columns(pl.Series("region", (REGIONS * 9)[: sheets.frame.height]).cast(pl.Categorical))
    absent = pl.DataFrame(
        missing, schema={"unit": pl.String, "region": pl.String, "registered": pl.Int64}, orient="row"
    )
    return gather(case, replace(sheets, frame=frame, missing=absent if listed else None))


def _only(evidence: Evidence) -> Completion:
    (found,) = completions_of(evidence)
    return found


def test_the_highest_turnout_of_all_limits_the_missing_roll() -> None:
    """Eight of ten voted where most did: of 60 at most 48."""
    found = _only(_evidence("highest_turnout"))
    assert found.voters == 48
    assert found.votes == {"ana": (12, 60), "beto": (11, 59)}


def test_rolls_by_region_say_where_the_missing_voters_are_without_a_list_of_units() -> None:
    """North has 30 on its roll and 20 on its sheets, South 60 and 20, West 10 and no sheet."""
    evidence = _evidence("regional_turnout", listed=False)
    assert said(_only(evidence).says).endswith("say where the missing voters are.")
    contest = evidence.case.contest.model_copy(update={"roll_by_region": {"North": 30, "South": 60, "West": 10}})
    found = _only(replace(evidence, case=evidence.case.model_copy(update={"contest": contest})))
    assert found.voters == 8 + 20 + 8


def test_a_region_with_more_voters_on_its_sheets_than_on_its_roll_is_told_and_nothing_is_computed() -> None:
    election = Election(("ana", "beto"), ROWS, 3, 60)
    case = election.case()
    rolls = {"North": 15, "South": 85}
    case = case.model_copy(update={"contest": case.contest.model_copy(update={"roll_by_region": rolls})})
    frame = election.sheets().frame.with_columns(pl.Series("region", REGIONS).cast(pl.Categorical))
    evidence = gather(case, replace(election.sheets(), frame=frame))
    told = [said(check.explain) for check in evidence.checks if check.holds is False]
    assert [t[:71] for t in told] == ["The sheets of North hold 20 registered voters, more than its 15: one of"]
    assert evidence.missing_roll is None


def test_the_highest_turnout_of_the_region_limits_each_unit() -> None:
    """8 of 10 in the North, half in the South; the West has no sheet, so all of the country are its measure."""
    found = _only(_evidence("regional_turnout"))
    assert found.voters == 8 + 20 + 8
    assert "no verdict rests on it" in said(found.says)


def test_the_regional_pattern_is_one_completion() -> None:
    """By hand: ana 12 + 7·10/20 + 5·40/20 + 12·10/40 = 28.5, to even; no bound."""
    found = _only(_evidence("regional_pattern"))
    ana = 12 + Fraction(7 * 10, 20) + Fraction(5 * 40, 20) + Fraction(12 * 10, 40)
    beto = 11 + Fraction(6 * 10, 20) + Fraction(5 * 40, 20) + Fraction(11 * 10, 40)
    assert found.votes == {"ana": (12 + round(ana - 12),) * 2, "beto": (11 + round(beto - 11),) * 2}
    assert found.voters is None


@pytest.mark.parametrize(
    ("cap", "why"),
    [
        ("regional_turnout", "say where the missing voters are"),
        ("regional_pattern", "say where the missing voters are"),
    ],
)
def test_a_cap_by_region_without_a_list_of_units_is_not_computed(cap: Cap, why: str) -> None:
    """It says why."""
    found = _only(_evidence(cap, listed=False))
    assert found.votes == {}
    assert why in said(found.says)


def test_a_list_that_lacks_missing_voters_gives_no_cap_by_region() -> None:
    """Whoever is on the roll and on no listed unit may vote anywhere."""
    evidence = replace(_evidence("regional_turnout"), missing_roll=61)
    assert _only(evidence).votes == {}


def test_no_verdict_rests_on_a_further_cap() -> None:
    """What a cap would rule out stays open."""
    rows = ((10, (6, 0, 0)), (10, (1, 0, 0)))
    evidence = _evidence("highest_turnout", rows=rows, missing=[("4", "North", 10)])
    found = _only(evidence)
    assert found.winner is not None
    assert found.winner.possible == ("ana",)
    made = announced(winner="ana")
    case = evidence.case.model_copy(update={"announcements": (made,)})
    election = Election(("ana", "beto"), rows, 1, 10)
    (verdict, *_) = weigh(case, election.sheets(), None, []).verdicts
    assert verdict.kind is not VerdictKind.CONFIRMED


def _settling(evidence: Evidence, candidate: str) -> Settling | None:
    return settling_of(evidence, candidate)


def test_the_fewest_sheets_are_the_largest_that_hold_the_roll() -> None:
    """Ana is one ahead of 60 missing voters: with 30 of them it could be settled, which the one of 40 holds."""
    found = _settling(_evidence(), "ana")
    assert found is not None
    assert (found.voters, found.sheets, [u.unit for u in found.units]) == (30, 1, ["5"])
    assert [(r.region, r.units, r.registered) for r in found.regions] == [
        ("South", 1, 40),
        ("North", 1, 10),
        ("West", 1, 10),
    ]


def test_what_is_settled_needs_no_sheet() -> None:
    """A lead larger than what is missing."""
    assert _settling(_evidence(rows=((100, (90, 2, 0)),)), "ana") is None


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=2),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.sampled_from(["plurality", "majority", "forty_ten"]),
)
def test_with_fewer_sheets_nothing_they_say_settles_it(
    votes: list[tuple[int, int]], rolls: list[int], rule: str
) -> None:
    """By trying every set of fewer missing units with every reading; and with so many, some reading does settle one demand."""
    rows = tuple((max(1, a + b), (a, b, 0)) for a, b in votes)
    listed = [(str(9 + i), "North", r) for i, r in enumerate(rolls)]
    election = Election(("ana", "beto"), rows, len(rolls), sum(rolls), rule)
    absent = pl.DataFrame(listed, schema={"unit": pl.String, "region": pl.String, "registered": pl.Int64}, orient="row")
    sheets = replace(election.sheets(), missing=absent)
    found = settling_of(gather(election.case(), sheets), "ana")
    if found is None or found.sheets is None:
        return
    for fewer in range(found.sheets):
        for chosen in combinations(range(len(rolls)), fewer):
            for read in _readings([rolls[i] for i in chosen]):
                more = Election(
                    ("ana", "beto"),
                    (*rows, *read),
                    len(rolls) - fewer,
                    sum(r for i, r in enumerate(rolls) if i not in chosen),
                    rule,
                )
                evidence = more.evidence()
                kind = decide(won(evidence, "ana", all_units(evidence)), evidence).kind
                assert kind not in {VerdictKind.CONFIRMED, VerdictKind.IMPOSSIBLE}


def _readings(rolls: list[int]) -> list[tuple[tuple[int, tuple[int, ...]], ...]]:
    """Every way in which sheets with these rolls could read."""
    ways: list[tuple[tuple[int, tuple[int, ...]], ...]] = [()]
    for roll in rolls:
        one = [(roll, (a, b, c)) for a in range(roll + 1) for b in range(roll + 1 - a) for c in range(roll + 1 - a - b)]
        ways = [(*w, o) for w in ways for o in one]
    return ways
