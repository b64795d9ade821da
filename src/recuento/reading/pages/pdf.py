"""PDF articles: pypdf gives the lines, which are joined into paragraphs again."""

from __future__ import annotations

import io
import logging
import re

from recuento.errors import TextError

from .lines import trim

# A line shorter than this share of the page's usual line ends its paragraph.
FULL_LINE = 0.8
# A line on so many pages (three and more) is a running head.
RUNNING = 0.6

# Takes what pypdf logs (every oddity it works around), which would else land on the user's terminal.
_QUIET = logging.NullHandler()
_PAGE_NUMBER = re.compile(r"(?:page\s+|página\s+)?\d{1,4}(?:\s*(?:/|of|de)\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", "”", '"', "»", ":", "…")


def read_pdf(data: bytes, source: str) -> str:
    """The text of a PDF: paragraphs with blank lines between them, without running heads and page numbers."""
    pages = [[line for line in page.splitlines() if line.strip()] for page in _page_texts(data, source)]
    kept = _without_running_heads([[" ".join(line.split()) for line in lines] for lines in pages])
    text = "\n\n".join(_joined(kept))
    if not text.strip():
        raise TextError("no text in this PDF; it may be a scan", where=source, mend="run it through OCR first")
    return text


def _page_texts(data: bytes, source: str) -> list[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").addHandler(_QUIET)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
    except NotImplementedError as error:
        what = f"this PDF uses something that is not read ({' '.join(str(error).split())})"
        raise TextError(what, where=source, mend="save it anew") from error
    # A broken PDF fails in whatever function its damage reaches.
    except Exception as error:
        raise TextError("this PDF is broken and cannot be read", where=source) from error
    if locked:
        raise TextError("this PDF asks for a password", where=source, mend="save it without one")
    return pages


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without page numbers, and without lines that most of three and more pages repeat at their edges."""
    edges = [line for lines in pages for line in {*lines[:2], *lines[-2:]}]
    repeated = {line for line in edges if len(pages) >= 3 and edges.count(line) >= RUNNING * len(pages)}
    return [
        [
            line
            for i, line in enumerate(lines)
            if not (_PAGE_NUMBER.fullmatch(line) and i in (0, len(lines) - 1)) and line not in repeated
        ]
        for lines in pages
    ]


def _joined(pages: list[list[str]]) -> list[str]:
    """Paragraphs: a full line goes on in the next one, a short line or one that ends a sentence early does not."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    usual = sorted(len(line) for line in lines)[len(lines) * 9 // 10]
    paragraphs, goes_on = [""], True
    for line in lines:
        if paragraphs[-1] and not goes_on:
            paragraphs.append("")
        before = paragraphs[-1]
        if before.endswith("-") and line[0].islower() and len(before) > 1 and before[-2].isalpha():
            paragraphs[-1] = before[:-1] + line
        else:
            paragraphs[-1] = f"{before} {line}" if before else line
        full = len(line) >= FULL_LINE * usual
        goes_on = full if not line.endswith(_SENTENCE_END) else len(line) >= 0.93 * usual
    return [paragraph[s:e] for paragraph in paragraphs for s, e in [trim(paragraph, 0, len(paragraph))]]
