"""Whose a figure is by syntax: what it hangs below, whom a winner beat, who wins by a verb."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import word_list
from recuento.reading.parse import dependencies

from .candidates import candidate_at
from .numerals import Figure

# ---- the other half of a scoreline ----------------------------------------------------------------------------------


def loser_of(first: Figure, winner: Entity, entities: Entities) -> Entity | None:
    """Who has the second figure where no name stands at it: whom the winner beat, in the same sentence."""
    words = word_list("results", "en")
    verbs = [*_verbs_above(first)]
    verbs += [t for t in first.unit.sent if t.pos_ == "VERB" and t.lemma_.lower() in words["beats"]]
    for verb in verbs:
        if dependencies.is_negated(verb):
            continue
        ahead = [h for c in verb.subtree if c.lower_ == "ahead" for h in dependencies.prepositional(c, "of")]
        beaten = dependencies.prepositional(verb, "over", "against", "past", "by")
        for head in [*dependencies.objects(verb), *beaten, *ahead]:
            person = candidate_at(head, entities)
            if person is not None and person is not winner:
                return person
    return None


def _verbs_above(figure: Figure) -> Iterator[Token]:
    for verb in dependencies.ancestors_verbs(figure.unit):
        yield verb
        if verb.dep_ in {"ccomp", "relcl", "ROOT"}:
            return


# ---- by the parse ---------------------------------------------------------------------------------------------------


def of_what_governs(figure: Figure, entities: Entities) -> tuple[Entity | None, str]:
    """The noun or verb a figure hangs below: "X, with 51%", "X, who led ..., won 51%", "declared X the winner with"."""
    above = figure.unit
    for _ in range(8):
        if above.dep_ == "ROOT":
            break
        above = above.head
        if above.pos_ != "PRON" and above.i < figure.first and (person := candidate_at(above, entities)) is not None:
            return person, "share-with"
        if above.pos_ in {"VERB", "AUX"}:
            person, by = _of_verb(above, entities)
            if person is not None:
                return person, by
            if above.dep_ == "acl" and above.head.lemma_.lower() in word_list("results", "en")["winner"]:
                continue  # "declared X the winner, securing 65%"
            if above.dep_ in {"relcl", "acl"} or dependencies.own_subject(above) is not None:
                break
    return None, ""


def _of_verb(verb: Token, entities: Entities) -> tuple[Entity | None, str]:
    words, lemma = word_list("results", "en"), verb.lemma_.lower()
    if lemma in words["award"]:
        given = [h for g in verb.children if g.dep_ == "dative" for h in (g, *g.children)]
        receiver = next((p for h in given if (p := candidate_at(h, entities)) is not None), None)
        if receiver is not None:
            return receiver, "share-given"
    gains = words["got"] | words["wins"] | {"cast"}
    if (
        lemma in gains
        and dependencies.is_passive(verb)
        and (by := candidate_at(dependencies.agent(verb), entities)) is not None
    ):
        return by, "share-by"
    if lemma in words["got"] | words["wins"] | words["beats"]:
        person = candidate_at(_named_beside(subject_of_win(verb), verb, entities), entities)
        if person is not None:
            return person, "share-got"
    if lemma in words["declare"] | words["award"] | {"put", "place", "leave"}:
        heads = [*dependencies.objects(verb), *(c for c in verb.children if c.dep_ in {"ccomp", "oprd"})]
        # "declared X the winner": some parses make X the subject of "winner".
        heads += [
            g for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "NOUN" for g in c.children if g.dep_ == "nsubj"
        ]
        heads += [
            owner
            for o in dependencies.objects(verb)
            if o.lemma_.lower() in words["victory"]
            for owner in [*dependencies.prepositional(o, "of", "for"), *(c for c in o.children if c.dep_ == "poss")]
        ]
        held = [p for o in heads if (p := candidate_at(o, entities)) is not None]
        if held:
            return held[0], "share-of-object"
    return None, ""


def subject_of_win(verb: Token) -> Token | None:
    """Who wins by a verb; "re-elected" may be parsed as two verbs with the subject at the first."""
    found = dependencies.subject(verb)
    if found is None and verb.i > 1 and verb.nbor(-2).lower_ == "re":
        found = dependencies.subject(verb.nbor(-2))
    return found


def _named_beside(subject: Token | None, verb: Token, entities: Entities) -> Token | None:
    """The name in apposition to a subject right before its verb: "the candidate, Ana Ruiz, won"."""
    if subject is None or entities.named_at(subject) is not None or subject.i > verb.i:
        return subject
    return next((t for t in subject.children if t.dep_ == "appos" and entities.named_at(t) is not None), subject)
