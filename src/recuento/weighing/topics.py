"""The kinds of claims about an election that no count settles by itself, and the words that betray them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from recuento.records.messages import Message


@dataclass(frozen=True)
class Topic:
    """A kind of claim beyond counts, and the words that betray it."""

    claim: str
    words: re.Pattern[str]

    @property
    def why(self) -> Message:
        """Why counts cannot settle it."""
        return Message(f"not_checkable.{self.claim}")


@cache
def topics() -> tuple[Topic, ...]:
    """The topics in words/uncheckable.toml."""
    data = tomllib.loads((files(__package__) / "words" / "uncheckable.toml").read_text("utf-8"))
    return tuple(
        Topic(claim, re.compile(r"\b(?:" + "|".join(entry["words"]) + r")", re.IGNORECASE))
        for claim, entry in data.items()
    )
