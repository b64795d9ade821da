"""What the words of a demand ask for: tally sheets, a recount, a new vote, a check, calm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import Scene

_WORDS = rule_words("wanted")

_ROUND_DETS = _WORDS["round_dets"]
_COUNTED_HOW = _WORDS["counted_how"]


def wanted(scene: Scene, below: list[Token], sentence: Iterable[Token], *, urged: bool) -> list[ActKind]:
    """What the words of a demand ask for."""
    w = scene.words
    lemmas = {t.lemma_.lower() for t in below} | {t.lower_ for t in below}
    if not lemmas:
        return []
    vote = w["vote_words"] | w["tallies"] | w["fraud"] | w["irregularities"]
    of_the_vote = bool(lemmas & vote)
    about_vote = of_the_vote or scene.is_of_the_vote(sentence) or scene.is_of_the_vote(_before(below[0]))
    if _wants_tallies(scene, lemmas, below):
        return [ActKind.DEMANDS_TALLIES]
    if any(_is_recount(scene, t) or _is_new_vote(t) or _is_held_again(t) for t in below):
        return [ActKind.DEMANDS_RECOUNT] if not lemmas & {"avoid", "prevent", "against"} else []
    if any(_is_second_round(t) for t in below):
        return [ActKind.DEMANDS_VERIFICATION]
    if about_vote and _wants_check(scene, lemmas, below):
        return [ActKind.DEMANDS_VERIFICATION]
    if urged and _wants_calm(scene, below):
        return [ActKind.URGES_CALM]
    return []


def _wants_tallies(scene: Scene, lemmas: set[str], below: list[Token]) -> bool:
    w = scene.words
    shown = bool(lemmas & w["publish"])
    if lemmas & w["tallies"] and (shown or lemmas & w["detailed"]):
        return True
    if lemmas & _WORDS["figures"] and lemmas & w["detailed"] and shown:
        return True
    if any(
        t.lemma_.lower() == "publication"
        and any(h.lemma_.lower() == "result" for h in dependencies.prepositional(t, "of"))
        for t in below
    ):
        return True
    finely = _WORDS["in_detail"]
    return any(t.lemma_.lower() in _WORDS["accounts"] and any(c.lower_ in finely for c in t.children) for t in below)


def _is_recount(scene: Scene, token: Token) -> bool:
    """Whether a word asks for another count; "the results of the recount" are of one that was held."""
    again = token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "re"
    if token.lemma_.lower() not in scene.words["recount"] and not (again and token.lower_ in _WORDS["run_or_vote"]):
        return False
    above = token.head.head if token.dep_ == "pobj" else token.head
    return token.dep_ not in {"compound", "pobj"} or above.lemma_.lower() not in _WORDS["what_is_checked"]


def _is_new_vote(token: Token) -> bool:
    """A new election: "call a fresh vote", "demands re-elections"; one re-election is a victory."""
    if token.lower_ in _WORDS["re_elections_or_reelections"] or (
        token.lower_ == "elections" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "re"
    ):
        return True
    if _is_taken_part_in(token):
        return False
    before = {c.lower_ for c in token.lefts}
    held = "the" in before and before & _WORDS["before_time"]  # "the snap election" is the one that was held
    return token.lemma_.lower() in _WORDS["votes"] and bool(before & _ROUND_DETS) and not held


def _is_held_again(token: Token) -> bool:
    """As in "the election should be held again"."""
    again = token.lemma_.lower() in _WORDS["holds"] and any(c.lower_ == "again" for c in token.children)
    held = dependencies.passive_subject(token) if again and dependencies.is_passive(token) else None
    things = [held] if held is not None else dependencies.objects(token) if again else []
    return any(t.lemma_.lower() in _WORDS["votes"] for t in things)


def _is_taken_part_in(token: Token) -> bool:
    """A vote that is to come and that people are asked to support or to join: "urged them to take part in the run-off"."""
    above = token.head.head if token.dep_ == "pobj" else token.head
    while above.dep_ in {"dobj", "prep"} and above.pos_ == "NOUN":  # "take part in"
        above = above.head
    return above.lemma_.lower() in _WORDS["takes_part"]


def _is_second_round(token: Token) -> bool:
    """A second round that is asked for: "to hold a runoff", "for a second round"; not "the result of the runoff"."""
    lemma = token.lemma_.lower()
    if lemma in _WORDS["election_or_vote"] and any(
        c.lemma_ == "round" and c.i > 1 and c.nbor(-2).lower_ == "second" for c in token.lefts
    ):
        return True  # "a second-round election"
    named = lemma in _WORDS["runoff_or_run_off"] or (
        lemma == "round" and any(c.lower_ == "second" for c in token.lefts)
    )
    placed = token.dep_ in {"dobj", "nsubjpass", "attr"} or (
        token.dep_ == "pobj" and token.head.lower_ in {"for", "to", "in"}
    )
    return named and placed and not _is_taken_part_in(token)


def _before(token: Token) -> Sequence[Token]:
    """The sentence before a word's own, in its paragraph."""
    start = token.sent.start
    return list(token.doc[start - 1].sent) if start else []


def _wants_check(scene: Scene, lemmas: set[str], below: list[Token]) -> bool:
    """An audit, an inquiry into the vote, transparency, votes counted as they should be; not an inquiry into a killing."""
    w = scene.words
    for t in below:
        lemma = t.lemma_.lower()
        if lemma in w["verify"] or t.lower_ in w["verify"]:
            beside = {g.lemma_.lower() for c in t.children if c.dep_ == "prep" for g in c.subtree}
            beside |= {o.lemma_.lower() for o in dependencies.objects(t)} if t.pos_ == "VERB" else set()
            into = [
                h
                for h in dependencies.prepositional(t, "into")
                if h.lemma_.lower() not in w["flaws"] | {"breach", "conduct"}
            ]
            of = dependencies.prepositional(t, "of")
            if of and all(h.lemma_.lower() in w["not_the_vote"] for h in of):
                continue  # "an audit of the debt after the election"
            if into and not any(scene.is_of_the_vote(h.subtree) for h in into):
                continue
            if not beside & w["not_the_vote"] or beside & (w["irregularities"] | w["vote_words"]):
                return True
        plain = t.dep_ in {"amod", "conj"} and lemma == "transparent" and t.head.lemma_.lower() not in w["checked"]
        if lemma in _WORDS["transparency"] and not plain:
            return True
        if lemma in _WORDS["counting"]:
            near = {g.lower_ for c in t.children for g in (c, *c.children)}
            if near & _COUNTED_HOW or (t.lemma_ == "count" and lemmas & {"transparently", "fairly", "accurately"}):
                return True
        if lemma in _WORDS["answers"] and lemmas & (w["irregularities"] | w["doubts"] | w["tallies"]):
            return True
    return False


def _wants_calm(scene: Scene, below: list[Token]) -> bool:
    """Calm, restraint, dialogue, an end to violence; "a peaceful transfer of power" is no call for calm."""
    w = scene.words
    for t in below:
        lemma = t.lemma_.lower()
        if lemma in w["lawful_ways"] and any(c.lemma_.lower() in w["lawful"] for c in t.lefts) and t.dep_ == "pobj":
            return True  # "to pursue their grievances through legal channels"
        of_another_thing = w["handover"] | _WORDS["of_a_war"]
        if lemma in w["calm"] and not (t.dep_ in {"amod", "compound"} and t.head.lemma_.lower() in of_another_thing):
            return True
        if lemma in _WORDS["violence_or_bloodshed"] and any(
            a.lemma_.lower() in _WORDS["ends"] for a in (*t.ancestors, *t.lefts)
        ):
            return True
    return False
