"""The country whose election an article is about, and what names that several countries bear stand for there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from recuento.reading.gazetteer.codes import ended_in, is_organisation
from recuento.reading.gazetteer.leaders import Moment, leader
from recuento.reading.gazetteer.lookup import Match
from recuento.reading.lexicon.vocabulary import Words, rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit

from .mentions import Mentions

_WORDS = rule_words("contest_country")

_PLACES = frozenset({"country", "demonym", "authority", "capital", "part", "place", "party", "seat"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "appos"})
_AT_THE_ELECTION, _AUTHORITY, _CONGRATULATED, _VICTORY = 80, 60, 50, 50
_SCENE, _PARTY, _WITHIN, _TOLD, _CONTENDS, _NAMED = 30, 25, 20, 8, 25, 3
_FILED = 4
_OPENING = 2
"""Paragraphs, the headline among them, whose points count twice."""
_HIGHEST = 4
"""Steps up the parse to the word that a country's name modifies."""


def contest_country(
    units: Sequence[Unit],
    mentions: Mapping[int, Mentions],
    when: Moment | None = None,
    filed_in: str | None = None,
) -> str | None:
    """The country named at the election itself, else the one most told of; None where nothing speaks for any.

    Most points go to a country that modifies a word for the election, has its authority named, or whose winner is
    congratulated. One that only acts, by itself, its capital or its officials, reacts: that gives it no points. The
    country where the story was filed has a few, which decide where nothing else does.
    """
    score: Counter[str] = Counter({filed_in: _FILED} if filed_in is not None else {})
    shared: list[tuple[tuple[str, ...], int]] = []
    by_acronym: list[tuple[str, int]] = []
    opening = _opening_paragraphs(units)
    for unit in units:
        twice = 2 if unit.paragraph in opening and unit.inside is None else 1
        found = mentions[id(unit)]
        for match in found.matches:
            entry = match.entry
            if entry.kind not in _PLACES or entry.code is None or (entry.kind == "place" and entry.ambiguous):
                continue
            points = 0 if _is_no_more(entry.code, when) else _points(unit, found, match)
            if is_organisation(entry.code) and points < _AT_THE_ELECTION:
                continue  # an organisation's seat or council is no sign that the vote is its own
            if entry.kind == "authority" and unit.doc[match.start : match.end].text.isupper():
                by_acronym.append((entry.code, twice * points))
                continue
            if entry.also:
                shared.append(((entry.code, *entry.also), twice * points))
            else:
                score[entry.code] += twice * points
        for code, points in _points_of_leaders(unit, found, when):
            score[code] += twice * points
    for code, points in by_acronym:  # "INEC" is Nigeria's and, in an article that never names Nigeria, somebody else's
        score[code] += points if score[code] else _TOLD
    for codes, points in shared:  # a name of several countries speaks for those that are named otherwise
        score[max(codes, key=lambda code: (score[code], -codes.index(code)))] += points
    best = max(score, key=lambda code: (score[code], code), default=None)
    return best if best is not None and score[best] > 0 else None


def _is_no_more(code: str, when: Moment | None) -> bool:
    """Whether a state had ended by then; in an article without a date, one that has ended since holds no vote."""
    last = ended_in(code)
    return last is not None and (when is None or when.year > last)


def elections_of_countries(unit: Unit, found: Mentions) -> Iterator[tuple[int, str]]:
    """The words for an election that a country's name is part of, by token, with its code: "Kenya's vote" gives KEN.

    Previous ones too: whose they are is the same.
    """
    words = word_list("contest", "en")
    for match in found.matches:
        entry = match.entry
        if entry.kind not in _PLACES or entry.code is None or entry.also or is_organisation(entry.code):
            continue
        if entry.kind in {"authority", "party"} or (entry.kind == "place" and entry.ambiguous):
            continue
        if _is_hyphened(unit, match):
            continue
        held = next((t for t in _chain(unit.doc[match.end - 1]) if t.lemma_.lower() in words["contests"]), None)
        if held is not None:
            yield held.i, entry.code


def settle_shared_names(mentions: Mapping[int, Mentions], contest: str | None) -> None:
    """Let each name that several countries bear stand for the contest's, or for the only one that is named otherwise.

    "CNE" is Honduras's in an article about Honduras, "the Congo" the one whose capital is named.
    """
    every = [m for found in mentions.values() for m in found.matches]
    named = {m.entry.code for m in every if not m.entry.also}
    for found in mentions.values():
        for at, match in enumerate(found.matches):
            codes = [match.entry.code, *match.entry.also]
            others = [code for code in codes if code in named]
            code = contest if contest in codes else (others[0] if len(others) == 1 else codes[0])
            if not match.entry.also or code == match.entry.code:
                continue
            settled = Match(match.start, match.end, replace(match.entry, code=code, also=()))
            found.matches[at] = settled
            found.match_at.update(dict.fromkeys(range(match.start, match.end), settled))


def _is_hyphened(unit: Unit, match: Match) -> bool:
    """Whether a country is only the first or last part of a compound with a hyphen."""
    doc, first, last = unit.doc, match.start, match.end - 1
    after = last + 1 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_
    before = first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_
    return after or before or doc[last].text.rstrip("-").find("-") > 0


def _opening_paragraphs(units: Sequence[Unit]) -> frozenset[int]:
    paragraphs = list(dict.fromkeys(u.paragraph for u in units))
    return frozenset(paragraphs[:_OPENING])


def _points(unit: Unit, found: Mentions, match: Match) -> int:
    """What one naming of a country, or of what belongs to one, says for its being the contest's."""
    words, entry, head = word_list("contest", "en"), match.entry, unit.doc[match.end - 1]
    if entry.kind == "authority":
        return _AUTHORITY if entry.sort == "electoral" else _SCENE
    if entry.kind == "party":
        return _PARTY
    if _is_hyphened(unit, match):
        return 0  # "U.S.-backed", "pro-U.S."
    if _is_authority_of(found, match, head):
        return _AUTHORITY
    chain = list(_chain(head))
    if any(t.lemma_.lower() in words["elections"] for t in chain):
        return _WITHIN if _is_another(chain) else _AT_THE_ELECTION
    if any(t.lemma_.lower() in words["toward"] for t in _governors(chain[-1] if chain else head)):
        return _CONGRATULATED
    if entry.kind in {"capital", "seat"}:
        return _WITHIN if _preposition(head) in words["within"] else 0
    if chain and chain[0].lemma_.lower() in words["scene"]:
        return _SCENE
    return _of_a_plain_naming(found, match, head, words)


def _wins_or_loses(found: Mentions, holder: Token, words: Words) -> bool:
    """Whether whoever holds an office there stood for it: "Armenia's president won a second term"."""
    match = found.match_at.get(holder.i)
    in_office = match is not None and match.entry.kind == "role"
    return in_office and holder.dep_ == "nsubj" and holder.head.lemma_.lower() in words["contends"]


def _of_a_plain_naming(found: Mentions, match: Match, head: Token, words: Words) -> int:
    before = _preposition(head)
    if head.dep_ == "poss" and _wins_or_loses(found, head.head, words):
        return _CONTENDS
    if before in words["within"]:
        of_office = any(
            found.match_at[i].entry.kind == "role" for i in range(match.start - 3, match.start) if i in found.match_at
        )
        return _NAMED if of_office else _WITHIN
    if head.dep_ == "nsubj" and any(t.lemma_.lower() in words["elections"] for t in dependencies.objects(head.head)):
        return _CONTENDS if head.head.lemma_.lower() in words["holds"] else 0
    if before in words["beside"] or head.dep_ in {"nsubj", "nsubjpass", "conj"} or head.head.dep_ == "agent":
        return 0
    after = (found.match_at.get(i) for i in range(match.end, match.end + 3))
    return _NAMED if any(m is not None and m.entry.kind in {"role", "seat"} for m in after) else _TOLD


def _points_of_leaders(unit: Unit, found: Mentions, when: Moment | None) -> Iterator[tuple[str, int]]:
    """What the namings of those who govern say: one who wins or is congratulated is of the contest's country."""
    words = word_list("contest", "en")
    for name in found.names:
        someone = leader(name.words, when) if name.sort in {"person", "unknown"} else None
        if someone is None or not someone.code.isalpha() or len(someone.code) != 3:
            continue
        head = unit.doc[name.last]
        if head.dep_ == "poss" and head.head.lemma_.lower() in words["victories"]:
            yield someone.code, _VICTORY
        elif any(t.lemma_.lower() in words["toward"] for t in _governors(head)):
            yield someone.code, _CONGRATULATED
        elif (
            head.dep_ == "pobj" and head.head.lower_ == "for" and head.head.head.lemma_.lower() in words["cast_for"]
        ) or (head.dep_ in {"nsubj", "nsubjpass", "dobj"} and head.head.lemma_.lower() in words["contends"]):
            yield someone.code, _CONTENDS
        else:
            yield someone.code, _NAMED


def _is_authority_of(found: Mentions, match: Match, head: Token) -> bool:
    """Whether an electoral authority is the country's: "Kenya's electoral commission", "the electoral court in Brazil"."""
    for other in (found.match_at.get(i) for i in range(match.end, match.end + 3)):
        if other is not None and other.entry.kind == "authority" and other.entry.sort == "electoral":
            return True
    above = found.match_at.get(head.head.head.i) if head.dep_ == "pobj" else None
    return above is not None and above.entry.kind == "authority" and above.entry.sort == "electoral"


def _chain(head: Token) -> Iterator[Token]:
    """The words above a country's name that it says more of: "Kenyan" → "voters"; "in Kenya" → "held" → "elections"."""
    token = head
    for _ in range(_HIGHEST):
        above = token.head
        if above == token:
            return
        if token.dep_ in _MODIFIERS:
            yield above
        elif token.dep_ == "pobj" and above.dep_ == "prep" and above.lower_ in word_list("contest", "en")["within"]:
            above = above.head
            if above.pos_ not in {"NOUN", "PROPN"}:
                if above.dep_ in {"acl", "relcl"}:
                    yield above.head
                return
            yield above
        else:
            return
        token = above


def _governors(token: Token) -> Iterator[Token]:
    """The predicates whose object a noun phrase is: "congratulated", "congratulations to"."""
    for _ in range(_HIGHEST):
        above = token.head
        if above == token or token.dep_ in {"nsubj", "agent"}:
            return
        if token.dep_ in {"dobj", "nsubjpass", "pobj", "dative"} and (
            above.pos_ == "VERB" or above.dep_ in {"prep", "dative"}
        ):
            yield above.head if above.dep_ in {"prep", "dative"} and above.lower_ in {"to", "of", "on"} else above
            return
        if token.dep_ not in _MODIFIERS:
            return
        token = above


def _preposition(head: Token) -> str:
    return head.head.lower_ if head.dep_ == "pobj" else ""


def _is_another(chain: Sequence[Token]) -> bool:
    """Whether the election that is named is told from this one: "the previous Kenyan election"."""
    return any(c.lower_ in _WORDS["of_another_time"] for t in chain for c in t.lefts)
