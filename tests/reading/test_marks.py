"""Pairs of quotation marks, whatever their style and however careless the copy."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.reading.parse.quote_marks import find_quoted_spans

CASES = [
    ("straight", 'She said "we won" twice.', ["we won"]),
    ("curly", "She said “we won” twice.", ["we won"]),
    ("guillemets", "She said «we won» twice.", ["we won"]),
    ("low and high", "She said „we won“ twice.", ["we won"]),
    ("British single", "She said ‘we won’ twice.", ["we won"]),
    ("straight single", "She said 'we won' twice.", ["we won"]),
    ("mismatched pair", 'She said “we won" twice.', ["we won"]),
    ("apostrophes are no marks", "The voters' rolls weren't the council's, it’s said.", []),
    ("an apostrophe inside single quotes", "She said ‘we don’t know’ twice.", ["we don’t know"]),
    (
        "a plural possessive inside single quotes",
        "She said ‘the voters’ will stands’ twice.",
        ["the voters’ will stands"],
    ),
    ("a decade is no quotation", "Prices of the '90s were low.", []),
    (
        "nested marks belong to the outer pair",
        "“He called it ‘a farce’ twice,” she said.",
        ["He called it ‘a farce’ twice,"],
    ),
    ("nested doubles", "“He said “go” and left,” she said.", ["He said “go” and left,"]),
    ("unclosed runs to the end of the paragraph", "“We will wait", ["We will wait"]),
    ("two stretches", '"We won," she said, "twice."', ["We won,", "twice."]),
    ("empty marks hold nothing", 'He wrote "" and “ ”.', []),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_stretches_between_marks(name: str, text: str, expected: list[str]) -> None:
    """Each style of marks is paired, and what is no quotation mark is left alone."""
    assert [text[slice(*s.inner)] for s in find_quoted_spans(text, [(0, len(text))])] == expected


def test_a_quotation_reopens_in_the_next_paragraph() -> None:
    """An unclosed quotation whose next paragraph opens with a mark goes on there."""
    first, second = "“We waited all night.", "“Then we counted,” she said."
    text = f"{first}\n{second}"
    stretches = find_quoted_spans(text, [(0, len(first)), (len(first) + 1, len(text))])
    assert [(s.closed, s.continues) for s in stretches] == [(False, False), (True, True)]


@given(st.text(alphabet=st.sampled_from("ab. ,“”\"'‘’«»„‟\n\u0301😀\u202e\r"), max_size=200))
def test_stretches_are_in_order_apart_and_not_blank(text: str) -> None:
    """Over arbitrary marks: sorted, disjoint, inside the paragraph, never blank."""
    stretches = find_quoted_spans(text, [(0, len(text))])
    ends = 0
    for stretch in stretches:
        assert ends <= stretch.outer[0] <= stretch.inner[0] < stretch.inner[1] <= stretch.outer[1] <= len(text)
        assert text[slice(*stretch.inner)].strip()
        ends = stretch.outer[1]


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "« »"])
def test_a_hundred_thousand_marks_take_linear_time(mark: str) -> None:
    """A page of nothing but marks is read in time that grows with its length, not with its square."""

    def seconds(times: int) -> float:
        text = f"{mark}a " * times
        start = time.process_time()
        find_quoted_spans(text, [(0, len(text))])
        return time.process_time() - start

    seconds(1000)
    assert seconds(100_000) < 60 * max(seconds(10_000), 0.005)
