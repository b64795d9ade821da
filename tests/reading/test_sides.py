"""Sides without a name of their own: who stands behind a candidate has a record of its own, in the contest's country."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import Reading

INTRODUCTION = (
    "The electoral commission of Zambia declared Joseph Banda the winner of the presidential election on Monday. Banda "
    "won 52.1% of the vote and opposition leader Grace Phiri 44.3%.\n\n"
)

REJECTED = [
    "Supporters of Ms Phiri said the election had been rigged.",
    "Phiri's backers said the vote was stolen.",
    "Phiri supporters alleged massive fraud in the vote.",
    "Opposition activists called the count a farce.",
    "Thousands of opposition supporters said they would not accept the result.",
    "Lawyers for Ms Phiri asked the court to annul the election.",
    "A spokeswoman for Ms Phiri said she would not concede.",
    "Phiri's camp cried foul.",
    "The protesters, who say the vote was stolen, blocked roads.",
    "The opposition says that widespread cheating included ballot-stuffing.",
    "The opposition accused the commission of doctoring the results.",
    "Ms Phiri insisted that she had been cheated of victory.",
    "Ms Phiri called the outcome an attack on democracy.",
    "She described the exercise as a mockery.",
    '"This is daylight robbery," Phiri told reporters.',
]
NOT_TAKEN_BY_THE_COUNTRY = [
    "Phiri's supporters clashed with police.",
    "Phiri's supporters said the police had stolen their phones.",
    "Members of the European Parliament said the vote was flawed.",
    "Members of the US Congress called the election a sham.",
    "Analysts said the vote had been rigged.",
    "Supporters of Ms Phiri accused of rigging a local poll were arrested.",
    "A spokesman for Ms Phiri said she would decide on Tuesday whether to concede.",
    "Opposition supporters were urged to accept the result.",
    "Ms Phiri has yet to concede.",
    "Ms Phiri called the killing an attack on democracy.",
    "Lawyers for the company said the contract was a fraud.",
]


def read(sentence: str) -> Reading:
    return next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))


def stances(sentence: str) -> set[tuple[str | None, str]]:
    """What the rules read in the sentence, after the introduction."""
    found = read(sentence).stances
    return {(s.country, s.stance.value) for s in found if s.by != "learned" and s.end > len(INTRODUCTION)}


@pytest.mark.parametrize("sentence", REJECTED)
def test_a_side_that_rejects_the_result_does_so_at_home(sentence: str) -> None:
    assert stances(sentence) == {("ZMB", "rejects")}


@pytest.mark.parametrize("sentence", NOT_TAKEN_BY_THE_COUNTRY)
def test_what_is_near_is_no_stance_of_the_country(sentence: str) -> None:
    assert not {stance for country, stance in stances(sentence) if country == "ZMB"}


def test_what_supporters_do_is_not_told_of_whom_they_support() -> None:
    """The record names the group."""
    reading = read("Supporters of Ms Phiri said the election had been rigged.")
    (stance,) = [s for s in reading.stances if s.end > len(INTRODUCTION)]
    actor = reading.actor(stance.actor)
    assert actor is not None
    assert (actor.name, actor.kind, actor.country) == ("Supporters of Ms Phiri", "group", "ZMB")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The leader of the United Front, Grace Phiri, said the vote was rigged.", "Grace Phiri"),
        ("The opposition leader rejected the result.", "Grace Phiri"),
        ("The leader of the opposition said the vote was rigged.", "Grace Phiri"),
        ("Phiri's lawyer, Luis Paz, said the vote was rigged.", "Luis Paz"),
        ("A spokesman for Ms Phiri, Luis Paz, said the vote was rigged.", "Luis Paz"),
        ("Phiri's party, the United Front, said the count was a sham.", "United Front"),
        ("Members of the United Front rejected the result.", "Members of the United Front"),
    ],
)
def test_who_has_a_name_keeps_their_record(sentence: str, name: str) -> None:
    """A noun for a side that a person or party is called by is no group beside them."""
    reading = read(sentence)
    (stance,) = [s for s in reading.stances if s.end > len(INTRODUCTION)]
    actor = reading.actor(stance.actor)
    assert actor is not None
    assert (actor.name, stance.country, stance.by == "learned") == (name, "ZMB", False)


def test_it_is_the_state_of_whoever_speaks_for_one() -> None:
    """Never the electoral commission that happened to be named last."""
    said = "A spokesman for the US State Department said it would not recognise the result."
    assert stances(said) == {("USA", "rejects")}


def test_an_organisations_seat_is_no_sign_of_whose_election_it_is() -> None:
    text = (
        "The opposition says that cheating was widespread. An official showed votes being cast for Mr Tshisekedi, says "
        "Jean Mbala of a think-tank based in Brussels."
    )
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    assert {a.country for a in reading.actors if a.kind == "party"} == {"COD"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eu observers said the vote in Zambia was flawed.", {("EU", "questions")}),
        ("Zambia's United Harvest Front (uhf) waited. The uhf said the vote was rigged.", {("ZMB", "rejects")}),
        ("Zambia's United Harvest Front (pictured) waited. Those pictured said the vote was rigged.", set()),
    ],
)
def test_acronyms_that_lost_their_small_capitals(text: str, expected: set[tuple[str, str]]) -> None:
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    assert {(s.country, s.stance.value) for s in reading.stances if s.by != "learned"} == expected


def test_an_opponent_is_not_whoever_the_sentence_has_just_named() -> None:
    """The opposition leader who has won is nobody's losing opponent."""
    text = (
        "ACCRA (Sample Wire) - Opposition leader Kwame Asante celebrated his victory in Ghana's election on Monday, but "
        "his opponent refused to concede defeat and said the vote had been rigged."
    )
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    names = {a.id: a.name for a in reading.actors}
    assert "Kwame Asante" not in {names[s.actor] for s in reading.stances}


def test_a_claim_of_victory_beside_accusations_accuses_nobody() -> None:
    text = (
        "The incumbent president of Ghana, Kwame Asante, has declared victory in the 2024 election despite outcry and "
        "accusations of cheating from opponents."
    )
    assert not next(iter(read_articles([article_from_text(text, "invented.txt")]))).stances
