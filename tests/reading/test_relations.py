"""Relations: between whom, of which kind, since when."""

from __future__ import annotations

import pytest

from recuento.reading.lexicon.sectors import find_sectors

from .ties_invented import ties_of


@pytest.mark.parametrize(
    ("sentence", "parties", "kind"),
    [
        ("He praised the strategic partnership between Kenya and Japan.", {"KEN", "JPN"}, "strategic partnership"),
        ("Kenyan-Japanese relations have never been better.", {"KEN", "JPN"}, "relations"),
        ("Norway, a longtime ally of Finland, signed the letter.", {"NOR", "FIN"}, "ally"),
        ("Cairo views Tripoli as a rival.", {"EGY", "LBY"}, "rival"),
        ("Belarus is Russia's closest ally.", {"BLR", "RUS"}, "ally"),
        ("Iran and Syria, longtime allies, met in Doha.", {"IRN", "SYR"}, "ally"),
        ("China's trade with Zimbabwe has grown.", {"CHN", "ZWE"}, "trade"),
        ("The United States has imposed sanctions on Belarus.", {"USA", "BLR"}, "sanctions"),
        ("Brazil cooperates with Angola in mining.", {"BRA", "AGO"}, "cooperation"),
        ("Peru has diplomatic ties with Iran.", {"PER", "IRN"}, "diplomatic ties"),
        ("Turkey-backed Azerbaijan denied the report.", {"TUR", "AZE"}, "backing"),
    ],
)
def test_kinds_and_parties(sentence: str, parties: set[str], kind: str) -> None:
    """Nouns and verbs of relations give their kind, and the words around them the two states."""
    ties = ties_of(sentence)
    assert [({ties.name(r.a), ties.name(r.b)}, r.kind) for r in ties.relations] == [(parties, kind)]


def test_both_nations_are_the_two_named_before() -> None:
    """A relation of "both nations" is that of the states just named, with its sectors and since when."""
    ties = ties_of(
        "Cairo sees Kenya as a vital partner, with both nations cooperating in energy and trade over the past two decades."
    )
    [cooperation] = [r for r in ties.relations if r.kind == "cooperation"]
    assert {ties.name(cooperation.a), ties.name(cooperation.b)} == {"EGY", "KEN"}
    assert cooperation.sectors == ("energy", "trade")
    assert cooperation.since == "over the past two decades"
    assert cooperation.status == "ongoing"


def test_severed_ties_are_past() -> None:
    """What was broken off is over."""
    [relation] = ties_of("Canada severed diplomatic ties with Iran in 2012.").relations
    assert relation.status == "past"


def test_a_former_ally_is_past() -> None:
    """The word "former" puts a relation in the past."""
    [relation] = ties_of("Norway, a former ally of Peru, signed the letter.").relations
    assert relation.status == "past"


def test_planned_ties_are_announced() -> None:
    """What is only planned is announced, not ongoing."""
    [relation] = ties_of("Ghana proposed a partnership with Peru.").relations
    assert relation.status == "announced"


def test_one_relation_told_three_times_is_one_record() -> None:
    """The words that say most stand for the relation."""
    ties = ties_of(
        "Kenya praised the partnership between Kenya and Japan.",
        "The partnership between Kenya and Japan in energy has lasted since 1990.",
        headline="Kenya hails partnership with Japan",
    )
    [relation] = [r for r in ties.relations if r.kind == "partnership"]
    assert relation.since == "since 1990"


@pytest.mark.parametrize(
    "sentence",
    [
        "The candidate is an ally of the president.",
        "Kenya has no alliance with Peru.",
        "The relationship between the two parties is cold.",
    ],
)
def test_domestic_allies_and_denials_are_no_relations(sentence: str) -> None:
    """Relations are between states, and what is denied is none."""
    assert ties_of(sentence).relations == ()


def test_sectors_are_named_once_in_order() -> None:
    """Longer phrases win over the words in them, and a field named twice is one."""
    assert find_sectors("joint military exercises, oil, Oil and natural gas") == ("joint exercises", "oil", "gas")
