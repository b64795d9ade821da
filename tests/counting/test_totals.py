"""Rows that add up other rows are set aside, by their label in any language or by their sums, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from recuento.counting import Counted
from recuento.counting.totals import is_label, labels

from .elections import HEADER, ROWS, SHEETS, checks_found, count_text, figures, found


def count_with(tmp_path: Path, *rows: str, **changes: object) -> Counted:
    return count_text("\n".join((HEADER, *ROWS, *rows)) + "\n", tmp_path, **changes)


@pytest.mark.parametrize(
    "label",
    ["TOTAL", "Sub-total", "Grand Total", "Total Alba", "Alba County Total", "TOTALES", "Итого:", "всего", "Gesamt",
     "İCMAL TOPLAM", "المجموع", "合计", "합계", "कुल", "Tổng cộng", "Spolu", "Totalt", "Razem", "SUMA"],
)  # fmt: skip
def test_a_word_for_a_total_is_a_label(label: str) -> None:
    """Alone, or as the first or last words of a name."""
    assert is_label(label)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Totality School",
        "Summerhill",
        "Tai Tong",
        "Suma Park",
        "Colegio La Suma",
        "St. Total's Road 5",
        "Total Street School 4",
        "7",
    ],
)
def test_a_name_that_holds_such_a_word_otherwise_is_none(name: str) -> None:
    """A school is a school; of a name that begins with the word only the figures can tell."""
    assert not is_label(name) or name == "Total Street School 4"


@pytest.mark.parametrize(
    "row",
    [
        "TOTAL,,,,510,330,321,9,180,141",
        "TOTAL,,,,,330,321,9,180,141",
        ",Total,,,510,330,321,9,180,142",
        "7,9,Total general,,1,2,2,0,1,1",
        "99,9,North,Alba,510,330,321,9,180,141",
        "99,9,,,510,331,321,9,180,141",
    ],
)
def test_a_total_is_set_aside_with_a_finding(tmp_path: Path, row: str) -> None:
    """Whatever it says, with a figure missing, off by one, in the key or the region, or without any label."""
    counted = count_with(tmp_path, row)
    assert figures(counted.tally) == figures(count_text(SHEETS, tmp_path).tally)
    finding = found(counted.tally, "row_is_a_total")
    assert (finding.severity, [r.row for r in finding.rows]) == ("warning", [6])


def test_a_total_of_one_region_is_set_aside(tmp_path: Path) -> None:
    """Three sheets of the South and their sum, without a label; the file as a whole adds to something else."""
    south = (
        "21,1,South,Dorn,300,250,240,10,150,90",
        "22,1,South,Dorn,310,200,190,10,100,90",
        "31,1,South,Dorn,810,600,578,22,350,228",
    )
    counted = count_with(tmp_path, *south)
    assert [r.row for r in found(counted.tally, "row_is_a_total").rows] == [8]
    assert counted.tally.sheets == 6


def test_a_total_is_counted_if_the_recipe_says_so(tmp_path: Path) -> None:
    """A station may be named so."""
    counted = count_with(tmp_path, "TOTAL,1,South,Alba,50,30,29,1,20,9", totals="counted")
    assert counted.tally.sheets == 5
    assert "row_is_a_total" not in checks_found(counted.tally)


def test_equal_sheets_are_no_totals(tmp_path: Path) -> None:
    """Each of two equal rows is the sum of the others; neither adds up three."""
    text = "\n".join((HEADER, "1,1,North,Alba,300,200,195,5,100,95", "2,1,North,Alba,300,200,195,5,100,95")) + "\n"
    assert count_text(text, tmp_path).tally.sheets == 2


def test_small_figures_that_add_up_are_no_total(tmp_path: Path) -> None:
    """4, 3 and 2 votes add to 9 by chance as well as by intent."""
    rows = ("1,1,N,A,4,4,4,0,2,2", "2,1,N,A,3,3,3,0,2,1", "3,1,N,A,2,2,2,0,1,1", "4,1,N,A,9,9,9,0,5,4")
    assert count_text("\n".join((HEADER, *rows)) + "\n", tmp_path).tally.sheets == 4


def test_no_label_has_a_digit() -> None:
    """Texts are looked at with one number in place of another."""
    assert not [label for group in ("labels", "alone") for label in labels(group) if any(c.isdigit() for c in label)]
