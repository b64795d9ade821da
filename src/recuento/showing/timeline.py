"""What was announced and who said what of it, day by day, with changes of stance marked as such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recuento.records.contest import Announcement, Case
from recuento.records.inert import one_line
from recuento.records.messages import Message
from recuento.records.said import StanceKind
from recuento.records.verdict import Reaction

from .claims import coverage_in_short
from .numbers import Numbers
from .voices import STANCES
from .wording import Wording

_FIGURES = 3


@dataclass(frozen=True)
class Event:
    """One line of a day: an announcement, or all who took a stance; `kind` is announced or the stance."""

    kind: str
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Day:
    """A day and what happened on it."""

    iso: str
    day: str
    events: tuple[Event, ...]


def timeline(
    case: Case, reactions: Sequence[Reaction], numbers: Numbers, name: Callable[[Reaction], str]
) -> tuple[Day, ...]:
    """The days on which something is known to have been announced or said, in order; what has no day is left out.

    `name` tells what an actor without a country abroad may be called on the page.
    """
    wording = Wording(numbers.locale)
    days: dict[dt.date, list[Event]] = {}
    for i, made in enumerate(sorted(case.announcements, key=lambda a: a.moment), start=1):
        days.setdefault(made.at.date(), []).append(_announced(case, made, f"n{i}", numbers, wording))
    before: dict[tuple[str | None, str], str] = {}
    said: dict[tuple[dt.date, str], list[str]] = {}
    for reaction in sorted((r for r in reactions if r.date and not r.to_check), key=lambda r: (r.date, r.stance)):
        abroad = reaction.country not in {None, case.contest.country}
        who = numbers.country(reaction.country) if abroad else name(reaction)
        key = (reaction.country, "" if abroad else reaction.actor)
        earlier = before.get(key)
        before[key] = reaction.stance
        if earlier not in {None, reaction.stance}:
            was = numbers.text(STANCES[StanceKind(earlier)][0]).lower()
            who = wording.text(Message("timeline.changed", who=who, was=was))
        if reaction.date is not None:
            said.setdefault((reaction.date, reaction.stance), []).append(who)
    for (day, stance), names in said.items():
        title = numbers.text(STANCES[StanceKind(stance)][0])
        text = wording.text(Message("timeline.stand", stance=title, names=tuple(dict.fromkeys(names))))
        days.setdefault(day, []).append(Event(stance, text, f"s-{stance}"))
    return tuple(Day(day.isoformat(), numbers.day(day), tuple(events)) for day, events in sorted(days.items()))


def _announced(case: Case, made: Announcement, anchor: str, numbers: Numbers, wording: Wording) -> Event:
    names = {c.id: one_line(c.name) for c in case.candidates}
    shares = [f"{names.get(c, c)} {numbers.as_written(s)}" for c, s in list(made.shares.items())[:_FIGURES]]
    votes = [f"{names.get(c, c)} {numbers.count(v)}" for c, v in list(made.votes.items())[:_FIGURES]]
    figures = tuple(shares or votes)
    key = "timeline.announced_in_part" if made.coverage and made.coverage.percent < 100 else "timeline.announced"
    part = coverage_in_short(made, numbers)
    authority = one_line(case.contest.authority)
    return Event("announced", wording.text(Message(key, authority=authority, figures=figures, part=part)), anchor)
