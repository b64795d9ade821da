"""What the cells of each column are: whole numbers, few or many different ones, how large, and which columns add up to which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from recuento.counting.figures import read_counts
from recuento.counting.formats import Table

from .roles import FIGURES, is_whole_name, role_of

MOSTLY = 0.9
"""The part of the rows of which something must hold to be taken as a rule of the file."""
_SAMPLE = 20_000
_WIDEST = 60
_MOST_MARKS = 4


@dataclass(frozen=True)
class Column:
    """One column: its name, place, role by its name, and what its cells hold.

    `marks`: words in the place of a figure, which then counts as not filled; `whole`: the part of the filled cells that are counts, thousands with a mark (`grouped`) among them; `filled`: the part that are filled; `different`: how many
    different texts; `total`: the sum of its counts.
    """

    name: str
    place: str
    role: str | None
    whole: float
    grouped: str | None
    marks: tuple[str, ...]
    filled: float
    different: int
    total: int
    largest: int

    @property
    def counts(self) -> bool:
        """Whether it can be a figure."""
        return self.whole >= MOSTLY and self.filled > 0


@dataclass(frozen=True)
class Sums:
    """Columns that add up to another in nearly all rows; `holds` is the part of the rows."""

    parts: tuple[int, ...]
    total: int
    holds: float


def sample_of(table: Table) -> Table:
    """At most so many rows as are looked at, spread evenly over the file."""
    height = table.cells.height
    if height <= _SAMPLE:
        return table
    kept = pl.int_range(height, eager=True) % (height // _SAMPLE + 1) == 0
    return table.filter(kept)


def columns_of(table: Table) -> tuple[list[Column], np.ndarray]:
    """Each column, and the counts as a matrix (rows, columns; NaN where a cell is none)."""
    counts, unread = read_counts(table.cells)
    values = counts.select(pl.col(c).cast(pl.Float64) for c in table.cells.columns).to_numpy()
    found = []
    for i, place in enumerate(table.cells.columns):
        text = table.cells[place].fill_null("").str.strip_chars()
        why = unread.get(place, pl.DataFrame(schema={"why": pl.String}))["why"]
        marks = _marks_of_missing(unread.get(place), len(text))
        filled = len(text) - int((why == "blank").sum()) - sum(marks.values())
        known = values[:, i][~np.isnan(values[:, i])]
        name = table.header[int(place)]
        found.append(
            Column(
                name=name,
                place=place,
                role=role_of(name),
                whole=(len(known) + int((why == "thousands").sum())) / filled if filled else 0.0,
                grouped=_mark_in(unread[place]) if (why == "thousands").any() else None,
                marks=tuple(sorted(marks)),
                filled=filled / max(1, len(text)),
                different=text.n_unique(),
                total=int(known.sum()) if len(known) else 0,
                largest=int(known.max()) if len(known) else 0,
            )
        )
    return found, values


def _marks_of_missing(unread: pl.DataFrame | None, height: int) -> Counter[str]:
    """Words without digits that stand in the place of figures: few different ones, and in fewer cells than figures do."""
    if unread is None:
        return Counter()
    texts = Counter(t.strip() for t in unread.filter(pl.col("why") == "text")["text"])
    words = Counter({t: n for t, n in texts.items() if t and not any(c.isdecimal() for c in t)})
    few = len(texts) == len(words) <= _MOST_MARKS and unread.height * 2 < height
    return words if few else Counter()


def _mark_in(unread: pl.DataFrame) -> str | None:
    """The mark between thousands that most of the cells have."""
    texts = unread.filter(pl.col("why") == "thousands")["text"]
    times = Counter(c for text in texts for c in text if not c.isdecimal() and c not in "+-")
    return times.most_common(1)[0][0] if times else None


def sums_among(columns: list[Column], values: np.ndarray) -> list[Sums]:
    """Runs of neighbouring columns whose sum is another column in nearly every row, those that hold most often first.

    A run may leave out columns in it that are figures by their name (a subtotal, blank papers). Only rows where all are known count, and
    at least half of the rows must be so.
    """
    usable = [i for i, c in enumerate(columns) if c.counts][:_WIDEST]
    found = []
    for first in range(len(usable)):
        for last in range(first + 1, len(usable)):
            run = usable[first : last + 1]
            if run[-1] - run[0] > len(run) + 2:
                break
            part = values[:, run].sum(axis=1)
            for total in usable:
                if total in run or (
                    columns[total].total != int(np.nansum(part)) and not _close(columns[total].total, part)
                ):
                    continue
                holds = _holds(part, values[:, total])
                if holds >= MOSTLY:
                    found.append(Sums(tuple(run), total, holds))
    return sorted(found, key=lambda s: (-s.holds, -len(s.parts), s.parts))


def _close(total: int, part: np.ndarray) -> bool:
    """A quick look before rows are compared: sums over the file that are far apart cannot be equal row by row."""
    whole = float(np.nansum(part))
    return abs(total - whole) <= 0.1 * max(total, whole, 1.0)


def _holds(part: np.ndarray, total: np.ndarray) -> float:
    known = ~np.isnan(part) & ~np.isnan(total) & (total > 0)
    if known.sum() * 2 < len(total) or not known.any():
        return 0.0
    return float((part[known] == total[known]).mean())


def is_figure_name(column: Column) -> bool:
    """Whether the name says that it is a figure other than a candidate's votes."""
    return column.role in FIGURES


def is_named_otherwise(column: Column) -> bool:
    """Whether the name says that it is no candidate's: a code, an age, and a unit or region by its whole name."""
    if column.role in {"not_votes", "updated", "status", "office"}:
        return True
    return column.role in {"unit", "region"} and is_whole_name(column.name)
