"""What a predicate tells: the kind of event in a verb, adjective or noun, and what hangs above and below it.

A verb seldom tells an event alone. "Agreed to send aid" is a promise, "refused to send aid" a rejection, "will impose
sanctions" a threat, "called off the strike" a concession: a verb of one class turns the event told below it. So `told`
reads from the bottom up: first what hangs below, then what the verb makes of it, then frames, then light verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from recuento.reading.lexicon.event_words import ACTOR, ANY, NONE, STATE, EventWords, Frame, Kind, event_words
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.dependencies import is_passive, objects

from .arguments import Arguments

_WORDS = rule_words("predicates")

FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
HOSTILE = frozenset({"REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_DEEPEST = 4
_COPULAS = _WORDS["copulas"]
_READS_AS_ADJECTIVE = frozenset({"VERB", "ADJ"})
_REQUEST_MODES = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONCEDE": "yield",
    "RETREAT": "yield",
    "CONSULT": "meet",
}
_NEEDS_CONTENT = _WORDS["needs_content"]


@dataclass(slots=True)
class PredicateReading:
    """An event as a predicate tells it, before modality: `below` are the tokens that are part of it."""

    kind: Kind
    frame: Frame | None = None
    below: list[Token] = field(default_factory=list)
    turned: bool = False
    """Whether a class of verbs made it (a refusal, a promise), so that the verb below is not told as done."""
    denied: bool = False
    subject_acts: bool = False
    """Whether the grammatical subject acts though the verb looks passive: "is committed to", "is opposed to"."""


class PredicateReader:
    """Reads predicates against the lexicon."""

    def __init__(self, participants: Arguments) -> None:
        self.who = participants
        self.words: EventWords = event_words()
        self.elections = word_list("syntax", "en")["elections"]

    def told(self, token: Token, depth: int = 0) -> PredicateReading | None:
        """The event that a verb, an adjective after "is" or a noun tells; None when it tells none."""
        if depth > _DEEPEST:
            return None
        if token.pos_ not in {"VERB", "AUX"}:
            return self._noun(token, depth)
        if token.lemma_ in _COPULAS and (found := self._copula(token, depth)) is not None:
            return found
        if is_passive(token) and (found := self._as_adjective(token, token, depth)) is not None:
            return replace(found, subject_acts=True)
        keys = list(self._keys(token))
        return (
            next((t for key in keys if (t := self._turned(key, token, depth)) is not None), None)
            or next((t for key in keys if (t := self._framed(key, token)) is not None), None)
            or next((t for key in keys if (t := self._light(key, token, depth)) is not None), None)
        )

    def word(self, token: Token) -> str:
        """A token's lemma, or the hyphenated word of the lexicon that the tokeniser cut it out of: "sit-in"."""
        lemma = str(token.lemma_.lower())
        doc, i = token.doc, token.i
        for first in (i - 2, i):
            if 0 <= first < len(doc) - 2 and doc[first + 1].text == "-":
                whole = f"{doc[first].lower_}-{doc[first + 2].lemma_.lower()}"
                if whole in self.words.hyphenated:
                    return whole
        return lemma

    def _keys(self, verb: Token) -> Iterator[str]:
        """The verb with its particle, if it has one, then the verb: "call off", "call"."""
        lemma = self.word(verb)
        for c in verb.children:
            if c.i > verb.i and (c.dep_ == "prt" or (c.dep_ in {"advmod", "prep", "npadvmod"} and c.i == verb.i + 1)):
                yield f"{lemma} {c.lower_}"
        if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in _WORDS["particles_that_count"]:
            yield f"{lemma} {verb.nbor(1).lower_}"
        yield lemma

    # ---- what a verb makes of the event below it ----------------------------------------------------------------

    def _turned(self, key: str, verb: Token, depth: int) -> PredicateReading | None:
        verbs = self.words.verbs
        below = complement(verb)
        if below is None:
            return None
        if key in verbs["refuses"]:
            return self._turn("REJECT", key, [below], mode=self._mode_of(below, depth))
        if key in verbs["requests"] and self._asks_for(key, below):
            return self._turn("REQUEST", key, [below], mode=self._mode_of(below, depth) or "change")
        inner = self.told(below, depth + 1)
        if key in verbs["fails"]:
            return self._failed(key, inner, below)
        made = self._wills(key, inner, below)
        if made is not None:
            return self._turn(made, key, [below, *(inner.below if inner else ())])
        if key in verbs["tries"] and inner is not None and below.dep_ in {"xcomp", "pcomp", "advcl"}:
            return replace(inner, below=[below, *inner.below])
        return None

    def _failed(self, key: str, inner: PredicateReading | None, below: Token) -> PredicateReading | None:
        """Failing to agree is a rejection; failing at anything else is that event, denied."""
        if inner is None:
            return None
        if inner.kind.type in {"AGREE", "CONSULT"}:
            return self._turn("REJECT", key, [below, *inner.below])
        return replace(inner, denied=True, below=[below, *inner.below])

    def _wills(self, key: str, inner: PredicateReading | None, below: Token) -> str | None:
        """The type that a verb of will makes: agreeing and planning to be friendly agree, to be hostile threaten."""
        verbs, kind = self.words.verbs, inner.kind.type if inner is not None else None
        if key in verbs["threatens"]:
            if key == "threaten":
                return "THREATEN"
            if (
                below.dep_ in {"ccomp", "xcomp"}
                and _own_modal(below, {"will", "would", "’ll", "'ll"})
                and key == "warn"
            ):
                return "THREATEN" if kind in HOSTILE or dependencies.is_negated(below) else None
            if key == "warn":
                return None
            return "THREATEN" if kind in HOSTILE else "AGREE" if kind in FRIENDLY else None
        if key in verbs["agrees"]:
            if kind in HOSTILE:
                return "AGREE" if key == "agree" or kind == "MOBILIZE" else "THREATEN"
            return "AGREE" if kind in FRIENDLY or key not in _NEEDS_CONTENT else None
        if key in verbs["plans"]:
            return "THREATEN" if kind in HOSTILE else "AGREE" if kind in FRIENDLY else None
        return None

    def _asks_for(self, key: str, below: Token) -> bool:
        """Whether what hangs below is what somebody is asked to do, and not a question or what is merely said."""
        if below.dep_ == "pcomp":
            return below.head.lower_ in _WORDS["asks_for"]
        if below.dep_ != "ccomp":
            return True
        if any(c.dep_ in {"mark", "advmod"} and c.lower_ in _WORDS["asks_whether"] for c in below.children):
            return False
        if key == "insist":
            return _own_modal(below, {"must", "should"}) or below.tag_ == "VB"
        return key in self.words.verbs["demands_that"]

    def _turn(self, name: str, key: str, below: list[Token], mode: str | None = None) -> PredicateReading:
        return PredicateReading(self.words.kind(name, mode, key), below=below, turned=True)

    def _mode_of(self, below: Token, depth: int) -> str | None:
        inner = self.told(below, depth + 1)
        return _REQUEST_MODES.get(inner.kind.type) if inner is not None else None

    # ---- frames -------------------------------------------------------------------------------------------------

    def _framed(self, key: str, verb: Token) -> PredicateReading | None:
        for frame in self.words.frames.get(key, ()):
            if self._holds(frame, verb):
                kind = self._with_weapon(frame.kind, verb)
                return PredicateReading(kind, frame, below=_objects_below(verb))
        return None

    def _holds(self, frame: Frame, verb: Token) -> bool:
        return (
            self._objects_hold(frame, verb)
            and self._subject_holds(frame, verb)
            and self._prepositions_hold(frame, verb)
            and (not frame.adverbs or any(c.lower_ in frame.adverbs for c in verb.children))
            and (not frame.attribute or self._is_called(frame, verb))
            and (not frame.violent or self._is_violent(verb))
        )

    def _objects_hold(self, frame: Frame, verb: Token) -> bool:
        heads = [h for o in objects(verb) for h in self.heads(o)]
        if " " in frame.kind.by:  # a particle that the parser took for a preposition: "handed in their weapons"
            heads += dependencies.prepositional(verb, frame.kind.by.rpartition(" ")[2])
        lemmas = {self.word(h) for h in heads}
        if frame.intransitive and (heads or is_passive(verb)):
            return False
        if frame.objects:
            clause = ANY in frame.objects and dependencies.child(verb, "ccomp") is not None
            nothing = NONE in frame.objects and not heads
            before = {c.lower_ for h in heads for c in h.children if c.dep_ in {"amod", "compound", "nmod"}}
            listed = lemmas & frame.objects or before & frame.modifiers or (ANY in frame.objects and heads)
            if not (listed or clause or nothing):
                return False
        if lemmas & frame.without:
            return False
        if frame.actors and not any(self.who.is_somebody(h) for h in heads):
            return False
        if frame.not_actors and any(self.who.entities.who(h) for h in heads):
            return False
        return not frame.joint or self._is_joint(heads, verb)

    def _subject_holds(self, frame: Frame, verb: Token) -> bool:
        if not (frame.subjects or frame.without_subjects or frame.subject_words):
            return True
        doer = dependencies.agent(verb) if is_passive(verb) else dependencies.subject(verb)
        if doer is None:
            return frame.agentless and is_passive(verb)
        lemmas = {self.word(h) for h in self.heads(doer)}
        if frame.subject_words:
            return not frame.subject_words.isdisjoint({t.lemma_.lower() for t in doer.subtree})
        if lemmas & frame.without_subjects:
            return False
        if not frame.subjects or lemmas & frame.subjects:
            return True
        if ACTOR in frame.subjects and self.who.is_somebody(doer):
            return True
        return STATE in frame.subjects and any(s.kind == "government" for s in self.who.entities.who(doer))

    def _prepositions_hold(self, frame: Frame, verb: Token) -> bool:
        after = {c.lower_: c for c in verb.children if c.dep_ in {"prep", "agent", "prt", "dative", "advmod"}}
        if frame.without_prepositions & after.keys():
            return False
        if frame.without_nouns and any(
            h.lemma_.lower() in frame.without_nouns for p in after for h in dependencies.prepositional(verb, p)
        ):
            return False
        if not frame.prepositions:
            return True
        for word in frame.prepositions & after.keys():
            if not frame.nouns:
                return True
            following = dependencies.prepositional(verb, word)
            if any(
                t.lemma_.lower() in frame.nouns or (ACTOR in frame.nouns and self.who.is_somebody(t)) for t in following
            ):
                return True
        return False

    def _is_called(self, frame: Frame, verb: Token) -> bool:
        """Whether somebody or something is called a bad name: "called it a farce", "denounced it as fraudulent"."""
        if any(c.dep_ == "dobj" and c.lower_ == "what" for c in verb.children):
            return False
        names = [c for c in verb.children if c.dep_ in {"oprd", "attr", "acomp", "ccomp", "xcomp"}]
        names += dependencies.prepositional(verb, "as")
        names += [c for p in verb.children if p.lower_ == "as" for c in p.children if c.dep_ in {"amod", "pcomp"}]
        return any(t.lower_ in frame.attribute or t.lemma_.lower() in frame.attribute for n in names for t in n.subtree)

    def _is_violent(self, verb: Token) -> bool:
        """Whether "beat" means blows: by forces or a crowd, or of people who do not stand for election."""
        doer = dependencies.agent(verb) if is_passive(verb) else dependencies.subject(verb)
        if doer is not None and not self.words.sets["bruisers"].isdisjoint(self.word(h) for h in self.heads(doer)):
            return True
        if any(t.lemma_.lower() in self.elections or t.text == "%" for t in verb.sent):
            return False
        return any(self.word(h) in self.words.sets["crowd"] for o in objects(verb) for h in self.heads(o))

    def _is_joint(self, heads: list[Token], verb: Token) -> bool:
        if any(c.lower_ in _WORDS["joint_or_common"] for h in heads for c in h.children):
            return True
        doer = dependencies.subject(verb)
        several = doer is not None and any(c.dep_ == "conj" for c in (doer, *doer.subtree))
        return several or any(c.lower_ == "with" for t in (verb, *heads) for c in t.children)

    def _with_weapon(self, kind: Kind, verb: Token) -> Kind:
        """An assault's mode by the weapon that its clause names, where the verb does not tell it."""
        if kind.type != "ASSAULT" or kind.mode is not None:
            return kind
        modes = [self.words.weapons[t.lemma_.lower()] for t in verb.subtree if t.lemma_.lower() in self.words.weapons]
        return (
            replace(kind, mode=min(modes, key=list(dict.fromkeys(self.words.weapons.values())).index))
            if modes
            else kind
        )

    def heads(self, token: Token) -> list[Token]:
        """The noun that counts: of "thousands of troops" the troops, of "a state of emergency" both."""
        lemma = token.lemma_.lower()
        if lemma in self.words.counters or token.pos_ == "NUM":
            inner = dependencies.prepositional(token, "of")
            return [token, *inner]
        return [token, *dependencies.prepositional(token, "of")] if lemma in _WORDS["empty_heads"] else [token]

    # ---- light verbs and nouns ----------------------------------------------------------------------------------

    def _light(self, key: str, verb: Token, depth: int) -> PredicateReading | None:
        """The event of a noun below a verb that only carries it, or that undoes it."""
        verbs = self.words.verbs
        carries = key in verbs["does"] or key in verbs["voices"]
        undoes = key in verbs["ends"]
        if not (carries or undoes):
            return None
        things = objects(verb)
        if not things and carries:
            things = dependencies.prepositional(verb, "in", "out", "on", "into", "for")
        for thing in things:
            inner = self._noun(thing, depth)
            if inner is None:
                continue
            below = [thing, *inner.below]
            if not undoes or key in {"withdraw"}:
                return replace(inner, below=below)
            kind = inner.kind.type
            undone = (
                "RETREAT"
                if kind in {"ASSAULT", "MOBILIZE"}
                else "CONCEDE"
                if kind in {"COERCE", "SANCTION", "PROTEST", "ACCUSE", "THREATEN"}
                else "SANCTION"
            )
            return PredicateReading(self.words.kind(undone, None, f"{key} {inner.kind.by}"), below=below)
        return None

    def _noun(self, noun: Token, depth: int) -> PredicateReading | None:
        if noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        governed = self._governing_noun(noun, depth)
        if governed is not None:
            return governed
        lemma, kind = self.word(noun), self.noun_kind(noun)
        if kind is not None:
            return PredicateReading(self._with_weapon(kind, noun))
        if lemma in self.words.verbs["vessels"]:
            inside = [*dependencies.prepositional(noun, "of"), *(c for c in noun.children if c.dep_ == "compound")]
            for token in inside:
                if (inner := self.words.nouns.get(token.lemma_.lower())) is not None:
                    return PredicateReading(inner, below=[token])
        return None

    def noun_kind(self, noun: Token) -> Kind | None:
        """The kind of event that a noun alone tells, by its lemma or, for nouns such as "talks", by its form."""
        return self.words.nouns.get(self.word(noun)) or self.words.nouns.get(noun.lower_)

    def _governing_noun(self, noun: Token, depth: int) -> PredicateReading | None:
        """A noun that turns what hangs below it as a verb does: "plans to", "an attempt to", "its refusal to"."""
        lemma, verbs = noun.lemma_.lower(), self.words.verbs
        content = dependencies.child(noun, "acl", "ccomp") or next(
            (p for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "to", "for"} for p in c.children), None
        )
        if content is None or content.tag_ == "VBN":
            return None
        if lemma in verbs["refusing_nouns"]:
            return self._turn("REJECT", lemma, [content])
        if lemma in verbs["requesting_nouns"]:
            return self._turn("REQUEST", lemma, [content])
        inner = self.told(content, depth + 1)
        if lemma in verbs["trying_nouns"] and inner is not None:
            return replace(inner, below=[content, *inner.below])
        if lemma in verbs["willing_nouns"] or (lemma in verbs["planning_nouns"] and inner is not None):
            hostile = inner is not None and inner.kind.type in HOSTILE
            return self._turn("THREATEN" if hostile else "AGREE", lemma, [content, *(inner.below if inner else ())])
        return None

    # ---- adjectives ---------------------------------------------------------------------------------------------

    def _copula(self, verb: Token, depth: int) -> PredicateReading | None:
        for word in verb.children:
            if word.dep_ in {"acomp", "oprd", "attr"} and word.pos_ in _READS_AS_ADJECTIVE:
                return self._as_adjective(word, verb, depth)
        return None

    def _as_adjective(self, word: Token, verb: Token, depth: int) -> PredicateReading | None:
        """A predicate that is an adjective, or a participle that reads as one: "ready to", "opposed to"."""
        below = complement(word) or complement(verb)
        if below == word:
            below = None
        key = word.lower_
        if below is not None and below.i != verb.i:
            inner = self.told(below, depth + 1)
            made = self._wills(key, inner, below)
            if made is not None:
                return self._turn(made, key, [word, below, *(inner.below if inner else ())])
            if key in self.words.verbs["refuses"]:
                return self._turn("REJECT", key, [word, below])
        things = [
            t for t in dependencies.prepositional(word, "to") if t.lemma_.lower() in self.words.verbs["committed"]
        ]
        if key == "committed" and things:
            return self._turn("AGREE", key, [word, *things])
        kind = self.words.adjectives.get(key)
        return PredicateReading(kind, below=[word]) if kind is not None else None


def complement(verb: Token) -> Token | None:
    """The verb that a verb, adjective or noun governs: "agreed *to send*", "is ready *to send*", "insist on *leaving*"."""
    found = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and c.pos_ in {"VERB", "AUX"}]
    if found:
        return found[0]
    for c in verb.children:
        if c.dep_ == "prep":
            inner = dependencies.child(c, "pcomp")
            if inner is not None and inner.pos_ in {"VERB", "AUX"}:
                return inner
    purpose = next((c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i and _own_modal(c, {"to"})), None)
    asked = purpose is not None and any(c.dep_ in {"dobj", "prep"} and c.i < purpose.i for c in verb.children)
    if asked and verb.lemma_.lower() in word_list("syntax", "en")["commands"]:
        return purpose
    return None


def _own_modal(verb: Token, words: set[str]) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in words for c in verb.children)


def _objects_below(verb: Token) -> list[Token]:
    return [] if is_passive(verb) else objects(verb)
