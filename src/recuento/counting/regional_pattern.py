"""Each sheet's shares beside those of its region: how far they are from the median, in units of the spread.

The region is the smallest with at least `FEWEST` sheets. The spread is the median absolute deviation, scaled to a standard deviation,
with the sampling error of a share of so many votes added (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers", for the
robust score; the binomial term is what keeps small sheets from standing out by chance).
"""

from __future__ import annotations

import polars as pl

from recuento.records.counted import Sheets

FEWEST = 10
"""Sheets of a region, at least, that give a pattern."""
LEAST_VOTES = 50
MOST_CANDIDATES = 8
_TO_SIGMA = 1.4826
_SMALLEST = 0.02
"""A spread is taken to be at least so much: a village that votes as one is no pattern to the thousandth."""
_STRETCH = "\x1f"


def regional_shares(sheets: Sheets) -> tuple[pl.DataFrame, list[str]]:
    """The counted sheets with all votes known and enough of them: each leading candidate's share, median and spread."""
    frame, votes = sheets.frame, sheets.vote_columns
    known = frame.filter(pl.all_horizontal(pl.col(votes).is_not_null()), pl.col("sheets") == 1)
    known = known.with_columns(cast=pl.sum_horizontal(votes)).filter(pl.col("cast") >= LEAST_VOTES)
    if len(votes) < 2 or known.height < FEWEST:
        return known.clear(), []
    sums = known.select(pl.col(votes).sum()).row(0, named=True)
    lead = sorted((v for v in votes if sums[v] * 100 >= sum(sums.values())), key=lambda v: -sums[v])[:MOST_CANDIDATES]
    known = known.with_columns((pl.col(v) / pl.col("cast")).alias(f"share {v}") for v in lead)
    return _with_pattern(known.with_columns(group=_groups(known)), lead), lead


def _groups(known: pl.DataFrame) -> pl.Series:
    """Each sheet's smallest region with enough sheets, as text; "" is the whole file."""
    path = known["region"].list.join(_STRETCH).alias("path")
    paths = path.value_counts().with_columns(parts=pl.col("path").str.split(_STRETCH))
    depth = max(paths["parts"].list.len(), default=0) or 0
    chosen = paths.select("path", group=pl.lit(None, dtype=pl.String))
    for level in range(depth, 0, -1):
        at = paths.with_columns(name=pl.col("parts").list.head(level).list.join(_STRETCH))
        enough = at.with_columns(sheets=pl.col("count").sum().over("name"))
        name = pl.when(pl.col("sheets") >= FEWEST).then(pl.col("name"))
        chosen = chosen.with_columns(pl.col("group").fill_null(enough.select(name.alias("name")).to_series()))
    chosen = chosen.with_columns(pl.col("group").fill_null(""))
    return path.to_frame().join(chosen, on="path", how="left", maintain_order="left")["group"]


def _with_pattern(known: pl.DataFrame, lead: list[str]) -> pl.DataFrame:
    """Median and spread of each share in the sheet's group, and how far the sheet is from it."""
    middle = known.group_by("group").agg(pl.col(f"share {v}").median().alias(f"middle {v}") for v in lead)
    known = known.join(middle, on="group", how="left", maintain_order="left")
    off = known.select("group", *((pl.col(f"share {v}") - pl.col(f"middle {v}")).abs().alias(v) for v in lead))
    spread = off.group_by("group").agg((_TO_SIGMA * pl.col(v).median()).alias(f"spread {v}") for v in lead)
    known = known.join(spread, on="group", how="left", maintain_order="left")
    return known.with_columns(
        ((pl.col(f"share {v}") - pl.col(f"middle {v}")) / sigma(v)).alias(f"far {v}") for v in lead
    )


def sigma(votes: str) -> pl.Expr:
    """The spread of a share on a sheet of so many votes."""
    middle = pl.col(f"middle {votes}")
    sampling = middle * (1 - middle) / pl.col("cast")
    return (pl.max_horizontal(pl.col(f"spread {votes}"), pl.lit(_SMALLEST)).pow(2) + sampling).sqrt()
