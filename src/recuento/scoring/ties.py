"""Pledges, relations and events: what ties or sets apart two actors."""

from __future__ import annotations

from collections.abc import Sequence

from recuento.records.said import Event, Pledge, Relation

from .bench import Bench, Rule, Told, no_repeat
from .gold import GoldEvent, GoldPledge, GoldRelation
from .matching import folded, token_f1

SINCE_F1 = 0.8
"""Two phrases for since when are the same when their words agree at least this well."""


def pledges(bench: Bench) -> None:
    """The same pledge: the same pledger, at the same words. The attributes: to and sectors, where the gold has them."""

    def alike(g: GoldPledge, p: Pledge) -> float:
        return bench.near(g, p) if bench.is_same(g.by, p.by) else 0.0

    def told(g: GoldPledge, p: Pledge) -> Told:
        asked = {} if g.to is None else {"to": (bench.is_same(g.to, p.to), g.to, bench.name(p.to))}
        return {**asked, **_sectors_told(g.sectors, p.sectors)}

    def show(p: GoldPledge | Pledge) -> str:
        by, to = (p.by, p.to) if isinstance(p, GoldPledge) else (bench.name(p.by), bench.name(p.to))
        return f"{by} to {to}"

    golds = bench.gold.pledges
    bench.set_beside("pledges", golds, bench.reading.pledges, Rule(alike, show, told, no_repeat(golds, alike)))


def relations(bench: Bench) -> None:
    """The same relation: the same two sides in either order, at the same words or of the same kind.

    The attributes: kind and status, and sectors and since where the gold has them.
    """

    def alike(g: GoldRelation, p: Relation) -> float:
        straight = bench.is_same(g.a, p.a) and bench.is_same(g.b, p.b)
        crossed = bench.is_same(g.a, p.b) and bench.is_same(g.b, p.a)
        if not (straight or crossed):
            return 0.0
        return bench.near(g, p) + 0.5 * _same_label(g.kind, p.kind)

    def told(g: GoldRelation, p: Relation) -> Told:
        asked = {
            "kind": (_same_label(g.kind, p.kind), g.kind, p.kind),
            "status": (g.status == p.status, g.status, p.status),
        }
        if g.since is not None:
            same = p.since is not None and token_f1(g.since, p.since) >= SINCE_F1
            asked["since"] = (same, g.since, str(p.since))
        return {**asked, **_sectors_told(g.sectors, p.sectors)}

    def show(r: GoldRelation | Relation) -> str:
        a, b = (r.a, r.b) if isinstance(r, GoldRelation) else (bench.name(r.a), bench.name(r.b))
        return f"{a} and {b}: {r.kind}"

    golds = bench.gold.relations
    bench.set_beside("relations", golds, bench.reading.relations, Rule(alike, show, told, no_repeat(golds, alike)))


def _same_label(a: str, b: str) -> bool:
    """Whether two kinds of relation are one: "strategic_partnership" and "strategic partnership", "ally", "allies"."""
    x, y = (folded(label.replace("_", " ")) for label in (a, b))
    return x == y or x in y or y in x


def _sectors_told(wanted: Sequence[str], got: Sequence[str]) -> Told:
    if not wanted:
        return {}
    right = {folded(s) for s in wanted} == {folded(s) for s in got}
    return {"sectors": (right, ", ".join(wanted), ", ".join(got) or "none")}


def events(bench: Bench) -> None:
    """The same event: the same type and actor. Told: recipient.

    Only articles whose gold lists every event can show a false one; elsewhere the list holds the main events.
    """

    def alike(g: GoldEvent, p: Event) -> float:
        if p.type.upper() not in {g.type, *g.also_ok} or not bench.is_same(g.actor, p.actor):
            return 0.0
        same_recipient = g.recipient is not None and bench.is_same(g.recipient, p.recipient)
        return 1.0 + bench.near(g, p) + 0.25 * same_recipient

    def told(g: GoldEvent, p: Event) -> Told:
        if g.recipient is None:
            return {}
        return {"recipient": (bench.is_same(g.recipient, p.recipient), g.recipient, bench.name(p.recipient))}

    def show(e: GoldEvent | Event) -> str:
        who, whom = (e.actor, e.recipient)
        if isinstance(e, Event):
            who, whom = bench.name(e.actor), bench.name(e.recipient)
        return f"{e.type}: {who} -> {whom}"

    golds = bench.gold.events
    is_new = no_repeat(golds, alike)
    rule = Rule(alike, show, told, lambda p: bench.gold.all_events and is_new(p))
    bench.set_beside("events", golds, bench.reading.events, rule)
