"""Approval, good wishes and doubt in set phrases, whose words say it only together.

"Gave the vote a clean bill of health", "threw its weight behind the winner", "wished him success", "there were serious
questions about the count".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.gazetteer.index import OBSERVERS
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .denials import is_cleared, is_looked_into

_WORDS = rule_words("set_phrases")


def approves_by_phrase(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "gave the election their seal of approval", "threw its weight behind Mr Vega", of the vote or its winner."""
    w = scene.words
    things = dependencies.objects(verb)
    fitting = [o for o in things if _is_a_sign_of_approval(scene, o)]
    if not fitting:
        return
    toward = [t for t in things if t not in fitting]
    toward += [h for n in (verb, *fitting) for h in dependencies.prepositional(n, "to", "behind", "on", "for")]
    winner = scene.contest.winner
    of_the_winner = winner is not None and any(winner in scene.entities.who(h) for h in toward)
    if any(o.lemma_.lower() == "support" for o in fitting):  # before the vote it is a preference
        if of_the_winner and scene.contest.declared and (doers := scene.abroad(scene.doers_of(verb))):
            yield scene.mention(ActKind.ACCEPTS, verb, "set-phrase").done_by(doers)
        return
    of_the_vote = any(h.lemma_.lower() in w["outcome"] - {"leader", "government", "decision"} for h in toward)
    if of_the_winner or of_the_vote:
        yield scene.mention(ActKind.ACCEPTS, verb, "set-phrase")


def _is_a_sign_of_approval(scene: Scene, noun: Token) -> bool:
    w, lemma = scene.words, noun.lemma_.lower()
    if lemma in w["signs_only_with"]:
        return any(t.lemma_.lower() in w["signs_completed_by"] for t in noun.subtree) or lemma == "weight"
    return lemma in w["signs_of_approval"]


def wishes_well(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "wished the president-elect success", "telephoned her to wish her well": congratulating whoever won."""
    things = dependencies.objects(verb) + [c for c in verb.children if c.dep_ in {"dative", "advmod", "acomp"}]
    good = any(t.lemma_.lower() in scene.words["good_wishes"] for t in things)
    wished = [t for t in things if t.lemma_.lower() not in scene.words["good_wishes"]]
    winner = scene.contest.winner
    if good and winner is not None and any(winner in scene.entities.who(t) for t in wished):
        doers = scene.doers_of(verb)
        if winner in doers and verb.dep_ in {"xcomp", "advcl"}:  # "telephoned him to wish him success"
            doers = scene.doers_of(verb.head)
        mention = scene.mention(ActKind.CONGRATULATES, verb, "wishes-well", winner)
        mention.hypothetical = mention.hypothetical and verb.dep_ not in {"xcomp", "advcl"}
        yield mention.done_by([p for p in doers if p is not winner])


def sends_wishes(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """As in "sent its good wishes to the president-elect"; to nobody else."""
    verb = noun.head
    warm = any(c.lower_ in scene.words["warm"] for c in noun.lefts)
    if noun.dep_ != "dobj" or not warm or verb.lemma_.lower() not in scene.words["carriers"]:
        return
    receivers = [h for n in (noun, verb) for h in dependencies.prepositional(n, "to")]
    receivers += [c for c in verb.children if c.dep_ == "dative"]
    winner = scene.contest.winner
    elected = any(t.lower_ in _WORDS["elected"] for h in receivers for t in (h, *h.children))
    if winner is not None and (not receivers or elected or any(winner in scene.entities.who(h) for h in receivers)):
        yield scene.mention(ActKind.CONGRATULATES, verb, "wishes-well", winner)


def has_no_trust(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """As in "have no confidence in the count", "lost faith in the electoral commission"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in _WORDS["has_or_loses"]:
        return
    denied = any(c.lower_ in _WORDS["no_or_little"] for c in noun.lefts) or dependencies.is_negated(verb)
    trusted = [h for n in (noun, verb) for h in dependencies.prepositional(n, "in")]
    if not denied and verb.lemma_.lower() != "lose":
        of_the_result = any(h.lemma_.lower() in scene.words["announced"] for h in trusted)
        if of_the_result and not dependencies.is_hypothetical(verb):
            yield scene.mention(ActKind.ACCEPTS, verb, "set-phrase")
        return
    about = any(scene.is_of_the_vote(h.subtree) for h in trusted)
    if about or any(p.kind == "authority" for h in trusted for p in scene.entities.who(h)):
        yield ActMention(ActKind.DOUBTS, verb, scene.doers_of(verb), "set-phrase", None, False, False)


def reports_of_flaws(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """As in "reports by monitors of widespread fraud": by whom they are, beside whatever else is told of them."""
    w = scene.words
    of_what = dependencies.prepositional(noun, "of", "about")
    by = [h for h in dependencies.prepositional(noun, "by", "from") if h.i > noun.i]
    named = any(h.lemma_.lower() in w["flaws"] | w["fraud"] for h in of_what)
    # "reports from monitors of fraud": some parses hang the second phrase below the first.
    named = named or any(
        g.lemma_.lower() in w["flaws"] | w["fraud"] for h in by for g in dependencies.prepositional(h, "of", "about")
    )
    if not (by and named) or is_looked_into(w, noun) or is_cleared(w, noun):
        return
    if noun.head.lemma_.lower() in w["rebuffs"] | w["rebut"] | w["disputes"]:
        return
    doers = [p for h in by for p in scene.performers(h) if p.speaks_for != "none" or p.country is not None]
    yield ActMention(ActKind.DOUBTS, noun, doers, "reports-of")


def there_is_doubt(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """As in "said there were serious questions about the count": whoever is reported to say so has them."""
    be = noun.head
    if noun.dep_ not in {"attr", "nsubj"} or be.lemma_.lower() not in _WORDS["be_or_remain"]:
        return
    if not any(c.lower_ == "there" for c in be.children) or dependencies.is_negated(be) or _is_denied(noun):
        return
    about = list(dependencies.prepositional(noun, "about", "over", "on", "with", "in", "around", "as"))
    below = [t for h in about for t in h.subtree] or list(noun.subtree)
    told = scene.words["reports"] & {noun.lemma_.lower()}
    if told and not any(c.lower_ in scene.words["weighty"] for c in noun.lefts for c in (c, *c.children)):
        return  # claims that somebody made; only whoever calls them credible shares them
    if told:
        below = [t for h in dependencies.prepositional(noun, "of", "that") for t in h.subtree]
        if not any(t.lemma_.lower() in scene.words["flaws"] | scene.words["fraud"] for t in below):
            return
    doers = [p for p in scene.speakers_at(noun) if p.speaks_for != "none"]
    watching = any(p.country == OBSERVERS or p.kind == "organisation" for p in doers)
    of_the_vote = scene.is_of_the_vote(below) or (watching and noun.lemma_.lower() in scene.words["flaws"])
    if doers and (of_the_vote or told) and not dependencies.is_hypothetical(be):
        yield ActMention(ActKind.DOUBTS, be, doers, "says-of-the-vote")


def _is_denied(noun: Token) -> bool:
    return any(c.lower_ in _WORDS["no_or_few"] for c in noun.lefts)
