"""Audits and forensic tests on the terminal: each figure with what it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recuento.records.audit import AuditResult
from recuento.records.forensics import UNIFORM, ForensicRow
from recuento.records.inert import one_line

from .numbers import Numbers

if TYPE_CHECKING:
    from rich.console import Console

_NUMBERS = Numbers()
_ALARM = 0.05
_SIZES = {
    "average": "ballots it takes on average, if the totals are right",
    "chance_70": "ballots that confirm a right outcome with a chance of 70%",
    "chance_80": "with a chance of 80%",
    "chance_90": "with a chance of 90%",
    "no_errors": "ballots in all, without errors",
    "planned": "ballots to begin with, at the tolerance",
    "with_these_errors": "ballots in all, with these errors and no more",
    "draws_if_no_errors": "draws in all, without errors",
    "further_draws_if_no_errors": "further draws, without further errors",
    "batches": "batches there are",
    "full_count": "to be counted in full",
    "drawn": "values drawn",
    "units": "units that have come",
    "late": "units that have not",
    "units_for_margin": "units for the margin asked",
}


def print_audit(result: AuditResult, console: Console) -> None:
    """Prints p and whether the outcome is confirmed, sizes, estimates and what is assumed."""
    told = {True: "confirmed at the risk limit", False: "not confirmed: that says nothing against it"}
    if result.p is not None and result.confirmed is not None:
        console.print(f"{result.method}: p = {result.p:.4g}, {told[result.confirmed]}", style="bold")
    else:
        console.print(f"{result.method}: an estimate, which confirms nothing", style="bold")
    for name, size in result.sample_size.items():
        console.print(f"  {'a full count' if size is None else _NUMBERS.count(size)}  {_SIZES[name]}")
    for e in result.estimates:
        width = "no interval" if e.low is None else f"{_NUMBERS.percent(e.low)} to {_NUMBERS.percent(e.high)}"
        late = (
            f"{_NUMBERS.percent(e.low_with_late)} to {_NUMBERS.percent(e.high_with_late)} whatever the late units hold"
        )
        console.print(f"  {one_line(e.candidate)}: {_NUMBERS.percent(e.share)} ({width}; {late})")
    console.print("Assuming that " + "; ".join(result.assuming) + ".")


def print_forensics(rows: Sequence[ForensicRow], console: Console) -> None:
    """Prints a line for each test that was computed, then once each what the tests cannot say."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("Test", "Column", "Rows", "Statistic", "p", "of all", ""):
        table.add_column(head, justify="left" if head in {"Test", "Column", ""} else "right", overflow="fold")
    for row in rows:
        p, all_ = (("" if v is None else f"{v:.3f}" if v >= 0.001 else "< 0.001") for v in (row.p, row.p_holm))
        statistic = "" if row.statistic is None else f"{row.statistic:.4g}"
        look = "look here" if row.p_holm is not None and row.p_holm <= _ALARM else ""
        if row.statistic is not None and row.null != UNIFORM:
            table.add_row(row.test, one_line(row.column), _NUMBERS.count(row.n), statistic, p, all_, look)
    console.print(table)
    untested = [row for row in rows if row.statistic is None and row.test != "fingerprint"]
    if untested:
        console.print("Not computed: " + ", ".join(f"{r.test} of {one_line(r.column)}" for r in untested) + ".")
    console.print(
        '"of all" is p adjusted for every test of this run. Each is a place to look and no charge, and sets no verdict; quiet figures do '
        "not show that a result is right. What each test can see, and what it cannot, stands in docs/forensics.md."
    )
