"""By how much somebody won, read at the win itself and in nobody else's words."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

INTRODUCTION = "Joseph Banda and Grace Phiri stood in the presidential election in Zambia on Sunday.\n\n"

LEADS: list[tuple[str, tuple[int | None, float | None, str]]] = [
    ("Banda won the election by 95,000 votes, the electoral commission said.", (95_000, None, "exact")),
    (
        "Banda won the election by more than 1.2 million votes, the electoral commission said.",
        (1_200_000, None, "more_than"),
    ),
    ("The electoral commission declared Banda the winner by a margin of 0.4 points.", (None, 0.4, "exact")),
    ("Banda beat Phiri by 4.5 percentage points, the electoral commission said.", (None, 4.5, "exact")),
    ("The electoral commission announced Banda's 10-point victory over Phiri.", (None, 10.0, "exact")),
    (
        "Banda was elected president by a wide margin of about six points, the electoral commission said.",
        (None, 6.0, "about"),
    ),
]

NONE = [
    "Banda won the election, the electoral commission said, and led by 12,000 votes in the capital.",
    "Banda won by 12,000 votes in the capital, the electoral commission said.",
    "In 2012 Banda won the election by 20 points.",
    "Banda, who was ahead by 10 points in opinion polls, won the election, the electoral commission said.",
    "Banda won the election although Phiri had been ahead by 50,000 votes at noon, the electoral commission said.",
    "Banda won the election with 95,000 votes, the electoral commission said.",
    "Banda won the election; turnout fell by 10 points, the electoral commission said.",
    "Banda won the election by 5,000 votes or by 7,000 votes, depending on the annulled papers.",
]


def told(sentence: str) -> list[tuple[int | None, float | None, str]]:
    (reading,) = read_articles([article_from_text(INTRODUCTION + sentence, "a.txt")])
    found = [(r.lead, r.lead_points, r.lead_bound) for r in reading.results]
    return [lead for lead in found if lead[:2] != (None, None)]


@pytest.mark.parametrize(("sentence", "lead"), LEADS)
def test_the_lead_of_a_win_is_read(sentence: str, lead: tuple[int | None, float | None, str]) -> None:
    assert told(sentence) == [lead]


@pytest.mark.parametrize("sentence", NONE)
def test_other_numbers_are_no_lead(sentence: str) -> None:
    assert told(sentence) == []


def test_a_difference_between_two_is_nobodys_votes() -> None:
    (reading,) = read_articles(
        [article_from_text(INTRODUCTION + "The commission said the difference between them was 13,000 votes.", "a.txt")]
    )
    assert [r.votes for r in reading.results if r.votes] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Banda won the election by 2.1 million votes, having gathered 7.4 million to Phiri's 5.3 million.",
        "Banda edged out Phiri by 7,210 votes, which made it 50.2 percent to 49.8.",
    ],
)
def test_a_lead_before_a_score_is_nobodys_votes(sentence: str) -> None:
    (reading,) = read_articles([article_from_text(INTRODUCTION + sentence, "a.txt")])
    assert {r.votes for r in reading.results} & {2_100_000, 7_210} == set()
