"""Which elections an article is read to be about, and which it only names."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.reading import article_from_text, read, read_articles

KENYA = "NAIROBI (Sample Wire) - Kenya's electoral commission declared Peter Otieno the winner of the presidential election.\n\n"


def told(text: str) -> list[tuple[str, str | None, int | None]]:
    """The contests of an article that was published in August 2022."""
    article = article_from_text(text, "x.txt").model_copy(update={"published": dt.date(2022, 8, 16)})
    return [(c.by, c.country, c.year) for c in next(iter(read_articles([article]))).contests]


def test_an_article_is_about_the_election_of_the_country_that_it_names_at_the_vote() -> None:
    contests = read(KENYA).contests
    assert [(c.by, c.country, c.year) for c in contests] == [("own", "KEN", None)]
    assert "Kenya's electoral commission" in contests[0].text


def test_whoever_was_declared_the_winner_is_named_and_nobody_who_is_only_talked_of() -> None:
    declared, talked_of = (
        read(KENYA),
        read("Kenya votes on Sunday. President Peter Otieno is the favourite in the election."),
    )
    names = {a.id: a.name for a in declared.actors}
    assert [names[c.winner] for c in declared.contests if c.winner] == ["Peter Otieno"]
    assert [c.winner for c in talked_of.contests] == [None]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Uganda congratulated him on winning the 2022 election.", 2022),
        ("The election of 2022 was close, and so was the 2022 run-off.", 2022),
        ("He was born in 1970.", None),
    ],
)
def test_the_year_is_the_one_that_is_named_with_the_vote(sentence: str, year: int | None) -> None:
    assert told(KENYA.strip() + " " + sentence) == [("own", "KEN", year)]


def test_of_an_article_without_a_date_the_year_is_not_known() -> None:
    """The year that it names with a vote may be that of one long past."""
    assert [c.year for c in read(KENYA + "Uganda congratulated him on winning the 2022 election.").contests] == [None]


def test_other_elections_are_named_apart_once_each() -> None:
    opening = KENYA.replace("the presidential", "the 2022 presidential")
    text = (
        "Kenya's 2022 election was calmer than the 2007 election. Ghana's 2020 election was calm. So was the 2007 vote."
    )
    found = told(opening + text)
    assert found == [("own", "KEN", 2022), ("named", "KEN", 2007), ("named", "GHA", 2020)]


def test_whatever_is_read_is_of_the_articles_own_election() -> None:
    reading = read(KENYA + "Uganda congratulated Otieno on his victory. Ghana's election in 2020 was calm.")
    own = next(c.id for c in reading.contests if c.by == "own")
    records = [*reading.acts, *reading.stances, *reading.results]
    assert reading.stances
    assert {r.contest for r in records} == {own}


def test_an_article_that_tells_of_no_election_has_none() -> None:
    assert read("The bridge over the river was opened on Monday. Kenya's president cut the ribbon.").contests == ()


@pytest.mark.parametrize(
    "aside", ["born in the Soviet Union, ", "its first minister after the end of the Soviet Union, "]
)
def test_a_state_that_is_no_more_holds_no_election(aside: str) -> None:
    text = f"Armenia's president won a second term on Tuesday. His rival, {aside}said the election was rigged."
    assert [country for by, country, _ in told(text) if by == "own"] == ["ARM"]
