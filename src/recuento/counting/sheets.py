"""From a table of text to sheets: the recipe's columns as units, regions and counts, one row a row of the file.

Nothing is dropped here but rows without any cell filled, and those are listed. A cell that gives no count is null in
the frame and stands in `unread` with what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from recuento.errors import SheetError
from recuento.records.counted import REGION_JOINT
from recuento.records.recipe import SheetSource

from .conditions import tidied
from .figures import as_written, read_counts
from .formats import Table
from .recipe import FIGURES, PARTS, Layout, lay_out
from .regions import KIND
from .shape import TOLD, Shaped, key_parts, shaped
from .totals import labelled

# Joins texts so that they can be told apart again: the control character made for it, which no name holds.
_JOINT = "\x1f"
UNREAD = {
    "source": pl.String,
    "row": pl.Int64,
    "unit": pl.String,
    "column": pl.String,
    "text": pl.String,
    "why": pl.String,
    "place": pl.String,
}


@dataclass(frozen=True)
class Rows:
    """A file, or a block of it, with a row a sheet, before rows that add up others are looked for.

    `labels`: which rows have a word for a total in them; `blank`: which have no cell filled; `lettered`: for each part of the key the
    different texts that have capital letters or small ones.
    """

    table: Table
    layout: Layout
    frame: pl.DataFrame
    labels: pl.Series
    blank: pl.Series
    unread: pl.DataFrame
    told: pl.DataFrame
    rows: int
    lettered: tuple[pl.Series, ...]


def rows_of(whole: Table, source: SheetSource, folder: Path, candidates: tuple[str, ...]) -> Rows:
    """The rows of a table as its recipe says."""
    if not len(whole.lines):
        raise SheetError(
            "the file has a header and no rows", where=source.path, mend="put the sheets under it, one a row"
        )
    shape = shaped(whole, source, folder)
    table = shape.table
    layout = lay_out(source, table.header)
    places = sorted({place for columns in layout.figures.values() for place in columns}, key=int)
    stated = sorted(set(layout.stated.values()) - set(places), key=int)
    counts, unread = read_counts(as_written(table.cells.select(*places, *stated), source), source.unread)
    named = sorted({*(place for place, _ in layout.key), *layout.region}, key=int)
    texts = pl.DataFrame([tidied(table.cells[place]).alias(place) for place in named])
    parts = key_parts(texts, layout.key).rename(lambda i: f"key {i}")
    frame = pl.DataFrame(
        [
            _unit(parts),
            table.sources,
            table.lines,
            _region(texts, layout.region),
            *_figures(counts, layout, source, candidates),
            _key(parts),
        ]
    )
    told = pl.concat([shape.told, _stated_totals(frame, counts, layout), _marked(frame, shape)])
    cells = _unread_cells(frame, unread, table.header)
    none = pl.repeat(False, parts.height, dtype=pl.Boolean, eager=True)
    blank = _blank_rows(parts, {p: f for p, f in unread.items() if p in places}, places) if unread else none
    if shape.no_sheet.any() or shape.no_unit.any():
        frame, cells = _without_sheet_or_unit(frame, cells, layout, shape)
    return Rows(
        table=replace(table, cells=texts.clear()),
        layout=layout,
        frame=frame,
        labels=labelled(texts),
        blank=blank,
        unread=cells,
        told=told,
        rows=shape.rows,
        lettered=tuple(_lettered(part) for part in parts.iter_columns()),
    )


def _lettered(part: pl.Series) -> pl.Series:
    """The different texts of a column that have letters of either case."""
    different = part.drop_nulls().unique()
    return different.filter(different.str.contains(r"[\p{Lu}\p{Ll}]"))


def _stated_totals(frame: pl.DataFrame, counts: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """The rows on which a figure's stated total is not the sum of its parts, both being known."""
    rows = [pl.DataFrame(schema=TOLD)]
    for figure, place in layout.stated.items():
        if (places := layout.figures.get(figure)) is None:
            continue
        parts = counts.select(pl.sum_horizontal(places, ignore_nulls=False)).to_series()
        differ = (parts != counts[place]).fill_null(value=False)
        if differ.any():
            name = figure.removeprefix("votes:")
            detail = pl.select(
                pl.format(
                    "{}: the parts add to {}, stated are {}",
                    pl.lit(name),
                    parts.filter(differ),
                    counts[place].filter(differ),
                )
            ).to_series()
            rows.append(_told("stated_total_is_not_the_sum_of_its_parts", frame.filter(differ), detail))
    return pl.concat(rows)


def _marked(frame: pl.DataFrame, shape: Shaped) -> pl.DataFrame:
    """The rows that the recipe takes for no sheet or no unit, with the figures that they show."""
    rows = [pl.DataFrame(schema=TOLD)]
    if not (shape.no_sheet.any() or shape.no_unit.any()):
        return rows[0]
    votes = [name for name in frame.columns if name.startswith("votes:")]
    texts = [
        pl.format(f"{v.removeprefix('votes:')} {{}}", pl.col(v).cast(pl.String).fill_null("missing")) for v in votes
    ]
    held = pl.concat_str(texts, separator=", ") if texts else pl.lit("")
    for check, marked in (("unit_has_no_sheet", shape.no_sheet), ("votes_belong_to_no_unit", shape.no_unit)):
        if marked.any():
            here = frame.filter(marked)
            rows.append(_told(check, here, here.select(held).to_series()))
    return pl.concat(rows)


def _told(check: str, rows: pl.DataFrame, detail: pl.Series) -> pl.DataFrame:
    return rows.select(
        pl.lit(check).alias("check"),
        "source",
        pl.col("row").cast(pl.Int64),
        "unit",
        detail.cast(pl.String).alias("detail"),
    )


def _without_sheet_or_unit(
    frame: pl.DataFrame, cells: pl.DataFrame, layout: Layout, shape: Shaped
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of no sheet without figures on how people voted; rows of no unit as no sheet, with a roll only if they have one.

    Who votes by post stands on the roll of a unit: a roll of nobody on such a row is none.
    """
    no_sheet, no_unit = shape.no_sheet, shape.no_unit
    figures = [c for c in frame.columns if c not in {"unit", "source", "row", "region", "key", "sheets", "registered"}]
    no_roll = no_unit & (frame["registered"] == 0).fill_null(value=True)
    cells = not_of(cells, frame.filter(no_sheet))
    if roll := sorted(set(layout.figures.get("registered", ()))):
        of_roll = pl.col("place").is_in(roll) & (pl.col("why") == "blank")
        cells = pl.concat([cells.filter(~of_roll), not_of(cells.filter(of_roll), frame.filter(no_unit))])
    frame = frame.with_columns(
        *(pl.when(~no_sheet).then(pl.col(c)).alias(c) for c in figures),
        pl.when(no_unit).then(pl.lit(0, dtype=pl.Int64)).otherwise(pl.col("sheets")).alias("sheets"),
        pl.when(~no_roll).then(pl.col("registered")).alias("registered"),
    )
    return frame, cells


def not_of(cells: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The cells that are in none of these rows."""
    return cells.join(rows.select("source", "row"), on=["source", "row"], how="anti", maintain_order="left")


def _unit(parts: pl.DataFrame) -> pl.Series:
    return parts.select(pl.concat_str(pl.all().fill_null(""), separator="-").alias("unit")).to_series()


def _key(parts: pl.DataFrame) -> pl.Series:
    """A 64-bit hash of the parts; null where one of them is missing."""
    joint = pl.concat_str(pl.all(), separator=_JOINT)  # null where any part is
    return parts.select(pl.when(joint.is_not_null()).then(joint.hash()).alias("key")).to_series()


def _region(cells: pl.DataFrame, places: tuple[str, ...]) -> pl.Series:
    """The path from the largest region down; a blank cell is "" and keeps its level."""
    if not places:
        return pl.repeat("", cells.height, dtype=pl.String, eager=True).cast(KIND).alias("region")
    return cells.select(pl.concat_str(places, separator=REGION_JOINT).cast(KIND).alias("region")).to_series()


def _figures(counts: pl.DataFrame, layout: Layout, source: SheetSource, candidates: tuple[str, ...]) -> list[pl.Series]:
    """The figures in the order of `Sheets.frame`. A sum with a part missing is missing."""

    def figure(name: str) -> pl.Expr:
        places = layout.figures.get(name)
        if places is None:
            one = 1 if name == "sheets" and source.granularity == "unit" else None
            return pl.repeat(one, counts.height, dtype=pl.Int64).alias(name)
        if len(places) == 1:
            return pl.col(places[0]).alias(name)
        return pl.sum_horizontal(places, ignore_nulls=False).alias(name)

    names = [
        "sheets",
        *FIGURES,
        *(f"votes:{c}" for c in candidates),
        *(part for part in PARTS if part in layout.figures),
    ]
    return counts.select(map(figure, names)).get_columns()


def _unread_cells(frame: pl.DataFrame, unread: dict[str, pl.DataFrame], header: tuple[str, ...]) -> pl.DataFrame:
    """The cells without a count, each with the unit it belongs to and its column's name."""
    cells = [
        pl.concat(
            [frame.select("source", "row", "unit")[found["at"]], found.drop("at")], how="horizontal"
        ).with_columns(column=pl.lit(header[int(place)]), place=pl.lit(place))
        for place, found in unread.items()
    ]
    return pl.concat([pl.DataFrame(schema=UNREAD), *(frame.select(list(UNREAD)) for frame in cells)])


def _blank_rows(parts: pl.DataFrame, unread: dict[str, pl.DataFrame], places: list[str]) -> pl.Series:
    """Which rows hold nothing at all: no part of the key, no figure."""
    no_key = parts.select(pl.all_horizontal(pl.all().is_null())).to_series()
    if set(unread) != set(places) or not no_key.any():
        return pl.repeat(False, parts.height, eager=True)
    empty_cells = pl.concat([found.filter(pl.col("why") == "blank").select("at") for found in unread.values()])
    empty = empty_cells.group_by("at").len().filter(pl.col("len") == len(places))["at"]
    return no_key & pl.int_range(parts.height, eager=True).is_in(empty.implode())
