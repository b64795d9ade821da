"""Whose a quoted phrase is where no verb of saying stands at it, and bodies that are never their country."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

CASES = [
    ('For Ana Vega, a teacher, the count was "a fraud and a farce".', "Ana Vega"),
    ('For years the count was "a fraud and a farce".', None),
    ('In a statement, the commission said: "The count is over today."', "commission"),
    (
        'The Electoral Commission waited. In a statement, the commission said: "The count is over."',
        "Electoral Commission",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), CASES, ids=[text[:40] for text, _ in CASES])
def test_who_speaks(text: str, speaker: str | None) -> None:
    article = article_from_text(f"Zambia voted on Sunday.\n\n{text}", "invented.txt")
    reading = next(iter(read_articles([article])))
    (quotation,) = [q for q in reading.quotations if q.kind != "indirect"]
    actor = reading.actor(quotation.speaker)
    assert (actor.name if actor else None) == speaker
