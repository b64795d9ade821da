"""From a table of text to sheets: the recipe's columns as units, regions and counts, one row a row of the file.

Nothing is dropped here but rows without any cell filled, and those are listed. A cell that gives no count is null in
the frame and stands in `unread` with what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from recuento.errors import SheetError
from recuento.records.contest import SheetSource

from .figures import read_counts, without_mark
from .formats import Table, read_table
from .recipe import Layout, lay_out, names_wanted, refuse_odd_recipe
from .totals import adding_up, labelled

FIGURES = ("registered", "ballots", "valid", "invalid")
# Joins texts so that they can be told apart again: the control character made for it, which no name holds.
_JOINT = "\x1f"
UNREAD = {
    "source": pl.String,
    "row": pl.Int64,
    "unit": pl.String,
    "column": pl.String,
    "text": pl.String,
    "why": pl.String,
}


@dataclass(frozen=True)
class SourceRead:
    """One file of sheets as read.

    - `frame`: the columns of `Sheets.frame`, and `key`: the unit's key in a form no two keys share, null where a part
      of it is missing;
    - `unread`: a row for each cell where a count belongs and none is (`why` as in `figures`);
    - `blank`: `source` and `row` of the rows without any cell filled, which are not in `frame`;
    - `totals`: the rows that add up others, in the columns of `frame`, which are not in it either, and `why`;
    - `given`: the figures that the recipe names, so that a column of nulls is told from a figure nobody promised;
    - `header`: the names in the file; `rows`: how many rows it has under them.
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

    @property
    def votes_given(self) -> list[str]:
        """The vote columns that the recipe names."""
        return [figure for figure in self.given if figure.startswith("votes:")]


def read_source(source: SheetSource, path: Path, candidates: tuple[str, ...]) -> SourceRead:
    """The sheets in the file at `path`, read as the recipe `source` says, with a vote column for each candidate."""
    refuse_odd_recipe(source)
    table = read_table(path, source, names_wanted(source))
    layout = lay_out(source, table.header)
    if not table.cells.height:
        raise SheetError(
            "the file has a header and no rows", where=source.path, mend="put the sheets under it, one a row"
        )
    places = sorted({place for columns in layout.figures.values() for place in columns}, key=int)
    figures = table.cells.select(places)
    counts, unread = read_counts(without_mark(figures, source.thousands) if source.thousands else figures)
    parts = table.cells.select(_key_part(place, width) for place, width in layout.key)
    frame = pl.DataFrame(
        [
            _unit(parts),
            pl.repeat(source.path, table.cells.height, dtype=pl.String, eager=True).alias("source"),
            table.lines,
            _region(table.cells, layout.region),
            *_figures(counts, layout, source, candidates),
            parts.select(pl.concat_str(pl.all(), separator=_JOINT).alias("key")).to_series(),
        ]
    )
    cells = _unread_cells(frame, unread, table.header)
    blank = _blank_rows(parts, unread, places) if unread else None
    names = parts.hstack([table.cells[p].alias(f"region {p}") for p in layout.region])
    labels = labelled(names)
    if blank is not None and blank.any():
        at_blank, frame, labels = frame.filter(blank), frame.filter(~blank), labels.filter(~blank)
    else:
        at_blank = frame.clear()
    return _source_read(source, layout, table, frame, labels, cells, at_blank)


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
        added = adding_up(frame.filter(~labels), sums)
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
    totals = frame.with_columns(why).filter(pl.col("why").is_not_null())
    frame = frame.filter(why.is_null())
    apart = pl.concat([totals["row"], blank["row"]])
    if len(apart):
        unread = unread.filter(~pl.col("row").is_in(apart.implode()))
    return SourceRead(
        source, frame, unread, blank.select("source", "row"), totals, given, table.header, rows, table.sha256
    )


def _key_part(place: str, width: int) -> pl.Expr:
    """One part of the key as text, null where the cell is blank."""
    text = pl.col(place).str.normalize("NFC").str.strip_chars().str.replace_all(r"\s+", " ")
    text = pl.when(text.str.len_bytes() > 0).then(text)
    return text.str.zfill(width) if width else text


def _unit(parts: pl.DataFrame) -> pl.Series:
    return parts.select(pl.concat_str(pl.all().fill_null(""), separator="-").alias("unit")).to_series()


def _region(cells: pl.DataFrame, places: tuple[str, ...]) -> pl.Series:
    """The path from the largest region down, as a list of text; a blank cell is "" and keeps its level.

    Joined and split again, which is several times faster than making lists of columns.
    """
    if not places:
        return pl.Series("region", [[]], dtype=pl.List(pl.String)).new_from_index(0, cells.height)
    names = [pl.col(place).fill_null("").str.normalize("NFC").str.strip_chars() for place in places]
    path = pl.concat_str(names, separator=_JOINT).str.split(_JOINT)
    return cells.select(path.alias("region")).to_series()


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

    names = ["sheets", *FIGURES, *(f"votes:{c}" for c in candidates)]
    return counts.select(map(figure, names)).get_columns()


def _unread_cells(frame: pl.DataFrame, unread: dict[str, pl.DataFrame], header: tuple[str, ...]) -> pl.DataFrame:
    """The cells without a count, each with the unit it belongs to and its column's name."""
    cells = [
        pl.concat(
            [frame.select("source", "row", "unit")[found["at"]], found.drop("at")], how="horizontal"
        ).with_columns(column=pl.lit(header[int(place)]))
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
