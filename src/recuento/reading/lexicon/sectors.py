"""Fields of joint work between states: oil, trade, military technology, "all sectors"."""

from __future__ import annotations

import re
from functools import cache

from .vocabulary import data


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {word: name for name, words in data("relations")[language]["sectors"].items() for word in words}
    longest_first = sorted(names, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE), names


def find_sectors(words: str, language: str = "en") -> tuple[str, ...]:
    """The fields of joint work that a stretch of text names, in order, each once."""
    pattern, names = _pattern(language)
    return tuple(dict.fromkeys(names[m.group().casefold()] for m in pattern.finditer(words)))
