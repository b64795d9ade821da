"""Sheets unlike those around them: found where a slip was made, silent on honest sheets, and never an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.counting.elections import make_case

from recuento.counting import Counted, count
from recuento.counting.checks.patterns import is_slip
from recuento.records.recipe import SheetSource

SHARES = {"North": (0.62, 0.3, 0.02), "South": (0.35, 0.55, 0.02)}
NAMES = ("ana", "bo", "cy")


def honest(seed: int = 7, units: int = 40) -> list[list[str | int]]:
    """Sheets of two regions whose shares are drawn about their region's, with more spread than chance gives."""
    random = np.random.default_rng(seed)
    rows: list[list[str | int]] = []
    for region, shares in SHARES.items():
        for i in range(units):
            cast = int(random.integers(120, 400))
            leaning = random.normal(0, 0.05)
            p = np.clip([shares[0] + leaning, shares[1] - leaning, shares[2]], 0.001, 1)
            votes = random.multinomial(cast, np.array([*p, max(0.0, 1 - p.sum())]) / max(1.0, p.sum()))
            rows.append([region, f"{region[0]}{i}", int(votes[:3].sum()), *map(int, votes[:3])])
    return rows


def counted(folder: Path, rows: list[list[str | int]], **changes: Any) -> Counted:
    text = "region,unit,valid,ana,bo,cy\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    (folder / "x.csv").write_text(text)
    recipe = {
        "path": "x.csv",
        "published_by": "Board",
        "interest": "none known",
        "unit": ["unit"],
        "region": ["region"],
        "valid": "valid",
        "votes": {name: name for name in NAMES},
    }
    source = SheetSource(**(recipe | changes))
    return count(make_case(source, candidates=NAMES), folder)


def told(found: Counted) -> dict[str, dict[str, str]]:
    return {f.check: {r.unit: r.detail for r in f.rows} for f in found.tally.findings}


PATTERNS = {
    "votes_of_two_candidates_may_be_exchanged",
    "share_is_far_from_those_of_its_region",
    "one_slip_of_a_digit_explains_the_sum",
    "one_slip_of_a_digit_explains_the_share",
}


@pytest.mark.parametrize("seed", range(8))
def test_honest_sheets_of_unlike_regions_give_no_finding(tmp_path: Path, seed: int) -> None:
    assert not PATTERNS & set(told(counted(tmp_path, honest(seed))))


def test_a_leader_exchanged_with_somebody_whom_nobody_votes_for_is_found(tmp_path: Path) -> None:
    rows = honest()
    rows[3][3], rows[3][5] = rows[3][5], rows[3][3]
    found = told(counted(tmp_path, rows))
    assert list(found["votes_of_two_candidates_may_be_exchanged"]) == ["N3"]
    assert f"ana {rows[3][3]}, cy {rows[3][5]}" in found["votes_of_two_candidates_may_be_exchanged"]["N3"]
    assert "share_is_far_from_those_of_its_region" not in found, "told once"


def test_a_village_that_prefers_the_other_of_two_leaders_is_a_place_to_look_and_no_exchange(tmp_path: Path) -> None:
    rows = honest()
    rows[3][2:] = [300, 20, 275, 5]
    found = told(counted(tmp_path, rows))
    assert "votes_of_two_candidates_may_be_exchanged" not in found
    assert list(found["share_is_far_from_those_of_its_region"]) == ["N3"]


def test_few_votes_and_few_sheets_tell_nothing(tmp_path: Path) -> None:
    rows = honest()
    rows[3][2:] = [30, 0, 0, 30]
    assert not PATTERNS & set(told(counted(tmp_path, rows)))
    assert not PATTERNS & set(told(counted(tmp_path, [*honest()[:8], ["North", "X", 300, 0, 0, 300]])))


def test_a_figure_with_a_digit_dropped_is_named_with_what_it_should_be(tmp_path: Path) -> None:
    rows = honest()
    was = int(rows[5][3])
    rows[5][3] = int(str(was)[:-1])
    found = told(counted(tmp_path, rows))
    assert found["one_slip_of_a_digit_explains_the_sum"] == {"N5": f"ana {rows[5][3]}: with {was} it adds up"}


@pytest.mark.parametrize(("slip", "of"), [("dropped", 4), ("doubled", 6)])
def test_without_valid_votes_a_slip_is_found_by_shares_and_turnout_of_the_region(
    tmp_path: Path, slip: str, of: int
) -> None:
    """Shares alone cannot say whether one candidate has a digit too few or the other one too many; turnout can."""
    rows: list[list[str | int]] = [
        ["North", f"N{i}", 420 + i, 200 + i, 100 - i % 7, 6] for i in range(20)
    ]  # roll, votes
    rows[of][3 if slip == "dropped" else 4] = 20 if slip == "dropped" else 1000
    found = told(counted(tmp_path, rows, valid=None, registered="valid"))
    name, value = ("ana", 20) if slip == "dropped" else ("bo", 1000)
    detail = found["one_slip_of_a_digit_explains_the_share"][f"N{of}"]
    assert detail.startswith(f"{name} {value}: with ")
    assert "share_is_far_from_those_of_its_region" not in found, "told once"
    assert "one_slip_of_a_digit_explains_the_share" not in told(counted(tmp_path, rows, valid=None)), (
        "no roll, no telling"
    )


def test_where_two_figures_could_be_meant_neither_is_named(tmp_path: Path) -> None:
    rows = honest()
    rows[5][2:] = [24, 12, 12, 9]
    rows[5][2] = 141  # 12 -> 120 mends either
    assert "one_slip_of_a_digit_explains_the_sum" not in told(counted(tmp_path, rows))


@given(st.integers(0, 10**6), st.data())
def test_a_slip_is_one_whichever_way_it_is_read(value: int, data: st.DataObject) -> None:
    text = str(value)
    at = data.draw(st.integers(0, len(text) - 1))
    dropped = text[:at] + text[at + 1 :]
    doubled = text[: at + 1] + text[at:]
    assert is_slip(text, doubled)
    assert is_slip(doubled, text)
    if dropped:
        assert is_slip(text, dropped)
    assert not is_slip(text, text)


def test_a_labelled_total_is_held_against_its_rows(tmp_path: Path) -> None:
    rows = honest(units=12)
    north = [sum(int(r[k]) for r in rows if r[0] == "North") for k in range(2, 6)]
    right: list[str | int] = ["North", "TOTAL", *north]
    assert "total_is_not_the_sum_of_its_rows" not in told(counted(tmp_path, [*rows, right]))
    wrong: list[str | int] = ["North", "TOTAL", north[0] + 1, *north[1:]]
    found = told(counted(tmp_path, [*rows, wrong]))["total_is_not_the_sum_of_its_rows"]
    assert found == {"TOTAL": f"valid: the total says {north[0] + 1}, the rows add to {north[0]}"}


def test_a_labelled_total_of_rows_that_no_region_names_is_no_charge(tmp_path: Path) -> None:
    """It is told that the recipe may not know the group; each region and the file are added up once, however many totals there are."""
    rows = honest(units=12)
    half: list[str | int] = ["North", "TOTAL", *(sum(int(r[k]) for r in rows[:6]) for k in range(2, 6))]
    found = counted(tmp_path, [*rows, half]).tally.findings
    finding = next(f for f in found if f.check == "total_is_not_the_sum_of_its_rows")
    assert finding.severity == "warning"
    assert "or it adds up rows that the recipe's region does not tell" in finding.explain


def test_where_one_candidate_has_nearly_all_votes_nothing_is_exchanged(tmp_path: Path) -> None:
    """There are no two leaders whose votes could be."""
    rows: list[list[str | int]] = [["North", f"N{i}", 300 + i, 300 + i, 0, 0] for i in range(20)]
    assert "votes_of_two_candidates_may_be_exchanged" not in told(counted(tmp_path, rows))
