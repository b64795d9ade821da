"""Events: the type of a sentence's main event, who did it to whom, and what is no event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recuento.reading.lexicon.event_words import event_words

from .ties_invented import ties_of

TYPES: list[tuple[str, str | None, str]] = [
    ("AGREE", None, "Portugal said it was prepared to resume aid to Angola."),
    ("AGREE", None, "Ghana will host talks between the two parties."),
    ("AGREE", None, "The rebels have agreed to free all hostages by Friday."),
    ("CONSULT", None, "Senior officials from Kenya and Uganda held talks at the border."),
    ("CONSULT", "third-party", "Norwegian diplomats are mediating between the government and the guerrillas."),
    ("CONSULT", "visit", "A delegation from Cuba visited Hanoi last week."),
    ("SUPPORT", None, "Bolivia thanked Spain for its support."),
    ("SUPPORT", None, "Germany and Namibia have restored diplomatic relations."),
    ("COOPERATE", None, "The navies of India and Singapore conducted joint exercises."),
    ("AID", None, "France sent rescue teams to Haiti."),
    ("CONCEDE", None, "Railway workers called off their strike on Friday."),
    ("CONCEDE", None, "Myanmar has lifted its ban on political meetings."),
    ("RETREAT", "release", "Colombian guerrillas released three police officers."),
    ("RETREAT", "withdraw", "Ethiopian soldiers pulled out of the Somali town of Baidoa."),
    ("RETREAT", "resign", "The prime minister stepped down on Thursday."),
    ("REQUEST", "change", "Opposition parties called on the president to publish the contract."),
    ("ACCUSE", "allege", "Rwanda accused Uganda of backing rebels."),
    ("ACCUSE", "disapprove", "Canada voiced concern about the detentions."),
    ("ACCUSE", "investigate", "Prosecutors have opened an inquiry into the former minister."),
    ("REJECT", None, "Iran dismissed the American offer of talks."),
    ("REJECT", "yield", "The rebels refused to leave the town."),
    ("REJECT", None, "Spain will not recognise the new government of Peru."),
    ("THREATEN", None, "Mine workers threatened to strike next week."),
    ("THREATEN", None, "The EU warned that it would impose sanctions on Georgia."),
    ("PROTEST", "demo", "Tens of thousands of people took to the streets of Minsk."),
    ("PROTEST", "strike", "Nurses went on strike across Zimbabwe."),
    ("PROTEST", "demo", "Students staged a sit-in at the university in Dhaka."),
    ("MOBILIZE", "troops", "Algeria deployed thousands of troops along its border with Mali."),
    ("SANCTION", "expel", "Ecuador expelled the Cuban ambassador."),
    ("SANCTION", "discontinue", "Denmark cut aid to Tanzania."),
    ("COERCE", "arrest", "An activist was detained by police on Sunday."),
    ("COERCE", "curfew", "The government imposed a curfew in Lagos."),
    ("ASSAULT", "crowd-control", "Police fired tear gas at demonstrators in Nairobi."),
    ("ASSAULT", "explosives", "A bomb exploded at a market in Kano."),
]


@pytest.mark.parametrize(("kind", "mode", "sentence"), TYPES, ids=[s for _, _, s in TYPES])
def test_the_first_event_is_the_main_one(kind: str, mode: str | None, sentence: str) -> None:
    """The first record of a sentence has the type and mode of its main predicate."""
    first = ties_of(sentence).events[0]
    assert (first.type, first.mode) == (kind, mode)


@pytest.mark.parametrize(
    "sentence",
    [
        "Turnout reached 61 percent on Sunday.",
        "The electoral commission declared the president the winner with 54% of the vote.",
        "The opposition candidate beat the president in the election by 9 points.",
        "Officials in Ghana said the count goes on.",
        "Reuters reported the results.",
    ],
)
def test_counting_reporting_and_winning_are_no_events(sentence: str) -> None:
    """A verb of saying, a count and a victory at the polls make no event."""
    assert ties_of(sentence).events == ()


def test_a_passive_turns_round_who_does_what() -> None:
    """In a passive the agent acts and the grammatical subject suffers."""
    assert ties_of("Three students were arrested by Kenyan police.").told() == [("KEN", "COERCE", "Three students")]


def test_a_passive_without_an_agent_has_no_actor() -> None:
    """Who is not named is not invented."""
    assert ties_of("Eleven soldiers were arrested in Kampala.").told() == [(None, "COERCE", "Eleven soldiers")]


def test_each_of_joined_actors_acts() -> None:
    """Two governments that question a result are two events."""
    assert ties_of("The results were questioned by Canada and Chile.").told() == [
        ("CAN", "ACCUSE", None),
        ("CHL", "ACCUSE", None),
    ]


def test_who_talks_with_whom_goes_both_ways() -> None:
    """An event that two do together is told of each."""
    assert set(ties_of("India and Pakistan held talks on Monday.").told()) == {
        ("IND", "CONSULT", "PAK"),
        ("PAK", "CONSULT", "IND"),
    }


def test_a_noun_tells_an_event_of_those_it_names() -> None:
    """Clashes between two are each one's assault on the other."""
    told = ties_of("Clashes between police and protesters spread to the suburbs.").told()
    assert ("police", "ASSAULT", "protesters") in told


def test_a_place_is_no_actor() -> None:
    """Something that happens in a capital is not done by its government."""
    told = ties_of("Supporters of the opposition marched in Caracas to protest the result.").told()
    assert told
    assert all("VEN" not in {actor, recipient} for actor, _, recipient in told)


def test_a_participle_at_the_end_belongs_to_the_one_the_sentence_is_about() -> None:
    """The subject of the sentence says what hangs at its end: "..., criticising the board"."""
    told = ties_of("Canada voiced doubts that the result is right, criticising the government of Peru.").told()
    assert ("CAN", "ACCUSE", "PER") in told


def test_what_is_not_done_is_negated() -> None:
    """A denial stays on record as a denied event."""
    [event] = ties_of("Brazil did not condemn the arrests.").events
    assert (event.type, event.negated) == ("ACCUSE", True)


def test_what_may_be_done_is_hypothetical() -> None:
    """A supposition stays on record as one."""
    [event] = ties_of("Chile could condemn the arrests.").events
    assert (event.type, event.hypothetical) == ("ACCUSE", True)


def test_what_is_asked_for_is_not_told_as_done() -> None:
    """One request, and no release: "urged it to release"."""
    assert ties_of("Norway urged Bahrain to release the activist.").told() == [("NOR", "REQUEST", "BHR")]


def test_a_duty_in_somebodys_words_is_a_request() -> None:
    """A demand of X on Y: "X said Y must"."""
    assert ties_of("Russia said Sudan must return the plane.").told() == [("RUS", "REQUEST", "SDN")]


def test_we_in_a_quotation_is_its_speaker() -> None:
    """The first person acts as whoever is quoted."""
    told = ties_of("“We condemn the violence in Kenya,” Ugandan President Yoweri Museveni said.").told()
    assert ("UGA", "ACCUSE", None) in told


def test_headline_and_body_tell_one_event() -> None:
    """An event of the headline that the body tells again is recorded once, in the body's words."""
    ties = ties_of(
        "Kenyan President William Ruto congratulated Kwame Asante on Monday.",
        headline="Ruto congratulates Asante on victory",
    )
    [event] = ties.events
    assert event.type == "SUPPORT"
    assert event.start > len("Ruto congratulates Asante on victory")


def test_an_event_only_in_the_headline_is_kept() -> None:
    """What the body leaves out is recorded from the headline."""
    ties = ties_of("The vote was held on Sunday.", headline="Police arrest opposition leader in Uganda")
    assert [e.type for e in ties.events] == ["COERCE"]


def test_every_type_of_the_lexicon_has_a_cameo_code() -> None:
    """The lexicon's types are PLOVER's sixteen, each with a CAMEO root code."""
    words = event_words()
    kinds = {f.kind for frames in words.frames.values() for f in frames} | set(words.nouns.values())
    assert {k.type for k in kinds} <= words.cameo.keys()
    assert len(words.cameo) == 16
    assert all(len(k.cameo) == 2 and k.cameo.isdigit() for k in kinds)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([s for _, _, s in TYPES] + ["“", "é́", "👩‍👧", "\u202e", "Kenya", "will not"]), max_size=5)
)
def test_records_are_the_words_they_point_at(parts: list[str]) -> None:
    """A record's text is the article's between its offsets, whatever stands around it."""
    text = " ".join(parts) or "."
    ties = ties_of(text)
    for record in (*ties.pledges, *ties.relations, *ties.events):
        assert ties.text[record.start : record.end] == record.text != ""


def test_a_long_sentence_is_read_without_recursion() -> None:
    """A sentence of thousands of words neither crashes nor hangs."""
    ties = ties_of("Kenya condemned " + "the arrests and " * 2000 + "the violence.")
    assert ties.text.endswith("the violence.")


def test_types_of_the_gold_sentences(shared: Path) -> None:
    """On the development half of PLOVER's gold sentences the main event's type is right well above what is asked."""
    rows = [json.loads(line) for line in (shared / "data/plover-gsr-dev/events.jsonl").read_text().splitlines()]
    right = 0
    for row in rows:
        events = ties_of(row["text"]).events
        right += bool(events) and events[0].type == row["event_plover_2021"]
    assert right / len(rows) >= 0.80
