"""HTML pages: trafilatura finds the article, htmldate its date; neither is ours to write."""

from __future__ import annotations

import codecs
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
from .words import fold

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
        "\n\n".join([*([title] if title else []), *lines]),
        Known(
            titled=bool(title),
            byline=_byline(found.get("author")),
            outlet=outlet,
            published=parse_date(_published(html)),
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


def _published(html: str) -> str | None:
    """The day the page was first published, from its metadata and markup; guesses from running text are left out."""
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
