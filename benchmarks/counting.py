"""How long a count takes beside the least that any count must do: scan the same file and add up by region.

Both are measured in the same run, on the 24,532 tables of Venezuela 2024 among the shared test data. Imports stand in the functions, so
that a process of its own pays for those of its function only.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.memory import REPORT_PEAK, peak_of

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
    from recuento.records.contest import Candidate, Case, Contest
    from recuento.records.recipe import SheetSource

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


RUSSIA = SHARED / "data" / "russia-2024" / "2024.csv.zip"
RUSSIAN = {
    "davankov": "Даванков Владислав Андреевич",
    "putin": "Путин Владимир Владимирович",
    "slutsky": "Слуцкий Леонид Эдуардович",
    "kharitonov": "Харитонов Николай Михайлович",
}
ROLL, VALID = "Число избирателей, включенных в список избирателей", "Число действительных избирательных бюллетеней"


def large(times: int = 1) -> dict[str, float]:
    """The 94,214 Russian stations, `times` over under other keys: count with every check beside a bare scan and group-by, and peak memory."""
    if not RUSSIA.is_file():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        name = _stations(Path(folder), times)
        bare = _median_ms(lambda: _bare_stations(Path(folder) / name), 5)
        read = _median_ms(lambda: _read_and_hash(Path(folder) / name), 3)
        whole = _median_ms(lambda: count_stations(Path(folder), name), 3)
        _, peak = _alone(f"count_stations(Path({folder!r}), {name!r})")
        return {
            f"{94_214 * times:,} stations: bare scan and group-by, ms": bare,
            f"{94_214 * times:,} stations: every cell read and hashed, without any check / bare scan": read / bare,
            f"{94_214 * times:,} stations: count with every check, ms": whole,
            f"{94_214 * times:,} stations: count / bare scan (asked: 2.5)": whole / bare,
            f"{94_214 * times:,} stations: peak memory of the count, MB": peak,
        }


def _alone(call: str) -> tuple[float, float]:
    """Seconds and peak memory, in MB, of a call of a function of this module in a process of its own."""
    code = (
        "import time; from pathlib import Path; from benchmarks import counting; t = time.perf_counter();"
        f" counting.{call}; print(time.perf_counter() - t)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + REPORT_PEAK],
        check=True,
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
    )
    return float(done.stdout), peak_of(done.stderr)


def ten_million(units: int = 10_000_000) -> dict[str, float]:
    """Invented sheets of so many units beside a bare scan, each in a process of its own: seconds and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        _write_invented(Path(folder) / "stations.csv", units)
        took, peak = {}, {}
        for function in ("scan_invented", "count_invented"):
            took[function], peak[function] = _alone(f"{function}(Path({folder!r}))")
    return {
        f"{units:,} invented stations: bare scan and group-by, s": took["scan_invented"],
        f"{units:,} invented stations: count with every check, s": took["count_invented"],
        f"{units:,} invented stations: count / bare scan (asked: 3)": took["count_invented"] / took["scan_invented"],
        f"{units:,} invented stations: peak memory of the count, MB (asked: 2,000)": peak["count_invented"],
    }


INVENTED = ("registered", "ballots", "valid", "invalid", "ana", "beto", "cora")


def _write_invented(path: Path, units: int) -> None:
    """Honest sheets, a million rows at a time."""
    import numpy as np
    import polars as pl

    random = np.random.default_rng(1)
    with path.open("wb") as file:
        for start in range(0, units, 1_000_000):
            at = np.arange(start, min(units, start + 1_000_000))
            registered = random.integers(300, 1200, at.size)
            ballots = (registered * random.uniform(0.4, 0.9, at.size)).astype(int)
            valid = ballots - random.integers(0, 10, at.size)
            ana = (valid * random.normal(0.5, 0.05, at.size).clip(0.2, 0.8)).astype(int)
            beto = ((valid - ana) * 0.7).astype(int)
            columns = dict(
                zip(INVENTED, (registered, ballots, valid, ballots - valid, ana, beto, valid - ana - beto), strict=True)
            )
            places = {
                "province": pl.format("Province {}", pl.lit(at // 400_000)),
                "district": pl.format("District {}", pl.lit(at // 400)),
            }
            pl.DataFrame({"station": at, **columns}).with_columns(**places).write_csv(file, include_header=start == 0)


def scan_invented(folder: Path) -> None:
    """The figures added up by district."""
    import polars as pl

    pl.scan_csv(folder / "stations.csv").group_by("district").agg(pl.col(INVENTED).sum()).collect()


def count_invented(folder: Path) -> None:
    """The whole count of the invented sheets."""
    from recuento.counting import count
    from recuento.records.contest import Candidate, Case, Contest
    from recuento.records.recipe import SheetSource

    figures = {name: name for name in INVENTED[:4]}
    source = SheetSource(
        path="stations.csv",
        published_by="nobody",
        interest="none",
        unit=["station"],
        region=["province", "district"],
        votes={name: name for name in INVENTED[4:]},
        **figures,
    )
    contest = Contest(name="President", country="MEX", date=dt.date(2024, 6, 2), authority="nobody")
    count(
        Case(contest=contest, candidates=tuple(Candidate(id=c, name=c) for c in INVENTED[4:]), sheets=(source,)), folder
    )


def _read_and_hash(path: Path) -> None:
    """What no count can leave out: every cell looked at as text or number, every row as wide as the header, the bytes hashed."""
    from recuento.counting.formats import Opening, read_tables

    figures = frozenset([ROLL, VALID, *RUSSIAN.values()])
    opening = Opening(path=path.name, wanted=figures | {"region", "tik", "uik"}, numbers=figures)
    for _ in read_tables(path, opening, in_blocks=True):
        pass


def _stations(folder: Path, times: int) -> str:
    """The stations as CSV, several times over with the place of the copy before the region."""
    import polars as pl

    with zipfile.ZipFile(RUSSIA) as archive:
        frame = pl.read_csv(archive.read("2024.csv"), infer_schema=False)
    # Each copy has regions of its own and a few votes more, so that no sheet is the twin of another.
    more = [ROLL, VALID, RUSSIAN["putin"]]
    copies = [
        frame.with_columns(
            pl.format("{} {}", pl.lit(i), "region").alias("region"),
            *((pl.col(name).cast(pl.Int64) + i).cast(pl.String) for name in more),
        )
        for i in range(times)
    ]
    (pl.concat(copies) if times > 1 else frame).write_csv(folder / "stations.csv")
    return "stations.csv"


def _bare_stations(path: Path) -> None:
    import polars as pl

    pl.scan_csv(path).group_by("region").agg(pl.col([ROLL, VALID, *RUSSIAN.values()]).sum()).collect()


def count_stations(folder: Path, name: str) -> None:
    """The whole count of the stations."""
    from recuento.counting import count
    from recuento.records.contest import Candidate, Case, Contest
    from recuento.records.recipe import SheetSource

    source = SheetSource(
        path=name,
        published_by="CEC",
        interest="the state",
        unit=["region", "tik", "uik"],
        region=["region", "tik"],
        registered=ROLL,
        valid=VALID,
        votes=RUSSIAN,
    )
    contest = Contest(name="President", country="RUS", date=dt.date(2024, 3, 17), authority="CEC")
    people = tuple(Candidate(id=key, name=column) for key, column in RUSSIAN.items())
    count(Case(contest=contest, candidates=people, sheets=(source,)), folder)


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
