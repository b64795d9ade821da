"""Ballot-polling audits: ballots are drawn at random and read, and compared with nothing but the reported totals.

| method  | p                                                                        | source                                     |
|---------|--------------------------------------------------------------------------|--------------------------------------------|
| BRAVO   | 1 / T, T = (2s)^k (2(1-s))^(m-k)                                          | Lindeman, Stark and Yates, EVT/WOTE 2012   |
| Minerva | P(at least k | half and half) / P(at least k | as reported), not stopped before | Zagórski, McClearn, Morin, McBurnett and Vora, USENIX Security 2021 |

For each pair of winner and loser: m of the ballots show one of the two, k of them the winner; s is the winner's reported share of
their votes. BRAVO may look after every ballot, so the least 1/T so far counts; Minerva looks after each round, and takes into
account that it would have stopped in an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, exp, inf, log

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, gammaln, xlog1py, xlogy

Floats = npt.NDArray[np.float64]
_DEVIATIONS = 9
"""How many standard deviations of a binomial are added up; what lies beyond is below 1e-18."""


def binomial_tail(k: Floats, n: Floats, share: float) -> Floats:
    """The chance of at least k of n; 1 for k of 0 or less, 0 for more than n."""
    inside = (k > 0) & (k <= n)
    tail = betainc(np.where(inside, k, 1.0), np.where(inside, n - k + 1, 1.0), share)
    return np.asarray(np.where(inside, tail, np.where(k <= 0, 1.0, 0.0)), dtype=np.float64)


def binomial(k: Floats, n: float, share: float) -> Floats:
    """The chance of exactly k of n."""
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(np.exp(ways + xlogy(k, share) + xlog1py(n - k, -share)), dtype=np.float64)


@dataclass(frozen=True)
class Pair:
    """A reported winner and loser: their shares of all ballots."""

    winner: float
    loser: float

    @property
    def share(self) -> float:
        """The winner's share of the votes of the two."""
        return self.winner / (self.winner + self.loser)


def log_bravo(k: int, m: int, share: float) -> float:
    """Ln T: how much more likely k of m ballots for the winner are as reported than half and half."""
    if share == 1:
        return m * log(2) if k == m else -inf
    return k * log(2 * share) + (m - k) * log(2 * (1 - share))


def bravo_p(rounds: Sequence[tuple[int, int]], share: float) -> float:
    """The least 1/T after any round; `rounds` are k and m of each, its new ballots alone."""
    k = m = 0
    best = 0.0
    for won, read in rounds:
        k, m = k + won, m + read
        best = max(best, log_bravo(k, m, share))
    return exp(-best)


def bravo_asn(pair: Pair, risk_limit: float) -> int:
    """About how many ballots it takes on average if the totals are right (the paper's equation for the ASN)."""
    s = pair.share
    z_w, z_l = log(2 * s), log(2 - 2 * s) if s < 1 else 0.0
    return ceil((log(1 / risk_limit) + z_w / 2) / (pair.winner * z_w + pair.loser * z_l))


def bravo_least_winner(m: Floats, share: float, risk_limit: float) -> Floats:
    """The fewest ballots for the winner, of each m, with which T is at least 1 over the risk limit (m + 1: none)."""
    if share == 1:
        return np.where(m >= log(1 / risk_limit) / log(2), m, m + 1)
    least = (log(1 / risk_limit) - m * log(2 * (1 - share))) / log(share / (1 - share))
    return np.minimum(np.maximum(np.ceil(least - 1e-12), 0), m + 1)


def minerva_least_winner(m: Floats, share: float, risk_limit: float) -> Floats:
    """The fewest ballots for the winner, of each m, with which Minerva's first round stops (m + 1: none do)."""
    low, high = np.zeros_like(m), m + 1  # the ratio falls as k grows
    while True:
        middle = np.floor((low + high) / 2)
        open_ = high - low > 0
        if not open_.any():
            return high
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = binomial_tail(middle, m, 0.5) / binomial_tail(middle, m, share)
        stops = (middle <= m) & (ratio <= risk_limit)
        high = np.where(open_ & stops, middle, high)
        low = np.where(open_ & ~stops, middle + 1, low)
        low = np.minimum(low, high)


def minerva_p(rounds: Sequence[tuple[int, int]], share: float, risk_limit: float) -> float:
    """The ratio of the tails in the last round, of what had not stopped in an earlier one; the least of any round.

    `rounds` are k and m of each, its new ballots alone.
    """
    null, told = np.ones(1), np.ones(1)
    k, least = 0, 1.0
    for won, read in rounds:
        of_round = np.arange(read + 1, dtype=np.float64)
        null = np.convolve(null, binomial(of_round, read, 0.5))
        told = np.convolve(told, binomial(of_round, read, share))
        k += won
        tails = [np.cumsum(d[::-1])[::-1] for d in (null, told)]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(tails[1] > 0, tails[0] / tails[1], 1.0)
        least = min(least, float(ratio[k]) if k < len(ratio) else 1.0)
        stops = np.flatnonzero(ratio <= risk_limit)
        if len(stops):
            null[stops[0] :] = 0
            told[stops[0] :] = 0
    return least


def stopping_chance(
    n: int, pair: Pair, risk_limit: float, least_winner: Callable[[Floats, float, float], Floats]
) -> float:
    """The chance that n ballots confirm the pair, were the totals right; over how many of them show one of the two."""
    both = min(pair.winner + pair.loser, 1.0)
    if both == 1:
        m = np.array([float(n)])
        weights = np.ones(1)
    else:
        middle, spread = n * both, (n * both * (1 - both)) ** 0.5
        ends = max(0, int(middle - _DEVIATIONS * spread)), min(n, int(middle + _DEVIATIONS * spread) + 1)
        m = np.arange(ends[0], ends[1] + 1, dtype=np.float64)
        weights = binomial(m, n, both)
    return float((weights * binomial_tail(least_winner(m, pair.share, risk_limit), m, pair.share)).sum())


_WINDOW = 64
"""The chance saws up and down by a ballot or two: so many sizes below the one found by halving are tried, too."""


def size_for(
    chance: float,
    pair: Pair,
    risk_limit: float,
    ballots: int,
    least_winner: Callable[[Floats, float, float], Floats],
) -> int:
    """A number of ballots that confirm the pair with this chance, and one fewer do not; all of them where no fewer do."""
    low, high = 0, 1
    while stopping_chance(high, pair, risk_limit, least_winner) < chance:
        low, high = high, high * 2
        if low >= ballots:
            return ballots
    while high - low > 1:
        middle = (low + high) // 2
        if stopping_chance(middle, pair, risk_limit, least_winner) < chance:
            low = middle
        else:
            high = middle
    for n in range(max(1, high - _WINDOW), high):
        if stopping_chance(n, pair, risk_limit, least_winner) >= chance:
            high = n
            break
    return min(high, ballots)
