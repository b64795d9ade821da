"""Stances, derived from acts: where each government, organisation, party and court stands on the announced result.

The table below is the whole derivation. An act that is denied or only foretold carries no stance. One stance for each
actor and kind, with every act it rests on; the last kind of an actor in the text is its current one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from recuento.records.said import Act, ActKind, Stance, StanceKind
from recuento.records.text import Article, content_id

from .cast import Cast
from .someone import Someone, actor_id

STANCE_OF: Mapping[ActKind, StanceKind] = MappingProxyType(
    {
        ActKind.CONGRATULATES: StanceKind.RECOGNISES,
        ActKind.RECOGNISES: StanceKind.RECOGNISES,
        ActKind.ACCEPTS: StanceKind.RECOGNISES,
        ActKind.DOUBTS: StanceKind.QUESTIONS,
        ActKind.DEMANDS_TALLIES: StanceKind.QUESTIONS,
        ActKind.DEMANDS_VERIFICATION: StanceKind.QUESTIONS,
        ActKind.DEMANDS_RECOUNT: StanceKind.QUESTIONS,
        ActKind.WITHHOLDS: StanceKind.QUESTIONS,
        ActKind.REFUSES: StanceKind.REJECTS,
        ActKind.CALLS_FRAUD: StanceKind.REJECTS,
        ActKind.RECOGNISES_RIVAL: StanceKind.REJECTS,
        ActKind.TAKES_NOTE: StanceKind.NEUTRAL,
        ActKind.URGES_CALM: StanceKind.NEUTRAL,
    }
)


def derive_stances(article: Article, acts: Sequence[Act], cast: Cast) -> tuple[Stance, ...]:
    """The stances that an article's acts amount to."""
    people: dict[str, Someone] = {actor_id(article.id, s): s for s in cast.everyone()}
    groups: dict[tuple[str, StanceKind], list[Act]] = {}
    for act in acts:
        someone = people.get(act.actor)
        if act.negated or act.hypothetical or someone is None or not _takes_a_stance(someone):
            continue
        groups.setdefault((act.actor, STANCE_OF[act.act]), []).append(act)
    firmer = {actor for actor, kind in groups if kind is not StanceKind.NEUTRAL}
    kept = {k: v for k, v in groups.items() if k[1] is not StanceKind.NEUTRAL or k[0] not in firmer}
    last = {
        actor: max((max(a.start for a in acts_), kind) for (who, kind), acts_ in kept.items() if who == actor)[1]
        for actor, _ in kept
    }
    return tuple(
        Stance(
            id=content_id("stance", article.id, actor, kind),
            actor=actor,
            country=basis[0].country,
            stance=kind,
            toward=basis[0].target,
            date=article.published,
            current=last[actor] == kind,
            basis=tuple(a.id for a in basis),
            start=basis[0].start,
            end=basis[0].end,
            text=basis[0].text,
            by="derived:" + "+".join(sorted({a.act.value for a in basis})),
        )
        for (actor, kind), basis in sorted(kept.items(), key=lambda item: (item[1][0].start, item[0]))
    )


def _takes_a_stance(someone: Someone) -> bool:
    """Whether an actor speaks for more than itself: a state, an organisation, a party, an authority."""
    return someone.speaks_for != "none" and someone.kind != "outlet"
