"""Whether a distribution has more than one mode: the dip test (Hartigan and Hartigan, Annals of Statistics 13 (1985)).

    statistic = the least distance that any unimodal distribution function can keep from that of the data

Found by their algorithm: the greatest convex minorant and the least concave majorant of the distribution function are drawn over an interval, which shrinks
to where the two are farthest apart until the distance within is no more than that already met outside. p is the share of samples from a
uniform distribution, the hardest unimodal one, whose dip times the root of n is as large; `_QUANTILES` holds these from 20,000 samples of 1,000
(`benchmarks/dip_table.py`), and between them p is interpolated; below the smallest, 0.0005, it falls to 0 at a root-n dip of 1.2, which none of the samples came near.

Several modes are several peoples before they are anything else: towns and country, two languages, two regions. So what is tested are deviations from
the mean of the row's region, where regions are given.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
LEAST_ROWS = 50


def dip(values: Floats) -> float:
    """The dip of these values: from 1/(2n) to 1/4."""
    x, times = np.unique(values, return_counts=True)
    n = int(times.sum())
    if len(x) < 2:
        return 0.0 if n > 1 else 0.5
    above = np.cumsum(times) / n
    below = above - times / n
    outside, low, high = 0.0, 0, len(x) - 1
    while True:
        left = low + _hull(x[low : high + 1], below[low : high + 1], convex=True)
        right = low + _hull(x[low : high + 1], above[low : high + 1], convex=False)
        at = np.union1d(left, right)
        minorant = np.interp(x[low : high + 1], x[left], below[left])
        majorant = np.interp(x[low : high + 1], x[right], above[right])
        apart = (majorant - minorant)[at - low]
        widest = int(at[int(apart.argmax())])
        distance = float(apart.max())
        if distance <= outside or high - low < 1:
            break
        # The modal interval runs from the last touching point of the minorant to the first of the majorant around the widest place.
        if widest in right:
            new_high, new_low = widest, int(left[left <= widest][-1])
        else:
            new_low, new_high = widest, int(right[right >= widest][0])
        here = slice(0, new_low - low + 1), slice(new_high - low, high - low + 1)
        before = float(np.abs(minorant[here[0]] - above[low : new_low + 1])[:-1].max(initial=0.0))
        after = float(np.abs(majorant[here[1]] - below[new_high : high + 1])[1:].max(initial=0.0))
        outside = max(outside, before, after)
        if (new_low, new_high) == (low, high):
            break
        low, high = new_low, new_high
    return max(outside / 2, 1 / (2 * n))


def _hull(x: Floats, y: Floats, *, convex: bool) -> npt.NDArray[np.int64]:
    """The places of the corners of the greatest convex minorant (or least concave majorant) of these points."""
    sign = 1.0 if convex else -1.0
    xs, ys = x.tolist(), (sign * y).tolist()
    kept: list[int] = []
    for i in range(len(xs)):
        while len(kept) > 1:
            a, b = kept[-2], kept[-1]
            if (ys[b] - ys[a]) * (xs[i] - xs[b]) >= (ys[i] - ys[b]) * (xs[b] - xs[a]):
                kept.pop()
            else:
                break
        kept.append(i)
    return np.array(kept, dtype=np.int64)


_QUANTILES: tuple[tuple[float, float], ...] = (
    (1.0, 0.0),
    (0.999, 0.2145),
    (0.99, 0.2429),
    (0.95, 0.2705),
    (0.9, 0.2883),
    (0.75, 0.3228),
    (0.5, 0.3709),
    (0.25, 0.4298),
    (0.1, 0.4938),
    (0.05, 0.5330),
    (0.025, 0.5756),
    (0.01, 0.6179),
    (0.005, 0.6490),
    (0.002, 0.6856),
    (0.001, 0.7307),
    (0.0005, 0.7543),
    (0.0, 1.2),
)


def p_value(statistic: float, n: int) -> float:
    """The chance of so large a dip of n uniform values."""
    scaled = statistic * sqrt(n)
    levels, sizes = zip(*_QUANTILES, strict=True)
    return float(np.interp(scaled, sizes, levels))
