"""What is found of each announcement: its own arithmetic, each figure against the sheets, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from recuento.records.contest import Announcement
from recuento.records.verdict import AnnouncementReport, Check, Fact, Verdict, VerdictKind

from .announced_figure import Part
from .announced_totals import base_of_shares
from .arithmetic import checks_of
from .breakeven import BreakEven, impossible_from
from .evidence import Evidence
from .exhaustive import sizes_that_fit
from .feasibility import Feasibility, announced_parts, counted_votes, feasibility, infeasible_from
from .question import Question, has_share, has_votes
from .rules import no_completion_makes_it_true
from .scope import Scope, scope_of
from .sentences import assumptions, published
from .written import as_percent, figure, plural, to_percent


@dataclass(frozen=True)
class Weighed:
    """An announcement's report and, where sheets are at hand, the verdict on its figures taken together."""

    report: AnnouncementReport
    verdict: Verdict | None


def weigh_announcement(evidence: Evidence, announcement: Announcement) -> Weighed:
    """The announcement against itself and against the sheets."""
    scope = scope_of(announcement.coverage, evidence)
    parts = announced_parts(announcement, evidence)
    turning = {q: impossible_from(evidence, q) for q in _questions(evidence, announcement, scope)}
    single = tuple(_figure_check(evidence, question, at) for question, at in turning.items())
    joint = feasibility(evidence, parts, scope)
    if any(check.holds is False for check in single):
        joint = Feasibility(False, joint.proof, joint.rows, joint.units, joint.room)
    # It is sought only where something hangs on it: a coverage that is rounded, or figures that do not fit.
    rounded = announcement.coverage is not None and not announcement.coverage.exact
    alone = _earliest(turning.values())
    sought = rounded or joint.feasible is False or sizes_that_fit(evidence, parts) is not None
    jointly = infeasible_from(evidence, parts, scope, alone.units) if sought else BreakEven(None)
    together = _earliest([alone, jointly]) if sought else jointly
    report = AnnouncementReport(
        id=announcement.id,
        checks=(
            *checks_of(announcement, evidence.case, rolls_hold=evidence.rolls_hold),
            *single,
            _joint_check(evidence, joint, parts, scope),
        ),
        feasible=joint.feasible,
        break_even_coverage=_percent_of_units(evidence, alone.units),
        break_even_units=alone.units,
        break_even_exact=None if alone.units is None else alone.exact,
        break_even_jointly=_percent_of_units(evidence, together.units),
        break_even_jointly_exact=None if together.units is None else together.exact,
    )
    return Weighed(report, _verdict(evidence, announcement, report, joint, scope, together) if parts else None)


def _earliest(turning: Iterable[BreakEven]) -> BreakEven:
    """The least of them. It is exact only if it is and no other can turn out to lie below it."""
    known = [at for at in turning if at.units is not None]
    if not known:
        return BreakEven(None)
    first = min(known, key=lambda at: (at.units or 0, not at.exact))
    return BreakEven(first.units, exact=all(at.exact for at in known))


def without_sheets(announcement: Announcement, checks: tuple[Check, ...]) -> AnnouncementReport:
    """The report when there are no sheets to hold the announcement against."""
    return AnnouncementReport(id=announcement.id, checks=checks, feasible=None, break_even_coverage=None)


def hanging_on_coverage(evidence: Evidence, announcement: Announcement, turning: BreakEven, *, impossible: bool) -> str:
    """How the verdict depends on the coverage, as a sentence; empty where the coverage is not in doubt."""
    if turning.units is None or evidence.missing_units is None or announcement.coverage is None:
        return ""
    if turning.units == 0 and impossible:
        return "It is ruled out at any coverage."
    if announcement.coverage.exact:
        return ""
    written = figure(announcement.coverage.percent)
    at = f"{as_percent(Fraction(turning.units, _size(evidence)))} of units ({turning.units:,})"
    if not turning.exact:
        at += ", or of fewer,"
    if not impossible:
        return f"It would be ruled out at a coverage of {at} or more; {written} is a rounded figure."
    return (
        f"This hangs on a rounded figure: it is ruled out at a coverage of {at} or more, and {written} was announced."
    )


def _questions(evidence: Evidence, announcement: Announcement, scope: Scope) -> list[Question]:
    """Each announced count or, where there are none, each announced share, as a question of its own."""
    if announcement.votes:
        return [
            has_votes(evidence, c, count, "to_the_vote", scope)
            for c, count in announcement.votes.items()
            if c in evidence.candidates
        ]
    base = base_of_shares(announcement, evidence.case)
    return [
        has_share(evidence, c, share, "exact", scope, base)
        for c, share in announcement.shares.items()
        if c in evidence.candidates
    ]


def _figure_check(evidence: Evidence, question: Question, turning: BreakEven) -> Check:
    """One announced figure by itself against the sheets."""
    found = no_completion_makes_it_true(question, evidence)
    facts = found[1] if found else ()
    if turning.units is not None and evidence.missing_units is not None:
        facts = (*facts, _turning_fact(evidence, question, turning.units, exact=turning.exact))
    computable = evidence.missing_roll is not None
    tried = question.part is not None and sizes_that_fit(evidence, [question.part]) is not None
    open_ = "can be had" if tried else "is not ruled out"
    says = "cannot be had" if found else open_ if computable else "cannot be held against the sheets"
    where = "over all of them" if question.scope.everything else f"at {question.scope.words}"
    return Check(
        check=f"{question.claim}_within_reach:{question.candidate}",
        holds=False if found else True if computable else None,
        explain=f"{question.words}: {says}, by {published(evidence)}, {where}.",
        facts=facts,
    )


def _turning_fact(evidence: Evidence, question: Question, turning: int, *, exact: bool) -> Fact:
    size, missing = _size(evidence), evidence.missing_units or 0
    how = (
        f"sort the counted sheets by {evidence.name(question.candidate)}'s votes and add them up from the smallest: the "
        f"announced count is exceeded at sheet {turning - missing:,}; {turning - missing:,} + {missing:,} missing = "
        f"{turning:,} of {size:,} units"
        if question.claim == "votes" and turning > missing and _redone_by_sorting(evidence, question, turning)
        else f"fewest units for which no choice of them meets the figure = {turning:,} of {size:,}"
    )
    at_most = "" if exact else ", at most"
    return Fact(
        fact=f"coverage from which on this figure is impossible, in percent of units{at_most}",
        value=_percent_of_units(evidence, turning),
        how=how,
        rows=evidence.rows,
    )


def _redone_by_sorting(evidence: Evidence, question: Question, turning: int) -> bool:
    """Whether the sheets with the fewest votes exceed the announced count at just the sheet that the fact names."""
    if evidence.aggregated or question.part is None or evidence.open.any:
        return not evidence.aggregated
    votes = np.sort(evidence.votes[:, question.part.columns].sum(axis=1))
    at, count = turning - (evidence.missing_units or 0), question.part.count or 0
    return at <= len(votes) and int(votes[:at].sum()) > count >= int(votes[: at - 1].sum())


def _joint_check(evidence: Evidence, joint: Feasibility, parts: tuple[Part, ...], scope: Scope) -> Check:
    explain = {
        True: "Some choice of units and some completion makes announcement and sheets both true.",
        False: "No choice of units and no completion makes announcement and sheets both true.",
        None: "Neither an example nor a proof was found that announcement and sheets can, or cannot, both be true.",
    }[joint.feasible]
    if joint.feasible is None and evidence.aggregated:
        explain += " The rows sum many units; sheets unit by unit would settle it."
    if joint.feasible is None and not scope.known:
        explain = f"The announcement rests on {scope.words}, so that it cannot be held against single units."
    return Check(
        check="announcement_and_sheets_can_both_be_true",
        holds=joint.feasible,
        explain=explain,
        facts=_joint_facts(evidence, joint, parts),
    )


def _joint_facts(evidence: Evidence, joint: Feasibility, parts: tuple[Part, ...]) -> tuple[Fact, ...]:
    facts = []
    for part in parts:
        if part.count is not None:
            counted = counted_votes(evidence, part)
            lacking = part.count - counted
            facts.append(
                Fact(
                    fact=f"{_called(evidence, part)}: announced less counted",
                    value=lacking,
                    how=f"{part.count:,} - {counted:,} = {lacking:,}",
                    rows=evidence.rows,
                )
            )
    if joint.proof:
        weights = ", ".join(f"{w:,} × {row}" for w, row in zip(joint.proof.weights, joint.rows, strict=True) if w)
        facts.append(
            Fact(
                fact="proof that no choice of units fits: a weighted sum that every choice keeps above what is allowed",
                value=joint.proof.least,
                how=(
                    f"weigh the rows of the system ({weights}), take each unit only where its weighted sum is negative: "
                    f"{joint.proof.least:,}, above the {joint.proof.allowed:,} that the announcement allows"
                ),
                rows=evidence.rows,
            )
        )
    if joint.feasible is False and not joint.proof and not joint.room:
        facts.append(
            Fact(
                fact="choices of counted units that fit",
                value=0,
                how="a single figure is out of reach already, or every choice of the few counted units was tried",
                rows=evidence.rows,
            )
        )
    if joint.room:
        beyond, room = joint.room
        facts.append(
            Fact(
                fact="votes to be placed, against the room for them",
                value=beyond,
                how=f"{beyond:,} > {room:,}",
                rows=evidence.rows,
            )
        )
    if joint.feasible and joint.units is not None:
        within = (
            ", and nothing says how many voters they have" if evidence.missing_roll is None else " within their roll"
        )
        facts.append(
            Fact(
                fact="an example: counted units that the announcement may have held",
                value=joint.units,
                how=f"found by search, checked in whole numbers; the missing units supply the rest{within}",
                rows=evidence.rows,
            )
        )
    return tuple(facts)


def _verdict(
    evidence: Evidence,
    announcement: Announcement,
    report: AnnouncementReport,
    joint: Feasibility,
    scope: Scope,
    turning: BreakEven,
) -> Verdict:
    """The verdict on all of the announcement's figures taken together."""
    settled = evidence.complete and scope.everything
    kind = {
        False: VerdictKind.IMPOSSIBLE,
        True: VerdictKind.CONFIRMED if settled else VerdictKind.UNDETERMINED,
        None: VerdictKind.UNDETERMINED,
    }[joint.feasible]
    by = published(evidence)
    says = {
        VerdictKind.IMPOSSIBLE: f"The announcement of {announcement.at:%-d %B %Y} and {by} cannot both be right.",
        VerdictKind.CONFIRMED: f"The announcement of {announcement.at:%-d %B %Y} holds by {by}; nothing is missing.",
        VerdictKind.UNDETERMINED: f"The announcement of {announcement.at:%-d %B %Y} is left open by {by}.",
    }[kind]
    if kind is VerdictKind.UNDETERMINED:
        says = f"{says} {_what_would_settle(evidence, joint)}"
    hangs = hanging_on_coverage(evidence, announcement, turning, impossible=kind is VerdictKind.IMPOSSIBLE)
    facts = tuple(fact for check in report.checks if "_within_reach" in check.check for fact in check.facts)
    joint_facts = next(c.facts for c in report.checks if c.check == "announcement_and_sheets_can_both_be_true")
    return Verdict(
        claim="announcement",
        kind=kind,
        stated_by=evidence.case.contest.authority,
        text=_figures(evidence, announcement),
        source=announcement.source,
        announcement=announcement.id,
        rule={
            False: "no_choice_of_units_fits",
            True: "nothing_is_missing" if settled else "some_choice_of_units_fits",
            None: "neither_example_nor_proof_found",
        }[joint.feasible],
        says=f"{says} {hangs}".strip(),
        because=(*facts, *joint_facts),
        assuming=assumptions(evidence, scope),
    )


def _what_would_settle(evidence: Evidence, joint: Feasibility) -> str:
    allowed = "Both can be true. " if joint.feasible else ""
    if evidence.aggregated:
        return f"{allowed}Sheets unit by unit, in place of sums, would help to settle it."
    if evidence.missing_units:
        return f"{allowed}{plural(evidence.missing_units, 'more sheet')}, and the list of units announced, would settle it."
    return f"{allowed}The list of units announced would settle it."


def _figures(evidence: Evidence, announcement: Announcement) -> str:
    figures = [f"{_name(evidence, c)} {count:,}" for c, count in announcement.votes.items()] or [
        f"{_name(evidence, c)} {figure(share)}" for c, share in announcement.shares.items()
    ]
    if announcement.votes and announcement.others is not None:
        figures.append(f"others {announcement.others:,}")
    at = f" at {figure(announcement.coverage.percent)} of {announcement.coverage.of}" if announcement.coverage else ""
    return f"{'; '.join(figures)}{at}"


def _name(evidence: Evidence, candidate: str) -> str:
    return next(c.name for c in evidence.case.candidates if c.id == candidate)


def _called(evidence: Evidence, part: Part) -> str:
    return "Others" if part.name == "others" else _name(evidence, part.name)


def _size(evidence: Evidence) -> int:
    return evidence.counted_units + (evidence.missing_units or 0)


def _percent_of_units(evidence: Evidence, units: int | None) -> float | None:
    if units is None or evidence.missing_units is None or not _size(evidence):
        return None
    return to_percent(Fraction(units, _size(evidence)))
