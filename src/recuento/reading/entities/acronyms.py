"""Acronyms that an article introduces in brackets: "the Vega Monitoring Group (VMG)", and "the VMG" from then on.

That its initials follow also tells that a run of proper nouns is a body's name and no person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from recuento.reading.gazetteer.lookup import Match
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse.units import Unit

from .mentions import Mentions, Name

_WORDS = rule_words("acronyms")
_SHORTEST, _LONGEST = 2, 10
_LEAST_SHARED = 0.6
"""The share of an acronym's letters that must begin words of the name, in order."""
_BODIES = frozenset({"organisation", "authority", "party", "seat"})


def join_acronyms(units: Sequence[Unit], mentions: Mapping[int, Mentions]) -> None:
    """Bring each acronym to what it was introduced for, wherever the article uses it."""
    meant: dict[str, Match | Name] = {}
    for unit in units:
        for acronym, what in _introduced(unit.doc, mentions[id(unit)]):
            meant.setdefault(acronym, what)
    if not meant:
        return
    for unit in units:
        found = mentions[id(unit)]
        for token in unit.tokens:
            if token.text in meant:
                _put(found, token.i, meant[token.text])


def _introduced(doc: Doc, found: Mentions) -> list[tuple[str, Match | Name]]:
    """The acronyms that a unit introduces, and for what."""
    result: list[tuple[str, Match | Name]] = []
    for token in doc[1:-2]:
        if token.text != "(" or doc[token.i + 2].text != ")":
            continue
        acronym = doc[token.i + 1].text
        if not _SHORTEST <= len(acronym) <= _LONGEST or not (acronym[:2].isupper() or _is_in_small_letters(doc, token)):
            continue
        match, name = found.match_at.get(token.i - 1), found.name_at.get(token.i - 1)
        if match is not None and match.entry.kind in _BODIES and match.end - match.start > 1:
            result.append((acronym, match))
        elif name is not None and len(name.words) > 1 and _abbreviates(acronym, _words_before(doc, token.i)):
            if name.sort not in {"party", "authority"}:
                before = {t.lower_ for t in doc[max(0, name.first - 2) : name.last + 1]}
                name.sort = "party" if before & _WORDS["of_parties"] else "organisation"
            result.append((acronym, name))
        elif match is not None and match.entry.kind == "party" and _abbreviates(acronym, _words_before(doc, token.i)):
            result.append((acronym, _name_with_possessive(doc, token.i - 1)))
    return result


def _name_with_possessive(doc: Doc, last: int) -> Name:
    """The name of a party that a possessive cut in two: "the Citizens' Coalition (CC)"."""
    first = last
    while first and (doc[first - 1].text[:1].isupper() or doc[first - 1].text in _WORDS["joints"]):
        first -= 1
    first += doc[first].lower_ == "the"
    words = doc[first : last + 1].text.split()
    return Name(first, last, tuple(words), "party")


def _is_in_small_letters(doc: Doc, bracket: Token) -> bool:
    """Whether what is in brackets is an acronym that lost its small capitals: "Citizens' Coalition for Change (ccc)"."""
    acronym = doc[bracket.i + 1].text
    if not (acronym.isalpha() and acronym.islower()) or acronym in word_list("names", "en")["small_words"]:
        return False
    initials = [t.text[0].casefold() for t in doc[max(0, bracket.i - _LONGEST) : bracket.i] if t.text[:1].isupper()]
    return initials[-len(acronym) :] == list(acronym)


def _words_before(doc: Doc, end: int) -> list[str]:
    """The words that an acronym before `end` may stand for: as many as it has letters, and the small words between."""
    return [t.text for t in doc[max(0, end - 2 * _LONGEST) : end] if t.is_alpha]


def _abbreviates(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym's letters begin the words before it, in order, the last of them at the end."""
    letters = [c.casefold() for c in acronym if c.isalpha()]
    at, shared = len(words) - 1, 0
    for letter in reversed(letters):
        place = next((i for i in range(at, max(-1, at - 3), -1) if words[i][:1].casefold() == letter), None)
        if place is not None:
            shared, at = shared + 1, place - 1
    return shared >= _LEAST_SHARED * len(letters)


def _put(found: Mentions, at: int, meant: Match | Name) -> None:
    """Make one token stand for what its acronym means, in place of whatever it was taken for."""
    known, name = found.match_at.get(at), found.name_at.get(at)
    if known is not None and (known.end - known.start > 1 or (isinstance(meant, Match) and known.entry == meant.entry)):
        return
    if name is not None and len(name.words) > 1:
        return
    if known is not None:
        found.matches.remove(known)
        del found.match_at[at]
    if name is not None:
        found.names.remove(name)
        del found.name_at[at]
    if isinstance(meant, Match):
        match = replace(meant, start=at, end=at + 1)
        found.matches.append(match)
        found.matches.sort(key=lambda m: m.start)
        found.match_at[at] = match
    else:
        found.names.append(Name(at, at, meant.words, meant.sort))
        found.name_at[at] = found.names[-1]
