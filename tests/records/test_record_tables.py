"""The flat tables of counts and verdicts, and that every column says what it holds."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.records.counted import (
    CandidateTally,
    CountedCoverage,
    Finding,
    FindingRow,
    RegionTally,
    SourceOfSheets,
    Tally,
)
from recuento.records.tables import TABLES, Table, tally_rows, weighing_rows
from recuento.records.verdict import (
    AnnouncementReport,
    Check,
    Fact,
    NotCheckable,
    Reaction,
    Verdict,
    VerdictKind,
    Weighing,
)

TALLY = Tally(
    contest="Mayor",
    sources=(SourceOfSheets(path="a.csv", published_by="X", interest="none", kind="official", sha256="0", rows=2),),
    sheets=2,
    units_total=3,
    coverage=CountedCoverage(units=66.7),
    registered=500,
    ballots=None,
    valid=300,
    invalid=5,
    candidates=(
        CandidateTally(id="vega", name="B. Vega", votes=200, share=66.7),
        CandidateTally(id="soto", name="C. Soto", votes=100, share=33.3),
    ),
    regions=(
        RegionTally(
            path=("North", "Port"),
            sheets=2,
            registered=500,
            ballots=None,
            valid=300,
            invalid=5,
            candidates={"vega": 200, "soto": 100},
        ),
    ),
    findings=(
        Finding(
            check="more_votes_than_voters",
            severity="error",
            count=1,
            explain="more votes than voters",
            rows=(FindingRow(source="a.csv", row=7, unit="12-1", detail="310 > 250"),),
        ),
        Finding(check="digits", severity="note", count=0, explain="nothing odd", rows=()),
    ),
)
WEIGHING = Weighing(
    bounds=None,
    announcements=(
        AnnouncementReport(
            id="first",
            checks=(Check(check="shares", holds=None, explain="no shares were given"),),
            feasible=None,
            break_even_coverage=None,
        ),
    ),
    verdicts=(
        Verdict(
            claim="winner",
            kind=VerdictKind.IMPOSSIBLE,
            stated_by="the Board",
            text="Soto won",
            source="a.txt",
            says="ruled out",
            because=(Fact(fact="lead", value=100, how="200 - 100", rows="all"),),
            assuming=("sheets are authentic", "the roll is right"),
        ),
    ),
    not_checkable=(NotCheckable(claim="conduct", stated_by=None, text="calm", source="a.txt", why="not a count"),),
    reactions=(
        Reaction(country="NOR", actor="Norland", stance="rejects", date=dt.date(2031, 5, 4), articles=("x",), spans=()),
    ),
)


def test_tally_has_a_row_for_each_candidate_in_total_and_region_and_each_row_found() -> None:
    """Total, region and findings are rows; a finding without rows keeps its sentence."""
    rows = list(tally_rows(TALLY))
    assert [r["record"] for r in rows] == ["total", "total", "region", "region", "finding", "finding"]
    assert (rows[2]["region"], rows[2]["name"], rows[2]["votes"]) == ("North / Port", "B. Vega", 200)
    assert (rows[4]["unit"], rows[4]["row"], rows[4]["detail"]) == ("12-1", 7, "310 > 250")
    assert rows[5]["detail"] == "nothing odd"


def test_missing_counts_stay_missing() -> None:
    """A sum that nobody knows is null and never 0."""
    assert next(tally_rows(TALLY))["ballots"] is None


def test_weighing_has_a_row_for_each_verdict_claim_check_and_reaction() -> None:
    """Each row says its verdict in words; a check that could not be made is unknown, not failed."""
    rows = list(weighing_rows(WEIGHING))
    assert [(r["record"], r["verdict"]) for r in rows] == [
        ("verdict", "impossible"),
        ("not_checkable", "not checkable"),
        ("check", "unknown"),
        ("reaction", "rejects"),
    ]
    assert rows[0]["because"] == "lead = 100"
    assert rows[0]["assuming"] == "sheets are authentic; the roll is right"


@pytest.mark.parametrize("record", [TALLY, WEIGHING], ids=lambda r: type(r).__name__)
def test_rows_have_only_documented_columns(record: Tally | Weighing) -> None:
    """No row has a cell that no column announces, and each cell has its column's type."""
    table = TABLES[type(record)]
    types = {c.name: c.type for c in table.columns}
    for row in table.rows(record):
        assert set(row) <= set(types)
        assert all(cell is None or isinstance(cell, types[name]) for name, cell in row.items())


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.rows.__name__)
def test_every_column_says_what_it_holds(table: Table) -> None:
    """Columns are named once, each says what it holds, and some are shown on a terminal."""
    assert len(set(table.names)) == len(table.names)
    assert all(len(c.about) > 3 for c in table.columns)
    assert any(c.brief for c in table.columns)
