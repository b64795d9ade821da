"""Where somebody is named."""

from __future__ import annotations

from dataclasses import dataclass

from recuento.reading.entities.entity import Entity
from recuento.records.text import Span


@dataclass(frozen=True)
class Mention:
    """Where somebody is named; `phrase` has the titles beside the name, too."""

    start: int
    end: int
    who: Entity
    phrase: Span
