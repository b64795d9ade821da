"""Forensic tests: each against brute force or a closed form, quiet on clean tables, loud on what is planted in them."""

from __future__ import annotations

import json
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.real_elections import CASES

from recuento.case.forensics import counts_of, of_sheets, planted_csv
from recuento.case.run import count_sheets
from recuento.cli import main
from recuento.errors import RecuentoError
from recuento.forensics import digits, duplicates, homogeneity
from recuento.forensics import integer_percentages as whole
from recuento.forensics.battery import ALL, adjusted, run
from recuento.forensics.dip import dip, p_value
from recuento.forensics.simulate import simulate
from recuento.forensics.table import CountTable, rows_repeat
from recuento.records.forensics import UNIFORM, ForensicRow

CALM = ("last-digits", "integer-percentages", "duplicates", "homogeneity")


def invented(rows: int = 3_000, seed: int = 1) -> CountTable:
    """A clean election: leans differ between centres and a little between their tables' draws, nobody touched anything."""
    rng = np.random.default_rng(seed)
    centre = np.arange(rows) // 4
    lean = rng.beta(6, 5, size=centre.max() + 1)[centre]
    roll = rng.integers(350, 900, size=rows)
    ballots = rng.binomial(roll, rng.beta(20, 10, size=centre.max() + 1)[centre])
    valid = rng.binomial(ballots, 0.97)
    ana = rng.binomial(valid, lean)
    beto = rng.binomial(valid - ana, 0.8)
    return CountTable(
        pl.DataFrame(
            {
                "registered": roll,
                "ballots": ballots,
                "valid": valid,
                "votes:ana": ana,
                "votes:beto": beto,
                "centre": centre,
            }
        ).with_columns(pl.col("centre").cast(pl.String)),
        ("ana", "beto"),
    )


def lit(table: CountTable, *tests: Any) -> set[str]:
    """The tests with an alarm after Holm's adjustment."""
    rows = run(table, tests or CALM, least=100, seed=1, dealt=True)
    return {row.test for row in rows if row.p_holm is not None and row.p_holm <= 0.05}


# --- last digits


def test_the_statistic_is_pearsons_over_ten_digits() -> None:
    counts = np.array([100, 101, 111, 205, 99], dtype=np.int64)
    seen = digits.last_digits(counts, 100)
    assert seen.tolist() == [1, 2, 0, 0, 0, 1, 0, 0, 0, 0]
    assert digits.chi_squared(seen) == pytest.approx(sum((s - 0.4) ** 2 / 0.4 for s in seen))


def test_the_uniform_null_is_chi_squared_of_nine_degrees() -> None:
    """16.919 is its upper 5% point in any table."""
    assert digits.p_uniform(16.919) == pytest.approx(0.05, abs=1e-4)


def test_small_counts_alarm_under_the_uniform_null_and_not_under_their_own() -> None:
    """Counts around 95 of which those from 100 on are looked at: low digits are more frequent by chance, not by hand."""
    rng = np.random.default_rng(3)
    counts = rng.poisson(95, size=20_000)
    statistic = float(digits.chi_squared(digits.last_digits(counts, 100)))
    assert digits.p_uniform(statistic) < 1e-6
    assert digits.p_resampled(counts, 100, statistic, np.random.default_rng(1)) > 0.01


def test_invented_figures_are_seen() -> None:
    """One count in ten written down with a last digit of 0 or 5."""
    table = invented()
    at = pl.int_range(pl.len()) % 10 == 0
    rounded = pl.when(at).then(pl.col("votes:ana") // 5 * 5).otherwise(pl.col("votes:ana"))
    frame = table.frame.with_columns(rounded.alias("votes:ana"))
    rows = run(CountTable(frame, table.candidates), ("last-digits",), least=100, seed=1)
    assert {r.column for r in rows if (r.p_holm or 1) <= 0.05} == {"ana"}


@pytest.mark.parametrize("repeat", [np.repeat, np.tile])
def test_figures_that_stand_in_several_rows_are_not_counted_several_times(repeat: Any) -> None:
    """A table with a row an office: the ballots of each sheet stand there three times, one after the other or in three blocks."""
    counts = repeat(np.random.default_rng(1).integers(150, 400, 200), 3)
    table = CountTable(pl.DataFrame({"ballots": counts, "registered": counts + 200}), ())
    for row in run(table, ("last-digits", "integer-percentages"), least=100, seed=1):
        assert row.p is None
        assert "repeat each other" in row.warning


# --- integer percentages


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_whole_percentage_is_one_within_a_twentieth_of_a_point(xn: tuple[int, int]) -> None:
    x, n = xn
    percent = Fraction(100 * x, n)
    nearest = min(abs(percent - k) for k in range(101))
    assert bool(whole.is_whole(np.array([x]), np.array([n]))[0]) == (nearest <= Fraction(1, 20))


@pytest.mark.parametrize(("x", "n"), [(120, 200), (60, 137), (301, 999), (50, 100)])
def test_the_chance_of_a_row_is_that_of_its_binomial_added_up(x: int, n: int) -> None:
    share = x / n
    hits = [k for k in range(1, n) if whole.is_whole(np.array([k]), np.array([n]))[0]]
    brute = sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in hits)
    assert whole.chances(np.array([x]), np.array([n]))[0] == pytest.approx(brute, abs=1e-9)


# --- duplicates


def test_pairs_alike_are_counted() -> None:
    rows = np.array([[1, 2], [1, 2], [1, 2], [2, 1], [2, 1], [9, 9]], dtype=np.int64)
    assert duplicates.pairs_alike(rows, np.array([7_919, -104_729], dtype=np.int64)) == 3 + 1


def test_redrawn_rows_keep_their_votes_and_their_shares() -> None:
    rng = np.random.default_rng(1)
    valid = np.full(4_000, 300, dtype=np.int64)
    shares = np.tile([0.5, 0.3, 0.2], (4_000, 1))
    drawn = duplicates.redraw(rng, valid, shares)
    assert (drawn.sum(axis=1) == 300).all()
    assert drawn.mean(axis=0) / 300 == pytest.approx([0.5, 0.3, 0.2], abs=0.003)


# --- homogeneity


def test_homogeneity_is_pearsons_of_each_centres_table_added_up() -> None:
    """Two centres: 10 and 20 of 50 and 50, 30 and 30 of 60 and 40; a centre with one table says nothing."""
    x, n = np.array([10, 20, 30, 30, 5]), np.array([50, 50, 60, 40, 9])
    found = homogeneity.pearson(x, n, np.array([0, 0, 1, 1, 2]))
    by_hand = 0.0
    for votes, valid in (((10, 20), (50, 50)), ((30, 30), (60, 40))):
        p = sum(votes) / sum(valid)
        by_hand += sum(
            (v - m * p) ** 2 / (m * p) + (v - m * p) ** 2 / (m * (1 - p)) for v, m in zip(votes, valid, strict=True)
        )
    assert found == (2, pytest.approx(by_hand), 2)


def test_without_word_of_how_voters_were_dealt_homogeneity_has_no_p() -> None:
    (row,) = run(invented(), ("homogeneity",), least=100, seed=1)
    assert row.p is None
    assert "--dealt" in row.warning


# --- dip


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([0.0, 1.0, 2.0, 3.0], 1 / 8),
        ([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], 1 / 4),
        ([1, 1, 1, 2, 2, 2, 3, 5, 8, 8, 8, 9, 9, 9, 9], None),
    ],
)
def test_the_dip_is_the_least_distance_to_a_unimodal_distribution(values: list[float], found: float | None) -> None:
    """Evenly spread values have the least dip there is, 1/(2n); two heaps of one size the greatest, a quarter."""
    value = dip(np.array(values, dtype=float))
    if found is not None:
        assert value == pytest.approx(found)
    assert 1 / (2 * len(values)) <= value <= 0.25


def test_the_dip_is_that_of_another_implementation() -> None:
    """Diptest 0.12.0 on the squares and on the fractional parts of multiples of the golden section, one half moved."""
    i = np.arange(1, 101)
    golden = (i * (5**0.5 - 1) / 2) % 1
    assert dip(i.astype(float) ** 2) == pytest.approx(0.005, abs=1e-9)
    assert dip(np.where(i <= 50, golden, golden + 1.5)) == pytest.approx(0.08695590012474277, abs=1e-9)


def test_uniform_samples_have_uniform_p_of_the_dip() -> None:
    rng = np.random.default_rng(5)
    ps = [p_value(dip(rng.random(400)), 400) for _ in range(400)]
    assert sum(p <= 0.05 for p in ps) / 400 == pytest.approx(0.05, abs=0.035)
    assert sum(p <= 0.5 for p in ps) / 400 == pytest.approx(0.5, abs=0.08)


# --- all together


def test_holm_multiplies_the_smallest_by_the_number_of_tests_and_never_falls() -> None:
    def row(p: float | None, null: str = "x") -> ForensicRow:
        return ForensicRow(test="duplicates", column="c", n=1, statistic=1, df=None, p=p, null=null, warning="")

    told = [r.p_holm for r in adjusted([row(0.03), row(0.01), row(None), row(0.02), row(1e-9, UNIFORM)])]
    assert told == [pytest.approx(0.04), pytest.approx(0.03), None, pytest.approx(0.04), None]


def test_the_same_seed_gives_the_same_rows() -> None:
    table = invented(600)
    assert run(table, ALL, least=100, seed=4) == run(table, ALL, least=100, seed=4)


def test_the_family_alarms_on_clean_tables_no_more_often_than_one_in_twenty() -> None:
    """Forty clean elections of 800 tables: five alarms or more would come with a chance of one in twenty at most."""
    assert sum(bool(lit(invented(800, seed))) for seed in range(40)) <= 4


@pytest.mark.parametrize(
    ("kind", "units", "test"),
    [
        ("rounding", 10.0, "integer-percentages"),
        ("copying", 2.0, "duplicates"),
        ("stuffing", 5.0, "homogeneity"),
        ("stealing", 5.0, "homogeneity"),
    ],
)
def test_what_is_planted_is_found(kind: Any, units: float, test: Any) -> None:
    """In at least four of five elections of 3,000 tables."""
    found = 0
    for seed in range(5):
        planted, rows = simulate(invented(seed=seed), kind, units=units, smooth=False, rng=np.random.default_rng(seed))
        assert len(rows) == round(3_000 * units / 100)
        found += test in lit(planted, test)
    assert found >= 4


@pytest.mark.parametrize("kind", ["stuffing", "stealing", "rounding", "copying"])
def test_planting_keeps_what_a_sheet_must_keep(kind: Any) -> None:
    """Votes add up to no more than valid, valid to no more than ballots, ballots to no more than the roll, in touched rows too."""
    frame = simulate(invented(500), kind, units=20, smooth=True, rng=np.random.default_rng(2))[0].frame
    assert (frame["votes:ana"] + frame["votes:beto"] <= frame["valid"]).all()
    if kind != "copying":  # a copied row may have more votes than the place has voters: that is how it is found
        assert (frame["valid"] <= frame["ballots"]).all()
        assert (frame["ballots"] <= frame["registered"]).all()


# --- real elections


@pytest.mark.slow
@pytest.mark.parametrize(("name", "integer"), [("russia-2024", True), ("chile-2021", False)])
def test_real_elections_light_up_on_whole_percentages_or_do_not(
    name: str, integer: bool, shared: Path, tmp_path: Path
) -> None:
    case = CASES[name](shared, tmp_path)
    table = of_sheets(case, count_sheets(case, tmp_path).sheets)
    assert ("integer-percentages" in lit(table, "integer-percentages")) == integer
    if name == "chile-2021":
        assert lit(table, "last-digits", "integer-percentages", "duplicates") == set()


# --- the commands


def test_rows_are_flat_and_a_list_also_when_there_is_one(tmp_path: Path, capsysbinary: Any) -> None:
    place = tmp_path / "counts.csv"
    place.write_text(
        "registered,ballots\n" + "".join(f"{900 + i},{500 + 3 * i}\n" for i in range(90)), encoding="utf-8"
    )
    assert (
        main(
            [
                "forensics",
                str(place),
                "--test",
                "integer-percentages",
                "--seed",
                "1",
                "--min",
                "100",
                "--format",
                "json",
            ]
        )
        == 0
    )
    (row,) = json.loads(capsysbinary.readouterr().out)
    assert list(row) == ["test", "column", "n", "statistic", "df", "p", "null", "warning", "p_holm"]
    assert (row["column"], row["n"]) == ("turnout", 90)


def test_a_table_without_ballots_has_its_picture_by_the_valid_votes(tmp_path: Path, capsysbinary: Any) -> None:
    place, plot = tmp_path / "counts.csv", tmp_path / "plot.svg"
    place.write_text(
        "registered,valid,ana\n" + "".join(f"900,{500 + i},{200 + i}\n" for i in range(60)), encoding="utf-8"
    )
    assert main(["forensics", str(place), "--test", "fingerprint", "--plot", str(plot), "--format", "json"]) == 0
    (row,) = json.loads(capsysbinary.readouterr().out)
    assert row["n"] == 60
    drawn = ET.fromstring(plot.read_text("utf-8"))  # noqa: S314 - our own drawing
    assert "60 units" in "".join(drawn.itertext())
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}rect"))) > 5


def test_a_planted_table_is_read_back(tmp_path: Path) -> None:
    text = planted_csv(invented(200), "copying", units=10, part=0.5, smooth=False, seed=1)
    place = tmp_path / "planted.csv"
    place.write_text(text, encoding="utf-8")
    table = counts_of(place)
    assert table.candidates == ("ana", "beto")
    assert text.count(",yes\n") == 20


@pytest.mark.parametrize("content", ["name\nx\n", "", "registered\n-\n"])
def test_a_table_without_counts_is_refused_in_one_line(content: str, tmp_path: Path) -> None:
    place = tmp_path / "counts.csv"
    place.write_text(content, encoding="utf-8")
    with pytest.raises(RecuentoError):
        run(counts_of(place), ALL, least=100, seed=1)


def test_all_votes_for_one_candidate_say_nothing_and_break_nothing() -> None:
    frame = pl.DataFrame({"registered": [500] * 80, "valid": [300] * 80, "votes:ana": [300] * 80})
    for row in run(CountTable(frame, ("ana",)), ALL, least=100, seed=1, dealt=True):
        assert row.p is None or 0 <= row.p <= 1


def test_a_manipulation_that_lacks_its_column_is_refused() -> None:
    table = CountTable(pl.DataFrame({"valid": [9], "votes:a": [9]}), ("a",))
    with pytest.raises(RecuentoError, match="registered"):
        simulate(table, "stuffing", units=5, smooth=False, rng=np.random.default_rng(1))


@pytest.mark.parametrize("times", [4, 6, 10])
def test_a_sheets_figure_in_several_rows_is_mostly_seen_wherever_they_stand(times: int) -> None:
    """As the total of a table that stands once a contest, in the order in which the results came; some contests are not in the file."""
    seen = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        tables = np.repeat(rng.normal(260, 40, size=100).astype(np.int64), times)
        seen += rows_repeat(rng.permutation(tables)[: int(0.85 * len(tables))])
    assert seen >= 15


@pytest.mark.parametrize("favoured", [False, True])
@pytest.mark.parametrize("rows", [120, 504, 25_000])
@pytest.mark.parametrize("seed", range(4))
def test_rows_of_their_own_are_not_taken_for_repeated(seed: int, rows: int, favoured: bool) -> None:
    """Also where somebody invented figures with digits that they favour, which is what is looked for."""
    rng = np.random.default_rng(seed)
    for counts in (rng.normal(260, 40, size=rows), rng.gamma(2.0, 90.0, size=rows) + 100, rng.uniform(100, 400, rows)):
        whole = counts.astype(np.int64)
        if favoured:
            touched = rng.random(rows) < 0.3
            whole = np.where(touched, whole // 10 * 10 + rng.choice([0, 5, 7], size=rows), whole)
        assert not rows_repeat(whole)
