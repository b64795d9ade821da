"""Who was declared the winner, by whom, and who is told to have won."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.entities.titles import is_head_of_state
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies

from .announcers import Announcers
from .candidate_figures import ResultMention
from .candidates import could_stand

_WORDS = rule_words("declarations")

_THEMSELVES = _WORDS["themselves"]


def find_declared_winners(tokens: list[Token], entities: Entities, announcers: Announcers) -> Iterator[ResultMention]:
    """Declarations in a sentence that stand: not denied, not foretold, and nobody's word for themselves."""
    words = word_list("results", "en")
    for verb in tokens:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = verb.lemma_.lower()
        if lemma not in words["declare"] | words["award"]:
            continue
        if dependencies.is_negated(verb) or dependencies.is_hypothetical(verb):
            continue
        if lemma in words["declare"]:
            yield from _declared(verb, entities, announcers)
        if lemma in words["award"]:
            yield from _awarded(verb, entities, announcers)


def _declared(verb: Token, entities: Entities, announcers: Announcers) -> Iterator[ResultMention]:
    words = word_list("results", "en")
    seen = _is_seen_declared(verb)
    authority, is_official = (announcers.official(verb), True) if seen else _announcer(verb, entities, announcers)
    if not is_official or any(t.lower_ in _THEMSELVES for t in verb.subtree if abs(t.i - verb.i) <= 3):
        return
    nouns = [c for c in verb.children if c.dep_ in {"oprd", "dobj", "attr", "xcomp", "ccomp", "pobj"}]
    nouns += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
    nouns += [g for c in nouns for g in c.children if c.dep_ == "ccomp" and g.dep_ in {"attr", "dobj"}]
    nouns += [g for n in nouns for g in n.children if g.dep_ == "appos" and g.i > n.i]
    titles = [n for n in nouns if n.lemma_.lower() in words["winner"] or is_head_of_state(entities.match_at(n))]
    named = [o for o in dependencies.objects(verb) if o not in titles] or list(titles)
    named += [s for s in [dependencies.own_subject(verb)] if s is not None and seen]
    named += [g for c in nouns if c.dep_ == "ccomp" for g in c.children if g.dep_ == "nsubj"]
    right_after = _crowned_right_after(verb, entities)
    if right_after is not None and _is_named(right_after, entities) and authority is not right_after:
        yield ResultMention(right_after, verb, "declared-winner", authority, rank=1, clause=verb)
        return
    titles = [t for t in titles if t.pos_ not in {"VERB", "AUX"}]
    for head in named:
        if head.lemma_.lower() in words["victory"]:
            yield from _of_victory(verb, head, authority, entities)
            continue
        for person in entities.who(head):
            if titles and _is_named(person, entities) and authority is not person:
                yield ResultMention(person, verb, "declared-winner", authority, rank=1, clause=verb)


def _is_seen_declared(verb: Token) -> bool:
    """As in "an election that saw Ana Ruiz declared the winner", where the parse makes Ruiz declare it."""
    subject = dependencies.own_subject(verb)
    before = subject.left_edge.i - 1 if subject is not None else -1
    return before >= verb.sent.start and verb.doc[before].lemma_ == "see"


def _crowned_right_after(verb: Token, entities: Entities) -> Entity | None:
    """The name right after a verb and right before a title: "declares Ana Ruiz the winner", whatever the parse."""
    words = word_list("results", "en")
    person: Entity | None = None
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 14)]:
        named = entities.named_at(token)
        if named is not None:
            person = named
        elif person is not None:
            if token.lemma_.lower() in words["winner"]:
                return person
            if token.lower_ not in words["crowning"]:
                return None
        elif token.pos_ in {"VERB", "AUX", "PUNCT", "ADP", "SCONJ"}:
            return None
    return None


def _of_victory(verb: Token, victory: Token, authority: Entity | None, entities: Entities) -> Iterator[ResultMention]:
    """As in "confirmed X's victory", "the win of X"; not where the victory is only presupposed."""
    owners = [c for c in victory.children if c.dep_ == "poss"] + dependencies.prepositional(victory, "of", "for", "by")
    if dependencies.is_self_proclaimed(victory):
        return
    presupposed = verb.dep_ in {"relcl", "acl"} or dependencies.child(verb, "mark") is not None
    for owner in owners:
        person = entities.one(owner)
        if person is not None and _is_named(person, entities) and authority not in {None, person} and not presupposed:
            yield ResultMention(person, verb, "declared-victory", authority, rank=1, clause=verb)


def _awarded(verb: Token, entities: Entities, announcers: Announcers) -> Iterator[ResultMention]:
    words = word_list("results", "en")
    if not any(o.lemma_.lower() in words["victory"] for o in dependencies.objects(verb)):
        return
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return  # what it was done for: "inflated the figures to give victory to X"
    authority, is_official = _announcer(verb, entities, announcers)
    receivers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"] + dependencies.prepositional(
        verb, "to"
    )
    for head in receivers:
        person = entities.one(head)
        if is_official and person is not None and _is_named(person, entities):
            yield ResultMention(person, verb, "awarded-win", authority, rank=1, clause=verb)


def _is_named(person: Entity, entities: Entities) -> bool:
    """Whether somebody is a candidate known by name: an unnamed "president-elect" is whoever was declared."""
    named = person.name[:1].isupper() and not person.key.startswith("office:")
    return named and person.kind in {"person", "party"} and could_stand(person, entities)


def _announcer(verb: Token, entities: Entities, announcers: Announcers) -> tuple[Entity | None, bool]:
    """Who announces, and whether that is official: an authority, one who speaks for it, results, or nobody named.

    A party, a candidate or a foreign state that names a winner only gives its view.
    """
    who = dependencies.agent(verb) if dependencies.is_passive(verb) else dependencies.subject(verb)
    if who is None or who.lemma_.lower() in word_list("results", "en")["votes"]:
        return announcers.official(verb), True
    someone = entities.one(who)
    if someone is None and dependencies.is_passive(verb):
        named = [s for t in verb.subtree if t.lower_ == "by" for c in t.children for s in entities.who(c)]
        someone = next((s for s in named if s.kind == "authority"), None)
    if someone is None:
        tells = who.lemma_.lower() in word_list("results", "en")["tallies"] and not _is_their_own(who)
        return announcers.official(verb), tells or who.lemma_.lower() in _BODIES
    if someone.kind == "authority":
        return someone, True
    if someone.speaks_for == "authority":
        return announcers.official(verb) or announcers.authority() or someone, True
    at_home = someone.country in {None, entities.contest_country}
    return someone, someone.speaks_for == "government" and at_home and someone.office not in {"head of state"}


_BODIES = _WORDS["bodies"]


def _is_their_own(tallies: Token) -> bool:
    return any(c.dep_ == "poss" or c.lower_ in _WORDS["own_or_parallel"] for c in tallies.children)
