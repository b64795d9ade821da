"""Attributions: which words are somebody's, which words say so, and which words name who.

Three kinds. *Direct*: a quotation that was lifted out of its frame; the frame's verb of saying is its cue (`frames`).
*Mixed*: a quoted phrase within a sentence that reports what somebody said (`phrases`). *Indirect*: reported without
marks, as the clause or the object of a verb of saying (`statements`). Who the source words stand for is settled later,
with the whole article in view (`speakers`); a quotation without a cue of its own is kept and marked so that its speaker
can be sought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.parse.quote_marks import QuotedSpan
from recuento.reading.parse.units import Unit
from recuento.records.text import Span

from .quotation_frames import NO_FRAME, Frame, before_colon, frame_of, signed
from .quoted_phrases import LONGEST_SCARE_QUOTE, clause_around, frame_of_phrase, is_title
from .statements import find_statements

Kind = Literal["direct", "indirect", "mixed"]
_DASHES = frozenset({"—", "–", "-"})


@dataclass(slots=True)
class Attribution:
    """One attribution before its speaker is known. `cue` and `source` are tokens of the frame."""

    kind: Kind
    segments: list[Span]
    by: str
    unit: Unit
    cue: Token | None = None
    source: Token | None = None
    clause: Span | None = None
    stretches: list[QuotedSpan] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the content begins in the article."""
        return self.segments[0][0]

    @property
    def end(self) -> int:
        """Where the content ends in the article."""
        return self.segments[-1][1]


@dataclass(slots=True)
class ResolvedAttribution:
    """An attribution with its speaker, or None where nobody can be named."""

    attribution: Attribution
    speaker: Entity | None
    source: Span | None
    cue: Span | None


def find_attributions(units: Sequence[Unit]) -> list[Attribution]:
    """All attributions of an article, in the order of their content."""
    found: list[Attribution] = []
    frames = [u for u in units if u.inside is None]
    for unit, before, after in zip(frames, (None, *frames), (*frames[1:], None), strict=False):
        found += _direct(unit, before, after)
        found += _mixed(unit)
    for unit in units:
        if not unit.headline:
            found += [Attribution("indirect", [s.content], s.by, unit, s.cue, s.source) for s in find_statements(unit)]
    # An indirect statement may be only the frame of a mixed one that is recorded already.
    framed = {(id(a.unit), a.cue.i) for a in found if a.kind == "mixed" and a.cue is not None}
    kept = [a for a in found if a.kind != "indirect" or a.cue is None or (id(a.unit), a.cue.i) not in framed]
    return sorted(kept, key=lambda a: (a.start, a.end, a.kind))


def _direct(unit: Unit, before: Unit | None, after: Unit | None) -> Iterator[Attribution]:
    """The quotations lifted from a frame. `before` and `after` are the frames of the paragraphs on either side."""
    previous: Attribution | None = None
    behind = 0
    for at, stretch in sorted(unit.held.items()):
        frame = frame_of(unit.doc[at])
        if frame == NO_FRAME and at == 1 and before is not None:
            frame = _announced(before) or frame
        if frame == NO_FRAME and after is not None and at + 3 >= len(unit.doc) and len(after.doc):
            frame = signed(after.doc, 0) or frame
        goes_on = previous is not None and _splits_one_sentence(previous, unit, behind, at)
        behind = at + 2
        if goes_on and previous is not None and (frame.cue is None or frame.cue == previous.cue):
            previous.segments.append(stretch.inner)
            previous.stretches.append(stretch)
            continue
        previous = Attribution("direct", [stretch.inner], frame.by, unit, frame.cue, frame.source, stretches=[stretch])
        yield previous


def _announced(before: Unit) -> Frame | None:
    """The frame of a quotation that opens a paragraph, when the one before ends in a colon: "He said:"."""
    doc = before.doc
    return before_colon(doc, len(doc) - 1) if len(doc) > 1 and doc[-1].text == ":" else None


def _splits_one_sentence(before: Attribution, unit: Unit, behind: int, at: int) -> bool:
    """Whether the quotation at a place-holder goes on with the sentence of the one before: "We won," he said, "twice".

    `behind` is the first token after the quotation before.
    """
    between = unit.doc[behind : at - 1]
    if not len(between) or before.cue is None or before.cue not in between:
        return False
    words = [t.text for t in between if t.text not in {'"', "''"}]
    return words[0] in _DASHES | {","} and words[-1] in _DASHES | {","} and not any(w in {".", "!", "?"} for w in words)


def _mixed(unit: Unit) -> Iterator[Attribution]:
    for stretch in unit.inline:
        first, end = unit.tokens_in(stretch.inner)
        if first >= end:
            continue
        frame = frame_of_phrase(unit, first, end)
        length = sum(not unit.doc[i].is_punct for i in range(first, end))
        short = length <= LONGEST_SCARE_QUOTE
        if is_title(unit.doc[first:end], unit.doc[max(0, first - 1) : first]):
            continue
        if frame.cue is None and (short or unit.headline):
            continue
        clause = clause_around(frame.cue, first, end) if frame.cue is not None else None
        yield Attribution("mixed", [stretch.inner], frame.by, unit, frame.cue, frame.source, clause, [stretch])
