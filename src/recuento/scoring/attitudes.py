"""What was done about the result, and where that leaves each actor."""

from __future__ import annotations

from recuento.records.said import Act, ActKind, Stance

from .bench import Bench, Rule, Told, no_repeat
from .gold import GoldAct, GoldStance
from .matching import folded


def acts(bench: Bench) -> None:
    """The same act: the same country (unnamed groups: the same name), act and negation. Told: hypothetical, target."""

    def alike(g: GoldAct, p: Act) -> float:
        same = _same_party(bench, g, p) and _same_act(g, p)
        return 1.0 + bench.near(g, p) if same else 0.0

    def told(g: GoldAct, p: Act) -> Told:
        asked = {"hypothetical": (g.hypothetical == p.hypothetical, str(g.hypothetical), str(p.hypothetical))}
        if g.target is not None:
            asked["target"] = (bench.is_same(g.target, p.target), g.target, bench.name(p.target))
        return asked

    def show(a: GoldAct | Act) -> str:
        who = a.country or (a.actor if isinstance(a, GoldAct) else bench.name(a.actor))
        marks = " (negated)" * a.negated + " (hypothetical)" * a.hypothetical
        return f"{who} {a.act.value}{marks}"

    golds = bench.gold.acts
    rule = Rule(alike, show, told, no_repeat(golds, alike))
    bench.set_beside(lambda a: f"{_scope(bench, a)} acts", golds, bench.reading.acts, rule)


def stances(bench: Bench) -> None:
    """The same stance: the same country (unnamed groups: the same name) and kind.

    The attributes: toward where the gold names it, current, and evidence: whether the record rests on words that the
    gold gives for any act or stance of that country, or on the headline.
    """

    def alike(g: GoldStance, p: Stance) -> float:
        same = _same_party(bench, g, p) and p.stance in {g.stance, *g.also_ok}
        return 1.0 + bench.near(g, p) if same else 0.0

    def told(g: GoldStance, p: Stance) -> Told:
        asked = {
            "current": (g.current == p.current, str(g.current), str(p.current)),
            "evidence": (_has_evidence(bench, g, p), repr(g.at), repr(p.text)),
        }
        if g.toward is not None:
            asked["toward"] = (bench.is_same(g.toward, p.toward), g.toward, bench.name(p.toward))
        return asked

    def show(s: GoldStance | Stance) -> str:
        who = s.country or (s.actor if isinstance(s, GoldStance) else bench.name(s.actor))
        return f"{who} {s.stance.value}"

    golds = bench.gold.stances
    rule = Rule(alike, show, told, no_repeat(golds, alike))
    bench.set_beside(lambda s: f"{_scope(bench, s)} stances", golds, bench.reading.stances, rule)
    if not any(s.scope == "foreign" for s in golds):
        bench.score.quiet += 1
        bench.score.alarms += any(_scope(bench, s) == "foreign" for s in bench.reading.stances)


def _has_evidence(bench: Bench, gold: GoldStance, pred: Stance) -> bool:
    """Whether a stance rests on words that the gold gives for the same party, or on the headline."""
    given: tuple[GoldAct | GoldStance, ...] = (*bench.gold.acts, *bench.gold.stances)
    own = [r for r in given if (r.country, r.actor) == (gold.country, gold.actor)]
    in_headline = pred.text in (bench.gold.page.title or "")
    return in_headline or any(bench.near(r, pred) > 0 for r in own)


NOT_RECOGNISED = {(ActKind.RECOGNISES, True), (ActKind.ACCEPTS, True), (ActKind.REFUSES, False)}
"""One act under three names: "has not recognised", "does not accept", "refuses to recognise"."""


def _same_act(gold: GoldAct, pred: Act) -> bool:
    """Whether two acts are one: the same act and negation, or both a recognition withheld."""
    if pred.act in {gold.act, *gold.also_ok} and pred.negated == gold.negated:
        return True
    return {(gold.act, gold.negated), (pred.act, pred.negated)} <= NOT_RECOGNISED


def _same_party(bench: Bench, gold: GoldAct | GoldStance, pred: Act | Stance) -> bool:
    """Whether the same government, organisation or group acts: by code; unnamed groups and parties by name."""
    if gold.country and pred.country == gold.country:
        return True
    if gold.country and gold.scope == "foreign":
        return False
    return bool(gold.actor) and bench.is_same(gold.actor, pred.actor) and pred.country in {None, gold.country or None}


def _scope(bench: Bench, record: GoldAct | GoldStance | Act | Stance) -> str:
    """Whether an act or stance is a foreign one: its own scope in the gold, else by the actor's country and kind."""
    if isinstance(record, GoldAct | GoldStance):
        return record.scope
    if record.country is not None:
        return "domestic" if record.country == bench.gold.election.country else "foreign"
    actor = bench.actor(record.actor)
    is_unnamed_group = actor is not None and actor.kind == "group" and "opposition" not in folded(actor.name)
    return "foreign" if is_unnamed_group else "domestic"
