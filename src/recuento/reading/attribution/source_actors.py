"""Which actor the words for a source stand for: a name inside them, a body they belong to, whoever issued a statement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.entities.resolver import EntityResolver
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of

from .sources import could_speak, is_say, who

_WORDS = rule_words("source_actors")

_BODIES = frozenset({"seat", "organisation", "authority", "party", "outlet"})
_BESIDE = frozenset({"appos", "conj", "compound", "nmod", "amod", "flat"})
_OF_PEOPLE = ("ist", "eer", "crat", "ician", "man", "woman", "ster", "lord")
"""Endings of words that are said of people."""
_THE = _WORDS["pointing_words"]


class SourceActors:
    """Answers for the sources of one article."""

    def __init__(self, units: Sequence[Unit], entities: EntityResolver) -> None:
        self._units = units
        self._entities = entities
        self._issued: dict[str, list[tuple[int, Entity]]] | None = None

    def of(self, source: Token, cue: Token | None, *, quoted: bool) -> Entity | None:
        """The actor, or None where nobody can be named. Whoever is quoted is an actor, if only by a description."""
        if source.lemma_.lower() in word_list("quotations", "en")["words"] or _is_words_read(source, cue):
            issuer = self._issuer_of(source)
            if issuer is not None:
                return issuer
        titled = self._named_behind_title(source, cue)
        if titled is not None:
            return titled
        found = self._entities.who(source)
        if found and self._entities.named_at(source) is found[0]:
            return found[0]
        named = self._named_within(source, cue)
        if named is not None and not (found and found[0].kind not in {"person", "group"}):
            return named
        found = found or self._entities.named_speaker(source)
        someone = found[0] if found else self._body_within(source) or self._described(source)
        if someone is None and quoted and source.tag_ in {"NN", "NNS", "NNP", "NNPS"} and could_speak(source):
            return self._entities.bodies.group(unit_of(source), source, None)
        return someone

    def _named_within(self, source: Token, cue: Token | None) -> Entity | None:
        """The person named in the phrase or set between commas right before its verb: "the head of the council, Ana Ruiz, said"."""
        beside = source.lower_ in _WORDS["stand_ins"]  # "Another, Ana Ruiz, said"
        if (source.pos_ not in {"NOUN", "PROPN", "ADJ"} and not beside) or source.tag_ in {"NNS", "NNPS"}:
            return None
        pending = list(source.children)
        for token in pending:
            if token.dep_ not in _BESIDE or (cue is not None and source.i < cue.i < token.i):
                continue
            person = self._entities.named_at(token)
            if person is not None and (token.i > source.i or token.dep_ not in {"compound", "nmod"}):
                return person
            pending += [c for c in token.children if c.dep_ in _BESIDE and token.dep_ != "compound"]
        if cue is None or cue.doc is not source.doc or cue.i - 2 <= source.i or cue.nbor(-1).text != ",":
            return None
        person, at = self._entities.named_at(cue.nbor(-2)), cue.i - 2
        while person is not None and at > source.i and self._entities.named_at(cue.doc[at]) is person:
            at -= 1
        return person if person is not None and cue.doc[at].text == "," else None

    def _named_behind_title(self, source: Token, cue: Token | None) -> Entity | None:
        """The person whose name ends a title's phrase right before the cue: "leader of the council Peter King said"."""
        if cue is None or cue.doc is not source.doc or not source.i < cue.i - 1 or self._entities.named_at(source):
            return None
        last = cue.nbor(-1)
        person = self._entities.named_at(last)
        title = self._entities.match_at(source)
        titled = source.lemma_.lower() in _WORDS["heads"] or (title is not None and title.entry.kind == "role")
        if person is None or not titled or not source.is_ancestor(last):
            return None
        first = last.i
        while first - 1 > source.i and self._entities.named_at(cue.doc[first - 1]) is person:
            first -= 1
        bodies = word_list("syntax", "en")["bodies"]  # and not "daughter of dictator X": that title is X's own
        return person if cue.doc[first - 1].lemma_.lower() in bodies else None

    def _body_within(self, source: Token) -> Entity | None:
        """The body that a phrase names before its head: "the White House press office"."""
        if source.pos_ not in {"NOUN", "PROPN"}:
            return None
        match_at = self._entities.mentions[id(unit_of(source))].match_at
        for token in source.children:
            match = match_at.get(token.i)
            if token.dep_ in {"compound", "nmod", "poss"} and match is not None and match.entry.kind in _BODIES:
                return self._entities.one(token)
        return None

    def _described(self, source: Token) -> Entity | None:
        """The person just told of, whom "the ex-boxer", "the striker" or "the novelist, 51," describes."""
        if source.tag_ != "NN" or not any(c.lower_ in {"the", "this"} for c in source.lefts):
            return None
        lemma, before = source.lemma_.lower(), source.doc[max(0, source.i - 2) : source.i].text.lower()
        is_thing = lemma in word_list("names", "en")["things"] | word_list("quotations", "en")["works"]
        aged = source.i + 2 < len(source.doc) and source.nbor(1).text == "," and source.nbor(2).like_num
        if is_thing or not (aged or before == "ex-" or lemma.startswith("ex-") or lemma.endswith(_OF_PEOPLE)):
            return None
        return self._entities.memory.reach_back(source, "person")

    def _issuer_of(self, words: Token) -> Entity | None:
        """Who issued "the statement", where it is one told of before and nothing at it says whose it is."""
        owned = any(
            c.dep_ in {"poss", "compound", "amod"} or (c.dep_ == "prep" and c.lower_ in {"from", "by", "of"})
            for c in words.children
        )
        pronoun = words.tag_ == "PRP"
        if owned or not (pronoun or any(c.lower_ in _THE for c in words.lefts)):
            return None
        if self._issued is None:
            self._issued = self._every_issue()
        issued = self._issued.get("it" if pronoun else words.lemma_.lower(), [])
        index = bisect_left([at for at, _ in issued], unit_of(words).starts[words.i])
        return issued[index - 1][1] if index else None

    def _every_issue(self) -> dict[str, list[tuple[int, Entity]]]:
        """Where somebody issues words or says something in them, by the noun: "issued a statement", "said in a letter"."""
        lists = word_list("quotations", "en")
        found: dict[str, list[tuple[int, Entity]]] = {}
        for unit in self._units:
            for token in unit.tokens if unit.inside is None else ():
                lemma = token.lemma_.lower()
                if lemma not in lists["words"] or token.pos_ not in {"NOUN", "PROPN"}:
                    continue
                verb = token.head.head if token.dep_ == "pobj" else token.head
                issues = token.dep_ == "dobj" and verb.lemma_.lower() in lists["issue"]
                says = token.dep_ == "pobj" and token.head.lower_ in {"in", "on"} and is_say(verb)
                source = dependencies.subject(verb) if issues else who(verb) if says else None
                someone = self._entities.one(source)
                if someone is None and source is not None and source.pos_ != "PRON" and could_speak(source):
                    someone = self._entities.bodies.group(unit, source, None)
                if someone is not None:
                    for called in (lemma, "it"):
                        found.setdefault(called, []).append((unit.starts[token.i], someone))
        return found


def _is_words_read(source: Token, cue: Token | None) -> bool:
    """Whether "it" is somebody's words: "it read", "it reads", which nobody who speaks does."""
    return cue is not None and source.lower_ == "it" and cue.lemma_.lower() == "read"
