"""From a page's text to the article on it: headline, body, byline, dateline, date and names.

Read from the top: furniture and labels, the headline, perhaps a second deck, the byline; then the story; then what
follows it. A paragraph leaves the body only on positive evidence: its kind, or its place in a list of links.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recuento.records.text import Dateline, Span

from .byline import name_line
from .doubled import mark_doubled
from .furniture import is_menu
from .head import read_head
from .lines import paragraphs
from .pieces import Clues, piece_at
from .story import leave_out_lists, story_spans
from .titles import pick_title


@dataclass(frozen=True)
class Known:
    """What is known of a page from outside its text: metadata, a table's columns, the address."""

    titled: bool = False  # the first paragraph is the headline
    byline: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    likely_published: dt.date | None = None
    address_outlet: str | None = None  # last resorts, behind what the text says
    address_date: dt.date | None = None


@dataclass(frozen=True)
class Layout:
    """The article on a page: everything that an `Article` says beside its text."""

    title: str | None
    byline: str | None
    outlet: str | None
    agency: str | None
    dateline: Dateline | None
    published: dt.date | None
    body: tuple[Span, ...]


def lay_out(text: str, known: Known | None = None) -> Layout:
    """Lays out the text of one page."""
    known = known or Known()
    pieces = [piece_at(text, start, end) for start, end in paragraphs(text, is_menu)]
    mark_doubled(text, pieces)
    story, clues = read_head(text, pieces)
    if known.byline and (given := name_line(known.byline)):
        clues.note_byline(given)
    title = pick_title(text, pieces, story, clues, titled=known.titled)
    leave_out_lists(text, pieces, story)
    body = story_spans(text, pieces, title, clues)
    published = known.published or clues.best_date() or known.likely_published or known.address_date
    agency, outlet = _publishers(clues, known)
    return Layout(
        title=None if title is None else text[pieces[title].start : pieces[title].end],
        byline=known.byline or clues.best_byline() or clues.late_byline,
        outlet=outlet,
        agency=agency,
        dateline=_dateline(clues, published),
        published=published,
        body=tuple(body),
    )


def _publishers(clues: Clues, known: Known) -> tuple[str | None, str | None]:
    """The agency whose copy it is and the outlet that published it; an outlet's own copy has no agency."""
    outlet = known.outlet or next(iter(clues.outlets), None) or known.address_outlet or clues.late_outlet
    agencies = list(clues.agencies)
    if clues.dateline and clues.dateline.agency:
        publisher = clues.dateline.publisher
        if outlet is None and publisher and publisher.kind == "outlet":
            outlet = publisher.name
        else:
            agencies.insert(0, clues.dateline.agency)
    agency = next(iter(agencies + clues.late_agencies), None)
    return (None if agency == outlet else agency), outlet


def _dateline(clues: Clues, published: dt.date | None) -> Dateline | None:
    """The dateline, its year taken from the page's date when it has none."""
    found = clues.dateline
    if found is None:
        return Dateline(place=clues.place) if clues.place else None
    day = found.filed(published)
    place = found.place or clues.place
    return Dateline(place=place, date=day) if place or day else None
