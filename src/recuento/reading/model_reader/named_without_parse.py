"""Who is named, what stands in marks and which figures there are, in a text without a pipeline: what a model is asked about there.

Where a list of words reads the text (`surface/`), names and figures are its. Elsewhere people are runs of capitalised words, in scripts that
have capitals, and figures are numbers with a sign for percent. Nothing of it is a record until a model says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.gazetteer import lookup
from recuento.reading.lexicon.vocabulary import data
from recuento.reading.parse.quote_marks import QuotedSpan
from recuento.reading.surface.actors import Named
from recuento.reading.surface.figures import FoundFigure, figures_that_may_be_votes
from recuento.reading.surface.lexicon import words_of
from recuento.reading.surface.sentences import sentences_of
from recuento.records.names import fold
from recuento.records.said import MODEL_ALONE, Quotation, Result
from recuento.records.text import Article, Span, content_id

from .choices import is_in_marks
from .figures import FigureQuestion, people_around
from .without_parse import sentences_without_parse

_WORD = re.compile(r"[\w’'-]+")
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)[  ]?[%٪％]")
_FEWEST_LETTERS = 12
"""Letters of words in marks that may be somebody's words, and no title or single word."""


def people_by_capitals(article: Article) -> list[Entity]:
    """Runs of two and more capitalised words, with the places where their last word stands alone, too."""
    people: dict[str, Entity] = {}
    taken: set[int] = set()  # where the words of full names begin
    for start, end in sentences_without_parse(article):
        for run in _runs(article.text, start, end):
            name = article.text[slice(*run)]
            words = _WORD.findall(name)
            listed = lookup.find(words, article.language or "en")
            if any(m.end - m.start >= len(words) - 1 for m in listed):
                continue  # "Le Chili", "Union européenne"
            who = people.setdefault(
                fold(name), Entity(f"person:{fold(name)}", name, "person", words=tuple(name.split()))
            )
            who.mentions.add(run)
            taken.update(m.start() for m in _WORD.finditer(article.text, *run))
    last = {fold(who.name.split()[-1]): who for who in people.values()}
    for match in _WORD.finditer(article.text):
        known = last.get(fold(match.group())) if match.group()[0].isupper() else None
        if known is not None and match.start() not in taken:
            known.mentions.add(match.span())
    return list(people.values())


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    words = list(_WORD.finditer(text, start, end))
    i = 0
    while i < len(words):
        last = j = i
        while j < len(words) and (j == i or _are_beside(text, words[j - 1], words[j])):
            if _is_capitalised(words[j].group()):
                last = j
            elif j == i or words[j].group() not in _particles():
                break
            j += 1
        if last > i:
            yield words[i].start(), words[last].end()
        i = last + 1


@cache
def _particles() -> frozenset[str]:
    return frozenset(data("particles")["any"]["particles"])


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and word[1:2].islower()


def _are_beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] == " "


def words_in_marks(article: Article, marks: Sequence[QuotedSpan]) -> Iterator[Quotation]:
    """The words in quotation marks that may be somebody's, without a speaker."""
    for quoted in marks:
        start, end = quoted.inner
        if sum(c.isalpha() for c in article.text[start:end]) >= _FEWEST_LETTERS:
            yield Quotation(
                id=content_id("quote", article.id, start),
                kind="direct",
                segments=(quoted.inner,),
                start=start,
                end=end,
                text=article.text[start:end],
                by="marks",
            )


def figure_questions_without_parse(
    article: Article, named: Named | None, everyone: Sequence[Entity], marks: Sequence[QuotedSpan]
) -> Iterator[FigureQuestion]:
    """The questions: for each figure outside marks that may be somebody's votes."""
    for sentence, figure in _figures(article, named):
        at = figure.start, figure.end
        people = people_around(article, everyone, sentence, at)
        if people and not is_in_marks(at, marks):
            yield FigureQuestion(article, at, sentence, people, partial(_result, article, sentence, figure))


def _figures(article: Article, named: Named | None) -> Iterator[tuple[Span, FoundFigure]]:
    if named is not None:
        words = words_of(article.language or "")
        yield from figures_that_may_be_votes(
            article, list(sentences_of(article.text, article.body, words["short"])), words
        )
        return
    for sentence in sentences_without_parse(article):
        for match in _SHARE.finditer(article.text, *sentence):
            share = float(match.group(1).replace(",", "."))
            if share <= 100:
                yield sentence, FoundFigure(match.start(), match.end(), share, None)


def _result(article: Article, sentence: Span, figure: FoundFigure, who: Entity) -> Result:
    start, end = sentence
    return Result(
        id=content_id("result", article.id, who.key, figure.share, figure.votes, None, start),
        candidate=actor_id(article.id, who),
        share=figure.share,
        votes=figure.votes,
        bound=figure.bound,  # type: ignore[arg-type]
        voice="reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        by=MODEL_ALONE,
    )
