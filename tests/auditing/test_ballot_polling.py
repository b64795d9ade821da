"""BRAVO and Minerva against their formulas, every sample of a few ballots, and each other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import comb, log

import numpy as np
import pytest

from recuento.auditing.ballot_polling import (
    Floats,
    Pair,
    binomial,
    binomial_tail,
    bravo_asn,
    bravo_least_winner,
    bravo_p,
    log_bravo,
    minerva_least_winner,
    minerva_p,
    size_for,
    stopping_chance,
)

METHODS = [bravo_least_winner, minerva_least_winner]


def tail(k: int, n: int, share: float) -> float:
    return sum(comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(max(0, k), n + 1))


def test_bravo_multiplies_a_factor_for_each_ballot() -> None:
    """14 of 20 for a winner of 60%: 1.2 to the 14th times 0.8 to the 6th, turned over."""
    assert bravo_p([(14, 20)], 0.6) == pytest.approx(1 / (1.2**14 * 0.8**6))


def test_bravo_keeps_the_least_p_of_any_round() -> None:
    assert bravo_p([(14, 20), (0, 5)], 0.6) == bravo_p([(14, 20)], 0.6)


def test_a_candidate_with_every_vote_is_refuted_by_one_ballot_for_another() -> None:
    assert bravo_p([(3, 3)], 1.0) == pytest.approx(1 / 8)
    assert bravo_p([(3, 4)], 1.0) == 1.0


def test_the_average_number_is_that_of_the_papers_equation() -> None:
    """Lindeman, Stark and Yates: (ln(1/a) + ln(2s)/2) / (p_w ln(2s) + p_l ln(2 - 2s)), also with ballots for nobody."""
    assert bravo_asn(Pair(0.6, 0.4), 0.1) == 119
    by_hand = (log(10) + log(1.2) / 2) / (0.3 * log(1.2) + 0.2 * log(0.8))
    assert bravo_asn(Pair(0.3, 0.2), 0.1) == int(by_hand) + 1


@pytest.mark.parametrize(("k", "n", "share"), [(0, 5, 0.3), (3, 5, 0.3), (6, 5, 0.3), (5, 5, 1.0), (40, 90, 0.5)])
def test_binomials_are_those_added_up_in_whole_numbers(k: int, n: int, share: float) -> None:
    assert binomial_tail(np.array([float(k)]), np.array([float(n)]), share)[0] == pytest.approx(tail(k, n, share))
    if k <= n:
        one = tail(k, n, share) - tail(k + 1, n, share)
        assert binomial(np.array([float(k)]), n, share)[0] == pytest.approx(one, abs=1e-14)


def test_the_first_round_of_minerva_is_a_ratio_of_two_tails() -> None:
    assert minerva_p([(32, 50)], 0.6, 0.1) == pytest.approx(tail(32, 50, 0.5) / tail(32, 50, 0.6))


def test_a_later_round_of_minerva_leaves_out_samples_that_had_stopped() -> None:
    """Two rounds of six and five ballots, by every sequence of them."""
    share, limit, first, second = 0.75, 0.3, 6, 5
    stop = next(k for k in range(first + 1) if tail(k, first, 0.5) / tail(k, first, share) <= limit)
    k = (4, 4)
    assert k[0] < stop

    def reaching(p: float) -> float:
        chance = 0.0
        for ballots in product((0, 1), repeat=first + second):
            early, whole = sum(ballots[:first]), sum(ballots)
            if early < stop and whole >= sum(k):
                chance += p**whole * (1 - p) ** (first + second - whole)
        return chance

    found = minerva_p([(k[0], first), (k[1], second)], share, limit)
    assert found == pytest.approx(reaching(0.5) / reaching(share))


@pytest.mark.parametrize("least", METHODS)
@pytest.mark.parametrize(
    ("winner", "loser", "limit"), [(0.6, 0.4, 0.1), (0.5, 0.2, 0.25), (0.9, 0.05, 0.05), (0.7, 0.0, 0.2)]
)
def test_the_chance_to_stop_is_that_of_every_sample(
    least: Callable[[Floats, float, float], Floats], winner: float, loser: float, limit: float
) -> None:
    pair = Pair(winner, loser)
    for n in (1, 5, 11):
        chance = 0.0
        for k, x in product(range(n + 1), repeat=2):
            if k + x > n:
                continue
            m = k + x
            if least is bravo_least_winner:
                stops = log_bravo(k, m, pair.share) >= log(1 / limit) - 1e-9
            else:
                stops = m > 0 and tail(k, m, 0.5) / tail(k, m, pair.share) <= limit
            ways = comb(n, k) * comb(n - k, x)
            chance += stops * ways * winner**k * loser**x * (1 - winner - loser) ** (n - m)
        assert stopping_chance(n, pair, limit, least) == pytest.approx(chance, abs=1e-9)


@pytest.mark.parametrize("least", METHODS)
@pytest.mark.parametrize("pair", [Pair(0.6, 0.4), Pair(0.55, 0.35), Pair(0.52, 0.45)])
def test_a_size_has_the_chance_that_is_asked_and_one_ballot_fewer_has_not(
    least: Callable[[Floats, float, float], Floats], pair: Pair
) -> None:
    n = size_for(0.8, pair, 0.1, 10**6, least)
    assert stopping_chance(n, pair, 0.1, least) >= 0.8 > stopping_chance(n - 1, pair, 0.1, least)


def test_minerva_needs_fewer_ballots_than_bravo_for_a_first_round() -> None:
    """About half as many (Zagórski and others 2021)."""
    pair = Pair(0.6, 0.4)
    sizes = [size_for(0.9, pair, 0.1, 10**6, least) for least in METHODS]
    assert 0.4 < sizes[1] / sizes[0] < 0.6


@pytest.mark.parametrize("rounds", [(40,), (40, 40, 60)])
def test_a_tie_is_confirmed_no_more_often_than_the_risk_limit(rounds: tuple[int, ...]) -> None:
    """5,000 audits of an election that was a tie and reported as 60 to 40."""
    rng = np.random.default_rng(20261129)
    confirmed = {"bravo": 0, "minerva": 0}
    for _ in range(5_000):
        told = [(int(rng.binomial(n, 0.5)), n) for n in rounds]
        confirmed["bravo"] += bravo_p(told, 0.6) <= 0.1
        confirmed["minerva"] += minerva_p(told, 0.6, 0.1) <= 0.1
    assert max(confirmed.values()) / 5_000 < 0.1 + 3 * (0.1 * 0.9 / 5_000) ** 0.5
