"""Whose words a quoted phrase within a sentence is: 'called the count "a farce"', 'Diallo's "new republic"'.

The verb of saying above the phrase decides; else one before or after it in the sentence, a noun of saying, the
possessor of the quoted words, and last the person who does what the sentence tells. A name of a programme, a title or
a scare quote is nobody's words.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from recuento.reading.lexicon.vocabulary import word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit
from recuento.records.text import Span

from .quotation_frames import Frame, cue_after
from .sources import according_to, can_be_source, could_speak, in_the_words_of, is_say, is_thought, who

LONGEST_SCARE_QUOTE = 3
"""Words; a shorter quoted phrase that nobody is said to have said is a scare quote or a title."""
_UNKNOWN = Frame(None, None, "unattributed")


def frame_of_phrase(unit: Unit, first: int, end: int) -> Frame:
    """The cue and source of the words from token `first` to before `end`."""
    doc = unit.doc
    sentence = doc[first].sent
    behind = cue_after(doc, end) if end < len(doc) and doc[end].text == "," else None
    if behind is None and end > first and doc[end - 1].text == ",":
        behind = cue_after(doc, end - 1)
    if behind is not None and behind.cue is not None and is_say(behind.cue):
        return behind._replace(by="quoted-phrase")
    above = _above(unit, first, end)
    noun = _noun_of_saying(above) or _is_somebodys_saying(above, unit.doc, first, end)
    if noun is not None and _has_owner(noun):
        return noun  # "Ruiz rejected Weber's claim that ...": the words are Weber's
    governing = _governing(above, first, end)
    if governing is not None and could_speak(governing.source):
        return governing
    for token in sentence:
        if (named := according_to(token)) is not None and not first <= token.i < end:
            return Frame(token, named, "according")
    return (
        governing
        or _said_nearby(sentence, first, end)
        or _issued(above)
        or noun
        or _possessor(doc[first:end])
        or _for_whom(sentence, first)
        or _doer(above, first, end)
        or _UNKNOWN
    )


def is_title(words: Words, before: Words) -> bool:
    """Whether quoted words are what a programme, a song or a campaign is called: 'on "Morning Report"'.

    All capitals at word beginnings, standing as a name does: after a preposition, a possessor or a kind of work.
    """
    telling = [t for t in words if t.is_alpha and len(t) > 3]
    if not telling or not all(t.text[0].isupper() for t in words if t.is_alpha and len(t) > 3):
        return False
    works = word_list("quotations", "en")["works"]
    near = before[-1] if before else None
    if near is None:
        return False
    return near.tag_ in {"IN", "POS", "PRP$"} or near.lemma_.lower() in works or near.pos_ == "PROPN"


def _above(unit: Unit, first: int, end: int) -> list[Token]:
    """The tokens that a quoted phrase hangs below, nearest first."""
    root = next((t for t in unit.doc[first:end] if not first <= t.head.i < end), unit.doc[first])
    if root.dep_ == "ROOT" and is_say(root):
        root = unit.doc[first]
    return [a for a in root.ancestors if not first <= a.i < end]


def _governing(above: Sequence[Token], first: int, end: int) -> Frame | None:
    """The verb above that says or judges, whose subject can speak; else one with any subject.

    A verb of finding out, and one that somebody is asked to do ("calls for supporters to protest"), give way to a verb
    of saying above them.
    """
    lists = word_list("quotations", "en")
    voice = lists["voice"] | lists["quoting"]
    ranked: list[tuple[int, Frame]] = []
    for token in above:
        lemma = token.lemma_.lower()
        if not (is_say(token) or (token.pos_ == "VERB" and lemma in voice)):
            continue
        source = who(token)
        if source is None or first <= source.i < end:
            continue
        if is_say(token) and dependencies.is_negated(token) and lemma not in lists["finding"]:
            # "said the board could not confirm that ...": without the denial, the words would be a charge.
            ranked.append((0, Frame(token, source, "quoted-phrase")))
            break
        weak = lemma in lists["finding"] or _is_asked_of(token, source) or _is_only_said_of(token)
        somebody = could_speak(source) or source.lower_ == "it"
        ranked.append((2 * (not somebody) + weak, Frame(token, source, "quoted-phrase")))
    return min(ranked, key=lambda r: r[0])[1] if ranked else None


def _is_asked_of(verb: Token, subject: Token) -> bool:
    """Whether an infinitive's subject is only whom somebody else asks to do it."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return to and subject.dep_ in {"dobj", "pobj", "nsubj"} and (subject.head == verb or subject.dep_ != "nsubj")


def _is_only_said_of(verb: Token) -> bool:
    """Whether somebody says that another would do it: "said that her brother would concede"."""
    told = verb
    while told.dep_ == "conj":
        told = told.head
    subject = dependencies.own_subject(told)
    if subject is None or subject.pos_ == "PRON" or dependencies.is_negated(verb):
        return False  # "said it could not confirm that ...": the speaker's own words
    would = any(c.dep_ == "aux" and c.lower_ in {"would", "will"} for v in {verb, told} for c in v.lefts)
    return would and told.dep_ in {"ccomp", "xcomp", "advcl"} and any(is_say(a) for a in told.ancestors)


def _said_nearby(sentence: Words, first: int, end: int) -> Frame | None:
    """A verb of saying before the phrase in its sentence, the last one, or else the first one after it."""
    said = [t for t in sentence if is_say(t) and not is_thought(t)]
    for token in (*reversed([t for t in said if t.i < first]), *(t for t in said if t.i >= end)):
        source = who(token)
        if could_speak(source):
            return Frame(token, source, "quoted-phrase-near")
    return None


def _noun_of_saying(above: Sequence[Token]) -> Frame | None:
    """A noun of saying above: 'the minister's remark about "a shadow play"'."""
    lists = word_list("quotations", "en")
    noun = next((a for a in above if a.lemma_.lower() in lists["words"] | lists["claims"]), None)
    if noun is None:
        return None
    owner = dependencies.child(noun, "poss")
    return Frame(noun, owner or noun, "quoted-noun")


def _issued(above: Sequence[Token]) -> Frame | None:
    """Who issues the words that a phrase belongs to: 'the ministry issued a statement "with a call for calm"'."""
    lists = word_list("quotations", "en")
    for verb in above:
        words = dependencies.child(verb, "dobj") if verb.lemma_.lower() in lists["issue"] else None
        if words is not None and words.lemma_.lower() in lists["words"]:
            source = dependencies.subject(verb)
            return Frame(verb, source, "quoted-issue") if can_be_source(source) else None
    return None


def _is_somebodys_saying(above: Sequence[Token], doc: Doc, first: int, end: int) -> Frame | None:
    """Of '"no reforms, no vote" was her slogan' and 'his motto was "..."', whose it is."""
    behind = doc[end] if end < len(doc) else None  # whatever a clause as a subject does to the parse
    be = next((a for a in (behind, *above) if a is not None and a.lemma_ == "be"), None)
    if be is None:
        return None
    sayings = word_list("quotations", "en")["claims"] | word_list("quotations", "en")["sayings"]
    nouns = (c for c in be.children if c.dep_ in {"attr", "nsubj"} and not first <= c.i < end)
    noun = next((n for n in nouns if n.lemma_.lower() in sayings), None)
    owner = dependencies.child(noun, "poss") if noun is not None else None
    return Frame(noun, owner, "quoted-noun") if owner is not None else None


def _has_owner(frame: Frame) -> bool:
    """Whether a noun of saying stands with whose it is, and that is somebody."""
    owner, noun = frame.source, frame.cue
    if noun is None or noun.pos_ != "NOUN":
        return False
    return owner is not None and owner != noun and (owner.tag_ == "PRP$" or could_speak(owner))


def _possessor(words: Words) -> Frame | None:
    """Whose the quoted words are by a possessive before them: 'Diallo's "new republic"'."""
    for token in words:
        for c in token.lefts:
            if c.dep_ == "poss" and c.i < words[0].i and (c.pos_ == "PROPN" or c.lower_ in {"his", "her"}):
                return Frame(None, c, "quoted-possession")
    return None


def _for_whom(sentence: Words, first: int) -> Frame | None:
    """As in 'For Vega, a teacher, the count was "a farce"', 'in the words of Vega, "a farce"', before the quoted words."""
    opening = sentence[0]
    if opening.lower_ == "for" and (named := dependencies.child(opening, "pobj")) is not None:
        plain = named.pos_ == "PROPN" and named.i < first and named.ent_type_ not in {"GPE", "LOC", "DATE"}
        return Frame(None, named, "quoted-for") if plain and can_be_source(named) else None
    for token in sentence[: max(0, first - sentence[0].i)]:
        if (named := in_the_words_of(token)) is not None:
            return Frame(None, named, "quoted-words-of")
    return None


def _doer(above: Sequence[Token], first: int, end: int) -> Frame | None:
    """Who does what the sentence tells, by name or pronoun: 'Weber ran against "the party of the rich"'."""
    for token in above:
        if token.pos_ != "VERB":
            continue
        source = dependencies.agent(token) if dependencies.is_passive(token) else dependencies.subject(token)
        if not can_be_source(source) or source is None or first <= source.i < end:
            continue
        if source.tag_ == "PRP" and source.lower_ in {"he", "she", "they"}:
            return Frame(None, source, "quoted-doer")
        if source.pos_ == "PROPN" and could_speak(source):
            return Frame(None, source, "quoted-doer")
    return None


def clause_around(cue: Token, first: int, end: int) -> Span | None:
    """The offsets of the reported clause that holds a quoted phrase."""
    for c in cue.children:
        if (
            c.dep_ in {"ccomp", "xcomp", "dobj", "oprd", "prep", "parataxis"}
            and c.left_edge.i <= first
            and end - 1 <= c.right_edge.i
        ):
            return dependencies.clause_span(c)
    return None
