"""What is asked for after a vote: the tally sheets, a check, a recount, calm, or that the result be accepted.

Asked by a verb or noun of asking ("called for", "their demand for"), or by words that say what must be ("the sheets
must be published", "a recount would be wise"), which are the speaker's.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .wanted import wanted

_WORDS = rule_words("demands")

_CONTENT = frozenset(
    {"ccomp", "xcomp", "dobj", "advcl", "prep", "pobj", "acl", "nsubjpass", "advmod", "npadvmod", "conj"}
)
_URGING = _WORDS["urging"]
_PAPERS = _WORDS["papers"]
_YIELDING = _WORDS["yielding"]
_CAMPS = _WORDS["camps"]
"""Who is told to accept a result; told of a government, it means another result."""
_GIVING_WAY = _WORDS["giving_way"]


def asks(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """A verb of asking and what it asks for."""
    content = [c for c in verb.children if c.dep_ in _CONTENT and (c.i > verb.i or c.dep_ == "nsubjpass")]
    lemma = verb.lemma_.lower()
    if lemma == "call" and any(c.lower_ == "off" or c.dep_ == "oprd" for c in verb.children):
        return  # "called off the election", "called it a historic moment for democracy"
    if lemma == "need" and not scene.speakers_at(verb):
        return  # "Peru needs an early election": the writer says so, and not Peru
    if lemma in _WORDS["tell_or_join"] and not any(c.dep_ in {"xcomp", "prep"} for c in content):
        return
    if verb.dep_ in {"acl", "relcl"} and dependencies.is_passive(verb) and lemma not in scene.words["backs"]:
        content.append(verb.head)  # "a recount demanded by the opposition"
    if (
        any(h.lemma_.lower() in scene.words["complaints"] for h in dependencies.objects(verb)[:1])
        and verb.lemma_.lower() in _WORDS["reject_or_ignore"]
    ):
        return
    doers = _who_asks(scene, verb)
    told = verb.lemma_.lower() in _URGING
    below = _below(content)
    outright = lemma in _WORDS["asks_for"] and not told
    kinds = wanted(scene, below, verb.sent, urged=told)
    if outright and not kinds and any(o.lemma_.lower() in _PAPERS for o in dependencies.objects(verb)):
        kinds = [ActKind.DEMANDS_TALLIES]
    if kinds == [ActKind.DEMANDS_RECOUNT] and any(t.lemma_.lower() in scene.words["annulled"] for t in below):
        kinds = [_annulment(scene, doers)]
    for kind in kinds:
        yield ActMention(
            kind, verb, doers, "demands", None, dependencies.is_negated(verb), dependencies.is_hypothetical(verb)
        )
    if told and (yielding := _told_to_yield(scene, verb, content)) is not None:
        yield ActMention(
            yielding, verb, doers, "demands", None, dependencies.is_negated(verb), dependencies.is_hypothetical(verb)
        )


def _who_asks(scene: Scene, verb: Token) -> list[Entity]:
    """Who asks; not whoever holds the vote, who only says what it does next, nor the court that is asked.

    As in "the commission said it needed to verify some returns", "filed a case before the court seeking a rerun".
    """
    doers = scene.doers_of(verb)
    before_whom = dependencies.own_subject(verb) if verb.dep_ == "pcomp" and verb.tag_ == "VBG" else None
    if before_whom is not None and verb.head.lower_ in {"before", "to", "at"}:
        above = next(dependencies.ancestors_verbs(verb), None)
        doers = scene.doers_of(above) if above is not None else []
    return [p for p in doers if not _holds_the_vote(scene, p)]


def _holds_the_vote(scene: Scene, someone: Entity) -> bool:
    """Whether somebody is the electoral authority or its spokesman, who say what it does next and ask it of nobody."""
    its_voice = someone.speaks_for == "authority" and someone.office == "spokesperson"
    return its_voice or someone is scene.entities.authority()


def _annulment(scene: Scene, doers: list[Entity]) -> ActKind:
    """What it is to want a result annulled: for a camp of the country to refuse it, for a state to want a new vote."""
    abroad = any(p.kind != "group" for p in scene.abroad(doers))
    return ActKind.DEMANDS_RECOUNT if abroad else ActKind.REFUSES


def calls(scene: Scene, noun: Token) -> Iterator[ActMention]:
    """A noun of asking: "their call for a recount", "calls for an inquiry have come from the EU"."""
    content = [c for c in noun.children if c.dep_ in _CONTENT and c.i > noun.i and c.lower_ not in {"by", "from"}]
    kinds = wanted(scene, _below(content), noun.sent, urged=True)
    if not kinds:
        return
    doers = _callers(scene, noun)
    if kinds == [ActKind.DEMANDS_RECOUNT] and any(t.lemma_.lower() in scene.words["annulled"] for t in _below(content)):
        kinds = [_annulment(scene, doers)]
    carrier = noun.head if noun.dep_ in {"dobj", "nsubjpass", "nsubj", "pobj"} else noun
    if carrier.lemma_.lower() in scene.words["rebuffs"]:
        return
    for kind in kinds:
        negated = dependencies.is_negated(noun) or dependencies.is_negated(carrier)
        yield ActMention(kind, noun, doers, "demands", None, negated, dependencies.is_hypothetical(carrier))


def musts(scene: Scene, token: Token) -> Iterator[ActMention]:
    """What somebody is reported to have said must be: "the result must be reviewed", "full transparency is vital"."""
    speakers = [p for p in scene.speakers_at(token) if p.speaks_for != "none" and not _holds_the_vote(scene, p)]
    if not speakers:  # "demanded that the count be respected, for which it is vital to see the sheets"
        above = next(
            (v for v in dependencies.ancestors_verbs(token) if v.lemma_.lower() in scene.words["demand"]), None
        )
        speakers = [p for p in scene.doers_of(above) if p.answers_for_a_state] if above is not None else []
    if not speakers:
        return
    clause = token.head if token.tag_ == "MD" or token.dep_ in {"aux", "acomp", "attr", "oprd", "nsubj"} else token
    below = [t for t in clause.subtree if t.dep_ != "punct"]
    for kind in wanted(scene, below, token.sent, urged=False):
        yield ActMention(
            kind, token, speakers, "says-must", None, dependencies.is_negated(clause), _is_conditional(clause)
        )


def is_must(token: Token, words: frozenset[str]) -> bool:
    """Whether a word says that something ought to be: "must", "should", "needs to", "it is essential that"."""
    if token.tag_ == "MD":
        return token.lower_ in _WORDS["must"]
    if token.lemma_.lower() in _WORDS["need_or_deserve"] and token.pos_ == "VERB":
        return True
    if token.lemma_.lower() in _WORDS["option_or_solution"]:
        return any(c.lower_ in _WORDS["best_or_only"] for c in token.lefts)
    return token.lemma_.lower() in words and token.dep_ in {"acomp", "oprd", "attr", "amod", "ccomp", "ROOT"}


def _is_conditional(clause: Token) -> bool:
    supposed = {"if", "unless", "whether"}
    own = any(c.dep_ == "mark" and c.lower_ in supposed for c in clause.children)
    above = [c for c in clause.children if c.dep_ == "advcl"]
    return own or any(c.dep_ == "mark" and c.lower_ in supposed for v in above for c in v.children)


def _below(content: list[Token]) -> list[Token]:
    return [t for c in content for t in c.subtree if t.dep_ != "punct"]


def _callers(scene: Scene, noun: Token) -> list[Entity]:
    """Who makes a call: its owner, whom it is by or from, or the subject of what carries it."""
    owner = dependencies.child(noun, "poss")
    if owner is not None and owner.tag_ != "PRP$" and (found := scene.performers(owner)):
        return found
    head = noun.head
    sources = dependencies.prepositional(noun, "from", "by", "of")
    sources += dependencies.prepositional(head, "from", "by") if head.pos_ == "VERB" else []
    for source in sources:
        if found := scene.performers(source):
            return found
    while noun.dep_ == "conj" and head.pos_ == "NOUN":
        noun, head = head, head.head
    if noun.dep_ in {"dobj", "pobj"}:
        verb = head if noun.dep_ == "dobj" else head.head
        if verb.lemma_.lower() in scene.words["carriers"] | scene.words["backs"]:
            return scene.doers_of(verb)
    return []


def _told_to_yield(scene: Scene, verb: Token, content: list[Token]) -> ActKind | None:
    """What it amounts to that somebody is told to accept the result or to step down: it depends on whom."""
    told = dependencies.objects(verb) + dependencies.prepositional(verb, "on", "upon", "to")
    told = [
        h for h in told if not (h.pos_ == "NOUN" and h.lemma_.lower() in _YIELDING)
    ]  # "urged respect for the result"
    people = [p for h in told for p in scene.entities.who(h)]
    for t in _below(content):
        lemma = t.lemma_.lower()
        if t.pos_ not in {"VERB", "NOUN"}:
            continue
        things = {o.lemma_.lower() for o in dependencies.objects(t)} | {
            o.lemma_.lower() for o in dependencies.prepositional(t, "for", "by")
        }
        if lemma in _YIELDING and things & scene.words["announced"]:
            camps = any(h.lemma_.lower() in _CAMPS for h in told) or any(
                scene.is_rival(p) or p.kind == "party" for p in people
            )
            if scene.contest.winner in people:
                return None
            return ActKind.ACCEPTS if camps or not told else None
        gives_way = lemma in _GIVING_WAY and (
            lemma != "step" or any(c.lower_ in _WORDS["down_or_aside"] for c in t.children)
        )
        if gives_way or (lemma in _YIELDING and things & {"defeat", "loss"}):
            if scene.contest.winner is not None and scene.contest.winner in people:
                return ActKind.REFUSES if not any(t.lemma_ == "commit" for t in _below(content)) else None
            if scene.contest.declared and any(p.kind == "person" and scene.at_home(p) for p in people):
                return ActKind.ACCEPTS
    return None
