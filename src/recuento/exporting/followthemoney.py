"""Actors, articles and stances as FollowTheMoney entities, one JSON object a line, for OpenAleph and its kin.

An actor is one entity over all articles where name, kind and country are the same; that these are one person nothing here has found out. An
item at Wikidata is given where the case names one, of a candidate or of the authority, and never guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pycountry

from recuento.records.said import Actor, ActorKind, Reading

_SCHEMATA: dict[ActorKind, str] = {
    "person": "Person",
    "government": "PublicBody",
    "authority": "PublicBody",
    "organisation": "Organization",
    "party": "Organization",
    "group": "Organization",
    "outlet": "Organization",
}


Wikidata = Callable[[Actor], str | None]
"""The item at Wikidata that an actor is known to be, or None."""


def entities(readings: Sequence[Reading], wikidata: Wikidata) -> Iterator[dict[str, Any]]:
    """Each entity once: articles, actors, that an article names an actor, stances as events."""
    told: set[str] = set()
    for reading in readings:
        for entity in _of_reading(reading, wikidata):
            if entity["id"] not in told:
                told.add(entity["id"])
                yield entity


def _of_reading(reading: Reading, wikidata: Wikidata) -> Iterator[dict[str, Any]]:
    article = reading.article
    day = article.published.isoformat() if article.published else None
    web = article.source if article.source.startswith(("https://", "http://")) else None
    yield _entity(
        article.id,
        "Article",
        title=article.title or article.source,
        fileName=None if web else article.source,
        sourceUrl=web,
        publisher=article.outlet,
        publishedAt=day,
        bodyText=article.text,
    )
    ids = {actor.id: _actor_id(actor) for actor in reading.actors}
    for actor in reading.actors:
        position = actor.role if actor.kind == "person" else None
        where = _alpha_2(actor.country)
        yield _entity(
            ids[actor.id],
            _SCHEMATA[actor.kind],
            name=actor.name,
            country=where,
            position=position,
            wikidataId=wikidata(actor),
        )
        link = _digest("names", article.id, ids[actor.id])
        yield _entity(link, "Documentation", document=article.id, entity=ids[actor.id], role="named in")
    for stance in reading.stances:
        who = reading.actor(stance.actor)
        involved = [ids[a] for a in (stance.actor, stance.toward) if a in ids]
        yield _entity(
            _digest("stance", stance.id),
            "Event",
            name=f"{who.name if who else stance.actor}: {stance.stance.value}",
            involved=involved,
            date=stance.date.isoformat() if stance.date else None,
            summary=stance.text,
            proof=article.id,
            sourceUrl=web,
            notes=f"found by: {stance.by}",
        )


def _entity(key: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    told = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {"id": key, "schema": schema, "properties": told}


def _actor_id(actor: Actor) -> str:
    return _digest("actor", actor.kind, actor.name, actor.country or "")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _alpha_2(code: str | None) -> str | None:
    """The code of a country as FollowTheMoney has it; of an organisation none."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    return found.alpha_2.lower() if found else None
