"""Who may be chosen as an answer, and whether the words that were cited for the choice name them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from recuento.reading.entities.entity import Entity
from recuento.reading.parse.quote_marks import QuotedSpan
from recuento.records.said import ActorKind
from recuento.records.text import Article, Span

NOBODY = "nobody"
_MOST = 8
"""So many are offered, those named nearest first."""


def named_near(everyone: Sequence[Entity], around: Span, at: Span, kinds: frozenset[ActorKind]) -> dict[str, Entity]:
    """Those of these kinds whom the text around a place names, and not only the words at it, by name: the nearest first."""
    near: list[tuple[int, Entity]] = []
    for who in everyone:
        places = [s for s, e in who.mentions if around[0] <= s and e <= around[1] and not at[0] <= s < at[1]]
        if places and who.kind in kinds and who.name != NOBODY:
            near.append((min(abs(at[0] - s) for s in places), who))
    found: dict[str, Entity] = {}
    for _, who in sorted(near, key=lambda n: (n[0], n[1].key)):
        found.setdefault(who.name, who)
    return dict(list(found.items())[:_MOST])


def cited_once(article: Article, around: Span, words: str) -> Span | None:
    """Where the words stand in the text around a place; None where they do not, or more than once."""
    text = article.text[slice(*around)]
    if not words.strip() or text.count(words) != 1:
        return None
    start = around[0] + text.index(words)
    return start, start + len(words)


def names(span: Span, who: Entity) -> bool:
    """Whether a name, title or pronoun that the rules bring to somebody stands in these words."""
    return any(span[0] <= s and e <= span[1] for s, e in who.mentions)


def is_in_marks(span: Span, marks: Sequence[QuotedSpan]) -> bool:
    """Whether words stand in quotation marks, or across one."""
    at = bisect_left(marks, span[1], key=lambda q: q.outer[0])
    return at > 0 and span[0] < marks[at - 1].outer[1]
