"""An announced lead as a question to the counts: over whoever is second, in votes or in points, by every completion."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recuento.records.contest import Announcement
from recuento.records.said import Actor, Reading, Result
from recuento.records.text import Article
from recuento.records.verdict import VerdictKind
from recuento.weighing.written import readings_of_count, readings_of_lead

from .elections import Election, announced, elections
from .worded import weigh


def verdict(election: Election, told: Announcement, *, everybody: bool = True) -> VerdictKind:
    case = election.case(told)
    case = case.model_copy(update={"contest": case.contest.model_copy(update={"candidates_complete": everybody})})
    (found,) = [v for v in weigh(case, election.sheets(), None, []).verdicts if v.claim.startswith("lead")]
    return found.kind


def leads(election: Election) -> list[tuple[int, int]]:
    """The lead of the first candidate over the best of the others, and the valid votes, under every completion."""
    told = []
    for votes in election.completions():
        own, *others = votes[: len(election.candidates)]
        told.append((own - max(others, default=0), sum(votes[: len(election.candidates)])))
    return told


def without_others(election: Election) -> Election:
    rows = tuple((roll, (*votes[:-1], 0)) for roll, votes in election.rows)
    return Election(election.candidates, rows, election.missing_units, election.missing_roll, election.rule)


@settings(max_examples=150)
@given(elections(), st.integers(0, 8))
def test_no_lead_that_some_completion_has_is_ruled_out_and_none_is_certain_that_some_lacks(
    election: Election, figure: int
) -> None:
    """Where the ballot is complete, by trying every completion."""
    election = without_others(election)
    if len(election.candidates) < 2:
        return
    found = verdict(election, announced(100.0, winner="ana", winner_as="leads", lead=figure))
    every = [lead for lead, _ in leads(election)]
    if figure in every:
        assert found is not VerdictKind.IMPOSSIBLE
    if any(lead != figure for lead in every):
        assert found is not VerdictKind.CONFIRMED


@settings(max_examples=150)
@given(elections(), st.sampled_from([10.0, 20.0, 33.3, 50.0]))
def test_the_same_of_a_lead_in_points(election: Election, points: float) -> None:
    election = without_others(election)
    if len(election.candidates) < 2:
        return
    told = announced(100.0, winner="ana", winner_as="leads", lead_points=points, share_of="valid")
    found = verdict(election, told)
    low, high = readings_of_lead(points)
    every = [low <= Fraction(lead, valid) < high for lead, valid in leads(election) if valid]
    if any(every):
        assert found is not VerdictKind.IMPOSSIBLE
    if not all(every):
        assert found is not VerdictKind.CONFIRMED


@pytest.mark.parametrize(
    ("figure", "kind"), [(20, VerdictKind.CONFIRMED), (21, VerdictKind.IMPOSSIBLE), (30, VerdictKind.IMPOSSIBLE)]
)
def test_with_every_sheet_counted_a_lead_is_what_it_is(figure: int, kind: VerdictKind) -> None:
    """50 to 30 to 10: the lead over the second is 20, that over the third 40."""
    election = Election(("ana", "beto", "carla"), ((90, (50, 30, 10, 0)),), 0, 0)
    assert verdict(election, announced(100.0, winner="ana", lead=figure)) is kind


def test_the_missing_roll_bounds_a_lead() -> None:
    election = Election(("ana", "beto"), ((90, (50, 30, 0)),), 1, 15)
    assert verdict(election, announced(100.0, winner="ana", lead=35)) is not VerdictKind.IMPOSSIBLE
    assert verdict(election, announced(100.0, winner="ana", lead=36)) is VerdictKind.IMPOSSIBLE
    assert verdict(election, announced(100.0, winner="ana", lead=4)) is VerdictKind.IMPOSSIBLE


def test_somebody_without_a_column_may_be_the_second() -> None:
    """Ana 50, Beto 10, others 30: a lead of 20 over one of the others cannot be ruled out, nor is a lead of 40 certain."""
    election = Election(("ana", "beto"), ((90, (50, 10, 30)),), 0, 0)
    assert verdict(election, announced(100.0, winner="ana", lead=20), everybody=False) is VerdictKind.UNDETERMINED
    assert verdict(election, announced(100.0, winner="ana", lead=40), everybody=False) is not VerdictKind.CONFIRMED
    assert verdict(election, announced(100.0, winner="ana", lead=19), everybody=False) is VerdictKind.IMPOSSIBLE


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6), st.booleans())
def test_a_lead_taken_from_shares_that_were_rounded_or_cut_before_is_not_ruled_out(
    own: int, other: int, rest: int, cut: bool
) -> None:
    """51.15% and 44.249% are announced as 51.2 and 44.2, and the lead as 7.0, though it is 6.901."""
    whole = own + other + rest
    shares = [Fraction(1000 * n, whole) for n in (own, other)]
    tenths = [int(s) if cut else round(s) for s in shares]
    low, high = readings_of_lead(float(Fraction(tenths[0] - tenths[1], 10)))
    assert low <= Fraction(own - other, whole) < high or tenths[0] < tenths[1]


def test_a_lead_without_a_winner_is_refused() -> None:
    with pytest.raises(ValueError, match="gives a lead and no winner"):
        announced(lead=3)


# --- leads that articles tell: over whom is not said ------------------------------------------------------------------


def reported(election: Election, **figures: object) -> VerdictKind:
    text = "Ana won by so much."
    span = {"start": 0, "end": len(text), "text": text, "by": "test"}
    result = Result(id="r", candidate="a", voice="reporter", rank=1, **span, **{"counted": 100.0, **figures})
    article = Article(id="art", source="a.txt", text=text, body=((0, len(text)),))
    reading = Reading(article=article, actors=(Actor(id="a", name="Ana Prueba", kind="person"),), results=(result,))
    case = election.case()
    case = case.model_copy(update={"contest": case.contest.model_copy(update={"candidates_complete": True})})
    (found,) = [v for v in weigh(case, election.sheets(), None, [reading]).verdicts if v.claim.startswith("lead")]
    return found.kind


THREE = Election(("ana", "beto", "carla"), ((90, (50, 30, 10, 0)),), 0, 0)


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        ({"lead": 20}, VerdictKind.CONFIRMED),
        ({"lead": 40}, VerdictKind.UNDETERMINED),  # that over Carla, whom an article may mean
        ({"lead": 21}, VerdictKind.IMPOSSIBLE),
        ({"lead": 19, "lead_bound": "more_than"}, VerdictKind.CONFIRMED),
        ({"lead": 40, "lead_bound": "more_than"}, VerdictKind.IMPOSSIBLE),
        ({"lead": 21, "lead_bound": "less_than"}, VerdictKind.CONFIRMED),
        ({"lead": 20, "lead_bound": "less_than"}, VerdictKind.IMPOSSIBLE),
        ({"lead_points": 22.2}, VerdictKind.CONFIRMED),  # of the valid votes, which are all the papers
        ({"lead_points": 60.0}, VerdictKind.IMPOSSIBLE),
        ({"lead": 21, "counted": None}, VerdictKind.UNDETERMINED),  # on how much of the count is not said
    ],
)
def test_a_told_lead_is_ruled_out_only_where_it_is_over_all_and_certain_only_over_the_second(
    figures: dict[str, object], kind: VerdictKind
) -> None:
    """50 to 30 to 10."""
    assert reported(THREE, **figures) is kind


@settings(max_examples=150)
@given(elections(), st.integers(0, 8), st.sampled_from(["exact", "more_than", "less_than", "about"]))
def test_no_told_lead_that_some_completion_has_over_anybody_is_ruled_out(
    election: Election, figure: int, bound: str
) -> None:
    election = without_others(election)
    if len(election.candidates) < 2:
        return
    least, most = readings_of_count(figure, hedged=bound == "about")
    low, high = {"more_than": (figure + 1, 10**9), "less_than": (1, figure - 1)}.get(bound, (least, most))
    found = reported(election, lead=figure, lead_bound=bound)
    over = [[votes[0] - v for v in votes[1 : len(election.candidates)]] for votes in election.completions()]
    if any(low <= lead <= high for leads in over for lead in leads):
        assert found is not VerdictKind.IMPOSSIBLE
    if any(not low <= min(leads) <= high for leads in over):
        assert found is not VerdictKind.CONFIRMED
