"""The weighing, in order: evidence, bounds, announcements, a verdict for each claim, what counts cannot settle, reactions.

It sees records only. Nothing is computed in floating point that a verdict rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recuento.records.contest import Announcement, Case
from recuento.records.counted import Sheets, Tally
from recuento.records.said import Reading
from recuento.records.verdict import NotCheckable, Verdict, VerdictKind, Weighing

from .announcements import hanging_on_coverage, weigh_announcement, without_sheets
from .arithmetic import checks_of
from .bounds import bounds_of
from .breakeven import impossible_from
from .claims import Claim, announced_winner, claims_in, claims_of
from .evidence import Evidence, gather
from .question import Question, has_rank, has_share, has_votes, won
from .reactions import reactions_in
from .rules import Finding, decide
from .scope import all_units, scope_of
from .sentences import assumptions
from .uncheckable import not_checkable_in, own_tallies_in


def weigh(case: Case, sheets: Sheets | None, tally: Tally | None, readings: Sequence[Reading]) -> Weighing:
    """What the sheets say of every claim: bounds, each announcement's feasibility, and a verdict with its reasons.

    `sheets` may be None (nothing counted): then only the announcements' own arithmetic can be checked, and every claim
    stays undetermined. `tally` names the sources that were counted; the figures are taken from `sheets` themselves.
    """
    claims = [
        *claims_in(case, readings),
        *(claim for announcement in case.announcements for claim in claims_of(case, announcement)),
    ]
    if sheets is None:
        return _without_sheets(case, claims, readings)
    evidence = gather(_counted_sources(case, tally), sheets)
    weighed = [weigh_announcement(evidence, announcement) for announcement in case.announcements]
    refuted = {w.report.id for w in weighed if w.report.feasible is False}
    judge = _Judge(evidence, refuted)
    return Weighing(
        bounds=bounds_of(evidence, _announced_winner(case, claims)),
        announcements=tuple(w.report for w in weighed),
        verdicts=(
            *(v for claim in claims if (v := judge.verdict(claim))),
            *(w.verdict for w in weighed if w.verdict),
        ),
        not_checkable=(
            *_beyond(case, claims, evidence.candidates),
            *own_tallies_in(case, readings),
            *not_checkable_in(readings),
        ),
        reactions=reactions_in(readings),
        checks=evidence.checks,
    )


class _Judge:
    """Gives claims their verdicts, asking each distinct question of the counts once."""

    def __init__(self, evidence: Evidence, refuted: set[str]) -> None:
        self._evidence = evidence
        self._refuted = refuted
        self._found: dict[Question, Finding] = {}
        self._turning: dict[Question, int | None] = {}

    def verdict(self, claim: Claim) -> Verdict | None:
        """The verdict on the claim; None where the sheets have no votes for whom it is about."""
        evidence = self._evidence
        if claim.candidate not in evidence.candidates:
            return None
        question = _question(evidence, claim)
        finding = self._found.get(question) or self._found.setdefault(question, self._decide(question))
        says = " ".join(
            filter(None, [finding.says, self._hangs(question, claim, finding), self._beside(claim, finding)])
        )
        return _recorded(claim, finding.kind, says, finding, assumptions(evidence, question.scope))

    def _decide(self, question: Question) -> Finding:
        trouble = next((check for check in self._evidence.checks if check.holds is False), None)
        if trouble is None:
            return decide(question, self._evidence)
        return Finding(VerdictKind.UNDETERMINED, f"{question.words}: not computed. {trouble.explain}", trouble.facts)

    def _beside(self, claim: Claim, finding: Finding) -> str:
        """What the announcement's other figures do to a figure that by itself can be had."""
        figure = claim.claim in {"share", "votes"}
        if finding.kind is VerdictKind.IMPOSSIBLE or claim.announcement not in self._refuted or not figure:
            return ""
        return "Together with the other figures of the announcement that it repeats, it is ruled out."

    def _hangs(self, question: Question, claim: Claim, finding: Finding) -> str:
        """How the verdict depends on a rounded coverage, where it may."""
        announcement = _announcement(self._evidence.case, claim)
        if announcement is None or question.scope.everything or question.scope.of != "units":
            return ""
        if question not in self._turning:
            self._turning[question] = impossible_from(self._evidence, question)
        impossible = finding.kind is VerdictKind.IMPOSSIBLE
        return hanging_on_coverage(self._evidence, announcement, self._turning[question], impossible=impossible)


def _question(evidence: Evidence, claim: Claim) -> Question:
    candidate = claim.candidate or ""
    scope = scope_of(claim.coverage, evidence) if claim.coverage else all_units(evidence)
    if claim.claim == "share":
        return has_share(evidence, candidate, float(claim.figure or 0), claim.bound, scope)
    if claim.claim == "votes":
        return has_votes(evidence, candidate, int(claim.figure or 0), claim.bound, scope)
    if claim.claim == "rank":
        return has_rank(evidence, candidate, int(claim.figure or 1), scope)
    return won(evidence, candidate, scope)


def _recorded(
    claim: Claim, kind: VerdictKind, says: str, finding: Finding | None, assuming: tuple[str, ...]
) -> Verdict:
    return Verdict(
        claim=claim.claim,
        kind=kind,
        stated_by=claim.stated_by,
        text=claim.text,
        source=claim.source,
        announcement=claim.announcement,
        says=says,
        because=finding.because if finding else (),
        assuming=assuming,
        span=claim.span,
        article=claim.article,
    )


def _without_sheets(case: Case, claims: Sequence[Claim], readings: Sequence[Reading]) -> Weighing:
    named = {c.id: c.name for c in case.candidates}
    units = "every unit's sheet" if case.contest.units is None else f"the sheets of {case.contest.units:,} units"
    says = f"left open: no sheets are at hand; {units} would settle it."
    return Weighing(
        bounds=None,
        announcements=tuple(without_sheets(a, checks_of(a, case)) for a in case.announcements),
        verdicts=tuple(
            _recorded(c, VerdictKind.UNDETERMINED, f"{named[c.candidate]}, {c.claim}: {says}", None, ())
            for c in claims
            if c.candidate
        ),
        not_checkable=(
            *_beyond(case, claims, tuple(named)),
            *own_tallies_in(case, readings),
            *not_checkable_in(readings),
        ),
        reactions=reactions_in(readings),
    )


def _beyond(case: Case, claims: Sequence[Claim], counted: tuple[str, ...]) -> Iterator[NotCheckable]:
    """Claims about somebody whom the ballot, or the sheets, do not have."""
    named = {c.id: c.name for c in case.candidates}
    for claim in claims:
        if claim.candidate in counted:
            continue
        why = (
            "It names nobody, or not one person alone, among the candidates of the case."
            if claim.candidate is None
            else f"The sheets have no votes for {named[claim.candidate]}."
        )
        yield NotCheckable(claim=claim.claim, stated_by=claim.stated_by, text=claim.text, source=claim.source, why=why)


def _announced_winner(case: Case, claims: Sequence[Claim]) -> str | None:
    """Whom the latest announcement puts first or, without announcements, whom most articles report as the winner."""
    for announcement in sorted(case.announcements, key=lambda a: a.at.replace(tzinfo=None), reverse=True):
        if winner := announced_winner(announcement):
            return winner
    named = [c.candidate for c in claims if c.claim == "winner" and c.candidate]
    return max(sorted(set(named)), key=named.count, default=None)


def _announcement(case: Case, claim: Claim) -> Announcement | None:
    return next((a for a in case.announcements if a.id == claim.announcement), None)


def _counted_sources(case: Case, tally: Tally | None) -> Case:
    """The case with only those sources of sheets that were counted, where the tally names them."""
    if tally is None:
        return case
    paths = {source.path for source in tally.sources}
    kept = tuple(source for source in case.sheets if source.path in paths)
    return case.model_copy(update={"sheets": kept}) if kept else case
