"""Whole-number arithmetic on columns: exact, fast where 64 bits hold the result, and still exact where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[Any]
"""A column or matrix of whole numbers: int64, or Python integers (dtype object) where int64 could overflow."""

_ROOM = 2**62
_FEW = 4


def combine(columns: Whole, weights: Sequence[int]) -> Whole:
    """One number a row: the row's whole numbers weighted and added. `columns` is rows by columns.

    Falls back to Python integers when the sum over all rows, times the weights, might not fit in 64 bits.
    """
    weighed = [i for i, w in enumerate(weights) if w]  # most weights are zero: those columns need not be read
    if not weighed:
        return np.zeros(len(columns), dtype=np.int64)
    reach = sum(_size(columns[:, i]) * abs(weights[i]) for i in weighed)
    kind = np.int64 if reach < _ROOM else object
    if len(weighed) > _FEW:
        summed: Whole = columns.astype(kind, copy=False) @ np.array(weights, dtype=kind)
        return summed
    summed = columns[:, weighed[0]].astype(kind) * weights[weighed[0]]
    for i in weighed[1:]:
        summed += columns[:, i].astype(kind, copy=False) * weights[i]
    return summed


def total(values: Whole) -> int:
    """The exact sum of a column."""
    return int(values.sum()) if len(values) else 0


def best_fill(gain: Whole, size: Whole, least: int, most: int) -> Fraction | None:
    """The most that items can gain when their sizes together lie between `least` and `most`; None if they cannot.

    Items may be taken in part, so this is the linear relaxation of the knapsack problem (Dantzig, "Discrete-variable
    extremum problems", Operations Research 5, 1957): an upper bound on what whole items can gain, met exactly when the
    last item fits whole. To redo it in a spreadsheet: sort the rows by gain/size, largest first, and take rows until
    the gain turns negative, but not beyond `most` nor short of `least`; the last row is taken pro rata.

    Rows are sorted in floating point, the value is not: for the exact ratio θ of the last row it is the dual value
    θ·bound + Σ max(0, gain - θ·size), which no filling can exceed, whatever the order.
    """
    if total(size) < least:
        return None
    gains = Fraction(total(gain[gain > 0]))
    order = _best_first(gain, size)
    cumulative = np.cumsum(size[order])
    gaining = total(size[gain > 0])
    bound = most if gaining > most else least if gaining < least else None
    if bound is None:
        return gains
    last = order[int(np.searchsorted(cumulative, bound, side="left"))] if bound > 0 else order[-1]
    over, under = int(gain[last]), int(size[last])
    if under == 0:
        return gains
    surplus = scaled(gain, under) - scaled(size, over)
    at = most if over >= 0 else least
    return min(gains, Fraction(over * at + total(surplus[surplus > 0]), under))


def filling(gain: Whole, size: Whole, target: int, ties: Whole | None = None) -> tuple[Whole, Fraction]:
    """The rows that fill `target` with the most gain: their positions, best first, and the part taken of the last.

    Rows of equal gain per size go by the columns of `ties`, so that the order in which rows come decides nothing.
    """
    order = _best_first(gain, size, ties)
    cumulative = np.cumsum(size[order])
    last = int(np.searchsorted(cumulative, target, side="left"))
    if last >= len(order):
        return order, Fraction(1)
    before = int(cumulative[last - 1]) if last else 0
    width = int(size[order[last]])
    return order[: last + 1], Fraction(target - before, width) if width else Fraction(0)


def _best_first(gain: Whole, size: Whole, ties: Whole | None = None) -> Whole:
    """Positions by gain per size, largest first; what gains without size comes first, what loses without size last."""
    gains, sizes = gain.astype(float), size.astype(float)
    ratio = gains / np.maximum(sizes, 1e-9)
    if ties is None:
        return np.argsort(-ratio, kind="stable")
    return np.lexsort((*ties.T, size, -ratio))


def _size(values: Whole) -> int:
    """The sum of a column's absolute values: what no partial sum can exceed."""
    return int(np.abs(values).sum()) if len(values) else 0


def scaled(values: Whole, by: int) -> Whole:
    """A column times a whole number, in Python integers where 64 bits might not hold its sum."""
    return values * by if _size(values) * abs(by) < _ROOM else values.astype(object) * by
