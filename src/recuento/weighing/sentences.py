"""The words around a verdict: whose sheets it rests on, what it assumes."""

from __future__ import annotations

from fractions import Fraction

from .evidence import Evidence
from .scope import Scope
from .written import as_percent, plural


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
        if contest.roll is not None:
            lines.append(f"The roll is {contest.roll:,} registered voters{covers}.")
        if contest.unit_roll_max is not None:
            lines.append(f"No unit has more than {contest.unit_roll_max:,} registered voters.")
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
    return (*lines, *evidence.notes)


def claim_made(evidence: Evidence) -> str:
    """That an announcement was made on these very sheets, which is for the case to say."""
    return f"The announcement was made on these sheets ({called(evidence)}), as the case says"


def called(evidence: Evidence) -> str:
    """The sources by the names that the case gives them."""
    return " and ".join(source.called for source in evidence.sources)


def margin(evidence: Evidence, candidate: str) -> str:
    """How far ahead or behind the candidate is on the counted sheets, beside what the rule asks; "" where that is open.

    Under a rule with a run-off the share and the lead in points; else the lead in votes.
    """
    rivals = [c for c in evidence.candidates if c != candidate]
    if not rivals or not evidence.valid:
        return ""
    rival = max(rivals, key=evidence.counted)
    lead = evidence.counted(candidate) - evidence.counted(rival)
    ahead = "leads" if lead >= 0 else "is behind"
    name, other = evidence.name(candidate), evidence.name(rival)
    on = "" if evidence.complete else "By what the counted sheets state, "
    if evidence.case.contest.rule == "plurality":
        return f"{on}{name} {ahead} {other} by {plural(abs(lead), 'vote')}."
    share, points = Fraction(evidence.counted(candidate), evidence.valid), Fraction(abs(lead), evidence.valid)
    asks = (
        "more than 50%" if evidence.case.contest.rule == "majority" else "more than 50%, or 40% and a lead of 10 points"
    )
    return (
        f"{on}{name} has {as_percent(share)} of the valid votes and {ahead} {other} by "
        f"{float(round(points * 100, 2)):.2f} points; without a run-off the rule asks {asks}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
