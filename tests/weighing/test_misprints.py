"""A misprint is told from another claim: one slip of the hand explains it, and the figure is long enough to tell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.weighing.worded import weigh

from recuento.reading import article_from_text, read_articles
from recuento.records.contest import Announcement, Candidate, Case, Contest
from recuento.weighing.misprints import slip_in_count, slip_in_share


@pytest.mark.parametrize(
    ("written", "announced", "slip"),
    [
        (5_510_092, 5_150_092, "exchanged"),
        (515_092, 5_150_092, "dropped"),
        (51_500_092, 5_150_092, "added"),
        (5_150_098, 5_150_092, "changed"),
        (5_150_092, 5_150_092, None),
        (5_051_092, 5_150_092, None),  # two places differ, and no two digits are exchanged
        (4_445_978, 5_150_092, None),
        (1432, 1423, None),  # too short to tell
        (51_234, 51_235, None),
    ],
)
def test_one_slip_in_a_long_count_is_told(written: int, announced: int, slip: str | None) -> None:
    assert slip_in_count(written, announced) == slip


@pytest.mark.parametrize(
    ("written", "announced", "slip"),
    [
        (52.1, 51.2, "exchanged"),
        (5.12, 51.2, "mark"),
        (51.95, 59.15, "exchanged"),
        (51.2, 51.20, None),
        (53.2, 51.2, None),  # one digit of three is another claim as well as a slip
        (15, 51, None),
        (50.0, 5.0, None),
    ],
)
def test_a_slip_in_a_share_is_an_exchange_or_a_moved_mark(written: float, announced: float, slip: str | None) -> None:
    assert slip_in_share(written, announced) == slip


@given(st.integers(100_000, 99_999_999), st.data())
def test_every_single_slip_in_a_count_is_found_from_either_side(announced: int, data: st.DataObject) -> None:
    digits = str(announced)
    k = data.draw(st.integers(1, len(digits) - 2))
    exchanged = digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]
    if exchanged != digits:
        assert slip_in_count(int(exchanged), announced) == slip_in_count(announced, int(exchanged)) == "exchanged"
    assert slip_in_count(int(digits[:k] + digits[k + 1 :]), announced) == "dropped"
    assert slip_in_count(int(digits[:k] + digits[k] + digits[k:]), announced) == "added"


CASE = Case(
    contest=Contest(
        name="President", country="ZMB", date=dt.date(2031, 3, 2), authority="Electoral Commission of Zambia"
    ),
    candidates=(Candidate(id="banda", name="Joseph Banda"), Candidate(id="phiri", name="Grace Phiri")),
    announcements=(
        Announcement(
            id="first",
            at=dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC),
            votes={"banda": 2_604_043, "phiri": 1_751_877},
            shares={"banda": 58.57},
            source="read out",
        ),
    ),
)


def said_of(text: str) -> list[str]:
    opening = (
        "LUSAKA - The Electoral Commission of Zambia declared Joseph Banda the winner of the presidential election. "
    )
    return [
        v.says
        for v in weigh(CASE, None, None, list(read_articles([article_from_text(opening + text, "x.txt")]))).verdicts
    ]


def test_a_misprint_in_an_article_is_told_beside_its_verdict_and_settles_nothing() -> None:
    (told,) = [s for s in said_of("He won 2,640,043 votes, the commission said.") if "misprint" in s]
    assert "announced 2,604,043 for Joseph Banda, from which it differs by two neighbouring digits exchanged" in told
    assert "in none of the announcements at hand" in told
    assert "whether it is one, or another figure, cannot be told from it" in told


@pytest.mark.parametrize(
    "text", ["He won 2,604,043 votes.", "He won 2,904,143 votes.", "He won more than 2,640,043 votes."]
)
def test_the_announced_figure_another_one_and_a_hedged_one_are_no_misprints(text: str) -> None:
    assert not [s for s in said_of(text) if "misprint" in s]
