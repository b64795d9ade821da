"""Words that line ends cut, and the day and place an article is from."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.reading import article_from_bytes, article_from_text, read_articles
from recuento.records.said import Reading


def read(text: str) -> Reading:
    return next(iter(read_articles([article_from_text(text, "invented.txt")])))


CUT = (
    "TEGUCIGALPA - The electoral coun-\ncil of Honduras declared Laura Castel-\nlanos the winner on Sunday with 43.2 "
    'per-\ncent of the vote.\n\n"We will not ac-\ncept this result," opposition candi-\ndate Rafael Nunez said.\n\n'
    "Spain con-\ngratulated Castellanos.\n"
)


def told(reading: Reading) -> tuple[object, ...]:
    """What a reading says, without its places."""
    names = {a.id: a.name for a in reading.actors}
    return (
        [(names[r.candidate], r.share, r.rank) for r in reading.results],
        [(names.get(q.speaker or ""), q.kind) for q in reading.quotations],
        [(s.country, s.stance) for s in reading.stances],
    )


def test_a_text_with_cut_words_reads_as_the_same_text_without() -> None:
    cut = read(CUT)
    assert told(cut) == told(read(CUT.replace("-\n", "")))
    assert cut.article.text == CUT
    (result,) = cut.results
    assert CUT[result.start : result.end] == result.text


@pytest.mark.parametrize("first", ["run", "self", "opposition"])
def test_a_compound_at_a_line_end_keeps_its_hyphen(first: str) -> None:
    from recuento.reading.parse.pipeline import load_pipeline
    from recuento.reading.parse.tokens import words_of

    text = f"a {first}-\nled vote, coun-\ncil"
    words = [(word, text[start:end]) for word, start, end, _ in words_of(text, 0, len(text), load_pipeline(None))]
    assert ("council", "coun-\ncil") in words
    assert "".join(word for word, _ in words).startswith(f"a{first}-led")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="dc.date" content="2023-01-02"/><meta property="article:modified_time" content="2023-03-10"/>', dt.date(2023, 1, 2)),
        ('<meta content="2023-01-02T08:00:00Z" property="article:published_time"/>', dt.date(2023, 1, 2)),
        ('<script type="application/ld+json">{"dateModified": "2023-03-10", "datePublished": "2023-01-02"}</script>', dt.date(2023, 1, 2)),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_never_that_of_a_change(head: str, day: dt.date) -> None:
    story = "The Electoral Commission of Zambia said on Thursday that President Joseph Banda had won the election. " * 4
    page = f"<html><head>{head}</head><body><article><h1>Winner</h1><p>{story}</p></article><footer>Last modified 12 October 2025</footer></body></html>"
    assert article_from_bytes(page.encode(), "page.html").published == day


def test_the_country_may_stand_in_the_dateline_alone() -> None:
    """A country that only congratulates is not the one that voted."""
    reading = read(
        "LUSAKA, Zambia, March 3 (Agency) - The Electoral Commission declared President Joseph Banda the winner on "
        "Sunday.\n\nKenya congratulated Banda."
    )
    countries = {a.name: a.country for a in reading.actors}
    assert countries["Joseph Banda"] == countries["Electoral Commission"] == "ZMB"


def test_nobody_is_the_winner_by_their_own_word() -> None:
    """Where nobody was declared, a stance is toward nobody."""
    reading = read(
        "Mali's opposition rejects the count\n\nBAMAKO - Opposition leader Awa Traore said: \"We won, and the sheets "
        'prove it."\n\nAlgeria questioned the result.'
    )
    assert {(s.country, s.toward) for s in reading.stances} == {("MLI", None), ("DZA", None)}


def test_the_part_of_the_count_before_a_share_is_no_share() -> None:
    (result,) = read(
        "With 60% counted, the electoral commission of Zambia said, opposition leader Mary Phiri had 50.1% of the vote."
    ).results
    assert (result.share, result.counted) == (50.1, 60.0)
