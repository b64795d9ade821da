"""Everybody in an article who is no named person: governments, organisations, authorities, parties, groups, outlets."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from recuento.reading.gazetteer import lookup
from recuento.reading.gazetteer.lookup import Entry, fold
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit
from recuento.records.said import ActorKind
from recuento.records.text import Span

from .entity import Entity

_OF_THEIR_OWN = {"government": "government", "organisation": "organisation", "authority": "authority", "party": "party"}
"""For whom a body speaks where the gazetteer does not say."""


class Organisations:
    """The bodies met so far, by key: one government a country, one electoral authority a country."""

    def __init__(self, contest_country: str | None) -> None:
        self.by_key: dict[str, Entity] = {}
        self._gathered: dict[str, list[Entity]] = {}
        self._contest_country = contest_country

    def government(self, code: str | None, at: Span | None = None, name: str | None = None) -> Entity:
        """The government of a state, or the body behind an organisation's code."""
        if code is not None and lookup.is_organisation(code):
            entry = Entry("organisation", lookup.country_name(code), code, speaks_for="organisation")
            return self.body(f"organisation:{code}", entry.name, "organisation", entry, code, at)
        label = lookup.country_name(code) if code is not None else (name or "government")
        entry = Entry("country", label, code, speaks_for="government")
        return self.body(f"government:{code or fold(label)}", label, "government", entry, code, at)

    def body(self, key: str, name: str, kind: ActorKind, entry: Entry, code: str | None, at: Span | None) -> Entity:
        """The body of this key, met now if never before; a fuller name of an authority replaces a shorter."""
        someone = self.by_key.get(key)
        if someone is None:
            speaks_for = entry.speaks_for if entry.speaks_for != "none" else _OF_THEIR_OWN.get(kind, "none")
            someone = Entity(key, name, kind, None if kind == "outlet" else code, speaks_for=speaks_for)
            self.by_key[key] = someone
        elif len(name) > len(someone.name) and kind == "authority":
            someone.name = name
        if at is not None:
            someone.mentions.add(at)
        return someone

    def mission(self, code: str, name: str, entry: Entry, at: Span) -> Entity:
        """The observers that an organisation sent: one actor, by the first name the article gives them."""
        return self.body(f"organisation:{code}:observers", name, "organisation", entry, code, at)

    def office(self, entry: Entry, code: str | None, label: str, speaks_for: str, at: Span) -> Entity:
        """Whoever holds an office that the article gives no name to: "the French foreign minister"."""
        key = f"office:{entry.sort}:{code}" if code else f"office:{fold(label)}"
        someone = self.by_key.setdefault(
            key,
            Entity(key, label, "person", code, entry.name, entry.sort, speaks_for, former=entry.tenure == "former"),
        )
        someone.mentions.add(at)
        return someone

    def group(self, unit: Unit, head: Token, code: str | None, speaks_for: str = "none") -> Entity:
        """People or governments named only as some kind of them: "other foreign governments"."""
        first, last = dependencies.noun_phrase(head)
        words = " ".join(unit.doc[first : last + 1].text.split())
        article, _, rest = words.partition(" ")
        text = rest if rest and article.lower() in {"the", "a", "an", "one"} else words
        key = f"group:{fold(text)}"
        someone = self.by_key.setdefault(key, Entity(key, text, "group", code, speaks_for=speaks_for))
        if someone.speaks_for == "none" and speaks_for != "none":  # met before without its side
            someone.speaks_for, someone.country = speaks_for, code
        someone.mentions.add(unit.span(first, last))
        return someone

    def somebody(self, unit: Unit, head: Token, male: bool | None) -> Entity:
        """One person without a name, as the article brings them in: "a woman"."""
        someone = self.group(unit, head, None)
        someone.unnamed = True
        someone.male = male if someone.male is None else someone.male
        return someone

    def called(self, noun: str, a_state: bool) -> list[Entity]:
        """The bodies that a common noun may stand for: the states, or those that bear it in their name."""
        if a_state:
            return [s for s in self.by_key.values() if s.kind == "government"]
        named = [s for s in self.by_key.values() if noun in fold(s.name).split()]
        return named + [s for s in self._gathered.get(noun, ()) if s not in named]

    def call(self, noun: str, gathered: Sequence[Entity]) -> None:
        """Keep in mind what an article calls those who act together: "a group" of parties."""
        self._gathered.setdefault(noun, []).extend(gathered)

    def authority(self) -> Entity | None:
        """The electoral authority of the contest, when the article names one."""
        of_another = (s for k, s in self.by_key.items() if k.startswith("authority:") and k.count(":") == 1)
        return self.by_key.get(f"authority:{self._contest_country}") or next(of_another, None)

    def side_of(self, someone: Entity) -> Entity:
        """The side that a party's figure speaks for, as one actor where the article names it so."""
        if someone.kind == "party":
            return someone
        return self.by_key.get(f"party:opposition:{self._contest_country}") or someone
