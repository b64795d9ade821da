"""What a check is: a function named by the sentence that is true of each row it fires on.

The rule for missing figures, in every check: null is unknown, never zero and never a pass. A check fires on a row
only if its sentence is true whatever the missing figures are (any count from zero up). A row on which that cannot be
told is not passed over in silence: `figure_is_missing` or `unit_is_listed_without_figures` lists it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import polars as pl
from pydantic import TypeAdapter

from recuento.counting.intake import Intake
from recuento.records.counted import Finding, FindingRow, Severity

ROWS = {"source": pl.String, "row": pl.Int64, "unit": pl.String, "detail": pl.String}
NO_ROWS = pl.DataFrame(schema=ROWS)

# A finding may have a row for every sheet there is: they are made into records at once.
_ROWS: TypeAdapter[tuple[FindingRow, ...]] = TypeAdapter(tuple[FindingRow, ...])

HEADER_ROW = 1
"""Where a finding on a whole file points: its header."""


class Check(Protocol):
    """A check on an intake: a finding, or None where there is nothing to find."""

    __name__: str

    def __call__(self, intake: Intake) -> Finding | None:
        """Run it."""


def check(severity: Severity, explain: str) -> Callable[[Callable[[Intake], pl.DataFrame]], Check]:
    """Makes a check of a function from an intake to the rows (columns `ROWS`) on which its name is true.

    Severities: `error`, the row cannot be right, or the count as a whole cannot; `warning`, it may be right but a
    person should look; `note`, nothing is wrong and the count took a decision that a reader should know.
    """

    def named(find: Callable[[Intake], pl.DataFrame]) -> Check:
        def run(intake: Intake) -> Finding | None:
            rows = find(intake)
            if not rows.height:
                return None
            found = _ROWS.validate_python(rows.select(list(ROWS)).sort("source", "row").to_dicts())
            return Finding(check=find.__name__, severity=severity, count=len(found), explain=explain, rows=found)

        run.__name__ = find.__name__
        run.__doc__ = find.__doc__
        return run

    return named


def rows_where(frame: pl.DataFrame, fires: pl.Expr, detail: pl.Expr) -> pl.DataFrame:
    """The rows of `frame` on which `fires` is true (null is not), with what to say of each."""
    hit = frame.filter(frame.select(fires.alias("fires")).to_series())
    return hit.select("source", "row", "unit", detail.alias("detail")) if hit.height else NO_ROWS


def rows_of_files(told: list[tuple[str, str]]) -> pl.DataFrame:
    """Findings on whole files: (path, what to say)."""
    rows = [{"source": path, "row": HEADER_ROW, "unit": "", "detail": detail} for path, detail in told]
    return pl.DataFrame(rows, schema=ROWS)


def told(figure: str) -> pl.Expr:
    """A figure of the row as text, 'not given' where it is missing."""
    return pl.col(figure).cast(pl.String).fill_null("not given")
