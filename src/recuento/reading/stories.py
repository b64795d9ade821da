"""One story under many outlets: which articles are tellings of the same text.

Three things make two articles one story:

- *copy*: their bodies, headlines left out, have a resemblance of at least `COPY`. That is the threshold with which
  Broder, Glassman, Manasse and Zweig clustered the web ("Syntactic clustering of the Web", 1997). A paragraph more, a
  tail cut off, another headline, other typography and other menus leave copies far above it; two stories on the same
  event by different hands share a few percent.
- *part*: at least `PART` of the shorter one's runs of words are contained in the longer one, which is at most `LONGEST_WHOLE` times as
  long: a story cut to its first paragraphs, a bulletin that opens the full report. In a text that is longer yet the
  bulletin is a source and not the story. A text goes with one whole only, the one that it fills most: it never joins
  two longer texts that both took it in.
- *rewrite*: they share at least `FEWEST` long quotations, which are more than half of the quotations of each; or,
  where one tells less, at least `FEWEST_CUT`, more than half of its own and a third of the other's. And they have a
  common origin: the same newsroom (the agency, else the outlet) within `DAYS` of each other, or so much of the wording
  that at least `RECUT` of the shorter is contained in the longer. A quotation is long with `LONG_QUOTATION` words and
  shared when all words of the shorter rendering stand in the other in a row. One famous sentence joins nothing, and so
  two stories that an agency files about the same evening stay two.

Copies are joined first, then the fullest copy of each speaks for it. Joining goes from article to article (the
updates of a running story are one story, the first and the last of which may have little in common). The grouping
depends on the set of articles only: not on their order, nor on how many processes read them.

A story's id is made of the lowest id among its articles, which are made of their texts. The same articles have the
same story on any machine; another copy of it changes the id only if its own is the lowest.

All readings are held at once, with their shingles: this is for the articles of a case, not for an endless stream.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from recuento.records.said import Reading, Story
from recuento.records.text import Article, content_id

from .likeness import Shingles, containment, near_pairs, resemblance, shingles_of, words_of

COPY = 0.5
PART = 0.7
LONGEST_WHOLE = 4
RECUT = 0.3
# Fewer shingles in common are no evidence, unless they are all there are: about two sentences.
LEAST_SHARED = 25
DAYS = 1
FEWEST, FEWEST_CUT = 2, 3
LONG_QUOTATION = 6
# The longest so many of a text's quotations are compared; few articles have more.
MOST_QUOTATIONS = 100

Kind = Literal["copy", "part", "rewrite"]


@dataclass(frozen=True)
class Tie:
    """Two articles, by their places, that tell the same story, and what shows it: `shared` is a share of 1."""

    one: int
    other: int
    by: Kind
    shared: float


def with_stories(readings: Iterable[Reading]) -> list[Reading]:
    """The readings in their order, each with the story that it tells."""
    given = list(readings)
    order = sorted(range(len(given)), key=lambda at: _fullest_first(given[at].article))
    ordered = [given[at] for at in order]
    told = dict(zip(order, _stories(ordered, ties_among(ordered)), strict=True))
    return [reading.model_copy(update={"story": told[at]}) for at, reading in enumerate(given)]


def _fullest_first(article: Article) -> tuple[int, str, str]:
    return -sum(end - start for start, end in _story_spans(article)), article.id, article.source


def _story_spans(article: Article) -> list[tuple[int, int]]:
    """The body without the headline, which each outlet writes for itself."""
    spans = [span for span in article.body if article.text[slice(*span)] != article.title]
    return spans or list(article.body)


def _stories(ordered: Sequence[Reading], ties: Sequence[Tie]) -> Iterator[Story]:
    """The story of each article, in order. The ties are a forest: they join no two articles in two ways."""
    tied: dict[int, list[Tie]] = {}
    for tie in ties:
        tied.setdefault(tie.one, []).append(tie)
        tied.setdefault(tie.other, []).append(tie)
    stories: dict[int, Story] = {}
    for fullest in range(len(ordered)):
        if fullest in stories:
            continue
        reached: dict[int, Tie | None] = {fullest: None}
        for at in (queue := [fullest]):
            for tie in tied.get(at, ()):
                beyond = tie.other if tie.one == at else tie.one
                if beyond not in reached:
                    reached[beyond] = tie
                    queue.append(beyond)
        story = content_id("story", min(ordered[at].article.id for at in reached))
        for at, reached_by in reached.items():
            stories[at] = _story_of(story, at, reached_by, ordered, alone=len(reached) == 1)
    return iter([stories[at] for at in range(len(ordered))])


def _story_of(story: str, at: int, tie: Tie | None, ordered: Sequence[Reading], *, alone: bool) -> Story:
    if tie is None:
        return Story(id=story, by="alone" if alone else "fullest")
    like = ordered[tie.other if tie.one == at else tie.one].article.id
    return Story(id=story, by=tie.by, like=like, shared=round(100 * tie.shared, 1))


# --- what ties articles ---------------------------------------------------------------------------------------------


class _Groups:
    """Which articles have been joined; of each group the first in order stands for it."""

    def __init__(self, size: int) -> None:
        self._first = list(range(size))

    def of(self, at: int) -> int:
        """The first of the group in which this one is."""
        while self._first[at] != at:
            self._first[at] = self._first[self._first[at]]
            at = self._first[at]
        return at

    def join(self, one: int, other: int) -> bool:
        """Makes two groups one; False where they were one already."""
        low, high = sorted((self.of(one), self.of(other)))
        self._first[high] = low
        return low != high


def ties_among(ordered: Sequence[Reading]) -> list[Tie]:
    """What joins the articles, the fullest of which come first, into stories; each tie joins two that were apart."""
    if len(ordered) < 2:
        return []
    words = [_words(reading.article) for reading in ordered]
    groups = _Groups(len(ordered))
    ties = [tie for tie in _same_words(words) if groups.join(tie.one, tie.other)]
    distinct = [at for at in range(len(ordered)) if groups.of(at) == at]
    shingles = {at: shingles_of(words[at]) for at in distinct}
    near = {
        distinct[place]: [distinct[other] for other in others]
        for place, others in enumerate(near_pairs(list(shingles.values())))
    }
    for at, others in near.items():
        for other in others:
            apart = groups.of(at) != groups.of(other)
            if apart and (tie := _copy(at, other, shingles)) and groups.join(at, other):
                ties.append(tie)
    copies: dict[int, list[int]] = {}
    for at in range(len(ordered)):
        copies.setdefault(groups.of(at), []).append(at)
    ties += [tie for tie in _apart(copies, near, ordered, shingles, groups.of) if groups.join(tie.one, tie.other)]
    return ties


def _apart(
    copies: dict[int, list[int]],
    near: dict[int, list[int]],
    ordered: Sequence[Reading],
    shingles: dict[int, Shingles],
    group_of: Callable[[int], int],
) -> list[Tie]:
    """What ties texts that are no copies of each other, each spoken for by the fullest of its own copies."""
    filed = {first: _filed(group, ordered) for first, group in copies.items()}
    pairs = {(at, first) for at in copies for other in near[at] if (first := group_of(other)) != at}
    alike = sorted(pair for pair in pairs if _recut(*pair, shingles))
    return [*_parts(copies, near, group_of, shingles), *_rewrites(filed, [*alike, *_heard_at_once(filed)])]


def _words(article: Article) -> tuple[str, ...]:
    return tuple(word for start, end in _story_spans(article) for word in words_of(article.text[start:end]))


def _same_words(words: Sequence[tuple[str, ...]]) -> Iterator[Tie]:
    """Articles that are word for word the same, however short, each tied to the first of them."""
    first: dict[tuple[str, ...], int] = {}
    for at, said in enumerate(words):
        if said and (before := first.setdefault(said, at)) != at:
            yield Tie(before, at, "copy", 1.0)


def _copy(at: int, other: int, shingles: dict[int, Shingles]) -> Tie | None:
    alike = resemblance(shingles[at], shingles[other])
    enough = alike >= COPY and len(shingles[at] & shingles[other]) >= LEAST_SHARED
    return Tie(other, at, "copy", alike) if enough else None


def _parts(
    copies: Iterable[int], near: dict[int, list[int]], group_of: Callable[[int], int], shingles: dict[int, Shingles]
) -> list[Tie]:
    """For the fullest copy of each text the longer text that it is part of, if any: the one that it fills most."""
    ties = []
    for inner in copies:
        wholes = []
        for outer in near[inner]:
            size, shared = len(shingles[outer]), containment(shingles[inner], shingles[outer])
            enough = shared >= PART and shared * len(shingles[inner]) >= LEAST_SHARED
            if enough and size <= LONGEST_WHOLE * len(shingles[inner]) and group_of(outer) != inner:
                wholes.append((-shared, size, outer))
        if wholes:
            shared, _, outer = min(wholes)
            ties.append(Tie(outer, inner, "part", -shared))
    return ties


@dataclass(frozen=True)
class _Filed:
    """Where and when the copies of one text were filed, and the long quotations in the fullest."""

    newsrooms: frozenset[str]
    days: frozenset[dt.date]
    quotations: frozenset[str]


def _filed(copies: Sequence[int], ordered: Sequence[Reading]) -> _Filed:
    articles = [ordered[at].article for at in copies]
    agencies = {article.agency for article in articles if article.agency}
    days = {day for a in articles if (day := (a.dateline.date if a.dateline else None) or a.published)}
    said = {words_of(q.text) for q in ordered[copies[0]].quotations if q.kind != "indirect"}
    longest = sorted((words for words in said if len(words) >= LONG_QUOTATION), key=lambda words: (-len(words), words))
    return _Filed(
        newsrooms=frozenset(agencies or {article.outlet for article in articles if article.outlet}),
        days=frozenset(days),
        quotations=_apart_from_each_other(" ".join(words) for words in longest[:MOST_QUOTATIONS]),
    )


def _apart_from_each_other(quotations: Iterable[str]) -> frozenset[str]:
    """The quotations, longest first, without those that only repeat words of a longer one."""
    kept: list[str] = []
    for quotation in quotations:
        if not any(_same_quotation(quotation, longer) for longer in kept):
            kept.append(quotation)
    return frozenset(kept)


def _recut(at: int, other: int, shingles: dict[int, Shingles]) -> bool:
    """Whether one text has so much of the other's wording that they can only be cut from the same copy."""
    shorter, longer = sorted((shingles[at], shingles[other]), key=len)
    return containment(shorter, longer) >= RECUT


def _heard_at_once(filed: dict[int, _Filed]) -> Iterator[tuple[int, int]]:
    """Pairs of texts of one newsroom and day that have words of a long quotation in common."""
    heard: dict[tuple[str, str], list[int]] = {}
    for first, file in filed.items():
        met: set[int] = set()
        for newsroom in sorted(file.newsrooms):
            for shingle in {s for quotation in file.quotations for s in shingles_of(quotation.split())}:
                alike = heard.setdefault((newsroom, shingle), [])
                met.update(alike)
                alike.append(first)
        for other in sorted(met):
            if any(abs((a - b).days) <= DAYS for a in file.days for b in filed[other].days):
                yield first, other


def _rewrites(filed: dict[int, _Filed], pairs: Iterable[tuple[int, int]]) -> Iterator[Tie]:
    """The pairs of a common origin that share most of their long quotations."""
    for at, other in pairs:
        if shared := _shared_quotations(filed[at], filed[other]):
            yield Tie(other, at, "rewrite", shared)


def _shared_quotations(one: _Filed, other: _Filed) -> float:
    """Which share of the fewer quotations both have, where these make one story; else 0."""
    fewer, more = sorted((one.quotations, other.quotations), key=len)
    # Counted from both sides, so that one statement which the other tells in two pieces is one.
    shared = min(sum(any(_same_quotation(a, b) for b in y) for a in x) for x, y in ((fewer, more), (more, fewer)))
    most_of_both = shared >= FEWEST and 2 * shared > len(more)
    most_of_less = shared >= FEWEST_CUT and 2 * shared > len(fewer) and 3 * shared >= len(more)
    return shared / len(fewer) if most_of_both or most_of_less else 0.0


def _same_quotation(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "
