"""An announcement's own arithmetic raises no false alarm and misses no plain error."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.weighing.worded import said

from recuento.records.contest import Announcement
from recuento.records.verdict import Check
from recuento.weighing.arithmetic import checks_of
from recuento.weighing.written import about_share, decimals, follows, readings_of_count, readings_of_share

from .elections import Election, announced

ELECTION = Election(("ana", "beto"), ((5000, (2000, 1500, 100)),), 3, 5000)


def check(name: str, *announcements: Announcement) -> Check | None:
    """The named check of the last announcement."""
    case = ELECTION.case(*announcements)
    return next((c for c in checks_of(announcements[-1], case) if c.check == name), None)


def holds(name: str, **figures: object) -> bool | None:
    found = check(name, announced(80.0, **figures))
    assert found is not None
    return found.holds


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 3), st.sampled_from(["round", "cut", "up"]))
def test_a_share_computed_in_any_usual_way_follows(part: int, rest: int, places: int, how: str) -> None:
    """Rounding half to even, half up, and cutting are all accepted."""
    share = Fraction(part, part + rest)
    scaled = share * 100 * 10**places
    whole = {"round": round(scaled), "cut": int(scaled), "up": int(scaled + Fraction(1, 2))}[how]
    written = float(Fraction(whole, 10**places))
    if decimals(written) == places or places == 0:
        assert follows(share, written)


@pytest.mark.parametrize(("counts", "shares", "expected"), [
    ({"ana": 512, "beto": 442}, {"ana": 51.2, "beto": 44.2}, True),
    ({"ana": 512, "beto": 442}, {"ana": 51.3, "beto": 44.2}, False),
    ({"ana": 512, "beto": 442}, {"ana": 51.0}, True),
])  # fmt: skip
def test_shares_follow_from_counts(counts: dict[str, int], shares: dict[str, float], expected: bool) -> None:
    """51.2% of 1,000 votes is 512, to the decimals written."""
    assert holds("shares_follow_from_counts", votes=counts, others=46, shares=shares) is expected


def test_a_wrong_share_is_named_with_its_computation() -> None:
    """The explanation gives count, total and exact share, so that it can be redone."""
    found = check(
        "shares_follow_from_counts", announced(votes={"ana": 600}, others=400, shares={"ana": 59.1}, share_of="valid")
    )
    assert found is not None
    assert "Ana Prueba: announced 59.1%, but 600 of 1,000 is 60.0000%" in said(found.explain)


def test_without_a_total_shares_cannot_be_computed() -> None:
    """Where neither the others' votes nor the valid votes are announced, the check is null, not false."""
    assert holds("shares_follow_from_counts", votes={"ana": 512}, shares={"ana": 51.2}) is None


@pytest.mark.parametrize(
    ("shares", "others", "expected"),
    [
        ({"ana": 51.95, "beto": 43.18}, 4.86, True),  # 99.99
        ({"ana": 33.3, "beto": 33.3}, 33.3, True),  # 99.9
        ({"ana": 51.2, "beto": 44.2}, 14.6, False),  # 110
        ({"ana": 51.2, "beto": 40.2}, 4.6, False),  # 96
        ({"ana": 51.2, "beto": 40.2}, None, True),  # everybody on the ballot, but short: see below
    ],
)
def test_rounded_shares_need_not_add_to_100(shares: dict[str, float], others: float | None, expected: bool) -> None:
    """A sum off by no more than the rounding of its parts is no alarm."""
    if others is None:
        shares = {"ana": shares["ana"]}
        assert check("shares_add_up_to_100", announced(shares=shares)) is None
        return
    assert holds("shares_add_up_to_100", shares=shares, others_share=others, share_of="valid") is expected


def test_counts_add_to_the_announced_total() -> None:
    """512 + 442 + 46 is 1,000."""
    figures = {"votes": {"ana": 512, "beto": 442}, "others": 46}
    assert holds("counts_add_up_to_total", **figures, valid=1000) is True
    assert holds("counts_add_up_to_total", **figures, valid=1001) is False


def test_votes_stay_within_the_roll() -> None:
    """The roll has 10,000 voters."""
    assert holds("votes_within_roll", votes={"ana": 9000}, others=1000) is True
    assert holds("votes_within_roll", votes={"ana": 9000}, others=1001) is False


def test_the_declared_winner_leads() -> None:
    """Whoever is declared the winner has the most announced votes."""
    assert holds("winner_leads", votes={"ana": 2, "beto": 3}, winner="beto") is True
    assert holds("winner_leads", votes={"ana": 2, "beto": 3}, winner="ana") is False


def test_a_count_that_goes_on_cannot_fall() -> None:
    """A later announcement with fewer votes, or less coverage, than an earlier one is flagged."""
    later = {"id": "second", "at": dt.datetime(2031, 3, 4, tzinfo=dt.UTC)}
    before = announced(80.0, votes={"ana": 500})
    assert check("not_smaller_than_before", before, announced(90.0, votes={"ana": 600}, **later)).holds is True
    for after in (announced(90.0, votes={"ana": 400}, **later), announced(70.0, votes={"ana": 600}, **later)):
        found = check("not_smaller_than_before", before, after)
        assert found is not None
        assert found.holds is False
        assert "cannot fall" in said(found.explain)


@pytest.mark.parametrize(("written", "low", "high"), [(51.2, "51.15", "51.3"), (51.0, "50.5", "52"), (4.86, "4.855", "4.87"), (0.0, "0", "1")])  # fmt: skip
def test_a_written_share_stands_for_an_interval(written: float, low: str, high: str) -> None:
    """From half a unit below to one unit above, for rounding and cutting alike."""
    assert readings_of_share(written) == (Fraction(low) / 100, Fraction(high) / 100)


@pytest.mark.parametrize(("count", "hedged", "low", "high"), [
    (5150092, False, 5150092, 5150092),
    (5150000, False, 5145000, 5159999),
    (500, False, 500, 500),
    (500, True, 450, 599),
    (0, False, 0, 0),
])  # fmt: skip
def test_a_round_count_stands_for_an_interval(count: int, hedged: bool, low: int, high: int) -> None:
    """A count of "5.15 million" is not 5,150,000 to the vote."""
    assert readings_of_count(count, hedged=hedged) == (low, high)


def test_about_70_percent_is_wider_than_about_67() -> None:
    """A hedged share is as vague as the step it is written in."""
    assert about_share(70.0) == (Fraction(65, 100), Fraction(75, 100))
    assert about_share(67.0) == (Fraction(66, 100), Fraction(68, 100))


# ELECTION: a roll of 20,000 (three missing units with 5,000 voters, three counted ones of 5,000 in all)


def turnout(percent: float, coverage: float | None = 100.0, **figures: object) -> bool | None:
    found = check("turnout_follows_from_counts", announced(coverage, turnout=percent, **figures))
    assert found is not None
    return found.holds


def test_a_turnout_is_that_of_all_papers_over_the_roll() -> None:
    """5,900 votes and 100 invalid papers of 10,000 voters are 60%, not 61%; 59% is the turnout of the valid votes."""
    votes = {"votes": {"ana": 3000, "beto": 2900}, "others": 0, "invalid": 100}
    assert turnout(60.0, **votes) is True
    assert turnout(61.0, **votes) is False
    assert turnout(59.0, **votes) is None


def test_a_turnout_is_wrong_only_where_nothing_unstated_could_set_it_right() -> None:
    """Invalid papers, others' votes, and the units of a part of the count may all be what is missing."""
    assert turnout(61.0, votes={"ana": 3000, "beto": 2900}, others=0) is None
    assert turnout(61.0, votes={"ana": 3000}, invalid=100) is None
    assert turnout(61.0, 80.0, votes={"ana": 3000, "beto": 2900}, others=0, invalid=100) is None
    assert turnout(55.0, 80.0, votes={"ana": 3000, "beto": 2900}, others=0, invalid=100) is False  # of 10,900 voters


def test_a_lead_that_nobody_left_could_overtake_is_irreversible() -> None:
    """With 8,100 of 10,000 having voted, a lead of 2,000 is beyond the 1,900 left and one of 1,900 is not."""
    called = {"irreversible": True, "others": 100}
    assert holds("lead_exceeds_what_is_left", votes={"ana": 5000, "beto": 3000}, **called) is True
    assert holds("lead_exceeds_what_is_left", votes={"ana": 4950, "beto": 3050}, **called) is None
    assert holds("lead_exceeds_what_is_left", votes={"ana": 5000, "beto": 3100}, irreversible=True) is None
    one_person = {"irreversible": True, "others": 3800}  # the others may be one
    assert holds("lead_exceeds_what_is_left", votes={"ana": 4000, "beto": 100}, **one_person) is None
    assert check("lead_exceeds_what_is_left", announced(80.0, votes={"ana": 9000}, irreversible=True)) is None
    assert check("lead_exceeds_what_is_left", announced(80.0, votes={"ana": 5000, "beto": 3000})) is None


@pytest.mark.parametrize(("figures", "expected"), [
    ({"votes": {"ana": 512, "beto": 442}, "lead": 70}, True),
    ({"votes": {"ana": 512, "beto": 442}, "lead": 71}, False),
    ({"votes": {"ana": 512, "beto": 442}, "lead": 60}, None),
    ({"votes": {"ana": 512, "beto": 442}, "lead": 60, "candidates_complete": True}, False),
    ({"shares": {"ana": 51.2, "beto": 44.2}, "lead_points": 7.0}, True),
    ({"shares": {"ana": 51.2, "beto": 44.2}, "lead_points": 6.9}, True),
    ({"shares": {"ana": 51.2, "beto": 44.2}, "lead_points": 7.4}, False),
])  # fmt: skip
def test_a_lead_is_that_of_the_figures_announced_with_it(figures: dict[str, object], expected: bool | None) -> None:
    """Rounded shares leave room; where somebody's figure was not announced the second may be another."""
    assert holds("lead_follows_from_the_figures", winner="ana", **figures) is expected


@pytest.mark.parametrize(("turnout", "words", "expected"), [
    (52.0, "won outright", True), (48.0, "won outright", None), (48.0, "came first", None), (50.0, "won outright", None),
])  # fmt: skip
def test_an_announced_turnout_below_the_one_that_the_rule_asks_is_told_and_no_charge(
    turnout: float, words: str, expected: bool | None
) -> None:
    told = announced(80.0, winner="ana", winner_as=words, turnout=turnout)
    case = ELECTION.case(told)
    case = case.model_copy(update={"contest": case.contest.model_copy(update={"turnout_needed": 50.0})})
    (found,) = [c for c in checks_of(told, case) if c.check == "winner_reaches_the_turnout"]
    assert found.holds is expected
    assert ("is below the" in said(found.explain)) == (turnout < 50)
