"""One figure as it was announced or claimed: the columns whose votes it sums, and its exact count or share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ANY_SHARE = (Fraction(0), Fraction(2))
"""What a share may be that was not announced: from nothing, up to beyond everything."""


@dataclass(frozen=True)
class Part:
    """An announced figure: the columns whose votes it sums, and its exact count, or the readings of its share.

    `share` runs from a share of the valid votes (included) up to another (excluded).
    """

    name: str
    columns: tuple[int, ...]
    count: int | None = None
    share: tuple[Fraction, Fraction] | None = None

    def weights(self, width: int) -> list[int]:
        """One for each column that it sums."""
        return [int(i in self.columns) for i in range(width)]
