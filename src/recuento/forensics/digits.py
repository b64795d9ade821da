"""Last digits of counts.

People who invent numbers favour some digits (Beber and Scacco, Political Analysis 20 (2012)). The last digits of large counts of votes are close to
uniform whoever voted for whom; those of small counts are not, and the first digits are not at all, which is why first-digit tests
(Benford's law) are not here (Deckert, Myagkov and Ordeshook, Political Analysis 19 (2011)).

    statistic = sum over the ten digits of (seen - n/10)² / (n/10)

It is held against two nulls: the uniform one (chi-squared, 9 degrees of freedom), and one that is resampled from these data: each count is redrawn
from the ten around it (5 below and 5 above with half the weight of the others), and counts below the least are left out before and after. That wipes the last
digit and keeps the slope of the counts, of which the smallest that are looked at are often the most frequent, so that low digits are, too.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

DRAWS = 1999


def chi_squared(digits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The statistic of numbers of last digits 0 to 9 (the last axis)."""
    n = digits.sum(axis=-1, keepdims=True)
    expected = np.where(n > 0, n / 10, 1.0)
    return np.asarray(((digits - expected) ** 2 / expected).sum(axis=-1))


def last_digits(counts: npt.NDArray[np.int64], least: int) -> npt.NDArray[np.float64]:
    """How often each last digit comes among the counts that are not below the least."""
    return np.bincount(counts[counts >= least] % 10, minlength=10).astype(float)


def p_uniform(statistic: float) -> float:
    """The chance of so large a statistic of digits that are uniform, for many counts."""
    return float(chdtrc(9, statistic))


def p_resampled(counts: npt.NDArray[np.int64], least: int, statistic: float, rng: np.random.Generator) -> float:
    """How often redraws of these counts give so large a statistic (Davison and Hinkley 1997, section 4.2)."""
    near = counts[(counts >= least - _AROUND) & (counts < least + _AROUND)]
    clear = int((counts >= least + _AROUND).sum())  # all of their redraws are counted, each last digit as often as any
    drawn = rng.multinomial(clear, [0.1] * 10, size=DRAWS).astype(float)
    for value, n in zip(*np.unique(near, return_counts=True), strict=True):
        drawn += rng.multinomial(int(n), _digit_chances(int(value), least), size=DRAWS)[:, :10]
    return (1 + int((chi_squared(drawn) >= statistic - 1e-9).sum())) / (DRAWS + 1)


_AROUND = 5


def _digit_chances(value: int, least: int) -> npt.NDArray[np.float64]:
    """The chance of each last digit of the redraw of a count, and of one below the least."""
    near = np.arange(value - _AROUND, value + _AROUND + 1)
    weights = np.full(len(near), 1.0 / (2 * _AROUND))
    weights[[0, -1]] /= 2
    told = np.zeros(11)
    np.add.at(told, np.where(near >= least, near % 10, 10), weights)
    return np.asarray(told / told.sum())
