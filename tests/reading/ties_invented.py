"""Invented sentences brought through the reading room, with the records of ties under plain names."""

from __future__ import annotations

from dataclasses import dataclass

from recuento.reading.reading import read_articles
from recuento.records.said import Event, Pledge, Relation
from recuento.records.text import Article, Span, content_id


@dataclass(frozen=True)
class Ties:
    """The records of one text, and what each actor id stands for: a country's code, or else a name."""

    text: str
    pledges: tuple[Pledge, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    names: dict[str, str]

    def name(self, actor: str | None) -> str | None:
        """What an actor id stands for; an id that is no actor of the text is an error."""
        return None if actor is None else self.names[actor]

    def told(self) -> list[tuple[str | None, str, str | None]]:
        """Who did what to whom."""
        return [(self.name(e.actor), e.type, self.name(e.recipient)) for e in self.events]


def ties_of(*paragraphs: str, headline: str | None = None) -> Ties:
    """Pledges, relations and events of a text of these paragraphs."""
    parts = ([headline] if headline else []) + list(paragraphs)
    text = "\n\n".join(parts)
    body: list[Span] = []
    at = 0
    for part in parts:
        body.append((at, at + len(part)))
        at += len(part) + 2
    article = Article(
        id=content_id("article", text),
        source="invented.txt",
        title=headline,
        language="en",
        text=text,
        body=tuple(body),
    )
    [reading] = read_articles([article])
    names = {a.id: a.country or a.name for a in reading.actors}
    return Ties(text, reading.pledges, reading.relations, reading.events, names)
