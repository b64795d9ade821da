"""Which candidate a name in an article is: accents, case and punctuation do not count, parts of names may be left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from recuento.records.contest import Candidate


def folded(name: str) -> tuple[str, ...]:
    """A name's words without accents, case and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple("".join(c if c.isalnum() else " " for c in plain.casefold()).split())


def same_name(one: str, other: str) -> bool:
    """Whether every word of one name is in the other: "Gonzalez" and "Edmundo González Urrutia"."""
    a, b = set(folded(one)), set(folded(other))
    return bool(a and b) and (a <= b or b <= a)


def candidate_named(name: str, candidates: Iterable[Candidate]) -> str | None:
    """The id of the one candidate whom the name fits; None when it fits nobody, or more than one."""
    fitting = [c for c in candidates if any(same_name(name, known) for known in (c.name, *c.aliases))]
    if len(fitting) > 1:
        words = folded(name)
        fitting = [c for c in fitting if any(folded(known) == words for known in (c.name, *c.aliases))]
    return fitting[0].id if len(fitting) == 1 else None
