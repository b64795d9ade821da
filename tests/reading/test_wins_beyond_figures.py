"""That a win was had everywhere, or cannot be overturned: read where it is told as a fact, of the whole country."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

INTRODUCTION = "Joseph Banda and Grace Phiri stood in the presidential election in Zambia on Sunday.\n\n"

EVERYWHERE: list[tuple[str, str, int | None]] = [
    ("Banda won in all ten provinces, the electoral commission said.", "all ten provinces", 10),
    ("Banda carried every one of the 10 provinces, official results showed.", "every one of the 10 provinces", 10),
    ("The electoral commission said that Banda had won every province of the country.", "every province", None),
    ("“We won in all the provinces,” Banda told supporters.", "all the provinces", None),
]
NOT_EVERYWHERE = [
    "Banda won in nearly all provinces, the electoral commission said.",
    "Banda won in all but two provinces, the electoral commission said.",
    "Banda won every district in Lusaka, the electoral commission said.",
    "Banda hopes to win in all ten provinces.",
    "Banda did not win in every province, the electoral commission said.",
    "In 2016 Banda carried every province.",
    "Banda won the governorship in all ten provinces.",
    "Banda campaigned in all ten provinces and won, the electoral commission said.",
    "A poll showed that Banda won in every province.",
]
IRREVERSIBLE = [
    "The electoral commission said that the trend in favour of Banda was irreversible.",
    "Banda has an unassailable lead, a tally of provisional results showed.",
    "Banda won by an irreversible margin, the electoral commission said.",
    "Banda's lead is insurmountable, his campaign said.",
]
NOT_IRREVERSIBLE = [
    "The electoral commission denied that Banda's lead was irreversible.",
    "Banda's lead is not irreversible, the electoral commission said.",
    "Banda's lead is almost irreversible, the electoral commission said.",
    "If Banda's lead is irreversible, Phiri must concede.",
    "Banda faces an insurmountable gap.",
    "The damage that Banda did to the country is irreversible.",
    "Banda had an insurmountable lead in opinion polls.",
]


def told(sentence: str) -> list[tuple[str | None, int | None, bool]]:
    (reading,) = read_articles([article_from_text(INTRODUCTION + sentence, "a.txt")])
    found = [r for r in reading.results if r.everywhere is not None or r.irreversible]
    assert all(a.name == "Joseph Banda" for a in reading.actors for r in found if a.id == r.candidate)
    return [(r.everywhere, r.everywhere_of, r.irreversible) for r in found]


@pytest.mark.parametrize(("sentence", "words", "of"), EVERYWHERE)
def test_a_win_in_every_part_of_the_country_is_read_with_their_number(
    sentence: str, words: str, of: int | None
) -> None:
    assert told(sentence) == [(words, of, False)]


@pytest.mark.parametrize("sentence", IRREVERSIBLE)
def test_a_lead_that_is_told_to_be_irreversible_is_read(sentence: str) -> None:
    assert told(sentence) == [(None, None, True)]


@pytest.mark.parametrize("sentence", [*NOT_EVERYWHERE, *NOT_IRREVERSIBLE])
def test_what_only_sounds_like_it_is_not(sentence: str) -> None:
    assert told(sentence) == []
