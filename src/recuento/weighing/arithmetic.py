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
from recuento.records.messages import Message, sentences
from recuento.records.verdict import Check, Fact

from .announced_totals import (
    BASES,
    Wholes,
    base_of_shares,
    counts_of,
    everybody_is_named,
    fact_of,
    named,
    shares_of,
    stated_votes,
    total_announced,
    whole_by_shares,
    wholes_of,
)
from .roll_checks import lead_exceeds_what_is_left, turnout_follows, within_roll
from .rounding_lattice import RARE, TRIED, rounding_lattice
from .scope import from_to
from .written import decimals, follows, readings_of_share, to_percent


def checks_of(announcement: Announcement, case: Case, *, rolls_hold: bool = True) -> tuple[Check, ...]:
    """Every check of the announcement's figures that its figures allow.

    `rolls_hold` is False where sheets of the contest have more votes than registered voters.
    """
    return (
        *_counts_add_up(announcement, case),
        *_shares_follow(announcement, case),
        *_shares_add_up(announcement, case),
        *within_roll(announcement, case, rolls_hold=rolls_hold),
        *turnout_follows(announcement, case, rolls_hold=rolls_hold),
        *lead_exceeds_what_is_left(announcement, case, rolls_hold=rolls_hold),
        *_computed_back(announcement, case),
        *_winner_leads(announcement, case),
        *_winner_meets_the_rule(announcement, case),
        *_winner_reaches_the_turnout(announcement, case),
        *_lead_follows(announcement, case),
        *_not_smaller_than_before(announcement, case),
    )


def _counts_add_up(announcement: Announcement, case: Case) -> Iterator[Check]:
    if announcement.valid is None or not announcement.votes:
        return
    summed = stated_votes(announcement)
    complete = announcement.others is not None or everybody_is_named(announcement, case, set(announcement.votes))
    holds = summed == announcement.valid if complete else summed <= announcement.valid
    counts = tuple(Message("number", number=count) for _, count in counts_of(announcement))
    how = Message("counts.how", counts=counts, sum=summed)
    yield _check(
        "counts_add_up_to_total",
        holds,
        Message(
            f"counts.{'add_up' if complete else 'stay_within'}.{'yes' if holds else 'no'}", valid=announcement.valid
        ),
        fact_of(Message("counts.fact"), summed, how, announcement),
    )


def _shares_follow(announcement: Announcement, case: Case) -> Iterator[Check]:
    counts = dict(counts_of(announcement))
    both = [(who, counts[who], share) for who, share in shares_of(announcement) if who in counts]
    if not both:
        return
    whole = whole_by_shares(announcement)
    bases = [announcement.share_of] if announcement.share_of else list(BASES)
    meeting = {of: met for of in bases if whole and (met := wholes_of(announcement, case, of).meet(whole))}
    known = [of for of in meeting if wholes_of(announcement, case, of).exact]
    valid = total_announced(announcement, case)
    facts = [
        fact_of(
            Message("shares.fact", name=named(who, case), share=share),
            float(Fraction(count, valid) * 100),
            Message("shares.how", count=count, whole=valid, share=Fraction(count, valid)),
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
    whole = wholes_of(announcement, case, of).low
    unstated = of != "valid" and announcement.share_of is None
    follow = Message("shares.follow", base=Message(f"all.{of}"), whole=whole)
    return sentences(follow, Message("shares.not_over_valid") if unstated else "")


def _follow_if(announcement: Announcement, meeting: dict[ShareBase, Wholes]) -> str:
    """What would have to be so of the unstated for the shares to follow."""
    wholes = list(meeting.values())
    low = min(met.low for met in wholes)
    high = None if any(met.high is None for met in wholes) else max(met.high or 0 for met in wholes)
    may = [Message(f"shares.may_be_of.{of}") for of in meeting if of != "valid"]
    if (met := meeting.get("valid")) is not None:
        stated = stated_votes(announcement)
        others = from_to(met.low - stated, None if met.high is None else met.high - stated)
        may.insert(0, Message("shares.may_be_of.valid", others=others))
    return Message("shares.follow_if", whole=from_to(low, high), may_be=tuple(may))


def _do_not_follow(announcement: Announcement, case: Case, both: list[tuple[str, int, float]]) -> str:
    """Which shares are wrong, over all valid votes where these are known; else that no whole makes them agree."""
    of = announcement.share_of or "valid"
    wholes = wholes_of(announcement, case, of)
    if wholes.exact and wholes.low:
        wrong = [(who, count, share) for who, count, share in both if not follows(Fraction(count, wholes.low), share)]
        says = [
            Message(
                "shares.wrong",
                name=named(who, case),
                share=share,
                count=count,
                whole=wholes.low,
                exact=Fraction(count, wholes.low),
            )
            for who, count, share in wrong
        ]
        return sentences(*says, "" if announcement.share_of else Message("shares.no_other_whole"))
    spans = []
    for who, count, share in both:
        low, high = readings_of_share(share)
        least, most = ceil(count / high) if high else 0, floor(count / low) if low else None
        limits = Message("range.to_any", low=least) if most is None else Message("range.from_to", low=least, high=most)
        spans.append(Message("shares.whole_of_one", count=count, share=share, name=named(who, case), whole=limits))
    return Message("shares.no_whole", wholes=tuple(spans))


def _shares_add_up(announcement: Announcement, case: Case) -> Iterator[Check]:
    shares = shares_of(announcement)
    if len(shares) < 2:
        return
    summed = sum((percent_to_fraction(share) for _, share in shares), Fraction(0))
    units = [Fraction(1, 100 * 10 ** decimals(share)) for _, share in shares]
    complete = announcement.others_share is not None or everybody_is_named(announcement, case, set(announcement.shares))
    base = base_of_shares(announcement, case)
    high = summed - sum(units) / 2 <= 1
    low = summed + sum(units) >= 1
    written = tuple(Message("percentage", percent=share) for _, share in shares)
    holds: bool | None = high and low
    if not high:
        states = "more"
    elif low:
        states = "within"
    elif complete and base == "valid":
        states = "less"
    elif complete:
        holds, states = None, "rest_not_stated"
    else:
        holds, states = True, "not_everybody"
    yield Check(
        check="shares_add_up_to_100",
        holds=holds,
        explain=Message(f"shares_add_up.{states}", sum=summed, shares=len(shares)),
        facts=(
            fact_of(
                Message("shares_add_up.fact"),
                to_percent(summed),
                Message("shares_add_up.how", shares=written, sum=summed),
                announcement,
            ),
        ),
    )


def _computed_back(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Told only where every count is what a rounded share of the total gives and chance would hardly do it: no more is known."""
    total, counts = total_announced(announcement, case), counts_of(announcement)
    found = rounding_lattice([count for _, count in counts], total) if total and len(counts) > 1 else None
    if total is None or found is None or found.chance >= RARE:
        return
    yield _check(
        "counts_are_nearest_to_round_shares",
        None,
        sentences(
            Message("lattice.all", steps=Message(f"lattice.step.{found.decimals}"), total=total),
            Message("lattice.chance", one_in=floor(1 / found.chance), tried=len(TRIED)),
            Message("lattice.caveats"),
        ),
        *(
            fact_of(
                Message("lattice.fact", name=named(who, case)),
                to_percent(Fraction(count, total)),
                Message("lattice.how", count=count, whole=total),
                announcement,
            )
            for who, count in counts
        ),
    )


def _winner_leads(announcement: Announcement, case: Case) -> Iterator[Check]:
    figures: dict[str, int] | dict[str, float] = announcement.votes or announcement.shares
    winner = announcement.winner
    if winner is None or winner not in figures:
        return
    most = max(figures, key=lambda c: figures[c])
    holds = figures[winner] == figures[most]
    tied = [c for c in figures if c != winner and figures[c] == figures[winner]]
    leads = "behind" if not holds else "tied" if tied else "most"
    rival = named(tied[0] if holds and tied else most, case)
    best = max((figures[c] for c in figures if c != winner), default=None)
    own, other = (None if f is None else _announced_figure(announcement, f) for f in (figures[winner], best))
    against = own if other is None else Message("winner_leads.against", own=own, other=other)
    yield _check(
        "winner_leads",
        holds,
        Message(f"winner_leads.{leads}", winner=named(winner, case), rival=rival),
        fact_of(Message("winner_leads.fact"), figures[winner], against or "", announcement),
    )


def _winner_reaches_the_turnout(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Where the rule asks a turnout: whether the announced one reaches it; below it that is told and no charge.

    Of which roll it was announced, and whether of ballots or of valid votes, is mostly not said.
    """
    needed, turnout = case.contest.turnout_needed, announcement.turnout
    if needed is None or turnout is None or announcement.winner is None:
        return
    asked, (low, high) = percent_to_fraction(needed), readings_of_share(turnout)
    holds = True if low >= asked else None
    how = "reached" if low >= asked else "missed" if high <= asked else "open"
    yield _check(
        "winner_reaches_the_turnout",
        holds,
        Message(f"turnout_asked.{how}", turnout=float(turnout), share=asked),
        fact_of(Message("turnout_asked.fact"), turnout, Message("turnout_asked.how", share=asked), announcement),
    )


def _lead_follows(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Whether the announced lead is that of the announced counts, or shares, over the best of the others.

    Where not everybody was named the second may be somebody else, and the lead then smaller.
    """
    winner = announcement.winner
    for lead, figures, kind in (
        (announcement.lead, announcement.votes, "votes"),
        (announcement.lead_points, announcement.shares, "points"),
    ):
        if winner is None or lead is None or winner not in figures or len(figures) < 2:
            continue
        best = max((c for c in figures if c != winner), key=lambda c: figures[c])
        least, most = _ends(lead, kind)
        own, other = _ends(figures[winner], kind), _ends(figures[best], kind)
        between = own[0] - other[1], own[1] - other[0]
        fits = least <= between[1] and between[0] <= most
        smaller = most < between[0] and not everybody_is_named(announcement, case, set(figures))
        yield _check(
            "lead_follows_from_the_figures",
            True if fits else None if smaller else False,
            Message(
                f"lead_of.{kind}_{'follows' if fits else 'may_be_over_another' if smaller else 'differs'}",
                winner=named(winner, case),
                rival=named(best, case),
                **({"lead": int(lead)} if kind == "votes" else {"share": float(lead)}),
            ),
            fact_of(
                Message("lead_of.fact"),
                float(between[0]),
                Message("lead_of.how", rival=named(best, case)),
                announcement,
            ),
        )


def _ends(figure: float, kind: str) -> tuple[Fraction, Fraction]:
    """What a written figure may stand for: a count for itself, a percentage for what rounds or is cut to it."""
    return (Fraction(int(figure)),) * 2 if kind == "votes" else readings_of_share(figure)


def _announced_figure(announcement: Announcement, number: float) -> Message:
    """A count, or a share where no counts were announced."""
    if announcement.votes:
        return Message("number", number=int(number))
    return Message("percentage", percent=float(number))


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
            fact_of(
                Message("rule.share_fact"),
                float(own.low * 100),
                Message("rule.share_how", share=own.words),
                announcement,
            ),
            *(
                [
                    fact_of(
                        Message("rule.lead_fact"),
                        float(lead.low * 100),
                        Message("rule.lead_how", lead=lead.words, rival=named(second or "", case)),
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
        own = _Span(share, share, Message("share", share=share))
        if not rivals:
            return own, None, None
        second = max(rivals, key=lambda c: announcement.votes[c])
        lead = Fraction(announcement.votes[winner] - announcement.votes[second], whole)
        return own, _Span(lead, lead, Message("points", share=lead)), second
    if winner not in announcement.shares or base_of_shares(announcement, case) not in {None, "valid"}:
        return None
    low, high = readings_of_share(announcement.shares[winner])
    own = _Span(low, high, Message("percentage", percent=announcement.shares[winner]))
    named = [c for c in announcement.shares if c != winner]
    if not named:
        return own, None, None
    second = max(named, key=lambda c: announcement.shares[c])
    least, most = readings_of_share(announcement.shares[second])
    written = percent_to_fraction(announcement.shares[winner]) - percent_to_fraction(announcement.shares[second])
    return own, _Span(low - most, high - least, Message("points", share=written)), second


def _rule_in_words(
    case: Case, winner: str, own: _Span, lead: _Span | None, second: str | None, *, outright: bool, short: bool
) -> str:
    """The share and the lead beside what the rule asks, and how far apart they are."""
    asks = Message(f"asks.{case.contest.rule}")
    values = {"winner": named(winner, case), "share": own.words, "asks": asks}
    says = Message("rule.announced_with", **values)
    if lead is not None:
        says = Message("rule.announced_with_lead", **values, lead=lead.words, rival=named(second or "", case))
    if outright:
        return sentences(says, Message("rule.met"))
    if not short:
        return sentences(says, Message("rule.open"))
    half = Fraction(1, 2) - own.high
    if case.contest.rule == "forty_ten" and lead is not None and 5 * own.high >= 2:
        return sentences(says, Message("rule.short_of_both", half=half, lead=Fraction(1, 10) - lead.high))
    return sentences(says, Message("rule.short_of_half", half=half))


def _not_smaller_than_before(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Counts only grow: no count, and no coverage, is smaller than in the latest earlier announcement that gives it."""
    before = [a for a in case.announcements if is_before(a, announcement)]
    if not before:
        return
    earlier = max(before, key=lambda a: (a.moment, a.id))
    then, now = dict(counts_of(earlier)), dict(counts_of(announcement))
    both = [(named(w, case), then[w], now[w]) for w in now if w in then]
    fallen = [Message("before.fell", name=n, then=old, now=new) for n, old, new in both if new < old]
    a, b = earlier.coverage, announcement.coverage
    if a and b and a.of == b.of and b.percent < a.percent:
        fallen.append(Message("before.coverage_fell", then=a.percent, now=b.percent))
    facts = [
        fact_of(
            Message("before.growth", name=name),
            new - old,
            Message("difference_alone", more=new, less=old),
            announcement,
        )
        for name, old, new in both
    ]
    if not facts and not fallen:
        return
    before_it = repr(earlier.id)
    explain = (
        Message("before.fallen", announcement=before_it, fallen=tuple(fallen))
        if fallen
        else Message("before.none_fell", announcement=before_it)
    )
    yield _check("not_smaller_than_before", not fallen, explain, *facts)


def is_before(one: Announcement, other: Announcement) -> bool:
    """Whether one was surely made before the other.

    Times with offsets are compared as instants, two without by their clocks. One with and one without can be compared
    only where no offset in use (from 12 hours behind UTC to 14 ahead of it) turns their order.
    """
    if bool(one.at.tzinfo) == bool(other.at.tzinfo):
        return one.moment < other.moment
    earliest, latest = dt.timedelta(hours=-14), dt.timedelta(hours=12)
    a = one.moment + (dt.timedelta() if one.at.tzinfo else latest)
    b = other.moment + (dt.timedelta() if other.at.tzinfo else earliest)
    return a < b


def _check(check: str, holds: bool | None, explain: str, *facts: Fact) -> Check:
    return Check(check=check, holds=holds, explain=explain, facts=facts)
