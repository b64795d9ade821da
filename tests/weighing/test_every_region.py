"""First in every region: by every completion, and only where it is known which regions are meant."""

from __future__ import annotations

from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recuento.records.counted import Sheets
from recuento.records.messages import Message
from recuento.records.said import Actor, Quotation, Reading, Result
from recuento.records.text import Article
from recuento.records.verdict import VerdictKind, Weighing
from recuento.weighing.every_region import first_in_every_region
from recuento.weighing.evidence import Evidence, gather

from .elections import Election, announced
from .worded import weigh

ROLLS = {"North": 9, "South": 9}


def placed(election: Election, regions: list[str]) -> Sheets:
    counted = election.sheets()
    return Sheets(
        counted.frame.with_columns(pl.Series("region", regions).cast(pl.Categorical)), counted.candidates, counted.also
    )


def evidence(election: Election, regions: list[str], *, rolls: dict[str, int] | None = None) -> Evidence:
    case = election.case()
    contest = case.contest.model_copy(update={"candidates_complete": True, "roll_by_region": rolls})
    return gather(case.model_copy(update={"contest": contest}), placed(election, regions))


def of_two(*rows: tuple[int, int], missing: int = 0) -> Election:
    """A row for each pair of votes; everybody on the counted rolls voted."""
    return Election(("ana", "beto"), tuple((a + b, (a, b, 0)) for a, b in rows), int(missing > 0), missing)


def verdict(found: Evidence, told: int | None) -> VerdictKind:
    return first_in_every_region(found, "ana", told, Message("claim.every_region", name="Ana")).kind


@settings(max_examples=150)
@given(st.tuples(*[st.integers(1, 4)] * 4), st.integers(0, 3), st.integers(0, 3))
def test_it_is_settled_exactly_where_every_completion_agrees(
    votes: tuple[int, int, int, int], north: int, south: int
) -> None:
    """The missing voters of each region vote there for either, or not at all."""
    a, b, c, d = votes
    election = of_two((a, b), (c, d), missing=north + south)
    rolls = {"North": a + b + north, "South": c + d + south}
    held = {
        a + x > b + y and c + z > d + w
        for x, y, z, w in product(range(4), repeat=4)
        if x + y <= north and z + w <= south
    }
    found = verdict(evidence(election, ["North", "South"], rolls=rolls), 2)
    if held == {True}:
        assert found is VerdictKind.CONFIRMED
    if held == {True, False}:
        assert found is VerdictKind.UNDETERMINED
    if found is VerdictKind.IMPOSSIBLE:
        assert held == {False}


def test_it_is_ruled_out_by_one_region_that_stays_with_another() -> None:
    election = of_two((9, 1), (2, 7), missing=4)
    rolls = {"North": 10, "South": 13}
    assert verdict(evidence(election, ["North", "South"], rolls=rolls), 2) is VerdictKind.IMPOSSIBLE


def test_a_tie_rules_nothing_out_and_confirms_nothing() -> None:
    assert verdict(evidence(of_two((9, 1), (4, 4)), ["North", "South"]), 2) is VerdictKind.UNDETERMINED


@pytest.mark.parametrize("told", [None, 3])
def test_nothing_is_said_where_it_is_not_known_which_parts_are_meant(told: int | None) -> None:
    """One of the two may be the votes from abroad."""
    for rows in (((9, 1), (2, 7)), ((9, 1), (7, 2))):
        found = first_in_every_region(
            evidence(of_two(*rows), ["North", "South"]), "ana", told, Message("claim.every_region", name="Ana")
        )
        assert found.kind is VerdictKind.UNDETERMINED


def test_nothing_is_said_where_a_region_may_have_no_sheet_at_hand() -> None:
    election = of_two((90, 1), (2, 70), missing=4)
    assert verdict(evidence(election, ["North", "South"]), 2) is VerdictKind.UNDETERMINED


def test_nothing_is_said_where_some_sheet_is_of_no_region() -> None:
    assert verdict(evidence(of_two((9, 1), (2, 7)), ["North", ""]), 1) is VerdictKind.UNDETERMINED


def test_the_regions_are_taken_at_the_depth_that_has_so_many() -> None:
    rows = of_two((9, 1), (7, 2), (1, 5))
    regions = ["North\x1fA", "South\x1fB", "South\x1fC"]
    assert verdict(evidence(rows, regions), 2) is VerdictKind.CONFIRMED
    assert verdict(evidence(rows, regions), 3) is VerdictKind.IMPOSSIBLE


# ---- from an article to a verdict -----------------------------------------------------------------------------------


def read(text: str, **told: object) -> Reading:
    article = Article(id="a1", source="page.html", text=text, body=((0, len(text)),), language="en")
    actor = Actor(id="actor-1", name="Ana Prueba", kind="person", mentions=())
    return Reading(
        article=article,
        actors=(actor,),
        quotations=(
            Quotation(id="q", kind="direct", speaker="actor-1", start=0, end=len(text), text=text, segments=((0, len(text)),), by="x"),
        ),
        results=(
            Result(
                id="r", candidate="actor-1", stated_by="actor-1", voice="attributed", by="x",
                start=0, end=len(text), text=text, **told,
            ),
        ),
    )  # fmt: skip


def weighed(election: Election, regions: list[str], reading: Reading) -> Weighing:
    return weigh(election.case(), placed(election, regions), None, [reading])


def test_an_articles_words_become_a_verdict_and_are_no_longer_listed_as_beyond_counts() -> None:
    election = of_two((9, 1), (2, 7))
    found = weighed(
        election, ["North", "South"], read("We won in all 2 states", everywhere="all 2 states", everywhere_of=2)
    )
    (told,) = found.verdicts
    assert (told.claim, told.kind, told.figure) == ("every_region", VerdictKind.IMPOSSIBLE, 2)
    assert "South" in told.says
    assert "North" not in told.says
    assert found.not_checkable == ()


@pytest.mark.parametrize(
    ("votes", "kind"), [((9, 1), VerdictKind.CONFIRMED), ((1, 9), VerdictKind.IMPOSSIBLE), ((6, 5), VerdictKind.CONSISTENT)]
)  # fmt: skip
def test_a_lead_called_irreversible_asks_whether_anything_missing_can_overturn_it(
    votes: tuple[int, int], kind: VerdictKind
) -> None:
    election = of_two(votes, missing=2)
    told = weighed(election, ["North"], read("My lead is irreversible", irreversible=True)).verdicts
    assert [(v.claim, v.kind) for v in told] == [("winner", kind)]
    assert "cannot be overturned" in told[0].says


def test_an_announced_irreversible_trend_is_put_to_the_counts_too() -> None:
    election = of_two((6, 5), missing=2)
    case = election.case(announced(80.0, winner="ana", winner_as="leads", irreversible=True))
    told = [v for v in weigh(case, election.sheets(), None, []).verdicts if "overturned" in v.says]
    assert [v.kind for v in told] == [VerdictKind.CONSISTENT]
