"""Who takes which stance on the result: a verb of the lists, what must follow it, and its subject.

Denied ("no reconoció"), the entry's other stance is taken, or none; after "si", "podría", "antes de que" nothing is done yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.reading.entities.entity import Entity
from recuento.records.said import StanceKind
from recuento.records.text import Article, Span

from .actors import Named
from .lexicon import StanceWords, SurfaceWords
from .quotations import Said
from .subjects import REACH, is_inside_marks, subject_after, subjects_before

_OBJECT_WITHIN = 130
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_FIRST_WORDS = 4
"""Words after a verb among which what is no result would stand."""
_AGENT_WITHIN, _OUTCOME_WITHIN, _SOME = 50, 70, 20
_OPENS_WITH = 30
"""A verb this near the beginning of its sentence, with no subject there, is the last subject's."""


@dataclass(frozen=True)
class SurfaceStance:
    """A stance as it is told."""

    who: Entity
    kind: StanceKind
    span: Span


def find_own_stances(
    article: Article, named: Named, words: SurfaceWords, said: Sequence[Said]
) -> Iterator[SurfaceStance]:
    """The stances that speakers take in their own words: "no reconocemos el resultado"."""
    for quotation in said:
        who = quotation.speaker
        if who is None or not may_stand(who, named):
            continue
        for entry in words.stances:
            found = entry.we.search(article.text, *quotation.span) if entry.we is not None else None
            about = words["election"].search(article.text, *quotation.span)
            denied = (
                found is not None and words["denied"].search(article.text, quotation.span[0], found.start()) is not None
            )
            if found is not None and not denied and about is not None and entry.stance is not None:
                yield SurfaceStance(who, entry.stance, quotation.span)


def find_stances(
    article: Article, sentences: Sequence[Span], named: Named, words: SurfaceWords, winner: Entity | None
) -> Iterator[SurfaceStance]:
    """The stances of each sentence that is about the vote; the winner takes none on the own win."""
    year = article.published.year if article.published is not None else None
    last: list[Entity] = []
    for sentence in sentences:
        if not _is_of_now(article.text, sentence, year):
            continue
        found = list(_in_sentence(article.text, sentence, named, words, last))
        yield from (s for s in found if s.who is not winner and may_stand(s.who, named))
        if found:
            last = list({id(s.who): s.who for s in found}.values())
        elif mentions := [m for m in named.within(*sentence) if m.who.kind in {"person", "government"}]:
            last = [mentions[0].who]


def _in_sentence(
    text: str, sentence: Span, named: Named, words: SurfaceWords, last: Sequence[Entity]
) -> Iterator[SurfaceStance]:
    for entry in words.stances:
        for verb in entry.verb.finditer(text, *sentence):
            for who, kind in _of_verb(text, sentence, entry, verb, named, words, last):
                yield SurfaceStance(who, kind, _span_of(text, sentence, verb, words))
        for verb in entry.passive.finditer(text, *sentence) if entry.passive is not None else ():
            for who, kind in _of_passive(text, sentence, entry, verb, named, words):
                yield SurfaceStance(who, kind, (sentence[0], _end_of(text, sentence, verb.end(), words)))


def may_stand(who: Entity, named: Named) -> bool:
    """Whether somebody's stance counts: whoever speaks for a state or organisation, a side, a party, or a person at home."""
    return who.kind in {"government", "organisation", "party", "authority"} or (
        who.kind == "person" and bool(named.contest_country)
    )


def _of_verb(
    text: str,
    sentence: Span,
    entry: StanceWords,
    verb: re.Match[str],
    named: Named,
    words: SurfaceWords,
    last: Sequence[Entity],
) -> list[tuple[Entity, StanceKind]]:
    if is_inside_marks(text, sentence[0], verb.start()):
        return []
    kind = _kind(text, sentence, entry, verb, words)
    if kind is None or not _has_its_object(text, sentence, entry, verb.end(), named, words):
        return []
    who = subjects_before(named, text, words, sentence, verb.start())
    if who and _is_nobody(text, named, words, who[0], verb.start()):
        return []  # "ni Chile ni Perú reconocieron"
    if not who:
        after = subject_after(named, text, verb.end(), sentence[1])
        who = [after] if after is not None else []
    unnamed = words["another"].search(text, sentence[0], verb.start()) or named.within(sentence[0], verb.start())
    if not who and not unnamed and verb.start() - sentence[0] <= _OPENS_WITH:
        who = list(last)
    return [(one, kind) for one in who]


def _is_nobody(text: str, named: Named, words: SurfaceWords, first: Entity, verb: int) -> bool:
    """Whether a list of subjects begins with "ni": none of them does it."""
    named_at = [m.phrase[0] for m in named.within(max(0, verb - REACH), verb) if m.who is first]
    return bool(named_at) and words["neither"].search(text, max(0, named_at[-1] - 8), named_at[-1]) is not None


def _of_passive(
    text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], named: Named, words: SurfaceWords
) -> list[tuple[Entity, StanceKind]]:
    """As in "el resultado, cuestionado por la OEA": whoever stands behind the "por" that follows soon."""
    by = words["by_whom"].search(text, verb.end(), min(sentence[1], verb.end() + _AGENT_WITHIN))
    if by is None or entry.stance is None or is_inside_marks(text, sentence[0], verb.start()):
        return []
    told = words["outcome"].search(text, max(sentence[0], verb.start() - _OUTCOME_WITHIN), verb.start())
    if told is None or _kind(text, sentence, entry, verb, words) is not entry.stance:
        return []
    beside = named.within(max(sentence[0], verb.start() - _OUTCOME_WITHIN), verb.start())
    if beside and beside[-1].who.kind == "person" and not text[beside[-1].end : verb.start()].strip(" ,"):
        return []  # "el conservador Vega, respaldado por Chile": a candidate has friends before any result
    agent = next((m for m in named.within(by.end(), sentence[1])), None)
    return [(agent.who, entry.stance)] if agent is not None and agent.phrase[0] - by.end() <= 6 else []


def _kind(text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], words: SurfaceWords) -> StanceKind | None:
    before = text[max(sentence[0], verb.start() - 40) : verb.start()]
    near = re.findall(r"\w+", before)[-3:]
    while near and near[-1].lower() in words.lists["clitics"]:
        near.pop()
    if near and near[-1].lower() in words.lists["denies"]:
        if any(word.lower() in words.lists["not_yet"] for word in near):
            withheld = entry.denied is StanceKind.REJECTS  # "aún no ha reconocido"
            return StanceKind.QUESTIONS if withheld else None
        if entry.denied is StanceKind.REJECTS and words["until"].search(text, verb.end(), sentence[1]):
            return StanceKind.QUESTIONS
        return entry.denied
    return None if words["if"].search(before) else entry.stance


def _has_its_object(text: str, sentence: Span, entry: StanceWords, at: int, named: Named, words: SurfaceWords) -> bool:
    """Whether what makes the verb a stance on the result follows it in the sentence."""
    end = min(sentence[1], at + _OBJECT_WITHIN)
    rest = text[at:end]
    about = words["election"].search(text, *sentence) is not None
    first = " ".join(rest.split()[:_FIRST_WORDS])
    if entry.object in {"outcome", "outcome_or_winner", "win"} and (
        words["not_objects"].search(first) or words["that"].match(first) is not None
    ):
        return False
    asked: dict[str | None, bool] = {
        None: about,
        "anybody": about or any(id(m.who) in named.at_the_vote for m in named.within(at, end)),
        "win": words["win"].search(rest) is not None,
        "outcome": words["outcome"].search(rest) is not None,
        "doubt": about and words["doubt"].search(rest) is not None,
    }
    if entry.object == "outcome_or_winner":
        return asked["outcome"] or any(m.who.kind == "person" for m in named.within(at, end))
    if entry.object in asked:
        return asked[entry.object]
    return about and words[entry.object or ""].search(rest) is not None


def _is_of_now(text: str, sentence: Span, year: int | None) -> bool:
    """Whether a sentence does not date itself into another year than the article's."""
    told = {int(y) for y in _YEAR.findall(text[slice(*sentence)])}
    return not told or year is None or any(abs(y - year) <= 1 for y in told)


def _span_of(text: str, sentence: Span, verb: re.Match[str], words: SurfaceWords) -> Span:
    """From the verb, with what denies it, to the end of its clause."""
    denied = words["denied"].search(text, sentence[0], verb.start())
    return (denied.start() if denied else verb.start()), _end_of(text, sentence, verb.end(), words)


def _end_of(text: str, sentence: Span, at: int, words: SurfaceWords) -> int:
    """The end of the clause that a verb begins: where the next begins, after some words."""
    stop = words["next_clause"].search(text, at + _SOME, sentence[1]) if at + _SOME < sentence[1] else None
    return stop.start() if stop is not None else sentence[1]
