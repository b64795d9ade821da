"""The weighing of a real case: the published tables of the Venezuelan election of 28 July 2024.

Expected values were computed apart from this package with numpy alone: sums, one sort and one running sum.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import polars as pl
import pytest
from tests.weighing.worded import weigh

from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest
from recuento.records.counted import REGION_JOINT, Sheets
from recuento.records.recipe import SheetSource
from recuento.records.verdict import VerdictKind, Weighing

SHARED = Path(os.environ.get("RECUENTO_SHARED", Path(__file__).parents[3] / "shared"))
TABLE = SHARED / "data" / "ve2024" / "RESULTADOS_2024_CSV_V1.csv"
COLUMNS = {
    "gonzalez": "EG",
    "maduro": "NM",
    "martinez": "LM",
    "bertucci": "JABE",
    "brito": "JOBR",
    "ecarri": "AE",
    "fermin": "CF",
    "ceballos": "DC",
    "marquez": "EM",
    "rausseo": "BERA",
}
CARACAS = dt.timezone(dt.timedelta(hours=-4))

pytestmark = pytest.mark.skipif(not TABLE.exists(), reason=f"{TABLE} is not there (set RECUENTO_SHARED)")


def case() -> Case:
    return Case(
        contest=Contest(
            name="Presidential election",
            country="VEN",
            date=dt.date(2024, 7, 28),
            authority="CNE",
            units=30026,
            roll=21321783,
            roll_scope="voters in the country",
        ),
        candidates=tuple(Candidate(id=c, name=c.title()) for c in COLUMNS),
        announcements=(
            Announcement(
                id="first",
                at=dt.datetime(2024, 7, 29, 0, 5, tzinfo=CARACAS),
                coverage=AnnouncedCoverage(percent=80.0, exact=False),
                votes={"maduro": 5150092, "gonzalez": 4445978},
                others=462704,
                shares={"maduro": 51.20, "gonzalez": 44.2},
                others_share=4.6,
                winner="maduro",
                source="first bulletin",
            ),
            Announcement(
                id="second",
                at=dt.datetime(2024, 8, 2, 15, 0, tzinfo=CARACAS),
                coverage=AnnouncedCoverage(percent=96.87),
                votes={"maduro": 6408844, "gonzalez": 5326104},
                others=600936,
                shares={"maduro": 51.95, "gonzalez": 43.18},
                others_share=4.86,
                source="second bulletin",
            ),
        ),
        sheets=(
            SheetSource(
                path="sheets/RESULTADOS_2024_CSV_V1.csv",
                published_by="Comando ConVzla",
                interest="campaign of a candidate",
                unit=["CENTRO:9", "MESA:2"],
                votes=dict(COLUMNS),
            ),
        ),
    )


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    table = pl.read_csv(TABLE)
    frame = table.select(
        pl.concat_str(pl.col("CENTRO").cast(pl.String).str.zfill(9), pl.lit("-"), pl.col("MESA")).alias("unit"),
        pl.lit("sheets/RESULTADOS_2024_CSV_V1.csv").alias("source"),
        pl.int_range(2, pl.len() + 2).alias("row"),
        pl.concat_str("EDO", "MUN", separator=REGION_JOINT).cast(pl.Categorical).alias("region"),
        pl.lit(1, dtype=pl.Int64).alias("sheets"),
        pl.col("RE").alias("registered"),
        pl.lit(None, dtype=pl.Int64).alias("ballots"),
        pl.col("VOTOS_VALIDOS").alias("valid"),
        pl.col("VOTOS_NULOS").alias("invalid"),
        *(pl.col(v).alias(f"votes:{k}") for k, v in COLUMNS.items()),
    )
    return Sheets(frame, tuple(COLUMNS))


@pytest.fixture(scope="module")
def found(sheets: Sheets) -> Weighing:
    return weigh(case(), sheets, None, [])


def test_the_bounds_are_the_counts_and_the_missing_roll(found: Weighing) -> None:
    """7,156,462 and 3,241,461 votes are counted; 3,576,544 registered voters are missing."""
    assert found.bounds is not None
    assert found.bounds.votes["gonzalez"] == (7156462, 10733006)
    assert found.bounds.votes["maduro"] == (3241461, 6818005)
    assert found.bounds.winner.possible == ("gonzalez",)


def test_what_the_announced_winner_would_have_needed(found: Weighing) -> None:
    """A lead of 3,915,002 among 3,576,544 voters, where the best counted units of that roll gave 80,143."""
    assert found.bounds is not None
    assert found.bounds.needed is not None
    assert found.bounds.needed.votes == 3915002
    assert found.bounds.needed.turnout == pytest.approx(109.463, abs=1e-3)
    assert found.bounds.needed.best_counted["lead"] == 80143


def test_neither_announcement_can_be_true_together_with_the_sheets(found: Weighing) -> None:
    """The first from 23,493 units on, which "80%" leaves open to doubt; the second at any coverage."""
    first, second = found.announcements
    assert (first.feasible, first.break_even_units) == (False, 23493)
    assert first.break_even_coverage == pytest.approx(78.2422, abs=1e-4)
    assert (second.feasible, second.break_even_units, second.break_even_jointly) == (False, 25810, 0.0)


def test_a_verdict_that_hangs_on_the_rounded_coverage_says_so(found: Weighing) -> None:
    """The first announcement is ruled out at 80%, and would not be at 78%."""
    verdict = next(v for v in found.verdicts if v.claim == "announcement" and v.announcement == "first")
    assert verdict.kind is VerdictKind.IMPOSSIBLE
    assert "cannot both be right" in verdict.says
    assert (
        "hangs on a rounded figure: it is ruled out at a coverage of 78.24% of units (23,493) or more" in verdict.says
    )


def test_at_78_percent_the_first_announcement_can_be_true(sheets: Sheets) -> None:
    """The break-even is sharp enough that a percentage point and a half below it an example is found."""
    whole = case()
    lower = whole.announcements[0].model_copy(update={"coverage": AnnouncedCoverage(percent=77.0)})
    found = weigh(whole.model_copy(update={"announcements": (lower,)}), sheets, None, [])
    assert found.announcements[0].feasible is True


def test_the_second_announcement_misprints_the_share_of_the_others(found: Weighing) -> None:
    """600,936 of 12,335,884 is 4.8714%, which was announced as 4.86%; every other share follows."""
    check = next(c for c in found.announcements[1].checks if c.check == "shares_follow_from_counts")
    assert check.holds is False
    assert check.explain.count("announced") == 1
    assert "4.8714%" in check.explain
