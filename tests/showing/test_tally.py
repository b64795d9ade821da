"""A count on the terminal fits a page, says first what makes it doubtful, and keeps the rest for who asks."""

from __future__ import annotations

import io

from rich.console import Console

from recuento.records.counted import (
    CandidateTally,
    CountedCoverage,
    Finding,
    FindingRow,
    RegionTally,
    SourceOfSheets,
    Tally,
)
from recuento.showing.tally import distrust, print_tally


def finding(number: int, severity: str) -> Finding:
    rows = tuple(FindingRow(source="a.csv", row=i, unit=str(i), detail=f"says {i}") for i in range(1, 400))
    return Finding.model_validate(
        {"check": f"check_{number}", "severity": severity, "count": 399, "explain": "It is odd.", "rows": rows}
    )


def tally(*findings: Finding, candidates: int = 30) -> Tally:
    named = [CandidateTally(id=f"c{i}", name=f"Candidate {i}", votes=1000 - i, share=None) for i in range(candidates)]
    regions = [
        RegionTally(
            path=("R", str(i)), sheets=1, registered=None, ballots=None, valid=None, invalid=None, candidates={"c0": i}
        )
        for i in range(1000)
    ]
    source = SourceOfSheets(path="a.csv", published_by="X", interest="y", kind="images", sha256="0", rows=9)
    return Tally(
        contest="Contest", sources=(source,), sheets=9, units_total=10, coverage=CountedCoverage(units=90.0), registered=100,
        ballots=None, valid=None, invalid=3, candidates=tuple(named), regions=tuple(regions), findings=findings,
    )  # fmt: skip


def page(shown: Tally, columns: int, **asked: bool) -> list[str]:
    out = io.StringIO()
    print_tally(shown, Console(file=out, width=columns, color_system=None, markup=False, highlight=False), **asked)
    return out.getvalue().splitlines()


def test_a_page_holds_totals_coverage_and_the_gravest_findings() -> None:
    """Thirty candidates, a thousand regions and twenty findings of 399 rows fit 40 lines of 100 and of 80 columns."""
    shown = tally(*(finding(i, "warning") for i in range(19)), finding(19, "error"))
    for columns in (100, 80):
        lines = page(shown, columns)
        assert len(lines) <= 40
        assert max(map(len, lines)) <= columns
        said = "The totals cannot be relied on: 399 rows have errors: check 19, 399 (the first: a.csv, row 1)."
        assert " ".join(" ".join(lines[:2]).split()).startswith(said)
        assert any(line.startswith("error") and "check 19" in line for line in lines)
        assert any("14 more findings" in line for line in lines)


def test_every_row_and_region_is_there_for_who_asks() -> None:
    """The flags add them below the page."""
    lines = page(tally(finding(1, "note")), 100, findings=True, regions=True)
    assert sum("says" in line for line in lines) == 399
    assert sum(line.startswith("R / ") for line in lines) == 1000


def test_nothing_is_distrusted_without_an_error() -> None:
    """Warnings and notes leave the totals standing."""
    assert distrust(tally(finding(1, "warning"), finding(2, "note"))) == ""
    assert page(tally(), 80)[-1] == "Nothing odd was found on the sheets."


def test_kinds_of_papers_are_told_where_the_sheets_tell_them_apart() -> None:
    """Only those that are given; a number of sheets that is not known is not zero."""
    shown = tally().model_copy(update={"blank": 2, "null": 1, "sheets": None})
    lines = [line.strip() for line in page(shown, 80)]
    assert "of the papers that are no valid votes: 2 blank, 1 null" in lines
    assert "sums counted that do not say over how many sheets" in lines
    assert not any("papers that are no valid votes" in line for line in page(tally(), 80))
