"""Audit of a published table: whether the images of its sheets say what it says, well enough to name its winner.

A batch is a row of the table, the ballots it can hold the roll of its unit. Sheets are drawn with replacement in proportion to their error bound
(`batch_comparison`) from a public seed (`sampler`); each is read twice, and a third time where the readings differ. A figure that the table
does not state counts as 0 in it, as it does in its sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import lcm

import numpy as np
import numpy.typing as npt

from recuento.errors import InputError
from recuento.records.audit import DrawnSheet, SheetDifference, TableAssessment, TableDraw, TablePlan

from .batch_comparison import Bounds, audited_row, bounds_of, taint_of
from .sampler import draw_weighted
from .sequential import further_draws, kaplan_markov, p_of_taints

Whole = npt.NDArray[np.int64]
ASSUMING = (
    "every vote of the table is in its rows, nobody who has no column there won, and no sheet holds more votes than the roll of its unit",
    "the seed was made in public after the table was fixed",
    "the images are those of the sheets and authentic: that is not tested",
    "it is of the table's winner: sheets that are not in the table may say otherwise",
)


@dataclass(frozen=True)
class PublishedTable:
    """Rows as arrays in the table's order: `votes` by candidate, stated or 0, and where they are `stated`; `roll` of each unit."""

    units: Sequence[str]
    sources: Sequence[str]
    rows: Sequence[int]
    candidates: Sequence[str]
    votes: Whole
    stated: npt.NDArray[np.bool_]
    roll: Whole

    def bounds(self, winners: int = 1) -> Bounds | None:
        """The error bounds; None for a tie. Raises InputError for a row with more votes than voters."""
        over = np.flatnonzero(self.votes.sum(axis=1) > self.roll)
        if len(over):
            at = int(over[0])
            raise InputError(
                f"unit {self.units[at]!r} has {int(self.votes[at].sum())} votes and {int(self.roll[at])} registered voters",
                where=f"{self.sources[at]}, row {self.rows[at]}",
                mend="an audit needs a limit that each sheet keeps: correct it, or give contest.unit_roll_max and no roll",
            )
        return bounds_of(self.votes, self.roll, self.candidates, winners)


def plan(table: PublishedTable, risk_limit: float) -> TablePlan:
    """How many draws it takes if no sheet is off."""
    bounds = table.bounds()
    sums = table.votes.sum(axis=0)
    order = np.argsort(-sums, kind="stable")
    draws = expected = None
    if bounds is not None:
        null = 1 - 1 / bounds.total
        draws = further_draws(partial(kaplan_markov, t=null), [], null, risk_limit) or 0
        expected = float((1 - (1 - bounds.of_batch / bounds.total) ** draws).sum())
    return TablePlan(
        winner=(table.candidates[int(order[0])],) if bounds is not None else (),
        margin=int(sums[order[0]] - sums[order[1]]),
        batches=len(table.units),
        error_bound=None if bounds is None else bounds.total,
        risk_limit=risk_limit,
        draws=draws,
        expected_sheets=expected,
        assuming=ASSUMING,
    )


def draw(table: PublishedTable, seed: str, draws: int) -> TableDraw:
    """The sheets drawn first to last. Raises InputError for a tie, where nothing is drawn."""
    places = _places(table, seed, draws)
    by_place: dict[int, list[int]] = {}
    for i, place in enumerate(places, start=1):
        by_place.setdefault(place, []).append(i)
    return TableDraw(
        seed=seed,
        draws=draws,
        sheets=tuple(
            DrawnSheet(unit=table.units[k], source=table.sources[k], row=table.rows[k], draws=tuple(times))
            for k, times in by_place.items()
        ),
    )


def _places(table: PublishedTable, seed: str, draws: int) -> list[int]:
    bounds = table.bounds()
    if bounds is None:
        raise InputError("the table's first two are level", mend="only a full count can tell: read every sheet")
    # Whole weights: each bound times the least common multiple of the margins, so that a draw is the same everywhere.
    whole = lcm(*(margin for _, _, margin in bounds.pairs))
    votes, roll = table.votes.astype(object), table.roll.astype(object)
    each = [(votes[:, w] - votes[:, x] + roll) * (whole // margin) for w, x, margin in bounds.pairs]
    weights = [max(0, *row) for row in zip(*each, strict=True)]
    return draw_weighted(weights, seed, 1, draws)


Reading = Mapping[str, int]


def assess(
    table: PublishedTable,
    seed: str,
    draws: int,
    readings: Mapping[str, Sequence[Reading]],
    risk_limit: float,
    inputs_sha256: str,
) -> TableAssessment:
    """What the readings of the drawn sheets show; `readings`: of each unit one after the other.

    Raises InputError for a unit that was drawn and not read twice, for one that was not drawn, and where two readings differ and no
    third decides.
    """
    places = _places(table, seed, draws)
    bounds = table.bounds()
    if bounds is None:  # `_places` refuses a tie
        raise InputError("the table's first two are level", mend="only a full count can tell")
    at = {table.units[k]: k for k in places}
    if strange := sorted(set(readings) - set(at)):
        raise InputError(f"unit {strange[0]!r} was not drawn", mend="check the seed and the number of draws")
    agreed, apart = {}, []
    for unit, k in at.items():
        rows = [audited_row(r, table.candidates, int(table.roll[k]), f"unit {unit!r}") for r in readings.get(unit, ())]
        agreed[k], differed = _agreed(unit, rows)
        if differed:
            apart.append(unit)
    reported = table.votes.tolist()
    taints = [taint_of(bounds, k, reported[k], agreed[k]) for k in places]
    null = 1 - 1 / bounds.total
    p = p_of_taints(kaplan_markov([1 - t for t in taints], null), taints)
    further = further_draws(partial(kaplan_markov, t=null), taints, null, risk_limit)
    return TableAssessment(
        method="macro",
        inputs_sha256=inputs_sha256,
        p=p,
        confirmed=p <= risk_limit,
        sample_size={"batches": len(table.units), "drawn": draws, "further_draws_if_no_errors": further},
        assuming=ASSUMING,
        differences=tuple(_differences(table, agreed)),
        readings_differed=tuple(apart),
    )


def _agreed(unit: str, rows: Sequence[list[int]]) -> tuple[list[int], bool]:
    """What a unit's readings agree on, and whether the first two did not."""
    if len(rows) < 2:
        raise InputError(
            f"unit {unit!r} was drawn and read {'once' if rows else 'by nobody'}", mend="each drawn sheet is read twice"
        )
    if rows[0] == rows[1]:
        return rows[0], False
    third = rows[2:]
    if not third or third[-1] not in rows[:2]:
        raise InputError(
            f"the two readings of unit {unit!r} differ", mend="add a third row for it that agrees with one of them"
        )
    return third[-1], True


def _differences(table: PublishedTable, agreed: Mapping[int, list[int]]) -> list[SheetDifference]:
    told = []
    for k, row in agreed.items():
        for i, name in enumerate(table.candidates):
            stated = int(table.votes[k, i]) if table.stated[k, i] else None
            if row[i] != (stated or 0):
                told.append(SheetDifference(unit=table.units[k], candidate=name, table=stated, read=row[i]))
    return told
