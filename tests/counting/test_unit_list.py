"""A list of all units: the contest's size where it is not stated, and which units have no sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.counting.elections import make_case

from recuento.case.run import weigh
from recuento.counting import Counted, count
from recuento.errors import CaseError
from recuento.records.contest import Announcement
from recuento.records.recipe import SheetSource

SHEETS = "station,roll,Ana,Bo\nS1,300,80,70\nS2,281,60,90\nS9,10,1,2\n"
UNITS = "region,code,voters\nNorth,S1,300\nNorth,S2,280\nNorth,S3,150\nSouth,S4,200\n"


def sources() -> tuple[SheetSource, SheetSource]:
    common: dict[str, Any] = {"published_by": "Board", "interest": "none known"}
    return (
        SheetSource(path="x.csv", unit=["station"], registered="roll", votes={"ana": "Ana", "bo": "Bo"}, **common),
        SheetSource(
            path="units.csv", role="units", unit=["code"], region=["region"], registered="voters", votes={}, **common
        ),
    )


def counted(folder: Path, sheets: str = SHEETS, units: str = UNITS, **contest: Any) -> Counted:
    (folder / "x.csv").write_text(sheets)
    (folder / "units.csv").write_text(units)
    return count(make_case(*sources(), **contest), folder)


def told(found: Counted) -> dict[str, list[str]]:
    return {f.check: [r.detail for r in f.rows] for f in found.tally.findings}


def test_the_contest_has_the_units_and_the_roll_of_the_list(tmp_path: Path) -> None:
    found = counted(tmp_path)
    assert (found.case.contest.units, found.case.contest.roll) == (4, 930)
    assert (found.tally.units_total, found.tally.sheets) == (4, 3)


def test_what_the_case_states_is_kept_and_the_difference_told(tmp_path: Path) -> None:
    assert "list_of_units_is_not_the_contest" not in told(counted(tmp_path))
    stated = count(make_case(*sources(), units=5, roll=930), tmp_path)
    assert stated.case.contest.units == 5
    assert told(stated)["list_of_units_is_not_the_contest"] == ["the list has 4 units, the contest 5"]


def test_units_without_a_sheet_are_told_by_region_with_their_voters(tmp_path: Path) -> None:
    assert told(counted(tmp_path))["units_on_the_list_have_no_sheet"] == [
        "North: 1 of 3 units, 150 voters on their rolls",
        "South: 1 of 1 units, 200 voters on their rolls",
    ]


def test_a_sheet_of_no_unit_on_the_list_and_a_roll_that_differs_are_told(tmp_path: Path) -> None:
    found = told(counted(tmp_path))
    assert found["unit_is_not_on_the_list_of_units"] == ["the key reads 'S9'"]
    assert found["registered_are_not_those_of_the_list_of_units"] == ["the sheet says 281, the list 280"]


def test_a_list_without_all_rolls_gives_no_roll(tmp_path: Path) -> None:
    found = counted(tmp_path, units=UNITS.replace(",200", ","))
    assert (found.case.contest.units, found.case.contest.roll) == (4, None)
    assert told(found)["units_on_the_list_have_no_sheet"][1] == "South: 1 of 1 units, rolls not all given"


@pytest.mark.parametrize(
    ("units", "message"),
    [
        (UNITS + "South,S4,210\n", "has 'S4' twice with different rolls"),
        (UNITS + "South,,5\n", "line 6: the list of units has a row"),
    ],
)
def test_a_list_that_is_no_list_is_refused(tmp_path: Path, units: str, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        counted(tmp_path, units=units)


def test_the_bounds_rest_on_the_list(tmp_path: Path) -> None:
    """Two units of 350 voters are missing: either may still win."""
    counted(tmp_path, sheets="station,roll,Ana,Bo\nS1,300,80,70\nS2,280,60,90\n")
    bounds = weigh(make_case(*sources()), folder=tmp_path).bounds
    assert bounds is not None
    assert (bounds.missing_units, bounds.missing_roll) == (2, 350)
    assert bounds.winner.possible == ("ana", "bo")


def test_a_list_without_any_sheets_still_gives_the_contest_its_size(tmp_path: Path) -> None:
    """An announcement is then held against the roll: more votes than there are voters cannot be."""
    (tmp_path / "units.csv").write_text(UNITS)
    said = Announcement(id="first", at="2031-05-05T01:00:00Z", votes={"ana": 900, "bo": 400}, source="the board")
    case = make_case(sources()[1]).model_copy(update={"announcements": (said,)})
    checks = {check.check: check.holds for check in weigh(case, folder=tmp_path).announcements[0].checks}
    assert False in checks.values(), checks
