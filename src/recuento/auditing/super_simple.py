"""Comparison of single ballots with how they were recorded: the super-simple audit.

    p = (1 - 1/U)^n / (1 - 1/2g)^o1 / (1 - 1/g)^o2 / (1 + 1/2g)^u1 / (1 + 1/g)^u2,   U = 2g / m

n ballots drawn with replacement; o1, o2 (u1, u2) of them overstated (understated) a margin by one or two votes; m is the diluted margin, the
smallest margin over all ballots; g at least 1 inflates the error bound (Stark, EVT/WOTE 2010; Lindeman and Stark, IEEE Security and
Privacy 10 (2012)).
"""

from __future__ import annotations

from math import ceil, exp, inf, log, log1p


def log_p(n: int, errors: tuple[int, int, int, int], gamma: float, diluted: float) -> float:
    """Ln p; `errors` are o1, o2, u1, u2."""
    o1, o2, u1, u2 = errors
    told = n * log1p(-diluted / (2 * gamma)) - o1 * log1p(-1 / (2 * gamma))
    if o2:
        told += inf if gamma == 1 else -o2 * log1p(-1 / gamma)
    return told - u1 * log1p(1 / (2 * gamma)) - u2 * log1p(1 / gamma)


def p_value(n: int, errors: tuple[int, int, int, int], gamma: float, diluted: float) -> float:
    """The p-value, at most 1."""
    told = log_p(n, errors, gamma, diluted)
    return exp(told) if told < 0 else 1.0


def size_now(errors: tuple[int, int, int, int], gamma: float, diluted: float, risk_limit: float) -> int | None:
    """Ballots in all with which these errors, and no more, leave p at the risk limit; None: no number does."""
    lacking = log_p(0, errors, gamma, diluted) - log(risk_limit)
    return None if lacking == inf else max(0, ceil(lacking / -log1p(-diluted / (2 * gamma))))


def size_planned(gamma: float, diluted: float, risk_limit: float, tolerance: float) -> int | None:
    """Ballots to begin with where overstatements by one come at this share of the diluted margin (Stark 2010); None: no number does."""
    per_ballot = 1 / (2 * gamma) + tolerance * log1p(-1 / (2 * gamma))
    return ceil(-log(risk_limit) / per_ballot / diluted) if per_ballot > 0 else None
