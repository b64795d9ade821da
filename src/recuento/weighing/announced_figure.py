"""One figure as it was announced or claimed: the columns whose votes it sums, and its exact count or share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from .exact import Whole

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


def can_be_dealt(
    parts: Sequence[Part], own: Sequence[Whole | int], valid: Whole, added: Whole | int, *, free: bool
) -> npt.NDArray[np.bool_]:
    """Whether `added` votes can be dealt so that every share is written as announced, in whole votes.

    `own` are the votes that each part has already, `valid` all votes once the added ones are in; `free` says that some
    column belongs to no part, so that votes may be left over. All may be columns of many cases at once.
    """
    fit = (valid > 0).astype(bool)
    least, most = 0 * valid, 0 * valid
    for part, votes in zip(parts, own, strict=True):
        low, high = part.share or ANY_SHARE
        lowest = np.maximum(-(-low.numerator * valid // low.denominator), votes)
        highest = -(-high.numerator * valid // high.denominator) - 1
        fit &= (lowest <= highest).astype(bool)
        least, most = least + lowest - votes, most + highest - votes
    fit &= (least <= added).astype(bool)
    return fit if free else fit & (added <= most).astype(bool)


def leaves_columns_free(parts: Sequence[Part], width: int) -> bool:
    """Whether some of the columns belong to no part."""
    return len({i for part in parts for i in part.columns}) < width
