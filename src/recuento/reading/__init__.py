"""From pages to records: who said what, in whose exact words.

What parses is imported when it is first used, so that processes which only deal out pages are quick to start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .pages import article_from_bytes, article_from_text, read_pages
from .parallel import read_many

if TYPE_CHECKING:
    from .reading import read, read_articles

__all__ = ["article_from_bytes", "article_from_text", "read", "read_articles", "read_many", "read_pages"]

_PARSING = frozenset({"read", "read_articles"})


def __getattr__(name: str) -> Any:
    if name not in _PARSING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".reading", __name__), name)
