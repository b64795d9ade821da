"""HTML pages: trafilatura finds the article, htmldate its date; neither is ours to write."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
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
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_TAIL = re.compile(r"\s+(?:\||[-–—]|::|•|»)\s+([^|–—]{2,60})$")


@dataclass(frozen=True)
class WebPage:
    """The text of the article on a page, and what the page's metadata say of it."""

    text: str
    known: Known


def is_html(data: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    return bool(_HTML.match(data.lstrip(b"\xef\xbb\xbf")[:4096]))


def read_html(data: bytes, source: str, *, url: str | None = None, charset: str | None = None) -> WebPage:
    """The article in an HTML page: headline, blank line, paragraphs with blank lines between them."""
    html = decode(data, source, charset=charset or named_charset(data))
    found = _extract(html, url)
    if not found or sum(c.isalpha() for c in found.get("text") or "") < LEAST_LETTERS:
        raise TextError("no article found in this page", where=source, mend="give the article's text instead")
    outlet = _outlet(found)
    title = _headline(found.get("title"), outlet)
    lines = [line for line in (found["text"]).split("\n") if line.strip()]
    if title and lines and fold(lines[0]) == fold(title):
        lines = lines[1:]
    address = url or (source if "://" in source else "")
    return WebPage(
        "\n\n".join([*([title] if title else []), *lines]),
        Known(
            titled=bool(title),
            byline=_byline(found.get("author")),
            outlet=outlet,
            published=parse_date(_published(html, url)),
            address_outlet=publisher_at(address),
            address_date=date_in_name(address),
        ),
    )


def _extract(html: str, url: str | None) -> dict[str, Any] | None:
    """Trafilatura's extraction, the one that looks for precision; nothing where the page defeats it."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - a second of imports, for HTML only

    logging.getLogger("trafilatura").addHandler(_QUIET)
    try:
        document = bare_extraction(html, url=url, with_metadata=True, include_comments=False, include_tables=False)
    except RecursionError:
        return None
    return document.as_dict() if document is not None and not isinstance(document, dict) else document


def _published(html: str, url: str | None) -> str | None:
    """The day the page was first published, from its metadata and markup; guesses from running text are left out."""
    from htmldate import find_date  # noqa: PLC0415 - as above

    logging.getLogger("htmldate").addHandler(_QUIET)
    try:
        return find_date(html, extensive_search=False, original_date=True, url=url)
    except (RecursionError, ValueError):
        return None


def _outlet(found: dict[str, Any]) -> str | None:
    """The site's name from the metadata; a bare host name counts only as an address does."""
    name = (found.get("sitename") or "").strip()
    if not name or re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
        known = publisher_named(name) or (publisher_at("https://" + name) if name else None)
        return known if isinstance(known, str) or known is None else known.name
    return outlet_name(name)


def _headline(title: str | None, outlet: str | None) -> str | None:
    """The headline without the outlet's name behind it."""
    title = " ".join((title or "").split())
    if (m := _TITLE_TAIL.search(title)) and (
        publisher_named(m[1]) or (outlet and fold(outlet_name(m[1])) == fold(outlet))
    ):
        title = title[: m.start()]
    return title or None


def _byline(author: str | None) -> str | None:
    """Trafilatura separates authors by semicolons."""
    return ", ".join(a.strip() for a in author.split(";") if a.strip()) or None if author else None
