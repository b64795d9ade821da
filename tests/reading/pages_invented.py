"""Invented paragraphs that the tests of pages put furniture around."""

from __future__ import annotations

from recuento.records.text import Article

FIRST = "President Ana Sol said on Monday that the count in Valdoria was fair. “We won,” she told reporters."
SECOND = "The opposition rejected the result and asked for every tally sheet to be published within ten days."
THIRD = "Two neighbouring governments congratulated her on Tuesday, while a third asked to see the sheets first."
HEADLINE = "Sol wins third term in Valdoria"


def body(article: Article) -> list[str]:
    """The words of each body stretch, in order."""
    return [article.text[start:end] for start, end in article.body]
