"""Where the sentences of a text begin and end, by marks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recuento.records.text import Span

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”»’)\]]*(?=\s+(?:[\"“«¡¿(\[—–-]+\s*)?[A-ZÁÉÍÓÚÜÑÇ0-9])")
_LOOK_BACK = 6
LONGEST = 2_000
"""Characters of a sentence beyond which it is a list or a table."""


def sentences_of(text: str, body: Sequence[Span], short: re.Pattern[str]) -> Iterator[Span]:
    """The sentences of each paragraph, without blanks around them. A stop within quotation marks ends one, too.

    `short`: what a stop ends without ending a sentence ("Sr."). What is longer than any sentence is cut at a blank.
    """
    for start, end in body:
        begin = start
        for match in _END.finditer(text, start, end):
            stop = match.end()
            if match.group()[0] == "." and short.search(
                text, max(start, match.start() - _LOOK_BACK), match.start() + 1
            ):
                continue
            yield from _trimmed(text, begin, stop)
            begin = stop
        yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield from _without_blanks(text, start, cut)
        start = cut
    yield from _without_blanks(text, start, end)


def _without_blanks(text: str, start: int, end: int) -> Iterator[Span]:
    told = text[start:end]
    first, last = start + len(told) - len(told.lstrip()), end - (len(told) - len(told.rstrip()))
    if first < last:
        yield first, last
