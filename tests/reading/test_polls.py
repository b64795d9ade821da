"""Opinion polls told from counts: what people were asked for is no result."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

ANNOUNCED = "The electoral commission announced the results of the presidential election on Sunday."


def shares(*paragraphs: str) -> list[float | None]:
    """The shares read as results."""
    reading = next(read_articles([article_from_text("\n\n".join(paragraphs) + "\n")]))
    return [r.share for r in reading.results if r.share is not None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz has 49% of the vote among registered voters, and Carlos Vega has 46%.",
        "Carlos Vega has 78% of the vote among older voters.",
        "Some 52% of respondents said they would give Ana Ruiz their vote.",
        "In a hypothetical match-up Ana Ruiz got 51% of the vote and Carlos Vega 49%.",
    ],
)
def test_words_of_a_poll_in_the_sentence_are_enough(sentence: str) -> None:
    """Whatever else the article tells."""
    assert shares(ANNOUNCED, sentence) == []


def test_in_an_article_about_a_poll_a_share_needs_words_of_a_count_in_its_paragraph() -> None:
    """The figures of a poll go on in the next sentence; those of a count do, too, in theirs."""
    poll = "The survey of likely voters has a margin of error of three points."
    assert shares(poll, "Ana Ruiz has 47% of the vote and Carlos Vega 45%.") == []
    counted = "The commission counted all votes. Ana Ruiz has 47% of the vote and Carlos Vega 45%."
    assert shares(poll, counted) == [47.0, 45.0]


def test_one_word_of_a_poll_does_not_make_an_article_about_one() -> None:
    """A background sentence on what pollsters had said takes nothing from the count."""
    assert shares("Pollsters had been wrong.", "Ana Ruiz has 47% of the vote and Carlos Vega 45%.") == [47.0, 45.0]


def test_a_demonym_within_a_partys_name_is_no_country() -> None:
    """The name is read whole, and has the figure."""
    reading = next(
        read_articles([article_from_text(f"{ANNOUNCED}\n\nThe United Iraqi Alliance has 48 percent of the vote.\n")])
    )
    assert [r.share for r in reading.results] == [48.0]
    assert "United Iraqi Alliance" in {a.name for a in reading.actors}


def test_a_place_and_a_share_are_one_result() -> None:
    """The verb "ranked" tells it like "finished"."""
    for verb in ("ranked", "finished", "came"):
        assert shares(ANNOUNCED, f"Ana Ruiz {verb} third with 14 percent.") == [14.0]
