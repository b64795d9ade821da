"""The most units with which announced figures can be had, sought by a solver and checked in whole numbers.

An example of a given size shows that the figures are not impossible up to that size, so together with a proof for one
unit more it makes a break-even coverage exact. The units taken (x, 0 or 1), the number of missing units among them (j)
and the votes these supply (s, by column of votes) are whole numbers, with

    maximise  Σ x + j     where  Σ s <= missing roll · j,    least <= Σ x + j <= most,    0 <= j <= missing units,

    for a count a                        Σ votes·x + s = a
    for a share from p (incl.) to q      p · valid <= own < q · valid     (valid, own: sums over x, and s)

scipy's HiGHS ("Huangfu and Hall, Parallelizing the dual revised simplex method", Mathematical Programming Computation
10, 2018) seeks. What it finds is only believed after the choice was added up again in integers; that it finds nothing
proves nothing. It stops after a fixed number of nodes, so that the same figures give the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from .announced_figure import ANY_SHARE, Part
from .evidence import Evidence
from .scope import Scope

_MOST_ROWS = 3000
_NODES = 500

Choice = npt.NDArray[np.bool_]


def can_be_sought(evidence: Evidence, scope: Scope) -> bool:
    """Whether the solver is asked: sheets unit by unit that leave nothing open, and not too many of them."""
    known = evidence.missing_units is not None and evidence.missing_roll is not None
    return (
        known
        and scope.of == "units"
        and len(evidence.votes) <= _MOST_ROWS
        and not (evidence.open.any or evidence.aggregated)
    )


def largest_choice(
    evidence: Evidence, parts: Sequence[Part], least: int, most: int, holds: Callable[[Choice], bool]
) -> Choice | None:
    """Counted units that, completed to as many units as can be from `least` to `most`, give every figure; or None.

    `holds` checks a choice in whole numbers.
    """
    rows, width = evidence.votes.shape
    missing, roll = evidence.missing_units or 0, evidence.missing_roll or 0
    votes = evidence.votes.astype(float)
    taken, absent = np.ones(rows), np.zeros(rows)
    constraints = [
        ((absent, np.ones(width), -float(roll)), -np.inf, 0.0),
        ((taken, np.zeros(width), 1.0), float(least), float(most)),
    ]
    for part in parts:
        own = np.array(part.weights(width), dtype=float)
        if part.count is not None:
            constraints.append(((votes @ own, own, 0.0), float(part.count), float(part.count)))
            continue
        low, high = part.share or ANY_SHARE
        floor = float(low.denominator) * own - float(low.numerator)
        ceiling = float(high.denominator) * own - float(high.numerator)
        constraints.append(((votes @ floor, floor, 0.0), 0.0, np.inf))
        constraints.append(((votes @ ceiling, ceiling, 0.0), -np.inf, -1.0))
    matrix = np.array(
        [np.concatenate([units, supplied, [absentees]]) for (units, supplied, absentees), _, _ in constraints]
    )
    ends = np.array([(low, high) for _, low, high in constraints])
    scale = np.maximum(np.abs(matrix).max(axis=1), 1.0)
    upper = np.concatenate([taken, np.full(width, float(roll if missing else 0)), [float(missing)]])
    goal = np.concatenate([-taken, np.zeros(width), [-1.0]])
    found = milp(
        goal,
        integrality=np.ones(len(goal)),
        bounds=Bounds(np.zeros(len(goal)), upper),
        constraints=LinearConstraint(matrix / scale[:, None], ends[:, 0] / scale, ends[:, 1] / scale),
        options={"node_limit": _NODES},
    )
    if found.x is None:
        return None
    choice: Choice = found.x[:rows] > 0.5
    return choice if holds(choice) else None
