"""A claim as linear demands on whole numbers, and how far every completion can go to meet or break them.

"A has more votes than B" is V(A) - V(B) >= 1; "A has at least 51.2% of valid votes" is 1000·V(A) - 512·V >= 0. A demand
is such a line: weights on the candidates' votes (and everybody else's), and the least sum that makes it true.

The reach of a demand is the exact least and greatest value of its sum over all completions. Over all units:

    least    = counted sum + missing roll · min(0, smallest weight)
    greatest = counted sum + missing roll · max(0, largest weight)

since the whole missing roll, or none of it, may vote, and all for one candidate. Over a part of the units (k of N, m of
them missing) the part may leave out any counted units, as long as no more than m of its k units are missing ones:
the greatest sum keeps the best i counted units for the best allowed i, from k - m to k, which sorting finds exactly.
Where rows sum many units, single units cannot be chosen; then the units left out hold, in all, at most their number
times `unit_roll_max` voters (all votes if that is not stated), which bounds the sum from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from recuento.records.messages import Message

from .evidence import INVALID, ROLL, Evidence
from .exact import Whole, best_fill, total
from .scope import BEYOND, Scope


@dataclass(frozen=True)
class Demand:
    """True when the weighted votes add to `least` or more; `firm` is asked instead where a tie must not do.

    `weights` run over the evidence's candidates and everybody else; two more may follow, of invalid papers and of the
    roll. `least` is None for a demand that only
    matters before something is called certain. `words` names the sum; where the demand is really an upper limit,
    `upper` is true, the weights are negated and `words` names the sum that must not be too large. `fails` says
    what follows when the demand is out of reach, and may name the nearest value, `most`.
    """

    weights: tuple[int, ...]
    least: int | None
    words: str
    firm: int | None = None
    upper: bool = False
    fails: Message | None = None

    @property
    def certain(self) -> int | None:
        """What the sum must reach before the claim is called certain."""
        return self.least if self.firm is None else self.firm

    def shown(self, value: int) -> int:
        """A value of the weighted sum as the value of what `words` names."""
        return -value if self.upper else value

    def asks(self, value: int | None) -> Message:
        """What is asked of what `words` names, when the weighted sum must reach `value`."""
        if value is None:
            return Message("asks.nothing")
        return Message("asks.at_most", most=-value) if self.upper else Message("asks.at_least", least=value)


@dataclass(frozen=True)
class Reach:
    """The least and greatest value of a demand's sum; None where nothing limits it."""

    low: int | None
    high: int | None


def reach(evidence: Evidence, weights: tuple[int, ...], scope: Scope) -> Reach:
    """How low and how high the weighted votes can go over all completions, and all choices of units in the scope."""
    high = _remembered(evidence, weights, scope)
    low = _remembered(evidence, tuple(-w for w in weights), scope)
    return Reach(None if low is None else -low, high)


def counted_sum(evidence: Evidence, weights: Sequence[int]) -> int:
    """The weighted votes stated on the counted sheets (what they leave open taken as none)."""
    stated = sum(w * t for w, t in zip(weights, evidence.totals, strict=False))
    if len(weights) == evidence.width:
        return stated
    return stated + weights[INVALID] * total(evidence.open.invalid_low) + weights[ROLL] * evidence.counted_roll


def from_missing(evidence: Evidence, weights: tuple[int, ...]) -> int | None:
    """The most that the missing units can add to the weighted votes; None where their roll is not known.

    Each of their voters votes for whom it helps most, or not at all; a weight of the roll comes with each, voting or not.
    """
    best = best_voter(evidence, weights)
    if best == 0 or evidence.missing_units == 0:
        return 0
    if best < 0 and evidence.case.contest.roll is None:
        return 0  # the missing roll is then known only to be at most so much, and may be none
    return None if evidence.missing_roll is None else best * evidence.missing_roll


def best_voter(evidence: Evidence, weights: tuple[int, ...]) -> int:
    """The most that one registered voter of a missing unit can add."""
    if len(weights) == evidence.width:
        return max(0, *weights)
    return max(0, *weights[:ROLL]) + weights[ROLL]


def _remembered(evidence: Evidence, weights: tuple[int, ...], scope: Scope) -> int | None:
    if (weights, scope) not in evidence.extremes:
        evidence.extremes[weights, scope] = _greatest(evidence, weights, scope)
    return evidence.extremes[weights, scope]


def _greatest(evidence: Evidence, weights: tuple[int, ...], scope: Scope) -> int | None:
    added = from_missing(evidence, weights)
    if added is None:
        return None
    counted = evidence.most(weights)
    if counted is None:
        return None
    if scope.everything:
        return total(counted) + added
    added = max(0, added)  # missing units may be left out of a part of the count
    if scope.of == "roll":
        return _greatest_of_roll(evidence, counted, added, scope)
    if evidence.aggregated:
        return _greatest_of_aggregates(evidence, weights, total(counted), scope) + added
    return _greatest_of_units(evidence, counted, added, scope)


def _greatest_of_units(evidence: Evidence, counted: Whole, added: int, scope: Scope) -> int:
    """The best i counted units and, when a missing unit is among the rest, all that the missing roll can add."""
    n = len(counted)
    missing = BEYOND if evidence.missing_units is None else evidence.missing_units
    fewest = max(0, scope.least - missing)
    best = np.concatenate([np.zeros(1, dtype=counted.dtype), np.cumsum(np.sort(counted)[::-1])])
    gaining = int((counted > 0).sum())
    values = []
    if (most := min(n, scope.most)) >= fewest:
        values.append(int(best[min(max(gaining, fewest), most)]))
    if missing and (most := min(n, scope.most - 1)) >= fewest:
        values.append(int(best[min(max(gaining, fewest), most)]) + added)
    return max(values)


def _greatest_of_aggregates(evidence: Evidence, weights: tuple[int, ...], counted: int, scope: Scope) -> int:
    """The counted sum after the units left out have taken as many votes of negative weight as they can hold."""
    room, value = left_out_room(evidence, scope), counted
    most = [evidence.at_most(evidence.of_one(i)) for i in range(evidence.width)]
    held = [BEYOND if votes is None else votes for votes in most]
    if len(weights) > evidence.width:
        papers = total(evidence.open.invalid_high)
        held += [papers, evidence.counted_roll]
    for weight, votes in sorted(zip(weights, held, strict=True)):
        if weight >= 0:
            break
        taken = votes if room is None else min(votes, room)
        value -= weight * taken
        room = None if room is None else room - taken
    return value


def left_out_room(evidence: Evidence, scope: Scope) -> int | None:
    """The most votes that the counted units left out of an announcement can hold; None where nothing limits them."""
    missing = BEYOND if evidence.missing_units is None else evidence.missing_units
    left_out = min(evidence.counted_units, evidence.counted_units + missing - scope.least)
    if left_out == 0:
        return 0
    cap = evidence.case.contest.unit_roll_max
    return None if cap is None else left_out * cap


def _greatest_of_roll(evidence: Evidence, counted: Whole, added: int, scope: Scope) -> int:
    """The filling of the announced roll with counted units, and the missing roll, that gains most (taken in part)."""
    gain = np.append(counted, added).astype(counted.dtype)
    size = np.append(evidence.roll, evidence.missing_roll or 0)
    if not added:
        gain[-1] = 0
    best = best_fill(gain, size, scope.least, scope.most)
    return floor(best) if best is not None else total(counted[counted > 0]) + added


def best_counted(evidence: Evidence, weights: tuple[int, ...]) -> Fraction | None:
    """The most that counted units holding the same roll as the missing units add to the weighted votes.

    None where the counted sheets hold less roll than is missing, where the missing roll is not known, or where rows sum
    several units, so that the best single units are hidden.
    """
    if evidence.missing_roll is None or evidence.aggregated:
        return None
    key = ("best counted", weights)
    if key not in evidence.fillings:
        evidence.fillings[key] = _best_counted(evidence, weights)
    return evidence.fillings[key]


def _best_counted(evidence: Evidence, weights: tuple[int, ...]) -> Fraction | None:
    size, counted = evidence.missing_roll or 0, evidence.most(weights)
    return None if counted is None else best_fill(counted, evidence.roll, size, size)


def resembling(evidence: Evidence, weights: tuple[int, ...], scope: Scope) -> int | None:
    """The greatest sum when the missing units may do no more than the best counted units of the same roll did.

    The missing units' part is rounded up, so that nothing is called unlike the counted units by rounding.
    """
    key = ("resembling", weights, scope)
    if key not in evidence.extremes:
        evidence.extremes[key] = _resembling(evidence, weights, scope)
    return evidence.extremes[key]


def _resembling(evidence: Evidence, weights: tuple[int, ...], scope: Scope) -> int | None:
    best, counted = best_counted(evidence, weights), evidence.most(weights)
    if best is None or counted is None or scope.of == "roll":
        return None
    if scope.everything:
        return total(counted) + ceil(best)
    some = best_fill(counted, evidence.roll, 0, evidence.missing_roll or 0) or Fraction(0)
    return _greatest_of_units(evidence, counted, max(0, ceil(some)), scope)
