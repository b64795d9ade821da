"""A page as it was found: bytes, or a row of a table. Cheap to find and to send; the work on it is done where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from recuento.records.text import Article, content_id

from .articles import article_from_bytes, article_from_row
from .decoding import decode, named_charset
from .rows import read_row
from .web import is_html

_TAG = re.compile(r"<[^>]*>?")
_PAGE_TITLE = re.compile(r"<title[^>]{0,100}>([^<]{1,400})", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page before any work on it. `source` is its path, address or row; `media` and `charset` as a server tells them."""

    source: str
    content: bytes | Mapping[str, Any]
    media: str | None = None
    charset: str | None = None

    @property
    def size(self) -> int:
        """About how many characters it has; all of a row's columns count."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return sum(len(value) for value in self.content.values() if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a page's words are, before its layout is known: `words` holds the article's and, in HTML, much else.

    `text` is what can be kept of the page as it is: all of a plain text, only the title of a page of HTML.
    """

    source: str
    words: str
    text: str


def article_of(page: RawPage) -> Article:
    """The article on a page. Raises `TextError` for a page that cannot be used."""
    if isinstance(page.content, bytes):
        return article_from_bytes(page.content, page.source, media=page.media, charset=page.charset)
    return article_from_row(page.content, page.source)


def glimpse(page: RawPage) -> Glimpse | None:
    """The words of a page, without extraction or layout; None for a PDF, whose words are work to get at.

    Raises `TextError` for what is no text.
    """
    if not isinstance(page.content, bytes):
        row = read_row(page.content, page.source)
        return _of_html(row.html, row.source) if row.html else Glimpse(row.source, row.text or "", row.text or "")
    data = page.content
    if data.startswith(b"%PDF-") or page.media == "application/pdf":
        return None
    if page.media in _HTML or is_html(data):
        return _of_html(decode(data, page.source, charset=page.charset or named_charset(data)), page.source)
    text = decode(data, page.source, charset=page.charset)
    return Glimpse(page.source, text, text)


def _of_html(html: str, source: str) -> Glimpse:
    """Scripts and data stay among the words, since some pages keep their article there."""
    title = _PAGE_TITLE.search(html)
    return Glimpse(source, _TAG.sub(" ", html), " ".join(unescape(title[1]).split()) if title else "")


def unlaid(seen: Glimpse) -> Article:
    """A page of which nothing but a glimpse is wanted, as an article without a body."""
    return Article(id=content_id("art", seen.words), source=seen.source, text=seen.text, body=())
