"""Relations: how two states stand to each other, as the article declares or describes it.

A leader, a capital or a palace stands for its state. The same relation told three times is one record, resting on the
words that say most about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.entities.mentions import Mentions
from recuento.reading.lexicon.sectors import find_sectors
from recuento.reading.lexicon.vocabulary import data, rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.evidence_span import shown_span
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import Relation
from recuento.records.text import Article, content_id

from .arguments import Arguments, is_both_states

_WORDS = rule_words("relations")

Status = Literal["announced", "ongoing", "past"]
_SINCE = re.compile(
    r"\b(?:since [^,.;”\"]+"
    r"|(?:over|for|during|in) the (?:past|last) [^,.;”\"]+?(?:years?|decades?|months?|century|centuries)"
    r"|for (?:more than |nearly |almost |over |about |some |the past )?[\w-]+ (?:years|decades|centuries|months)"
    r"|for (?:years|decades|centuries|generations))",
    re.IGNORECASE,
)
_WITHOUT_SECTORS = frozenset({"ally", "partner", "backer", "rival", "enemy", "friend", "neighbour", "sanctions"})
_ONE_WAY = frozenset({"backer", "creditor", "backing", "sanctions"})
"""What one side is or does to the other, not both to each other."""


@dataclass(slots=True)
class _Tie:
    """A relation while it is read."""

    kind: str
    anchor: Token
    a: Entity
    b: Entity
    shown: list[Token]
    mutual: bool
    rule: str


def find_relations(
    article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex
) -> tuple[Relation, ...]:
    """The relations of an article, one for each pair and kind, in reading order."""
    reader = _RelationReader(entities, article.text)
    best: dict[tuple[str, ...], Relation] = {}
    for unit in units:
        for tie in reader.ties_of(unit):
            relation = _record(article, tie, voices)
            ends = sorted((tie.a.key, tie.b.key)) if tie.mutual else [tie.a.key, tie.b.key]
            key = (*ends, tie.kind)
            known = best.get(key)
            if known is None or _weight(relation, unit) > _weight_known(known, units):
                best[key] = relation
    return tuple(sorted(best.values(), key=lambda r: (r.start, r.end, r.kind)))


def _weight(relation: Relation, unit: Unit) -> tuple[int, int]:
    return (0 if unit.headline else 1), 2 * (relation.since is not None) + len(relation.sectors)


def _weight_known(relation: Relation, units: Sequence[Unit]) -> tuple[int, int]:
    in_headline = any(u.headline and u.starts and u.starts[0] <= relation.start <= u.ends[-1] for u in units)
    return (0 if in_headline else 1), 2 * (relation.since is not None) + len(relation.sectors)


def _record(article: Article, tie: _Tie, voices: AttributionIndex) -> Relation:
    start, end = shown_span(tie.anchor, tie.shown)
    clause_end = _clause(tie.anchor)[1]
    since = _since(article.text, tie.anchor)
    if since is not None:
        start, end = min(start, since[0]), max(end, since[1])
    sectors = () if tie.kind in _WITHOUT_SECTORS else find_sectors(_about(article.text, tie.anchor, (start, end)))
    if sectors and tie.anchor.pos_ in {"VERB", "AUX"}:
        end = max(end, clause_end)
    a, b = actor_id(article.id, tie.a), actor_id(article.id, tie.b)
    at = unit_of(tie.anchor).starts[tie.anchor.i]
    return Relation(
        id=content_id("relation", article.id, a, b, tie.kind, start, end),
        a=a,
        b=b,
        kind=tie.kind,
        sectors=sectors,
        status=_status(tie.anchor, since is not None),
        since=article.text[since[0] : since[1]] if since is not None else None,
        voice="attributed" if voices.of(at) == "attributed" else "reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        by=tie.rule,
    )


def _clause(anchor: Token) -> tuple[int, int]:
    """The stretch in which a relation's since-when and sectors may stand: the clause around it."""
    top = anchor
    if anchor.pos_ not in {"VERB", "AUX"}:
        top = next(dependencies.ancestors_verbs(anchor), anchor)
    return dependencies.clause_span(top)


def _since(text: str, anchor: Token) -> tuple[int, int] | None:
    """Where the clause around a relation says since when; what a clause below it says is not about the relation."""
    unit, (start, end) = unit_of(anchor), _clause(anchor)
    verb = anchor if anchor.pos_ in {"VERB", "AUX"} else next(dependencies.ancestors_verbs(anchor), anchor)
    for match in _SINCE.finditer(text, start, end):
        first = unit.doc[min(unit.tokens_in(match.span())[0], len(unit.doc) - 1)]
        nearest = next((v for v in dependencies.ancestors_verbs(first)), verb)
        if nearest.i == verb.i or anchor.is_ancestor(first):
            return match.span()
    return None


def _about(text: str, anchor: Token, shown: tuple[int, int]) -> str:
    """The words that say in which fields a relation is: those below it, or around it for a noun."""
    below = dependencies.clause_span(anchor)
    start, end = (min(below[0], shown[0]), max(below[1], shown[1])) if anchor.pos_ == "VERB" else below
    return text[start:end]


def _status(anchor: Token, dated: bool) -> Status:
    words = {k: frozenset(v) for k, v in data("relations")["en"]["status"].items()}
    if any(
        c.lower_ in words["past"] or c.lemma_.lower() in words["past"]
        for c in anchor.children
        if c.dep_ in {"amod", "advmod", "compound"}
    ):
        return "past"
    verb = anchor if anchor.pos_ == "VERB" else next(dependencies.ancestors_verbs(anchor), None)
    if verb is None:
        return "ongoing"
    if verb != anchor and verb.lemma_.lower() in words["ends"] and anchor.dep_ in {"dobj", "nsubjpass"}:
        return "past"
    if dated or _is_deepened(anchor, verb):
        return "ongoing"
    if dependencies.is_hypothetical(verb) or (
        verb != anchor and verb.lemma_.lower() in words["begins"] and anchor.dep_ == "dobj"
    ):
        return "announced"
    past = (
        verb.tag_ == "VBD"
        and verb.lemma_ in {"be", "have"}
        and any(c.lower_ in _WORDS["once_or_formerly"] for c in verb.children)
    )
    return "past" if past else "ongoing"


def _is_deepened(anchor: Token, verb: Token) -> bool:
    """Whether it is there already and is to grow: "is ready to deepen its partnership with Norland"."""
    known = any(c.tag_ == "PRP$" or c.dep_ == "poss" or c.lower_ == "the" for c in anchor.lefts)
    return known and anchor.dep_ == "dobj" and verb.lemma_.lower() in data("relations")["en"]["pledges"]["grows"]


class _RelationReader:
    def __init__(self, entities: Entities, text: str) -> None:
        self.entities = entities
        self.text = text
        self.who = Arguments(entities)
        words = data("relations")["en"]["relations"]
        self.between: dict[str, str] = {w: kind for kind, ws in words["between"].items() for w in ws}
        self.role: dict[str, str] = {w: kind for kind, ws in words["role"].items() for w in ws}
        self.verb: dict[str, str] = {w: kind for kind, ws in words["verb"].items() for w in ws}
        self.qualified: dict[str, str] = {w: kind for kind, ws in words["qualified"].items() for w in ws}
        self.sees = frozenset(data("relations")["en"]["status"]["sees"])

    def ties_of(self, unit: Unit) -> Iterator[_Tie]:
        """The relations that a unit tells."""
        for token in unit.tokens:
            lemma = token.lemma_.lower()
            if token.pos_ in {"NOUN", "PROPN"} and lemma in self.between:
                found = self._between(token)
                kind, mutual = self._qualify(token, self.between[lemma]), True
            elif token.pos_ in {"NOUN", "PROPN"} and lemma in self.role:
                found = self._role(token)
                kind, mutual = self._qualify(token, self.role[lemma]), self.role[lemma] not in _ONE_WAY
            elif token.pos_ == "NOUN" and lemma in _WORDS["sanction_or_embargo"]:
                found, kind, mutual = self._sanctions(token), "sanctions", False
            elif token.pos_ == "VERB" and lemma in self.verb:
                found = self._verb(token)
                kind, mutual = self.verb[lemma], self.verb[lemma] not in _ONE_WAY
            else:
                continue
            if found is None or self._is_denied(token) or (kind == "relations" and not self._tells(token)):
                continue
            if kind == "backing" and any(s.kind == "person" for s in found[:2]):
                continue  # to back a candidate is no relation between states
            a, b, shown, rule = found
            yield _Tie(kind, token, a, b, [*shown, token], mutual, rule)

    def _is_denied(self, token: Token) -> bool:
        """Whether a relation is said not to be: "has no alliance", "does not cooperate"; not "ties were never better"."""
        if any(c.lower_ == "no" for c in token.lefts):
            return True
        if token.pos_ == "VERB":
            return dependencies.is_negated(token)
        verb = next(dependencies.ancestors_verbs(token), None)
        if verb is None or not dependencies.is_denied_itself(verb):
            return False  # "does not want to keep sanctions": there are some
        seen_as = token.dep_ == "pobj" and token.head.lower_ == "as"  # "does not see Cuba as a partner"
        return seen_as or (token.head == verb and token.dep_ in {"dobj", "attr"})

    def _tells(self, noun: Token) -> bool:
        """Whether "relations" come with a word that says how they are, in what, or what is made of them.

        A tie that is only cut is an event, and no relation that lasts.
        """
        lists = data("relations")["en"]
        if any(c.lower_ in lists["status"]["tells"] for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}):
            return True
        verb = next(dependencies.ancestors_verbs(noun), None)
        if verb is None:
            return False
        grows = {*lists["pledges"]["grows"], "have", "enjoy", "value", "establish"}
        if noun.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and verb.lemma_.lower() in grows:
            return True
        is_so = noun.dep_ == "nsubj" and verb.lemma_ in _WORDS["be_or_remain"]
        return is_so or _since(self.text, noun) is not None

    def _qualify(self, noun: Token, kind: str) -> str:
        for c in noun.children:
            if c.dep_ not in {"amod", "compound", "nmod"} or c.lower_ not in self.qualified:
                continue
            qualified = self.qualified[c.lower_]
            if kind in {"relations", "partnership", "cooperation"} and not (
                (qualified == "strategic partnership") != (kind == "partnership") or qualified == "trading partner"
            ):
                return qualified
            if kind == "partner" and c.lower_ == "trading":
                return qualified
        return kind

    # ---- who ----------------------------------------------------------------------------------------------------

    def _states(self, people: Iterable[Entity]) -> list[Entity]:
        """The states or organisations that actors stand for; parties and private people stand for none."""
        found: list[Entity] = []
        for someone in people:
            if someone.kind in {"government", "organisation"}:
                state = someone
            elif someone.country is not None and (someone.answers_for_a_state or someone.kind == "group"):
                state = self.entities.government(someone.country)
                if not state.mentions:  # named only through who acts for it
                    state.mentions |= set(sorted(someone.mentions)[:1])
            elif _may_be_a_state(someone):
                state = someone
            else:
                continue
            if state not in found:
                found.append(state)
        return found

    def _pair(self, tokens: Iterable[Token], rule: str) -> tuple[Entity, Entity, list[Token], str] | None:
        shown = list(tokens)
        states = self._states(s for t in shown for s in self._people(t))
        if len(states) < 2 or not _are_apart(states[0], states[1]):
            return None
        return states[0], states[1], shown, rule

    def _people(self, token: Token) -> list[Entity]:
        if is_both_states(token):
            return self.who.two_before(token)
        if token.lower_ in _WORDS["people_of_both"]:
            found = self.who.named(token)
            return found if len(found) > 1 else self.who.two_before(token)
        return self.who.named(token)

    # ---- patterns -----------------------------------------------------------------------------------------------

    def _between(self, noun: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        found = self._pair(dependencies.prepositional(noun, "between"), "between")
        if found is not None:
            return found
        before = self._states_before(noun)
        if len(before) > 1:
            return before[0], before[1], [noun], "two demonyms"
        others = [t for t in dependencies.prepositional(noun, "with", "to") if self._states(self.who.named(t))]
        if not others and noun.dep_ == "dobj":
            others = [t for t in dependencies.prepositional(noun.head, "with") if self._states(self.who.named(t))]
        owner = dependencies.child(noun, "poss")
        if owner is not None:
            return self._pair([owner, *others], "owner") if others or owner.lower_ in {"their", "our"} else None
        if others and before:
            states = self._states(s for t in others for s in self.who.named(t))
            if states and _are_apart(before[0], states[0]):
                return before[0], states[0], others, "demonym with"
        if others and noun.dep_ in {"dobj", "pobj", "nsubjpass"}:
            verb = next(dependencies.ancestors_verbs(noun), None)
            doer = dependencies.subject(verb) if verb is not None and not dependencies.is_passive(verb) else None
            return self._pair([doer, *others], "doer with") if doer is not None else None
        return None

    def _states_before(self, noun: Token) -> list[Entity]:
        """The states of the demonyms before a noun: "Norlandic-Sudrian relations", "US-China trade"."""
        unit, found = unit_of(noun), list[Entity]()
        mentions = self.entities.mentions[id(unit)]
        i = noun.i - 1
        while i >= max(0, noun.i - 7):
            match = mentions.match_at.get(i)
            if match is not None and match.entry.kind in {"demonym", "country", "capital", "organisation"}:
                if match.entry.code is not None:
                    state = self.entities.government(match.entry.code, unit.span(match.start, match.end - 1))
                    found = [state, *(s for s in found if s is not state)]
                i = match.start
            elif unit.doc[i].lower_ == "and":
                if not _joins_demonyms(mentions, i):
                    break
            elif unit.doc[i].text not in {"-", "–", "/"} and unit.doc[i].pos_ not in {"ADJ", "NOUN", "PROPN"}:
                break
            i -= 1
        return found

    def _role(self, noun: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        """One party is something to another: "A sees B as an ally", "A, an ally of B", "A's ally B", "A is B's ally"."""
        seen = self._seen_as(noun) or self._each_other(noun)
        if seen is not None:
            return seen
        owners = [c for c in noun.children if c.dep_ == "poss"] + dependencies.prepositional(noun, "of", "to", "for")
        owners = [t for t in owners if self._states(self.who.named(t))]
        before = [] if owners else self._states_before(noun)
        described = self._described(noun)
        if described is None or not (owners or before):
            return None
        owner_states = self._states(s for t in owners for s in self.who.named(t)) or before
        states = self._states(self.who.named(described))
        if not states or not _are_apart(states[0], owner_states[0]):
            return None
        return states[0], owner_states[0], [described, *owners], "described as"

    def _each_other(self, noun: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        """Two that are something to each other: "Norland and Sudria are partners"."""
        if noun.tag_ != "NNS" or noun.dep_ not in {"attr", "appos"}:
            return None
        doer = dependencies.subject(noun.head) if noun.dep_ == "attr" else noun.head
        return self._pair(self._members(doer), "each other") if doer is not None else None

    def _members(self, token: Token) -> list[Token]:
        return (
            [token] if is_both_states(token) else [t for t in dependencies.with_conjuncts(token) if t.dep_ != "appos"]
        )

    def _described(self, noun: Token) -> Token | None:
        """Who is called an ally: what the noun stands beside, or the subject of "is an ally"."""
        if noun.dep_ == "appos":
            return noun.head
        named = next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if named is not None:
            return named
        if noun.dep_ == "compound" and noun.head.pos_ == "PROPN":
            return noun.head
        if noun.dep_ == "attr" and noun.head.lemma_ in _WORDS["be_or_remain"]:
            return dependencies.subject(noun.head)
        return None

    def _seen_as(self, noun: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else None
        if verb is None and noun.dep_ == "oprd":
            verb = noun.head
        if verb is None or verb.lemma_.lower() not in self.sees or dependencies.is_passive(verb):
            return None
        doer, things = dependencies.subject(verb), [o for o in dependencies.objects(verb) if o != noun]
        return self._pair([doer, things[0]], "sees as") if doer is not None and things else None

    def _sanctions(self, noun: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        against = [t for t in dependencies.prepositional(noun, "on", "against") if self._states(self.who.named(t))]
        verb = next(dependencies.ancestors_verbs(noun), None)
        if not against and verb is not None:
            against = [t for t in dependencies.prepositional(verb, "on", "against") if self._states(self.who.named(t))]
        if not against:
            return None
        owner = dependencies.child(noun, "poss")
        if owner is not None:
            return self._pair([owner, *against], "sanctions")
        before = self._states_before(noun)
        if before:
            states = self._states(s for t in against for s in self.who.named(t))
            apart = bool(states) and _are_apart(before[0], states[0])
            return (before[0], states[0], against, "sanctions") if apart else None
        if verb is not None and verb.lemma_.lower() in _WORDS["imposes"]:
            doer = dependencies.agent(verb) if dependencies.is_passive(verb) else dependencies.subject(verb)
            return self._pair([doer, *against], "sanctions") if doer is not None else None
        return None

    def _backed(self, verb: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        """A backer joined by a hyphen: "Norland-backed Sudria"."""
        backers = self._states(self.who.named(verb.nbor(-2)))
        backed = self._states(self.who.named(verb.head))
        if not backers or not backed or not _are_apart(backers[0], backed[0]):
            return None
        return backers[0], backed[0], [verb.nbor(-2), verb.head], "backed"

    def _verb(self, verb: Token) -> tuple[Entity, Entity, list[Token], str] | None:
        if verb.dep_ == "amod":
            return self._backed(verb) if verb.i > 1 and verb.nbor(-1).text == "-" else None
        if dependencies.is_passive(verb):
            doer, patient = dependencies.agent(verb), dependencies.passive_subject(verb)
            return self._pair([doer, patient], "passive") if doer is not None and patient is not None else None
        doer = dependencies.subject(verb)
        if doer is None:
            return None
        others = dependencies.prepositional(verb, "with")
        if self.verb[verb.lemma_.lower()] in _ONE_WAY:
            others = dependencies.objects(verb)
        return self._pair([doer, *others], "verb")


def _joins_demonyms(mentions: Mentions, at: int) -> bool:
    """Whether an "and" joins two adjectives: "Norlandic and Sudrian trade", not "promised X and Y cooperation"."""
    beside = (mentions.match_at.get(i) for i in (at - 1, at + 1))
    return all(m is not None and m.entry.kind == "demonym" for m in beside)


def _may_be_a_state(someone: Entity) -> bool:
    """Whether a name of one word, of no known office, may be a state that the gazetteer lacks."""
    return someone.kind == "person" and someone.role is None and someone.country is None and len(someone.words) == 1


def _are_apart(a: Entity, b: Entity) -> bool:
    """Whether two parties are two: not the same, nor a leader beside their own state."""
    return a.key != b.key and (a.country is None or b.country is None or a.country != b.country)
