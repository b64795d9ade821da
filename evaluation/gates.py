"""How much the gates for a language model's answers on figures and speakers can hold back, without asking any model.

python -m evaluation.gates     on the shared training news

Each question offers several people. An answer is right where the set's gold gives the figure, or the quotation, to that person. Whatever a
model answers, it must cite words that pass the gates; of each answer it is told here whether any words of the text could. Right answers for
which none could are lost, whatever the model; wrong ones for which none could are held back, whatever the model.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recuento.reading import article_from_text, read_articles
from recuento.reading.model_reader.endpoint import Endpoint
from recuento.reading.model_reader.figures import FigureQuestion
from recuento.reading.model_reader.opinions import Opinions, Reply
from recuento.reading.model_reader.replies import Replies
from recuento.reading.model_reader.second import Question, SecondReader
from recuento.reading.model_reader.speakers import SpeakerQuestion
from recuento.records.names import fold
from recuento.records.text import Span

from .shared import Json, json_lines, shared_folder

SHARE_TOLERANCE = 0.05


@dataclass
class Asks(SecondReader):
    """A second reader that asks nothing and keeps its questions."""

    questions: list[Question] = field(default_factory=list)

    def _opinions(self, questions: Sequence[Question], source: str) -> Opinions | None:  # noqa: ARG002 - nobody is asked
        self.questions += questions
        return None


def answers(question: FigureQuestion | SpeakerQuestion) -> Iterator[tuple[str, bool]]:
    """Each person who is offered, and whether any words could be cited for them that pass the gates."""
    text = question.article.text
    if isinstance(question, FigureQuestion):
        around, held = question.sentence, question.at
    else:
        around, held = question.around, None
    for name, who in question.people.items():
        named = [s for s in sorted(who.mentions) if around[0] <= s[0] and s[1] <= around[1]]
        yield name, any(_passes(question, name, text, around, held, span) for span in named)


def _passes(
    question: FigureQuestion | SpeakerQuestion, name: str, text: str, around: Span, held: Span | None, span: Span
) -> bool:
    """Whether the shortest words that name somebody, and hold the figure, pass; with more words around them where these stand twice."""
    start, end = (min(span[0], held[0]), max(span[1], held[1])) if held is not None else span
    for more in (0, 10, 30):
        words = text[max(around[0], start - more) : min(around[1], end + more)]
        reply = Reply("", "", _as_json(question, name, words))
        if question.opinion(reply) is not None:
            return True
    return False


def _as_json(question: FigureQuestion | SpeakerQuestion, name: str, words: str) -> str:
    return json.dumps({question.prompt.field: name, "words": words})


def is_right(question: FigureQuestion | SpeakerQuestion, name: str, gold: Json) -> bool | None:
    """Whether an answer is the gold's; None where the gold says nothing of the quotation."""
    if isinstance(question, FigureQuestion):
        share, votes = question.result_of(question.people[name]).share, question.result_of(question.people[name]).votes
        return any(
            _same(g["candidate"], name)
            and (
                (share is not None and g["share"] is not None and abs(share - g["share"]) <= SHARE_TOLERANCE)
                or (votes is not None and g["votes"] == votes)
            )
            for g in gold["results"]
        )
    said = {g["speaker"] for g in gold["quotes"] if _overlaps(question, g)}
    return None if not said - {None} else any(_same(speaker, name) for speaker in said if speaker)


def _overlaps(question: SpeakerQuestion, gold: Json) -> bool:
    start, end = gold["span"]
    return bool(start < question.quotation.end and question.quotation.start < end)


def _same(gold: str, name: str) -> bool:
    return fold(gold).split()[-1:] == fold(name).split()[-1:]


def main() -> int:
    """Prints the figures, or that the set is skipped where it is not at hand."""
    folder = shared_folder("news-train")
    if folder is None:
        print("news-train is not at hand (RECUENTO_SHARED): skipped", file=sys.stderr)
        return 0
    told: Counter[tuple[str, str, bool]] = Counter()
    for gold in json_lines(folder / "gold.jsonl"):
        if gold["lang"] != "en":
            continue
        asks = Asks(Endpoint("http://127.0.0.1/v1", "none"), Replies(Path(":memory:")), counting=True)
        text = (folder / f"{gold['id']}.txt").read_text(encoding="utf-8")
        list(read_articles([article_from_text(text, gold["id"])], second=asks))
        asks.replies.close()
        for question in asks.questions:
            if isinstance(question, (FigureQuestion, SpeakerQuestion)):
                kind = "figures" if isinstance(question, FigureQuestion) else "speakers"
                for name, could in answers(question):
                    right = is_right(question, name, gold)
                    if right is not None:
                        told[kind, "right" if right else "wrong", could] += 1
    for kind in ("figures", "speakers"):
        for which in ("right", "wrong"):
            could, none = told[kind, which, True], told[kind, which, False]
            print(f"{kind}, {which} answers: {could + none}, of which words could be cited for {could}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
