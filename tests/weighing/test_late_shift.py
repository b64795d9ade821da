"""What the regions explain of a late shift, against closed forms, every deal of the labels, and simulation."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.real_elections import bolivia

from recuento.case.run import count_sheets
from recuento.records.counted import REGION_JOINT, Sheets
from recuento.weighing import late_shift as room
from recuento.weighing.comparing import compare
from recuento.weighing.late_shift import late_shift


def units(*rows: tuple[str, int | None, int | None]) -> pl.DataFrame:
    """Units as (region path with "/", votes of ana, votes of beto), everybody having voted for one of the two."""
    valid = [None if a is None or b is None else a + b for _, a, b in rows]
    return pl.DataFrame(
        {
            "region": [region.replace("/", REGION_JOINT) for region, _, _ in rows],
            "votes:ana": pl.Series([a for _, a, _ in rows], dtype=pl.Int64),
            "votes:beto": pl.Series([b for _, _, b in rows], dtype=pl.Int64),
            "valid": pl.Series(valid, dtype=pl.Int64),
        }
    )


def test_late_units_that_vote_as_their_regions_are_explained_whole() -> None:
    early = units(("n/a", 80, 20), ("s/b", 20, 80))
    found = late_shift(early, units(("n/a", 40, 10), ("n/a", 40, 10)), "ana", "beto")
    assert found is not None
    assert [(level.expected, level.actual) for level in found.levels] == [(0, 60), (60, 60), (60, 60)]
    assert found.levels[-1].unexplained == 0


def test_what_a_region_does_not_explain_is_told_in_votes() -> None:
    found = late_shift(units(("n", 50, 50)), units(("n", 30, 10)), "ana", "beto")
    assert found is not None
    assert (found.levels[1].expected, found.levels[1].unexplained) == (0, 20)


def test_what_comes_of_the_size_of_units_is_told_apart() -> None:
    """Small units lean one way in each region and come late: the regions leave that open, their sizes explain it."""
    early = units(*[("n", 8, 2)] * 2, *[("n", 300, 700)] * 8)
    late = units(*[("n", 8, 2)] * 9)
    found = late_shift(early, late, "ana", "beto")
    assert found is not None
    assert found.levels[1].unexplained == 90
    assert [(level.level, level.units, level.unexplained) for level in found.sized] == [(0, 9, 0), (1, 9, 0)]
    assert found.size == "valid"


def test_without_valid_votes_those_of_everybody_with_a_column_stand_in() -> None:
    unknown = pl.lit(None, pl.Int64).alias("valid")
    found = late_shift(units(("n", 50, 50)).with_columns(unknown), units(("n", 30, 10)), "ana", "beto")
    assert found is not None
    assert (found.of, found.early_valid, found.valid) == ("named", 100, 40)


def test_the_size_goes_by_the_roll_where_every_unit_gives_it() -> None:
    rolls = pl.lit(500).alias("registered")
    pair = [units(("n", 50, 50)).with_columns(rolls), units(("n", 30, 10)).with_columns(rolls)]
    found = late_shift(*pair, "ana", "beto")
    assert found is not None
    assert (found.size, found.sized[1].unexplained) == ("registered", 20)


def test_regions_of_which_the_early_count_has_no_unit_are_left_out_and_counted() -> None:
    found = late_shift(units(("n", 50, 50)), units(("n", 30, 10), ("s", 9, 1)), "ana", "beto")
    assert found is not None
    assert [level.units for level in found.levels] == [2, 1]


def test_a_unit_whose_figures_are_missing_says_nothing() -> None:
    found = late_shift(units(("n", 50, 50), ("n", None, 4)), units(("n", 30, 10)), "ana", "beto")
    assert found is not None
    assert (found.left_out, found.early_valid) == (1, 100)
    assert late_shift(units(("n", None, 1)), units(("n", 1, 1)), "ana", "beto") is None


def test_the_dealt_p_is_that_of_every_deal() -> None:
    """Six units of one region, two late: all fifteen ways to deal the labels, tried one by one."""
    votes = [(60, 40), (55, 45), (48, 52), (50, 50), (70, 30), (66, 34)]
    early, late = units(*(("n", *v) for v in votes[:4])), units(*(("n", *v) for v in votes[4:]))
    found = late_shift(early, late, "ana", "beto")
    lead, valid = np.array([a - b for a, b in votes]), np.array([a + b for a, b in votes])
    u = lead - valid * lead.sum() / valid.sum()
    sums = [abs(u[list(chosen)].sum()) for chosen in combinations(range(6), 2)]
    exact = np.mean([s >= abs(u[4:].sum()) - 1e-9 for s in sums])
    assert found is not None
    assert found.p == pytest.approx(exact, abs=0.03)
    spread = np.sqrt(2 * (1 - 2 / 6) * u.var(ddof=1))
    assert found.z == pytest.approx(u[4:].sum() / spread)


def redrawn(rng: np.random.Generator, *, stuffed: float = 0.0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """An election in which regions differ and arrive in order of their lean; within a region who is late is chance."""
    rows: list[tuple[bool, tuple[str, int, int]]] = []
    for region in range(60):
        lean = rng.uniform(0.2, 0.8)
        for _ in range(10):
            size = int(rng.integers(100, 300))
            ana = int(rng.binomial(size, np.clip(rng.normal(lean, 0.05), 0, 1)))
            rows.append((rng.random() < 0.1 + 0.4 * lean, (str(region), ana, size - ana)))
    whole = sum(a + b for _, (_, a, b) in rows)
    late = [row for is_late, row in rows if is_late]
    more = round(stuffed * whole / max(len(late), 1))
    return units(*(row for is_late, row in rows if not is_late)), units(*((r, a + more, b) for r, a, b in late))


@pytest.mark.slow
@pytest.mark.parametrize("way", ["dealt", "normal"])
def test_geography_alone_alarms_in_no_more_than_five_of_a_hundred(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_DEALT", 10**9 if way == "dealt" else 0)
    monkeypatch.setattr(room, "DRAWS", 199)
    rng = np.random.default_rng(7)
    tries = 60 if way == "dealt" else 300
    found = [late_shift(*redrawn(rng), "ana", "beto") for _ in range(tries)]
    alarms = sum(f is not None and f.p is not None and f.p < 0.05 for f in found)
    assert all(f is not None and f.how == way for f in found)
    # Three standard errors of the simulation; 2,500 tries with another seed gave 5.0%.
    assert alarms / tries <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / tries)


def test_two_percent_of_the_votes_stuffed_late_are_found_in_eight_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_DEALT", 0)
    rng = np.random.default_rng(8)
    found = [late_shift(*redrawn(rng, stuffed=0.02), "ana", "beto") for _ in range(100)]
    assert sum(f is not None and f.p is not None and f.p < 0.05 for f in found) >= 80


def test_bolivias_shift_is_the_places_order_of_arrival_but_for_half_a_point(shared: Path, tmp_path: Path) -> None:
    case = bolivia(shared, tmp_path)
    apart = {
        "role": "count",
        "region": ["País", "Departamento", "Provincia", "Municipio", "Localidad", "Recinto"],
    }
    named = {s.name: s.model_copy(update=apart) for s in case.sheets}

    def counted(name: str) -> Sheets:
        return count_sheets(case.model_copy(update={"sheets": (named[name],)}), tmp_path).sheets

    late = compare(case, counted("TREP night"), counted("final count"), names=("a", "b"), files=((), ())).late
    assert late is not None
    assert (late.lead, late.valid, late.early_lead, late.early_valid) == (242_001, 981_713, 406_438, 5_155_958)
    assert [level.unexplained for level in late.levels] == [164_614, 159_444, 133_418, 92_082, 73_922, 56_163, 4_577]
    assert [level.unexplained for level in late.sized][::6] == [158_934, 1_427]
    assert late.p == pytest.approx(0.116, abs=0.001)
