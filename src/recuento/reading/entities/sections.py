"""Round-ups by country: which paragraphs stand under the name of a state or organisation as their heading.

"Argentina", alone on its line, is a heading for what follows; "France: ..." and "Peru – ..." are one for their own
paragraph. One such line proves nothing; an article must have headings of two states or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recuento.reading.gazetteer.lookup import Match
from recuento.reading.parse.units import Unit

from .mentions import Mentions

_HEADS = frozenset({"country", "organisation"})
_COLONS = frozenset({":", "–", "—", "-"})
_LONGEST_HEADING = 9
"""Tokens of a line that is a heading still: "EU: ‘Count votes accurately’"."""
_REACH = 5
"""Paragraphs that a heading may be for, when no other follows."""


def section_owners(units: Sequence[Unit], mentions: Mapping[int, Mentions]) -> dict[int, str]:
    """The country or organisation (code) under whose heading each paragraph stands, by paragraph number."""
    owners: dict[int, str] = {}
    headings: dict[int, str] = {}
    for unit in units:
        if unit.inside is not None or unit.headline or not len(unit.doc):
            continue
        match = _opens(unit, mentions[id(unit)])
        if match is None or match.entry.code is None:
            continue
        rest = [t for t in unit.doc[match.end :] if not t.is_space]
        if not rest or (len(rest) <= _LONGEST_HEADING and rest[0].text in _COLONS and rest[-1].text != "."):
            headings[unit.paragraph] = match.entry.code
        elif rest[0].text in _COLONS and len(rest) > 2:
            owners[unit.paragraph] = match.entry.code
    if len({*owners.values(), *headings.values()}) < 2:
        return {}
    last = max((u.paragraph for u in units), default=0)
    for start, code in headings.items():
        for paragraph in range(start + 1, min(last, start + _REACH) + 1):
            if paragraph in headings or paragraph in owners:
                break
            owners[paragraph] = code
    return owners


def _opens(unit: Unit, found: Mentions) -> Match | None:
    """The name a paragraph opens with, after bullets and articles at most."""
    for match in found.matches[:1]:
        before = [t for t in unit.doc[: match.start] if not t.is_space]
        if match.entry.kind in _HEADS and all(t.is_punct or t.lower_ == "the" for t in before):
            return match
    return None
