"""Lines and paragraphs of a plain text, by their offsets; hard-wrapped lines are put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from recuento.records.text import Span

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Characters that str.strip keeps though nobody sees them: the byte order mark and the zero-width space.
_UNSEEN = "\ufeff\u200b"
_FIRST_WORD = re.compile(r"\S+")

# A text is hard-wrapped when no line is longer than a terminal, an e-mail or a printout was wide.
NARROWEST, WIDEST = 40, 130
# Lines looked at before deciding; and the share of full lines whose successor must go on in lower case.
SAMPLE = 2000
GOES_ON = 0.4
SOME_LONG = 0.02

StandsAlone = Callable[[str, int, int], bool]


def lines(text: str) -> Iterator[Span]:
    """Every line without its line break (LF, CRLF, CR, form feed, Unicode separators), blank ones too."""
    start = 0
    for found in _BREAK.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def trim(text: str, start: int, end: int) -> Span:
    """The stretch without white space and unseen characters at its ends; empty where there is nothing else."""
    stretch = text[start:end]
    while True:
        bare = stretch.strip().strip(_UNSEEN)
        if bare == stretch:
            break
        lead = len(stretch) - len(stretch.lstrip().lstrip(_UNSEEN))
        start += lead
        stretch = bare
    return start, start + len(stretch)


def paragraphs(text: str, stands_alone: StandsAlone | None = None) -> Iterator[Span]:
    """The stretches that are paragraphs: single lines, or in a hard-wrapped text the lines that go on into one another.

    `stands_alone` tells lines that no wrapped paragraph runs into (a share button under the last line).
    """
    width = wrap_width(text)
    if width is None:
        yield from _joined_where_cut(text)
        return
    yield from _rejoined(text, width, stands_alone)


def is_cut_word(text: str, end: int, start: int) -> bool:
    """Whether a word is cut at the end of one line and goes on at the start of the next: "coun-" and "cil"."""
    return end > 1 and text[end - 1] in "-\u00ad\u2010" and text[end - 2].isalpha() and text[start].islower()


def _joined_where_cut(text: str) -> Iterator[Span]:
    """Each line by itself, but one that ends within a word together with the next."""
    whole: Span | None = None
    for start, end in lines(text):
        s, e = trim(text, start, end)
        if whole is not None and s < e and is_cut_word(text, whole[1], s):
            whole = whole[0], e
            continue
        if whole is not None:
            yield whole
        whole = (s, e) if s < e else None
    if whole is not None:
        yield whole


def wrap_width(text: str) -> int | None:
    """The width a text was wrapped to, or None where each line is a paragraph of its own."""
    longest, count, too_long = 0, 0, 0
    pairs: list[tuple[int, int, bool]] = []
    before: Span | None = None
    for start, end in lines(text):
        if count >= SAMPLE:
            break
        s, e = trim(text, start, end)
        if s == e:
            before = None
            continue
        count += 1
        if e - s > WIDEST:
            too_long += " " in text[s:e]
        else:
            longest = max(longest, e - s)
        if before:
            first = _FIRST_WORD.match(text, s, e)
            pairs.append((before[1] - before[0], len(first[0]) if first else 0, text[s].islower()))
        before = s, e
    if longest < NARROWEST or too_long > SOME_LONG * count:
        return None
    full = [goes_on for length, word, goes_on in pairs if length + 1 + word > longest]
    return longest if full and sum(full) >= GOES_ON * len(full) else None


def _rejoined(text: str, width: int, stands_alone: StandsAlone | None) -> Iterator[Span]:
    """Paragraphs of a wrapped text: a line goes on when the next one's first word had no room left on it.

    So does one whose successor begins in lower case, as no paragraph does: not every text is wrapped evenly.
    """
    whole: Span | None = None
    last_length = 0
    for start, end in lines(text):
        s, e = trim(text, start, end)
        if s == e:
            if whole:
                yield whole
            whole = None
            continue
        first = _FIRST_WORD.match(text, s, e)
        no_room = last_length + 1 + (len(first[0]) if first else 0) > width
        goes_on = no_room or (text[s].islower() and 2 * last_length > width)
        goes_on = goes_on or (whole is not None and is_cut_word(text, whole[1], s))
        if whole and goes_on and not (stands_alone and stands_alone(text, s, e)):
            whole = whole[0], e
        else:
            if whole:
                yield whole
            whole = s, e
        last_length = e - s
    if whole:
        yield whole
