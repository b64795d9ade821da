"""The lexicon of events: which verbs, with what around them, and which nouns tell an event of which type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .vocabulary import data

ANY, NONE, ACTOR, STATE = "@any", "@none", "@actor", "@state"
"""In a frame's word lists: any noun, no noun, anything that is an actor, a government."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An event's type and mode in PLOVER's terms, its CAMEO root code, and what in the lexicon says so."""

    type: str
    mode: str | None
    cameo: str
    by: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of a verb that makes an event. An empty condition holds always; see ``words/events.toml``."""

    kind: Kind
    objects: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    without_subjects: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    without_nouns: frozenset[str] = frozenset()
    without_prepositions: frozenset[str] = frozenset()
    attribute: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    actors: bool = False
    not_actors: bool = False
    intransitive: bool = False
    agentless: bool = False
    joint: bool = False
    violent: bool = False
    patient_subject: bool = False


@dataclass(frozen=True, slots=True)
class EventWords:
    """One language's lexicon of events."""

    cameo: Mapping[str, str]
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, Kind]
    adjectives: Mapping[str, Kind]
    verbs: Mapping[str, frozenset[str]]
    sets: Mapping[str, frozenset[str]]
    people: frozenset[str]
    counters: frozenset[str]
    hurting: frozenset[str]
    weapons: Mapping[str, str]
    hyphenated: frozenset[str]
    toward_verb: Mapping[str, tuple[str, ...]]
    toward_noun: Mapping[str, tuple[str, ...]]

    def kind(self, name: str, mode: str | None, by: str) -> Kind:
        """A kind of this type with the type's own CAMEO code."""
        return Kind(name, mode, self.cameo[name], by)


@cache
def event_words(language: str = "en") -> EventWords:
    """The lexicon of a language, from ``words/events.toml``."""
    table = data("events")[language]
    sets = {name: frozenset(words) for name, words in table["sets"].items()}
    sets["crowd"] = frozenset(table["actors"]["crowd"])
    cameo = table["cameo"]
    frames: dict[str, list[Frame]] = {}
    for row in table["frames"]:
        for verb in row["verbs"]:
            frames.setdefault(verb, []).append(_frame(row, verb, sets, cameo))
    return EventWords(
        cameo=cameo,
        frames={verb: tuple(found) for verb, found in frames.items()},
        nouns={noun: _kind(row, noun, cameo) for row in table["nouns"] for noun in row["nouns"]},
        adjectives={word: _kind(row, word, cameo) for row in table["adjectives"] for word in row["words"]},
        verbs={name: frozenset(words) for name, words in table["verbs"].items()},
        sets=sets,
        people=frozenset(table["actors"]["people"]),
        counters=frozenset(table["actors"]["counters"]),
        hurting=frozenset(table["actors"]["hurting"]),
        weapons={word: mode for mode, words in table["weapon_modes"].items() for word in words},
        hyphenated=frozenset(_hyphenated(table)),
        toward_verb={name: tuple(words) for name, words in table["toward"]["verb"].items()},
        toward_noun={name: tuple(words) for name, words in table["toward"]["noun"].items()},
    )


def _hyphenated(table: Mapping[str, Any]) -> Iterator[str]:
    """The words with a hyphen, which the tokeniser cuts: "sit-in", "cease-fire"."""
    lists = [*table["sets"].values(), *(row["nouns"] for row in table["nouns"])]
    return (word for words in lists for word in words if "-" in word)


def _kind(row: Mapping[str, Any], word: str, cameo: Mapping[str, str]) -> Kind:
    return Kind(row["type"], row.get("mode"), row.get("cameo", cameo[row["type"]]), word)


def _frame(row: Mapping[str, Any], verb: str, sets: Mapping[str, frozenset[str]], cameo: Mapping[str, str]) -> Frame:
    def words(key: str) -> frozenset[str]:
        found: set[str] = set()
        for word in row.get(key, ()):
            found |= sets.get(word.removeprefix("@"), frozenset({word})) if word.startswith("@") else {word}
        return frozenset(found)

    return Frame(
        kind=_kind(row, verb, cameo),
        objects=words("objects"),
        without=words("without"),
        subjects=words("subjects"),
        without_subjects=words("without_subjects"),
        subject_words=words("subject_words"),
        prepositions=frozenset(row.get("with", ())),
        nouns=words("with_nouns"),
        without_nouns=words("without_nouns"),
        without_prepositions=frozenset(row.get("without_prep", ())),
        attribute=words("attribute"),
        adverbs=words("adverbs"),
        modifiers=words("modifiers"),
        actors=row.get("actors", False),
        not_actors=row.get("not_actors", False),
        intransitive=row.get("intransitive", False),
        agentless=row.get("agentless", False),
        joint=row.get("joint", False),
        violent=row.get("violent", False),
        patient_subject=row.get("patient_subject", False),
    )
