"""What is found of each announcement: its own arithmetic, each figure against the sheets, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from recuento.records.contest import Announcement
from recuento.records.messages import Message, sentences
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
from .written import to_percent


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
    """How the verdict depends on the coverage; empty where the coverage is not in doubt."""
    if turning.units is None or evidence.missing_units is None or announcement.coverage is None:
        return ""
    if turning.units == 0 and impossible:
        return Message("coverage.ruled_out_at_any")
    if announcement.coverage.exact:
        return ""
    at = Message(
        f"coverage.from.{'exactly' if turning.exact else 'or_fewer'}",
        share=Fraction(turning.units, _size(evidence)),
        units=turning.units,
    )
    hangs = "hangs_on_rounding" if impossible else "would_be_ruled_out"
    return Message(f"coverage.{hangs}", at=at, announced=announcement.coverage.percent)


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
    says = "cannot" if found else "not_computable" if not computable else "can" if tried else "not_ruled_out"
    everywhere = question.scope.everything
    where = Message("reach.over_all") if everywhere else Message("reach.at", scope=question.scope.words)
    return Check(
        check=f"{question.claim}_within_reach:{question.candidate}",
        holds=False if found else True if computable else None,
        explain=Message(f"reach.{says}", claim=question.words, sheets=published(evidence), where=where),
        facts=facts,
    )


def _turning_fact(evidence: Evidence, question: Question, turning: int, *, exact: bool) -> Fact:
    size, missing = _size(evidence), evidence.missing_units or 0
    how = Message("turning.fewest", units=turning, size=size)
    if question.claim == "votes" and turning > missing and _redone_by_sorting(evidence, question, turning):
        how = Message(
            "turning.by_sorting",
            name=evidence.name(question.candidate),
            sheet=turning - missing,
            missing=missing,
            units=turning,
            size=size,
        )
    return Fact(
        fact=Message(f"turning.fact.{'exactly' if exact else 'at_most'}"),
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
    explain: str = Message({True: "jointly.can", False: "jointly.cannot", None: "jointly.not_found"}[joint.feasible])
    if joint.feasible is None and evidence.aggregated:
        explain = sentences(explain, Message("jointly.rows_sum_units"))
    if joint.feasible is None and not scope.known:
        explain = Message("jointly.no_units", scope=scope.words)
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
                    fact=Message("jointly.lacking", name=_called(evidence, part)),
                    value=lacking,
                    how=Message("difference", more=part.count, less=counted, difference=lacking),
                    rows=evidence.rows,
                )
            )
    if joint.proof:
        weights = zip(joint.proof.weights, joint.rows, strict=True)
        weighed = tuple(Message("proof.weight", weight=w, row=row) for w, row in weights if w)
        least, allowed = joint.proof.least, joint.proof.allowed
        facts.append(
            Fact(
                fact=Message("proof.fact"),
                value=joint.proof.least,
                how=Message("proof.how", weights=weighed, least=least, allowed=allowed),
                rows=evidence.rows,
            )
        )
    if joint.feasible is False and not joint.proof and not joint.room:
        facts.append(
            Fact(
                fact=Message("jointly.choices"),
                value=0,
                how=Message("jointly.tried"),
                rows=evidence.rows,
            )
        )
    if joint.room:
        beyond, room = joint.room
        facts.append(
            Fact(
                fact=Message("jointly.no_room"),
                value=beyond,
                how=Message("jointly.more_than_room", beyond=beyond, room=room),
                rows=evidence.rows,
            )
        )
    if joint.feasible and joint.units is not None:
        facts.append(
            Fact(
                fact=Message("example.fact"),
                value=joint.units,
                how=Message(f"example.{'roll_not_known' if evidence.missing_roll is None else 'within_roll'}"),
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
    says = Message(f"announcement.{kind}", day=announcement.at.date(), sheets=published(evidence))
    settle = _what_would_settle(evidence, joint) if kind is VerdictKind.UNDETERMINED else ""
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
        says=sentences(says, settle, hangs),
        because=(*facts, *joint_facts),
        assuming=assumptions(evidence, scope),
    )


def _what_would_settle(evidence: Evidence, joint: Feasibility) -> str:
    settle = Message("announcement.settled_by_list")
    if evidence.aggregated:
        settle = Message("announcement.settled_unit_by_unit")
    elif evidence.missing_units:
        settle = Message("announcement.settled_by_sheets", sheets=evidence.missing_units)
    return sentences(Message("announcement.both_can_be_true") if joint.feasible else "", settle)


def _figures(evidence: Evidence, announcement: Announcement) -> str:
    figures = [
        Message("figures.votes", name=_name(evidence, c), count=count) for c, count in announcement.votes.items()
    ] or [Message("figures.share", name=_name(evidence, c), share=share) for c, share in announcement.shares.items()]
    if announcement.votes and announcement.others is not None:
        figures.append(Message("figures.others", count=announcement.others))
    coverage = announcement.coverage
    if coverage is None:
        return Message("figures.all", figures=tuple(figures))
    part = Message(f"coverage.of_{coverage.of}", percent=coverage.percent)
    return Message("figures.all_at", figures=tuple(figures), part=part)


def _name(evidence: Evidence, candidate: str) -> str:
    return next(c.name for c in evidence.case.candidates if c.id == candidate)


def _called(evidence: Evidence, part: Part) -> str:
    return Message("others") if part.name == "others" else _name(evidence, part.name)


def _size(evidence: Evidence) -> int:
    return evidence.counted_units + (evidence.missing_units or 0)


def _percent_of_units(evidence: Evidence, units: int | None) -> float | None:
    if units is None or evidence.missing_units is None or not _size(evidence):
        return None
    return to_percent(Fraction(units, _size(evidence)))
