"""Who takes part in a deed: the actors of a noun phrase, unnamed forces and crowds included, outlets left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from . import syntax
from .cast import Cast, Someone
from .event_words import event_words
from .parsing import unit_of

_MOST_MEMBERS = 12
"""Longest list of joined names that is read as actors, so that no list makes more records than it has names."""
_NO_NAME = frozenset({"outlet", "region", "nothing"})


class Participants:
    """Resolves noun phrases to actors for the records of deeds."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.words = event_words()
        self._known: dict[tuple[int, int], list[Someone]] = {}

    def of(self, token: Token | None) -> list[Someone]:
        """The actors a noun phrase stands for, joined ones included; an outlet is none."""
        if token is None:
            return []
        found: list[Someone] = []
        for member in syntax.with_conjuncts(token)[:_MOST_MEMBERS]:
            found += [s for s in self._single(member) if s not in found]
        return found

    def named(self, token: Token | None) -> list[Someone]:
        """Like `of`, but only actors that the cast itself knows."""
        if token is None:
            return []
        members = syntax.with_conjuncts(token)[:_MOST_MEMBERS]
        return list(dict.fromkeys(s for m in members for s in self.cast.who(m) if s.kind != "outlet"))

    def is_somebody(self, token: Token) -> bool:
        """Whether a noun stands for somebody: an actor of the cast, or people, forces or a body by a common noun."""
        return bool(self.cast.who(token)) or self.names_people(token)

    def names_people(self, token: Token) -> bool:
        """Whether a common noun or an unknown name stands for people, forces or a body."""
        if token.pos_ in {"PRON", "DET"}:
            return token.lower_ in {"they", "them", "he", "she", "him", "her", "who", "we", "us"}
        if token.lemma_.lower() in self.words.people:
            return True
        if token.lemma_.lower() in self.words.counters or token.pos_ == "NUM":
            return any(self.names_people(t) for t in syntax.prepositional(token, "of"))
        return token.pos_ == "PROPN" and self._is_unknown_name(token)

    def _single(self, token: Token) -> list[Someone]:
        unit = unit_of(token)
        key = (id(unit), token.i)
        if key not in self._known:
            self._known[key] = list(self._resolve(token))
        return self._known[key]

    def _resolve(self, token: Token) -> Iterator[Someone]:
        unit = unit_of(token)
        if not unit.held.keys().isdisjoint({token.i - 1, token.i, token.i + 1}):
            return
        found = self.cast.who(token)
        if found:
            yield from (s for s in found if s.kind != "outlet")
            return
        if token.pos_ in {"PRON", "DET"}:
            if token.pos_ == "PRON" and token.dep_ in {"nsubj", "nsubjpass"}:
                return
            return
        if self.names_people(token):
            codes = self.cast._codes_in_phrase(unit, token)
            yield self.cast._group(unit, token, codes[0][0] if codes else None)

    def _is_unknown_name(self, token: Token) -> bool:
        mentions = self.cast.mentions[id(unit_of(token))]
        match = mentions.match_at.get(token.i)
        if match is not None:
            return match.entry.kind not in _NO_NAME
        name = mentions.name_at.get(token.i)
        return name is not None and name.sort != "place"


def without(actors: Iterable[Someone], others: Iterable[Someone]) -> list[Someone]:
    """The actors that are not among the others."""
    keys = {s.key for s in others}
    return [s for s in actors if s.key not in keys]
