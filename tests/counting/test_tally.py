"""The tally of invented elections, beside a count in the slow, obvious way."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.counting import Counted

from .elections import HEADER, SHEETS, as_csv, checks_found, count_text, figures, honest_rows

COUNTS = ("registered", "ballots", "valid", "invalid", "ana", "bo")
MESS = st.sampled_from(["", " ", "n/a", "-3", "2.5", "1.234,5", "99999999999999999999"])


@st.composite
def messy_rows(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows of an honest election in which some cells are empty or hold something else than a count."""
    rows = draw(honest_rows())
    for row in rows:
        for column in draw(st.lists(st.sampled_from(COUNTS), max_size=6)):
            row[column] = draw(MESS)
    # At least one sheet must give a figure, or there is nothing to count.
    return [*rows, {"centre": "99", "table": "1", "state": "North", "town": "Alba"} | dict.fromkeys(COUNTS, "0")]


def count_rows(text: str, **recipe: Any) -> Counted:
    """The count of this text in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return count_text(text, Path(folder), **recipe)


def naive_figure(cell: str) -> int | None:
    """A count or nothing."""
    return int(cell) if cell.isdecimal() and len(cell) < 10 else None


def naive_sums(rows: list[dict[str, str]]) -> dict[str, int | None]:
    """Sheets and sums, one row and one cell at a time."""
    sheets = [[naive_figure(row[c]) for c in COUNTS] for row in rows]
    sheets = [sheet for sheet in sheets if any(figure is not None for figure in sheet[1:])]
    sums: dict[str, int | None] = {"sheets": len(sheets)}
    for place, name in enumerate(COUNTS):
        known = [figure for sheet in sheets if (figure := sheet[place]) is not None]
        sums[name] = sum(known) if known else None
    return sums


@pytest.mark.slow
@given(messy_rows())
def test_the_tally_is_what_a_slow_count_gives(rows: list[dict[str, str]]) -> None:
    """Nationally and in each region at each level, whatever the cells hold."""
    tally = count_rows(as_csv(rows)).tally
    expected = naive_sums(list(csv.DictReader(io.StringIO(as_csv(rows)))))
    votes = {c.id: c.votes for c in tally.candidates}
    national = {"sheets": tally.sheets, **{f: getattr(tally, f) for f in COUNTS[:4]}}
    assert national | {"ana": votes.get("ana"), "bo": votes.get("bo")} == expected

    parts = defaultdict(list)
    for row in rows:
        parts[(row["state"],)].append(row)
        parts[(row["state"], row["town"])].append(row)
    regions = {
        r.path: {f: getattr(r, f) for f in ("sheets", *COUNTS[:4])} | {c: r.candidates.get(c) for c in ("ana", "bo")}
        for r in tally.regions
    }
    naive = {path: naive_sums(part) for path, part in parts.items()}
    assert regions == {path: sums for path, sums in naive.items() if sums["sheets"]}
    assert [r.path for r in tally.regions] == sorted(regions)


@pytest.mark.slow
@given(messy_rows(), st.data())
def test_the_order_of_rows_and_columns_decides_nothing(rows: list[dict[str, str]], data: st.DataObject) -> None:
    """Shuffled rows (some listed twice with other figures) and columns: the same figures, the same findings' counts."""
    twins = data.draw(st.lists(st.sampled_from(rows), max_size=3))
    rows = rows + [row | {"bo": str(data.draw(st.integers(0, 5)))} for row in twins]
    first = count_rows(as_csv(rows)).tally
    columns = data.draw(st.permutations(HEADER.split(",")))
    other = count_rows(as_csv(data.draw(st.permutations(rows)), columns)).tally
    assert figures(other) == figures(first)
    assert {f.check: (f.count, sorted(r.unit for r in f.rows)) for f in other.findings} == {
        f.check: (f.count, sorted(r.unit for r in f.rows)) for f in first.findings
    }


@given(honest_rows())
def test_honest_sheets_raise_no_finding(rows: list[dict[str, str]]) -> None:
    """No false alarm, but that among a few invented rows one may happen to be a sum, a twin or a sheet of zeros."""
    assert checks_found(count_rows(as_csv(rows)).tally) <= BY_CHANCE


BY_CHANCE = {"row_is_a_total", "every_figure_is_zero", "two_units_have_the_same_figures"}


def breaks_an_identity(row: dict[str, str]) -> bool:
    """Whether the row's figures are not counts, or do not go together."""
    cells = [naive_figure(row[c]) for c in COUNTS]
    if None in cells:
        return True
    registered, ballots, valid, invalid, ana, bo = (c or 0 for c in cells)
    return ana + bo != valid or valid + invalid != ballots or ballots > registered


@given(honest_rows(), st.data())
def test_a_corrupted_cell_is_found_or_breaks_no_identity(rows: list[dict[str, str]], data: st.DataObject) -> None:
    """Any one figure changed to anything: some check fires, unless the row is still arithmetically possible."""
    row = data.draw(st.sampled_from(rows))
    row[data.draw(st.sampled_from(COUNTS))] = data.draw(MESS | st.integers(0, 2000).map(str))
    # Without another sheet a row whose figures are all gone would leave nothing to count.
    tally = count_rows(as_csv(rows)).tally
    assert breaks_an_identity(row) == bool(checks_found(tally) - BY_CHANCE)


@given(honest_rows())
def test_shares_are_the_nearest_floats_to_the_exact_shares(rows: list[dict[str, str]]) -> None:
    """A share is votes by valid votes in percent, and null where there are none."""
    tally = count_rows(as_csv(rows)).tally
    for candidate in tally.candidates:
        exact = float(Fraction(100 * candidate.votes, tally.valid)) if tally.valid else None
        assert candidate.share == exact


def test_a_share_is_known_only_where_every_sheet_gives_both_figures(tmp_path: Path) -> None:
    """The valid votes of one sheet are not known, so neither is the base of the share; its region's is not, others' are."""
    tally = count_text(SHEETS.replace("100,60,55,", "100,60,,"), tmp_path).tally
    ana = tally.candidates[0]
    assert (ana.id, ana.votes, ana.share) == ("ana", 180, None)
    shares = {region.path: region.shares for region in tally.regions}
    assert shares["North",] == shares["North", "Alba"] == {}
    assert shares["North", "Brea"] == {"ana": 25.0, "bo": 75.0}


def test_nobody_is_put_first_while_a_sheet_lacks_votes(tmp_path: Path) -> None:
    """Bo has more of the votes that could be read; the candidates stand as the case lists them."""
    tally = count_text(
        'table,ana,bo\n1,"2,288","1,047"\n2,325,898\n',
        tmp_path,
        unit=["table"],
        region=[],
        registered=None,
        ballots=None,
        valid=None,
        invalid=None,
    ).tally
    assert [(c.id, c.votes, c.share) for c in tally.candidates] == [("ana", 325, None), ("bo", 898, None)]


def test_a_mark_of_thousands_is_read_where_the_recipe_names_it(tmp_path: Path) -> None:
    """2,288 and 325 are 2,613."""
    text = "table;ana;bo\n1;2.288;1.047\n2;325;198\n"
    none = dict.fromkeys(("registered", "ballots", "valid", "invalid"))
    tally = count_text(text, tmp_path, unit=["table"], region=[], thousands=".", **none).tally
    assert {c.id: c.votes for c in tally.candidates} == {"ana": 2613, "bo": 1245}
    assert not tally.findings


def test_equal_names_in_two_regions_are_two_regions(tmp_path: Path) -> None:
    """Alba is a town in the North and one in the South."""
    regions = {r.path: r.candidates["ana"] for r in count_text(SHEETS, tmp_path).tally.regions}
    assert regions == {
        ("North",): 80,
        ("North", "Alba"): 70,
        ("North", "Brea"): 10,
        ("South",): 100,
        ("South", "Alba"): 100,
    }


def test_candidates_come_with_most_votes_first(tmp_path: Path) -> None:
    """Whatever the order in the case."""
    tally = count_text(SHEETS, tmp_path, contest={"candidates": ("bo", "ana")}).tally
    assert [(c.id, c.name, c.votes) for c in tally.candidates] == [("ana", "Ana", 180), ("bo", "Bo", 141)]


@pytest.mark.parametrize(
    ("units", "roll", "covered"), [(None, None, (None, None)), (5, 1020, (80.0, 50.0)), (2, 255, (200.0, 200.0))]
)
def test_coverage_is_of_units_and_of_the_roll(
    units: int | None, roll: int | None, covered: tuple[float | None, float | None], tmp_path: Path
) -> None:
    """In percent, where the whole is known; over 100 is said, not hidden."""
    coverage = count_text(SHEETS, tmp_path, contest={"units": units, "roll": roll}).tally.coverage
    assert (coverage.units, coverage.roll) == covered


def test_a_figure_without_sheets_is_null(tmp_path: Path) -> None:
    """A column that is there and empty throughout is missing in the tally, too, and a candidate without any is left out."""
    text = "\n".join(line if i == 0 else line.rsplit(",", 1)[0] + "," for i, line in enumerate(SHEETS.splitlines()))
    tally = count_text(text, tmp_path).tally
    assert [c.id for c in tally.candidates] == ["ana"]
    assert all(set(r.candidates) == {"ana"} for r in tally.regions)


def test_sums_that_do_not_say_over_how_many_sheets_are_none_are_not_zero_sheets(tmp_path: Path) -> None:
    """Unknown is null in the tally and in its regions."""
    tally = count_text(SHEETS, tmp_path, granularity="aggregate").tally
    assert tally.sheets is None
    assert {region.sheets for region in tally.regions} == {None}
