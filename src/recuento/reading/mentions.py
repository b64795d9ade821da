"""Where a unit names somebody: gazetteer matches, personal and other proper names, and titles with what they are of.

Gazetteer first, then runs of proper nouns. No statistical name recogniser: the small one confuses people with
organisations half the time, and syntax tells them apart better (a title before, an apposition after, a verb of saying).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from . import gazetteer
from .gazetteer import Entry, Match
from .parsing import Unit
from .vocabulary import word_list

_REACH_LEFT = 6
"""Tokens left of a title in which its country or body may stand ("Venezuela's then foreign minister")."""


@dataclass(slots=True)
class Name:
    """A proper name that the gazetteer does not know: tokens first to last of its unit."""

    first: int
    last: int
    words: tuple[str, ...]
    sort: str
    """`person`, `party`, `organisation`, `authority`, or `unknown`."""
    title: Match | None = None


@dataclass(slots=True)
class Mentions:
    """Everything named in one unit, by token index."""

    matches: list[Match] = field(default_factory=list)
    match_at: dict[int, Match] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    name_at: dict[int, Name] = field(default_factory=dict)


def find_mentions(unit: Unit) -> Mentions:
    """Gazetteer matches and proper names of a unit, each name with the title that stands at it."""
    found = Mentions()
    tokens = [t.text for t in unit.doc]
    shielded = {i + d for i in unit.held for d in (-1, 0, 1)}
    for match in gazetteer.find(tokens):
        if not shielded.isdisjoint(range(match.start, match.end)) or _is_part_of_a_name(unit, match):
            continue
        found.matches.append(match)
        for i in range(match.start, match.end):
            found.match_at[i] = match
    for name in _names(unit, found, shielded):
        found.names.append(name)
        for i in range(name.first, name.last + 1):
            found.name_at[i] = name
    for name in found.names:
        _give_title(unit, found, name)
    return found


def _is_part_of_a_name(unit: Unit, match: Match) -> bool:
    """Whether a doubtful place is somebody's first name or surname: "Chad Smith", "Paris Martinez"."""
    doc = unit.doc
    if match.entry.kind not in {"country", "capital", "part", "demonym"} or match.end - match.start > 1:
        return False
    after = doc[match.end] if match.end < len(doc) else None
    before = doc[match.start - 1] if match.start else None
    if match.entry.ambiguous and after is not None and after.pos_ == "PROPN" and doc[match.start].dep_ == "compound":
        return doc[match.start].head.i > match.start and gazetteer.lookup([after.text]) is None
    return (
        match.entry.ambiguous
        and before is not None
        and before.dep_ == "compound"
        and before.head.i == match.start
        and before.pos_ == "PROPN"
    )


def _names(unit: Unit, found: Mentions, shielded: set[int]) -> Iterator[Name]:
    doc, i = unit.doc, 0
    while i < len(doc):
        if not _starts_name(doc[i], found, shielded):
            i += 1
            continue
        j = i
        while j + 1 < len(doc):
            if _goes_on(doc[j + 1], found, shielded):
                j += 1
            elif _joins(doc, j, found, shielded):
                j += 2
            else:
                break
        texts = tuple(doc[k].text for k in range(i, j + 1))
        sort = _sort_of(unit, i, texts)
        if sort is not None:
            yield Name(i, j, texts, sort)
        i = j + 1


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() or (token.text[:2].casefold() in {"al", "el"} and token.text[3:4].isupper())


def _starts_name(token: Token, found: Mentions, shielded: set[int]) -> bool:
    if (
        token.i in found.match_at
        or token.i in shielded
        or not _capital(token)
        or (
            not token.is_alpha
            and "-" not in token.text
            and "." not in token.text
            and "’" not in token.text
            and "'" not in token.text
        )
    ):
        return False
    if token.lower_ in word_list("names", "en")["never"] or token.lower_ in word_list("names", "en")["honorifics"]:
        return False
    if token.pos_ == "PROPN":
        return True
    # A capital in mid-sentence is a name whatever the tagger says; at the start of a sentence the tagger decides.
    return (
        not token.is_sent_start
        and token.tag_ in {"NN", "NNS", "JJ", "VBG", "VB", "VBD", "RB", "FW", "XX", "VBN"}
        and token.i > 0
        and token.nbor(-1).text not in {":", "“", '"', "‘"}
        and not token.text.isupper()
    )


def _goes_on(token: Token, found: Mentions, shielded: set[int]) -> bool:
    if token.i in found.match_at or token.i in shielded or not _capital(token):
        return False
    return (
        (token.pos_ in {"PROPN", "NOUN", "ADJ", "VERB", "X"} or len(token.text) > 2)
        and token.lower_ not in word_list("names", "en")["never"]
        and token.tag_ not in {"PRP", "DT", "IN"}
        and (
            token.is_alpha
            or "-" in token.text
            or "’" in token.text
            or (token.text.endswith(".") and len(token.text) == 2)
        )
    )


def _joins(doc: Doc, j: int, found: Mentions, shielded: set[int]) -> bool:
    """Whether a small word or hyphen binds two parts of a name: "Luis de la Cruz", "Ban Ki-moon", "Al-Sisi"."""
    if j + 2 >= len(doc):
        return False
    small, after = doc[j + 1], doc[j + 2]
    if small.text == "-" and not small.whitespace_ and not doc[j].whitespace_:
        return bool(after.is_alpha) and after.i not in shielded
    return (
        small.lower_ in word_list("names", "en")["particles"]
        and (_capital(after) or after.lower_ in word_list("names", "en")["particles"])
        and after.i not in found.match_at
    )


def _sort_of(unit: Unit, first: int, texts: tuple[str, ...]) -> str | None:
    lists = word_list("names", "en")
    head = texts[-1].casefold()
    every = {t.casefold() for t in texts}
    if every & lists["party_heads"]:
        return "party"
    if head in lists["organisation_heads"] or texts[0].casefold() in lists["organisation_heads"]:
        return "organisation"
    if len(texts) == 1 and texts[0].isupper() and len(texts[0]) > 1:
        return "organisation"
    if every & lists["things"]:
        return None
    doc = unit.doc
    before = doc[first - 1] if first else None
    if before is not None and before.lower_ in lists["honorifics"]:
        return "person"
    if (
        before is not None
        and before.dep_ == "prep"
        and before.lower_ in {"in", "at", "near", "from", "outside", "around"}
        and len(texts) < 4
    ):
        return "place"
    if len(texts) in {2, 3, 4} and all(t[0].isupper() or t.casefold() in lists["particles"] or t == "-" for t in texts):
        return "person"
    return "unknown"


def _give_title(unit: Unit, found: Mentions, name: Name) -> None:
    """The title at a name: right before it ("President X", "opposition leader X") or after a comma ("X, leader of")."""
    doc = unit.doc
    before = found.match_at.get(name.first - 1)
    enclosed = name.last + 1 >= len(doc) or doc[name.last + 1].text in {",", ".", "and", "("}
    if before is None and name.first >= 2 and doc[name.first - 1].text == "," and enclosed:
        # "the opposition leader, X,": the title stands before the comma.
        before = found.match_at.get(name.first - 2)
    if before is not None and before.entry.kind == "role" and not before.entry.plural:
        name.title = before
        name.sort = "person" if name.sort in {"unknown", "person", "place"} else name.sort
        return
    i = name.last + 1
    if i < len(doc) and doc[i].text in {",", "("}:
        for k in range(i + 1, min(len(doc), i + 2 + _REACH_LEFT)):
            match = found.match_at.get(k)
            if match is not None and match.entry.kind == "role" and not match.entry.plural:
                name.title = match
                name.sort = "person" if name.sort in {"unknown", "person"} else name.sort
                return
            if (
                k in found.name_at
                or doc[k].pos_ in {"VERB", "AUX"}
                or doc[k].text in {",", ")"}
                or (doc[k].pos_ == "PRON" and doc[k].tag_ != "PRP$")
            ):
                return


def whose(unit: Unit, found: Mentions, match: Match) -> Entry | None:
    """The country or body that a title, seat, authority or common noun belongs to.

    Looked for in the words right before ("Russian", "Venezuela's", "Kremlin") and then in an "of", "for" or "at"
    phrase after ("president of Peru", "spokesman for the EU").
    """
    doc = unit.doc
    i = match.start - 1
    steps = 0
    while i >= 0 and steps < _REACH_LEFT:
        token = doc[i]
        other = found.match_at.get(i)
        if other is not None:
            if other.entry.kind in {
                "country",
                "demonym",
                "capital",
                "part",
                "seat",
                "organisation",
                "authority",
                "party",
            }:
                if other.entry.kind in {"seat", "authority"} and other.entry.code is None:
                    return whose(unit, found, other) or other.entry
                return other.entry
            if other.entry.kind == "role":
                break
            i = other.start - 1
            continue
        if i in found.name_at:
            break
        if not (token.tag_ in {"JJ", "JJS", "JJR", "POS", "NN", "VBN", "VBG", "CD", "NNP", "RB"} or token.text == "-"):
            break
        i -= 1
        steps += 1
    return _after(unit, found, match)


def _after(unit: Unit, found: Mentions, match: Match) -> Entry | None:
    doc, i = unit.doc, match.end
    name = found.name_at.get(i)
    if name is not None:
        i = name.last + 1
    if i < len(doc) and doc[i].lower_ in {"of", "for", "at", "to", "in", "from"}:
        for k in range(i + 1, min(len(doc), i + 6)):
            other = found.match_at.get(k)
            if other is not None:
                if other.entry.kind in {
                    "country",
                    "demonym",
                    "capital",
                    "seat",
                    "organisation",
                    "authority",
                    "part",
                    "party",
                }:
                    if other.entry.code is None and other.entry.kind in {"seat", "authority"}:
                        return whose(unit, found, other) or other.entry
                    return other.entry
                return None
            if k in found.name_at or doc[k].is_punct or doc[k].pos_ == "VERB":
                return None
    return None
