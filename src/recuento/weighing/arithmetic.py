"""An announcement's own arithmetic: what must hold between its figures whatever the sheets say.

What an announcement does not state is unknown: the votes of the others, what its shares are shares of, its coverage. A
check *holds*, *does not hold*, or it *cannot be said*; it does not hold only where nothing that was left unstated can
save the figures.

A share "follows" from the counts when rounding it (halves up or to even) or cutting it to the decimals written gives
the figure announced; only when none of these does is it called wrong. Rounded shares need not add to 100: each may be
off by half a unit of its last decimal when rounded, by up to one unit when cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from recuento.records.contest import Announcement, Case, ShareBase, percent_to_fraction
from recuento.records.verdict import Check, Fact

from .scope import coverage_readings
from .written import as_percent, decimals, figure, follows, readings_of_share

BASES: dict[ShareBase, str] = {
    "valid": "all valid votes",
    "ballots": "all ballots cast",
    "roll": "the registered voters",
}


def checks_of(announcement: Announcement, case: Case, *, rolls_hold: bool = True) -> tuple[Check, ...]:
    """Every check of the announcement's figures that its figures allow.

    `rolls_hold` is False where sheets of the contest have more votes than registered voters.
    """
    return (
        *_counts_add_up(announcement, case),
        *_shares_follow(announcement, case),
        *_shares_add_up(announcement, case),
        *_within_roll(announcement, case, rolls_hold=rolls_hold),
        *_turnout_follows(announcement, case, rolls_hold=rolls_hold),
        *_lead_exceeds_what_is_left(announcement, case, rolls_hold=rolls_hold),
        *_winner_leads(announcement, case),
        *_winner_meets_the_rule(announcement, case),
        *_not_smaller_than_before(announcement, case),
    )


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
    return _stated_votes(announcement) if announcement.votes and whole else None


def base_of_shares(announcement: Announcement, case: Case) -> ShareBase | None:
    """What the announced shares are shares of: as stated, or as the announced counts show; None where neither tells.

    Counts and shares that agree over all valid votes settle it: of ballots or of the roll they could be shares only if
    there were as good as no invalid papers, or as good as everybody had voted.
    """
    if announcement.share_of is not None or not announcement.shares:
        return announcement.share_of
    # One misprinted share of the others does not hide what the named candidates' shares are taken over.
    whole = _whole_by_shares(announcement) or _whole_by_shares(announcement.model_copy(update={"others_share": None}))
    if whole is None:
        return None
    fitting = [of for of in BASES if (wholes := _wholes(announcement, case, of)).exact and wholes.meet(whole)]
    return fitting[0] if fitting else None


def _stated_votes(announcement: Announcement) -> int:
    return sum(announcement.votes.values()) + (announcement.others or 0)


def _counts_add_up(announcement: Announcement, case: Case) -> Iterator[Check]:
    if announcement.valid is None or not announcement.votes:
        return
    summed = _stated_votes(announcement)
    complete = announcement.others is not None or everybody_is_named(announcement, case, set(announcement.votes))
    holds = summed == announcement.valid if complete else summed <= announcement.valid
    wanted = "add to" if complete else "stay within"
    yield _check(
        "counts_add_up_to_total",
        holds,
        f"The announced counts {wanted if holds else 'do not ' + wanted} the announced {announcement.valid:,} valid votes.",
        _fact("sum of the announced counts", summed, _sum(_counts(announcement), summed), announcement),
    )


@dataclass(frozen=True)
class _Wholes:
    """The wholes, as numbers of people, that shares may be of: from `low` to `high` (None: without limit)."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether the whole is known."""
        return self.low == self.high

    def meet(self, other: _Wholes) -> _Wholes | None:
        """What is in both; None where nothing is."""
        highs = [h for h in (self.high, other.high) if h is not None]
        both = _Wholes(max(self.low, other.low), min(highs, default=None))
        return None if both.high is not None and both.high < both.low else both


def _wholes(announcement: Announcement, case: Case, of: ShareBase) -> _Wholes:
    """How many people the whole may be, for a base, by what the announcement states."""
    valid, stated = total_announced(announcement, case), _stated_votes(announcement)
    least = stated if valid is None else valid
    if of == "valid":
        return _Wholes(least, valid)
    if of == "ballots":
        invalid = announcement.invalid
        return _Wholes(least + (invalid or 0), None if valid is None or invalid is None else valid + invalid)
    return _Wholes(least + (announcement.invalid or 0), None)


def _whole_by_shares(announcement: Announcement) -> _Wholes | None:
    """The wholes over which every announced share follows from its count; None where there are no such pairs, or none."""
    counts = dict(_counts(announcement))
    both = [(counts[who], readings_of_share(share)) for who, share in _shares(announcement) if who in counts]
    limits: _Wholes | None = _Wholes(1, None) if both else None
    for count, (low, high) in both:
        if limits is None:
            break
        # low <= count / whole < high
        least = floor(Fraction(count) / high) + 1 if high else None
        most = floor(Fraction(count) / low) if low else None
        limits = None if least is None or (count == 0 and low > 0) else limits.meet(_Wholes(max(1, least), most))
    return limits


def _shares_follow(announcement: Announcement, case: Case) -> Iterator[Check]:
    counts = dict(_counts(announcement))
    both = [(who, counts[who], share) for who, share in _shares(announcement) if who in counts]
    if not both:
        return
    whole = _whole_by_shares(announcement)
    bases = [announcement.share_of] if announcement.share_of else list(BASES)
    meeting = {of: met for of in bases if whole and (met := _wholes(announcement, case, of).meet(whole))}
    known = [of for of in meeting if _wholes(announcement, case, of).exact]
    valid = total_announced(announcement, case)
    facts = [
        _fact(
            f"share of {_named(who, case)}, announced as {figure(share)}",
            float(Fraction(count, valid) * 100),
            f"{count:,} / {valid:,} = {as_percent(Fraction(count, valid), 4)}",
            announcement,
        )
        for who, count, share in both
        if valid
    ]
    if known:
        of = known[0]
        yield _check("shares_follow_from_counts", True, _follow(announcement, case, of), *facts)
    elif meeting:
        yield Check(
            check="shares_follow_from_counts",
            holds=None,
            explain=_follow_if(announcement, meeting),
            facts=tuple(facts),
        )
    else:
        yield _check("shares_follow_from_counts", False, _do_not_follow(announcement, case, both), *facts)


def _follow(announcement: Announcement, case: Case, of: ShareBase) -> str:
    whole = _wholes(announcement, case, of).low
    says = f"Every announced share is its count over {BASES[of]} ({whole:,}), rounded or cut to the decimals written."
    if of != "valid" and announcement.share_of is None:
        says += " Over the valid votes they do not follow; what they are shares of was not stated."
    return says


def _follow_if(announcement: Announcement, meeting: dict[ShareBase, _Wholes]) -> str:
    """What would have to be so of the unstated for the shares to follow."""
    wholes = list(meeting.values())
    low = min(met.low for met in wholes)
    high = None if any(met.high is None for met in wholes) else max(met.high or 0 for met in wholes)
    told = [f"of {BASES[of]}" for of in meeting if of != "valid"]
    if (met := meeting.get("valid")) is not None:
        stated = _stated_votes(announcement)
        others = _from_to(met.low - stated, None if met.high is None else met.high - stated)
        told.insert(0, f"of the valid votes if the others have {others} votes")
    return (
        f"Not everything is stated that the shares are taken over. They follow over a whole of {_from_to(low, high)}: "
        f"they may be shares {' or '.join(told)}."
    )


def _from_to(low: int, high: int | None) -> str:
    return f"{low:,}" if low == high else f"{low:,} or more" if high is None else f"{low:,} to {high:,}"


def _do_not_follow(announcement: Announcement, case: Case, both: list[tuple[str, int, float]]) -> str:
    """Which shares are wrong, over all valid votes where these are known; else that no whole makes them agree."""
    of = announcement.share_of or "valid"
    wholes = _wholes(announcement, case, of)
    if wholes.exact and wholes.low:
        wrong = [(who, count, share) for who, count, share in both if not follows(Fraction(count, wholes.low), share)]
        says = " ".join(
            f"{_named(who, case)}: announced {figure(share)}, but {count:,} of {wholes.low:,} is "
            f"{as_percent(Fraction(count, wholes.low), 4)}, which neither rounding nor cutting turns into {figure(share)}."
            for who, count, share in wrong
        )
        return says if announcement.share_of else f"{says} Nor is there any other whole over which all shares follow."
    spans = []
    for who, count, share in both:
        low, high = readings_of_share(share)
        most = f"{floor(count / low):,}" if low else "any number"
        spans.append(
            f"{count:,} at {figure(share)} ({_named(who, case)}) is a whole of {ceil(count / high) if high else 0:,} to {most}"
        )
    return f"There is no whole over which the announced counts have the announced shares: {'; '.join(spans)}."


def _shares_add_up(announcement: Announcement, case: Case) -> Iterator[Check]:
    shares = _shares(announcement)
    if len(shares) < 2:
        return
    summed = sum((percent_to_fraction(share) for _, share in shares), Fraction(0))
    units = [Fraction(1, 100 * 10 ** decimals(share)) for _, share in shares]
    complete = announcement.others_share is not None or everybody_is_named(announcement, case, set(announcement.shares))
    base = base_of_shares(announcement, case)
    high = summed - sum(units) / 2 <= 1
    low = summed + sum(units) >= 1
    written = " + ".join(figure(share) for _, share in shares)
    holds: bool | None = high and low
    if not high:
        states = "more than 100% by more than rounding allows"
    elif low:
        states = f"within what rounding {len(shares)} shares allows"
    elif complete and base == "valid":
        states = "less than 100% by more than rounding allows"
    elif complete:
        holds = None
        states = "and whether invalid papers, or those who did not vote, are the rest was not stated"
    else:
        holds, states = True, "and not everybody's share was announced"
    yield Check(
        check="shares_add_up_to_100",
        holds=holds,
        explain=f"The announced shares add to {as_percent(summed)}, {states}.",
        facts=(
            _fact(
                "sum of the announced shares", float(summed * 100), f"{written} = {as_percent(summed)}", announcement
            ),
        ),
    )


def _within_roll(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
    cast = (total_announced(announcement, case) or _stated_votes(announcement)) + (announcement.invalid or 0)
    roll, covers = case.contest.roll, case.contest.roll_scope
    if not cast or roll is None:
        return
    holds = True if cast <= roll else None if covers or not rolls_hold else False
    explain = f"The announced votes, {cast:,}, are {'within' if cast <= roll else 'more than'} the roll of {roll:,}."
    if holds is None and not rolls_hold:
        explain += " On sheets of this contest, too, there are more votes than registered voters: the roll is no limit."
    elif holds is None:
        explain += f" That roll covers {covers}; whom the announcement covers is not stated."
    yield Check(
        check="votes_within_roll",
        holds=holds,
        explain=explain,
        facts=(_fact("announced votes", cast, f"{cast:,} against {roll:,}", announcement),),
    )


def _turnout_follows(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
    """Whether the announced turnout is that of the announced papers and the case's roll.

    It does not hold only where all units were announced, on a roll that is said to cover them, and neither all papers
    nor the valid votes alone are that turnout.
    """
    roll, covers, turnout = case.contest.roll, case.contest.roll_scope, announcement.turnout
    papers, valid = _wholes(announcement, case, "ballots"), _wholes(announcement, case, "valid")
    if turnout is None or roll is None or not papers.low:
        return
    low, high = readings_of_share(turnout)
    coverage = announcement.coverage
    saved = bool(covers) or not rolls_hold
    if coverage is not None and coverage.exact and coverage.percent == 100:
        # "100%" may stand for a little less, so the roll of what was announced may be a little smaller.
        wanted = _Wholes(ceil(low * roll * coverage_readings(coverage)[0]), max(ceil(high * roll) - 1, 0))
        met = papers.meet(wanted)
        holds = True if met and papers.exact else None if met or valid.meet(wanted) or saved else False
        told = f"A turnout of {figure(turnout)} of the roll of {roll:,} is {wanted.low:,} to {wanted.high or 0:,} papers; announced are {_from_to(papers.low, papers.high)}."
        if holds is None:
            told += f" That roll covers {covers}." if covers else " How many papers were invalid was not stated."
    else:
        least = ceil(papers.low / high) if high else papers.low
        holds = None if least <= roll or saved else False
        told = f"At a turnout of {figure(turnout)} the announced votes, {papers.low:,}, are those of {least:,} registered voters or more, of {roll:,} in all."
        if holds is None:
            told += " How many are registered in the units announced was not stated."
    share = float(Fraction(papers.low, roll) * 100)
    fact = _fact("votes over the roll", share, f"{papers.low:,} / {roll:,}", announcement)
    yield _check("turnout_follows_from_counts", holds, told, fact)


def _lead_exceeds_what_is_left(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
    """Whether a trend called irreversible is so by the figures alone: the lead is more than all who are left could give.

    Where it is not, nothing is wrong with the announcement: a trend can be clear long before it is beyond reach.
    """
    votes, roll = announcement.votes, case.contest.roll
    winner = announced_first(announcement)
    if not announcement.irreversible or not votes or roll is None or winner is None:
        return
    rivals = [count for who, count in votes.items() if who != winner]
    if not rivals:
        return  # whom the lead is over was not announced
    lead = votes[winner] - max(rivals)
    # The others may be one person, whom fewer votes part from the first.
    surely = min(lead, votes[winner] - (announcement.others or 0))
    left = roll - _wholes(announcement, case, "ballots").low
    how = f"{roll:,} on the roll - {roll - left:,} who voted"
    coverage = announcement.coverage
    if coverage is not None and coverage.of == "roll":
        least = coverage_readings(coverage)[0]
        left, how = min((left, how), (ceil((1 - least) * roll), f"{as_percent(1 - least)} of the roll of {roll:,}"))
    named = announcement.others is not None or everybody_is_named(announcement, case, set(votes))
    holds = True if named and rolls_hold and surely > left and not case.contest.roll_scope else None
    beyond = "more" if lead > left else "not more"
    told = (
        f"The announced lead is {lead:,} votes, {beyond} than the {left:,} registered voters who may be left ({how})."
    )
    if holds is None and lead <= left:
        told += " By these figures alone it could be overtaken; how the units left would have to vote for that, the bounds say."
    elif holds is None:
        told += " It is not certain: not everybody's votes were announced, or the roll is not one of all who may vote."
    fact = _fact("announced lead", lead, f"{votes[winner]:,} - {max(rivals):,}", announcement)
    yield _check("lead_exceeds_what_is_left", holds, told, fact)


def announced_first(announcement: Announcement) -> str | None:
    """Who has the most announced votes; None where several have."""
    most = max(announcement.votes.values(), default=0)
    first = [who for who, count in announcement.votes.items() if count == most]
    return first[0] if len(first) == 1 else None


def _winner_leads(announcement: Announcement, case: Case) -> Iterator[Check]:
    figures: dict[str, int] | dict[str, float] = announcement.votes or announcement.shares
    winner = announcement.winner
    if winner is None or winner not in figures:
        return
    most = max(figures, key=lambda c: figures[c])
    holds = figures[winner] == figures[most]
    tied = [c for c in figures if c != winner and figures[c] == figures[winner]]
    leads = (
        f"has fewer announced votes than {_named(most, case)}"
        if not holds
        else f"has as many announced votes as {_named(tied[0], case)}: a tie, which the rules of the contest decide"
        if tied
        else "has the most announced votes"
    )
    best = max((figures[c] for c in figures if c != winner), default=None)
    against = f"{figures[winner]:,}" if best is None else f"{figures[winner]:,} against {best:,}"
    yield _check(
        "winner_leads",
        holds,
        f"The declared winner, {_named(winner, case)}, {leads}.",
        _fact("the winner's figure", figures[winner], against, announcement),
    )


def _winner_meets_the_rule(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Under a rule with a run-off: whether the announced figures make the winner one outright, and by what distance.

    It does not hold only where an outright win was announced; who merely came first need not meet the rule.
    """
    winner, rule = announcement.winner, case.contest.rule
    if winner is None or rule == "plurality":
        return
    margin = announced_margin(announcement, case, winner)
    if margin is None:
        return
    own, lead, second = margin
    outright = 2 * own.low > 1 or (rule == "forty_ten" and 5 * own.low >= 2 and lead is not None and 10 * lead.low >= 1)
    short = 2 * own.high <= 1 and (rule == "majority" or 5 * own.high < 2 or (lead is not None and 10 * lead.high < 1))
    holds = True if outright else None if not short else (False if announcement.winner_as == "won outright" else None)
    yield Check(
        check="winner_meets_the_rule",
        holds=holds,
        explain=_rule_in_words(case, winner, own, lead, second, outright=outright, short=short),
        facts=(
            _fact("the winner's share", float(own.low * 100), f"from {own.words} of the valid votes", announcement),
            *(
                [
                    _fact(
                        "the winner's lead",
                        float(lead.low * 100),
                        f"{lead.words} over {_named(second or '', case)}",
                        announcement,
                    )
                ]
                if lead is not None
                else []
            ),
        ),
    )


@dataclass(frozen=True)
class _Span:
    """A share of one, or a difference of shares, between two ends, and how it is written."""

    low: Fraction
    high: Fraction
    words: str


def announced_margin(
    announcement: Announcement, case: Case, winner: str
) -> tuple[_Span, _Span | None, str | None] | None:
    """The winner's announced share of the valid votes and lead over the next, who is named; None where neither is told."""
    whole = total_announced(announcement, case)
    rivals = [c for c in (announcement.votes or announcement.shares) if c != winner]
    if whole and winner in announcement.votes:
        share = Fraction(announcement.votes[winner], whole)
        own = _Span(share, share, as_percent(share))
        if not rivals:
            return own, None, None
        second = max(rivals, key=lambda c: announcement.votes[c])
        lead = Fraction(announcement.votes[winner] - announcement.votes[second], whole)
        return own, _Span(lead, lead, _points(lead)), second
    if winner not in announcement.shares or base_of_shares(announcement, case) not in {None, "valid"}:
        return None
    low, high = readings_of_share(announcement.shares[winner])
    own = _Span(low, high, figure(announcement.shares[winner]))
    named = [c for c in announcement.shares if c != winner]
    if not named:
        return own, None, None
    second = max(named, key=lambda c: announcement.shares[c])
    least, most = readings_of_share(announcement.shares[second])
    written = percent_to_fraction(announcement.shares[winner]) - percent_to_fraction(announcement.shares[second])
    return own, _Span(low - most, high - least, _points(written)), second


def _points(share: Fraction) -> str:
    return f"{float(round(share * 100, 2)):.2f} points"


def _rule_in_words(
    case: Case, winner: str, own: _Span, lead: _Span | None, second: str | None, *, outright: bool, short: bool
) -> str:
    """The share and the lead beside what the rule asks, and how far apart they are."""
    asks = "more than 50%" if case.contest.rule == "majority" else "more than 50%, or 40% and a lead of 10 points"
    over = f" and a lead of {lead.words} over {_named(second or '', case)}" if lead is not None else ""
    says = (
        f"{_named(winner, case)} was announced with {own.words}{over}; to win without a run-off the rule asks {asks}."
    )
    if outright:
        return f"{says} The figures meet it."
    if not short:
        return f"{says} Whether the figures meet it hangs on their rounding, or on what was not announced."
    by = f"{float(round((Fraction(1, 2) - own.high) * 100, 2)):.2f} points short of half"
    if case.contest.rule == "forty_ten" and lead is not None and 5 * own.high >= 2:
        by += f", and {float(round((Fraction(1, 10) - lead.high) * 100, 2)):.2f} points short of the lead of 10"
    return f"{says} The figures do not meet it ({by}): they make a first place, not an outright win."


def _not_smaller_than_before(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Counts only grow: no count, and no coverage, is smaller than in the latest earlier announcement that gives it."""
    before = [a for a in case.announcements if is_before(a, announcement)]
    if not before:
        return
    earlier = max(before, key=lambda a: (moment(a), a.id))
    then, now = dict(_counts(earlier)), dict(_counts(announcement))
    fallen = [f"{_named(w, case)} fell from {then[w]:,} to {now[w]:,}" for w in now if w in then and now[w] < then[w]]
    a, b = earlier.coverage, announcement.coverage
    if a and b and a.of == b.of and b.percent < a.percent:
        fallen.append(f"coverage fell from {figure(a.percent)} to {figure(b.percent)}")
    facts = [
        _fact(f"growth of {_named(w, case)}", now[w] - then[w], f"{now[w]:,} - {then[w]:,}", announcement)
        for w in now
        if w in then
    ]
    if not facts and not fallen:
        return
    explain = (
        f"Since the announcement {earlier.id!r}, {'; '.join(fallen)}: a count that only goes on cannot fall; one from "
        "which sheets were taken out or corrected can."
        if fallen
        else f"No count is smaller than in the announcement {earlier.id!r}."
    )
    yield _check("not_smaller_than_before", not fallen, explain, *facts)


def moment(announcement: Announcement) -> dt.datetime:
    """When it was made, as an instant; a time without an offset is taken as UTC (see `is_before`)."""
    at = announcement.at
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def is_before(one: Announcement, other: Announcement) -> bool:
    """Whether one was surely made before the other.

    Times with offsets are compared as instants, two without by their clocks. One with and one without can be compared
    only where no offset in use (from 12 hours behind UTC to 14 ahead of it) turns their order.
    """
    if bool(one.at.tzinfo) == bool(other.at.tzinfo):
        return moment(one) < moment(other)
    earliest, latest = dt.timedelta(hours=-14), dt.timedelta(hours=12)
    a = moment(one) + (dt.timedelta() if one.at.tzinfo else latest)
    b = moment(other) + (dt.timedelta() if other.at.tzinfo else earliest)
    return a < b


def _counts(announcement: Announcement) -> list[tuple[str, int]]:
    others = [("others", announcement.others)] if announcement.others is not None else []
    return [*announcement.votes.items(), *others]


def _shares(announcement: Announcement) -> list[tuple[str, float]]:
    others = [("others", announcement.others_share)] if announcement.others_share is not None else []
    return [*announcement.shares.items(), *others]


def _named(who: str, case: Case) -> str:
    return next((c.name for c in case.candidates if c.id == who), "the others")


def _sum(counts: list[tuple[str, int]], summed: int) -> str:
    return f"{' + '.join(f'{count:,}' for _, count in counts)} = {summed:,}"


def _fact(fact: str, value: float, how: str, announcement: Announcement) -> Fact:
    return Fact(fact=fact, value=value, how=how, rows=f"announcement {announcement.id!r}")


def _check(check: str, holds: bool | None, explain: str, *facts: Fact) -> Check:
    return Check(check=check, holds=holds, explain=explain, facts=facts)
