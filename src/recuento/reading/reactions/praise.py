"""What states, organisations and missions say well of another country's vote: "called it a historic step".

Only of the vote itself, by whoever speaks for a state or an organisation, and not of what is hoped for.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene

_WORDS = rule_words("praise")


def is_praise(scene: Scene, token: Token) -> bool:
    """Whether a word praises what it is said of: "historic", "a success", "an important step", "reflected the will"."""
    w, lemma = scene.words, token.lemma_.lower()
    if lemma in w["praise"]:
        return True
    if lemma in w["praise_with"]:
        return any(t.lemma_.lower() in w["praised_as"] for t in token.subtree if t != token)
    return lemma == "will" and token.pos_ == "NOUN" and token.head.lemma_.lower() in _WORDS["reflect_or_express"]


def praises(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "praised the vote", "praised the country for an election", "congratulated the people on a successful vote"."""
    occasions = dependencies.prepositional(verb, "for", "on")
    words = scene.words["vote_words"] - scene.words["any_conduct"]
    of_the_vote = any(
        _is_a_vote(scene, h) or any(g.lemma_.lower() in words for c in h.children for g in (c, *c.children))
        for h in occasions
    )
    of_the_vote = of_the_vote or any(_is_a_vote(scene, o) for o in dependencies.objects(verb)[:1])
    if of_the_vote and not dependencies.is_negated(verb):
        mention = scene.mention(ActKind.ACCEPTS, verb, "praises-the-vote")
        yield mention.done_by(scene.abroad(mention.doers or scene.speakers_at(verb)))


def _is_a_vote(scene: Scene, noun: Token) -> bool:
    """Whether what is praised is a vote; of a process or conduct the words beside it must say so."""
    lemma = noun.lemma_.lower()
    if lemma in scene.words["any_conduct"]:
        return scene.is_of_the_vote([t for t in noun.subtree if t != noun])
    return lemma in scene.words["praised_votes"]


def is_satisfied(scene: Scene, adjective: Token) -> Iterator[ActMention]:
    """As in "was satisfied that the election reflected the will of the people", "pleased with the conduct of the vote"."""
    above = adjective.head
    if adjective.dep_ not in {"acomp", "xcomp", "ROOT", "ccomp"} or dependencies.is_negated(above):
        return
    said = [t for c in (*adjective.children, *above.children) if c.dep_ in {"ccomp", "prep"} for t in c.subtree]
    hoped = any(c.dep_ == "aux" and c.lower_ in {"would", "will"} for c in above.children)
    if hoped or not scene.is_of_the_vote(said):
        return
    subject = dependencies.subject(above) if above.pos_ in {"VERB", "AUX"} else dependencies.subject(adjective)
    doers = scene.performers(subject) or scene.speakers_at(adjective)
    yield ActMention(ActKind.ACCEPTS, adjective, scene.abroad(doers), "is-satisfied")


def _named_last(scene: Scene, noun: Token) -> list[Entity]:
    """The state or organisation that is named last before a word in its sentence."""
    before = (scene.abroad(scene.entities.who(t)) for t in reversed(noun.doc[noun.sent.start : noun.i]))
    return next((found for found in before if found), [])


def endorsement(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """The noun: "South Africa's endorsement of the election"."""
    owner = dependencies.child(noun, "poss")
    outcome = scene.words["outcome"] if noun.lemma_.lower() not in _WORDS["support"] else scene.words["announced"]
    what = dependencies.prepositional(noun, "of", "for")  # "its support for the election" may be money
    doers = scene.performers(owner)
    if (
        owner is not None and owner.tag_ == "PRP$"
    ):  # "defended its endorsement", "cut ties with Peru over its endorsement"
        doers = scene.doers_of(noun.head) if noun.dep_ == "dobj" else _named_last(scene, noun)
    told = not dependencies.is_negated(noun) and not dependencies.is_hypothetical(noun)
    if told and owner is not None and any(h.lemma_.lower() in outcome for h in what):
        yield ActMention(ActKind.ACCEPTS, noun, doers, "endorses")
