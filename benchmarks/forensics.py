"""How often the forensic tests alarm on clean redraws of a table, and how often they find what is planted in one.

    python -m benchmarks.forensics CASE|COUNTS [REDRAWS]

For each test alone: alarms at 5% over smooth redraws with nothing planted; then, for each manipulation and 1, 2, 5 and 10 percent of the rows,
how many of the redraws it is found in. For the battery: alarms after Holm's adjustment. Some minutes for 25,000 rows and 40 redraws.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from recuento.case.forensics import counts_of
from recuento.forensics.battery import ALL, run
from recuento.forensics.simulate import simulate
from recuento.forensics.table import CountTable
from recuento.records.forensics import Manipulation, TestName

PLANTED: tuple[tuple[TestName, Manipulation], ...] = (
    ("integer-percentages", "rounding"),
    ("duplicates", "copying"),
    ("last-digits", "stuffing"),
    ("integer-percentages", "stuffing"),
    ("duplicates", "stealing"),
)
PERCENT = (1.0, 2.0, 5.0, 10.0)
ALARM = 0.05


def alarms(table: CountTable, tests: tuple[TestName, ...]) -> bool:
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
