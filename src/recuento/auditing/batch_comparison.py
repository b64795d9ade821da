"""Comparison of batches: how far a batch's hand count can overstate the reported margins, and how far it did.

For each pair of winner w and loser l with a reported margin of V votes over all batches, and a batch with reported v, hand count a, and
at most b ballots (Stark, IEEE TIFS 4 (2009), the maximum relative overstatement of pairwise margins, MRO):

    error e = the largest of ((v_w - v_l) - (a_w - a_l)) / V
    bound u = the largest of ((v_w - v_l) + b) / V

The outcome can be wrong only if the errors of all batches add up to 1 or more. U is the sum of the bounds, the taint of a batch e / u.
Batches are drawn with replacement, each with the chance u / U; one drawn again counts again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recuento.errors import InputError

from .contest import check_known, check_stated, pairs


@dataclass(frozen=True)
class Bounds:
    """The error bounds of all batches, in margins, in their order; `pairs` with the reported margin in votes."""

    of_batch: npt.NDArray[np.float64]
    pairs: tuple[tuple[int, int, int], ...]

    @property
    def total(self) -> float:
        """U, the sum of the bounds."""
        return float(self.of_batch.sum())


def bounds_of(
    votes: npt.NDArray[np.int64], ballots: npt.NDArray[np.int64], names: Sequence[str], winners: int
) -> Bounds | None:
    """The error bounds of batches (rows) with these votes by candidate (columns); None where the outcome is a tie."""
    totals = {name: int(votes[:, i].sum()) for i, name in enumerate(names)}
    at = {name: i for i, name in enumerate(names)}
    margins = [(at[w], at[x], totals[w] - totals[x]) for w, x in pairs(totals, winners)]
    if any(margin == 0 for _, _, margin in margins):
        return None
    relative = np.max([(votes[:, w] - votes[:, x] + ballots) / margin for w, x, margin in margins], axis=0)
    return Bounds(np.maximum(relative, 0.0), tuple(margins))


def taint_of(bounds: Bounds, at: int, reported: Sequence[int], audited: Sequence[int]) -> float:
    """A batch's error over its bound: at most 1; below 0 where the margins were understated."""
    error = max(((reported[w] - reported[x]) - (audited[w] - audited[x])) / margin for w, x, margin in bounds.pairs)
    bound = float(bounds.of_batch[at])
    return min(error / bound, 1.0) if bound > 0 else 0.0


def audited_row(audited: Mapping[str, int], names: Sequence[str], ballots: int, where: str) -> list[int]:
    """The hand count of a batch by candidate. Raises InputError for one that is not given, not known, or cannot be."""
    check_known(audited, dict.fromkeys(names, 0), where)
    check_stated(audited, names, where)
    row = [audited[n] for n in names]
    if max(row) > ballots:
        raise InputError(
            f"a candidate has {max(row)} votes in a batch of at most {ballots} ballots",
            where=where,
            mend="correct either",
        )
    return row
