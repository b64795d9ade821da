"""The settled actors of an article: whom every noun phrase stands for, decided once and only read from here on.

The rules for results, stances and events ask this table. They may introduce an actor whom no token resolved to (a party
that only its place in a list of shares tells, the losing side), and say on whose side somebody stands; what a token
stands for they cannot change, so the order in which they run decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spacy.tokens import Token

from recuento.reading.gazetteer.lookup import Entry, fold
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.text import Span

from .entity import Entity
from .lookup import EntityLookup

Resolved = Mapping[tuple[int, int], tuple[Entity, ...]]
"""Unit (by id) and index of a token to the actors it stands for; a token of nobody is not in it."""


class Entities(EntityLookup):
    """The actors of one article, settled."""

    def __init__(self, source: EntityLookup, resolved: Resolved) -> None:
        super().__init__(
            units=source.units,
            mentions=MappingProxyType(source.mentions),
            contest_country=source.contest_country,
            sections=MappingProxyType(source.sections),
            people=source.people,
            bodies=source.bodies,
            memory=source.memory,
            issuer=source.issuer,
            speaker_inside=MappingProxyType(source.speaker_inside),
        )
        self._resolved = MappingProxyType(resolved)

    def who(self, token: Token | None) -> list[Entity]:
        """The actors that a noun phrase's head stands for; empty when it is nobody or cannot be told."""
        return [] if token is None else list(self._resolved.get((id(unit_of(token)), token.i), ()))

    def section_owner(self, token: Token) -> Entity | None:
        """The government or organisation under whose name as a heading a token stands, in a round-up by country."""
        code = self.sections.get(unit_of(token).paragraph)
        return self.government(code) if code is not None else None

    # ---- introducing actors whom no token resolved to ---------------------------------------------------------------

    def party_called(self, token: Token) -> Entity | None:
        """A party of a name known from nowhere, which only "party" after it tells: "the hard-right Confederation party"."""
        named = token.pos_ == "PROPN" and token.text[:1].isupper() and token.is_alpha
        if not named or self.match_at(token) is not None:
            return None
        return self._party(token.text, unit_of(token).span(token.i, token.i))

    def party_of_name(self, last: Token, first: int) -> Entity:
        """A party of the contest by a name that no list has, from token `first` of the unit to `last`."""
        unit = unit_of(last)
        text = " ".join(t.text for t in unit.doc[first : last.i + 1]).replace(" - ", "-")
        return self._party(text, unit.span(first, last.i))

    def bloc_of(self, person: Entity, noun: Token) -> Entity:
        """The alliance that is called after a person, at the noun: "Mr Vega's bloc"."""
        return self._party(f"{person.name}'s {noun.text}", unit_of(noun).span(noun.i, noun.i))

    def _party(self, name: str, at: Span) -> Entity:
        key = f"party:{fold(name)}:{self.contest_country}"
        return self.bodies.body(key, name, "party", Entry("party", name), self.contest_country, at)

    def option(self, name: str, at: Span) -> Entity:
        """An option of a referendum, whose shares are told as a candidate's are."""
        return self.bodies.body(f"option:{fold(name)}", name, "group", Entry("nothing", name), None, at)

    def people_called(self, unit: Unit, head: Token, code: str | None) -> Entity:
        """People or forces named only as some kind of them, on no side: "protesters in Norland"."""
        return self.bodies.group(unit, head, code)

    def side_called(self, head: Token) -> Entity:
        """A side of the contest that a common noun names: "Vega's supporters", "the runner-up"."""
        return self.bodies.group(unit_of(head), head, self.contest_country, "party")

    def take_side(self, someone: Entity) -> None:
        """Somebody who spoke for nobody known speaks for a side of the contest from here on."""
        if someone.speaks_for == "none":
            someone.speaks_for, someone.country = "party", self.contest_country

    def run_in_the_contest(self, person: Entity) -> None:
        """A candidate of whom nothing else is known is of the contest's country, and speaks for a side of it."""
        if person.country is None:
            person.country = self.contest_country
        if person.speaks_for == "none" and person.role is None:
            person.speaks_for = "party"
