"""Whether what a model cites bears its label: checked on the text and by the parse, never by asking again.

| gate    | the words that were cited                                                                        |
|---------|--------------------------------------------------------------------------------------------------|
| exact   | stand in the sentence, once, letter for letter                                                   |
| actor   | hold a verb whose subject or agent is the actor, or are said by the actor                          |
| stated  | are neither denied nor only wished for, foretold or supposed                                     |
| contest | are not of another election                                                                      |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.results.another_vote import is_of_another_vote
from recuento.records.text import Article, Span

GATES = ("exact", "actor", "stated", "contest")


def cited(article: Article, candidate: StanceCandidate, words: str) -> Span | None:
    """Where the words stand in the candidate's sentence; None where they do not, or more than once."""
    start, end = candidate.sentence
    sentence = article.text[start:end]
    if not words.strip() or sentence.count(words) != 1:
        return None
    at = start + sentence.index(words)
    return at, at + len(words)


def fails(
    article: Article,
    candidate: StanceCandidate,
    words: str,
    units: Sequence[Unit],
    entities: Entities,
    voices: AttributionIndex,
    year: int | None,
) -> str | None:
    """The first gate that the cited words do not pass; None where they pass all."""
    span = cited(article, candidate, words)
    if span is None:
        return "exact"
    tokens = [t for unit in units for t in _within(unit, span)]
    heads = [t for t in tokens if t.head not in tokens or t.head == t]
    clauses = list(dict.fromkeys(clause for head in heads for clause in _clauses(head)))
    spoken = voices.at(span[0])
    said_by = spoken.speaker if spoken is not None else None
    own = said_by is not None and _is(said_by, candidate)
    told = [clause for clause in clauses if clause in tokens]
    doers = (who for clause in told for verb in _with_its_subject(clause) for who in _doers(verb, entities))
    if not own and not any(_is(who, candidate) for who in doers):
        return "actor"
    if not clauses or any(dependencies.is_negated(t) or dependencies.is_hypothetical(t) for t in clauses[:1]):
        return "stated"
    if any(is_of_another_vote(head, year) for head in heads[:1]):
        return "contest"
    return None


def _within(unit: Unit, span: Span) -> Iterator[Token]:
    for token in unit.tokens:
        if span[0] <= unit.starts[token.i] < span[1] and not token.is_punct and not token.is_space:
            yield token


def _clauses(token: Token) -> Iterator[Token]:
    """The verb of the word's clause: itself, or the nearest above it."""
    above = token
    while above.pos_ not in {"VERB", "AUX"}:
        if above.head == above:
            return
        above = above.head
    yield above


def _with_its_subject(verb: Token) -> Iterator[Token]:
    """The verb and those whose subject it shares: "refused to accept", "met and congratulated"."""
    yield verb
    while verb.dep_ in {"xcomp", "conj", "pcomp"} and dependencies.subject(verb) is None and verb.head != verb:
        verb = verb.head
        yield verb


def _doers(verb: Token, entities: Entities) -> Iterator[Entity]:
    for head in (dependencies.subject(verb), dependencies.agent(verb)):
        if head is not None:
            yield from entities.who(head)


def _is(someone: Entity, candidate: StanceCandidate) -> bool:
    """Whether somebody is the actor, or speaks for the same state or organisation."""
    return someone is candidate.someone or (someone.country == candidate.country and someone.answers_for_a_state)
