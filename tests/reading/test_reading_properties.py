"""What holds for the reading of any text: spans exact, the same bytes every time, no crash."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recuento.errors import TextError
from recuento.reading import article_from_text, read, read_articles
from recuento.records.said import Reading

PIECES = st.sampled_from(
    [
        "Putin", "Maduro", "“", "”", '"', "said", ",", ".", " ", "\n\n", "\r\n", "the results", "51%", "of the vote",
        "congratulated", "e\u0301", "😀", "\u202e", "\u200b", "\ufeff", "Côte d’Ivoire", "according to", "the presidents of",
        "Peru", "and", "Chile", "he", "they", "not", "recognise", "(", ")", "—", "‘", "’", "who", "Moscow", "won",
    ]
)  # fmt: skip


def check_spans(reading: Reading) -> None:
    text = reading.article.text
    for record in reading.located():
        assert 0 <= record.start < record.end <= len(text)
    for quotation in reading.quotations:
        assert quotation.text == " ".join(text[s:e] for s, e in quotation.segments)
    for actor in reading.actors:
        for start, end in actor.mentions:
            assert 0 <= start < end <= len(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join))
def test_spans_are_exact_in_any_text(text: str) -> None:
    """Each record's words are the article's words at its offsets; the text itself is never altered."""
    try:
        reading = read(text)
    except TextError:
        return
    assert reading.article.text == text
    check_spans(reading)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=120))
def test_any_characters_are_read_or_refused_in_words(text: str) -> None:
    """Arbitrary code points give a reading with exact spans, or one clear error."""
    try:
        reading = read(text)
    except TextError:
        return
    assert reading.article.text == text
    check_spans(reading)


TEXT = """Vega hails count

President Ana Vega of Peru congratulated Luis Mora on his victory in Bolivia. “It was fair,” she said.

The European Union said the election was neither free nor fair.
"""


def test_the_same_text_gives_the_same_bytes() -> None:
    """Reading twice gives identical records and ids."""
    assert read(TEXT).model_dump_json() == read(TEXT).model_dump_json()


def test_neighbours_in_a_stream_do_not_change_a_reading() -> None:
    """An article reads the same alone and among others."""
    others = [f"Report {i}. The council met in Lima and said nothing of note about the vote." for i in range(30)]
    articles = [article_from_text(t) for t in [*others[:15], TEXT, *others[15:]]]
    among = list(read_articles(articles))[15]
    assert among.model_dump_json() == read(TEXT).model_dump_json()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_offsets_count_in_the_file_as_it_is(newline: str) -> None:
    """Line ends are kept, so offsets are those of the file."""
    text = TEXT.replace("\n", newline)
    reading = read(text)
    assert reading.article.text == text
    assert [q.text for q in reading.quotations if q.kind == "direct"] == ["It was fair,"]


def test_a_language_without_a_pipeline_is_said_so_and_not_misread() -> None:
    """A Spanish text is returned without records and with a note."""
    reading = read(
        "El consejo electoral anunció que el presidente ganó las elecciones con el 51 por ciento de los votos."
    )
    assert reading.article.language == "es"
    assert not reading.located()
    assert "es" in reading.notes[0]


def test_a_sentence_of_ten_thousand_words_is_read() -> None:
    """An endless sentence is cut where it must be and keeps exact spans."""
    text = "The council said " + "and the people voted " * 2500 + "today."
    reading = read(text)
    assert reading.article.body == ((0, len(text)),)
    check_spans(reading)


def test_quotations_nested_fifty_deep_are_one() -> None:
    """Only the outermost marks count, and nothing breaks."""
    reading = read("Ana Vega said: " + "“He said " * 50 + "we won" + ".”" * 50)
    assert len([q for q in reading.quotations if q.kind != "indirect"]) == 1
    check_spans(reading)
