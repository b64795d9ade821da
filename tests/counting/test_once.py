"""A unit listed more than once is counted once, and by the same row in whatever order the rows come."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from recuento.counting import count

from .elections import HEADER, ROWS, SHEETS, checks_found, count_text, figures, found, make_case, make_source

TWIN = "7,1,North,Alba,100,50,45,5,30,15"


def test_a_unit_listed_twice_alike_is_counted_once_with_a_note(tmp_path: Path) -> None:
    """Both rows are listed; the tally is that of one."""
    counted = count_text(SHEETS + ROWS[0].replace("7,1", "007,01") + "\n", tmp_path)
    assert figures(counted.tally) == figures(count_text(SHEETS, tmp_path).tally)
    finding = found(counted.tally, "unit_is_listed_twice_alike")
    assert finding.severity == "note"
    assert [(r.row, r.unit, r.detail) for r in finding.rows] == [
        (2, "007-01", "counted"),
        (6, "007-01", "not counted; sheets.csv row 2 is"),
    ]


def test_a_unit_listed_twice_differently_is_an_error_that_shows_both(tmp_path: Path) -> None:
    """The cautious row counts, the one with fewer valid votes; the finding holds what both say."""
    counted = count_text(SHEETS + TWIN, tmp_path)
    finding = found(counted.tally, "unit_is_listed_twice_with_different_figures")
    assert finding.severity == "error"
    assert [(r.row, r.detail) for r in finding.rows] == [
        (2, "not counted; sheets.csv row 6 is: registered 100, ballots 60, valid 55, invalid 5, ana 30, bo 25"),
        (6, "counted: registered 100, ballots 50, valid 45, invalid 5, ana 30, bo 15"),
    ]
    assert counted.tally.sheets == 4
    assert {c.id: c.votes for c in counted.tally.candidates} == {"ana": 180, "bo": 131}


def test_a_missing_figure_contradicts_nothing(tmp_path: Path) -> None:
    """The row with more figures counts, and the two are alike as far as both speak."""
    counted = count_text(SHEETS + "7,1,North,Alba,,60,55,5,30,25\n", tmp_path)
    finding = found(counted.tally, "unit_is_listed_twice_alike")
    assert [r.detail for r in finding.rows] == ["counted", "not counted; sheets.csv row 2 is"]
    assert counted.tally.registered == 510


def test_a_unit_listed_once_more_without_figures_is_not_listed_twice(tmp_path: Path) -> None:
    """An empty row says nothing about the sheet that is at hand."""
    counted = count_text(SHEETS + "7,1,North,Alba,100,,,,,\n", tmp_path)
    assert checks_found(counted.tally) == {"unit_is_listed_without_figures"}
    assert counted.tally.sheets == 4


def test_rows_without_a_full_key_are_not_taken_for_one_unit(tmp_path: Path) -> None:
    """Two rows that lack the same part of the key may be two units: both count."""
    counted = count_text("\n".join((HEADER, ",1" + ROWS[0][3:], ",1" + ROWS[1][3:])), tmp_path)
    assert counted.tally.sheets == 2
    assert checks_found(counted.tally) == {"unit_has_no_full_key"}


@pytest.mark.parametrize("rows", list(permutations([ROWS[0], TWIN, ROWS[0].replace(",25", ",")])))
def test_the_order_of_conflicting_rows_decides_nothing(rows: tuple[str, ...], tmp_path: Path) -> None:
    """Whichever of them comes first in the file, the same one is counted."""
    counted = count_text("\n".join((HEADER, *rows)), tmp_path)
    assert [(c.id, c.votes) for c in counted.tally.candidates] == [("ana", 30), ("bo", 15)]


def test_between_sources_the_one_listed_first_counts(tmp_path: Path) -> None:
    """The case's order is the case's word on which publisher goes first."""
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{ROWS[0]}\n")
    (tmp_path / "b.csv").write_text(f"{HEADER}\n{TWIN}\n{ROWS[1]}\n")
    a, b = make_source("a.csv"), make_source("b.csv")
    assert count(make_case(a, b), tmp_path).tally.valid == 55 + 78
    assert count(make_case(b, a), tmp_path).tally.valid == 45 + 78
    finding = found(count(make_case(a, b), tmp_path).tally, "unit_is_listed_twice_with_different_figures")
    assert [(r.source, r.row) for r in finding.rows] == [("a.csv", 2), ("b.csv", 2)]


def test_keys_that_read_alike_but_are_not_are_two_units(tmp_path: Path) -> None:
    """Centre 7-1 table 2 and centre 7 table 1-2 are joined to the same text and counted as two."""
    counted = count_text(
        "\n".join((HEADER, "7-1,2" + ROWS[0][3:], "7,1-2" + ROWS[1][3:])), tmp_path, unit=["centre", "table"]
    )
    assert counted.sheets.frame["unit"].to_list() == ["7-1-2", "7-1-2"]
    assert not counted.tally.findings
