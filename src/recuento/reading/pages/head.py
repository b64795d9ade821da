"""The head of a page: what stands over the story. Stamps, labels with their values, the byline, dates."""

from __future__ import annotations

import re

from .byline import Byline, byline_of, is_opened, is_opener, is_person_like, name_line
from .dateline import dateline_at, readable_place
from .dates import FoundDate, first_date, parse_date
from .furniture import Kind, cover
from .lines import trim
from .outlets import outlet_name, publisher_named, publishers_in
from .pieces import Clues, Piece, ends_sentence, is_story
from .places import is_place
from .words import fold, page_words

# Bylines and dates are also looked for in so many pieces after the story's first paragraph.
STILL_HEAD = 3
# A label's value has no more words than this.
LONGEST_FIELD = 12
# Nor is a line with a name and dates longer than this many characters.
LONGEST_DATED_LINE = 120

_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\b")
_MONTH_STAMP = re.compile(r"date (?:19|20)\d\d(?:-\d\d)?(?![\d-])\s+(?=\S)")
_WORD_START = re.compile(r"(?<=\s)\S")
_SEPARATOR = re.compile(r"[\s|:;,·•_–—-]*")
_FIELD = re.compile(r"([^\W\d_][\w ()-]{1,24}?)\s*:\s*(?=\S)")


def read_head(text: str, pieces: list[Piece]) -> tuple[int, Clues]:
    """Reads labels, bylines and dates around the head; gives where the story starts, and the clues.

    Pieces that turn out to be bylines or labels get the kind of furniture; prefixes ("date 2024-07-29 Menu") are cut
    off the piece they stand before.
    """
    clues = Clues()
    story = next((i for i, piece in enumerate(pieces) if is_story(text, piece)), len(pieces))
    for i, piece in enumerate(pieces[: story + 1]):
        if i < story and piece.kind is Kind.TEXT:
            under_title = any(p.kind is Kind.TEXT for p in pieces[:i])
            _read_name_in_dates(text, piece, clues, under_title=under_title)
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
    if piece.kind not in (Kind.TEXT, Kind.CAPTION):
        return
    start = piece.start
    found = cover(text, start, piece.end)
    if month := _MONTH_STAMP.match(text, start, piece.end):
        start = month.end()
    elif found.dates and _is_stamp(text, piece, found.dates[0]):
        label, date = found.dates[0]
        clues.note_date(label or "date", date.on(), in_head=True)
        start = date.end
    chrome = cover(text, start, piece.end, page_words().chrome)
    # "Menu" alone may begin a headline; behind a stamp, or with a second such word, it is the page's.
    if chrome.phrases and (start > piece.start or len(text[start : chrome.rest].split()) > 1):
        start = chrome.rest
    if start > piece.start:
        start = _SEPARATOR.match(text, start, piece.end).end()  # type: ignore[union-attr]
        piece.start = trim(text, start, piece.end)[0]


def _is_stamp(text: str, piece: Piece, dated: tuple[str, FoundDate]) -> bool:
    """Whether a line's leading date is a page's stamp: labelled, in figures with the year first, or run into a capital.

    "29 July 2024 The council ..." is one, "July 29, 2024, was ..." begins a sentence.
    """
    label, date = dated
    if page_words().fields.get(label) in ("published", "updated"):
        return True
    if _ISO_DAY.match(text, piece.start):
        return True
    before = text[piece.start : date.end]
    following = text[date.end : piece.end].lstrip(" _|:–—-\t\xa0")
    return bool(date.year) and not label and before[:1].isalnum() and following[:1].isupper()


def _read_line(
    text: str, piece: Piece, before: Piece | None, clues: Clues, *, in_front: bool, under_title: bool
) -> None:
    """Takes a short line as a field, a byline or a dateline of its own, if it is one."""
    line = text[piece.start : piece.end]
    if in_front and line.endswith(":") and fold(line[:-1]) in page_words().fields:
        piece.kind = Kind.MENU
        return
    m = _FIELD.match(line)
    name = page_words().fields.get(fold(m[1])) if m else None
    if m and name and (in_front or m[1].isupper() or (name == "source" and not ends_sentence(line))):
        _read_field(text, piece, name, m.end(), clues)
        return
    follows_by = before is not None and before.kind is Kind.MENU and is_opener(text[before.start : before.end])
    found = (name_line(line) if follows_by else None) or byline_of(line, under_title=under_title)
    if found and (in_front or is_opened(line) or (found.publisher and found.publisher.kind == "agency")):
        if publisher_named(line) and found.publisher and found.publisher.kind == "outlet":
            clues.note_publisher(found.publisher)  # the masthead
        elif not in_front and found.publisher and not is_opened(line):
            clues.late_agencies.append(found.publisher.name)
        else:
            clues.note_byline(found)
            clues.place = clues.place or _place_beside(found.names)
        piece.kind = Kind.MENU
        return
    dateline = dateline_at(text, piece.start, piece.end, opening=True) if in_front else None
    if dateline and dateline.end >= piece.end and not clues.dateline:
        clues.dateline = dateline
        piece.kind = Kind.MENU


def _place_beside(names: str) -> str | None:
    """The place in a byline like "AFP, PORT SOL": an agency, and a place in capitals."""
    agency, comma, place = names.partition(", ")
    if comma and publishers_in(agency) and place.isupper() and is_place(place):
        return readable_place(place)
    return None


def _read_name_in_dates(text: str, piece: Piece, clues: Clues, *, under_title: bool) -> None:
    """Takes a name between dates and furniture: "Aug 10th, 2018 Ana Ruiz 1003 Views", "AFP Published July 30, 2024"."""
    before = cover(text, piece.start, piece.end)
    if piece.end - before.rest > LONGEST_DATED_LINE:
        return
    for word in _WORD_START.finditer(text, before.rest + 1, piece.end):
        after = cover(text, word.start(), piece.end)
        dates = before.dates + after.dates
        name = text[before.rest : word.start()].strip(" ,|·•–—-")
        named = publishers_in(name) or (under_title and (is_place(name) or is_person_like(name)))
        if after.end < piece.end or not dates or not named:
            continue
        if not is_place(name):
            clues.note_byline(name_line(name) or Byline(name))
        for label, date in dates:
            clues.note_date(label, date.on(), in_head=True)
        piece.kind = Kind.MENU
        return


def _read_bare_name(text: str, piece: Piece, neighbours: list[Piece], clues: Clues) -> None:
    """Takes a person's name that stands alone beside a date, under the headline, as the byline."""
    line = text[piece.start : piece.end]
    dated = any(p.kind is Kind.MENU and first_date(text, p.start, p.end) for p in neighbours)
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
