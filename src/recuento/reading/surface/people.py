"""People by the capitals of their names: full names first, then the shorter ones that can only be theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer import lookup as names
from recuento.records.names import fold

from .lexicon import SurfaceWords
from .tokens import Token

_ACRONYM = re.compile(r"\s*\(([A-ZÁÉÍÓÚÑ][\wÁÉÍÓÚÑ]{1,9})\)")
_AFTER_A_NAME = re.compile(r"(\w+),\s*$")
_NAME_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_MARKS = frozenset("'\"‘’“”«»")
_JOINS_NO_NAME = ("/", "@", "#")
_LONGEST_NAME = 7
_LONGEST_STATE = 4


class People:
    """Everybody whose name stands in an article, by its words."""

    def __init__(self, text: str, tokens: Sequence[Sequence[Token]], words: SurfaceWords) -> None:
        self._text = text
        self._words = words
        self._people: dict[tuple[str, ...], Entity] = {}
        self._places: set[tuple[str, ...]] = set()
        self.parties = {tuple(_NAME_WORD.findall(m.group(1))) for m in words["party_called"].finditer(text)}
        """What is called a party by a word before it ("el partido Sueño Azul"), and so is nobody's name."""
        self.short_names: dict[str, Entity] = {}
        """People by their initials, and by what they are known as."""
        self._learn(tokens)

    def named(self, run: tuple[str, ...]) -> Entity | None:
        """The person of a run of words; of a surname alone that nobody else bears, somebody of that name."""
        if run in self.parties:
            return None
        person = self._person(run)
        if person is None and len(run) == 1 and len(run[0]) > 2 and not run[0].isupper():
            return self._people.setdefault(run, Entity(f"person:{fold(run[0])}", run[0], "person", words=run))
        return person

    def _learn(self, all_tokens: Sequence[Sequence[Token]]) -> None:
        """The full names, longest first, so that shorter ones can be brought to them."""
        runs = {run for tokens in all_tokens for run, _ in self.runs(tokens)}
        for run in sorted(runs, key=lambda r: (-len(r), r)):
            if len(_bare(run, self._words)) >= 2 and run not in self.parties and self._person(run) is None:
                self._people[run] = Entity(f"person:{fold(' '.join(run))}", " ".join(run), "person", words=run)

        for run, (_, last), tokens in [(r, at, t) for t in all_tokens for r, at in self.runs(t)]:
            acronym = acronym_at(self._text, tokens[last].end)
            known = self._words["known_as"].match(self._text, tokens[last].end)
            initials = "".join(w[0] for w in _bare(run, self._words))
            short = known.group(1) if known is not None else acronym if acronym == initials else None
            if short is not None and (who := self._person(run)) is not None:
                self.short_names[short] = who

    def runs(self, tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
        """Runs of capitalised words that may be a person's name, with the first and last token."""
        i = 0
        while i < len(tokens):
            if not self._may_name(tokens, i):
                i += 1
                continue
            last = j = i
            while j + 1 < len(tokens) and j - i < _LONGEST_NAME:
                following = tokens[j + 1]
                if following.text.lower() in self._words.lists["party_heads"]:
                    break
                if following.capital and self.is_a_name(following) and len(following.text) > 1:
                    last = j = j + 1
                elif following.text in self._words.lists["particles"] and j + 2 < len(tokens):
                    if self._is_a_state(tokens, j + 2):
                        break  # "Hugo Lorca de Chile"
                    j += 1
                    if not (tokens[j + 1].capital or tokens[j + 1].text in self._words.lists["particles"]):
                        break
                elif self._is_a_nickname(tokens, j + 1):
                    last = j = j + 4
                else:
                    break
            yield tuple(t.text for t in tokens[i : last + 1] if t.text[0].isalnum()), (i, last)
            i = last + 1

    def _is_a_nickname(self, tokens: Sequence[Token], at: int) -> bool:
        """As in "Lena 'Tita' Marsh": one name in marks, and the surname behind it."""
        if at + 3 >= len(tokens) or tokens[at].text not in _MARKS or tokens[at + 2].text not in _MARKS:
            return False
        nickname, surname = tokens[at + 1], tokens[at + 3]
        return nickname.capital and surname.capital and self.is_a_name(nickname) and self.is_a_name(surname)

    def _may_name(self, tokens: Sequence[Token], i: int) -> bool:
        token = tokens[i]
        if not token.capital or not self.is_a_name(token) or len(token.text) < 2:
            return False
        if self._text[max(0, token.start - 1) : token.start] in _JOINS_NO_NAME:
            return False
        if not token.first:
            return not self._is_of_an_office(tokens, i)
        # At the beginning of a sentence "Gustavo Petro ganaría" and "Petro dijo", and not "Manifestantes favorables" and "Dijo Petro".
        if self._words["says"].fullmatch(token.text):
            return False
        behind = next(
            (j for j in range(i + 1, len(tokens)) if tokens[j].text not in self._words.lists["particles"]), None
        )
        follows = tokens[behind] if behind is not None and behind <= i + 3 else None
        goes_on = follows is not None and follows.capital and self.is_a_name(follows)
        acts = (
            behind == i + 1
            and follows is not None
            and any(self._words[v].match(self._text, follows.start) for v in ("says", "got_it"))
        )
        return goes_on or acts or self._person((token.text,)) is not None

    def _is_of_an_office(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether it is a state, or a town, whose office is told right before somebody's name: "el presidente de Chile Hugo Lorca"."""
        if i == 0 or tokens[i - 1].text.lower() not in self._words.lists["prepositions"]:
            return False
        if self._words["local_office"].search(self._text, max(0, tokens[i].start - 40), tokens[i].start):
            return True  # "el alcalde de Quito Hugo Lorca"
        return self._is_a_state(tokens, i)

    def _is_a_state(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the name of a state begins there."""
        told = [t.text for t in tokens[i : i + _LONGEST_STATE]]
        return any(m.start == 0 and m.entry.kind == "country" for m in names.find(told, self._words.language))

    def is_a_name(self, token: Token) -> bool:
        """Whether a capitalised word may be part of a person's name."""
        low = token.text.lower()
        return (
            low not in self._words.lists["no_names"]
            and low not in self._words.lists["not_people"]
            and (low.isalpha() or "-" in low)
        )

    def _person(self, run: tuple[str, ...]) -> Entity | None:
        """The person whose name has these words; None for nobody, and for several."""
        asked = {fold(w) for w in _bare(run, self._words)}
        fitting = [who for known, who in self._people.items() if asked and asked <= {fold(w) for w in known}]
        return fitting[0] if len(fitting) == 1 else self._people.get(run)

    def is_a_place(self, run: tuple[str, ...], at: int) -> bool:
        """Whether a name that nobody bears in full stands in a place's place: "en Bagdad", "el estado Zulia", "Tapachula, Chiapas"."""
        if run in self._places:
            return True
        before = self._text[max(0, at - 24) : at]
        last = list(self._words["in_places"].finditer(before))
        beside = _AFTER_A_NAME.search(before)
        apposed = " ," if last and last[-1].group().lower() in self._words.lists["towns"] else " "
        placed = bool(last) and not before[last[-1].end() :].strip(apposed)  # "la capital, Harare"
        placed = placed or (beside is not None and len(run) == 1 and (beside.group(1),) in self._places)
        if placed and not self._is_part_of_a_name(run):
            self._places.add(run)
            self._people.pop(run, None)
        return run in self._places

    def _is_part_of_a_name(self, run: tuple[str, ...]) -> bool:
        """Whether the words are, or are a part of, the name of somebody with another name, too."""
        asked = {fold(w) for w in _bare(run, self._words)}
        return any(asked < {fold(w) for w in _bare(known, self._words)} for known in self._people if known != run)


def acronym_at(text: str, at: int) -> str | None:
    """The acronym in brackets right there."""
    match = _ACRONYM.match(text, at)
    return match.group(1) if match else None


def _bare(run: Sequence[str], words: SurfaceWords) -> list[str]:
    return [w for w in run if w.lower() not in words.lists["particles"]]
