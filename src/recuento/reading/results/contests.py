"""Which elections an article tells of: its own, and others that it names by country or year.

Everything that is read as said or done is of the article's own; what is told of another ("in the 2017 election", "Kenya's
vote") is left out by the rules, and that other one is only named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from recuento.reading.entities.contest_country import elections_of_countries
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import actor_id
from recuento.reading.lexicon.vocabulary import word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit
from recuento.records.said import ContestTold
from recuento.records.text import Article, Span, content_id

from .another_vote import YEAR
from .winner_and_rivals import Contenders

_WITH_A_YEAR = frozenset({"nummod", "compound", "nmod", "amod", "appos", "npadvmod"})


@dataclass(frozen=True, slots=True)
class _Named:
    """A word for an election with the country and year that stand with it."""

    country: str | None
    year: int | None
    vote: Token


def find_contests(
    article: Article, units: Sequence[Unit], entities: Entities, contenders: Contenders
) -> tuple[ContestTold, ...]:
    """The article's own contest first, with its evidence; then each other that is named, once. None where none is told."""
    named = [n for unit in sorted(units, key=lambda u: u.headline) for n in _named_in(unit, entities)]
    home = entities.contest_country
    own = [n for n in named if n.country in {None, home}]
    year = _year_of(article, own)
    shown = next((n.vote for n in own if n.country == home and home is not None), None)
    shown = shown or next((n.vote for n in own), None)
    found: list[ContestTold] = []
    if shown is not None and (home is not None or contenders.winner is not None):
        people = [p for p in (contenders.winner, *contenders.rivals) if p is not None]
        declared = contenders.winner if contenders.declared else None  # who is only talked of as the winner is not it
        winner = actor_id(article.id, declared) if declared is not None else None
        candidates = tuple(actor_id(article.id, p) for p in people)
        found.append(_record(article, home, year, shown, "own", winner, candidates))
    others: dict[tuple[str | None, int | None], Token] = {}
    for n in named:
        elsewhere = n.country not in {None, home}
        if found and (elsewhere or _is_another(article, n.year, year)):
            others.setdefault((n.country if elsewhere else home, n.year), n.vote)
    bare = {country for country, told in others if told is not None}
    found += [
        _record(article, country, told, vote, "named")
        for (country, told), vote in others.items()
        if told is not None or country not in bare
    ]
    return tuple(found)


def _named_in(unit: Unit, entities: Entities) -> Iterator[_Named]:
    """Each word for an election of a unit that a country or a year stands with, or that stands alone."""
    countries = dict(elections_of_countries(unit, entities.mentions[id(unit)]))
    for token in unit.tokens:
        if token.lemma_.lower() in word_list("contest", "en")["contests"]:
            yield _Named(countries.get(token.i), _year_with(token), token)


def _year_with(vote: Token) -> int | None:
    """The year that dates a vote: "the 2017 election", "the election of 2017", "the election held in May 2017"."""
    beside = [c for c in vote.children if c.dep_ in _WITH_A_YEAR]
    beside += dependencies.prepositional(vote, "of", "in", "from")
    beside += [
        t for c in vote.children if c.dep_ in {"acl", "relcl"} for t in dependencies.prepositional(c, "in", "on")
    ]
    every = (t for c in beside for t in (c, *c.children))
    return next((int(t.text) for t in every if YEAR.fullmatch(t.text)), None)


def _year_of(article: Article, own: Sequence[_Named]) -> int | None:
    """The year of the article's own contest: the latest that it names for a vote, not long before its date.

    Null where no year is named with the vote: the article's date alone does not tell how long ago the vote was. Null as
    well in an article without a date: on 292 real texts half of the years so taken were those of an earlier vote.
    """
    if article.published is None:
        return None
    last = article.published.year
    return max((n.year for n in own if n.year is not None and last - 1 <= n.year <= last), default=None)


def _is_another(article: Article, named: int | None, own: int | None) -> bool:
    """Whether a year named with a vote is not that of the article's own."""
    if named is None or named == own:
        return False
    return own is not None or (article.published is not None and named < article.published.year - 1)


def _record(
    article: Article,
    country: str | None,
    year: int | None,
    vote: Token,
    by: Literal["own", "named"],
    winner: str | None = None,
    candidates: tuple[str, ...] = (),
) -> ContestTold:
    span: Span = dependencies.sentence_span(vote)
    return ContestTold(
        id=content_id("contest", article.id, country, year),
        country=country,
        year=year,
        winner=winner,
        candidates=candidates,
        start=span[0],
        end=span[1],
        text=article.text[slice(*span)],
        by=by,
    )
