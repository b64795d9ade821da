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


@cache
def _by_name() -> dict[str, bool]:
    lists = word_list("first_names", "en")
    men, women = ({fold(name) for name in lists[group]} for group in ("male", "female"))
    return {name: name in men for name in men ^ women}
