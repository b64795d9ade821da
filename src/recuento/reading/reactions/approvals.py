"""Verbs and nouns of approving the result or its winner, or of refusing to: recognising, accepting, saluting, conceding.

Whom it is done to decides: the winner, the rival ("recognised her as president-elect"), the people, who did not run, or
somebody whose birthday it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.entities.titles import is_head_of_state
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene

_WORDS = rule_words("approvals")


def salutes(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "salutes the victory", "hailed his re-election"; the rival's victory is another's."""
    rival = _crowned_rival(scene, verb, dependencies.objects(verb))
    if rival is not None:
        yield scene.mention(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", rival)
    elif object_is(scene, verb, scene.words["victory"]):
        yield scene.mention(ActKind.CONGRATULATES, verb, "salutes")


def welcomes(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "welcomed the election of X", "praised the result"; not "welcomed the recount"."""
    w = scene.words
    rival = _crowned_rival(scene, verb, dependencies.objects(verb))
    if rival is not None:
        yield scene.mention(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", rival)
    elif object_is(scene, verb, w["victory"] | w["announced"]) and not _phrase_has(
        verb, w["recount"] | w["verify"] | w["annulled"]
    ):
        mention = scene.mention(ActKind.ACCEPTS, verb, "welcomes")
        # Whoever held the vote takes no stance by hailing its result.
        yield mention.done_by(
            [p for p in mention.doers if not (p.speaks_for == "authority" and not p.answers_for_a_state)]
        )


def recognises(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "recognised X as president", "does not recognise the result", "will only recognise what can be verified"."""
    w = scene.words
    heads = dependencies.objects(verb) + _clause_heads(verb)
    target = next((as_winner(scene, h, p) for h in heads for p in scene.entities.who(h) if p.kind == "person"), None)
    about = any(h.lemma_.lower() in w["outcome"] or _modified_by(h, w["outcome"]) for h in heads)
    about = about or any(scene.points_at_the_result(h) for h in dependencies.objects(verb))
    target = target or _crowned_rival(scene, verb, heads)
    another_fraud = dependencies.is_negated(verb) and any(h.lemma_.lower() in w["fraud"] for h in heads)
    if target is None and not about and not another_fraud:
        return
    if another_fraud and not about:
        refused = scene.mention(ActKind.REFUSES, verb, "recognises")
        refused.negated = refused.hypothetical = False
        yield refused
        return
    if target is not None and not about and _is_called_something_else(scene, verb):
        return  # "recognised her as a fine singer"
    contest = scene.contest
    crowned = target is not None and target is not contest.winner and _names_the_winner(scene, verb)
    if _is_ended(verb):
        kind = ActKind.RECOGNISES if scene.is_rival(target) else ActKind.REFUSES
        ended = scene.mention(kind, verb, "recognises", target)
        ended.negated = ended.hypothetical = False
        yield ended
        return
    if (scene.is_rival(target) or crowned) and contest.winner is not None:
        yield scene.mention(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", target)
        return
    mention = turned(scene, ActKind.RECOGNISES, ActKind.REFUSES, verb, "recognises", target)
    if mention.kind is ActKind.RECOGNISES and _on_conditions(verb, heads):
        mention.kind, mention.negated, mention.hypothetical = ActKind.WITHHOLDS, False, False
    yield put_off(scene, verb, mention) if mention.kind is ActKind.RECOGNISES else mention


def _is_ended(verb: Token) -> bool:
    """Whether recognition is taken back: "will cease to recognise", "no longer recognises"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _WORDS["cease_or_stop"]:
        return True
    return any(c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children)


def _clause_heads(verb: Token) -> list[Token]:
    """Subject and objects of the clause that is recognised: "recognised that X had won"."""
    below = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}]
    return [g for c in below for g in (c, *c.children) if g.dep_ in {"nsubj", "ccomp", "dobj"}]


def _on_conditions(verb: Token, heads: list[Token]) -> bool:
    """Whether recognition is promised on a condition: "will only recognise results that reflect the will"."""
    only = any(c.lower_ == "only" for c in (*verb.children, *(g for h in heads for g in h.children)))
    return only and any(
        c.dep_ == "relcl" or c.lower_ in _WORDS["conditions"] for h in (verb, *heads) for c in h.subtree
    )


def accepts(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "accepted the outcome", "upheld the result", "endorsed X as the winner"; refused, it is a refusal."""
    w = scene.words
    heads = dependencies.objects(verb)
    rival = _crowned_rival(scene, verb, heads)
    if rival is not None:
        yield scene.mention(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", rival)
        return
    winner = scene.contest.winner
    crowned = (
        winner is not None and any(winner in scene.entities.who(h) for h in heads) and _names_the_winner(scene, verb)
    )
    if verb.lemma_.lower() in w["admits"] and any(_names_a_flaw(scene, h) for h in heads):
        return  # "acknowledged fraud and other electoral lapses"
    checked = any(h.lemma_.lower() in w["verify"] | w["recount"] | w["complaints"] for h in heads[:1])
    aside = (
        verb.dep_ in {"acl", "relcl"}
        and dependencies.is_passive(verb)
        and verb.lemma_.lower() in _WORDS["back_or_support"]
    )
    chosen = any(_is_the_voters_choice(scene, h) for h in heads)
    about = object_is(scene, verb, w["outcome"]) and _is_about_result(scene, verb)
    about = about or any(scene.points_at_the_result(h) for h in heads)
    if crowned or (not checked and not aside and (about or chosen)):
        mention = turned(scene, ActKind.ACCEPTS, ActKind.REFUSES, verb, "accepts")
        if mention.kind is ActKind.REFUSES and all(p.kind == "authority" for p in mention.doers):
            mention.kind, mention.negated = (
                ActKind.ACCEPTS,
                True,
            )  # "have not been validated by the court" is no refusal
        yield mention


def _names_a_flaw(scene: Scene, noun: Token) -> bool:
    flaws = scene.words["fraud"] | scene.words["flaws"] | _WORDS["flaws"]
    return any(t.lemma_.lower() in flaws for t in dependencies.with_conjuncts(noun))


def _is_the_voters_choice(scene: Scene, noun: Token) -> bool:
    """As in "respects the will of the people", "the choice of the voters"."""
    of_whom = {h.lemma_.lower() for h in dependencies.prepositional(noun, "of", "by")}
    owner = dependencies.child(noun, "poss")
    of_whom |= {owner.lemma_.lower()} if owner is not None else set()
    return noun.lemma_.lower() in scene.words["choice_of"] and bool(of_whom & _WORDS["voters"])


def _crowned_rival(scene: Scene, verb: Token, heads: list[Token]) -> Entity | None:
    """The rival who is backed as the winner: "endorsed X as the winner", "recognised X's victory", "hailed the win of X"."""
    if scene.contest.winner is None:
        return None
    as_the_winner = _names_the_winner(scene, verb)
    for head in heads:
        for h in ([head] if as_the_winner else []) + _whose_victory(scene, head):
            found = next((p for p in scene.entities.who(h) if scene.is_rival(p)), None)
            if found is not None:
                return found
    return None


def _whose_victory(scene: Scene, noun: Token) -> list[Token]:
    """As in "X's victory", "the victory of X", "X's claim of victory"."""
    of = dependencies.prepositional(noun, "of")
    owner = dependencies.child(noun, "poss")
    if noun.lemma_.lower() in scene.words["victory"]:
        return [*([owner] if owner is not None else []), *of]
    claimed = any(h.lemma_.lower() in scene.words["victory"] for h in of)
    return [owner] if claimed and owner is not None else []


def considers(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "considers X the legitimate president": the rival or the winner, by a state or an organisation."""
    complements = [c for c in verb.children if c.dep_ in {"oprd", "attr", "ccomp", "xcomp"}]
    complements += [g for c in complements for g in c.children if g.dep_ == "attr"] + dependencies.prepositional(
        verb, "as"
    )
    if not any(
        c.lemma_.lower() in scene.words["crowns"] or is_head_of_state(scene.entities.match_at(c)) for c in complements
    ):
        return
    subjects = [g for c in complements for g in c.children if g.dep_ == "nsubj"]
    target = next(
        (p for h in dependencies.objects(verb) + subjects for p in scene.entities.who(h) if p.kind == "person"), None
    )
    doers = scene.abroad(scene.doers_of(verb))
    if target is None or not doers or scene.contest.winner is None:
        return
    if scene.is_rival(target):
        yield scene.mention(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", target)
    elif target is scene.contest.winner:
        yield turned(scene, ActKind.RECOGNISES, ActKind.REFUSES, verb, "recognises", target)


def concludes(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """What a state or organisation says of who won: "concluded that X had won", X being the rival."""
    own = dependencies.own_subject(verb)
    if own is None or verb.dep_ == "relcl" or dependencies.is_hypothetical(verb) or dependencies.is_negated(verb):
        return
    heads = [own]
    if verb.lemma_.lower() == "be":
        named = [c for c in verb.children if c.dep_ == "attr"]
        crown = [h for h in (own, *named) if _is_called_winner(h)]
        if not crown:
            return  # "X was a strong candidate"
        heads = [h for h in (own, *named) if h not in crown]  # "the real winner was X", "X was the rightful winner"
    winner = scene.contest.winner
    people = [p for h in heads for p in scene.entities.who(h)]
    rival = next((p for p in people if scene.is_rival(p)), None)
    target = rival or (winner if winner in people and scene.contest.declared else None)
    won = any(
        o.lemma_.lower() in scene.words["vote_words"] | {"term"} for o in dependencies.objects(verb)
    ) or not dependencies.objects(verb)
    if (
        target is None
        or not won
        or winner is None
        or (verb.lemma_.lower() == "secure" and not dependencies.objects(verb))
    ):
        return
    cue = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _AGREES else None
    speakers = scene.doers_of(cue) if cue is not None else scene.speakers_at(verb)
    if target is winner:  # only who says so of their own knowledge, and no party
        doers = [p for p in speakers if p.kind == "organisation" or p in scene.abroad([p])]
        doers = [p for p in doers if p.speaks_for != "none" and p.kind != "group"]
        if doers and (cue is None or not (dependencies.is_negated(cue) or dependencies.is_hypothetical(cue))):
            yield ActMention(ActKind.ACCEPTS, verb, doers, "says-who-won", target)
        return
    doers = [p for p in speakers if p.answers_for_a_state and p.kind != "group" and not scene.at_home(p)]
    if doers:
        yield ActMention(ActKind.RECOGNISES_RIVAL, verb, doers, "says-who-won", target)


_AGREES = _WORDS["agrees"]


def _is_called_winner(noun: Token) -> bool:
    """As in "the winner", "the rightful president": a title that only who won has."""
    if noun.lemma_.lower() in _WORDS["winner_or_victor"] or noun.lower_ in _WORDS["elect_or_president_elect"]:
        return True
    rightful = any(c.lower_ in _WORDS["rightful"] for c in noun.lefts)
    return noun.lemma_.lower() in _WORDS["president_or_leader"] and rightful


def rejects(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "rejected the result"; not "rejected claims of fraud"."""
    heads = dependencies.objects(verb)
    if any(h.lemma_.lower() in scene.words["complaints"] for h in heads[:1]):
        owners = scene.entities.who(dependencies.child(heads[0], "poss"))
        of_a_win = any(t.lemma_.lower() in _WORDS["win_or_victory"] for t in heads[0].subtree)
        if of_a_win and any(
            p.kind == "authority" or as_winner(scene, heads[0], p) is scene.contest.winner for p in owners
        ):
            yield scene.mention(ActKind.REFUSES, verb, "rejects")  # "rejected the council's claim that X won"
            return
        doers = [p for p in scene.doers_of(verb) if p.kind == "authority"]
        about = scene.is_of_the_vote(verb.sent)
        if doers and about and heads[0].lemma_.lower() in scene.words["petitions"]:
            yield scene.mention(ActKind.ACCEPTS, verb, "dismisses-challenge").done_by(doers)
        return
    if object_is(scene, verb, scene.words["outcome"]) or (not heads and _as_void(scene, verb)):
        mention = scene.mention(ActKind.REFUSES, verb, "rejects")
        mention.hypothetical = mention.hypothetical and not _is_announced(scene, verb, mention)
        yield mention


def _as_void(scene: Scene, verb: Token) -> bool:
    """As in "rejected as null and void the commission's results": the object stands after what it is called."""
    below = [t for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for t in c.subtree]
    return any(
        t.lemma_.lower() in scene.words["announced"] | scene.words["praised_votes"]
        and t.dep_ in {"dobj", "pobj", "conj", "appos"}
        for t in below
    )


def _is_announced(scene: Scene, verb: Token, mention: ActMention) -> bool:
    """Whether what is foretold is what its doers say of themselves: "they said they would reject the result".

    What analysts fear that somebody will do is nobody's stance.
    """
    if not dependencies.is_resolved(verb):
        return False
    own = dependencies.own_subject(verb)
    if own is not None and own.lower_ in {"we", "i"}:
        return True
    cue = verb.head
    told = verb.dep_ == "ccomp" and cue.lemma_.lower() in word_list("quotations", "en")["say"]
    speakers = scene.performers(dependencies.subject(cue)) if told else []
    return bool(speakers) and all(doer in speakers for doer in mention.doers)


def rejection(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """The noun: "the president's rejection of the result"."""
    owner = dependencies.child(noun, "poss")
    what = dependencies.prepositional(noun, "of")
    if owner is not None and any(h.lemma_.lower() in scene.words["outcome"] for h in what):
        yield ActMention(ActKind.REFUSES, noun, scene.performers(owner), "rejects", None, dependencies.is_negated(noun))


def looks_forward(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "looks forward to working with President-elect X": the diplomats' way of recognising."""
    if not any(c.lower_ == "forward" for c in verb.children):
        return
    partners = [p for t in verb.subtree if t.lower_ == "with" for h in t.children for p in scene.entities.who(h)]
    administration = any(
        t.lemma_.lower() in _WORDS["administration_or_government"]
        and any(c.lemma_.lower() in _WORDS["incoming_or_new"] for c in t.lefts)
        for t in verb.subtree
    )
    if administration or scene.contest.winner in [as_winner(scene, verb, p) for p in partners]:
        mention = scene.mention(ActKind.RECOGNISES, verb, "looks-forward")
        mention.doers = mention.doers or scene.speakers_at(verb)
        mention.hypothetical = False  # "would look forward": a promise to the winner all the same
        yield mention


def recognition(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """The noun: "withheld recognition", "ECOWAS's recognition of X"."""
    held = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
    if held is not None and held.lemma_.lower() in scene.words["delay"] | {"refuse", "deny", "hold"}:
        # To withhold is to hold something back: the verb denies what it holds and is not denied itself.
        denied = any(c.dep_ == "neg" for c in held.children)
        mention = ActMention(
            ActKind.WITHHOLDS, held, scene.doers_of(held), "withholds", None, denied, dependencies.is_hypothetical(held)
        )
        yield mention
        return
    owner = dependencies.child(noun, "poss")
    target = next(
        (p for h in dependencies.prepositional(noun, "of") for p in scene.entities.who(h) if p.kind == "person"), None
    )
    if owner is not None and target is not None and not dependencies.is_negated(noun):
        kind = ActKind.RECOGNISES_RIVAL if scene.is_rival(target) else ActKind.RECOGNISES
        yield ActMention(
            kind, noun, scene.performers(owner), "recognises", target, False, dependencies.is_hypothetical(noun)
        )


def as_winner(scene: Scene, head: Token, person: Entity) -> Entity:
    """The winner, where a pronoun or a bare title ("the president", "the Venezuelan leader") stands for one."""
    winner = scene.contest.winner
    if winner is None or person is winner:
        return person
    bare = person.key.startswith("office:") and person.country in {None, winner.country}
    pronoun = head.tag_ == "PRP" and person in scene.contest.rivals
    return winner if bare or pronoun else person


_REFUSABLE = _WORDS["refusable"]
"""Verbs that, denied, tell of a refusal; "did not confirm the figure" tells of none."""


def turned(
    scene: Scene, kind: ActKind, opposite: ActKind, verb: Token, by: str, target: Entity | None = None
) -> ActMention:
    """An act that, refused or denied, is an act of its own: not recognising is refusing; waiting is withholding."""
    mention = scene.mention(kind, verb, by, target)
    if not mention.negated or _leaves_open(verb) or verb.lemma_.lower() not in _REFUSABLE:
        return mention
    top = verb
    while top.dep_ in {"xcomp", "ccomp", "pcomp", "acl", "dobj"} and top.head != top:
        top = top.head
    words = {t.lower_ for t in top.subtree if t.sent == verb.sent}
    any_such = any(
        c.lower_ == "any"
        for o in dependencies.objects(verb)
        for c in o.lefts
        if any(r.dep_ == "relcl" for r in o.rights)
    )
    waits = (
        any_such
        or any(_is_waited_for(scene, t) for t in top.subtree if t.sent == verb.sent)
        or _is_not_yet(top)
        or "immediately" in words
    )
    mention.kind, mention.negated = (ActKind.WITHHOLDS if waits else opposite), False
    if _is_foretold(scene, verb, mention):
        mention.hypothetical = True  # "the opposition hopes that Chile will not recognise it"
    elif mention.hypothetical and not any(c.lower_ == "if" for c in verb.children):
        mention.hypothetical = False  # "will not recognise" is a refusal today
    return mention


def _is_foretold(scene: Scene, verb: Token, mention: ActMention) -> bool:
    """Whether somebody else hopes, fears, foretells or asks that an act be refused."""
    above = verb.head
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)  # not "told reporters that it would"
    told = infinitive and above.lemma_.lower() in word_list("syntax", "en")["commands"]
    if verb.dep_ not in {"ccomp", "xcomp"} or not (told or above.lemma_.lower() in _WORDS["foretells"]):
        return False
    own = above if told else dependencies.own_subject(verb)  # who is told is not always parsed as the subject
    others = scene.performers(dependencies.subject(above))
    states = {other.country for other in others if other.answers_for_a_state}
    return own is not None and not any(doer in others or doer.country in states for doer in mention.doers)


def _is_waited_for(scene: Scene, word: Token) -> bool:
    """As in "until the tallies are shown", "before a recount"; not "the vote held the day before"."""
    after_a_day = word.dep_ == "advmod" and word.i and word.nbor(-1).lemma_.lower() in _WORDS["days"]
    return word.lower_ in scene.words["wait"] and not after_a_day


def _is_not_yet(top: Token) -> bool:
    """As in "has not yet recognised it"; not "yet another defeat"."""
    return any(t.lower_ == "yet" and t.i + 1 < len(t.doc) and t.nbor(1).lower_ != "another" for t in top.subtree)


def _leaves_open(verb: Token) -> bool:
    """Whether a denial takes no side: "neither recognised nor rejected", "stopped short of recognising"."""
    first = verb
    while first.dep_ == "conj":
        first = first.head
    both_ways = any(c.lower_ == "neither" for c in first.children) and any(c.dep_ == "conj" for c in first.children)
    short = verb.dep_ == "pcomp" and verb.head.head.lower_ == "short"
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_.lower() == "deny":
        return True  # "denied that it had recognised him" says only that it has not
    return both_ways or short or (verb.dep_ == "pcomp" and verb.head.lower_ == "without")


def put_off(scene: Scene, verb: Token, mention: ActMention) -> ActMention:
    """The act as one of withholding, where it is waited with: "would wait before congratulating", "too soon to"."""
    above = verb.head
    refused = (
        verb.dep_ == "xcomp"
        and above.lemma_.lower() in _WORDS["decline_or_refuse"]
        and not dependencies.is_negated(above)
    )
    if refused and mention.kind is ActKind.CONGRATULATES:
        mention.kind, mention.negated, mention.hypothetical, mention.by = ActKind.WITHHOLDS, False, False, "puts-off"
        return mention
    waits = (
        verb.dep_ == "pcomp"
        and above.lower_ in {"before", "until"}
        and above.head.lemma_.lower() in _WORDS["wait_or_hold"]
    )
    too_soon = (
        verb.tag_ == "VB" and above.lemma_.lower() in _WORDS["soon_or_early"] and not dependencies.is_negated(above)
    )
    unsaid = any(
        a.lemma_.lower() in _WORDS["decline_or_refuse"] and c.lower_ in {"whether", "if"}
        for a in verb.ancestors
        for c in verb.children
    )
    if waits or too_soon or unsaid:
        mention.kind, mention.negated, mention.hypothetical, mention.by = ActKind.WITHHOLDS, False, False, "puts-off"
        mention.doers = mention.doers or scene.speakers_at(verb)
    return mention


# ---- shared -----------------------------------------------------------------------------------------------------------


def _names_the_winner(scene: Scene, verb: Token) -> bool:
    """Whether somebody is recognised as the one who won, where another was announced: "as president-elect"."""
    return any(h.lemma_.lower() in scene.words["crowns"] for h in dependencies.prepositional(verb, "as"))


def _is_called_something_else(scene: Scene, verb: Token) -> bool:
    """Whether somebody is recognised as what has nothing to do with winning or governing: "as a fine singer"."""
    places = (verb, *dependencies.objects(verb))
    called = [h for place in places for h in dependencies.prepositional(place, "as") if h.pos_ in {"NOUN", "ADJ"}]
    crowns = scene.words["crowns"] | scene.words["judged_beside"] | _WORDS["governs"]
    return bool(called) and not any(
        t.lemma_.lower() in crowns or is_head_of_state(scene.entities.match_at(t)) for h in called for t in h.subtree
    )


def object_is(scene: Scene, verb: Token, words: frozenset[str]) -> bool:
    """Whether a verb's object is one of these words or has it in an "of" phrase or compound; not if it is beside the vote."""
    heads = dependencies.objects(verb) + [c for c in verb.children if c.dep_ == "ccomp"]
    if heads and (heads[0].lemma_.lower() in scene.words["not_the_vote"] or _is_of_any_vote(heads[0])):
        return False
    heads = [h for h in heads if not _is_of_something_else(scene, h) and not dependencies.is_self_proclaimed(h)]
    return any(h.lemma_.lower() in words or (h.pos_ in {"NOUN", "PROPN"} and _modified_by(h, words)) for h in heads)


def _is_of_any_vote(head: Token) -> bool:
    """Whether no vote in particular is meant: "to invalidate the results of an election"; not "of a UN-led audit"."""
    of_what = dependencies.prepositional(head, "of")
    bare = [h for h in of_what if not any(c.dep_ in {"amod", "compound", "relcl", "acl", "prep"} for c in h.children)]
    return head.lemma_.lower() in _WORDS["result_or_outcome"] and any(
        c.lower_ in {"a", "an", "any"} for h in bare for c in h.lefts
    )


def _is_of_something_else(scene: Scene, head: Token) -> bool:
    """Whether a decision or announcement is not the vote's: "its rival's decision to rejoin the audit".

    It is somebody else's than the electoral authorities', or what was decided is no matter of who won.
    """
    if head.lemma_.lower() not in scene.words["decided"]:
        return False
    owner = dependencies.child(head, "poss")
    makers = [p for h in ([owner] if owner is not None else []) for p in scene.entities.who(h)]
    makers += [p for h in dependencies.prepositional(head, "by", "of", "from") for p in scene.entities.who(h)]
    if any(p.kind != "authority" and p is not scene.contest.winner for p in makers):
        return True
    clauses = [c for c in head.children if c.dep_ in {"acl", "relcl", "ccomp", "xcomp"} and c.pos_ in {"VERB", "AUX"}]
    told = [c for c in clauses if c.dep_ != "relcl" and any(g.lower_ in {"to", "that"} for g in c.lefts)]
    return any(c.lemma_.lower() not in scene.words["decides"] for c in told)


def _modified_by(head: Token, words: frozenset[str]) -> bool:
    """As in "the validity of the election": the word may stand in an "of" phrase or a compound."""
    for c in head.children:
        if c.dep_ in {"compound", "amod"} and c.lemma_.lower() in words:
            return True
        if c.dep_ == "prep" and c.lower_ in {"of", "in", "over"} and any(g.lemma_.lower() in words for g in c.children):
            return True
    return False


def _phrase_has(head: Token, words: frozenset[str]) -> bool:
    return any(t.lemma_.lower() in words for t in head.subtree)


def _is_about_result(scene: Scene, verb: Token) -> bool:
    lemmas = {t.lemma_.lower() for t in verb.subtree}
    return bool(lemmas & (scene.words["vote_words"] | _WORDS["stands_for_the_result"]))
