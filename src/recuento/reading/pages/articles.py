"""One page in, one `Article` out, whatever it comes as: text, bytes of a page, a row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from recuento.errors import TextError
from recuento.records.text import Article, content_id

from .dates import date_in_name
from .decoding import decode
from .layout import Known, lay_out
from .outlets import publisher_at
from .pdf import read_pdf
from .rows import read_row
from .web import is_html, read_html

LONGEST_ARTICLE = 2_000_000
"""Characters; a hundred times a long magazine story. Anything longer is an archive or no article at all."""
_HTML = ("text/html", "application/xhtml+xml")


def article_from_text(text: str, source: str = "<text>") -> Article:
    """The article in a plain text, which is kept unaltered: offsets in the records count in `text` itself.

    Raises `TextError` when there is nothing but white space.
    """
    return _article(text, source, _known_from(source))


def article_from_bytes(data: bytes, source: str, *, media: str | None = None, charset: str | None = None) -> Article:
    """The article in the bytes of one page: HTML, PDF, or plain text in any common encoding.

    `media` is the media type ("text/html", ...) and `charset` the encoding, where a server or a file's name tells
    them; without `media` the first bytes decide. For plain text the article's text is the decoded input unaltered,
    without its byte order mark. Raises `TextError` for what is empty, binary or no article.
    """
    if not data.strip():
        raise TextError("the file is empty", where=source)
    if data.startswith(b"%PDF-") or media == "application/pdf":
        return _article(read_pdf(data, source), source, _known_from(source))
    if media in _HTML or is_html(data):
        page = read_html(data, source, url=source if "://" in source else None, charset=charset)
        address = _known_from(source)
        known = replace(page.known, address_date=page.known.address_date or address.address_date)
        return _with_story(_article(page.text, source, known))
    return article_from_text(decode(data, source, charset=charset), source)


def article_from_row(row: Mapping[str, Any], where: str) -> Article:
    """The article in one row of a table; `where` says which row. Raises `TextError` for a row without text."""
    page = read_row(row, where)
    if page.html is not None:
        web = read_html(page.html.encode("utf-8"), page.source, url=page.url, charset="utf-8")
        given = {k: v for k, v in vars(page.known).items() if v and k != "titled"}
        return _with_story(_article(web.text, page.source, replace(web.known, **given), page.language))
    return _article(page.text or "", page.source, page.known, page.language)


def _with_story(article: Article) -> Article:
    """The article of an HTML page, unless all that was found in it is a headline over menus."""
    story = article.body[1:] if article.title else article.body
    if not story:
        raise TextError("no article found in this page", where=article.source, mend="give the article's text instead")
    return article


def _known_from(source: str) -> Known:
    """What the address or the file's name tells: the outlet, and a date written in figures."""
    name = source if "://" in source else PurePath(source).name
    return Known(address_outlet=publisher_at(source), address_date=date_in_name(name))


def _article(text: str, source: str, known: Known, language: str | None = None) -> Article:
    if not text.strip():
        raise TextError("the text is empty", where=source)
    if len(text) > LONGEST_ARTICLE:
        what = f"too long for one article: {len(text):,} characters, at most {LONGEST_ARTICLE:,} are read"
        raise TextError(what, where=source, mend="split it into its articles, or give them as JSON Lines, a row each")
    laid = lay_out(text, known)
    return Article(
        id=content_id("art", text),
        source=source,
        title=laid.title,
        byline=laid.byline,
        outlet=laid.outlet,
        agency=laid.agency,
        dateline=laid.dateline,
        published=laid.published,
        language=language,
        text=text,
        body=laid.body,
    )
