"""Acts told by pointing at another's: "so did Peru", "Chile followed suit", "The EU echoed the call", "France has not"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of

from .act_mention import ActMention, Scene

_WORDS = rule_words("likewise")

_DID = _WORDS["did"]
_REACH = 420
"""Characters back to the act that is pointed at."""
_SAME_LINE = _WORDS["same_line"]
_LINES = _WORDS["lines"]
_TAKEN_UP = _WORDS["taken_up"]


def find_likewise(scene: Scene, unit: Unit, mentions: Sequence[ActMention]) -> Iterator[ActMention]:
    """The acts of those who did as others had done; `mentions` are the article's others, in its order."""
    for token in unit.tokens:
        word = token.lower_
        if word in _WORDS["opens_likewise"] and token.i + 2 < len(unit.doc) and token.nbor(1).lower_ in _DID:
            yield from _so_did(scene, token, mentions)
        elif token.pos_ in {"VERB", "AUX"} and _points_back(token):
            yield from _did_the_same(scene, token, mentions)


def _so_did(scene: Scene, token: Token, mentions: Sequence[ActMention]) -> Iterator[ActMention]:
    """As in "..., as did Venezuela and Bolivia", "So did Brazil", "nor has France"."""
    if token.lower_ == "so" and token.nbor(1).lower_ not in _WORDS["auxiliaries"]:
        return
    before = _pointed_at(token, mentions)
    if before is None:
        return
    # What follows the auxiliary, to the end of the clause; the parser has no one label for it.
    names = [t for t in token.doc[token.i + 2 : min(token.sent.end, token.i + 14)] if scene.entities.who(t)]
    if not names or names[0].i - token.i > 7:
        return
    doers = scene.performers(names[0])
    doers += [p for t in names[1:] if t.dep_ in {"conj", "appos"} for p in scene.entities.who(t) if p not in doers]
    if doers:
        turned = token.lower_ in {"nor", "neither"}
        yield replace(before, anchor=token.nbor(1), doers=doers, by="likewise", negated=before.negated or turned)


def _points_back(verb: Token) -> bool:
    """Whether a verb says that somebody did as another: "did the same", "followed suit", "echoed the call"."""
    lemma, things = verb.lemma_.lower(), dependencies.objects(verb)
    if lemma in _WORDS["do_or_act"]:
        return any(
            t.lower_ == "same" or (t.lower_ == "so" and t.dep_ == "advmod") or t.lower_ == "likewise"
            for c in verb.children
            for t in (c,)
            if c.i > verb.i
        ) or any(t.lemma_ == "thing" and any(g.lower_ == "same" for g in t.lefts) for t in things)
    if lemma == "follow":
        return any(t.lemma_.lower() in _WORDS["suit_or_lead"] for t in things)
    if lemma in _WORDS["takes"]:
        return any(t.lemma_.lower() in _LINES and any(c.lower_ in _SAME_LINE for c in t.lefts) for t in things)
    if lemma in _WORDS["echoes"]:
        return any(t.lemma_.lower() in _TAKEN_UP for t in things)
    if lemma == "share":
        return any(t.lemma_.lower() in _TAKEN_UP for t in things) and any(
            c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _WORDS["points_back"]) for t in things for c in t.lefts
        )
    return False


def _did_the_same(scene: Scene, verb: Token, mentions: Sequence[ActMention]) -> Iterator[ActMention]:
    before = _pointed_at(verb, mentions)
    if before is None or any(d.anchor == verb for d in mentions) or any(t.lower_ == "short" for t in verb.sent):
        return
    doers = [p for p in scene.doers_of(verb) if p not in before.doers]
    if doers:
        negated, imagined = dependencies.is_negated(verb), dependencies.is_hypothetical(verb)
        yield replace(
            before, anchor=verb, doers=doers, by="likewise", negated=before.negated or negated, hypothetical=imagined
        )


def _pointed_at(token: Token, mentions: Sequence[ActMention]) -> ActMention | None:
    """The last act before a word, in its own sentence or shortly before."""
    unit = unit_of(token)
    here = unit.starts[token.i]
    best: ActMention | None = None
    sentence_before = token.doc[token.sent.start - 1].sent if token.sent.start else None
    for mention in mentions:
        of = unit_of(mention.anchor)
        if of is unit and mention.anchor.sent not in (token.sent, sentence_before):
            continue
        if of is not unit and (sentence_before is not None or mention.anchor.sent.end < len(of.doc)):
            continue
        at = of.starts[mention.anchor.i]
        near = 0 < here - at <= _REACH and abs(of.paragraph - unit.paragraph) <= 1
        if (
            near
            and not of.headline
            and mention.doers
            and (best is None or at >= unit_of(best.anchor).starts[best.anchor.i])
        ):
            best = mention
    return best
