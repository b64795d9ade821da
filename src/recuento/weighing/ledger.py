"""The ledger of claims over announcements, outlets and articles: who first, who repeats, who states another figure later.

| taken for the same claim                                                                             |
|------------------------------------------------------------------------------------------------------|
| what is linked to one announcement (`claims`), about one candidate and of one kind                   |
| a winner, of one candidate; that the lead is irreversible is a claim of its own                      |
| a figure and any other that it may stand for when rounded or cut: 51% and 51.2%, 5.15 and 5,150,092  |

Of figures that may stand for one another the most precise comes first, and each of the others joins the first that it may stand
for, so that 51% stands with 51.2% and not apart. A hedged figure ("more than half") is a claim of its own. Who was first is
told by the day, and only where every mention has one. That somebody states another figure later is told, and not why: it may be a
correction, a fuller count, or another's figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.records.contest import Announcement, Case, percent_to_fraction
from recuento.records.ledger import Bulletin, FigureMoved, Ledger, LedgerClaim, Mention
from recuento.records.messages import Message
from recuento.records.said import Reading

from .claim_words import claim_in_words
from .claims import IRREVERSIBLE, Claim, claims_in_one, claims_of
from .names import folded
from .other_contests import told_apart
from .written import decimals, readings_of_count, readings_of_share

_STATED = ("others", "valid", "invalid", "turnout", "winner", "winner_as", "lead", "lead_points")

_Spoke = dict[tuple[str, ...], tuple[dt.date, dt.date]]


@dataclass(frozen=True)
class _Made:
    """A claim where it is made."""

    claim: Claim
    mention: Mention


def ledger(case: Case, readings: Sequence[Reading]) -> Ledger:
    """The ledger of a case; articles about another election are left out, as in the weighing."""
    about, _ = told_apart(case, readings)
    made = [*_announced(case), *(m for reading in about for m in _reported(case, reading))]
    groups = _same_claims(made)
    entries = sorted((_entry(case, group) for group in groups), key=_order)
    spoke = [_voices(entry) for entry in entries]
    return Ledger(
        contest=case.contest.name,
        claims=tuple(entry.model_copy(update={"later": _later(i, entries, spoke)}) for i, entry in enumerate(entries)),
        bulletins=tuple(_bulletins(case)),
    )


def _announced(case: Case) -> Iterator[_Made]:
    for announcement in case.announcements:
        for claim in claims_of(case, announcement):
            mention = Mention(
                source=announcement.source,
                date=announcement.at.date(),
                stated_by=claim.stated_by,
                figure=claim.figure,
                words=claim.words,
                text=claim.text,
            )
            yield _Made(claim, mention)


def _reported(case: Case, reading: Reading) -> Iterator[_Made]:
    article = reading.article
    copied = reading.story is not None and reading.story.by not in {"alone", "fullest"}
    for claim in claims_in_one(case, reading):
        mention = Mention(
            source=claim.source,
            article=claim.article,
            outlet=article.outlet,
            date=article.published or (article.dateline.date if article.dateline else None),
            stated_by=claim.stated_by,
            figure=claim.figure,
            words=claim.words,
            text=claim.text,
            span=claim.span,
            copied=copied,
        )
        yield _Made(claim, mention)


def _same_claims(made: Sequence[_Made]) -> list[list[_Made]]:
    """The claims that are one, together."""
    kinds: dict[tuple[object, ...], list[_Made]] = {}
    for one in made:
        claim = one.claim
        bound = "exact" if claim.bound == "to_the_vote" else claim.bound
        about = claim.candidate or folded(claim.text)
        linked = claim.announcement if claim.claim in {"share", "votes", "lead"} else None
        words = claim.words if claim.words == IRREVERSIBLE else None
        kinds.setdefault((claim.claim, about, bound, linked, words), []).append(one)
    groups = []
    for alike in kinds.values():
        apart: list[list[_Made]] = []
        for one in sorted(alike, key=_precision, reverse=True):
            home = next((g for g in apart if _may_stand_for(one.claim, g[0].claim.figure)), None)
            if home is None:
                apart.append([one])
            else:
                home.append(one)
        groups += apart
    return groups


def _precision(one: _Made) -> int:
    """More for a figure that leaves less open."""
    figure = one.claim.figure
    if figure is None:
        return 0
    if one.claim.claim == "share":
        return decimals(figure)
    return -(len(str(int(figure))) - len(str(int(figure)).rstrip("0")))


def _may_stand_for(claim: Claim, precise: float | None) -> bool:
    """Whether a claimed figure is the precise one, or may be it rounded or cut."""
    if claim.figure is None or precise is None or claim.figure == precise:
        return claim.figure == precise
    if claim.claim == "share":
        low, high = readings_of_share(claim.figure)
        return low <= percent_to_fraction(precise) < high
    if claim.claim in {"votes", "lead"}:
        least, most = readings_of_count(int(claim.figure), hedged=claim.bound == "about")
        return least <= precise <= most
    return False


def _entry(case: Case, group: Sequence[_Made]) -> LedgerClaim:
    mentions = sorted((one.mention for one in group), key=lambda m: (m.date or dt.date.max, m.article or "", m.source))
    days = [m.date for m in mentions]
    first = tuple(i for i, day in enumerate(days) if day == days[0]) if None not in days else ()
    claim = group[0].claim
    names = {c.id: c.name for c in case.candidates}
    name = names.get(claim.candidate or "", claim.text)
    return LedgerClaim(
        claim=claim.claim,
        candidate=claim.candidate,
        name=name,
        says=_said(group, name),
        figure=claim.figure,
        bound="exact" if claim.bound == "to_the_vote" else claim.bound,
        announcement=next((o.claim.announcement for o in group if o.claim.announcement), None),
        mentions=tuple(mentions),
        first=first,
    )


def _said(group: Sequence[_Made], name: str) -> str:
    """The claim as a clause. Who is put first in several ways won, or came first."""
    claim = group[0].claim
    if claim.candidate is None and claim.claim != "turnout":
        return name  # the words as they stand: whom they are about is not known
    if len({made.claim.words or "won" for made in group}) > 1 and claim.claim == "winner":
        return Message("claim.put_first", name=name)
    return claim_in_words(claim, name)


def _order(entry: LedgerClaim) -> tuple[object, ...]:
    return (
        min((m.date for m in entry.mentions if m.date), default=dt.date.max),
        entry.claim,
        entry.candidate or "",
        -float(entry.figure or 0),
        entry.announcement or "",
    )


def _later(at: int, entries: Sequence[LedgerClaim], spoke: Sequence[_Spoke]) -> tuple[int, ...]:
    """Other figures on the same thing that somebody who made this claim, or printed it, gave on a later date."""
    entry = entries[at]

    def goes_on(other: int) -> bool:
        return any(spoke[at][who][0] < spoke[other][who][1] for who in spoke[at].keys() & spoke[other].keys())

    return tuple(
        i
        for i, other in enumerate(entries)
        if entry.candidate is not None
        and (other.claim, other.candidate) == (entry.claim, entry.candidate)
        and other.figure != entry.figure
        and goes_on(i)
    )


def _voices(entry: LedgerClaim) -> _Spoke:
    """On which first and last day each voice and outlet made a claim; mentions without a date tell nothing here."""
    days: _Spoke = {}
    for mention in entry.mentions:
        if (day := mention.date) is None:
            continue
        for who in {folded(name) for name in (mention.stated_by, mention.outlet) if name}:
            first, last = days.get(who, (day, day))
            days[who] = min(first, day), max(last, day)
    return days


def _bulletins(case: Case) -> Iterator[Bulletin]:
    """Each announcement beside the one before it, in order of time."""
    before: Announcement | None = None
    for now in sorted(case.announcements, key=lambda a: (a.moment, a.id)):
        moved = () if before is None else tuple(_moved(_figures(before), _figures(now)))
        yield Bulletin(announcement=now.id, at=now.at, before=before.id if before else None, moved=moved)
        before = now


def _figures(announcement: Announcement) -> dict[str, float | int | str | None]:
    coverage = announcement.coverage
    return {
        "coverage": coverage.percent if coverage else None,
        **{f"votes:{c}": v for c, v in announcement.votes.items()},
        **{f"share:{c}": s for c, s in announcement.shares.items()},
        **{f"seats:{c}": s for c, s in announcement.seats.items()},
        **{name: getattr(announcement, name) for name in _STATED},
    }


def _moved(was: dict[str, float | int | str | None], now: dict[str, float | int | str | None]) -> Iterator[FigureMoved]:
    for figure in dict.fromkeys((*was, *now)):
        if was.get(figure) != now.get(figure):
            yield FigureMoved(figure=figure, was=was.get(figure), now=now.get(figure))
