"""Who is told to have won, in the reporter's own voice or an authority's: "X was re-elected", "X defeated Y".

Recorded as a rank without figures, for articles that take the announced result as known. What a side says of itself is
a victory claim and not told here.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

from .announcers import Announcers
from .candidate_figures import ResultMention
from .candidates import could_stand, surname_at
from .governing import subject_of_win

_WORDS = rule_words("won")

_CONFIRMS = _WORDS["confirms"]


def find_told_winners(
    tokens: list[Token], entities: Entities, announcers: Announcers, voices: AttributionIndex
) -> Iterator[ResultMention]:
    """The winners a sentence tells of as a fact."""
    words = word_list("results", "en")
    for verb in tokens:
        if verb.lower_ == "elected" and verb.i > 2 and verb.nbor(-2).lower_ == "re":
            again = _re_elected(verb, entities)
            if again is not None and _is_told_as_fact(verb, entities, voices):
                yield ResultMention(again, verb, "told-won", announcers.in_sentence(verb), rank=1, clause=verb)
            continue
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in words["wins"] | words["defeats"]:
            continue
        winner = _winner(verb, entities)
        if winner is None or not _is_told_as_fact(verb, entities, voices):
            continue
        yield ResultMention(winner, verb, "told-won", announcers.in_sentence(verb), rank=1, clause=verb)


def _winner(verb: Token, entities: Entities) -> Entity | None:
    """Who won by this verb: its subject, or in "the election won by X" its agent."""
    words, lemma = word_list("results", "en"), verb.lemma_.lower()
    passive = dependencies.is_passive(verb)
    if lemma in _WORDS["elect_or_re_elect"]:
        again = lemma != "elect" or (verb.i > 1 and verb.nbor(-2).lower_ == "re")
        whom = dependencies.passive_subject(verb) if passive else (subject_of_win(verb) if again else None)
        return _named(whom, entities) if passive or again else None
    if passive:
        what = dependencies.passive_subject(verb)
        won = lemma == "win" and what is not None and _is_the_contest(what)
        return _named(dependencies.agent(verb), entities) if won else None
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma in words["defeats"]:
        beaten = [entities.one(o) for o in objects]
        return (
            _named(subject_of_win(verb), entities)
            if any(b is not None and b.kind == "person" for b in beaten)
            else None
        )
    counted = any(t.text[0].isdigit() for c in verb.children if c.dep_ not in {"punct", "prep"} for t in (c, *c.lefts))
    if (objects and not any(_is_the_contest(o) for o in objects)) or counted:
        return None  # "won 4.4m"
    elections = word_list("syntax", "en")["elections"]
    if not objects and not any(t.lemma_.lower() in elections for t in verb.sent):
        return None
    return _named(subject_of_win(verb), entities)


def _re_elected(elected: Token, entities: Entities) -> Entity | None:
    """Who "is re-elected", which the tokeniser cuts in three and the parser reads in many ways."""
    doc, i = elected.doc, elected.i - 3
    helped = False
    while i >= elected.sent.start and (doc[i].pos_ in {"AUX", "ADV"} or doc[i].lemma_ == "be"):
        helped = helped or doc[i].lemma_ == "be"
        i -= 1
    return _named(doc[i], entities) if helped and i >= elected.sent.start else None


def _is_the_contest(won: Token) -> bool:
    """Whether what is won is the contest itself: "the election", "a third term"; not "the first round", "a seat"."""
    words = word_list("results", "en")
    if won.lemma_.lower() not in words["what_is_won"]:
        return False
    other = _WORDS["not_the_contest"]
    return won.tag_ == "NN" and not any(c.lower_ in other or c.lemma_ == "seat" for c in won.subtree)


def _named(head: Token | None, entities: Entities) -> Entity | None:
    if head is None:
        return None
    someone = surname_at(head, entities) or entities.one(head)
    known = someone is not None and someone.kind in {"person", "party"} and not someone.key.startswith("office:")
    if someone is None or not known or someone.former or not could_stand(someone, entities):
        return None
    return someone if someone.country in {None, entities.contest_country} and someone.name[:1].isupper() else None


def _is_told_as_fact(verb: Token, entities: Entities, voices: AttributionIndex) -> bool:
    """Whether the sentence tells a win as a fact: past or present, not denied, not foretold, nobody's mere word for it."""
    if (
        verb.tag_ not in {"VBD", "VBZ", "VBN", "VBP", "JJ"}
        or dependencies.is_negated(verb)
        or dependencies.is_hypothetical(verb)
    ):
        return False
    unit = unit_of(verb)
    if verb.dep_ == "relcl" or any(c.lower_ in {"first", "once"} for c in verb.children):
        return False
    if unit.inside is not None or any(t.text == "?" for t in verb.sent):
        return False
    above: Token = verb
    while above.dep_ in {"ccomp", "xcomp", "acl", "advcl", "conj", "relcl"} and above.head != above:
        below, above = above, above.head
        if below.dep_ in {"ccomp", "acl"} and above.pos_ in {"VERB", "NOUN"}:
            doer = entities.one(dependencies.subject(above)) if above.pos_ == "VERB" else None
            official = doer is not None and (doer.kind == "authority" or doer.speaks_for == "authority")
            if below.dep_ == "ccomp" and not (official and above.lemma_.lower() in _CONFIRMS):
                return False
        if any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"} for c in below.children):
            return False
    spoken = voices.at(unit.starts[verb.i])
    return spoken is None or (
        spoken.speaker is not None and "authority" in {spoken.speaker.kind, spoken.speaker.speaks_for}
    )
