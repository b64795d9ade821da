"""Gold: what a careful person read in a text, written down so that it can be set beside a `Reading`.

A gold file is TOML: any number of ``[[articles]]``, each a text and the records a careful reader would make of it.
Offsets are never written by hand. A record points at its words by quoting them (`at`), with `nth` where the same
words occur more than once, and the loader finds the offsets. It refuses a file whose quoted words are not in the
text, or are there more often than once without an `nth`, because a gold record that points nowhere would be a
miss that no reader can mend.

Actors are written as a name ("Ana Torres"), as a country or organisation code ("USA", "EU"), or as alternatives of
both ("Dmitry Peskov|RUS"). An empty string stands for nobody or an unnamed group.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from recuento.errors import InputError
from recuento.records.said import ActKind, StanceKind
from recuento.records.text import Record, Span


class GoldItem(Record):
    """One record of the gold, and the words it rests on."""

    at: Annotated[str, Field(min_length=1, description="the words of the article that say it, exactly")]
    nth: Annotated[int | None, Field(ge=1, description="which occurrence of `at`, where there are several")] = None
    optional: Annotated[bool, Field(description="a careful reader could leave it out: never counted")] = False


class GoldQuotation(Record):
    """Somebody says something: the content without its quotation marks, and who says it."""

    text: Annotated[str | tuple[str, ...], Field(description="the content, or its segments where the cue splits it")]
    nth: Annotated[int | None, Field(ge=1)] = None
    kind: Literal["direct", "indirect", "mixed"]
    speaker: Annotated[str, Field(description="whom the source resolves to; empty: nobody the article names")]
    source: Annotated[str | None, Field(description="the local words for who speaks; the nearest occurrence")] = None
    cue: str | None = None
    optional: bool = False

    @property
    def segments(self) -> tuple[str, ...]:
        """The stretches of the content."""
        return (self.text,) if isinstance(self.text, str) else self.text

    @property
    def content(self) -> str:
        """The whole content."""
        return " ".join(self.segments)


class GoldResult(GoldItem):
    """A share, count or rank of a candidate; the opposition's own tally has the opposition as authority."""

    authority: str = ""
    candidate: str
    share: float | None = None
    votes: int | None = None
    rank: int | None = None
    bound: Literal["exact", "more_than", "less_than", "about"] = "exact"


class GoldClaim(GoldItem):
    """Somebody says that they, or their side, won."""

    claimant: str


class GoldAct(GoldItem):
    """What a government, organisation or group did about the result or toward its winner."""

    country: Annotated[str, Field(description="code as in the records; empty for an unnamed group")]
    actor: Annotated[str, Field(description="who, where the country alone does not say it")] = ""
    act: ActKind
    also_ok: tuple[ActKind, ...] = ()
    target: str | None = None
    negated: bool = False
    hypothetical: bool = False
    scope: Literal["foreign", "domestic"] = "foreign"


class GoldStance(GoldItem):
    """Where a government, organisation or group stands on the announced result."""

    country: str
    actor: str = ""
    stance: StanceKind
    also_ok: tuple[StanceKind, ...] = ()
    toward: str | None = None
    current: bool = True
    scope: Literal["foreign", "domestic"] = "foreign"


class GoldPledge(GoldItem):
    """Something promised between states or leaders."""

    by: str
    to: str | None = None
    sectors: tuple[str, ...] = ()


class GoldRelation(GoldItem):
    """How two states or actors stand to each other; `a` and `b` in either order."""

    a: str
    b: str
    kind: str
    sectors: tuple[str, ...] = ()
    status: Literal["announced", "ongoing", "past"] = "ongoing"
    since: str | None = None


class GoldEvent(GoldItem):
    """Who did what to whom, in PLOVER's types."""

    actor: str
    recipient: str | None = None
    type: str
    also_ok: tuple[str, ...] = ()


class GoldPage(Record):
    """The page around the article. A field left out is one that the page does not state."""

    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    place: Annotated[str | None, Field(description="the dateline's place")] = None
    date: Annotated[dt.date | None, Field(description="the dateline's date")] = None
    published: dt.date | None = None
    furniture: Annotated[
        tuple[str, ...], Field(description="the stretches that are not the article, in the order of the text")
    ] = ()


class GoldElection(Record):
    """The contest the text is about."""

    country: Annotated[str, Field(description="ISO 3166-1 alpha-3, or empty for an invented country")]
    year: int


class GoldArticle(Record):
    """One text and everything a careful reader would record of it."""

    id: str
    style: Literal["agency", "broadsheet", "tabloid", "broadcaster"]
    election: GoldElection
    text: str
    page: GoldPage = GoldPage()
    quotations: tuple[GoldQuotation, ...] = ()
    maybe_said: Annotated[
        tuple[str, ...],
        Field(description="contents that may be read as indirect statements: urged to DO, voiced CONCERN"),
    ] = ()
    not_quotations: Annotated[tuple[str, ...], Field(description="scare quotes and titles that are no quotation")] = ()
    results: tuple[GoldResult, ...] = ()
    victory_claims: tuple[GoldClaim, ...] = ()
    acts: tuple[GoldAct, ...] = ()
    stances: tuple[GoldStance, ...] = ()
    pledges: tuple[GoldPledge, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    all_events: Annotated[bool, Field(description="whether `events` lists every event, so that others are false")] = (
        False
    )

    def span(self, item: GoldItem) -> Span:
        """The offsets of a record's words."""
        return locate(self.text, item.at, item.nth)

    def quotation_spans(self, quotation: GoldQuotation) -> tuple[Span, ...]:
        """The offsets of each segment of a quotation; segments after the first follow the one before."""
        first, *rest = quotation.segments
        spans = [locate(self.text, first, quotation.nth)]
        for segment in rest:
            spans.append(locate_from(self.text, segment, spans[-1][1]))
        return tuple(spans)

    def nearest(self, words: str, to: Span) -> Span:
        """The occurrence of `words` with the least distance from a stretch (a source or cue beside its content)."""
        found = [s for s in occurrences(self.text, words) if s[1] <= to[0] or s[0] >= to[1]]
        if not found:
            raise InputError(f"{words!r} is not in the text beside its quotation")
        return min(found, key=lambda s: max(to[0] - s[1], s[0] - to[1]))

    def furniture_spans(self) -> tuple[Span, ...]:
        """The offsets of the stretches that are not the article, each searched after the one before."""
        spans: list[Span] = []
        for words in self.page.furniture:
            spans.append(locate_from(self.text, words, spans[-1][1] if spans else 0))
        return tuple(spans)

    def items(self) -> Iterator[GoldItem]:
        """Every record that points at words by `at`."""
        yield from (*self.results, *self.victory_claims, *self.acts, *self.stances)
        yield from (*self.pledges, *self.relations, *self.events)


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where `words` stand in the text, not inside a longer word."""
    found = []
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        inside = (start > 0 and text[start - 1].isalnum() and words[0].isalnum()) or (
            end < len(text) and text[end].isalnum() and words[-1].isalnum()
        )
        if not inside:
            found.append((start, end))
        start = text.find(words, start + 1)
    return found


def locate(text: str, words: str, nth: int | None = None) -> Span:
    """The offsets of the quoted words, or an `InputError` when they are absent or ambiguous."""
    found = occurrences(text, words)
    if not found:
        raise InputError(f"{words!r} is not in the text")
    if nth is None and len(found) > 1:
        raise InputError(f"{words!r} is in the text {len(found)} times", mend="say which with nth")
    if nth is not None and nth > len(found):
        raise InputError(f"{words!r} is in the text {len(found)} times, so there is no nth = {nth}")
    return found[(nth or 1) - 1]


def locate_from(text: str, words: str, start: int) -> Span:
    """The offsets of the first occurrence of the quoted words at or after `start`."""
    after = [s for s in occurrences(text, words) if s[0] >= start]
    if not after:
        raise InputError(f"{words!r} is not in the text after offset {start}")
    return after[0]


@contextmanager
def _said_where(article: GoldArticle, words: str) -> Iterator[None]:
    """Name the article and the record in an error about words that are not there."""
    try:
        yield
    except InputError as error:
        short = words if len(words) <= 60 else f"{words[:57]}..."
        raise InputError(error.what, where=f"article {article.id!r}, record {short!r}", mend=error.mend) from None


def check(article: GoldArticle) -> None:
    """Raise an `InputError` that names the first record whose words are not to be found in the text."""
    for item in article.items():
        with _said_where(article, item.at):
            article.span(item)
    for quotation in article.quotations:
        with _said_where(article, quotation.content):
            spans = article.quotation_spans(quotation)
            for words in filter(None, [quotation.source, quotation.cue]):
                article.nearest(words, spans[0])
    with _said_where(article, "furniture"):
        article.furniture_spans()
    for words in filter(None, [article.page.title, *article.not_quotations, *article.maybe_said]):
        with _said_where(article, words):
            if words not in article.text:
                raise InputError("these words are not in the text")


def load_gold(path: Path) -> tuple[GoldArticle, ...]:
    """The articles of a gold file, every quoted word of which is known to be in its text."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is not TOML: {error}", where=str(path)) from None
    articles = []
    for number, raw in enumerate(data.get("articles", ()), start=1):
        try:
            article = GoldArticle.model_validate(raw)
            check(article)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise InputError(first["msg"], where=f"{path}, article {number}, {key}") from None
        except InputError as error:
            raise InputError(error.what, where=f"{path}, {error.where}", mend=error.mend) from None
        articles.append(article)
    if not articles:
        raise InputError("no [[articles]]", where=str(path), mend="see evaluation/README.md for the format")
    _ids_differ(path, (a.id for a in articles))
    return tuple(articles)


def _ids_differ(path: Path, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for article_id in ids:
        if article_id in seen:
            raise InputError(f"two articles have the id {article_id!r}", where=str(path))
        seen.add(article_id)
