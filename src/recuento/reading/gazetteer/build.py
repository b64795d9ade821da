"""Fills the gazetteer from the word lists in ``words/*.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from recuento.reading.lexicon.vocabulary import data

from .codes import country_name
from .index import OBSERVERS, AuthorityWords, Entry, Gazetteer, Kind, fold, plural, words

_Table = Mapping[str, Any]


def fill(into: Gazetteer, language: str) -> None:
    """Every list of the language; for a language without lists, the countries' names and what needs no language."""
    countries = data("countries").get(language)
    if countries:
        _fill_countries(into, countries)
    else:
        for code in data("countries")["en"]["countries"]:
            name = country_name(code, language)
            if into.lookup(name) is None:
                into.add(name, Entry("country", name, code, speaks_for="government"))
    _fill_organisations(into, data("organisations"), language)
    _fill_seats(into, data("seats"), language)
    _fill_roles(into, data("roles").get(language, {}))
    _fill_parties(into, data("parties"))
    _fill_outlets(into)


def _fill_countries(into: Gazetteer, lists: _Table) -> None:
    facts = lists["countries"]
    for code, fact in facts.items():
        for name in (fact["name"], *fact.get("other", ())):
            into.add(name, _national(lists, name, code, "country"))
        for name in fact.get("capital", ()):
            into.add(name, _national(lists, name, code, "capital"))
    for code, fact in facts.items():
        _fill_demonyms(into, lists, code, fact)
    for name in lists["not"]["phrases"]:
        into.add(name, Entry("nothing", name))
    _fill_places(into, lists)
    for code, fact in facts.items():
        for formal in lists["formal"]["words"]:
            full = Entry("country", fact["name"], code, speaks_for="government")
            into.add(f"{formal} {fact['name']}", full, yields=True)


def _fill_places(into: Gazetteer, lists: _Table) -> None:
    """Parts of the world, of states, and cities."""
    for region, names in lists["regions"].items():
        for name in names:
            into.add(name, Entry("region", region))
    for name, code in lists["parts"].items():
        into.add(name, Entry("part", name, code, ambiguous=True))
    for code, names in lists["places"].items():
        for name in names:
            into.add(name, Entry("place", name, code, ambiguous=name in lists["doubtful"]), yields=True)


def _fill_demonyms(into: Gazetteer, lists: _Table, code: str, fact: _Table) -> None:
    adjectives = fact.get("adj", [])
    for name in adjectives:
        into.add(name, replace(_national(lists, name, code, "demonym"), sort="adjective"))
    for name in fact.get("noun", [a for a in adjectives if a.endswith(("n", "i"))]):
        person = replace(_national(lists, name, code, "demonym"), sort="person", speaks_for="none")
        into.add(name, person)  # no effect where the adjective is the same word
        if people := plural(name):
            into.add(people, replace(person, sort="people", plural=True))


def _national(lists: _Table, name: str, code: str, kind: Kind) -> Entry:
    """The entry of a country's name, people or capital, with the other countries and doubts that the lists know."""
    first, *also = lists["shared"].get(name, [code])
    doubt = bool(also) or name in lists["doubtful"]
    return Entry(
        kind, name if kind == "capital" else country_name(first), first, tuple(also), doubt, None, "government"
    )


def _fill_organisations(into: Gazetteer, lists: _Table, language: str) -> None:
    doubtful = lists["doubtful"]
    for row in lists["organisations"]:
        for name in row["names"]:
            doubt = name in doubtful
            observer = row.get("observer", False)
            entry = Entry(
                "organisation", row["name"], row["code"], (), doubt, row["sort"], "organisation", observer=observer
            )
            into.add(name, entry, titled=not doubt)
    for row in lists["authorities"]:
        also = tuple(row.get("also", ()))
        for name in row["names"]:
            doubt = bool(also) or name in doubtful
            into.add(
                name, Entry("authority", name, row["code"], also, doubt, row["sort"], "authority"), titled=not doubt
            )
    own = lists.get(language, {})
    if "authority" in own:
        into._authority = AuthorityWords(**{key: frozenset(value) for key, value in own["authority"].items()})
    for sort in ("court", "parliament"):
        for name in own.get(f"{sort}s", {}).get("phrases", []):
            _add_common(into, name, Entry("authority", name, sort=sort, speaks_for="authority"))
    for name in own.get("observers", {}).get("phrases", []):
        doubt = name in own["observers"]["doubtful"]
        many = name.endswith("s")
        entry = Entry(
            "organisation", "observers", OBSERVERS, (), doubt, "observers", "organisation", plural=many, observer=True
        )
        into.add(name, entry, cased=False)


def _fill_parties(into: Gazetteer, lists: _Table) -> None:
    """Parties by name; the first name of each is the one its record bears, whatever the article calls it."""
    bearers: dict[str, dict[str, str]] = {}
    for code, rows in lists["parties"].items():
        for row in rows:
            called, *others = row.split("/")
            for name in (called, *others):
                bearers.setdefault(name, {})[code] = called
    for name, usual in bearers.items():
        code, *also = usual
        doubt = bool(also) or name in lists["doubtful"]
        entry = Entry("party", usual[code], code, tuple(also), doubt, "named", "party")
        into.add(name, entry, titled=not doubt, yields=True)


def _fill_outlets(into: Gazetteer) -> None:
    """Names of outlets that prose uses for nothing else; a name that is known already keeps its meaning."""
    chosen = data("organisations")["outlets"]
    rows = [row for kind in ("agency", "outlet") for row in data("outlets")[kind]]
    listed = [name for row in rows for name in (row["name"], *row.get("aliases", ())) if len(words(name)) > 1]
    for name in dict.fromkeys([*chosen["one_word"], *chosen["more"], *listed]):
        if into.lookup(name) is None:
            into.add(name, Entry("outlet", name))


def _fill_seats(into: Gazetteer, lists: _Table, language: str) -> None:
    for row in lists["seats"]:
        for sort, names in row.items():
            for name in names if sort != "code" else ():
                doubt = name in lists["doubtful"]
                into.add(name, Entry("seat", name, row["code"], (), doubt, sort, "government"), titled=not doubt)
    for sort, names in lists.get(language, {}).get("bodies", {}).items():
        for name in names:
            _add_common(into, name, Entry("seat", name, sort=sort, speaks_for="government"))


def _fill_roles(into: Gazetteer, lists: _Table) -> None:
    doubtful = lists.get("doubtful", {})
    for row in lists.get("roles", []):
        for title in row["titles"]:
            doubt = row.get("generic", False) or title in doubtful
            entry = Entry(
                "role",
                title,
                row.get("code"),
                (),
                doubt,
                row["office"],
                row["speaks_for"],
                row.get("tenure", "current"),
            )
            _add_common(into, title, entry)
    for sort, names in lists.get("parties", {}).items():
        for name in names:
            _add_common(into, name, Entry("party", name, ambiguous=sort == "any", sort=sort, speaks_for="party"))
    for tenure, names in lists.get("tenure", {}).items():
        into._tenure.update({tuple(fold(t) for t in _hyphen_apart(name)): tenure for name in names})
    step: Mapping[str, Iterable[str]] = lists.get("step", {})
    into._lower = frozenset(step.get("lower", ()))
    into._tenure.update({tuple(fold(t) for t in words(name)): "current" for name in step.get("equal", ())})


def _hyphen_apart(name: str) -> tuple[str, ...]:
    return (name[:-1], "-") if name.endswith("-") else words(name)


def _add_common(into: Gazetteer, name: str, entry: Entry) -> None:
    """A common noun and its plural, in any letter case except where the list has capitals."""
    into.add(name, entry, titled=False)
    if many := plural(name):
        into.add(many, replace(entry, plural=True), titled=False)
