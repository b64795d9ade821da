"""What somebody is reported to have said of the vote: "neither free nor fair", "stolen", "free and credible".

A judging word counts only beside a word for the vote, and only where somebody is named for it: the speaker in whose
reported words it stands, the subject of a verb that brands ("called the vote a sham"), or whoever is said to be troubled
by it. A general opinion ("widely seen as rigged") is nobody's. A word of fraud is a verdict where it is said of the vote
itself; a state that speaks of reports of fraud has doubts, a party that does so alleges it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from recuento.reading.attribution.quotations import ResolvedAttribution
from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.index import OBSERVERS
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene
from .denials import is_cleared, is_looked_into
from .praise import is_praise

_WORDS = rule_words("judgements")

_REACH = 14
"""Tokens between a judging word and the word for the vote that it is about."""
_DENIAL_REACH = 6
_UNITS_BEFORE = 4
"""Units of this paragraph and the one before, that may tell of the vote which "this" points at."""
_IMAGINED = _WORDS["imagined"]
_WANTS = _WORDS["wants"]
_ASIDE = _WORDS["aside"]


@dataclass(slots=True)
class _Judge:
    """Who judges, by which pattern, and the verb that shows it where it is not the judging word."""

    doers: list[Entity]
    by: str
    verb: Token | None = None
    negated: bool = False


def find_judgements(scene: Scene, unit: Unit) -> Iterator[ActMention]:
    """One judgement of the vote a sentence at most, the first that somebody is named for."""
    w = scene.words
    judging = w["fraud"] | w["flawed"] | w["qualities"] | w["praise"] | w["praise_with"] | w["assaults"]
    for sentence in unit.doc.sents:
        found: list[ActMention] = []
        for token in sentence:
            if token.pos_ == "AUX" or (token.lemma_.lower() not in judging and token.lower_ not in judging):
                continue  # "will", which as a noun is what a vote reflects
            if not _is_about_the_vote(scene, token):
                found += _of_what_led_up_to_it(scene, token)
                continue
            kind = _kind_of(scene, token)
            if kind is None or _is_below_a_doubt(scene, token):
                continue
            judge = _who_judges(scene, token)
            if judge is not None and judge.doers:
                found += _deeds(scene, token, kind, judge)
        yield from _one_of_each(found)


def _one_of_each(found: list[ActMention]) -> Iterator[ActMention]:
    """One judgement a sentence of each judge, the first; but who speaks of fraud as well says the firmer thing.

    Others than those who judge first judge by a verb of their own: "called it a farce, while the bloc called it a sham".
    """
    first = [d for d in found if d.anchor == found[0].anchor] if found else []
    firmer = [d for d in found if d.kind is ActKind.CALLS_FRAUD and not d.negated and not d.hypothetical]
    told = firmer[:1] if firmer and not any(d.kind is ActKind.CALLS_FRAUD for d in first) else first
    yield from told
    judged = [doer for d in told for doer in d.doers]
    for d in found:
        if d.anchor != found[0].anchor and d.doers and not any(doer in judged for doer in d.doers):
            judged += d.doers
            yield d


def accuses_of_altering_it(scene: Scene, verb: Token) -> Iterator[ActMention]:
    """As in "accused officials of trying to change the outcome", "accuses the board of altering the result"."""
    for below in (c for c in verb.subtree if c.pos_ == "VERB" and c.lemma_.lower() in scene.words["alters"]):
        held = below
        while held.dep_ == "xcomp" and held.head.lemma_.lower() in _WORDS["tries"]:
            held = held.head
        of_it = held.dep_ == "pcomp" and held.head.lower_ == "of" and verb in {held.head.head, held.head.head.head}
        things = {o.lemma_.lower() for o in dependencies.objects(below)}
        if of_it and things & scene.words["altered"] and not _accuses_a_third_party(scene, below):
            yield scene.mention(ActKind.CALLS_FRAUD, verb, "accuses-of-altering")
            return


def _of_what_led_up_to_it(scene: Scene, token: Token) -> list[ActMention]:
    """What observers say of the campaign: "said the campaign was marred by intimidation"."""
    clause = token if token.pos_ in {"VERB", "AUX"} else token.head
    subject = dependencies.passive_subject(clause) or dependencies.own_subject(clause)
    if subject is None or subject.lemma_.lower() not in scene.words["lead_up"]:
        return []
    if _kind_of(scene, token) is not ActKind.DOUBTS or (judge := _who_judges(scene, token)) is None:
        return []
    watching = [p for p in judge.doers if p.country == OBSERVERS or p.kind == "organisation"]
    return [d for d in _deeds(scene, token, ActKind.DOUBTS, replace(judge, doers=watching)) if d.doers]


def _deeds(scene: Scene, token: Token, kind: ActKind, judge: _Judge) -> Iterator[ActMention]:
    verb = judge.verb
    negated = judge.negated or (verb is not None and dependencies.is_negated(verb))
    hypothetical = _is_imagined(token) or (verb is not None and dependencies.is_hypothetical(verb))
    wanted = kind is ActKind.ACCEPTS and any(
        v.lemma_.lower() in _WANTS for v in dependencies.ancestors_verbs(token) if v != verb
    )  # "deserve a process that gives democratic guarantees"
    hypothetical = hypothetical or wanted
    anchor = verb if verb is not None else token
    alleged = kind is ActKind.CALLS_FRAUD and not _is_verdict(scene, token)
    groups: dict[ActKind, list[Entity]] = {}
    for doer in judge.doers:
        mild = alleged and doer.speaks_for in {"government", "organisation"} and not scene.at_home(doer)
        if is_praise(scene, token) and not scene.abroad([doer]):
            continue  # a side that calls its own vote historic says nothing of the result
        groups.setdefault(ActKind.DOUBTS if mild else kind, []).append(doer)
    for kind_, doers in groups.items():
        yield ActMention(kind_, anchor, doers, judge.by, None, negated, hypothetical)


def _kind_of(scene: Scene, token: Token) -> ActKind | None:
    """Fraud, a shortcoming, a quality denied or granted; nothing where a word is denied itself or means something else."""
    words, lemma = scene.words, token.lemma_.lower()
    if is_praise(scene, token):
        praised = not _is_denied(token, words["quality_denials"]) and _is_said_of_the_vote(scene, token)
        return ActKind.ACCEPTS if praised else None
    lemma = token.lower_ if token.lower_ in words["flawed"] else lemma
    if lemma == "coup" and not any(c.lower_ == "electoral" for c in token.lefts):
        return None
    if lemma == "lack" and token.pos_ == "VERB" and not _is_said_of_the_vote(scene, token):
        return None
    if lemma in _WORDS["lack_or_absence"] and any(
        h.lemma_.lower() in words["merits"] for h in dependencies.prepositional(token, "of")
    ):
        return None  # "citing a lack of evidence": of what others claim
    if lemma in words["fraud"] or lemma in words["flawed"]:
        return _charge_of(scene, token, lemma)
    if lemma in words["assaults"]:
        done_to = {h.lemma_.lower() for h in dependencies.prepositional(token, "on", "to", "of", "against", "for")}
        charged = done_to & words["assaulted"] and _is_said_of_the_vote(scene, token)
        return _charge_of(scene, token, lemma) if charged else None
    if lemma in words["qualities"]:
        if _is_denied(token, words["quality_denials"]) or _is_unmet(scene, token):
            return ActKind.DOUBTS
        met = lemma in _WORDS["standard_or_standards"] and token.head.lemma_.lower() in words["meets"]
        return ActKind.ACCEPTS if (met or lemma in words["granted"]) and _is_said_of_the_vote(scene, token) else None
    return None


def _is_below_a_doubt(scene: Scene, token: Token) -> bool:
    """Whether it is what somebody is "not convinced" of, honest or rigged: `doubts.is_unconvinced` reads it as a whole."""
    unsure = (a for a in token.ancestors if a.lower_ in scene.words["unconvinced"])
    return any(dependencies.is_negated(t) for a in unsure for t in (a, a.head))


def _is_unmet(scene: Scene, token: Token) -> bool:
    """As in "standards of fair competition were not consistently met"."""
    verb = token.head
    passive = token.lemma_ == "standard" and token.dep_ == "nsubjpass" and verb.lemma_.lower() in scene.words["meets"]
    return passive and dependencies.is_negated(verb) and _is_of_the_vote(scene, token.sent)


def _charge_of(scene: Scene, token: Token, lemma: str) -> ActKind | None:
    """Fraud or a shortcoming, where it is charged: not denied, not another's charge, not against a third party."""
    words = scene.words
    if _is_denied(token, words["fraud_denials"]) or is_cleared(words, token) or _is_anothers(scene, token):
        return None
    if any(
        v.lemma_.lower() in words["proves"] and dependencies.is_negated(v) for v in dependencies.ancestors_verbs(token)
    ):
        return None  # "did not prove that he lost because of cheating"
    if is_looked_into(words, token) or (lemma == "critical" and not dependencies.prepositional(token, "of", "about")):
        return None  # "investigating reports of fraud"; "a critical juncture"
    if token.lower_ in _WORDS["disputed_or_contested"] and (
        token.dep_ == "amod" or dependencies.is_an_adjective_all_the_same(token)
    ):
        return None  # the writer's word: "declared the winner of the disputed election"
    if lemma in words["fraud"] | words["assaults"]:
        if _is_admitted(scene, token):
            return ActKind.DOUBTS  # "acknowledged fraud in places"
        return None if _accuses_a_third_party(scene, token) else ActKind.CALLS_FRAUD
    return ActKind.DOUBTS if lemma != "short" or token.head.lemma_.lower() == "fall" else None


def _accuses_a_third_party(scene: Scene, token: Token) -> bool:
    """Whether somebody is accused who did not run or hold the vote: "accused criminal groups of election fraud"."""
    verb = next(
        (v for v in dependencies.ancestors_verbs(token) if v.lemma_.lower() in _WORDS["accuse_or_charge"]), None
    )
    accused = dependencies.passive_subject(verb) if verb is not None and dependencies.is_passive(verb) else None
    heads = [accused] if accused is not None else dependencies.objects(verb)[:1] if verb is not None else []
    if not heads:
        return False
    named = scene.entities.who(heads[0])
    if any(p.country not in {None, scene.entities.contest_country} for p in named):
        return True  # another country's government, of another vote
    if any(p.kind in {"person", "party", "government", "authority"} or p.speaks_for != "none" for p in named):
        return False
    words = {t.lemma_.lower() for t in heads[0].subtree if t.i <= heads[0].i}
    return heads[0].tag_ != "PRP" and not words & scene.words["accusable"]


def _is_admitted(scene: Scene, token: Token) -> bool:
    """Whether fraud is what somebody admits that there was: no charge against the vote as a whole."""
    verb = next(dependencies.ancestors_verbs(token), None)
    return verb is not None and verb.lemma_.lower() in scene.words["admits"] and token.dep_ in {"dobj", "conj"}


def _is_denied(token: Token, denials: frozenset[str]) -> bool:
    near = list(token.doc[max(token.sent.start, token.i - _DENIAL_REACH) : token.i])
    what = max((k for k, t in enumerate(near) if t.lower_ == "what"), default=-1)
    near = near[what + 1 :]  # "dismissed what she called a stolen election" denies no theft
    near = [t for t in near if not dependencies.is_not_only(t)]
    return any(t.lower_ in denials or t.lemma_.lower() in denials for t in near)


def _is_anothers(scene: Scene, token: Token) -> bool:
    """Whether a word of fraud is only mentioned as what others claim: "despite opposition claims of rigging"."""
    if token.lower_ in _WORDS["disputed_or_contested"] and dependencies.agent(token) is not None:
        return True
    for above in (token, *token.ancestors):
        if above.dep_ == "ROOT" or above.pos_ in {"VERB", "AUX"}:
            return False
        if above.lower_ in _ASIDE and above.pos_ in {"ADP", "SCONJ"}:
            return True
        if above.lemma_.lower() in scene.words["complaints"]:
            caused = above.head.head if above.dep_ == "pobj" else above.head
            if above.dep_ in {"dobj", "pobj", "nsubjpass"} and caused.lemma_.lower() in scene.words["provokes"]:
                return True  # "beat her by two points, sparking accusations of fraud"
            owned = any(g.i < above.i and scene.entities.who(g) for c in above.lefts for g in (c, *c.children))
            if owned or above.dep_ in {"nsubj", "nsubjpass"}:
                return True
    return False


def _is_about_the_vote(scene: Scene, token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.lower_ in scene.words["feelings"] and any(t.lemma_.lower() in scene.words["flaws"] for t in token.subtree):
        return True
    if lemma in _WORDS["illegitimate_or_legitimate"] and _is_said_of(token, {"government", "president", "leader"}):
        return True
    if lemma in _WORDS["illegitimate_or_usurper"] and _is_of_the_winner(scene, token):
        return True
    if lemma in _WORDS["fraud"] and any(
        v.lemma_.lower() in scene.words["charging"] for v in dependencies.ancestors_verbs(token)
    ):
        return True
    if lemma in _WORDS["fraud_or_rigging"] and token.head.lemma_.lower() in _WORDS["occur_or_happen"]:
        return True  # "said massive fraud had taken place"
    if lemma in scene.words["fraud"] and _is_pointed_at(scene, token):
        return True
    if any(t.lower_ in {"it", "them", "this"} and t.dep_ in {"dobj", "nsubj"} for t in token.sent) and token.sent.start:
        before = token.doc[token.sent.start - 1].sent
        if token.head.lemma_.lower() in _WORDS["calls"] and _is_of_the_vote(scene, before):
            return True
    near = token.doc[max(token.sent.start, token.i - _REACH) : min(token.sent.end, token.i + _REACH + 1)]
    playing_field = any(t.lower_ == "field" and t.i and t.nbor(-1).lower_ == "playing" for t in near)
    return playing_field or _is_of_the_vote(scene, near)


def _is_pointed_at(scene: Scene, token: Token) -> bool:
    """Whether a word of fraud is what "this", "that" or "it" was, of a vote told just before: "This is daylight robbery"."""
    if token.dep_ not in {"attr", "acomp"} or token.head.lemma_.lower() != "be":
        return False
    subject = dependencies.own_subject(token.head)
    called = token.head.dep_ == "ccomp" and any(
        c.lower_ == "what" for c in token.head.head.lefts
    )  # "what she said was a fraud"
    if not called and (subject is None or subject.lower_ not in {"this", "that", "it"}):
        return False
    unit = unit_of(token)
    units = scene.entities.units
    first = bisect_left(units, unit.paragraph - 1, key=lambda u: u.paragraph)
    before = units[first : first + _UNITS_BEFORE]
    return any(_is_of_the_vote(scene, u.doc) for u in before if u is not unit and u.paragraph <= unit.paragraph)


def _is_of_the_vote(scene: Scene, tokens: Iterable[Token]) -> bool:
    """Whether one of the words is for the vote, its result, or the announcement of it: all can be judged."""
    judged = scene.words["vote_words"] | scene.words["judged_beside"]
    return any(t.lemma_.lower() in judged for t in tokens)


def _is_of_the_winner(scene: Scene, token: Token) -> bool:
    """Whether a word is said of the announced winner: "described Mr Banda as illegitimate", "Mr Banda is illegitimate"."""
    winner = scene.contest.winner
    verb = next(dependencies.ancestors_verbs(token), None)
    if winner is None or verb is None:
        return False
    subject = dependencies.own_subject(verb) if verb.lemma_.lower() == "be" else None
    heads = [*dependencies.objects(verb), *([subject] if subject is not None else [])]
    return any(winner in scene.entities.who(h) for h in heads)


def _is_verdict(scene: Scene, token: Token) -> bool:
    """Whether a word of fraud is said of the vote itself: "a sham election", "the vote was stolen", "called it a farce"."""
    if token.dep_ == "dobj" and token.head.lemma_.lower() in _WORDS["perpetrate_or_commit"]:
        return True
    if token.lower_ in _WORDS["illegitimate_or_usurper"] and _is_of_the_winner(scene, token):
        return True
    if token.dep_ in {"amod", "compound"}:
        return _is_of_the_vote(scene, [token.head])
    if token.pos_ == "VERB":
        return _is_of_the_vote(scene, dependencies.objects(token)) or _is_said_of_the_vote(scene, token)
    return _is_said_of_the_vote(scene, token)


def _is_said_of_the_vote(scene: Scene, token: Token) -> bool:
    """Whether a word is the predicate of a word for the vote: "the vote was free and fair", "called the vote free"."""
    first = token
    told_of = []
    while first.dep_ in {"conj", "amod"} and first.head != first and first.head.pos_ in {"ADJ", "NOUN", "VERB"}:
        if first.pos_ == "ADJ":  # "declared the elections free and fair, letting him ..." hangs the vote on "free"
            told_of += [c for c in first.children if c.dep_ == "nsubj"]
        if first.dep_ == "amod" and _is_of_the_vote(scene, [first.head]) and first.head.dep_ not in {"attr", "oprd"}:
            return False  # "free and fair elections" says nothing of these
        first = first.head
    if first.lower_ in scene.words["done_well"] and first.head.lemma_.lower() in scene.words["conducts"]:
        first = first.head  # "the vote was conducted properly"
    inside = first.dep_ == "dobj"  # of two objects, the other is what is judged
    if first.dep_ == "amod" and first.head.lower_ == "as":
        first = first.head  # "labelled the result as fair"
    if first.dep_ == "pobj" and first.head.lower_ in {"as", "in"}:
        first = first.head
    above = first if first.pos_ in {"VERB", "AUX"} and first.dep_ not in {"prep"} else first.head
    if first.dep_ not in {
        "acomp",
        "attr",
        "oprd",
        "prep",
        "xcomp",
        "ccomp",
        "ROOT",
        "relcl",
        "acl",
        "conj",
        "advcl",
        "nsubjpass",
        "dobj",
        "npadvmod",
    }:
        return False
    subject = _told_of(above)
    if first.dep_ in {"advcl", "acl"} and any(c.dep_ == "mark" and c.lower_ == "as" for c in first.children):
        above = first.head  # "described the figures as fabricated"
    beside = [c for c in first.children if c.dep_ in {"npadvmod", "compound", "nsubj"}] if first.pos_ == "ADJ" else []
    beside += told_of
    heads = (
        beside
        + ([] if inside else dependencies.objects(above))
        + ([dependencies.antecedent(subject)] if subject is not None else [])
    )
    said_of = [t for h in heads for t in (h, *(g for c in h.children if c.dep_ == "prep" for g in c.children))]
    return _is_of_the_vote(scene, said_of) or any(scene.points_at_the_result(h) for h in heads)


def _told_of(above: Token) -> Token | None:
    """What a clause tells of, where it is also the one before that has the subject."""
    if dependencies.is_passive(above):
        return dependencies.passive_subject(above)
    subject = dependencies.own_subject(above)
    if subject is None and above.dep_ == "conj" and above.lemma_.lower() == "lack":
        return dependencies.subject(above)  # "was an improvement but lacked competition"
    if subject is None and above.i > above.sent.start and above.nbor(-1).dep_ == "dobj" and above.lemma_ == "be":
        return above.nbor(-1)  # "said Peru's disputed elections were fair", where "disputed" is taken for a verb
    return subject


def _is_said_of(token: Token, lemmas: set[str]) -> bool:
    """Whether a word is predicated of one of these: "the government was illegitimate"."""
    above = token.head
    subject = dependencies.own_subject(above) if above.pos_ in {"VERB", "AUX"} else None
    named = token.dep_ == "amod" and above.lemma_.lower() in lemmas
    return named or (subject is not None and subject.lemma_.lower() in lemmas)


def _is_imagined(token: Token) -> bool:
    """Whether the judging clause is foretold, supposed or asked: "will be rigged", "if it is fair", "to be free"."""
    clause = token if token.pos_ in {"VERB", "AUX"} else next(dependencies.ancestors_verbs(token), None)
    if clause is None or clause.head.lemma_.lower() in _WORDS["hard_to"]:
        return False
    before = clause.doc[max(clause.sent.start, clause.i - 2) : clause.i]
    if any(t.lower_ in _WORDS["hard_or_difficult"] for t in before):
        return False  # "very hard to believe", however the parser hangs it
    if any(v.lemma_.lower() in _WORDS["hopes"] for v in dependencies.ancestors_verbs(token)):
        return True
    if any(c.dep_ == "auxpass" and c.lower_ == "be" for c in clause.children):
        return True  # the subjunctive, and whatever stands after a modal
    return any(
        (c.dep_ == "aux" and (c.lower_ in _IMAGINED or c.tag_ == "TO"))
        or (
            c.dep_ == "aux"
            and c.lower_ in _WORDS["may_or_must"]
            and not any(g.dep_ == "aux" and g.lower_ == "have" for g in clause.children)
            and not any(g.dep_ == "neg" for g in clause.children)
        )
        or (c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"})
        for c in clause.children
    )


def _who_judges(scene: Scene, token: Token) -> _Judge | None:
    """The speaker whose words hold a judgement, the subject of the verb that brands the vote, or whoever is troubled."""
    words = scene.words
    seen = [v for v in dependencies.ancestors_verbs(token) if v.lemma_.lower() in words["seen"]]
    if any(dependencies.is_passive(v) for v in seen):
        by = next((a for v in seen if (a := dependencies.agent(v)) is not None), None)
        # "results which were considered credible by the African Union and the White House"
        return _Judge(scene.performers(by), "brands-the-vote", seen[0]) if by is not None else None
    passing = _said_in_passing(scene, token)
    if passing is not None:
        return _Judge(scene.performers(dependencies.own_subject(passing)), "says-of-the-vote")
    spoken = scene.voices.at(unit_of(token).starts[token.i])
    if spoken is not None and (inner := _judges_within(scene, token, spoken)) is not None:
        return inner
    if spoken is None and scene.entities.issuer is not None and scene.entities.issuer.country is not None:
        return _Judge(scene.speakers_at(token), "says-of-the-vote")
    if spoken is not None:
        return _speaker_judges(scene, token, spoken)
    for verb in dependencies.ancestors_verbs(token):
        if _is_accused(verb):
            return None  # "supporters accused of rigging the vote": of whom it is said
        if verb.lemma_.lower() in words["brand"] and _is_below(token, verb):
            return _Judge(scene.doers_of(verb), "brands-the-vote", verb)
    felt = token.head if token.dep_ in {"acomp", "attr"} else token
    if token.lower_ in words["feelings"] and (subject := dependencies.subject(felt)) is not None:
        return _Judge(scene.performers(subject), "is-troubled", felt if felt.pos_ in {"VERB", "AUX"} else None)
    return None


def _said_in_passing(scene: Scene, token: Token) -> Token | None:
    """The verb of saying in "an election the opposition claimed was marred": its clause has no subject but what stands before."""
    clause = token if token.pos_ in {"VERB", "AUX"} else next(dependencies.ancestors_verbs(token), None)
    if clause is None or any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children):
        return None
    first = clause.left_edge.i
    said = clause.doc[first - 1] if first > clause.sent.start else None
    if said is None or said.pos_ != "VERB" or said.dep_ != "relcl" or said in clause.subtree:
        return None
    teller = dependencies.own_subject(said)
    told = said.lemma_.lower() in scene.words["brand"] and teller is not None and teller.tag_ not in {"WDT", "WP"}
    return said if told else None


def _judges_within(scene: Scene, token: Token, spoken: ResolvedAttribution) -> _Judge | None:
    """Others whose judgement a speaker tells: "the comments mirror the bloc, who have endorsed the vote as credible"."""
    cue = spoken.attribution.cue
    for verb in dependencies.ancestors_verbs(token):
        if verb == cue:
            return None
        own = dependencies.own_subject(verb)
        judges = verb.lemma_.lower() in scene.words["accept"] | scene.words["brand"] | scene.words["criticise"]
        if judges and (named := _named_beside_it(verb)) is not None and _is_below(token, verb):
            return _Judge([p for p in scene.performers(named) if p is not spoken.speaker], "brands-the-vote", verb)
        if not judges or own is None or verb.dep_ != "relcl" or own.tag_ not in {"WDT", "WP"}:
            continue
        others = [p for p in scene.performers(own) if p is not spoken.speaker]
        if others and _is_below(token, verb):
            return _Judge(others, "brands-the-vote", verb)
    return None


def _named_beside_it(verb: Token) -> Token | None:
    """Who does something beside what is told: "was well run, despite the opposition claiming fraud"."""
    doer = verb.head
    beside = doer.dep_ == "pobj" and doer.head.lower_ in _WORDS["beside_what_is_told"]
    return doer if verb.dep_ == "acl" and verb.tag_ == "VBG" and beside else None


def _is_accused(verb: Token) -> bool:
    """Whether "accused of" stands after those who are accused, whatever the parser makes of it."""
    of_what = any(c.dep_ == "prep" and c.lower_ == "of" and c.i == verb.i + 1 for c in verb.children)
    return verb.lower_ in _WORDS["accused_or_suspected"] and of_what and not dependencies.objects(verb)


def _speaker_judges(scene: Scene, token: Token, spoken: ResolvedAttribution) -> _Judge | None:
    """The speakers of the words that hold a judgement, denied where they are said not to have said so."""
    words, cue = scene.words, spoken.attribution.cue
    if cue is not None and cue.doc is token.doc:
        if cue.lemma_.lower() in words["disputes"]:
            return None
        if dependencies.is_hypothetical(cue):  # "is expected to claim that it was stolen": told, but as not done
            return _Judge(scene.performers(spoken.attribution.source), "says-of-the-vote", cue)
        if dependencies.is_negated(cue):
            return _Judge(scene.performers(spoken.attribution.source), "says-of-the-vote", None, True)
    unsaid = any(
        v.lemma_.lower() in words["brand"] and v != cue and dependencies.is_negated(v) and _is_below(token, v)
        for v in dependencies.ancestors_verbs(token)
    )
    return _Judge(scene.speakers_at(token), "says-of-the-vote", None, unsaid)


def _is_below(token: Token, verb: Token) -> bool:
    """Whether a word stands in what a verb says, not in its subject or in a phrase beside."""
    below = token
    while below.head not in (verb, below):
        if below.dep_ == "prep" and below.lower_ in _ASIDE:
            return False  # "declared victory in an election despite accusations of cheating"
        below = below.head
    if below == token and token.dep_ == "npadvmod" and any(c.dep_ == "det" for c in token.lefts):
        return True  # "branded the election a charade", as some parses have it
    return (
        below.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "attr", "prep", "acomp", "pobj", "advcl", "dep"}
        and below.lower_ not in _ASIDE
    )
