"""Statements of one unit in order: the last stands, both sums are kept, and a lawful change is no error."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recuento.counting import Counted, count
from recuento.errors import CaseError

from .elections import HEADER, ROWS, checks_found, found, make_case, make_source


def _counted(folder: Path, *steps: tuple[str, str | None, dict[str, Any]]) -> Counted:
    """The count of files, each with its rows, its stage and further keys of its recipe."""
    sources = []
    for number, (rows, stage, keys) in enumerate(steps):
        (folder / f"{number}.csv").write_text(f"{HEADER}\n{rows}\n")
        sources.append(make_source(f"{number}.csv", stage=stage, **keys))
    return count(make_case(*sources), folder)


def _votes(counted: Counted) -> dict[str, int]:
    return {c.id: c.votes for c in counted.tally.candidates}


FIRST, CHANGED, NEW = ROWS[0], "7,1,North,Alba,100,60,55,5,20,35", ROWS[1]


def test_the_last_statement_of_a_unit_stands_and_both_sums_are_kept(tmp_path: Path) -> None:
    """A unit of the first stage alone stands as it was; one that is new is first stated when it comes."""
    counted = _counted(tmp_path, (f"{FIRST}\n{ROWS[2]}", "preliminary", {}), (f"{CHANGED}\n{NEW}", "count", {}))
    statements = counted.tally.statements
    assert statements is not None
    assert _votes(counted) == {"bo": 103, "ana": 70}
    assert (statements.first["votes:ana"], statements.first["votes:bo"]) == (80, 93)
    assert (statements.standing["votes:ana"], statements.standing["votes:bo"]) == (70, 103)
    assert [(s.stage, s.units, s.restated, s.changed) for s in statements.steps] == [
        ("preliminary", 2, 0, 0),
        ("count", 2, 1, 1),
    ]
    assert counted.tally.sheets == 3


def test_a_change_is_a_note_with_its_document_and_no_contradiction(tmp_path: Path) -> None:
    """Two files that differ contradict each other only where neither is later."""
    ruling = {"document": "Ruling 12 of the court"}
    counted = _counted(tmp_path, (FIRST, "count", {}), (CHANGED, "ruling", ruling))
    assert checks_found(counted.tally) == {"figures_were_stated_again_and_differ"}
    finding = found(counted.tally, "figures_were_stated_again_and_differ")
    assert finding.severity == "note"
    assert [r.detail for r in finding.rows] == ["ana 30 -> 20, bo 25 -> 35 (ruling; Ruling 12 of the court)"]
    assert counted.tally.statements is not None
    assert counted.tally.statements.steps[1].documents == ("Ruling 12 of the court",)


def test_each_change_names_the_document_of_its_own_source(tmp_path: Path) -> None:
    """Two rulings of one day are one step, and two documents."""
    at = {"at": dt.datetime(2031, 5, 9, tzinfo=dt.UTC)}
    first = {"at": dt.datetime(2031, 5, 5, tzinfo=dt.UTC)}
    counted = _counted(
        tmp_path,
        (f"{FIRST}\n{NEW}", "count", first),
        (CHANGED, "ruling", at | {"document": "Ruling 12"}),
        ("7,2,North,Alba,120,80,78,2,39,39", "ruling", at | {"document": "Ruling 13"}),
    )
    rows = found(counted.tally, "figures_were_stated_again_and_differ").rows
    assert {r.unit: r.detail.partition(" (")[2] for r in rows} == {
        "007-01": "ruling; Ruling 12)",
        "007-02": "ruling; Ruling 13)",
    }


def test_a_sum_that_lacks_a_unit_is_not_set_beside_one_that_has_it(tmp_path: Path) -> None:
    """What the first statement left out is unknown, and no vote that was added later."""
    counted = _counted(tmp_path, ("7,1,North,Alba,100,60,55,5,,25", "preliminary", {}), (FIRST, "count", {}))
    assert counted.tally.statements is not None
    assert (counted.tally.statements.first["votes:ana"], counted.tally.statements.standing["votes:ana"]) == (None, 30)


def test_what_a_later_statement_leaves_out_stands_as_it_was(tmp_path: Path) -> None:
    """A ruling on one candidate's votes says nothing of the roll."""
    counted = _counted(tmp_path, (FIRST, "count", {}), ("7,1,North,Alba,,,,,20,", "ruling", {}))
    assert _votes(counted) == {"ana": 20, "bo": 25}
    assert (counted.tally.registered, counted.tally.valid) == (100, 55)


def test_a_rerun_keeps_nothing_of_what_was_voted_before_but_the_roll(tmp_path: Path) -> None:
    """What it does not state is unknown."""
    counted = _counted(tmp_path, (FIRST, "count", {}), ("7,1,North,Alba,,,,,20,30", "rerun", {}))
    assert _votes(counted) == {"ana": 20, "bo": 30}
    assert (counted.tally.registered, counted.tally.valid, counted.tally.ballots) == (100, None, None)


def test_with_times_the_order_is_that_of_the_times(tmp_path: Path) -> None:
    """Whatever the order in which the case lists them, and whatever the stages are called."""
    late, early = {"at": dt.datetime(2031, 5, 6, 9)}, {"at": dt.datetime(2031, 5, 5, 9)}  # noqa: DTZ001
    counted = _counted(tmp_path, (CHANGED, "count", late), (FIRST, "canvass", early))
    assert _votes(counted) == {"bo": 35, "ana": 20}
    assert counted.tally.statements is not None
    assert [s.stage for s in counted.tally.statements.steps] == ["canvass", "count"]


def test_without_times_the_order_is_that_of_the_stages(tmp_path: Path) -> None:
    """A preliminary figure never stands where the count states another."""
    counted = _counted(tmp_path, (CHANGED, "count", {}), (FIRST, "preliminary", {}))
    assert _votes(counted) == {"bo": 35, "ana": 20}


def test_two_rows_of_one_stage_still_contradict_each_other(tmp_path: Path) -> None:
    """Being later is what makes a figure a correction."""
    counted = _counted(tmp_path, (ROWS[2], "preliminary", {}), (f"{FIRST}\n{CHANGED}", "count", {}))
    assert "unit_is_listed_twice_with_different_figures" in checks_found(counted.tally)


def test_rows_without_a_key_are_counted_once(tmp_path: Path) -> None:
    """Whether a later stage states them again cannot be said, so only the last stage's are taken."""
    unkeyed = ",1,North,Alba,10,9,9,0,5,4"
    counted = _counted(tmp_path, (f"{FIRST}\n{unkeyed}", "preliminary", {}), (f"{NEW}\n{unkeyed}", "count", {}))
    assert _votes(counted) == {"ana": 75, "bo": 67}
    assert "row_of_an_earlier_stage_has_no_full_key" in checks_found(counted.tally)


def test_a_source_without_a_stage_among_others_that_have_one_is_refused(tmp_path: Path) -> None:
    """It could not be put in order."""
    with pytest.raises(CaseError, match="has none, so it cannot be put in order"):
        _counted(tmp_path, (FIRST, "count", {}), (CHANGED, None, {}))


def test_sources_without_stages_are_counted_as_ever(tmp_path: Path) -> None:
    """No sums in order where nothing says the order."""
    assert _counted(tmp_path, (FIRST, None, {}), (NEW, None, {})).tally.statements is None


@pytest.mark.slow
@settings(max_examples=40)
@given(
    st.lists(
        st.dictionaries(st.integers(1, 6), st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_first_and_standing_are_the_sums_of_each_units_first_and_last(stages: list[dict[int, tuple[int, int]]]) -> None:
    """By brute force, over any stages that state any units."""
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for stage in stages:
        first = stage | first
        last = last | stage
    with tempfile.TemporaryDirectory() as folder:
        counted = _counted(
            Path(folder),
            *(
                (
                    "\n".join(f"{u},1,North,Alba,100,{a + b},{a + b},0,{a},{b}" for u, (a, b) in stage.items()),
                    "count",
                    {"at": dt.datetime(2031, 5, 1 + day, tzinfo=dt.UTC)},
                )
                for day, stage in enumerate(stages)
            ),
        )
    statements = counted.tally.statements
    assert statements is not None
    for place, name in enumerate(("votes:ana", "votes:bo")):
        assert statements.first[name] == sum(v[place] for v in first.values())
        assert statements.standing[name] == sum(v[place] for v in last.values())
    assert sum(_votes(counted).values()) == sum(a + b for a, b in last.values())


def test_what_could_not_be_read_is_told_apart_from_what_is_not_on_the_sheet(tmp_path: Path) -> None:
    """Both are unknown, and neither is zero; only the first may be found by looking again."""
    rows = "7,1,North,Alba,100,60,55,5,illegible,25\n7,2,North,Alba,120,80,78,2,,38"
    counted = _counted(tmp_path, (rows, None, {"unread": ["ILLEGIBLE"]}))
    assert [r.detail for r in found(counted.tally, "figure_could_not_be_read").rows] == ["ana holds 'illegible'"]
    assert [r.unit for r in found(counted.tally, "figure_is_missing").rows] == ["007-02"]
    assert "ana" not in _votes(counted)
