"""Who might take a stance where: each sentence of an article with each state, organisation or side that it speaks of.

A candidate is what a scorer is asked about. Its words are the sentence's, with the candidate, other actors and numbers
masked, so that the scorer learns ways of speaking and not names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.codes import is_organisation
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse.units import Unit
from recuento.records.text import Article, Span

_WORDS = rule_words("stance_candidates")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|%")
_ASKED = frozenset({"PROPN", "NOUN", "PRON", "ADJ"})
_LONGEST = 1_500
"""Characters of a sentence beyond which it is a list or a table, and nobody is asked about it."""


@dataclass(frozen=True, slots=True)
class StanceCandidate:
    """Whether this actor takes a stance in this sentence is the question.

    `words` are the sentence's in lower case, masked; `flags` what is known of the actor and its place there.
    """

    country: str
    someone: Entity
    sentence: Span
    words: tuple[str, ...]
    flags: tuple[str, ...]


def stance_candidates(
    article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex
) -> Iterator[StanceCandidate]:
    """Every actor of every sentence that might take a stance there, in order."""
    asked = _tokens_by_place(units, entities)
    spans = sorted(
        {(*span, s) for s in entities.everyone() for span in s.mentions}, key=lambda m: (m[0], m[1], m[2].key)
    )
    asked_at, spans_at = [at for at, _ in asked], [m[0] for m in spans]
    for unit in units:
        if unit.inside is not None:
            continue
        for sentence in unit.doc.sents:
            start, end = unit.span(sentence.start, sentence.end - 1)
            if not 0 < end - start <= _LONGEST:
                continue
            here = asked[bisect_left(asked_at, start) : bisect_left(asked_at, end)]
            spoken = voices.at(start)
            told = [m for m in spans[bisect_left(spans_at, start) : bisect_left(spans_at, end)] if m[1] <= end]
            by_code: dict[str, list[tuple[int, Entity]]] = {}
            for at, someone in here:
                if code := _code(someone, entities):
                    by_code.setdefault(code, []).append((at, someone))
            if spoken is not None and spoken.speaker is not None and (code := _code(spoken.speaker, entities)):
                by_code.setdefault(code, []).append((start, spoken.speaker))
            for code, found in by_code.items():
                someone = min(found, key=lambda f: (_weight(f[1]), f[0]))[1]
                names = {s.key for _, s in found}
                words = _masked(article.text, (start, end), told, names, entities)
                yield StanceCandidate(
                    code,
                    someone,
                    (start, end),
                    words,
                    tuple(_flags(someone, code, found, unit, spoken is not None, (start, end), entities)),
                )


def _tokens_by_place(units: Sequence[Unit], entities: Entities) -> list[tuple[int, Entity]]:
    """Every actor that a word stands for, by the word's place."""
    found = []
    for unit in units:
        for token in unit.tokens:
            if token.pos_ in _ASKED:
                found += [
                    (unit.starts[token.i], someone) for someone in entities.who(token) if _is_meant(token, someone)
                ]
    return sorted(found, key=lambda f: (f[0], f[1].key))


def _is_meant(token: Token, someone: Entity) -> bool:
    """Whether a word can mean the actor at all.

    Not who is under "pressure on Russia to congratulate"; not "the official tallies" an official, nor "they" an electoral body; nor "South Africa's ruling party" the state.
    """
    if token.pos_ == "ADJ" and someone.key.startswith("office:"):
        return False
    if _is_pressed(token):
        return False
    owned = token
    while owned.pos_ in {"PROPN", "ADJ"} and owned.dep_ in {"poss", "amod", "compound", "nmod"}:
        owned = owned.head
    if someone.kind == "government" and owned.lemma_.lower() in _WORDS["not_the_state"]:
        return False
    return not (token.lower_ in _WORDS["they_and_them"] and someone.kind == "authority")


def _is_pressed(token: Token) -> bool:
    """Whether a word is on whom pressure is put, who has not yet done what is wanted."""
    while token.dep_ == "compound":
        token = token.head
    on = token.head
    if token.dep_ != "pobj" or on.lower_ not in {"on", "upon"}:
        return False
    above = (on.head, *(c for c in on.head.children if c.dep_ == "dobj"))
    return any(t.lemma_.lower() in _WORDS["burdens"] for t in above)


def _code(someone: Entity, entities: Entities) -> str | None:
    """The country or organisation whose stance it would be; people and sides without one are the contest's own."""
    if someone.kind == "outlet" or (someone.kind == "party" and someone.country != entities.contest_country):
        return None  # a party abroad is not its state
    if someone.country is not None:
        return someone.country
    return (
        entities.contest_country if someone.kind in {"person", "party", "group", "authority", "organisation"} else None
    )


def _weight(someone: Entity) -> int:
    """Those who answer for a state before people, and people before groups."""
    return 0 if someone.answers_for_a_state else 1 if someone.speaks_for != "none" else 2


def _flags(
    someone: Entity,
    code: str,
    found: Sequence[tuple[int, Entity]],
    unit: Unit,
    is_spoken: bool,
    sentence: Span,
    entities: Entities,
) -> Iterator[str]:
    yield "home" if code == entities.contest_country else "organisation" if is_organisation(code) else "state"
    yield f"kind={someone.kind}"
    yield f"for={someone.speaks_for}"
    if someone.office:
        yield f"office={someone.office}"
    if unit.headline:
        yield "headline"
    if is_spoken:
        yield "spoken"
    length = max(1, sentence[1] - sentence[0])
    yield f"place={min(3, 4 * (min(at for at, _ in found) - sentence[0]) // length)}"


def _masked(
    text: str, sentence: Span, told: Sequence[tuple[int, int, Entity]], own: set[str], entities: Entities
) -> tuple[str, ...]:
    """The sentence's words with names masked by whose they are."""
    parts: list[str] = []
    at = sentence[0]
    for start, end, someone in told:
        if start < at:
            continue
        parts += [text[at:start], f" {_mask(someone, own, entities)} "]
        at = end
    parts.append(text[at : sentence[1]])
    masked = _NUMBER.sub("0", "".join(parts))
    return tuple(w if w.isupper() and w.endswith("X") else w.lower() for w in _WORD.findall(masked))


def _mask(someone: Entity, own: set[str], entities: Entities) -> str:
    if someone.key in own:
        return "SELFX"
    if someone.kind == "person":
        return "PERSONX"
    if someone.answers_for_a_state and someone.country != entities.contest_country:
        return "STATEX"
    if someone.speaks_for == "authority":
        return "BOARDX"
    return "BODYX"
