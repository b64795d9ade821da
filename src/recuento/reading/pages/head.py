"""The head of a page: what stands over the story. Labels with their values, the byline, dates, and the headline."""

from __future__ import annotations

import re

from recuento.records.text import Span

from .byline import Byline, byline_of, is_names, is_opened, is_opener, is_person_like, name_line
from .dateline import dateline_at, readable_place
from .dates import parse_date
from .furniture import Kind, cover
from .lines import trim
from .outlets import is_outlet_like, outlet_name, publisher_named, publishers_in
from .pieces import Clues, Piece, ends_sentence, is_story
from .words import fold, page_words

# A line of capitals with so few words beside the headline is a section's name.
KICKER_WORDS = 3
# A headline has at least this many words where anything else could be one.
HEADLINE_WORDS = 2
# Bylines and dates are also looked for in so many pieces after the story's first paragraph.
STILL_HEAD = 3
# A newspaper's name has no more words than this.
LONGEST_MASTHEAD = 5
# A label's value has no more words than this.
LONGEST_FIELD = 12

_MARKUP = re.compile(r"(?:#{1,6}|[•●▪■►▶*])[ \t]+")
_TITLE_TAIL = re.compile(r"\s+(?:\||[-–—]|::)\s+([^|–—]{2,40})$|\s*\(([^()]{2,30})\)$")
_FIELD = re.compile(r"([^\W\d_][\w ()-]{1,24}?)\s*:\s*(?=\S)")


def read_head(text: str, pieces: list[Piece]) -> tuple[int, Clues]:
    """Reads labels, bylines and dates around the head; gives where the story starts, and the clues.

    Pieces that turn out to be bylines or labels get the kind of furniture; prefixes ("date 2024-07-29 Menu") are cut
    off the piece they stand before.
    """
    clues = Clues()
    story = next((i for i, piece in enumerate(pieces) if is_story(text, piece)), len(pieces))
    for piece in pieces[: story + 1]:
        _cut_prefix(text, piece, clues)
    titled = False
    for i, piece in enumerate(pieces):
        in_head = i <= story + STILL_HEAD
        if piece.kind is Kind.MENU:
            found = cover(text, piece.start, piece.end)
            for label, date in found.dates if in_head or any(label for label, _ in found.dates) else []:
                clues.note_date(label, date.on(), in_head=in_head)
        elif piece.kind is Kind.TEXT and (i < story or not is_story(text, piece)):
            before = pieces[i - 1] if i else None
            _read_line(text, piece, before, clues, in_front=i < story, under_title=titled)
            if titled and i < story and piece.kind is Kind.TEXT and not clues.bylines:
                _read_bare_name(text, piece, [p for p in (before, *pieces[i + 1 : i + 2]) if p], clues)
            titled = titled or piece.kind is Kind.TEXT
    return story, clues


def _cut_prefix(text: str, piece: Piece, clues: Clues) -> None:
    """Cuts "date 2024-07-29 Menu" off a line that goes on with the headline or the story."""
    if piece.kind is not Kind.TEXT:
        return
    found = cover(text, piece.start, piece.end)
    start = piece.start
    if found.dates and _is_stamp(text, piece, found.dates[0]):
        label, date = found.dates[0]
        clues.note_date(label or "date", date.on(), in_head=True)
        start = date.end
    chrome = cover(text, start, piece.end, page_words().chrome)
    first = text[start : chrome.rest].split()
    if start > piece.start or len(first) > 1:
        start = chrome.rest if chrome.phrases else start
    piece.start = trim(text, start, piece.end)[0]
    while (
        piece.start < piece.end
        and text[piece.start] in "|:;,-–—·•"
        and start > piece.start - 3
        and start != piece.start
    ):
        piece.start = trim(text, piece.start + 1, piece.end)[0]


def _is_stamp(text: str, piece: Piece, dated: tuple[str, object]) -> bool:
    """Whether a line's leading date is a page's stamp: labelled, or in figures with the year first."""
    label = dated[0]
    stamped = page_words().fields.get(label) in ("published", "updated")
    return stamped or bool(re.match(r"(?:19|20)\d\d-\d\d-\d\d\b", text[piece.start : piece.start + 12]))


def _read_line(
    text: str, piece: Piece, before: Piece | None, clues: Clues, *, in_front: bool, under_title: bool
) -> None:
    """Takes a short line as a field, a byline or a dateline of its own, if it is one."""
    line = text[piece.start : piece.end]
    if in_front and line.endswith(":") and fold(line[:-1]) in page_words().fields:
        piece.kind = Kind.MENU
        return
    if (m := _FIELD.match(line)) and (in_front or m[1].isupper()) and (name := page_words().fields.get(fold(m[1]))):
        _read_field(text, piece, name, m.end(), clues)
        return
    follows_by = before is not None and before.kind is Kind.MENU and is_opener(text[before.start : before.end])
    found = (name_line(line) if follows_by else None) or byline_of(line, under_title=under_title)
    if found and (in_front or is_opened(line) or (found.publisher and found.publisher.kind == "agency")):
        if publisher_named(line) and found.publisher and found.publisher.kind == "outlet":
            clues.note_publisher(found.publisher)  # the masthead
        else:
            clues.note_byline(found)
        piece.kind = Kind.MENU
        return
    dateline = dateline_at(text, piece.start, piece.end, opening=True) if in_front else None
    if dateline and dateline.end >= piece.end and not clues.dateline:
        clues.dateline = dateline
        piece.kind = Kind.MENU


def _read_bare_name(text: str, piece: Piece, neighbours: list[Piece], clues: Clues) -> None:
    """Takes a person's name that stands alone beside a date, under the headline, as the byline."""
    line = text[piece.start : piece.end]
    dated = any(p.kind is Kind.MENU and cover(text, p.start, p.end).dates for p in neighbours)
    if dated and is_person_like(line):
        clues.note_byline(Byline(line))
        piece.kind = Kind.MENU


def _read_field(text: str, piece: Piece, name: str, value_at: int, clues: Clues) -> None:
    """Takes the value of a label ("Author: Ana Ruiz", "Title: Opposition rejects result") and the line out of the body."""
    start, end = trim(text, piece.start + value_at, piece.end)
    value = text[start:end].strip("\"'")
    if name in ("title", "body"):
        quoted = end - start > 2 and text[start] == text[end - 1] in "\"'"
        piece.start, piece.end = start + quoted, end - quoted
    elif name in ("published", "updated"):
        if day := parse_date(value):
            clues.note_date("date" if name == "published" else "updated", day, in_head=True)
            piece.kind = Kind.MENU
    elif len(value.split()) <= LONGEST_FIELD and not (name == "other" and ends_sentence(value)):
        _note_field(name, value, clues)
        piece.kind = Kind.MENU


def _note_field(name: str, value: str, clues: Clues) -> None:
    """What a label's value tells."""
    if name == "byline" and (found := name_line(value)):
        clues.note_byline(found)
    elif name == "outlet":
        clues.outlets.insert(0, outlet_name(value))
    elif name == "source":
        for publisher in publishers_in(value):
            clues.note_publisher(publisher)
    elif name == "dateline":
        clues.place = readable_place(value)


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
        if i < chosen or (i > chosen and _is_kicker(text, pieces[i], least=KICKER_WORDS)):
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


def _is_kicker(text: str, piece: Piece, least: int = 0) -> bool:
    """A section's name by the headline: a word alone, or two or three in capitals."""
    words = text[piece.start : piece.end].split()
    capitals = text[piece.start : piece.end].isupper() and len(words) <= KICKER_WORDS
    return capitals or len(words) < (HEADLINE_WORDS if not least else 1)


def _cut_title(text: str, piece: Piece, clues: Clues) -> None:
    """Cuts a heading's marks off its front, and the outlet or agency off its end: "... - BBC News", "... (AP)"."""
    if m := _MARKUP.match(text, piece.start, piece.end):
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


def title_span(pieces: list[Piece], chosen: int | None) -> Span | None:
    """The headline's stretch."""
    return None if chosen is None else (pieces[chosen].start, pieces[chosen].end)
