"""A landslide is asked as a lead only where the case says how large one is, and the verdict says so."""

from __future__ import annotations

import pytest

from recuento.records.said import Actor, Quotation, Reading, VictoryClaim
from recuento.records.text import Article
from recuento.records.verdict import VerdictKind, Weighing

from .elections import Election
from .worded import weigh


def told(text: str, votes: tuple[int, int], landslide: float | None) -> Weighing:
    """What becomes of a candidate's words on one sheet of which nothing is missing."""
    election = Election(("ana", "beto"), ((sum(votes), (*votes, 0)),), 0, 0)
    case = election.case()
    contest = case.contest.model_copy(update={"landslide": landslide, "candidates_complete": True})
    span = (0, len(text))
    reading = Reading(
        article=Article(id="a1", source="page.html", text=text, body=(span,), language="en"),
        actors=(Actor(id="ana-1", name="Ana Prueba", kind="person", mentions=()),),
        quotations=(
            Quotation(
                id="q", kind="direct", speaker="ana-1", start=0, end=span[1], text=text, segments=(span,), by="x"
            ),
        ),
        victory_claims=(
            VictoryClaim(id="v", claimant="ana-1", voice="attributed", start=0, end=span[1], text=text, by="x"),
        ),
    )
    return weigh(case.model_copy(update={"contest": contest}), election.sheets(), None, [reading])


@pytest.mark.parametrize(("votes", "kind"), [((61, 39), VerdictKind.CONFIRMED), ((60, 40), VerdictKind.IMPOSSIBLE)])
def test_it_is_a_lead_of_more_than_the_case_says(votes: tuple[int, int], kind: VerdictKind) -> None:
    found = told("We have won by a landslide", votes, 20.0)
    (landslide,) = [v for v in found.verdicts if v.claim == "lead_points"]
    assert landslide.kind is kind
    assert landslide.assuming[0].startswith("A landslide is a lead of more than 20%")
    assert found.not_checkable == ()


def test_without_a_definition_it_is_no_question_for_counts() -> None:
    found = told("We have won by a landslide", (61, 39), None)
    assert [v.claim for v in found.verdicts] == ["winner"]
    assert [n.claim for n in found.not_checkable] == ["landslide"]


@pytest.mark.parametrize(
    "text",
    [
        "We have won, and by no landslide",
        "We have won",
        "We won; it wasn't a landslide",
        "We won; sin una victoria aplastante",
    ],
)
def test_a_win_that_is_told_as_none_is_asked_as_a_win_alone(text: str) -> None:
    assert [v.claim for v in told(text, (61, 39), 20.0).verdicts] == ["winner"]
