"""From bytes to `Article`: the door of the reading room through which pages come in.

`read_pages` is the only function here that touches files, and the network where the user gave an address.
"""

from __future__ import annotations

from .pages.articles import article_from_bytes, article_from_row, article_from_text
from .pages.inputs import PAGES, read_pages

__all__ = ["PAGES", "article_from_bytes", "article_from_row", "article_from_text", "read_pages"]
