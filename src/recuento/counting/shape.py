"""From a file's table to one with a row a unit and a column a figure, as the recipe says.

In this order: turned over (`transposed`), merged cells filled (`fill_down`), joined with other files (`join`), given the columns that are cut from others
(`columns`), rows chosen (`where`, `latest`), rows marked (`no_sheet`, `no_unit`), and a long table made wide (`long`).
What was decided on the way is told, row by row, under the name of the check that lists it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from recuento.errors import CaseError, SheetError
from recuento.records.recipe import Cut, Join, Long, SheetSource

from .conditions import checked_pattern, rows_that_meet, text_of, tidied, values_not_there
from .entered_again import agreed
from .figures import as_written, read_counts
from .formats import Table, names_like, opening_of, read_table, tidy_name
from .recipe import figures_of, key_part, keys_of, names_of, refuse_missing, stated_of

TOLD = {"check": pl.String, "source": pl.String, "row": pl.Int64, "unit": pl.String, "detail": pl.String}
_BETWEEN = " / "
_DATE = r"^\d{4}([-/.]?\d{2}([-/.]?\d{2})?)?([ T]|$)"


@dataclass(frozen=True)
class Shaped:
    """A table with a row a unit; which rows are no sheet or no unit; and what was decided, with the columns `TOLD`."""

    table: Table
    no_sheet: pl.Series
    no_unit: pl.Series
    told: pl.DataFrame
    rows: int


def shaped(table: Table, source: SheetSource, folder: Path) -> Shaped:
    """The table as the recipe shapes it; the paths of joined files are relative to `folder`."""
    table, told = _with_columns(table, source, folder)
    told += [_of_reading(table)]
    rows = table.cells.height
    if source.where:
        table, found = _chosen(table, source)
        told += found
    if source.latest is not None:
        table, found = _latest(table, source)
        told += found
    marks = {}
    for key, conditions in (("no_sheet", source.no_sheet), ("no_unit", source.no_unit)):
        marks[key] = rows_that_meet(table, conditions, key)
        told += [
            _of_file(table, "recipe_names_a_value_that_no_row_has", t) for t in values_not_there(table, conditions, key)
        ]
    if source.long is not None:
        table, marks = _widened(table, source, source.long, marks)
    return Shaped(table, marks["no_sheet"], marks["no_unit"], pl.concat([pl.DataFrame(schema=TOLD), *told]), rows)


def _with_columns(table: Table, source: SheetSource, folder: Path) -> tuple[Table, list[pl.DataFrame]]:
    """The table with all its columns, before rows are chosen."""
    told: list[pl.DataFrame] = []
    if source.header is None and source.names is None and table.header_line > 1:
        detail = f"the columns that the recipe names stand on line {table.header_line}"
        told.append(_of_file(table, "header_is_further_down", detail))
    if source.transposed:
        table = turned(table)
    for name in map(tidy_name, source.fill_down):
        table = _filled_down(table, name)
    if source.entered_again is not None:
        table, found = _agreed(table, source, source.entered_again, folder)
        told += found
    for join in source.join:
        table, found = _joined(table, join, folder)
        told += found
    for name, cut in source.columns.items():
        table = _with_cut(table, tidy_name(name), cut)
    return table, told


def _agreed(table: Table, source: SheetSource, path: str, folder: Path) -> tuple[Table, list[pl.DataFrame]]:
    """The table with the figures that were entered alike twice."""
    for key in ("long", "transposed"):
        if getattr(source, key):
            raise CaseError(
                f"entered_again is of tables with a row a sheet, and the recipe says `{key}`",
                where=f"case.toml, [[sheets]] {source.path!r}",
                mend=f"leave `{key}` out",
            )
    keys = [key_part(text, table.header).name for text in source.unit]
    figures = dict.fromkeys(name for names in figures_of(source).values() for name in names)
    named = [*keys, *figures]
    refuse_missing(table.path, [(name, "`entered_again`") for name in named], table.header)
    table, differ = agreed(table, path, keys, list(figures), opening_of(source, needed=named), folder)
    return table, [
        pl.DataFrame([(c, where, line, unit, detail)], TOLD, orient="row") for c, where, line, unit, detail in differ
    ]


def units_of(table: Table, source: SheetSource) -> pl.DataFrame:
    """The parts of the units' keys, as text columns; null where a cell is blank."""
    parts = [key_part(text, table.header) for text in source.unit]
    refuse_missing(table.path, [(part.name, "the unit") for part in parts], table.header)
    places = [(str(table.place(part.name)), part.width) for part in parts]
    return key_parts(pl.DataFrame([tidied(table.cells[p]).alias(p) for p in dict(places)]), places)


def key_parts(cells: pl.DataFrame, key: Sequence[tuple[str, int]]) -> pl.DataFrame:
    """The columns of a key, tidied, as text "0", "1", ..., padded to their widths; null where the cell is blank."""
    return cells.select(
        pl.when(pl.col(place) != "").then(pl.col(place).str.zfill(width) if width else pl.col(place)).alias(str(i))
        for i, (place, width) in enumerate(key)
    )


def _of_file(table: Table, check: str, detail: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"check": check, "source": table.path, "row": max(table.header_line, 1), "unit": "", "detail": detail}, TOLD
    )


def _of_reading(table: Table) -> pl.DataFrame:
    """What was found while the file was read."""
    rows = [(check, where, row, "", detail) for check, where, row, detail in table.told]
    return pl.DataFrame(rows, TOLD, orient="row")


def _of_rows(table: Table, check: str, source: SheetSource, detail: pl.Series) -> pl.DataFrame:
    """A line for each row of `table`."""
    unit = units_of(table, source).select(pl.concat_str(pl.all().fill_null(""), separator="-")).to_series()
    return pl.DataFrame(
        [
            pl.repeat(check, len(detail), eager=True).alias("check"),
            table.sources,
            table.lines,
            unit.alias("unit"),
            detail.alias("detail"),
        ],
    ).select(pl.col(name).cast(kind) for name, kind in TOLD.items())


# --- columns --------------------------------------------------------------------------------------------------------


def turned(table: Table) -> Table:
    """Columns become rows: the first column's cells are the names, and the header's other cells the units.

    The units' column is called as the first cell of the header, or "unit" where that is empty. A row's line is the
    place of its column in the file.
    """
    if not table.cells.height:
        return table
    names = [tidy_name(text or "") for text in table.cells["0"]]
    others = [c for c in table.cells.columns if c != "0"]
    units = pl.Series("0", [table.header[int(c)] for c in others], dtype=pl.String)
    turned = table.cells.select(others).transpose(column_names=[str(i + 1) for i in range(len(names))])
    lines = pl.Series("row", [int(c) + 1 for c in others], dtype=pl.Int64)
    return replace(
        table,
        header=(table.header[0] or "unit", *names),
        cells=turned.select(units, *(pl.col(c).cast(pl.String) for c in turned.columns)),
        lines=lines,
        origin=None,
    )


def _filled_down(table: Table, name: str) -> Table:
    """A column whose empty cells take the value above them, within one file."""
    refuse_missing(table.path, [(name, "`fill_down`")], table.header)
    place = str(table.place(name))
    cells = tidied(table.cells[place]).alias("cell")
    filled = pl.when(pl.col("cell") != "").then(pl.col("cell")).forward_fill().over("source")
    return replace(
        table,
        cells=table.cells.with_columns(pl.DataFrame([cells, table.sources]).select(filled).to_series().alias(place)),
    )


def _joined(table: Table, join: Join, folder: Path) -> tuple[Table, list[pl.DataFrame]]:
    """The columns of another file put beside; a key that it has twice is refused, one that it lacks gives empty cells."""
    keys = keys_of(join)
    other = read_table(folder / join.path, opening_of(join, needed=[o for _, o in keys]))
    refuse_missing(table.path, [(mine, f"the join with {join.path!r}") for mine, _ in keys], table.header)
    refuse_missing(join.path, [(o, f"the join with {table.path!r}") for _, o in keys], other.header)
    new = [i for i, name in enumerate(other.header) if name not in table.header and name not in {o for _, o in keys}]
    theirs = other.cells.select(
        *(text_of(str(other.place(o))).alias(f"key {i}") for i, (_, o) in enumerate(keys)),
        *(pl.col(str(place)).alias(f"new {place}") for place in new),
    )
    on = [f"key {i}" for i in range(len(keys))]
    if (twice := theirs.select(pl.struct(on).is_duplicated()).to_series()).any():
        raise SheetError(
            "the file has a key twice, so which row belongs to a sheet cannot be told",
            where=f"{join.path}, lines {', '.join(map(str, other.lines.filter(twice)[:2]))}",
            mend="join on more columns, or take out one of the rows",
        )
    mine = table.cells.select(text_of(str(table.place(m))).alias(f"key {i}") for i, (m, _) in enumerate(keys))
    found = mine.join(theirs.with_columns(there=pl.lit(value=True)), on=on, how="left", maintain_order="left")
    for place in new:
        table = table.with_column(other.header[place], found[f"new {place}"])
    lacking = found["there"].is_null()
    if lacking.all() and len(lacking):
        here, there = ("-".join(rows.row(0)) for rows in (mine, theirs.select(on)))
        raise SheetError(
            f"no row has a row in {join.path!r}: the first key here is {here!r}, and there {there!r}",
            where=table.path,
            mend="join on other columns, or make one that fits with `columns` (pad, split, pattern)",
        )
    told = []
    if lacking.any():
        first = mine.filter(lacking).row(0)
        detail = f"{int(lacking.sum()):,} of {table.cells.height:,} rows have no row in {join.path!r}; the first is {'-'.join(first)!r} on line {table.lines.filter(lacking)[0]}"
        told.append(_of_file(table, "row_has_no_row_in_the_joined_file", detail))
    return replace(table, beside=(*table.beside, (join.path, other.sha256))), told


def _with_cut(table: Table, name: str, cut: Cut) -> Table:
    """One column more, cut from others."""
    if name in table.header:
        raise CaseError(
            f"columns.{name} is made by the recipe and the file has a column of that name",
            where=f"case.toml, [[sheets]] {table.path!r}",
            mend="give it another name",
        )
    if cut.part == 0 or (cut.part is not None and cut.split is None):
        raise CaseError(
            f"columns.{name}.part is {cut.part}" + ("" if cut.split else " and there is no split"),
            where=f"case.toml, [[sheets]] {table.path!r}",
            mend='parts are counted from 1, or backwards from -1, between the marks in split = "_"',
        )
    of = names_of(cut.of)
    refuse_missing(table.path, [(n, f"columns.{name}") for n in of], table.header)
    text = pl.concat_str([text_of(str(table.place(n))) for n in of], separator="-")
    if cut.split is not None:
        parts = text.str.split(cut.split)
        part = cut.part or 1
        text = parts.list.get(part - 1 if part > 0 else part, null_on_oob=True)
    if cut.pattern is not None:
        pattern = checked_pattern(cut.pattern, f"columns.{name}.pattern", table.path)
        whole, first = text.str.extract(pattern, 0), text.str.extract(pattern, 1)
        text = first if _groups(pattern) else whole
    text = text.str.strip_chars()
    if cut.pad:
        text = pl.when(text.str.len_bytes() > 0).then(text.str.zfill(cut.pad))
    return table.with_column(name, table.cells.select(text.alias("cut")).to_series())


def _groups(pattern: str) -> bool:
    """Whether a regular expression has a group that keeps what it matches."""
    return bool(pl.select(pl.lit("").str.extract_groups(pattern)).to_series().struct.fields)


# --- rows -----------------------------------------------------------------------------------------------------------


def _chosen(table: Table, source: SheetSource) -> tuple[Table, list[pl.DataFrame]]:
    met = rows_that_meet(table, source.where, "where")
    missing = list(values_not_there(table, source.where, "where"))
    if not met.any():
        raise SheetError(
            "no row meets the recipe's `where`",
            where=source.path,
            mend=missing[0] if missing else "mend the conditions",
        )
    told = [_of_file(table, "recipe_names_a_value_that_no_row_has", t) for t in missing]
    if not met.all():
        detail = f"{int((~met).sum()):,} of {len(met):,} rows do not meet `where`"
        told.append(_of_file(table, "rows_are_left_out_by_the_recipe", detail))
    return table.filter(met), told


def _latest(table: Table, source: SheetSource) -> tuple[Table, list[pl.DataFrame]]:
    """Of the rows of a unit those with the last value; the others are told. Numbers are compared as such, else texts."""
    name = tidy_name(source.latest or "")
    refuse_missing(table.path, [(name, "`latest`")], table.header)
    value = table.cells.select(text_of(str(table.place(name))).alias("value")).to_series()
    number = value.cast(pl.Float64, strict=False)
    filled = value.filter(value != "")
    if number.null_count() > len(value) - len(filled) and not filled.str.contains(_DATE).all():
        odd = filled.filter(~filled.str.contains(_DATE))[0]
        raise SheetError(
            f"{odd!r} in column {name!r} is neither a number nor a date that begins with its year, so which row is the latest cannot be told",
            where=table.path,
            mend="write dates as 2021-06-09, or name another column in `latest`",
        )
    order = (number if number.null_count() <= len(value) - len(filled) else value).alias("order")
    unit = units_of(table, source)
    keys = unit.columns
    rows = unit.with_columns(order)
    last = rows.select((pl.col("order") == pl.col("order").max().over(keys)).fill_null(value=False)).to_series()
    # What cannot be compared stays: rows that stand alone, units without any value, and rows whose key is not complete.
    alone = rows.select(
        (pl.len().over(keys) == 1)
        | pl.col("order").max().over(keys).is_null()
        | pl.any_horizontal(pl.col(keys).is_null())
    ).to_series()
    kept = last | alone
    older = table.filter(~kept)
    told = []
    if older.cells.height:
        newest = rows.select(pl.col("order").max().over(keys).cast(pl.String)).to_series().filter(~kept)
        detail = pl.select(
            pl.format("{} is {}, a later row has {}", pl.lit(name), value.filter(~kept).alias("v"), newest.alias("n"))
        ).to_series()
        told.append(_of_rows(older, "row_is_older_than_another_of_its_unit", source, detail))
    return table.filter(kept), told


# --- long to wide ---------------------------------------------------------------------------------------------------


def _widened(
    table: Table, source: SheetSource, long: Long, marks: dict[str, pl.Series]
) -> tuple[Table, dict[str, pl.Series]]:
    """A row a unit. A column that stands on each row of a unit is taken once; where its rows differ no figure is read.

    A cell that cannot be one figure holds all that were found, with " | " between them.
    """
    options = names_of(long.option)
    refuse_missing(
        table.path, [*((n, "long.option") for n in options), (tidy_name(long.count), "long.count")], table.header
    )
    texts = [text_of(str(table.place(n))) for n in options]
    filled = [pl.when(t.str.len_bytes() > 0).then(t) for t in texts]
    keys = units_of(table, source)
    key_names = [key_part(text, table.header).name for text in source.unit]
    wanted = {n for names in figures_of(source).values() for n in names} | set(stated_of(source).values())
    carried = [
        n
        for n in dict.fromkeys([*map(tidy_name, source.region), *sorted(wanted)])
        if n in table.header and n not in key_names
    ]
    figures = [n for n in sorted(wanted) if n not in table.header]
    rows = table.cells.select(
        *(keys[k].alias(f"key {k}") for k in keys.columns),
        pl.concat_str(filled, separator=_BETWEEN, ignore_nulls=True).alias("option"),
        *_counts(table, source, long),
        table.lines.alias("line"),
        table.sources.alias("source"),
        *(text_of(str(table.place(n))).alias(f"carried {i}") for i, n in enumerate(carried)),
        *(values.alias(key) for key, values in marks.items()),
    )
    _refuse_unknown_options(table, figures, rows["option"])
    at_unit = pl.col("option")
    wide = rows.group_by([f"key {k}" for k in keys.columns], maintain_order=True).agg(
        pl.col("line").first(),
        pl.col("source").first(),
        *(pl.col(key).any() for key in marks),
        *(_one_of(pl.col(f"carried {i}")).alias(f"carried {i}") for i in range(len(carried))),
        *(_figure(at_unit == option, long).alias(f"figure {i}") for i, option in enumerate(figures)),
    )
    columns = [
        *(f"key {k}" for k in keys.columns),
        *(f"carried {i}" for i in range(len(carried))),
        *(f"figure {i}" for i in range(len(figures))),
    ]
    made = Table(
        path=table.path,
        header=(*key_names, *carried, *figures),
        cells=wide.select(pl.col(c).alias(str(i)) for i, c in enumerate(columns)),
        lines=wide["line"].alias("row"),
        sha256=table.sha256,
        header_line=table.header_line,
        beside=table.beside,
        origin=None if table.origin is None else wide["source"],
    )
    return made, {key: wide[key] for key in marks}


def _refuse_unknown_options(table: Table, figures: list[str], options: pl.Series) -> None:
    there = options.unique().drop_nulls().to_list()
    for name in figures:
        if name not in there:
            raise SheetError(
                f"the recipe names {name!r}, and the file has neither a column nor an option of that name",
                where=table.path,
                mend=names_like(name, there, "the options are"),
            )


def _one_of(cells: pl.Expr) -> pl.Expr:
    """What the rows of a unit say alike; all that they say, where they differ."""
    said = cells.filter(cells.str.len_bytes() > 0).unique(maintain_order=True)
    return said.str.join(" | ")


def _counts(table: Table, source: SheetSource, long: Long) -> list[pl.Series]:
    """The figure of each row as text, and as a number where rows may have to be added."""
    cells = table.cells.select(pl.col(str(table.place(tidy_name(long.count)))).fill_null("").alias("count"))
    if long.repeated == "refuse":
        return cells.get_columns()
    numbers, _ = read_counts(as_written(cells, source))
    return [cells["count"], numbers["count"].alias("number")]


def _figure(here: pl.Expr, long: Long) -> pl.Expr:
    """One option's figure at a unit, as text; `here` says which of the unit's rows are of the option."""
    cells = pl.col("count").filter(here)
    found = cells.str.join(" | ")
    if long.repeated == "add":
        numbers = pl.col("number").filter(here)
        found = (
            pl.when((cells.len() > 1) & numbers.is_not_null().all())
            .then(numbers.sum().cast(pl.String))
            .otherwise(found)
        )
    return pl.when(cells.len() == 0).then(pl.lit("0" if long.absent == "zero" else "")).otherwise(found)
