"""The sheets added up, for the whole and for each region at every level of its path."""

from __future__ import annotations

from typing import Any

import polars as pl
from pydantic import TypeAdapter

from recuento.records.contest import Case
from recuento.records.counted import REGION_JOINT, CandidateTally, RegionTally, Sheets

from .coverage import percent
from .recipe import FIGURES, PARTS

# Thousands of regions are made into records at once.
_REGIONS: TypeAdapter[tuple[RegionTally, ...]] = TypeAdapter(tuple[RegionTally, ...])


def tally_figures(sheets: Sheets) -> dict[str, int | None]:
    """Sums by column of `Sheets.frame`. A figure that no sheet gives is None; one that some give is their sum."""
    columns = ["sheets", *FIGURES, *sheets.vote_columns, *(part for part in PARTS if part in sheets.frame.columns)]
    return {**dict.fromkeys(PARTS), **sheets.frame.select(_sum_of_known(columns)).row(0, named=True)}


def tally_candidates(sheets: Sheets, case: Case, *, unread: bool = False) -> tuple[CandidateTally, ...]:
    """Each candidate's votes and share of the valid votes, most votes first (then in the case's order).

    A share is null unless every counted sheet gives the candidate's votes and its valid votes: a share of some sheets
    is not one of all. It is null, too, where the votes are more than the valid votes, on all sheets or on any of them: one
    of the two was misread there. A candidate for whom no sheet gives a figure is left out, for no figure is not zero.
    Where some sheet lacks somebody's votes, or `unread` says that some row could not be read, the candidates stand in the
    case's order, as nobody is known to lead.
    """
    votes = sheets.vote_columns
    fit = [_within_valid(column).all().alias(f"fit {column}") for column in votes]
    figures = [*votes, "valid"]
    sums = sheets.frame.select(*_sum_of_known(figures), *_all_known(figures), *fit).row(0, named=True)
    names = {c.id: c.name for c in case.candidates}
    valid = sums["valid"] if sums["all valid"] else None
    if sums["valid"] is None and case.contest.candidates_complete and set(names) <= set(sheets.candidates):
        # Nobody else had votes: where no sheet gives its valid votes they are the candidates'.
        valid = sum(sums[c] for c in votes) if all(sums[f"all {c}"] for c in votes) else None
    tallies = []
    for candidate, column in zip(sheets.candidates, votes, strict=True):
        if sums[column] is not None:
            known = sums[f"all {column}"] and sums[f"fit {column}"] and valid and sums[column] <= valid
            share = percent(sums[column], valid) if valid and known else None
            tallies.append(CandidateTally(id=candidate, name=names[candidate], votes=sums[column], share=share))
    if unread or not all(sums[f"all {column}"] for column in votes if sums[column] is not None):
        return tuple(tallies)
    return tuple(sorted(tallies, key=lambda c: -c.votes))


def tally_regions(sheets: Sheets) -> tuple[RegionTally, ...]:
    """Every region at every level, a region before its parts. The whole path names it: names repeat across regions.

    `candidates` has only those for whom some sheet of the region gives a figure.
    """
    columns = ["sheets", *FIGURES, *sheets.vote_columns]
    deepest = _add_up(sheets.frame, columns).with_columns(pl.col("region").cast(pl.String).str.split(REGION_JOINT))
    deepest = deepest.filter(pl.col("region") != [""])
    depth = max(deepest["region"].list.len(), default=0)
    levels = [
        _add_up(deepest.filter(pl.col("region").list.len() >= n).with_columns(pl.col("region").list.head(n)), columns)
        for n in range(1, depth + 1)
    ]
    rows = sorted((row for level in levels for row in level.rows()), key=lambda row: row[0])
    return _REGIONS.validate_python([_region(row, sheets.candidates) for row in rows])


def _add_up(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """One row a region: sums of what is given, null where nothing is."""
    # Levels above the deepest are added up from it: a figure is whole there only if it is in each part.
    rows = (
        frame
        if f"whole {columns[0]}" in frame.columns
        else frame.with_columns(
            (pl.col(c).is_not_null() & _within_valid(c) if c.startswith("votes:") else pl.col(c).is_not_null()).alias(
                f"whole {c}"
            )
            for c in columns
        )
    )
    sums = rows.group_by("region").agg(
        pl.col(columns).sum(), pl.col(columns).count().name.prefix("given "), pl.col("^whole .*$").all()
    )
    known = (pl.when(pl.col(f"given {c}") > 0).then(pl.col(c)).alias(c) for c in columns)
    return sums.select("region", *known, "^whole .*$")


def _region(row: tuple[Any, ...], candidates: tuple[str, ...]) -> dict[str, Any]:
    """A row of `_add_up` (path, sheets, figures, votes, and of each whether it is whole and fits) with a `RegionTally`'s names."""
    width = len(candidates)
    path, sheets, registered, ballots, valid, invalid = row[:6]
    votes = dict(zip(candidates, row[6 : 6 + width], strict=True))
    _, _, _, valid_whole, _, *votes_whole = row[6 + width :]
    whole = dict(zip(candidates, votes_whole, strict=True))
    return {
        "path": path,
        "sheets": sheets,
        "registered": registered,
        "ballots": ballots,
        "valid": valid,
        "invalid": invalid,
        "candidates": {c: v for c, v in votes.items() if v is not None},
        "shares": {
            c: percent(v, valid)
            for c, v in votes.items()
            if v is not None and whole[c] and valid_whole and valid and v <= valid
        },
    }


def _within_valid(column: str) -> pl.Expr:
    """Whether a sheet's votes are no more than its valid votes; true where these are not given."""
    return (pl.col(column) <= pl.col("valid")).fill_null(value=True)


def _all_known(columns: list[str]) -> list[pl.Expr]:
    """Whether every sheet gives the figure."""
    return [pl.col(c).is_not_null().all().alias(f"all {c}") for c in columns]


def _sum_of_known(columns: list[str]) -> list[pl.Expr]:
    """The sum of what is given, null where nothing is."""
    return [pl.when(pl.col(c).is_not_null().any()).then(pl.col(c).sum()).alias(c) for c in columns]
