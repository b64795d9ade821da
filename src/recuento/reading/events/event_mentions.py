"""Events: what the lexicon tells of a predicate, who takes part in it, and what "will", "may" and "not" make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.event_words import Kind, event_words
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.dependencies import is_passive, objects
from recuento.reading.parse.units import Unit, unit_of

from .arguments import Arguments, without
from .predicates import FRIENDLY, HOSTILE, PredicateReader, PredicateReading

_WORDS = rule_words("event_mentions")

_WILL = _WORDS["will"]
_WOULD = frozenset({"would", "’d", "'d"})
_DUTY = _WORDS["duty"]
_LET = _WORDS["let"]
_TOWARD = ("against", "with", "to", "toward", "towards", "on", "upon", "for", "from", "between", "into", "at", "of")
_OF_ITS_OWN = frozenset({"CONSULT", "PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT"})
"""Types whose nouns tell an event by themselves when somebody owns them: "Norland's sanctions", "a Norland raid"."""
_MOVES_ITS_OWN = frozenset({"withdraw", "troops", "weapons", "police"})
"""Modes in which the object is the doer's own men or arms, and nobody to whom it is done."""
_FARTHEST = 25
"""Tokens between a verb and its subject beyond which the subject is left out of the words that show an event."""
_CLAUSE_ORDER = {"ccomp": 0, "xcomp": 0, "acomp": 0, "attr": 0, "dobj": 1, "conj": 2, "prep": 3, "agent": 3, "advcl": 4}


@dataclass(slots=True)
class EventMention:
    """An event while it is being read: one kind, its doers, whom it is done to, and the tokens that show it."""

    kind: Kind
    anchor: Token
    actors: list[Entity | None]
    recipients: list[Entity]
    shown: list[Token]
    negated: bool = False
    hypothetical: bool = False
    between: bool = False
    """Whether the doers do it to one another: "clashes between police and protesters"."""
    below: list[Token] = field(default_factory=list)


class EventReader:
    """Reads the events of units: what the lexicon tells, who takes part, and what the modality makes of it."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self.who = Arguments(entities)
        self.teller = PredicateReader(self.who)
        self.words = event_words()

    def deeds_of(self, unit: Unit) -> Iterator[EventMention]:
        """The events of a unit, each sentence's main predicate first."""
        for sentence in unit.doc.sents:
            consumed: set[int] = set()
            for token in _from_the_top(sentence):
                if token.i in consumed or not unit.held.keys().isdisjoint({token.i - 1, token.i, token.i + 1}):
                    continue
                mention = self.read(token)
                if mention is not None:
                    consumed |= {t.i for b in mention.below for t in dependencies.with_conjuncts(b)}
                    yield mention

    def read(self, token: Token) -> EventMention | None:
        """The event that one token tells, if somebody does it or it is done to somebody."""
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            return self._of_verb(token)
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            return self._of_noun(token)
        return None

    # ---- verbs --------------------------------------------------------------------------------------------------

    def _of_verb(self, verb: Token) -> EventMention | None:
        told = self.teller.told(verb)
        asked = self._asked_by_a_speaker(verb, told)
        if asked is not None:
            return asked
        if told is None:
            return self._will_not_let(verb)
        passive = is_passive(verb) and not told.subject_acts
        doer = dependencies.agent(verb) if passive else self._subject(verb)
        actors: list[Entity | None] = [*self.who.of(doer)]
        if not actors and doer is not None and doer.pos_ == "PRON":
            actors = [*self._speaker(verb)]
        if told.frame is not None and told.frame.patient_subject:
            actors = []
        if not actors and not self._is_anonymous(told, verb, doer, passive):
            return None
        mention = EventMention(told.kind, verb, actors or [None], [], [], below=told.below)
        self._set_recipients(mention, told, doer, passive)
        mention.between = told.kind.by in self.words.verbs["mutual"] and doer is not None and not passive
        mention.shown = self._shown(verb, told, doer)
        return self._with_modality(mention, told)

    def _subject(self, verb: Token) -> Token | None:
        found = dependencies.subject(verb)
        trailing = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > 0 and verb.nbor(-1).text == ","
        if found is None or not trailing or self.who.is_somebody(found):
            return found
        # ", criticising ..." at a sentence's end belongs to whoever the sentence is about, wherever it was hung.
        for above in dependencies.ancestors_verbs(verb):
            higher = dependencies.subject(above)
            if higher is not None and self.who.is_somebody(higher):
                return higher
        return found

    def _is_anonymous(self, told: PredicateReading, verb: Token, doer: Token | None, passive: bool) -> bool:
        """Whether an event may stand without an actor: a passive without "by", or a bomb that kills."""
        frame = told.frame
        if frame is None or not frame.agentless:
            return False
        if frame.patient_subject:
            return doer is not None and self.who.is_somebody(doer)
        if passive:
            patient = dependencies.passive_subject(verb)
            reduced = verb.dep_ == "acl" and told.kind.type not in {"COERCE", "ASSAULT"}
            return patient is not None and verb.dep_ != "amod" and not reduced
        return doer is not None and any(h.lemma_.lower() in self.words.hurting for h in self.teller.heads(doer))

    def _set_recipients(self, mention: EventMention, told: PredicateReading, doer: Token | None, passive: bool) -> None:
        actors = [a for a in mention.actors if a is not None]
        if told.frame is not None and told.frame.patient_subject:
            mention.recipients = self.who.of(doer)
            return
        if passive:
            mention.recipients = without(self.who.of(dependencies.passive_subject(mention.anchor)), actors)
            if mention.recipients:
                return
        for source in self._recipient_tokens(mention, told):
            if any(c.tag_ == "PRP$" and self._is_theirs(c, actors) for c in source.children):
                continue
            if source.dep_ == "dobj" and mention.kind.mode in _MOVES_ITS_OWN:
                continue
            found = without(
                self.who.of(source) if source.dep_ in {"dobj", "dative"} else self.who.named(source), actors
            )
            if found:
                mention.recipients = found
                return
        for thing in (*objects(mention.anchor), *told.below, *(o for b in told.below for o in objects(b))):
            found = without(self._owners(thing) or self._where_held(thing), actors)
            if found:
                mention.recipients = found
                return

    def _is_theirs(self, pronoun: Token, actors: Sequence[Entity]) -> bool:
        """Whether "its" is the doer's own: "recalled its ambassador" is not done to the ambassador."""
        owners = self.entities.who(pronoun)
        return not owners or any(
            o.key == a.key or (o.country and o.country == a.country) for o in owners for a in actors
        )

    def _recipient_tokens(self, mention: EventMention, told: PredicateReading) -> Iterator[Token]:
        """Where a recipient may stand, likeliest first: object, what a demand is made of, then prepositions."""
        verb = mention.anchor
        yield from (o for o in objects(verb))
        if mention.kind.type == "REQUEST":
            for below in told.below:
                if below.dep_ == "ccomp" and (asked := dependencies.own_subject(below)) is not None:
                    yield asked
        for below in told.below:
            yield from (o for o in objects(below) if below.dep_ != "ccomp")
        verbs = [verb, *(t for t in told.below if t.pos_ in {"VERB", "AUX", "ADJ"} and t.dep_ != "ccomp")]
        carried = [t for t in told.below if t.pos_ in {"NOUN", "PROPN"} and self.teller.noun_kind(t) is not None]
        kind = mention.kind.type
        yield from _after(verbs, self.words.toward_verb[kind])
        yield from _after([c for v in verbs for c in v.children if c.lower_ == "out"], ("of",))
        yield from _after(carried, _TOWARD)
        yield from _after([o for v in verbs for o in objects(v)], self.words.toward_noun[kind])

    def _owners(self, thing: Token) -> list[Entity]:
        """Whose thing it is: "Vega's victory", "the Sudrian proposal"."""
        mentions = self.entities.mentions[id(unit_of(thing))]
        for c in thing.children:
            if c.dep_ == "poss" and (found := self.who.named(c)):
                return found
            match = mentions.match_at.get(c.i)
            if c.dep_ not in {"amod", "compound", "nmod"} or match is None or match.entry.code is None:
                continue
            if match.entry.kind in {"demonym", "country", "capital", "organisation"}:
                span = unit_of(thing).span(match.start, match.end - 1)
                return [self.entities.government(match.entry.code, span)]
        return []

    def _where_held(self, thing: Token) -> list[Entity]:
        """Whose election or result it is by what follows: "the result of the election in Norland"."""
        if thing.lemma_.lower() not in self.words.sets["results"]:
            return []
        for place in dependencies.prepositional(thing, "in", "of"):
            states = [s for s in self.who.named(place) if s.kind == "government"]
            if states or (states := self._owners(place) or self._where_held(place)):
                return states
        return []

    def _shown(self, verb: Token, told: PredicateReading, doer: Token | None) -> list[Token]:
        shown = [*told.below, *objects(verb)]
        shown += [o for b in told.below for o in objects(b) if b.dep_ != "relcl"]
        if doer is not None and doer.tag_ not in {"WDT", "WP"}:
            near = (doer.head == verb or dependencies.agent(verb) == doer) and abs(doer.i - verb.i) <= _FARTHEST
            shown += [doer] if near else []
        own = dependencies.own_subject(verb)
        if own is not None and own.tag_ not in {"WDT", "WP"} and verb.i - own.i <= _FARTHEST:
            shown.append(own)
        for place in (verb, *told.below):
            for c in place.children:
                if c.dep_ in {"prep", "dative", "agent"} and c.i > place.i and c.lower_ in {*_TOWARD, "by"}:
                    shown += [p for p in c.children if p.dep_ == "pobj"]
                elif c.lower_ == "out":
                    shown += dependencies.prepositional(c, "of")
                elif c.dep_ in {"aux", "neg", "prt", "auxpass"}:
                    shown.append(c)
        return shown

    # ---- modality -----------------------------------------------------------------------------------------------

    def _with_modality(self, mention: EventMention, told: PredicateReading) -> EventMention:
        """What "will", "may" and "not" make of an event: a promise, a threat, a refusal, or a mere supposition."""
        verb = mention.anchor
        mention.negated = dependencies.is_negated(verb) or _no_longer(verb) or told.denied
        will = self._modal(verb, _WILL) or (self._modal(verb, _WOULD) and self._speech_above(verb) is not None)
        will = will or (verb.dep_ == "ROOT" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children))
        if mention.actors == [None]:
            mention.hypothetical = will or dependencies.is_hypothetical(verb)
        elif mention.negated and self._lets(verb) and not told.turned:
            mention.kind, mention.negated = self.words.kind("REJECT", None, f"not {verb.lemma_.lower()}"), False
        elif mention.negated and will and mention.kind.type in FRIENDLY:
            mention.kind, mention.negated = self.words.kind("REJECT", None, f"will not {mention.kind.by}"), False
        elif will and not mention.negated and not told.turned and mention.kind.type in FRIENDLY | HOSTILE:
            name = "AGREE" if mention.kind.type in FRIENDLY else "THREATEN"
            if mention.kind.type not in {"REJECT", "THREATEN"}:
                mention.kind = self.words.kind(name, None, f"will {mention.kind.by}")
            mention.hypothetical = _has_condition(verb)
        elif self._may_threaten(mention):
            mention.kind = self.words.kind("THREATEN", None, f"may {mention.kind.by}")
        else:
            mention.hypothetical = dependencies.is_hypothetical(verb)
        return mention

    def _modal(self, verb: Token, words: frozenset[str]) -> bool:
        return any(c.dep_ == "aux" and c.lower_ in words for c in verb.children)

    def _lets(self, verb: Token) -> bool:
        return verb.lemma_.lower() in _LET

    def _may_threaten(self, mention: EventMention) -> bool:
        """A government that says it may do harm if something happens makes a threat."""
        verb = mention.anchor
        return (
            mention.kind.type in HOSTILE - {"REJECT", "THREATEN"}
            and self._modal(verb, frozenset({"may", "might", "could"}))
            and _has_condition(verb)
        )

    def _will_not_let(self, verb: Token) -> EventMention | None:
        """Verbs of letting that tell an event only when denied: "will not tolerate", "does not accept"."""
        if verb.lemma_.lower() not in _WORDS["accept_or_tolerate"] or not (
            dependencies.is_negated(verb) or _no_longer(verb)
        ):
            return None
        actors: list[Entity | None] = [*(self.who.of(self._subject(verb)) or self._speaker(verb))]
        if not actors or is_passive(verb):
            return None
        mention = EventMention(self.words.kind("REJECT", None, f"not {verb.lemma_.lower()}"), verb, actors, [], [])
        self._set_recipients(mention, PredicateReading(mention.kind), None, False)
        mention.shown = self._shown(verb, PredicateReading(mention.kind), self._subject(verb))
        return mention

    def _asked_by_a_speaker(self, verb: Token, told: PredicateReading | None) -> EventMention | None:
        """A demand in a speaker's words: "Norland said Sudria must return the ship"."""
        needs = verb.dep_ == "xcomp" and verb.head.lemma_ in {"need", "have", "ought"} and verb.tag_ == "VB"
        top = verb.head if needs else verb
        if not (needs or self._modal(verb, _DUTY)):
            return None
        subject = dependencies.own_subject(top)
        if subject is None or subject.lower_ in {"we", "i"}:
            return None
        asked, speakers = self.who.of(subject), self._speaker(top)
        actors = without(speakers, asked)
        if not actors:
            return None
        kind = self.words.kind("REQUEST", "change", "must")
        if is_passive(verb):
            asked = self.who.of(dependencies.agent(verb))
        recipients = without(asked, actors)
        if not recipients and told is None:
            return None
        shown = [subject, top, *objects(verb)]
        return EventMention(kind, verb, [*actors], recipients, shown, negated=False, hypothetical=False)

    def _speech_above(self, verb: Token) -> Token | None:
        """The verb of saying that a clause hangs below."""
        clause, hops = verb, 0
        while hops < 4 and clause.dep_ in {"ccomp", "conj", "xcomp", "advcl", "parataxis"}:
            hops += 1
            above = clause.head
            if clause.dep_ in {"ccomp", "parataxis"} and above.lemma_.lower() in self.words.verbs["reports"]:
                return above
            clause = above
        return None

    def _speaker(self, verb: Token) -> list[Entity]:
        """Whose words a clause is: the subject of the verb of saying above it, or who speaks in a quotation."""
        above = self._speech_above(verb)
        if above is not None:
            return self.who.of(dependencies.subject(above))
        speaker = self.entities.speaker_inside.get(id(unit_of(verb)))
        return [speaker] if speaker is not None and speaker.kind != "outlet" else []

    # ---- nouns --------------------------------------------------------------------------------------------------

    def _of_noun(self, noun: Token) -> EventMention | None:
        """An event told by a noun with its doer: "talks between X and Y", "a protest by students", "X's raid on Y"."""
        kind = self.teller.noun_kind(noun)
        if kind is None or noun.dep_ in {"attr", "appos"}:
            return None
        told = self.teller.told(noun) or PredicateReading(kind)
        doers = dependencies.prepositional(noun, "by")
        actors: list[Entity] = [s for d in doers for s in self.who.of(d)]
        shown, between = [*doers], False
        if not actors and kind.type in {"CONSULT", "COOPERATE", "ASSAULT", "RETREAT"}:
            parties = dependencies.prepositional(noun, "between")
            actors = list(dict.fromkeys(s for p in parties for s in self.who.of(p)))
            shown, between = parties, True
        if (
            not actors
            and kind.type in _OF_ITS_OWN
            and (kind.type != "RETREAT" or dependencies.prepositional(noun, "of", "from"))
        ):
            actors = self._owners(noun)
            shown = [noun]
        if not actors:
            return None
        mention = EventMention(told.kind, noun, [*actors], [], shown, between=between, below=told.below)
        for word in ("against", "with", "to", "on", "of", "for"):
            after = dependencies.prepositional(noun, word)
            found = without((s for t in after for s in self.who.named(t)), actors)
            if found:
                mention.recipients = found
                mention.shown = [*shown, *after]
                break
        mention.negated = dependencies.is_negated(noun)
        mention.hypothetical = dependencies.is_hypothetical(noun)
        return mention


def _after(places: Sequence[Token], prepositions: Sequence[str]) -> Iterator[Token]:
    """What follows each place's prepositions, a place at a time, the likelier preposition first."""
    for place in places:
        for word in prepositions:
            yield from dependencies.prepositional(place, word)


def _no_longer(verb: Token) -> bool:
    return any(c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children) for c in verb.children)


def _has_condition(verb: Token) -> bool:
    """Whether the clause or one below it says on what condition."""
    clauses = [verb, *(c for c in verb.children if c.dep_ in {"advcl", "ccomp", "prep"})]
    return any(
        m.lower_ in _WORDS["conditions"]
        for c in clauses
        for m in (c, *c.children)
        if m.dep_ in {"mark", "prep", "advmod"}
    )


def _from_the_top(sentence: Sentence) -> Iterator[Token]:
    """The tokens of a sentence from the main predicate down, what it says before what is said around it."""
    stack = [sentence.root]
    while stack:
        token = stack.pop()
        yield token
        stack += sorted(token.children, key=lambda t: (-_CLAUSE_ORDER.get(t.dep_, 5), -t.i))
