"""What a page is laid out from: its paragraphs with their kinds, and what the page says about itself."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from .byline import Byline
from .dateline import FoundDateline, dateline_at
from .furniture import Kind, kind_of
from .outlets import Publisher, outlet_name, publishers_in
from .words import page_words

# A paragraph is a sentence of so many words, so many words without an end (a text cut off), or two sentences of so
# many; shorter lines may be headlines.
SENTENCE_WORDS = 8
PARAGRAPH_WORDS = 28
TWO_SENTENCES_WORDS = 14
# No more of a paragraph than this many characters need be looked at to tell.
LONG_ENOUGH = 600

# Marks before a heading or a list's item; the second of lists only.
MARKUP = re.compile(r"(?:#{1,6}|[•●▪■►▶*])[ \t]+")
BULLET = re.compile(r"[•●▪■►▶*][ \t]+")

_CLOSING = " \t\"'”’»“)]*_"
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?][\"”’»)]?\s+[\"“‘«(¿¡]?[^\W\d_a-z]")
_ABBREVIATION = re.compile(r"(?:(?<!\w)(?:[^\W\d_]\.){2,8}|(?<!\w)(?:Jr|Sr|St|Inc|Ltd|Co)\.)$")


@dataclass(slots=True)
class Piece:
    """One paragraph of the page and what it is."""

    start: int
    end: int
    kind: Kind


@dataclass
class Clues:
    """What the page says about itself; in each list the first is the surest."""

    bylines: list[Byline] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    dates: list[tuple[int, dt.date]] = field(default_factory=list)
    dateline: FoundDateline | None = None
    place: str | None = None
    late_byline: str | None = None
    late_outlet: str | None = None
    late_agencies: list[str] = field(default_factory=list)

    def note_publisher(self, publisher: Publisher) -> None:
        """An agency, or an outlet, named where a page names who made the story."""
        (self.agencies if publisher.kind == "agency" else self.outlets).append(publisher.name)

    def note_byline(self, found: Byline) -> None:
        """A byline, with the publisher and the date in it."""
        self.bylines.append(found)
        if found.publisher:
            self.note_publisher(found.publisher)
        elif found.outlet:
            self.outlets.append(outlet_name(found.outlet))
        if found.date and (day := found.date.on()):
            self.dates.append((1, day))

    def best_byline(self) -> str | None:
        """The first that names people, else the first."""
        people = (b.names for b in self.bylines if not (b.outlet or publishers_in(b.names)))
        return next(people, None) or next((b.names for b in self.bylines), None)

    def note_date(self, label: str, day: dt.date | None, *, in_head: bool) -> None:
        """A date and its label. First a publication date, then a bare date over the story, then one of an update."""
        if day:
            updated = page_words().fields.get(label) == "updated"
            self.dates.append((2 * updated + (not label) + (0 if in_head else 4), day))

    def best_date(self) -> dt.date | None:
        """The date of the best rank, the earliest found among equals."""
        return min(self.dates, key=lambda ranked: ranked[0])[1] if self.dates else None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does: with a full stop, within or before closing quotes."""
    bare = line[-12:].rstrip(_CLOSING)
    return bare.endswith((".", "…", "。", "।", "؟")) and not _ABBREVIATION.search(bare)


def is_story(text: str, piece: Piece) -> bool:
    """Whether a piece is a paragraph of a story, beyond doubt: a long one, a sentence, or one with a dateline."""
    if piece.kind is not Kind.TEXT:
        return False
    line = text[piece.start : min(piece.end, piece.start + LONG_ENOUGH)]
    words = len(line.split())
    whole = piece.end - piece.start <= LONG_ENOUGH and ends_sentence(line)
    if words >= PARAGRAPH_WORDS or (words >= SENTENCE_WORDS and whole):
        return True
    if words >= TWO_SENTENCES_WORDS and _NEXT_SENTENCE.search(line):
        return True
    found = dateline_at(text, piece.start, piece.end, opening=False)
    return bool(found and found.strong and found.end < piece.end and ends_sentence(line))


def piece_at(text: str, start: int, end: int) -> Piece:
    """A paragraph with its kind."""
    return Piece(start, end, kind_of(text, start, end))
