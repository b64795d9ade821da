"""Quotations and statements: their words, their speakers, and the local words for both."""

from __future__ import annotations

from dataclasses import replace

from recuento.records.said import Quotation
from recuento.records.text import Span

from .bench import Bench, Rule, Told, no_repeat
from .gold import GoldArticle, GoldQuotation, occurrences
from .matching import token_f1, touches

QUOTATION_F1 = 0.8
"""Two direct quotations are the same when their words agree at least this well."""

STATEMENT_F1 = 0.6
"""Two indirect statements are: where an unmarked clause ends is more often a matter of taste."""

SHORT_QUOTATION = 4
"""A quotation of fewer words that matches nothing is counted false only when the gold lists it as a trap."""


def quotations(bench: Bench) -> None:
    """The same quotation: at the same place, with words (or quoted words) that agree at a token F1 of 0.8 or more.

    An indirect statement need agree at 0.6 only. Mixed quotations count with the direct ones; an indirect record of
    a mixed quotation is a miss there and no false statement here. The attributes: speaker, kind, and whether source
    and cue touch the gold's or are the same words.
    """
    gold = bench.gold

    def alike(g: GoldQuotation, p: Quotation) -> float:
        spans = gold.quotation_spans(g)
        if not touches((spans[0][0], spans[-1][1]), (p.start, p.end)):
            return 0.0
        agree = max(token_f1(g.content, p.text), *(token_f1(q, p.text) for q in _quoted(g)), 0.0)
        return agree if agree >= (STATEMENT_F1 if g.kind == "indirect" else QUOTATION_F1) else 0.0

    def told(g: GoldQuotation, p: Quotation) -> Told:
        place = gold.quotation_spans(g)[0]
        asked = {
            "speaker": (bench.is_same(g.speaker, p.speaker), g.speaker or "nobody", bench.name(p.speaker)),
            "kind": (p.kind == g.kind, g.kind, p.kind),
        }
        for name, words, span in (("source", g.source, p.source), ("cue", g.cue, p.cue)):
            if words:
                got = gold.text[span[0] : span[1]] if span else None
                right = span is not None and (touches(gold.nearest(words, place), span) or got == words)
                asked[name] = (right, repr(words), repr(got))
        return asked

    def show(q: GoldQuotation | Quotation) -> str:
        return f"{q.kind} by {q.speaker or 'nobody' if isinstance(q, GoldQuotation) else bench.name(q.speaker)}"

    def counts_false(p: Quotation) -> bool:
        is_trap = any(token_f1(words, p.text) >= QUOTATION_F1 for words in gold.not_quotations)
        return is_trap or len(p.text.split()) >= SHORT_QUOTATION

    spoken = [q for q in gold.quotations if q.kind != "indirect"]
    told_of = [q for q in gold.quotations if q.kind == "indirect"] + _maybe_said(gold)
    read = bench.reading.quotations
    direct = [q for q in read if q.kind != "indirect"]
    indirect = [q for q in read if q.kind == "indirect"]
    rule = Rule(alike, show, told, counts_false)
    bench.set_beside("direct quotations", spoken, direct, rule)
    bench.set_beside("indirect statements", told_of, indirect, replace(rule, counts_false=no_repeat(spoken, alike)))


def _maybe_said(gold: GoldArticle) -> list[GoldQuotation]:
    """The contents that may be read as statements, each as an optional one of nobody in particular."""
    return [
        GoldQuotation(text=words, nth=nth, kind="indirect", speaker="", optional=True)
        for words in gold.maybe_said
        for nth, _ in enumerate(occurrences(gold.text, words), start=1)
    ]


def _quoted(gold: GoldQuotation) -> tuple[str, ...]:
    """The words of a mixed quotation that stand in quotation marks, each stretch and all together."""
    if gold.kind != "mixed":
        return ()
    stretches = quoted_stretches(gold.content)
    words = tuple(gold.content[a:b] for a, b in stretches)
    return (*words, " ".join(words)) if words else ()


def quoted_stretches(text: str) -> list[Span]:
    """The offsets of what stands between quotation marks: “ ”, " ", « », „ “, ‘ ’ and ' ' where they open a word."""
    found: list[Span] = []
    position = 0
    while position < len(text):
        closer = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "'": "'"}.get(text[position])
        opens_word = position == 0 or not text[position - 1].isalnum()
        if closer is None or not opens_word:
            position += 1
            continue
        end = _closing(text, position + 1, closer)
        if end is None:
            position += 1
            continue
        found.append((position + 1, end))
        position = end + 1
    return found


def _closing(text: str, start: int, closer: str) -> int | None:
    """Where a quotation closes; an apostrophe inside a word closes nothing."""
    end = text.find(closer, start)
    while end >= 0 and closer in "’'" and end + 1 < len(text) and text[end + 1].isalnum():
        end = text.find(closer, end + 1)
    return end if end >= start else None
