"""The speaker of a quotation without a cue: whoever spoke or acted in the sentence before it.

'"We have counted," Weber said. "Now it is their turn."' The second is Weber's, and the words that name him are those of
the first. A paragraph that is nothing but a quotation goes on from the paragraph before in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as Words
from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.entities.resolver import EntityResolver
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.text import Span

from .quotations import Attribution, ResolvedAttribution

_Carried = tuple[Entity | None, Span | None]
_SPEAK = frozenset({"person", "government", "organisation", "authority", "party"})
_LONGEST_HEADING = 6
"""Tokens; a paragraph of no more that is only a name is a heading over what its bearer says."""


class SaidBefore:
    """What has been said so far in an article, by paragraph, and by whom."""

    def __init__(self, units: Sequence[Unit], entities: EntityResolver) -> None:
        self._entities = entities
        self.unnamed: Entity | None = None
        """The last who spoke without a name, of whose kind "another" is one more."""
        self._said: dict[int, list[ResolvedAttribution]] = {}
        self._last_frame = {u.paragraph: u for u in units if u.inside is None and len(u.doc) and not u.headline}

    def add(self, spoken: ResolvedAttribution) -> None:
        """Take note of an attribution; those within a quotation do not count."""
        if spoken.attribution.unit.inside is None:
            if spoken.speaker is not None and spoken.speaker.kind in {"person", "group"} and not spoken.speaker.words:
                self.unnamed = spoken.speaker
            self._said.setdefault(spoken.attribution.unit.paragraph, []).append(spoken)

    def carried_to(self, attribution: Attribution) -> _Carried:
        """The speaker of a quotation that has no cue, and the words that name them."""
        unit = attribution.unit
        held = next((i for i, s in unit.held.items() if s is attribution.stretches[0]), None)
        if held is None:
            return None, None
        if held > 1:
            same = [s for s in self._said.get(unit.paragraph, ()) if s.attribution.unit is unit]
            return self._from_sentence(unit.doc[held - 2].sent, same)
        if attribution.stretches[0].continues or _is_all_quotation(unit):
            return self._from_paragraph(unit.paragraph - 1)
        return None, None

    def _from_paragraph(self, paragraph: int) -> _Carried:
        said, frame = self._said.get(paragraph, ()), self._last_frame.get(paragraph)
        if frame is None:
            return (said[-1].speaker, said[-1].source) if said else (None, None)
        return self._from_heading(frame) or self._from_sentence(frame.doc[-1].sent, said)

    def _from_heading(self, frame: Unit) -> _Carried | None:
        """The person whose name alone makes up a paragraph."""
        words = [t for t in frame.doc if not t.is_punct]
        if not words or len(words) > _LONGEST_HEADING:
            return None
        person = self._entities.named_at(words[-1])
        alone = person is not None and all(t.text[:1].isupper() for t in words)
        return (person, frame.span(0, len(frame.doc) - 1)) if alone else None

    def _from_sentence(self, sentence: Words, said: Sequence[ResolvedAttribution]) -> _Carried:
        """Who spoke in a sentence, or else who acts in it, or else who spoke last of what was said before it."""
        here = [s for s in said if _is_reported_in(s, sentence)]
        outer = [s for s in here if s.attribution.cue == sentence.root]
        marked = [s for s in here if s.attribution.kind != "indirect"]
        if chosen := (outer or marked or here):
            return chosen[-1].speaker, chosen[-1].source
        subject = dependencies.subject(sentence.root)
        if subject is not None and (someone := self._could_go_on(subject)) is not None:
            return someone, dependencies.phrase_span(subject)
        last = ([s for s in said if s.attribution.kind != "indirect"] or said)[-1:]
        return (last[0].speaker, last[0].source) if last else (None, None)

    def _could_go_on(self, subject: Token) -> Entity | None:
        """Who acts in a sentence that a quotation follows, if they are one who speaks; "it" and things are not."""
        if subject.tag_ == "PRP" and subject.lower_ not in {"he", "she"}:
            return None
        return next((s for s in self._entities.who(subject) if s.kind in _SPEAK), None)


def _is_all_quotation(unit: Unit) -> bool:
    """Whether nothing but quotations stands in a paragraph, so that whoever spoke last speaks on."""
    taken = {i + d for i in unit.held for d in (-1, 0, 1, 2)}
    return all(t.i in taken or t.is_punct for t in unit.tokens)


def _is_reported_in(spoken: ResolvedAttribution, sentence: Words) -> bool:
    """Whether an attribution's cue, or without one its content, stands in a sentence."""
    attribution = spoken.attribution
    if attribution.cue is not None:
        return attribution.cue.doc is sentence.doc and sentence.start <= attribution.cue.i < sentence.end
    unit = unit_of(sentence.root)
    return unit.starts[sentence.start] <= attribution.start < unit.ends[sentence.end - 1]
