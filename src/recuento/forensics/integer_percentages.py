"""Percentages that are whole more often than counts give by chance.

Whoever writes down a wanted result tends to make it a whole percentage (Kobak, Shpilkin and Pshenichnikov, Annals of Applied Statistics 10 (2016)). Counted
in whole numbers: x of n is within a twentieth of a point of a whole percentage k, 20·|100x - kn| <= n.

    statistic = how many rows are, beyond the expected number, in standard deviations

The null redraws each x from a binomial of n around its own share: so each row has its own chance, which the arithmetic of its n decides (the percentages
of a small n are coarse and often whole). The number of rows is a sum of such chances, whose mean and variance are exact; p is the larger of its normal tail
with a correction for whole numbers, and of that of a Poisson with the mean, so that few rows do not alarm.

Left out are rows of fewer than the least n, and those whose redraws vary by less than five votes, x(1 - x/n) < 25: among the handful of votes of a small
candidate each count is so much more frequent than the next that a redraw is no null.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, ndtr, pdtrc, xlog1py, xlogy

Whole = npt.NDArray[np.int64]
_WIDE = 6.5
_ROWS = 4_096


def is_whole(x: Whole, n: Whole) -> npt.NDArray[np.bool_]:
    """Whether x of n is within a twentieth of a point of a whole percentage."""
    rest = (100 * x) % n
    return np.asarray(20 * np.minimum(rest, n - rest) <= n)


def usable(x: Whole, n: Whole, least: int) -> npt.NDArray[np.bool_]:
    """Rows that can say something."""
    m = np.maximum(n, 1)
    return np.asarray((n >= max(least, 1)) & (x * (m - x) >= m * 25))


def chances(x: Whole, n: Whole) -> npt.NDArray[np.float64]:
    """For each row the chance that its binomial redraw is a whole percentage, 0 and 100% left out."""
    pairs, back = np.unique(np.column_stack([x, n]), axis=0, return_inverse=True)
    told = [_chances(pairs[at : at + _ROWS, 0], pairs[at : at + _ROWS, 1]) for at in range(0, len(pairs), _ROWS)] or [
        np.zeros(0)
    ]
    return np.concatenate(told)[back.ravel()]


def _chances(x: Whole, n: Whole) -> npt.NDArray[np.float64]:
    share = x / n
    reach = int(_WIDE * np.sqrt((n * share * (1 - share)).max())) + 2
    near = x[:, None] + np.arange(-reach, reach + 1)[None, :]
    whole = n[:, None]
    inside = (near > 0) & (near < whole)
    near = np.where(inside, near, 1)
    hits = inside & is_whole(near, np.broadcast_to(whole, near.shape))
    row, column = np.nonzero(hits)
    k, m, s = near[row, column].astype(float), n[row].astype(float), share[row]
    ways = gammaln(m + 1) - gammaln(k + 1) - gammaln(m - k + 1)
    chance = np.exp(ways + xlogy(k, s) + xlog1py(m - k, -s))
    return np.asarray(np.bincount(row, weights=chance, minlength=len(x)), dtype=np.float64)


def excess_of_whole(x: Whole, n: Whole, least: int) -> tuple[int, float | None, float | None]:
    """How many rows it rests on, the statistic, and p."""
    here = usable(x, n, least)
    x, n = x[here], n[here]
    if not len(x):
        return 0, None, None
    seen, each = int(is_whole(x, n).sum()), chances(x, n)
    mean, variance = float(each.sum()), float((each * (1 - each)).sum())
    if variance <= 0:
        return len(x), None, None
    z = (seen - mean) / sqrt(variance)
    tails = (float(ndtr(-(seen - 0.5 - mean) / sqrt(variance))), float(pdtrc(seen - 1, mean)) if seen else 1.0)
    return len(x), z, max(tails)
