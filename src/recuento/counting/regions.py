"""Regions as paths: the column `region` of sheets, and the regions above each path.

A path is kept as categorical text, which takes four bytes a sheet and is grouped as fast as a number; its parts are looked at once for
each different path.
"""

from __future__ import annotations

import polars as pl

from recuento.records.counted import REGION_JOINT

KIND = pl.Categorical()
"""The type of the column `region`."""


def paths_in(region: pl.Series) -> pl.DataFrame:
    """The different paths of a column, with how many `sheets` have each, and their `parts` as lists of text."""
    counts = region.alias("path").value_counts(name="sheets")
    return counts.with_columns(parts=pl.col("path").cast(pl.String).str.split(REGION_JOINT))


def depth_of(paths: pl.DataFrame) -> int:
    """How many levels the deepest path has; 0 where no sheet has a region."""
    return int(paths.filter(pl.col("path").cast(pl.String) != "")["parts"].list.len().max() or 0)  # type: ignore[arg-type]


def at_level(level: int) -> pl.Expr:
    """The region that lies `level` levels down on the way to a path, as text; "" for level 0, the whole."""
    return pl.col("parts").list.head(level).list.join(REGION_JOINT)


def looked_up(region: pl.Series, paths: pl.DataFrame, column: str) -> pl.Series:
    """For each sheet what `paths` has in `column` for its path."""
    return (
        region.alias("path")
        .to_frame()
        .join(paths.select("path", column), on="path", how="left", maintain_order="left")[column]
    )
