"""Sheets that leave figures open: the interval of each figure, the interval of their sum, and what both allow.

For one sheet the votes x may be any whole numbers with

    low[c] <= x[c] <= high[c] for every column c,    least <= sum of x <= most

The most that a weighted sum of them can be is found by filling the columns in the order of their weights, the best
first: up to `most` while a weight is above zero, and from there on only as far as `least` demands. That is exact
(a linear function over a box cut by two parallel planes takes its extreme at such a filling), in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from recuento.records.messages import Message

from .exact import Whole, combine, scaled

UNLIMITED = 2**44
"""Stands for a figure that nothing limits: far more than any sheet has, and small enough for sums of them."""


@dataclass(frozen=True)
class OpenSheets:
    """The open rows among all (`at`: their places), their intervals, and the intervals of every row's invalid papers.

    `low` and `high` are open rows by columns of votes (the last one everybody else's); `least` and `most` bound their
    sums. `invalid_low` and `invalid_high` run over all rows.
    """

    at: npt.NDArray[np.int64]
    low: Whole
    high: Whole
    least: Whole
    most: Whole
    invalid_low: Whole
    invalid_high: Whole
    notes: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether any sheet leaves a vote open."""
        return len(self.at) > 0

    def best(self, weights: Sequence[int]) -> Whole | None:
        """The most that each open row's weighted votes can be; None where nothing limits one of them."""
        filled = self.low.sum(axis=1)
        value = combine(self.low, weights)
        for column in sorted(range(len(weights)), key=lambda c: -weights[c]):
            weight = weights[column]
            room = (self.most if weight > 0 else self.least) - filled
            step = np.clip(room, 0, self.high[:, column] - self.low[:, column])
            if weight > 0 and len(step) and int(step.max()) >= UNLIMITED // 2:
                return None
            value = value + scaled(step, weight)
            filled = filled + step
        return value

    def papers(self, weight: int) -> Whole | None:
        """The most that each row's invalid papers, weighted, can be; None where nothing limits one of them."""
        papers = self.invalid_high if weight > 0 else self.invalid_low
        if len(papers) and int(papers.max()) >= UNLIMITED:
            return None
        return scaled(papers, weight)


def read_open(
    frame: pl.DataFrame,
    also: pl.DataFrame | None,
    candidates: tuple[str, ...],
    *,
    roll_caps: npt.NDArray[np.int64] | None,
    rolls_hold: bool,
    nobody_else: bool,
) -> OpenSheets:
    """What the sheets leave open.

    `frame` is as in `Sheets`, `also` the rows that say something else of the same units. `roll_caps` has for each row
    the most voters it can have (None where that is not known), and `rolls_hold` says whether a sheet's registered
    voters limit its votes; `nobody_else` that every valid vote is a candidate's.
    """
    rows = frame.with_columns(at=pl.int_range(pl.len()))
    rows = rows.with_columns(cap=pl.Series(roll_caps, dtype=pl.Int64) if roll_caps is not None else pl.lit(UNLIMITED))
    rows = rows if "keyed" in rows.columns else rows.with_columns(keyed=pl.lit(value=True))
    disputed = 0
    if also is not None and also.height:
        others = also.join(rows.select("unit", "at", "cap"), on="unit")
        rows = pl.concat([rows, others], how="diagonal_relaxed")
        disputed = others["at"].n_unique()
    # Where rows of a unit disagree on its papers or voters, the votes of one may stand beside the limit of another.
    stated = {f"{name}:limit": pl.col(name).cast(pl.Int64) for name in ("ballots", "registered")}
    rows = rows.with_columns(**{name: _widest(one) if disputed else one for name, one in stated.items()})
    named = rows.select(_intervals(candidates, rolls_hold=rolls_hold, nobody_else=nobody_else))
    if disputed:
        ends = (pl.col("^low.*$").min(), pl.col("^high.*$").max(), pl.col("least").min(), pl.col("most").max())
        named = named.group_by("at").agg(*ends, pl.when(pl.len() == 1).then(pl.col("kind").max())).sort("at")
    columns = [*candidates, "else"]
    lows, highs = [f"low:{c}" for c in columns], [f"high:{c}" for c in columns]
    wide = pl.any_horizontal(pl.col(low) < pl.col(high) for low, high in zip(lows, highs, strict=True))
    opened = named.filter(wide)
    kinds = dict(opened.group_by("kind").len().iter_rows())
    return OpenSheets(
        at=opened["at"].to_numpy(),
        low=opened.select(lows).to_numpy().reshape(opened.height, len(columns)),
        high=opened.select(highs).to_numpy().reshape(opened.height, len(columns)),
        least=opened["least"].to_numpy(),
        most=opened["most"].to_numpy(),
        invalid_low=named["low_invalid"].to_numpy(),
        invalid_high=named["high_invalid"].to_numpy(),
        notes=tuple(_notes(kinds, disputed)),
    )


def _widest(stated: pl.Expr) -> pl.Expr:
    """The highest that any row of the same unit states, where this one states it."""
    return pl.when(stated.is_not_null()).then(stated.max().over("at"))


_COHERENT, _NO_VALID, _EMPTY_CELL, _INCOHERENT, _NO_KEY = range(5)

_SAYS = {
    _NO_VALID: "open.no_valid_votes",
    _EMPTY_CELL: "open.empty_cell",
    _INCOHERENT: "open.contradict",
    _NO_KEY: "open.no_key",
}


def _notes(kinds: dict[int, int], disputed: int) -> list[str]:
    """What is taken for granted of the sheets that leave something open, a sentence a kind."""
    told: list[str] = [Message(key, sheets=kinds[kind]) for kind, key in _SAYS.items() if kinds.get(kind)]
    return [*told, *([Message("open.rows_differ", units=disputed)] if disputed else [])]


def _intervals(candidates: tuple[str, ...], *, rolls_hold: bool, nobody_else: bool) -> list[pl.Expr]:
    """For each row the lowest and highest value of each column, of their sum and of the invalid papers, and its kind."""
    whole = pl.Int64
    cells = {c: pl.col(f"votes:{c}").cast(whole) for c in candidates}
    valid, invalid, ballots = (pl.col(name).cast(whole) for name in ("valid", "invalid", "ballots"))
    named = pl.sum_horizontal(cells.values(), ignore_nulls=True) if cells else pl.lit(0, dtype=whole)
    full = pl.all_horizontal(cell.is_not_null() for cell in cells.values()) if cells else pl.lit(value=True)
    papers = pl.max_horizontal(valid.fill_null(0), named) + invalid.fill_null(0)
    registered = pl.col("registered").cast(whole) if rolls_hold else pl.lit(None, dtype=whole)
    limit = pl.col("registered:limit") if rolls_hold else pl.lit(None, dtype=whole)
    cap = pl.min_horizontal("ballots:limit", limit, pl.col("cap").cast(whole)).fill_null(UNLIMITED)
    # CASE 1: more votes than valid votes, more papers than ballots or voters: either figure may be the wrong one.
    over = [(named - valid).fill_null(0), (papers - ballots).fill_null(0), (papers - registered).fill_null(0)]
    excess = pl.max_horizontal(*over, pl.lit(0, dtype=whole))
    # CASE 2: what the row leaves for cells that are empty, and for others.
    left = pl.max_horizontal(valid.fill_null(cap - invalid.fill_null(0)) - named, pl.lit(0, dtype=whole))
    others = pl.lit(0, dtype=whole) if nobody_else else left
    # CASE 3: a row without a complete key may stand for a unit that has another row.
    loose = ~pl.col("keyed").fill_null(value=True)
    # Then some other unit's sheet is missing, of which nothing on this row says how many votes it holds.
    room = pl.max_horizontal(pl.col("cap").cast(whole).fill_null(UNLIMITED), papers)
    firm_else = pl.when(full & valid.is_not_null()).then(pl.max_horizontal(valid - named, pl.lit(0, dtype=whole)))

    def low(stated: pl.Expr) -> pl.Expr:
        return pl.when(loose).then(0).otherwise(pl.max_horizontal(stated - excess, pl.lit(0, dtype=whole)))

    expressions = [pl.col("at")]
    for c, cell in cells.items():
        expressions += [
            low(cell.fill_null(0)).alias(f"low:{c}"),
            pl.when(loose).then(room).otherwise(cell.fill_null(left)).alias(f"high:{c}"),
        ]
    # Valid votes without a candidate are firm only where every candidate's cell is there.
    summed = pl.when(full).then(named + firm_else.fill_null(0)).otherwise(named)
    least = pl.when(valid.is_not_null()).then(pl.max_horizontal(valid, summed)).otherwise(named)
    most = valid.fill_null(named + (left if not nobody_else else pl.when(full).then(0).otherwise(left)))
    expressions += [
        low(firm_else.fill_null(0)).alias("low:else"),
        pl.when(loose).then(room).otherwise(firm_else.fill_null(others)).alias("high:else"),
        pl.when(loose).then(0).otherwise(pl.max_horizontal(least - excess, pl.lit(0, dtype=whole))).alias("least"),
        pl.when(loose).then(room).otherwise(pl.max_horizontal(most, named)).alias("most"),
        invalid.fill_null(0).alias("low_invalid"),
        invalid.fill_null(pl.max_horizontal(cap - pl.max_horizontal(valid.fill_null(0), named), pl.lit(0))).alias(
            "high_invalid"
        ),
        pl.when(loose)
        .then(_NO_KEY)
        .when(excess > 0)
        .then(_INCOHERENT)
        .when(~full)
        .then(_EMPTY_CELL)
        .when(valid.is_null())
        .then(_NO_VALID)
        .otherwise(_COHERENT)
        .alias("kind"),
    ]
    return expressions
