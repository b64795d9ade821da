"""A source of sheets as read: its file, or its blocks, put together, and the rows that are no sheets set apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from recuento.records.recipe import SheetSource

from .formats import NotRegularError, Table, opening_of, read_tables, read_whole
from .recipe import Layout, is_row_by_row, names_in_file, names_of_numbers, names_wanted, refuse_odd_recipe
from .shape import TOLD
from .sheets import Rows, not_of, rows_of
from .totals import adding_up


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


def read_source(source: SheetSource, folder: Path, candidates: tuple[str, ...]) -> SourceRead:
    """The sheets in the source's file, read as its recipe says, with a vote column for each candidate.

    Its path, and those of files joined to it, are relative to `folder`. A large file is read in blocks where no row needs another.
    """
    refuse_odd_recipe(source)
    opening = opening_of(
        source, needed=names_in_file(source), wanted=names_wanted(source), numbers=names_of_numbers(source)
    )

    def put_together(tables: Iterable[Table]) -> SourceRead:
        return _put_together(source, (rows_of(table, source, folder, candidates) for table in tables))

    path = folder / source.path
    try:
        return put_together(read_tables(path, opening, in_blocks=is_row_by_row(source)))
    except NotRegularError:
        return put_together([read_whole(path, opening)])


def _put_together(source: SheetSource, read: Iterable[Rows]) -> SourceRead:
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


def _differ_in_case(texts: pl.Series) -> bool:
    different = texts.unique()
    return different.str.to_lowercase().n_unique() < len(different)


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
        unread = not_of(unread, apart)
    return SourceRead(
        source, frame, unread, blank.select("source", "row"), totals, given, table.header, rows, table.sha256
    )
