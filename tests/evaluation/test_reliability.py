"""The reliability diagram of scores: bins, their shares, and the expected calibration error."""

from __future__ import annotations

import pytest
from evaluation.reliability import Bin, bins_of, diagram, expected_error


def test_each_score_is_in_its_bin_and_one_is_in_the_last() -> None:
    found = bins_of([(0.0, False), (0.19, True), (0.1, False), (1.0, True)], bins=10)
    assert [(b.low, b.count, b.right) for b in found] == [(0.0, 1, 0.0), (0.1, 2, 0.5), (0.9, 1, 1.0)]
    assert found[1].score == pytest.approx(0.145)


def test_the_error_is_the_mean_distance_of_score_and_share_weighted_by_size() -> None:
    """By hand: (3 x |.8 - 2/3| + 1 x |.2 - 0|) / 4."""
    scored = [(0.8, True), (0.8, True), (0.8, False), (0.2, False)]
    assert expected_error(bins_of(scored)) == pytest.approx((3 * (0.8 - 2 / 3) + 0.2) / 4)


def test_nothing_scored_has_no_error_and_no_line() -> None:
    assert expected_error([]) is None
    assert list(diagram([])) == []


def test_the_mark_stands_where_the_bar_would_end_were_the_score_exact() -> None:
    first, last = diagram([Bin(0.5, 0.6, 4, 0.5, 0.75)])
    bar = first.split("right 0.75  ")[1]
    assert bar[:20] == "=" * 20
    assert bar[20] == "|"
    assert bar.rstrip() == "=" * 20 + "|" + "=" * 9
    assert last.endswith("0.250")
