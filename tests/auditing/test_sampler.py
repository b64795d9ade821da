"""Draws that anybody can repeat on a shell."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from hashlib import sha256

import pytest

from recuento.auditing.sampler import draw_weighted, fraction
from recuento.errors import InputError


def test_a_draw_is_the_digest_of_seed_and_counter() -> None:
    assert f"{fraction('12345', 1):064x}" == sha256(b"12345,1").hexdigest()


def test_the_first_running_sum_above_the_fraction_is_drawn() -> None:
    weights = [3, 0, 5, 2]
    for i, drawn in enumerate(draw_weighted(weights, "public seed", 1, 200), start=1):
        at = Fraction(fraction("public seed", i), 2**256) * 10
        assert drawn == next(k for k in range(4) if sum(weights[: k + 1]) > at)


def test_draws_come_in_proportion_to_the_weights_and_never_where_there_is_none() -> None:
    seen = Counter(draw_weighted([3, 0, 5, 2], "x", 1, 5_000))
    assert seen[1] == 0
    assert [round(seen[k] / 500) for k in (0, 2, 3)] == [3, 5, 2]


def test_further_draws_go_on_where_the_first_ones_ended() -> None:
    assert draw_weighted([1] * 9, "s", 1, 20)[10:] == draw_weighted([1] * 9, "s", 11, 20)


def test_of_nothing_nothing_is_drawn() -> None:
    with pytest.raises(InputError):
        draw_weighted([0, 0], "s", 1, 1)
