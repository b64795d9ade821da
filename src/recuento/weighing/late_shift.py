"""How much of a late shift the order in which regions arrived explains, and whether something is left that chance does not.

The units of B alone came later than those of A (or are at least not in A). For each level of the regions: had every late unit
voted as the units of A in the same region (ratio estimate: their lead over their valid votes, Cochran 1977, chapter 6), the late units
would have given an expected lead; actual less expected is what the regions of that level do not explain. Regions of which A
has no unit are left out and counted.

Units of one region differ by size too, and small ones come last: so the same is done with each region parted into `CLASSES` classes of
units by their roll (where every unit gives it, else by their valid votes; the classes are equal parts of all units). A class of a
region of which A has no unit is left out and counted.

Within the lowest regions that have both kinds of units the labels "in A" and "late" are dealt anew (a permutation test stratified by
region): with u = lead - valid votes × the region's lead per valid vote, the sum of u over the late units has mean 0 and, in each
region of n units of which m are late, the variance m (1 - m/n) s², s² the variance of its u (finite populations, Cochran 1977,
chapter 2). With few units the labels are dealt so often as `DRAWS` says; with many the normal limit is taken (Hájek 1960).

It tests one thing: whether late units of one region voted as the others there. Which units come late within a region is no random draw:
small, remote and slow ones come last, and they may vote otherwise. A difference does not say why; none does not show that a count is
right. Bolivia 2019 is the warning: see docs/comparing.md.
"""

from __future__ import annotations

from math import erfc, sqrt
from typing import Literal

import numpy as np
import polars as pl

from recuento.records.comparison import LateLevel, LateShift
from recuento.records.counted import REGION_JOINT

DRAWS, SEED = 1999, 20191020
CLASSES = 5
MOST_DEALT = 3_000
"""Units; with more in regions of both kinds the normal limit is taken."""


def late_shift(early: pl.DataFrame, late: pl.DataFrame, first: str, second: str) -> LateShift | None:
    """What the regions explain of the late units' lead of `first` over `second`; None where a side has no unit with figures.

    `early` are the units of both counts with B's figures, `late` those of B alone; the columns are those of `Sheets.frame`. Where
    no unit gives its valid votes those of everybody with a column stand in for them.
    """
    named = any(f["valid"].null_count() == f.height for f in (early, late))
    if named:
        early, late = (f.with_columns(_votes_named(f).alias("valid")) for f in (early, late))
    lead = (pl.col(f"votes:{first}") - pl.col(f"votes:{second}")).alias("lead")
    rolled = all("registered" in f.columns and not f["registered"].null_count() for f in (early, late))
    size: Literal["registered", "valid"] = "registered" if rolled else "valid"
    columns = ("region", lead, "valid", pl.col(size).alias("size"))
    sides = [frame.select(columns).drop_nulls() for frame in (early, late)]
    known, unknown = (side.filter(pl.col("valid") > 0) for side in sides)
    left_out = early.height + late.height - known.height - unknown.height
    if known.is_empty() or unknown.is_empty():
        return None
    depth = max((region.count(REGION_JOINT) + 1 if region else 0 for region in unknown["region"].unique()), default=0)
    levels = tuple(_level(known, unknown, level) for level in range(depth + 1))
    known, unknown = _classed(known, unknown)
    sized = tuple(_level(known, unknown, level, ("class",)) for level in range(depth + 1))
    both, z, p, how = _within(known, unknown)
    return LateShift(
        first=first,
        second=second,
        units=unknown.height,
        valid=int(unknown["valid"].sum()),
        lead=int(unknown["lead"].sum()),
        early_valid=int(known["valid"].sum()),
        early_lead=int(known["lead"].sum()),
        left_out=left_out,
        levels=levels,
        sized=sized,
        size=size,
        of="named" if named else "valid",
        compared=both,
        z=z,
        p=p,
        how=how,
    )


def _votes_named(frame: pl.DataFrame) -> pl.Expr:
    """The votes of everybody with a column; null where one is not stated."""
    votes = [pl.col(c) for c in frame.columns if c.startswith("votes:")]
    return pl.when(pl.all_horizontal(v.is_not_null() for v in votes)).then(pl.sum_horizontal(votes))


def _at(frame: pl.DataFrame, level: int) -> pl.DataFrame:
    """The frame with the region of a level: the first so many parts of its path."""
    parts = pl.col("region").str.split(REGION_JOINT).list.head(level).list.join(REGION_JOINT)
    return frame.with_columns((parts if level else pl.lit("")).alias("stratum"))


def _classed(early: pl.DataFrame, late: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The units with the class of their size: which fifth of all units they are in."""
    sizes = pl.concat([early["size"], late["size"]])
    ends = [sizes.quantile(k / CLASSES, "nearest") or 0 for k in range(1, CLASSES)]
    above = pl.sum_horizontal((pl.col("size") > end).cast(pl.Int64) for end in ends).alias("class")
    return early.with_columns(above), late.with_columns(above)


def _level(early: pl.DataFrame, late: pl.DataFrame, level: int, beside: tuple[str, ...] = ()) -> LateLevel:
    """What the regions of a level explain, with what parts their units `beside` them."""
    strata = ("stratum", *beside)
    rates = _at(early, level).group_by(strata).agg(pl.col("lead").sum().alias("l"), pl.col("valid").sum().alias("v"))
    matched = _at(late, level).join(rates, on=strata, how="inner", maintain_order="left")
    expected = float((matched["valid"] * matched["l"] / matched["v"]).sum()) if matched.height else 0.0
    actual = int(matched["lead"].sum()) if matched.height else 0
    return LateLevel(
        level=level,
        units=matched.height,
        valid=int(matched["valid"].sum()) if matched.height else 0,
        expected=round(expected),
        actual=actual,
        unexplained=actual - round(expected),
    )


def _within(early: pl.DataFrame, late: pl.DataFrame) -> tuple[int, float | None, float | None, str]:
    """How many units lie in regions with both kinds, the standard score of the late ones' sum, its p, and how p was had."""
    marked = [
        frame.with_columns(pl.lit(value=is_late).alias("late")) for frame, is_late in ((early, False), (late, True))
    ]
    every = pl.concat(marked).with_columns(
        pl.col("late").sum().over("region").alias("m"),
        pl.len().over("region").alias("n"),
        (pl.col("lead").sum().over("region") / pl.col("valid").sum().over("region")).alias("rate"),
    )
    every = every.filter((pl.col("m") > 0) & (pl.col("m") < pl.col("n"))).sort("region", "late")
    if every.is_empty():
        return 0, None, None, "none"
    every = every.with_columns((pl.col("lead") - pl.col("valid") * pl.col("rate")).alias("u"))
    told = every.group_by("region", maintain_order=True).agg(
        pl.col("m").first(), pl.col("n").first(), pl.col("u").var(ddof=1).alias("s2")
    )
    m, n, s2 = (told[c].to_numpy().astype(float) for c in ("m", "n", "s2"))
    spread = sqrt(float((m * (1 - m / n) * s2).sum()))
    total = float(every.filter("late")["u"].sum())
    if spread == 0:
        return every.height, 0.0, 1.0, "nothing_varies"
    if every.height > MOST_DEALT:
        return every.height, total / spread, erfc(abs(total / spread) / sqrt(2)), "normal"
    return every.height, total / spread, _dealt(every, total), "dealt"


def _dealt(every: pl.DataFrame, total: float) -> float:
    """The share of deals, the one at hand among them, whose late sum is at least as far from 0 (Davison & Hinkley 1997, 4.3)."""
    rng = np.random.default_rng(SEED)
    u = every["u"].to_numpy()
    stratum = every["region"].rank("dense").to_numpy().astype(np.int64)
    late = every["late"].to_numpy()  # sorted by region, so the late ones of each have the last places of it
    far = 1
    for _ in range(DRAWS):
        order = np.lexsort((rng.random(len(u)), stratum))
        far += abs(float(u[order][late].sum())) >= abs(total) - 1e-9
    return far / (DRAWS + 1)
