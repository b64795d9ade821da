"""An announcement's own arithmetic: what must hold between its figures whatever the sheets say.

A share "follows" from the counts when rounding it (halves up or to even) or cutting it to the decimals written gives
the figure announced; only when none of these does is it called wrong. Rounded shares need not add to 100: each may be
off by half a unit of its last decimal when rounded, by up to one unit when cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from recuento.records.contest import Announcement, Case, percent_to_fraction
from recuento.records.verdict import Check, Fact

from .written import as_percent, decimals, figure, follows


def checks_of(announcement: Announcement, case: Case) -> tuple[Check, ...]:
    """Every check of the announcement's figures that its figures allow."""
    return (
        *_counts_add_up(announcement),
        *_shares_follow(announcement, case),
        *_shares_add_up(announcement, case),
        *_within_roll(announcement, case),
        *_winner_leads(announcement, case),
        *_not_smaller_than_before(announcement, case),
    )


def total_announced(announcement: Announcement, case: Case) -> int | None:
    """All valid votes of an announcement: as stated, or its counts added where none is left out; None otherwise."""
    if announcement.valid is not None:
        return announcement.valid
    everybody = announcement.others is not None or {c.id for c in case.candidates} <= set(announcement.votes)
    return sum(announcement.votes.values()) + (announcement.others or 0) if announcement.votes and everybody else None


def _counts_add_up(announcement: Announcement) -> Iterator[Check]:
    if announcement.valid is None or not announcement.votes:
        return
    summed = sum(announcement.votes.values()) + (announcement.others or 0)
    complete = announcement.others is not None
    holds = summed == announcement.valid if complete else summed <= announcement.valid
    wanted = "add to" if complete else "stay within"
    yield _check(
        "counts_add_up_to_total",
        holds,
        f"The announced counts {wanted if holds else 'do not ' + wanted} the announced {announcement.valid:,} valid votes.",
        _fact("sum of the announced counts", summed, _sum(_counts(announcement), summed), announcement),
    )


def _shares_follow(announcement: Announcement, case: Case) -> Iterator[Check]:
    whole = total_announced(announcement, case)
    shares = _shares(announcement)
    counts = dict(_counts(announcement))
    both = [(who, counts[who], share) for who, share in shares if who in counts]
    if not both:
        return
    if not whole:
        yield Check(
            check="shares_follow_from_counts",
            holds=None,
            explain="The announcement states neither the votes of the others nor all valid votes, so that shares cannot be computed.",
        )
        return
    wrong = [(who, share) for who, count, share in both if not follows(Fraction(count, whole), share)]
    explain = (
        "Every announced share is its count over all valid votes, rounded or cut to the decimals written."
        if not wrong
        else " ".join(
            f"{_named(who, case)}: announced {figure(share)}, but {counts[who]:,} of {whole:,} is "
            f"{as_percent(Fraction(counts[who], whole), 4)}, which neither rounding nor cutting turns into {figure(share)}."
            for who, share in wrong
        )
    )
    facts = [
        _fact(
            f"share of {_named(who, case)}, announced as {figure(share)}",
            float(Fraction(count, whole) * 100),
            f"{count:,} / {whole:,} = {as_percent(Fraction(count, whole), 4)}",
            announcement,
        )
        for who, count, share in both
    ]
    yield _check("shares_follow_from_counts", not wrong, explain, *facts)


def _shares_add_up(announcement: Announcement, case: Case) -> Iterator[Check]:
    shares = _shares(announcement)
    if len(shares) < 2:
        return
    summed = sum((percent_to_fraction(share) for _, share in shares), Fraction(0))
    units = [Fraction(1, 100 * 10 ** decimals(share)) for _, share in shares]
    complete = announcement.others_share is not None or {c.id for c in case.candidates} <= set(announcement.shares)
    high = summed - sum(units) / 2 <= 1
    low = summed + sum(units) >= 1 or not complete
    written = " + ".join(figure(share) for _, share in shares)
    states = (
        f"within what rounding {len(shares)} shares allows"
        if high and low
        else "more than 100% by more than rounding allows"
        if low
        else "less than 100% by more than rounding allows"
    )
    explain = f"The announced shares add to {as_percent(summed)}, {states}."
    if not complete and high:
        explain = f"The announced shares add to {as_percent(summed)}, and not everybody's share was announced."
    yield _check(
        "shares_add_up_to_100",
        high and low,
        explain,
        _fact("sum of the announced shares", float(summed * 100), f"{written} = {as_percent(summed)}", announcement),
    )


def _within_roll(announcement: Announcement, case: Case) -> Iterator[Check]:
    cast = (total_announced(announcement, case) or sum(announcement.votes.values())) + (announcement.invalid or 0)
    roll = case.contest.roll
    if not cast or roll is None:
        return
    holds = cast <= roll
    explain = f"The announced votes, {cast:,}, are {'within' if holds else 'more than'} the roll of {roll:,}."
    yield _check(
        "votes_within_roll", holds, explain, _fact("announced votes", cast, f"{cast:,} against {roll:,}", announcement)
    )


def _winner_leads(announcement: Announcement, case: Case) -> Iterator[Check]:
    figures: dict[str, int] | dict[str, float] = announcement.votes or announcement.shares
    winner = announcement.winner
    if winner is None or winner not in figures:
        return
    most = max(figures, key=lambda c: figures[c])
    holds = figures[winner] == figures[most]
    leads = "has the most announced votes" if holds else f"has fewer announced votes than {_named(most, case)}"
    yield _check(
        "winner_leads",
        holds,
        f"The declared winner, {_named(winner, case)}, {leads}.",
        _fact("the winner's figure", figures[winner], f"{figures[winner]:,} against {figures[most]:,}", announcement),
    )


def _not_smaller_than_before(announcement: Announcement, case: Case) -> Iterator[Check]:
    """Counts only grow: no count, and no coverage, is smaller than in the latest earlier announcement that gives it."""
    before = [a for a in case.announcements if _moment(a) < _moment(announcement)]
    if not before:
        return
    earlier = max(before, key=_moment)
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
        f"Since the announcement {earlier.id!r}, {'; '.join(fallen)}: a count that goes on cannot fall."
        if fallen
        else f"No count is smaller than in the announcement {earlier.id!r}."
    )
    yield _check("not_smaller_than_before", not fallen, explain, *facts)


def _moment(announcement: Announcement) -> tuple[str, str]:
    """When it was made, comparable whether or not the case gives time zones."""
    return announcement.at.replace(tzinfo=None).isoformat(), announcement.id


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


def _check(check: str, holds: bool, explain: str, *facts: Fact) -> Check:
    return Check(check=check, holds=holds, explain=explain, facts=facts)
