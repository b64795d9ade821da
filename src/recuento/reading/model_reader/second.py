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

from recuento.reading.parse.quote_marks import find_quoted_spans
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.reactions.stances import may_take_a_stance
from recuento.reading.results.another_vote import year_of_contest
from recuento.reading.surface.actors import Named
from recuento.records.said import Reading
from recuento.records.text import Article

from .endpoint import Endpoint, NoAnswer
from .evidence import cited, fails
from .figures import FigureQuestion, figure_questions
from .material import Parsed, Told
from .named_without_parse import figure_questions_without_parse, people_by_capitals, words_in_marks
from .opinions import (
    Opinions,
    Reply,
    of_the_contest,
    with_candidates,
    with_speakers,
    with_stances,
    with_stances_to_check,
)
from .prompts import Prompt
from .replies import Replies, key_of
from .speakers import SpeakerQuestion, speaker_questions
from .stance_questions import StanceQuestion, stance_questions
from .without_parse import candidates_without_parse, fails_without_parse

Question = StanceQuestion | SpeakerQuestion | FigureQuestion
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

    @property
    def unanswered(self) -> str:
        """Which texts it did not answer about, and why, in one line; "" where there are none."""
        if not self.unread:
            return ""
        return f"{self.gone or 'the model did not answer'}; read by the rules alone: {', '.join(self.unread)}"

    def read(self, article: Article, parsed: Parsed, told: Told) -> tuple[Told, tuple[str, ...]]:
        """What rules and scorer read with what the model adds, and notes."""
        units, entities, voices, year = parsed.units, parsed.entities, parsed.voices, year_of_contest(article)

        def gates(candidate: StanceCandidate, words: str) -> str | None:
            return fails(article, candidate, words, units, entities, voices, year)

        may = [c for c in parsed.candidates if c.someone is not parsed.winner]
        opinions = self._opinions(
            [
                *stance_questions(article, (c for c in may if may_take_a_stance(article, c, entities)), gates),
                *speaker_questions(article, told.quotations, entities.everyone()),
                *figure_questions(article, units, entities, voices),
            ],
            article.source,
        )
        if opinions is None:
            return told, () if self.counting else (NOT_ASKED,)
        stances = with_stances(article, told.stances, told.acts, opinions.stances)
        quotations = with_speakers(article, told.quotations, opinions.speakers)
        return Told(tuple(stances), told.acts, quotations, with_candidates(told.results, opinions.figures)), ()

    def read_without_parse(self, reading: Reading, named: Named | None = None) -> Reading:
        """The reading of a text without a pipeline, with what the model reads in it: a person must check each.

        Where words and marks read the same, the model's opinion stands beside it. `named`: who is named where, in a text that they
        read, with its parse where a pipeline of the user's is for the language.
        """
        article = reading.article
        candidates = list(candidates_without_parse(article))
        everyone = named.everyone() if named is not None else people_by_capitals(article)
        everyone += [c.someone for c in candidates if named is None]
        marks = find_quoted_spans(article.text, article.body)
        quotations = reading.quotations if named is not None else tuple(words_in_marks(article, marks))

        def gates(candidate: StanceCandidate, words: str) -> str | None:
            return fails_without_parse(candidate, cited(article, candidate, words), marks, named)

        questions: list[Question] = [
            *stance_questions(article, candidates, gates),
            *speaker_questions(article, quotations, everyone),
            *figure_questions_without_parse(article, named, everyone, marks),
        ]
        opinions = self._opinions(questions, article.source)
        if not questions or self.counting:
            return reading
        if opinions is None:
            return reading.model_copy(update={"notes": (*reading.notes, NOT_ASKED)})
        told = with_speakers(article, quotations, opinions.speakers)
        found = {
            "quotations": told if named is not None else tuple(q for q in told if q.model is not None),
            "results": of_the_contest(with_candidates(reading.results, opinions.figures), reading),
        }
        return with_stances_to_check(reading.model_copy(update=found), opinions.stances, everyone, candidates)

    def _opinions(self, questions: Sequence[Question], source: str) -> Opinions | None:
        """What the replies to all questions of an article say that holds; None where one could not be had: then it is listed."""
        told = self._replies([q.prompt for q in questions])
        if self.counting:
            return None
        if any(reply is None for _, reply in told):
            self.unread.append(source)
            return None
        replies = (Reply(self.endpoint.name, key, reply or "") for key, reply in told)
        return Opinions([o for q, r in zip(questions, replies, strict=True) if (o := q.opinion(r)) is not None])

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
