"""A claim put as a question about counts: demands that the votes must meet for the claim to be true.

| claim      | demands                                                                                       |
|------------|-----------------------------------------------------------------------------------------------|
| came first | as many votes as each rival (more, before it is called certain)                               |
| won        | plurality: came first; else won without a run-off:                                            |
|            | majority: more than half of the valid votes                                                   |
|            | forty_ten: more than half; or two fifths, and a tenth more than each rival                    |
| share      | at least the lowest and below the highest share that the written figure may stand for         |
| votes      | at least the lowest and at most the highest count that the written figure may stand for       |
| turnout    | at least the lowest and below the highest part of the roll that the figure may stand for      |
| lead       | the lead over whoever is second lies between the ends that the written figure may stand for   |
| rank       | as many votes as whoever stands behind, and no more than whoever stands ahead                 |

A question has one or more ways to be true; a way is true when all of its demands are. A share whose base nobody stated
has a way for each base: the valid votes, the ballots cast, the registered voters. A claim that repeats an announcement
at partial coverage asks about the units of that announcement (its scope); any other about all units. Who won is always a
question about all units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from recuento.records.contest import ShareBase, percent_to_fraction
from recuento.records.messages import Message, Value

from .announced_figure import Part
from .announced_totals import BASES
from .demand import Demand
from .evidence import INVALID, ROLL, Evidence
from .scope import Scope
from .written import about_share, readings_of_count, readings_of_lead, readings_of_share

Way = tuple[Demand, ...]


@dataclass(frozen=True)
class Question:
    """What is asked of the counts. `words` is the claim as a clause, as "Ana Prueba won".

    `bases` names for each way what a share is a share of; empty for a question that is not about a share. `part` is the
    figure that the candidate must have, of a share of the valid votes or a count that stands for nothing but itself.
    """

    claim: str
    candidate: str
    ways: tuple[Way, ...]
    scope: Scope
    words: str
    bases: tuple[ShareBase, ...] = ()
    part: Part | None = None


def called_base(base: ShareBase | None) -> Message:
    """What a share is a share of, as the end of a sentence; None: it was not said."""
    return Message(f"base.{base or 'unstated'}")


def hedged(kind: str, bound: str, **values: Value) -> Message:
    """A claimed figure with the words it was hedged with."""
    return Message(f"claim.{kind}.{bound if bound in HEDGES else 'exact'}", **values)


HEDGES = ("more_than", "less_than", "about")


def came_first(evidence: Evidence, candidate: str, scope: Scope, words: str = "came_first") -> Question:
    """Whether the candidate has more votes than everybody else; `words` names the claim's wording."""
    rivals = [c for c in evidence.candidates if c != candidate]
    way = (*_ahead(evidence, candidate, rivals), *_ahead_of_unnamed(evidence, candidate))
    claimed = Message(f"claim.{words}", name=evidence.name(candidate), within=scope.within if words == "leads" else "")
    return Question("winner", candidate, (way,), scope, claimed)


def won(evidence: Evidence, candidate: str, scope: Scope) -> Question:
    """Whether the candidate won (without a run-off, under a rule that has one)."""
    if evidence.case.contest.rule == "plurality":
        return came_first(evidence, candidate, scope, "won")
    words = Message("claim.won_without_run_off", name=evidence.name(candidate))
    return Question("winner", candidate, won_outright(evidence, candidate), scope, words)


def won_outright(evidence: Evidence, candidate: str) -> tuple[Way, ...]:
    """The ways to win under a rule that has a run-off, without one."""
    name = evidence.name(candidate)
    majority = _demand(
        evidence,
        {candidate: 2},
        Message("sum.twice_less_valid", name=name),
        least=1,
        everybody=-1,
        fails=Message("fails.no_majority", name=name),
    )
    if evidence.case.contest.rule == "majority":
        return ((majority,),)
    rivals = [c for c in evidence.candidates if c != candidate]
    return ((majority,), _forty_and_ten(evidence, candidate, rivals))


def has_share(
    evidence: Evidence, candidate: str, percent: float, bound: str, scope: Scope, base: ShareBase | None = "valid"
) -> Question:
    """Whether the candidate has this share, as it is written, of `base`; None: of any base that may be meant."""
    name = evidence.name(candidate)
    exact = percent_to_fraction(percent)
    low, high = about_share(percent) if bound == "about" else readings_of_share(percent)
    bases = BASES if base is None else (base,)

    def way(of: ShareBase) -> Way:
        if of == "roll" and not evidence.rolls_known:
            unknown = Message("sum.of_unknown_roll", name=name)
            return (_demand(evidence, {candidate: 1}, unknown, least=None),)
        if bound == "more_than":
            return (_share_from(evidence, candidate, exact, of, least=1),)
        if bound == "less_than":
            return (_share_below(evidence, candidate, exact, of),)
        return (_share_from(evidence, candidate, low, of), _share_below(evidence, candidate, high, of))

    words = hedged("share", bound, name=name, share=percent, base=called_base(base), within=scope.within)
    known = base == "valid" and bound in {"exact", "about"}
    part = Part(candidate, (evidence.candidates.index(candidate),), share=(low, high)) if known else None
    return Question("share", candidate, tuple(way(of) for of in bases), scope, words, bases, part)


def has_votes(evidence: Evidence, candidate: str, count: int, bound: str, scope: Scope) -> Question:
    """Whether the candidate has this many votes, as written; "to_the_vote" takes round counts to be exact too."""
    name = evidence.name(candidate)
    low, high = (count, count) if bound == "to_the_vote" else readings_of_count(count, hedged=bound == "about")
    low, high = {"more_than": (count + 1, high), "less_than": (low, count - 1)}.get(bound, (low, high))
    summed = Message("sum.votes", name=name)
    reaches, keeps = Message("fails.reaches_at_most", name=name), Message("fails.keeps_at_least", name=name)
    up = _demand(evidence, {candidate: 1}, summed, least=low, fails=reaches)
    down = _demand(evidence, {candidate: -1}, summed, least=-high, upper=True, fails=keeps)
    ways: dict[str, Way] = {"more_than": (up,), "less_than": (down,)}
    alone = low == high and bound not in ways
    part = Part(candidate, (evidence.candidates.index(candidate),), count=low) if alone else None
    claimed = hedged("votes", bound, name=name, count=count, within=scope.within)
    return Question("votes", candidate, (ways.get(bound, (up, down)),), scope, claimed, part=part)


@dataclass(frozen=True)
class LeadAsked:
    """A claimed lead: in votes, or in points of `base` (None: of any that may be meant), and how it is hedged.

    `over_anybody`: whom the claim sets the candidate against is not known, so that a lead over anybody may be meant; it is ruled out
    only where it is over all, and certain only where it is over whoever is second.
    """

    figure: float
    points: bool
    base: ShareBase | None = "valid"
    bound: str = "exact"
    over_anybody: bool = False

    @property
    def bases(self) -> tuple[ShareBase, ...]:
        """What points may be points of."""
        return ("valid",) if not self.points else BASES if self.base is None else (self.base,)

    @property
    def ends(self) -> tuple[Fraction, Fraction | None]:
        """The least lead that is meant, and the least that is too large; None where the hedge leaves that end open."""
        if self.points:
            low, high = about_share(self.figure) if self.bound == "about" else readings_of_lead(self.figure)
            exact = percent_to_fraction(self.figure)
            return {"more_than": (exact, None), "less_than": (Fraction(0), exact)}.get(self.bound, (low, high))
        count = int(self.figure)
        least, most = (
            (count, count) if self.bound == "to_the_vote" else readings_of_count(count, hedged=self.bound == "about")
        )
        ends = {"more_than": (Fraction(count + 1), None), "less_than": (Fraction(1), Fraction(count))}
        return ends.get(self.bound, (Fraction(least), Fraction(most + 1)))


def has_lead(evidence: Evidence, candidate: str, asked: LeadAsked, scope: Scope) -> Question:
    """Whether the candidate leads whoever is second by so many votes or points.

    There is a way for each who may be second, and, where somebody without a column may be, one that is never certain.
    """
    rivals = [c for c in evidence.candidates if c != candidate]
    seconds: list[str | None] = [*rivals, *([] if evidence.nobody_else else [None])]
    ways = tuple(_leads_by(evidence, candidate, r, asked, base) for base in asked.bases for r in seconds)
    words = lead_in_words(asked, evidence.name(candidate), scope.within)
    told = tuple(base for base in asked.bases for _ in seconds) if asked.points else ()
    return Question("lead_points" if asked.points else "lead", candidate, ways, scope, words, told)


def lead_in_words(asked: LeadAsked, name: str, within: str = "") -> Message:
    """A claimed lead as a clause."""
    if asked.points:
        return hedged(
            "lead_points", asked.bound, name=name, share=asked.figure, base=called_base(asked.base), within=within
        )
    return hedged("lead", asked.bound, name=name, count=int(asked.figure), within=within)


def _leads_by(evidence: Evidence, candidate: str, second: str | None, asked: LeadAsked, base: ShareBase) -> Way:
    """The candidate leads `second` by the figure, in votes or in points of a base, and nobody else stands between them."""
    points = asked.points
    if points and base == "roll" and not evidence.rolls_known:
        unknown = Message("sum.of_unknown_roll", name=evidence.name(candidate))
        return (_demand(evidence, {candidate: 1}, unknown, least=None),)
    rival = Message("unnamed_second") if second is None else evidence.name(second)
    told: dict[str, Value] = {"name": evidence.name(candidate), "rival": rival}
    unnamed = second is None  # all without a column together are the most that one of them can be

    def bounded(end: Fraction, sign: int, fails: str) -> Demand:
        p, q = (end.numerator, end.denominator) if points else (0, 1)
        words = Message("sum.lead_share", of_votes=q, of_whole=p, share=end, base=called_base(base), **told)
        strictly = sign < 0 or asked.bound == "more_than"  # "more than ten points" is not ten
        least = int(strictly) if points else sign * int(end) + (sign < 0)
        count = int(end) - (sign < 0)
        return _demand(
            evidence,
            {candidate: sign * q, second: -sign * q},
            words if points else Message("sum.lead", **told),
            least=None if unnamed and sign > 0 else least,
            firm=NEVER if unnamed else None,
            base=(base, -sign * p),
            upper=sign < 0,
            fails=Message(f"fails.{fails}{'_points' if points else ''}", share=end, count=count, **told),
        )

    low, high = asked.ends
    between = [d for r in evidence.candidates if r not in {candidate, second} for d in _not_ahead(evidence, second, r)]
    between += _ahead_of_unnamed(evidence, second) if second is not None else ()
    if asked.over_anybody:
        between = [replace(d, least=None, firm=d.certain) for d in between]
    at_most = () if high is None else (bounded(high, -1, "lead_above"),)
    return (bounded(low, 1, "lead_below"), *at_most, *between)


def _not_ahead(evidence: Evidence, second: str | None, rival: str) -> Way:
    """Nobody else has more votes than whoever is second."""
    if second is not None:
        return tuple(replace(d, firm=None) for d in _ahead(evidence, second, [rival]))
    words = Message("sum.lead", name=Message("unnamed_second"), rival=evidence.name(rival))
    fails = Message("fails.stays_behind", name=Message("unnamed_second"), rival=evidence.name(rival))
    return (_demand(evidence, {None: 1, rival: -1}, words, least=0, firm=NEVER, fails=fails),)


def has_turnout(evidence: Evidence, percent: float, scope: Scope) -> Question:
    """Whether turnout is as written: of ballots or of valid votes, over the roll of these units or of the whole contest.

    Which of the four is meant, or whether another roll, is mostly not said: `weighing` therefore rules none out.
    """
    low, high = readings_of_share(percent)
    wholes = [None, *([evidence.case.contest.roll] if evidence.case.contest.roll and not scope.everything else [])]
    ways = tuple(
        _turnout_between(evidence, low, high, ballots=ballots, roll=roll)
        for ballots in (True, False)
        for roll in wholes
    )
    words = Message("claim.turnout", share=percent, within=scope.within)
    of: ShareBase = "roll"
    return Question("turnout", "", ways, scope, words, (of,) * len(ways))


def _turnout_between(evidence: Evidence, low: Fraction, high: Fraction, *, ballots: bool, roll: int | None) -> Way:
    """Papers of at least `low` and below `high` of the roll: of the counted units' own where `roll` is None."""
    what = "ballots" if ballots else "valid"
    if roll is None and not evidence.rolls_known:
        return (_demand(evidence, {}, Message("sum.turnout_of_unknown_roll"), least=None),)

    def asked(share: Fraction, sign: int, **rest: Any) -> Demand:
        p, q = share.numerator, share.denominator
        votes = [sign * q] * evidence.width
        papers = sign * q if ballots else 0
        least = (sign * p * roll if roll is not None else 0) + (sign < 0)
        words = Message(f"sum.turnout_{what}", of_votes=q, of_whole=p, share=share, roll=roll or 0)
        fails = Message(f"fails.turnout_{'below' if sign > 0 else 'at_or_above'}", share=share)
        weights = (*votes, papers, 0 if roll is not None else -sign * p)
        return Demand(weights, least, words, fails=fails, **rest)

    return asked(low, 1), asked(high, -1, upper=True)


def has_rank(evidence: Evidence, candidate: str, rank: int, scope: Scope) -> Question:
    """Whether the candidate is in this place: one way for each set of candidates who could stand ahead.

    Whoever has no column may stand ahead too, if all without a column together have votes enough; how many they are is
    not known, so a place that takes some of them to stand ahead is never certain.
    """
    rivals = [c for c in evidence.candidates if c != candidate]
    ways = []
    for unnamed in range(1 if evidence.nobody_else else rank):
        for before in combinations(rivals, rank - 1 - unnamed):
            behind = [rival for rival in rivals if rival not in before]
            way = [
                *_ahead(evidence, candidate, behind),
                *(demand for rival in before for demand in _ahead(evidence, rival, [candidate])),
            ]
            if unnamed:
                name = evidence.name(candidate)
                words = Message("sum.unnamed_less", times=unnamed, name=name)
                fails = Message("fails.too_few_left", more=unnamed, name=name)
                way.append(_demand(evidence, {None: 1, candidate: -unnamed}, words, least=0, firm=NEVER, fails=fails))
            else:
                way += _ahead_of_unnamed(evidence, candidate)
            ways.append(tuple(way))
    claimed = Message("claim.rank", name=evidence.name(candidate), place=ordinal(rank))
    return Question("rank", candidate, tuple(ways), scope, claimed)


NEVER = 2**200
"""What no sum reaches: asked before something is called certain that counts cannot make certain."""


def _ahead(evidence: Evidence, candidate: str, rivals: list[str]) -> Way:
    """As many votes as each rival; to be certain, more."""
    name = evidence.name(candidate)
    return tuple(
        _demand(
            evidence,
            {candidate: 1, rival: -1},
            Message("sum.lead", name=name, rival=evidence.name(rival)),
            least=0,
            firm=1,
            fails=Message("fails.stays_behind", name=name, rival=evidence.name(rival)),
        )
        for rival in rivals
    )


def _ahead_of_unnamed(evidence: Evidence, candidate: str) -> Way:
    """More votes than all who have no column, in case they are one person: asked only before it is called certain.

    Nothing is asked where everybody on the ballot has a column.
    """
    if evidence.nobody_else:
        return ()
    words = Message("sum.lead_over_unnamed", name=evidence.name(candidate))
    return (_demand(evidence, {candidate: 1, None: -1}, words, least=None, firm=1),)


def _forty_and_ten(evidence: Evidence, candidate: str, rivals: list[str]) -> Way:
    """Two fifths of the valid votes, and a tenth of them more than each rival; and some votes at all."""
    name = evidence.name(candidate)
    forty = _demand(
        evidence,
        {candidate: 5},
        Message("sum.two_fifths", name=name),
        least=0,
        everybody=-2,
        fails=Message("fails.below_forty", name=name),
    )
    ten = [
        _demand(
            evidence,
            {candidate: 10, rival: -10},
            Message("sum.tenth_ahead", name=name, rival=evidence.name(rival)),
            least=0,
            everybody=-1,
            fails=Message("fails.no_tenth_ahead", name=name, rival=evidence.name(rival)),
        )
        for rival in rivals
    ]
    words = Message("sum.tenth_ahead_of_unnamed", name=name)
    unnamed = _demand(evidence, {candidate: 10, None: -10}, words, least=None, firm=0, everybody=-1)
    own = Message("sum.votes", name=name)
    voted = _demand(evidence, {candidate: 1}, own, least=1, fails=Message("fails.no_votes", name=name))
    return (voted, forty, *ten, *([] if evidence.nobody_else else [unnamed]))


def _share_from(evidence: Evidence, candidate: str, share: Fraction, of: ShareBase, least: int = 0) -> Demand:
    p, q = share.numerator, share.denominator
    stays = "below" if least == 0 else "at_or_below"
    return _demand(
        evidence,
        {candidate: q},
        _share_words(evidence, candidate, share, of),
        least=least,
        base=(of, -p),
        fails=Message(f"fails.{stays}", name=evidence.name(candidate), share=share, base=called_base(of)),
    )


def _share_below(evidence: Evidence, candidate: str, share: Fraction, of: ShareBase) -> Demand:
    p, q = share.numerator, share.denominator
    return _demand(
        evidence,
        {candidate: -q},
        _share_words(evidence, candidate, share, of),
        least=1,
        base=(of, p),
        upper=True,
        fails=Message("fails.at_or_above", name=evidence.name(candidate), share=share, base=called_base(of)),
    )


def _share_words(evidence: Evidence, candidate: str, share: Fraction, of: ShareBase) -> Message:
    """The sum behind "at least this share", in the whole numbers it is computed in."""
    p, q = share.numerator, share.denominator
    return Message(f"sum.share_of_{of}", of_votes=q, name=evidence.name(candidate), of_whole=p, share=share)


def _demand(
    evidence: Evidence,
    weights: Mapping[str | None, int],
    words: str,
    *,
    least: int | None,
    everybody: int = 0,
    base: tuple[ShareBase, int] = ("valid", 0),
    **rest: Any,
) -> Demand:
    """A demand from weights by candidate (None: everybody without a column), on top of a weight that all votes have.

    `base` is a further weight that every valid vote, every ballot or every registered voter has.
    """
    of, weight = base
    votes = everybody + (weight if of != "roll" else 0)
    row = [votes + weights.get(c, 0) for c in (*evidence.candidates, None)]
    if of != "valid":
        row += [0, 0]
        row[INVALID], row[ROLL] = (weight, 0) if of == "ballots" else (0, weight)
    return Demand(tuple(row), least, words, **rest)


def ordinal(rank: int) -> Message:
    """A place in the ranking."""
    return Message(f"place.{rank}") if rank <= WORDED_PLACES else Message("place.later", rank=rank)


WORDED_PLACES = 3
"""Up to so many places have a word of their own."""
