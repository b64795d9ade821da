"""From a table of text to sheets: the recipe's columns as units, regions and counts, one row a row of the file.

Nothing is dropped here but rows without any cell filled, and those are listed. A cell that gives no count is null in
the frame and stands in `unread` with what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from recuento.errors import SheetError
from recuento.records.counted import REGION_JOINT
from recuento.records.recipe import SheetSource

from .conditions import tidied
from .figures import as_written, read_counts
from .formats import NotRegularError, Table, opening_of, read_tables
from .recipe import (
    FIGURES,
    PARTS,
    Layout,
    is_row_by_row,
    lay_out,
    names_in_file,
    names_of_numbers,
    names_wanted,
    refuse_odd_recipe,
)
from .regions import KIND
from .shape import TOLD, Shaped, key_parts, shaped
from .totals import adding_up, labelled

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
class SourceRead:
    """One file of sheets as read.

    - `frame`: the columns of `Sheets.frame`, and `key`: a hash of the unit's key, null where a part of it is missing. Different keys may
      be written as the same `unit` ("a-b" and "c", "a" and "b-c"), or, once in an age, have the same hash, but not both;
    - `unread`: a row for each cell where a count belongs and none is (`why` as in `figures`);
    - `blank`: `source` and `row` of the rows without any cell filled, which are not in `frame`;
    - `totals`: the rows that add up others, in the columns of `frame`, which are not in it either, and `why`;
    - `given`: the figures that the recipe names, so that a column of nulls is told from a figure nobody promised;
    - `header`: the names in the file; `rows`: how many rows it has under them; `beside`: files read with it, as in `Table`;
    - `parts_differ_in_case`: whether two parts of keys, in one column, differ only in capitals and small letters;
    - `told`: what was decided, or found, on the way here, by the name of the check that lists it (columns `TOLD`).
    """

    recipe: SheetSource
    frame: pl.DataFrame
    unread: pl.DataFrame
    blank: pl.DataFrame
    totals: pl.DataFrame
    given: tuple[str, ...]
    header: tuple[str, ...]
    rows: int
    sha256: str
    beside: tuple[tuple[str, str], ...] = ()
    parts_differ_in_case: bool = False
    told: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TOLD))

    @property
    def votes_given(self) -> list[str]:
        """The vote columns that the recipe names."""
        return [figure for figure in self.given if figure.startswith("votes:")]


@dataclass(frozen=True)
class _Rows:
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


def read_source(source: SheetSource, folder: Path, candidates: tuple[str, ...]) -> SourceRead:
    """The sheets in the source's file, read as its recipe says, with a vote column for each candidate.

    Its path, and those of files joined to it, are relative to `folder`. A large file is read in blocks where no row needs another.
    """
    refuse_odd_recipe(source)
    opening = opening_of(
        source, needed=names_in_file(source), wanted=names_wanted(source), numbers=names_of_numbers(source)
    )

    def read(*, in_blocks: bool) -> SourceRead:
        tables = read_tables(folder / source.path, opening, in_blocks=in_blocks)
        return _put_together(source, (_rows(table, source, folder, candidates) for table in tables))

    try:
        return read(in_blocks=is_row_by_row(source))
    except NotRegularError:
        return read(in_blocks=False)


def _rows(whole: Table, source: SheetSource, folder: Path, candidates: tuple[str, ...]) -> _Rows:
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
    counts, unread = read_counts(as_written(table.cells.select(*places, *stated), source))
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
    return _Rows(
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


def _put_together(source: SheetSource, read: Iterable[_Rows]) -> SourceRead:
    """The blocks of a file as one, with the rows that are no sheets set apart."""
    frames, blocks = [], []
    for block in read:
        frames.append(block.frame)
        blocks.append(replace(block, frame=block.frame.clear()))  # so that the rows are held once
    first, last = blocks[0], blocks[-1]
    frame = one_below_the_other(frames)
    labels, blank = (
        pl.concat([getattr(block, name) for block in blocks], rechunk=True) for name in ("labels", "blank")
    )
    cells = pl.concat([block.unread for block in blocks])
    if blank.any():
        at_blank, frame, labels = frame.filter(blank), frame.filter(~blank), labels.filter(~blank)
    else:
        at_blank = frame.clear()
    table = replace(first.table, sha256=last.table.sha256)
    whole = _source_read(source, first.layout, table, frame, labels, cells, at_blank)
    lettered = [pl.concat(parts) for parts in zip(*(block.lettered for block in blocks), strict=True)]
    return replace(
        whole,
        beside=table.beside,
        told=pl.concat([block.told for block in blocks]),
        rows=sum(block.rows for block in blocks),
        parts_differ_in_case=any(map(_differ_in_case, lettered)),
    )


def one_below_the_other(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Frames of the same columns as one, each column in one piece (polars fails on columns cut at different rows).

    Column by column, and the parts are let go on the way, so that no more than one column is in memory twice.
    """
    if len(frames) == 1:
        return frames[0]
    names = frames[0].columns
    columns = [[frame[name] for frame in frames] for name in reversed(names)]
    frames.clear()  # the caller's own list: what it holds would stay in memory
    return pl.DataFrame([pl.concat(columns.pop(), rechunk=True) for _ in names])


def _lettered(part: pl.Series) -> pl.Series:
    """The different texts of a column that have letters of either case."""
    different = part.drop_nulls().unique()
    return different.filter(different.str.contains(r"[\p{Lu}\p{Ll}]"))


def _differ_in_case(texts: pl.Series) -> bool:
    different = texts.unique()
    return different.str.to_lowercase().n_unique() < len(different)


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
    cells = _not_of(cells, frame.filter(no_sheet))
    if roll := sorted(set(layout.figures.get("registered", ()))):
        of_roll = pl.col("place").is_in(roll) & (pl.col("why") == "blank")
        cells = pl.concat([cells.filter(~of_roll), _not_of(cells.filter(of_roll), frame.filter(no_unit))])
    frame = frame.with_columns(
        *(pl.when(~no_sheet).then(pl.col(c)).alias(c) for c in figures),
        pl.when(no_unit).then(pl.lit(0, dtype=pl.Int64)).otherwise(pl.col("sheets")).alias("sheets"),
        pl.when(~no_roll).then(pl.col("registered")).alias("registered"),
    )
    return frame, cells


def _not_of(cells: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The cells that are in none of these rows."""
    return cells.join(rows.select("source", "row"), on=["source", "row"], how="anti", maintain_order="left")


def _source_read(
    source: SheetSource,
    layout: Layout,
    table: Table,
    frame: pl.DataFrame,
    labels: pl.Series,
    unread: pl.DataFrame,
    blank: pl.DataFrame,
) -> SourceRead:
    """The file with its totals set apart, and without the cells of rows that are no sheets."""
    rows, given = frame.height + blank.height, tuple(layout.figures)
    sums = [figure for figure in given if figure != "sheets"]
    why = pl.Series("why", [None] * frame.height, dtype=pl.String)
    if source.totals == "set aside":
        added = adding_up(frame.filter(~labels) if labels.any() else frame, sums)
        by_sum = pl.repeat(False, frame.height, eager=True)
        if added.any():
            by_sum = by_sum.scatter((~labels).arg_true().filter(added), True)
        why = frame.select(
            pl.when(labels)
            .then(pl.lit("its label says so"))
            .when(by_sum)
            .then(pl.lit("its figures are the sums of other rows"))
            .alias("why")
        ).to_series()
    why = frame.select(
        pl.when(pl.col("sheets") != 0).then(why).alias("why")
    ).to_series()  # what belongs to no unit adds up none
    totals = frame.with_columns(why).filter(pl.col("why").is_not_null())
    frame = frame.filter(why.is_null()) if totals.height else frame
    apart = pl.concat([totals.select("source", "row"), blank.select("source", "row")])
    if apart.height:
        unread = _not_of(unread, apart)
    return SourceRead(
        source, frame, unread, blank.select("source", "row"), totals, given, table.header, rows, table.sha256
    )


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
