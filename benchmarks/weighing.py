"""Weighing the full sheets of the shipped case, beside counting them, in one process."""

from __future__ import annotations

import time

from benchmarks.case_run import EXAMPLE, SHEETS

ROUNDS = 3
MANY = 1_000_000


def run() -> dict[str, float]:
    """Seconds to weigh all sheets and both announcements (under 1), the ratio to counting them, and a million sheets."""
    return {**_shipped(), "weigh a million sheets, s (under 10)": _many()}


def _many() -> float:
    """Seconds to weigh a million invented sheets, a fifth of the units missing, against an announcement that fits."""
    import datetime as dt

    import numpy as np
    import polars as pl

    from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest
    from recuento.records.counted import Sheets
    from recuento.records.recipe import SheetSource
    from recuento.weighing import weigh

    draw = np.random.default_rng(1)
    roll = draw.integers(100, 900, MANY)
    valid = roll * draw.integers(30, 90, MANY) // 100
    ana = valid * draw.integers(20, 80, MANY) // 100
    beto = (valid - ana) * 9 // 10
    none = pl.Series([None] * MANY, dtype=pl.Int64)
    frame = pl.DataFrame({
        "unit": np.arange(MANY).astype(str), "source": ["s.csv"] * MANY, "row": np.arange(2, MANY + 2),
        "region": pl.Series([["North"]], dtype=pl.List(pl.String)).new_from_index(0, MANY), "sheets": np.ones(MANY, dtype=np.int64),
        "registered": roll, "ballots": none, "valid": valid, "invalid": np.zeros(MANY, dtype=np.int64), "votes:ana": ana, "votes:beto": beto,
    })  # fmt: skip
    announcement = Announcement(
        id="a",
        at=dt.datetime(2031, 3, 2, tzinfo=dt.UTC),
        coverage=AnnouncedCoverage(percent=80.0),
        votes={"ana": int(ana.sum()) * 9 // 10, "beto": int(beto.sum()) * 11 // 10},
        winner="beto",
        source="invented",
    )
    case = Case(
        contest=Contest(
            name="x",
            country="SLZ",
            date=dt.date(2031, 3, 2),
            authority="A",
            units=MANY * 6 // 5,
            roll=int(roll.sum()) * 6 // 5,
        ),
        candidates=(Candidate(id="ana", name="Ana Prueba"), Candidate(id="beto", name="Beto Ensayo")),
        announcements=(announcement,),
        sheets=(SheetSource(path="s.csv", published_by="x", interest="y", unit=["u"], votes={"ana": "a"}),),
    )
    start = time.perf_counter()
    weigh(case, Sheets(frame, ("ana", "beto")), None, [])
    return time.perf_counter() - start


def _shipped() -> dict[str, float]:
    """The sheets of the shipped case; {} where they are not at hand."""
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
