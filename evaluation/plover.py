"""The plover-gsr-dev set: single sentences, each with one event type, its actors and the words that carry it.

A sentence is right when the type of its first read event is the gold's; the set's newer name of the type counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from recuento.records.said import Event, Reading
from recuento.records.text import Span
from recuento.scoring.bench import Mistake
from recuento.scoring.matching import touches

from .reader import read_texts
from .shared import Json, json_lines


@dataclass
class PloverScore:
    """How many sentences have the right type first, the right type at all, no event, and the right first actor."""

    sentences: int = 0
    first: int = 0
    any: int = 0
    silent: int = 0
    actors: int = 0
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """The share of sentences whose first event has the right type."""
        return self.first / self.sentences if self.sentences else 0.0


def evaluate_plover(folder: Path) -> PloverScore:
    """Read each sentence as a text and set its events beside the gold type."""
    golds = json_lines(folder / "events.jsonl")
    total = PloverScore()
    for gold, reading in zip(golds, read_texts([g["text"] for g in golds]), strict=True):
        _count(total, gold, reading)
    return total


def _count(total: PloverScore, gold: Json, reading: Reading) -> None:
    """Count one sentence."""
    wanted = {gold["event"], gold["event_plover_2021"]}
    events = sorted(reading.events, key=lambda e: e.start)
    types = [e.type.upper() for e in events]
    first = types[0] if types else "none"
    total.sentences += 1
    total.first += first in wanted
    total.any += bool(wanted & set(types))
    total.silent += not events
    total.actors += bool(events) and _same_source(gold, events[0], reading)
    if first not in wanted:
        total.confusions[gold["event_plover_2021"], first] += 1
        by = events[0].by if events else ""
        detail = f"{', '.join(types) or 'none'}, not {gold['event_plover_2021']} ({gold['event_text']})"
        total.mistakes.append(Mistake(gold["id"], "events", "wrong type", detail, gold["text"], by))


def _same_source(gold: Json, event: Event, reading: Reading) -> bool:
    """Whether the event's actor is named where the gold has a source, or is of a source's country."""
    actor = reading.actor(event.actor)
    if actor is None:
        return False
    spans: list[Span] = [tuple(s["span"]) for s in gold["source"] if s.get("span")]
    countries = {s["country"] for s in gold["source"] if s.get("country")}
    return actor.country in countries or any(touches(m, s) for m in actor.mentions for s in spans)
