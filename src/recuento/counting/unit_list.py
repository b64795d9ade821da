"""A list of all units of a contest, with their rolls: which of them there should be sheets of, and how many voters the others have."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from recuento.errors import CaseError
from recuento.records.contest import Case

from .source import read_source


def listed_units(case: Case, folder: Path) -> pl.DataFrame | None:
    """The units on the case's list, once each: `unit`, `source`, `row`, `region`, `registered`, `key`; None without a list.

    Raises CaseError where a unit is listed twice with different rolls, or without its key.
    """
    lists = [source for source in case.sheets if source.role == "units"]
    if not lists:
        return None
    frames = [read_source(source, folder, ()).frame for source in lists]
    units = pl.concat(frames).select("unit", "source", "row", "region", "registered", "key")
    where = f"case.toml, [[sheets]] {lists[0].path!r}"
    if (bare := units.filter(pl.col("key").is_null())).height:
        row = bare.row(0, named=True)
        raise CaseError(
            "the list of units has a row without a full key",
            where=f"{row['source']}, line {row['row']}",
            mend="fill it in",
        )
    once = units.unique(["key", "unit", "registered"], maintain_order=True)
    if (twice := once.filter(pl.struct("key", "unit").is_duplicated())).height:
        name = twice["unit"][0]
        raise CaseError(
            f"the list of units has {name!r} twice with different rolls", where=where, mend="keep the one that is right"
        )
    return once


def completed(case: Case, units: pl.DataFrame | None) -> Case:
    """The case with the number of units, and the roll, that the list gives where the contest does not state them."""
    if units is None:
        return case
    found: dict[str, int] = {}
    if case.contest.units is None:
        found["units"] = units.height
    if case.contest.roll is None and units["registered"].null_count() == 0:
        found["roll"] = int(units["registered"].sum())
    return case.model_copy(update={"contest": case.contest.model_copy(update=found)}) if found else case
