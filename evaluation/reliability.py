"""Whether a score means what it says: of the stances scored about .8, eight in ten should be right.

A reliability diagram (Murphy and Winkler 1977; Niculescu-Mizil and Caruana 2005) in letters: scores in bins of equal
width, beside each the mean score and the share that is right. `expected_error` is the expected calibration error
(Naeini, Cooper and Hauskrecht 2015): the mean distance of the two, weighted by the size of the bins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

BINS = 10
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Bin:
    """The scores in [low, high), how many, their mean, and the share of them that was right."""

    low: float
    high: float
    count: int
    score: float
    right: float


def bins_of(scored: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Pairs of score (0 to 1) and whether it was right, by bins of equal width; empty bins are left out."""
    found: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, right in scored:
        found[min(bins - 1, int(score * bins))].append((score, right))
    return [
        Bin(i / bins, (i + 1) / bins, len(b), fsum(s for s, _ in b) / len(b), sum(r for _, r in b) / len(b))
        for i, b in enumerate(found)
        if b
    ]


def expected_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error; None where nothing was scored."""
    total = sum(b.count for b in bins)
    return fsum(b.count * abs(b.score - b.right) for b in bins) / total if total else None


def diagram(bins: Sequence[Bin]) -> Iterator[str]:
    """A line for each bin: `=` to the share that is right, `|` where it would stand were the score exact."""
    for b in bins:
        bar = ["=" if i < round(b.right * _WIDTH) else " " for i in range(_WIDTH + 1)]
        bar[round(b.score * _WIDTH)] = "|"
        yield f"  {b.low:.1f}-{b.high:.1f}  {b.count:5,}  scored {b.score:.2f}  right {b.right:.2f}  {''.join(bar)}"
    if (error := expected_error(bins)) is not None:
        yield f"  expected calibration error {error:.3f}"
