"""How often the forensic tests alarm on clean redraws of a table, and how often they find what is planted in one.

    python -m benchmarks.forensics CASE|COUNTS [REDRAWS]

For each test alone: alarms at 5% over smooth redraws with nothing planted; then, for each manipulation and 1, 2, 5 and 10 percent of the rows,
how many of the redraws it is found in. For the battery: alarms after Holm's adjustment. Some minutes for 25,000 rows and 40 redraws.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.case_run import EXAMPLE, SHEETS
from recuento.auditing.table import plan
from recuento.case.auditing import table_of
from recuento.case.forensics import counts_of
from recuento.forensics.battery import ALL, run
from recuento.forensics.simulate import simulate
from recuento.forensics.table import CountTable
from recuento.records.formats import ForensicTest, Manipulation

PLANTED: tuple[tuple[ForensicTest, Manipulation], ...] = (
    ("integer-percentages", "rounding"),
    ("duplicates", "copying"),
    ("last-digits", "stuffing"),
    ("integer-percentages", "stuffing"),
    ("duplicates", "stealing"),
)
PERCENT = (1.0, 2.0, 5.0, 10.0)
ALARM = 0.05


def speed() -> dict[str, float]:
    """Seconds for the whole battery over the full sheets of the shipped case (under 10), and for planning their audit (under 0.3)."""
    if not SHEETS.is_file():
        return {}
    with tempfile.TemporaryDirectory() as elsewhere:
        place = Path(elsewhere) / "case"
        shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("out"))
        shutil.copy(SHEETS, place / "sheets")
        table, published = counts_of(place), table_of(place)
        start = time.perf_counter()
        run(table, ALL, least=100, seed=1, dealt=True)
        battery = time.perf_counter() - start
        start = time.perf_counter()
        plan(published, 0.05)
        return {
            "the battery of forensic tests on 24,532 sheets, s (under 10)": battery,
            "planning an audit of them, s (under 0.3)": time.perf_counter() - start,
        }


def alarms(table: CountTable, tests: tuple[ForensicTest, ...]) -> bool:
    """Whether some p is an alarm after Holm's adjustment."""
    rows = run(table, tests, least=100, seed=1, dealt=True)
    return any(row.p_holm is not None and row.p_holm <= ALARM for row in rows)


def main() -> None:
    """Draws, plants, tests and prints."""
    table, redraws = counts_of(Path(sys.argv[1])), int(sys.argv[2]) if len(sys.argv) > 2 else 40

    def redrawn(kind: Manipulation, percent: float, k: int) -> CountTable:
        return simulate(table, kind, units=percent, smooth=True, rng=np.random.default_rng(1000 + k))[0]

    clean = [redrawn("none", 0, k) for k in range(redraws)]
    # Redraws of each row around itself are not dealt within their centre: homogeneity would find just that.
    calm = tuple(t for t in ALL if t not in {"fingerprint", "dip", "homogeneity"})
    print(f"battery, nothing planted: {sum(alarms(t, calm) for t in clean)} of {redraws} redraws alarm")
    for test in calm:
        print(f"{test}, nothing planted: {sum(alarms(t, (test,)) for t in clean)} of {redraws}")
    for test, kind in PLANTED:
        found = [sum(alarms(redrawn(kind, p, k), (test,)) for k in range(redraws)) for p in PERCENT]
        told = ", ".join(f"{p:g}%: {n} of {redraws}" for p, n in zip(PERCENT, found, strict=True))
        print(f"{test}, {kind} in {told}")


if __name__ == "__main__":
    main()
