"""Who speaks, in the words of the sentence: verbs of saying, and the noun that each of them makes speak."""

from __future__ import annotations

from spacy.tokens import Token

from recuento.reading.gazetteer import lookup
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

_WORDS = rule_words("sources")

CONTENT_CLAUSES = frozenset({"ccomp", "parataxis"})
_BEFORE_INVERSION = frozenset({",", "”", '"', "?", "!", "so", "—", "–", "’", "'"})
_WITHIN_NOUN_PHRASE = frozenset({"compound", "det", "amod", "poss", "nmod", "case", "nummod", "predet"})
_PAUSES = frozenset({",", ";", ":", "—", "–", "(", ")", '"'})
_LONGEST_PHRASE = 12
_NOBODY = _WORDS["nobody"]


def is_say(token: Token) -> bool:
    """Whether a token is a verb of saying; "as Torres put it" says too."""
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    lemma = token.lemma_.lower()
    if lemma == "put":
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "it"
    return lemma in word_list("quotations", "en")["say"]


def asks_somebody(cue: Token) -> bool:
    """Whether a cue is "was asked", whose subject is not who speaks."""
    return cue.lemma_.lower() in _WORDS["puts_a_question"] and dependencies.is_passive(cue)


def is_thought(verb: Token) -> bool:
    """Whether a verb of the list is as often one of thought or discovery, so that a clause must hang on it."""
    return verb.lemma_.lower() in word_list("quotations", "en")["think"]


def is_placeholder(token: Token) -> bool:
    """Whether a token only holds the place of a quotation that was lifted out."""
    held = unit_of(token).held
    return token.i in held or token.i + 1 in held or token.i - 1 in held


def in_the_words_of(token: Token) -> Token | None:
    """Whom "in the words of" names, at "words": "the count was, in the words of Vega, ...", "in Vega's words"."""
    if token.lower_ != "words" or token.head.lower_ not in {"in", "with"}:
        return None
    named = next(iter(dependencies.prepositional(token, "of")), dependencies.child(token, "poss"))
    return named if can_be_source(named) else None


def can_be_source(token: Token | None) -> bool:
    """Whether a word can be who speaks at all: no verb, no place-holder and no time ("Thursday morning")."""
    return token is not None and token.pos_ != "VERB" and not is_placeholder(token) and not _is_time(token)


def _is_time(token: Token) -> bool:
    return token.lower_ in word_list("quotations", "en")["times"] and dependencies.child(token, "poss") is None


def could_speak(source: Token | None) -> bool:
    """Whether a source that names no known actor is still somebody: a pronoun, a name, people of some kind."""
    if source is None:
        return False
    lists = word_list("syntax", "en")
    lemma = source.lemma_.lower()
    if source.tag_ in {"PRP", "WP"}:
        return source.lower_ not in _NOBODY
    if lemma in lists["crowds"] | lists["persons"] | lists["bodies"] | lists["states"]:
        return True
    if lemma in word_list("quotations", "en")["words"] or is_office(source):
        return True
    if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in source.children):
        return True  # "her brother, Pablo Vega"
    is_name = source.pos_ == "PROPN" and source.dep_ in {"nsubj", "pobj", "poss"}
    return is_name and lemma not in word_list("names", "en")["things"]


def is_office(source: Token) -> bool:
    """Whether a noun is what people are called by their office or work: "spokesman", "minister"."""
    entry = lookup.lookup(source.lemma_.lower()) if source.pos_ in {"NOUN", "PROPN"} else None
    return entry is not None and entry.kind == "role"


def who(cue: Token) -> Token | None:
    """The noun that names who speaks: the cue's subject, a passive's agent, or the noun an inverted cue precedes."""
    found = _who(cue)
    return _issuer(found, cue) if can_be_source(found) else None


def _who(cue: Token) -> Token | None:
    if dependencies.is_passive(cue):
        return dependencies.agent(cue) or (None if asks_somebody(cue) else _speaker_told(cue))
    if (made_to := _made_to_say(cue)) is not None:
        return made_to
    own = dependencies.own_subject(cue)
    if can_be_source(own):
        return dependencies.subject(cue)
    inverted = inverted_subject(cue) if cue.tag_ != "VBG" else None
    if inverted is not None:
        return inverted
    if cue.tag_ == "VBG" and (outer := _outer_cue(cue)) is not None:
        return _who(outer)
    shared = dependencies.subject(cue) if own is None else None
    beside = shared is not None and cue.dep_ == "acl" and shared.head.lower_ in _WORDS["beside"]
    if could_speak(shared) or (beside and can_be_source(shared)):  # "despite the opposition claiming that ..."
        return shared
    return _phrase_before(cue) or _subject_above(cue) or shared


def _made_to_say(infinitive: Token) -> Token | None:
    """Whom something makes speak: "leading Major Weber to declare", "prompted the council to announce"."""
    verb = infinitive.head
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in infinitive.lefts) or verb.pos_ != "VERB":
        return None
    if verb.lemma_.lower() not in _WORDS["makes_speak"]:
        return None
    made = dependencies.child(verb, "dobj")
    return made if made is not None and made.i < infinitive.i and can_be_source(made) else None


def _subject_above(participle: Token) -> Token | None:
    """Of ", telling reporters that ...", the nearest subject above that can speak."""
    if participle.tag_ != "VBG" or participle.dep_ not in {"advcl", "conj", "acl"}:
        return None
    subjects = (dependencies.own_subject(verb) for verb in dependencies.ancestors_verbs(participle))
    return next((s for s in subjects if s is not None and can_be_source(s) and could_speak(s)), None)


def _phrase_before(cue: Token) -> Token | None:
    """The noun phrase between the last pause and a finite verb of saying that the parse left without a subject."""
    if cue.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    start = cue.i
    while start > cue.sent.start and cue.i - start < _LONGEST_PHRASE:
        before = cue.doc[start - 1]
        if before.text in _PAUSES or before.dep_ in {"cc", "mark"} or is_placeholder(before):
            break
        start -= 1
    words = cue.doc[start : cue.i]
    if not len(words) or any(t.pos_ == "VERB" and t.tag_ != "VBG" for t in words):
        return None
    named = next((t for t in words if t.pos_ in {"PROPN", "NOUN", "PRON", "DET", "ADJ", "VERB"}), None)
    return phrase_head(named, cue.i) if named is not None else None


def _issuer(source: Token | None, cue: Token) -> Token | None:
    """Of "X issued a statement calling it ...", X."""
    lists = word_list("quotations", "en")
    if source is None or source.dep_ != "dobj" or source.lemma_.lower() not in lists["words"] or source.head == cue:
        return source
    if source.head.lemma_.lower() in lists["issue"]:
        issuer = dependencies.subject(source.head)
        return issuer if can_be_source(issuer) else source
    return source


def _outer_cue(participle: Token) -> Token | None:
    """The verb of saying that ", adding that ..." goes on from, when the parse hangs it below what was said."""
    verb = participle
    while verb.dep_ in {"advcl", "conj", "acl", "xcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        if verb.dep_ == "xcomp" and _is_asked(verb):
            return verb.head  # "urged the leaders to stay calm, accusing ..."
        verb = verb.head
    if verb.dep_ in CONTENT_CLAUSES and is_say(verb.head) and verb.head != participle:
        return verb.head
    voiced = verb.head.head if verb.dep_ == "acl" else verb
    if voiced != verb and voiced.pos_ == "VERB" and voiced.lemma_.lower() in word_list("quotations", "en")["voice"]:
        return voiced
    return None


def _is_asked(infinitive: Token) -> bool:
    """Whether an infinitive is what its verb's subject asks of somebody else."""
    verb = infinitive.head
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in infinitive.lefts)
    return to and is_say(verb) and dependencies.child(verb, "dobj") is not None


def _speaker_told(cue: Token) -> Token | None:
    """The subject of "was quoted as saying" or "was reported to have said"."""
    own = dependencies.subject(cue)
    return own if can_be_source(own) else None


def inverted_subject(cue: Token) -> Token | None:
    """The subject after its verb: "said Maria Ruiz, a lawyer", where a parser may see an object."""
    before = cue.doc[cue.i - 1].text if cue.i else ""
    if before not in _BEFORE_INVERSION:
        return None
    for c in cue.rights:
        if (
            c.dep_ in {"dobj", "nsubj", "attr", "oprd", "npadvmod", "ccomp"}
            and c.pos_ in {"PROPN", "NOUN", "PRON"}
            and c.i - cue.i < 12
            and c.left_edge.i == cue.i + 1
            and can_be_source(c)
        ):
            return c
    return None


def phrase_head(doc_token: Token, end: int) -> Token | None:
    """The head of the noun phrase that begins at a token and ends before `end`, however it hangs in the parse."""
    head = doc_token
    while head.dep_ in _WITHIN_NOUN_PHRASE and head.i < head.head.i < end:
        head = head.head
    return head if head.pos_ in {"PROPN", "NOUN", "PRON"} and can_be_source(head) else None


def according_to(token: Token) -> Token | None:
    """Whom "according to" or "per" names, at its first word."""
    if token.lower_ not in word_list("quotations", "en")["according"]:
        return None
    objects = (p for c in token.children if c.dep_ == "prep" and c.lower_ == "to" for p in c.children)
    named = next((p for p in (*token.children, *objects) if p.dep_ == "pobj"), None)
    if named is not None and token.lower_ == "per" and named.pos_ != "PROPN":
        return None  # "per capita", "per person"
    return named
