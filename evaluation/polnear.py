"""The polnear-dev set: attributions in political news as spans of content, source and cue.

A quoted segment is right when a read one covers nearly the same characters (Jaccard 0.8 or more, marks and commas
trimmed); its source is right when the read source touches a gold one. What is scored is the local mention ("he").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from recuento.records.figures import Figures
from recuento.records.said import Reading
from recuento.records.text import Span
from recuento.scoring.bench import Mistake
from recuento.scoring.matching import pair, touches

from .reader import read_texts
from .shared import Json, json_lines, their_figures

JACCARD = 0.8
LEAST_WORDS = 2
QUOTED = re.compile('[“"]([^“”"]+)[”"]')
TRIMMED = " \t\r\n“”\"'‘’,.;:"
ROLES = ("content", "source", "cue")


@dataclass
class PolnearScore:
    """Figures of quoted segments (told: the source) and of exact spans by role, with the mistakes."""

    figures: dict[str, Figures] = field(
        default_factory=lambda: {row: Figures() for row in ("quoted segments", *(f"exact {r}" for r in ROLES))}
    )
    mistakes: list[Mistake] = field(default_factory=list)
    texts: int = 0
    theirs: Json | None = None


@dataclass(frozen=True)
class _Segment:
    """One stretch in quotation marks, and the sources it is attributed to."""

    span: Span
    sources: tuple[Span, ...]
    by: str = ""


def evaluate_polnear(folder: Path) -> PolnearScore:
    """Read the set's articles, score the attributions, and run the set's own scorer when it is there."""
    path = folder / "quotes_polnear_dev.jsonl"
    golds = json_lines(path)
    readings = read_texts([g["text"] for g in golds])
    predictions = [prediction(g["doc"], reading) for g, reading in zip(golds, readings, strict=True)]
    total = PolnearScore(texts=len(golds))
    for gold, predicted in zip(golds, predictions, strict=True):
        _count(total, gold, predicted["attributions"])
    total.theirs = their_figures(folder / "score_quotes.py", predictions, [str(path), "PRED"])
    return total


def prediction(doc: str, reading: Reading) -> Json:
    """A reading in the form that the set's scorer takes; `by` is a key of our own.

    The quotation marks around a content are told with it, as the gold does.
    """
    text = reading.article.text
    return {
        "doc": doc,
        "attributions": [
            {
                "content": [_with_marks(text, span) for span in q.segments],
                "source": [q.source] if q.source else [],
                "cue": [q.cue] if q.cue else [],
                "by": q.by,
            }
            for q in reading.quotations
        ],
    }


def _with_marks(text: str, span: Span) -> Span:
    """A content's span with the quotation marks that enclose it, if any."""
    start, end = span
    opens = start > 0 and text[start - 1] in '“"'
    closes = end < len(text) and text[end] in '”"'
    return (start - 1, end + 1) if opens and closes else span


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    return start, end


def _segments(text: str, attributions: list[Json]) -> list[_Segment]:
    """The stretches of two words or more that stand in quotation marks inside any content."""
    return [
        _Segment(
            _trimmed(text, match.span()),
            tuple((source[0], source[1]) for source in attribution["source"]),
            attribution.get("by", ""),
        )
        for attribution in attributions
        for start, end, *_ in attribution["content"]
        for match in QUOTED.finditer(text, start, end)
        if len(match.group(1).split()) >= LEAST_WORDS
    ]


def _jaccard(a: Span, b: Span) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def _count(total: PolnearScore, gold: Json, predicted: list[Json]) -> None:
    """Count one article."""
    text = gold["text"]

    def alike(g: _Segment, p: _Segment) -> float:
        agree = _jaccard(g.span, p.span)
        return agree if agree >= JACCARD else 0.0

    pairing = pair(_segments(text, gold["attributions"]), _segments(text, predicted), alike, lambda _: False)
    figures = total.figures["quoted segments"]
    figures.right += len(pairing.pairs)
    figures.missed += len(pairing.missed)
    figures.false += len(pairing.left)

    def note(what: str, segment: _Segment) -> None:
        sources = ", ".join(text[a:b] for a, b in segment.sources) or "no source"
        words = text[slice(*segment.span)]
        total.mistakes.append(Mistake(gold["doc"], "quoted segments", what, sources, words, segment.by))

    for segment in pairing.missed:
        note("missed", segment)
        if segment.sources:
            figures.tell("source", right=False)
    for segment in pairing.left:
        note("false", segment)
    for g, p in pairing.pairs:
        if g.sources:
            right = any(touches(a, b) for a in g.sources for b in p.sources)
            figures.tell("source", right)
            if not right:
                wanted = ", ".join(text[a:b] for a, b in g.sources)
                note(f"wrong source, not {wanted}:", p)
    for role in ROLES:
        _count_exact(total.figures[f"exact {role}"], text, role, gold["attributions"], predicted)


def _count_exact(figures: Figures, text: str, role: str, golds: list[Json], preds: list[Json]) -> None:
    """Count the spans of one role that agree to the character, each from its first part to its last, trimmed."""

    def whole(attributions: list[Json]) -> set[Span]:
        return {
            _trimmed(text, (min(s[0] for s in a[role]), max(s[1] for s in a[role]))) for a in attributions if a[role]
        }

    wanted, got = whole(golds), whole(preds)
    figures.right += len(wanted & got)
    figures.missed += len(wanted - got)
    figures.false += len(got - wanted)
