"""The words of one language for reading without a parse, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from recuento.reading.lexicon.vocabulary import data
from recuento.records.said import StanceKind

from .verbs import forms_of

_TOPIC = "surface"
_TABLES = frozenset({"stances", "claims"})
_NEVER = r"(?!)"
"""A pattern that nothing matches."""


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these, as whole words, the longest first."""
    parts = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class StanceWords:
    """How a stance is told: done, done before something else, to come, as an infinitive behind another verb, as a participle, in other words with a doer behind "por", or behind "de" (with `then` behind the doer), and said of "us".

    `object`: what must follow; `denied`, `refused`: the stance that it is when denied, and when refused.
    """

    told: re.Pattern[str]
    afterwards: re.Pattern[str] | None
    to_come: re.Pattern[str] | None
    governed: re.Pattern[str] | None
    passive: re.Pattern[str] | None
    said_of: re.Pattern[str] | None
    of_whom: re.Pattern[str] | None
    then: re.Pattern[str] | None
    own: re.Pattern[str] | None
    stance: StanceKind
    object: str | None
    denied: StanceKind | None
    refused: StanceKind | None


@dataclass(frozen=True)
class SurfaceWords:
    """The lists of a language (`[es]` in words/surface.toml), and each as a pattern."""

    language: str
    lists: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    stances: tuple[StanceWords, ...]
    numbers: dict[str, int]
    states: dict[str, str]
    seats: dict[str, str]
    first_words_of_seats: frozenset[str]
    first_words_of_states: frozenset[str]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]


def languages() -> frozenset[str]:
    """The languages that can be read without a parse."""
    return frozenset(data(_TOPIC))


@cache
def words_of(language: str) -> SurfaceWords:
    """The words of one language."""
    table: dict[str, Any] = data(_TOPIC)[language]
    lists = {name: words for name, words in table.items() if isinstance(words, list) and name not in _TABLES}
    lists |= table["rules"]
    groups = dict(lists)
    for name, words in table["of_it"].items():
        groups[name] = [*lists[name], *(word + table["patterns"]["of_it"] for word in words)]
    return SurfaceWords(
        language=language,
        numbers=table["numbers"],
        states=table["states"],
        lists={name: frozenset(words) for name, words in lists.items()},
        patterns={
            **{name: any_of(words) for name, words in groups.items()},
            **{name: re.compile(pattern) for name, pattern in table["patterns"].items()},
            "claims_victory": any_of(_claims(table)),
            "state_names": re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in table["states"])),
            "when": re.compile(table["conjugations"]["when"], re.IGNORECASE),
            "seats": re.compile(
                "|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for names in table["seats"].values() for n in names)
            ),
        },
        seats={name: code for code, names in table["seats"].items() for name in names},
        first_words_of_seats=frozenset(n.split()[0] for names in table["seats"].values() for n in names),
        first_words_of_states=frozenset(n.split()[0] for n in table["states"]),
        stances=tuple(_stance_words(entry, table) for entry in table["stances"]),
    )


def _governed(infinitives: Sequence[str], rules: dict[str, list[str]]) -> re.Pattern[str]:
    """Infinitives below another verb, some words behind it, and right behind what makes them done ("tras reconocer")."""
    above = "|".join(f"(?P<{name}>{'|'.join(rules[name])})" for name in ("governs", "refuses", "withholds"))
    these = "|".join(infinitives)
    return any_of(
        [
            rf"(?:(?:{above}) (?:(?!no\b)\w+ ){{0,3}}?[«“\x22]?|(?P<having_done>{'|'.join(rules['having_done'])}) )(?:{these})"
        ]
    )


def _claims(table: dict[str, Any]) -> list[str]:
    """What somebody does who claims to have won."""
    return [
        f"{'se ' if entry.get('reflexive') else ''}(?:{'|'.join(forms.told)}) {entry['followed_by']}"
        for entry in table["claims"]
        for forms in [forms_of(entry["verbs"], table["conjugations"], table["irregular"])]
    ]


def _stance_words(entry: dict[str, Any], table: dict[str, Any]) -> StanceWords:
    """An entry with the forms of its verbs."""
    forms = forms_of(entry.get("verbs", ()), table["conjugations"], table["irregular"])
    told = [
        *forms.told,
        *([entry["verb"].replace("<when>", table["conjugations"]["when"])] if "verb" in entry else []),
    ] or [_NEVER]
    own = [entry["own"]] if "own" in entry else []
    own += forms.own if entry.get("stance") in {"recognises", "rejects"} else []
    rules = table["rules"]
    being = table["conjugations"]["being"]
    passive = [rf"(?:{being} )?{p}" for p in forms.participle] if entry.get("passive") else []
    denied = _kind(entry.get("denied"))
    return StanceWords(
        told=any_of(told),
        afterwards=any_of(forms.afterwards) if forms.afterwards else None,
        to_come=any_of(forms.to_come) if forms.to_come else None,
        governed=_governed(forms.infinitive, rules) if forms.infinitive else None,
        passive=any_of(passive) if passive else None,
        said_of=any_of([entry["said_of"]]) if "said_of" in entry else None,
        of_whom=any_of([f"(?:{entry['of_whom']}) (?:{'|'.join(rules['whose'])})"]) if "of_whom" in entry else None,
        then=re.compile(entry["then"]) if "then" in entry else None,
        own=any_of(own) if own else None,
        stance=StanceKind(entry["stance"]),
        object=entry.get("object"),
        denied=denied,
        refused=_kind(entry.get("refused")) or denied,
    )


def _kind(name: str | None) -> StanceKind | None:
    return None if name is None else StanceKind(name)
