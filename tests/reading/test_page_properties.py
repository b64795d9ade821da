"""What holds of every text: nothing fails, nothing is altered, the spans are exact, and time grows with length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recuento.errors import TextError
from recuento.reading.pages import article_from_bytes, article_from_text

from .pages_invented import FIRST, HEADLINE, SECOND, body

# Pieces that pages are made of, so that arbitrary texts also reach the rules and not only their exits.
PIECES = st.sampled_from(
    [
        *(HEADLINE, FIRST, SECOND, "Menu", "Share", "Date:", "By Ana Ruiz", "AFP", "Related stories", "Leave a Reply"),
        *(
            "MOSCOW, July 29 (Reuters) — ",
            "Caracas. ",
            "date 2024-07-29 ",
            "(AP) - ",
            "Tags: ",
            "Photo: ",
            " | ",
            " - BBC News",
        ),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\u2029",
            "\x0b",
            " ",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\u202e",
            "\u202c",
            "e\u0301",
            "🗳️",
            "\ud83d",
        ),
        *(". ", "“", "”", "(", ")", "/", "—", "%", "1", "29", "July", "#", "•", "©", "\t", "x", "A", "É", "ا", "选"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=400)
def test_any_text_is_read_and_its_spans_are_exact(text: str) -> None:
    """Blank texts are refused; all others keep their text, with body stretches in order, apart, trimmed, and not blank."""
    if not text.strip():
        with pytest.raises(TextError):
            article_from_text(text)
        return
    article = article_from_text(text)
    assert article.text == text
    end = 0
    for start, stop in article.body:
        assert end <= start < stop <= len(text)
        stretch = text[start:stop]
        assert stretch == stretch.strip()
        end = stop
    if article.title is not None:
        assert article.title in body(article)
    assert article_from_text(text) == article


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    """Arbitrary bytes give an article or a `TextError`, never another failure."""
    try:
        written = article_from_bytes(data, "page.bin").model_dump_json()
    except TextError as error:
        written = str(error)
    assert "\n" not in written


@given(st.lists(st.sampled_from([FIRST, SECOND]), min_size=1, max_size=12))
@settings(max_examples=40)
def test_a_text_of_sentences_is_all_body(paragraphs: list[str]) -> None:
    """Nothing is left out of a page that is nothing but story."""
    assert body(article_from_text("\n\n".join(paragraphs))) == paragraphs


@pytest.mark.parametrize(
    "unit",
    [
        "word and more ",
        " ",
        "\n",
        '"',
        "(",
        "A.",
        "MOSCOW - ",
        "2024-07-29 ",
        "a | ",
        "By A B\n",
        "Home\nNews\n",
        f"{FIRST}\n\n",
        "By ",
        "-",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    """Ten times the text takes nowhere near a hundred times as long, whatever it repeats."""

    def seconds(length: int) -> float:
        text = "x" + (unit * (length // len(unit) + 1))[:length] + "x"
        begin = time.process_time()
        article_from_text(text)
        return time.process_time() - begin

    seconds(1_000)
    assert min(seconds(50_000), seconds(50_000)) < 40 * max(seconds(5_000), 0.01)
