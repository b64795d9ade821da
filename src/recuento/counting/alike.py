"""Sheets with the same figures throughout, where there are more of them than chance would give."""

from __future__ import annotations

import polars as pl

MORE_THAN_CHANCE = 3
"""Sheets that are alike are told where they are more than so many times those that are alike but for one vote."""
TELLING_VOTES = 10
"""Votes that a figure must have before its being the same on two sheets tells anything."""
TELLING_FIGURES = 3
_AT_MOST = 1_000_000
"""Sheets that are sought beside the others, to learn how many are alike by chance."""
_AT_ONCE = 500_000
"""Sheets that are hashed at a time, so that memory does not grow with their number."""


def sheets_alike(frame: pl.DataFrame, votes: list[str], given: list[str]) -> pl.DataFrame:
    """The sheets that share all of the `given` figures with another; none where chance explains as many.

    All given figures are known on them, and at least three candidates have ten votes or more. Were there no copies, about as many sheets
    would be the like of another but for one vote that went to the second candidate in place of the first.
    """
    none = frame.clear()
    if len(votes) < TELLING_FIGURES:
        return none
    # A hash finds those that may be alike, mostly none; all figures are compared then.
    hashes = _hashes(frame, votes, [pl.col(f) for f in given])
    ordered = hashes.drop_nulls().sort()
    again = ordered.filter((ordered == ordered.shift(1)).fill_null(value=False))
    if not len(again):
        return none
    del ordered
    alike = hashes.is_in(again.implode()).fill_null(value=False)
    sums = dict(zip(votes, frame.select(pl.col(votes).sum()).row(0), strict=True))
    first, second, *_ = sorted(votes, key=sums.__getitem__, reverse=True)
    moved = {first: pl.col(first) - 1, second: pl.col(second) + 1}
    beside = _hashes(frame, votes, [moved.get(f, pl.col(f)).alias(f) for f in given]).drop_nulls()
    every = 1 + len(beside) // _AT_MOST
    near = every * int(hashes.is_in(beside.gather_every(every).implode()).sum())
    if int(alike.sum()) <= MORE_THAN_CHANCE * near:
        return none
    return frame.filter(alike).filter(pl.struct(given).is_duplicated())


def _hashes(frame: pl.DataFrame, votes: list[str], figures: list[pl.Expr]) -> pl.Series:
    """A hash of each sheet's figures; null where they tell too little."""
    held = pl.sum_horizontal(pl.col(v) >= TELLING_VOTES for v in votes)
    full = pl.all_horizontal(f.is_not_null() for f in figures) & (held >= TELLING_FIGURES)
    hashed = pl.when(full).then(pl.struct(figures).hash()).alias("hash")
    return pl.concat([part.select(hashed).to_series() for part in frame.iter_slices(_AT_ONCE)], rechunk=True)
