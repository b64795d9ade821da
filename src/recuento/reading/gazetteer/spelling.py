"""Spellings of one name: what "Lukashenko" and "Lukashenka", "Tymoshenko" and "Timoshenko" have in common."""

from __future__ import annotations

import functools
import re

from .index import fold

_LEAST = 6
"""Letters from which a name is compared by sound; shorter ones would fall together."""
_SOUNDS = (
    # Cyrillic, Arabic and Greek letters for which newsrooms use different Latin ones; order matters.
    ("shch", "sch"),
    ("tsch", "ch"),
    ("tch", "ch"),
    ("ph", "f"),
    ("kh", "h"),
    ("zh", "j"),
    ("ts", "t"),
    ("tz", "t"),
    ("ou", "ov"),
    ("au", "av"),
    ("w", "v"),
    ("ff", "v"),
    ("ks", "x"),
    ("q", "k"),
    ("ck", "k"),
    ("y", "i"),
    ("ie", "e"),
    ("dj", "j"),
)
_DOUBLED = re.compile(r"(.)\1+")


@functools.lru_cache(maxsize=1 << 14)
def sounds(word: str) -> str:
    """A key that the common Latin spellings of one name share; a short word is its own key."""
    key = fold(word)
    if len(key) < _LEAST or not key.isalpha():
        return key
    for letters, sound in _SOUNDS:
        key = key.replace(letters, sound)
    key = _DOUBLED.sub(r"\1", key)
    return key[:-1] + "o" if key[-1] in "ao" and key[-3:-1] == "nk" else key
