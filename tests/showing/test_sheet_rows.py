"""The rows of the sheets within the page: all of them, as they stand, and pictures that hold as many as they say."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

import polars as pl
import pytest
from tests.showing import samples

from recuento.records.counted import REGION_JOINT, Sheets
from recuento.showing.sheet_rows import ROOM, region_dots, sheet_rows, turnout_against_share

HEADS = ("Unit", "Region", "File", "Row", "Registered", "Valid votes")


def sheets(number: int = 40, **columns: Any) -> Sheets:
    """So many invented rows of two candidates."""
    data: dict[str, Any] = {
        "unit": [f"{i:06}" for i in range(number)],
        "source": ["sheets/actas.csv"] * number,
        "row": list(range(2, number + 2)),
        "region": [f"Region {i % 7}{REGION_JOINT}Town {i % 13}" for i in range(number)],
        "sheets": [1] * number,
        "registered": [300 + i % 50 for i in range(number)],
        "ballots": [200 + i % 40 for i in range(number)],
        "valid": [190 + i % 40 for i in range(number)],
        "invalid": [10] * number,
        "votes:rojas": [80 + i % 31 for i in range(number)],
        "votes:beltran": [90 + i % 17 for i in range(number)],
    }
    return Sheets(pl.DataFrame({**data, **columns}), ("rojas", "beltran"))


def unpacked(block: str) -> list[list[Any]]:
    """The columns, as the page's script unpacks them."""
    columns = json.loads(zlib.decompress(base64.b64decode(block), -15))
    texts = [[c[0][k] for k in c[1]] if c[0] else c[1] for c in columns[:3]]
    return [*texts, *columns[3:]]


def test_every_row_is_in_the_block_as_it_stands() -> None:
    given = sheets()
    shown = sheet_rows(samples.case(), given, HEADS)
    assert shown is not None
    unit, region, source, row, registered, valid, *votes = unpacked(shown.block)
    assert shown.number == len(unit) == 40
    assert (unit, source, row) == tuple(given.frame[c].to_list() for c in ("unit", "source", "row"))
    assert region[8] == "Region 1 / Town 8"
    assert (registered, valid) == tuple(given.frame[c].to_list() for c in ("registered", "valid"))
    named = dict(zip(shown.heads[6:], votes, strict=True))
    assert named["Tomás Rojas"] == given.frame["votes:rojas"].to_list()


def test_what_is_not_stated_stays_unknown() -> None:
    shown = sheet_rows(samples.case(), sheets(2, **{"votes:rojas": [None, 0]}), HEADS)
    assert shown is not None
    column = unpacked(shown.block)[shown.heads.index("Tomás Rojas")]
    assert column == [None, 0]


def test_a_hundred_thousand_rows_fit_the_page() -> None:
    shown = sheet_rows(samples.case(), sheets(100_000), HEADS)
    assert shown is not None
    assert len(shown.block) < ROOM


def test_a_hostile_unit_cannot_leave_the_block() -> None:
    """Base64 has no markup, whatever is in it; what turns the direction of writing is shown as a picture."""
    shown = sheet_rows(samples.case(), sheets(1, unit=["</template><script>alert(1)</script>\u202e"]), HEADS)
    assert shown is not None
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", shown.block)
    assert "\u202e" not in unpacked(shown.block)[0][0]


def test_each_region_has_its_two_marks_in_order_of_the_first() -> None:
    regions = tuple(
        r.model_copy(update={"shares": {"beltran": 50.0 + i, "rojas": 40.0 - i, "mora": 10.0}})
        for i, r in enumerate(samples.tally().regions)
    )
    drawn = str(region_dots(samples.tally().model_copy(update={"regions": regions}), 760))
    assert len(re.findall('class="counted"', drawn)) == len(re.findall('class="second"', drawn)) == 3
    places = [float(x) for x in re.findall(r'class="counted" cx="([\d.]+)"', drawn)]
    assert places == sorted(places, reverse=True)


def test_without_regions_there_is_no_picture_of_them() -> None:
    assert region_dots(samples.tally().model_copy(update={"regions": ()}), 760) is None


def test_turnout_against_share_holds_the_rows_that_give_both() -> None:
    number = 60
    registered = [400] * 50 + [None] * 10
    found = turnout_against_share(sheets(number, registered=registered), "rojas", "turnout", "share")
    assert found is not None
    assert found.rows == 50
    assert "<script" not in str(turnout_against_share(sheets(number), "rojas", "turnout", "<script>").svg)  # type: ignore[union-attr]


def test_turnout_is_never_taken_from_valid_votes_alone() -> None:
    """Without ballots and invalid papers it is not known, and the row has no place."""
    unknown = sheets(60, ballots=[None] * 60, invalid=[None] * 60)
    assert turnout_against_share(unknown, "rojas", "turnout", "share") is None
    added = turnout_against_share(sheets(60, ballots=[None] * 60), "rojas", "turnout", "share")
    assert added is not None
    assert str(added.svg) == str(turnout_against_share(sheets(60), "rojas", "turnout", "share").svg)  # type: ignore[union-attr]


@pytest.mark.parametrize("number", [0, 29])
def test_a_few_rows_make_no_picture(number: int) -> None:
    assert turnout_against_share(sheets(number), "rojas", "turnout", "share") is None
