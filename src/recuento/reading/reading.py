"""The room's order of work: a page becomes an article, the article is parsed, and each step makes its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from recuento.errors import RecuentoError, TextError
from recuento.records.said import Actor, Reading
from recuento.records.text import Article

from .acts import find_acts
from .cast import Cast
from .contested import find_contested
from .events import find_events
from .language import language_of
from .page import article_from_text, read_pages
from .parsing import Unit, cut_into_units, load_pipeline, parse
from .pledges import find_pledges
from .quotations import find_attributions
from .relations import find_relations
from .results import find_results
from .someone import as_actor
from .speakers import Voices, as_quotation, resolve_speakers
from .stances import derive_stances
from .victory import find_victory_claims

if TYPE_CHECKING:
    from spacy.language import Language

BATCH_WORDS = 20_000
"""About how many words are parsed together; bounds memory over a stream of any length."""


def read(text: str, *, source: str = "<text>", pipeline: str | None = None) -> Reading:
    """Read one plain-text article given as a string.

    Raises `TextError` where there is nothing to read. An article in a language that the pipeline is not for is
    returned without records and with a note that says so.
    """
    article = article_from_text(text, source)
    return next(read_articles([article], pipeline=pipeline))


def read_many(
    inputs: Iterable[str | Path], *, stdin: bytes | None = None, pipeline: str | None = None, processes: int = 1
) -> Iterator[Reading | RecuentoError]:
    """Read files, folders, URLs or "-" as a stream, in order. A page that cannot be used yields its error instead."""
    if processes > 1:
        from .parallel import read_in_parallel

        yield from read_in_parallel(inputs, stdin=stdin, pipeline=pipeline, processes=processes)
        return
    yield from read_stream(read_pages(inputs, stdin=stdin), pipeline=pipeline)


def read_articles(articles: Iterable[Article], *, pipeline: str | None = None) -> Iterator[Reading]:
    """Read articles that are already at hand, as a stream, in order."""
    for reading in read_stream(articles, pipeline=pipeline):
        if isinstance(reading, RecuentoError):
            raise reading
        yield reading


def read_stream(
    pages: Iterable[Article | TextError], *, pipeline: str | None = None
) -> Iterator[Reading | RecuentoError]:
    """Parse and read in batches of bounded size; errors keep their place in the order."""
    nlp = load_pipeline(pipeline)
    batch: list[Article | TextError] = []
    words = 0
    for page in pages:
        batch.append(page)
        words += 0 if isinstance(page, TextError) else len(page.text) // 6
        if words >= BATCH_WORDS:
            yield from _read_batch(batch, nlp)
            batch, words = [], 0
    yield from _read_batch(batch, nlp)


def _read_batch(batch: Sequence[Article | TextError], nlp: Language) -> Iterator[Reading | RecuentoError]:
    articles = [_with_language(page) if isinstance(page, Article) else page for page in batch]
    readable = [a for a in articles if isinstance(a, Article) and a.language == nlp.lang]
    cut = [cut_into_units(a.text, a.body, _has_headline(a), nlp) for a in readable]
    parsed = parse((unit for units in cut for unit in units), nlp)
    units_of = iter([[next(parsed) for _ in units] for units in cut])
    for article in articles:
        if isinstance(article, RecuentoError):
            yield article
        elif article.language == nlp.lang:
            yield read_article(article, next(units_of))
        else:
            yield _unread(article, nlp)


def _with_language(article: Article) -> Article:
    return article if article.language else article.model_copy(update={"language": language_of(article)})


_ACTOR_KEYS = frozenset(
    {
        "speaker",
        "authority",
        "candidate",
        "stated_by",
        "claimant",
        "actor",
        "target",
        "toward",
        "recipient",
        "a",
        "b",
        "to",
        "by",
    }
)


def _has_headline(article: Article) -> bool:
    return bool(article.title and article.body) and article.text[slice(*article.body[0])] == article.title


def _unread(article: Article, nlp: Language) -> Reading:
    language = article.language or "an unknown language"
    note = f"not read: the text is in {language!r} and the pipeline is for {nlp.lang!r}"
    return Reading(article=article, notes=(note,))


def read_article(article: Article, units: Sequence[Unit]) -> Reading:
    """Everything said in a parsed article."""
    cast = Cast(units)
    spoken = resolve_speakers(find_attributions(units), units, cast)
    voices = Voices(spoken)
    results = find_results(article, units, cast, voices)
    claims = find_victory_claims(article, units, cast, voices)
    contest = find_contested(article.id, units, cast, results, claims)
    acts = find_acts(article, units, cast, voices, contest)
    reading = Reading(
        article=article,
        quotations=tuple(as_quotation(article.id, article.text, s) for s in spoken),
        results=results,
        victory_claims=claims,
        acts=acts,
        stances=derive_stances(article, acts, cast),
        pledges=find_pledges(article, units, cast, voices),
        relations=find_relations(article, units, cast, voices),
        events=find_events(article, units, cast, voices),
    )
    return reading.model_copy(update={"actors": _those_who_matter(reading, cast)})


def _those_who_matter(reading: Reading, cast: Cast) -> tuple[Actor, ...]:
    """The actors that some record names, and people in office; not every capitalised word that might be a person."""
    named = {value for record in reading.located() for key, value in record if key in _ACTOR_KEYS}
    everyone = sorted((s for s in cast.everyone() if s.mentions), key=lambda s: (min(s.mentions), s.key))
    actors = [(s, as_actor(reading.article.id, s)) for s in everyone]
    return tuple(a for s, a in actors if a.id in named or (s.kind == "person" and s.role is not None))
