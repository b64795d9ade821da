"""The room's order of work: a page becomes an article, the article is parsed, and each step makes its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from recuento.errors import RecuentoError, TextError, is_of_the_input
from recuento.records.said import NOT_READ, Actor, Reading
from recuento.records.text import Article

from .attribution.quotations import find_attributions
from .attribution.speakers import AttributionIndex, as_quotation, resolve_speakers
from .entities.entities import Entities
from .entities.entity import as_actor
from .entities.resolver import EntityResolver
from .events.events import find_events
from .events.pledges import find_pledges
from .events.relations import find_relations
from .gate import admitted, judged
from .gazetteer import lookup
from .gazetteer.leaders import moment_of
from .model_reader.material import Parsed, Told
from .pages import article_from_text
from .pages.inputs import article_or_error, broken
from .pages.raw import RawPage
from .parse.language import elsewhere, language_of
from .parse.pipeline import LANGUAGE, Pipelines, load_pipeline
from .parse.units import Unit, cut_into_units, parse
from .reactions.acts import find_acts
from .reactions.stance_candidates import StanceCandidate, stance_candidates
from .reactions.stance_model import likely_stances
from .reactions.stances import derive_stances, with_learned
from .results.contests import find_contests
from .results.results import announced, find_results
from .results.victory_claims import find_victory_claims
from .results.winner_and_rivals import find_contenders
from .surface.reader import languages, read_with_names

if TYPE_CHECKING:
    from .model_reader.second import SecondReader

BATCH_CHARACTERS = 120_000
"""About how much is parsed together: twenty thousand words. Bounds memory over a stream of any length."""
BATCH_PAGES = 200
"""The most articles that wait for one batch, so that a stream of dismissed ones moves on."""

Page = Article | RawPage | TextError


def read(text: str, *, source: str = "<text>", pipeline: str | None = None) -> Reading:
    """Read one plain-text article given as a string.

    Raises `TextError` where there is nothing to read. An article in a language that the pipeline is not for is
    returned without records and with a note that says so.
    """
    article = article_from_text(text, source)
    return next(read_articles([article], pipeline=pipeline))


def read_articles(
    articles: Iterable[Article], *, pipeline: str | None = None, gate: bool = False, second: SecondReader | None = None
) -> Iterator[Reading]:
    """Read articles that are already at hand, as a stream, in order."""
    for reading in read_stream(articles, pipeline=pipeline, gate=gate, second=second):
        if isinstance(reading, RecuentoError):
            raise reading
        yield reading


def read_stream(
    pages: Iterable[Page], *, pipeline: str | None = None, gate: bool = False, second: SecondReader | None = None
) -> Iterator[Reading | RecuentoError]:
    """Parse and read in batches of bounded size; errors, and articles dismissed by the gate, keep their place.

    `second`: a language model that reads stances, too.
    """
    batch: list[Article | Reading | RecuentoError] = []
    characters = 0
    pipelines = Pipelines(pipeline, languages())
    for page in pages:
        found = _brought_in(page, LANGUAGE, gate=gate)
        batch.append(found)
        characters += len(found.text) if isinstance(found, Article) else 0
        if characters >= BATCH_CHARACTERS or len(batch) >= BATCH_PAGES:
            yield from _read_batch(batch, pipelines, second)
            batch, characters = [], 0
    yield from _read_batch(batch, pipelines, second)


def _brought_in(page: Page, language: str, *, gate: bool) -> Article | Reading | RecuentoError:
    """A page as an article that knows its language, or as what became of it without a parse."""
    if isinstance(page, TextError):
        return page
    article: Article | Reading | TextError
    if isinstance(page, Article):
        article = page
    elif gate:
        try:
            article = admitted(page, language)
        except TextError as error:
            return error
    else:
        article = article_or_error(page)
    if isinstance(article, TextError):
        return article
    if isinstance(article, Reading):
        return article
    if not article.language:
        article = article.model_copy(update={"language": language_of(article)})
    return judged(article, language) if gate else article


def _read_batch(
    found: Sequence[Article | Reading | RecuentoError], pipelines: Pipelines, second: SecondReader | None = None
) -> Iterator[Reading | RecuentoError]:
    readable = [a for a in found if isinstance(a, Article) and a.language == LANGUAGE]
    todo = _parsed(readable, pipelines) if readable else iter(())
    for article in found:
        if not isinstance(article, Article):
            yield article
        elif article.language == LANGUAGE:
            units, notes = next(todo)
            yield _read_or_error(article, units, notes, second)
        else:
            yield _without_rules(article, pipelines, second)


def _parsed(articles: Sequence[Article], pipelines: Pipelines) -> Iterator[tuple[list[Unit], tuple[str, ...]]]:
    """The parsed units of each article, with notes on what of it was left out."""
    nlp = pipelines.for_the_rules()
    left_out = [elsewhere(a.text, a.body, LANGUAGE) for a in articles]
    cut = [
        cut_into_units(a.text, a.body, _has_headline(a), nlp, skip=skip)
        for a, skip in zip(articles, left_out, strict=True)
    ]
    parsed = parse((unit for units in cut for unit in units), nlp)
    for units, skipped in zip(cut, left_out, strict=True):
        yield [next(parsed) for _ in units], _notes(skipped)


def _without_rules(article: Article, pipelines: Pipelines, second: SecondReader | None) -> Reading | TextError:
    """An article in another language: by words and marks where there is a list, and by a language model where one is asked."""
    try:
        if article.language in languages():
            reading, named = read_with_names(article, pipelines.of(article.language))
            return reading if second is None else second.read_without_parse(reading, named)
        return _unread(article) if second is None else second.read_without_parse(_unread(article))
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        return broken(article.source, error)


def _read_or_error(
    article: Article, units: Sequence[Unit], notes: tuple[str, ...], second: SecondReader | None = None
) -> Reading | TextError:
    """The reading, or in its place a line: what fails on one article must not take the others with it."""
    try:
        return _read(article, units, notes, second)[0]
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        return broken(article.source, error)


_ACTOR_KEYS = frozenset(
    {
        "speaker",
        "authority",
        "winner",
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


def _unread(article: Article) -> Reading:
    language = repr(article.language) if article.language else "an unknown language"
    return Reading(
        article=article, notes=(f"{NOT_READ}the text is in {language} and the pipeline is for {LANGUAGE!r}",)
    )


def _notes(left_out: Mapping[int, str]) -> tuple[str, ...]:
    """One note for each language of paragraphs that were left out."""
    many = Counter(left_out.values())
    return tuple(
        f"left out: {count} {'paragraph' if count == 1 else 'paragraphs'} in {language!r}; the pipeline is for {LANGUAGE!r}"
        for language, count in sorted(many.items())
    )


def read_article(article: Article, units: Sequence[Unit], *, notes: tuple[str, ...] = ()) -> Reading:
    """Everything said in a parsed article."""
    return _read(article, units, notes)[0]


def read_with_candidates(article: Article, *, pipeline: str | None = None) -> tuple[Reading, list[StanceCandidate]]:
    """The reading of an article, and everybody who might have taken a stance in it: what the scorer was asked about."""
    nlp = load_pipeline(pipeline)
    units = list(parse(cut_into_units(article.text, article.body, _has_headline(article), nlp), nlp))
    return _read(article, units, ())


def _filed_in(article: Article) -> str | None:
    """The country of the place in the dateline, where it or its capital is named; None elsewhere."""
    place = article.dateline.place if article.dateline is not None else None
    named = [m.entry for part in (place or "").split(",") for m in lookup.find(part.strip().title().split())]
    return next((e.code for e in reversed(named) if e.kind in {"country", "capital", "part"} and not e.also), None)


def _read(
    article: Article, units: Sequence[Unit], notes: tuple[str, ...], second: SecondReader | None = None
) -> tuple[Reading, list[StanceCandidate]]:
    resolver = EntityResolver(units, moment_of(article), _filed_in(article))
    spoken = resolve_speakers(find_attributions(units), units, resolver)
    entities = resolver.resolve()
    voices = AttributionIndex(spoken)
    results = find_results(article, units, entities, voices)
    claims = find_victory_claims(article, units, entities, voices)
    contest = find_contenders(article.id, units, entities, results, claims)
    results = announced(results)
    acts = find_acts(article, units, entities, voices, contest)
    candidates = list(stance_candidates(article, units, entities, voices))
    stances = with_learned(
        article, derive_stances(article, acts, entities), acts, likely_stances(candidates), entities, contest.winner
    )
    quotations = tuple(as_quotation(article.id, article.text, s) for s in spoken)
    if second is not None:
        told, more = second.read(
            article,
            Parsed(units, candidates, entities, voices, contest.winner),
            Told(stances, acts, quotations, results),
        )
        stances, quotations, results, notes = told.stances, told.quotations, told.results, (*notes, *more)
    contests = find_contests(article, units, entities, contest)
    own = {"contest": contests[0].id if contests else None}
    reading = Reading(
        article=article,
        contests=contests,
        quotations=quotations,
        results=tuple(r.model_copy(update=own) for r in results),
        victory_claims=tuple(c.model_copy(update=own) for c in claims),
        acts=tuple(a.model_copy(update=own) for a in acts),
        stances=tuple(s.model_copy(update=own) for s in stances),
        pledges=find_pledges(article, units, entities, voices),
        relations=find_relations(article, units, entities, voices),
        events=find_events(article, units, entities, voices),
        notes=notes,
    )
    return reading.model_copy(update={"actors": _those_who_matter(reading, entities)}), candidates


def _those_who_matter(reading: Reading, entities: Entities) -> tuple[Actor, ...]:
    """The actors that some record names, and people in office; not every capitalised word that might be a person."""
    named = {value for record in reading.located() for key, value in record if key in _ACTOR_KEYS}
    named |= {candidate for contest in reading.contests for candidate in contest.candidates}
    named |= {q.model.speaker for q in reading.quotations if q.model is not None}
    named |= {r.model.candidate for r in reading.results if r.model is not None}
    everyone = sorted((s for s in entities.everyone() if s.mentions), key=lambda s: (min(s.mentions), s.key))
    actors = [(s, as_actor(reading.article, s)) for s in everyone]
    return tuple(a for s, a in actors if a.id in named or (s.kind == "person" and s.role is not None))
