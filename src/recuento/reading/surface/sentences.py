"""Where the sentences of a text begin and end, by marks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recuento.records.text import Span

_END = re.compile(r"[.!?…]+[\"”»’)\]]*(?=\s+[\"“«¡¿(\[—–-]*\s*[A-ZÁÉÍÓÚÜÑÇ0-9])")
_SHORT = re.compile(
    r"(?:\b(?:Sr|Sra|Dr|Dra|Lic|Ing|Gral|No|Nº|pág|art|etc|EE|UU|ej|Ma|Av|St|Mr|Mrs|vs)|\b[A-ZÁÉÍÓÚÑ])\.$"
)
_LOOK_BACK = 6


def sentences_of(text: str, body: Sequence[Span]) -> Iterator[Span]:
    """The sentences of each paragraph, without blanks around them. A stop within quotation marks ends one, too."""
    for start, end in body:
        begin = start
        for match in _END.finditer(text, start, end):
            stop = match.end()
            if match.group()[0] == "." and _SHORT.search(
                text, max(start, match.start() - _LOOK_BACK), match.start() + 1
            ):
                continue
            yield from _trimmed(text, begin, stop)
            begin = stop
        yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
