"""Five real elections as cases: what was announced of them, and where their published sheets lie.

The figures announced are facts of the public record; the sheets are read where they lie, and a test that needs them is
skipped where they do not.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recuento.case import load
from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest
from recuento.records.recipe import SheetSource


def folder_of(shared: Path, name: str) -> Path:
    """The folder of one election, or a skip."""
    folder = shared / "data" / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not among the shared test data")
    return folder


def case_of(
    country: str, date: dt.date, rule: str, names: dict[str, str], *parts: Announcement | SheetSource, **contest: Any
) -> Case:
    """A case of these candidates, announcements and sources."""
    stated = {"name": "President", "country": country, "date": date, "rule": rule, "authority": "authority", **contest}
    return Case(
        contest=Contest.model_validate(stated),
        candidates=tuple(Candidate(id=i, name=name) for i, name in names.items()),
        announcements=tuple(p for p in parts if isinstance(p, Announcement)),
        sheets=tuple(p for p in parts if isinstance(p, SheetSource)),
    )


def announced(i: str, at: str, **figures: Any) -> Announcement:
    coverage = figures.pop("coverage", None)
    stated = None if coverage is None else AnnouncedCoverage(percent=coverage)
    return Announcement(id=i, at=dt.datetime.fromisoformat(at), coverage=stated, source="as announced", **figures)


def kenya(_shared: Path, _into: Path) -> Case:
    """Two of eight candidates, from the announced figures alone."""
    return case_of(
        "KEN", dt.date(2017, 8, 8), "majority", {"kenyatta": "Uhuru Kenyatta", "odinga": "Raila Odinga"},
        announced("final", "2017-08-11T22:20:00+03:00", votes={"kenyatta": 8203290, "odinga": 6762224},
                  shares={"kenyatta": 54.27, "odinga": 44.74}, winner="kenyatta"),
        units=40883, roll=19611423,
    )  # fmt: skip


BOLIVIA = {"mas": "MAS - IPSP", "cc": "CC", "pdc": "PDC", "bdn": "21F", "mts": "MTS", "mnr": "MNR", "pan": "PAN-BOL", "ucs": "UCS", "fpv": "FPV"}  # fmt: skip


def bolivia(shared: Path, into: Path) -> Case:
    """The final count, and both quick counts with the very sheets they were made on."""
    folder = folder_of(shared, "bolivia-2019")
    (into / "final.csv").write_bytes((folder / "final_computo.csv").read_bytes())
    for name, archive in (("night.csv", "trep-2019-10-20-1940.csv.zip"), ("next.csv", "trep-2019-10-21-1829.csv.zip")):
        with zipfile.ZipFile(folder / archive) as zipped:
            (into / name).write_bytes(zipped.read(zipped.namelist()[0]))

    def source(path: str, name: str, role: str) -> SheetSource:
        return SheetSource(
            path=path, name=name, role=role, published_by="TSE", interest="the authority", kind="official file",
            unit=["Número Mesa"], registered="Inscritos", valid=list(BOLIVIA.values()), invalid=["Blancos", "Nulos"],
            votes=dict(BOLIVIA),
        )  # fmt: skip

    return case_of(
        "BOL", dt.date(2019, 10, 20), "forty_ten", {i: i.upper() for i in BOLIVIA},
        source("final.csv", "final count", "count"), source("night.csv", "TREP night", "preliminary"),
        source("next.csv", "TREP next day", "preliminary"),
        announced("night", "2019-10-20T19:40:00-04:00", coverage=83.85, shares={"mas": 45.71, "cc": 37.84},
                  sheets="TREP night", winner="mas", winner_as="leads"),
        announced("next", "2019-10-21T18:29:00-04:00", sheets="TREP next day", winner="mas", winner_as="leads"),
        announced("final", "2019-10-25T21:09:00-04:00", coverage=100, votes={"mas": 2889359, "cc": 2240920},
                  shares={"mas": 47.08, "cc": 36.51}, winner="mas", winner_as="won outright"),
        units=34555, roll=7315364, candidates_complete=True,
    )  # fmt: skip


def russia(shared: Path, into: Path) -> Case:
    """Shares of the ballots cast, which the announcement does not say."""
    folder = folder_of(shared, "russia-2024")
    with zipfile.ZipFile(folder / "2024.csv.zip") as zipped:
        zipped.extract("2024.csv", into)
    source = SheetSource(
        path="2024.csv", published_by="CEC", interest="the authority", unit=["region", "tik", "uik"],
        registered="Число избирателей, включенных в список избирателей",
        valid="Число действительных избирательных бюллетеней", invalid="Число недействительных избирательных бюллетеней",
        votes={"putin": "Путин Владимир Владимирович", "kharitonov": "Харитонов Николай Михайлович",
               "davankov": "Даванков Владислав Андреевич", "slutsky": "Слуцкий Леонид Эдуардович"},
    )  # fmt: skip
    names = {"putin": "Putin", "kharitonov": "Kharitonov", "davankov": "Davankov", "slutsky": "Slutsky"}
    return case_of(
        "RUS", dt.date(2024, 3, 17), "majority", names, source,
        announced("final", "2024-03-21T12:00:00+03:00", coverage=100, votes={"putin": 76277708}, winner="putin",
                  shares={"putin": 87.28, "kharitonov": 4.31, "davankov": 3.85, "slutsky": 3.20}),
        units=94243, candidates_complete=True,
    )  # fmt: skip


def chile(shared: Path, into: Path) -> Case:
    """The first round, with 281 of 46,887 tables missing."""
    folder = folder_of(shared, "chile-2021-r1")
    (into / "tables.parquet").write_bytes((folder / "chile_election_2021.parquet").read_bytes())
    names = ["boric", "kast", "provoste", "sichel", "artes", "enriquez", "parisi"]
    source = SheetSource(
        path="tables.parquet", published_by="Servel", interest="the authority", kind="official file",
        unit=["REGION", "ELECTORAL.DISTRICT", "BALLOT.BOX"], invalid=["BLANK.VOTES", "NULL.VOTES"],
        ballots=["X18.19", "X20.29", "X30.39", "X40.49", "X50.59", "X60.69", "X70.79", "X80."],
        votes={name: f"C{i}" for i, name in enumerate(names, start=1)},
    )  # fmt: skip
    return case_of(
        "CHL", dt.date(2021, 11, 21), "majority", {n: n.title() for n in names}, source,
        announced("last", "2021-11-22T02:00:00-03:00", coverage=99.21, shares={"kast": 27.91, "boric": 25.81},
                  winner="kast", winner_as="came first"),
        units=46887, unit_roll_max=400, candidates_complete=True,
    )  # fmt: skip


def venezuela(shared: Path, into: Path) -> Case:
    """Both bulletins beside the tally sheets that one side published, as the shipped case has them."""
    folder = folder_of(shared, "ve2024")
    case = load(Path(__file__).parents[1] / "examples" / "ve2024")
    sheets = next(s for s in case.sheets if s.granularity == "unit").model_copy(update={"path": "tables.csv"})
    (into / "tables.csv").write_bytes((folder / "RESULTADOS_2024_CSV_V1.csv").read_bytes())
    return case.model_copy(update={"sheets": (sheets,)})


CASES: dict[str, Callable[[Path, Path], Case]] = {
    "kenya-2017": kenya,
    "bolivia-2019": bolivia,
    "russia-2024": russia,
    "chile-2021": chile,
    "venezuela-2024": venezuela,
}
