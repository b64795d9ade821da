"""The words of one language for reading without a parse, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from recuento.reading.lexicon.vocabulary import data
from recuento.records.said import StanceKind

_TOPIC = "surface"


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these, as whole words, the longest first."""
    parts = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class StanceWords:
    """A verb that takes a stance, its participle, what a speaker says of "us", what must follow, and the stance that it takes when denied."""

    verb: re.Pattern[str]
    passive: re.Pattern[str] | None
    we: re.Pattern[str] | None
    stance: StanceKind | None
    object: str | None
    denied: StanceKind | None


@dataclass(frozen=True)
class SurfaceWords:
    """The lists of a language (`[es]` in words/surface.toml), and each as a pattern."""

    lists: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    stances: tuple[StanceWords, ...]
    numbers: dict[str, int]
    states: dict[str, str]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]


def languages() -> frozenset[str]:
    """The languages that can be read without a parse."""
    return frozenset(data(_TOPIC))


@cache
def words_of(language: str) -> SurfaceWords:
    """The words of one language."""
    table: dict[str, Any] = data(_TOPIC)[language]
    lists = {name: words for name, words in table.items() if isinstance(words, list) and name != "stances"}
    lists |= table["rules"]
    return SurfaceWords(
        numbers=table["numbers"],
        states=table["states"],
        lists={name: frozenset(words) for name, words in lists.items()},
        patterns={
            **{name: any_of(words) for name, words in lists.items()},
            **{name: re.compile(pattern) for name, pattern in table["patterns"].items()},
        },
        stances=tuple(
            StanceWords(
                verb=any_of([entry["verb"]]),
                passive=any_of([entry["passive"]]) if "passive" in entry else None,
                we=any_of([entry["we"]]) if "we" in entry else None,
                stance=_kind(entry.get("stance")),
                object=entry.get("object"),
                denied=_kind(entry.get("denied")),
            )
            for entry in table["stances"]
        ),
    )


def _kind(name: str | None) -> StanceKind | None:
    return None if name is None else StanceKind(name)
