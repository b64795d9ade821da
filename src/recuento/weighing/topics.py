"""The kinds of claims about an election that no count settles by itself, and the words that betray them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from recuento.records.messages import Message

_BEFORE = 24
"""Characters before a word of a topic in which its denial would stand."""


@dataclass(frozen=True)
class Topic:
    """A kind of claim beyond counts, and the words that betray it."""

    claim: str
    words: re.Pattern[str]
    denied: re.Pattern[str] | None = None
    """What denies it, right before it."""

    def is_told(self, text: str) -> bool:
        """Whether a text has a word of it, and denies none."""
        found = list(self.words.finditer(text))
        befores = (text[max(0, m.start() - _BEFORE) : m.start()] for m in found)
        return bool(found) and not (self.denied is not None and any(self.denied.search(before) for before in befores))

    @property
    def why(self) -> Message:
        """Why counts cannot settle it."""
        return Message(f"not_checkable.{self.claim}")


@cache
def topics() -> tuple[Topic, ...]:
    """The topics in words/uncheckable.toml."""
    data = tomllib.loads((files(__package__) / "words" / "uncheckable.toml").read_text("utf-8"))
    return tuple(
        Topic(
            claim,
            re.compile(r"\b(?:" + "|".join(entry["words"]) + r")", re.IGNORECASE),
            re.compile(r"\b(?:" + "|".join(entry["denied"]) + r")\b", re.IGNORECASE) if "denied" in entry else None,
        )
        for claim, entry in data.items()
    )
