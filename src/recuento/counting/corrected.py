"""A person's corrections made on the sheets as read: visible, counted apart, and refused where they do not fit."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from recuento.records.corrections import Correction

from .figures import read_count


def corrected(frame: pl.DataFrame, corrections: Sequence[Correction]) -> pl.DataFrame:
    """`frame` (as in `Intake`) with each correction made; raises CaseError for the first that does not fit.

    A correction is made on every row of its unit in which the field holds what the correction says it was.
    """
    for correction in corrections:
        column = _column(frame, correction)
        was, now = (_count(correction, text) for text in (correction.was, correction.to))
        of_unit = frame["unit"] == correction.unit
        if not of_unit.any():
            raise correction.refused(
                f"no sheet is of the unit {correction.unit!r}", "write the unit as the findings do"
            )
        fits = of_unit & frame[column].eq_missing(pl.Series([was], dtype=pl.Int64))
        if not fits.any():
            held = ", ".join("nothing" if v is None else f"{v:,}" for v in frame.filter(of_unit)[column])
            said = "nothing" if was is None else f"{was:,}"
            raise correction.refused(
                f"unit {correction.unit!r} has {held} as {correction.field}, and not {said}", "look at the sheet again"
            )
        frame = frame.with_columns(
            pl.when(fits).then(pl.lit(now, dtype=pl.Int64)).otherwise(pl.col(column)).alias(column)
        )
    return frame


def _column(frame: pl.DataFrame, correction: Correction) -> str:
    votes = [name.removeprefix("votes:") for name in frame.columns if name.startswith("votes:")]
    if correction.field in votes:
        return f"votes:{correction.field}"
    if correction.field in {"registered", "ballots", "valid", "invalid"}:
        return correction.field
    raise correction.refused(
        f"a sheet has no field {correction.field!r}", f"it has registered, ballots, valid, invalid, {', '.join(votes)}"
    )


def _count(correction: Correction, text: str) -> int | None:
    value, why = read_count(text)
    if value is None and why != "blank":
        raise correction.refused(f"{text!r} is no count", "write a whole number, or nothing for a missing figure")
    return value
