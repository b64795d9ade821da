"""The words of a sentence with their places, as the rules on words and marks go through them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recuento.records.text import Span

_TOKEN = re.compile(r"[A-Z]{1,2}\. ?[A-Z]{1,2}\b\.?|\w+(?:[-’']\w+)*|[^\w\s]")
_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÜÑÇ]")


@dataclass(frozen=True)
class Token:
    """A word or mark with its place."""

    text: str
    start: int
    end: int
    first: bool
    """Whether it begins a sentence or a quotation, so that its capital says nothing."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return bool(_CAPITAL.match(self.text))


def tokens_of(text: str, span: Span) -> list[Token]:
    """The words and marks of a stretch of the text."""
    found: list[Token] = []
    opening = True
    for match in _TOKEN.finditer(text, *span):
        word = match.group()
        found.append(Token(word, match.start(), match.end(), opening))
        opening = not word[0].isalnum() and (opening or word in '“«"¿¡—:■*')
    return found


def is_part_of_a_name(tokens: Sequence[Token], start: int, end: int, particles: frozenset[str]) -> bool:
    """Whether tokens are a part of a longer name: "Ciudadanos" in "Coalición de Ciudadanos por el Cambio"."""
    after = end < len(tokens) and tokens[end].capital
    at = start - 1
    while at >= 0 and tokens[at].text in particles:
        at -= 1
    return after or (0 <= at < start - 1 and tokens[at].capital and not tokens[at].first)
