"""Whether some choice of units keeps every row of a system of inequalities, or a whole-number proof that none does.

The system: each unit is taken or left (x = 0 or 1), one corner of what the missing units may add is taken, and row by
row the sum of what was taken must not exceed its limit:

    Σ x_u·A[u, r] + corner[r] <= limit[r]        for every row r

Allowing parts of units and mixtures of corners, all sums that can be reached form a convex body. Either it meets the
box of allowed sums, or a plane separates the two: weights λ >= 0 on the rows such that even the choice best for the
system breaks the weighted row (Farkas' lemma),

    Σ_u min(0, λ·A[u]) + min over corners of λ·corner  >  λ·limit                                          (*)

The plane is sought by Wolfe's algorithm for the point of a polytope nearest the origin ("Finding the nearest point in a
polytope", Mathematical Programming 11, 1976), in floating point; then λ is rounded to whole numbers and (*) is checked
in whole numbers. Only (*) counts: where rounding spoils it there is no proof, and nothing is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .exact import Whole, combine, total

Floats = npt.NDArray[np.float64]

_STEPS = 400
_TOUCHING = 1e-18


@dataclass(frozen=True)
class System:
    """Rows over units (`columns`, units by rows), what the missing units may add (`corners`), and the limits."""

    columns: Whole
    corners: tuple[tuple[int, ...], ...]
    limits: tuple[int, ...]

    def tightened(self, by: tuple[int, ...]) -> System:
        """The same system with each limit lowered."""
        limits = tuple(limit - less for limit, less in zip(self.limits, by, strict=True))
        return System(self.columns, self.corners, limits)


@dataclass(frozen=True)
class Separation:
    """A proof that the system has no solution: whole-number weights on its rows, and both sides of (*)."""

    weights: tuple[int, ...]
    least: int
    allowed: int


@dataclass(frozen=True)
class Mixture:
    """Choices of units (one a row of `choices`) whose weighted mean meets the limits, as far as floats can tell.

    `corners` are what the missing units add to each, in the system's rows.
    """

    choices: npt.NDArray[np.bool_]
    corners: Floats
    weights: Floats

    def parts(self) -> Floats:
        """The part of each unit that is taken."""
        mean: Floats = self.weights @ self.choices
        return mean

    def corner(self) -> Floats:
        """What the missing units add, row by row."""
        mean: Floats = self.weights @ self.corners
        return mean


def prove(system: System, weights: tuple[int, ...]) -> Separation | None:
    """The proof that these weights give, or None when they give none. Exact."""
    weighted = combine(system.columns, weights)
    corner = min(sum(w * c for w, c in zip(weights, corner, strict=True)) for corner in system.corners)
    least = total(weighted[weighted < 0]) + corner
    allowed = sum(w * limit for w, limit in zip(weights, system.limits, strict=True))
    return Separation(weights, least, allowed) if least > allowed else None


def separate(system: System) -> Separation | Mixture | None:
    """A proof that no choice keeps the limits, or a mixture of choices that does, or None where floats cannot tell."""
    scaled = _Scaled(system)
    point, choice = scaled.extreme(np.ones(len(system.limits)))
    nearest, points, choices, mix = point, point[None, :], [choice], np.ones(1)
    for _ in range(_STEPS):
        if nearest @ nearest <= _TOUCHING:
            return Mixture(np.array([c.units for c in choices]), np.array([c.corner for c in choices]), mix)
        point, choice = scaled.extreme(nearest)
        if nearest @ point > 0 and (proof := _rounded_proof(system, nearest / scaled.scale)):
            return proof
        if nearest @ (nearest - point) <= 1e-10 * (nearest @ nearest):
            return None
        points, choices = np.vstack([points, point]), [*choices, choice]
        points, choices, mix = _nearest_in(points, choices, np.append(mix, 0.0))
        nearest = mix @ points
    return None


@dataclass(frozen=True)
class _Choice:
    """An extreme point as it came about: the units taken, and the corner."""

    units: npt.NDArray[np.bool_]
    corner: Floats


class _Scaled:
    """The system with every row divided by its range, and its extreme points in a direction."""

    def __init__(self, system: System) -> None:
        columns = system.columns.astype(float)
        corners = np.array(system.corners, dtype=float)
        limits = np.array(system.limits, dtype=float)
        low = np.minimum(columns, 0).sum(axis=0) + corners.min(axis=0)
        high = np.maximum(columns, 0).sum(axis=0) + corners.max(axis=0)
        self.scale = np.maximum(np.maximum(high, limits) - np.minimum(low, limits), 1.0)
        self._columns = columns / self.scale
        self._corners = corners / self.scale
        self._high = limits / self.scale
        self._low = np.minimum(low, limits) / self.scale

    def extreme(self, direction: Floats) -> tuple[Floats, _Choice]:
        """The point of (reachable sums - allowed sums) that lies least far in the direction, and what makes it."""
        units = self._columns @ direction < 0
        corner = self._corners[int(np.argmin(self._corners @ direction))]
        allowed = np.where(direction > 0, self._high, self._low)
        return units @ self._columns + corner - allowed, _Choice(units, corner * self.scale)


def _nearest_in(points: Floats, choices: list[_Choice], mix: Floats) -> tuple[Floats, list[_Choice], Floats]:
    """Wolfe's minor cycle: the nearest point within the hull of the points kept, dropping those it does not need."""
    while True:
        affine = _affine_nearest(points)
        if (affine > 1e-14).all():
            return points, choices, affine
        falling = affine <= 1e-14
        steps = mix[falling] / np.maximum(mix[falling] - affine[falling], 1e-300)
        step = min(1.0, float(steps.min()))
        mix = mix + step * (affine - mix)
        keep = mix > 1e-14
        if keep.all():
            keep[int(np.argmin(mix))] = False
        points = points[keep]
        choices = [choice for choice, kept in zip(choices, keep, strict=True) if kept]
        mix = mix[keep] / mix[keep].sum()
        if len(mix) == 1:
            return points, choices, mix


def _affine_nearest(points: Floats) -> Floats:
    """Weights (adding to one, of any sign) of the point nearest the origin in the flat through the points."""
    n = len(points)
    system = np.ones((n + 1, n + 1))
    system[0, 0] = 0
    system[1:, 1:] = points @ points.T
    right = np.zeros(n + 1)
    right[0] = 1
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0][1:], dtype=np.float64)


def _rounded_proof(system: System, direction: Floats) -> Separation | None:
    """The direction as small whole numbers that still prove it: the coarsest that do, so that a person can check."""
    positive = np.maximum(direction, 0)
    if not positive.any():
        return None
    for size in (1, 10, 100, 10**4, 10**6, 10**9, 10**12, 10**15):
        weights = tuple(int(w) for w in np.rint(positive / positive.max() * size))
        if proof := prove(system, weights):
            return proof
    return None
