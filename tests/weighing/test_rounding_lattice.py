"""Counts computed back from rounded shares: found where they are, hardly ever where they are not, and never called more."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recuento.weighing.rounding_lattice import RARE, _chance_of_one, is_on_lattice, rounding_lattice

# The first bulletin of 28 July 2024, as the electoral council read it out.
VENEZUELA = (5_150_092, 4_445_978, 462_704)

# Final results as the electoral authorities declared them, first and second (of all, where there were two).
HONEST = {
    "France 2012, second round": (18_000_668, 16_860_685),
    "France 2017, second round": (20_743_128, 10_638_475),
    "France 2022, second round": (18_768_639, 13_288_686),
    "Brazil 2018, second round": (57_797_847, 47_040_906),
    "Brazil 2022, second round": (60_345_999, 58_206_354),
    "Indonesia 2014": (70_997_833, 62_576_444),
    "Indonesia 2019": (85_607_362, 68_650_239),
    "Kenya 2022": (7_176_141, 6_942_930, 61_969, 31_987),
    "Poland 2020, second round": (10_440_648, 10_018_263),
    "Austria 2016, run-off held again": (2_472_892, 2_124_661),
    "Peru 2021, second round": (8_836_380, 8_792_117),
}


def test_the_venezuelan_bulletin_lies_on_the_lattice_of_tenths_of_a_percent() -> None:
    """Given 51.2, 44.2 and 4.6%, a count is one of 10,058 or 10,059 whole numbers; two are free, three steps were tried."""
    found = rounding_lattice(VENEZUELA, sum(VENEZUELA))
    assert found is not None
    assert found.decimals == 1
    assert Fraction(3, 10_060**2) < found.chance < Fraction(3, 10_057**2)


@pytest.mark.parametrize("election", HONEST)
def test_no_other_announcement_at_hand_is_spoken_of(election: str) -> None:
    found = rounding_lattice(HONEST[election], sum(HONEST[election]))
    assert found is None or found.chance >= RARE


shares = st.lists(st.integers(1, 998), min_size=2, max_size=4).filter(lambda s: sum(s) < 1000)


@given(shares, st.integers(1_000_000, 50_000_000))
def test_counts_computed_back_from_tenths_of_a_percent_are_always_found(tenths: list[int], total: int) -> None:
    counts = [round(Fraction(t, 1000) * total) for t in tenths]
    found = rounding_lattice(counts, total)
    assert found is not None
    assert found.chance < RARE


@given(st.integers(1, 250), st.data(), st.sampled_from((0, 1)))
def test_the_chance_is_that_of_all_whole_numbers_with_the_same_share(
    total: int, data: st.DataObject, decimals: int
) -> None:
    count, steps = data.draw(st.integers(0, total)), 10 ** (decimals + 2)
    nearest = [min(abs(c * steps - k * total) for k in range(steps + 1)) for c in range(total + 1)]
    on = {c for c in range(total + 1) if 2 * nearest[c] <= steps}
    assert is_on_lattice(count, total, decimals) == (count in on)
    assume(count in on)
    k = min(range(steps + 1), key=lambda k: (abs(count * steps - k * total), k))
    same = [c for c in range(total + 1) if 2 * abs(c * steps - k * total) <= total]
    marked = [c for c in same if 2 * abs(c * steps - k * total) <= steps]
    assume(len(marked) == (2 if (2 * k * total) % (2 * steps) == steps else 1))  # a cell wider than one whole number
    assert _chance_of_one(count, total, decimals) == min(Fraction(1), Fraction(len(marked), len(same)))


def test_small_counts_say_nothing() -> None:
    found = rounding_lattice((60, 40), 100)
    assert found is not None
    assert found.chance == 1
    assert rounding_lattice((), 100) is None
    assert rounding_lattice((0, 0), 0) is None
