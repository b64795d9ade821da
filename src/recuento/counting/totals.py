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

from .regions import KIND, at_level, depth_of, looked_up, paths_in

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
        # Most are numbers of stations, or a word and a number; no label has a digit, so that any number will do.
        kinds = texts.str.replace_all(r"\d+", "0")
        labels_of = [kind for kind in kinds.unique() if is_label(kind)]
        hits = texts.filter(kinds.is_in(labels_of)) if labels_of else ()
        if len(hits):
            marked = marked | column.is_in(list(hits)).fill_null(value=False)
    return marked


def adding_up(frame: pl.DataFrame, figures: list[str]) -> pl.Series:
    """Which rows are, without a label, the sum of others: of the file, or of a region.

    `frame` has `region` (as `Sheets.frame`) and the `figures` as whole numbers, in the order of the file. Totals of regions
    are found first, and left out of the sums above them.
    """
    kept = pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True)
    if not figures:
        return ~kept
    paths = paths_in(frame["region"])
    sums = _sums_by_path(frame, figures)
    for level in range(depth_of(paths), -1, -1):
        groups = paths.select("path", group=at_level(level).cast(KIND))
        suspect = _suspects(sums.join(groups, on="path"), figures)
        if not len(suspect):
            continue
        group = looked_up(frame["region"], groups, "group")
        rows = frame.select(figures).with_columns(group=group, at=pl.int_range(frame.height))
        rows = rows.filter(kept & group.is_in(suspect.implode()))
        found = _sums_in(rows, figures, off=1 if level == 0 else 0)
        if len(found):
            kept = kept.scatter(found, False)
            sums = _sums_by_path(frame.filter(kept), figures)
    return ~kept


def _sums_by_path(frame: pl.DataFrame, figures: list[str]) -> pl.DataFrame:
    """How many rows each path of regions has, and of each figure sum and largest: the regions above it are added up from these."""
    largest = pl.col(figures).max().name.prefix("largest ")
    return frame.rename({"region": "path"}).group_by("path").agg(pl.len().alias("rows"), pl.col(figures).sum(), largest)


def _suspects(sums: pl.DataFrame, figures: list[str]) -> pl.Series:
    """The groups in which a row may be the sum of the others: of each figure one is half of all of it, or more."""
    half = [2 * pl.col(f"largest {f}").max().fill_null(0) + 1 >= pl.col(f).sum() for f in figures]
    largest = pl.max_horizontal(pl.col(f"largest {f}").max() for f in figures)
    may = pl.all_horizontal(half) & (pl.col("rows").sum() > FEWEST_ADDED) & (largest >= LARGE)
    return sums.group_by("group").agg(may.alias("may")).filter("may")["group"]


def _sums_in(rows: pl.DataFrame, figures: list[str], off: int) -> pl.Series:
    """Where those rows stand each of whose figures is the sum of the others of their group, but for `off`."""
    known = pl.sum_horizontal(pl.col(f).is_not_null() & (pl.col(f) > 0) for f in figures)
    apart = [(2 * pl.col(f) - pl.col(f).sum().over("group")).abs() for f in figures]
    fits = pl.all_horizontal((gap <= off).fill_null(value=True) for gap in apart)
    large = pl.max_horizontal(figures) >= LARGE
    return rows.filter(fits & large & (known >= FEWEST_FIGURES))["at"]
