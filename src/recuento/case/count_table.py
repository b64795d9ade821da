"""The counted sheets of a case as a table of counts, for the tests of `recuento forensics`."""

from __future__ import annotations

import polars as pl

from recuento.forensics.table import FIGURES, CountTable
from recuento.records.contest import DEEPER, Case
from recuento.records.counted import REGION_JOINT, Sheets
from recuento.records.forensics import ForensicRow
from recuento.records.recipe import NOT_STATED


def places_to_look(case: Case, sheets: Sheets | None) -> list[ForensicRow]:
    """The whole battery over the sheets, where the case asks for it in its dossier; empty where it does not, or nothing can be tested."""
    if not case.show.forensics or sheets is None:
        return []
    from recuento.forensics.battery import ALL, run

    table = of_sheets(case, sheets)
    return run(table, ALL, least=100, seed=1) if table.candidates else []


def of_sheets(case: Case, sheets: Sheets) -> CountTable:
    """The counted sheets, each row a unit: figures that no row gives are left out."""
    votes = sheets.vote_columns
    frame = sheets.frame.filter(pl.col("sheets").fill_null(1) == 1)
    valid = pl.col("valid")
    if case.contest.candidates_complete and {c.id for c in case.candidates} <= set(sheets.candidates):
        whole = pl.when(pl.all_horizontal(pl.col(v).is_not_null() for v in votes)).then(pl.sum_horizontal(votes))
        valid = pl.coalesce(valid, whole)
    frame = frame.with_columns(valid.alias("valid"))
    frame = frame.with_columns(pl.coalesce("ballots", pl.col("valid") + pl.col("invalid")).alias("ballots"))
    several = all(len(s.unit) > 1 for s in case.sheets if s.role == "count" and s.granularity == "unit")
    if several and frame.height:
        frame = frame.with_columns(pl.col("unit").str.replace(r"-[^-]*\z", "").alias("centre"))
    kept = [f for f in (*FIGURES, *votes) if frame[f].null_count() < frame.height]
    region = pl.col("region").cast(pl.String).str.replace_all(REGION_JOINT, DEEPER, literal=True)
    places = [region.alias("region")] if frame.height and (frame["region"].cast(pl.String) != "").any() else []
    return CountTable(
        frame.select(*kept, *places, *(["centre"] if "centre" in frame.columns else [])),
        tuple(c for c in sheets.candidates if f"votes:{c}" in kept),
        _reminder(case),
    )


def _reminder(case: Case) -> str:
    """What the sheets are and, where a result was announced, that these tests do not test it."""
    publishers = dict.fromkeys(
        s.published_by for s in case.sheets if s.role == "count" and s.published_by != NOT_STATED
    )
    if not publishers:
        return ""
    told = f"these are the sheets that {' and '.join(publishers)} published"
    return f"{told}: how their figures look does not test the announced result" if case.announcements else told
