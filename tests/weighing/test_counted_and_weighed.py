"""The tally and the weighing speak of the same sheets: what is counted lies within what is possible."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import recuento
from recuento.records.contest import Candidate, Case, Contest
from recuento.records.recipe import SheetSource

UNITS = 6
CELLS = st.one_of(st.integers(0, 40).map(str), st.just(""))
ROWS = st.lists(st.tuples(st.integers(1, UNITS), CELLS, CELLS, CELLS), min_size=1, max_size=8)


def case(complete: bool | None) -> Case:
    """A contest of six units of 100 voters each."""
    return Case(
        contest=Contest(
            name="Mayor",
            country="NOR",
            date=dt.date(2031, 5, 4),
            authority="Board",
            units=UNITS,
            roll=100 * UNITS,
            candidates_complete=complete,
        ),
        candidates=(Candidate(id="vega", name="Bruno Vega"), Candidate(id="soto", name="Clara Soto")),
        sheets=(
            SheetSource(
                path="sheets.csv",
                published_by="Watchers",
                interest="none known",
                unit=["table"],
                registered="registered",
                valid="valid",
                votes={"vega": "vega", "soto": "soto"},
            ),
        ),
    )


@pytest.mark.slow
@settings(max_examples=80)
@example(rows=[(2, "0", "1", ""), (1, "1", "0", "")], complete=True)  # more votes than valid votes on one sheet
@given(rows=ROWS, complete=st.sampled_from([True, False, None]))
def test_what_is_counted_lies_within_what_is_possible(
    rows: list[tuple[int, str, str, str]], complete: bool | None
) -> None:
    """For rows that disagree, have empty cells, or contradict themselves: votes, shares and units all agree.

    A unit listed twice is counted once, one without figures is missing. Where cells are empty the tally adds up what is
    stated, which is never more than is possible; the rest of the sheet may show that there were more.
    """
    if not any(cell for row in rows for cell in row[1:]):
        return
    lines = [f"{unit},100,{valid},{vega},{soto}" for unit, valid, vega, soto in rows]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sheets.csv").write_text("table,registered,valid,vega,soto\n" + "\n".join(lines) + "\n")
        tally = recuento.count(case(complete), folder=folder)
        bounds = recuento.weigh(case(complete), folder=folder).bounds
    if bounds is None:
        return
    for counted in tally.candidates:
        low, high = bounds.votes[counted.id]
        assert counted.votes <= high, counted
        if all(cell for row in rows for cell in row[1:]):
            assert low <= counted.votes, counted
        if counted.share is not None and counted.id in bounds.shares:
            least, most = bounds.shares[counted.id]
            assert least - 1e-9 <= counted.share <= most + 1e-9, counted
    if bounds.missing_units is not None:
        assert tally.sheets + bounds.missing_units == UNITS


def by_post(post: str) -> Case:
    """Two stations with 900 voters in all, whose sheets are there, and a row of votes by post."""
    text = f"station,registered,vega,soto,valid\nS1,500,200,100,300\nS2,400,150,90,240\n{post}\n"
    Path("x.csv").write_text(text, encoding="utf-8")
    base = case(complete=None)
    contest = base.contest.model_copy(update={"units": 2, "roll": 900})
    source = base.sheets[0].model_copy(
        update={"path": "x.csv", "unit": ["station"], "no_unit": {"station": "POST"}},
    )
    return base.model_copy(update={"contest": contest, "sheets": (source,)})


def test_votes_by_post_are_counted_and_are_no_unit_in_the_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who voted by post stands on the rolls of the stations, so that nothing is missing; that these are all is said."""
    monkeypatch.chdir(tmp_path)
    weighing = recuento.weigh(by_post("POST,,80,60,140"))
    assert weighing.bounds is not None
    assert weighing.bounds.votes == {"vega": (430, 430), "soto": (250, 250)}
    assert (weighing.bounds.missing_units, weighing.bounds.missing_roll) == (0, 0)
    assert all(check.holds is not False for check in weighing.checks)


def test_votes_by_post_that_are_not_stated_may_be_anybodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cell among them is unknown, up to the valid votes of the row, and never nothing."""
    monkeypatch.chdir(tmp_path)
    bounds = recuento.weigh(by_post("POST,,80,,140")).bounds
    assert bounds is not None
    low, high = bounds.votes["soto"]
    assert low <= 190
    assert high >= 250
