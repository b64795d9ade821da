"""What the missing sheets could do under a cap tighter than their roll, where the case asks for it by name.

The roll cap proves: no more people can have voted than are on the roll. A tighter cap assumes something of the missing
units, so what follows from it never enters a verdict; it stands beside the bounds under the cap's own name.

| cap                | assumed of each missing unit                                                              | needs                       |
|--------------------|-------------------------------------------------------------------------------------------|-----------------------------|
| `highest_turnout`  | no larger part of its roll voted validly than on the counted sheet where that part is largest | the rolls of the sheets     |
| `regional_turnout` | the same, on the counted sheets of its region                                              | missing rolls by region, too |
| `regional_pattern` | it reads like the counted sheets of its region together: one completion, and no bound       | missing rolls by region, too |

The region is the smallest that has a counted sheet; rolls by region come from a list of units (role `units`), where each
unit's roll is known, or from the case's `roll_by_region`, where what is missing of a region counts as one unit. Counts are exact: a unit of M voters at a highest turnout of t in T has at most the whole part of
M·t/T votes. Units of the pattern are added up before they are rounded, to the nearest vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np
import polars as pl

from recuento.records.contest import Cap
from recuento.records.counted import REGION_JOINT
from recuento.records.messages import Message, sentences
from recuento.records.verdict import Completion, Winner

from .bounds import could_win, could_win_outright, vote_ranges
from .evidence import Evidence
from .exact import Whole
from .missing_rolls import missing_rolls

_Group = tuple[str, ...]


def completions_of(evidence: Evidence) -> tuple[Completion, ...]:
    """One for each cap that the case names, in its order; of a cap that cannot be computed, why."""
    if evidence.missing_units == 0:
        return ()
    return tuple(_completion(evidence, cap) for cap in evidence.case.contest.caps)


def _completion(evidence: Evidence, cap: Cap) -> Completion:
    if (trouble := _cannot(evidence, cap)) is not None:
        return Completion(cap=cap, voters=None, says=Message(f"completion.{trouble}", cap=Message(f"cap_name.{cap}")))
    if cap == "regional_pattern":
        return _as_the_region(evidence)
    most = _most_votes(evidence, cap)
    roll = evidence.missing_roll
    capped = replace(evidence, missing_roll=most if roll is None else min(most, roll))
    winner = Winner(possible=could_win(capped), outright=could_win_outright(capped))
    could = winner.possible if winner.outright is None else winner.outright
    key = "could_win" if winner.outright is None else "could_win_outright"
    says = sentences(
        Message("completion.votes", cap=Message(f"cap_name.{cap}"), voters=capped.missing_roll or 0),
        Message(f"completion.{key}", names=tuple(evidence.name(c) for c in could) or (Message("nobody"),)),
        Message("completion.assumed"),
    )
    return Completion(cap=cap, voters=capped.missing_roll, votes=vote_ranges(capped), winner=winner, says=says)


def _cannot(evidence: Evidence, cap: Cap) -> str | None:
    """Why the cap cannot be computed, if it cannot."""
    if not evidence.rolls_hold or not evidence.rolls_known or evidence.aggregated or not len(evidence.votes):
        return "rolls_not_usable"
    if evidence.open.any:
        return "sheets_leave_open"
    if cap == "highest_turnout":
        return None if evidence.missing_roll is not None else "missing_roll_not_known"
    return None if missing_rolls(evidence) is not None else "no_list_of_units"


def _most_votes(evidence: Evidence, cap: Cap) -> int:
    """The most valid votes that the missing units hold under the cap."""
    valid = evidence.votes.sum(axis=1)
    if cap == "highest_turnout":
        highest = _highest(valid, evidence.roll)
        most = highest * (evidence.missing_roll or 0)
        return most.numerator // most.denominator
    whole = 0
    for rolls, here in _by_region(evidence):
        highest = _highest(valid[here], evidence.roll[here])
        whole += sum(int(m) * highest.numerator // highest.denominator for m in rolls)
    return whole


def _highest(valid: Whole, roll: Whole) -> Fraction:
    """The largest part of a sheet's roll that voted validly."""
    some = roll > 0
    best = Fraction(0)
    if some.any():
        shares = valid[some] / roll[some]
        for at in np.flatnonzero(
            shares >= shares.max() * (1 - 1e-12)
        ):  # exact among those that floats cannot tell apart
            best = max(best, Fraction(int(valid[some][at]), int(roll[some][at])))
    return min(best, Fraction(1))


def _by_region(evidence: Evidence) -> Iterator[tuple[list[int], Whole]]:
    """The rolls of the missing units that share a region, and which counted rows that region's are; the smallest that has any."""
    counted: dict[_Group, list[int]] = {}
    for row, path in enumerate(evidence.region.cast(pl.String)):
        parts = tuple((path or "").split(REGION_JOINT))
        for depth in range(len(parts) + 1):
            counted.setdefault(parts[:depth], []).append(row)
    missing: dict[_Group, list[int]] = {}
    known = missing_rolls(evidence)
    for path, roll in known.iter_rows() if known is not None else ():
        parts = tuple(path.split(REGION_JOINT))
        depth = next(d for d in range(len(parts), -1, -1) if parts[:d] in counted)
        missing.setdefault(parts[:depth], []).append(int(roll))
    for group, rolls in missing.items():
        yield rolls, np.array(counted[group], dtype=np.int64)


def _as_the_region(evidence: Evidence) -> Completion:
    """The votes when every missing unit reads like its region's counted sheets together."""
    added = [Fraction(0)] * evidence.width
    for rolls, here in _by_region(evidence):
        roll = int(evidence.roll[here].sum())
        for i in range(evidence.width) if roll else ():
            added[i] += Fraction(int(evidence.votes[here, i].sum()) * sum(rolls), roll)
    votes = {c: evidence.counted(c) + round(added[i]) for i, c in enumerate(evidence.candidates)}
    order = sorted(votes, key=lambda c: -votes[c])
    says = sentences(
        Message(
            "completion.pattern",
            figures=tuple(Message("completion.figure", name=evidence.name(c), votes=votes[c]) for c in order),
        ),
        Message("completion.no_bound"),
    )
    return Completion(
        cap="regional_pattern", voters=None, votes={c: (v, v) for c, v in votes.items()}, winner=None, says=says
    )
