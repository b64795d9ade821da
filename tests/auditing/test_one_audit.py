"""Single ballots against the totals of their batches: with one batch it is ballot polling; no wrong outcome is confirmed too often."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.auditing.ballot_polling import bravo_p
from recuento.auditing.methods import audit
from recuento.auditing.one_audit import one_audit_p
from recuento.errors import InputError
from recuento.records.audit import Batch, Card, OneAudit


def cards(*drawn: tuple[str, str]) -> tuple[Card, ...]:
    """Each as ("batch", "a"); a blank ballot has no letter."""
    return tuple(Card(batch=b, votes=tuple(v)) for b, v in drawn)


def p_of(batches: dict[str, dict[str, int]], drawn: tuple[Card, ...], **more: Any) -> float:
    listed = tuple(
        Batch(id=i, ballots=b["ballots"], votes={k: v for k, v in b.items() if k != "ballots"})
        for i, b in batches.items()
    )
    p = one_audit_p(OneAudit(batches=listed, cards=drawn, **more))
    assert p is not None
    return p


@given(st.lists(st.sampled_from("ab"), min_size=1, max_size=30), st.integers(56, 90))
def test_with_one_batch_and_a_guess_that_never_moves_it_is_bravo(drawn: list[str], percent: int) -> None:
    """The overstatement is then a ballot less a constant, and the guess of BRAVO is the reported share."""
    whole = {"all": {"ballots": 1000, "a": 10 * percent, "b": 10 * (100 - percent)}}
    p = p_of(whole, cards(*(("all", v) for v in drawn)), eta=percent / 100, d=1e15, replacement=True)
    assert p == pytest.approx(bravo_p([(int(v == "a"), 1) for v in drawn], percent / 100), rel=1e-4)


def test_batches_whose_ballots_are_alike_tell_more_than_the_same_ballots_without_them() -> None:
    """600 for a and 400 for b, sorted by batch or all in one; thirty ballots read as they were reported."""
    apart = {"a": {"ballots": 600, "a": 600, "b": 0}, "b": {"ballots": 400, "a": 0, "b": 400}}
    drawn = [("b", "b"), ("b", "b"), ("a", "a"), ("a", "a"), ("a", "a")] * 6
    sorted_p = p_of(apart, cards(*drawn))
    mixed_p = p_of({"all": {"ballots": 1000, "a": 600, "b": 400}}, cards(*(("all", v) for _, v in drawn)))
    assert sorted_p < mixed_p / 5


@pytest.mark.parametrize("limit", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("truth", ["aaabbb", "aabbb."])
def test_a_wrong_outcome_is_confirmed_no_more_often_than_the_limit(truth: str, limit: float) -> None:
    """Six ballots in two batches, reported as four to two; every order in which they can be drawn."""
    reported = {"x": {"ballots": 4, "a": 3, "b": 1}, "y": {"ballots": 2, "a": 1, "b": 1}}
    ballots = [("x" if i < 4 else "y", v.strip(".")) for i, v in enumerate(truth)]
    orders = list(permutations(ballots))
    for guess in ({}, {"eta": 0.6, "d": 5}):
        confirmed = sum(p_of(reported, cards(*order), **guess) <= limit for order in orders)
        assert confirmed <= limit * len(orders)


def test_the_guess_left_out_is_bravos_where_there_is_one_batch_and_the_boldest_where_every_ballot_is_certain() -> None:
    """Of one batch without blanks Kelly's bet is that on the reported share; of batches of one mind nothing can go against it."""
    whole = {"all": {"ballots": 1000, "a": 600, "b": 400}}
    drawn = cards(*(("all", v) for v in "aababbaaab"))
    assert p_of(whole, drawn, replacement=True) == pytest.approx(
        bravo_p([(int(c.votes == ("a",)), 1) for c in drawn], 0.6)
    )
    apart = {"a": {"ballots": 600, "a": 600, "b": 0}, "b": {"ballots": 400, "a": 0, "b": 400}}
    as_told = p_of(apart, cards(*[("a", "a"), ("b", "b")] * 20), replacement=True)
    assert as_told == pytest.approx((1 + 2 * (1 / 1.8 - 0.5)) ** -40, rel=1e-6)


def test_the_command_gives_p_and_what_it_rests_on() -> None:
    batches = [{"id": "x", "ballots": 10, "votes": {"a": 8, "b": 2}}]
    drawn = [{"batch": "x", "votes": ["a"]}, {"batch": "x", "votes": []}]
    found = audit("alpha", json.dumps({"batches": batches, "cards": drawn}).encode())
    assert found.sample_size == {"ballots": 10, "drawn": 2}
    assert found.p is not None
    assert 0 < found.p < 1
    assert any("exactly" in a or "as many ballots as stated" in a for a in found.assuming)
    tie = audit("alpha", json.dumps({"batches": [{**batches[0], "votes": {"a": 5, "b": 5}}], "cards": drawn}).encode())
    assert (tie.p, tie.confirmed) == (1.0, False)


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        ([("z", "a")], "not among the batches"),
        ([("x", "c")], "not among the reported"),
        ([("x", "ab")], "2 marks"),
        ([("x", "a")] * 11, "11 ballots drawn"),
    ],
)
def test_ballots_that_cannot_have_been_drawn_are_refused(drawn: list[tuple[str, str]], what: str) -> None:
    with pytest.raises(InputError, match=what):
        p_of({"x": {"ballots": 10, "a": 8, "b": 2}}, cards(*drawn))


@pytest.mark.parametrize(
    ("batches", "what"),
    [
        ({"x": {"ballots": 3, "a": 3, "b": 1}}, "4 votes on 3 ballots"),
        ({"x": {"ballots": 9, "a": 3, "b": 1}, "y": {"ballots": 9, "a": 3}}, "the votes of 'b' are missing"),
        ({"x": {"ballots": 9, "a": 3}}, "no loser"),
    ],
)
def test_batches_that_cannot_be_are_refused(batches: dict[str, dict[str, int]], what: str) -> None:
    with pytest.raises(InputError, match=what):
        p_of(batches, ())
