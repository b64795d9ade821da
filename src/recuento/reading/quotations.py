"""Attributions: which words are somebody's, which words say so, and which words name who.

Three kinds. *Direct*: a quotation that was lifted out of its frame; the frame's verb of saying is its cue. *Mixed*:
a quoted phrase within a sentence that reports what somebody said. *Indirect*: reported without marks, as the clause
or the object of a verb of saying. Who the source words stand for is settled later, with the whole article in view
(`speakers`); a quotation without a cue of its own is kept and marked so that its speaker can be sought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from recuento.records.text import Span

from . import syntax
from .marks import Stretch
from .parsing import Unit, unit_of
from .vocabulary import data, word_list

Kind = Literal["direct", "indirect", "mixed"]
_CONTENT_CLAUSES = frozenset({"ccomp", "parataxis"})
_CONTENT_TAIL = frozenset({"dobj", "prep", "ccomp", "xcomp", "oprd", "dative", "acl", "advmod", "npadvmod", "appos"})
_CUE_REACH = 25
"""Tokens between a quotation and a verb of saying that may still be its cue in the same sentence."""
_LONGEST_SCARE_QUOTE = 3
"""Words; a shorter quoted phrase that nobody is said to have said is a scare quote or a title."""


@dataclass(slots=True)
class Attribution:
    """One attribution before its speaker is known. `cue` and `source` are tokens of the frame."""

    kind: Kind
    segments: list[Span]
    by: str
    unit: Unit
    cue: Token | None = None
    source: Token | None = None
    clause: Span | None = None
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the content begins in the article."""
        return self.segments[0][0]

    @property
    def end(self) -> int:
        """Where the content ends in the article."""
        return self.segments[-1][1]


def find_attributions(units: Sequence[Unit]) -> list[Attribution]:
    """All attributions of an article, in the order of their content."""
    found: list[Attribution] = []
    for unit in units:
        if unit.inside is None:
            found += _direct(unit)
            found += _mixed(unit)
        if not unit.headline:
            found += _indirect(unit)
    found = [a for a in found if not (a.kind == "indirect" and _swallowed(a, found))]
    return sorted(found, key=lambda a: (a.start, a.end, a.kind))


def is_say(token: Token) -> bool:
    """Whether a token is a verb of saying."""
    return token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in word_list("quotations", "en")["say"]


def _direct(unit: Unit) -> Iterator[Attribution]:
    previous: Attribution | None = None
    for at, stretch in sorted(unit.held.items()):
        cue, source, by = _frame_of(unit.doc[at])
        goes_on = previous is not None and _splits_one_sentence(previous, unit, at)
        if goes_on and previous is not None and (cue is None or cue == previous.cue):
            previous.segments.append(stretch.inner)
            previous.stretches.append(stretch)
            continue
        previous = Attribution("direct", [stretch.inner], by, unit, cue, source, stretches=[stretch])
        yield previous


def _splits_one_sentence(before: Attribution, unit: Unit, at: int) -> bool:
    """Whether the quotation at a place-holder goes on with the sentence of the one before: "We won," he said, "twice"."""
    last = next(i for i, s in sorted(unit.held.items()) if s is before.stretches[-1])
    between = unit.doc[last + 2 : at - 1]
    if not len(between) or before.cue is None or before.cue not in between:
        return False
    words = [t.text for t in between]
    return (
        words[0] in {",", "—", "–", "-"}
        and words[-1] in {",", "—", "–", "-"}
        and not any(w in {".", "!", "?"} for w in words)
    )


def _frame_of(held: Token) -> tuple[Token | None, Token | None, str]:
    """The cue and source of a lifted quotation, and the pattern that found them."""
    doc = held.doc
    first, after = held.i - 1, held.i + 2
    before = first - 1
    while before >= 0 and (doc[before].text in {",", ":", "—", "–", "-", "("} or doc[before].lower_ in {"that", "by"}):
        before -= 1
    if before >= 0 and is_say(doc[before]) and _same_sentence(doc[before], held):
        return doc[before], _who(doc[before]), "cue-before"
    if (found := _cue_after(held, after)) is not None:
        return found, _who(found), "cue-after"
    head = held.head
    if is_say(head) and head != held:
        return head, _who(head), "cue-governs"
    if (found := _nearest_say(held)) is not None:
        return found, _who(found), "cue-near"
    return _named_source(held)


def _cue_after(held: Token, after: int) -> Token | None:
    """A verb of saying that follows its quotation: '"...," Putin stated', '"...," said the minister'."""
    doc = held.doc
    i, end = after, min(len(doc), after + _CUE_REACH)
    # '"...!" he said': such a mark belongs to the quotation; a full stop ends the sentence.
    if i < end and (doc[i].text == "." or (doc[i].text in {"!", "?"} and i + 1 >= end)):
        return None
    if i < end and doc[i].is_punct:
        i += 1
    for token in doc[i:end]:
        if token.text in {".", "!", "?", ";", ":"} or token.i - 1 in unit_of(token).held:
            return None
        said = is_say(token) or _is_used_to_say(token, held, i)
        if said and token.tag_ in {"VBD", "VBZ", "VBP", "VBG", "VBN"} and not _holds_own_clause(token, held):
            subject = syntax.subject(token)
            if subject is not None or token.i == i:
                return token
    return None


def _is_used_to_say(verb: Token, held: Token, first: int) -> bool:
    """Whether any other verb stands where only a verb of saying can: '"Let them," Lamar scoffed'."""
    doc = verb.doc
    comma = held.i + 2 < len(doc) and doc[held.i + 2].text == ","
    if not comma or verb.pos_ != "VERB" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i - first > 7:
        return False
    own = syntax.own_subject(verb)
    # Right after its subject, with nothing but a pause or the end behind it.
    ends = (
        verb.i + 1 >= len(doc)
        or doc[verb.i + 1].text in {".", ",", ";", ":"}
        or doc[verb.i + 1].tag_ in {"RB", "IN", "VBG"}
    )
    return (
        own is not None and own.i < verb.i and own.left_edge.i >= first and ends and syntax.child(verb, "dobj") is None
    )


def _holds_own_clause(verb: Token, held: Token) -> bool:
    """Whether a verb of saying already has other content: '"We won." He said that ...' is not a cue of "We won"."""
    return any(c.dep_ == "ccomp" and c != held and c.i > verb.i for c in verb.children)


def _nearest_say(held: Token) -> Token | None:
    sentence = held.sent
    candidates = [
        t
        for t in sentence
        if is_say(t)
        and t.i not in unit_of(t).held
        and abs(t.i - held.i) <= _CUE_REACH
        and not _holds_own_clause(t, held)
    ]
    return min(candidates, key=lambda t: abs(t.i - held.i), default=None)


def _named_source(held: Token) -> tuple[Token | None, Token | None, str]:
    """A source that is named without a verb: "according to X", "X: '...'", "in a statement: '...'"."""
    doc, first = held.doc, held.i - 1
    for token in held.sent:
        if token.lower_ in word_list("quotations", "en")["according"]:
            named = _according(token)
            if named is not None:
                return token, named, "according"
    before = first - 1
    if before >= 1 and doc[before].text == ":":
        sentence = doc[before - 1].sent
        verb = sentence.root
        source = syntax.subject(verb) if verb.pos_ in {"VERB", "AUX"} else verb
        return None, source, "colon"
    return None, None, "follow-on"


def _according(token: Token) -> Token | None:
    for c in token.children:
        if c.dep_ == "prep" and c.lower_ == "to":
            return syntax.child(c, "pobj")
        if c.dep_ == "pobj":
            return c
    return None


def _same_sentence(a: Token, b: Token) -> bool:
    return a.sent.start == b.sent.start or b.i - a.i <= 4


def _who(cue: Token) -> Token | None:
    """The noun that names who speaks: the cue's subject, a passive's agent, or the noun an inverted cue precedes."""
    if syntax.is_passive(cue):
        return syntax.agent(cue) or _speaker_told(cue)
    found = syntax.own_subject(cue)
    if found is not None and not _is_placeholder(found):
        return syntax.subject(cue)
    inverted = _inverted_subject(cue) if cue.tag_ != "VBG" else None
    if inverted is not None:
        return inverted
    if cue.tag_ == "VBG" and (outer := _outer_cue(cue)) is not None:
        return _who(outer)
    source = syntax.subject(cue)
    return None if source is None or _is_placeholder(source) else source


def _outer_cue(participle: Token) -> Token | None:
    """The verb of saying that ", adding that ..." goes on from, when the parse hangs it below what was said."""
    verb = participle
    while verb.dep_ in {"advcl", "conj", "acl", "xcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    if verb.dep_ in _CONTENT_CLAUSES and is_say(verb.head) and verb.head != participle:
        return verb.head
    voiced = verb.head.head if verb.dep_ == "acl" else verb
    if voiced != verb and voiced.pos_ == "VERB" and voiced.lemma_.lower() in word_list("quotations", "en")["voice"]:
        return voiced
    return None


def _speaker_told(cue: Token) -> Token | None:
    """The subject of "was quoted as saying" or "was reported to have said"."""
    own = syntax.subject(cue)
    return own if own is not None and not _is_placeholder(own) else None


def _inverted_subject(cue: Token) -> Token | None:
    """The subject after its verb: "said Maria Ruiz, a lawyer", where a parser may see an object."""
    for c in cue.rights:
        if (
            c.dep_ in {"dobj", "nsubj", "attr", "oprd", "npadvmod", "ccomp"}
            and c.pos_ in {"PROPN", "NOUN", "PRON"}
            and c.i - cue.i < 12
        ):
            before = cue.doc[cue.i - 1].text if cue.i else ""
            if before in {",", "”", '"', "?", "!", "so", "—", "–"} and c.left_edge.i == cue.i + 1:
                return c
    return None


def _is_placeholder(token: Token) -> bool:
    held = unit_of(token).held
    return token.i in held or token.i + 1 in held or token.i - 1 in held


def _mixed(unit: Unit) -> Iterator[Attribution]:
    for stretch in unit.inline:
        first, end = unit.tokens_in(stretch.inner)
        if first >= end:
            continue
        cue, source, by = _governing_cue(unit, first, end)
        words = sum(not unit.doc[i].is_punct for i in range(first, end))
        if cue is None and words <= _LONGEST_SCARE_QUOTE:
            continue
        if cue is None and unit.headline:
            continue
        clause = _clause_around(cue, first, end) if cue is not None else None
        yield Attribution("mixed", [stretch.inner], by, unit, cue, source, clause, [stretch])


def _governing_cue(unit: Unit, first: int, end: int) -> tuple[Token | None, Token | None, str]:
    """The verb or noun of saying that a quoted phrase hangs below."""
    lists = word_list("quotations", "en")
    voice = lists["voice"] | lists["quoting"]
    root = next((t for t in unit.doc[first:end] if not first <= t.head.i < end), unit.doc[first])
    if root.dep_ == "ROOT" and is_say(root):
        root = unit.doc[first]
    above = [a for a in root.ancestors if not first <= a.i < end]
    for token in above:
        if is_say(token) or (token.pos_ == "VERB" and token.lemma_.lower() in voice):
            source = _who(token)
            if source is not None and not first <= source.i < end:
                return token, source, "quoted-phrase"
    for token in unit.doc[first].sent:
        if token.lower_ in word_list("quotations", "en")["according"] and (named := _according(token)) is not None:
            return token, named, "according"
    before = [t for t in unit.doc[first].sent if t.i < first and is_say(t)]
    if before and (source := _who(before[-1])) is not None:
        return before[-1], source, "quoted-phrase-near"
    after = [t for t in unit.doc[first].sent if t.i >= end and is_say(t)]
    if after and (source := _who(after[0])) is not None:
        return after[0], source, "quoted-phrase-near"
    noun = next((a for a in above if a.lemma_.lower() in word_list("quotations", "en")["words"]), None)
    if noun is not None:
        owner = syntax.child(noun, "poss")
        return noun, owner or noun, "quoted-noun"
    return None, None, "unattributed"


def _clause_around(cue: Token, first: int, end: int) -> Span | None:
    for c in cue.children:
        if (
            c.dep_ in {"ccomp", "xcomp", "dobj", "oprd", "prep", "parataxis"}
            and c.left_edge.i <= first
            and end - 1 <= c.right_edge.i
        ):
            return syntax.clause_span(c)
    return None


def _indirect(unit: Unit) -> Iterator[Attribution]:
    words = word_list("quotations", "en")
    for token in unit.doc:
        if token.i in unit.held:
            continue
        if token.lower_ in words["according"]:
            yield from _indirect_according(token)
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = token.lemma_.lower()
        if lemma not in words["say"] and lemma not in words["voice"]:
            continue
        content = _reported(token, lemma)
        if content is None:
            continue
        source = _who(token)
        if source is not None:
            yield Attribution("indirect", [content[0]], content[1], unit, token, source)


def _reported(cue: Token, lemma: str) -> tuple[Span, str] | None:
    """The content of an indirect statement: a clause, or for some verbs what they voice."""
    words = word_list("quotations", "en")
    held = unit_of(cue).held
    if lemma in words["say"]:
        for c in cue.children:
            if (
                c.dep_ in _CONTENT_CLAUSES
                and c.i not in held
                and c.i != cue.i
                and c.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
            ):
                if c.i < cue.i and own_comma_missing(c, cue):
                    continue
                if any(i for i in held if c.left_edge.i <= i <= c.right_edge.i):
                    continue
                return syntax.clause_span(c), "says-that"
        infinitive = syntax.child(cue, "xcomp")
        if infinitive is not None and lemma in {
            "pledge",
            "promise",
            "vow",
            "swear",
            "urge",
            "ask",
            "demand",
            "threaten",
        }:
            return syntax.clause_span(infinitive), "says-to"
        asked_for = next(
            (c for c in cue.children if c.dep_ == "prep" and c.lower_ == "for" and lemma in {"call", "appeal", "ask"}),
            None,
        )
        if asked_for is not None:
            return syntax.clause_span(asked_for), "calls-for"
    if lemma in words["voice"]:
        return _voiced(cue, lemma)
    return None


def own_comma_missing(clause: Token, cue: Token) -> bool:
    """Whether a clause before its cue stands without the comma that sets reported words off."""
    return not any(t.text in {",", "—", "–"} for t in clause.doc[clause.right_edge.i : cue.i + 1])


def _voiced(cue: Token, lemma: str) -> tuple[Span, str] | None:
    held = unit_of(cue).held
    heads = [c for c in cue.children if c.dep_ == "dobj"]
    if not heads or heads[0].pos_ == "PRON" or _is_placeholder(heads[0]):
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
    return syntax.trimmed_span(heads[0].left_edge, content_end), "voices"


def _participle_tail(head: Token, cue: Token) -> int | None:
    """Where a participle after a comma begins, that belongs to the speaker and not to the content."""
    for token in cue.doc[head.i : cue.sent.end]:
        if token.text == "," and token.i + 1 < len(cue.doc) and cue.doc[token.i + 1].tag_ == "VBG":
            return token.i
    return None


def _indirect_according(token: Token) -> Iterator[Attribution]:
    named = _according(token)
    if named is None:
        return
    unit, sentence = unit_of(token), token.sent
    edge = token.right_edge.i
    if token.i == sentence.start:
        first, last = min(edge + 1, sentence.end - 1), sentence.end - 1
    else:
        first, last = sentence.start, token.i - 1
    if first >= last or any(first <= i <= last for i in unit.held):
        return
    span = syntax.trimmed_span(token.doc[first], token.doc[last])
    yield Attribution("indirect", [span], "according", unit, token, named)


def _swallowed(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether an indirect statement is only the frame of a mixed one already recorded."""
    return any(o.kind == "mixed" and o.cue is not None and o.cue == attribution.cue for o in others)
