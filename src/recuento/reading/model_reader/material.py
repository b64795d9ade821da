"""What a second reader is given of an article, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.parse.units import Unit
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.records.said import Act, Quotation, Result, Stance


@dataclass(frozen=True)
class Parsed:
    """An article as it was parsed: units, actors and voices, and who may have taken a stance."""

    units: Sequence[Unit]
    candidates: Sequence[StanceCandidate]
    entities: Entities
    voices: AttributionIndex
    winner: Entity | None


@dataclass(frozen=True)
class Told:
    """What was read in an article, to which a model adds its opinions."""

    stances: tuple[Stance, ...]
    acts: Sequence[Act]
    quotations: tuple[Quotation, ...]
    results: tuple[Result, ...]
