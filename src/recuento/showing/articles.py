"""The articles as they are shown: the text with its records marked, and the places that the rest of the page links to.

What a record says in words comes from `explain`; here it gets its anchors, the marks are sorted into families that
a reader can tell apart at a glance, and a case with very many articles is kept to a size that a browser opens at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.records.inert import one_line
from recuento.records.said import Located, Reading
from recuento.records.stories import places_by_story
from recuento.records.text import Article, Span

from .details import in_words
from .explain import Explained, Explanation, Paragraph, explain
from .numbers import Numbers
from .private import unblank

FAMILIES = {
    "quotation": "q",
    "result": "f",
    "victory claim": "f",
    "act": "s",
    "stance": "s",
    "pledge": "p",
    "relation": "p",
    "event": "e",
}
"""Kind of record to the family whose look its mark has."""

LEGEND = (
    ("q", "quotation"),
    ("f", "announced result or claim of victory"),
    ("s", "act or stance on the result"),
    ("p", "pledge or relation"),
    ("e", "event"),
)

ROOM = 1_200_000
"""Characters of text and records, about, that the article views may take together."""

CARRIERS = 5
"""So many of the articles that carry the same are named, where the whole list stands elsewhere on the page."""

_COST_OF_A_RECORD = 420
"""What a record takes beside the text: its mark, its note, its anchors."""


@dataclass(frozen=True)
class Note:
    """What a record says, beside its paragraph; `back` is the anchor of its words."""

    anchor: str
    back: str
    family: str
    kind: str
    who: str
    what: str
    voice: str
    by: str


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of the text: plain, or marked with records of some families and described by their notes."""

    text: str
    families: str = ""
    anchor: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph of the article and the notes on the records that begin in it."""

    pieces: tuple[MarkedPiece, ...]
    notes: tuple[Note, ...]
    in_body: bool


@dataclass(frozen=True)
class Place:
    """Where something is said: a label to read and the anchor of the words, or None where the article is not shown."""

    label: str
    anchor: str | None


@dataclass(frozen=True)
class Carriers:
    """Other articles of a story; `more` counts those that are not named here, "" where all are."""

    places: tuple[Place, ...] = ()
    more: str = ""


NO_CARRIERS = Carriers()


@dataclass(frozen=True)
class ShownArticle:
    """One article; `left_out` counts the paragraphs that are not shown for want of room, `also` is who told its story too."""

    anchor: str
    title: str
    origin: str
    facts: tuple[tuple[str, str], ...]
    link: str | None
    paragraphs: tuple[ShownParagraph, ...]
    records: int
    left_out: int
    not_read: tuple[str, ...]
    also: Carriers = NO_CARRIERS


class Library:
    """Every article of the case with its anchors, so that the rest of the dossier can point into the texts."""

    def __init__(self, readings: Sequence[Reading], numbers: Numbers) -> None:
        self.readings = tuple(readings)
        self._numbers = numbers
        backwards = list(enumerate(self.readings))[::-1]
        self._at = {r.article.id: i for i, r in backwards} | {r.article.source: i for i, r in backwards}
        self.stories = places_by_story(self.readings)
        """The articles of each story by their places, the fullest first."""
        self._story_of = {i: tellings for tellings in self.stories for i in tellings}
        plan = list(_plan(self.readings))
        self.articles = tuple(self._shown(i, how) for i, how in enumerate(plan))
        self._backs = {n.anchor: n.back for a in self.articles for p in a.paragraphs for n in p.notes}
        self._spans = [
            {(r.start, r.end): f"a{i}-r{j}" for j, r in reversed(list(enumerate(reading.located(), start=1)))}
            for i, reading in enumerate(self.readings)
        ]
        self._ids = [
            {getattr(r, "id", ""): f"a{i}-r{j}" for j, r in enumerate(reading.located(), start=1)}
            for i, reading in enumerate(self.readings)
        ]

    def index(self, article: str | None) -> int | None:
        """Where the article with this id, or from this source, stands among the readings."""
        return self._at.get(article or "")

    def place(self, article: str | None, span: Span | None = None, record: Located | None = None) -> Place | None:
        """The place of a record, or of a span, or of a whole article; None for an article that is not in the case."""
        i = self.index(article)
        if i is None:
            return None
        note = self._ids[i].get(getattr(record, "id", "")) if record else None
        note = note or (self._spans[i].get((span[0], span[1])) if span else None)
        return Place(self.label(i), self._backs.get(note or "") or f"a{i}")

    def label(self, i: int) -> str:
        """Who published the article, out of whose copy, and when."""
        return _label(self.readings[i].article, self._numbers)

    def also(self, i: int) -> Carriers:
        """The other articles that tell the same story: all beside the fullest, beside the others a few of them."""
        tellings = self._story_of[i]
        return self.carriers([other for other in tellings if other != i], whole=i == tellings[0])

    def carriers(self, articles: Sequence[int], *, whole: bool = False) -> Carriers:
        """Some articles by name, all of them where the list is to be `whole`."""
        named = articles if whole else articles[:CARRIERS]
        more = len(articles) - len(named)
        places = tuple(Place(self.label(i), f"a{i}") for i in named)
        return Carriers(places, self._numbers.plural(more, "%(n)s more", "%(n)s more") if more else "")

    def _shown(self, i: int, how: str) -> ShownArticle:
        reading = self.readings[i]
        article = reading.article
        explained = explain(reading, prefix=f"a{i}-", numbers=self._numbers)
        kept = list(_kept(explained, how))
        return ShownArticle(
            anchor=f"a{i}",
            title=unblank(explained.title),
            origin=self.label(i),
            facts=tuple((n, unblank(value)) for n, value in explained.facts if kept and n != "not read"),
            link=web_address(article.source),
            paragraphs=tuple(_paragraphs(kept, f"a{i}-p")),
            records=sum(explained.counts.values()),
            left_out=len(explained.paragraphs) - len(kept),
            not_read=tuple(in_words(one_line(note), self._numbers) for note in reading.notes),
            also=self.also(i),
        )


def web_address(source: str) -> str | None:
    """The source, if it is an address of the web that is safe to follow."""
    safe = source.isascii() and source.isprintable() and source.startswith(("https://", "http://"))
    return source if safe and not set(source) & set(" \"'<>\\") else None


def _label(article: Article, numbers: Numbers) -> str:
    outlet = article.outlet or article.title or article.source
    day = article.published or (article.dateline.date if article.dateline else None)
    copied = article.agency and article.agency != article.outlet
    agency = f" ({numbers.text('copy of %(agency)s', agency=article.agency)})" if copied else ""
    return unblank(one_line(f"{outlet}{agency}{', ' + numbers.day(day) if day else ''}"))


def _plan(readings: Sequence[Reading]) -> Iterator[str]:
    """How much of each article is shown: all; only paragraphs with records; nothing but its title."""
    whole = [len(r.article.text) + _COST_OF_A_RECORD * len(r.located()) for r in readings]
    if sum(whole) <= ROOM:
        yield from ("all" for _ in readings)
        return
    room = ROOM
    for reading in readings:
        room -= _COST_OF_A_RECORD * len(reading.located()) + sum(len(r.text) for r in reading.located())
        yield "records" if room > 0 else "title"


def _kept(explained: Explained, how: str) -> Iterator[Paragraph]:
    for paragraph in explained.paragraphs:
        if how == "all" or (how == "records" and any(piece.marks for piece in paragraph.pieces)):
            yield paragraph


def _paragraphs(paragraphs: Sequence[Paragraph], prefix: str) -> Iterator[ShownParagraph]:
    backs: dict[str, str] = {}
    count = 0
    for paragraph in paragraphs:
        pieces = []
        for piece in paragraph.pieces:
            if not piece.marks or not piece.text.strip():  # a blank between two marks is no link
                pieces.append(MarkedPiece(unblank(piece.text)))
                continue
            first = [mark.anchor for mark in piece.marks if mark.anchor not in backs]
            anchor = f"{prefix}{(count := count + 1)}" if first else ""
            backs.update(dict.fromkeys(first, anchor))
            families = " ".join(dict.fromkeys(FAMILIES[mark.kind] for mark in piece.marks))
            pieces.append(MarkedPiece(unblank(piece.text), families, anchor, _nearest_first(piece.marks)))
        notes = tuple(_note(record, backs) for record in paragraph.records)
        yield ShownParagraph(tuple(pieces), notes, paragraph.in_body)


def _nearest_first(marks: Sequence[Explanation]) -> tuple[str, ...]:
    """The notes on a piece, that of the shortest stretch first: it is what the reader most likely means to follow."""
    by_length = sorted(marks, key=lambda m: (m.kind == "event", sum(end - start for start, end in m.spans)))
    return tuple(mark.anchor for mark in by_length)


def _note(record: Explanation, backs: dict[str, str]) -> Note:
    return Note(
        anchor=record.anchor,
        back=backs.get(record.anchor, ""),
        family=FAMILIES[record.kind],
        kind=record.kind,
        who=unblank(record.who),
        what=unblank(record.what),
        voice=record.voice,
        by=record.by,
    )
