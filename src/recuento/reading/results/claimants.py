"""Who stands behind a claim to have won: candidates, parties, and the campaigns, aides and spokesmen who speak for them."""

from __future__ import annotations

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

from .candidates import could_stand, surname_at

_WORDS = rule_words("claimants")


def claimants(head: Token | None, entities: Entities) -> list[Entity]:
    """The people or parties behind a phrase that claims: "both men", "his campaign", "Ana Ruiz's aides"."""
    if head is None:
        return []
    known = surname_at(head, entities)
    found = [known] if known is not None else [*entities.everybody(head), *_named_left_of(head, entities)]
    if found and not any(s.name[:1].isupper() for s in found):  # "the ruling party, the NDP, claimed victory"
        named = [s for c in head.children if c.dep_ == "appos" for s in entities.who(c) if s.name[:1].isupper()]
        found = named or found
    if head.lower_ == "both" and not found:
        found = _last_two_named(head, entities)
    if _are_the_two(head) and sum(s.kind == "person" for s in found) < _PAIR:
        found = _two_who_stand(head, entities) or found
    if not any(s.kind in {"person", "party"} for s in found):
        pair = next((c for c in head.children if c.lower_ == "both"), None)
        found = entities.everybody(pair) if pair is not None else found
    if head.lemma_.lower() in word_list("results", "en")["camp"]:
        owner = whose_camp(head, entities)
        if owner is not None and not any(s.kind == "person" for s in found):
            return [owner]
    return [s for s in found if s.kind in {"person", "party"} and is_a_side(s, entities)]


def whose_camp(head: Token, entities: Entities) -> Entity | None:
    """The person a camp is of: "Ana Ruiz's aides", "supporters of Ana Ruiz"."""
    owners = [dependencies.child(head, "poss"), *dependencies.prepositional(head, "of")]
    whose = [entities.one(h) for h in owners if h is not None]
    return next((p for p in whose if p is not None and p.kind == "person"), None)


_PAIR = 2


def _are_the_two(head: Token) -> bool:
    """Whether a noun stands for those who ran against each other: "both candidates", "the two men"."""
    rivals = _WORDS["contenders"]
    two = any(c.lower_ in {"both", "two"} for c in head.lefts)
    return head.tag_ == "NNS" and head.lemma_.lower() in rivals and two


def _two_who_stand(head: Token, entities: Entities) -> list[Entity]:
    """The two people of the country named before who could be candidates, where there are no more of them."""
    before = unit_of(head).starts[head.i]
    near = [p for p in entities.people.all if any(start < before for start, _ in p.mentions)]
    running = [p for p in near if could_stand(p, entities) and p.country in {None, entities.contest_country}]
    known = [p for p in running if p.office in {"candidate", "opposition leader", "head of state"}] or running
    return known if len(known) == _PAIR else []


def _named_left_of(head: Token, entities: Entities) -> list[Entity]:
    """Who is joined before a head that the parse takes as one name with them: "Ruiz and candidate Ana Soto claim"."""
    before = head.doc[head.left_edge.i : head.i]
    joined = any(t.lower_ == "and" for t in before)
    named = [entities.named_at(t) for t in before if t.dep_ != "poss"] if joined else []
    return [s for s in dict.fromkeys(named) if s is not None and s is not entities.named_at(head)]


def _last_two_named(both: Token, entities: Entities) -> list[Entity]:
    """The two people named right before "both": "Ruiz and Soto BOTH declared victory"."""
    named = [entities.named_at(t) for t in both.doc[max(both.sent.start, both.i - 9) : both.i]]
    people = [s for s in dict.fromkeys(named) if s is not None]
    return people if len(people) == 2 else []


def is_a_side(someone: Entity, entities: Entities) -> bool:
    """Whether somebody could claim to have won: no official of the count, nobody who speaks for a body from elsewhere."""
    if someone.speaks_for == "authority" or (someone.office == "minister" and not someone.former):
        return False
    return someone.speaks_for != "organisation" or someone.country == entities.contest_country
