"""What the sides and courts of the country do about a result: conceding, going to court, annulling, letting stand."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .approvals import object_is, turned

_WORDS = rule_words("at_home")


def concedes(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """A loser's "conceded", "admitted defeat": accepting the result; refused, a refusal."""
    if dependencies.is_yet_to_come(verb):
        return  # "has yet to concede": no more than that
    heads = dependencies.objects(verb)
    defeat = any(h.lemma_.lower() in _WORDS["defeat_or_loss"] for h in heads)
    bare = verb.lemma_.lower() == "concede" and (
        (not heads and not any(c.dep_ == "ccomp" for c in verb.children))
        or object_is(scene, verb, scene.words["vote_words"])
    )
    doers = [
        p
        for p in scene.doers_of(verb)
        if p.kind in {"person", "party"} or (p.kind == "group" and p.speaks_for == "party")
        if p.country in {None, scene.entities.contest_country}
    ]
    if doers and (defeat or bare):
        yield turned(scene, ActKind.ACCEPTS, ActKind.REFUSES, verb, "concedes").done_by(doers)


def goes_to_court(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """A party that takes the result to court: "filed a petition against the result", "petitioned the Supreme Court"."""
    w = scene.words
    filed = {o.lemma_.lower() for o in dependencies.objects(verb)}
    petition = bool(filed & w["petitions"])
    if filed == {"complaint"} and not any(t.lemma_.lower() in w["announced"] | {"count", "tally"} for t in verb.sent):
        return  # a complaint may be about the campaign
    court = any(t.lemma_.lower() in _WORDS["court_or_tribunal"] for t in verb.subtree)
    if not (petition or (court and verb.lemma_.lower() in _WORDS["petition_or_appeal"])) or not scene.is_of_the_vote(
        verb.sent
    ):
        return
    doers = [
        p
        for p in scene.doers_of(verb)
        if p.speaks_for == "party" and p.country in {None, scene.entities.contest_country}
    ]
    if doers:
        yield scene.mention(ActKind.DOUBTS, verb, "goes-to-court").done_by(doers)


def annuls(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """What a court or council does to a result: "annulled the election", "overturned the victory"."""
    subject = dependencies.agent(verb) if dependencies.is_passive(verb) else dependencies.subject(verb)
    if subject is not None and any(c.lower_ in {"a", "an"} for c in subject.lefts):
        return
    doers = [p for p in scene.doers_of(verb) if p.kind == "authority" or p.speaks_for == "authority"]
    declared = verb.lemma_.lower() in _WORDS["declares"]
    voids = _WORDS["void"]
    void = any(c.lemma_.lower() in voids for c in verb.children)
    void = void or any(
        g.lower_ in voids for c in verb.children if c.dep_ in {"ccomp", "xcomp", "oprd"} for g in c.subtree
    )
    of_the_vote = object_is(scene, verb, scene.words["vote_words"] | scene.words["announced"])
    of_the_vote = of_the_vote or (
        declared and any(scene.is_of_the_vote(c.subtree) for c in verb.children if c.dep_ in {"ccomp", "dobj"})
    )
    if doers and of_the_vote and (void or not declared):
        yield scene.mention(ActKind.REFUSES, verb, "annuls").done_by(doers)
