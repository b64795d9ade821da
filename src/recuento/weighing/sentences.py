"""The words around a verdict: whose sheets it rests on, what it assumes."""

from __future__ import annotations

from .evidence import Evidence
from .scope import Scope


def published(evidence: Evidence) -> str:
    """Whose sheets, with the publisher's interest: "the sheets that X published (interest: campaign of a candidate)"."""
    parties = dict.fromkeys((s.published_by, s.interest) for s in evidence.sources)
    if not parties:
        return "the sheets at hand (publisher not stated)"
    named = " and ".join(f"{by} published (interest: {interest})" for by, interest in parties)
    return f"the sheets that {named}"


def assumptions(evidence: Evidence, scope: Scope) -> tuple[str, ...]:
    """What every verdict on these sheets takes for granted."""
    contest = evidence.case.contest
    lines = [f"{_capital(published(evidence))} are authentic and were read correctly."]
    if evidence.missing_units == 0:
        lines.append(f"The contest has {contest.units:,} units, and every unit's sheet is among them.")
    elif evidence.missing_roll is not None:
        covers = f" ({contest.roll_scope})" if contest.roll_scope else ""
        lines.append(f"The roll is {contest.roll:,} registered voters{covers}.")
        lines.append(
            f"Nothing is assumed of the missing units but their roll of {evidence.missing_roll:,} in all: any part of "
            "it may have voted, and for anybody."
        )
        if contest.units is not None:
            lines.append(f"The contest has {contest.units:,} units.")
    if not scope.everything:
        lines.append(
            f"The announcement rests on {scope.words}; they may be any units, not only those whose sheets are at hand."
        )
        if evidence.aggregated and contest.unit_roll_max is not None:
            lines.append(f"No unit has more than {contest.unit_roll_max:,} registered voters.")
    return (*lines, *evidence.notes)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
