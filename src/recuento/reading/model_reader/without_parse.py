"""Candidates and gates for texts without a pipeline: names from the gazetteer, sentences and quotation marks, and nothing of syntax.

| gate  | the words that were cited                                     |
|-------|---------------------------------------------------------------|
| exact | stand in the sentence, once, letter for letter                  |
| named | the sentence names the actor (by which it was asked at all)     |
| own   | stand in no quotation marks, whose speaker is not known here    |
| actor, stated | where a pipeline of the user's parses the text: hold a verb whose subject is the actor, told and not denied |

What passes is a stance that a person must check (`model-alone`): whose verb it is, and whether it is denied, no parse has said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer import lookup
from recuento.reading.parse.quote_marks import QuotedSpan
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.surface.actors import Named
from recuento.reading.surface.subjects import named_at
from recuento.reading.surface.syntax import Syntax
from recuento.records.names import fold
from recuento.records.text import Article, Span

from .choices import is_in_marks

GATES = ("exact", "named", "own", "actor", "stated")
NOTE = "a language model was asked about stances, figures and speakers: what it alone says is to be checked by a person"
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"”»’)\]]*\s+|[。！？]+[」』”]*|[؟।۔]+\s*")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LONGEST = 1_500


def candidates_without_parse(article: Article) -> Iterator[StanceCandidate]:
    """Each state and organisation of states that a sentence names, with that sentence."""
    actors: dict[str, Entity] = {}
    for sentence in sentences_without_parse(article):
        words = list(_WORD.finditer(article.text, *sentence))
        told: dict[str, Entity] = {}
        for match in lookup.find([w.group() for w in words], article.language or "en"):
            entry = match.entry
            if entry.kind not in {"country", "organisation"} or entry.code is None or entry.ambiguous:
                continue
            kind: Literal["government", "organisation"] = "government" if entry.kind == "country" else "organisation"
            key = f"{kind}:{entry.code}"
            who = actors.setdefault(key, Entity(key, entry.name, kind, entry.code, speaks_for=kind))
            who.mentions.add((words[match.start].start(), words[match.end - 1].end()))
            told[entry.code] = who
        for code, who in told.items():
            yield StanceCandidate(code, who, sentence, tuple(fold(article.text[slice(*sentence)]).split()), ())


def fails_without_parse(
    candidate: StanceCandidate, span: Span | None, marks: Sequence[QuotedSpan], named: Named | None = None
) -> str | None:
    """The first gate that cited words, by their place, do not pass; None where they pass all."""
    if span is None:
        return "exact"
    if is_in_marks(span, marks):
        return "own"
    if named is None or named.syntax is None:
        return None
    done = [verb for verb in named.syntax.verbs_within(span) if _does(candidate, verb, named, named.syntax)]
    if not done:
        return "actor"
    return None if any(named.syntax.is_told(verb) for verb in done) else "stated"


def _does(candidate: StanceCandidate, verb: Span, named: Named, syntax: Syntax) -> bool:
    """Whether a verb's subject is the actor, or somebody who speaks for the same state or organisation."""
    who = named_at(named, candidate.sentence, syntax.subject_of(verb) or ())
    return any(one.country == candidate.country and one.answers_for_a_state for one in who)


def sentences_without_parse(article: Article) -> Iterator[Span]:
    """The sentences of an article's body, by the stops of many scripts."""
    for start, end in article.body:
        begin = start
        for match in _STOP.finditer(article.text, start, end):
            yield from _whole(article.text, begin, match.end())
            begin = match.end()
        yield from _whole(article.text, begin, end)


def _whole(text: str, start: int, end: int) -> Iterator[Span]:
    told = text[start:end]
    first, last = start + len(told) - len(told.lstrip()), end - (len(told) - len(told.rstrip()))
    if 0 < last - first <= _LONGEST:
        yield first, last


def actors_of(candidates: Sequence[StanceCandidate]) -> list[Entity]:
    """The actors, once each."""
    return list({c.someone.key: c.someone for c in candidates}.values())
