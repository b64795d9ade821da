"""Who was declared the winner, by whom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from . import syntax
from .cast import Cast
from .shares import Finding
from .someone import Someone
from .vocabulary import word_list


def find_declared_winners(tokens: list[Token], cast: Cast) -> Iterator[Finding]:
    """Declarations in a sentence that stand: not denied, not foretold."""
    words = word_list("results", "en")
    for verb in tokens:
        if verb.pos_ != "VERB" or syntax.is_negated(verb) or syntax.is_hypothetical(verb):
            continue
        lemma = verb.lemma_.lower()
        if lemma in words["declare"]:
            yield from _declared(verb, cast)
        elif lemma in words["award"]:
            yield from _awarded(verb, cast)


def _declared(verb: Token, cast: Cast) -> Iterator[Finding]:
    words = word_list("results", "en")
    authority = _authority(verb, cast)
    nouns = [c for c in verb.children if c.dep_ in {"oprd", "dobj", "attr", "xcomp", "ccomp", "pobj"}]
    nouns += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
    nouns += [g for c in nouns for g in c.children if c.dep_ == "ccomp" and g.dep_ in {"attr", "dobj"}]
    nouns += [g for n in nouns for g in n.children if g.dep_ == "appos" and g.i > n.i]
    titles = [n for n in nouns if n.lemma_.lower() in words["winner"] or cast.is_head_of_state(n)]
    crowned = bool(titles)
    named = [o for o in syntax.objects(verb) if o not in titles] or titles
    named += [g for c in nouns if c.dep_ == "ccomp" for g in c.children if g.dep_ == "nsubj"]
    for head in named:
        if head.lemma_.lower() in words["victory"]:
            owner = syntax.child(head, "poss")
            person = cast.one(owner)
            presupposed = verb.dep_ in {"advcl", "relcl", "acl"}
            if person is not None and person.kind == "person" and authority not in {None, person} and not presupposed:
                yield Finding(person, verb, "declared-victory", authority, rank=1, clause=verb)
            continue
        for person in cast.who(head):
            own = authority is person
            if person.kind in {"person", "party"} and crowned and not own:
                yield Finding(person, verb, "declared-winner", authority, rank=1, clause=verb)


def _awarded(verb: Token, cast: Cast) -> Iterator[Finding]:
    words = word_list("results", "en")
    if not any(o.lemma_.lower() in words["victory"] for o in syntax.objects(verb)):
        return
    receivers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"] + syntax.prepositional(verb, "to")
    for head in receivers:
        person = cast.one(head)
        if person is not None and person.kind in {"person", "party"}:
            yield Finding(person, verb, "awarded-win", _authority(verb, cast), rank=1, clause=verb)


def _authority(verb: Token, cast: Cast) -> Someone | None:
    """Who announces: the subject or agent when it is an authority, or speaks for one."""
    who = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
    someone = cast.one(who)
    if someone is None and syntax.is_passive(verb):
        named = [s for t in verb.subtree if t.lower_ == "by" for c in t.children for s in cast.who(c)]
        someone = next((s for s in named if s.kind == "authority"), None)
    if someone is None:
        return cast.authority() if who is None or who.lemma_.lower() in {"result", "count", "tally", "figure"} else None
    if someone.kind == "authority":
        return someone
    return cast.authority() if someone.speaks_for == "authority" else someone
