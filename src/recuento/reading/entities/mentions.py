"""Where a unit names somebody: gazetteer matches, personal and other proper names, and titles with what they are of.

Gazetteer first, then runs of proper nouns. No statistical name recogniser: the small one confuses people with
organisations half the time, and syntax tells them apart better (a title before, an apposition after, a verb of saying).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from recuento.reading.gazetteer import lookup
from recuento.reading.gazetteer.leaders import leader
from recuento.reading.gazetteer.lookup import Entry, Match
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse.units import Unit

_WORDS = rule_words("mentions")

_LONGEST_INITIALS = 6
_LONGEST_SYLLABLE = 4
"""Letters of a lower-case part after a hyphen: "Ban Ki-moon", but not "Western-backed"."""
_REACH_LEFT = 6
"""Tokens left of a title in which its country or body may stand ("Venezuela's then foreign minister")."""


_OWNERS = frozenset({"country", "demonym", "capital", "part", "place", "seat", "organisation", "authority", "party"})
_OF = _WORDS["of"]
_SENT_BY = _WORDS["sent_by"]
_UNIONS = _WORDS["unions"]
_OF_PARTIES = _WORDS["of_parties"]
"""Words that begin parties' names beside those of all bodies' names."""
_WHERE = _WORDS["where"]


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


def find_all_mentions(units: Sequence[Unit]) -> dict[int, Mentions]:
    """Everything named in an article, by the ids of its units.

    A surname that is a title, too ("Regina King"), is one wherever the article writes it alone and without an article.
    """
    found = {id(u): find_mentions(u) for u in units}
    titles = _WORDS["surnames"]
    named = (n.words[-1].casefold() for m in found.values() for n in m.names if len(n.words) > 1)
    surnames = titles.intersection(named)
    if surnames:
        found = {id(u): find_mentions(u, surnames) for u in units}
    return found


def find_mentions(unit: Unit, surnames: Collection[str] = frozenset()) -> Mentions:
    """Gazetteer matches and proper names of a unit, each name with the title that stands at it.

    `surnames` are titles, in lower case, that are known to be somebody's surname.
    """
    found = Mentions()
    small = word_list("names", "en")["acronyms_in_small"]
    tokens = [t.text.upper() if t.text in small and t.text.islower() else t.text for t in unit.tokens]
    shielded = {i + d for i in unit.held for d in (-1, 0, 1)}
    quoted = list(_parties_in_quotes(unit))
    in_quotes = {i for name in quoted for i in range(name.first, name.last + 1)}
    for match in lookup.find(tokens):
        if (
            not in_quotes.isdisjoint(range(match.start, match.end))
            or not shielded.isdisjoint(range(match.start, match.end))
            or _is_part_of_a_name(unit, match)
            or _is_inside_a_partys_name(unit, match)
            or _is_a_surname(unit, match, surnames)
        ):
            continue
        found.matches.append(match)
        for i in range(match.start, match.end):
            found.match_at[i] = match
    names = [n for n in _names(unit, found, shielded) if in_quotes.isdisjoint(range(n.first, n.last + 1))]
    for name in sorted([*names, *quoted], key=lambda n: n.first):
        found.names.append(name)
        for i in range(name.first, name.last + 1):
            found.name_at[i] = name
    for name in found.names:
        _give_title(unit, found, name)
    return found


_LONGEST_IN_QUOTES = 7


def _parties_in_quotes(unit: Unit) -> Iterator[Name]:
    """Names between quotation marks at a word for a party: "the “Peru Against Hunger” coalition", "the list “Our Peru”"."""
    doc = unit.doc
    for quoted in unit.inline:
        first, end = unit.tokens_in(quoted.inner)
        beside = {doc[k].lower_ for k in (first - 1, end) if 0 <= k < len(doc)}
        if not 1 < end - first <= _LONGEST_IN_QUOTES or _WORDS["at_a_quoted_name"].isdisjoint(beside):
            continue
        if doc[first].text[:1].isupper():
            yield Name(first, end - 1, tuple(t.text for t in doc[first:end]), "party")


def is_only_where(unit: Unit, match: Match) -> bool:
    """Whether a country is only where somebody sits: "the US based Institute", "Vienna-based"."""
    doc, end = unit.doc, match.end
    if end + 1 >= len(doc):
        return False
    behind = doc[end + 1] if doc[end].text == "-" else doc[end]
    return behind.lower_ == "based" and behind.i + 1 < len(doc) and behind.nbor(1).pos_ in {"PROPN", "NOUN", "ADJ"}


def _is_part_of_a_name(unit: Unit, match: Match) -> bool:
    """Whether a doubtful place is somebody's first name or surname: "Chad Smith", "Paris Martinez"."""
    doc = unit.doc
    if (
        match.entry.kind not in {"country", "capital", "part", "demonym", "place", "party"}
        or match.end - match.start > 1
    ):
        return False
    after = doc[match.end] if match.end < len(doc) else None
    before = doc[match.start - 1] if match.start else None
    if match.entry.ambiguous and after is not None and after.pos_ == "PROPN" and doc[match.start].dep_ == "compound":
        return doc[match.start].head.i > match.start and lookup.lookup([after.text]) is None
    return (
        match.entry.ambiguous
        and before is not None
        and before.dep_ == "compound"
        and before.head.i == match.start
        and before.pos_ == "PROPN"
    )


def _is_a_surname(unit: Unit, match: Match, surnames: Collection[str]) -> bool:
    """Whether a title is a surname: behind a first name ("Regina King said"), or alone where the article has its bearer."""
    doc, i = unit.doc, match.start
    word = doc[i]
    if match.end - i > 1 or word.lower_ not in _WORDS["surnames"] or not word.text.istitle():
        return False
    if match.end < len(doc) and doc[match.end].pos_ == "PROPN":
        return False  # "King Charles"
    before = doc[i - 1] if i and not word.is_sent_start else None
    if before is not None and before.text.istitle() and before.pos_ == "PROPN" and before.head == word:
        return before.lower_ not in _WORDS["before_a_title"] and lookup.lookup([before.text]) is None
    return word.lower_ in surnames and (before is None or before.lower_ not in {"the", "a", "of"})


def _is_inside_a_partys_name(unit: Unit, match: Match) -> bool:
    """Whether a word is part of a longer name: "Iraqi" in "the United Iraqi Alliance", "Democrats" in "the Free Democrats"."""
    doc, i = unit.doc, match.start
    if match.entry.kind == "party" and match.end - i == 1 and i > 0:
        before = doc[i - 1]
        capital = before.is_alpha and before.text[:1].isupper() and not before.is_sent_start
        return capital and before.lower_ in word_list("names", "en")["bodies"] | _OF_PARTIES
    if match.entry.kind != "demonym" or match.end - i > 1 or i == 0 or i + 1 >= len(doc):
        return False
    before, after = doc[i - 1], doc[i + 1]
    inside = (
        before.is_alpha and before.text[:1].isupper() and before.pos_ in {"PROPN", "ADJ"} and not before.is_sent_start
    )
    opens = before.is_sent_start and before.lower_ in _WORDS["united_or_new"]
    named = lookup.lookup([before.text]) is not None
    heads = word_list("names", "en")["party_heads"]
    return bool(inside or opens) and not named and after.text[:1].isupper() and after.lower_ in heads


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
            and not _is_initial(token.text)
            and "’" not in token.text
            and "'" not in token.text
        )
    ):
        return False
    lists = word_list("names", "en")
    if token.lower_ in lists["honorifics"] or (token.lower_ in lists["never"] and not _is_a_months_namesake(token)):
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


def _is_a_months_namesake(token: Token) -> bool:
    """Whether a month is a first name: "Jan Kowal", "April Ruiz"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    a_name = after is not None and after.pos_ == "PROPN" and after.text.istitle() and after.is_alpha
    return token.lower_ in _WORDS["months_namesakes"] and a_name and after is not None and token.head == after


def _is_initial(text: str) -> bool:
    """Whether a token is one or more initials: "J.", "J.D."; an address ("vega.example") is none."""
    return "." in text and len(text) <= _LONGEST_INITIALS


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
            or "'" in token.text  # "O'Neill"
            or (token.text.endswith(".") and len(token.text) == 2)
        )
    )


def _joins(doc: Doc, j: int, found: Mentions, shielded: set[int]) -> bool:
    """Whether a small word or hyphen binds two parts of a name: "Luis de la Cruz", "Ban Ki-moon", "Al-Sisi"."""
    if j + 2 >= len(doc):
        return False
    small, after = doc[j + 1], doc[j + 2]
    if small.text == "-" and not small.whitespace_ and not doc[j].whitespace_:
        part_of_it = after.text[:1].isupper() or len(after.text) <= _LONGEST_SYLLABLE
        return bool(after.is_alpha) and part_of_it and after.i not in shielded
    return (
        small.lower_ in word_list("names", "en")["particles"]
        and (_capital(after) or after.lower_ in word_list("names", "en")["particles"])
        and after.i not in found.match_at
    )


def _sort_of(unit: Unit, first: int, texts: tuple[str, ...]) -> str | None:
    """What a run of proper nouns names; None where it names nobody who acts."""
    lists, doc = word_list("names", "en"), unit.doc
    every = [t.casefold() for t in texts]
    before = doc[first - 1] if first else None
    after = doc[first + len(texts)] if first + len(texts) < len(doc) else None
    if not lists["party_heads"].isdisjoint(every):
        return "party"
    if every[-1] in lists["organisation_heads"] or every[0] in lists["organisation_heads"]:
        return "organisation"
    if len(texts) == 1 and texts[0].isupper() and len(texts[0]) > 1:
        return "organisation"
    if not lists["things"].isdisjoint(every) or _is_two_names(texts, after):
        return None
    if before is not None and before.lower_ in lists["honorifics"]:
        return "person"
    if after is not None and after.lower_ in _WORDS["party_or_coalition"] and _opens_with_article(before):
        return "party"  # "the ruling Law and Justice party"
    if not lists["bodies"].isdisjoint(every) or every[0] in lists["first_of_bodies"]:
        return "organisation" if len(texts) > 1 else None
    return _sort_by_place(texts, before, after)


def _sort_by_place(texts: tuple[str, ...], before: Token | None, after: Token | None) -> str:
    """What a name without a telling word in it names, by what stands beside it."""
    if before is not None and before.dep_ == "prep" and before.lower_ in _WHERE and len(texts) < 4:
        return "place" if len(texts) == 1 or before.lower_ != "from" else "person"
    small = word_list("names", "en")["particles"]
    full = len(texts) in {2, 3, 4} and all(t[0].isupper() or t.casefold() in small or t == "-" for t in texts)
    if not full:
        return "person" if leader(texts) is not None else "unknown"
    return "organisation" if _has_article(before, after) else "person"


def _is_two_names(texts: tuple[str, ...], after: Token | None) -> bool:
    """Whether a hyphen joins the names of two who rule or run together: "the Vega-Soto administration"."""
    return "-" in texts and after is not None and after.lower_ in word_list("names", "en")["rules"]


def _opens_with_article(before: Token | None) -> bool:
    """Whether "the" stands before a name, with no more than adjectives between: "the ruling centre-left"."""
    for _ in range(4):
        if before is None or before.lower_ == "the":
            return before is not None
        if before.pos_ not in {"ADJ", "VERB"} and before.text != "-" and before.tag_ not in {"NN", "RB"}:
            return False
        before = before.nbor(-1) if before.i else None
    return False


def _has_article(before: Token | None, after: Token | None) -> bool:
    """Whether a name stands with "the" and before no noun, as no personal name does: "the Foro Penal said"."""
    return (
        before is not None and before.lower_ == "the" and (after is None or after.pos_ not in {"NOUN", "PROPN", "ADJ"})
    )


def _give_title(unit: Unit, found: Mentions, name: Name) -> None:
    """The title at a name: right before it ("President X", "opposition leader X") or after a comma ("X, leader of")."""
    title = _title_before(unit.doc, found, name)
    if title is None and name.sort != "place":
        title = _title_after(unit.doc, found, name)
    if title is not None:
        name.title = title
        name.sort = "person" if name.sort in {"unknown", "person", "place"} else name.sort


def _title_before(doc: Doc, found: Mentions, name: Name) -> Match | None:
    first, honorifics = name.first, word_list("names", "en")["honorifics"]
    while first > 0 and doc[first - 1].lower_ in honorifics:
        first -= 1
    before = found.match_at.get(first - 1)
    if before is None and first >= 2 and doc[first - 1].text == ",":
        # "the opposition leader, X,": the title stands before the comma; "the president of Peru, X,": with its country
        before = found.match_at.get(first - 2)
        enclosed = name.last + 1 >= len(doc) or doc[name.last + 1].text in {",", ".", "and", "("}
        if before is None or not (enclosed or before.start - doc[before.start].sent.start <= 1):
            return None
        if before is not None and before.entry.kind != "role":
            before = _title_of(doc, found, before)
    is_title = before is not None and before.entry.kind == "role" and not before.entry.plural
    return before if is_title else None


def _title_of(doc: Doc, found: Mentions, owner: Match) -> Match | None:
    """The title right before "of" and its owner."""
    at = owner.start - 1
    if at >= 0 and doc[at].lower_ == "the":
        at -= 1
    return found.match_at.get(at - 1) if at >= 1 and doc[at].lower_ in _WORDS["of_an_office"] else None


def _title_after(doc: Doc, found: Mentions, name: Name) -> Match | None:
    i = name.last + 1
    if i >= len(doc) or doc[i].text not in {",", "("}:
        return None
    for k in range(i + 1, min(len(doc), i + 2 + _REACH_LEFT)):
        match = found.match_at.get(k)
        if match is not None and match.entry.kind == "role" and not match.entry.plural:
            return match
        if (
            (k in found.name_at and not _is_part_of_title(found, found.name_at[k]))
            or doc[k].pos_ in {"VERB", "AUX"}
            or doc[k].text in {",", ")"}
            or (k == i + 1 and doc[k].dep_ == "cc")
            or (doc[k].pos_ == "PRON" and doc[k].tag_ != "PRP$")
        ):
            return None
    return None


def _is_part_of_title(found: Mentions, name: Name) -> bool:
    """Whether a name runs into a title: "the Emergency Relief Coordinator"."""
    after = found.match_at.get(name.last + 1)
    return name.sort != "person" or (after is not None and after.entry.kind == "role")


def whose(unit: Unit, found: Mentions, match: Match) -> Entry | None:
    """The country or body that a title, seat, authority or common noun belongs to.

    Looked for in the words right before ("Russian", "Venezuela's", "Kremlin", "the bloc's") and then in an "of", "for"
    or "at" phrase after ("president of Peru", "spokesman for the EU").
    """
    doc, i, steps = unit.doc, match.start - 1, 0
    while i >= 0 and steps < _REACH_LEFT:
        token = doc[i]
        other = found.match_at.get(i)
        if other is not None:
            if _is_for_or_against(doc, other):
                i, steps = other.start - 3, steps + 1
                continue
            if other.entry.kind in _OWNERS:
                return _owner(unit, found, other)
            if other.entry.kind == "role":
                break
            i = other.start - 1
            continue
        if i in found.name_at:
            break
        if token.lemma_.lower() in _UNIONS and i + 1 < len(doc) and doc[i + 1].tag_ == "POS":
            return _last_union(found, i)
        if not (token.tag_ in {"JJ", "JJS", "JJR", "POS", "NN", "VBN", "VBG", "CD", "NNP", "RB"} or token.text == "-"):
            break
        i -= 1
        steps += 1
    return _after(unit, found, match)


def _is_for_or_against(doc: Doc, match: Match) -> bool:
    """Whether a name only says whom somebody is for: "Moldova's pro-EU leader" is Moldova's."""
    hyphen, side = match.start - 1, match.start - 2
    return side >= 0 and doc[hyphen].text == "-" and doc[side].lower_ in _WORDS["for_or_against"]


def _owner(unit: Unit, found: Mentions, other: Match) -> Entry:
    if other.entry.kind in {"seat", "authority"} and other.entry.code is None:
        return whose(unit, found, other) or other.entry
    return other.entry


def _last_union(found: Mentions, before: int) -> Entry | None:
    """The union of states named last: "the bloc"."""
    unions = (m.entry for m in reversed(found.matches) if m.end <= before and m.entry.sort in {"union", "bloc"})
    return next(unions, None)


def _after(unit: Unit, found: Mentions, match: Match) -> Entry | None:
    doc, i = unit.doc, match.end
    name = found.name_at.get(i)
    if name is not None:
        i = name.last + 1
    # An envoy is "to" and "in" the country of others.
    joins = _SENT_BY if match.entry.sort == "envoy" else _OF
    if i >= len(doc) or doc[i].lower_ not in joins:
        return None
    for k in range(i + 1, min(len(doc), i + 6)):
        other = found.match_at.get(k)
        if other is not None:
            return _owner(unit, found, other) if other.entry.kind in _OWNERS else None
        if k in found.name_at or doc[k].is_punct or doc[k].pos_ == "VERB":
            return None
    return None


def has_unknown_owner(unit: Unit, found: Mentions, title: Match) -> bool:
    """Whether a title is of a body that no list knows: "president of the Vega Institute", "the company's chief"."""
    doc, before, after = unit.doc, title.start - 1, title.end
    name = found.name_at.get(before)
    if name is not None and name.sort in {"organisation", "party"}:
        return True
    if before > 0 and doc[before].tag_ == "POS" and (before - 1) not in found.match_at:
        return doc[before - 1].lemma_.lower() not in word_list("syntax", "en")["states"]
    if after + 1 < len(doc) and doc[after].lower_ in {"of", "at", "for"}:
        at = after + 2 if doc[after + 1].lower_ == "the" else after + 1
        return at in found.name_at
    return False
