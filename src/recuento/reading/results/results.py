"""Announced results: who has which share, count or rank, in whose name.

A percentage is a candidate's share only where words or syntax tie it to a candidate and the sentence is about votes;
turnout, polls, seats and what has been counted so far are told apart. Figures that a side gives for itself are recorded
under that side, never under the authority.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.lexicon.vocabulary import data
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import Result
from recuento.records.text import Article, content_id

from .announcers import Announcers
from .another_vote import is_of_another_vote, year_of_contest
from .candidate_figures import ResultMention, find_shares, tells_a_count, tells_figures
from .counted_so_far import is_counted_so_far
from .declarations import find_declared_winners
from .everywhere import find_won_everywhere
from .irreversible import find_irreversible_leads
from .leads import Lead, lead_of_win
from .numerals import Figure, find_figures
from .polls import Polls
from .referendum import find_option_shares, is_of_a_referendum
from .won import find_told_winners


def find_results(
    article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex
) -> tuple[Result, ...]:
    """The results an article reports: one record for each candidate and figure."""
    announcers = Announcers(units, entities, voices)
    sentences = [list(sentence) for unit in units for sentence in unit.doc.sents]
    counts_told = any(tells_a_count(tokens) for tokens in sentences)
    polls = Polls(sentences)
    asked = is_of_a_referendum(units)
    found: list[ResultMention] = []
    for tokens in sentences:
        found += find_declared_winners(tokens, entities, announcers)
        shares = find_shares(tokens, entities, counts_told)
        found += [f for f in shares if f.share is None] if polls.in_(tokens) else shares
        if asked and tells_figures(tokens) and not polls.in_(tokens):
            options = list(find_option_shares(tokens, entities))
            told = {(o.anchor.i, o.share) for o in options}
            found = [f for f in found if (f.anchor.i, f.share) not in told or f.anchor.doc is not tokens[0].doc]
            found += options
        found += find_told_winners(tokens, entities, announcers, voices)
    year = year_of_contest(article)
    merged = _merge(found, announcers, year)
    results = [
        _record(article, f, voices, _lead(f, merged, polls, year))
        for f in (*merged, *_beyond_figures(sentences, entities, announcers, polls, year))
    ]
    return tuple({result.id: result for result in results}.values())


def _beyond_figures(
    sentences: Sequence[list[Token]], entities: Entities, announcers: Announcers, polls: Polls, year: int | None
) -> Iterator[ResultMention]:
    """What is told of a win that is no figure: that it was won everywhere, that it cannot be overturned."""
    for tokens in sentences:
        found = [*find_won_everywhere(tokens, entities), *find_irreversible_leads(tokens, entities)]
        if not found or polls.in_(tokens):
            continue
        for finding in found:
            if not is_of_another_vote(finding.anchor, year):
                finding.authority = announcers.in_sentence(finding.anchor)
                yield finding


def _merge(found: list[ResultMention], announcers: Announcers, year: int | None) -> list[ResultMention]:
    """One finding for each candidate, figure and authority: a win and its share in one sentence are one result."""
    merged: list[ResultMention] = []
    for finding in found:
        if is_of_another_vote(finding.anchor, year):
            continue
        if finding.authority is None and finding.by != "told-won":
            finding.authority = announcers.of(finding.anchor, finding.candidate)
        twin = next((m for m in merged if _same_sentence(m, finding) and _agree(m, finding)), None)
        if twin is None:
            merged.append(finding)
            continue
        for key in _FIGURES:
            if getattr(twin, key) is None:
                setattr(twin, key, getattr(finding, key))
        twin.bound = finding.bound if finding.share is not None and twin.bound == "exact" else twin.bound
        twin.clause = twin.clause if twin.clause is not None else finding.clause
    return [
        f
        for i, f in enumerate(_with_ranks(merged))
        if not any(_says_no_more(f, g, i > k) for k, g in enumerate(merged) if g is not f)
    ]


def announced(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results that somebody announced or that have a figure.

    That somebody "won" in the reporter's own voice tells whom the contest is about, and is nobody's announcement.
    """
    return tuple(
        r for r in results if r.by != "told-won" or r.authority is not None or (r.share, r.votes) != (None, None)
    )


_FIGURES = ("share", "votes", "rank")


def _with_ranks(merged: list[ResultMention]) -> list[ResultMention]:
    """A winner named in one sentence and their figures in another are one result; the figures' record has the rank."""
    for win in [f for f in merged if _only_rank(f)]:
        told = [f for f in merged if f.candidate is win.candidate and not _only_rank(f) and f.rank is None]
        for finding in told:
            if finding.authority is win.authority:
                finding.rank = win.rank
    return merged


def _same_sentence(a: ResultMention, b: ResultMention) -> bool:
    return a.anchor.doc is b.anchor.doc and a.anchor.sent.start == b.anchor.sent.start


def _agree(a: ResultMention, b: ResultMention) -> bool:
    """Whether two findings are of one candidate under one name and their figures do not differ."""
    pairs = [(getattr(a, k), getattr(b, k)) for k in _FIGURES]
    return (
        a.candidate is b.candidate
        and a.authority is b.authority
        and all(x is None or y is None or x == y for x, y in pairs)
    )


def _says_no_more(finding: ResultMention, other: ResultMention, later: bool) -> bool:
    """Whether all figures of a finding stand in another, fuller or told earlier in the body.

    That somebody won says no more than any figure of theirs, unless the figure is a side's own.
    """
    if _only_rank(finding) and finding.candidate is other.candidate and not _only_rank(other):
        side = other.authority is not None and other.authority.speaks_for == "party"
        return not side
    if not _agree(finding, other) and not (
        finding.candidate is other.candidate and _only_rank(finding) and other.rank == finding.rank
    ):
        return False
    mine = {k for k in _FIGURES if getattr(finding, k) is not None}
    theirs = {k for k in _FIGURES if getattr(other, k) is not None}
    if not mine <= theirs:
        return False
    mine_headline, other_headline = unit_of(finding.anchor).headline, unit_of(other.anchor).headline
    return mine < theirs or (mine_headline and not other_headline) or (later and mine_headline == other_headline)


def _only_rank(finding: ResultMention) -> bool:
    return finding.share is None and finding.votes is None


def _lead(finding: ResultMention, all_found: Sequence[ResultMention], polls: Polls, year: int | None) -> Lead | None:
    """By how much a winner won, where the sentence tells of one winner only and of no poll."""
    tokens = list((finding.clause or finding.anchor).sent)
    winners = {f.candidate.key for f in all_found if f.rank == 1 and _same_sentence(f, finding)}
    if finding.rank != 1 or len(winners) != 1 or polls.in_(tokens):
        return None
    return lead_of_win(finding.clause or finding.anchor, year)


def _figures(tokens: Sequence[Token]) -> list[Figure]:
    return find_figures(tokens) if tells_figures(tokens) else []


def _record(article: Article, finding: ResultMention, voices: AttributionIndex, lead: Lead | None) -> Result:
    anchor = finding.clause or finding.anchor
    start, end = dependencies.sentence_span(anchor)
    at = unit_of(finding.anchor).starts[finding.anchor.i]
    spoken = voices.at(at)
    by = finding.authority
    when, when_text = _announced_when(anchor, article)
    return Result(
        id=content_id("result", article.id, finding.candidate.key, *_told(finding), start),
        authority=actor_id(article.id, by) if by is not None else None,
        candidate=actor_id(article.id, finding.candidate),
        share=finding.share,
        bound=finding.bound,  # type: ignore[arg-type]
        votes=finding.votes,
        rank=finding.rank,
        lead=lead.votes if lead else None,
        lead_points=lead.points if lead else None,
        lead_bound=lead.bound if lead else "exact",  # type: ignore[arg-type]
        everywhere=finding.everywhere,
        everywhere_of=finding.everywhere_of,
        irreversible=finding.irreversible,
        term=_term(anchor),
        announced=when,
        announced_text=when_text,
        counted=_counted(anchor),
        stated_by=actor_id(article.id, spoken.speaker)
        if spoken is not None and spoken.speaker is not None
        else (actor_id(article.id, by) if by is not None else None),
        voice="attributed" if spoken is not None or by is not None else "reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        by=finding.by,
    )


class FigureResults:
    """Figures of an article as records, for whoever else says whose they are."""

    def __init__(self, article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex) -> None:
        self._article = article
        self._voices = voices
        self._announcers = Announcers(units, entities, voices)

    def of(self, figure: Figure, candidate: Entity, by: str) -> Result:
        """The record of a figure as this candidate's, under the name that the rules read it to stand under."""
        authority = self._announcers.of(figure.unit, candidate)
        mention = ResultMention(
            candidate, figure.unit, by, authority, share=figure.share, votes=figure.votes, bound=figure.bound
        )
        return _record(self._article, mention, self._voices, None)


def _told(finding: ResultMention) -> tuple[object, ...]:
    """What tells a finding from others of the same candidate and sentence."""
    figures = (finding.share, finding.votes, finding.rank)
    beyond = (finding.everywhere, finding.irreversible)
    return figures if beyond == (None, False) else (*figures, *beyond)


def _term(anchor: Token) -> int | None:
    ordinals = data("results")["ordinals"]["en"]
    for token in anchor.sent:
        if token.lemma_.lower() == "term":
            for t in token.subtree:
                if t.lower_ in ordinals:
                    return int(ordinals[t.lower_])
    return None


def _counted(anchor: Token) -> float | None:
    return next((f.share for f in _figures(list(anchor.sent)) if is_counted_so_far(f)), None)


_WHEN = re.compile(
    r"\b(?:(?:shortly|just|soon|minutes|hours|early|late) )?(?:(?:after|before|at|around|past) )?(?:midnight|noon)\b|\b(?:early|late) (?:on )?(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\bon (?P<on>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _announced_when(anchor: Token, article: Article) -> tuple[dt.date | None, str | None]:
    """When a result was announced, in the article's words, and on which day if that follows from the article's date."""
    start, end = dependencies.sentence_span(anchor)
    match = _WHEN.search(article.text, start, end)
    if match is None:
        return None, None
    filed = (
        article.dateline.date
        if article.dateline is not None and article.dateline.date is not None
        else article.published
    )
    if filed is None:
        return None, match.group()
    name = match.group("day") or match.group("on")
    back = (filed.weekday() - _DAYS.index(name)) % 7 if name else 0
    return filed - dt.timedelta(days=back), match.group()
