"""States, organisations, electoral bodies, parties and sides, by the lists that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer import lookup as names
from recuento.records.names import fold

from .demonyms import demonyms, states
from .lexicon import SurfaceWords
from .people import People, acronym_at
from .tokens import Token, is_part_of_a_name

_NEXT_WORD = re.compile(r" (\w+)")
_ACRONYM_LENGTHS = range(3, 6)

_FEWEST_INITIALS = 3


class Bodies:
    """Everything that is no person and may act, as an article names it."""

    def __init__(self, text: str, words: SurfaceWords, people: People, contest_country: str | None) -> None:
        self._text = text
        self._words = words
        self._people = people
        self._contest_country = contest_country
        self._others: dict[str, Entity] = {}

    def listed(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        """What lists know: first and last token, and who it is. They may overlap."""
        if tokens:
            yield from self._bodies(tokens)
            yield from self._in_the_gazetteer(tokens)
            yield from self._states_and_sides(tokens)
            yield from self._seats(tokens)
            yield from self._parties(tokens)

    def _bodies(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        """Electoral bodies, with the place in their name, and observers of nobody named."""
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i for i, t in enumerate(tokens)}
        for name, kind in (("authorities", "authority"), ("courts", "authority"), ("observers", "organisation")):
            for match in self._words[name].finditer(self._text, tokens[0].start, tokens[-1].end):
                if name == "observers" and self._words["of_somebody"].match(self._text, match.end()):
                    continue  # "la misión de observadores de la OEA" is the OEA's
                theirs = _NEXT_WORD.match(self._text, match.end()) if name == "observers" else None
                code = demonyms(self._words.language).get(fold(theirs.group(1))) if theirs else None
                if theirs is not None and code is not None and match.start() in starts and theirs.end() in ends:
                    yield starts[match.start()], ends[theirs.end()], self.of_code(code)  # "los observadores europeos"
                    continue
                if match.start() not in starts or match.end() not in ends:
                    continue
                where = self._words["place_in_a_name"].match(self._text, match.end()) if kind == "authority" else None
                stop = where.end() if where is not None and where.end() in ends else match.end()
                who = self._body(self._text[match.start() : stop], kind, stop)
                yield starts[match.start()], ends[stop], who

    def _in_the_gazetteer(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        for match in names.find([t.text for t in tokens], self._words.language):
            first, last = tokens[match.start], tokens[match.end - 1]
            if match.entry.kind == "party" and is_part_of_a_name(
                tokens, match.start, match.end, self._words.lists["particles"]
            ):
                continue  # "Acción Democrática Nacional" is not "Acción Democrática"
            if match.entry.kind == "party":  # by the name that the text has for it
                who: Entity | None = self._party(self._text[first.start : last.end], acronym_at(self._text, last.end))
            else:
                who = self._of_entry(match.entry)
            if who is not None:
                yield match.start, match.end - 1, who

    def _states_and_sides(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        for i, token in enumerate(tokens):
            if token.text in self._people.short_names:
                yield i, i, self._people.short_names[token.text]
            elif token.text in self._words.states:
                yield i, i, self.of_code(self._words.states[token.text])
            elif token.capital and len(token.text) in _ACRONYM_LENGTHS and token.text[1:].islower():
                known = names.lookup(token.text.upper(), self._words.language)  # "Oea", as some papers write it
                if known is not None and known.kind == "organisation" and (who := self._of_entry(known)) is not None:
                    yield i, i, who
            elif token.text.lower() in self._words.lists["sides"]:
                yield i, i, self._side(token.text.lower())

    def _seats(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        """Seats of governments that are not the vote's, and capitals that stand for them: "Washington", "la Casa Blanca"."""
        firsts = self._words.first_words_of_seats | self._words.first_words_of_states
        if not any(t.text in firsts for t in tokens):
            return
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i for i, t in enumerate(tokens)}
        for match in self._words["state_names"].finditer(self._text, tokens[0].start, tokens[-1].end):
            if match.start() in starts and match.end() in ends and starts[match.start()] < ends[match.end()]:
                yield starts[match.start()], ends[match.end()], self.of_code(self._words.states[match.group()])
        for match in self._words["seats"].finditer(self._text, tokens[0].start, tokens[-1].end):
            first, last = starts.get(match.start()), ends.get(match.end())
            code = self._words.seats[match.group()]
            if first is None or last is None or code == self._contest_country:
                continue
            beside = [tokens[i] for i in (first - 1, last + 1) if 0 <= i < len(tokens)]
            if not any(t.capital and self._people.is_a_name(t) and not t.first for t in beside):  # "Denzel Washington"
                yield first, last, self.of_code(code)

    def _parties(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        yield from self._called_parties(tokens)
        heads = self._words.lists["party_heads"]
        for i, token in enumerate(tokens):
            if token.capital and token.text.lower() in heads and i + 1 < len(tokens):
                last = i
                for j in range(i + 1, min(len(tokens), i + 9)):
                    if tokens[j].capital and tokens[j].text[0].isalpha():
                        last = j
                    elif tokens[j].text.lower() not in self._words.lists["particles"] | {"al", "contra", "para", "por"}:
                        break
                if last > i:
                    name = self._text[token.start : tokens[last].end]
                    yield i, last, self._party(name, acronym_at(self._text, tokens[last].end))

    def _called_parties(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Entity]]:
        """Parties that the article calls so somewhere: "el partido Sueño Azul", and "Sueño Azul" from then on."""
        heads = self._words.lists["party_heads"]
        for run, (first, last) in self._people.runs(tokens) if self._people.parties else ():
            if run in self._people.parties:
                end = tokens[last].end
                head = next((i for i in (first - 1, first - 2) if i >= 0 and tokens[i].text in heads), first)
                yield head, last, self._party(self._text[tokens[first].start : end], acronym_at(self._text, end))

    def _of_entry(self, entry: names.Entry) -> Entity | None:
        if entry.kind == "country" and entry.code is not None and not entry.ambiguous:
            return self._state(entry.code, entry.name)
        if entry.kind == "organisation" and entry.code is not None:
            key = f"organisation:{entry.code}"
            return self._others.setdefault(
                key, Entity(key, entry.name, "organisation", entry.code, speaks_for="organisation")
            )
        if entry.kind == "authority":
            return self._body(entry.name, "authority", None)
        return None

    def _state(self, code: str, name: str) -> Entity:
        key = f"government:{code}"
        return self._others.setdefault(key, Entity(key, name, "government", code, speaks_for="government"))

    def _side(self, word: str) -> Entity:
        key = f"side:{fold(word)}"
        return self._others.setdefault(key, Entity(key, word, "party", self._contest_country, speaks_for="party"))

    def _party(self, name: str, acronym: str | None) -> Entity:
        known = self._others.get(f"party:{fold(name)}")
        if known is None:
            known = Entity(f"party:{fold(name)}", name, "party", self._contest_country, speaks_for="party")
            self._others[f"party:{fold(name)}"] = known
        if acronym is not None:
            self._others.setdefault(f"party:{fold(acronym)}", known)
        return known

    def _body(self, name: str, kind: str, end: int | None) -> Entity:
        """An electoral body or a mission of observers; its acronym behind it, and a body's initials, stand for it from then on."""
        key = f"{kind}:{fold(name)}"
        if key not in self._others:
            if kind == "authority":
                who = Entity(key, name, "authority", self._contest_country, speaks_for="authority")
            else:
                who = Entity(key, name, "organisation", "OBSERVERS", speaks_for="organisation")
            self._others[key] = who
            initials = "".join(word[0] for word in name.split() if word[0].isupper())
            if kind == "authority" and len(initials) >= _FEWEST_INITIALS:
                self._others.setdefault(f"authority:{fold(initials)}", who)
        acronym = acronym_at(self._text, end) if end is not None else None
        if acronym is not None:
            self._others.setdefault(f"authority:{fold(acronym)}", self._others[key])
        return self._others[key]

    def of_code(self, code: str) -> Entity:
        """The state or organisation of a code."""
        if code in states():
            return self._state(code, names.country_name(code, self._words.language))
        key = f"organisation:{code}"
        return self._others.setdefault(key, Entity(key, code, "organisation", code, speaks_for="organisation"))
