"""Set a reading beside the gold, kind by kind, and say what is right, false and missed, and why.

Works on records alone: who made the reading does not matter. Each kind has its rule for "the same record", told in
the docstring of its function. What holds for all:

- pairs are one to one; a firm gold record is served before an optional one;
- an optional gold record costs nothing when missed and earns nothing when read;
- a read record that repeats one already paired (headline and body) is not counted, save for quotations,
  where saying it twice is a mistake;
- an attribute (speaker, target, status) is asked of paired records only and never changes precision or recall.
"""

from __future__ import annotations

from collections.abc import Iterable

from recuento.records.figures import Figures
from recuento.records.said import Reading

from .attitudes import acts, stances
from .bench import KINDS, Bench, Mistake, Score
from .gold import GoldArticle, load_gold
from .page import page_fields, page_lines
from .quotations import quotations
from .results import results, victory_claims
from .ties import events, pledges, relations

__all__ = ["KINDS", "Figures", "GoldArticle", "Mistake", "Score", "load_gold", "score"]

STEPS = (page_fields, page_lines, quotations, results, victory_claims, acts, stances, pledges, relations, events)


def score(pairs: Iterable[tuple[GoldArticle, Reading]]) -> Score:
    """The figures and mistakes of readings set beside their gold."""
    total = Score()
    for gold, reading in pairs:
        total.texts += 1
        for step in STEPS:
            step(Bench(gold, reading, total))
    return total
