"""The sentence in which a record stands, so that nobody has to take a few words on trust."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recuento.records.inert import one_line
from recuento.records.text import Span

from .private import unblank

_LINE = re.compile(r"[^\r\n]*")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Sr|Sra|Gen|Sen|Gov|Rep|Lt|Col|Jr|No|vs))\.$")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(¿¡]*([\w\ue000]))")
_ROOM = 520


@dataclass(frozen=True)
class Part:
    """A stretch of a passage: the record's own words, or those around them."""

    text: str
    marked: bool


def sentence_around(text: str, span: Span) -> Span:
    """From the start of the sentence in which the span begins to the end of the one in which it ends, in its lines."""
    start, end = max(0, min(span[0], len(text))), max(0, min(span[1], len(text)))
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    tail = _LINE.match(text, end)
    line_end = tail.end() if tail else end
    stops = [
        m.end()
        for m in _STOP.finditer(text, line_start, line_end)
        if not m[1].islower() and not _ABBREVIATED.search(text, max(line_start, m.start() - 6), m.start() + 1)
    ]
    first = max((s for s in stops if s <= start), default=line_start)
    last = min((s for s in stops if s >= end), default=line_end)
    return first, last


def passage(text: str, spans: Sequence[Span]) -> tuple[Part, ...]:
    """The sentence or sentences around the spans, in order, with the spans' own words marked.

    What goes on for longer than a reader needs is cut at its ends, never inside the marked words.
    """
    inside = sorted((max(0, s), min(e, len(text))) for s, e in spans if s < e and s < len(text))
    if not inside:
        return ()
    low, high = sentence_around(text, (inside[0][0], max(e for _, e in inside)))
    before, after = inside[0][0], max(e for _, e in inside)
    spare = max(60, (_ROOM - (after - before)) // 2)
    cut_low, cut_high = max(low, before - spare), min(high, after + spare)
    parts = [Part(("…" if cut_low > low else "") + text[cut_low:before].lstrip(), marked=False)]
    at = before
    for start, end in inside:
        parts += [Part(text[at:start], marked=False), Part(text[max(at, start) : end], marked=True)]
        at = max(at, end)
    parts.append(Part(text[at:cut_high].rstrip() + ("…" if cut_high < high else ""), marked=False))
    return tuple(Part(_spaced(part.text), part.marked) for part in parts if part.text)


def _spaced(text: str) -> str:
    """On one line and inert, the blanks at its ends kept, since parts stand side by side."""
    core = unblank(one_line(text))
    if not core:
        return " "
    return (" " if text[:1].isspace() else "") + core + (" " if text[-1:].isspace() else "")
