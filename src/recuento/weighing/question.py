"""A claim put as a question about counts: demands that the votes must meet for the claim to be true.

| claim  | demands                                                                                   |
|--------|-------------------------------------------------------------------------------------------|
| winner | plurality: as many votes as each rival (more, before it is called certain)                |
|        | majority: more than half of the valid votes                                               |
|        | forty_ten: more than half; or two fifths, and a tenth more than each rival                |
| share  | at least the lowest and below the highest share that the written figure may stand for     |
| votes  | at least the lowest and at most the highest count that the written figure may stand for   |
| rank   | as many votes as whoever stands behind, and no more than whoever stands ahead             |

A question has one or more ways to be true; a way is true when all of its demands are. A claim that repeats an
announcement at partial coverage asks about the units of that announcement (its scope); any other about all units. Who
won is always a question about all units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from recuento.records.contest import percent_to_fraction

from .demand import Demand
from .evidence import Evidence
from .scope import Scope
from .written import about_share, as_percent, figure, readings_of_count, readings_of_share

Way = tuple[Demand, ...]


@dataclass(frozen=True)
class Question:
    """What is asked of the counts. `words` is the claim as a clause: "Ana Prueba won"."""

    claim: str
    candidate: str
    ways: tuple[Way, ...]
    scope: Scope
    words: str


def won(evidence: Evidence, candidate: str, scope: Scope) -> Question:
    """Whether the candidate won (without a run-off, under a rule that has one)."""
    rule = evidence.case.contest.rule
    rivals = [c for c in evidence.candidates if c != candidate]
    name = evidence.name(candidate)
    if rule == "plurality":
        way = (*_ahead(evidence, candidate, rivals), _ahead_of_unnamed(evidence, candidate))
        return Question("winner", candidate, (way,), scope, f"{name} won")
    majority = _demand(
        evidence,
        {candidate: 2},
        f"2 × votes of {name} - valid votes",
        least=1,
        everybody=-1,
        fails=f"{name} stays at or below half of the valid votes",
    )
    words = f"{name} won without a run-off"
    if rule == "majority":
        return Question("winner", candidate, ((majority,),), scope, words)
    return Question("winner", candidate, ((majority,), _forty_and_ten(evidence, candidate, rivals)), scope, words)


def has_share(evidence: Evidence, candidate: str, percent: float, bound: str, scope: Scope) -> Question:
    """Whether the candidate has this share of the valid votes, as it is written."""
    name, written = evidence.name(candidate), figure(percent)
    exact = percent_to_fraction(percent)
    if bound == "more_than":
        way: Way = (_share_from(evidence, candidate, exact, least=1),)
        return Question(
            "share", candidate, (way,), scope, f"{name} has more than {written} of the valid votes{scope.within}"
        )
    if bound == "less_than":
        way = (_share_below(evidence, candidate, exact),)
        return Question(
            "share", candidate, (way,), scope, f"{name} has less than {written} of the valid votes{scope.within}"
        )
    low, high = about_share(percent) if bound == "about" else readings_of_share(percent)
    way = (_share_from(evidence, candidate, low), _share_below(evidence, candidate, high))
    about = "about " if bound == "about" else ""
    return Question("share", candidate, (way,), scope, f"{name} has {about}{written} of the valid votes{scope.within}")


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
    return Question(
        "votes", candidate, (ways.get(bound, (up, down)),), scope, f"{name} has {hedge}{count:,} votes{scope.within}"
    )


def has_rank(evidence: Evidence, candidate: str, rank: int, scope: Scope) -> Question:
    """Whether the candidate is in this place: one way for each set of candidates who could stand ahead."""
    rivals = [c for c in evidence.candidates if c != candidate]
    ways = tuple(
        (
            *_ahead(evidence, candidate, [rival for rival in rivals if rival not in before]),
            *(demand for rival in before for demand in _ahead(evidence, rival, [candidate])),
        )
        for before in combinations(rivals, rank - 1)
    )
    return Question("rank", candidate, ways, scope, f"{evidence.name(candidate)} came {_ordinal(rank)}")


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


def _ahead_of_unnamed(evidence: Evidence, candidate: str) -> Demand:
    """More votes than all who have no column, in case they are one person: asked only before a win is called certain."""
    words = f"votes of {evidence.name(candidate)} - votes of everybody without a column"
    return _demand(evidence, {candidate: 1, None: -1}, words, least=None, firm=1)


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
    return (voted, forty, *ten, unnamed)


def _share_from(evidence: Evidence, candidate: str, share: Fraction, least: int = 0) -> Demand:
    p, q = share.numerator, share.denominator
    stays = "below" if least == 0 else "at or below"
    return _demand(
        evidence,
        {candidate: q},
        _share_words(evidence, candidate, share),
        least=least,
        everybody=-p,
        fails=f"{evidence.name(candidate)} stays {stays} {as_percent(share, 3)} of the valid votes",
    )


def _share_below(evidence: Evidence, candidate: str, share: Fraction) -> Demand:
    p, q = share.numerator, share.denominator
    return _demand(
        evidence,
        {candidate: -q},
        _share_words(evidence, candidate, share),
        least=1,
        everybody=p,
        upper=True,
        fails=f"{evidence.name(candidate)} stays at or above {as_percent(share, 3)} of the valid votes",
    )


def _share_words(evidence: Evidence, candidate: str, share: Fraction) -> str:
    """The sum behind "at least this share", in the whole numbers it is computed in."""
    p, q = share.numerator, share.denominator
    return f"{q:,} × votes of {evidence.name(candidate)} - {p:,} × valid votes (zero at {as_percent(share, 3)})"


def _demand(
    evidence: Evidence,
    weights: Mapping[str | None, int],
    words: str,
    *,
    least: int | None,
    everybody: int = 0,
    **rest: Any,
) -> Demand:
    """A demand from weights by candidate (None: everybody without a column), on top of a weight that all votes have."""
    row = tuple(everybody + weights.get(c, 0) for c in (*evidence.candidates, None))
    return Demand(row, least, words, **rest)


def _ordinal(rank: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(rank, f"in place {rank}")
