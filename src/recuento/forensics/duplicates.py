"""Rows that are alike in every figure.

    statistic = pairs of rows with the same votes for every candidate (and the same other figures)

The null redraws every row around itself: valid votes as they are, votes for candidates multinomial by the row's own shares. So places that vote alike
give pairs under it, too. p is the Poisson tail at the mean of the redraws, itself taken at the upper end of what so few redraws leave open (one standard
error), which errs on the quiet side. Where small tables have few voters there are many pairs by chance: rows below the least are left out.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import pdtrc

REDRAWS = 40


def pairs_alike(rows: npt.NDArray[np.int64], keys: npt.NDArray[np.int64]) -> int:
    """Pairs of equal rows: by a sum of random 64-bit weights, which differs for different rows but once in 2^64."""
    with np.errstate(over="ignore"):
        marks = np.sort((rows * keys).sum(axis=1))
    ends = np.flatnonzero(np.diff(marks, prepend=marks[:1] - 1 if len(marks) else marks))
    times = np.diff(np.append(ends, len(marks)))
    return int((times * (times - 1) // 2).sum())


def excess_pairs(
    votes: npt.NDArray[np.int64], valid: npt.NDArray[np.int64], rng: np.random.Generator
) -> tuple[float, float]:
    """The pairs and p; `votes` has a column a candidate, `valid` is at least their sum."""
    whole = np.column_stack([votes, valid - votes.sum(axis=1)])
    keys = np.asarray(rng.integers(-(2**62), 2**62, size=whole.shape[1]), dtype=np.int64) | np.int64(1)
    seen = pairs_alike(whole, keys)
    shares = whole / np.maximum(valid, 1)[:, None]
    redrawn = [pairs_alike(redraw(rng, valid, shares), keys) for _ in range(REDRAWS)]
    mean = float(np.mean(redrawn))
    mean += sqrt(max(mean, 1.0) / REDRAWS)
    return float(seen), float(pdtrc(seen - 1, mean)) if seen else 1.0


def redraw(
    rng: np.random.Generator, valid: npt.NDArray[np.int64], shares: npt.NDArray[np.float64]
) -> npt.NDArray[np.int64]:
    """Votes by the row's shares: one binomial after the other of what is left."""
    left, rest = valid.copy(), np.ones(len(valid))
    columns = []
    for i in range(shares.shape[1] - 1):
        chance = np.where(rest > 0, np.clip(shares[:, i] / np.maximum(rest, 1e-12), 0, 1), 0.0)
        drawn = rng.binomial(left, chance)
        columns.append(drawn)
        left, rest = left - drawn, rest - shares[:, i]
    return np.column_stack([*columns, left]).astype(np.int64)
