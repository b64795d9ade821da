"""The shortest stretch of an article that shows a record: its predicate and the phrases around it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from . import dependencies
from .units import unit_of


def shown_span(anchor: Token, others: Sequence[Token]) -> tuple[int, int]:
    """The shortest stretch that holds a predicate and the phrases around it, all in the predicate's sentence."""
    unit, sentence = unit_of(anchor), anchor.sent
    first = last = anchor.i
    for token in others:
        if token.doc is not anchor.doc or not sentence.start <= token.i < sentence.end:
            continue
        start, end = dependencies.noun_phrase(token) if token.pos_ in {"NOUN", "PROPN", "NUM"} else (token.i, token.i)
        first, last = min(first, start), max(last, end)
    while first < anchor.i and (first in unit.held or first + 1 in unit.held or first - 1 in unit.held):
        first += 1
    while last > anchor.i and (last in unit.held or last + 1 in unit.held or last - 1 in unit.held):
        last -= 1
    return dependencies.trimmed_span(anchor.doc[first], anchor.doc[last])
