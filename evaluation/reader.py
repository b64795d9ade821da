"""Runs the reading room over the texts of a set, all in one batch so that the parser works at full speed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from recuento.reading import article_from_text, read_articles
from recuento.reading.model_reader.second import SecondReader
from recuento.records.said import Reading

_beside: ContextVar[SecondReader | None] = ContextVar("_beside", default=None)


@contextmanager
def with_a_model(second: SecondReader) -> Iterator[None]:
    """What is read within is read with this language model, too."""
    token = _beside.set(second)
    try:
        yield
    finally:
        _beside.reset(token)


def read_texts(texts: Sequence[str]) -> list[Reading]:
    """One reading for each text, in order."""
    return list(read_articles((article_from_text(text) for text in texts), second=_beside.get()))
