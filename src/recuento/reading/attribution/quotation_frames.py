"""The frame of a direct quotation: which verb beside it says that somebody speaks, and which noun names who.

News puts the frame after the quotation ("..., said X", "..., X, a lawyer, said on Monday"), before it ("X said on
Monday: ..."), or names a source without a verb ("In a post on X: ...", "... — Ana Torres"). The words right beside the
marks are trusted more than the parse of a sentence with a hole in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Token

from recuento.reading.lexicon.vocabulary import word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

from .sources import (
    according_to,
    asks_somebody,
    can_be_source,
    could_speak,
    in_the_words_of,
    is_say,
    is_thought,
    phrase_head,
    who,
)

_REACH = 25
"""Tokens between a quotation and a verb of saying that may still be its cue in the same sentence."""
_LONGEST_NAME = 12
"""Tokens; a longer stretch after a dash names nobody."""
_DASHES = frozenset({"—", "–", "-", "―", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


class Frame(NamedTuple):
    """The cue and the source of a quotation, tokens of the frame, and the pattern that found them."""

    cue: Token | None
    source: Token | None
    by: str


NO_FRAME = Frame(None, None, "follow-on")


def frame_of(held: Token) -> Frame:
    """The frame of the quotation for which a place-holder's verb stands."""
    doc, head = held.doc, held.head
    before = _last_word_before(held)
    if before is not None and is_say(before) and (before.sent.start == held.sent.start or held.i - before.i <= 4):
        return Frame(before, who(before), "cue-before")
    if before is not None and before.lower_ in word_list("quotations", "en")["said"] and _opens_mid_sentence(held):
        # A form of such a verb that the tagger took for a noun: "Reuters reports, ...".
        named = phrase_head(before.sent[0], before.i)
        if named is not None:
            return Frame(before, named, "cue-before")
    governs = is_say(head) and head != held
    if governs and head.i < held.i and _opens_mid_sentence(held):
        return Frame(head, who(head), "cue-governs")
    if (after := cue_after(doc, held.i + 2)) is not None:
        return after
    if governs:
        return Frame(head, who(head), "cue-governs")
    near = _nearest_say(held)
    if near is not None:
        return Frame(near, who(near), "cue-near")
    return _named_source(held)


def _last_word_before(held: Token) -> Token | None:
    doc, at = held.doc, held.i - 2
    while at >= 0 and (doc[at].text in {",", ":", "(", '"', "''"} | _DASHES or doc[at].lower_ in {"that", "by"}):
        at -= 1
    return doc[at] if at >= 0 else None


def _opens_mid_sentence(held: Token) -> bool:
    before = held.i - 2
    return before >= 0 and held.doc[before].text in {",", ":"}


def cue_after(doc: Doc, after: int) -> Frame | None:
    """A verb of saying that follows a quotation: '"...," Putin stated', '"...," said the minister'.

    `after` is the first token behind the words quoted.
    """
    end = min(len(doc), after + _REACH)
    # '"...!" he said': such a mark belongs to the quotation; a full stop ends the sentence.
    if after >= end or doc[after].text == "." or (doc[after].text in {"!", "?"} and after + 1 >= end):
        return None
    comma = doc[after].text == ","
    first = after + 1 if doc[after].is_punct else after
    # A comma, or a small letter after "!", shows that the sentence goes on with its frame.
    if first < end and _opens_another_clause(doc[first]):
        return None
    goes_on = comma or (first > after and first < end and doc[first].text[:1].islower())
    for token in doc[first:end]:
        if token.text in {".", "!", "?", ";", ":"} or token.i - 1 in unit_of(token).held:
            return None
        if token.tag_ not in _FINITE and not (token.tag_ == "VBG" and token.i == first):
            continue
        if not (is_say(token) or (goes_on and _is_used_to_say(token, first))) or _is_aside(token, first):
            continue
        if not goes_on and _holds_own_clause(token, after):
            continue
        if asks_somebody(token):
            return Frame(token, who(token), "cue-after")  # whoever asks, often not named
        source = _beside(token, first)
        if source is not None:
            return Frame(token, source, "cue-after")
    return None


def _opens_another_clause(token: Token) -> bool:
    """Whether a word behind a quotation starts what has nothing to do with its frame: ", and the minister said"."""
    return token.dep_ == "cc" or token.tag_ in {"WDT", "WP"} or token.dep_ == "mark"


def _beside(cue: Token, first: int) -> Token | None:
    """Who speaks by the words between a quotation and its cue, or right behind a cue that comes first."""
    if cue.i == first and cue.tag_ != "VBG":
        behind = cue.i + 1 < len(cue.doc)
        inverted = phrase_head(cue.nbor(1), cue.sent.end) if behind else None
        return inverted or who(cue)
    named = who(cue)
    if named is not None and (first <= named.i < cue.i or dependencies.is_passive(cue)):
        return named
    return phrase_head(cue.doc[first], cue.i) or named


def _is_aside(verb: Token, first: int) -> bool:
    """Whether a verb stands in a clause about somebody named after the quotation: '"...," Ruiz, who wrote it, said'."""
    return verb.dep_ in {"relcl", "acl"} and first <= verb.head.i < verb.i


def _is_used_to_say(verb: Token, first: int) -> bool:
    """Whether any other verb stands where only a verb of saying can: '"Let them," Lamar scoffed'."""
    if verb.pos_ != "VERB" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i - first > 7:
        return False
    own = dependencies.own_subject(verb)
    # Right after its subject, with nothing but a pause or the end behind it.
    ends = (
        verb.i + 1 >= len(verb.doc)
        or verb.nbor(1).text in {".", ",", ";", ":"}
        or verb.nbor(1).tag_ in {"RB", "IN", "VBG"}
    )
    return (
        own is not None
        and own.i < verb.i
        and own.left_edge.i >= first
        and ends
        and dependencies.child(verb, "dobj") is None
    )


def _holds_own_clause(verb: Token, after: int) -> bool:
    """Whether a verb of saying already has other content: '"We won!" He said that ...' is not a cue of "We won"."""
    return any(c.dep_ == "ccomp" and c.i > verb.i and c.i >= after for c in verb.children)


def _nearest_say(held: Token) -> Token | None:
    candidates = [
        t
        for t in held.sent
        if is_say(t)
        and not is_thought(t)
        and t.i not in unit_of(t).held
        and abs(t.i - held.i) <= _REACH
        and not any(c.dep_ == "ccomp" and c != held and c.i > t.i for c in t.children)
        and can_be_source(who(t))
    ]
    return min(candidates, key=lambda t: (not could_speak(who(t)), abs(t.i - held.i)), default=None)


def _named_source(held: Token) -> Frame:
    """A source that is named without a verb: "according to X", "X: '...'", "in a statement: '...'", "'...' — X"."""
    doc, first = held.doc, held.i - 1
    for token in held.sent:
        named = according_to(token)
        if named is not None:
            return Frame(token, named, "according")
        if token.i < first and (named := in_the_words_of(token)) is not None:
            return Frame(None, named, "quoted-words-of")
    before = first - 1
    while before >= 0 and doc[before].text in {'"', "''"}:
        before -= 1
    if before >= 1 and doc[before].text == ":":
        return before_colon(doc, before) or NO_FRAME
    return _after_dash(held) or NO_FRAME


def before_colon(doc: Doc, colon: int) -> Frame | None:
    """Who speaks by the words before a colon: "He went further:", "In a post on X:", "Torres:"."""
    start = next((i + 1 for i in range(colon - 1, -1, -1) if doc[i].text in {".", "!", "?"}), 0)
    words = doc[start:colon]
    if not len(words):
        return None
    said = next((t for t in reversed(words) if is_say(t) and not is_thought(t) and who(t) is not None), None)
    if said is not None:
        return Frame(said, who(said), "colon")
    top = next((t for t in words if not start <= t.head.i < colon or t.head == t), words[0])
    if top.pos_ in {"VERB", "AUX"}:
        source = dependencies.subject(top)
        return Frame(None, source, "colon") if can_be_source(source) else None
    noun = dependencies.child(top, "pobj") if top.pos_ == "ADP" else top
    return Frame(None, noun, "colon") if could_speak(noun) or _is_all_name(words) else None


def _is_all_name(words: Iterable[Token]) -> bool:
    return all(t.text[:1].isupper() or t.is_punct for t in words)


def _after_dash(held: Token) -> Frame | None:
    """The name set behind a quotation that ends its paragraph: "..." — Ana Torres, teacher."""
    doc, at = held.doc, held.i + 2
    while at < len(doc) and doc[at].text in {".", "!", "?", ","}:
        at += 1
    return signed(doc, at)


def signed(doc: Doc, at: int) -> Frame | None:
    """The name behind a dash at a place, where nothing else follows it."""
    behind = doc[at + 1 :]
    if at >= len(doc) or doc[at].text not in _DASHES or not 0 < len(behind) <= _LONGEST_NAME:
        return None
    if not behind[0].text[:1].isupper() or any(t.pos_ in {"VERB", "AUX"} for t in behind):
        return None
    source = phrase_head(behind[0], len(doc))
    return Frame(None, source, "dash") if source is not None else None
