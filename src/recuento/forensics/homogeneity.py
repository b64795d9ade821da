"""Tables of one centre to whose tables voters were dealt by chance should vote alike.

    statistic = sum over tables of (x - n·p)² / (n·p·(1 - p)),   p the share of the table's centre

with tables less centres degrees of freedom (Pearson's chi-squared for homogeneity). Well above the degrees of freedom, tables differ more than dealing
gives; well below, they are more alike than that. It tests the dealing as much as the figures: voters listed by age, by
the year they enrolled or by name are not dealt by chance, and their tables differ in the cleanest of elections. So p, two-sided, is given only where the user
says that voters were dealt by chance.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtr, chdtrc


def pearson(
    x: npt.NDArray[np.int64], n: npt.NDArray[np.int64], centre: npt.NDArray[np.int64]
) -> tuple[int, float, int]:
    """How many centres have several tables with different votes, the statistic, and its degrees of freedom."""
    tables = np.bincount(centre)
    votes, valid = (np.bincount(centre, weights=v.astype(float)) for v in (x, n))
    share = votes / np.maximum(valid, 1)
    told = (tables > 1) & (votes > 0) & (votes < valid)
    here = told[centre]
    p, m = share[centre[here]], n[here].astype(float)
    statistic = float(((x[here] - m * p) ** 2 / (m * p * (1 - p))).sum())
    return int(told.sum()), statistic, int(tables[told].sum() - told.sum())


def two_sided(statistic: float, df: int) -> float:
    """Twice the smaller tail of the chi-squared distribution, at most 1."""
    return min(1.0, 2 * min(float(chdtr(df, statistic)), float(chdtrc(df, statistic))))
