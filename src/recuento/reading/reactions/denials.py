"""What is said in the vote's defence: fraud that nobody found, claims called unfounded, flaws without effect.

A word of fraud or flaw that somebody denies is no charge of theirs. A state, an organisation or a mission that denies it
of another country's vote lets the vote stand; what is said so at home takes no stance, and only tells that none was taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.index import OBSERVERS
from recuento.reading.lexicon.vocabulary import Words, rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import ActKind

from .act_mention import ActMention, Scene

_WORDS = rule_words("denials")


def find_denials(scene: Scene, unit: Unit) -> Iterator[ActMention]:
    """What each sentence denies of the vote's flaws: an acceptance by whom it is foreign, else a doubt that is denied."""
    w = scene.words
    for sentence in unit.doc.sents:
        flaws = [t for t in sentence if t.i not in unit.held and is_flaw_word(w, t)]
        unsaid = next((v for t in flaws for v in dependencies.ancestors_verbs(t) if _is_unsaid(w, t, v)), None)
        if unsaid is not None:  # "did not say that it was rigged": nothing is said either way
            yield ActMention(ActKind.DOUBTS, unsaid, scene.doers_of(unsaid), "does-not-say", negated=True)
            continue
        cleared = [t for t in flaws if is_cleared(w, t)]
        if not cleared:
            continue
        token = cleared[0]
        doers = _who_denies(scene, token)
        watching = bool(doers) and all(p.country == OBSERVERS or p.speaks_for == "organisation" for p in doers)
        if not watching and not _is_about_the_vote(scene, token):
            continue
        few = any(_is_few(phrase) or _is_unproven(w, phrase) for phrase in _phrases_around(w, token))
        weak = few or _is_held_false(w, token) or not _is_firm(w, token)
        wholly = len(cleared) == len(flaws) and not weak
        foreign = scene.abroad(doers)
        if foreign and wholly:
            yield ActMention(ActKind.ACCEPTS, token, foreign, "denies-flaws")
        others = [p for p in doers if p not in foreign or not wholly]
        if others:
            yield ActMention(ActKind.DOUBTS, token, others, "denies-flaws", negated=True)


def _is_unsaid(words: Words, token: Token, verb: Token) -> bool:
    """Whether a flaw stands in what somebody is said not to have said."""
    if verb.lemma_.lower() not in words["brand"] or not dependencies.is_negated(verb):
        return False
    return any(c.dep_ == "ccomp" and (token == c or c.is_ancestor(token)) for c in verb.children)


def is_flaw_word(words: Words, token: Token) -> bool:
    """Whether a word names fraud, a flaw of a vote or a doubt of it, or claims of such."""
    lemma = token.lemma_.lower()
    named = lemma in words["fraud"] or lemma in words["flaws"] or lemma in words["irregularities"]
    if not named or lemma in words["claims"]:
        named = token.pos_ == "NOUN" and (lemma in words["doubts"] or lemma in words["claims"])
        named = named and not _is_of_something_else(token)
    return named


def _is_of_something_else(claim: Token) -> bool:
    """As in "accusations of meddling": what is denied is no flaw of the vote."""
    of_what = dependencies.prepositional(claim, "of")
    of_what = [h for h in of_what if h.lemma_.lower() in _WORDS["of_meddling"]]
    before = [c for c in claim.lefts if c.dep_ == "compound" and c.lemma_.lower() in _WORDS["of_meddling"]]
    return bool(of_what or before)


def is_cleared(words: Words, token: Token) -> bool:
    """Whether what a word of fraud or flaw names is denied: it was not found, is unfounded, or changed nothing."""
    for phrase in _phrases_around(words, token):
        if any(
            c.lower_ in _WORDS["no_or_zero"] or (c.lower_ == "any" and _is_unfound(words, phrase)) for c in phrase.lefts
        ):
            return True
        if phrase.dep_ == "pobj" and phrase.head.lower_ == "without":
            return True  # "took place without fraud"
        if (
            _is_few(phrase)
            or _is_unproven(words, phrase)
            or _is_unfound(words, phrase)
            or _is_called_unfounded(words, phrase)
        ):
            return True
        if _is_without_effect(words, phrase) or _is_disputed(words, phrase):
            return True
    if _clause_is_denied(token) or _is_not_so(token) or _shown_by(words, token, "nothing"):
        return True
    return _is_held_false(words, token)


def is_looked_into(words: Words, token: Token) -> bool:
    """Whether fraud is only what is looked into: "authorities are investigating reports of fraud"."""
    for phrase in _phrases_around(words, token):
        verb = phrase.head.head if phrase.dep_ == "pobj" and phrase.head.lower_ == "into" else phrase.head
        if phrase.dep_ in {"dobj", "nsubjpass", "pobj"} and verb.lemma_.lower() in words["looks_into"]:
            return True
    return False


def _phrases_around(words: Words, token: Token) -> Iterator[Token]:
    """The word and the phrases that it stands in: "fraud", "evidence of fraud", "claims of fraud"."""
    yield token
    seen, hops = token, 0
    while hops < 6 and seen.dep_ in {"pobj", "prep", "compound", "amod", "conj", "acl", "pcomp"}:
        seen, hops = seen.head, hops + 1
        if seen.pos_ == "NOUN" and seen.lemma_.lower() not in words["vote_words"]:
            yield seen


def _is_few(phrase: Token) -> bool:
    """As in "few irregularities", "little fraud"; not "a few"."""
    few = [c for c in phrase.lefts if c.lower_ in _WORDS["few_or_little"]]
    return bool(few) and not any(c.lower_ in _WORDS["a_or_quite"] for c in (*phrase.lefts, *few[0].lefts))


def _is_unproven(words: Words, phrase: Token) -> bool:
    """As in "fraud had not been proven": less than that there was none."""
    verb = phrase.head
    return phrase.dep_ == "nsubjpass" and verb.lemma_.lower() in words["proves"] and dependencies.is_negated(verb)


def _is_unfound(words: Words, phrase: Token) -> bool:
    """As in "did not find evidence", "had not seen any irregularities"."""
    verb = phrase.head
    found = phrase.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in words["find"]
    return found and dependencies.is_negated(verb)


def _is_called_unfounded(words: Words, phrase: Token) -> bool:
    """As in "the claims are unfounded", "called the allegations baseless", "concerns were without merit"."""
    verb = phrase.head
    if any(c.dep_ == "amod" and c.lower_ in words["unfounded"] for c in phrase.lefts):
        return True
    if phrase.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
        return False
    below = [c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd", "xcomp", "advcl"}]
    if phrase.lemma_.lower() in words["claims"]:  # however the parser hangs it: "claims of fraud in the vote baseless"
        own = {t.i for t in phrase.subtree}  # "claims of false ballots" are not false claims
        after = [t for t in verb.subtree if t.i > phrase.i and t.i not in own]
        below += [t for t in after if t.nbor(-1).lower_ not in {"not", "n't", "n’t"}]
    if any(c.lower_ in words["unfounded"] for c in (verb, *below)) and not dependencies.is_negated(verb):
        return True  # the adjective may be the head: "called the claims baseless"
    merits = [g for c in verb.children if c.lower_ == "without" for g in c.children]
    lacking = verb.lemma_.lower() == "lack" and [c for c in verb.children if c.dep_ == "dobj"]
    return any(g.lemma_.lower() in words["merits"] for g in [*merits, *(lacking or [])])


def _is_without_effect(words: Words, phrase: Token) -> bool:
    """As in "the irregularities did not affect the outcome", "were not serious", "were minor"."""
    verb = phrase.head
    if phrase.dep_ not in {"nsubj", "nsubjpass"}:
        return _they_changed_nothing(words, phrase)
    denied = dependencies.is_negated(verb)
    if verb.lemma_.lower() in words["affect"]:
        return denied
    said = [c for c in verb.children if c.dep_ in {"acomp", "attr"}]
    return any(c.lower_ in words["grave"] and denied for c in said) or any(
        c.lower_ in words["slight"] and not denied for c in said
    )


def _they_changed_nothing(words: Words, phrase: Token) -> bool:
    """As in "acknowledged irregularities but ruled that they did not alter the result"."""
    later = (t for t in phrase.doc[phrase.i + 1 : phrase.sent.end] if t.lemma_.lower() in words["affect"])
    for verb in later:
        subject = dependencies.own_subject(verb)
        stands_for_it = subject is not None and subject.lower_ in _WORDS["points_back"]
        if stands_for_it and dependencies.is_negated(verb):
            return True
    return False


def _is_disputed(words: Words, phrase: Token) -> bool:
    """As in "denied the fraud", "dismissed claims of rigging"."""
    first = phrase
    while first.dep_ == "conj":
        first = first.head
    verb = first.head
    active = first.dep_ == "dobj" and not dependencies.is_passive(verb)
    passive = first.dep_ == "nsubjpass"
    return (active or passive) and verb.lemma_.lower() in words["rebut"] and not dependencies.is_negated(verb)


def _clause_is_denied(token: Token) -> bool:
    """As in "denied that the vote was rigged", "denied rigging the vote"."""
    for verb in dependencies.ancestors_verbs(token):
        if verb.lemma_.lower() == "deny":
            below = token
            while below.head not in (verb, below):
                below = below.head
            return below.dep_ in {"ccomp", "xcomp", "dobj"} and not dependencies.is_negated(verb)
        if verb.dep_ not in {"ccomp", "xcomp", "conj"}:
            return False
    return False


def _is_firm(words: Words, token: Token) -> bool:
    """Whether a denial is said outright: no clause up to the one that says it is imagined, doubted or denied in turn.

    Not so in "would have won without fraud", "no vote is possible without fraud", "must show that it was not rigged".
    """
    clauses = [*([token] if token.pos_ == "VERB" else []), *dependencies.ancestors_verbs(token)]
    for i, clause in enumerate(clauses):
        if dependencies.is_hypothetical(clause) or any(c.lower_ in words["held_false"] for c in clause.children):
            return False
        # The innermost clause may be what is denied ("was not rigged"); what is "without fraud" may not.
        plain = i == 0 and token.dep_ != "pobj"
        if (
            not plain
            and clause.lemma_.lower() not in words["find"] | words["rebut"]
            and dependencies.is_negated(clause)
        ):
            return False
    return True


def _is_held_false(words: Words, token: Token) -> bool:
    """As in "doubted that the vote was rigged", "said it was unlikely that", "little to suggest that"."""
    for verb in dependencies.ancestors_verbs(token):
        below = next((c for c in verb.children if c == token or c.is_ancestor(token)), None)
        if below is None or dependencies.is_negated(verb):
            continue
        said = below.dep_ == "ccomp"
        adjectives = [c for c in verb.children if c.dep_ == "acomp" and c.lower_ in words["held_false"]]
        if (below in adjectives and below != token) or (said and (adjectives or verb.lemma_.lower() == "doubt")):
            return True
    return _shown_by(words, token, "hardly_anything")


def _shown_by(words: Words, token: Token, group: str) -> bool:
    """Whether what a word tells is what a thing of the group shows: "nothing suggests that", "little to suggest that"."""
    for verb in dependencies.ancestors_verbs(token):
        if verb.lemma_.lower() not in words["suggests"] or dependencies.is_negated(verb):
            continue
        subject = dependencies.own_subject(verb)
        above = [verb.head, *(c for c in verb.head.children if c.dep_ == "attr")] if verb.dep_ != "ccomp" else []
        if any(t.lower_ in words[group] for t in [*([subject] if subject is not None else []), *above]):
            return True
    return False


def _is_not_so(token: Token) -> bool:
    """As in "said the vote was not rigged", "it was not a sham"; not "had it not been rigged", "not only rigged"."""
    clause = token if token.pos_ == "VERB" else token.head
    if clause != token and (clause.lemma_ != "be" or token.dep_ not in {"acomp", "attr"}):
        return False
    if clause.dep_ not in {"ccomp", "ROOT", "conj"} or dependencies.is_hypothetical(clause):
        return False
    denied = [c for c in clause.children if c.dep_ == "neg"]
    fronted = any(c.lower_ == "had" and c.i == clause.left_edge.i for c in clause.children)
    return bool(denied) and not fronted and denied[0].nbor(1).lower_ not in _WORDS["only_or_just"]


def _is_about_the_vote(scene: Scene, token: Token) -> bool:
    """Whether the vote is spoken of in the sentence or the one before."""
    if scene.is_of_the_vote(token.sent):
        return True
    start = token.sent.start
    return start > 0 and scene.is_of_the_vote(token.doc[start - 1].sent)


def _who_denies(scene: Scene, token: Token) -> list[Entity]:
    """The speaker in whose words it is denied, or the subject of the verb that denies or did not find it."""
    spoken = scene.voices.at(unit_of(token).starts[token.i])
    cue = spoken.attribution.cue if spoken is not None else None
    if cue is not None and cue.doc is token.doc and cue.lemma_.lower() in scene.words["rebut"]:
        return scene.doers_of(cue)
    if spoken is not None:
        return scene.speakers_at(token)
    for verb in dependencies.ancestors_verbs(token):
        if verb.lemma_.lower() in scene.words["find"] | scene.words["rebut"] | scene.words["brand"]:
            return scene.doers_of(verb)
    return []
