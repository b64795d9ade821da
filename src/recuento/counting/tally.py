"""The sheets added up, for the whole and for each region at every level of its path."""

from __future__ import annotations

from typing import Any

import polars as pl
from pydantic import TypeAdapter

from recuento.records.contest import Case
from recuento.records.counted import CandidateTally, RegionTally, Sheets

from .coverage import percent
from .sheets import FIGURES

# Thousands of regions are made into records at once.
_REGIONS: TypeAdapter[tuple[RegionTally, ...]] = TypeAdapter(tuple[RegionTally, ...])


def tally_figures(sheets: Sheets) -> dict[str, int | None]:
    """Sums by column of `Sheets.frame`. A figure that no sheet gives is None; one that some give is their sum."""
    columns = ["sheets", *FIGURES, *sheets.vote_columns]
    return sheets.frame.select(_sum_of_known(columns)).row(0, named=True)


def tally_candidates(sheets: Sheets, case: Case) -> tuple[CandidateTally, ...]:
    """Each candidate's votes and share of the valid votes, most votes first (then in the case's order).

    The share is taken over the sheets that give both figures, and null where none does. A candidate for whom no
    sheet gives a figure is left out, for no figure is not zero.
    """
    both = [(votes, pl.col(votes).is_not_null() & pl.col("valid").is_not_null()) for votes in sheets.vote_columns]
    sums = sheets.frame.select(
        *_sum_of_known(sheets.vote_columns),
        *(pl.col(votes).filter(known).sum().alias(f"part {votes}") for votes, known in both),
        *(pl.col("valid").filter(known).sum().alias(f"whole {votes}") for votes, known in both),
    ).row(0, named=True)
    names = {c.id: c.name for c in case.candidates}
    tallies = []
    for candidate, votes in zip(sheets.candidates, sheets.vote_columns, strict=True):
        if sums[votes] is not None:
            part, whole = sums[f"part {votes}"], sums[f"whole {votes}"]
            share = percent(part, whole) if whole else None
            tallies.append(CandidateTally(id=candidate, name=names[candidate], votes=sums[votes], share=share))
    return tuple(sorted(tallies, key=lambda c: -c.votes))


def tally_regions(sheets: Sheets) -> tuple[RegionTally, ...]:
    """Every region at every level, a region before its parts. The whole path names it: names repeat across regions.

    `candidates` has only those for whom some sheet of the region gives a figure.
    """
    columns = ["sheets", *FIGURES, *sheets.vote_columns]
    # Grouped by text, which is several times faster than by lists; the joint is one that no name holds.
    paths = sheets.frame.select(pl.col("region").list.join("\x1f"), *columns)
    deepest = _add_up(paths, columns).with_columns(pl.col("region").str.split("\x1f"))
    deepest = deepest.filter(pl.col("region").list.len() > 0, pl.col("region") != [""])
    depth = max(deepest["region"].list.len(), default=0)
    levels = [
        _add_up(deepest.filter(pl.col("region").list.len() >= n).with_columns(pl.col("region").list.head(n)), columns)
        for n in range(1, depth + 1)
    ]
    rows = sorted((row for level in levels for row in level.rows()), key=lambda row: row[0])
    return _REGIONS.validate_python([_region(row, sheets.candidates) for row in rows])


def _add_up(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """One row a region: sums of what is given, null where nothing is."""
    sums = frame.group_by("region").agg(pl.col(columns).sum(), pl.col(columns).count().name.prefix("given "))
    return sums.select("region", *(pl.when(pl.col(f"given {c}") > 0).then(pl.col(c)).alias(c) for c in columns))


def _region(row: tuple[Any, ...], candidates: tuple[str, ...]) -> dict[str, Any]:
    """A row of `_add_up` (path, sheets, figures, votes) with the names of a `RegionTally`."""
    path, sheets, registered, ballots, valid, invalid, *votes = row
    return {
        "path": path,
        "sheets": sheets or 0,
        "registered": registered,
        "ballots": ballots,
        "valid": valid,
        "invalid": invalid,
        "candidates": {c: v for c, v in zip(candidates, votes, strict=True) if v is not None},
    }


def _sum_of_known(columns: list[str]) -> list[pl.Expr]:
    """The sum of what is given, null where nothing is."""
    return [pl.when(pl.col(c).is_not_null().any()).then(pl.col(c).sum()).alias(c) for c in columns]
