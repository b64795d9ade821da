"""An actor while its article is being read, and the record it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from recuento.records.names import fold
from recuento.records.said import Actor, ActorKind
from recuento.records.text import Article, Span, content_id


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
    unnamed: bool = False
    """Whether it is one person without a name: "a woman", "one farmer"."""
    mentions: set[Span] = field(default_factory=set)

    @property
    def answers_for_a_state(self) -> bool:
        """Whether what they do is the deed of a government or of an organisation of states."""
        return self.speaks_for in {"government", "organisation"}


def actor_id(article_id: str, someone: Entity) -> str:
    """An actor's id: the same name in the same article, the same id."""
    return content_id("actor", article_id, someone.key)


def as_actor(article: Article, someone: Entity) -> Actor:
    """The record of an actor."""
    return Actor(
        id=actor_id(article.id, someone),
        name=_with_acronym(article.text, someone) if _is_a_party(someone) else someone.name,
        kind=someone.kind,
        role=someone.role,
        country=someone.country,
        mentions=tuple(sorted(someone.mentions)),
    )


def _is_a_party(someone: Entity) -> bool:
    """A party, or a body that no list knows, which may be one."""
    unlisted = someone.kind == "organisation" and someone.speaks_for == "none"
    return someone.kind == "party" or (unlisted and someone.key == f"organisation:{fold(someone.name)}")


def _with_acronym(text: str, party: Entity) -> str:
    """A party's name with the acronym that the article uses for it: "Christian Democratic Union (CDU)"."""
    used = {text[start:end].strip() for start, end in party.mentions}
    known = {fold(party.name), *fold(party.name).split()}
    acronyms = sorted(
        s for s in used if s.isalpha() and len(s) <= _LONGEST_ACRONYM and (s[:2].isupper() or f"({s})" in text)
    )
    others = [s for s in acronyms if fold(s) not in known]
    return f"{party.name} ({others[0]})" if others else party.name


_LONGEST_ACRONYM = 10
