"""A claim put as a question about counts: demands that the votes must meet for the claim to be true.

| claim      | demands                                                                                       |
|------------|-----------------------------------------------------------------------------------------------|
| came first | as many votes as each rival (more, before it is called certain)                               |
| won        | plurality: came first; else won without a run-off:                                            |
|            | majority: more than half of the valid votes                                                   |
|            | forty_ten: more than half; or two fifths, and a tenth more than each rival                    |
| share      | at least the lowest and below the highest share that the written figure may stand for         |
| votes      | at least the lowest and at most the highest count that the written figure may stand for       |
| rank       | as many votes as whoever stands behind, and no more than whoever stands ahead                 |

A question has one or more ways to be true; a way is true when all of its demands are. A share whose base nobody stated
has a way for each base: the valid votes, the ballots cast, the registered voters. A claim that repeats an announcement
at partial coverage asks about the units of that announcement (its scope); any other about all units. Who won is always a
question about all units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from recuento.records.contest import ShareBase, percent_to_fraction

from .announced_figure import Part
from .demand import Demand
from .evidence import INVALID, ROLL, Evidence
from .scope import Scope
from .written import about_share, as_percent, figure, readings_of_count, readings_of_share

Way = tuple[Demand, ...]


@dataclass(frozen=True)
class Question:
    """What is asked of the counts. `words` is the claim as a clause: "Ana Prueba won".

    `bases` names for each way what a share is a share of; empty for a question that is not about a share. `part` is the
    figure that the candidate must have, of a share of the valid votes or a count that stands for nothing but itself.
    """

    claim: str
    candidate: str
    ways: tuple[Way, ...]
    scope: Scope
    words: str
    bases: tuple[ShareBase, ...] = ()
    part: Part | None = None


BASE_WORDS: dict[ShareBase | None, str] = {
    "valid": "the valid votes",
    "ballots": "the ballots cast",
    "roll": "the registered voters",
    None: "the vote",
}
"""What a share is a share of, as the end of a sentence; None: it was not said."""

ALL_BASES: tuple[ShareBase, ...] = ("valid", "ballots", "roll")


def came_first(evidence: Evidence, candidate: str, scope: Scope, words: str = "came first") -> Question:
    """Whether the candidate has more votes than everybody else."""
    rivals = [c for c in evidence.candidates if c != candidate]
    way = (*_ahead(evidence, candidate, rivals), *_ahead_of_unnamed(evidence, candidate))
    return Question("winner", candidate, (way,), scope, f"{evidence.name(candidate)} {words}")


def won(evidence: Evidence, candidate: str, scope: Scope) -> Question:
    """Whether the candidate won (without a run-off, under a rule that has one)."""
    if evidence.case.contest.rule == "plurality":
        return came_first(evidence, candidate, scope, "won")
    words = f"{evidence.name(candidate)} won without a run-off"
    return Question("winner", candidate, won_outright(evidence, candidate), scope, words)


def won_outright(evidence: Evidence, candidate: str) -> tuple[Way, ...]:
    """The ways to win under a rule that has a run-off, without one."""
    name = evidence.name(candidate)
    majority = _demand(
        evidence,
        {candidate: 2},
        f"2 × votes of {name} - valid votes",
        least=1,
        everybody=-1,
        fails=f"{name} stays at or below half of the valid votes",
    )
    if evidence.case.contest.rule == "majority":
        return ((majority,),)
    rivals = [c for c in evidence.candidates if c != candidate]
    return ((majority,), _forty_and_ten(evidence, candidate, rivals))


def has_share(
    evidence: Evidence, candidate: str, percent: float, bound: str, scope: Scope, base: ShareBase | None = "valid"
) -> Question:
    """Whether the candidate has this share, as it is written, of `base`; None: of any base that may be meant."""
    name, written = evidence.name(candidate), figure(percent)
    exact = percent_to_fraction(percent)
    low, high = about_share(percent) if bound == "about" else readings_of_share(percent)
    bases = ALL_BASES if base is None else (base,)

    def way(of: ShareBase) -> Way:
        if of == "roll" and not evidence.rolls_known:
            unknown = f"votes of {name} as a share of a roll that the sheets do not give"
            return (_demand(evidence, {candidate: 1}, unknown, least=None),)
        if bound == "more_than":
            return (_share_from(evidence, candidate, exact, of, least=1),)
        if bound == "less_than":
            return (_share_below(evidence, candidate, exact, of),)
        return (_share_from(evidence, candidate, low, of), _share_below(evidence, candidate, high, of))

    hedge = {"more_than": "more than ", "less_than": "less than ", "about": "about "}.get(bound, "")
    words = f"{name} has {hedge}{written} of {BASE_WORDS[base]}{scope.within}"
    known = base == "valid" and bound in {"exact", "about"}
    part = Part(candidate, (evidence.candidates.index(candidate),), share=(low, high)) if known else None
    return Question("share", candidate, tuple(way(of) for of in bases), scope, words, bases, part)


def has_votes(evidence: Evidence, candidate: str, count: int, bound: str, scope: Scope) -> Question:
    """Whether the candidate has this many votes, as written; "to_the_vote" takes round counts to be exact too."""
    name = evidence.name(candidate)
    low, high = (count, count) if bound == "to_the_vote" else readings_of_count(count, hedged=bound == "about")
    low, high = {"more_than": (count + 1, high), "less_than": (low, count - 1)}.get(bound, (low, high))
    summed = f"votes of {name}"
    up = _demand(evidence, {candidate: 1}, summed, least=low, fails=f"{name} reaches at most {{}} votes")
    down = _demand(
        evidence, {candidate: -1}, summed, least=-high, upper=True, fails=f"{name} keeps at least {{}} votes"
    )
    ways: dict[str, Way] = {"more_than": (up,), "less_than": (down,)}
    hedge = {"more_than": "more than ", "less_than": "fewer than ", "about": "about "}.get(bound, "")
    alone = low == high and bound not in ways
    part = Part(candidate, (evidence.candidates.index(candidate),), count=low) if alone else None
    claimed = f"{name} has {hedge}{count:,} votes{scope.within}"
    return Question("votes", candidate, (ways.get(bound, (up, down)),), scope, claimed, part=part)


def has_rank(evidence: Evidence, candidate: str, rank: int, scope: Scope) -> Question:
    """Whether the candidate is in this place: one way for each set of candidates who could stand ahead.

    Whoever has no column may stand ahead too, if all without a column together have votes enough; how many they are is
    not known, so a place that takes some of them to stand ahead is never certain.
    """
    rivals = [c for c in evidence.candidates if c != candidate]
    ways = []
    for unnamed in range(1 if evidence.nobody_else else rank):
        for before in combinations(rivals, rank - 1 - unnamed):
            behind = [rival for rival in rivals if rival not in before]
            way = [
                *_ahead(evidence, candidate, behind),
                *(demand for rival in before for demand in _ahead(evidence, rival, [candidate])),
            ]
            if unnamed:
                words = f"votes of everybody without a column - {unnamed} × votes of {evidence.name(candidate)}"
                fails = f"too few votes are left for {unnamed} more to stand ahead of {evidence.name(candidate)}"
                way.append(_demand(evidence, {None: 1, candidate: -unnamed}, words, least=0, firm=NEVER, fails=fails))
            else:
                way += _ahead_of_unnamed(evidence, candidate)
            ways.append(tuple(way))
    return Question("rank", candidate, tuple(ways), scope, f"{evidence.name(candidate)} came {ordinal(rank)}")


NEVER = 2**200
"""What no sum reaches: asked before something is called certain that counts cannot make certain."""


def _ahead(evidence: Evidence, candidate: str, rivals: list[str]) -> Way:
    """As many votes as each rival; to be certain, more."""
    name = evidence.name(candidate)
    return tuple(
        _demand(
            evidence,
            {candidate: 1, rival: -1},
            f"votes of {name} - votes of {evidence.name(rival)}",
            least=0,
            firm=1,
            fails=f"{name} stays at least {{}} votes behind {evidence.name(rival)}",
        )
        for rival in rivals
    )


def _ahead_of_unnamed(evidence: Evidence, candidate: str) -> Way:
    """More votes than all who have no column, in case they are one person: asked only before it is called certain.

    Nothing is asked where everybody on the ballot has a column.
    """
    if evidence.nobody_else:
        return ()
    words = f"votes of {evidence.name(candidate)} - votes of everybody without a column"
    return (_demand(evidence, {candidate: 1, None: -1}, words, least=None, firm=1),)


def _forty_and_ten(evidence: Evidence, candidate: str, rivals: list[str]) -> Way:
    """Two fifths of the valid votes, and a tenth of them more than each rival; and some votes at all."""
    name = evidence.name(candidate)
    forty = _demand(
        evidence,
        {candidate: 5},
        f"5 × votes of {name} - 2 × valid votes",
        least=0,
        everybody=-2,
        fails=f"{name} stays below 40% of the valid votes",
    )
    ten = [
        _demand(
            evidence,
            {candidate: 10, rival: -10},
            f"10 × (votes of {name} - votes of {evidence.name(rival)}) - valid votes",
            least=0,
            everybody=-1,
            fails=f"{name} does not lead {evidence.name(rival)} by 10% of the valid votes",
        )
        for rival in rivals
    ]
    words = f"10 × (votes of {name} - votes of everybody without a column) - valid votes"
    unnamed = _demand(evidence, {candidate: 10, None: -10}, words, least=None, firm=0, everybody=-1)
    voted = _demand(evidence, {candidate: 1}, f"votes of {name}", least=1, fails=f"{name} has no votes")
    return (voted, forty, *ten, *([] if evidence.nobody_else else [unnamed]))


def _share_from(evidence: Evidence, candidate: str, share: Fraction, of: ShareBase, least: int = 0) -> Demand:
    p, q = share.numerator, share.denominator
    stays = "below" if least == 0 else "at or below"
    return _demand(
        evidence,
        {candidate: q},
        _share_words(evidence, candidate, share, of),
        least=least,
        base=(of, -p),
        fails=f"{evidence.name(candidate)} stays {stays} {as_percent(share, 3)} of {BASE_WORDS[of]}",
    )


def _share_below(evidence: Evidence, candidate: str, share: Fraction, of: ShareBase) -> Demand:
    p, q = share.numerator, share.denominator
    return _demand(
        evidence,
        {candidate: -q},
        _share_words(evidence, candidate, share, of),
        least=1,
        base=(of, p),
        upper=True,
        fails=f"{evidence.name(candidate)} stays at or above {as_percent(share, 3)} of {BASE_WORDS[of]}",
    )


def _share_words(evidence: Evidence, candidate: str, share: Fraction, of: ShareBase) -> str:
    """The sum behind "at least this share", in the whole numbers it is computed in."""
    p, q = share.numerator, share.denominator
    whole = {"valid": "valid votes", "ballots": "ballots cast", "roll": "registered voters"}[of]
    return f"{q:,} × votes of {evidence.name(candidate)} - {p:,} × {whole} (zero at {as_percent(share, 3)})"


def _demand(
    evidence: Evidence,
    weights: Mapping[str | None, int],
    words: str,
    *,
    least: int | None,
    everybody: int = 0,
    base: tuple[ShareBase, int] = ("valid", 0),
    **rest: Any,
) -> Demand:
    """A demand from weights by candidate (None: everybody without a column), on top of a weight that all votes have.

    `base` is a further weight that every valid vote, every ballot or every registered voter has.
    """
    of, weight = base
    votes = everybody + (weight if of != "roll" else 0)
    row = [votes + weights.get(c, 0) for c in (*evidence.candidates, None)]
    if of != "valid":
        row += [0, 0]
        row[INVALID], row[ROLL] = (weight, 0) if of == "ballots" else (0, weight)
    return Demand(tuple(row), least, words, **rest)


def ordinal(rank: int) -> str:
    """A place in words: "first", "in place 4"."""
    return {1: "first", 2: "second", 3: "third"}.get(rank, f"in place {rank}")
