"""From pages to records: who said what, in whose exact words."""

from __future__ import annotations

from .page import article_from_bytes, article_from_text, read_pages
from .reading import read, read_articles, read_many

__all__ = ["article_from_bytes", "article_from_text", "read", "read_articles", "read_many", "read_pages"]
