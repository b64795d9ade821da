"""Which country, government, organisation, authority or office a name in an article stands for.

Data and lookup only: `find` marks every name in a run of tokens, longest first, and says what it stands for; who acts
in the sentence is for the reader of sentences. The names are in ``words/*.toml``, where each list says what it is.

A name matches whatever its accents ("Élysée", "Elysee"). Capitals count: a proper name needs its initials, an acronym
all of its letters, so that neither "us" nor "turkey" is a state. Tokens are spaCy's ("Timor", "-", "Leste"; "U.S.").

A match is *ambiguous* when its words may well mean something else. Its `code` is then the likelier reading, and `also`
lists the other codes, if the other readings are countries or organisations.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from .build import fill
from .codes import city_country, country_name, home_of, is_organisation, short_name
from .index import Entry, Gazetteer, Match, fold, plural, words

__all__ = [
    "Entry",
    "Gazetteer",
    "Match",
    "city_country",
    "country_name",
    "find",
    "fold",
    "gazetteer",
    "home_of",
    "is_organisation",
    "lookup",
    "plural",
    "short_name",
    "words",
]


@functools.cache
def gazetteer(language: str = "en") -> Gazetteer:
    """The names of a language (ISO 639-1), built once."""
    index = Gazetteer()
    fill(index, language)
    return index.seal()


def lookup(phrase: str | Sequence[str], language: str = "en") -> Entry | None:
    """What this exact phrase stands for, if it is a name."""
    return gazetteer(language).lookup(phrase)


def find(tokens: Sequence[str], language: str = "en") -> list[Match]:
    """All names in a run of spaCy's tokens, leftmost and longest first, never overlapping."""
    return gazetteer(language).find(tokens)
