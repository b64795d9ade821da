"""How many counted sheets would have to be false before a verdict could turn: the least number, whichever they were.

A false sheet's votes are unknown, like those of a missing unit: all of its registered voters may have voted, for
whomever suits the claim best, or nobody. Letting a sheet be false can therefore move a demand's sum by no more than

    gain = weight of the best voter · registered voters of the sheet - the sheet's weighted votes

so the k sheets with the largest gains move it most, and the least number that can reach what is asked is found by
adding up gains from the largest (for one sum that is exact; where a verdict rests on several sums at once it is a lower
bound, since one set of false sheets must serve them all). The registered voters are taken as stated on the sheets.
"""

from __future__ import annotations

import numpy as np

from recuento.records.messages import Message
from recuento.records.verdict import Fact, VerdictKind

from .demand import best_voter, reach
from .evidence import Evidence
from .exact import scaled
from .question import Question, Way
from .rules import always_met, out_of_reach


def false_sheets_needed(question: Question, kind: VerdictKind, evidence: Evidence) -> int | None:
    """The least number of false sheets that could turn the verdict; None where it is not one of proof, or cannot be told.

    It cannot where a row sums several units, where some sheet does not give its registered voters, or where these do
    not limit its votes.
    """
    known = evidence.rolls_known and evidence.rolls_hold and not evidence.aggregated
    if not known or not question.scope.everything or not question.ways:
        return None
    if kind is VerdictKind.IMPOSSIBLE:
        # Some way must become possible: all its demands that are out of reach.
        found = [_to_save(way, question, evidence) for way in question.ways]
        return min((k for k in found if k), default=None)
    if kind is VerdictKind.CONFIRMED:
        # Every way that holds must break: some demand of each.
        holding = [way for way in question.ways if all(always_met(d, question, evidence) for d in way)]
        found = [_to_break(way, question, evidence) for way in holding]
        return max((k for k in found if k), default=None) if found and all(found) else None
    return None


def fact_of(sheets: int, evidence: Evidence) -> Fact:
    """The number as a fact, and how to redo it in a spreadsheet."""
    return Fact(
        fact=Message("false_sheets.fact", units=evidence.counted_units),
        value=sheets,
        how=Message("false_sheets.how", sheets=sheets),
        rows=evidence.rows,
        changes=True,
    )


def _to_save(way: Way, question: Question, evidence: Evidence) -> int | None:
    needed = []
    for demand in way:
        high = reach(evidence, demand.weights, question.scope).high
        if not out_of_reach(demand, question, evidence) or demand.least is None or high is None:
            continue
        needed.append(_fewest(evidence, demand.weights, demand.least - high))
    return max((k for k in needed if k), default=None) if needed and all(needed) else None


def _to_break(way: Way, question: Question, evidence: Evidence) -> int | None:
    needed = []
    for demand in way:
        low = reach(evidence, demand.weights, question.scope).low
        if low is None or demand.certain is None:
            continue
        needed.append(_fewest(evidence, tuple(-w for w in demand.weights), low - demand.certain + 1))
    return min((k for k in needed if k), default=None)


def _fewest(evidence: Evidence, weights: tuple[int, ...], short: int) -> int | None:
    """The fewest sheets whose gains together reach what is short."""
    stated = evidence.most(weights)
    if stated is None:
        return None
    gains = scaled(evidence.roll, best_voter(evidence, weights)) - stated
    largest = np.sort(gains[gains > 0])[::-1]
    reached = np.cumsum(largest)
    if not len(reached) or int(reached[-1]) < short:
        return None
    return int(np.searchsorted(reached, short)) + 1
