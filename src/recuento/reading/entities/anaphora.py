"""Whom a pronoun stands for: the teller, the holder, the pair just named, or the most prominent before it."""

from __future__ import annotations

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

from .entity import Entity
from .lookup import EntityLookup
from .salience import FORGET_AFTER, noticed

_WORDS = rule_words("anaphora")

_RELATIVE = _WORDS["relative"]
_FIRST = _WORDS["first"]
_MALE = _WORDS["male"]
_FEMALE = _WORDS["female"]
_MANY = _WORDS["many"]


def is_pronoun(token: Token) -> bool:
    """Whether a token stands for somebody named elsewhere."""
    if token.lower_ == "old" and _is_age(token):
        return True
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$", "WP", "WDT"}:
        return True
    return token.lower_ in {"both", "each", "all"}


def _is_age(token: Token) -> bool:
    """Whether a token ends "the 61-year-old", said of somebody named before."""
    before = token.doc[max(0, token.i - 5) : token.i]
    return (
        len(before) == 5
        and before[0].lower_ in {"the", "this"}
        and [t.lower_ for t in before[2:]] == ["-", "year", "-"]
    )


def follow(entities: EntityLookup) -> None:
    """Bring every "he" and "she" that is a subject to its person, in order, so that each is kept in mind for the next."""
    for unit in entities.units:
        for token in unit.tokens:
            if token.lower_ in {"he", "she"} and token.dep_ in {"nsubj", "nsubjpass"}:
                someone = entities.one(token)
                if someone is not None:
                    entities.memory.add(noticed(token, token.i, someone))


def antecedents(entities: EntityLookup, token: Token) -> list[Entity]:
    """The actors a pronoun stands for; none where it cannot be told."""
    word = token.lower_
    if word in _RELATIVE:
        antecedent = dependencies.antecedent(token)
        return entities.who(antecedent) if antecedent != token else []
    if word == "old":
        person = entities.memory.reach_back(token, "person")
        return [person] if person is not None else []
    if word in _FIRST:
        speaker = entities.speaker_inside.get(id(unit_of(token)))
        return [speaker] if speaker is not None else []
    holder = _holder(entities, token) if token.tag_ == "PRP$" else None
    if holder is not None:
        return [holder]
    if word in _MALE | _FEMALE:
        return _one_person(entities, token, word in _MALE)
    if word in {"it", "its"}:
        return _one_body(entities, token)
    return _many(entities, token) if word in _MANY else []


def _one_person(entities: EntityLookup, token: Token, male: bool) -> list[Entity]:
    person = _teller(entities, token)
    if person is None or person.kind != "person" or person.male not in {None, male}:
        person = entities.memory.reach_back(token, "person", male)
    if person is None:
        return []
    if person.male is None:
        person.male = male
    unit = unit_of(token)
    person.mentions.add(unit.span(token.i, token.i))
    return [person]


def _one_body(entities: EntityLookup, token: Token) -> list[Entity]:
    body = _teller(entities, token)
    if body is not None and body.kind == "person" and body.answers_for_a_state and body.country is not None:
        at = unit_of(token).span(token.i, token.i)
        return [entities.government(body.country, at)]  # "the minister said it would wait": the minister's own state
    if body is None or body.kind in {"person", "group"}:
        body = entities.memory.reach_back(token, "body")
    return [body] if body is not None else []


def _many(entities: EntityLookup, token: Token) -> list[Entity]:
    teller = _teller(entities, token)
    if teller is not None and teller.kind != "person" and token.lower_ == "they":
        return [teller]
    pair = _last_pair(entities, token)
    if pair or token.lower_ == "both":
        return pair
    body = entities.memory.reach_back(token, "body")
    # One government is "it"; "they" are an organisation's people, a party, a group.
    return [body] if body is not None and body.kind != "government" else []


def _holder(entities: EntityLookup, token: Token) -> Entity | None:
    """Whose a possession is, when its holder is the clause's subject: "the president sent his greetings"."""
    noun = token.head
    while noun.dep_ in {"pobj", "prep", "compound", "conj"} and noun.head.pos_ in {"NOUN", "PROPN", "ADP", "VERB"}:
        if noun.dep_ == "prep" and noun.head.pos_ == "VERB":
            break
        noun = noun.head
    verb = noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in {"dobj", "prep", "dative"}:
        return None
    someone = entities.one(dependencies.subject(verb))
    personal = token.lower_ in {"his", "her"}
    if someone is None or (someone.kind == "person") != personal:
        return None
    if personal and someone.male not in {None, token.lower_ == "his"}:
        return None
    # "congratulated him on his victory": the victory is the object's.
    of_the_object = noun.dep_ == "prep" and any(entities.one(o) is not None for o in dependencies.objects(verb))
    return None if personal and of_the_object else someone


def _teller(entities: EntityLookup, token: Token) -> Entity | None:
    """Who says that "he", "it" or "they" did something, when the pronoun opens what is said: "X said it would"."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ not in {"ccomp", "conj"} or verb.head.i > token.i:
        return None
    if verb.dep_ == "conj":
        verb = verb.head
    cue = verb.head
    if verb.dep_ != "ccomp" or cue.lemma_.lower() not in word_list("quotations", "en")["say"]:
        return None
    return entities.one(dependencies.subject(cue))


def _last_pair(entities: EntityLookup, token: Token) -> list[Entity]:
    """The latest two or more joined subjects before a plural pronoun."""
    here = unit_of(token).starts[token.i]
    for unit in reversed(entities.units):
        if unit.inside is not None or not unit.starts or not 0 <= here - unit.starts[0] <= FORGET_AFTER:
            continue
        heads = [t for t in unit.tokens if t.dep_ in {"nsubj", "nsubjpass"} and unit.starts[t.i] < here and t != token]
        for head in reversed(heads):
            members = dependencies.with_conjuncts(head)
            people = [s for m in members for s in entities.who(m)] if len(members) > 1 else []
            if len(people) > 1:
                return people
    return []
