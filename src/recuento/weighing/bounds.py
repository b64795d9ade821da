"""What any completion of the missing sheets could give each candidate, and who could still win.

With c votes counted for a candidate, V valid votes counted, and a missing roll of M voters:

    votes   from c                to c + M
    share   from c / (V + M)      to (c + M) / (V + M)

Each end is reached by a completion (nobody there votes for the candidate and everybody for others; everybody there
votes for the candidate), so the bounds cannot be narrowed without assuming more than the roll. Adding a sheet never
widens them, as a sheet takes from the missing roll at least what it adds to the votes.

Who could still win: whoever wins when the whole missing roll votes for them, since that completion is best for them
against every rival at once. A tie for the first place counts as possible: a tie is not a defeat by the votes.
"""

from __future__ import annotations

from fractions import Fraction

from recuento.records.messages import Message
from recuento.records.verdict import Bounds, Winner

from .demand import Demand
from .evidence import Evidence
from .needed import needed_by
from .question import Way, came_first, won_outright
from .requirements import are_certain, are_possible
from .scope import all_units
from .written import to_percent


def bounds_of(evidence: Evidence, announced_winner: str | None) -> Bounds | None:
    """The bounds, or None where the missing roll is not known (the evidence's checks say why)."""
    missing = evidence.missing_roll
    if missing is None:
        return None
    votes = vote_ranges(evidence)
    shares = {c: span for c in votes if (span := _shares(evidence, c)) is not None}
    needed = needed_by(evidence, announced_winner) if announced_winner in evidence.candidates else None
    return Bounds(
        cap=_cap(evidence),
        votes=votes,
        shares=shares,
        winner=Winner(possible=could_win(evidence), outright=could_win_outright(evidence)),
        needed=needed,
        missing_units=evidence.missing_units,
        missing_roll=missing,
    )


def vote_ranges(evidence: Evidence) -> dict[str, tuple[int, int]]:
    """The fewest and the most votes of each candidate, left out where nothing limits them."""
    return {c: ends for c in evidence.candidates if (ends := _votes(evidence, c)) is not None}


def _votes(evidence: Evidence, candidate: str) -> tuple[int, int] | None:
    """The fewest and the most votes; None where nothing limits them."""
    own = evidence.of_one(evidence.candidates.index(candidate))
    low, high = evidence.at_least(own), evidence.at_most(own)
    return None if low is None or high is None else (low, high + (evidence.missing_roll or 0))


def _shares(evidence: Evidence, candidate: str) -> tuple[float, float] | None:
    """The least and the greatest share of the valid votes; None where nothing limits the valid votes.

    Where sheets leave figures open the least is taken over the most valid votes, and the greatest over the fewest that
    everybody else can have: no completion lies beyond these, and none need reach them.
    """
    own = evidence.of_one(evidence.candidates.index(candidate))
    rest = [1 - w for w in own]
    missing = evidence.missing_roll or 0
    low, high, others, most_others = (
        evidence.at_least(own),
        evidence.at_most(own),
        evidence.at_least(rest),
        evidence.at_most(rest),
    )
    if low is None or high is None or others is None or most_others is None:
        return None
    whole_at_least, whole_at_most = low + most_others + missing, high + missing + others
    if not whole_at_least or not whole_at_most:
        return None
    return to_percent(Fraction(low, whole_at_least)), to_percent(Fraction(high + missing, whole_at_most))


def could_win(evidence: Evidence) -> tuple[str, ...]:
    """Who could win or, under a rule with a run-off, win outright or be among the two who go on."""
    if not evidence.case.contest.asks_more_than_first:
        return tuple(c for c in evidence.candidates if _rank_at_best(evidence, c) == 1)
    return tuple(
        c
        for c in evidence.candidates
        if _outright_at_best(evidence, c)
        or (
            _rank_at_best(evidence, c) <= 2 and not any(_outright_against(evidence, r, c) for r in _rivals(evidence, c))
        )
    )


def could_win_outright(evidence: Evidence) -> tuple[str, ...] | None:
    """Who could win without a run-off, or None under plurality, where there is none."""
    if not evidence.case.contest.asks_more_than_first:
        return None
    return tuple(c for c in evidence.candidates if _outright_at_best(evidence, c))


def _rivals(evidence: Evidence, candidate: str) -> tuple[str, ...]:
    return tuple(c for c in evidence.candidates if c != candidate)


def _gap_at_best(evidence: Evidence, candidate: str, rival: str) -> int | None:
    """The most that the candidate can be ahead of a rival over all completions; None where nothing limits it."""
    weights = [int(c == candidate) - int(c == rival) for c in evidence.candidates]
    counted = evidence.at_most([*weights, 0])
    return None if counted is None else counted + (evidence.missing_roll or 0)


def _rank_at_best(evidence: Evidence, candidate: str) -> int:
    """The candidate's rank when the whole missing roll votes for them; equal votes share the better rank."""
    gaps = (_gap_at_best(evidence, candidate, rival) for rival in _rivals(evidence, candidate))
    return 1 + sum(gap is not None and gap < 0 for gap in gaps)


def _outright_at_best(evidence: Evidence, candidate: str) -> bool:
    met = any(all(_can_be_met(evidence, d) for d in way) for way in _ways(evidence, candidate))
    return met and are_possible(evidence, candidate)


def _outright_against(evidence: Evidence, leader: str, gaining: str) -> bool:
    """Whether `leader` wins outright although the whole missing roll votes for `gaining`, whatever sheets leave open."""
    met = any(all(_is_met_against(evidence, d, gaining) for d in way) for way in _ways(evidence, leader))
    return met and are_certain(evidence, leader)


def _ways(evidence: Evidence, candidate: str) -> tuple[Way, ...]:
    """The ways to win at once: with most votes, or as a rule with a run-off says."""
    if evidence.case.contest.rule == "plurality":
        return came_first(evidence, candidate, all_units(evidence)).ways
    return won_outright(evidence, candidate)


def _can_be_met(evidence: Evidence, demand: Demand) -> bool:
    if demand.least is None:
        return True
    high = evidence.at_most(demand.weights)
    return high is None or high + max(0, *demand.weights) * (evidence.missing_roll or 0) >= demand.least


def _is_met_against(evidence: Evidence, demand: Demand, gaining: str) -> bool:
    if demand.least is None:
        return True
    low = evidence.at_least(demand.weights)
    weight = demand.weights[evidence.candidates.index(gaining)]
    return low is not None and low + weight * (evidence.missing_roll or 0) >= demand.least


def wins_outright(rule: str, own: int, second: int, valid: int) -> bool:
    """More than half of the valid votes; under forty_ten also two fifths with a lead of a tenth of them."""
    if 2 * own > valid:
        return True
    return rule == "forty_ten" and valid > 0 and 5 * own >= 2 * valid and 10 * (own - second) >= valid


def _cap(evidence: Evidence) -> Message:
    if evidence.missing_units == 0:
        return Message("cap.nothing_is_missing")
    contest, missing = evidence.case.contest, evidence.missing_roll
    n = evidence.missing_units
    units = Message("cap.missing_units") if n is None else Message("cap.so_many_missing_units", units=n)
    by_roll = contest.roll is not None and contest.roll - evidence.counted_roll == missing
    how = (
        Message("cap.less_counted", roll=contest.roll, counted=evidence.counted_roll)
        if by_roll
        else Message("cap.largest_unit", most=contest.unit_roll_max)
    )
    if missing == 0:
        return Message("cap.no_voters", units=units, how=how)
    return Message(f"cap.{'just' if by_roll else 'at_most'}", units=units, voters=missing, how=how)
