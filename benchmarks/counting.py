"""How long a count takes beside the least that any count must do: scan the same file and add up by region.

Both are measured in the same run, on the 24,532 tables of Venezuela 2024 among the shared test data. Imports stand in the functions, so
that a process of its own pays for those of its function only.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SHARED = Path(os.environ.get("RECUENTO_SHARED", Path(__file__).parents[2] / "shared"))
FOLDER = SHARED / "data" / "ve2024"
FILE = "RESULTADOS_2024_CSV_V1.csv"
REGION = ["EDO", "MUN", "PAR"]
CANDIDATES = ["EG", "NM", "LM", "JABE", "JOBR", "AE", "CF", "DC", "EM", "BERA"]
COUNTS = ["RE", "VOTOS_VALIDOS", "VOTOS_NULOS", *CANDIDATES]


def bare() -> None:
    """What polars needs to read the file and add up its figures by parish: no key, no check, no level above."""
    import polars as pl

    pl.scan_csv(FOLDER / FILE).group_by(REGION).agg(pl.col(COUNTS).sum()).collect()


def counted() -> None:
    """The whole count: hash, key, regions at three levels, every check, shares, coverage."""
    from recuento.counting import count
    from recuento.records.contest import Candidate, Case, Contest, SheetSource

    source = SheetSource(
        path=FILE,
        published_by="Comando ConVzla",
        interest="campaign of a candidate",
        unit=["CENTRO:9", "MESA:2"],
        region=REGION,
        registered="RE",
        valid="VOTOS_VALIDOS",
        invalid="VOTOS_NULOS",
        votes={name.lower(): name for name in CANDIDATES},
    )
    contest = Contest(name="President", country="VEN", date=dt.date(2024, 7, 28), authority="CNE", units=30026)
    candidates = tuple(Candidate(id=name.lower(), name=name) for name in CANDIDATES)
    count(Case(contest=contest, candidates=candidates, sheets=(source,)), FOLDER)


def run() -> dict[str, float]:
    """Milliseconds and ratios, the middle of several runs; empty where the file is not at hand.

    `warm`: inside one process, imports done. `cold`: a process of its own, with start-up and imports, which is what a
    person at the terminal waits for.
    """
    if not (FOLDER / FILE).is_file():
        return {}
    warm_bare, warm_count = _median_ms(bare, 15), _median_ms(counted, 15)
    cold_bare, cold_count = (_median_ms(lambda name=name: _in_a_process(name), 5) for name in ("bare", "counted"))
    return {
        "bare_warm_ms": warm_bare,
        "count_warm_ms": warm_count,
        "warm_ratio": warm_count / warm_bare,
        "bare_cold_ms": cold_bare,
        "count_cold_ms": cold_count,
        "cold_ratio": cold_count / cold_bare,
    }


def _in_a_process(function: str) -> None:
    """Runs one of the functions above in a fresh interpreter."""
    root = Path(__file__).parents[1]
    subprocess.run(
        [sys.executable, "-c", f"from benchmarks.counting import {function}; {function}()"], check=True, cwd=root
    )


def _median_ms(work: Callable[[], None], times: int) -> float:
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return 1000 * sorted(taken)[times // 2]
