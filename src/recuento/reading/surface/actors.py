"""Who is named where: states, organisations, electoral bodies, parties and sides by lists, people by capitals and titles.

A shorter name is the person whose words it has ("Nasralla" after "Salvador Nasralla"); a title with a state makes a person, or
nobody by name, speak for it ("el canciller peruano", "el presidente de Chile, Gabriel Boric").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer import lookup as names
from recuento.reading.lexicon.vocabulary import data
from recuento.records.names import fold
from recuento.records.text import Article, Span

from .lexicon import SurfaceWords
from .syntax import Syntax

_TOKEN = re.compile(r"[A-Z]{1,2}\. ?[A-Z]{1,2}\b\.?|\w+(?:[-’']\w+)*|[^\w\s]")
_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÜÑÇ]")
_ACRONYM = re.compile(r"\s*\(([A-ZÁÉÍÓÚÑ][\wÁÉÍÓÚÑ]{1,9})\)")
_BLANK_OR_COMMA = re.compile(r"\s*,?\s*")
_AFTER_A_NAME = re.compile(r"(\w+),\s*$")
_MARKS = frozenset("'\"‘’“”«»")
_ITS_VOTE, _ITS_BODY = 8, 12
"""What a state counts for as that of the vote where it stands with a word for one, and where an electoral body is its own."""
_AT_HOME = {"place": 1, "party": 3}
"""What a place or a party that is named counts for its state as that of the vote."""
_ACRONYM_LENGTHS = range(3, 6)
_LONGEST_NAME = 7


@dataclass(frozen=True)
class Mention:
    """Where somebody is named; `phrase` has the titles beside the name, too."""

    start: int
    end: int
    who: Entity
    phrase: Span


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    first: bool
    """Whether it begins a sentence or a quotation, so that its capital says nothing."""

    @property
    def capital(self) -> bool:
        return bool(_CAPITAL.match(self.text))


class Named:
    """Everybody whom an article names, with the places."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Span],
        words: SurfaceWords,
        language: str,
        syntax: Syntax | None = None,
    ) -> None:
        self.syntax = syntax
        """The parse, where a pipeline of the user's is for the language."""
        self._text = article.text
        self.words = words
        self._language = language
        self._people: dict[tuple[str, ...], Entity] = {}
        self._others: dict[str, Entity] = {}
        self._short_names: dict[str, Entity] = {}
        self._places: set[tuple[str, ...]] = set()
        self._tokens = [self._tokens_of(span) for span in sentences]
        self.contest_country = self._country_of_the_vote(sentences)
        self._learn_people()
        self.mentions: list[Mention] = []
        for tokens in self._tokens:
            self.mentions += self._mentions_in(tokens)
        self.mentions.sort(key=lambda m: m.start)
        self._starts = [m.start for m in self.mentions]
        for mention in self.mentions:
            mention.who.mentions.add((mention.start, mention.end))
        self.authority = self._usual_authority()
        about = [s for s in sentences if words["election"].search(article.text, *s)]
        self.at_the_vote = {id(m.who) for s in about for m in self.within(*s) if m.who.kind == "person"}
        """People whom a sentence about the vote names."""

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions in a stretch of the text, in order."""
        first = bisect_left(self._starts, start)
        return [m for m in self.mentions[first : bisect_left(self._starts, end, lo=first)] if m.end <= end]

    def phrases_within(self, start: int, end: int) -> list[Mention]:
        """The same, without the states and bodies that stand in somebody's title: "el presidente de Chile, Hugo Lorca" is one."""
        found = sorted(self.within(start, end), key=lambda m: (m.phrase[0], -m.phrase[1]))
        titled = [m.phrase for m in found if m.who.kind == "person" and m.phrase != (m.start, m.end)]
        return [m for m in found if m.who.kind == "person" or not any(s <= m.start and m.end <= e for s, e in titled)]

    def everyone(self) -> list[Entity]:
        """All who are named, once each."""
        return list({id(m.who): m.who for m in self.mentions}.values())

    # ---- tokens and people -------------------------------------------------------------------------------------------

    def _tokens_of(self, span: Span) -> list[_Token]:
        found: list[_Token] = []
        opening = True
        for match in _TOKEN.finditer(self._text, *span):
            word = match.group()
            found.append(_Token(word, match.start(), match.end(), opening))
            opening = not word[0].isalnum() and (opening or word in '“«"¿¡—:■*')
        return found

    def _learn_people(self) -> None:
        """The full names, longest first, so that shorter ones can be brought to them."""
        runs = {run for tokens in self._tokens for run, _ in self._runs(tokens)}
        for run in sorted(runs, key=lambda r: (-len(r), r)):
            if len(_bare(run, self.words)) >= 2 and self._person(run) is None:
                self._people[run] = Entity(f"person:{fold(' '.join(run))}", " ".join(run), "person", words=run)

        for run, (_, last), tokens in [(r, at, t) for t in self._tokens for r, at in self._runs(t)]:
            acronym = self._acronym(tokens[last].end)
            known = self.words["known_as"].match(self._text, tokens[last].end)
            initials = "".join(w[0] for w in _bare(run, self.words))
            short = known.group(1) if known is not None else acronym if acronym == initials else None
            if short is not None and (who := self._person(run)) is not None:
                self._short_names[short] = who

    def _runs(self, tokens: Sequence[_Token]) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
        """Runs of capitalised words that may be a person's name, with the first and last token."""
        i = 0
        while i < len(tokens):
            if not self._may_name(tokens, i):
                i += 1
                continue
            last = j = i
            while j + 1 < len(tokens) and j - i < _LONGEST_NAME:
                following = tokens[j + 1]
                if following.text.lower() in self.words.lists["party_heads"]:
                    break
                if following.capital and self._is_a_name(following) and len(following.text) > 1:
                    last = j = j + 1
                elif following.text in self.words.lists["particles"] and j + 2 < len(tokens):
                    j += 1
                    if not (tokens[j + 1].capital or tokens[j + 1].text in self.words.lists["particles"]):
                        break
                elif self._is_a_nickname(tokens, j + 1):
                    last = j = j + 4
                else:
                    break
            yield tuple(t.text for t in tokens[i : last + 1] if t.text[0].isalnum()), (i, last)
            i = last + 1

    def _is_a_nickname(self, tokens: Sequence[_Token], at: int) -> bool:
        """As in "Lena 'Tita' Marsh": one name in marks, and the surname behind it."""
        if at + 3 >= len(tokens) or tokens[at].text not in _MARKS or tokens[at + 2].text not in _MARKS:
            return False
        nickname, surname = tokens[at + 1], tokens[at + 3]
        return nickname.capital and surname.capital and self._is_a_name(nickname) and self._is_a_name(surname)

    def _may_name(self, tokens: Sequence[_Token], i: int) -> bool:
        token = tokens[i]
        if not token.capital or not self._is_a_name(token) or len(token.text) < 2:
            return False
        if not token.first:
            return True
        # At the beginning of a sentence "Gustavo Petro ganaría", and not "Manifestantes favorables".
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        goes_on = follows is not None and follows.capital and self._is_a_name(follows)
        return goes_on or self._person((token.text,)) is not None

    def _is_a_name(self, token: _Token) -> bool:
        low = token.text.lower()
        return (
            low not in self.words.lists["no_names"]
            and low not in self.words.lists["not_people"]
            and (low.isalpha() or "-" in low)
        )

    def _person(self, run: tuple[str, ...]) -> Entity | None:
        """The person whose name has these words; None for nobody, and for several."""
        asked = {fold(w) for w in _bare(run, self.words)}
        fitting = [who for known, who in self._people.items() if asked and asked <= {fold(w) for w in known}]
        return fitting[0] if len(fitting) == 1 else self._people.get(run)

    # ---- mentions of a sentence ------------------------------------------------------------------------------------------

    def _mentions_in(self, tokens: Sequence[_Token]) -> Iterator[Mention]:
        taken: set[int] = set()
        found: list[tuple[int, int, Entity]] = []

        def take(first: int, last: int, who: Entity | None) -> None:
            if who is not None and not taken & set(range(first, last + 1)):
                taken.update(range(first, last + 1))
                found.append((first, last, who))

        for first, last, who in sorted(self._listed(tokens), key=lambda f: f[0] - f[1]):  # the longest names first
            take(first, last, who)
        for run, (first, last) in self._runs(tokens):
            person = self._person(run)
            if self._is_a_place(run, tokens[first].start):
                continue
            if person is None and len(run) == 1 and len(run[0]) > 2 and not run[0].isupper():  # a surname alone
                person = self._people.setdefault(run, Entity(f"person:{fold(run[0])}", run[0], "person", words=run))
            take(first, last, person)
        spans = [(tokens[first].start, tokens[last].end, who) for first, last, who in sorted(found, key=lambda f: f[0])]
        phrases = {start: (start, end) for start, end, _ in spans}
        yield from self._with_titles(tokens, spans, phrases)
        for start, end, who in spans:
            yield Mention(start, end, who, phrases[start])

    def _is_a_place(self, run: tuple[str, ...], at: int) -> bool:
        """Whether a name that nobody bears in full stands in a place's place: "en Bagdad", "el estado Zulia", "Tapachula, Chiapas"."""
        if run in self._places:
            return True
        before = self._text[max(0, at - 24) : at]
        last = list(self.words["in_places"].finditer(before))
        beside = _AFTER_A_NAME.search(before)
        placed = bool(last) and not before[last[-1].end() :].strip()
        placed = placed or (beside is not None and len(run) == 1 and (beside.group(1),) in self._places)
        if placed and not self._is_part_of_a_name(run):
            self._places.add(run)
            self._people.pop(run, None)
        return run in self._places

    def _is_part_of_a_name(self, run: tuple[str, ...]) -> bool:
        """Whether the words are, or are a part of, the name of somebody with another name, too."""
        asked = {fold(w) for w in _bare(run, self.words)}
        return any(asked < {fold(w) for w in _bare(known, self.words)} for known in self._people if known != run)

    def _listed(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int, Entity]]:
        """What lists know: first and last token, and who it is. They may overlap."""
        if tokens:
            yield from self._bodies(tokens)
            yield from self._in_the_gazetteer(tokens)
            yield from self._parties(tokens)
            yield from self._states_and_sides(tokens)
            yield from self._seats(tokens)

    def _bodies(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int, Entity]]:
        """Electoral bodies, with the place in their name, and observers of nobody named."""
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i for i, t in enumerate(tokens)}
        for name, kind in (("authorities", "authority"), ("observers", "organisation")):
            for match in self.words[name].finditer(self._text, tokens[0].start, tokens[-1].end):
                if name == "observers" and self.words["of_somebody"].match(self._text, match.end()):
                    continue  # "la misión de observadores de la OEA" is the OEA's
                if match.start() not in starts or match.end() not in ends:
                    continue
                where = self.words["place_in_a_name"].match(self._text, match.end()) if kind == "authority" else None
                stop = where.end() if where is not None and where.end() in ends else match.end()
                who = self._body(self._text[match.start() : stop], kind, stop)
                yield starts[match.start()], ends[stop], who

    def _in_the_gazetteer(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int, Entity]]:
        for match in names.find([t.text for t in tokens], self._language):
            first, last = tokens[match.start], tokens[match.end - 1]
            if match.entry.kind == "party":  # by the name that the text has for it
                who: Entity | None = self._party(self._text[first.start : last.end], self._acronym(last.end))
            else:
                who = self._of_entry(match.entry)
            if who is not None:
                yield match.start, match.end - 1, who

    def _states_and_sides(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int, Entity]]:
        for i, token in enumerate(tokens):
            if token.text in self._short_names:
                yield i, i, self._short_names[token.text]
            elif token.text in self.words.states:
                yield i, i, self._of_code(self.words.states[token.text])
            elif token.capital and len(token.text) in _ACRONYM_LENGTHS and token.text[1:].islower():
                known = names.lookup(token.text.upper(), self._language)  # "Oea", as some papers write it
                if known is not None and known.kind == "organisation" and (who := self._of_entry(known)) is not None:
                    yield i, i, who
            elif token.text.lower() in self.words.lists["sides"]:
                yield i, i, self._side(token.text.lower())

    def _seats(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int, Entity]]:
        """Seats of governments that are not the vote's, and capitals that stand for them: "Washington", "la Casa Blanca"."""
        if not any(t.text in self.words.first_words_of_seats for t in tokens):
            return
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i for i, t in enumerate(tokens)}
        for match in self.words["seats"].finditer(self._text, tokens[0].start, tokens[-1].end):
            first, last = starts.get(match.start()), ends.get(match.end())
            code = self.words.seats[match.group()]
            if first is None or last is None or code == self.contest_country:
                continue
            beside = [tokens[i] for i in (first - 1, last + 1) if 0 <= i < len(tokens)]
            if not any(t.capital and self._is_a_name(t) and not t.first for t in beside):  # "Denzel Washington"
                yield first, last, self._of_code(code)

    def _parties(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int, Entity]]:
        heads = self.words.lists["party_heads"]
        for i, token in enumerate(tokens):
            if token.capital and token.text.lower() in heads and i + 1 < len(tokens):
                last = i
                for j in range(i + 1, min(len(tokens), i + 9)):
                    if tokens[j].capital and tokens[j].text[0].isalpha():
                        last = j
                    elif tokens[j].text.lower() not in self.words.lists["particles"] | {"al", "contra", "para", "por"}:
                        break
                if last > i:
                    name = self._text[token.start : tokens[last].end]
                    yield i, last, self._party(name, self._acronym(tokens[last].end))

    def _acronym(self, at: int) -> str | None:
        match = _ACRONYM.match(self._text, at)
        return match.group(1) if match else None

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
        return self._others.setdefault(key, Entity(key, word, "party", self.contest_country, speaks_for="party"))

    def _party(self, name: str, acronym: str | None) -> Entity:
        known = self._others.get(f"party:{fold(name)}")
        if known is None:
            known = Entity(f"party:{fold(name)}", name, "party", self.contest_country, speaks_for="party")
            self._others[f"party:{fold(name)}"] = known
        if acronym is not None:
            self._others.setdefault(f"party:{fold(acronym)}", known)
        return known

    def _body(self, name: str, kind: str, end: int | None) -> Entity:
        """An electoral body or a mission of observers; its acronym behind it stands for it from then on."""
        key = f"{kind}:{fold(name)}"
        if key not in self._others:
            if kind == "authority":
                who = Entity(key, name, "authority", self.contest_country, speaks_for="authority")
            else:
                who = Entity(key, name, "organisation", "OBSERVERS", speaks_for="organisation")
            self._others[key] = who
        acronym = self._acronym(end) if end is not None else None
        if acronym is not None:
            self._others.setdefault(f"authority:{fold(acronym)}", self._others[key])
        return self._others[key]

    # ---- titles ----------------------------------------------------------------------------------------------------------

    def _with_titles(
        self, tokens: Sequence[_Token], spans: Sequence[tuple[int, int, Entity]], phrases: dict[int, Span]
    ) -> Iterator[Mention]:
        """Gives people the office and state of the title beside their name; a title with a state alone is that state's."""
        if not tokens:
            return
        start, end = tokens[0].start, tokens[-1].end
        for first, last, who in spans:
            self._of_a_body(start, first, last, phrases)
            self._by_birth(start, first, last, who, phrases)
        self._by_state_behind(start, spans, phrases)
        for kind in ("state_bodies", "state_titles", "person_titles"):
            for match in self.words[kind].finditer(self._text, start, end):
                yield from self._in_office(kind, match, spans, phrases)

    def _by_state_behind(self, start: int, spans: Sequence[tuple[int, int, Entity]], phrases: dict[int, Span]) -> None:
        """As in "otros mandatarios, como Luis Prado, de Brasil": behind the title of several, each has their state behind them."""
        heads = self.words["heads"].search(self._text, start, spans[-1][1]) if spans else None
        if heads is None:
            return
        for (first, last, person), (begin, end, state) in pairwise(spans):
            behind = first > heads.end() and person.kind == "person" and state.kind == "government"
            if behind and state.country is not None and self.words["of_a_state"].fullmatch(self._text, last, begin):
                _speaks_for(person, state.country)
                phrases[first] = (phrases[first][0], end)

    def _of_a_body(self, start: int, first: int, last: int, phrases: dict[int, Span]) -> None:
        """As in "los magistrados del tribunal": who they are of acts."""
        of = self.words["of_before"].search(self._text, max(start, first - 8), first)
        people = list(self.words["people_of"].finditer(self._text, max(start, first - 44), of.start())) if of else []
        if of is not None and people and " " not in self._text[people[-1].end() : of.start()].strip():
            phrases[first] = (people[-1].start(), last)

    def _by_birth(self, start: int, first: int, last: int, who: Entity, phrases: dict[int, Span]) -> None:
        """As in "el uruguayo Luis Lacalle", who is taken to speak for a state that is not the vote's."""
        before = self.words["the_word_before"].search(self._text, max(start, first - 30), first)
        code = demonyms(self._language).get(fold(before.group(1))) if before else None
        if who.kind == "person" and before is not None and code is not None:
            phrases[first] = (before.start(), last)
            if who.country is None and code != self.contest_country:
                who.country, who.speaks_for = code, "government"

    def _in_office(
        self, kind: str, match: re.Match[str], spans: Sequence[tuple[int, int, Entity]], phrases: dict[int, Span]
    ) -> Iterator[Mention]:
        code, after, told = self._state_at(match.end(), spans)
        beside = None if kind == "state_bodies" else self._beside(match.start(), after, spans)
        if beside is not None:
            at, name_end, person = beside
            phrases[at] = (min(match.start(), phrases[at][0]), max(after, name_end, phrases[at][1]))
            person.role = person.role or match.group().lower()
            if code is not None and kind == "state_titles":
                _speaks_for(person, code)
                self._of_several(match, phrases[at][1], spans, phrases)
            elif code is not None and code != self.contest_country and person.country is None:
                person.country = code  # "el escritor peruano Mario Paz" speaks for nobody, and is not at home
        elif code is not None and kind != "person_titles":
            if told is not None:
                phrases[told] = (match.start(), phrases[told][1])
            else:
                yield Mention(match.start(), after, self._of_code(code), (match.start(), after))

    def _of_several(
        self, title: re.Match[str], at: int, spans: Sequence[tuple[int, int, Entity]], phrases: dict[int, Span]
    ) -> None:
        """As in "los presidentes de Brasil, Ana Luz, y Chile, Iris Mar": the others of one title, each behind their state."""
        for (start, end, state), (first, last, person) in pairwise(spans):
            joined = start >= at and self.words["and_the_next"].fullmatch(self._text, at, start)
            if not joined or state.kind != "government" or state.country is None or person.kind != "person":
                continue
            if _BLANK_OR_COMMA.fullmatch(self._text, end, first) and title.group().lower().endswith("s"):
                phrases[first] = (start, last)
                _speaks_for(person, state.country)
                person.role = person.role or title.group().lower()
                at = last

    def _state_at(self, at: int, spans: Sequence[tuple[int, int, Entity]]) -> tuple[str | None, int, int | None]:
        """The state or organisation that a title is told to be of, right after it: its code, where that ends, and where its name begins."""
        adjective = self.words["adjective_after"].match(self._text, at)
        code = demonyms(self._language).get(fold(adjective.group(1))) if adjective else None
        if adjective is not None and code is not None:
            return code, adjective.end(), None
        link = self.words["of_after"].match(self._text, at)
        if link is not None:
            for start, end, who in spans:
                if start == link.end() and who.country is not None and who.kind in {"government", "organisation"}:
                    return who.country, end, start
        return None, at, None

    def _beside(
        self, start: int, after: int, spans: Sequence[tuple[int, int, Entity]]
    ) -> tuple[int, int, Entity] | None:
        """The person named right after a title, or right before it after a comma."""
        for first, last, who in spans:
            if who.kind != "person":
                continue
            if first >= after and _BLANK_OR_COMMA.fullmatch(self._text, after, first):
                return first, last, who
            if last <= start and self.words["comma_and_article"].fullmatch(self._text, last, start):
                return first, last, who
        return None

    def _of_code(self, code: str) -> Entity:
        if code in _states():
            return self._state(code, names.country_name(code, self._language))
        key = f"organisation:{code}"
        return self._others.setdefault(key, Entity(key, code, "organisation", code, speaks_for="organisation"))

    # ---- the vote --------------------------------------------------------------------------------------------------------

    def _country_of_the_vote(self, sentences: Sequence[Span]) -> str | None:
        """The state that sentences about the vote name most, the first ones twice; None where none is named."""
        told: Counter[str] = Counter()
        for number, (tokens, span) in enumerate(zip(self._tokens, sentences, strict=True)):
            about = 1 + bool(self.words["election"].search(self._text, *span)) + 2 * (number < 3)
            for match in names.find([t.text for t in tokens], self._language):
                if match.entry.kind == "country" and match.entry.code is not None:
                    at = tokens[match.start].start
                    of_a_vote = self.words["of_the_vote"].search(self._text, max(span[0], at - 44), at)
                    own_body = of_a_vote is not None and self.words["authorities"].search(
                        of_a_vote.string, max(span[0], at - 60), at
                    )
                    told[match.entry.code] += about + (0 if of_a_vote is None else _ITS_BODY if own_body else _ITS_VOTE)
            for home, points in self._places_and_parties(tokens):
                told[home] += points * about
            for before, token in pairwise([None, *tokens]):
                if token is not None and (code := demonyms(self._language).get(fold(token.text))) is not None:
                    own = before is not None and self.words["of_the_people"].fullmatch(before.text) is not None
                    told[code] += about + (2 if own else 0)
        best = told.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None

    def _places_and_parties(self, tokens: Sequence[_Token]) -> Iterator[tuple[str, int]]:
        """The states of provinces, cities and parties that are named, whatever language lists them, with what they count."""
        words = [t.text for t in tokens]
        for entry in (m.entry for language in (self._language, "en") for m in names.find(words, language)):
            if entry.code is not None and not entry.ambiguous and entry.kind in _AT_HOME:
                yield entry.code, _AT_HOME[entry.kind]

    def _usual_authority(self) -> Entity | None:
        """The electoral body that the article names most."""
        bodies = Counter(m.who.key for m in self.mentions if m.who.kind == "authority")
        if not bodies:
            return None
        key = max(bodies, key=lambda k: bodies[k])
        return next(m.who for m in self.mentions if m.who.key == key)


def _speaks_for(person: Entity, code: str) -> None:
    """Whoever holds an office of a state or organisation speaks for it."""
    person.country = code
    person.speaks_for = "government" if code in _states() else "organisation"


def _bare(run: Sequence[str], words: SurfaceWords) -> list[str]:
    return [w for w in run if w.lower() not in words.lists["particles"]]


@cache
def _states() -> frozenset[str]:
    return frozenset(data("countries")["en"]["countries"])


@cache
def demonyms(language: str) -> dict[str, str]:
    """The state of each adjective, in all its forms and without accents."""
    return {
        fold(form): code
        for code, stems in data("surface")[language]["demonyms"].items()
        for s in stems
        for form in _forms(s)
    }


def _forms(adjective: str) -> tuple[str, ...]:
    """Feminine and plurals: "ruso", "rusa", "rusos", "rusas"; "francés", "francesa"; "español", "española"; "iraní", "iraníes"."""
    if adjective.endswith("o"):
        stem = adjective[:-1]
        return adjective, f"{stem}a", f"{stem}os", f"{stem}as"
    if adjective.endswith(("és", "án", "ol")):
        stem = fold(adjective)
        return adjective, f"{stem}a", f"{stem}es", f"{stem}as"
    return adjective, f"{adjective}s", f"{adjective}es"
