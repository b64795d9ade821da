"""What a contest's rule asks beside votes: a turnout, and a share in so many regions.

| asked            | met when                                                                                       |
|------------------|------------------------------------------------------------------------------------------------|
| `turnout_needed` | ballots cast reach this share of the roll                                                        |
| `spread`         | the candidate has this share of the valid votes in at least so many of the regions, as a quarter |
|                  | in 24 of 47 counties                                                                             |

Both are exact in whole numbers over all completions of the missing sheets. Of the turnout the extremes are that nobody on the missing roll
voted, and everybody. Of the regions they are found by giving the missing voters, who may be anywhere (or where the case says that they are), to the regions where the
fewest are needed: with c votes of V in a region and a share of p in q asked, each further vote for the candidate brings
q·c - p·V up by q - p, each for another down by p; a vote counts in one region alone, so taking the regions from the
cheapest reaches, or loses, as many as can be. A region without a valid vote is not met.

A candidate won by such a rule only if these are met too. All are met together at best where each is met at best (everybody
on the missing roll votes for the candidate, in the regions where few are needed), so the claim is impossible exactly
where one of its parts is, and certain exactly where all are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from recuento.records.contest import Spread, percent_to_fraction
from recuento.records.messages import Message, Value, sentences
from recuento.records.verdict import Fact, VerdictKind

from .evidence import Evidence
from .exact import Whole
from .missing_rolls import missing_down_to
from .rules import Finding

_NEVER = 2**62
"""More votes than there are."""
RULED_OUT, OPEN = "a_condition_of_the_rule_is_out_of_reach", "a_condition_of_the_rule_is_left_open"


@dataclass(frozen=True)
class Reached:
    """How far a condition is met: over all completions from `least` to `most`, None where nothing limits it; `needed` is asked."""

    least: int
    most: int | None
    needed: int

    @property
    def possible(self) -> bool:
        """Whether some completion meets it."""
        return self.most is None or self.most >= self.needed

    @property
    def certain(self) -> bool:
        """Whether every completion meets it."""
        return self.least >= self.needed


def turnout(evidence: Evidence) -> Reached | None:
    """Ballots cast against those needed; None where none are asked or the contest's roll is not known."""
    contest, missing = evidence.case.contest, evidence.missing_roll
    roll = contest.roll if contest.roll is not None else _roll_of_the_sheets(evidence)
    if contest.turnout_needed is None or roll is None:
        return None
    papers = [1] * evidence.width + [1, 0]
    low, high = evidence.at_least(papers), evidence.at_most(papers)
    most = None if high is None or missing is None else high + missing
    needed = percent_to_fraction(contest.turnout_needed) * roll
    return Reached(low or 0, most, -(-needed.numerator // needed.denominator))


def _roll_of_the_sheets(evidence: Evidence) -> int | None:
    """The whole roll where no unit is missing and every sheet gives its own."""
    return evidence.counted_roll if evidence.missing_units == 0 and evidence.rolls_known else None


def regions_reached(evidence: Evidence, candidate: str, spread: Spread) -> Reached:
    """In how many regions the candidate has the share that is asked."""
    share = percent_to_fraction(spread.share)
    p, q = share.numerator, share.denominator
    own = evidence.candidates.index(candidate)
    weights = [(q if i == own else 0) - p for i in range(evidence.width)]
    names, at = evidence.regions(spread.level)
    if "" in names or len(names) > spread.of:  # it is not known in which region some votes are
        return Reached(0, None, spread.regions)
    high, low = (evidence.most_by_region(w, at, len(names)) for w in (weights, [-w for w in weights]))
    votes = evidence.most_by_region([1] * evidence.width, at, len(names))
    there = missing_down_to(evidence, spread.level)
    if there is not None and len({*names, *there}) > spread.of:
        there = None  # some region is written in two ways, so that it is not known where its voters are
    # A region of which no sheet is at hand needs one vote, if all is the candidate's.
    unsaid = spread.of - len(names) if there is None else sum(n > 0 for r, n in there.items() if r not in names)
    cost: list[int] = [1] * max(0, unsaid)
    losses: list[int] = []
    for i in range(len(names)):
        best = None if high is None else high[i]
        some = votes is None or votes[i] > 0
        short = 0 if best is None else max(0, -best)
        # Of all votes, one vote for another leaves a share that no further vote restores.
        more = (-(-short // (q - p)) if q > p else _NEVER) if short else 0
        here = _NEVER if there is None else there.get(names[i], 0)
        least = max(more, 0 if some or best is None else 1)
        cost.append(least if least <= here else _NEVER)
        worst = None if low is None else -low[i]
        if worst is not None and worst >= 0 and _surely_voted(evidence, at == i):
            least = worst // p + 1
            losses.append(least if least <= here else _NEVER)
    missing = evidence.missing_roll
    reached, lost = (_within(costs, missing) for costs in (cost, losses))
    return Reached(len(losses) - lost, min(reached, spread.of), spread.regions)


def _surely_voted(evidence: Evidence, here: Whole) -> bool:
    """Whether some valid vote is stated in a region."""
    return bool(evidence.votes[here].sum() > 0)


def _within(costs: list[int], purse: int | None) -> int:
    """How many can be had, the cheapest first; all that can be had at all where nothing limits the purse."""
    possible = sorted(cost for cost in costs if cost < _NEVER)
    spent = accumulate(possible)
    return len(possible) if purse is None else sum(so_far <= purse for so_far in spent)


def are_possible(evidence: Evidence, candidate: str) -> bool:
    """Whether some completion meets every condition of the rule for this candidate."""
    return all(reached.possible for _, reached in _asked(evidence, candidate) if reached is not None)


def are_certain(evidence: Evidence, candidate: str) -> bool:
    """Whether every completion does; an unknown one is not certain."""
    return all(reached is not None and reached.certain for _, reached in _asked(evidence, candidate))


def _asked(evidence: Evidence, candidate: str) -> Iterator[tuple[str, Reached | None]]:
    contest = evidence.case.contest
    if contest.spread is not None:
        yield "spread", regions_reached(evidence, candidate, contest.spread)
    if contest.turnout_needed is not None:
        yield "turnout", turnout(evidence)


def with_requirements(finding: Finding, evidence: Evidence, candidate: str) -> Finding:
    """What becomes of the finding on who has the votes by what the rule asks beside them."""
    told = [(kind, reached, _said(kind, reached, evidence, candidate)) for kind, reached in _asked(evidence, candidate)]
    if not told:
        return finding
    facts = (*finding.because, *(_fact(kind, r, evidence, candidate) for kind, r, _ in told if r is not None))
    out = [says for _, reached, says in told if reached is not None and not reached.possible]
    if out:
        if finding.kind is VerdictKind.IMPOSSIBLE:
            return Finding(finding.kind, sentences(finding.says, *out), facts, finding.rule)
        return Finding(VerdictKind.IMPOSSIBLE, sentences(*out), facts, RULED_OUT)
    if finding.kind in {VerdictKind.IMPOSSIBLE, VerdictKind.CONTRADICTED}:
        return Finding(finding.kind, finding.says, facts, finding.rule)
    left = [says for _, reached, says in told if reached is None or not reached.certain]
    if left:
        return Finding(VerdictKind.UNDETERMINED, sentences(*left), facts, OPEN)
    return Finding(finding.kind, sentences(finding.says, *(says for _, _, says in told)), facts, finding.rule)


def _said(kind: str, reached: Reached | None, evidence: Evidence, candidate: str) -> Message:
    contest, name = evidence.case.contest, evidence.name(candidate)
    if reached is None:
        return Message("requires.turnout.unknown", name=name, share=_share(contest.turnout_needed))
    how = "ruled_out" if not reached.possible else "met" if reached.certain else "open"
    how += "_without_limit" if how == "open" and reached.most is None else ""
    values: dict[str, Value] = {
        "name": name,
        "least": reached.least,
        "most": reached.most or 0,
        "needed": reached.needed,
    }
    if kind == "turnout":
        return Message(f"requires.turnout.{how}", share=_share(contest.turnout_needed), **values)
    share, of = (contest.spread.share, contest.spread.of) if contest.spread is not None else (None, 0)
    return Message(f"requires.spread.{how}", share=_share(share), of_regions=of, **values)


def _share(percent: float | None) -> Fraction:
    return percent_to_fraction(percent or 0)


def _fact(kind: str, reached: Reached, evidence: Evidence, candidate: str) -> Fact:
    """How far it is met for certain, and how to redo that."""
    return Fact(
        fact=Message(f"requires.{kind}.fact", name=evidence.name(candidate), needed=reached.needed),
        value=reached.least if reached.possible else reached.most or 0,
        how=Message(f"requires.{kind}.how"),
        rows=evidence.rows,
        changes=True,
    )
