"""Quotation marks: which stretches of a paragraph stand between them.

A purely typographic step. It pairs marks of any style (straight, curly, guillemets, low-high, and the single marks
of British papers), follows a quotation that reopens paragraph after paragraph, and closes at the paragraph's end
what was never closed. Whether a stretch is somebody's words, a title or a scare quote is decided elsewhere.

Every step is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recuento.records.text import Span

_MARK = re.compile("[\"“”„‟«»＂‘’‚']")
_OPENERS = frozenset("“„‟«")
_CLOSERS = frozenset("”»")
_STRAIGHT = frozenset('"＂')
_BEFORE_OPENING = frozenset("([{—–-/\u00a0:…¿¡")
_ENDS_SPEECH = frozenset(",.!?…")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between a pair of marks: `outer` with them, `inner` without them and without outer blanks."""

    outer: Span
    inner: Span
    paragraph: int
    closed: bool = True
    continues: bool = False
    """True when it reopens a quotation left open at the end of the paragraph before."""


def find_stretches(text: str, paragraphs: Sequence[Span]) -> list[Stretch]:
    """All quoted stretches of the paragraphs, in order; nested ones are part of the outermost."""
    found: list[Stretch] = []
    left_open = False
    for number, (start, end) in enumerate(paragraphs):
        pairs, open_at_end = _pairs(text, start, end)
        for i, (opening, closing, closed) in enumerate(pairs):
            inner = _trim(text, opening + 1, closing)
            if inner is None:
                continue
            reopens = left_open and i == 0 and not text[start:opening].strip()
            outer = (opening, closing + 1 if closed else closing)
            found.append(Stretch(outer, inner, number, closed, reopens))
        left_open = open_at_end
    return found


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int, bool]], bool]:
    """Outermost pairs as (opening, closing, closed) and whether the last one was still open at the end."""
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    double = _double_pairs(text, marks, start, end)
    single = _single_pairs(text, marks, start, end, double)
    pairs: list[tuple[int, int, bool]] = []
    for pair in sorted(double + single):
        if not pairs or pair[0] > pairs[-1][1]:  # a pair within or across another is part of the outer one
            pairs.append(pair)
    return pairs, bool(pairs) and not pairs[-1][2]


def _double_pairs(text: str, marks: list[int], start: int, end: int) -> list[tuple[int, int, bool]]:
    pairs: list[tuple[int, int, bool]] = []
    stack: list[int] = []
    for at in marks:
        mark = text[at]
        if mark in _STRAIGHT:
            opening = _looks_opening(text, at, start, end) if not stack else not _looks_closing(text, at, start, end)
        elif mark == "“":
            opening = not (stack and text[stack[-1]] == "„" and _looks_closing(text, at, start, end))
        elif mark in _OPENERS:
            opening = True
        elif mark in _CLOSERS:
            # » opens in »German« pairs, and a lone ” opens in careless copy.
            opening = not stack and _looks_opening(text, at, start, end)
        else:
            continue
        if opening:
            stack.append(at)
        elif stack:
            opened = stack.pop()
            if not stack:
                pairs.append((opened, at, True))
    pairs += _mend_unclosed(text, stack, marks, end)
    return sorted(pairs)


def _mend_unclosed(text: str, stack: list[int], marks: list[int], end: int) -> list[tuple[int, int, bool]]:
    """Openings without their closing mark: each runs to the next closing mark or opening, the last to the end."""
    if not stack:
        return []
    pairs: list[tuple[int, int, bool]] = []
    closers = [m for m in marks if m > stack[0] and (text[m] in _CLOSERS)]
    at = 0
    for i, opened in enumerate(stack):
        limit = stack[i + 1] if i + 1 < len(stack) else end
        while at < len(closers) and closers[at] <= opened:
            at += 1
        if at < len(closers) and closers[at] < limit:
            pairs.append((opened, closers[at], True))
        elif limit < end:
            pairs.append((opened, limit, False))
        else:
            pairs.append((opened, end, False))
    return pairs


def _single_pairs(
    text: str, marks: list[int], start: int, end: int, double: list[tuple[int, int, bool]]
) -> list[tuple[int, int, bool]]:
    """Single-quoted stretches outside the double-quoted ones. An apostrophe is never an opening mark."""
    pairs: list[tuple[int, int, bool]] = []
    inside = iter(double)
    current = next(inside, None)
    opened: int | None = None
    fallback: int | None = None
    for at in marks:
        while current is not None and at > current[1]:
            current = next(inside, None)
        covered = current is not None and current[0] <= at <= current[1]
        if covered or text[at] not in "‘’‚'":
            continue
        if _looks_opening(text, at, start, end) and text[at] != "’" and not text[at + 1 : at + 2].isdigit():
            if opened is not None and fallback is not None:
                pairs.append((opened, fallback, True))
            opened, fallback = at, None
        elif opened is not None and text[at] in "’'" and not text[at + 1 : at + 2].isalnum():
            plural_possessive = text[at - 1] == "s" and text[at + 1 : at + 2] == " "
            if plural_possessive and fallback is None:
                fallback = at
            else:
                pairs.append((opened, at, True))
                opened, fallback = None, None
    if opened is not None and fallback is not None:
        pairs.append((opened, fallback, True))
    return pairs


def _looks_opening(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in _BEFORE_OPENING or before in "\"“‘'") and not after.isspace()


def _looks_closing(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() or after.isspace() or before in _ENDS_SPEECH


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
