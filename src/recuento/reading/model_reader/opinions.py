"""What a model's opinions do to what rules and scorer read; the tables of `second.py` in code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.reading.entities.entity import Entity, actor_id, as_actor
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.reactions.stance_model import Scored, scored
from recuento.records.said import (
    LEARNED,
    MODEL,
    MODEL_ALONE,
    NOT_READ,
    Act,
    ModelCandidate,
    ModelOpinion,
    ModelSpeaker,
    Quotation,
    Reading,
    Result,
    Stance,
    StanceKind,
)
from recuento.records.text import Article, Span, content_id

from .evidence import cited
from .without_parse import NOTE, actors_of

LIKELY = 0.5
"""The score from which on the scorer agrees with a stance that the model names."""


@dataclass(frozen=True)
class Reply:
    """What a model replied, with its name and the key under which the reply is kept."""

    model: str
    key: str
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the reply."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def shown(self, words: str) -> dict[str, str]:
        """What every record of an opinion says of where it is from: the model, the words that it cited, and both hashes."""
        return {"name": self.model, "cited": words, "prompt_sha256": self.key, "reply_sha256": self.digest}


@dataclass(frozen=True)
class StanceOpinion:
    """A stance that a model names, on words that bear it."""

    candidate: StanceCandidate
    reply: Reply
    kind: StanceKind
    words: str

    def record(self, *, agrees: bool) -> ModelOpinion:
        """As it stands beside a stance."""
        return ModelOpinion(stance=self.kind, agrees=agrees, **self.reply.shown(self.words))


@dataclass(frozen=True)
class SpeakerOpinion:
    """Whom a model takes for the speaker of a quotation."""

    quotation: Quotation
    reply: Reply
    who: Entity
    words: str


@dataclass(frozen=True)
class FigureOpinion:
    """Whose a model takes a figure to be, and the record that the figure then is."""

    result: Result
    sentence: Span
    reply: Reply
    words: str

    def record(self, *, agrees: bool) -> ModelCandidate:
        """As it stands beside a result."""
        return ModelCandidate(candidate=self.result.candidate, agrees=agrees, **self.reply.shown(self.words))


@dataclass(frozen=True)
class Opinions:
    """What a model says of an article, on words that hold."""

    all: Sequence[StanceOpinion | SpeakerOpinion | FigureOpinion]

    @property
    def stances(self) -> list[StanceOpinion]:
        """Of stances."""
        return [o for o in self.all if isinstance(o, StanceOpinion)]

    @property
    def speakers(self) -> list[SpeakerOpinion]:
        """Of who speaks."""
        return [o for o in self.all if isinstance(o, SpeakerOpinion)]

    @property
    def figures(self) -> list[FigureOpinion]:
        """Of whose a figure is."""
        return [o for o in self.all if isinstance(o, FigureOpinion)]


def with_speakers(
    article: Article, quotations: Sequence[Quotation], opinions: Sequence[SpeakerOpinion]
) -> tuple[Quotation, ...]:
    """The quotations with the model's opinion on who speaks: their `speaker` stays unknown."""
    told = {
        o.quotation.id: ModelSpeaker(speaker=actor_id(article.id, o.who), **o.reply.shown(o.words)) for o in opinions
    }
    return tuple(q.model_copy(update={"model": told[q.id]}) if q.id in told else q for q in quotations)


def with_candidates(results: Sequence[Result], opinions: Sequence[FigureOpinion]) -> tuple[Result, ...]:
    """The results of the rules with the model's opinions, then figures that the model alone gives to somebody: to be checked."""
    told: list[Result] = []
    for result in results:
        theirs = [o for o in opinions if _is_the_same_figure(result, o)]
        same = [o for o in theirs if o.result.candidate == result.candidate]
        beside = (same or theirs)[0].record(agrees=bool(same)) if theirs else None
        told.append(result if beside is None else result.model_copy(update={"model": beside}))
    known = {figure for r in results for figure in _figures(r)}
    added: dict[tuple[object, ...], Result] = {}
    for opinion in opinions:
        new = opinion.result
        elsewhere = all(figure in known for figure in _figures(new))  # told of them in another sentence, too
        if elsewhere or any(_is_the_same_figure(result, opinion) for result in results):
            continue
        record = new.model_copy(update={"model": opinion.record(agrees=False)})
        added.setdefault((new.candidate, new.share, new.votes), record)
    return (*told, *sorted(added.values(), key=lambda r: r.start))


def of_the_contest(results: Sequence[Result], reading: Reading) -> tuple[Result, ...]:
    """Results with the contest of the article, where it tells of one."""
    own = reading.contest
    return tuple(results) if own is None else tuple(r.model_copy(update={"contest": own.id}) for r in results)


def _figures(result: Result) -> list[tuple[str, str, float]]:
    told = (("share", result.share), ("votes", result.votes))
    return [(result.candidate, kind, figure) for kind, figure in told if figure is not None]


def _is_the_same_figure(result: Result, opinion: FigureOpinion) -> bool:
    """Whether a result of the rules has the figure that the model was asked about, where it stands."""
    new = opinion.result
    here = result.start < opinion.sentence[1] and opinion.sentence[0] < result.end
    share = new.share is not None and result.share == new.share
    return here and (share or (new.votes is not None and result.votes == new.votes))


def with_stances_to_check(
    reading: Reading,
    opinions: Sequence[StanceOpinion],
    everyone: Sequence[Entity],
    candidates: Sequence[StanceCandidate],
) -> Reading:
    """A reading without a parse with the model's opinions, the first of each state, and all whom its records then name."""
    by_country: dict[str, StanceOpinion] = {}
    for opinion in opinions:
        by_country.setdefault(opinion.candidate.country, opinion)
    told = []
    for stance in reading.stances:
        heard = by_country.pop(stance.country or "", None)
        beside = heard.record(agrees=heard.kind == stance.stance) if heard is not None else None
        told.append(stance if beside is None else stance.model_copy(update={"model": beside}))
    contest = {"contest": reading.contest.id if reading.contest is not None else None}
    new = (_stance(reading.article, o, None, agrees=False) for o in by_country.values())
    added = [stance.model_copy(update=contest) for stance in new]
    ids = {stance.actor for stance in added}
    ids |= {q.model.speaker for q in reading.quotations if q.model is not None}
    ids |= {r.candidate for r in reading.results} | {r.model.candidate for r in reading.results if r.model is not None}
    ids -= {actor.id for actor in reading.actors}
    named = {a.id: a for a in (as_actor(reading.article, who) for who in (*everyone, *actors_of(candidates)))}
    notes = (NOTE, *(n for n in reading.notes if not n.startswith(NOT_READ)))
    return reading.model_copy(
        update={
            "stances": tuple(sorted((*told, *added), key=lambda s: (s.start, s.actor))),
            "actors": (*reading.actors, *(a for a in named.values() if a.id in ids)),
            "notes": notes,
        }
    )


def with_stances(
    article: Article, stances: Sequence[Stance], acts: Sequence[Act], opinions: Sequence[StanceOpinion]
) -> Iterator[Stance]:
    """The stances of rules and scorer with the model's opinions, then those that the model adds."""
    by_country: dict[str, list[StanceOpinion]] = {}
    for opinion in opinions:
        by_country.setdefault(opinion.candidate.country, []).append(opinion)
    denied = {a.country for a in acts if a.negated or a.hypothetical}
    told: list[Stance] = []
    for stance in stances:
        theirs = by_country.get(stance.country or "", [])
        same = [o for o in theirs if o.kind == stance.stance]
        if not theirs:
            told.append(stance)
            continue
        opinion = (same or theirs)[0]
        changes: dict[str, object] = {"model": opinion.record(agrees=bool(same))}
        if stance.by == LEARNED and len(same) == len(theirs):
            changes["by"] = MODEL
        told.append(stance.model_copy(update=changes))
    here = {s.country for s in stances}
    for country, theirs in by_country.items():
        if country in here | denied:
            continue
        first = theirs[0]
        likeliest: Scored = scored([first.candidate])[0]
        at_one = all(o.kind == first.kind for o in theirs)  # a model that contradicts itself is sure of nothing
        agrees = at_one and likeliest.kind == first.kind and likeliest.score >= LIKELY
        told.append(_stance(article, first, likeliest.score, agrees=agrees))
    yield from sorted(told, key=lambda s: (s.start, s.actor))


def _stance(article: Article, opinion: StanceOpinion, score: float | None, *, agrees: bool) -> Stance:
    candidate = opinion.candidate
    actor = actor_id(article.id, candidate.someone)
    span = cited(article, candidate, opinion.words) or candidate.sentence
    return Stance(
        id=content_id("stance", article.id, actor, opinion.kind),
        actor=actor,
        country=candidate.country,
        stance=opinion.kind,
        date=article.published,
        basis=(),
        start=span[0],
        end=span[1],
        text=article.text[slice(*span)],
        by=MODEL if agrees else MODEL_ALONE,
        score=None if score is None else round(score, 2),
        model=opinion.record(agrees=agrees),
    )
