"""What a case says of the seats at stake: which constituency a row is in, how many seats it has, by which rule they are dealt."""

from __future__ import annotations

import polars as pl

from recuento.records.contest import DEEPER, SeatsAtStake
from recuento.records.counted import REGION_JOINT, region_down_to

from .seats import SeatRule

_ALL = "all"
"""What the only constituency is called."""


def seat_rule(at_stake: SeatsAtStake) -> SeatRule:
    """The rule by which the seats are dealt."""
    return SeatRule(at_stake.method, at_stake.barrier, of_whole=at_stake.barrier_of == "whole")


def seats_of(at_stake: SeatsAtStake) -> dict[str, int]:
    """Seats by constituency."""
    whole = {_ALL: at_stake.total or 0}
    return dict(at_stake.by_region) or whole


def constituency(at_stake: SeatsAtStake) -> pl.Expr:
    """The constituency of each row, by its `region`; "" where that does not say."""
    if not at_stake.by_region:
        return pl.lit(_ALL).alias("at")
    return region_down_to(at_stake.level).str.replace_all(REGION_JOINT, DEEPER, literal=True).alias("at")
