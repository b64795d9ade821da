"""Doubting, criticising, noting and waiting: verbs and nouns of doubt, what observers found, and what is put off."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.index import OBSERVERS
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .approvals import object_is
from .denials import is_cleared, is_looked_into

_WORDS = rule_words("doubts")

_SEEN_BY_OTHERS = _WORDS["seen_by_others"]


def questions(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "questioned the result", "criticised the conduct of the vote", "condemned how power was abused to sway it"."""
    w = scene.words
    ran = verb.lemma_.lower() == "contest" and any(o.lemma_.lower() in w["run_in"] for o in dependencies.objects(verb))
    if ran:
        return  # who "contested three elections" stood in them
    turned_down = [o for o in dependencies.objects(verb)[:1] if o.lemma_.lower() in w["turning_down"]]
    if turned_down:  # "condemned his rejection of the result"
        if verb.lemma_.lower() in w["criticise"] and scene.is_of_the_vote(turned_down[0].subtree):
            yield scene.mention(ActKind.ACCEPTS, verb, "turns-down-a-rejection")
        return
    if object_is(scene, verb, w["vote_words"]):
        if not dependencies.is_an_adjective_all_the_same(verb):
            yield scene.mention(ActKind.DOUBTS, verb, "questions")
        return
    heads = dependencies.objects(verb)[:1]
    if not heads or verb.lemma_.lower() not in w["criticise"]:
        return
    what = [
        heads[0],
        *dependencies.prepositional(heads[0], "of"),
    ]  # "condemned the use of violence before the election"
    beside = any(h.lemma_.lower() in w["not_the_vote"] for h in what)
    beside = beside or heads[0].lemma_.lower() in w["complaints"] or bool(scene.entities.who(heads[0]))
    declared = heads[0].lemma_.lower() in w["judged_beside"] or any(
        h.lemma_.lower() in w["judged_beside"] for h in what
    )
    if not beside and (declared or scene.is_of_the_vote(heads[0].subtree)):
        yield scene.mention(ActKind.DOUBTS, verb, "questions")


def calls_a_rejection_void(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "called his rejection of the result null and void": by whoever stands by the result."""
    called = [t for t in verb.subtree if t.lemma_.lower() in _WORDS["void"]]
    things = [t for t in verb.subtree if t.i > verb.i and t.lemma_.lower() in scene.words["turning_down"]]
    if called and things and things[0].i < called[0].i and (defeat := _of_the_result(scene, things[0], called[0])):
        yield scene.mention(ActKind.ACCEPTS, verb, "turns-down-a-rejection" if defeat else "")


def _of_the_result(scene: Scene, noun: Token, end: Token) -> bool:
    between = noun.doc[noun.i : end.i]
    return scene.is_of_the_vote(between) or any(t.lemma_.lower() in _WORDS["defeat_or_loss"] for t in between)


def puts_in_question(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "called the result into question", "cast the vote in doubt"."""
    doubted = scene.words["vote_words"] | _WORDS["what_is_questioned"]
    into = any(h.lemma_.lower() in _WORDS["question_or_doubt"] for h in dependencies.prepositional(verb, "into", "in"))
    if into and object_is(scene, verb, doubted):
        mention = scene.mention(ActKind.DOUBTS, verb, "questions")
        yield mention.done_by(mention.doers or scene.speakers_at(verb))


def voices_doubt(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """A noun of doubt with what carries it: "voiced doubts about the result", "has serious concerns that the result ..."."""
    if noun.dep_ not in {"dobj", "nsubjpass", "conj", "pobj", "nsubj", "attr"}:
        return
    carrier = _carrier(scene, noun)
    if carrier is None:
        return
    w = scene.words
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 15)]
    about = any(scene.is_of_the_vote(t.subtree) for t in (noun, *_complements(carrier))) or scene.is_of_the_vote(after)
    about = about or any(
        t.lemma_.lower() in w["tallies"] - {"record", "data"} | w["irregularities"] for t in noun.subtree
    )
    watching = [p for p in scene.doers_of(carrier) if p.country == OBSERVERS or p.kind == "organisation"]
    if watching and any(t.lemma_.lower() in w["qualities"] - {"will", "clear", "free"} for t in noun.subtree):
        about = True  # observers who speak of transparency speak of the vote's
    if noun.lemma_.lower() == "doubt" and not about:
        about = scene.is_of_the_vote(noun.doc)
    plain = noun.lemma_.lower() == "question" and noun.tag_ == "NN" and carrier.lemma_.lower() in _WORDS["have_or_pose"]
    if plain or not about:
        return
    doers = _owner(scene, noun) or _doers(scene, noun, carrier)
    if carrier.lemma_.lower() in _WORDS["note_or_acknowledge"] and (_owner(scene, noun) or _others(scene, noun)):
        yield ActMention(
            ActKind.TAKES_NOTE, carrier, scene.doers_of(carrier), "takes-note", None, dependencies.is_negated(carrier)
        )
        return
    if any(c.lower_ in w["fraud_denials"] for c in noun.lefts) or dependencies.is_negated(carrier):
        yield ActMention(ActKind.DOUBTS, carrier, doers, "voices-doubt", None, True)
        return
    own = any(c.tag_ == "PRP$" for c in noun.lefts)  # "will raise its doubts": it has them
    imagined = dependencies.is_hypothetical(carrier) and not own
    yield ActMention(ActKind.DOUBTS, carrier, doers, "voices-doubt", None, False, imagined)


def finds_flaws(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """What states and observers say they saw: "reported violations", "flagged delays", "spoke of vote buying"."""
    w = scene.words
    heads = dependencies.objects(verb) + dependencies.prepositional(verb, "of", "to", "at", "about", "on")
    flaws = [h for h in heads if _is_flaw(scene, h)]
    flaws += [h for h in dependencies.prepositional(verb, "as") if h.lemma_.lower() == "concern"]
    if not flaws or any(is_cleared(w, f) or any(c.lower_ in w["fraud_denials"] for c in f.lefts) for f in flaws):
        return
    others = [h for h in heads if h.lemma_.lower() in _SEEN_BY_OTHERS]
    done = scene.doers_of(verb)
    watching = [p for p in done if p.kind == "organisation" and p.speaks_for == "organisation"]  # at home as well
    doers = list(dict.fromkeys([*scene.abroad(done), *watching]))
    if not doers or (dependencies.is_passive(verb) and dependencies.agent(verb) is None):
        return
    if others and verb.lemma_.lower() in _WORDS["note_or_acknowledge"]:
        yield scene.mention(ActKind.TAKES_NOTE, verb, "takes-note").done_by(doers)
        return
    yield scene.mention(ActKind.DOUBTS, verb, "finds-flaws").done_by(doers)


def _is_flaw(scene: Scene, head: Token) -> bool:
    """A flaw of the vote: "irregularities", "a lack of transparency", "cases of vote buying", "reports of intimidation"."""
    w = scene.words
    if head.lemma_.lower() in w["flaws"]:
        return True
    if head.lemma_.lower() in _WORDS["lack_or_absence"]:
        return any(h.lemma_.lower() in w["qualities"] for h in dependencies.prepositional(head, "of"))
    if head.lemma_.lower() in _WORDS["before_a_flaw"]:
        inner = dependencies.prepositional(head, "of") + [c for c in head.children if c.dep_ == "compound"]
        return any(_is_flaw(scene, h) for h in inner)
    return any(c.dep_ in {"compound", "amod"} and c.lemma_.lower() in w["flaws"] for c in head.children)


def alleges(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """As in "raised allegations of election fraud", "made accusations of rigging": by whoever raises them."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in scene.words["raises"] or is_looked_into(scene.words, noun):
        return
    flaws = dependencies.prepositional(noun, "of", "about")
    named = any(h.lemma_.lower() in scene.words["fraud"] | scene.words["flaws"] for h in flaws)
    others = any(c.dep_ == "prep" and c.lower_ in {"by", "from", "against"} for c in noun.children)
    if named and not others and not is_cleared(scene.words, noun):
        yield scene.mention(ActKind.DOUBTS, verb, "alleges")


def watches_with_concern(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "was following the electoral process with concern"."""
    feelings = [h for t in (verb, *dependencies.objects(verb)) for h in dependencies.prepositional(t, "with")]
    felt = any(h.lemma_.lower() in scene.words["doubts"] for h in feelings)
    if felt and object_is(scene, verb, scene.words["vote_words"]):
        yield scene.mention(ActKind.DOUBTS, verb, "watches-with-concern")


def were_kept_out(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "said some of its observers were prevented from watching the count": told by those whom it concerns."""
    kept = dependencies.passive_subject(verb) if dependencies.is_passive(verb) else None
    if kept is None or dependencies.is_negated(verb) or dependencies.is_hypothetical(verb):
        return
    people = {h.lemma_.lower() for h in (kept, *dependencies.prepositional(kept, "of"))}
    if people & scene.words["watchers"]:
        doers = [p for p in scene.speakers_at(verb) if p.country == OBSERVERS or p.speaks_for == "organisation"]
        yield ActMention(ActKind.DOUBTS, verb, doers, "kept-out")


def cries_foul(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "the opposition cried foul": of a vote, that it was not fairly won."""
    if any(c.lower_ == "foul" for c in verb.children):
        yield scene.mention(ActKind.CALLS_FRAUD, verb, "cries-foul")


def cannot_verify(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "said it was unable to verify the tally", "cannot vouch for the result": by a state or by who watched the vote."""
    things = dependencies.objects(verb) + dependencies.prepositional(verb, "for")
    can = any(c.lower_ in _WORDS["can_or_could"] for c in verb.children if c.dep_ == "aux")
    able = verb.dep_ == "xcomp" and verb.head.lower_ in _WORDS["cannot"]
    if not dependencies.is_negated(verb) or not (can or able):
        return
    if any(h.lemma_.lower() in scene.words["vote_words"] | scene.words["tallies"] for h in things):
        doers = scene.doers_of(verb) or scene.speakers_at(verb)
        sides = [p for p in doers if scene.abroad([p]) or (scene.at_home(p) and p.speaks_for == "party")]
        yield ActMention(ActKind.DOUBTS, verb, sides, "cannot-verify")


def is_unconvinced(scene: Scene, adjective: Token) -> Iterator[ActMention]:
    """As in "was not convinced that the count had been honest": of the vote, and of a quality that is doubted."""
    above = adjective.head if adjective.head.pos_ == "AUX" else adjective
    if not (dependencies.is_negated(above) or dependencies.is_negated(adjective)):
        return
    said = [t for c in (*adjective.children, *above.children) if c.dep_ in {"ccomp", "prep"} for t in c.subtree]
    lemmas = {t.lemma_.lower() for t in said}
    # Who is not convinced that there was fraud, or that a count was not fair, has not doubted the vote.
    unproven = not lemmas.isdisjoint(scene.words["flaws"] | scene.words["fraud"] | scene.words["flawed"])
    unproven = unproven or any(dependencies.is_negated(t) for t in said if t.pos_ in {"VERB", "AUX"})
    if not scene.is_of_the_vote(said) or (lemmas.isdisjoint(scene.words["sound"]) and not unproven):
        return
    subject = dependencies.passive_subject(above) or dependencies.subject(above) or dependencies.subject(adjective)
    doers = scene.performers(subject) or scene.speakers_at(adjective)
    yield ActMention(ActKind.DOUBTS, adjective, doers, "is-unconvinced", None, unproven)


def takes_note(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "took note of the result", "noted the ruling"."""
    noted = dependencies.objects(verb)
    if verb.lemma_ == "take":
        notes = [o for o in noted if o.lemma_ == "note"]
        noted = [h for n in (*notes, verb) for h in dependencies.prepositional(n, "of")] if notes else []
    told = any(h.lemma_.lower() in scene.words["outcome"] | {"pronouncement"} for h in noted)
    plain = any(h.lemma_.lower() in scene.words["announced"] - {"decision", "victory"} for h in noted)
    that = any(
        c.dep_ == "ccomp"
        and c.lemma_.lower() in _WORDS["declared"]
        and (scene.is_of_the_vote(c.subtree) or any(t.lemma_.lower() in scene.words["crowns"] for t in c.subtree))
        for c in verb.children
    )
    if plain or (told and scene.is_of_the_vote(verb.sent)) or (that and verb.lemma_ != "take"):
        mention = scene.mention(ActKind.TAKES_NOTE, verb, "takes-note")
        mention.doers = mention.doers or scene.speakers_at(verb)
        yield mention


def _complements(carrier: Token) -> list[Token]:
    """What else a verb says beside its noun of doubt: "has serious concerns that the result does not reflect ..."."""
    return (
        [carrier]
        if not any(c.dep_ == "conj" for c in carrier.children)
        else [c for c in carrier.children if c.dep_ in {"ccomp", "prep", "advcl", "acl", "xcomp", "dobj"}]
    )


def _carrier(scene: Scene, noun: Token) -> Token | None:
    head = noun.head
    while noun.dep_ == "conj" and head.pos_ == "NOUN":
        noun, head = head, head.head
    if noun.dep_ == "pobj":  # "added its voice to the criticism of the vote"
        verb = head.head
        voice = head.lower_ == "to" and any(o.lemma_ == "voice" for o in dependencies.objects(verb))
        return verb if voice else None
    return head if head.lemma_.lower() in scene.words["carriers"] else None


def _owner(scene: Scene, noun: Token) -> list[Entity]:
    owner = dependencies.child(noun, "poss")
    return scene.performers(owner) if owner is not None and owner.tag_ != "PRP$" else []


def _others(scene: Scene, noun: Token) -> bool:
    """Whether a noun of doubt is said to be somebody else's: "concerns raised by observers"."""
    return any(
        c.dep_ in {"acl", "relcl"}
        or (c.dep_ == "prep" and c.lower_ in {"of", "from", "by"} and scene.entities.who(dependencies.child(c, "pobj")))
        for c in noun.children
    )


def _doers(scene: Scene, noun: Token, carrier: Token) -> list[Entity]:
    for source in dependencies.prepositional(noun, "from", "by"):
        if found := scene.performers(source):
            return found
    return scene.doers_of(carrier) or scene.speakers_at(carrier)
