"""Which row counts for a unit that is listed more than once: one, and the same one in whatever order the rows come."""

from __future__ import annotations

import polars as pl

POLICY = (
    "A unit listed more than once is counted once: by the source that the case lists first; within one file by the row "
    "with the fewest figures missing, and between such rows by the one with the fewest valid votes (then ballots, "
    "registered, and so on), so that the order of the lines decides nothing."
)


def listed_twice(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of units that stand more than once in `frame`, each told whether it is the one `counted`.

    `frame` is as in `Intake`. A row whose key has a part missing cannot be compared with others and is left alone.
    """
    keys = frame["key"].drop_nulls()
    if keys.n_unique() == len(keys):
        return frame.clear().with_columns(counted=pl.lit(None, dtype=pl.Boolean))
    twice = frame.filter(pl.col("key").is_not_null() & pl.col("key").is_duplicated())
    twice = twice.filter(pl.struct("key", "unit").is_duplicated())  # the key is a hash
    votes = [name for name in frame.columns if name.startswith("votes:")]
    figures = ["valid", "ballots", "registered", "invalid", *votes, "sheets"]
    missing = pl.sum_horizontal(pl.col(figures).is_null())
    path = pl.col("region").cast(pl.String)
    preferred = twice.sort("order", missing, *figures, path, "row", nulls_last=True)
    return preferred.with_columns(counted=pl.int_range(pl.len()).over("key", "unit") == 0).sort("order", "row")
