"""Every choice of few units tried at once: the numbers of units with which announced figures can be had exactly.

The demands of a single figure, and the inequalities of several together, ask for sums that lie within limits. With few
units that is not enough: two sheets of 100 votes each give no sum of 150. So all 2^n choices among the n counted units
are laid out as columns, and each is completed by what the missing units may add:

    counts   the missing units must supply a - T votes for each announced count a over the T counted ones,
             none below zero, and together no more than their roll
    shares   for each number of votes that they may supply, every share must have a whole number of votes between the
             least and the most that are written so, and these must add up

A choice of k counted units that needs no votes from missing ones can be had at k to k + m units, one that does at
k + 1 to k + m. Where the choices are too many to try, nothing is said here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .announced_figure import Part, can_be_dealt, leaves_columns_free
from .evidence import Evidence
from .exact import Whole

_MOST_UNITS = 16
_MOST_TRIES = 4_000_000

Choices = npt.NDArray[np.bool_]


def sizes_that_fit(evidence: Evidence, parts: Sequence[Part], *, everything: bool = False) -> Mapping[int, int] | None:
    """The numbers of units with which every figure can be had, each with the counted units of an example among them.

    None where not all were tried. For `everything`, which asks about all units, only the one choice of every counted
    unit is tried, however many they are.
    """
    key = ("sizes that fit", tuple(parts), everything)
    if key not in evidence.sizes:
        evidence.sizes[key] = _sizes_that_fit(evidence, parts, everything=everything)
    return evidence.sizes[key]


def _sizes_that_fit(evidence: Evidence, parts: Sequence[Part], *, everything: bool) -> Mapping[int, int] | None:
    units, missing, roll = len(evidence.votes), evidence.missing_units, evidence.missing_roll
    if not parts or missing is None or roll is None or evidence.open.any or evidence.aggregated:
        return None
    counts = all(part.count is not None for part in parts)
    choices = 1 if everything else 2 ** min(units, 62)
    tries = choices if counts else choices * ((roll if missing else 0) + 1)
    if (units > _MOST_UNITS and not everything) or tries > _MOST_TRIES or not _fits_in_64_bits(evidence, parts):
        return None
    whole = evidence.votes.sum(axis=0, keepdims=True)
    size = np.array([units]) if everything else _over_every_choice(np.ones((units, 1), dtype=np.int64))[:, 0]
    sums = whole if everything else _over_every_choice(evidence.votes)
    found: dict[int, int] = {}
    without, supplied = (_counts_fit if counts else _shares_fit)(parts, sums, roll if missing else 0)
    for choices_that_fit, fewest_missing in ((without, 0), (supplied, 1)):
        for k in np.unique(size[choices_that_fit]).tolist():
            found.update(dict.fromkeys(range(k + fewest_missing, k + missing + 1), k))
    return {k: counted for k, counted in found.items() if k == units + missing or not everything}


def _over_every_choice(columns: Whole) -> Whole:
    """The sums of the columns over every choice of rows: each row doubles the choices, without it and with it."""
    sums = np.zeros((1, columns.shape[1]), dtype=columns.dtype)
    for row in columns:
        sums = np.concatenate([sums, sums + row])
    return sums


def _fits_in_64_bits(evidence: Evidence, parts: Sequence[Part]) -> bool:
    """Whether votes times the denominators and numerators of the shares stay whole numbers of 64 bits."""
    largest = max((max(end.numerator, end.denominator) for p in parts for end in p.share or ()), default=1)
    return evidence.votes.dtype != object and (evidence.valid + (evidence.missing_roll or 0) + 1) * largest < 2**62


def _counts_fit(parts: Sequence[Part], sums: Whole, roll: int) -> tuple[Choices, Choices]:
    """The choices that have every count as they are, and those that have it with votes of the missing units."""
    lacking = np.column_stack([(part.count or 0) - sums[:, part.columns].sum(axis=1) for part in parts])
    votes = lacking.sum(axis=1)
    possible = (lacking >= 0).all(axis=1) & (votes <= roll)
    return possible & (votes == 0), possible & (votes > 0)


def _shares_fit(parts: Sequence[Part], sums: Whole, roll: int) -> tuple[Choices, Choices]:
    """The same for shares: each number of supplied votes is tried."""
    counted, free = sums.sum(axis=1), leaves_columns_free(parts, sums.shape[1])
    own = [sums[:, part.columns].sum(axis=1) for part in parts]
    without, supplied = np.zeros(len(sums), dtype=bool), np.zeros(len(sums), dtype=bool)
    for added in range(roll + 1):
        fit = can_be_dealt(parts, own, counted + added, added, free=free)
        if added:
            supplied |= fit
        else:
            without = fit
    return without, supplied
