"""An announcement against the roll: whether its votes are within it, its turnout follows, and its lead is beyond reach.

The roll may cover others than the announcement does, and sheets may show that it limits nothing; then no figure is
called wrong by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from recuento.records.contest import Announcement, Case
from recuento.records.verdict import Check

from .announced_totals import (
    Wholes,
    announced_first,
    everybody_is_named,
    fact_of,
    from_to,
    stated_votes,
    total_announced,
    wholes_of,
)
from .scope import coverage_readings
from .written import as_percent, figure, readings_of_share


def within_roll(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
    """Whether the announced votes, with the invalid ones, are no more than the registered voters."""
    cast = (total_announced(announcement, case) or stated_votes(announcement)) + (announcement.invalid or 0)
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
        facts=(fact_of("announced votes", cast, f"{cast:,} against {roll:,}", announcement),),
    )


def turnout_follows(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
    """Whether the announced turnout is that of the announced papers and the case's roll.

    It does not hold only where all units were announced, on a roll that is said to cover them, and neither all papers
    nor the valid votes alone are that turnout.
    """
    roll, covers, turnout = case.contest.roll, case.contest.roll_scope, announcement.turnout
    papers, valid = wholes_of(announcement, case, "ballots"), wholes_of(announcement, case, "valid")
    if turnout is None or roll is None or not papers.low:
        return
    low, high = readings_of_share(turnout)
    coverage = announcement.coverage
    saved = bool(covers) or not rolls_hold
    if coverage is not None and coverage.exact and coverage.percent == 100:
        # "100%" may stand for a little less, so the roll of what was announced may be a little smaller.
        wanted = Wholes(ceil(low * roll * coverage_readings(coverage)[0]), max(ceil(high * roll) - 1, 0))
        met = papers.meet(wanted)
        holds = True if met and papers.exact else None if met or valid.meet(wanted) or saved else False
        told = f"A turnout of {figure(turnout)} of the roll of {roll:,} is {wanted.low:,} to {wanted.high or 0:,} papers; announced are {from_to(papers.low, papers.high)}."
        if holds is None:
            told += f" That roll covers {covers}." if covers else " How many papers were invalid was not stated."
    else:
        least = ceil(papers.low / high) if high else papers.low
        holds = None if least <= roll or saved else False
        told = f"At a turnout of {figure(turnout)} the announced votes, {papers.low:,}, are those of {least:,} registered voters or more, of {roll:,} in all."
        if holds is None:
            told += " How many are registered in the units announced was not stated."
    share = float(Fraction(papers.low, roll) * 100)
    fact = fact_of("votes over the roll", share, f"{papers.low:,} / {roll:,}", announcement)
    yield Check(check="turnout_follows_from_counts", holds=holds, explain=told, facts=(fact,))


def lead_exceeds_what_is_left(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
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
    left = roll - wholes_of(announcement, case, "ballots").low
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
    fact = fact_of("announced lead", lead, f"{votes[winner]:,} - {max(rivals):,}", announcement)
    yield Check(check="lead_exceeds_what_is_left", holds=holds, explain=told, facts=(fact,))
