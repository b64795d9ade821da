"""What the announced winner would have needed in the missing units, beside what the best counted units gave.

With D the rival's counted lead, M the missing roll, t the counted turnout in valid votes (valid votes counted over
registered voters counted) and o the counted share of everybody but the two:

    votes    D + 1                       the least lead over the rival in the missing units that wins
    turnout  (D + 1) / M                 if every vote cast there were the candidate's
    share    (1 - o + (D + 1)/(t·M)) / 2 at the counted turnout, the others keeping their counted share

Turnout and share over 100% cannot be had. The best counted units are those with the largest lead of the candidate over
the rival per registered voter, taken until they hold the missing roll, the last one in part.
"""

from __future__ import annotations

from fractions import Fraction

from recuento.records.verdict import Needed

from .evidence import Evidence
from .exact import Whole, combine, filling
from .written import to_percent


def needed_by(evidence: Evidence, candidate: str) -> Needed | None:
    """What `candidate` needs against the strongest counted rival; None where there is no rival or nothing is known."""
    rival = strongest_rival(evidence, candidate)
    missing = evidence.missing_roll
    if rival is None or missing is None:
        return None
    lead = max(0, evidence.counted(rival) - evidence.counted(candidate) + 1)
    return Needed(
        candidate=candidate,
        against=rival,
        votes=lead,
        turnout=to_percent(Fraction(lead, missing)) if missing else None,
        share=_share(evidence, candidate, rival, lead),
        best_counted=best_units(evidence, candidate, rival),
    )


def strongest_rival(evidence: Evidence, candidate: str) -> str | None:
    """The other candidate with the most counted votes; between equals the first on the ballot."""
    rivals = [c for c in evidence.candidates if c != candidate]
    return max(rivals, key=evidence.counted, default=None)


def _share(evidence: Evidence, candidate: str, rival: str, lead: int) -> float | None:
    if not (evidence.missing_roll and evidence.valid and evidence.counted_roll):
        return None
    cast = Fraction(evidence.valid * evidence.missing_roll, evidence.counted_roll)
    two = Fraction(evidence.counted(candidate) + evidence.counted(rival), evidence.valid)
    return to_percent((two + lead / cast) / 2)


def best_units(evidence: Evidence, candidate: str, rival: str) -> dict[str, float | int | None]:
    """Lead, turnout (valid votes over roll) and share of the candidate in the counted units best for them.

    Empty where the counted sheets hold less roll than is missing.
    """
    missing = evidence.missing_roll
    if not missing or evidence.counted_roll < missing:
        return {}
    weights = [int(c == candidate) - int(c == rival) for c in evidence.candidates]
    rows, part = filling(combine(evidence.votes, [*weights, 0]), evidence.roll, missing, evidence.votes)
    sums = [_partly(evidence.votes[:, i], rows, part) for i in range(evidence.votes.shape[1])]
    own, other = (sums[evidence.candidates.index(c)] for c in (candidate, rival))
    valid = sum(sums, Fraction(0))
    return {
        "lead": round(own - other),
        "turnout": to_percent(valid / missing),
        "share": to_percent(own / valid) if valid else None,
        "rows": len(rows),
        "roll": missing,
    }


def _partly(column: Whole, rows: Whole, part: Fraction) -> Fraction:
    """The sum of a column over `rows`, the last one counted only for its `part`."""
    values = column[rows]
    return int(values[:-1].sum()) + part * int(values[-1])
