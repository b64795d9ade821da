"""Whether something told of a win stands as told, whoever says it, and who won by it."""

from __future__ import annotations

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

from .candidates import candidate_at
from .governing import subject_of_win

_WORDS = rule_words("standing_claims")


def is_asserted(verb: Token) -> bool:
    """Whether a clause is told as done: not denied, doubted, foretold, wished or asked, there or in a clause above it."""
    if dependencies.is_negated(verb) or dependencies.is_hypothetical(verb) or any(t.text == "?" for t in verb.sent):
        return False
    if any(c.dep_ in {"aux", "mark"} and c.lower_ in _WORDS["unreal"] for c in verb.children) or verb.tag_ == "VB":
        return False
    denies = word_list("results", "en")["denies"] | _WORDS["doubts"]
    above = list(dependencies.ancestors_verbs(verb))
    return not any(
        v.lemma_.lower() in denies or dependencies.is_negated(v) or dependencies.is_hypothetical(v) for v in above
    )


def whose_win(verb: Token, entities: Entities) -> Entity | None:
    """Who won by a verb: its subject; within a quotation "we" and "I" are the speaker."""
    subject = dependencies.own_subject(verb) or subject_of_win(verb)
    if subject is None:
        return None
    if subject.lower_ in _WORDS["we_and_i"]:
        unit = unit_of(verb)
        speaker = entities.speaker_inside.get(id(unit)) if unit.inside is not None else None
        return (
            speaker
            if speaker is not None
            and speaker.kind in {"person", "party"}
            and speaker.speaks_for not in {"authority", "organisation"}
            else None
        )
    return candidate_at(subject, entities)
