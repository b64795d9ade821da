"""Whom a title without a name stands for: "the president", "the French foreign minister", "the leaders of six states"."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from recuento.reading.gazetteer import lookup
from recuento.reading.gazetteer.lookup import Entry, Match
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit
from recuento.records.text import Span

from .entity import Entity
from .lookup import EntityLookup
from .mentions import whose

_WORDS = rule_words("titles")

_POINTING = _WORDS["pointing_words"]
_INTRODUCING = _WORDS["introducing"]
_LOOSE = frozenset({"official", "diplomat", "politician", "chair"})
"""Offices that are often just another word for somebody named before."""
_FOR_THEMSELVES = frozenset({"politician", "chair"})
"""Offices of many that speak for no state."""
_THEIR_OWN = frozenset({"candidate", "opposition leader", "spokesperson"})
_RULERS = frozenset({"president", "leader", "strongman", "head of state", "military ruler", "junta leader"})
"""Titles that one head of state goes by in the same article."""
_SPEAK_FOR_STATES = frozenset({"head of state", "official", "head of government"})


def office_holders(entities: EntityLookup, unit: Unit, match: Match) -> list[Entity]:
    """Somebody named elsewhere with the title, somebody just mentioned, or whoever holds the office; several if plural."""
    entry, head = match.entry, unit.doc[match.end - 1]
    if entry.plural:
        return plural_titles(entities, unit, head, match, "person")
    at = unit.span(match.start, match.end - 1)
    owner = whose(unit, entities.mentions[id(unit)], match)
    code = entities.code_of(unit, match) or entry.code or entities.sections.get(unit.paragraph)
    if _is_definite(head, match) and not _is_of_a_body_without_a_name(head, match):
        others = _named_earlier(entities, unit, head) if head.lemma_.lower() in _WORDS["of_another"] else set()
        spoken_of = entities.memory.reach_back(head, "person") if code is None else None
        holds_it = spoken_of is not None and spoken_of.office == entry.sort and not spoken_of.former
        if holds_it and spoken_of is not None and spoken_of not in others:
            return [spoken_of]  # whoever was just named with the title, of whatever country
        known = [p for p in entities.people.all if _may_hold(p, entry) and _could_be_of(p, code, entities)]
        known = [p for p in known if p not in others]
        if known:
            return [entities.memory.latest(known, at[0]) or known[0]]
        if code is None and (entry.sort in _LOOSE or entry.ambiguous) and entry.sort not in _THEIR_OWN:
            recent = entities.memory.reach_back(head, "person")
            if recent is not None:
                recent.mentions.add(at)
                return [recent]
        if entry.speaks_for in {"government", "party", "authority"}:
            code = code or entities.contest_country
    speaks_for = entry.speaks_for
    if owner is not None and owner.speaks_for != "none" and speaks_for == "organisation":
        speaks_for = owner.speaks_for
    return [entities.bodies.office(entry, code, _label(unit, match, owner), speaks_for, at)]


def _named_earlier(entities: EntityLookup, unit: Unit, head: Token) -> set[Entity]:
    """Whom the sentence has named before "his opponent" and "the losing rival", who are somebody else."""
    before = (entities.people.within(unit, i) for i in range(head.sent.start, head.i))
    owners = entities.who(dependencies.child(head, "poss"))
    return {p for p in before if p is not None} | set(owners)


def plural_titles(
    entities: EntityLookup, unit: Unit, head: Token, match: Match, kind: Literal["person", "government"]
) -> list[Entity]:
    """As in "The presidents of Peru and Chile", "the Bolivian and Cuban leaders": one actor for each state, else a group."""
    entry = match.entry
    if any(c.tag_ == "WP$" for c in head.children):
        return [entities.government(s.country) for s in entities.relative_antecedents(head) if s.country is not None]
    owner = whose(unit, entities.mentions[id(unit)], match)
    if owner is not None and owner.kind == "organisation" and owner.code:
        return [entities.government(owner.code, unit.span(match.start, match.end - 1))]
    result: list[Entity] = []
    if entry.sort in _FOR_THEMSELVES:  # "Canadian politicians", "the chairs of committees in Germany"
        return [entities.bodies.group(unit, head, entities.code_of(unit, match), "none")]
    for code, at in codes_in_phrase(entities, unit, head):
        if kind == "government" or entry.speaks_for != "government":
            result.append(entities.government(code, at))
            continue
        named = [p for p in entities.people.all if p.country == code and p.office == entry.sort]
        label = f"{entry.name} of {lookup.country_name(code)}"
        result.append(named[0] if named else entities.bodies.office(entry, code, label, entry.speaks_for, at))
    if result:
        return result
    whose_they_are = entities.code_of(unit, match)
    if whose_they_are is not None and entry.speaks_for == "government":
        return [entities.government(whose_they_are, unit.span(match.start, match.end - 1))]
    if entry.speaks_for == "party":
        return [entities.bodies.group(unit, head, whose_they_are or entities.contest_country, "party")]
    speaks_for = entry.speaks_for if entry.kind == "seat" or entry.sort in _SPEAK_FOR_STATES else "none"
    return [entities.bodies.group(unit, head, None, speaks_for)]


def codes_in_phrase(entities: EntityLookup, unit: Unit, head: Token) -> list[tuple[str, Span]]:
    """The countries named within a noun phrase or right after it (", including those of"), with where."""
    inside = {head}
    for c in head.children:
        of_it = c.dep_ == "prep" and c.lower_ in _WORDS["joins_a_country"]
        if of_it or c.dep_ in {"amod", "compound", "nmod", "poss", "appos"}:
            inside |= set(c.subtree)
    # The parser may hang ", including ..." elsewhere; it follows the head closely.
    for token in unit.doc[head.i + 1 : head.i + 4]:
        if token.lower_ in _WORDS["including_or_such"]:
            inside |= set(token.subtree)
    codes: dict[str, Span] = {}
    match_at = entities.mentions[id(unit)].match_at
    for token in sorted(inside, key=lambda t: t.i):
        match = match_at.get(token.i)
        if match is not None and match.entry.kind in {"country", "demonym", "capital"} and match.entry.code:
            codes.setdefault(match.entry.code, unit.span(match.start, match.end - 1))
    return list(codes.items())


def is_introduced(match: Match, head: Token) -> bool:
    """Whether a title brings up somebody new and unnamed: "a spokeswoman for the union"."""
    entry = match.entry
    if entry.kind != "role" or entry.plural or head.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return any(c.lower_ in _INTRODUCING for c in head.lefts)


def _is_definite(head: Token, match: Match) -> bool:
    if any(c.lower_ in _INTRODUCING for c in head.lefts):
        return False
    pointed = any(c.lower_ in _POINTING or c.dep_ == "poss" for c in head.lefts)
    return pointed or match.start == 0 or head.dep_ == "nsubj"


def _is_of_a_body_without_a_name(head: Token, match: Match) -> bool:
    """As in "the head of the army": nobody who was named as the head of anything else."""
    if match.entry.sort not in _LOOSE:
        return False
    return any(
        of.pos_ == "NOUN" and of.lemma_.lower() not in _WORDS["of_the_contest"]
        for of in dependencies.prepositional(head, "of")
    )


def _may_hold(person: Entity, entry: Entry) -> bool:
    """Whether somebody known holds the office, or one that the press calls so: a president is a leader, a strongman."""
    if person.former:
        return False
    return person.office == entry.sort or (
        entry.name in _RULERS
        and person.speaks_for == "government"
        and person.office in {None, "head of state", "official"}
    )


def _could_be_of(person: Entity, code: str | None, entities: EntityLookup) -> bool:
    """Whether a known holder fits the country named with the title; without one, the contest's own country is meant."""
    if code is None or code == entities.contest_country:
        return person.country in {code, None, entities.contest_country}
    return person.country == code


def _label(unit: Unit, match: Match, owner: Entry | None) -> str:
    title = unit.doc[match.start : match.end].text
    if owner is None or owner.kind not in {"country", "organisation", "seat", "demonym"}:
        return title
    if owner.kind == "demonym":
        return f"{title} of {lookup.country_name(owner.code)}" if owner.code else title
    return f"{owner.name} {title}"


def is_head_of_state(match: Match | None) -> bool:
    """Whether a match is a title of the highest office: "president-elect"."""
    return match is not None and match.entry.kind == "role" and match.entry.sort == "head of state"


def named_beside(entities: EntityLookup, unit: Unit, token: Token) -> Entity | None:
    """The person named in apposition to a title: "his opponent Edmundo Gonzalez", "the minister, Ana Ruiz,"."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:  # the tagger takes "his rival" for an adjective
        return None
    for c in token.children:
        if c.dep_ in {"appos", "compound"} and c.i > token.i and c.pos_ != "VERB":
            for t in (c, *c.children):
                person = entities.people.at(t)
                if person is not None and t.dep_ in {"appos", "compound"}:
                    return person
    match = entities.mentions[id(unit)].match_at.get(token.i)
    if match is None:
        return None
    # "declared Ana Ruiz president-elect"; "opposition leader Ana Ruiz".
    titled = match.entry.kind == "role" and match.start > 0 and not match.entry.plural
    owned = any(c.dep_ == "det" for c in token.lefts)  # "an Odinga aide"
    before = entities.people.within(unit, match.start - 1) if titled and not owned else None
    return before or entities.people.within(unit, token.i + 1)
