"""Events: who did what to whom, in PLOVER's types and modes with the CAMEO root code beside.

Every sentence is walked from its main predicate down, so that the first record of a sentence is its main event. What
a verb of will, refusal or request governs is part of that verb's event and makes no record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.parse.evidence_span import shown_span
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import Event
from recuento.records.text import Article, content_id

from .event_mentions import EventMention, EventReader

_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})


def find_events(
    article: Article, units: Sequence[Unit], entities: Entities, _voices: object = None
) -> tuple[Event, ...]:
    """The events of an article in reading order, each once; the headline's only where the body does not tell them.

    The voices are not asked, since an event is recorded whoever asserts it; they are taken so that the steps of reading
    have one signature. The actor is None in a passive that names nobody.
    """
    reader = EventReader(entities)
    body: dict[tuple[object, ...], Event] = {}
    told: set[tuple[str | None, str]] = set()
    for unit in (u for u in units if not u.headline):
        for mention, actor, recipient in _pairs(reader.deeds_of(unit)):
            body.setdefault(_key(mention, actor, recipient), _record(article, mention, actor, recipient))
            told.add((_side(actor), mention.kind.type))
    headline: dict[tuple[object, ...], Event] = {}
    for unit in (u for u in units if u.headline):
        for mention, actor, recipient in _pairs(reader.deeds_of(unit)):
            if (_side(actor), mention.kind.type) not in told:
                headline.setdefault(_key(mention, actor, recipient), _record(article, mention, actor, recipient))
    return (*_without_vaguer(body), *headline.values())


def _pairs(mentions: Iterator[EventMention]) -> Iterator[tuple[EventMention, Entity | None, Entity | None]]:
    for mention in mentions:
        mutual = (mention.kind.type in _MUTUAL or mention.between) and len(mention.actors) > 1
        for actor in mention.actors:
            recipients: list[Entity | None] = [r for r in mention.recipients if actor is None or r.key != actor.key]
            if mutual and not recipients:
                recipients = [a for a in mention.actors if a is not actor]
            for recipient in recipients or [None]:
                yield mention, actor, recipient


def _side(actor: Entity | None) -> str | None:
    """Who answers for an event, as a headline would name it: a leader's event is their country's."""
    if actor is None:
        return None
    return actor.country if actor.country is not None and actor.answers_for_a_state else actor.key


def _key(mention: EventMention, actor: Entity | None, recipient: Entity | None) -> tuple[object, ...]:
    anonymous = None if actor is not None else unit_of(mention.anchor).starts[mention.anchor.i]
    return (
        actor and actor.key,
        recipient and recipient.key,
        mention.kind.type,
        mention.kind.mode,
        mention.negated,
        anonymous,
    )


def _without_vaguer(found: dict[tuple[object, ...], Event]) -> list[Event]:
    """The events less those that say the same of the same actor without the recipient or mode another one names."""
    keys = list(found)
    kept = []
    for key in keys:
        actor, recipient, name, _, negated, _ = key
        vaguer = recipient is None and any(
            other != key
            and other[0] == actor
            and other[2] == name
            and other[4] == negated
            and (other[1] is not None)
            and found[other].by == found[key].by
            and found[other].hypothetical == found[key].hypothetical
            for other in keys
        )
        if actor is None or not vaguer:
            kept.append(found[key])
    return kept


def _record(article: Article, mention: EventMention, actor: Entity | None, recipient: Entity | None) -> Event:
    start, end = shown_span(mention.anchor, mention.shown)
    actor_ref = actor_id(article.id, actor) if actor is not None else None
    recipient_ref = actor_id(article.id, recipient) if recipient is not None else None
    return Event(
        id=content_id("event", article.id, actor_ref, recipient_ref, mention.kind.type, mention.kind.mode, start, end),
        actor=actor_ref,
        recipient=recipient_ref,
        type=mention.kind.type,
        mode=mention.kind.mode,
        cameo=mention.kind.cameo,
        negated=mention.negated,
        hypothetical=mention.hypothetical,
        start=start,
        end=end,
        text=article.text[start:end],
        by=mention.kind.by,
    )
