"""An index of names: finds every name in a run of tokens, longest first.

Names match whatever their accents; capitals count. What the names are and what they stand for is filled in by
`gazetteer_lists`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from recuento.records.names import plain_letters

OBSERVERS = "OBSERVERS"
"""The code of observers whose sender is not named."""

Kind = Literal[
    "country",  # a state or territory by name
    "demonym",  # its adjective or its people
    "capital",  # a seat of government, used for the government or for the city
    "part",  # a part of a state with a government of its own ("Scotland"): the state's code, ambiguous
    "place",  # a province or a city that is no capital: the country it lies in, ambiguous if it may be a name
    "region",  # a part of the world ("Latin American"): no code
    "seat",  # a palace or ministry by name; without a code, an organ of any state ("foreign ministry")
    "organisation",
    "authority",  # electoral authority, court or parliament; without a code, any state's
    "role",  # an office that a person holds
    "party",  # "opposition", "ruling party"
    "outlet",  # who reports
    "nothing",  # a phrase that only looks like one of the above ("New Mexico"); `find` leaves these out
]
SpeaksFor = Literal["government", "party", "authority", "organisation", "none"]
Tenure = Literal["current", "former", "acting", "coming", "claimed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for.

    `name` is the country's or organisation's usual name, otherwise the phrase as the word list spells it (singular).
    `code` is an ISO 3166-1 alpha-3 code or an organisation's acronym, or None where the words around must say whose.
    `sort` is finer than `kind`: adjective, person or people (demonyms); head, foreign, parliament … (seats); union,
    observers, rights … (organisations); electoral, court, parliament (authorities); the kind of office (roles).
    """

    kind: Kind
    name: str
    code: str | None = None
    also: tuple[str, ...] = ()
    ambiguous: bool = False
    sort: str | None = None
    speaks_for: SpeaksFor = "none"
    tenure: Tenure = "current"
    plural: bool = False
    observer: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and the tokens that name it: ``tokens[start:end]``."""

    start: int
    end: int
    entry: Entry


# --------------------------------------------------------------------------------------------------------------------
# Words

_MARKS = str.maketrans(
    dict.fromkeys("’‘ʼʻ`´′", "'")
    | dict.fromkeys("‐‑–", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")  # soft hyphen and characters without width
)


@functools.lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A token without accents and capitals, its apostrophes and hyphens of one kind: they part the tokens of names."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return plain_letters(text.translate(_MARKS)).translate(_MARKS)


_CHUNK = re.compile(r"[(),\"“”]|[^\s(),\"“”]+")
_POSSESSIVE = re.compile(r"(.{1,80}?)(['’][sS]|(?<=[sS])['’])")
_INNER = re.compile(r"(?<=[^\W_])([-/])(?=[^\W\d_])")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+|(?:St|Gen|Gov|Rep|Sen)\.")


def words(text: str) -> tuple[str, ...]:
    """The tokens of a name, cut as spaCy cuts English: "Guinea-Bissau's" is "Guinea", "-", "Bissau", "'s"."""
    tokens: list[str] = []
    for chunk in _CHUNK.findall(text):
        possessive = _POSSESSIVE.fullmatch(chunk)
        stem, ending = possessive.groups() if possessive else (chunk, "")
        for token in _INNER.split(stem):
            stop = token.endswith(".") and not _ABBREVIATION.fullmatch(token) and len(token) > 1
            tokens += [token[:-1], "."] if stop else [token]
        if ending:
            tokens.append(ending)
    return tuple(tokens)


def plural(phrase: str) -> str | None:
    """The plural of a noun phrase, made at its head ("heads of state"), or None where it is plural already."""
    split = re.match(
        r"(.+?)((?:[- ](?:elect|designate|general|at-large|in-chief|d'affaires)| (?:of|for|to|in) ).*)", phrase
    )
    head, rest = split.groups() if split else (phrase, "")
    before, word = head[: head.rfind(" ") + 1], head[head.rfind(" ") + 1 :]
    if word.endswith("."):
        return None
    if (word.endswith("s") and not word.endswith(("ss", "us"))) or word.endswith(("people", "men")):
        return None
    if word.endswith(("man", "Man")) and fold(word) not in _NOT_MEN:
        ending = word[:-2] + "en"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        ending = word[:-1] + "ies"
    elif word.endswith(("s", "x", "ch", "sh")):
        ending = word + "es"
    else:
        ending = word + "s"
    return before + ending + rest


_NOT_MEN = frozenset({"german", "roman", "east german"})

# --------------------------------------------------------------------------------------------------------------------
# Patterns

_MOST_UNDOTTED = 4  # longest acronym that papers also write with full stops
_LEAST_TITLED = 4  # shortest acronym that British papers write as a word ("Nato")
_LONGEST = 12  # tokens that a composed name or the words before a title are looked for in; keeps time linear


def _variants(name: str) -> Iterator[tuple[str, ...]]:
    """The spellings of a name that follow from it: "St." for "Saint", "&" for "and", dots in acronyms."""
    spellings = [name]
    if "Saint " in name:
        spellings += [name.replace("Saint ", "St. "), name.replace("Saint ", "St ")]
    if " and " in name:
        spellings += [s.replace(" and ", " & ") for s in spellings]
    for spelling in spellings:
        tokens = words(spelling)
        yield tokens
        short = [t for t in tokens if _is_acronym(t) and t.isalpha() and len(t) <= _MOST_UNDOTTED]
        if short and (len(tokens) == 1 or len(short[0]) == 2):
            yield tuple("".join(f"{c}." for c in t) if t in short else t for t in tokens)
            if len(tokens) == 1:
                yield (".".join(tokens[0]),)  # as in "the U.S's"


def _is_acronym(token: str) -> bool:
    return len(token) > 1 and token.isupper()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One way to write an entry: which letter case each token needs (A all capitals, C an initial, x any)."""

    case: str
    ascii: bool
    entry: Entry

    def allows(self, tokens: Sequence[str]) -> bool:
        """Whether these tokens are written as the phrase must be."""
        for case, token in zip(self.case, tokens, strict=True):
            if case == "A" and not token.isupper():
                return False
            if case == "C" and not token[:1].isupper():
                return False
        # "Germán" is no German: English demonyms take no accents.
        return not (self.entry.kind == "demonym" and self.ascii and not all(map(str.isascii, tokens)))


@dataclass(frozen=True, slots=True)
class AuthorityWords:
    """The words that common names of electoral authorities are made of (see ``[en.authority]``)."""

    adjectives: frozenset[str] = frozenset()
    electoral: frozenset[str] = frozenset()
    extras: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()

    def end(self, folded: Sequence[str], start: int) -> int | None:
        """Where the name of an electoral authority that begins at `start` ends, if one begins there."""
        at, seen = start, False
        while at < min(len(folded), start + _LONGEST):
            word = folded[at]
            if word in self.electoral:
                seen = True
            elif word == "and" and seen and folded[at + 1 : at + 2] and folded[at + 1] in self.extras:
                at += 1
            elif word not in self.adjectives:
                break
            at += 1
        if at == len(folded) or folded[at] not in self.heads:
            return None
        if seen:
            return at + 1
        tail = list(folded[at + 1 : at + 4])
        if tail and tail[0] in self.joins:
            words_after = [w for w in tail[1:] if w != "the"]
            if words_after and words_after[0] in self.nouns:
                return at + 1 + tail.index(words_after[0]) + 1
        return None


# --------------------------------------------------------------------------------------------------------------------
# Looking up


class Gazetteer:
    """Every name of one language, indexed by its first folded token."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], list[_Phrase]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._tenure: dict[tuple[str, ...], Tenure] = {}
        self._lower: frozenset[str] = frozenset()
        self._authority = AuthorityWords()
        self._starts: frozenset[str] = frozenset()

    def seal(self) -> Gazetteer:
        """Make ready for look-ups, once all names are in."""
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        own = self._authority
        self._starts = frozenset(self._lengths) | own.adjectives | own.electoral | own.heads
        return self

    def lookup(self, phrase: str | Sequence[str]) -> Entry | None:
        """What this exact phrase stands for, a string or tokens; None when it is no name, or more than one."""
        tokens = words(phrase) if isinstance(phrase, str) else tuple(phrase)
        match = self._at(tokens, [fold(t) for t in tokens], 0) if tokens else None
        return match.entry if match and match.end == len(tokens) and match.entry.kind != "nothing" else None

    def find(self, tokens: Sequence[str]) -> list[Match]:
        """All names in `tokens`, leftmost and longest first, never overlapping.

        Token indexes count in `tokens`. A single line break inside a name does not part it; an empty line does.
        """
        places = [i for i, t in enumerate(tokens) if not t.isspace() or "\n" in t.replace("\n", "", 1)]
        kept = tokens if len(places) == len(tokens) else [tokens[i] for i in places]
        found = self._found(kept, [fold(t) for t in kept])
        if _is_shouted(kept):  # where all letters are capitals, "US" may be a pronoun
            found = [_doubted(m) if m.end - m.start == 1 and len(kept[m.start]) <= 3 else m for m in found]
        shown = [m for m in found if m.entry.kind != "nothing"]
        if kept is tokens:
            return shown
        return [Match(places[m.start], places[m.end - 1] + 1, m.entry) for m in shown]

    def _found(self, tokens: Sequence[str], folded: Sequence[str]) -> list[Match]:
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            if folded[at] not in self._starts and "-" not in folded[at]:
                at += 1
                continue
            match = self._at(tokens, folded, at)
            if match and match.entry.kind == "outlet" and folded[at] == "the":
                # "The Guardian" must not cut "The Guardian Council", nor "The Carter Center" make it a publisher
                inner = self._at(tokens, folded, at + 1)
                match = inner if inner and inner.end >= match.end else match
            if match:
                found.append(match)
            at = match.end if match else at + 1
        return self._in_office(_with_senders(found, folded), folded)

    def _at(self, tokens: Sequence[str], folded: Sequence[str], at: int) -> Match | None:
        """The longest name that begins at this token."""
        authority = self._authority.end(folded, at)
        for length in self._lengths.get(folded[at], ()) if at < len(folded) else ():
            if at + length > len(tokens):
                continue
            if authority and at + length < authority:
                break
            phrases = self._phrases.get(tuple(folded[at : at + length]), ())
            for phrase in phrases:
                if phrase.allows(tokens[at : at + length]):
                    return Match(at, at + length, phrase.entry)
        if authority:
            name = " ".join(folded[at:authority])
            return Match(at, authority, Entry("authority", name, sort="electoral", speaks_for="authority"))
        return self._compound(tokens[at], at) if at < len(tokens) else None

    def _compound(self, token: str, at: int) -> Match | None:
        """A name that the tokeniser left joined to what follows: "U.S.-brokered"."""
        stem, hyphen, _ = token.partition("-")
        if not hyphen or not stem.endswith("."):
            return None
        for phrase in self._phrases.get((fold(stem),), ()):
            if phrase.allows((stem,)):
                return Match(at, at + 1, phrase.entry)
        return None

    def _in_office(self, found: Sequence[Match], folded: Sequence[str]) -> list[Match]:
        """The matches, each role with the rank and tenure that the words before it give."""
        held: list[Match] = []
        for match in found:
            role = self._held(match, held, folded) if match.entry.kind == "role" else match
            while held and held[-1].end > role.start:  # "deputy" alone, now part of "deputy foreign minister"
                held.pop()
            held.append(role)
        return held

    def _held(self, match: Match, before: Sequence[Match], folded: Sequence[str]) -> Match:
        """One role: reads backwards over ranks, tenures and countries, as in "former Spanish deputy prime minister"."""
        starts = {m.end: m.start for m in before[-_LONGEST:] if m.entry.kind in _BEFORE_TITLE}
        start, at, entry = match.start, match.start, match.entry
        tenure = entry.tenure
        for _ in range(min(at, _LONGEST)):
            if folded[at - 1] == "-":
                at -= 1
            elif step := self._tenure_before(folded, at):
                tenure = max(tenure, step[1], key=_TENURES.index)
                at -= step[0]
            elif folded[at - 1] in self._lower and folded[at:start] in ([], ["-"]):
                start = at = at - 1
                entry = replace(entry, name=f"{folded[at]} {entry.name}")
            elif at in starts:
                at = starts[at]
            else:
                break
        speaks_for: SpeaksFor = "none" if tenure in {"former", "coming"} else entry.speaks_for
        return Match(start, match.end, replace(entry, tenure=tenure, speaks_for=speaks_for))

    def _tenure_before(self, folded: Sequence[str], at: int) -> tuple[int, Tenure] | None:
        """The words just before `at` that say how an office is held: how many, and how."""
        hyphen = folded[at : at + 1] == ["-"]
        for length in (3, 2, 1):
            ending = tuple(folded[max(at - length, 0) : at])
            tenure = self._tenure.get(ending) or (self._tenure.get((*ending, "-")) if hyphen else None)
            if tenure:
                return length, tenure
        return None

    def add(self, name: str, entry: Entry, *, cased: bool = True, titled: bool = True, yields: bool = False) -> None:
        """Put a name into the index. Where it stands for something else already, it yields or raises ValueError."""
        for tokens in _variants(name):
            key = tuple(fold(t) for t in tokens)
            single = len(tokens) == 1 and titled and tokens[0].isalpha() and len(tokens[0]) >= _LEAST_TITLED
            case = "".join(_case_of(t, single) for t in tokens)
            phrase = _Phrase(case if cased else "x" * len(tokens), all(map(str.isascii, tokens)), entry)
            known = self._phrases.setdefault(key, [])
            if not known and len(key) not in (lengths := self._lengths.setdefault(key[0], [])):
                lengths.append(len(key))
            same = next((p.entry for p in known if p.case == phrase.case), None)
            if same is None:
                known.append(phrase)
            elif not yields and (same.kind, same.code) != (entry.kind, entry.code):
                raise ValueError(f"{name!r} is {same.kind} {same.code} and {entry.kind} {entry.code}")


_TENURES: tuple[Tenure, ...] = ("current", "acting", "coming", "claimed", "former")  # the later outweighs
_BEFORE_TITLE = frozenset({"country", "demonym", "organisation", "seat", "region", "capital", "party", "part", "place"})


def _case_of(token: str, single: bool) -> str:
    if _is_acronym(token):
        return "C" if single else "A"
    return "C" if token[:1].isupper() else "x"


def _with_senders(found: Sequence[Match], folded: Sequence[str]) -> list[Match]:
    """An observation mission that follows its sender ("EU observer mission") becomes one match with the sender."""
    joined: list[Match] = []
    for match in found:
        last = joined[-1] if joined else None
        if last and match.entry.code == OBSERVERS and last.entry.kind == "organisation":
            between = folded[last.end : match.start]
            if all(w in {"'s", "'", "-"} for w in between) and last.entry.code != OBSERVERS:
                joined[-1] = Match(last.start, match.end, replace(last.entry, observer=True, plural=match.entry.plural))
                continue
        joined.append(match)
    return joined


def _is_shouted(tokens: Sequence[str]) -> bool:
    letters = "".join(tokens)
    return len(tokens) > 3 and letters.upper() == letters and letters.lower() != letters


def _doubted(match: Match) -> Match:
    return replace(match, entry=replace(match.entry, ambiguous=True))
