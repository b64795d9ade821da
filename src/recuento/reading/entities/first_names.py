"""Whether a first name is a man's or a woman's, for "he" and "she" to find their person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from recuento.reading.gazetteer.index import fold
from recuento.reading.lexicon.vocabulary import word_list


def is_a_mans(words: Sequence[str]) -> bool | None:
    """True for a man's first name, False for a woman's; None where the name does not tell, or is a surname alone."""
    if len(words) < 2:
        return None
    return _by_name().get(fold(words[0]))


def is_first_name(word: str) -> bool:
    """Whether a word is a person's first name.

    >>> is_first_name("Maria"), is_first_name("Progressive")
    (True, False)
    """
    return fold(word) in _all_names()


@cache
def _all_names() -> frozenset[str]:
    lists = word_list("first_names", "en")
    return frozenset(fold(name) for group in ("male", "female") for name in lists[group])


@cache
def _by_name() -> dict[str, bool]:
    lists = word_list("first_names", "en")
    men, women = ({fold(name) for name in lists[group]} for group in ("male", "female"))
    return {name: name in men for name in men ^ women}
