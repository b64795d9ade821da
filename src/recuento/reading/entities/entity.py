"""An actor while its article is being read, and the record it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from recuento.records.said import Actor, ActorKind
from recuento.records.text import Span, content_id


@dataclass(slots=True, eq=False)
class Entity:
    """An actor while the article is being read."""

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    office: str | None = None
    speaks_for: str = "none"
    words: tuple[str, ...] = ()
    male: bool | None = None
    former: bool = False
    mentions: set[Span] = field(default_factory=set)

    @property
    def answers_for_a_state(self) -> bool:
        """Whether what they do is the deed of a government or of an organisation of states."""
        return self.speaks_for in {"government", "organisation"}


def actor_id(article_id: str, someone: Entity) -> str:
    """An actor's id: the same name in the same article, the same id."""
    return content_id("actor", article_id, someone.key)


def as_actor(article_id: str, someone: Entity) -> Actor:
    """The record of an actor."""
    return Actor(
        id=actor_id(article_id, someone),
        name=someone.name,
        kind=someone.kind,
        role=someone.role,
        country=someone.country,
        mentions=tuple(sorted(someone.mentions)),
    )
