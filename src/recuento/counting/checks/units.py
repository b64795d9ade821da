"""Checks on what each row stands for: is it a unit, is it there once, does it say anything."""

from __future__ import annotations

from typing import Any

import polars as pl

from recuento.counting.alike import sheets_alike
from recuento.counting.intake import Intake
from recuento.counting.once import POLICY
from recuento.counting.regions import KIND, at_level, depth_of, looked_up, paths_in
from recuento.counting.totals import is_label
from recuento.records.counted import REGION_JOINT

from .check import NO_ROWS, ROWS, check, rows_where


@check("note", "The row has no cell filled: neither a unit nor a figure. It is left out.")
def row_is_blank(intake: Intake) -> pl.DataFrame:
    """No part of the key and no figure is there."""
    return intake.blank.with_columns(unit=pl.lit(""), detail=pl.lit("left out")).select(list(ROWS))


@check(
    "error",
    "The unit's key is not complete, so nobody can tell which unit this is or whether it is listed twice. "
    "The row is counted.",
)
def unit_has_no_full_key(intake: Intake) -> pl.DataFrame:
    """A key column is empty. What the row says is counted all the same."""
    unkeyed = pl.col("key").is_null() & (pl.col("sheets") != 0).fill_null(value=True)
    return rows_where(intake.frame, unkeyed, pl.format("the key reads '{}'", "unit"))


@check(
    "warning",
    "The unit is listed and no sheet of it is at hand: it has neither ballots, nor valid or invalid votes, nor votes "
    "for anybody. It is not counted as a sheet, nor in the coverage.",
)
def unit_is_listed_without_figures(intake: Intake) -> pl.DataFrame:
    """Every figure on how people voted is missing. Zeros are figures."""
    none = pl.all_horizontal(pl.col(intake.figures).is_null())
    told = intake.told.filter(pl.col("check") == "unit_has_no_sheet").select("source", "row")
    frame = (
        intake.frame.join(told, on=["source", "row"], how="anti", maintain_order="left")
        if told.height
        else intake.frame
    )
    return rows_where(
        frame, none, pl.format("registered: {}", pl.col("registered").cast(pl.String).fill_null("not given"))
    )


def _repeated(intake: Intake, *, conflicting: bool) -> pl.DataFrame:
    """Rows of units listed more than once, whose known figures differ or do not. Missing differs from nothing."""
    twice = intake.repeated
    if not twice.height:
        return NO_ROWS
    figures = ["registered", *intake.figures]
    differ = pl.any_horizontal(pl.col(f).drop_nulls().n_unique().over("key", "unit") > 1 for f in figures)
    twice = twice.with_columns(differ=differ)
    places = pl.format("{} row {}", "source", "row")
    counted = places.filter("counted").first().over("key", "unit")
    others = pl.when("counted").then(pl.lit("counted")).otherwise(pl.format("not counted; {} is", counted))
    held = pl.concat_str(
        [
            pl.format(f"{f.removeprefix('votes:')} {{}}", pl.col(f).cast(pl.String).fill_null("missing"))
            for f in figures
        ],
        separator=", ",
    )
    detail = pl.format("{}: {}", others, held) if conflicting else others
    return rows_where(twice, pl.col("differ") == conflicting, detail)


@check("note", f"The unit is listed more than once and nothing in its figures differs. {POLICY}")
def unit_is_listed_twice_alike(intake: Intake) -> pl.DataFrame:
    """Another row has the same key and no figure known to both differs."""
    return _repeated(intake, conflicting=False)


@check("error", f"The unit is listed more than once with figures that cannot all be right. {POLICY}")
def unit_is_listed_twice_with_different_figures(intake: Intake) -> pl.DataFrame:
    """Another row has the same key and some figure known to both differs."""
    return _repeated(intake, conflicting=True)


@check(
    "warning",
    "The row adds up other rows: its label says so, or its figures are their sums. It is set aside and not counted, for it "
    'would count everything twice. If it is a sheet after all, say totals = "counted" in the recipe.',
)
def row_is_a_total(intake: Intake) -> pl.DataFrame:
    """By a word for a total in its key or region, in many languages, or by its sums; see `totals`."""
    votes = [name for name in intake.totals.columns if name.startswith("votes:")]
    held = [
        pl.format(f"{v.removeprefix('votes:')} {{}}", pl.col(v).cast(pl.String).fill_null("missing")) for v in votes
    ]
    detail = pl.format("{}: {}", "why", pl.concat_str(held, separator=", ")) if held else pl.col("why")
    return rows_where(intake.totals, pl.lit(value=True), detail)


@check(
    "warning",
    "A row is labelled as a total, and a figure of it is not the sum of the rows of its region, nor of the file: rows are missing, a figure "
    "is wrong, or it adds up rows that the recipe's region does not tell. The rows are counted, and the total is not.",
)
def total_is_not_the_sum_of_its_rows(intake: Intake) -> pl.DataFrame:
    """Held against the rows of every region that the total names, and of the whole file; figures that are missing somewhere are left out."""
    rows = [NO_ROWS]
    for read in intake.sources:
        labelled = read.totals.filter(pl.col("why") == "its label says so")
        figures = [f for f in ("registered", "ballots", "valid", "invalid", *read.votes_given) if f in read.given]
        if not labelled.height or not figures:
            continue
        sums = _sums_of_regions(read.frame, figures)
        told = [_misfit(sums, row, figures) for row in labelled.iter_rows(named=True)]
        told_rows = labelled.with_columns(told=pl.Series(told, dtype=pl.String))
        rows.append(rows_where(told_rows, pl.col("told").is_not_null(), pl.col("told")))
    return pl.concat(rows)


def _sums_of_regions(frame: pl.DataFrame, figures: list[str]) -> dict[tuple[str, ...], dict[str, int | None]]:
    """By region at every level, and () for the file, the sum of each figure; None where a row lacks it."""
    paths = paths_in(frame["region"])
    whole = [pl.when(pl.col(f).null_count() == 0).then(pl.col(f).sum()).alias(f) for f in figures]
    found: dict[tuple[str, ...], dict[str, int | None]] = {}
    for level in range(depth_of(paths) + 1):
        region = looked_up(frame["region"], paths.with_columns(at=at_level(level).cast(KIND)), "at")
        for row in frame.group_by(region).agg(whole).iter_rows(named=True):
            path = tuple(row.pop("at").split(REGION_JOINT)) if level else ()
            found[path] = row
    return found


def _misfit(
    sums: dict[tuple[str, ...], dict[str, int | None]], total: dict[str, Any], figures: list[str]
) -> str | None:
    """The first figure of a total that is no sum, in words; None where some group of rows has all of them."""
    path = tuple(part for part in total["region"].split(REGION_JOINT) if part and not is_label(part))
    first = None
    for level in range(len(path), -1, -1):
        group = sums.get(path[:level], {})
        known = [(f, total[f], added) for f in figures if total[f] is not None and (added := group.get(f)) is not None]
        off = [(f, stated, added) for f, stated, added in known if stated != added]
        if known and not off:
            return None
        if off and first is None:
            figure, stated, added = off[0]
            first = f"{figure.removeprefix('votes:')}: the total says {stated}, the rows add to {added}"
    return first


@check(
    "warning",
    "Every figure on the row is zero although voters are registered there. A unit where nobody voted is possible; a sheet that was not "
    "at hand and stands as zeros is more likely. It is counted as it stands.",
)
def every_figure_is_zero(intake: Intake) -> pl.DataFrame:
    """All votes, and whatever is given of valid votes, invalid papers and ballots, are zero; none of the votes is missing."""
    votes = [f for f in intake.figures if f.startswith("votes:")]
    rest = [f for f in intake.figures if f not in votes]
    zero = pl.all_horizontal(*(pl.col(v) == 0 for v in votes), *(pl.col(f).fill_null(0) == 0 for f in rest))
    zero = zero & (pl.col("registered").fill_null(1) > 0)
    return rows_where(
        intake.with_figures,
        zero,
        pl.format("registered: {}", pl.col("registered").cast(pl.String).fill_null("not given")),
    )


@check(
    "warning",
    "Two units have the same figures throughout: one sheet may stand under both. It happens by chance, too, and is not told where about as "
    "many sheets are alike but for one vote; look at the sheets. Both are counted.",
)
def two_units_have_the_same_figures(intake: Intake) -> pl.DataFrame:
    """Registered voters and all votes agree, of at least three candidates with votes, and none of them is small or missing."""
    frame = intake.counted.frame
    votes = [f"votes:{c}" for c in intake.candidates]
    given = [f for f in ("registered", *intake.figures) if frame[f].null_count() < frame.height]
    twins = sheets_alike(frame, votes, given)
    if not twins.height:
        return NO_ROWS
    others = pl.col("unit").n_unique().over(given)
    named = pl.format("{} units have these figures, the first is {}", others, pl.col("unit").first().over(given))
    return rows_where(twins.with_columns(others=others), pl.col("others") > 1, named)


@check(
    "warning",
    "The keys of two units differ only in capitals and small letters: they may be one unit. They are counted as two.",
)
def keys_differ_only_in_case(intake: Intake) -> pl.DataFrame:
    """Compared after composing characters and collapsing blanks, which the key itself does already."""
    if len(intake.sources) == 1 and not intake.sources[0].parts_differ_in_case:
        return NO_ROWS
    keyed = intake.with_figures.filter(pl.col("key").is_not_null()).select("source", "row", "unit")
    small = keyed.with_columns(small=pl.col("unit").str.to_lowercase())
    alike = small.filter(pl.col("unit").n_unique().over("small") > 1)
    return rows_where(alike, pl.lit(value=True), pl.format("the key reads '{}'", "unit"))
