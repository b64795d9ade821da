"""From which coverage on an announced figure turns impossible: the question that a rounded "80%" leaves.

The more units an announcement rests on, the fewer counted units it can have left out, so for each demand there is a
number of units from which on no choice of them, and no completion, meets it any more. For an announced count a of one
candidate this can be redone in a spreadsheet: sort the counted sheets by that candidate's votes, smallest first, and
add them up; the sum first exceeds a at sheet t; with m units missing, the count is impossible from t + m units on.

Below it the figure need not be possible: no sheets may add up to just that sum. With few units every choice is tried.
With many, sums lie close: going from the choice with the fewest votes to the one with the most, a unit at a time, no
step is larger than the largest sheet, so where the missing units can supply that many votes every count between is met.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .announced_figure import ANY_SHARE
from .demand import Demand, from_missing, reach
from .evidence import Evidence
from .exhaustive import sizes_that_fit
from .question import Question
from .scope import Scope, units_in_all


@dataclass(frozen=True)
class BreakEven:
    """From how many units on figures are impossible (None: never, or not computable), and whether from no fewer.

    Where it is not `exact`, they may be impossible from fewer units on.
    """

    units: int | None
    exact: bool = False


def impossible_from(evidence: Evidence, question: Question) -> BreakEven:
    """From how many units on the claim is impossible."""
    if question.part is not None and (sizes := sizes_that_fit(evidence, [question.part])) is not None:
        return BreakEven(turning_after(sizes, units_in_all(evidence)), exact=True)
    at = _all_ways_fail_from(evidence, question)
    return BreakEven(at, exact=at == 0 or (at is not None and _can_be_had(evidence, question, at - 1)))


def turning_after(sizes: Collection[int], size: int) -> int | None:
    """One more than the most units with which figures can be had; None where these are all."""
    most = max(sizes, default=-1)
    return None if most >= size else most + 1


def _can_be_had(evidence: Evidence, question: Question, units: int) -> bool:
    """Whether some choice of so many units surely has the claimed count or share; False also where that is not known.

    The demands have been found to be in reach one by one: one choice has few enough votes, another has enough.
    """
    part, roll, missing = question.part, evidence.missing_roll, evidence.missing_units
    if part is None or roll is None or missing is None or evidence.open.any or evidence.aggregated:
        return False
    fewest, most = max(0, units - missing), min(len(evidence.votes), units - bool(missing))
    if part.count is not None:
        votes = np.sort(evidence.votes[:, part.columns].sum(axis=1))
        low, high = int(votes[:fewest].sum()), int(votes[len(votes) - most :].sum())
        return bool(missing) and low <= part.count <= high + roll and int(votes[-1]) <= roll
    valid = np.sort(evidence.votes.sum(axis=1))
    least, (low_end, high_end) = int(valid[:fewest].sum()), part.share or ANY_SHARE
    exactly = Scope("units", units, units, everything=False, known=True, words="")
    spans = [(reach(evidence, d.weights, exactly).high, d.least) for d in question.ways[0]]
    if not all(high is not None and wanted is not None and high >= wanted for high, wanted in spans):
        return False  # with just so many units one end may be out of reach
    # Taking one unit for another changes votes and valid votes by at most the largest sheet each.
    return least > 0 and Fraction(2 * int(valid[-1]), least) < high_end - low_end


def _all_ways_fail_from(evidence: Evidence, question: Question) -> int | None:
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
