"""Datelines of the agencies and papers, and sentences that only look like one."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.reading.pages.dateline import dateline_at, readable_place

STORY = "The council declared a winner on Monday."
PAGE_DATE = dt.date(2024, 7, 30)

# prefix, place, month and day, agency
FORMS = [
    ("MOSCOW, July 29 (Reuters) — ", "Moscow", (7, 29), "Reuters"),
    ("MOSCOW (Reuters) - ", "Moscow", None, "Reuters"),
    ("MOSCOW, 29 July (Reuters) – ", "Moscow", (7, 29), "Reuters"),
    ("NAIROBI/KISUMU, Kenya, Aug 15 (Reuters) - ", "Nairobi/Kisumu, Kenya", (8, 15), "Reuters"),
    ("CARACAS, Venezuela (AP) — ", "Caracas, Venezuela", None, "AP"),
    ("RICHMOND, Va. (AP) — ", "Richmond, Va.", None, "AP"),
    ("WASHINGTON (AP) _ ", "Washington", None, "AP"),
    ("LA PAZ, Bolivia, Oct. 25, 2024 (AP) -- ", "La Paz, Bolivia", (10, 25), "AP"),
    ("Nairobi (AFP) - ", "Nairobi", None, "AFP"),
    ("Caracas, July 29, 2024 (AFP) - ", "Caracas", (7, 29), "AFP"),
    ("Berlin/Caracas (dpa) - ", "Berlin/Caracas", None, "dpa"),
    ("Caracas, 29 jul (EFE).- ", "Caracas", (7, 29), "EFE"),
    ("Caracas, 29 jul. (EFE) .- ", "Caracas", (7, 29), "EFE"),
    ("Caracas, 29 de julio (Prensa Latina) ", "Caracas", (7, 29), "Prensa Latina"),
    ("MADRID, 29 Jul. (EUROPA PRESS) - ", "Madrid", (7, 29), "Europa Press"),
    ("BEIJING, July 29 (Xinhua) -- ", "Beijing", (7, 29), "Xinhua"),
    ("MOSCOW, July 29. /TASS/. ", "Moscow", (7, 29), "TASS"),
    ("MOSCOW. July 29 (Interfax) - ", "Moscow", (7, 29), "Interfax"),
    ("New Delhi [India], July 29 (ANI): ", "New Delhi, India", (7, 29), "ANI"),
    ("New Delhi, Jul 29 (PTI) ", "New Delhi", (7, 29), "PTI"),
    ("Accra, July 29, GNA – ", "Accra", (7, 29), "GNA"),
    ("Tehran, IRNA – ", "Tehran", None, "IRNA"),
    ("ABUJA, Nigeria, 1st March 2024 (NAN) – ", "Abuja, Nigeria", (3, 1), "NAN"),
    ("PORT SOL, July 29 (VNP) - ", "Port Sol", (7, 29), "VNP"),
    ("PORT SOL, July 29 — ", "Port Sol", (7, 29), None),
    ("KABUL, Afghanistan - ", "Kabul, Afghanistan", None, None),
    ("PORT-AU-PRINCE — ", "Port-au-Prince", None, None),
    ("WASHINGTON, D.C. — ", "Washington, D.C.", None, None),
    ("ST. PETERSBURG, Russia — ", "St. Petersburg, Russia", None, None),
    ("UNITED NATIONS — ", "United Nations", None, None),
    ("Washington, DC ― ", "Washington, DC", None, None),
    ("Bogotá – ", "Bogotá", None, None),
    ("Caracas. ", "Caracas", None, None),
    ("CARACAS. ", "Caracas", None, None),
    ("(Reuters) - ", None, None, "Reuters"),
    ("AP - ", None, None, "AP"),
    ("AFP — ", None, None, "AFP"),
    ("(ANSA) - ROME, JUL 29 - ", "Rome", (7, 29), "ANSA"),
    ("(CNN)", None, None, "CNN"),
]

SENTENCES = [
    "Maduro — who spoke on Monday — said nothing.",
    "Deutsche Welle (DW) reported that the count was over.",
    "UNITED NATIONS (UN) peacekeeping troops opened fire on the crowd.",
    "The opposition (MUD) - which boycotted the vote - said nothing.",
    "Caracas is calm - for now.",
    "In Caracas, July 29 was quiet.",
    "On July 29 - the day of the vote - it rained.",
    "BREAKING - The council has declared a winner.",
    "ANALYSIS — The count is a matter of trust.",
    "Fraud. That was the word of the day.",
    "THE FIGHT over who won goes on.",
    "July 29 - A day in pictures.",
    "Monday - The count begins.",
    "Caracas, July 29, the streets were empty.",
    "Sol (51%) - Paz (44%)",
    "Moscow views the country as an ally.",
    "A. B. (AP) is a short name.",
]


@pytest.mark.parametrize(("prefix", "place", "day", "agency"), FORMS, ids=[form[0].strip() for form in FORMS])
def test_a_dateline_is_read_and_ends_where_the_sentence_begins(
    prefix: str, place: str | None, day: tuple[int, int] | None, agency: str | None
) -> None:
    """Place, day and agency are taken, and nothing of the sentence is."""
    text = prefix + STORY
    found = dateline_at(text, 0, len(text), opening=True)
    assert found is not None
    assert text[found.end :] == STORY
    assert (found.place, found.agency) == (place, agency)
    assert found.filed(PAGE_DATE) == (dt.date(2024, *day) if day else None)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_no_dateline(sentence: str) -> None:
    """Dashes, brackets and capitals at a sentence's start do not make a dateline."""
    assert dateline_at(sentence, 0, len(sentence), opening=True) is None


@pytest.mark.parametrize("text", [f"Caracas. {STORY}", f"Bogotá – {STORY}", f"PORT SOL — {STORY}"])
def test_a_place_alone_counts_at_the_head_of_the_story_only(text: str) -> None:
    """Further down, a city before a full stop or an unknown name before a dash is the story's own."""
    assert dateline_at(text, 0, len(text), opening=True)
    assert dateline_at(text, 0, len(text), opening=False) is None


@pytest.mark.parametrize(
    ("page", "filed"),
    [
        (dt.date(2019, 1, 2), dt.date(2018, 12, 31)),
        (dt.date(2018, 12, 31), dt.date(2018, 12, 31)),
        (None, None),
    ],
)
def test_the_year_is_the_one_closest_to_the_page_date(page: dt.date | None, filed: dt.date | None) -> None:
    """A story filed on 31 December and published in January is from the year before; without a date no year is made up."""
    text = f"KINSHASA, Dec 31 (Reuters) - {STORY}"
    found = dateline_at(text, 0, len(text), opening=True)
    assert found is not None
    assert found.filed(page) == filed


def test_a_leap_day_finds_its_leap_year() -> None:
    """29 February is never moved to a year that has none."""
    text = f"DAKAR, Feb 29 (Reuters) - {STORY}"
    found = dateline_at(text, 0, len(text), opening=True)
    assert found is not None
    assert found.filed(dt.date(2024, 3, 1)) == dt.date(2024, 2, 29)
    assert found.filed(dt.date(2022, 3, 1)) is None


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("MOSCOW", "Moscow"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
        ("WASHINGTON, D.C.", "Washington, D.C."),
        ("PORT-AU-PRINCE, Haiti", "Port-au-Prince, Haiti"),
        ("EL ALTO", "El Alto"),
        ("New Delhi", "New Delhi"),
    ],
)
def test_a_place_in_capitals_is_written_normally(printed: str, written: str) -> None:
    """The record has the place as text would have it."""
    assert readable_place(printed) == written
