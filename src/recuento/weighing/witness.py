"""A choice of units that makes announcement and sheets both true: sought in floats, checked in whole numbers.

The mixture that separation leaves takes most units whole or not at all and some in part. Units taken to the same part
in the same choices are alike, so the right number of them is taken, evenly over their sizes; then single units are
taken or left as long as that brings the sums nearer their limits. Finding no choice proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from .separation import Mixture, System

Choice = npt.NDArray[np.bool_]

_REPAIRS = 60
_EXHAUSTIVE = 12


def find(system: System, mixture: Mixture, holds: Callable[[Choice], bool]) -> Choice | None:
    """A choice of units that keeps the limits and for which `holds` is true, or None where none was found."""
    room = np.array(system.limits, dtype=float) - mixture.corner()
    for start in _starts(system, mixture):
        choice = _repaired(system, start, room)
        if holds(choice):
            return choice
    return None


def every_choice(units: int) -> Iterator[Choice]:
    """All choices among so few units that trying all is quick."""
    places = np.arange(units)
    for number in range(2**units):
        yield (number >> places) & 1 == 1


def few(units: int) -> bool:
    """Whether all choices among the units can be tried."""
    return units <= _EXHAUSTIVE


def _starts(system: System, mixture: Mixture) -> Iterator[Choice]:
    parts = mixture.parts()
    yield _rounded(system, mixture, parts)
    yield parts >= 0.5
    yield np.ones(len(parts), dtype=bool)


def _rounded(system: System, mixture: Mixture, parts: npt.NDArray[np.float64]) -> Choice:
    """Systematic sampling within alike units: after any number of them, the number taken is their parts' sum, rounded."""
    alike = np.zeros(len(parts))
    for choice in mixture.choices:
        alike = 2 * alike + choice
    size = np.abs(system.columns.astype(float)).sum(axis=1)
    order = np.lexsort((size, alike))
    so_far = np.floor(np.cumsum(parts[order]) + 0.5 + 1e-9)
    choice = np.zeros(len(parts), dtype=bool)
    choice[order] = np.diff(so_far, prepend=0.0) > 0.5
    return choice


def _repaired(system: System, choice: Choice, room: npt.NDArray[np.float64]) -> Choice:
    """Take or leave one unit at a time, always the one that most lessens the sums' excess over the room for them."""
    choice = choice.copy()
    columns = system.columns.astype(float)
    scale = np.maximum(np.abs(columns).max(axis=0, initial=1.0), 1.0)
    for _ in range(_REPAIRS):
        sums = choice @ columns
        excess = float((np.maximum(sums - room, 0) / scale).sum())
        if excess == 0 or not len(choice):
            break
        changed = sums + columns * np.where(choice, -1.0, 1.0)[:, None]
        after = (np.maximum(changed - room, 0) / scale).sum(axis=1)
        best = int(np.argmin(after))
        if after[best] >= excess:
            break
        choice[best] = not choice[best]
    return choice
