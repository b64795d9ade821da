"""What a page prints twice in a row: a picture's text and its caption, a headline, a byline, a stretch folded away.

Pages hold a picture's description for screen readers and again as its caption, the reporter's name as a link and as
text. A sentence that stands twice without such a reason stays twice: it may be a mistake of the page, not of the story.
"""

from __future__ import annotations

import itertools
import re

from .byline import is_person_like
from .furniture import Kind
from .lines import trim
from .pieces import MARKUP, Piece, ends_sentence
from .words import fold

# A line of fewer words may be printed twice for many reasons; it is no caption.
CAPTION_WORDS = 5
# A section's name over a headline has no more words than this, and there are few of them.
KICKER_WORDS, MOST_KICKERS = 3, 4

_FOLDED = re.compile(r"\s{0,40}(?:\.{3}|…)?\s{0,40}(?:show|see|read) (?:more|less)$")
# So many characters before a fold are enough to tell what is folded.
LEAST_FOLDED = 40


def mark_doubled(text: str, pieces: list[Piece]) -> None:
    """Gives paragraphs that stand twice in a row the kind of what they are printed twice for."""
    kickers: list[Piece] | None = []  # the lines so far that can stand over a headline; None after the first other line
    for piece, following in itertools.pairwise(pieces):
        if piece.kind in (Kind.TEXT, Kind.CAPTION) and following.kind is Kind.TEXT:
            _mark_pair(text, piece, following, kickers)
        if piece.kind is Kind.TEXT and kickers is not None:
            kickers = [*kickers, piece] if len(kickers) < MOST_KICKERS and _is_kicker(text, piece) else None


def _mark_pair(text: str, piece: Piece, following: Piece, kickers: list[Piece] | None) -> None:
    line, again = _bare(text, piece), _bare(text, following)
    if _is_folded(line, again):
        following.kind = Kind.CAPTION if piece.kind is Kind.CAPTION else Kind.MENU
    elif line != again:
        return
    elif piece.kind is Kind.CAPTION:
        following.kind = Kind.CAPTION
    elif ends_sentence(text[piece.start : piece.end]):
        return  # nothing but a sentence printed twice
    elif kickers is not None and not is_person_like(text[piece.start : piece.end]):
        for kicker in kickers:  # this is the headline, and what stands over it is the section's name
            kicker.kind = Kind.MENU
    elif len(line.split()) >= CAPTION_WORDS:
        piece.kind = following.kind = Kind.CAPTION
    else:
        piece.kind = Kind.MENU


def _bare(text: str, piece: Piece) -> str:
    """The words without a list's bullet before them."""
    mark = MARKUP.match(text, piece.start, piece.end)
    start, end = trim(text, mark.end() if mark else piece.start, piece.end)
    return fold(text[start:end])


def _is_folded(line: str, again: str) -> bool:
    """Whether the second printing is the first cut off: "... the country's prShow more"."""
    fold_at = _FOLDED.search(again)
    return fold_at is not None and fold_at.start() >= LEAST_FOLDED and again[: fold_at.start()] in line


def _is_kicker(text: str, piece: Piece) -> bool:
    return len(text[piece.start : piece.end].split()) <= KICKER_WORDS
