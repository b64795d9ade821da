"""What somebody is reported to have said of the vote: "neither free nor fair", "stolen", "fell short of standards".

A judging word counts only beside a word for the vote, and only where somebody is named for it: the speaker in whose
reported words it stands, or the subject of a verb that brands ("called the vote a sham"). A general opinion ("widely
seen as rigged") is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.records.said import ActKind

from . import syntax
from .cast import Cast
from .conduct import Deed, doers_of
from .parsing import Unit, unit_of
from .someone import Someone
from .speakers import Voices
from .vocabulary import word_list

_REACH = 14
"""Tokens between a judging word and the word for the vote that it is about."""
_DENIAL_REACH = 6

_Judge = tuple[list[Someone], str, Token | None]
_NOBODY: _Judge = ([], "", None)


def find_judgements(unit: Unit, cast: Cast, voices: Voices) -> Iterator[Deed]:
    """One judgement of the vote a sentence at most, the first that somebody is named for."""
    for sentence in unit.doc.sents:
        for token in sentence:
            kind = _kind_of(token)
            if kind is None or not _is_about_the_vote(token):
                continue
            doers, by, verb = _who_judges(token, cast, voices)
            if doers:
                negated = verb is not None and syntax.is_negated(verb)
                hypothetical = verb is not None and syntax.is_hypothetical(verb)
                yield Deed(kind, verb if verb is not None else token, doers, by, None, negated, hypothetical)
                break


def _kind_of(token: Token) -> ActKind | None:
    """Fraud, a shortcoming, or a denied quality; nothing where the word is denied itself or means something else."""
    words, lemma = word_list("acts", "en"), token.lemma_.lower()
    if lemma in words["fraud"]:
        return None if _is_denied(token, words["fraud_denials"]) else ActKind.CALLS_FRAUD
    if lemma in words["flawed"]:
        if _is_denied(token, words["fraud_denials"]):
            return None
        return ActKind.DOUBTS if lemma != "short" or token.head.lemma_.lower() == "fall" else None
    if lemma in words["qualities"]:
        return ActKind.DOUBTS if _is_denied(token, words["quality_denials"]) else None
    return None


def _is_denied(token: Token, denials: frozenset[str]) -> bool:
    near = token.doc[max(token.sent.start, token.i - _DENIAL_REACH) : token.i]
    return any(t.lower_ in denials or t.lemma_.lower() in denials for t in near)


def _is_about_the_vote(token: Token) -> bool:
    votes = word_list("acts", "en")["vote_words"]
    return any(t.lemma_.lower() in votes and abs(t.i - token.i) <= _REACH for t in token.sent)


def _who_judges(token: Token, cast: Cast, voices: Voices) -> _Judge:
    """The speaker whose words hold a judgement, or the subject of the verb that brands the vote."""
    words = word_list("acts", "en")
    if any(v.lemma_.lower() in words["seen"] and syntax.is_passive(v) for v in syntax.ancestors_verbs(token)):
        return _NOBODY
    spoken = voices.at(unit_of(token).starts[token.i])
    if spoken is not None:
        cue = spoken.attribution.cue
        in_this_unit = cue is not None and cue.doc is token.doc
        if cue is not None and in_this_unit and (syntax.is_negated(cue) or cue.lemma_.lower() in words["disputes"]):
            return _NOBODY
        speakers = cast.everybody(spoken.attribution.source)
        return speakers or ([spoken.speaker] if spoken.speaker is not None else []), "says-of-the-vote", None
    for verb in syntax.ancestors_verbs(token):
        if verb.lemma_.lower() in words["brand"]:
            return doers_of(cast, verb), "brands-the-vote", verb
    return _NOBODY
