"""Which stance an actor takes in a sentence: one question for each that may take one there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.records.said import StanceKind
from recuento.records.text import Article

from .opinions import Reply, StanceOpinion
from .prompts import NONE, Prompt, prompt_for

Gates = Callable[[StanceCandidate, str], str | None]
"""The first gate that the words cited for a candidate do not pass; None where they pass all."""


@dataclass(frozen=True)
class StanceQuestion:
    """Somebody who may take a stance in a sentence, the question, and what cited words must pass."""

    candidate: StanceCandidate
    prompt: Prompt
    gates: Gates

    def opinion(self, reply: Reply) -> StanceOpinion | None:
        """The stance that a reply names, where the words that it cites pass the gates."""
        answer = self.prompt.answer_in(reply.text)
        if answer is None or answer.choice == NONE or self.gates(self.candidate, answer.words) is not None:
            return None
        return StanceOpinion(self.candidate, reply, StanceKind(answer.choice), answer.words)


def stance_questions(article: Article, candidates: Iterable[StanceCandidate], gates: Gates) -> Iterator[StanceQuestion]:
    """The questions about candidates."""
    for candidate in candidates:
        yield StanceQuestion(candidate, prompt_for(article, candidate), gates)
