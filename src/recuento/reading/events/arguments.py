"""Who takes part in an event: the actors of a noun phrase, unnamed forces and crowds included, outlets left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.entities.titles import codes_in_phrase
from recuento.reading.lexicon.event_words import event_words
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

_WORDS = rule_words("arguments")

_MOST_MEMBERS = 12
"""Longest list of joined names that is read as actors, so that no list makes more records than it has names."""
_NEAR = 2
"""Sentences before "both nations" in which the two may be named."""
_WHERE = frozenset({"country", "capital", "part", "place"})
_NO_NAME = frozenset({"outlet", "region", "nothing"})


class Arguments:
    """Resolves noun phrases to actors for the records of events."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self.words = event_words()
        self._known: dict[tuple[int, int], list[Entity]] = {}

    def of(self, token: Token | None) -> list[Entity]:
        """The actors a noun phrase stands for, joined ones included; an outlet is none."""
        if token is None:
            return []
        found: list[Entity] = []
        for member in dependencies.with_conjuncts(token)[:_MOST_MEMBERS]:
            found += [s for s in self._single(member) if s not in found]
        return found

    def named(self, token: Token | None) -> list[Entity]:
        """Like `of`, but only actors that the cast itself knows."""
        if token is None:
            return []
        members = dependencies.with_conjuncts(token)[:_MOST_MEMBERS]
        return list(dict.fromkeys(s for m in members for s in self.entities.who(m) if s.kind != "outlet"))

    def is_somebody(self, token: Token) -> bool:
        """Whether a noun stands for somebody: an actor of the article, or people, forces or a body by a common noun."""
        return bool(self.entities.who(token)) or self.names_people(token)

    def names_people(self, token: Token) -> bool:
        """Whether a common noun or an unknown name stands for people, forces or a body."""
        if token.pos_ in {"PRON", "DET"}:
            return token.lower_ in _WORDS["pronouns_of_people"]
        if token.lemma_.lower() in self.words.people:
            return True
        if token.lemma_.lower() in self.words.counters or token.pos_ == "NUM":
            return any(self.names_people(t) for t in dependencies.prepositional(token, "of"))
        return token.pos_ == "PROPN" and self._is_unknown_name(token)

    def two_before(self, token: Token) -> list[Entity]:
        """The two governments named last before "both nations", in its sentence or, failing that, just before it."""
        unit = unit_of(token)
        here, states = unit.starts[token.i], list[Entity]()
        sentences = list(unit.doc.sents)
        at = next(i for i, s in enumerate(sentences) if s.start <= token.i < s.end)
        named = self.entities.mentions[id(unit)].match_at
        for sentence in reversed(sentences[max(0, at - _NEAR) : at + 1]):
            for name in (t for t in sentence if t.i in named and unit.starts[t.i] < here):
                states += [s for s in self.entities.who(name) if s.kind == "government" and s not in states]
            if len(states) > 1:
                return states[:2]
        return []

    def _single(self, token: Token) -> list[Entity]:
        unit = unit_of(token)
        key = (id(unit), token.i)
        if key not in self._known:
            self._known[key] = list(self._resolve(token))
        return self._known[key]

    def _resolve(self, token: Token) -> Iterator[Entity]:
        unit = unit_of(token)
        if not unit.held.keys().isdisjoint({token.i - 1, token.i, token.i + 1}):
            return
        if is_both_states(token) and (pair := self.two_before(token)):
            yield from pair
            return
        found = self.entities.who(token)
        if found:
            yield from (s for s in found if s.kind != "outlet")
            return
        if token.pos_ not in {"PRON", "DET"} and self.names_people(token):
            yield self.entities.people_called(unit, token, self._country_of(token))

    def _country_of(self, token: Token) -> str | None:
        """Whose people or forces: "Sudrian troops", "UN peacekeepers", "its forces", "protesters in Norland"."""
        unit = unit_of(token)
        codes = codes_in_phrase(self.entities, unit, token)
        if codes:
            return codes[0][0]
        match_at = self.entities.mentions[id(unit)].match_at
        for c in token.children:
            match = match_at.get(c.i)
            if c.dep_ in {"amod", "compound", "nmod"} and match is not None and match.entry.kind == "organisation":
                return match.entry.code
            if c.dep_ == "poss" and (owners := self.named(c)):
                return owners[0].country
        crowd = token.lemma_.lower() in self.words.sets["crowd"]
        places = dependencies.prepositional(token, "in")
        if crowd and token.dep_ == "nsubj":
            places += [
                p for t in (token.head, *dependencies.objects(token.head)) for p in dependencies.prepositional(t, "in")
            ]
        found = (match_at.get(p.i) for p in places)
        return next((m.entry.code for m in found if m is not None and m.entry.kind in _WHERE), None)

    def _is_unknown_name(self, token: Token) -> bool:
        mentions = self.entities.mentions[id(unit_of(token))]
        match = mentions.match_at.get(token.i)
        if match is not None:
            return match.entry.kind not in _NO_NAME
        name = mentions.name_at.get(token.i)
        return name is not None and name.sort != "place"


def is_both_states(token: Token) -> bool:
    """Whether a noun phrase is "both nations", "the two countries"."""
    return token.lemma_.lower() in word_list("syntax", "en")["states"] and any(
        c.lower_ in {"both", "two"} for c in token.lefts
    )


def without(actors: Iterable[Entity], others: Iterable[Entity]) -> list[Entity]:
    """The actors that are not among the others."""
    keys = {s.key for s in others}
    return [s for s in actors if s.key not in keys]
