"""The claims with their verdicts, the announcements with their checks, and what no count can settle, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recuento.records.contest import Announcement, Case
from recuento.records.counted import Tally
from recuento.records.inert import one_line
from recuento.records.recipe import SheetSource
from recuento.records.verdict import AnnouncementReport, Check, Fact, NotCheckable, Verdict, VerdictKind, Weighing

from .articles import Library, Place
from .numbers import Numbers
from .private import A_PERSON

WORDS = {
    VerdictKind.IMPOSSIBLE: ("Ruled out", "%(n)s ruled out by the sheets"),
    VerdictKind.CONTRADICTED: ("Contradicted", "%(n)s contradicted by the sheets"),
    VerdictKind.UNDETERMINED: ("Undetermined", "%(n)s undetermined"),
    VerdictKind.CONSISTENT: ("Consistent", "%(n)s consistent with the sheets"),
    VerdictKind.CONFIRMED: ("Confirmed", "%(n)s confirmed by the sheets"),
}
"""A verdict's badge, and how it is counted in a sentence."""

MEANINGS = {
    "impossible": "No way that the missing sheets could read makes the claim true, if these sheets are authentic.",
    "contradicted": "Possible only if the missing units voted as no set of counted units did. Missing units are no "
    "random draw, so this is strong evidence and no proof.",
    "undetermined": "The sheets at hand allow both. More sheets could settle it.",
    "consistent": "Within what the counted sheets and an honest interval allow. This does not prove it.",
    "confirmed": "No way that the missing sheets could read makes the claim false, if these sheets are authentic.",
}

NO_RANDOM_DRAW = (
    "The units whose sheets are missing are no random draw from all units, so they may have voted otherwise."
)

_NO_DRAW = {"en": "random", "es": "sorteo"}
"""The word by which a sentence shows that it has said so already."""

CHECK_WORDS = {True: ("holds", "Holds"), False: ("fails", "Does not hold"), None: ("open", "Could not be checked")}

_SPEAKERS = 4

_STRENGTH = {kind: rank for rank, kind in enumerate(WORDS)}


@dataclass(frozen=True)
class ShownFact:
    """A number that a verdict rests on, as text, with its formula and its rows."""

    fact: str
    value: str
    how: str
    rows: str


@dataclass(frozen=True)
class Heard:
    """One place where a claim was made: who made it, and its words there, quoted from an article or as the case has them."""

    who: str
    words: str
    place: Place | None
    source: str


@dataclass(frozen=True)
class Claim:
    """A claim and its verdict. The same claim from several mouths or articles is one of these, its shortest words first.

    `announcements` has the ids of those that it repeats.
    """

    anchor: str
    kind: str
    word: str
    about: str
    stated_by: str
    says: str
    rests_on: str
    caveat: str
    facts: tuple[ShownFact, ...]
    assuming: tuple[str, ...]
    heard: tuple[Heard, ...]
    announcements: frozenset[str] = frozenset()
    candidate: str | None = None


@dataclass(frozen=True)
class Unsettled:
    """A claim that counts cannot settle, and why."""

    stated_by: str
    why: str
    heard: tuple[Heard, ...]


@dataclass(frozen=True)
class ShownCheck:
    """One thing checked: `mark` is holds, fails or open, and `word` says it."""

    mark: str
    word: str
    title: str
    explain: str
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True)
class AnnouncedFigure:
    """What was announced of one candidate, each figure with its verdict where it could be checked."""

    name: str
    votes: str
    votes_claim: Claim | None
    share: str
    share_claim: Claim | None


@dataclass(frozen=True)
class ShownAnnouncement:
    """What the authority published, each figure with its verdict, and whether it and the sheets can both be true.

    `first` is the claim of who won or leads; `explained` are the claims whose reasons stand here: each claim's once, at
    the latest announcement that makes it.
    """

    anchor: str
    heading: str
    scope: str
    first: Claim | None
    figures: tuple[AnnouncedFigure, ...]
    explained: tuple[Claim, ...]
    source: str
    joint: tuple[str, str]
    break_even: str
    checks: tuple[ShownCheck, ...]


def publishers(sources: Iterable[SheetSource], numbers: Numbers) -> str:
    """Who published the sheets and with what interest: "X (interest: campaign of a candidate)"."""
    told = "%(by)s (interest: %(interest)s)"
    named = dict.fromkeys(
        numbers.text(told, by=one_line(s.published_by), interest=one_line(s.interest)) for s in sources
    )
    return numbers.join(list(named))


def sentence(text: str) -> str:
    """The text on one line, beginning with a capital and ending with a stop."""
    line = one_line(text)
    line = line[:1].upper() + line[1:]
    return line if not line or line.endswith((".", "!", "?", "…", ".”", '."')) else f"{line}."


def _one_claim(verdict: Verdict) -> tuple[object, ...]:
    """What two verdicts must share to be shown as one: a figure and the announcement it is from, the rest being equal.

    Who won, or came in which place, is one claim whichever announcement or article says it.
    """
    from_ = verdict.announcement if verdict.figure is not None and verdict.claim != "rank" else None
    return verdict.kind, verdict.claim, verdict.candidate, verdict.figure, from_, verdict.says


class Claims:
    """Words the verdicts of a weighing for the case."""

    def __init__(self, case: Case, tally: Tally | None, library: Library, numbers: Numbers, hide: Callable[[str], str]):
        self._case, self._library, self._numbers, self.hide = case, library, numbers, hide
        self._names = {c.id: one_line(c.name) for c in case.candidates}
        counted = {s.path for s in tally.sources} if tally else set()
        self._sources = [s for s in case.sheets if s.path in counted] or list(case.sheets) if tally else []

    def claims(self, verdicts: Sequence[Verdict]) -> tuple[Claim, ...]:
        """The claims: on who won first, then those on which the sheets speak most strongly."""
        groups: dict[tuple[object, ...], list[Verdict]] = {}
        for verdict in verdicts:
            groups.setdefault(_one_claim(verdict), []).append(verdict)
        ordered = sorted(groups.values(), key=lambda group: (group[0].claim != "winner", _STRENGTH[group[0].kind]))
        return tuple(self._claim(f"c{i}", group) for i, group in enumerate(ordered, start=1))

    def _claim(self, anchor: str, group: Sequence[Verdict]) -> Claim:
        verdict = group[0]
        facts = {(f.fact, f.how): f for v in group for f in v.because}
        assuming = tuple(dict.fromkeys(sentence(a) for v in group for a in v.assuming))
        says = self.hide(sentence(verdict.says))
        heard = sorted(dict.fromkeys(self._heard(v) for v in group), key=lambda h: len(h.words))
        told = any(_NO_DRAW[self._numbers.locale] in text for text in (says, *assuming))
        return Claim(
            anchor=anchor,
            kind=verdict.kind.value,
            word=self._numbers.text(WORDS[verdict.kind][0]),
            about=one_line(verdict.claim.replace("_", " ")),
            stated_by=self._speakers(heard),
            says=says,
            rests_on=self._rests_on(says),
            caveat=self._numbers.text(NO_RANDOM_DRAW) if verdict.kind is VerdictKind.CONTRADICTED and not told else "",
            facts=tuple(self.fact(f) for f in facts.values()),
            assuming=assuming,
            heard=tuple(heard),
            announcements=frozenset(v.announcement for v in group if v.announcement is not None),
            candidate=verdict.candidate,
        )

    def _speakers(self, heard: Sequence[Heard]) -> str:
        """Who made the claim; of many, the first few by name."""
        names = list(dict.fromkeys(h.who for h in heard if h.who))
        more = len(names) - _SPEAKERS
        if more > 0:
            names = [*names[:_SPEAKERS], self._numbers.plural(more, "%(n)s more", "%(n)s more")]
        return self._numbers.join(names)

    def _rests_on(self, says: str) -> str:
        """Whose sheets a verdict rests on, unless its own sentence says so."""
        if not self._sources or all(one_line(s.published_by) in says for s in self._sources):
            return ""
        return self._numbers.text(
            "Rests on the sheets that %(who)s published.", who=publishers(self._sources, self._numbers)
        )

    def _heard(self, claim: Verdict | NotCheckable) -> Heard:
        article = getattr(claim, "article", None) or claim.source
        who = self.who(claim.stated_by, article)
        place = self._library.place(article, getattr(claim, "span", None))
        return Heard(who, self.hide(one_line(claim.text)), place, "" if place else one_line(claim.source))

    def who(self, stated_by: str | None, article: str | None) -> str:
        """The name of whoever made the claim, given as an actor's id of the article, a candidate's id, or a name."""
        if not stated_by:
            return ""
        i = self._library.index(article)
        actor = self._library.readings[i].actor(stated_by) if i is not None else None
        name = one_line(actor.name if actor else self._names.get(stated_by, stated_by))
        return self._numbers.text(A_PERSON) if name == A_PERSON else self.hide(name)

    def unsettled(self, claims: Sequence[NotCheckable]) -> tuple[Unsettled, ...]:
        """The claims that counts cannot settle, the same one from several articles as one."""
        groups: dict[tuple[str, str, str], list[NotCheckable]] = {}
        for claim in claims:
            who = self.who(claim.stated_by, claim.source)
            groups.setdefault((who, one_line(claim.text), claim.why), []).append(claim)
        return tuple(
            Unsettled(who, sentence(why), tuple(dict.fromkeys(self._heard(c) for c in group)))
            for (who, _, why), group in groups.items()
        )

    def fact(self, fact: Fact) -> ShownFact:
        """A fact, its value written for the reader."""
        how, rows = one_line(fact.how), one_line(fact.rows)
        return ShownFact(one_line(fact.fact), self._numbers.value(fact.value), how, rows)

    def check(self, check: Check) -> ShownCheck:
        """A check, its name as words."""
        mark, word = CHECK_WORDS[check.holds]
        name, _, about = check.check.partition(":")
        title = self._numbers.text(sentence(name.replace("_", " ")).removesuffix("."))
        title += f": {one_line(self._names.get(about, about))}" if about else ""
        return ShownCheck(
            mark, self._numbers.text(word), title, sentence(check.explain), tuple(self.fact(f) for f in check.facts)
        )

    def announcements(self, weighing: Weighing, claims: Sequence[Claim]) -> tuple[ShownAnnouncement, ...]:
        """The announcements, the latest first."""
        reports = {report.id: report for report in weighing.announcements}
        made = sorted(self._case.announcements, key=lambda a: a.moment)
        shown: list[ShownAnnouncement] = []
        told: set[str] = set()
        for i, announcement in reversed(list(enumerate(made, start=1))):
            its = [c for c in claims if announcement.id in c.announcements]
            explained = tuple(c for c in its if c.anchor not in told)
            told |= {c.anchor for c in explained}
            shown.append(self._announcement(i, announcement, reports.get(announcement.id), its, explained))
        return tuple(shown)

    def _announcement(
        self,
        i: int,
        made: Announcement,
        report: AnnouncementReport | None,
        its: Sequence[Claim],
        explained: tuple[Claim, ...],
    ) -> ShownAnnouncement:
        return ShownAnnouncement(
            anchor=f"n{i}",
            heading=f"{one_line(self._case.contest.authority)}, {self._numbers.moment(made.at)}",
            scope=coverage_words(made, self._numbers),
            first=next((c for c in its if c.about == "winner"), None),
            figures=tuple(self._figures(made, its)),
            explained=explained,
            source=one_line(made.source),
            joint=self._joint(report),
            break_even=self._break_even(report),
            checks=tuple(self.check(check) for check in report.checks) if report else (),
        )

    def _figures(self, made: Announcement, its: Sequence[Claim]) -> Iterator[AnnouncedFigure]:
        votes: Mapping[str, int] = made.votes
        claimed = {(c.about, c.candidate): c for c in reversed(its)}
        for candidate in dict.fromkeys([*votes, *made.shares]):
            count = self._numbers.count(votes[candidate]) if candidate in votes else ""
            share = self._numbers.as_written(made.shares[candidate]) if candidate in made.shares else ""
            yield AnnouncedFigure(
                self._names.get(candidate, candidate),
                count,
                claimed.get(("votes", candidate)) if count else None,
                share,
                claimed.get(("share", candidate)) if share else None,
            )
        if made.others is not None or made.others_share is not None:
            count = self._numbers.count(made.others) if made.others is not None else ""
            share = self._numbers.as_written(made.others_share) if made.others_share is not None else ""
            yield AnnouncedFigure(self._numbers.text("All others"), count, None, share, None)

    def _joint(self, report: AnnouncementReport | None) -> tuple[str, str]:
        text, by = self._numbers.text, publishers(self._sources, self._numbers)
        whose = text("the sheets that %(who)s published", who=by) if self._sources else text("the sheets")
        if report is None or not self._sources or report.feasible is None:
            open_ = "Whether this announcement and %(sheets)s can both be true could not be established."
            return "open", text(open_, sheets=whose)
        if report.feasible:
            return "holds", text("This announcement and %(sheets)s can both be true.", sheets=whose)
        both = "This announcement and %(sheets)s cannot both be true. Which of them is false, counts cannot say."
        return "fails", text(both, sheets=whose)

    def _break_even(self, report: AnnouncementReport | None) -> str:
        if report is None:
            return ""
        n, lines = self._numbers, []
        if report.break_even_coverage is not None:
            units = report.break_even_units
            of_units = f" ({n.plural(units, '%(n)s unit', '%(n)s units')})" if units else ""
            share = self._at_most(report.break_even_coverage, exact=bool(report.break_even_exact))
            alone = (
                "From a coverage of %(share)s of the units%(units)s on, an announced figure is impossible by itself."
            )
            lines.append(n.text(alone, share=share, units=of_units))
        if report.break_even_jointly is not None:
            share = self._at_most(report.break_even_jointly, exact=bool(report.break_even_jointly_exact))
            lines.append(n.text("From %(share)s on, the announced figures are impossible together.", share=share))
        return " ".join(lines)

    def _at_most(self, share: float, *, exact: bool) -> str:
        written = self._numbers.percent(share)
        return written if exact else self._numbers.text("at most %(share)s", share=written)


def coverage_words(made: Announcement, numbers: Numbers) -> str:
    """Which part of the count an announcement says it rests on."""
    if made.coverage is None:
        return numbers.text("coverage not stated")
    of = {"units": "%(share)s of the units", "roll": "%(share)s of the roll", "ballots": "%(share)s of the ballots"}
    return numbers.text(of[made.coverage.of], share=coverage_in_short(made, numbers))


def coverage_in_short(made: Announcement, numbers: Numbers) -> str:
    """The same as a percentage alone, "about" it where it was spoken so; empty where it is not stated."""
    if made.coverage is None:
        return ""
    share = numbers.as_written(made.coverage.percent)
    return share if made.coverage.exact else numbers.text("about %(share)s", share=share)
