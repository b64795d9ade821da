"""Congratulations: the verb and the noun, and on what.

Whom and what they are for decides: a win counts, a birthday does not, and the people are congratulated on voting.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.attribution.sources import is_office
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .approvals import as_winner, put_off

_WORDS = rule_words("congratulations")

_MASSES = _WORDS["masses"]
"""Who is congratulated on voting, not on winning."""
_POLITICAL_HEADS = frozenset({"head of state", "head of government"})


def congratulates(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "congratulated X on his victory"; the winner, the winning party, or the victory itself must be meant."""
    heads = dependencies.objects(verb)
    if any(h.lemma_.lower() in _MASSES for h in heads[:1]) or _never_stood(scene, heads):
        return  # "congratulated its football team on its victory"
    people = [as_winner(scene, h, p) for h in heads for p in scene.entities.who(h)]
    target = next((p for p in people if p.kind in {"person", "party"}), None) or _counterpart(scene, heads)
    occasion = dependencies.occasion(verb)
    about = _is_on_a_win(scene, verb, occasion)
    if occasion and not about:
        return  # "on his campaign", "on his birthday"
    if any(h.lemma_.lower() in _WORDS["winner_or_victor"] for h in heads):
        about = True
    if target is None and not about and (people or any(h.tag_ != "PRP" for h in heads)):
        return
    if target is not None and not about and not _may_be_congratulated(scene, target):
        return
    if target is None and any(h.lemma_.lower() in _WORDS["winner_or_victor"] for h in heads):
        target = scene.contest.winner
    doers = scene.doers_of(verb)
    contacted = _was_contacted_to(verb)
    aside = target is not None and target in doers and verb.dep_ in {"xcomp", "advcl"}
    if (aside or contacted) and any(h.tag_ == "PRP" for h in heads):
        doers = scene.doers_of(verb.head)  # "called X to congratulate him": it is not X who does
    if target is not None and target in doers:
        if not any(h.tag_ == "PRP" for h in heads) or scene.contest.winner in {None, target}:
            return
        target = scene.contest.winner  # "he rang Vega to congratulate him": not himself
    kind = ActKind.RECOGNISES_RIVAL if scene.is_rival(target) else ActKind.CONGRATULATES
    mention = scene.mention(kind, verb, "congratulates", target)
    mention.doers = doers
    mention.hypothetical = mention.hypothetical and not contacted
    yield put_off(scene, verb, _held_back(verb, mention))


def _held_back(verb: Token, mention: ActMention) -> ActMention:
    """The same, or that it is withheld where somebody keeps from it: "has refrained from congratulating X"."""
    above = next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
    keeps = _WORDS["holds_back"]
    kept_from = above is not None and above.lemma_.lower() in keeps
    if kept_from and mention.negated and mention.kind is ActKind.CONGRATULATES:
        mention.kind, mention.negated = ActKind.WITHHOLDS, False
    return mention


def congratulations(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """The noun: "sent a message of congratulations", "congratulations poured in from Cuba", "Congratulations to X!"."""
    carrier = _carrier(scene, noun)
    occasion = [h for h in dependencies.prepositional(noun, "on", "for") if h.tag_ not in {"NNP", "NNPS", "CD"}]
    if occasion and not _is_on_a_win(scene, noun, occasion) and not any(scene.entities.who(h) for h in occasion):
        return
    receivers = _receivers(noun, carrier)
    if any(h.lemma_.lower() in _MASSES for h in receivers[:1]) and not occasion:
        return
    if _never_stood(scene, receivers):
        return  # "sent its congratulations to the bride and groom"
    doers = _doers_of_noun(scene, noun, carrier)
    if not doers and carrier is None and noun.dep_ in {"ROOT", "intj", "nsubj", "dobj"} and receivers:
        doers = scene.speakers_at(noun)
    if not doers or all(p.kind == "group" for p in doers):
        doers = scene.after_colon(noun) or doers
    target = next((p for h in receivers for p in scene.entities.who(h) if p.kind in {"person", "party"}), None)
    if target is not None and not _may_be_congratulated(scene, as_winner(scene, noun, target)) and not occasion:
        return
    if target is not None and target in doers:
        return
    kind = ActKind.RECOGNISES_RIVAL if scene.is_rival(target) else ActKind.CONGRATULATES
    if doers:
        yield _of_noun(kind, noun, carrier, doers, "congratulations", target)


def _never_stood(scene: Scene, heads: list[Token]) -> bool:
    """Whether who is congratulated is a common noun for nobody who can win a vote: neither an office nor a side."""
    if not heads or heads[0].pos_ != "NOUN":
        return False
    if any(p.kind in {"person", "party", "group"} for p in scene.entities.who(heads[0])):
        return False
    lemma = heads[0].lemma_.lower()
    sides = scene.words["crowns"] | _MASSES | _WORDS["winners"]
    contests = scene.words["victory"] | scene.words["vote_words"]  # "congratulated the success of the election"
    named = any(c.pos_ == "PROPN" for c in heads[0].subtree)
    return lemma not in sides | contests and not is_office(heads[0]) and not named


def _counterpart(scene: Scene, heads: list[Token]) -> Entity | None:
    """Who is meant by "congratulated his counterpart": the declared winner."""
    meant = any(h.lemma_.lower() == "counterpart" for h in heads) and scene.contest.declared
    return scene.contest.winner if meant else None


def _was_contacted_to(verb: Token) -> bool:
    """Whether somebody was called or written to in order to be congratulated: "phoned X to congratulate him"."""
    above = verb.head
    contacted = above.lemma_.lower() in word_list("acts", "en")["contact"]
    past = (
        above.tag_ in {"VBD", "VBN", "VBZ"}
        and not dependencies.is_negated(above)
        and not dependencies.is_hypothetical(above)
    )
    # "called on X to congratulate": he asked for it.
    asked = any(c.dep_ == "prep" and c.lower_ in {"on", "for", "upon"} and c.i < verb.i for c in above.children)
    return verb.dep_ in {"xcomp", "advcl", "ccomp"} and contacted and past and not asked


def _is_on_a_win(scene: Scene, verb: Token, occasion: list[Token]) -> bool:
    """Whether a victory is what somebody is congratulated on, told with the verb if no occasion is."""
    if not occasion:
        return any(t.lemma_.lower() in scene.words["victory"] for t in verb.subtree)
    won = _WORDS["wins"]
    return any(
        h.lemma_.lower() in won
        if h.pos_ in {"VERB", "AUX"}
        else any(t.lemma_.lower() in scene.words["victory"] for t in (h, *h.children))
        for h in occasion
    )


def _may_be_congratulated(scene: Scene, someone: Entity) -> bool:
    """The winner, a rival, a party of the country, or its leaders: nobody else is congratulated on the result."""
    contest = scene.contest
    if someone is contest.winner or someone in contest.rivals:
        return True
    home = someone.country in {None, scene.entities.contest_country}
    return home and (someone.kind == "party" or (someone.office in _POLITICAL_HEADS and not someone.former))


def _carrier(scene: Scene, noun: Token) -> Token | None:
    """The verb that carries a noun: "sent congratulations", "sent a message of congratulations"."""
    head = noun.head
    letters = scene.words["letters"]
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in letters:
        noun = head.head
        head = noun.head
    elif noun.dep_ in {"compound", "amod"} and head.lemma_.lower() in letters:
        noun = head
        head = noun.head
    if noun.dep_ == "pobj" and head.head.pos_ == "VERB" and noun.lemma_.lower() in letters:
        return head.head  # "followed with a statement of congratulation"
    while noun.dep_ in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN"}:
        noun, head = head, head.head
    return head if head.lemma_.lower() in scene.words["carriers"] else None


def _doers_of_noun(scene: Scene, noun: Token, carrier: Token | None) -> list[Entity]:
    letter = noun.head if noun.dep_ in {"compound", "amod"} else noun
    for owned in dict.fromkeys((noun, letter)):
        owner = dependencies.child(owned, "poss")
        if owner is not None and owner.tag_ != "PRP$" and (found := scene.performers(owner)):
            return found
    near = [noun, letter] + ([carrier] if carrier is not None else [])
    for source in [s for n in near for s in dependencies.prepositional(n, "from", "by")]:
        if found := scene.performers(source):
            return found
    if carrier is None:
        owners = (dependencies.child(n, "poss") for n in (noun, letter))
        return next((found for o in owners if o is not None and (found := scene.performers(o))), [])
    if carrier.lemma_ == "receive":
        return []
    doers = scene.doers_of(carrier)
    return doers or scene.speakers_at(carrier)


def _receivers(noun: Token, carrier: Token | None) -> list[Token]:
    letter = noun.head if noun.dep_ in {"compound", "amod"} else noun
    heads = [h for n in dict.fromkeys((noun, letter)) for h in dependencies.prepositional(n, "to", "for")]
    if carrier is not None:
        heads += dependencies.prepositional(carrier, "to") + [
            c for c in carrier.children if c.dep_ == "dative" and c.pos_ != "ADP"
        ]
    return heads


def _of_noun(
    kind: ActKind,
    noun: Token,
    carrier: Token | None,
    doers: list[Entity],
    by: str,
    target: Entity | None,
) -> ActMention:
    verb = carrier if carrier is not None and carrier.pos_ == "VERB" else noun
    negated = dependencies.is_negated(verb) or dependencies.is_negated(noun)
    return ActMention(kind, verb, doers, by, target, negated, dependencies.is_hypothetical(verb))
