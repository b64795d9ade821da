"""A paragraph as words with their places, whatever it is made of: the tokenizer's, made safe and linear.

Prose goes through untouched. What is no prose is kept from costing more than its length: spaCy's tokenizer takes a
quadratic time over a run without blanks, refuses a million characters, and cannot encode half a surrogate pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language

from recuento.records.text import Span

LONGEST_RUN = 200
"""Characters; a longer run without a blank is no word of any language read here, and is left out."""
LONGEST_PIECE = 20_000
"""Characters that are given to the tokenizer at once."""
MOST_REPEATED = 3
"""Times that one mark is kept in a row: '" " " " "' says no more than '" " "'."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def words_of(text: str, start: int, end: int, nlp: Language) -> Iterator[tuple[str, int, bool]]:
    """The words of a paragraph, their offsets in the article, and whether a blank follows; white space is no word."""
    before, repeated = "", 0
    for first, last in _pieces(text, start, end):
        for token in nlp.make_doc(_SURROGATE.sub("\ufffd", text[first:last])):
            if token.is_space:
                continue
            word = token.text
            repeated = repeated + 1 if word == before and not word[0].isalnum() else 0
            before = word
            if repeated >= MOST_REPEATED:
                continue
            at = first + token.idx
            after = at + len(word)
            yield word, at, after < end and text[after] == " "


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph without its endless runs, and where it is very long in pieces that end at blanks."""
    for run in _LONG_RUN.finditer(text, start, end):
        yield from _cut(text, start, run.start())
        start = run.end()
    yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_PIECE:
        blank = text.rfind(" ", start, start + LONGEST_PIECE)
        cut = blank if blank > start else start + LONGEST_PIECE
        yield start, cut
        start = cut
    if start < end:
        yield start, end
