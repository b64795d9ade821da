"""An article read by words and marks, as the same records that the rules on a parse give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from recuento.reading.entities.entity import Entity, actor_id, as_actor
from recuento.reading.parse.pipeline import full_name
from recuento.records.said import (
    ON_THE_SURFACE,
    WITH_A_PARSE,
    ContestTold,
    Quotation,
    Reading,
    Result,
    Stance,
    StanceKind,
    VictoryClaim,
)
from recuento.records.text import Article, Span, content_id

from .actors import Named
from .announcers import announced_by
from .figures import SurfaceFigure, find_figures
from .lexicon import SurfaceWords, languages, words_of
from .quotations import Said, find_quotations, find_unmarked
from .sentences import sentences_of
from .stances import SurfaceStance, find_own_stances, find_stances
from .statements import Statement, find_statements
from .syntax import Syntax
from .winners import DeclaredWinner, find_declared, find_own_claims, told_winner

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["languages", "read_on_the_surface", "read_with_names"]

NOTE = "read without a parse: quotations in marks, results, victory claims and stances; pledges, relations and events are not read"
NOTE_WITH_A_PARSE = "read by words and marks, with a parse by {}: quotations, results, victory claims and stances; pledges, relations and events are not read"
_FEWEST = 2
"""So many different words of a vote make an article one that is read for results and stances."""


def read_on_the_surface(article: Article, nlp: Language | None = None) -> Reading:
    """What words and marks tell in an article whose language has a list of words; with a pipeline for it, what its parse adds."""
    return read_with_names(article, nlp)[0]


def read_with_names(article: Article, nlp: Language | None = None) -> tuple[Reading, Named]:
    """The same, and who is named where."""
    words = words_of(article.language or "")
    sentences = list(sentences_of(article.text, article.body, words["short"]))
    syntax = None if nlp is None else Syntax.of(article.text, sentences, nlp)
    named = Named(article, sentences, words, syntax)
    said = find_quotations(article, sentences, named, words)
    told = [m.group().lower() for m in words["election"].finditer(article.text)]
    electoral = len(set(told)) >= _FEWEST or len(told) > _FEWEST
    declared = list(find_declared(article, sentences, named, words)) if electoral else []
    figures = list(find_figures(article, sentences, named, words)) if electoral else []
    by = {f.at: announced_by(article.text, f, named, words, said) for f in figures}
    official = declared[0].who if declared else _leading([f for f in figures if by[f.at] is not None])
    winner = official or told_winner(article, named, words)
    claims = list(find_own_claims(article, sentences, named, words, said)) if electoral else []
    spoken = [*said, *find_unmarked(article.text, sentences, named, words)]
    stances = list(find_stances(article, sentences, named, words, winner, official, spoken)) if electoral else []
    stances += (
        [s for s in find_own_stances(article, named, words, official, spoken) if s.who is not winner]
        if electoral
        else []
    )
    statements = [] if syntax is None else list(find_statements(article.text, sentences, named, words, said, syntax))
    contest = _contest(article, sentences, named, words, winner, figures) if electoral else None
    own = {"contest": contest.id if contest is not None else None}
    results = [_result(article, f, by[f.at], words) for f in figures]
    results = _with_the_winner(article, declared, results)
    reading = Reading(
        article=article,
        contests=() if contest is None else (contest,),
        quotations=tuple(sorted(_quotations(article, said, statements), key=lambda q: q.start)),
        results=tuple(r.model_copy(update=own) for r in _once(results)),
        victory_claims=tuple(_claim(article, *c).model_copy(update=own) for c in claims),
        stances=tuple(s.model_copy(update=own) for s in _stances(article, stances, named)),
        notes=(NOTE if nlp is None else NOTE_WITH_A_PARSE.format(full_name(nlp)),),
    )
    ids = _ids_in(reading)
    everyone = sorted(named.everyone(), key=lambda e: (min(e.mentions), e.key))
    actors = (as_actor(article, who) for who in everyone)
    return reading.model_copy(update={"actors": tuple(a for a in actors if a.id in ids)}), named


def _leading(figures: Sequence[SurfaceFigure]) -> Entity | None:
    """Who has most by the first sentence in which an electoral body gives shares of several, of the figures that such a body gives; None where none does, or two are alike."""
    for _, told in groupby(figures, key=lambda f: f.span):
        shares = sorted(((f.share, f.who) for f in told if f.share is not None), key=lambda s: -s[0])
        if len({who.key for _, who in shares}) > 1:
            return shares[0][1] if shares[0][0] > shares[1][0] else None
    return None


def _quotations(article: Article, said: Sequence[Said], statements: Sequence[Statement]) -> Iterator[Quotation]:
    """The words in marks, then what is said in clauses."""
    yield from (_quotation(article, q) for q in said)
    for told in statements:
        start, end = told.span
        yield Quotation(
            id=content_id("quote", article.id, start),
            kind="indirect",
            segments=(told.span,),
            speaker=actor_id(article.id, told.speaker),
            cue=told.cue,
            start=start,
            end=end,
            text=article.text[start:end],
            by=f"{WITH_A_PARSE}says-that",
        )


def _quotation(article: Article, said: Said) -> Quotation:
    start, end = said.span
    return Quotation(
        id=content_id("quote", article.id, start),
        kind="direct",
        segments=(said.span,),
        speaker=None if said.speaker is None else actor_id(article.id, said.speaker),
        cue=said.cue,
        start=start,
        end=end,
        text=article.text[start:end],
        by=f"{ON_THE_SURFACE}{'says' if said.cue is not None else 'goes-on'}",
    )


def _result(article: Article, figure: SurfaceFigure, body: Entity | None, words: SurfaceWords) -> Result:
    by = None if body is None else actor_id(article.id, body)
    start, end = figure.span
    return Result(
        id=content_id("result", article.id, figure.who.key, figure.share, figure.votes, None, start),
        authority=by,
        candidate=actor_id(article.id, figure.who),
        share=figure.share,
        votes=figure.votes,
        bound=figure.bound,  # type: ignore[arg-type]
        counted=_counted(article.text, figure.span, words),
        stated_by=by,
        voice="attributed" if body else "reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        by=f"{ON_THE_SURFACE}figure",
    )


def _counted(text: str, sentence: Span, words: SurfaceWords) -> float | None:
    """How much is counted, where the sentence says so: "escrutados 81% de los votos", "con el 99,99% de las actas"."""
    for match in words["share"].finditer(text, *sentence):
        before = text[max(sentence[0], match.start() - 14) : match.start()]
        after = text[match.end() : min(sentence[1], match.end() + 30)]
        beside = re.split(r"\d", before)[-1] + re.split(r"\d", after)[0]  # "el 39,5% del 99,9% de las actas"
        value = float(match.group(1).replace(",", "."))
        if value <= 100 and words["counted"].search(beside):
            return value
    return None


def _with_the_winner(article: Article, declared: Sequence[DeclaredWinner], results: Sequence[Result]) -> list[Result]:
    """The results with who was declared the winner: the first figures of theirs, or a result of its own."""
    if not declared:
        return list(results)
    told = declared[0]
    who = actor_id(article.id, told.who)
    if (at := next((i for i, r in enumerate(results) if r.candidate == who), None)) is not None:
        return [r.model_copy(update={"rank": 1}) if i == at else r for i, r in enumerate(results)]
    start, end = told.span
    by = None if told.by is None else actor_id(article.id, told.by)
    won = Result(
        id=content_id("result", article.id, told.who.key, None, None, 1, start),
        authority=by,
        candidate=who,
        rank=1,
        stated_by=by,
        voice="attributed" if by else "reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        by=f"{ON_THE_SURFACE}declared",
    )
    return [won, *results]


def _once(results: Sequence[Result]) -> list[Result]:
    """Each candidate's figure once, where the article tells it first."""
    seen: dict[tuple[object, ...], Result] = {}
    for result in results:
        seen.setdefault((result.candidate, result.share, result.votes, result.rank), result)
    return list({r.id: r for r in seen.values()}.values())


def _claim(article: Article, who: Entity, span: Span, by: str) -> VictoryClaim:
    return VictoryClaim(
        id=content_id("claim", article.id, who.key),
        claimant=actor_id(article.id, who),
        voice="attributed",
        start=span[0],
        end=span[1],
        text=article.text[slice(*span)],
        by=by,
    )


def _stances(article: Article, found: Sequence[SurfaceStance], named: Named) -> list[Stance]:
    """A stance for each actor and kind, where the article tells it first; the last of an actor is the current one.

    Who speaks for no state and no organisation is taken for somebody at home. Of a rejection and a doubt in the same words the rejection stands.
    """
    rejected = {(s.who.key, s.span) for s in found if s.kind is StanceKind.REJECTS}
    found = [s for s in found if s.kind is not StanceKind.QUESTIONS or (s.who.key, s.span) not in rejected]
    told: dict[tuple[str, str], Stance] = {}
    last: dict[str, str] = {}
    for one in sorted(found, key=lambda s: s.span):
        actor = actor_id(article.id, one.who)
        stance = Stance(
            id=content_id("stance", article.id, actor, one.kind),
            actor=actor,
            country=one.who.country or named.contest_country,
            stance=one.kind,
            date=article.published,
            basis=(),
            start=one.span[0],
            end=one.span[1],
            text=article.text[slice(*one.span)],
            by=f"{ON_THE_SURFACE}{one.kind.value}",
        )
        told.setdefault((actor, one.kind.value), stance)
        last[actor] = one.kind.value
    return [s.model_copy(update={"current": last[s.actor] == s.stance.value}) for s in told.values()]


def _contest(
    article: Article,
    sentences: Sequence[Span],
    named: Named,
    words: SurfaceWords,
    winner: Entity | None,
    figures: Sequence[SurfaceFigure],
) -> ContestTold | None:
    about = next((s for s in sentences if words["election"].search(article.text, *s)), None)
    if about is None or named.contest_country is None:
        return None
    stood = list(dict.fromkeys([*([winner] if winner else []), *(f.who for f in figures)]))
    return ContestTold(
        id=content_id("contest", article.id, named.contest_country),
        country=named.contest_country,
        year=article.published.year if article.published else None,
        winner=None if winner is None else actor_id(article.id, winner),
        candidates=tuple(actor_id(article.id, who) for who in stood),
        by="own",
        start=about[0],
        end=about[1],
        text=article.text[slice(*about)],
    )


def _ids_in(reading: Reading) -> set[str]:
    keys = ("speaker", "authority", "candidate", "stated_by", "claimant", "actor", "winner")
    found = {getattr(r, key, None) for r in (*reading.located(), *reading.contests) for key in keys}
    return {i for i in (*found, *(c for contest in reading.contests for c in contest.candidates)) if i}
