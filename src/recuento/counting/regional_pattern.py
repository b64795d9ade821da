"""Sheets whose shares are far from those around them: how far from the median, in units of the spread.

The region is the smallest with at least `FEWEST` sheets. The spread is the median absolute deviation, scaled to a standard deviation,
with the sampling error of a share of so many votes added (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers", for the
robust score; the binomial term is what keeps small sheets from standing out by chance).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from recuento.records.counted import Sheets

from .regions import KIND, at_level, depth_of, paths_in

FEWEST = 10
"""Sheets of a region, at least, that give a pattern."""
LEAST_VOTES = 50
MOST_CANDIDATES = 8
FAR = 8.0
"""Robust standard deviations from which on a share is far."""
_TO_SIGMA = 1.4826
_SMALLEST = 0.02
"""A spread is taken to be at least so much: a village that votes as one is no pattern to the thousandth."""
_AT_ONCE = 500_000
"""Sheets, about, that are compared at a time, so that memory does not grow with their number."""


@dataclass(frozen=True)
class Outliers:
    """The sheets that have a share far from their region's, with what is usual there.

    - `frame`: `source`, `row`, `unit`, `registered`, `valid`, the votes, `cast` (their sum), `group` (the region, "" for the whole), `of_group`
      (how many sheets it has), and of each leading candidate `share X`, `middle X` (the median), `spread X`, `far X` (in standard
      deviations); the first three of `turnout`, too (of those registered);
    - `lead`: the vote columns of the leading candidates; empty where there are too few sheets or candidates for a pattern.
    """

    frame: pl.DataFrame
    lead: tuple[str, ...]


def find_outliers(sheets: Sheets) -> Outliers:
    """Sheets with all votes known and enough of them, that are far from the others of their region."""
    frame, votes = sheets.frame, sheets.vote_columns
    known = pl.all_horizontal(pl.col(votes).is_not_null()) & (pl.col("sheets") == 1)
    told = frame.select(known & (pl.sum_horizontal(votes) >= LEAST_VOTES)).to_series() if len(votes) > 1 else None
    if told is None or told.sum() < FEWEST:
        return Outliers(frame.clear(), ())
    sums = frame.lazy().filter(told).select(pl.col(votes).sum()).collect().row(0, named=True)
    lead = sorted((v for v in votes if sums[v] * 100 >= sum(sums.values())), key=lambda v: -sums[v])[:MOST_CANDIDATES]
    groups = _groups(frame.lazy().select("region").filter(told).collect().to_series())
    slim = frame.select("source", "row", "unit", pl.col("region").alias("path"), "registered", "valid", *votes)
    far = []
    for some in _batches(groups):
        here = told & slim["path"].is_in(some["path"].implode()) if some.height < groups.height else told
        part = slim.filter(here).join(some.select("path", "group"), on="path", how="left", maintain_order="left")
        far.append(_far_from_their_group(part.with_columns(cast=pl.sum_horizontal(votes)), lead))
    return Outliers(pl.concat(far), tuple(lead))


def _batches(groups: pl.DataFrame) -> list[pl.DataFrame]:
    """The regions in batches of so many sheets as are compared at once; a group is never divided."""
    sizes = groups.group_by("group").agg(pl.col("sheets").sum()).sort("group")
    batch = sizes.select("group", batch=pl.col("sheets").cum_sum() // _AT_ONCE)
    return groups.join(batch, on="group").partition_by("batch")


def _groups(region: pl.Series) -> pl.DataFrame:
    """Each different `path`, how many `sheets` have it, and its smallest region with enough of them, the `group`; "" is the whole."""
    paths = paths_in(region)
    chosen = paths.select("path", "sheets", group=pl.lit(None, dtype=pl.String))
    for level in range(depth_of(paths), 0, -1):
        enough = paths.with_columns(name=at_level(level)).with_columns(pl.col("sheets").sum().over("name"))
        name = pl.when(pl.col("sheets") >= FEWEST).then(pl.col("name"))
        chosen = chosen.with_columns(pl.col("group").fill_null(enough.select(name.alias("name")).to_series()))
    return chosen.with_columns(pl.col("group").fill_null("").cast(KIND))


def _far_from_their_group(part: pl.DataFrame, lead: list[str]) -> pl.DataFrame:
    """Those of the sheets that have a share far from the median of their group, with what is usual there."""
    turnout = pl.when(pl.col("registered") > 0).then(pl.col("cast") / pl.col("registered")).alias("share turnout")
    part = part.with_columns(turnout, *((pl.col(v) / pl.col("cast")).alias(f"share {v}") for v in lead))
    usual = part.group_by("group").agg(pl.len().alias("of_group"), *(e for v in (*lead, "turnout") for e in _usual(v)))
    beside = part.join(usual, on="group", how="left", maintain_order="left")
    beside = beside.with_columns(deviations(pl.col(f"share {v}"), v, pl.col("cast")).alias(f"far {v}") for v in lead)
    return beside.filter(pl.any_horizontal(pl.col(f"far {v}").abs() >= FAR for v in lead))


def _usual(votes: str) -> tuple[pl.Expr, pl.Expr]:
    """Median and spread of a candidate's shares, or of turnout, in a group."""
    share = pl.col(f"share {votes}")
    return (
        share.median().alias(f"middle {votes}"),
        (_TO_SIGMA * (share - share.median()).abs().median()).alias(f"spread {votes}"),
    )


def deviation(share: float, middle: float, spread: float, cast: int) -> float:
    """As `deviations`, for one share."""
    return (share - middle) / math.sqrt(max(spread, _SMALLEST) ** 2 + middle * (1 - middle) / cast)


def deviations(share: pl.Expr, votes: str, cast: pl.Expr) -> pl.Expr:
    """How far a candidate's share is from the median, in the spreads of a share on a sheet of so many votes."""
    middle = pl.col(f"middle {votes}")
    sampling = middle * (1 - middle) / cast
    spread = (pl.max_horizontal(pl.col(f"spread {votes}"), pl.lit(_SMALLEST)).pow(2) + sampling).sqrt()
    return (share - middle) / spread
