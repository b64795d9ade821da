"""Where the voters are whose sheets are missing: unit by unit from a list of units, or by region from the case's rolls.

    missing roll of a region = its roll - registered voters of its counted sheets

Nothing is said unless it covers everybody who is missing: one unit without a roll, or one sheet of an unknown region, may hold them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from recuento.records.contest import DEEPER, Case
from recuento.records.counted import REGION_JOINT, region_down_to
from recuento.records.messages import Message
from recuento.records.verdict import Check, Fact

from .exact import Whole

if TYPE_CHECKING:
    from .evidence import Evidence


def missing_rolls(evidence: Evidence) -> pl.DataFrame | None:
    """Rows of `region` (the path, joined) and `registered`: the missing units, or what is missing of each region; None: not known."""
    if evidence.missing_roll is None:
        return None
    listed = _listed(evidence)
    return listed if listed is not None else _by_the_rolls(evidence)


def missing_down_to(evidence: Evidence, level: int) -> dict[str, int] | None:
    """Missing voters by region (the path down to a level, joined); None where some may be in any."""
    rolls = missing_rolls(evidence)
    if rolls is None:
        return None
    sums = rolls.with_columns(region_down_to(level)).group_by("region").agg(pl.col("registered").sum())
    found = {str(region): int(roll) for region, roll in sums.iter_rows()}
    return None if "" in found else found


def listed_units(evidence: Evidence) -> pl.DataFrame | None:
    """The missing units, `unit`, `region` (the path, joined) and `registered`; None where they are not all listed with their rolls."""
    absent = evidence.absent
    if absent is None or absent["registered"].null_count() or absent.height != evidence.missing_units:
        return None
    region = pl.col("region").cast(pl.String).fill_null("")
    return absent.select("unit", region, pl.col("registered").cast(pl.Int64))


def _listed(evidence: Evidence) -> pl.DataFrame | None:
    """The listed units, where they hold everybody who is missing."""
    units = listed_units(evidence)
    if units is None or evidence.missing_roll is None or int(units["registered"].sum()) < evidence.missing_roll:
        return None
    return units.select("region", "registered")


def _by_the_rolls(evidence: Evidence) -> pl.DataFrame | None:
    rolls = evidence.case.contest.roll_by_region
    if not rolls or not evidence.rolls_known:
        return None
    counted = _counted(evidence.region, evidence.roll, rolls)
    if not counted.keys() <= rolls.keys() or any(counted[r] > rolls[r] for r in counted):
        return None
    if evidence.missing_roll is None or sum(rolls.values()) - sum(counted.values()) < evidence.missing_roll:
        return None  # a list of units, say, holds more voters than these rolls
    left = {r.replace(DEEPER, REGION_JOINT): n - counted.get(r, 0) for r, n in rolls.items()}
    return pl.DataFrame({"region": list(left), "registered": list(left.values())}).filter(pl.col("registered") > 0)


def _counted(region: pl.Series, roll: Whole, rolls: dict[str, int]) -> dict[str, int]:
    """Registered voters of the counted sheets by region, at the depth of the case's rolls."""
    level = next(iter(rolls)).count(DEEPER) + 1
    rows = pl.DataFrame({"region": region, "roll": roll}).with_columns(region_down_to(level))
    sums = rows.group_by("region", maintain_order=True).agg(pl.col("roll").sum())
    return {str(r).replace(REGION_JOINT, DEEPER): int(n) for r, n in sums.iter_rows()}


def region_check(case: Case, region: pl.Series, roll: Whole) -> Check | None:
    """Whether no region holds more registered voters than its roll; None where the case gives no rolls by region, or it holds."""
    rolls = case.contest.roll_by_region
    over = {} if not rolls else {r: n for r, n in _counted(region, roll, rolls).items() if n > rolls.get(r, n)}
    if not over:
        return None
    name, counted = next(iter(over.items()))
    return Check(
        check="no_more_registered_than_roll_of_a_region",
        holds=False,
        explain=Message("fits.region.no", region=name, counted=counted, stated=rolls[name]),
        facts=(
            Fact(
                fact=Message("fits.region.fact", region=name, stated=rolls[name]),
                value=counted,
                how=Message("fits.how", counted=counted),
                rows=Message("rows.all_counted"),
            ),
        ),
    )
