"""The weighing, in order: evidence, bounds, announcements, a verdict for each claim, what counts cannot settle, reactions.

It sees records only. Nothing is computed in floating point that a verdict rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from recuento.records.contest import AnnouncedCoverage, Announcement, Case
from recuento.records.counted import Sheets, Tally
from recuento.records.messages import Message, sentences
from recuento.records.said import Reading
from recuento.records.seats import SeatRanges
from recuento.records.verdict import Bounds, NotCheckable, Verdict, VerdictKind, Weighing

from .announcements import Weighed, hanging_on_coverage, weigh_announcement, without_sheets
from .arithmetic import checks_of
from .bounds import bounds_of
from .breakeven import BreakEven, impossible_from
from .claim_words import claim_in_words, lead_asked
from .claims import EVERY_REGION, IRREVERSIBLE, LANDSLIDE, LEADS, Claim, announced_winner, claims_in, claims_of
from .completions import completions_of
from .every_region import first_in_every_region
from .evidence import Evidence, gather
from .false_sheets import fact_of, false_sheets_needed
from .misprints import misprint_of
from .other_contests import told_apart
from .question import (
    Question,
    came_first,
    has_lead,
    has_rank,
    has_share,
    has_turnout,
    has_votes,
    won,
)
from .reactions import reactions_in
from .requirements import OPEN, RULED_OUT, with_requirements
from .rules import Finding, decide
from .scope import all_units, scope_of
from .seat_ranges import seat_ranges, seats_finding
from .sentences import announced_on, assumptions, called, margin, published
from .settling import settling_of
from .uncheckable import not_checkable_in, own_tallies_in


def weigh(
    case: Case,
    sheets: Sheets | None,
    tally: Tally | None,
    readings: Sequence[Reading],
    announced_on: Mapping[str, Sheets] | None = None,
) -> Weighing:
    """What the sheets say of every claim: bounds, each announcement's feasibility, and a verdict with its reasons.

    `sheets` may be None (nothing counted): then only the announcements' own arithmetic can be checked, and every claim
    stays undetermined. `tally` names the sources that were counted; the figures are taken from `sheets` themselves.
    `announced_on` has, by id, the very sheets on which an announcement was made: its figures are then compared with
    their sum, and not with what all units may hold.
    """
    readings, elsewhere = told_apart(case, readings)
    claims = [
        *claims_in(case, readings),
        *(claim for announcement in case.announcements for claim in claims_of(case, announcement)),
    ]
    own = {i: _as_a_whole(case, announced) for i, announced in (announced_on or {}).items()}
    evidence = gather(_counted_sources(case, tally), sheets) if sheets is not None else None
    if evidence and tally and tally.corrections:
        by_hand = Message("assuming.corrected", figures=len(tally.corrections))
        evidence = replace(evidence, notes=(*evidence.notes, by_hand))
    weighed = [_weighed(case, evidence, own.get(a.id), a) for a in case.announcements]
    refuted = {w.report.id for w in weighed if w.report.feasible is False}
    judges = {i: _Judge(of, refuted, whole=True) for i, of in own.items()}
    judge = _Judge(evidence, refuted) if evidence else None
    verdicts = (_with_its_misprint(case, claim, _verdict(case, claim, judge, judges)) for claim in claims)
    counted = evidence.candidates if evidence else tuple(c.id for c in case.candidates)
    return Weighing(
        bounds=_bounds(evidence, _announced_winner(case, claims)) if evidence else None,
        announcements=tuple(w.report for w in weighed),
        verdicts=(*(v for v in verdicts if v), *(w.verdict for w in weighed if w.verdict)),
        not_checkable=(
            *_beyond(case, claims, counted),
            *own_tallies_in(case, readings),
            *not_checkable_in(case, readings),
        ),
        reactions=reactions_in(readings),
        checks=evidence.checks if evidence else (),
        elsewhere=elsewhere,
    )


def _bounds(evidence: Evidence, announced: str | None) -> Bounds | None:
    """The bounds, with what further caps would do and which sheets would settle who won."""
    bounds = bounds_of(evidence, announced)
    if bounds is None:
        return None
    further = {
        "completions": completions_of(evidence),
        "settling": settling_of(evidence, announced),
        "seats": seat_ranges(evidence),
    }
    return bounds.model_copy(update=further)


def _as_a_whole(case: Case, sheets: Sheets) -> Evidence:
    """The evidence in the sheets of one source as a count of its own, of which nothing is missing."""
    named = set(sheets.frame["source"].unique().to_list())
    units = max(int(sheets.frame["sheets"].fill_null(1).sum()), 1)
    contest = case.contest.model_copy(update={"units": units, "roll": None})
    sources = tuple(s for s in case.sheets if s.path in named)
    return gather(case.model_copy(update={"contest": contest, "sheets": sources}), sheets)


def _weighed(case: Case, evidence: Evidence | None, own: Evidence | None, announcement: Announcement) -> Weighed:
    """The announcement's report: against the sheets it was made on, or all that are counted, or only against itself."""
    if own is not None:
        everything = AnnouncedCoverage(percent=100)
        found = weigh_announcement(own, announcement.model_copy(update={"coverage": everything}))
        report = found.report.model_copy(
            update=dict.fromkeys(
                (
                    "break_even_coverage",
                    "break_even_units",
                    "break_even_exact",
                    "break_even_jointly",
                    "break_even_jointly_exact",
                )
            )
        )
        return Weighed(report, found.verdict)
    if evidence is not None:
        return weigh_announcement(evidence, announcement)
    return Weighed(without_sheets(announcement, checks_of(announcement, case)), None)


def _verdict(case: Case, claim: Claim, judge: _Judge | None, own: Mapping[str, _Judge]) -> Verdict | None:
    """The verdict on a claim, by the sheets that its announcement was made on, by all that are counted, or by none."""
    on_its_sheets = claim.claim in {"share", "votes", *LEADS} or claim.words == "leads"
    if on_its_sheets and claim.announcement is not None and claim.announcement in own:
        return own[claim.announcement].verdict(claim)
    if judge is not None:
        return judge.on_seats(claim) if claim.claim == "seats" else judge.verdict(claim)
    return _left_open(case, claim)


def _with_its_misprint(case: Case, claim: Claim, verdict: Verdict | None) -> Verdict | None:
    """The verdict, told of an article's figure that repeats no announcement and is one slip of the hand away from one.

    Only where it stands under the authority's name or nobody's: whoever else gives a figure may well have another.
    """
    reported = claim.article is not None and claim.announcement is None and claim.claim in {"share", "votes"}
    if verdict is None or not reported or claim.candidate is None or claim.figure is None:
        return verdict
    if claim.bound != "exact" or claim.stated_by not in {None, case.contest.authority}:
        return verdict
    found = misprint_of(case.announcements, claim.candidate, claim.claim, claim.figure)
    if found is None:
        return verdict
    kind = "share" if claim.claim == "share" else "count"
    told = Message(
        "misprint.told",
        authority=case.contest.authority,
        day=found.announcement.at.date(),
        name=next(c.name for c in case.candidates if c.id == claim.candidate),
        announced=Message(f"misprint.{kind}", figure=found.figure),
        slip=Message(f"misprint.slip.{found.slip}"),
    )
    return verdict.model_copy(update={"says": sentences(verdict.says, told), "why": (*verdict.why, told)})


def _left_open(case: Case, claim: Claim) -> Verdict | None:
    """The verdict where no sheets are at hand."""
    if claim.candidate is None and claim.claim != "turnout":
        return None
    named = {c.id: c.name for c in case.candidates}
    units = case.contest.units
    sheets = Message("no_sheets.every_unit") if units is None else Message("no_sheets.so_many", units=units)
    says = Message(
        "no_sheets.left_open", claim=claim_in_words(claim, named.get(claim.candidate or "", "")), sheets=sheets
    )
    return _recorded(claim, VerdictKind.UNDETERMINED, says, None, ())


class _Judge:
    """Gives claims their verdicts, asking each distinct question of the counts once."""

    def __init__(self, evidence: Evidence, refuted: set[str], *, whole: bool = False) -> None:
        self._evidence = evidence
        self._whole = whole
        self._refuted = refuted
        self._found: dict[Question, Finding] = {}
        self._turning: dict[Question, BreakEven] = {}

    def verdict(self, claim: Claim) -> Verdict | None:
        """The verdict on the claim; None where the sheets have no votes for whom it is about."""
        evidence = self._evidence
        if claim.candidate not in evidence.candidates and claim.claim != "turnout":
            return None
        if claim.claim == EVERY_REGION:
            return self._on_regions(claim)
        question = _question(evidence, replace(claim, whole=True) if self._whole else claim)
        finding = self._finding(question)
        if claim.claim == "winner" and claim.words in {None, "won", "won outright"}:
            finding = with_requirements(finding, evidence, question.candidate)
        if claim.claim == "winner" and claim.words in {None, "won"} and evidence.case.contest.asks_more_than_first:
            question, finding = self._won_or_first(question, finding)
        if claim.claim == "turnout" and finding.kind is VerdictKind.IMPOSSIBLE:
            # Over a roll that is not at hand (with voters abroad, say) the figure may be right: that is no charge.
            says = Message("rules.turnout_fits_no_roll", claim=question.words, sheets=published(evidence))
            finding = Finding(VerdictKind.UNDETERMINED, says, finding.because, "turnout_fits_no_roll_at_hand")
        told = [finding.says, self._hangs(question, claim, finding), self._beside(claim, finding)]
        if claim.claim == "winner":
            told.append(margin(evidence, question.candidate))
            beside = finding.rule in {RULED_OUT, OPEN}  # not the votes decide, so false sheets are not counted out
            if not beside and (sheets := false_sheets_needed(question, finding.kind, evidence)) is not None:
                told.append(Message("false_sheets.says", sheets=sheets, units=evidence.counted_units))
                finding = replace(finding, because=(*finding.because, fact_of(sheets, evidence)))
        assuming = assumptions(evidence, question.scope)
        if claim.words == LANDSLIDE:
            assuming = (Message("assuming.landslide", share=float(claim.figure or 0)), *assuming)
        if self._whole:
            told.append(Message("rules.of_its_own_sheets", sources=called(evidence)))
            assuming = (announced_on(evidence), *assuming)
        return _recorded(claim, finding.kind, sentences(*told), finding, assuming)

    def _on_regions(self, claim: Claim) -> Verdict:
        """The verdict on a win in every part of the country."""
        evidence, candidate = self._evidence, claim.candidate or ""
        words = claim_in_words(claim, evidence.name(candidate))
        told = None if claim.figure is None else int(claim.figure)
        finding = self._trouble(words) or first_in_every_region(evidence, candidate, told, words)
        return _recorded(claim, finding.kind, finding.says, finding, assumptions(evidence, all_units(evidence)))

    def on_seats(self, claim: Claim) -> Verdict | None:
        """The verdict on a list's announced seats; None where the sheets have no votes for it."""
        if claim.candidate not in self._evidence.candidates:
            return None
        finding = seats_finding(self._evidence, self._ranges, claim)
        rule = self._evidence.case.contest.seats
        assuming = assumptions(self._evidence, all_units(self._evidence))
        if rule is not None:
            assuming = (Message("seats.assumed", method=Message(f"seats.method.{rule.method}")), *assuming)
        return _recorded(claim, finding.kind, finding.says, finding, assuming)

    @cached_property
    def _ranges(self) -> SeatRanges | None:
        return seat_ranges(self._evidence)

    def _finding(self, question: Question) -> Finding:
        return self._found.get(question) or self._found.setdefault(question, self._decide(question))

    def _won_or_first(self, outright: Question, finding: Finding) -> tuple[Question, Finding]:
        """Under a rule with a run-off "the winner" may be whoever came first: both are told, and the weaker may save it."""
        first = came_first(self._evidence, outright.candidate, outright.scope)
        other = self._finding(first)
        says = sentences(other.says, finding.says)
        if finding.kind in {VerdictKind.IMPOSSIBLE, VerdictKind.CONTRADICTED}:
            return first, Finding(other.kind, says, (*other.because, *finding.because), other.rule)
        facts = (*finding.because, *other.because)
        return outright, Finding(finding.kind, sentences(finding.says, other.says), facts, finding.rule)

    def _decide(self, question: Question) -> Finding:
        return self._trouble(question.words) or decide(question, self._evidence)

    def _trouble(self, claim: str) -> Finding | None:
        """That nothing is computed, where the contest's figures do not fit the sheets."""
        trouble = next((check for check in self._evidence.checks if check.holds is False), None)
        if trouble is None:
            return None
        says = Message("rules.not_computed", claim=claim, trouble=trouble.explain)
        return Finding(VerdictKind.UNDETERMINED, says, trouble.facts, f"not_{trouble.check}")

    def _beside(self, claim: Claim, finding: Finding) -> str:
        """What the announcement's other figures do to a figure that by itself can be had."""
        figure = claim.claim in {"share", "votes"}
        if finding.kind is VerdictKind.IMPOSSIBLE or claim.announcement not in self._refuted or not figure:
            return ""
        return Message("rules.ruled_out_together")

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
    scope = all_units(evidence) if claim.whole else scope_of(claim.coverage, evidence)
    if claim.claim == "share":
        return has_share(evidence, candidate, float(claim.figure or 0), claim.bound, scope, claim.share_of)
    if claim.claim == "votes":
        return has_votes(evidence, candidate, int(claim.figure or 0), claim.bound, scope)
    if claim.claim in LEADS:
        return has_lead(evidence, candidate, lead_asked(claim), scope)
    if claim.claim == "turnout":
        return has_turnout(evidence, float(claim.figure or 0), scope)
    if claim.claim == "rank":
        return has_rank(evidence, candidate, int(claim.figure or 1), scope)
    if claim.words in {"leads", IRREVERSIBLE}:
        return came_first(evidence, candidate, scope, claim.words)
    if claim.words == "came first":
        return came_first(evidence, candidate, scope)
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
        candidate=claim.candidate,
        figure=claim.figure,
        says=says,
        why=_reasons(says),
        rule=finding.rule if finding else "no_sheets_are_at_hand",
        because=finding.because if finding else (),
        assuming=assuming,
        span=claim.span,
        article=claim.article,
    )


def _reasons(says: str) -> tuple[str, ...]:
    """What a verdict's sentences say beside the claim and how it fared."""
    if not isinstance(says, Message) or says.key.startswith(("rules.", "no_sheets.")):
        return ()
    if says.key != "sentences":
        return (says,)
    parts = says.values["texts"]
    return tuple(dict.fromkeys(r for p in parts for r in _reasons(p))) if isinstance(parts, tuple) else ()


def _beyond(case: Case, claims: Sequence[Claim], counted: tuple[str, ...]) -> Iterator[NotCheckable]:
    """Claims about somebody whom the ballot, or the sheets, do not have."""
    named = {c.id: c.name for c in case.candidates}
    for claim in claims:
        if claim.candidate in counted or claim.claim == "turnout":
            continue
        why = (
            Message("not_checkable.names_nobody")
            if claim.candidate is None
            else Message("not_checkable.no_votes_for", name=named[claim.candidate])
        )
        yield NotCheckable(claim=claim.claim, stated_by=claim.stated_by, text=claim.text, source=claim.source, why=why)


def _announced_winner(case: Case, claims: Sequence[Claim]) -> str | None:
    """Whom the latest announcement puts first or, without announcements, whom most articles report as the winner."""
    for announcement in sorted(case.announcements, key=lambda a: a.moment, reverse=True):
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
