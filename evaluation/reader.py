"""Runs the reading room over the texts of a set, all in one batch so that the parser works at full speed."""

from __future__ import annotations

from collections.abc import Sequence

from recuento.reading import article_from_text, read_articles
from recuento.records.said import Reading


def read_texts(texts: Sequence[str]) -> list[Reading]:
    """One reading for each text, in order."""
    return list(read_articles(article_from_text(text) for text in texts))
