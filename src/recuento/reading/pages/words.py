"""The page vocabulary (words/pages.toml), read once and folded for matching."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from recuento.reading.lexicon.vocabulary import data

Phrase = tuple[str, ...]


def fold(words: str) -> str:
    """Words as the lists write them: case folded, typographic apostrophes straight, outer blanks gone."""
    return words.replace("’", "'").replace("‘", "'").casefold().strip()


@dataclass(frozen=True)
class ResultTableWords:
    """How the columns of a table of results are called, and which of its rows are nobody's."""

    names: frozenset[str]
    votes: frozenset[str]
    shares: frozenset[str]
    nobody: frozenset[str]


@dataclass(frozen=True)
class PageWords:
    """The lists of words/pages.toml; its comments say what each is for and where it comes from."""

    phrases: frozenset[Phrase]
    chrome: frozenset[Phrase]
    related_heads: frozenset[str]
    comment_heads: frozenset[str]
    comment_openers: tuple[str, ...]
    openers: dict[str, tuple[str, ...]]
    signoff_endings: tuple[str, ...]
    caption_endings: tuple[str, ...]
    caption_openers: tuple[str, ...]
    fields: dict[str, str]
    teaser_ends: tuple[str, ...]
    byline_openers: tuple[str, ...]
    desks: frozenset[str]
    name_particles: frozenset[str]
    roles: tuple[str, ...]
    outlet_words: frozenset[str]
    outlet_endings: tuple[str, ...]
    months: dict[str, int]
    weekdays: tuple[str, ...]
    not_places: frozenset[str]
    place_particles: frozenset[str]
    published_names: frozenset[str]
    result_tables: ResultTableWords


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({fold(w) for w in words}, key=lambda w: (-len(w), w)))


@cache
def page_words() -> PageWords:
    """The page vocabulary."""
    raw = data("pages")
    groups = {name: frozenset(tuple(fold(p).split()) for p in phrases) for name, phrases in raw["phrases"].items()}
    bylines, datelines = raw["bylines"], raw["datelines"]
    return PageWords(
        phrases=frozenset().union(*groups.values(), [(fold(day),) for day in raw["weekdays"]["names"]]),
        chrome=groups["chrome"],
        related_heads=frozenset(fold(p) for p in raw["phrases"]["related"]),
        comment_heads=frozenset(fold(p) for p in raw["comments"]["heads"]),
        comment_openers=_longest_first(raw["comments"]["openers"]),
        openers={kind: _longest_first(phrases) for kind, phrases in raw["openers"].items()},
        signoff_endings=_longest_first(raw["endings"]["signoffs"]),
        caption_endings=_longest_first(raw["endings"]["captions"]),
        caption_openers=_longest_first(raw["endings"]["caption_openers"]),
        fields={fold(label): field for field, labels in raw["fields"].items() for label in labels},
        teaser_ends=_longest_first(raw["teasers"]["ends"]),
        byline_openers=_longest_first(bylines["openers"]),
        desks=frozenset(fold(d) for d in bylines["desks"]),
        name_particles=frozenset(fold(p) for p in bylines["particles"]),
        roles=_longest_first(bylines["roles"]),
        outlet_words=frozenset(fold(w) for w in bylines["outlet_words"]),
        outlet_endings=_longest_first(bylines["outlet_endings"]),
        months={fold(name): int(number) for number, names in raw["months"].items() for name in names},
        weekdays=_longest_first(raw["weekdays"]["names"]),
        not_places=frozenset(fold(w) for w in datelines["not_places"]),
        place_particles=frozenset(fold(w) for w in datelines["particles"]),
        published_names=frozenset(raw["metadata"]["published"]),
        result_tables=ResultTableWords(**{name: frozenset(words) for name, words in raw["result_tables"].items()}),
    )
