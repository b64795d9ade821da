"""Indirect statements: what somebody is reported to have said, asked, pledged or voiced, without quotation marks.

The content is the clause below a verb of saying ("said that ..."), what is asked or called for, the object of a verb
that voices something ("voiced doubts about ..."), or the rest of a sentence with "according to".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import data, rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.text import Span

from .sources import CONTENT_CLAUSES, according_to, is_placeholder, is_say, who

_WORDS = rule_words("statements")

_CONTENT_TAIL = frozenset({"dobj", "prep", "ccomp", "xcomp", "oprd", "dative", "acl", "advmod", "npadvmod", "appos"})


_DENIED_STILL_SAYS = _WORDS["denied_still_says"]
"""Verbs that still tell a view when they are denied: "does not believe that"."""


_CALLS_FOR = _WORDS["calls_for"]
_CONNECTIVES = _WORDS["connectives"]
_LONGEST_ASIDE = 12
"""Tokens from the comma before an aside ("..., Mr Torres of the council said, ...") to its verb."""


class Statement(NamedTuple):
    """What is reported, the pattern that found it, and the tokens that report it and name who said it."""

    content: Span
    by: str
    cue: Token
    source: Token


def find_statements(unit: Unit) -> Iterator[Statement]:
    """The indirect statements of a unit."""
    words = word_list("quotations", "en")
    for token in unit.tokens:
        if token.i in unit.held:
            continue
        if token.lower_ in words["according"]:
            yield from _according(token)
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = token.lemma_.lower()
        if lemma not in words["say"] and lemma not in words["voice"]:
            continue
        content = None if _says_nothing(token) else _reported(token, lemma)
        if content is None:
            continue
        source = who(token)
        # Within a quotation, what "I" or "we" say is the quotation's speaker's already.
        if source is not None and not (unit.inside is not None and source.lower_ in {"i", "we"}):
            yield Statement(content[0], content[1], token, source)


def _says_nothing(cue: Token) -> bool:
    """Whether a verb of saying is denied: "did not say whether", "without saying when"."""
    if cue.lemma_.lower() in _DENIED_STILL_SAYS:
        return False
    denied = any(c.dep_ == "neg" for c in cue.children)
    return denied or (cue.dep_ == "pcomp" and cue.head.lower_ == "without")


def _reported(cue: Token, lemma: str) -> tuple[Span, str] | None:
    """The content of an indirect statement: a clause, or for some verbs what they ask for or voice."""
    words = word_list("quotations", "en")
    if lemma in words["say"]:
        if (clause := _clause_said(cue)) is not None:
            return _clause(clause, cue), "says-that"
        infinitive = dependencies.child(cue, "xcomp")
        if infinitive is not None and lemma in words["asking"] and not _asks_for_no_name(infinitive):
            return dependencies.clause_span(infinitive), "says-to"
        asked_for = next((c for c in cue.children if c.dep_ == "prep" and c.lower_ == "for"), None)
        thing = dependencies.child(asked_for, "pobj", "pcomp") if asked_for is not None else None
        if thing is not None and lemma in _CALLS_FOR:
            return dependencies.clause_span(thing), "calls-for"
        if (around := _aside_in(cue)) is not None:
            return around, "says-aside"
    if lemma in words["voice"]:
        return _voiced(cue, lemma)
    return None


def _clause_said(cue: Token) -> Token | None:
    """The verb of the clause that a verb of saying has as its content, outside any lifted quotation."""
    held = unit_of(cue).held
    for c in cue.children:
        if c.dep_ not in CONTENT_CLAUSES or c.i in held or not _is_clause(c):
            continue
        if c.i < cue.i and _comma_missing(c, cue):
            continue
        if any(c.left_edge.i <= i <= c.right_edge.i for i in held):
            continue
        if c.right_edge.i - c.left_edge.i < 2 and is_say(c):
            continue  # "he noted", another aside
        return c
    return None


def _is_clause(head: Token) -> bool:
    """Whether a clause has a verb: "said it was void", not the "void" of "declared it void"."""
    return head.pos_ in {"VERB", "AUX"} or any(c.pos_ == "AUX" for c in head.children)


def _clause(head: Token, cue: Token) -> Span:
    """A reported clause's offsets, without a time that belongs to the report: "said *on Friday* they accepted it"."""
    first = head.left_edge
    for c in head.lefts:
        of_a_time = c.dep_ == "npadvmod" or (c.dep_ == "prep" and any(_is_day(p) for p in c.children))
        if c.left_edge.i == first.i == cue.i + 1 and of_a_time and c.right_edge.i + 1 < head.i:
            first = c.right_edge.nbor(1)
    if first.lower_ in _CONNECTIVES and first.i + 1 < head.i and first.nbor(1).text == ",":
        first = first.nbor(2)
    return dependencies.trimmed_span(first, _whole_word(head.right_edge))


def _whole_word(last: Token) -> Token:
    """The end of a clause that the parse breaks off at a hyphen: "had been re-elected with 58 percent"."""
    doc, end = last.doc, last.sent.end
    hyphened = last.i + 2 < end and doc[last.i + 1].text == "-" and not last.whitespace_
    return doc[end - 1] if hyphened else last


def _is_day(token: Token) -> bool:
    return token.lower_ in word_list("quotations", "en")["times"]


def _asks_for_no_name(infinitive: Token) -> bool:
    """Whether somebody only asks not to be named."""
    return infinitive.lemma_.lower() in _WORDS["name_or_identify"] and dependencies.is_passive(infinitive)


def _aside_in(cue: Token) -> Span | None:
    """The sentence around an aside between commas: "The count, Torres said, was over"."""
    own = dependencies.own_subject(cue)
    sentence = cue.sent
    if own is None or own.i > cue.i or cue.i + 1 >= sentence.end or own.left_edge.i - 1 <= sentence.start:
        return None
    doc, opening = cue.doc, own.left_edge.i - 1
    if doc[opening].text != "," or doc[cue.i + 1].text != "," or cue.i - opening > _LONGEST_ASIDE:
        return None
    if any(sentence.start <= i < sentence.end for i in unit_of(cue).held) or dependencies.child(cue, "dobj", "xcomp"):
        return None
    return dependencies.trimmed_span(doc[sentence.start], doc[sentence.end - 1])


def _comma_missing(clause: Token, cue: Token) -> bool:
    """Whether a clause before its cue stands without the comma that sets reported words off."""
    return not any(t.text in {",", "—", "–"} for t in clause.doc[clause.right_edge.i : cue.i + 1])


def _voiced(cue: Token, lemma: str) -> tuple[Span, str] | None:
    held = unit_of(cue).held
    heads = [c for c in cue.children if c.dep_ == "dobj"]
    if not heads or heads[0].pos_ == "PRON" or is_placeholder(heads[0]):
        return None
    limits = data("quotations")["voiced_things"]["en"].get(lemma)
    if limits is not None and heads[0].lemma_.lower() not in limits:
        return None
    last = heads[0]
    for c in cue.rights:
        if c.i < heads[0].i:
            continue
        if c.is_punct and c.i + 1 < len(cue.doc) and cue.doc[c.i + 1].lower_ == "including":
            continue
        if c.is_punct or c.dep_ not in _CONTENT_TAIL:
            break
        last = c
    content_end = last.right_edge
    if any(heads[0].left_edge.i <= i <= content_end.i for i in held):
        return None
    cut = _participle_tail(heads[0], cue)
    if cut is not None:
        content_end = cue.doc[cut - 1]
    return dependencies.trimmed_span(heads[0].left_edge, content_end), "voices"


def _participle_tail(head: Token, cue: Token) -> int | None:
    """Where a participle after a comma begins, that belongs to the speaker and not to the content."""
    for token in cue.doc[head.i : cue.sent.end]:
        if token.text == "," and token.i + 1 < len(cue.doc) and cue.doc[token.i + 1].tag_ == "VBG":
            return token.i
    return None


def _according(token: Token) -> Iterator[Statement]:
    """The rest of a sentence with "according to"."""
    named = according_to(token)
    if named is None or (named.lemma_.lower() in word_list("quotations", "en")["mute"]):
        return
    unit, sentence = unit_of(token), token.sent
    edge = token.right_edge.i
    if token.i == sentence.start:
        first, last = min(edge + 1, sentence.end - 1), sentence.end - 1
    else:
        first, last = sentence.start, token.i - 1
    if first >= last or any(first <= i <= last for i in unit.held):
        return
    span = dependencies.trimmed_span(token.doc[first], token.doc[last])
    yield Statement(span, "according", token, named)
