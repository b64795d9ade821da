"""An act before it becomes a record: the predicate that shows it, and everybody who is said to do it.

Who does it is more than the verb's subject. Subjects are long lists that a parser cuts short; they are joined by others
("Germany, joined by France"), leave some out ("all but Peru"), name groups whose members stand elsewhere ("Chile and
Italy are some of the countries that ..."), or are missing, as in round-ups with a country's name for a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities import name_lists
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.index import OBSERVERS
from recuento.reading.lexicon.vocabulary import Words, rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of
from recuento.reading.results.winner_and_rivals import Contenders
from recuento.records.said import ActKind
from recuento.records.text import Article

from .sides import side_named

_WORDS = rule_words("act_mention")

_NUMBERS = {
    "both": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


@dataclass(slots=True)
class ActMention:
    """An act before it becomes a record: the predicate that shows it and who is said to do it."""

    kind: ActKind
    anchor: Token
    doers: list[Entity]
    by: str
    target: Entity | None = None
    negated: bool = False
    hypothetical: bool = False

    def done_by(self, doers: list[Entity]) -> ActMention:
        """The same act, of these alone."""
        self.doers = doers
        return self


@dataclass(frozen=True, slots=True)
class Scene:
    """What every look for acts needs: the article, who is in it, who speaks where, and whose election it is."""

    article: Article
    entities: Entities
    voices: AttributionIndex
    contest: Contenders

    @property
    def words(self) -> Words:
        """The word lists of acts."""
        return word_list("acts", "en")

    def mention(self, kind: ActKind, verb: Token, by: str, target: Entity | None = None) -> ActMention:
        """What a verb tells of its subject, denied or imagined where it is."""
        negated, hypothetical = dependencies.is_negated(verb), dependencies.is_hypothetical(verb) or _is_a_duty(verb)
        return ActMention(kind, verb, self.doers_of(verb), by, target, negated, hypothetical)

    def doers_of(self, verb: Token) -> list[Entity]:
        """Everybody who does what a verb says: its subjects or a passive's agents, and who is named with them."""
        head = dependencies.agent(verb) if dependencies.is_passive(verb) else dependencies.subject(verb)
        if head is None and verb.dep_ == "pcomp":  # "stopped short of calling", "was close to accepting"
            above = next(dependencies.ancestors_verbs(verb), None)
            head = dependencies.subject(above) if above is not None else None
        if head is not None and head == dependencies.own_subject(verb) and self._is_a_deed(head):
            return []  # "his bid has rejected": a parse that cannot be
        tellers = self._tellers(head)
        found = tellers or ([] if self._are_others(head) else self.performers(head))
        found += [p for h in _along_with(verb) for p in self.performers(h)]
        if not found and head is not None and head.lower_ in {"we", "i"}:
            found = self.speakers_at(verb)
        if head is not None and verb.dep_ == "pcomp" and verb.head.lower_ == "in":
            joined = verb.head.head  # "Britain has joined the United States in refusing to accept it"
            if joined.lemma_.lower() == "join":
                found += [p for o in dependencies.objects(joined) for p in self.performers(o)]
        if head is None and not dependencies.is_passive(verb) and _opens_its_clause(verb):
            owner = self.entities.section_owner(verb)
            found += [owner] if owner is not None else []
        return list(dict.fromkeys(found))

    def _is_a_deed(self, head: Token) -> bool:
        """Whether a subject is what somebody does, which does nothing itself: "his bid", "her decision"."""
        return head.lemma_.lower() in self.words["done_by_owner"] and head.dep_ == "nsubj"

    def _tellers(self, head: Token | None) -> list[Entity]:
        """Everybody who says that "they" did it: "Peru and Chile said they would wait", "her aides said she would"."""
        if head is None or head.lower_ not in _WORDS["pronouns"] or head.head.dep_ != "ccomp":
            return []
        cue = head.head.head
        if any(c.lower_ == "what" for c in head.head.lefts) and (doer := dependencies.subject(cue)) is not None:
            return self.performers(doer)  # "the runner-up rejected what he called a sham"
        if cue.lemma_.lower() not in word_list("quotations", "en")["say"]:
            return []
        teller = dependencies.subject(cue)
        if head.lower_ == "they" or teller is None:
            return [] if self._are_others(head) else self.performers(teller)
        if head.lower_ == "it":  # a body that says what it did
            return [p for p in self.performers(teller) if p.kind != "person"]
        side = side_named(self.entities, self.words, teller)
        return [side] if side is not None else []

    def _are_others(self, head: Token | None) -> bool:
        """Whether "they" are others than the one person who tells of them: who they are is then not known."""
        if head is None or head.lower_ != "they" or head.head.dep_ != "ccomp":
            return False
        cue = head.head.head
        if cue.lemma_.lower() not in word_list("quotations", "en")["say"]:
            return False
        told = self.performers(dependencies.subject(cue))
        return len(told) == 1 and told[0].kind == "person" and not self.abroad(told)

    def performers(self, head: Token | None) -> list[Entity]:
        """Everybody whom a phrase names as doing something together."""
        if head is None:
            return []
        entities = self.entities
        if (listed := _all_of_whom(head)) is not None:
            return self.performers(listed)
        if (leader := self._who_leads_it(head)) is not None:
            return self.performers(leader)
        if self._is_issued(head):
            return self.performers(dependencies.subject(head.head))  # "X issued a statement acknowledging it"
        side = side_named(entities, self.words, head)
        found = self._sent_by(head) or ([side] if side is not None else entities.everybody(head)) or self._behind(head)
        found = self._clergy(head) or found or self._who_lost(head) or self._party_called(head)
        if not found and head.lemma_.lower() in self.words["amounts"]:
            found = [s for h in dependencies.prepositional(head, "of") for s in self.performers(h)]
        if not found or any(s.kind == "group" or s.country == OBSERVERS for s in found):
            members = [s for h in _counted_among(head) for s in self.performers(h)]
            found = members or self._the_number_of_them(head) or found
        found += [s for h in _members_of(head) for s in entities.everybody(h) + name_lists.listed_with(entities, h)]
        if any(s.country == OBSERVERS for s in found):
            senders = [s for h in dependencies.prepositional(head, "from") for s in self.performers(h)]
            beside = [s for h in dependencies.with_conjuncts(head)[1:] for s in entities.everybody(h)]
            found = [s for s in (*senders, *beside) if s.kind == "organisation"] or found
        found += [s for h in _companions(head) for s in entities.everybody(h)]
        found += name_lists.listed_with(entities, head) or name_lists.listed_after(entities, head)
        left_out = [s for h in excepted(head) for s in entities.everybody(h)]
        return [s for s in dict.fromkeys(found) if s not in left_out]

    def _who_leads_it(self, head: Token) -> Token | None:
        """Who speaks of a government as their own: "said the government he leads will not recognise it"."""
        if head.lemma_.lower() not in _WORDS["led_by_somebody"]:
            return None
        leads = (c for c in head.rights if c.dep_ == "relcl" and c.lemma_.lower() in _WORDS["leads"])
        own = next((s for c in leads if (s := dependencies.own_subject(c)) is not None), None)
        return own if own is not None and own.tag_ in {"PRP", "NNP"} else None

    def _behind(self, head: Token) -> list[Entity]:
        """Who stands behind an act or document: "the mission's refusal", "passed a resolution calling"."""
        lemma = head.lemma_.lower()
        if lemma in self.words["done_by_owner"]:
            return self.entities.everybody(dependencies.child(head, "poss"))
        if lemma in self.words["documents"] and head.dep_ == "dobj" and head.head.lemma_.lower() in self.words["issue"]:
            return self.entities.everybody(dependencies.subject(head.head))
        if lemma in self.words["documents"] | self.words["studies"] and not dependencies.child(head, "poss"):
            return [p for h in dependencies.prepositional(head, "by", "from") for p in self.performers(h)]
        return []

    def _is_issued(self, head: Token) -> bool:
        """Whether a noun is a document that the sentence says somebody issued."""
        issued = head.dep_ == "dobj" and head.head.lemma_.lower() in self.words["issue"]
        return issued and head.lemma_.lower() in self.words["documents"]

    def _party_called(self, head: Token) -> list[Entity]:
        """A party of a name known from nowhere: "the indigenous party Pachakutik"."""
        before = head.nbor(-1) if head.i > head.sent.start else None
        named = head.pos_ == "PROPN" and before is not None and before.lower_ in _WORDS["party_or_movement"]
        return [self.entities.party_of_name(head, head.i)] if named else []

    def _clergy(self, head: Token) -> list[Entity]:
        """The churchmen of the country: "Catholic bishops", "a group of bishops"; those of another are named as such."""
        heads = [head, *dependencies.prepositional(head, "of")]
        clergy = next(
            (h for h in heads if h.lemma_.lower() in self.words["clergy"] and h.tag_ in {"NNS", "NNPS"}), None
        )
        if clergy is None or self.entities.contest_country is None:
            return []
        return [self.entities.side_called(head)]

    def _who_lost(self, head: Token) -> list[Entity]:
        """Whoever is only called by not having won: "the runner-up", "his closest rival"; a side of the country."""
        definite = any(c.dep_ == "poss" or c.lower_ == "the" for c in head.lefts)
        up = (
            head.lower_ == "up" and head.i > 1 and head.nbor(-2).lower_ == "runner"
        )  # as the tokenizer cuts "runner-up"
        if not definite or head.tag_ not in {"NN", "NNP"} or not (up or head.lemma_.lower() in self.words["losers"]):
            return []
        if not self.contest.declared or self.contest.winner is None or self.entities.contest_country is None:
            return []
        return [self.entities.side_called(head)]

    def _sent_by(self, head: Token) -> list[Entity]:
        """Whose people they are: "officials with the OSCE", "a monitor from the African Union"."""
        sent = [head, *dependencies.prepositional(head, "of")]  # "a delegation of monitors from the bloc"
        if not any(h.lemma_.lower() in self.words["envoys"] for h in sent):
            return []
        places = [h for s in sent for h in dependencies.prepositional(s, "with", "from")]
        senders = [p for h in places for p in self.entities.everybody(h)]
        # "observers from the AU, as well as the EU and ECOWAS": some parses join them to the observers.
        beside = [p for h in dependencies.with_conjuncts(head)[1:] for p in self.entities.everybody(h)]
        senders += [p for p in beside if senders and p.kind == "organisation"]
        return [p for p in senders if p.answers_for_a_state]

    def _the_number_of_them(self, head: Token) -> list[Entity]:
        """The states just listed, where their number points back at them: "the four nations", "both governments"."""
        number = next((_NUMBERS.get(c.lower_) for c in head.lefts if c.lower_ in _NUMBERS), None)
        if number is None:
            return []
        listed = name_lists.last_list(self.entities, head)
        if number == 2 and len(listed) != number and head.lemma_.lower() in _WORDS["counted_heads"]:
            listed = name_lists.last_two_leaders(self.entities, head)
        return listed if len(listed) == number else []

    def after_colon(self, token: Token) -> list[Entity]:
        """Those listed after a colon: "congratulations are pouring in: Brazil, Argentina, Russia"."""
        matches = self.entities.mentions[id(unit_of(token))].matches
        colon = next((t.i for t in token.doc[token.i : token.sent.end] if t.text == ":"), None)
        first = next((m for m in matches if colon is not None and m.start in {colon + 1, colon + 2}), None)
        return name_lists.listed_with(self.entities, token.doc[first.end - 1]) if first is not None else []

    def speakers_at(self, token: Token) -> list[Entity]:
        """Whose reported words hold a token; nobody where the report is denied or disputed."""
        spoken = self.voices.at(unit_of(token).starts[token.i])
        if spoken is None:
            issuer = self.entities.issuer
            return [issuer] if issuer is not None else []
        cue = spoken.attribution.cue
        if cue is not None and cue.doc is token.doc:
            if dependencies.is_negated(cue) or cue.lemma_.lower() in self.words["disputes"]:
                return []
            if dependencies.is_hypothetical(cue):
                return []
        source = spoken.attribution.source
        found = self._tellers(source) or self.performers(source) if source is not None else []
        return found or ([spoken.speaker] if spoken.speaker is not None else [])

    def points_at_the_result(self, head: Token) -> bool:
        """Whether "it" or "them" stands for the result: "challenged the result and said he would not recognise it"."""
        if head.lower_ not in {"it", "them"}:
            return False
        start = head.sent.start
        before = [*(head.doc[start - 1].sent if start else ()), *head.doc[start : head.i]]
        nouns = [t for t in before if t.pos_ == "NOUN" and t.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj"}]
        return bool(nouns) and nouns[-1].lemma_.lower() in self.words["announced"] | {"election", "vote", "count"}

    def is_rival(self, someone: Entity | None) -> bool:
        """Whether somebody ran against the announced winner."""
        return someone is not None and someone in self.contest.rivals and someone is not self.contest.winner

    def is_of_the_vote(self, tokens: Iterable[Token]) -> bool:
        """Whether one of the words is a word for the vote or its result."""
        votes = self.words["vote_words"]
        return any(t.lemma_.lower() in votes for t in tokens)

    def abroad(self, doers: list[Entity]) -> list[Entity]:
        """Those who answer for a state or an organisation, and are not of the country whose election it is."""
        return [p for p in doers if p.answers_for_a_state and not self.at_home(p)]

    def at_home(self, someone: Entity) -> bool:
        """Whether somebody is of the country whose election it is."""
        return someone.country is not None and someone.country == self.entities.contest_country


def _all_of_whom(head: Token) -> Token | None:
    """What "all of which", "both of whom" stands for: "China, India and Russia, all of which congratulated her"."""
    if head.lower_ not in {"all", "both", "each"} or not any(
        h.tag_ in {"WDT", "WP"} for h in dependencies.prepositional(head, "of")
    ):
        return None
    last = head.i - 2  # what stands before the comma is the last of them, however the parser hangs the clause
    if last < head.sent.start or head.nbor(-1).text != ",":
        return None
    first = head.doc[last]
    while first.dep_ == "conj":
        first = first.head
    return first


def _opens_its_clause(verb: Token) -> bool:
    """Whether a verb without a subject stands first, as in the notes under a heading: "Demands a recount"."""
    return verb.dep_ == "ROOT" and verb.tag_ in {"VBZ", "VBD", "VBN", "NNS", "NNPS"} and verb.left_edge.i == verb.i


def _is_a_duty(verb: Token) -> bool:
    """Whether something is only to be done by right or duty: "is required to certify", "is responsible for certifying"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"for", "with", "of"}:
        return verb.head.head.lemma_.lower() in _WORDS["dutiful"]
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _WORDS["obliges"]


def _counted_among(head: Token) -> list[Token]:
    """The subjects of "are", "is among": "Chile and Italy are some of the countries that have voiced doubts"."""
    above, hops = head, 0
    while hops < 4 and above.dep_ in {"pobj", "prep", "conj"}:
        above, hops = above.head, hops + 1
    if above.dep_ == "dobj" and above.head.lemma_.lower() == "join":
        own = dependencies.subject(above.head)  # "Spain joined the group of countries that ..."
        return [own] if own is not None else []
    if above.dep_ == "nsubj" and above.lower_ == "first" and above.head.lemma_ == "be":
        return [c for c in above.head.children if c.dep_ == "attr"]  # "the first to reject it was Peru"
    if above.dep_ in {"attr", "nsubj"} and above.head.lemma_ == "be":
        above = above.head
    if above.lemma_ != "be":
        return []
    own = dependencies.own_subject(above)
    return [] if own is None or head in own.subtree else [own]


def _members_of(head: Token) -> Iterator[Token]:
    """The named members of a group: "the group, which includes Peru and Chile", "13 countries (Peru, Chile ...)"."""
    for c in head.children:
        if c.dep_ == "relcl" and c.lemma_.lower() in _WORDS["include_or_comprise"]:
            yield from (o for o in c.children if o.dep_ == "dobj")
        elif c.dep_ == "prep" and c.lower_ == "including":
            members = [p for p in c.children if p.dep_ == "pobj"]
            members = [s for p in members for s in _those_of(p) or [p]]  # "including those from the EU and the OAS"
            yield from (o for p in members for o in dependencies.with_conjuncts(p))
        elif c.dep_ == "appos" and c.i > 0 and c.left_edge.i > 0 and c.left_edge.nbor(-1).text == "(":
            yield c


def _those_of(pronoun: Token) -> list[Token]:
    """Whose they are: the senders in "those from the EU"."""
    return dependencies.prepositional(pronoun, "from", "of") if pronoun.lower_ == "those" else []


def _along_with(verb: Token) -> Iterator[Token]:
    """Those who do it with the subject, where the parse has them below the verb: "X, along with Y, said"."""
    for c in verb.children:
        if c.lower_ in _WORDS["along_or_together"]:
            yield from dependencies.prepositional(c, "with")
        elif c.lower_ == "like" and c.dep_ == "prep" and c.i < verb.i and c.i and c.nbor(-1).text == ",":
            yield from (p for p in c.children if p.dep_ == "pobj")  # "who, like her party, does not recognise it"


def _companions(head: Token) -> Iterator[Token]:
    """Those who do it with somebody: "along with France", "together with Chile", "joined by Peru"."""
    for c in head.children:
        if c.dep_ == "prep" and c.lower_ in _WORDS["with_or_alongside"]:
            before = c.nbor(-1).lower_ if c.i else ""
            if c.lower_ == "alongside" or before in {"along", "together"}:
                yield from (p for p in c.children if p.dep_ == "pobj")
        elif c.dep_ == "acl" and c.lemma_.lower() in _WORDS["join_or_follow"]:
            agent = dependencies.agent(c)
            if agent is not None:
                yield agent
        elif c.dep_ == "appos":  # "the president of Namibia, X, and the president of Tanzania": joined to the name
            yield from (g for g in dependencies.with_conjuncts(c)[1:] if g.ent_type_ or g.pos_ == "PROPN")


def excepted(head: Token) -> Iterator[Token]:
    """Heads of those whom a phrase leaves out: "with the exception of Cuba", "all but Peru", "except Chile"."""
    for token in head.doc[max(head.sent.start, head.i - 12) : min(head.sent.end, head.i + 25)]:
        word = token.lower_
        if word in _WORDS["exception_or_exceptions"]:
            yield from dependencies.prepositional(token, "of")
        elif word in _WORDS["excepts"] and token.pos_ in {"ADP", "SCONJ", "VERB"}:
            below = (t for c in token.children for t in (c, *c.children))
            yield from (t for t in below if t.dep_ in {"pobj", "dobj"})
        elif word == "but" and any(t.lower_ in _WORDS["all_or_none"] for t in token.head.subtree):
            after = (t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ == "PROPN")
            yield from (t for t in after if t.dep_ in {"pobj", "conj", "dobj", "appos"})
