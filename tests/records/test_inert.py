"""Text from outside cannot steer a terminal, reorder what is read, or compute in a spreadsheet."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from recuento.records.inert import encodable, inert, no_formula, one_line

# any code points at all, and often those that act instead of being read
anything = st.text(
    alphabet=st.characters(codec=None, exclude_categories=())
    | st.sampled_from("\ud800\udfff\r\n\t\x1b\u202e\x85\u2028\x00\ufeff=")
)


@given(anything)
def test_inert_text_keeps_its_offsets(text: str) -> None:
    """Each character stays one character, so that spans still point at the same words."""
    assert len(inert(text)) == len(text)


@given(anything)
def test_inert_text_has_no_controls_and_can_be_encoded(text: str) -> None:
    """Only line ends and tabs are left of the control characters; no bidi controls, no half characters."""
    safe = inert(text)
    safe.encode()
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"} for c in safe)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def test_inert_text_shows_what_was_there() -> None:
    """A control character becomes its picture; words, accents and joined emoji stay."""
    assert inert("a\x1b[31mb\x7f") == "a␛[31mb␡"
    assert inert("Nicolás 👩‍🚒 “ñ”") == "Nicolás 👩‍🚒 “ñ”"


@given(anything)
def test_one_line_is_one_line(text: str) -> None:
    """However a text is broken into lines, it is shown on one."""
    assert len(one_line(text).splitlines()) <= 1


@given(anything)
def test_encodable_text_can_be_stored(text: str) -> None:
    """Only half characters change."""
    encodable(text).encode()
    assert encodable(text) == text or any("\ud800" <= c <= "\udfff" for c in text)


@given(anything)
def test_no_cell_is_a_formula(text: str) -> None:
    """No cell begins, after blanks, with a sign that a spreadsheet computes."""
    assert not no_formula(text).lstrip().startswith(tuple("=+-@＝＋－＠"))
