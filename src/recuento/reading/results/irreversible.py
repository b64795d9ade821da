"""That a lead cannot be overturned any more: "X's lead is irreversible", "won by an irreversible margin", "an unassailable lead"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies

from .candidate_figures import ResultMention
from .candidates import candidate_at
from .standing_claims import is_asserted, whose_win

_WORDS = rule_words("irreversible")


def find_irreversible_leads(tokens: list[Token], entities: Entities) -> Iterator[ResultMention]:
    """The leads that a sentence tells to be irreversible as a fact, whoever says so."""
    for word in tokens:
        if word.lower_ not in _WORDS["irreversible"]:
            continue
        lead, verb = _lead_and_verb(word)
        if lead is None or lead.lemma_.lower() not in _WORDS["leads"] or verb is None or not is_asserted(verb):
            continue
        if dependencies.is_negated(lead) or any(c.lower_ in _WORDS["not_yet"] for c in word.children):
            continue
        if not _is_had(lead) or any(
            p.lemma_.lower() in _WORDS["polls"] for p in dependencies.prepositional(lead, "in")
        ):
            continue
        ahead = _owner(lead, entities) or whose_win(verb, entities)
        if ahead is not None:
            yield ResultMention(ahead, verb, "irreversible-lead", irreversible=True)


def _lead_and_verb(word: Token) -> tuple[Token | None, Token | None]:
    """The lead that is called so, and the verb that says it."""
    if word.dep_ == "amod":
        return word.head, next(dependencies.ancestors_verbs(word.head), None)
    if word.dep_ in {"acomp", "oprd", "attr"} and word.head.pos_ in {"VERB", "AUX"}:
        return dependencies.own_subject(word.head), word.head
    return None, None


def _is_had(lead: Token) -> bool:
    """Whether a lead is one that somebody has: who "faces an insurmountable lead" does not."""
    return lead.dep_ != "dobj" or lead.head.lemma_.lower() in _WORDS["has"]


def _owner(lead: Token, entities: Entities) -> Entity | None:
    """Whose lead it is by the words at it: "X's lead", "the trend in favour of X", "the lead of X"."""
    heads = [c for c in lead.children if c.dep_ == "poss"] + dependencies.prepositional(lead, "of", "for")
    for c in lead.children:
        if c.dep_ == "prep" and c.lower_ in {"in", "to"}:
            favour = [g for g in c.children if g.lemma_.lower() in _WORDS["favour"]]
            heads += [h for g in favour for h in dependencies.prepositional(g, "of")]
    return next((someone for h in heads if (someone := candidate_at(h, entities)) is not None), None)
