"""How far figures of several texts can be trusted: averaged over elections, and how they vary with the texts drawn.

An average over elections (macro) gives an election with one text the weight of one with thirty. The interval is the
percentile bootstrap (Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979): sources
are drawn again with replacement, as texts of one source are alike; the draws are seeded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from recuento.records.figures import Figures

DRAWS = 1000
_TAIL = 0.025


@dataclass(frozen=True)
class Counted:
    """The figures of one text, with its election and its source."""

    election: str
    source: str
    figures: Figures


@dataclass(frozen=True)
class Spread:
    """F1 averaged over `elections` that have anything to count, and the 95% interval of the pooled F1."""

    macro: float | None
    elections: int
    low: float | None
    high: float | None

    def words(self) -> str:
        """As one line of a report."""
        if self.macro is None or self.low is None or self.high is None:
            return "nothing to count"
        return f"over {self.elections} elections {self.macro:.2f}; 95% interval {self.low:.2f} to {self.high:.2f}"


def spread_of(counted: Iterable[Counted], draws: int = DRAWS) -> Spread:
    """The spread of F1 over the texts."""
    texts = list(counted)
    by_election = [f1 for group in _grouped(texts, "election") if (f1 := pooled(group).f1) is not None]
    by_source = [pooled(group) for group in _grouped(texts, "source")]
    seed = Random(0)  # noqa: S311 - a resampling that is the same every time, not a secret
    drawn = (pooled(seed.choices(by_source, k=len(by_source))).f1 for _ in range(draws if by_source else 0))
    found = sorted(f1 for f1 in drawn if f1 is not None)
    if not by_election or not found:
        return Spread(None, 0, None, None)
    ends = found[int(_TAIL * len(found))], found[min(len(found) - 1, int((1 - _TAIL) * len(found)))]
    return Spread(sum(by_election) / len(by_election), len(by_election), *ends)


def pooled(figures: Iterable[Figures]) -> Figures:
    """The counts of several texts added up."""
    total = Figures()
    for one in figures:
        total.add(one)
    return total


def _grouped(texts: Sequence[Counted], key: str) -> list[list[Figures]]:
    groups: dict[str, list[Figures]] = defaultdict(list)
    for text in texts:
        groups[getattr(text, key)].append(text.figures)
    return list(groups.values())
