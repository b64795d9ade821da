"""Sequential p-values for the mean of bounded values that are drawn at random.

Each is 1 over the largest value so far of a test martingale: were the null true, that would exceed 1/a with a chance of at most a,
however often one looks (Ville 1939). So the p-value of a sequence is the running minimum.

| test          | factor of a draw x, null mean t                                    | source                                    |
|---------------|--------------------------------------------------------------------|-------------------------------------------|
| Kaplan-Markov | x / t                                                              | Stark, IEEE TIFS 4 (2009); Stark, EVT 2009 |
| Kaplan-Wald   | g x / t + 1 - g                                                    | Stark and Teague, JETS 3 (2014)           |
| ALPHA         | x/m · (h - m)/(u - m) + (u - h)/(u - m); m, h: null mean and guess | Stark, Annals of Applied Statistics 17 (2023) |

In a comparison of batches x = 1 - taint and t = 1 - 1/U: an outcome that is wrong means errors that add up to at least one margin,
so the taint of a batch drawn in proportion to its bound is at least 1/U on average.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from math import ceil, exp, inf, log, sqrt


def running_p(factors: Sequence[float] | Iterator[float]) -> list[float]:
    """The p-value after each draw: the least 1 over the product so far, and at most 1."""
    grown, best, told = 0.0, 0.0, []
    for factor in factors:
        grown = -inf if factor <= 0 else grown + (log(factor) if factor < inf else inf)
        best = max(best, grown)
        told.append(exp(-best))
    return told


def p_of_taints(factors: Sequence[float], taints: Sequence[float]) -> float:
    """The p-value of a comparison of batches: the last of `running_p`; 1 before any draw, and after a taint of 1.

    A batch as wrong as a batch can be leaves nothing confirmed, whatever was seen before it.
    """
    ps = running_p(factors)
    return ps[-1] if ps and max(taints) < 1 else 1.0


def further_draws(
    factors: Callable[[list[float]], list[float]], taints: Sequence[float], null: float, risk_limit: float
) -> int | None:
    """Draws without errors that are lacking after those at hand; None where a full count is needed.

    `factors`: of a sequence of 1 - taint. The product so far, and not its largest value, is what further draws go on from.
    """
    xs = [1 - taint for taint in taints]
    if p_of_taints(factors(xs), taints) <= risk_limit:
        return 0
    if any(taint == 1 for taint in taints):
        return None
    enough = 2 * ceil(log(risk_limit) / log(null)) + 2  # twice what Kaplan-Markov takes from the start
    for more in (enough, 20 * enough):
        grown = list(accumulate(log(f) for f in factors([*xs, *[1.0] * more])))[len(xs) :]
        reached = next((i for i, g in enumerate(grown, start=1) if g >= -log(risk_limit) - 1e-12), None)
        if reached is not None:
            return reached
    return None


def kaplan_markov(xs: Sequence[float], t: float) -> list[float]:
    """The factors; a draw of 0 (a taint of 1) takes all confidence for good."""
    return [x / t for x in xs]


def kaplan_wald(xs: Sequence[float], t: float, gamma: float) -> list[float]:
    """The factors; with a weight below 1 a draw of 0 can be made good."""
    return [gamma * x / t + 1 - gamma for x in xs]


def alpha(
    xs: Sequence[float],
    *,
    t: float,
    u: float,
    population: int | None,
    eta: float,
    d: float,
    c: float,
) -> list[float]:
    """The factors with the truncated shrinkage estimate (the paper's section 2.5.2).

    `population`: its size, None for draws with replacement. `eta`: the first guess of the mean, which counts as `d`
    draws; `c` over the root of d + j - 1 is how far the guess stays above the null mean.
    """
    told, drawn = [], 0.0
    for j, x in enumerate(xs, start=1):
        m = t if population is None else (population * t - drawn) / (population - j + 1)
        told.append(_alpha_factor(x, m, u, (d * eta + drawn) / (d + j - 1), c / sqrt(d + j - 1)))
        drawn += x
    return told


_BELOW = 1 - 2**-40
"""The guess stays this far below the upper bound, so that no draw can make the product zero for good."""


def _alpha_factor(x: float, m: float, u: float, guess: float, apart: float) -> float:
    if m < 0:  # what was drawn is more than the null has in all
        return inf
    if m >= u:  # the null cannot be exceeded any more
        return 1.0 if x >= u and m == u else 0.0
    if m == 0:
        return inf if x > 0 else 1.0
    h = min(max(guess, m + apart), u * _BELOW)
    if h <= m:
        return 1.0
    return x / m * (h - m) / (u - m) + (u - h) / (u - m)
