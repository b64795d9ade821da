"""The tally and the weighing speak of the same sheets: what is counted lies within what is possible."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

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


@settings(max_examples=80, deadline=None)
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
