"""Events: who did what to whom, in PLOVER's types and modes with the CAMEO root code beside.

Every sentence is walked from its main predicate down, so that the first record of a sentence is its main event. What
a verb of will, refusal or request governs is part of that verb's event and makes no record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recuento.reading.entities.entity import Someone, actor_id
from recuento.reading.entities.resolver import Cast
from recuento.reading.parse.evidence_span import shown_span
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import Event
from recuento.records.text import Article, content_id

from .event_mentions import Deed, DeedReader

_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})


def find_events(article: Article, units: Sequence[Unit], cast: Cast, _voices: object = None) -> tuple[Event, ...]:
    """The events of an article in reading order, each once; the headline's only where the body does not tell them.

    The voices are not asked, since an event is recorded whoever asserts it; they are taken so that the steps of reading
    have one signature. The actor is None in a passive that names nobody.
    """
    reader = DeedReader(cast)
    body: dict[tuple[object, ...], Event] = {}
    told: set[tuple[str | None, str]] = set()
    for unit in (u for u in units if not u.headline):
        for deed, actor, recipient in _pairs(reader.deeds_of(unit)):
            body.setdefault(_key(deed, actor, recipient), _record(article, deed, actor, recipient))
            told.add((_side(actor), deed.kind.type))
    headline: dict[tuple[object, ...], Event] = {}
    for unit in (u for u in units if u.headline):
        for deed, actor, recipient in _pairs(reader.deeds_of(unit)):
            if (_side(actor), deed.kind.type) not in told:
                headline.setdefault(_key(deed, actor, recipient), _record(article, deed, actor, recipient))
    return (*_without_vaguer(body), *headline.values())


def _pairs(deeds: Iterator[Deed]) -> Iterator[tuple[Deed, Someone | None, Someone | None]]:
    for deed in deeds:
        mutual = (deed.kind.type in _MUTUAL or deed.between) and len(deed.actors) > 1
        for actor in deed.actors:
            recipients: list[Someone | None] = [r for r in deed.recipients if actor is None or r.key != actor.key]
            if mutual and not recipients:
                recipients = [a for a in deed.actors if a is not actor]
            for recipient in recipients or [None]:
                yield deed, actor, recipient


def _side(actor: Someone | None) -> str | None:
    """Who answers for a deed, as a headline would name it: a leader's deed is their country's."""
    if actor is None:
        return None
    return actor.country if actor.country is not None and actor.answers_for_a_state else actor.key


def _key(deed: Deed, actor: Someone | None, recipient: Someone | None) -> tuple[object, ...]:
    anonymous = None if actor is not None else unit_of(deed.anchor).starts[deed.anchor.i]
    return (
        actor and actor.key,
        recipient and recipient.key,
        deed.kind.type,
        deed.kind.mode,
        deed.negated,
        anonymous,
    )


def _without_vaguer(found: dict[tuple[object, ...], Event]) -> list[Event]:
    """The events less those that say the same of the same actor without the recipient or mode another one names."""
    keys = list(found)
    kept = []
    for key in keys:
        actor, recipient, name, _, negated, _ = key
        vaguer = recipient is None and any(
            other is not key
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


def _record(article: Article, deed: Deed, actor: Someone | None, recipient: Someone | None) -> Event:
    start, end = shown_span(deed.anchor, deed.shown)
    actor_ref = actor_id(article.id, actor) if actor is not None else None
    recipient_ref = actor_id(article.id, recipient) if recipient is not None else None
    return Event(
        id=content_id("event", article.id, actor_ref, recipient_ref, deed.kind.type, deed.kind.mode, start, end),
        actor=actor_ref,
        recipient=recipient_ref,
        type=deed.kind.type,
        mode=deed.kind.mode,
        cameo=deed.kind.cameo,
        negated=deed.negated,
        hypothetical=deed.hypothetical,
        start=start,
        end=end,
        text=article.text[start:end],
        by=deed.kind.by,
    )
