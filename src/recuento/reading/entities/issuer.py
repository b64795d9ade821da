"""Documents that are somebody's own words: a statement, a readout, remarks; whose "we" is the one who issues them."""

from __future__ import annotations

from collections.abc import Sequence

from recuento.reading.gazetteer.leaders import leader
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse.units import Unit

from .entity import Entity
from .lookup import EntityLookup

_WORDS = rule_words("issuer")

_DOCUMENTS = _WORDS["documents"]
_BY = _WORDS["by"]
_ABOUT = _WORDS["about"]
_LONGEST = 12
"""Tokens between the word for the document and whoever issues it."""


def issuer_of(units: Sequence[Unit], entities: EntityLookup) -> Entity | None:
    """Who issues the document that an article is, by its first line: "Statement by President X on the election"."""
    if not units:
        return None
    doc = units[0].doc
    first = next((t for t in doc[:4] if t.lower_ in _DOCUMENTS), None)
    if first is None:
        return None
    by = next((t for t in doc[first.i + 1 : first.i + 1 + _LONGEST] if t.lower_ in _BY), None)
    if by is None:
        return None
    named = doc[by.i + 1 : by.i + _LONGEST]
    for token in named:
        known = leader([token.text], titled=True) if token.pos_ == "PROPN" and token.i > by.i + 1 else None
        if known is not None:
            return entities.government(known.code)
        if token.lower_ in _ABOUT:
            break
    someone = next((p for t in named for p in entities.who(t)), None)
    if someone is None or someone.country not in {None, entities.contest_country}:
        return someone
    return _who_else_speaks(units, entities)


def _who_else_speaks(units: Sequence[Unit], entities: EntityLookup) -> Entity | None:
    """The first other state that a statement without a country tells of: "The United States has been monitoring"."""
    for unit in units[1:4]:
        for match in entities.mentions[id(unit)].matches:
            head = unit.doc[match.end - 1]
            abroad = match.entry.kind == "country" and match.entry.code not in {None, entities.contest_country}
            if abroad and head.dep_ == "nsubj":
                return entities.one(head)
    return None
