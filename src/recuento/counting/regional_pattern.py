"""Sheets whose shares are far from those around them: how far from the median, in units of the spread.

The region is the smallest with at least `FEWEST` sheets. The spread is the median absolute deviation, scaled to a standard deviation,
with the sampling error of a share of so many votes added (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers", for the
robust score; the binomial term is what keeps small sheets from standing out by chance).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from recuento.records.counted import Sheets

from .regions import KIND, at_level, depth_of, looked_up, paths_in

FEWEST = 10
"""Sheets of a region, at least, that give a pattern."""
LEAST_VOTES = 50
MOST_CANDIDATES = 8
FAR = 8.0
"""Robust standard deviations from which on a share is far."""
_TO_SIGMA = 1.4826
_SMALLEST = 0.02
"""A spread is taken to be at least so much: a village that votes as one is no pattern to the thousandth."""
_AT_ONCE = 250_000
"""Sheets that are held against their regions at a time, so that memory does not grow with them."""


@dataclass(frozen=True)
class Outliers:
    """The sheets that have a share far from their region's, with what is usual there.

    - `frame`: `source`, `row`, `unit`, `valid`, the votes, `cast` (their sum), `group` (the region, "" for the whole), `of_group` (how many
      sheets it has), and of each leading candidate `share X`, `middle X` (the median), `spread X`, `far X` (in standard deviations);
    - `lead`: the vote columns of the leading candidates; empty where there are too few sheets or candidates for a pattern.
    """

    frame: pl.DataFrame
    lead: tuple[str, ...]


def find_outliers(sheets: Sheets) -> Outliers:
    """Sheets with all votes known and enough of them, that are far from the others of their region."""
    votes = sheets.vote_columns
    known = sheets.frame.lazy().filter(pl.all_horizontal(pl.col(votes).is_not_null()), pl.col("sheets") == 1)
    known = known.select("source", "row", "unit", "region", "valid", *votes, cast=pl.sum_horizontal(votes))
    frame = known.filter(pl.col("cast") >= LEAST_VOTES).collect() if len(votes) > 1 else sheets.frame.clear()
    if frame.height < FEWEST:
        return Outliers(frame.clear(), ())
    sums = frame.select(pl.col(votes).sum()).row(0, named=True)
    lead = sorted((v for v in votes if sums[v] * 100 >= sum(sums.values())), key=lambda v: -sums[v])[:MOST_CANDIDATES]
    frame = frame.with_columns(group=_groups(frame["region"])).drop("region")
    usual = frame.group_by("group").agg(pl.len().alias("of_group"), *(e for v in lead for e in _usual(v)))
    far = [_far_of(part, usual, lead) for part in frame.iter_slices(_AT_ONCE)]
    return Outliers(pl.concat(far), tuple(lead))


def _groups(region: pl.Series) -> pl.Series:
    """Each sheet's smallest region with enough sheets; "" is the whole file."""
    paths = paths_in(region)
    chosen = paths.select("path", group=pl.lit(None, dtype=pl.String))
    for level in range(depth_of(paths), 0, -1):
        enough = paths.with_columns(name=at_level(level)).with_columns(pl.col("sheets").sum().over("name"))
        name = pl.when(pl.col("sheets") >= FEWEST).then(pl.col("name"))
        chosen = chosen.with_columns(pl.col("group").fill_null(enough.select(name.alias("name")).to_series()))
    chosen = chosen.with_columns(pl.col("group").fill_null("").cast(KIND))
    return looked_up(region, chosen, "group")


def _usual(votes: str) -> tuple[pl.Expr, pl.Expr]:
    """Median and spread of a share in a group."""
    share = pl.col(votes) / pl.col("cast")
    return (
        share.median().alias(f"middle {votes}"),
        (_TO_SIGMA * (share - share.median()).abs().median()).alias(f"spread {votes}"),
    )


def _far_of(part: pl.DataFrame, usual: pl.DataFrame, lead: list[str]) -> pl.DataFrame:
    """Those of the sheets that have a share far from the median of their group."""
    beside = part.join(usual, on="group", how="left", maintain_order="left")
    beside = beside.with_columns((pl.col(v) / pl.col("cast")).alias(f"share {v}") for v in lead)
    beside = beside.with_columns(deviations(pl.col(f"share {v}"), v, pl.col("cast")).alias(f"far {v}") for v in lead)
    return beside.filter(pl.any_horizontal(pl.col(f"far {v}").abs() >= FAR for v in lead))


def deviations(share: pl.Expr, votes: str, cast: pl.Expr) -> pl.Expr:
    """How far a candidate's share is from the median, in the spreads of a share on a sheet of so many votes."""
    middle = pl.col(f"middle {votes}")
    sampling = middle * (1 - middle) / cast
    spread = (pl.max_horizontal(pl.col(f"spread {votes}"), pl.lit(_SMALLEST)).pow(2) + sampling).sqrt()
    return (share - middle) / spread
