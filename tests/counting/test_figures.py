"""Text to counts: what is a number, what is an empty cell, and what is neither."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recuento.counting.figures import MOST, read_count, read_counts, without_mark

CASES = [
    ("0", 0, None),
    ("007", 7, None),
    (" 12 ", 12, None),
    ("\u00a012", 12, None),
    ("+5", 5, None),
    ("-0", 0, None),
    ("1234.0", 1234, None),
    ("1234.00", 1234, None),
    ("1234.", 1234, None),
    ("١٢٣", 123, None),
    ("३५", 35, None),
    (str(MOST), MOST, None),
    ("", None, "blank"),
    (" \t", None, "blank"),
    ("-5", None, "negative"),
    ("\u22125", None, "negative"),
    ("-5.0", None, "negative"),
    ("3.5", None, "fraction"),
    ("-3.5", None, "fraction"),
    ("1.000", None, "thousands"),
    ("1.234", None, "thousands"),
    ("1.234,5", None, "text"),
    ("1,234", None, "thousands"),
    ("12,345,678", None, "thousands"),
    ("1,23", None, "text"),
    ("1 234", None, "thousands"),
    ("1e3", None, "text"),
    ("1_000", None, "text"),
    ("0x10", None, "text"),
    ("²", None, "text"),
    ("n/a", None, "blank"),
    ("NA", None, "blank"),
    ("NaN", None, "blank"),
    ("null", None, "blank"),
    ("-", None, "blank"),
    ("none of these", None, "text"),
    ("12\x003", None, "text"),
    (str(MOST + 1), None, "too large"),
    ("9" * 5000, None, "too large"),
]


@pytest.mark.parametrize(("text", "value", "why"), CASES, ids=[ascii(text)[:20] for text, _, _ in CASES])
def test_a_cell_says_a_count_or_why_not(text: str, value: int | None, why: str | None) -> None:
    """A count is a whole number in any script; whatever could mean two numbers is none."""
    assert read_count(text) == (value, why)


@given(st.lists(st.none() | st.sampled_from([text for text, _, _ in CASES]) | st.text(max_size=6), min_size=1))
@example(["1", "2"])
def test_a_column_reads_as_its_cells_do(texts: list[str | None]) -> None:
    """The quick way over whole columns and the plain way over single cells agree."""
    counts, unread = read_counts(pl.DataFrame({"0": texts}, schema={"0": pl.String}))
    plain = [read_count(text or "") for text in texts]
    assert counts["0"].to_list() == [value for value, _ in plain]
    cells = unread["0"].rows() if "0" in unread else []
    assert cells == [(i, texts[i] or "", why) for i, (_, why) in enumerate(plain) if why]


@pytest.mark.parametrize(
    ("mark", "text"), [(" ", "1\u00a0234"), (" ", "1\u202f234"), ("'", "1’234"), (" ", " 1 234 "), (".", "1.234")]
)
def test_marks_between_thousands_that_look_alike_are_one_mark(mark: str, text: str) -> None:
    assert without_mark(pl.DataFrame({"0": [text]}), mark)["0"].to_list() == ["1234"]
