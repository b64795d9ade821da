"""Which of a case's sources are counted, and what is kept of each."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from recuento.counting import count
from recuento.errors import CaseError
from recuento.records.recipe import SheetSource

from .elections import HEADER, ROWS, SHEETS, figures, found, make_case, make_source

TOTALS = "town,n,registered,ballots,valid,invalid,ana,bo\nAlba,3,420,290,281,9,170,111\nBrea,1,90,40,40,0,10,30\n"
AGGREGATE = make_source(
    "totals.csv", granularity="aggregate", sheets="n", unit=["town"], region=["town"], derived_from="sheets/full.csv"
)
FULL = make_source("sheets/full.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case folder with the totals, and a folder for the full sheets."""
    (tmp_path / "totals.csv").write_text(TOTALS)
    (tmp_path / "sheets").mkdir()
    return tmp_path


def test_rows_that_sum_sheets_count_as_many(folder: Path) -> None:
    """The column of sheets says how many units a row covers."""
    tally = count(make_case(AGGREGATE, units=8), folder).tally
    assert (tally.sheets, tally.coverage.units) == (4, 50.0)
    assert [(r.path, r.sheets) for r in tally.regions] == [(("Alba",), 3), (("Brea",), 1)]
    assert not tally.findings


def test_rows_that_do_not_say_how_many_sheets_they_sum_leave_coverage_open(folder: Path) -> None:
    """Votes cast over the internet come by region; no number of sheets is not one sheet."""
    tally = count(make_case(AGGREGATE.model_copy(update={"sheets": None}), units=8), folder).tally
    assert (tally.sheets, tally.coverage.units, tally.valid) == (None, None, 321)


@pytest.mark.parametrize("sources", [(FULL, AGGREGATE), (AGGREGATE, FULL)])
def test_totals_are_never_added_to_the_sheets_they_were_summed_from(folder: Path, sources: tuple[object, ...]) -> None:
    """With both files at hand the fuller one counts, and a note says so."""
    (folder / "sheets/full.csv").write_text(SHEETS)
    tally = count(make_case(*sources), folder).tally  # type: ignore[arg-type]
    assert [source.path for source in tally.sources] == ["sheets/full.csv"]
    assert tally.valid == 321
    assert found(tally, "source_is_passed_over").rows[0].source == "totals.csv"


def test_totals_stand_in_for_a_fuller_file_that_is_not_there(folder: Path) -> None:
    """The tally is the same; a note says that the sheets themselves were not counted."""
    tally = count(make_case(FULL, AGGREGATE), folder).tally
    assert [source.path for source in tally.sources] == ["totals.csv"]
    assert tally.valid == 321
    assert "not there" in found(tally, "source_is_passed_over").rows[0].detail


def test_totals_count_where_the_fuller_file_is_not_listed(folder: Path) -> None:
    """What the case does not list is not counted, though it lies there."""
    (folder / "sheets/full.csv").write_text(SHEETS)
    tally = count(make_case(AGGREGATE), folder).tally
    assert [source.path for source in tally.sources] == ["totals.csv"]
    assert not tally.findings


def test_several_sources_are_counted_together(folder: Path) -> None:
    """Two files with different units and different columns."""
    (folder / "a.csv").write_text(f"{HEADER}\n{ROWS[0]}\n{ROWS[1]}\n")
    (folder / "b.csv").write_text("station;place;ana\nS9;South;5\nS8;South;6\n")
    only_ana = {"registered": None, "ballots": None, "valid": None, "invalid": None, "votes": {"ana": "ana"}}
    b = make_source("b.csv", unit=["station"], region=["place"], published_by="Others", **only_ana)
    counted = count(make_case(make_source("a.csv"), b), folder)
    assert {c.id: c.votes for c in counted.tally.candidates} == {"ana": 81, "bo": 63}
    assert counted.tally.candidates[0].share is None  # the second source gives no valid votes
    assert counted.sheets.frame["votes:bo"].to_list() == [25, 38, None, None]
    assert [(r.path, r.candidates) for r in counted.tally.regions][-1] == (("South",), {"ana": 11})
    assert not counted.tally.findings


def test_each_source_is_recorded_with_its_bytes(folder: Path) -> None:
    """Whoever has the file can tell whether it is the one that was counted."""
    source = count(make_case(AGGREGATE), folder).tally.sources[0]
    assert source.sha256 == hashlib.sha256(TOTALS.encode()).hexdigest()
    assert (source.published_by, source.interest, source.rows) == ("Watchers of Norland", "none known", 2)


def test_a_case_without_sheets_says_so(tmp_path: Path) -> None:
    """Nothing to count is not a tally of zero."""
    with pytest.raises(CaseError, match=r"case.toml: the case has no sheets to count; add a \[\[sheets\]\] table"):
        count(make_case(), tmp_path)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("totls.csv", "totls.csv: the case names this file and it is not there; did you mean 'totals.csv'?"),
        ("nowhere/x.csv", "nowhere/x.csv: the case names this file and it is not there; put the file there"),
        ("sheets", "sheets: is a folder, not a file of sheets"),
    ],
)
def test_a_file_that_is_not_there_is_named(folder: Path, path: str, line: str) -> None:
    """The line says which, and what lies beside it."""
    with pytest.raises(CaseError) as error:
        count(make_case(make_source(path)), folder)
    assert line in str(error.value)


def test_a_file_listed_twice_is_refused(folder: Path) -> None:
    """Its units would all be duplicates of themselves."""
    with pytest.raises(CaseError, match=r"two .* name the same file"):
        count(make_case(AGGREGATE, AGGREGATE.model_copy(update={"path": "./totals.csv"})), folder)


def test_a_fuller_file_missing_without_its_totals_is_an_error(tmp_path: Path) -> None:
    """Both listed, neither there: the fuller one is missed."""
    with pytest.raises(CaseError, match=r"sheets/full.csv: the case names this file"):
        count(make_case(FULL, AGGREGATE), tmp_path)


def test_the_totals_of_a_tally_are_the_same_from_sheets_and_from_their_sums(folder: Path) -> None:
    """Nothing but the regions and the number of rows tells the two apart."""
    (folder / "sheets/full.csv").write_text(SHEETS)
    full, summed = count(make_case(FULL), folder).tally, count(make_case(AGGREGATE), folder).tally
    of_regions = {"regions"}
    assert {k: v for k, v in figures(full).items() if k not in of_regions} == {
        k: v for k, v in figures(summed).items() if k not in of_regions
    }


def test_the_files_read_beside_the_sheets_are_named_with_their_hashes(tmp_path: Path) -> None:
    """A joined file and the second entry decide what is counted, so the tally says which bytes they were."""
    rolls = "station,roll\nS1,300\n"
    (tmp_path / "rolls.csv").write_text(rolls)
    (tmp_path / "x.csv").write_text("station,ana\nS1,80\n")
    (tmp_path / "again.csv").write_text("station,ana\nS1,80\n")
    source = SheetSource(
        path="x.csv",
        published_by="Board",
        interest="none known",
        unit=["station"],
        registered="roll",
        votes={"ana": "ana"},
        join=[{"path": "rolls.csv", "on": "station"}],
    )
    (beside,) = count(make_case(source), tmp_path).tally.sources[0].beside
    assert (beside.path, beside.sha256) == ("rolls.csv", hashlib.sha256(rolls.encode()).hexdigest())
    entered = source.model_copy(update={"join": (), "registered": None, "entered_again": "again.csv"})
    assert [b.path for b in count(make_case(entered), tmp_path).tally.sources[0].beside] == ["again.csv"]
