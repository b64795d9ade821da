"""Each government's or organisation's stance over all articles: one row an actor and stance, latest first.

Stories are counted and not their copies: of each story one article stands for the stance, the fullest that shows it.
Where no day is told for the stance it is that on which the first of them was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from recuento.records.names import names_match
from recuento.records.said import UNSURE, Reading, Stance
from recuento.records.stories import by_story
from recuento.records.text import Span
from recuento.records.verdict import Reaction

from .names import folded


@dataclass
class _Row:
    """A reaction while it is being put together."""

    country: str | None
    names: list[str]
    stance: str
    to_check: bool = False
    told: list[dt.date] = field(default_factory=list)
    published: dict[str, dt.date] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    places: list[tuple[str, Span]] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)

    def note(self, reading: Reading, stance: Stance) -> None:
        """Takes down that an article, the fullest of its story first, shows this stance."""
        article, story = reading.article, reading.story_id
        if self.shown.setdefault(story, article.id) == article.id:
            self.places.append((article.id, (stance.start, stance.end)))
        else:
            self.copies.append(article.id)
        written = article.published or (article.dateline.date if article.dateline else None)
        if stance.date:
            self.told.append(stance.date)
        elif written:
            self.published[story] = min(written, self.published.get(story, written))

    def is_of(self, name: str) -> bool:
        """Whether the name is this row's actor: the same words or, in a known country, some of them."""
        if any(folded(name) == folded(known) for known in self.names):
            return True
        return self.country is not None and any(names_match(name, known) for known in self.names)


def reactions_in(readings: Sequence[Reading]) -> tuple[Reaction, ...]:
    """One reaction for each country, actor and stance. An actor of no known country is kept, with a null country.

    Stances that the scorer alone found are reactions of their own, to be checked, and only of those of whom no rule
    found any.
    """
    rows: list[_Row] = []
    index: dict[tuple[str | None, str, bool], list[_Row]] = {}
    firm = {stance.country for reading in readings for stance in reading.stances if stance.by not in UNSURE}
    for reading in (telling for tellings in by_story(readings) for telling in tellings):
        for stance in reading.stances:
            actor = reading.actor(stance.actor)
            name = actor.name if actor else stance.actor
            learned = stance.by in UNSURE
            if learned and stance.country in firm:
                continue
            kin = index.setdefault((stance.country, stance.stance.value, learned), [])
            row = next((r for r in kin if r.is_of(name)), None)
            if row is None:
                row = _Row(stance.country, [], stance.stance.value, learned)
                rows.append(row)
                kin.append(row)
            if name not in row.names:
                row.names.append(name)
            row.note(reading, stance)
    return tuple(sorted(map(_reaction, rows), key=_latest_first))


def _reaction(row: _Row) -> Reaction:
    places = sorted(dict.fromkeys(row.places))
    return Reaction(
        country=row.country,
        actor=max(row.names, key=lambda name: (len(folded(name)), name)),
        stance=row.stance,
        date=max([*row.told, *row.published.values()], default=None),
        articles=tuple(article for article, _ in places),
        spans=tuple(span for _, span in places),
        copies=tuple(sorted(set(row.copies) - {article for article, _ in places})),
        to_check=row.to_check,
    )


def _latest_first(reaction: Reaction) -> tuple[int, str, str, str]:
    day = -reaction.date.toordinal() if reaction.date else 1
    return day, reaction.country or "~", reaction.actor, reaction.stance
