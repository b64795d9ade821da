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

from recuento.records.verdict import Bounds, Winner

from .evidence import Evidence
from .needed import needed_by
from .written import plural, to_percent


def bounds_of(evidence: Evidence, announced_winner: str | None) -> Bounds | None:
    """The bounds, or None where the missing roll is not known (the evidence's checks say why)."""
    missing = evidence.missing_roll
    if missing is None:
        return None
    whole = evidence.valid + missing
    votes = {c: (evidence.counted(c), evidence.counted(c) + missing) for c in evidence.candidates}
    shares = {
        c: (to_percent(Fraction(low, whole)), to_percent(Fraction(high, whole)))
        for c, (low, high) in votes.items()
        if whole
    }
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


def could_win(evidence: Evidence) -> tuple[str, ...]:
    """Who could win or, under a rule with a run-off, win outright or be among the two who go on."""
    if evidence.case.contest.rule == "plurality":
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
    if evidence.case.contest.rule == "plurality":
        return None
    return tuple(c for c in evidence.candidates if _outright_at_best(evidence, c))


def _rivals(evidence: Evidence, candidate: str) -> tuple[str, ...]:
    return tuple(c for c in evidence.candidates if c != candidate)


def _rank_at_best(evidence: Evidence, candidate: str) -> int:
    """The candidate's rank when the whole missing roll votes for them; equal votes share the better rank."""
    best = evidence.counted(candidate) + (evidence.missing_roll or 0)
    return 1 + sum(evidence.counted(r) > best for r in _rivals(evidence, candidate))


def _outright_at_best(evidence: Evidence, candidate: str) -> bool:
    missing = evidence.missing_roll or 0
    own = evidence.counted(candidate) + missing
    second = max((evidence.counted(r) for r in _rivals(evidence, candidate)), default=0)
    return wins_outright(evidence.case.contest.rule, own, second, evidence.valid + missing)


def _outright_against(evidence: Evidence, leader: str, gaining: str) -> bool:
    """Whether `leader` wins outright although the whole missing roll votes for `gaining`."""
    missing = evidence.missing_roll or 0
    others = [evidence.counted(r) + missing * (r == gaining) for r in _rivals(evidence, leader)]
    return wins_outright(evidence.case.contest.rule, evidence.counted(leader), max(others), evidence.valid + missing)


def wins_outright(rule: str, own: int, second: int, valid: int) -> bool:
    """More than half of the valid votes; under forty_ten also two fifths with a lead of a tenth of them."""
    if 2 * own > valid:
        return True
    return rule == "forty_ten" and valid > 0 and 5 * own >= 2 * valid and 10 * (own - second) >= valid


def _cap(evidence: Evidence) -> str:
    if evidence.missing_units == 0:
        return "nothing is missing: every unit's sheet is counted"
    units = "the missing units" if evidence.missing_units is None else plural(evidence.missing_units, "missing unit")
    return (
        f"roll cap: {units} hold {evidence.missing_roll:,} registered voters "
        f"({evidence.case.contest.roll:,} in the contest less {evidence.counted_roll:,} on the counted sheets); all of "
        "them, or none, may have voted, validly and for one candidate"
    )
