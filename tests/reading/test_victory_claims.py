"""Who says to have won: invented sentences, each kind with one near it that claims nothing."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

INTRODUCTION = (
    "Zambia voted for a president on Sunday. President Joseph Banda of the Patriotic Party faced opposition leader Grace "
    "Phiri of the United Front.\n\n"
)
BANDA, PHIRI = "Joseph Banda", "Grace Phiri"

CASES: list[tuple[str, set[str]]] = [
    ("Both candidates claimed victory.", {BANDA, PHIRI}),
    ("Both candidates called for calm.", set()),
    ("In a victory speech, Banda thanked voters.", {BANDA}),
    ("Banda gave no victory speech.", set()),
    ("Banda claimed a landslide.", {BANDA}),
    ("Phiri insisted that she'd won the election.", {PHIRI}),
    ("Phiri said that she'd win the election.", set()),
    ('Phiri tweeted: "Victory is ours."', {PHIRI}),
    ('Phiri tweeted: "Victory is theirs."', set()),
    ('"The people have chosen me," Phiri said.', {PHIRI}),
    ('"The people have chosen badly," Phiri said.', set()),
    ("Phiri presented herself as a candidate for president.", set()),
    ("Phiri denied that she had claimed victory.", set()),
    ("Phiri claimed victory with the lowest share of the last three elections.", {PHIRI}),
    ("Phiri claimed victory in the last election.", set()),
    ("Phiri congratulated Banda on his victory.", set()),
    ("Supporters of Phiri claimed on Sunday that she had won the election.", {PHIRI}),
    ("Supporters of Phiri hoped on Sunday that she had won the election.", set()),
    ("Phiri and electoral officials said on Sunday she had won the contest.", {PHIRI}),
    ("Opposition parties called for calm. The ruling Zambian Dream party declared victory.", set()),  # not theirs
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence[:40] for sentence, _ in CASES])
def test_who_claims_to_have_won(sentence: str, expected: set[str]) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    claimed = (reading.actor(c.claimant) for c in reading.victory_claims if c.end > len(INTRODUCTION))
    assert {actor.name if actor else "" for actor in claimed} == expected


def test_a_minister_who_stands_claims_for_himself() -> None:
    text = "Tono Subekti, Indonesia's defence minister, declared victory in the country's presidential election."
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    assert len(reading.victory_claims) == 1


def test_a_figure_of_a_year_that_a_clause_says_more_of_is_of_that_year() -> None:
    text = "Zambia votes again in 2026. The Patriotic Party's best year was 2004, when it won 69.7% of the vote."
    assert next(iter(read_articles([article_from_text(text, "invented.txt")]))).results == ()
