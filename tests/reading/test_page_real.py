"""The founding page, and the real texts kept for development: read from the shared data, never copied."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from recuento.reading.pages import read_pages
from recuento.records.text import Article, Dateline

from .pages_invented import body

# A line of so many words is a sentence of the story.
SENTENCE = 12


def articles(folder: Path, pattern: str) -> list[Article]:
    """The articles of the files."""
    found = list(read_pages(sorted(folder.glob(pattern))))
    assert found
    return [article for article in found if isinstance(article, Article)]


@pytest.fixture
def founding(shared: Path) -> Article:
    """The page the project was founded on."""
    return articles(shared / "data" / "seed", "putin_congratulates_maduro.txt")[0]


def test_the_founding_page_says_what_it_is(founding: Article) -> None:
    """Another outlet's name stands over an agency's copy; the crawl's stamp dates it, and the dateline after it."""
    assert (founding.outlet, founding.byline, founding.agency) == ("Naija247news", "Naija247news", "Reuters")
    assert founding.published == dt.date(2024, 7, 29)
    assert founding.dateline == Dateline(place="Moscow", date=dt.date(2024, 7, 29))
    assert founding.title == founding.text.split("\n")[1]


def test_the_founding_pages_body_is_the_headline_and_nine_paragraphs(founding: Article) -> None:
    """Menu words, labels, byline and dateline stand outside of it, and nothing else does."""
    assert len(founding.body) == 10
    assert body(founding)[0] == founding.title
    outside, end = [], 0
    for start, stop in founding.body:
        outside += founding.text[end:start].split()
        end = stop
    menu, byline, label, dateline = outside[:3], outside[3:5], outside[5], outside[6:]
    assert menu == ["date", "2024-07-29", "Menu"]
    assert (byline, label) == (["By", founding.byline], "Date:")
    assert (dateline[0], dateline[-2:]) == ("MOSCOW,", ["(Reuters)", "—"])
    assert founding.text[end:].strip() == ""


def test_headlines_of_real_texts_are_found(shared: Path) -> None:
    """Where the annotator says that the first line is the headline, it is the title (without an agency in brackets)."""
    folder = shared / "data" / "news-dev"
    headed = {
        row["id"]
        for row in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
        if row["first_line_is_headline"]
    }
    for article in articles(folder, "*.txt"):
        if Path(article.source).stem in headed:
            first = article.text.split("\n", 1)[0]
            assert article.title is not None
            assert first.startswith(article.title)


def test_no_sentence_of_a_real_text_is_lost(shared: Path) -> None:
    """Every long line reaches into the body up to its end; these texts have hardly anything around the story."""
    for article in articles(shared / "data" / "news-dev", "*.txt"):
        ends = {stop for _, stop in article.body}
        lost, at = [], 0
        for line in article.text.split("\n"):
            end = at + len(line.rstrip())
            if len(line.split()) >= SENTENCE and end not in ends:
                lost.append(line)
            at += len(line) + 1
        assert lost == [], article.source
