"""Averages over elections, and intervals by source."""

from __future__ import annotations

import pytest
from evaluation.spread import Counted, pooled, spread_of

from recuento.records.figures import Figures


def text(election: str, source: str, right: int, missed: int) -> Counted:
    return Counted(election, source, Figures(right=right, missed=missed))


def test_an_election_with_one_text_weighs_as_one_with_many() -> None:
    """Nine texts of one election read whole and one of another not at all: .5, and not .9."""
    texts = [text("A 2001", "x", 1, 0)] * 9 + [text("B 2002", "y", 0, 1)]
    assert spread_of(texts).macro == pytest.approx(0.5)
    assert pooled(t.figures for t in texts).recall == pytest.approx(0.9)


def test_elections_without_anything_to_count_are_left_out() -> None:
    assert spread_of([text("A 2001", "x", 1, 0), text("B 2002", "y", 0, 0)]).elections == 1


def test_the_interval_holds_the_pooled_figure_and_is_the_same_every_time() -> None:
    texts = [text("A 2001", f"s{i}", i % 3, 1) for i in range(30)]
    spread = spread_of(texts)
    f1 = pooled(t.figures for t in texts).f1
    assert f1 is not None
    assert spread.low is not None
    assert spread.high is not None
    assert spread.low < f1 < spread.high
    assert spread == spread_of(texts)


def test_texts_of_one_source_do_not_make_an_interval_narrow() -> None:
    """A hundred texts of two sources are two, not a hundred, to be drawn from."""
    two = [text("A 2001", f"s{i % 2}", i % 2, 1 - i % 2) for i in range(100)]
    assert (spread_of(two).low, spread_of(two).high) == (0.0, 1.0)


def test_nothing_to_count_is_said_so() -> None:
    assert spread_of([]).words() == "nothing to count"
