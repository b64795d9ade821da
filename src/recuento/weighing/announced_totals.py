"""The figures of an announcement as its checks use them: what is stated, what the rest can be, how it is named.

What an announcement does not state is unknown: the votes of the others, what its shares are shares of, how many papers
were invalid. A whole that is not stated runs from what the figures prove to no limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from recuento.records.contest import Announcement, Case, ShareBase
from recuento.records.messages import Message
from recuento.records.verdict import Fact

from .written import readings_of_share

BASES: tuple[ShareBase, ...] = ("valid", "ballots", "roll")
"""What a share may be a share of."""


def everybody_is_named(announcement: Announcement, case: Case, figures: set[str]) -> bool:
    """Whether these figures are everybody's: the case or the announcement says that nobody else stood."""
    complete = announcement.candidates_complete
    if complete is None:
        complete = bool(case.contest.candidates_complete)
    return complete and {c.id for c in case.candidates} <= figures


def total_announced(announcement: Announcement, case: Case) -> int | None:
    """All valid votes of an announcement: as stated, or its counts added where none is left out; None otherwise."""
    if announcement.valid is not None:
        return announcement.valid
    whole = announcement.others is not None or everybody_is_named(announcement, case, set(announcement.votes))
    return stated_votes(announcement) if announcement.votes and whole else None


def stated_votes(announcement: Announcement) -> int:
    """The announced votes added up, those of the others too where they are stated."""
    return sum(announcement.votes.values()) + (announcement.others or 0)


@dataclass(frozen=True)
class Wholes:
    """The wholes, as numbers of people, that shares may be of: from `low` to `high` (None: without limit)."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether the whole is known."""
        return self.low == self.high

    def meet(self, other: Wholes) -> Wholes | None:
        """What is in both; None where nothing is."""
        highs = [h for h in (self.high, other.high) if h is not None]
        both = Wholes(max(self.low, other.low), min(highs, default=None))
        return None if both.high is not None and both.high < both.low else both


def wholes_of(announcement: Announcement, case: Case, of: ShareBase) -> Wholes:
    """How many people the whole may be, for a base, by what the announcement states."""
    valid, stated = total_announced(announcement, case), stated_votes(announcement)
    least = stated if valid is None else valid
    if of == "valid":
        return Wholes(least, valid)
    if of == "ballots":
        invalid = announcement.invalid
        return Wholes(least + (invalid or 0), None if valid is None or invalid is None else valid + invalid)
    return Wholes(least + (announcement.invalid or 0), None)


def base_of_shares(announcement: Announcement, case: Case) -> ShareBase | None:
    """What the announced shares are shares of: as stated, or as the announced counts show; None where neither tells.

    Counts and shares that agree over all valid votes settle it: of ballots or of the roll they could be shares only if
    there were as good as no invalid papers, or as good as everybody had voted.
    """
    if announcement.share_of is not None or not announcement.shares:
        return announcement.share_of
    # One misprinted share of the others does not hide what the named candidates' shares are taken over.
    whole = whole_by_shares(announcement) or whole_by_shares(announcement.model_copy(update={"others_share": None}))
    if whole is None:
        return None
    fitting = [of for of in BASES if (wholes := wholes_of(announcement, case, of)).exact and wholes.meet(whole)]
    return fitting[0] if fitting else None


def whole_by_shares(announcement: Announcement) -> Wholes | None:
    """The wholes over which every announced share follows from its count; None where there are no such pairs, or none."""
    counts = dict(counts_of(announcement))
    both = [(counts[who], readings_of_share(share)) for who, share in shares_of(announcement) if who in counts]
    limits: Wholes | None = Wholes(1, None) if both else None
    for count, (low, high) in both:
        if limits is None:
            break
        # low <= count / whole < high
        least = floor(Fraction(count) / high) + 1 if high else None
        most = floor(Fraction(count) / low) if low else None
        limits = None if least is None or (count == 0 and low > 0) else limits.meet(Wholes(max(1, least), most))
    return limits


def announced_first(announcement: Announcement) -> str | None:
    """Who has the most announced votes; None where several have."""
    most = max(announcement.votes.values(), default=0)
    first = [who for who, count in announcement.votes.items() if count == most]
    return first[0] if len(first) == 1 else None


def counts_of(announcement: Announcement) -> list[tuple[str, int]]:
    """The announced counts, those of the others last, under "others"."""
    others = [("others", announcement.others)] if announcement.others is not None else []
    return [*announcement.votes.items(), *others]


def shares_of(announcement: Announcement) -> list[tuple[str, float]]:
    """The announced shares in percent, that of the others last, under "others"."""
    others = [("others", announcement.others_share)] if announcement.others_share is not None else []
    return [*announcement.shares.items(), *others]


def named(who: str, case: Case) -> str:
    """A candidate's name, or that of all others."""
    return next((c.name for c in case.candidates if c.id == who), Message("the_others"))


def fact_of(fact: str, value: float, how: str, announcement: Announcement) -> Fact:
    """A fact that rests on the announcement alone."""
    rows = Message("announcement.called", announcement=repr(announcement.id))
    return Fact(fact=fact, value=value, how=how, rows=rows)
