"""Every rule that yields a verdict on a question, strongest first, as one table. The first that applies decides.

| rule                                   | verdict      | applies when                                               |
|----------------------------------------|--------------|------------------------------------------------------------|
| no_completion_makes_it_true            | impossible   | in every way, some demand is out of reach                  |
| no_completion_makes_it_false           | confirmed    | in some way, every demand is met at its lowest             |
| only_unlike_any_counted_units_true     | contradicted | in every way, some demand is out of reach when the missing |
|                                        |              | units do no better than the best counted units of the same |
|                                        |              | roll                                                       |
| only_unlike_any_counted_units_false    | consistent   | in some way, every demand is met even when the missing     |
|                                        |              | units do as badly as the worst counted units of that roll  |
| the_counted_sheets_agree               | consistent   | a share (not a winner) that the counted sheets have as     |
|                                        |              | written                                                    |
| the_sheets_leave_it_open               | undetermined | otherwise, where sheets are missing                        |

`contradicted` and the first `consistent` lean on a comparison, not on proof: missing units are not a random draw, and
may differ from every counted one. Two rivals can never both be confirmed, or one confirmed and another not impossible:
the lowest lead of one over the other is the highest lead of the other, negated, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from recuento.records.contest import ShareBase
from recuento.records.messages import Message, sentences
from recuento.records.verdict import Fact, Term, VerdictKind

from .demand import Demand, best_counted, best_voter, counted_sum, reach, resembling
from .evidence import INVALID, ROLL, Evidence
from .exact import total
from .exhaustive import sizes_that_fit
from .question import Question, Way, called_base
from .sentences import published


@dataclass(frozen=True)
class Finding:
    """A verdict earned: what it says, the facts it rests on, and the name of the rule that gave it."""

    kind: VerdictKind
    says: str
    because: tuple[Fact, ...]
    rule: str


@dataclass(frozen=True)
class Rule:
    """A rule: its name is the sentence that is true when it applies; it gives the finding, or None."""

    name: str
    kind: VerdictKind
    applies: Callable[[Question, Evidence], tuple[str, tuple[Fact, ...]] | None]


def decide(question: Question, evidence: Evidence) -> Finding:
    """The strongest verdict that the table gives."""
    for rule in RULES:
        if found := rule.applies(question, evidence):
            says, facts = found
            return Finding(rule.kind, says, facts, rule.name)
    raise AssertionError("the last rule applies to every question")


def no_completion_makes_it_true(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """Some demand of every way lies beyond what any completion reaches."""
    failed = []
    for way in question.ways:
        broken = next((d for d in way if out_of_reach(d, question, evidence)), None)
        if broken is None:
            return _between_whole_votes(question, evidence)
        failed.append(broken)
    facts = tuple(_reach_fact(demand, question, evidence) for demand in failed)
    return sentences(_said("ruled_out", question, evidence), _why(failed, question, evidence)), facts


def no_completion_makes_it_false(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """Every demand of some way is met by the completion worst for it.

    Of a share whose base was not stated that way is the one over the valid votes, as shares mostly are.
    """
    for way, base in _with_bases(question):
        if base not in {None, "valid"}:
            continue
        if all(always_met(demand, question, evidence) for demand in way):
            facts = tuple(_reach_fact(d, question, evidence, lowest=True) for d in way)
            return _said("holds", question, evidence, over=_over(base), rest=whatever_is_left(evidence)), facts
    return None


def _with_bases(question: Question) -> list[tuple[Way, ShareBase | None]]:
    """The ways, each with the base that it takes a share over where that was not stated; else with None."""
    bases = question.bases if len(question.bases) > 1 else (None,) * len(question.ways)
    return list(zip(question.ways, bases, strict=True))


def _said(kind: str, question: Question, evidence: Evidence, **more: str) -> Message:
    """What a rule says of the claim by the sheets at hand."""
    return Message(f"rules.{kind}", claim=question.words, sheets=published(evidence), **more)


def _over(base: ShareBase | None) -> str:
    return Message("rules.over", base=called_base(base)) if base else ""


def whatever_is_left(evidence: Evidence) -> str:
    """What else there is beside the counted sheets' stated figures, in a verdict that holds all the same."""
    if evidence.missing_roll == 0:
        return Message("rules.whatever_is_open") if evidence.open.any else Message("rules.nothing_is_missing")
    return Message("rules.whatever_is_missing")


def only_unlike_any_counted_units_true(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """Some demand of every way asks more of the missing units than the best counted units of the same roll gave."""
    failed = []
    for way in question.ways:
        broken = next((d for d in way if _beyond_the_best(d, question, evidence)), None)
        if broken is None:
            return None
        failed.append(broken)
    facts = tuple(_likeness_fact(demand, question, evidence) for demand in failed)
    return _said("contradicted", question, evidence), (*facts, *(_reach_fact(d, question, evidence) for d in failed))


def only_unlike_any_counted_units_false(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """Every demand of some way is met even by the counted units worst for it, put in the missing units' place."""
    for way in question.ways:
        if way and all(_met_by_the_worst(d, question, evidence) for d in way):
            facts = tuple(_worst_fact(d, question, evidence) for d in way if d.least is not None)
            return _said("consistent", question, evidence), facts
    return None


def the_counted_sheets_agree(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """The counted sheets by themselves have the share as it is written."""
    if question.claim != "share" or not evidence.valid:
        return None
    for way, base in _with_bases(question):
        if all(always_met(d, question, evidence) for d in way):
            facts = tuple(_reach_fact(d, question, evidence, lowest=True) for d in way)
            return _said("agrees_where_it_holds", question, evidence, over=_over(base)), facts
    if evidence.open.any:
        return None  # what the sheets give by themselves is not known
    for way, base in _with_bases(question):
        of_papers = any(len(d.weights) > evidence.width for d in way)
        if (evidence.papers_known or not of_papers) and all(
            d.certain is not None and _counted(d, evidence) >= d.certain for d in way
        ):
            facts = tuple(_counted_fact(d, evidence) for d in way)
            return _said("agrees_by_themselves", question, evidence, over=_over(base)), facts
    return None


def the_sheets_leave_it_open(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """Nothing stronger applies: some completions make it true and, as far as is known, some false."""
    facts = tuple(
        _span_fact(d, question, evidence) for d in (question.ways[0] if question.ways else ()) if d.least is not None
    )
    settle, fact = _what_would_settle(question, evidence)
    return sentences(_said("left_open", question, evidence), settle), (*facts, *([fact] if fact else []))


RULES: tuple[Rule, ...] = (
    Rule("no_completion_makes_it_true", VerdictKind.IMPOSSIBLE, no_completion_makes_it_true),
    Rule("no_completion_makes_it_false", VerdictKind.CONFIRMED, no_completion_makes_it_false),
    Rule("only_unlike_any_counted_units_true", VerdictKind.CONTRADICTED, only_unlike_any_counted_units_true),
    Rule("only_unlike_any_counted_units_false", VerdictKind.CONSISTENT, only_unlike_any_counted_units_false),
    Rule("the_counted_sheets_agree", VerdictKind.CONSISTENT, the_counted_sheets_agree),
    Rule("the_sheets_leave_it_open", VerdictKind.UNDETERMINED, the_sheets_leave_it_open),
)


def out_of_reach(demand: Demand, question: Question, evidence: Evidence) -> bool:
    """Whether no completion reaches what is asked."""
    high = reach(evidence, demand.weights, question.scope).high
    return demand.least is not None and high is not None and high < demand.least


def always_met(demand: Demand, question: Question, evidence: Evidence) -> bool:
    """Whether every completion meets what makes it certain."""
    low = reach(evidence, demand.weights, question.scope).low
    return low is not None and demand.certain is not None and low >= demand.certain


def _beyond_the_best(demand: Demand, question: Question, evidence: Evidence) -> bool:
    best = resembling(evidence, demand.weights, question.scope)
    return demand.least is not None and best is not None and best < demand.least


def _met_by_the_worst(demand: Demand, question: Question, evidence: Evidence) -> bool:
    worst = resembling(evidence, tuple(-w for w in demand.weights), question.scope)
    return worst is not None and demand.certain is not None and -worst >= demand.certain


def _between_whole_votes(question: Question, evidence: Evidence) -> tuple[str, tuple[Fact, ...]] | None:
    """A figure may fall between all that whole votes, or whole units, can give; then it is ruled out too."""
    scope = question.scope
    if question.part is None or scope.of != "units":
        return None
    sizes = sizes_that_fit(evidence, [question.part], everything=scope.everything)
    if sizes is None or any(scope.least <= size <= scope.most for size in sizes):
        return None
    why = Message(f"why.no_whole_number{'' if scope.everything else '_at'}", scope=scope.words)
    return sentences(_said("ruled_out", question, evidence), why), tuple(
        _span_fact(demand, question, evidence) for demand in question.ways[0]
    )


def _why(demands: list[Demand], question: Question, evidence: Evidence) -> str:
    """The first failed demand as a sentence; of a share of any base, that of each base which is kept above it."""
    if not demands:
        return Message("why.not_so_many_candidates")
    told = [demands[0], *(d for d in demands[1:] if d.upper and len(question.bases) > 1)]
    fails = tuple(
        d.fails.filled(most=abs(reach(evidence, d.weights, question.scope).high or 0)) for d in told if d.fails
    )
    if not question.scope.everything:
        return sentences(evidence.caution, Message("why.at", scope=question.scope.words, fails=fails))
    if evidence.missing_roll == 0:
        return Message("why.every_sheet_is_counted", fails=fails)
    # Nothing may say how many voters are missing; some sums no voter at all can help.
    missing = "all_the_missing" if evidence.missing_roll is not None else "whoever_is_missing"
    return sentences(evidence.caution, Message(f"why.{missing}", roll=evidence.missing_roll, fails=fails))


def _counted(demand: Demand, evidence: Evidence) -> int:
    return counted_sum(evidence, demand.weights)


def _reach_fact(demand: Demand, question: Question, evidence: Evidence, *, lowest: bool = False) -> Fact:
    """The extreme of the demand's sum over all completions, with its formula."""
    span = reach(evidence, demand.weights, question.scope)
    value = demand.shown((span.low if lowest else span.high) or 0)
    end = "least" if lowest != demand.upper else "most"
    if question.scope.everything:
        signed = [-w for w in demand.weights] if lowest else list(demand.weights)
        weight = demand.shown(best_voter(evidence, tuple(signed)) * (-1 if lowest else 1))
        counted = demand.shown(_counted(demand, evidence))
        opened = value - counted - weight * (evidence.missing_roll or 0)
        figures = {"counted": counted, "weight": weight, "missing": evidence.missing_roll or 0, "value": value}
        how = Message("reach_fact.how", **figures)
        if opened:
            how = Message("reach_fact.how_with_open", opened=opened, **figures)
    else:
        how = Message(f"reach_fact.how_at.{end}", scope=question.scope.words, value=value)
    asked = demand.asks(demand.certain if lowest else demand.least)
    fact = Message(f"reach_fact.{end}", sum=demand.words, value=value, asked=asked)
    terms: tuple[Term, ...] = ()
    if question.scope.everything:
        beside = [("missing_roll", weight, evidence.missing_roll or 0), ("open", 1, opened)]
        terms = (*_terms(demand, evidence), *(Term(name=Message(f"term.{n}"), times=t, figure=f) for n, t, f in beside))
    return Fact(
        fact=fact, value=value, how=how, rows=evidence.rows, terms=tuple(t for t in terms if t.times * t.figure)
    )


def _terms(demand: Demand, evidence: Evidence) -> Iterator[Term]:
    """The counted figures of a demand's sum."""
    names = [*(evidence.name(c) for c in evidence.candidates), Message("the_others")]
    for name, weight, votes in zip(names, demand.weights, evidence.totals, strict=False):
        yield Term(name=Message("term.votes", name=name), times=demand.shown(weight), figure=votes)
    if len(demand.weights) > evidence.width:
        papers = total(evidence.open.invalid_low)
        yield Term(name=Message("term.invalid"), times=demand.shown(demand.weights[INVALID]), figure=papers)
        yield Term(name=Message("term.roll"), times=demand.shown(demand.weights[ROLL]), figure=evidence.counted_roll)


def _span_fact(demand: Demand, question: Question, evidence: Evidence) -> Fact:
    span = reach(evidence, demand.weights, question.scope)
    ends = [None if end is None else demand.shown(end) for end in (span.low, span.high)]
    low, high = ends[::-1] if demand.upper else ends
    told = [Message("no_limit") if end is None else Message("number", number=end) for end in (low, high)]
    counted = demand.shown(_counted(demand, evidence))
    return Fact(
        fact=Message("span_fact.fact", sum=demand.words, low=told[0], high=told[1], asked=demand.asks(demand.least)),
        value=[low, high],
        how=Message("span_fact.how", counted=counted, low=told[0], high=told[1]),
        rows=evidence.rows,
    )


def _counted_fact(demand: Demand, evidence: Evidence) -> Fact:
    value = demand.shown(_counted(demand, evidence))
    return Fact(
        fact=Message("counted_fact.fact", sum=demand.words),
        value=value,
        how=Message("counted_fact.how", value=value, asked=demand.asks(demand.certain)),
        rows=evidence.rows,
        terms=tuple(t for t in _terms(demand, evidence) if t.times * t.figure),
    )


def _likeness_fact(demand: Demand, question: Question, evidence: Evidence) -> Fact:
    """What is needed of the missing units, beside what the best counted units of the same roll gave."""
    best = demand.shown(resembling(evidence, demand.weights, question.scope) or 0)
    gave = demand.shown(ceil(best_counted(evidence, demand.weights) or 0))
    return Fact(
        fact=Message("likeness_fact.best", sum=demand.words, value=best, asked=demand.asks(demand.least)),
        value=best,
        how=_likeness_formula(demand, evidence, gave, "smallest" if demand.upper else "largest"),
        rows=evidence.rows,
    )


def _worst_fact(demand: Demand, question: Question, evidence: Evidence) -> Fact:
    """What stays when the missing units read like the counted ones that suit the claim least."""
    against = tuple(-w for w in demand.weights)
    worst = demand.shown(-(resembling(evidence, against, question.scope) or 0))
    gave = demand.shown(-ceil(best_counted(evidence, against) or 0))
    return Fact(
        fact=Message("likeness_fact.worst", sum=demand.words, value=worst, asked=demand.asks(demand.certain)),
        value=worst,
        how=_likeness_formula(demand, evidence, gave, "largest" if demand.upper else "smallest"),
        rows=evidence.rows,
    )


def _likeness_formula(demand: Demand, evidence: Evidence, gave: int, first: str) -> str:
    counted = demand.shown(_counted(demand, evidence))
    return Message(f"likeness_fact.{first}_first", roll=evidence.missing_roll, gave=gave, counted=counted)


def _what_would_settle(question: Question, evidence: Evidence) -> tuple[str, Fact | None]:
    """How many more sheets would settle it, if they read like the counted ones on average; or what else would."""
    n, m, missing = evidence.counted_units, evidence.missing_units, evidence.missing_roll
    if missing == 0 and question.scope.everything:
        return _nothing_missing(question, evidence), None
    if not question.scope.known:
        return Message("settled.by_coverage"), None
    if not m or missing is None or not n or not question.scope.everything:
        if m == 0:
            return Message("settled.by_list"), None
        sheets = Message("settled.every_sheet") if m is None else Message("settled.more_sheets", sheets=m)
        listed = "" if question.scope.everything else "_and_list"
        return Message(f"settled.by_sheets{listed}", sheets=sheets), None
    needed = min(m, max(1, _sheets_for(question, evidence)))
    how = Message("settled.how", missing=m, sheets=needed)
    fact = Fact(fact=Message("settled.fact"), value=needed, how=how, rows=evidence.rows, changes=True)
    return Message("settled.by_about", sheets=needed, missing=m), fact


def _nothing_missing(question: Question, evidence: Evidence) -> str:
    """Why a question stays open although no sheet is missing."""
    if evidence.open.any:
        return Message("settled.by_open_sheets")
    if question.claim in {"winner", "rank"} and _is_a_tie(question, evidence):
        return Message("settled.tie")
    if question.claim in {"winner", "rank"}:
        return Message("settled.unnamed_may_be_one")
    return Message("settled.by_what_is_not_given")


def _is_a_tie(question: Question, evidence: Evidence) -> bool:
    """Whether some demand is met to the vote and would not be with one vote fewer."""
    demands = [d for way in question.ways for d in way if d.least is not None and d.firm is not None]
    return any(_counted(d, evidence) == d.least and d.firm == (d.least or 0) + 1 for d in demands)


def _sheets_for(question: Question, evidence: Evidence) -> int:
    """Further sheets, with the counted average, after which the claim is certain or ruled out."""
    holding, failing = [], []
    for way in question.ways:
        demands = [d for d in way if d.least is not None]
        below = [d for d in demands if _counted(d, evidence) < (d.least or 0)]
        if below:
            failing.append(min(_sheets_to_settle(d, evidence) for d in below))
        elif demands:
            holding.append(max(_sheets_to_settle(d, evidence) for d in demands))
    return min(holding) if holding else max(failing, default=evidence.missing_units or 0)


def _sheets_to_settle(demand: Demand, evidence: Evidence) -> int:
    """Further sheets after which one demand can no longer change sides; see the formula in the fact."""
    n, m, missing = evidence.counted_units, evidence.missing_units or 0, evidence.missing_roll or 0
    distance = _counted(demand, evidence) - (demand.least or 0)
    signed = tuple(-w for w in demand.weights) if distance >= 0 else demand.weights
    swing = max(0, best_voter(evidence, signed))
    lacking = swing * missing - abs(distance)
    gain = abs(distance) * m + swing * missing * n
    return 0 if lacking < 0 else lacking * n * m // gain + 1 if gain else m
