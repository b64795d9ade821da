"""What is held back until something is shown: recognition, congratulations, whatever a state will not do before."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .approvals import object_is

_WORDS = rule_words("withholding")

_WAITED_FOR = _WORDS["waited_for"]


def delays(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "withheld recognition", "is awaiting the official results", "put its judgement off"."""
    held = verb.lemma_.lower() != "hold" or any(c.lower_ in _WORDS["back_or_off"] for c in verb.children)
    if held and object_is(scene, verb, frozenset(_WORDS["what_is_delayed"])):
        denied = any(c.dep_ == "neg" for c in verb.children)
        yield ActMention(
            ActKind.WITHHOLDS, verb, scene.doers_of(verb), "withholds", None, denied, dependencies.is_hypothetical(verb)
        )
        return
    if verb.lemma_.lower() in _WORDS["await_or_wait"]:
        yield from _waits(scene, verb)


_DECIDES = _WORDS["decides"]
"""What a state does only after what it waits for."""


def _waits(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """A state that waits for the count: "will wait until the count is complete", "awaits the publication of the data"."""
    below = [
        t for c in verb.children if c.dep_ in {"dobj", "prep", "advcl", "mark", "pobj", "xcomp"} for t in c.subtree
    ]
    lemmas = {t.lemma_.lower() for t in below}
    waited_for = lemmas & _WAITED_FOR or (lemmas & _WORDS["what_is_counted"] and (lemmas & _WORDS["complete"]))
    # "will await the court's verdict before taking a position"
    if any(t.lower_ == "before" for t in below) and lemmas & _DECIDES:
        waited_for |= lemmas & _WORDS["who_decides"]
    doers = scene.abroad(scene.doers_of(verb)) or scene.abroad(scene.speakers_at(verb))
    if not waited_for or not doers or (lemmas & {"polls"} and "close" in lemmas):
        return
    denied = any(c.dep_ == "neg" for c in verb.children)
    imagined = any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in verb.children)
    yield ActMention(ActKind.WITHHOLDS, verb, doers, "puts-off", None, denied, imagined)


def until(scene: Scene, mark: Token) -> Iterator[ActMention]:
    """Whatever a state does not do "until the sheets are published": it holds something back for the vote's sake."""
    clause = mark.head
    verb = clause.head if clause.dep_ == "advcl" else None
    w = scene.words
    if (
        verb is None
        or verb.pos_ != "VERB"
        or verb.lemma_.lower() in w["recognise"] | w["congratulate"] | {"wait", "await"}
    ):
        return
    lemmas = {t.lemma_.lower() for t in clause.subtree}
    about = lemmas & (w["tallies"] | {"count", "result", "vote"})
    if not about or not lemmas & (w["publish"] | w["verify"] | {"complete", "review", "count"}) - _WORDS["done"]:
        return
    doers = scene.abroad(scene.doers_of(verb) or scene.speakers_at(verb))
    if doers:
        yield ActMention(ActKind.WITHHOLDS, verb, doers, "until")
