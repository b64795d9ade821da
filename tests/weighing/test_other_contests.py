"""What an article says of another election is no stance on that of the case."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.contest import Candidate, Case, Contest
from recuento.records.said import Reading
from recuento.weighing.weighing import weigh

VENEZUELA = Case(
    contest=Contest(name="President", country="VEN", date=dt.date(2024, 7, 28), authority="CNE"),
    candidates=(Candidate(id="vega", name="Carlos Vega"), Candidate(id="soto", name="Clara Soto")),
)
HERE = "CARACAS - Brazil congratulated Carlos Vega on his victory in Venezuela's presidential election."
KENYA = "NAIROBI - Uganda congratulated Peter Otieno on his victory in Kenya's presidential election."


def readings(*texts: str) -> list[Reading]:
    return list(read_articles([article_from_text(text, f"{i}.txt") for i, text in enumerate(texts)]))


def published(day: dt.date, text: str) -> list[Reading]:
    return list(read_articles([article_from_text(text, "0.txt").model_copy(update={"published": day})]))


def test_stances_on_another_countrys_election_are_not_counted() -> None:
    weighing = weigh(VENEZUELA, None, None, readings(HERE, KENYA))
    assert {reaction.country for reaction in weighing.reactions} == {"BRA"}
    assert [(e.country, e.year) for e in weighing.elsewhere] == [("KEN", None)]


@pytest.mark.parametrize(
    "text",
    [
        KENYA + " Nobody spoke of the election in Venezuela.",
        KENYA + " Carlos Vega sent his good wishes from Caracas.",
        "Uganda congratulated Carlos Vega on his victory in the presidential election.",
    ],
)
def test_an_article_that_may_be_about_this_one_is_kept(text: str) -> None:
    """It names the case's country at a vote, or one of its candidates, or no country at all."""
    assert weigh(VENEZUELA, None, None, readings(text)).elsewhere == ()


def test_an_article_that_dates_its_own_vote_in_another_year_is_told_apart() -> None:
    text = "CARACAS - Brazil congratulated Carlos Vega on winning Venezuela's 2018 presidential election."
    then = dt.date(2018, 5, 22)
    (apart,) = weigh(VENEZUELA, None, None, published(then, text)).elsewhere
    assert (apart.country, apart.year) == ("VEN", 2018)
    kept = text + " The next vote is due in 2024."
    assert weigh(VENEZUELA, None, None, published(then, kept)).elsewhere == ()
