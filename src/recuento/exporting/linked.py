"""Records on the web of others: W3C annotations of an article's words, stances on a map, a cover for the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from recuento.records.said import Located, Reading
from recuento.records.verdict import Reaction

KINDS = ("quotations", "results", "victory_claims", "acts", "stances", "pledges", "relations", "events")
_AROUND = 32
"""Characters before and after an annotated stretch, by which it is found again where the page has changed."""


def web_annotations(readings: Sequence[Reading]) -> dict[str, Any]:
    """Each record as an annotation of its stretch (W3C Web Annotation Data Model): by its words, and by its place in the text."""
    items = [_annotation(reading, kind, record) for reading in readings for kind, record in _located(reading)]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:recuento:annotations:{_digest(*(i['id'] for i in items))}",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _located(reading: Reading) -> Iterator[tuple[str, Located]]:
    for kind in KINDS:
        yield from ((kind, record) for record in getattr(reading, kind))


def _annotation(reading: Reading, kind: str, record: Located) -> dict[str, Any]:
    text, start, end = reading.article.text, record.start, record.end
    told = record.model_dump(mode="json", exclude={"start", "end", "text"})
    return {
        "id": f"urn:recuento:{reading.article.id}:{kind}:{told['id']}:{start}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {
            "type": "Dataset",
            "purpose": "classifying",
            "format": "application/json",
            "kind": kind,
            "value": told,
        },
        "target": {
            "source": reading.article.source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - _AROUND) : start],
                    "suffix": text[end : end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }


PLOVER_COLUMNS = (
    "event_id",
    "article",
    "source",
    "date",
    "event_type",
    "event_mode",
    "cameo_root",
    "actor_name",
    "actor_country",
    "recipient_name",
    "recipient_country",
    "event_text",
)


def event_rows(readings: Sequence[Reading]) -> Iterator[dict[str, str]]:
    """Each event that is told to have happened as a row in the manner of PLOVER and POLECAT: type, mode, actor, recipient, day of the article.

    Events that are denied, or only possible, are left out. The day is the article's: an article says when it was published more often than
    when a thing happened.
    """
    for reading in readings:
        actors = {a.id: a for a in reading.actors}
        day = reading.article.published
        for event in reading.events:
            if event.negated or event.hypothetical:
                continue
            row = dict.fromkeys(PLOVER_COLUMNS, "")
            row |= {
                "event_id": event.id,
                "article": reading.article.id,
                "source": reading.article.source,
                "date": day.isoformat() if day else "",
                "event_type": event.type,
                "event_mode": event.mode or "",
                "cameo_root": event.cameo,
                "event_text": event.text,
            }
            for role, who in (("actor", event.actor), ("recipient", event.recipient)):
                if who is not None and who in actors:
                    row |= {f"{role}_name": actors[who].name, f"{role}_country": actors[who].country or ""}
            yield row


def stances_on_a_map(reactions: Sequence[Reaction], capitals: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """GeoJSON (RFC 7946): a point at the capital of each government's country, without those to be checked by a person.

    `capitals`: longitude and latitude by ISO 3166-1 alpha-3. A country without one has a feature without a place.
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": list(place)} if place else None,
                "properties": {
                    "country": r.country,
                    "actor": r.actor,
                    "stance": r.stance,
                    "date": r.date.isoformat() if r.date else None,
                    "articles": list(r.articles),
                },
            }
            for r in reactions
            if not r.to_check
            for place in (capitals.get(r.country or ""),)
        ],
    }


def cover(folder: Path, files: Sequence[Path], name: str, described: str) -> dict[str, Any]:
    """An RO-Crate 1.1 metadata document for the folder: each file with its size and SHA-256."""
    parts = [
        {
            "@id": f.relative_to(folder).as_posix(),
            "@type": "File",
            "name": f.name,
            "contentSize": str(f.stat().st_size),
            "sha256": hashlib.sha256(f.read_bytes()).hexdigest(),
        }
        for f in files
    ]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": name,
                "description": described,
                "hasPart": [{"@id": p["@id"]} for p in parts],
            },
            *parts,
        ],
    }


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
