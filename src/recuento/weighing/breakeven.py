"""From which coverage on an announced figure turns impossible: the question that a rounded "80%" leaves.

The more units an announcement rests on, the fewer counted units it can have left out, so for each demand there is a
number of units from which on no choice of them, and no completion, meets it any more. For an announced count a of one
candidate this can be redone in a spreadsheet: sort the counted sheets by that candidate's votes, smallest first, and
add them up; the sum first exceeds a at sheet t; with m units missing, the count is impossible from t + m units on.
"""

from __future__ import annotations

import numpy as np

from .demand import Demand, from_missing, reach
from .evidence import Evidence
from .question import Question
from .scope import Scope, units_in_all


def impossible_from(evidence: Evidence, question: Question) -> int | None:
    """The least number of units from which on the claim is impossible; None where it never is, or is not computable."""
    turning = []
    for way in question.ways:
        each = [at for demand in way if (at := _demand_fails_from(evidence, demand)) is not None]
        if not each:
            return None
        turning.append(min(each))
    return max(turning, default=0)


def _demand_fails_from(evidence: Evidence, demand: Demand) -> int | None:
    missing, added = evidence.missing_units, from_missing(evidence, demand.weights)
    if missing is None or added is None or demand.least is None:
        return None
    if evidence.aggregated:
        return _fails_from_by_halving(evidence, demand)
    rows = evidence.most(demand.weights)
    if rows is None:
        return None
    counted = np.sort(rows)[::-1]
    gaining = int((counted > 0).sum())
    best = int(counted[:gaining].sum()) + added
    if best < demand.least:
        return 0
    falling = best + np.cumsum(counted[gaining:])
    kept = gaining + int(np.searchsorted(-falling, -demand.least, side="right")) + 1
    return kept + missing if kept <= len(counted) else None


def _fails_from_by_halving(evidence: Evidence, demand: Demand) -> int | None:
    size = units_in_all(evidence)

    def fails(least: int) -> bool:
        scope = Scope("units", least, size, everything=least >= size, known=True, words="")
        high = reach(evidence, demand.weights, scope).high
        return high is not None and demand.least is not None and high < demand.least

    if not fails(size):
        return None
    low, high = -1, size
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) else (middle, high)
    return high
