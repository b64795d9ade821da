"""The headline: which line over the story it is, and which of its words are its own."""

from __future__ import annotations

import re

from .byline import is_names
from .furniture import Kind, cover
from .lines import trim
from .outlets import is_outlet_like, outlet_name, publisher_named
from .pieces import BULLET, MARKUP, Clues, Piece, ends_sentence
from .words import fold, page_words

# A line of capitals with so few words beside the headline is a section's name.
KICKER_WORDS = 3
# A newspaper's name has no more words than this.
LONGEST_MASTHEAD = 5

_TITLE_HEAD = re.compile(r"([^|–—:]{2,30}?)\s{1,40}\|\s{1,40}(?=\S)")
_TITLE_TAIL = re.compile(r"\s{1,40}(?:\||[-–—]|::)\s{1,40}([^|–—]{2,40})$|\s{0,40}\(([^()]{2,30})\)$")


def pick_title(text: str, pieces: list[Piece], story: int, clues: Clues, *, titled: bool) -> int | None:
    """Which piece is the headline, cut to its own words; lines before it that are no sentences leave the body.

    `titled`: the page's metadata gave the headline, and it is the first piece.
    """
    if titled:
        if pieces:
            _cut_title(text, pieces[0], clues)
            pieces[0].kind = Kind.TEXT
        return 0 if pieces else None
    lines = [
        i for i in range(min(story, len(pieces))) if pieces[i].kind is Kind.TEXT and _is_title_like(text, pieces[i])
    ]
    lines = _leave_out_links(text, pieces, lines)
    if not lines or (story >= len(pieces) and len(lines) == sum(p.kind is Kind.TEXT for p in pieces)):
        return None
    for i in lines:
        _cut_title(text, pieces[i], clues)
    if len(lines) > 1 and _is_masthead(text, pieces[lines[0]], pieces[lines[0] + 1]):
        clues.outlets.append(_masthead(text, pieces[lines[0]]))
        pieces[lines.pop(0)].kind = Kind.MENU
    chosen = next((i for i in lines if not _is_kicker(text, pieces[i])), lines[0])
    title = text[pieces[chosen].start : pieces[chosen].end]
    for i in lines:
        if fold(text[pieces[i].start : pieces[i].end]) == fold(title):
            pieces[chosen].kind = Kind.MENU  # the page's title, and then the headline in the same words
            chosen = i
    pieces[chosen].kind = Kind.TEXT
    for i in lines:
        if i < chosen or (i > chosen and _is_label(text, pieces[i])):
            pieces[i].kind = Kind.MENU
    return chosen


def _masthead(text: str, piece: Piece) -> str:
    """A newspaper's name without its city: "The Daily Valdorian (Port Sol)"."""
    return outlet_name(re.sub(r"\s*\([^()]*\)$", "", text[piece.start : piece.end]))


def _is_masthead(text: str, piece: Piece, following: Piece) -> bool:
    """Whether a line is a newspaper's name, with the date of the issue on the next line, as databases print it."""
    name = _masthead(text, piece)
    dated = following.kind is Kind.MENU and bool(cover(text, following.start, following.end).dates)
    return dated and len(name.split()) <= LONGEST_MASTHEAD and is_names(name) and is_outlet_like(name)


def _is_title_like(text: str, piece: Piece) -> bool:
    line = text[piece.start : piece.end]
    return any(c.isalpha() for c in line) and not (line.endswith(":") or ends_sentence(line))


def _is_kicker(text: str, piece: Piece) -> bool:
    """Whether a line over the headline is a section's name: a word alone, or a few in capitals."""
    return len(text[piece.start : piece.end].split()) == 1 or _is_label(text, piece)


def _is_label(text: str, piece: Piece) -> bool:
    """Whether a line is a few words in capitals, as a section's name is printed over or under the headline."""
    line = text[piece.start : piece.end]
    return line.isupper() and len(line.split()) <= KICKER_WORDS


def _leave_out_links(text: str, pieces: list[Piece], lines: list[int]) -> list[int]:
    """The lines that may be the headline: no teasers ("Read more" on the next line), no list of links before them."""
    ends = page_words().teaser_ends
    kept: list[int] = []
    for i in lines:
        following = fold(text[pieces[i + 1].start : pieces[i + 1].end]) if i + 1 < len(pieces) else ""
        if following in ends or (not kept and BULLET.match(text, pieces[i].start, pieces[i].end)):
            pieces[i].kind = Kind.LINK
        else:
            kept.append(i)
    return kept


def _cut_title(text: str, piece: Piece, clues: Clues) -> None:
    """Cuts a heading's marks off its front, and the outlet or agency off its end: "... - BBC News", "... (AP)"."""
    if m := MARKUP.match(text, piece.start, piece.end):
        piece.start = m.end()
    if (m := _TITLE_HEAD.match(text, piece.start, piece.end)) and (publisher := publisher_named(m[1])):
        clues.note_publisher(publisher)
        piece.start = m.end()
    window = max(piece.start, piece.end - 60)
    m = _TITLE_TAIL.search(text, window, piece.end)
    if not m or m.start() <= piece.start:
        return
    name = m[1] or m[2]
    publisher = publisher_named(name)
    if publisher:
        clues.note_publisher(publisher)
    elif m[1] and "|" in m[0] and is_outlet_like(name):
        clues.outlets.append(name.strip())
    else:
        return
    piece.end = trim(text, piece.start, m.start())[1]
