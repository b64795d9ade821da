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

from .figures import read_counts
from .formats import read_table
from .recipe import Layout, lay_out, names_wanted, refuse_odd_recipe

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
    - `given`: the figures that the recipe names, so that a column of nulls is told from a figure nobody promised;
    - `header`: the names in the file; `rows`: how many rows it has under them.
    """

    recipe: SheetSource
    frame: pl.DataFrame
    unread: pl.DataFrame
    blank: pl.DataFrame
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
    counts, unread = read_counts(table.cells.select(places))
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
    if blank is None or not blank.any():
        return _source_read(source, layout, table.header, table.sha256, frame, cells, frame.clear())
    at_blank = frame.filter(blank)
    cells = cells.filter(~pl.col("row").is_in(at_blank["row"].implode()))
    return _source_read(source, layout, table.header, table.sha256, frame.filter(~blank), cells, at_blank)


def _source_read(
    source: SheetSource,
    layout: Layout,
    header: tuple[str, ...],
    sha256: str,
    frame: pl.DataFrame,
    unread: pl.DataFrame,
    blank: pl.DataFrame,
) -> SourceRead:
    rows = frame.height + blank.height
    given = tuple(layout.figures)
    return SourceRead(source, frame, unread, blank.select("source", "row"), given, header, rows, sha256)


def _key_part(place: str, width: int) -> pl.Expr:
    """One part of the key as text, null where the cell is blank."""
    text = pl.col(place).str.strip_chars()
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
    names = [pl.col(place).fill_null("").str.strip_chars() for place in places]
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
