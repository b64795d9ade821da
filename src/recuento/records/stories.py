"""Readings by the story they tell, so that what many outlets carried counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from .said import Reading

T = TypeVar("T")


def places_by_story(readings: Sequence[Reading]) -> list[list[int]]:
    """Where the tellings of each story stand among the readings: the fullest first, then as they were published.

    Stories come in the order in which the readings first touch them.
    """
    stories: dict[str, list[int]] = {}
    for at, reading in enumerate(readings):
        stories.setdefault(reading.story_id, []).append(at)
    return [sorted(places, key=lambda at: _fullest_first(readings[at])) for places in stories.values()]


def by_story(readings: Sequence[Reading]) -> list[list[Reading]]:
    """The tellings of each story, in the order of `places_by_story`."""
    return [[readings[at] for at in places] for places in places_by_story(readings)]


def once_a_story(
    readings: Sequence[Reading], found: Callable[[Reading], Iterable[T]], same: Callable[[T], Hashable]
) -> Iterator[tuple[Reading, T]]:
    """What is found in the readings, with its reading; what several tellings have in the fullest of them only.

    Things are the same where `same` gives the same of both. Within one article nothing is left out.
    """
    for tellings in by_story(readings):
        told: set[Hashable] = set()
        for reading in tellings:
            things = list(found(reading))
            yield from ((reading, thing) for thing in things if same(thing) not in told)
            told.update(same(thing) for thing in things)


def _fullest_first(reading: Reading) -> tuple[bool, dt.date, str, str]:
    article = reading.article
    fullest = reading.story is None or reading.story.by in ("alone", "fullest")
    return not fullest, article.published or dt.date.max, article.id, article.source
