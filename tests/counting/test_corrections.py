"""A person's corrections: made where they fit, listed in the tally, refused with their line where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from recuento.counting import count
from recuento.errors import CaseError
from recuento.records.corrections import Correction, parse_corrections

from .elections import SHEETS, make_case, make_source

HEAD = "unit,id,field,from,to,why,who\n"


def counted_with(tmp_path: Path, *rows: str) -> dict[str, int]:
    (tmp_path / "sheets.csv").write_text(SHEETS)
    tally = count(make_case(make_source()), tmp_path, parse_corrections((HEAD + "\n".join(rows)).encode())).tally
    assert [c.who for c in tally.corrections] == ["M. Rey"] * len(rows)
    return {c.id: c.votes for c in tally.candidates}


def test_corrections_change_the_count_and_are_listed(tmp_path: Path) -> None:
    """30 of unit 007-01 were 35 on the image; the 25 cannot be read."""
    assert counted_with(tmp_path, "007-01,,ana,30,35,read from the image,M. Rey") == {"ana": 185, "bo": 141}
    assert counted_with(tmp_path, "007-01,,bo,25,,illegible,M. Rey") == {"ana": 180, "bo": 116}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("007-01,,ana,31,35,x,y", "line 2: unit '007-01' has 30 as ana, and not 31"),
        ("007-09,,ana,30,35,x,y", "no sheet is of the unit '007-09'"),
        ("007-01,,anna,30,35,x,y", "a sheet has no field 'anna'; it has registered, ballots, valid, invalid, ana, bo"),
        ("007-01,,ana,30,3.5,x,y", "'3.5' is no count"),
        ("007-01,r1,ana,30,35,x,y", "names a unit and a record, or neither"),
        ("007-01,,ana,30,35,,y", "has no why"),
        ("007-01,,ana,30,35,x,", "has no who"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    """What stands there is told, and nothing is counted."""
    (tmp_path / "sheets.csv").write_text(SHEETS)
    with pytest.raises(CaseError) as error:
        count(make_case(make_source()), tmp_path, parse_corrections((HEAD + row + "\n").encode()))
    assert "corrections.csv: line 2" in str(error.value)
    assert says in str(error.value)


def test_a_head_without_a_column_is_refused() -> None:
    """It says what the head is."""
    with pytest.raises(CaseError, match="has no column 'who'; the head is unit,id,field,from,to,why,who"):
        parse_corrections(b"unit,field,from,to,why\n")
    assert parse_corrections(HEAD.encode()) == ()
    assert isinstance(parse_corrections(b"unit,field,from,to,why,who\nA,valid,1,2,w,m\n")[0], Correction)
