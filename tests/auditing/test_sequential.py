"""Test martingales: their factors, what they have in common, and that no null is rejected too often."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.auditing.ballot_polling import bravo_p
from recuento.auditing.sequential import alpha, kaplan_markov, kaplan_wald, running_p

VALUES = st.lists(st.floats(0, 1), max_size=12)


def test_kaplan_markov_multiplies_one_less_one_over_u_by_each_taint() -> None:
    """Stark 2009: the product of (1 - 1/U) / (1 - taint)."""
    taints, bound = [0.0, 0.1, -0.2], 8.0
    p = running_p(kaplan_markov([1 - t for t in taints], 1 - 1 / bound))
    steps = np.cumprod([(1 - 1 / bound) / (1 - t) for t in taints])
    assert p == pytest.approx(list(np.minimum.accumulate(np.minimum(steps, 1))))


@given(VALUES, st.floats(0.1, 0.9))
def test_kaplan_wald_with_all_its_weight_on_the_taints_is_kaplan_markov(xs: list[float], t: float) -> None:
    assert kaplan_wald(xs, t, 1.0) == pytest.approx(kaplan_markov(xs, t))


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=30), st.floats(0.55, 0.9))
def test_alpha_with_a_guess_that_never_moves_is_bravo(xs: list[float], share: float) -> None:
    """Stark 2023, section 2.2."""
    found = running_p(alpha(xs, t=0.5, u=1.0, population=None, eta=share, d=1e15, c=0.0))
    assert found[-1] == pytest.approx(bravo_p([(int(x), 1) for x in xs], share), rel=1e-6)


def test_alpha_shrinks_towards_the_mean_so_far() -> None:
    """By hand: guesses .75 and (100·.75 + 1)/101, factors twice these for a draw of 1; then one for a draw of 0."""
    found = alpha([1, 1, 0], t=0.5, u=1, population=None, eta=0.75, d=100, c=0.125)
    assert found == pytest.approx([2 * 0.75, 2 * 76 / 101, 2 * (1 - 77 / 102)])


def test_without_replacement_the_null_mean_is_that_of_what_is_left() -> None:
    """Ten values of mean one half: after a 1 the other nine would have a mean of 4/9."""
    m = 4 / 9
    h = (100 * 0.75 + 1) / 101
    found = alpha([1, 0], t=0.5, u=1, population=10, eta=0.75, d=100, c=0.125)
    assert found[1] == pytest.approx((1 - h) / (1 - m))


def test_more_than_the_null_has_in_all_rejects_it_for_good() -> None:
    assert running_p(alpha([1, 1, 1], t=0.5, u=1, population=4, eta=0.75, d=10, c=0.1))[-1] == 0.0


@given(VALUES, st.floats(0.2, 0.8), st.sampled_from([0.9, 1.0]))
def test_p_never_rises_and_lies_between_none_and_one(xs: list[float], t: float, gamma: float) -> None:
    for factors in (kaplan_wald(xs, t, gamma), alpha(xs, t=t, u=1, population=None, eta=(1 + t) / 2, d=10, c=0.1)):
        ps = running_p(factors)
        assert all(0 <= p <= 1 for p in ps)
        assert ps == sorted(ps, reverse=True)


@pytest.mark.parametrize("population", [(1, 1, 0, 0, 0.5, 0.5), (1, 0.9, 0.6, 0.3, 0.2, 0.0), (0.5,) * 6])
@pytest.mark.parametrize("d", [1, 5, 100])
def test_a_true_null_is_rejected_no_more_often_than_the_limit_over_every_order(
    population: tuple[float, ...], d: float
) -> None:
    """All 720 orders of six values whose mean is the null."""
    ps = [
        running_p(alpha(order, t=0.5, u=1, population=6, eta=0.8, d=d, c=0.15))[-1]
        for order in permutations(population)
    ]
    for limit in (0.05, 0.2, 0.5):
        assert sum(p <= limit for p in ps) <= limit * len(ps)


@pytest.mark.parametrize("gamma", [0.95, 1.0])
def test_errors_of_one_margin_are_passed_over_no_more_often_than_the_limit(gamma: float) -> None:
    """2,000 audits of 40 draws; the taint is 1 in one of U = 12 draws on average and else 0: the outcome is wrong, just."""
    rng = np.random.default_rng(7)
    bound, passed = 12.0, 0
    for _ in range(2_000):
        xs = (rng.random(40) >= 1 / bound).astype(float).tolist()
        passed += running_p(kaplan_wald(xs, 1 - 1 / bound, gamma))[-1] <= 0.1
    assert passed / 2_000 <= 0.1 + 3 * (0.09 / 2_000) ** 0.5
