"""From bytes to `Article`: what a page is made of (encoding, lines, furniture, bylines, datelines, dates), and its door.

`read_pages` is the only function here that touches files, and the network where the user gave an address.
"""

from __future__ import annotations

from .articles import article_from_bytes, article_from_row, article_from_text
from .inputs import PAGES, read_pages

__all__ = ["PAGES", "article_from_bytes", "article_from_row", "article_from_text", "read_pages"]
