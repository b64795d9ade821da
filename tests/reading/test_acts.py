"""What governments did about a result, one sentence a case: who, which act, denied or imagined."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import LEARNED, Reading

Acts = set[tuple[str | None, str, str]]

INTRODUCTION = (
    "Ghana vote: council declares Kwame Asante the winner\n\n"
    "ACCRA, December 9 - The electoral commission of Ghana declared Kwame Asante the winner of the presidential "
    "election on Monday with 52.1% of the vote, ahead of the opposition candidate Esi Boateng."
)

CASES: list[tuple[str, str, Acts]] = [
    (
        "congratulates",
        "Kenyan President William Ruto congratulated Asante on his victory.",
        {("KEN", "congratulates", "")},
    ),
    ("a noun of congratulation", "France sent its congratulations to Asante.", {("FRA", "congratulates", "")}),
    ("recognises", "Brazil recognised Asante as president.", {("BRA", "recognises", "")}),
    ("accepts", "The African Union accepted the result of the election.", {("AU", "accepts", "")}),
    (
        "passive, capitals as governments",
        "The result was questioned by Paris and Berlin.",
        {("FRA", "doubts", ""), ("DEU", "doubts", "")},
    ),
    ("voiced concern", "Canada voiced concern about the vote.", {("CAN", "doubts", "")}),
    (
        "demands tallies",
        "Chile called on the commission to publish the tally sheets.",
        {("CHL", "demands_tallies", "")},
    ),
    ("demands a recount", "Peru demanded a recount of the vote.", {("PER", "demands_recount", "")}),
    (
        "demands an inquiry",
        "Japan urged an independent investigation of the election.",
        {("JPN", "demands_verification", "")},
    ),
    ("refuses", "Norway refused to recognise the result.", {("NOR", "refuses_recognition", "")}),
    (
        "does not recognise",
        "Norway does not recognise the result of the election.",
        {("NOR", "refuses_recognition", "")},
    ),
    ("rejects", "Mexico rejected the result of the election.", {("MEX", "refuses_recognition", "")}),
    ("calls it fraud", "Panama said the election was stolen.", {("PAN", "calls_fraud", "")}),
    ("neither free nor fair", "Sweden said the election was neither free nor fair.", {("SWE", "doubts", "")}),
    ("takes note", "Switzerland took note of the result.", {("CHE", "takes_note", "")}),
    ("urges calm", "India urged calm after the vote.", {("IND", "urges_calm", "")}),
    ("recognises the rival", "Uruguay recognised Boateng as president.", {("URY", "recognises_rival", "")}),
    ("denied", "Spain did not congratulate Asante.", {("ESP", "congratulates", "negated")}),
    ("imagined", "Spain will congratulate Asante if the court agrees.", {("ESP", "congratulates", "hypothetical")}),
    (
        "the presidents of three countries are three",
        "The presidents of Peru, Chile and Bolivia congratulated Asante.",
        {("PER", "congratulates", ""), ("CHL", "congratulates", ""), ("BOL", "congratulates", "")},
    ),
    (
        "adjectives of countries before one noun",
        "The Cuban and Honduran presidents congratulated Asante.",
        {("CUB", "congratulates", ""), ("HND", "congratulates", "")},
    ),
    (
        "some, including",
        "Some allies congratulated Asante, including Russia and China.",
        {("RUS", "congratulates", ""), ("CHN", "congratulates", "")},
    ),
    (
        "in their own words",
        "“We do not recognise this result,” German Foreign Minister Anna Braun said.",
        {("DEU", "refuses_recognition", "")},
    ),
    ("the people are not the winner", "Italy congratulated the people of Ghana.", set()),
    ("another election", "Poland questioned the election of 1992.", set()),
    ("an event in a capital is no act of its government", "Thousands marched in Paris on Sunday.", set()),
    ("a farewell is no recognition", "Portugal congratulated the players on the cup.", set()),
    ("clean is what they call it", "Norway asserted that the vote had been clean.", {("NOR", "accepts", "")}),
    ("fraught with flaws", "Norway said the election was fraught with violations.", {("NOR", "doubts", "")}),
    ("praises the vote", "Peru's foreign minister praised Sunday's vote.", {("PER", "accepts", "")}),
    ("praises an army", "Peru praised the army of the country for its conduct.", set()),
    (
        "a name for the vote is no call for anything",
        'Chile called the vote a "historic moment for democracy".',
        {("CHL", "accepts", "")},
    ),
    (
        "not convinced of its honesty",
        "Germany said it was not convinced that the count had been honest.",
        {("DEU", "doubts", "")},
    ),
    (
        "not convinced of a fraud",
        "Germany said it was not convinced that the vote was rigged.",
        {("DEU", "doubts", "negated")},
    ),
    ("pressed to congratulate", "The result puts pressure on Russia finally to congratulate Mr Asante.", set()),
    (
        "what was called fraud, was",
        'Canada warned that aid would end unless the commission explained what Canada described as "fraud" in the vote.',
        {("CAN", "doubts", "")},
    ),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """All cases read in one batch."""
    texts = [f"{INTRODUCTION}\n\n{text}\n" for _, text, _ in CASES]
    return dict(zip((c[0] for c in CASES), read_articles(article_from_text(t) for t in texts), strict=True))


@pytest.mark.parametrize(("name", "expected"), [(c[0], c[2]) for c in CASES], ids=[c[0] for c in CASES])
def test_act(readings: dict[str, Reading], name: str, expected: Acts) -> None:
    """The acts of the sentence, by country; the contest's own country aside."""
    acts = {
        (a.country, a.act.value, "negated" if a.negated else "hypothetical" if a.hypothetical else "")
        for a in readings[name].acts
        if a.country not in {"GHA", None}
    }
    assert acts == expected


@pytest.mark.parametrize("name", ["denied", "imagined"])
def test_no_stance_rests_on_an_act_denied_or_imagined(readings: dict[str, Reading], name: str) -> None:
    """Such acts are recorded, and carry no stance."""
    assert not [s for s in readings[name].stances if s.country == "ESP"]


def test_every_stance_names_its_acts(readings: dict[str, Reading]) -> None:
    """The basis of a stance that a rule found is never empty and holds acts of the same actor; a learned one has none."""
    for reading in readings.values():
        acts = {a.id: a for a in reading.acts}
        for stance in reading.stances:
            assert (stance.score is not None) == (stance.by == LEARNED) == (not stance.basis)
            if stance.by == LEARNED:
                continue
            assert {acts[i].actor for i in stance.basis} == {stance.actor}


def test_a_stance_that_changes_is_told_as_two_and_the_last_is_current() -> None:
    """First asked for the sheets, then recognised: both stand, the later one is current."""
    text = f"{INTRODUCTION}\n\nOn Monday, Kenya demanded a recount of the vote.\n\nOn Friday, Kenya recognised Asante as president.\n"
    reading = next(read_articles([article_from_text(text)]))
    assert [(s.stance.value, s.current) for s in reading.stances if s.country == "KEN"] == [
        ("questions", False),
        ("recognises", True),
    ]
