"""An announcement against the roll: whether its votes are within it, its turnout follows, and its lead is beyond reach.

The roll may cover others than the announcement does, and sheets may show that it limits nothing; then no figure is
called wrong by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from recuento.records.contest import Announcement, Case
from recuento.records.messages import Message, sentences
from recuento.records.verdict import Check

from .announced_totals import (
    Wholes,
    announced_first,
    everybody_is_named,
    fact_of,
    stated_votes,
    total_announced,
    wholes_of,
)
from .scope import coverage_readings, from_to
from .written import readings_of_share


def within_roll(announcement: Announcement, case: Case, *, rolls_hold: bool) -> Iterator[Check]:
    """Whether the announced votes, with the invalid ones, are no more than the registered voters."""
    cast = (total_announced(announcement, case) or stated_votes(announcement)) + (announcement.invalid or 0)
    roll, covers = case.contest.roll, case.contest.roll_scope
    if not cast or roll is None:
        return
    holds = True if cast <= roll else None if covers or not rolls_hold else False
    within = Message(f"within_roll.{'yes' if cast <= roll else 'no'}", cast=cast, roll=roll)
    unless = ""
    if holds is None:
        unless = Message("within_roll.covers", covers=covers) if rolls_hold else Message("within_roll.no_limit")
    how = Message("within_roll.how", cast=cast, roll=roll)
    yield Check(
        check="votes_within_roll",
        holds=holds,
        explain=sentences(within, unless),
        facts=(fact_of(Message("within_roll.fact"), cast, how, announcement),),
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
        told = Message(
            "turnout.papers",
            turnout=turnout,
            roll=roll,
            low=wanted.low,
            high=wanted.high or 0,
            announced=from_to(papers.low, papers.high),
        )
        unless = Message("turnout.covers", covers=covers) if covers else Message("turnout.invalid_not_stated")
    else:
        least = ceil(papers.low / high) if high else papers.low
        holds = None if least <= roll or saved else False
        told = Message("turnout.voters", turnout=turnout, papers=papers.low, least=least, roll=roll)
        unless = Message("turnout.registered_not_stated")
    share = float(Fraction(papers.low, roll) * 100)
    how = Message("turnout.how", papers=papers.low, roll=roll)
    fact = fact_of(Message("turnout.fact"), share, how, announcement)
    explain = sentences(told, unless if holds is None else "")
    yield Check(check="turnout_follows_from_counts", holds=holds, explain=explain, facts=(fact,))


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
    how = Message("lead.less_who_voted", roll=roll, voted=roll - left)
    coverage = announcement.coverage
    if coverage is not None and coverage.of == "roll":
        least = coverage_readings(coverage)[0]
        uncounted = ceil((1 - least) * roll)
        if uncounted < left:
            left, how = uncounted, Message("lead.part_of_the_roll", part=1 - least, roll=roll)
    named = announcement.others is not None or everybody_is_named(announcement, case, set(votes))
    holds = True if named and rolls_hold and surely > left and not case.contest.roll_scope else None
    told = Message(f"lead.{'more' if lead > left else 'not_more'}", lead=lead, left=left, how=how)
    unless = ""
    if holds is None:
        unless = Message("lead.could_be_overtaken") if lead <= left else Message("lead.not_certain")
    difference = Message("difference_alone", more=votes[winner], less=max(rivals))
    fact = fact_of(Message("lead.fact"), lead, difference, announcement)
    yield Check(check="lead_exceeds_what_is_left", holds=holds, explain=sentences(told, unless), facts=(fact,))
