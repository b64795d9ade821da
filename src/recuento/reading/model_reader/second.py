"""The second reader: asks a model about each candidate, holds its answer to the evidence, and says what follows.

| rules say     | the model says, on evidence that holds            | what follows                                                      |
|---------------|---------------------------------------------------|-------------------------------------------------------------------|
| a stance      | whatever                                          | the stance of the rules, with the model's opinion beside it          |
| nothing       | what the scorer holds likeliest, and likely        | a stance, by `model`                                               |
| nothing       | another stance, or one that the scorer does not see  | to be checked, by `model-alone`, with both opinions               |
| nothing       | none, or on evidence that does not hold            | what the scorer admits is to be checked, as without a model         |

Where a text of an article could not be asked about, the article is read by rules and scorer alone, and a note says so.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id, as_actor
from recuento.reading.parse.units import Unit
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.reactions.stance_model import Scored, scored
from recuento.reading.reactions.stances import may_take_a_stance
from recuento.reading.results.another_vote import year_of_contest
from recuento.records.said import (
    LEARNED,
    MODEL,
    MODEL_ALONE,
    NOT_READ,
    Act,
    ModelOpinion,
    ModelSpeaker,
    Quotation,
    Reading,
    Stance,
    StanceKind,
)
from recuento.records.text import Article, content_id

from .endpoint import Endpoint, NoAnswer
from .evidence import cited, fails
from .prompts import NONE, Prompt, answer_in, prompt_for
from .replies import Replies, key_of
from .speakers import speaker_in, speakers_asked
from .without_parse import NOTE, actors_of, candidates_without_parse, fails_without_parse

AT_ONCE = 4
"""Calls at the same time."""
LIKELY = 0.5
"""The score from which on the scorer agrees with a stance that the model names."""
NOT_ASKED = "the model did not answer; read by the rules and the scorer alone"
_CHARACTERS_OF_A_TOKEN = 4


@dataclass(frozen=True)
class Limits:
    """How often and how long, in seconds from the first call, a model may be asked; None: without end."""

    calls: int | None = None
    seconds: float | None = None

    def told(self) -> str:
        """The limits in one line; "" where there are none."""
        said = [f"at most {self.calls:,} calls"] if self.calls is not None else []
        said += [f"at most {self.seconds / 60:g} minutes"] if self.seconds is not None else []
        return f"the model is asked {' and '.join(said)}" if said else ""


@dataclass
class SecondReader:
    """A model with the replies that it gave. `counting`: nothing is asked; what would be is counted."""

    endpoint: Endpoint
    replies: Replies
    counting: bool = False
    limits: Limits = Limits()
    clock: Callable[[], float] = time.monotonic
    began: float | None = None
    calls: int = 0
    characters: int = 0
    gone: str = ""
    unread: list[str] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        """About how many tokens the calls so far send."""
        return self.characters // _CHARACTERS_OF_A_TOKEN

    def read(  # noqa: PLR0913, PLR0917 - what was read so far
        self,
        article: Article,
        units: Sequence[Unit],
        candidates: Sequence[StanceCandidate],
        stances: tuple[Stance, ...],
        acts: Sequence[Act],
        entities: Entities,
        voices: AttributionIndex,
        winner: Entity | None,
    ) -> tuple[tuple[Stance, ...], tuple[str, ...]]:
        """The stances with what the model adds, and notes."""
        asked = [c for c in candidates if c.someone is not winner and may_take_a_stance(article, c, entities)]
        prompts = [prompt_for(article, c) for c in asked]
        replies = self._replies(prompts)
        if not self.counting and any(reply is None for _, reply in replies):
            self.unread.append(article.source)
            return stances, (NOT_ASKED,)
        year = year_of_contest(article)
        opinions = []
        for candidate, (key, reply) in zip(asked, replies, strict=True):
            answer = answer_in(reply) if reply is not None else None
            if answer is None or answer.stance == NONE:
                continue
            broken = fails(article, candidate, answer.words, units, entities, voices, year)
            if broken is None:
                opinions.append(
                    _Opinion(candidate, key, reply or "", StanceKind(answer.stance), answer.words, self.endpoint.name)
                )
        return tuple(_together(article, stances, acts, opinions)), ()

    def speakers(
        self, article: Article, quotations: tuple[Quotation, ...], everyone: Sequence[Entity]
    ) -> tuple[tuple[Quotation, ...], tuple[str, ...]]:
        """The quotations with the model's opinion on who speaks, where the rules found nobody; and notes."""
        asked = list(speakers_asked(article, quotations, everyone))
        replies = self._replies([a.prompt for a in asked])
        if self.counting:
            return quotations, ()
        if any(reply is None for _, reply in replies):
            if article.source not in self.unread:
                self.unread.append(article.source)
            return quotations, (NOT_ASKED,)
        told: dict[str, ModelSpeaker] = {}
        for one, (key, reply) in zip(asked, replies, strict=True):
            found = speaker_in(article, one, reply or "")
            if found is not None:
                who, words = found
                told[one.quotation.id] = ModelSpeaker(
                    name=self.endpoint.name,
                    speaker=actor_id(article.id, who),
                    cited=words,
                    prompt_sha256=key,
                    reply_sha256=_digest(reply or ""),
                )
        return tuple(q.model_copy(update={"model": told[q.id]}) if q.id in told else q for q in quotations), ()

    def read_without_parse(self, reading: Reading) -> Reading:
        """The reading of a text without a pipeline, with the stances that the model reads in it: a person must check each.

        Where words and marks read the same stance of the same state, the model's opinion stands beside it.
        """
        article = reading.article
        candidates = list(candidates_without_parse(article))
        prompts = [prompt_for(article, c) for c in candidates]
        replies = self._replies(prompts)
        if self.counting or not prompts:
            return reading
        if any(reply is None for _, reply in replies):
            self.unread.append(article.source)
            return reading.model_copy(update={"notes": (*reading.notes, NOT_ASKED)})
        opinions = []
        for candidate, (key, reply) in zip(candidates, replies, strict=True):
            answer = answer_in(reply) if reply is not None else None
            if answer is None or answer.stance == NONE:
                continue
            if fails_without_parse(article, cited(article, candidate, answer.words)) is None:
                opinions.append(
                    _Opinion(candidate, key, reply or "", StanceKind(answer.stance), answer.words, self.endpoint.name)
                )
        return _with_opinions(reading, opinions, candidates)

    def _replies(self, prompts: Sequence[Prompt]) -> list[tuple[str, str | None]]:
        """For each prompt its key and the reply: kept ones, and the rest asked for. None for what could not be had."""
        parameters = self.endpoint.parameters()
        keys = [key_of(parameters, p.as_messages(), p.schema) for p in prompts]
        held = [self.replies.get(key) for key in keys]
        lacking = [i for i, reply in enumerate(held) if reply is None]
        if lacking and not self.counting:
            self.gone = self.gone or self._beyond(len(lacking))
        if self.gone or not lacking:
            return list(zip(keys, held, strict=True))
        self.calls += len(lacking)
        self.characters += sum(len(content) for i in lacking for _, content in prompts[i].messages)
        if self.counting:
            return list(zip(keys, held, strict=True))

        def ask(i: int) -> tuple[int, str | None]:
            if self.gone:
                return i, None
            try:
                reply = self.endpoint.ask(prompts[i].as_messages(), prompts[i].schema)
            except NoAnswer as error:
                self.gone = str(error)
                return i, None
            self.replies.put(keys[i], self.endpoint.name, prompts[i].as_messages(), reply)
            return i, reply

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for i, reply in pool.map(ask, lacking):
                held[i] = reply
        return list(zip(keys, held, strict=True))

    def _beyond(self, more: int) -> str:
        """Which limit so many more calls would pass; "" where none. An article is asked about whole, or not at all."""
        if self.began is None:
            self.began = self.clock()
        if self.limits.calls is not None and self.calls + more > self.limits.calls:
            return f"the limit of {self.limits.calls:,} calls is reached"
        if self.limits.seconds is not None and self.clock() - self.began >= self.limits.seconds:
            return f"the limit of {self.limits.seconds / 60:g} minutes is reached"
        return ""


def _digest(reply: str) -> str:
    return hashlib.sha256(reply.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class _Opinion:
    """A stance that a model names, on words that bear it."""

    candidate: StanceCandidate
    key: str
    reply: str
    kind: StanceKind
    words: str
    model: str

    def record(self, *, agrees: bool) -> ModelOpinion:
        return ModelOpinion(
            name=self.model,
            stance=self.kind,
            cited=self.words,
            agrees=agrees,
            prompt_sha256=self.key,
            reply_sha256=_digest(self.reply),
        )


def _with_opinions(reading: Reading, opinions: Sequence[_Opinion], candidates: Sequence[StanceCandidate]) -> Reading:
    """A reading without a parse with the model's opinions; the first of each state."""
    by_country: dict[str, _Opinion] = {}
    for opinion in opinions:
        by_country.setdefault(opinion.candidate.country, opinion)
    told = []
    for stance in reading.stances:
        heard = by_country.pop(stance.country or "", None)
        beside = heard.record(agrees=heard.kind == stance.stance) if heard is not None else None
        told.append(stance if beside is None else stance.model_copy(update={"model": beside}))
    added = [_stance(reading.article, o, None, agrees=False) for o in by_country.values()]
    ids = {stance.actor for stance in added} - {actor.id for actor in reading.actors}
    actors = [as_actor(reading.article, who) for who in actors_of(candidates)]
    notes = (NOTE, *(n for n in reading.notes if not n.startswith(NOT_READ)))
    return reading.model_copy(
        update={
            "stances": tuple(sorted((*told, *added), key=lambda s: (s.start, s.actor))),
            "actors": (*reading.actors, *(a for a in actors if a.id in ids)),
            "notes": notes,
        }
    )


def _together(
    article: Article, stances: Sequence[Stance], acts: Sequence[Act], opinions: Sequence[_Opinion]
) -> Iterator[Stance]:
    """The stances of rules and scorer with the model's opinions, then those that the model adds."""
    by_country: dict[str, list[_Opinion]] = {}
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


def _stance(article: Article, opinion: _Opinion, score: float | None, *, agrees: bool) -> Stance:
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
