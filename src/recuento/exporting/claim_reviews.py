"""Drafts for publishers, as schema.org JSON-LD: a ClaimReview for each verdict that a named reviewer signed, a NewsArticle for each article.

A draft has no address of its own and no publisher: who publishes it gives both. A verdict that nobody signed gives no draft.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from recuento.records.said import Reading
from recuento.records.verdict import Verdict


@dataclass(frozen=True)
class SignedVerdict:
    """A verdict, in words, with who signed it and when."""

    verdict: Verdict
    signed_by: tuple[str, ...]
    signed: dt.datetime


def drafts(signed: Sequence[SignedVerdict], readings: Sequence[Reading]) -> dict[str, Any]:
    """One JSON-LD document."""
    articles = {reading.article.id: reading for reading in readings}
    graph = [*(_review(s, articles.get(s.verdict.article or "")) for s in signed), *_articles(signed, articles)]
    return {"@context": "https://schema.org", "@graph": graph}


def _review(signed: SignedVerdict, reading: Reading | None) -> dict[str, Any]:
    verdict = signed.verdict
    claim: dict[str, Any] = {"@type": "Claim"}
    if verdict.stated_by:
        claim["author"] = {"@type": "Thing", "name": verdict.stated_by}
    if reading is not None:
        claim["appearance"] = {"@id": _name_of(reading)}
    return {
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "claimReviewed": verdict.text,
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict.kind.value,
            "ratingExplanation": verdict.says,
        },
        "reviewBody": " ".join([verdict.says, *verdict.assuming]),
        "author": [{"@type": "Person", "name": name} for name in signed.signed_by],
        "datePublished": signed.signed.date().isoformat(),
    }


def _articles(signed: Sequence[SignedVerdict], articles: dict[str, Reading]) -> Iterator[dict[str, Any]]:
    """The articles in which signed claims stand."""
    for key in dict.fromkeys(s.verdict.article for s in signed if s.verdict.article in articles):
        reading = articles[key or ""]
        article = reading.article
        told: dict[str, Any] = {
            "@id": _name_of(reading),
            "@type": "NewsArticle",
            "headline": article.title or article.source,
        }
        if article.published:
            told["datePublished"] = article.published.isoformat()
        if article.outlet:
            told["publisher"] = {"@type": "Organization", "name": article.outlet}
        if article.source.startswith(("https://", "http://")):
            told["url"] = article.source
        yield told


def _name_of(reading: Reading) -> str:
    return f"urn:recuento:{reading.article.id}"
