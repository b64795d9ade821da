"""What a percentage says of the count itself, and which sentences tell of polls: neither is anybody's result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words, word_list

from .numerals import Figure

_WORDS = rule_words("counted_so_far")

_NEAR: Final = 5
_GETS: Final = _WORDS["gets"]
_ENDS_OF_PHRASE: Final = _WORDS["ends_of_phrase"]


def is_counted_so_far(figure: Figure) -> bool:
    """Whether a percentage says how much has been counted: "with 80% of the votes counted"."""
    words = word_list("results", "en")
    if figure.share is None:
        return False
    after = figure.after(12)
    if after and _says_counted(after[0]) and any(t.lower_ in {"with", "after"} for t in figure.before(3)):
        return True  # "with 60% counted"
    stop = next((k for k, t in enumerate(after) if t.text in {",", ";"} or t.lower_ in _ENDS_OF_PHRASE), len(after))
    thing = next((t for t in after[: min(stop, 8)] if t.lemma_.lower() in words["counted_things"]), None)
    if thing is None or any(t.lemma_.lower() in _GETS for t in figure.before(3)):
        return False  # "won 62.6 percent of the total votes counted" is a share
    if any(_says_counted(t) for t in after[:stop] if thing.i < t.i <= thing.i + 4):
        return True
    # "after counting 70% of the ballots", "based on 80 percent of voting stations", "after manual counting of votes
    # from 99% of polling stations".
    lead_in = {t.lower_ for t in figure.before(_NEAR)}
    if lead_in & _WORDS["is_counting"]:
        return True
    if [t.lower_ for t in figure.before(1)] == ["of"] and any(
        t.lower_ in _WORDS["counts"] for t in figure.before(4)
    ):  # "a quick count of 83% of votes"
        return True
    return thing.lemma_.lower() in words["sheets"] | _WORDS["counted_units"]


def _says_counted(token: Token) -> bool:
    words = word_list("results", "en")
    return token.lemma_.lower() in words["counted"] and (
        token.tag_ in {"VBN", "VBD", "VBG", "VBP", "RP", "IN"} and (token.lower_ != "in" or token.dep_ != "prep")
    )


def is_about_a_poll(tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells of a survey or forecast and not of votes."""
    words = word_list("results", "en")
    lemmas = [t.lemma_.lower() for t in tokens]
    surveyed = {"survey", "pollster"} & set(lemmas) or any(
        lemma == "polling" and _is_of_a_survey(t) for t, lemma in zip(tokens, lemmas, strict=True)
    )
    if surveyed and "station" not in lemmas and "center" not in lemmas:
        return True
    for token, lemma in zip(tokens, lemmas, strict=True):
        if lemma != "poll":
            continue
        before = {t.lower_ for t in token.lefts} | ({token.nbor(-1).lower_} if token.i else set())
        if before & _WORDS["polls"] or (token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "conducted"):
            return True
        if token.dep_ in {"nsubj", "pobj"} and any(
            (v.lemma_.lower() in words["polls_say"] or _records_support(v))
            and (token.tag_ == "NNS" or token.dep_ == "pobj")
            and not _is_only_told_beside(v)
            for v in _verb_of_subject(token)
        ):
            return True
    return False


def _is_of_a_survey(polling: Token) -> bool:
    """Whether "polling" is asking people and not voting: "polling day" and "polling stations" are of the vote."""
    after = polling.doc[polling.i + 1] if polling.i + 1 < len(polling.doc) else None
    return after is None or after.lemma_.lower() not in _WORDS["of_the_vote"]


def _records_support(verb: Token) -> bool:
    """As in "two polls have recorded support for the party at 10%"."""
    return verb.lemma_.lower() == "record" and any(
        c.dep_ == "dobj" and c.lemma_.lower() in _WORDS["what_polls_record"] for c in verb.children
    )


def _is_only_told_beside(verb: Token) -> bool:
    """Whether what polls said stands in a relative clause without a figure: "whom polls had shown far ahead, finished with 13%"."""
    return verb.dep_ == "relcl" and not any(t.like_num or t.lower_ == "%" for t in verb.subtree)


def _verb_of_subject(poll: Token) -> Iterator[Token]:
    """The verb whose subject is the poll, or what comes "from" it: "polls showed", "results from a poll give"."""
    above = poll
    while above.dep_ == "pobj" and above.head.lower_ in {"from", "of", "in"}:
        if above.head.lower_ != "from":
            return
        above = above.head.head
    if above.dep_ == "nsubj":
        yield above.head
