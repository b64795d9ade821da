"""The second reader: asks a model about each candidate, holds its answer to the evidence, and says what follows.

| rules say     | the model says, on evidence that holds            | what follows                                                      |
|---------------|---------------------------------------------------|-------------------------------------------------------------------|
| a stance      | whatever                                          | the stance of the rules, with the model's opinion beside it          |
| nothing       | what the scorer holds likeliest, and likely        | a stance, by `model`                                               |
| nothing       | another stance, or one that the scorer does not see  | to be checked, by `model-alone`, with both opinions               |
| nothing       | none, or on evidence that does not hold            | what the scorer admits is to be checked, as without a model         |

With whose a figure is, it is the same: the rules' result stands with the opinion beside it; a figure that they give to nobody is
a result to be checked, by `model-alone`. Who speaks is an opinion beside the quotation (`speakers.py`).

All questions of an article are asked together. Where one of them could not be, the article is read by rules and scorer alone,
and a note says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.reactions.stances import may_take_a_stance
from recuento.reading.results.another_vote import year_of_contest
from recuento.reading.results.results import FigureResults
from recuento.reading.surface.actors import Named
from recuento.records.said import MODEL_ALONE, Reading, StanceKind
from recuento.records.text import Article

from .endpoint import Endpoint, NoAnswer
from .evidence import cited, fails
from .figures import FigureAsked, candidate_in, figures_asked
from .material import Parsed, Told
from .opinions import (
    FigureOpinion,
    Reply,
    SpeakerOpinion,
    StanceOpinion,
    with_candidates,
    with_speakers,
    with_stances,
    with_stances_to_check,
)
from .prompts import NONE, Prompt, prompt_for
from .replies import Replies, key_of
from .speakers import speaker_in, speakers_asked
from .without_parse import candidates_without_parse, fails_without_parse

AT_ONCE = 4
"""Calls at the same time."""
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

    def read(self, article: Article, parsed: Parsed, told: Told) -> tuple[Told, tuple[str, ...]]:
        """What rules and scorer read with what the model adds, and notes."""
        candidates = [
            c
            for c in parsed.candidates
            if c.someone is not parsed.winner and may_take_a_stance(article, c, parsed.entities)
        ]
        speakers = list(speakers_asked(article, told.quotations, parsed.entities.everyone()))
        figures = list(figures_asked(article, parsed.units, parsed.entities))
        prompts = [
            *(prompt_for(article, c) for c in candidates),
            *(s.prompt for s in speakers),
            *(f.prompt for f in figures),
        ]
        replies = self._answers(prompts, article.source)
        if replies is None:
            return told, () if self.counting else (NOT_ASKED,)
        of_stances, of_speakers = replies[: len(candidates)], replies[len(candidates) : len(prompts) - len(figures)]
        spoken = []
        for one, reply in zip(speakers, of_speakers, strict=True):
            found = speaker_in(article, one, reply.text)
            spoken += [SpeakerOpinion(one.quotation, reply, *found)] if found is not None else []
        whose = self._figures(article, parsed, figures, replies[len(prompts) - len(figures) :])
        stances = with_stances(
            article, told.stances, told.acts, self._stances(article, parsed, candidates, prompts, of_stances)
        )
        quotations = with_speakers(article, told.quotations, spoken)
        return Told(tuple(stances), told.acts, quotations, with_candidates(told.results, whose)), ()

    def _stances(
        self,
        article: Article,
        parsed: Parsed,
        candidates: Sequence[StanceCandidate],
        prompts: Sequence[Prompt],
        replies: Sequence[Reply],
    ) -> list[StanceOpinion]:
        """The stances that the replies name on words that pass the gates."""
        year = year_of_contest(article)
        opinions = []
        for candidate, prompt, reply in zip(candidates, prompts, replies, strict=False):
            answer = prompt.answer_in(reply.text)
            if answer is None or answer.choice == NONE:
                continue
            if not fails(article, candidate, answer.words, parsed.units, parsed.entities, parsed.voices, year):
                opinions.append(StanceOpinion(candidate, reply, StanceKind(answer.choice), answer.words))
        return opinions

    def _figures(
        self, article: Article, parsed: Parsed, asked: Sequence[FigureAsked], replies: Sequence[Reply]
    ) -> list[FigureOpinion]:
        """Whose the replies say the figures are, on words that pass the gates."""
        as_results = FigureResults(article, parsed.units, parsed.entities, parsed.voices)
        opinions = []
        for one, reply in zip(asked, replies, strict=True):
            found = candidate_in(article, one, reply.text)
            if found is not None:
                who, words = found
                result = as_results.of(one.figure, who, MODEL_ALONE)
                opinions.append(FigureOpinion(result, one.sentence, reply, words))
        return opinions

    def read_without_parse(self, reading: Reading, named: Named | None = None) -> Reading:
        """The reading of a text without a pipeline, with the stances that the model reads in it: a person must check each.

        Where words and marks read the same stance of the same state, the model's opinion stands beside it. `named`: who is named where, in a
        text that they read, with its parse where a pipeline of the user's is for the language.
        """
        article = reading.article
        candidates = list(candidates_without_parse(article))
        prompts = [prompt_for(article, c) for c in candidates]
        replies = self._answers(prompts, article.source)
        if not prompts or self.counting:
            return reading
        if replies is None:
            return reading.model_copy(update={"notes": (*reading.notes, NOT_ASKED)})
        opinions = []
        for candidate, prompt, reply in zip(candidates, prompts, replies, strict=True):
            answer = prompt.answer_in(reply.text)
            if answer is None or answer.choice == NONE:
                continue
            if fails_without_parse(article, candidate, cited(article, candidate, answer.words), named) is None:
                opinions.append(StanceOpinion(candidate, reply, StanceKind(answer.choice), answer.words))
        return with_stances_to_check(reading, opinions, candidates)

    def _answers(self, prompts: Sequence[Prompt], source: str) -> list[Reply] | None:
        """The replies to all questions of an article; None where one could not be had: then the article is listed."""
        told = self._replies(prompts)
        if self.counting:
            return None
        if any(reply is None for _, reply in told):
            self.unread.append(source)
            return None
        return [Reply(self.endpoint.name, key, reply or "") for key, reply in told]

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
