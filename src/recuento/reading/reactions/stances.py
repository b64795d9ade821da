"""Stances, derived from acts: where each government, organisation, party and court stands on the announced result.

The table below is the whole derivation. An act that is denied or only foretold carries no stance. One stance for each
actor and kind, with every act it rests on; the last kind of an actor in the text is its current one. A firmer stance of
the same state holds the weaker: who rejects a result also doubts it, and who takes note while questioning it questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.gazetteer.codes import is_organisation
from recuento.reading.lexicon.vocabulary import word_list
from recuento.records.said import LEARNED, Act, ActKind, Stance, StanceKind
from recuento.records.text import Article, content_id

from .stance_candidates import StanceCandidate
from .stance_model import Scored

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

_Groups = dict[tuple[str, StanceKind], list[Act]]


def derive_stances(article: Article, acts: Sequence[Act], entities: Entities) -> tuple[Stance, ...]:
    """The stances that an article's acts amount to."""
    people: dict[str, Entity] = {actor_id(article.id, s): s for s in entities.everyone()}
    groups: _Groups = {}
    for act in acts:
        someone = people.get(act.actor)
        if act.negated or act.hypothetical or someone is None or not _takes_a_stance(someone, entities):
            continue
        groups.setdefault((act.actor, STANCE_OF[act.act]), []).append(act)
    kept = _firmest(groups, people)
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


def with_learned(
    article: Article,
    stances: tuple[Stance, ...],
    acts: Sequence[Act],
    found: Sequence[Scored],
    entities: Entities,
    winner: Entity | None = None,
) -> tuple[Stance, ...]:
    """The stances with those that the scorer admits, of states, organisations and sides of which the rules say nothing.

    Where an act of theirs was read to be denied or only foretold the rules do say something: that there is none. Nor does
    whoever was announced the winner take one.
    """
    told = {stance.country for stance in stances} | {a.country for a in acts if a.negated or a.hypothetical}
    added = []
    for one in found:
        candidate = one.candidate
        if candidate.country in told or candidate.someone is winner:
            continue
        if not may_take_a_stance(article, candidate, entities):
            continue
        start, end = candidate.sentence
        actor = actor_id(article.id, candidate.someone)
        added.append(
            Stance(
                id=content_id("stance", article.id, actor, one.kind),
                actor=actor,
                country=candidate.country,
                stance=one.kind,
                date=article.published,
                basis=(),
                start=start,
                end=end,
                text=article.text[start:end],
                by=LEARNED,
                score=round(one.score, 2),
            )
        )
    return tuple(sorted((*stances, *added), key=lambda s: (s.start, s.actor)))


def may_take_a_stance(article: Article, candidate: StanceCandidate, entities: Entities) -> bool:
    """Whether a candidate speaks for a state, an organisation or a side, in a sentence about the vote.

    Not in "congratulated the team", "on its independence day".
    """
    start, end = candidate.sentence
    return _takes_a_stance(candidate.someone, entities) and _speaks_of_the_vote(article.text[start:end], entities)


def _speaks_of_the_vote(sentence: str, entities: Entities) -> bool:
    """Whether a sentence has a word for the vote or its result, or names a person of the country that voted."""
    lists = word_list("acts", "en")
    about = lists["outcome"] | lists["crowns"] | lists["fraud"] | {"congratulations", "candidate", "ballots"}
    said = {word.strip(".,;:!?()\"'“”‘’").casefold() for word in sentence.split()}
    said |= {word.removesuffix("'s").removesuffix("’s").removesuffix("s") for word in said}
    if said & about:
        return True
    home = {None, entities.contest_country}
    names = {p.words[-1].casefold() for p in entities.people.all if p.words and p.country in home}
    return bool(said & names)


def _firmest(groups: _Groups, people: Mapping[str, Entity]) -> _Groups:
    """The groups without those that a firmer stance of the same state, organisation or actor holds already."""
    firm: dict[str, list[tuple[StanceKind, int]]] = {}
    for (actor, kind), acts in groups.items():
        firm.setdefault(_side(people[actor]), []).append((kind, acts[0].start))
    kept: _Groups = {}
    for (actor, kind), acts in groups.items():
        others = firm[_side(people[actor])]
        if kind is StanceKind.NEUTRAL and any(k is not StanceKind.NEUTRAL for k, _ in others):
            continue
        if kind is StanceKind.QUESTIONS:
            refused = [at for k, at in others if k is StanceKind.REJECTS]
            # A doubt is part of a refusal; a demand before it was an earlier stance, after it a consequence.
            if refused and all(a.act is ActKind.DOUBTS or a.start >= min(refused) for a in acts):
                continue
        kept[actor, kind] = acts
    return kept


def _side(someone: Entity) -> str:
    """Whose stance it is: all who answer for one state or organisation are one."""
    if someone.answers_for_a_state and someone.country is not None:
        return f"state:{someone.country}"
    return someone.key


def _takes_a_stance(someone: Entity, entities: Entities) -> bool:
    """Whether an actor speaks for more than itself: a state, an organisation, a party, an authority.

    The parties, parliament or courts of another country do not speak for its government, nor an institute for any. A group
    without names mostly sums up those that are named beside it; only "other governments" are others.
    """
    if someone.speaks_for == "none" or someone.kind == "outlet":
        return False
    if someone.speaks_for == "party":
        return someone.country in {None, entities.contest_country}
    if someone.speaks_for == "authority":
        of_states = someone.country is not None and is_organisation(someone.country)
        return of_states or someone.country in {None, entities.contest_country}
    if someone.kind == "group" and someone.country is None:
        return someone.name.casefold().startswith("other ")
    return someone.country is not None or someone.speaks_for != "organisation"
