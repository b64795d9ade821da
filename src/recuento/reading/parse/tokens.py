"""A paragraph as words with their places, whatever it is made of: the tokenizer's, made safe and linear.

Prose goes through untouched. What is no prose is kept from costing more than its length: spaCy's tokenizer takes a
quadratic time over a run without blanks, refuses a million characters, and cannot encode half a surrogate pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language

from recuento.reading.lexicon.vocabulary import word_list
from recuento.records.text import Span

LONGEST_RUN = 200
"""Characters; a longer run without a blank is no word of any language read here, and is left out."""
LONGEST_PIECE = 20_000
"""Characters that are given to the tokenizer at once."""
MOST_REPEATED = 3
"""Times that one mark is kept in a row: '" " " " "' says no more than '" " "'."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_CUT_WORD = re.compile(r"([^\W\d_]{1,40})[-\u00ad\u2010](?:\r\n|[\n\r])[ \t]{0,40}(?=[^\W\d_A-Z])")
_SURROGATE = re.compile("[\ud800-\udfff]")


def words_of(text: str, start: int, end: int, nlp: Language) -> Iterator[tuple[str, int, int, bool]]:
    """The words of a paragraph, where each starts and ends in the article, and whether a blank follows it.

    White space is no word. A word that is cut at the end of a line is one word, without the hyphen: "coun-" and "cil".
    """
    before, repeated = "", 0
    for first, last in _pieces(text, start, end):
        whole, places = _with_cut_words_joined(text, first, last)
        for token in nlp.make_doc(_SURROGATE.sub("\ufffd", whole)):
            if token.is_space:
                continue
            word = token.text
            repeated = repeated + 1 if word == before and not word[0].isalnum() else 0
            before = word
            if repeated >= MOST_REPEATED:
                continue
            at, after = first + token.idx, first + token.idx + len(word)
            if places is not None:
                at, after = places[token.idx], places[token.idx + len(word) - 1] + 1
            yield word, at, after, after < end and text[after] == " "


def _with_cut_words_joined(text: str, first: int, last: int) -> tuple[str, list[int] | None]:
    """A stretch with the words joined that line ends cut, and for each of its characters where it is in the text.

    None in place of these where nothing is cut. "Long-" and "term" keep their hyphen, as do other words that are
    first parts of such compounds.
    """
    stretch = text[first:last]
    if not _CUT_WORD.search(stretch):
        return stretch, None
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for cut in _CUT_WORD.finditer(stretch):
        compound = cut[1].casefold() in word_list("syntax", "en")["first_parts"]
        end = cut.end(1) + compound
        parts.append(stretch[at:end])
        places += range(first + at, first + end)
        at = cut.end()
    parts.append(stretch[at:])
    places += range(first + at, last)
    return "".join(parts), places


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
