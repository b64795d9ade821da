"""Each government's or organisation's stance over all articles: one row an actor and stance, latest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from recuento.records.said import Reading
from recuento.records.text import Span
from recuento.records.verdict import Reaction

from .names import folded, same_name


@dataclass
class _Row:
    """A reaction while it is being put together."""

    country: str | None
    names: list[str]
    stance: str
    dates: list[dt.date] = field(default_factory=list)
    places: list[tuple[str, Span]] = field(default_factory=list)

    def is_of(self, name: str) -> bool:
        """Whether the name is this row's actor: the same words or, in a known country, some of them."""
        if any(folded(name) == folded(known) for known in self.names):
            return True
        return self.country is not None and any(same_name(name, known) for known in self.names)


def reactions_in(readings: Sequence[Reading]) -> tuple[Reaction, ...]:
    """One reaction for each country, actor and stance. An actor of no known country is kept, with a null country."""
    rows: list[_Row] = []
    index: dict[tuple[str | None, str], list[_Row]] = {}
    for reading in readings:
        article = reading.article
        written = article.published or (article.dateline.date if article.dateline else None)
        for stance in reading.stances:
            actor = reading.actor(stance.actor)
            name = actor.name if actor else stance.actor
            kin = index.setdefault((stance.country, stance.stance.value), [])
            row = next((r for r in kin if r.is_of(name)), None)
            if row is None:
                row = _Row(stance.country, [], stance.stance.value)
                rows.append(row)
                kin.append(row)
            if name not in row.names:
                row.names.append(name)
            row.places.append((article.id, (stance.start, stance.end)))
            if day := stance.date or written:
                row.dates.append(day)
    return tuple(sorted(map(_reaction, rows), key=_latest_first))


def _reaction(row: _Row) -> Reaction:
    places = sorted(dict.fromkeys(row.places))
    return Reaction(
        country=row.country,
        actor=max(row.names, key=lambda name: (len(folded(name)), name)),
        stance=row.stance,
        date=max(row.dates, default=None),
        articles=tuple(article for article, _ in places),
        spans=tuple(span for _, span in places),
    )


def _latest_first(reaction: Reaction) -> tuple[int, str, str, str]:
    day = -reaction.date.toordinal() if reaction.date else 1
    return day, reaction.country or "~", reaction.actor, reaction.stance
