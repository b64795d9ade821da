"""The claims in the articles, put as questions, each linked to the announcement that it repeats.

A reported result is linked to an announcement when its candidate is in it and its figure is the announced one, as
rounded or cut ("51%" repeats 51.20%); a declared winner when the announcement declares, or puts first, the same
candidate. Among several, the figure's closest reading decides, then the date: the latest announcement made by the day
the article gives. A candidate's own claim to have won repeats no announcement.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from recuento.records.contest import (
    AnnouncedCoverage,
    Announcement,
    Case,
    ShareBase,
    WinnerWords,
    percent_to_fraction,
)
from recuento.records.messages import Message
from recuento.records.said import Reading, Result, VictoryClaim
from recuento.records.stories import once_a_story

from .announced_totals import base_of_shares
from .names import candidate_named, folded, is_the_authority
from .topics import topics
from .written import decimals, readings_of_count, readings_of_share

LEADS = ("lead", "lead_points")
"""Claims of by how much somebody leads."""
EVERY_REGION: Final = "every_region"
"""The claim of having been first in every part of the country; its figure is how many parts are told."""
IRREVERSIBLE: Final = "irreversible"
"""The words of a claim that a lead cannot be overturned: that whoever leads comes first whatever is still missing."""
LANDSLIDE: Final = "landslide"
"""The words of a claimed lead that was told as a landslide; its figure is what the case takes one to be."""
ClaimWords = WinnerWords | Literal["irreversible", "landslide"]


@dataclass(frozen=True)
class Claim:
    """One figure or rank that an article, or an announcement, gives a candidate.

    `figure` is a share in percent, a count, a rank, or None for a win. `coverage` is how much of the count it rests on,
    None where that was not said; `whole` says that it is about the whole vote, as who won is. `candidate` is None where
    it names nobody on the ballot. `share_of` is what a share is a share of, None where any base may be meant, and
    `words` says in which words somebody is put first.
    """

    claim: str
    candidate: str | None
    figure: float | int | None
    bound: str
    coverage: AnnouncedCoverage | None
    stated_by: str | None
    text: str
    source: str
    announcement: str | None = None
    article: str | None = None
    span: tuple[int, int] | None = None
    whole: bool = False
    share_of: ShareBase | None = None
    words: ClaimWords | None = None

    @property
    def gist(self) -> tuple[object, ...]:
        """What is claimed, by whom, whichever words and whichever article say it."""
        about = self.candidate or folded(self.text)
        return (
            self.claim,
            about,
            self.figure,
            self.bound,
            self.coverage,
            self.announcement,
            self.words,
            folded(self.stated_by or ""),
        )


def claims_in(case: Case, readings: Sequence[Reading]) -> Iterator[Claim]:
    """Every claim that the articles make about who won, shares, counts and ranks; what copies repeat only once."""
    told = once_a_story(readings, lambda reading: claims_in_one(case, reading), lambda claim: claim.gist)
    return (claim for _, claim in told)


def claims_in_one(case: Case, reading: Reading) -> Iterator[Claim]:
    """Every claim that one article makes."""
    for result in (r for r in reading.results if not r.is_to_check):
        found = list(_of_result(case, reading, result))
        # The word is the writer's: who is told to have announced the win has not called it so.
        landslides = (_as_a_landslide(case, claim) for claim in found if _is_a_landslide(case, claim))
        yield from (*found, *(replace(claim, stated_by=None) for claim in landslides))
    for victory in reading.victory_claims:
        claim = _of_victory(case, reading, victory)
        yield from (claim, _as_a_landslide(case, claim)) if _is_a_landslide(case, claim) else (claim,)


def _is_a_landslide(case: Case, claim: Claim) -> bool:
    """Whether a win is told as a landslide, and not as none, where the case says how large a lead makes one."""
    landslide = next(t for t in topics() if t.claim == LANDSLIDE)
    return case.contest.landslide is not None and claim.claim == "winner" and landslide.is_told(claim.text)


def _as_a_landslide(case: Case, claim: Claim) -> Claim:
    """The claim of a lead that a landslide is, over whoever is second."""
    points = case.contest.landslide
    return replace(
        claim,
        claim="lead_points",
        figure=points,
        bound="more_than",
        whole=True,
        coverage=None,
        share_of="valid",
        words=LANDSLIDE,
    )


def claims_of(case: Case, announcement: Announcement) -> Iterator[Claim]:
    """Every claim that an announcement makes: its winner, each share, each count."""
    base = base_of_shares(announcement, case)

    def claim(kind: str, candidate: str, figure: float | None, text: str) -> Claim:
        leads = kind == "winner" and announcement.winner_as == "leads"
        coverage = None if kind == "winner" and not leads else announcement.coverage
        return Claim(
            claim=kind,
            candidate=candidate,
            figure=figure,
            bound="to_the_vote" if kind == "votes" else "exact",
            coverage=coverage,
            stated_by=case.contest.authority,
            text=text,
            source=announcement.source,
            announcement=announcement.id,
            whole=kind == "winner" and not leads,
            share_of=base if kind == "share" else None,
            words=announcement.winner_as if kind == "winner" else None,
        )

    names = {c.id: c.name for c in case.candidates}
    if announcement.winner:
        told = {"came first": "announced_first", "leads": "announced_in_the_lead"}
        words = told.get(announcement.winner_as or "", "declared_the_winner")
        yield claim("winner", announcement.winner, None, Message(f"announced.{words}", name=names[announcement.winner]))
    if announcement.winner and announcement.irreversible:
        text = Message("announced.irreversible", name=names[announcement.winner])
        yield replace(claim("winner", announcement.winner, None, text), coverage=None, whole=True, words=IRREVERSIBLE)
    for candidate, share in announcement.shares.items():
        yield claim("share", candidate, share, Message("announced.share", name=names[candidate], share=share))
    if announcement.winner and announcement.lead is not None:
        text = Message("announced.lead", name=names[announcement.winner], votes=announcement.lead)
        yield replace(claim("lead", announcement.winner, announcement.lead, text), bound="to_the_vote")
    if announcement.winner and announcement.lead_points is not None:
        share = announcement.lead_points
        text = Message("announced.lead_points", name=names[announcement.winner], share=share)
        yield replace(claim("lead_points", announcement.winner, share, text), share_of=base)
    for candidate, seats in announcement.seats.items():
        yield claim("seats", candidate, seats, Message("announced.seats", name=names[candidate], seats=seats))
    if announcement.turnout is not None:
        turnout = claim("turnout", "", announcement.turnout, Message("announced.turnout", share=announcement.turnout))
        yield replace(turnout, candidate=None)
    for candidate, votes in announcement.votes.items():
        yield claim("votes", candidate, votes, Message("announced.votes", name=names[candidate], votes=votes))


def announced_winner(announcement: Announcement) -> str | None:
    """Who was declared the winner, or else has the most announced votes or the largest share."""
    if announcement.winner:
        return announcement.winner
    figures: dict[str, int] | dict[str, float] = announcement.votes or announcement.shares
    return max(figures, key=lambda c: figures[c], default=None)


def _of_result(case: Case, reading: Reading, result: Result) -> Iterator[Claim]:
    actor = reading.actor(result.candidate)
    candidate = candidate_named(actor.name, case.candidates) if actor else None
    figures = _claimed(result)
    day = result.announced or _day(reading)
    repeated = _repeated(case, candidate, result, day) if candidate else None
    coverage = repeated.coverage if repeated else None
    if result.counted is not None and not repeated:
        coverage = AnnouncedCoverage(percent=result.counted, exact=False)
    speaker = reading.actor(result.authority) or reading.actor(result.stated_by)
    stated_by = speaker.name if speaker else None
    if stated_by and is_the_authority(stated_by, case.contest):
        stated_by = case.contest.authority
    if is_own_tally(case, reading, result):
        figures = [(kind, figure) for kind, figure in figures if kind in _WITHOUT_FIGURES]
    base = base_of_shares(repeated, case) if repeated else None
    put_first = winning_words(result.text)
    for kind, figure in figures:
        words = IRREVERSIBLE if kind == IRREVERSIBLE else put_first if kind == "winner" else None
        partial = kind not in _WITHOUT_FIGURES or (kind in {"winner", "rank"} and put_first == "leads")
        yield Claim(
            claim="winner" if kind == IRREVERSIBLE else kind,
            candidate=candidate,
            figure=figure,
            bound=result.lead_bound if kind in LEADS else "exact" if kind in _WITHOUT_FIGURES else result.bound,
            coverage=coverage if partial else None,
            whole=not partial,
            share_of=base if kind in ("share", "lead_points") else None,
            words=words,
            stated_by=stated_by,
            text=result.text,
            source=reading.article.source,
            announcement=repeated.id if repeated else None,
            article=reading.article.id,
            span=(result.start, result.end),
        )


def _claimed(result: Result) -> list[tuple[str, float | int | None]]:
    """What a result says of its candidate: kinds of claims with their figures."""
    told: tuple[tuple[str, bool, float | int | None], ...] = (
        (IRREVERSIBLE, result.irreversible, None),
        (EVERY_REGION, result.everywhere is not None, result.everywhere_of),
        ("winner", result.rank == 1, None),
        ("rank", result.rank not in {None, 1}, result.rank),
        ("share", result.share is not None, result.share),
        ("votes", result.votes is not None, result.votes),
        ("lead", result.lead is not None, result.lead),
        ("lead_points", result.lead_points is not None, result.lead_points),
    )
    return [(kind, figure) for kind, said, figure in told if said]


_WITHOUT_FIGURES = ("winner", "rank", EVERY_REGION, IRREVERSIBLE)
"""What is claimed of the whole vote in words, with no share and no count."""


def is_own_tally(case: Case, reading: Reading, result: Result) -> bool:
    """Whether a figure is what a side says of the sheets it holds, and so no claim about the whole count.

    It repeats no announcement, and it stands under the name of somebody who is no authority, or beside words for sheets.
    """
    if result.is_to_check or (result.share is None and result.votes is None):
        return False
    actor = reading.actor(result.candidate)
    candidate = candidate_named(actor.name, case.candidates) if actor else None
    if candidate is not None and _repeated(case, candidate, result, result.announced or _day(reading)) is not None:
        return False
    author = reading.actor(result.authority)
    before = reading.article.text[max(0, result.start - _CONTEXT) : result.end]
    side = author is not None and author.kind != "authority" and not is_the_authority(author.name, case.contest)
    return side or _SHEETS.search(before) is not None


_CONTEXT = 160
"""Characters before a figure's sentence that may say what it was counted from ("... the sheets. They show ...")."""
_SHEETS = re.compile(
    r"\b(?:tally|tallies|tally[- ]sheets?|sheets?|actas?|protocols?|tabulations?|copies)\b", re.IGNORECASE
)


def _of_victory(case: Case, reading: Reading, victory: VictoryClaim) -> Claim:
    actor = reading.actor(victory.claimant)
    candidate = candidate_named(actor.name, case.candidates) if actor else None
    return Claim(
        claim="winner",
        candidate=candidate or (_of_party(case, actor.name) if actor else None),
        figure=None,
        bound="exact",
        coverage=None,
        stated_by=actor.name if actor else None,
        text=victory.text,
        source=reading.article.source,
        article=reading.article.id,
        span=(victory.start, victory.end),
        whole=winning_words(victory.text) != "leads",
        words=winning_words(victory.text),
    )


def winning_words(text: str) -> WinnerWords | None:
    """In which words somebody is put first: outright, in the lead while the count goes on, first, or won.

    None where none of these words is in the text, or words of several kinds are: then it is not known whose they are.
    """
    found = [words for words, pattern in _WINNING if pattern.search(text)]
    if "won outright" in found:
        found = [words for words in found if words != "won"]
    return found[0] if len(found) == 1 else None


_WINNING: tuple[tuple[WinnerWords, re.Pattern[str]], ...] = (
    (
        "won outright",
        re.compile(
            r"\boutright\b|\bfirst[- ]round (?:win|victory)\b|\b(?:without|avoid\w*|no need for) (?:a |the )?(?:run-?off|second round)",
            re.I,
        ),
    ),
    ("leads", re.compile(r"\b(?:leads?|leading|led|ahead)\b", re.I)),
    (
        "came first",
        re.compile(
            r"\b(?:came|comes|finish\w*|placed) (?:in )?first\b|\bfirst place\b|\btopp(?:ed|ing)\b|\bmost votes\b", re.I
        ),
    ),
    ("won", re.compile(r"\b(?:w[io]n\w*|victor\w*|triumph\w*|re-?elect\w*|elected|defeat\w*|beat\w*)\b", re.I)),
)


def _of_party(case: Case, name: str) -> str | None:
    """The candidate of the party with this name, when there is one."""
    bare, _, acronym = name.removesuffix(")").partition(" (")  # "Unity Party (UP)"
    names = {folded(n) for n in (name, bare, acronym) if n}
    fitting = [c.id for c in case.candidates if c.party and folded(c.party) in names]
    return fitting[0] if len(fitting) == 1 else None


def _day(reading: Reading) -> dt.date | None:
    article = reading.article
    return article.published or (article.dateline.date if article.dateline else None)


def _repeated(case: Case, candidate: str, result: Result, day: dt.date | None) -> Announcement | None:
    """The announcement that a reported result repeats, if any."""
    fitting = [(_distance(a, candidate, result), a) for a in case.announcements]
    near = [(distance, a) for distance, a in fitting if distance is not None]
    if not near:
        return None
    made = [(d, a) for d, a in near if day is None or a.at.date() <= day + dt.timedelta(days=1)] or near
    closest = min(d for d, _ in made)
    chosen = [a for d, a in made if d == closest]
    return (min if day is None else max)(chosen, key=lambda a: (a.moment, a.id))


def _distance(announcement: Announcement, candidate: str, result: Result) -> Fraction | None:
    """How far the reported figure is from the announced one; None where it cannot repeat it."""
    if result.votes is not None and candidate in announcement.votes:
        low, high = readings_of_count(result.votes, hedged=result.bound == "about")
        count = announcement.votes[candidate]
        if not low <= count <= high:
            return None
        if result.share is None:
            return Fraction(abs(count - result.votes))
    if result.share is not None:
        if candidate not in announcement.shares:
            return None
        announced = percent_to_fraction(announcement.shares[candidate])
        low_share, high_share = readings_of_share(result.share)
        if not low_share <= announced < high_share:
            return None
        unit = Fraction(1, 100 * 10 ** decimals(result.share))
        return Fraction(abs(announced - percent_to_fraction(result.share)) > unit / 2)
    if result.votes is None and result.rank == 1:
        return Fraction(0) if announced_winner(announcement) == candidate else None
    return None
