"""Five real elections weighed from what was announced and published: no check fails and nothing is ruled out wrongly.

The figures announced are facts of the public record; the sheets are read where they lie and the tests are skipped where
they do not. What is expected of each was worked out from its published totals (each folder's README), not from a run.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest

from recuento.casework import weigh
from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest, SheetSource
from recuento.records.verdict import Verdict, VerdictKind, Weighing

AGAINST = {VerdictKind.IMPOSSIBLE, VerdictKind.CONTRADICTED}


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


def failed(found: Weighing, announcement: str | None = None) -> list[str]:
    reports = [r for r in found.announcements if announcement in {None, r.id}]
    return [check.check for report in reports for check in report.checks if check.holds is False]


def against(found: Weighing) -> list[str]:
    return [v.says for v in found.verdicts if v.kind in AGAINST]


def verdict(found: Weighing, claim: str, announcement: str, start: str = "") -> Verdict:
    return next(
        v for v in found.verdicts if (v.claim, v.announcement) == (claim, announcement) and v.says.startswith(start)
    )


def test_kenya_2017_two_of_eight_candidates_announced(tmp_path: Path) -> None:
    """54.27% and 44.74% are shares of votes of which the other six have the rest; nothing is wrong with that."""
    made = case_of(
        "KEN", dt.date(2017, 8, 8), "majority", {"kenyatta": "Uhuru Kenyatta", "odinga": "Raila Odinga"},
        announced("final", "2017-08-11T22:20:00+03:00", votes={"kenyatta": 8203290, "odinga": 6762224},
                  shares={"kenyatta": 54.27, "odinga": 44.74}, winner="kenyatta"),
        units=40883, roll=19611423,
    )  # fmt: skip
    found = weigh(made, folder=tmp_path)
    assert failed(found) == against(found) == []
    checks = {c.check: c for c in found.announcements[0].checks}
    assert "if the others have 147,401 to 150,667 votes" in checks["shares_follow_from_counts"].explain
    assert "99.01%, and not everybody's share was announced" in checks["shares_add_up_to_100"].explain
    assert "more than 50%. The figures meet it" in checks["winner_meets_the_rule"].explain
    told = [v.says.partition(":")[0] for v in found.verdicts]
    assert len(told) == len(set(told)) == 5


BOLIVIA = {"mas": "MAS - IPSP", "cc": "CC", "pdc": "PDC", "bdn": "21F", "mts": "MTS", "mnr": "MNR", "pan": "PAN-BOL", "ucs": "UCS", "fpv": "FPV"}  # fmt: skip


def test_bolivia_2019_with_both_quick_counts(shared: Path, tmp_path: Path) -> None:
    """The night's quick count is what its sheets add up to; the final count wins outright by 10.56 points where 10 decide."""
    folder = folder_of(shared, "bolivia-2019")
    (tmp_path / "final.csv").write_bytes((folder / "final_computo.csv").read_bytes())
    for name, archive in (("night.csv", "trep-2019-10-20-1940.csv.zip"), ("next.csv", "trep-2019-10-21-1829.csv.zip")):
        with zipfile.ZipFile(folder / archive) as zipped:
            (tmp_path / name).write_bytes(zipped.read(zipped.namelist()[0]))

    def source(path: str, name: str, role: str) -> SheetSource:
        return SheetSource(
            path=path, name=name, role=role, published_by="TSE", interest="the authority", kind="official file",
            unit=["Número Mesa"], registered="Inscritos", valid=list(BOLIVIA.values()), invalid=["Blancos", "Nulos"],
            votes=dict(BOLIVIA),
        )  # fmt: skip

    made = case_of(
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
    found = weigh(made, folder=tmp_path)
    assert failed(found) == against(found) == []
    assert verdict(found, "share", "night", "MAS").kind is VerdictKind.CONFIRMED
    assert "TREP night" in verdict(found, "share", "night", "MAS").assuming[0]
    assert verdict(found, "winner", "next").kind is VerdictKind.CONFIRMED
    final = verdict(found, "winner", "final")
    assert final.kind is VerdictKind.CONFIRMED
    assert "MAS has 47.08% of the valid votes and leads CC by 10.56 points" in final.says
    assert "40% and a lead of 10 points" in final.says
    rule = next(c for c in found.announcements[0].checks if c.check == "winner_meets_the_rule")
    assert rule.holds is None
    assert "2.12 points short of the lead of 10" in rule.explain


def test_russia_2024_shares_of_ballots(shared: Path, tmp_path: Path) -> None:
    """87.28% is a share of those who took part; what it is a share of was not stated, and nothing speaks against it."""
    folder = folder_of(shared, "russia-2024")
    with zipfile.ZipFile(folder / "2024.csv.zip") as zipped:
        zipped.extract("2024.csv", tmp_path)
    source = SheetSource(
        path="2024.csv", published_by="CEC", interest="the authority", unit=["region", "tik", "uik"],
        registered="Число избирателей, включенных в список избирателей",
        valid="Число действительных избирательных бюллетеней", invalid="Число недействительных избирательных бюллетеней",
        votes={"putin": "Путин Владимир Владимирович", "kharitonov": "Харитонов Николай Михайлович",
               "davankov": "Даванков Владислав Андреевич", "slutsky": "Слуцкий Леонид Эдуардович"},
    )  # fmt: skip
    names = {"putin": "Putin", "kharitonov": "Kharitonov", "davankov": "Davankov", "slutsky": "Slutsky"}
    made = case_of(
        "RUS", dt.date(2024, 3, 17), "majority", names, source,
        announced("final", "2024-03-21T12:00:00+03:00", coverage=100, votes={"putin": 76277708}, winner="putin",
                  shares={"putin": 87.28, "kharitonov": 4.31, "davankov": 3.85, "slutsky": 3.20}),
        units=94243, candidates_complete=True,
    )  # fmt: skip
    found = weigh(made, folder=tmp_path)
    assert failed(found) == against(found) == []
    add_up = next(c for c in found.announcements[0].checks if c.check == "shares_add_up_to_100")
    assert add_up.holds is None
    assert "whether invalid papers, or those who did not vote, are the rest was not stated" in add_up.explain


def test_chile_2021_a_clean_first_round(shared: Path, tmp_path: Path) -> None:
    """Kast came first whatever the 281 missing tables say; small gaps between votes and voters raise no charge."""
    folder = folder_of(shared, "chile-2021-r1")
    (tmp_path / "tables.parquet").write_bytes((folder / "chile_election_2021.parquet").read_bytes())
    names = ["boric", "kast", "provoste", "sichel", "artes", "enriquez", "parisi"]
    source = SheetSource(
        path="tables.parquet", published_by="Servel", interest="the authority", kind="official file",
        unit=["REGION", "ELECTORAL.DISTRICT", "BALLOT.BOX"], invalid=["BLANK.VOTES", "NULL.VOTES"],
        ballots=["X18.19", "X20.29", "X30.39", "X40.49", "X50.59", "X60.69", "X70.79", "X80."],
        votes={name: f"C{i}" for i, name in enumerate(names, start=1)},
    )  # fmt: skip
    made = case_of(
        "CHL", dt.date(2021, 11, 21), "majority", {n: n.title() for n in names}, source,
        announced("last", "2021-11-22T02:00:00-03:00", coverage=99.21, shares={"kast": 27.91, "boric": 25.81},
                  winner="kast", winner_as="came first"),
        units=46887, unit_roll_max=400, candidates_complete=True,
    )  # fmt: skip
    found = weigh(made, folder=tmp_path)
    assert failed(found) == against(found) == []
    assert verdict(found, "winner", "last").kind is VerdictKind.CONFIRMED
    assert found.bounds is not None
    assert found.bounds.winner.possible == ("boric", "kast")
