"""Titles beside names: whose office it is, and of which state; a title with a state and nobody's name is that state's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from recuento.reading.entities.entity import Entity
from recuento.records.names import fold
from recuento.records.text import Span

from .demonyms import demonyms, states
from .lexicon import SurfaceWords
from .mention import Mention

_ACRONYM = re.compile(r"\s*\([A-ZÁÉÍÓÚÑ]{2,9}\)")
_A_BODY_OF = re.compile(r"(?:[A-ZÁÉÍÓÚÑ]\w+ (?:(?:de|del|la|las|los|y|e|para) ){0,2}){1,5}")
_BLANK_OR_COMMA = re.compile(r"\s*,?\s*")

Placed = tuple[int, int, Entity]
"""Where somebody is named, and who it is."""


class Titles:
    """The titles of an article."""

    def __init__(
        self, text: str, words: SurfaceWords, contest_country: str | None, of_code: Callable[[str], Entity]
    ) -> None:
        self._text = text
        self._words = words
        self._contest_country = contest_country
        self._of_code = of_code
        self.officials: set[str] = set()
        """The keys of those who hold an office in an electoral body."""

    def beside(self, start: int, end: int, spans: Sequence[Placed], phrases: dict[int, Span]) -> Iterator[Mention]:
        """Gives people the office and state of the title beside their name; a title with a state alone is that state's."""
        for first, last, who in spans:
            self._of_a_body(start, first, last, phrases)
            self._by_birth(start, first, last, who, phrases)
        self._by_state_behind(start, spans, phrases)
        for kind in ("state_bodies", "state_titles", "person_titles"):
            for match in self._words[kind].finditer(self._text, start, end):
                yield from self._in_office(kind, match, spans, phrases)

    def _by_state_behind(self, start: int, spans: Sequence[Placed], phrases: dict[int, Span]) -> None:
        """As in "otros mandatarios, como Luis Prado, de Brasil": behind the title of several, each has their state behind them."""
        heads = self._words["heads"].search(self._text, start, spans[-1][1]) if spans else None
        for (first, last, person), (begin, end, state) in pairwise(spans):
            if person.kind == "person" and state.kind == "government" and self._text[last:begin] == " de ":
                phrases[first] = (phrases[first][0], end)  # "Hugo Lorca de Chile"
            if heads is None:
                continue
            behind = first > heads.end() and person.kind == "person" and state.kind == "government"
            if behind and state.country is not None and self._words["of_a_state"].fullmatch(self._text, last, begin):
                speaks_for(person, state.country)
                phrases[first] = (phrases[first][0], end)

    def _of_a_body(self, start: int, first: int, last: int, phrases: dict[int, Span]) -> None:
        """As in "los magistrados del tribunal": who they are of acts."""
        begin = first
        for _ in range(2):  # "los observadores de la misión electoral de la Unión Europea"
            of = self._words["of_before"].search(self._text, max(start, begin - 8), begin)
            people = (
                list(self._words["people_of"].finditer(self._text, max(start, begin - 44), of.start())) if of else []
            )
            if of is None or not people or " " in self._text[people[-1].end() : of.start()].strip():
                return
            begin = people[-1].start()
            phrases[first] = (begin, last)

    def _by_birth(self, start: int, first: int, last: int, who: Entity, phrases: dict[int, Span]) -> None:
        """As in "el uruguayo Luis Lacalle", who is taken to speak for a state that is not the vote's."""
        before = self._words["the_word_before"].search(self._text, max(start, first - 30), first)
        code = demonyms(self._words.language).get(fold(before.group(1))) if before else None
        if who.kind == "person" and before is not None and code is not None:
            phrases[first] = (before.start(), last)
            if who.country is None and code != self._contest_country:
                who.country, who.speaks_for = code, "government"

    def _in_office(
        self, kind: str, match: re.Match[str], spans: Sequence[Placed], phrases: dict[int, Span]
    ) -> Iterator[Mention]:
        code, after, told = self._state_at(match.end(), spans)
        body = self._authority_at(match.end(), spans)
        after = after if body is None else body
        beside = None if kind == "state_bodies" else self._beside(match.start(), after, spans)
        if beside is not None:
            at, name_end, person = beside
            phrases[at] = (min(match.start(), phrases[at][0]), max(after, name_end, phrases[at][1]))
            person.role = person.role or match.group().lower()
            if body is not None:
                self.officials.add(person.key)
            elif code is not None and kind == "state_titles":
                speaks_for(person, code)
                self._of_several(match, phrases[at][1], spans, phrases)
            elif code is not None and code != self._contest_country and person.country is None:
                person.country = code  # "el escritor peruano Mario Paz" speaks for nobody, and is not at home
        elif kind == "state_bodies" and code is None:
            self._governed_by(match, spans, phrases)
        elif code is not None and kind != "person_titles":
            if told is not None:
                phrases[told] = (match.start(), phrases[told][1])
            else:
                yield Mention(match.start(), after, self._of_code(code), (match.start(), after))

    def _governed_by(self, body: re.Match[str], spans: Sequence[Placed], phrases: dict[int, Span]) -> None:
        """As in "el gobierno de Hugo Lorca": what it does is his."""
        link = self._words["of_after"].match(self._text, body.end())
        for first, _, who in spans:
            if link is not None and first == link.end() and who.kind == "person":
                phrases[first] = (body.start(), phrases[first][1])

    def _of_several(self, title: re.Match[str], at: int, spans: Sequence[Placed], phrases: dict[int, Span]) -> None:
        """As in "los presidentes de Brasil, Ana Luz, y Chile, Iris Mar": the others of one title, each behind their state."""
        for (start, end, state), (first, last, person) in pairwise(spans):
            joined = start >= at and self._words["and_the_next"].fullmatch(self._text, at, start)
            if not joined or state.kind != "government" or state.country is None or person.kind != "person":
                continue
            if _BLANK_OR_COMMA.fullmatch(self._text, end, first) and title.group().lower().endswith("s"):
                phrases[first] = (start, last)
                speaks_for(person, state.country)
                person.role = person.role or title.group().lower()
                at = last

    def _state_at(self, at: int, spans: Sequence[Placed]) -> tuple[str | None, int, int | None]:
        """The state or organisation that a title is told to be of, right after it: its code, where that ends, and where its name begins."""
        adjective = self._words["adjective_after"].match(self._text, at)
        code = demonyms(self._words.language).get(fold(adjective.group(1))) if adjective else None
        if adjective is not None and code is not None:
            return code, adjective.end(), None
        link = self._words["of_after"].match(self._text, at)
        if link is not None:
            for start, end, who in spans:
                if who.country is None or who.kind not in {"government", "organisation"}:
                    continue
                # "portavoz de Chile", and "portavoz del Ministerio de Exteriores de Chile"
                if start == link.end() or _A_BODY_OF.fullmatch(self._text, link.end(), start):
                    return who.country, end, start
        return None, at, None

    def _authority_at(self, at: int, spans: Sequence[Placed]) -> int | None:
        """Where the name of the electoral body ends that a title is told to be of, with its acronym and its state; None where of none."""
        link = self._words["of_after"].match(self._text, at)
        found = next(
            (end for start, end, who in spans if link and start == link.end() and who.kind == "authority"), None
        )
        if found is None:
            return None
        acronym = _ACRONYM.match(self._text, found)
        end = acronym.end() if acronym else found
        state = self._words["of_after"].match(self._text, end)
        return next((e for s, e, who in spans if state and s == state.end() and who.kind == "government"), end)

    def _beside(self, start: int, after: int, spans: Sequence[Placed]) -> Placed | None:
        """The person named right after a title, or right before it after a comma."""
        for first, last, who in spans:
            if who.kind != "person":
                continue
            if first >= after and _BLANK_OR_COMMA.fullmatch(self._text, after, first):
                return first, last, who
            if last <= start and self._words["comma_and_article"].fullmatch(self._text, last, start):
                return first, last, who
        return None


def speaks_for(person: Entity, code: str) -> None:
    """Whoever holds an office of a state or organisation speaks for it."""
    person.country = code
    person.speaks_for = "government" if code in states() else "organisation"
