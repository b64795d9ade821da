"""Weighing the full sheets of the shipped case, beside counting them, in one process."""

from __future__ import annotations

import time

from benchmarks.case_run import EXAMPLE, SHEETS

ROUNDS = 3


def run() -> dict[str, float]:
    """Seconds to weigh all sheets and both announcements (under 1), and the ratio to counting them; {} without sheets."""
    if not SHEETS.is_file():
        return {}
    from recuento.case import load
    from recuento.counting import count
    from recuento.weighing import weigh

    case = load(EXAMPLE)
    full = next(s for s in case.sheets if s.granularity == "unit").model_copy(update={"path": SHEETS.name})
    case = case.model_copy(update={"sheets": (full,)})
    counting, weighing = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        counted = count(case, SHEETS.parent)
        counting.append(time.perf_counter() - start)
        start = time.perf_counter()
        weigh(case, counted.sheets, counted.tally, [])
        weighing.append(time.perf_counter() - start)
    return {
        "weigh, s (under 1)": sorted(weighing)[ROUNDS // 2],
        "weigh / count": sorted(w / c for w, c in zip(weighing, counting, strict=True))[ROUNDS // 2],
    }
