"""Whole numbers stay exact beyond 64 bits, and the best filling bounds every filling."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recuento.weighing.exact import best_fill, combine, filling, total

items = st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 6)), min_size=1, max_size=6)


def test_sums_beyond_64_bits_are_exact() -> None:
    """2**40 votes weighed by 2**40 do not wrap around."""
    votes = np.array([[2**40, 1], [2**40, 1]], dtype=np.int64)
    assert total(combine(votes, [2**40, -1])) == 2**81 - 2


@given(items, st.integers(0, 30), st.integers(0, 10))
def test_no_choice_of_items_gains_more_than_the_best_filling(
    chosen: list[tuple[int, int]], least: int, more: int
) -> None:
    """Over every choice of whole items whose sizes fit; and it is None exactly when all together are too small."""
    gain, size = (np.array(column, dtype=np.int64) for column in zip(*chosen, strict=True))
    best = best_fill(gain, size, least, least + more)
    assert (best is None) == (size.sum() < least)
    for taken in product((0, 1), repeat=len(chosen)):
        if best is not None and least <= int(size @ taken) <= least + more:
            assert int(gain @ taken) <= best


@given(items, st.integers(1, 30))
def test_the_filling_gains_what_its_bound_says(chosen: list[tuple[int, int]], target: int) -> None:
    """The rows listed, the last in part, hold the target exactly and gain the bound, where sizes are not nothing."""
    sized = [(g, s + 1) for g, s in chosen]
    gain, size = (np.array(column, dtype=np.int64) for column in zip(*sized, strict=True))
    if size.sum() < target:
        return
    rows, part = filling(gain, size, target)
    held = [int(v[rows][:-1].sum()) + part * int(v[rows][-1]) for v in (size, gain)]
    assert held == [target, best_fill(gain, size, target, target)]
