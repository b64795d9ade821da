"""What a rule may ask about the actors of an article, whether they are still being resolved or are settled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.gazetteer.index import OBSERVERS
from recuento.reading.gazetteer.lookup import Match
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.text import Span

from .entity import Entity
from .mentions import Mentions, whose
from .organisations import Organisations
from .people import People
from .salience import Salience

_WORDS = rule_words("lookup")


@dataclass
class EntityLookup(ABC):
    """The actors of one article, and whom each noun phrase stands for."""

    units: Sequence[Unit]
    mentions: Mapping[int, Mentions]
    """The names and gazetteer matches of each unit, by its id."""
    contest_country: str | None
    """The country whose election the article is about, as an ISO code."""
    sections: Mapping[int, str]
    """Whose heading each paragraph stands under, by its number, in a round-up by country."""
    people: People
    bodies: Organisations
    memory: Salience
    """What a reader keeps in mind, for words that reach back."""
    issuer: Entity | None
    """Whose words the whole article is, where it is a statement."""
    speaker_inside: Mapping[int, Entity | None]
    """For a unit inside a quotation (by id), who speaks."""

    @abstractmethod
    def who(self, token: Token | None) -> list[Entity]:
        """The actors that a noun phrase's head stands for; empty when it is nobody or cannot be told."""

    def one(self, token: Token | None) -> Entity | None:
        """The single actor a noun phrase's head stands for, the first of several."""
        found = self.who(token)
        return found[0] if found else None

    def everybody(self, head: Token | None) -> list[Entity]:
        """The actors of a whole phrase: its head, all joined to it, and those it is said to include."""
        if head is None:
            return []
        first = head
        while first.dep_ == "conj" and any(c.dep_ == "relcl" for c in head.children):
            first = first.head
        found = [s for member in dependencies.with_conjuncts(first) for s in self.who(member)]
        if not found or any(_is_unnamed(s) for s in found):
            members = self._included(head)
            # Where some of a group are named, what it does is told of them.
            found = [s for s in found if not _is_unnamed(s)] + members if members else found
        return list(dict.fromkeys(found))

    def relative_antecedents(self, head: Token) -> list[Entity]:
        """Everybody a relative clause is about: "Russia, China and Cuba, whose officials ..."."""
        clause = next((a for a in head.ancestors if a.dep_ == "relcl"), None)
        if clause is None:
            return []
        first = clause.head
        while first.dep_ == "conj":
            first = first.head
        return [s for member in dependencies.with_conjuncts(first) for s in self.who(member)]

    def code_of(self, unit: Unit, match: Match) -> str | None:
        """The country or organisation that a title, seat or authority belongs to, by the words at it."""
        owner = whose(unit, self.mentions[id(unit)], match)
        if owner is not None and owner.code is not None:
            return owner.code
        # "the Vega administration", and its officials
        before = self.mentions[id(unit)].match_at.get(match.start - 1)
        holder = self.people.within(unit, (before.start if before is not None else match.start) - 1)
        if holder is not None and (match.entry.kind == "seat" or (before is not None and before.entry.kind == "seat")):
            return holder.country
        if owner is not None:
            return None
        owners = self.who(dependencies.child(unit.doc[match.end - 1], "poss"))
        return owners[0].country if owners else None

    def match_at(self, token: Token) -> Match | None:
        """The gazetteer's match that a token is part of."""
        return self.mentions[id(unit_of(token))].match_at.get(token.i)

    def named_at(self, token: Token) -> Entity | None:
        """The person whose name holds this very token."""
        return self.people.at(token)

    def named_speaker(self, token: Token) -> list[Entity]:
        """Somebody named only by a proper name of no known kind, who speaks: then it is a person, if no body."""
        unit = unit_of(token)
        name = self.mentions[id(unit)].name_at.get(token.i)
        if name is None or name.sort not in {"unknown", "person"}:
            return []
        return [self.people.introduce(unit, name)]

    def government(self, code: str | None, at: Span | None = None) -> Entity:
        """The government of a state, or the body behind an organisation's code."""
        return self.bodies.government(code, at)

    def authority(self) -> Entity | None:
        """The electoral authority of the contest, when the article names one."""
        return self.bodies.authority()

    def everyone(self) -> list[Entity]:
        """All actors met so far."""
        return [*self.people.all, *self.bodies.by_key.values()]

    def _included(self, head: Token) -> list[Entity]:
        """Those named after ", including" or "such as" in the sentence of a vague subject ("some of its partners")."""
        for token in head.doc[head.i + 1 : head.sent.end]:
            if token.dep_ in {"nsubj", "nsubjpass"} and not head.is_ancestor(token) and token.tag_ not in {"WDT", "WP"}:
                return []  # another subject: the members named after it are its own
            such_as = token.lower_ == "as" and token.nbor(-1).lower_ == "such"
            if (token.lower_ in _WORDS["including_or_like"] or such_as) and not _is_left_out(token):
                heads = [c for c in token.children if c.dep_ in {"pobj", "dobj"}]
                return [s for h in heads for member in dependencies.with_conjuncts(h) for s in self.who(member)]
        return []


def _is_unnamed(someone: Entity) -> bool:
    """Whether somebody is only some kind of states or observers: "several countries", "international observers"."""
    return someone.kind == "group" or someone.country == OBSERVERS


def _is_left_out(token: Token) -> bool:
    """Whether a word stands in a phrase of exception: "with the exception of regimes such as"."""
    return any(a.lower_ in _WORDS["excepting"] for a in token.ancestors)
