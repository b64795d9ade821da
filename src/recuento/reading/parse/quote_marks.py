"""Quotation marks: which stretches of a paragraph stand between them.

A purely typographic step. It pairs marks of any style (straight, curly, guillemets, low-high, two apostrophes in
place of a double mark, and the single marks of British papers), follows a quotation that reopens paragraph after
paragraph, and closes at the paragraph's end what was never closed. Whether a stretch is somebody's words, a title or a scare quote is decided elsewhere.

Every step is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recuento.records.text import Span

_MARK = re.compile("(?<!')''(?!')|[\"“”„‟«»＂‘’‚']")
_OPENERS = frozenset("“„‟«")
_CLOSERS = frozenset("”»")
_STRAIGHT = frozenset({'"', "＂", "''"})
_SINGLE = frozenset("‘’‚'")
_BEFORE_OPENING = frozenset("([{—–-/\u00a0:…¿¡")
_ENDS_SPEECH = frozenset(",.!?…")
_ELISION = re.compile(r"['’](?:tis|twas|til|em|cause|bout|round|n|cos|course)\b", re.IGNORECASE)
"""Words that begin with an apostrophe."""


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """What stands between a pair of marks: `outer` with them, `inner` without them and without outer blanks."""

    outer: Span
    inner: Span
    paragraph: int
    closed: bool = True
    continues: bool = False
    """True when it reopens a quotation left open at the end of the paragraph before."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Offsets of an opening and a closing mark, each first and end; an unclosed one's closing mark is empty."""

    opening: Span
    closing: Span

    @property
    def closed(self) -> bool:
        return self.closing[0] < self.closing[1]


def find_quoted_spans(text: str, paragraphs: Sequence[Span]) -> list[QuotedSpan]:
    """All quoted stretches of the paragraphs, in order; nested ones are part of the outermost."""
    found: list[QuotedSpan] = []
    left_open = False
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else end
        pairs = _pairs(text, start, end, goes_on=text[following : following + 1] in {"'", "‘"})
        for i, pair in enumerate(pairs):
            inner = _trim(text, pair.opening[1], pair.closing[0])
            if inner is None:
                continue
            reopens = left_open and i == 0 and not text[start : pair.opening[0]].strip()
            found.append(QuotedSpan((pair.opening[0], pair.closing[1]), inner, number, pair.closed, reopens))
        left_open = bool(pairs) and not pairs[-1].closed
    return found


def _pairs(text: str, start: int, end: int, *, goes_on: bool) -> list[_Pair]:
    """The outermost pairs of a paragraph. `goes_on`: the next paragraph opens with a single mark."""
    marks = [m.span() for m in _MARK.finditer(text, start, end)]
    double = _double_pairs(text, marks, start, end)
    single = _single_pairs(text, marks, start, end, double, goes_on=goes_on)
    pairs: list[_Pair] = []
    for pair in sorted(double + single, key=lambda p: (p.opening, p.closing)):
        # A pair within or across another is part of the outer one.
        if not pairs or pair.opening[0] >= max(pairs[-1].closing[1], pairs[-1].opening[1]):
            pairs.append(pair)
    return pairs


def _double_pairs(text: str, marks: list[Span], start: int, end: int) -> list[_Pair]:
    pairs: list[_Pair] = []
    stack: list[Span] = []
    for at in marks:
        mark = text[at[0] : at[1]]
        if mark in _STRAIGHT:
            opening = not _looks_closing(text, at, start, end) if stack else _opens_straight(text, at, start, end)
        elif mark == "“":
            opening = not (stack and text[stack[-1][0]] == "„" and _looks_closing(text, at, start, end))
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
                pairs.append(_Pair(opened, at))
    return pairs + _mend_unclosed(text, stack, marks, end)


def _opens_straight(text: str, at: Span, start: int, end: int) -> bool:
    """Whether a straight mark outside any quotation opens one; the space before it may be missing: `said,"We won"`."""
    if _looks_opening(text, at, start, end):
        return True
    return start < at[0] and text[at[0] - 1] == "," and at[1] < end and text[at[1]].isalnum()


def _mend_unclosed(text: str, stack: list[Span], marks: list[Span], end: int) -> list[_Pair]:
    """Openings without their closing mark: each runs to the next closing mark or opening, the last to the end."""
    if not stack:
        return []
    pairs: list[_Pair] = []
    closers = [m for m in marks if m > stack[0] and text[m[0]] in _CLOSERS]
    at = 0
    for i, opened in enumerate(stack):
        limit = stack[i + 1][0] if i + 1 < len(stack) else end
        while at < len(closers) and closers[at] <= opened:
            at += 1
        closed = at < len(closers) and closers[at][0] < limit
        pairs.append(_Pair(opened, closers[at] if closed else (limit, limit)))
    return pairs


def _single_pairs(
    text: str, marks: list[Span], start: int, end: int, double: list[_Pair], *, goes_on: bool
) -> list[_Pair]:
    """Single-quoted stretches outside the double-quoted ones. An apostrophe is never an opening mark."""
    pairs: list[_Pair] = []
    inside = iter(sorted(double, key=lambda p: p.opening))
    current = next(inside, None)
    opened: Span | None = None
    fallback: Span | None = None
    """A mark after an s, which closes only where no better one does: "the voters' will"."""
    for at in marks:
        while current is not None and at[0] >= max(current.closing[1], current.opening[1]):
            current = next(inside, None)
        covered = current is not None and current.opening[0] <= at[0]
        if covered or text[at[0] : at[1]] not in _SINGLE:
            continue
        if _opens_single(text, at, start, end):
            if opened is not None and fallback is not None:
                pairs.append(_Pair(opened, fallback))
            opened, fallback = at, None
        elif opened is not None and text[at[0]] in "’'" and not text[at[1] : at[1] + 1].isalnum():
            if text[at[0] - 1] == "s" and text[at[1] : at[1] + 1] == " " and fallback is None:
                fallback = at
            else:
                pairs.append(_Pair(opened, at))
                opened, fallback = None, None
    if opened is not None and (unclosed := _unclosed_single(text, opened, fallback, start, end, goes_on=goes_on)):
        pairs.append(unclosed)
    return pairs


def _opens_single(text: str, at: Span, start: int, end: int) -> bool:
    if text[at[0]] == "’" or not _looks_opening(text, at, start, end):
        return False
    return not text[at[1] : at[1] + 1].isdigit() and not _ELISION.match(text, at[0])


def _unclosed_single(
    text: str, opened: Span, fallback: Span | None, start: int, end: int, *, goes_on: bool
) -> _Pair | None:
    """A single mark that nothing closes: speech left open where it begins as speech does, else what `fallback` closes.

    Speech stands at the start of a paragraph or after a colon or comma, with a capital. If the next paragraph opens
    with such a mark too, this one is surely left open.
    """
    before = text[start : opened[0]].rstrip()
    speech = text[opened[1] : opened[1] + 1].isupper() and (not before or before[-1] in ":,")
    if speech and (goes_on or fallback is None):
        return _Pair(opened, (end, end))
    return _Pair(opened, fallback) if fallback is not None else None


def _looks_opening(text: str, at: Span, start: int, end: int) -> bool:
    before = text[at[0] - 1] if at[0] > start else " "
    after = text[at[1]] if at[1] < end else " "
    return (before.isspace() or before in _BEFORE_OPENING or before in "\"“‘'") and not after.isspace()


def _looks_closing(text: str, at: Span, start: int, end: int) -> bool:
    before = text[at[0] - 1] if at[0] > start else " "
    after = text[at[1]] if at[1] < end else " "
    return not before.isspace() or after.isspace() or before in _ENDS_SPEECH


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
