"""What is said around a verdict: whose sheets it rests on, what it assumes, how far ahead who is."""

from __future__ import annotations

from fractions import Fraction

from recuento.records.messages import Message

from .evidence import Evidence
from .scope import Scope


def published(evidence: Evidence) -> Message:
    """Whose sheets, with the publisher's interest."""
    parties = dict.fromkeys((s.published_by, s.interest) for s in evidence.sources)
    if not parties:
        return Message("sheets.publisher_not_stated")
    named = tuple(Message("sheets.publisher", by=by, interest=interest) for by, interest in parties)
    return Message("sheets.published", publishers=named)


def assumptions(evidence: Evidence, scope: Scope) -> tuple[str, ...]:
    """What every verdict on these sheets takes for granted."""
    contest = evidence.case.contest
    lines = [Message("assuming.authentic", sheets=published(evidence))]
    if evidence.missing_units == 0:
        lines.append(Message("assuming.every_unit", units=contest.units))
    elif evidence.missing_roll is not None:
        if contest.roll is not None and contest.roll_scope:
            lines.append(Message("assuming.roll_of", roll=contest.roll, covers=contest.roll_scope))
        elif contest.roll is not None:
            lines.append(Message("assuming.roll", roll=contest.roll))
        if contest.unit_roll_max is not None:
            lines.append(Message("assuming.largest_unit", most=contest.unit_roll_max))
        lines.append(Message("assuming.missing_roll", roll=evidence.missing_roll))
        if contest.units is not None:
            lines.append(Message("assuming.units", units=contest.units))
    if not scope.everything:
        lines.append(Message("assuming.any_units", scope=scope.words))
    return (*lines, *evidence.notes)


def announced_on(evidence: Evidence) -> Message:
    """That an announcement was made on these very sheets, which is for the case to say."""
    return Message("assuming.announced_on", sources=called(evidence))


def called(evidence: Evidence) -> Message:
    """The sources by the names that the case gives them."""
    return Message("sources", names=tuple(source.called for source in evidence.sources))


def margin(evidence: Evidence, candidate: str) -> str:
    """How far ahead or behind the candidate is on the counted sheets, beside what the rule asks; "" where that is open.

    Under a rule with a run-off the share and the lead in points; else the lead in votes.
    """
    rivals = [c for c in evidence.candidates if c != candidate]
    if not rivals or not evidence.valid:
        return ""
    rival = max(rivals, key=evidence.counted)
    lead = evidence.counted(candidate) - evidence.counted(rival)
    ahead = "leads" if lead > 0 else "behind" if lead else "tied"
    values = {"name": evidence.name(candidate), "rival": evidence.name(rival)}
    rule = evidence.case.contest.rule
    if rule == "plurality":
        said = Message(f"margin.{ahead}", votes=abs(lead), **values)
    else:
        share, points = Fraction(evidence.counted(candidate), evidence.valid), Fraction(abs(lead), evidence.valid)
        said = Message(f"margin.share_{ahead}", share=share, lead=points, asks=Message(f"asks.{rule}"), **values)
    return said if evidence.complete else Message("margin.by_the_counted", says=said)
