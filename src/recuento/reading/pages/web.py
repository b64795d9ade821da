"""HTML pages: trafilatura finds the article, htmldate its date; neither is ours to write."""

from __future__ import annotations

import codecs
import datetime as dt
import logging
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from recuento.errors import TextError

from .dates import date_in_name, parse_date
from .decoding import decode, named_charset
from .layout import Known
from .outlets import outlet_name, publisher_at, publisher_named
from .result_tables import result_lines
from .words import fold, page_words

# An extraction with fewer letters than this is a menu or a notice, and no article.
LEAST_LETTERS = 60

# Takes what a library logs, which would else land on the user's terminal.
_QUIET = logging.NullHandler()
_OPENING = re.compile(rb"<(?:!doctype\s{1,40}html|html|head|body)\b", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"<title[^>]{0,100}>([^<]{1,400})", re.IGNORECASE)
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")
_TITLE_TAIL = re.compile(r"\s{1,40}(?:\||[-–—]|::|•|»)\s{1,40}([^|–—]{2,60})$")


@dataclass(frozen=True)
class WebPage:
    """The text of the article on a page, and what the page's metadata say of it."""

    text: str
    known: Known


def is_html(data: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    head = data[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    # What may stand before the page is stepped over piece by piece: one pattern for all would try every way to cut them.
    while (end := next((e for s, e in _BEFORE_THE_PAGE if head.startswith(s)), None)) is not None:
        _, found, head = head.partition(end)
        if not found:
            return False
        head = head.lstrip()
    return bool(_OPENING.match(head))


_BEFORE_THE_PAGE = ((b"<?xml", b">"), (b"<!--", b"-->"))


def read_html(data: bytes, source: str, *, url: str | None = None, charset: str | None = None) -> WebPage:
    """The article in an HTML page: headline, blank line, paragraphs with blank lines between them."""
    html = decode(data, source, charset=charset or named_charset(data))
    found = _extract(html, url)
    if found is None:
        raise TextError("no article found in this page", where=source, mend="give the article's text instead")
    site = " ".join((found.get("sitename") or "").split())
    title, outlet = _headline(found.get("title") or "", html, None if _HOST.fullmatch(site) else site)
    lines = [line for line in found["text"].split("\n") if line.strip()]
    if title and fold(lines[0]) == fold(title):
        lines = lines[1:]
    address = url or (f"https://{site}" if _HOST.fullmatch(site) else "")
    return WebPage(
        "\n\n".join([*([title] if title else []), *lines, *result_lines(html)]),
        Known(
            titled=bool(title),
            byline=_byline(found.get("author")),
            outlet=outlet,
            published=_stated_as_published(html),
            likely_published=parse_date(_published(html)),
            address_outlet=publisher_at(address),
            address_date=date_in_name(url or ""),
        ),
    )


def _extract(html: str, url: str | None) -> dict[str, Any] | None:
    """What trafilatura finds, tables left out unless the page is laid out in one; None where there is no article."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(_QUIET)
    for tables in (False, True):
        try:
            document = bare_extraction(html, url=url, with_metadata=True, include_comments=False, include_tables=tables)
        except RecursionError:
            return None
        found = document.as_dict() if document is not None and not isinstance(document, dict) else document
        if found and sum(c.isalpha() for c in found.get("text") or "") >= LEAST_LETTERS:
            return found
    return None


_META = re.compile(r"<(?:meta|time)\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(name|property|itemprop|content|datetime)\s{0,9}=\s{0,9}["']([^"'<>]{1,300})["']""", re.IGNORECASE
)
_LINKED_DATA = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')


def _stated_as_published(html: str) -> dt.date | None:
    """The day that the page's metadata call that of publication, the first of them; never that of a change."""
    names = page_words().published_names
    for tag in _META.finditer(html):
        given = {name.lower(): value for name, value in _ATTRIBUTE.findall(tag[1])}
        called = {given.get(key, "").strip().casefold() for key in ("name", "property", "itemprop")}
        if called & names and (day := parse_date(given.get("content") or given.get("datetime"))):
            return day
    found = _LINKED_DATA.search(html)
    return parse_date(found[1]) if found else None


def _published(html: str) -> str | None:
    """The likely day the page was first published, by its markup; guesses from running text are left out."""
    from htmldate import find_date

    logging.getLogger("htmldate").addHandler(_QUIET)
    try:
        return find_date(html, extensive_search=False, original_date=True)
    except (RecursionError, ValueError):
        return None


def _headline(title: str, html: str, site: str | None) -> tuple[str | None, str | None]:
    """The headline without the outlet's name behind it, and the outlet: the site's name, else that name."""
    title = " ".join(title.split())
    outlet = outlet_name(site) if site else None
    if (m := _TITLE_TAIL.search(title)) and (
        publisher_named(m[1]) or (outlet and fold(outlet_name(m[1])) == fold(outlet))
    ):
        title = title[: m.start()]
    page_title = _PAGE_TITLE.search(html)
    tail = _TITLE_TAIL.search(" ".join(unescape(page_title[1]).split())) if page_title and not outlet else None
    if tail and (publisher := publisher_named(tail[1])):
        outlet = publisher.name
    return title or None, outlet


def _byline(author: str | None) -> str | None:
    """Trafilatura separates authors by semicolons."""
    return ", ".join(a.strip() for a in author.split(";") if a.strip()) or None if author else None
