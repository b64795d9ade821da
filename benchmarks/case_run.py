"""What a whole case costs: `recuento run` on the example of Venezuela 2024 the first time, and again with no change.

The full sheets are taken from the shared test data where they are at hand; else the totals by municipality that the
example ships are counted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.memory import REPORT_PEAK, peak_of

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "ve2024"
SHARED = Path(os.environ.get("RECUENTO_SHARED", ROOT.parent / "shared")) / "data"
SHEETS = SHARED / "ve2024" / "RESULTADOS_2024_CSV_V1.csv"
ROUNDS = 3
_LAUNCH = (
    "import sys; from recuento.cli import main; code = main(['run', sys.argv[1], '--quiet']); code and sys.exit(code)"
)


def run() -> dict[str, float]:
    """Seconds and megabytes, the middle of several runs, each a process of its own with start-up and imports."""
    with tempfile.TemporaryDirectory() as elsewhere:
        case = Path(elsewhere) / "case"
        shutil.copytree(EXAMPLE, case, ignore=shutil.ignore_patterns("out"))
        if SHEETS.is_file():
            shutil.copy(SHEETS, case / "sheets")
        for article in sorted((SHARED / "seed").glob("*.txt")):
            shutil.copy(article, case / "articles")
        first, again = [], []
        for _ in range(ROUNDS):
            shutil.rmtree(case / "out", ignore_errors=True)
            first.append(_measured(case))
            again.append(_measured(case))
    return {
        "first_s": _middle([seconds for seconds, _ in first]),
        "unchanged_s": _middle([seconds for seconds, _ in again]),
        "first_peak_mb": max(peak for _, peak in first),
    }


def _measured(case: Path) -> tuple[float, float]:
    """Seconds that one run takes, and its peak memory in megabytes."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _LAUNCH + REPORT_PEAK, str(case)], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, peak_of(done.stderr)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
