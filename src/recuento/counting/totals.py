"""Rows that add up other rows: known by their label, in many languages, or by their sums. They are set aside, not counted.

A sheet that is taken for a total would be lost, so a row without a label is one only where it cannot well be a sheet:
each of its figures, of which there are at least three, is the sum of that figure over at least three other rows, to the
vote: those of the whole file or of its region at any level. The sum over the whole file may be off by one in each
figure, as totals made by hand are.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import polars as pl

from recuento.records.names import fold

FEWEST_ADDED = 3
"""Rows that a total without a label adds up, at least."""
FEWEST_FIGURES = 3
"""Figures of such a total that must be known, and sums."""
LARGE = 100
"""What the largest figure of such a total must come to: small figures add up by chance."""


@cache
def labels(group: Literal["labels", "alone"]) -> frozenset[str]:
    """The words that label a total, folded: those that do so within a name, or only where they stand alone."""
    text = files("recuento.counting").joinpath("words", "totals.toml").read_text("utf-8")
    return frozenset(fold(label) for label in tomllib.loads(text)[group])


def is_label(text: str) -> bool:
    """Whether a cell labels a total: the word itself, or a name with it at its beginning or end.

    >>> is_label("TOTAL"), is_label("Sub-total Alba"), is_label("ИТОГО:"), is_label("Totality School")
    (True, True, True, False)
    """
    words = fold(text).split()
    if not words:
        return False
    ends = {" ".join(part) for size in (1, 2) for part in (words[:size], words[-size:])}
    return bool(ends & labels("labels")) or " ".join(words) in labels("alone")


def labelled(cells: pl.DataFrame) -> pl.Series:
    """Which rows have a label of a total in any of these columns of text. Each distinct text is looked at once."""
    marked = pl.repeat(False, cells.height, dtype=pl.Boolean, eager=True)
    for column in cells.iter_columns():
        texts = column.drop_nulls().unique()
        hits = [text for text in texts if is_label(text)]
        if hits:
            marked = marked | column.is_in(hits).fill_null(value=False)
    return marked


def adding_up(frame: pl.DataFrame, figures: list[str]) -> pl.Series:
    """Which rows are, without a label, the sum of others: of the file, or of a region.

    `frame` has `region` (list of text) and the `figures` as whole numbers, in the order of the file. Totals of regions
    are found first, and left out of the sums above them.
    """
    kept = pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True)
    depth = max(frame["region"].list.len(), default=0) or 0
    path = frame["region"].list.join("\x1f").alias("path")
    levels = path.unique().to_frame().with_columns(parts=pl.col("path").str.split("\x1f"))
    for level in range(depth, -1, -1):
        named = levels.select("path", group=pl.col("parts").list.head(level).list.join("\x1f") if level else pl.lit(""))
        group = path.to_frame().join(named, on="path", how="left", maintain_order="left")["group"]
        rows = frame.select(figures).with_columns(group=group, kept=kept)
        if not _may_hold_a_total(rows, figures):
            continue
        off = pl.lit(1 if level == 0 else 0)
        known = pl.sum_horizontal(pl.col(f).is_not_null() & (pl.col(f) > 0) for f in figures)
        sums = [pl.col(f).filter(pl.col("kept")).sum().over("group") for f in figures]
        apart = [(2 * pl.col(f) - total).abs() for f, total in zip(figures, sums, strict=True)]
        fits = pl.all_horizontal((gap <= off).fill_null(value=True) for gap in apart)
        others = (pl.col("kept").sum().over("group") - 1) >= FEWEST_ADDED
        large = pl.max_horizontal(figures) >= LARGE
        telling = others & large & (known >= FEWEST_FIGURES)
        found = rows.select(fits & telling & pl.col("kept")).to_series().fill_null(value=False)
        kept = kept & ~found
    return ~kept


def _may_hold_a_total(rows: pl.DataFrame, figures: list[str]) -> bool:
    """A quick look: in some group each figure has a row that is half of what the group adds up to, or more."""
    sums = (
        rows.filter("kept")
        .group_by("group")
        .agg((2 * pl.col(f).max().fill_null(0) + 1 >= pl.col(f).sum()).alias(f) for f in figures)
    )
    return bool(sums.select(pl.all_horizontal(figures).any()).item()) if sums.height else False
