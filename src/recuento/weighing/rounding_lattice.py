"""Whether announced counts are what rounded shares times the total give: the trace of votes computed back from shares.

A count lies on the lattice of d decimals when it is a whole number nearest to k/10^(d+2) of the total, for a whole k.
Whoever starts from rounded shares lands there with every count; honest counts do so by chance. The chance is reckoned
under one null, which is told with it: given the shares to d decimals, each count but one is independently any of the
whole numbers nearest to its own share, all alike; the one follows from the total where the counts exhaust it. It is
multiplied by the number of decimals that were tried (Bonferroni). The idea is from the discussion of Venezuela's first bulletin
of 28 July 2024 (A. Gelman's blog, 31 July 2024); the null, and what it does not show, are in docs/weighing.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

TRIED = (0, 1, 2)
"""The numbers of decimals of a share in percent that are tried."""
RARE = Fraction(1, 1000)
"""What the chance, with all that was tried, must be below to be spoken of."""


@dataclass(frozen=True)
class Lattice:
    """All counts lie on the lattice of `decimals`; `chance` under the null, times the decimals tried, at most 1."""

    decimals: int
    chance: Fraction


def rounding_lattice(counts: Sequence[int], total: int) -> Lattice | None:
    """The lattice on which all counts lie that is rarest by chance; None where they lie on none of those tried.

    `total` is what the shares are of; counts that do not add to it are each free.
    """
    if not counts or total <= 0:
        return None
    fits = [
        Lattice(d, min(Fraction(1), len(TRIED) * _chance(counts, total, d))) for d in TRIED if _all_on(counts, total, d)
    ]
    return min(fits, key=lambda fit: fit.chance, default=None)


def _steps(decimals: int) -> int:
    return int(10 ** (decimals + 2))


def _all_on(counts: Sequence[int], total: int, decimals: int) -> bool:
    return all(is_on_lattice(count, total, decimals) for count in counts)


def is_on_lattice(count: int, total: int, decimals: int) -> bool:
    """Whether a count is a whole number nearest to some share with so many decimals, halves either way."""
    steps = _steps(decimals)
    return any(2 * abs(count * steps - k * total) <= steps for k in _nearest_shares(count, total, decimals))


def _nearest_shares(count: int, total: int, decimals: int) -> tuple[int, int]:
    """The shares below and above a count, in steps of the last decimal."""
    below = count * _steps(decimals) // total
    return below, below + 1


def _chance(counts: Sequence[int], total: int, decimals: int) -> Fraction:
    """The chance that all counts but one (all, where they do not exhaust the total) lie on the lattice."""
    each = sorted((_chance_of_one(count, total, decimals) for count in counts), reverse=True)
    free = each[:-1] if sum(counts) == total else each  # the one that follows is taken as the one that says most
    return prod(free, start=Fraction(1))


def _chance_of_one(count: int, total: int, decimals: int) -> Fraction:
    """Of the whole numbers nearest to the same share, how many are nearest to its multiple of the total."""
    steps = _steps(decimals)
    k = min(_nearest_shares(count, total, decimals), key=lambda k: abs(count * steps - k * total))
    low = max(0, -((total - 2 * k * total) // (2 * steps)))  # the first c with 2(k*total - c*steps) <= total
    high = min(total, (2 * k * total + total) // (2 * steps))
    on = 2 if (2 * k * total) % (2 * steps) == steps else 1
    return min(Fraction(1), Fraction(on, high - low + 1))
