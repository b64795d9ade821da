"""Tables of results on a page become lines that are read as any other; tables of other things do not."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_bytes, read_articles
from recuento.reading.pages.result_tables import result_lines

STORY = (
    "<p>The Electoral Commission of Zambia announced the final results of the presidential election on Thursday, after "
    "two days of counting in which hundreds of people gathered at its offices in the capital.</p>"
)


def table(*rows: str) -> str:
    """A table of rows whose cells are parted by bars."""
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row.split("|")) + "</tr>" for row in rows)
    return f"<table>{cells}</table>"


RESULTS = table("Candidate|Votes|%", "Joseph Banda|2,810,757|51.2", "Mary Phiri|2,431,000|44.3", "Total|5,241,757|100")


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (RESULTS, ["Joseph Banda: 51.2% (2,810,757 votes)", "Mary Phiri: 44.3% (2,431,000 votes)"]),
        (table("Party|Share of vote", "NDP|51,2%", "UF|44,3%"), ["NDP: 51.2%", "UF: 44.3%"]),
        (table("Name|Party|Votes", "A Vega|NDP|1 200", "B Soto|UF|900"), ["A Vega: 1 200 votes", "B Soto: 900 votes"]),
        (table("Candidate|Votes", "Vega|1,200 (57.1%)", "Soto|900 (42.9%)"), ["Vega: 57.1% (1,200 votes)", "Soto: 42.9% (900 votes)"]),
        (table("Candidate|Votes|%", "Joseph Banda|2,810,757|51.2"), []),  # one row is no table of results
        (table("City|Population", "Lusaka|2,731,696", "Ndola|627,503"), []),
        (table("Candidate|Votes|%", "Turnout|1,000|61.2", "Invalid papers|20|1.0"), []),
        (table("Candidate|Age", "Joseph Banda|61", "Mary Phiri|57"), []),
        ("<table><tr><td>" * 50, []),
        ("no table", []),
        (f"<script>{RESULTS}</SCRIPT><!-- {RESULTS} -->", []),
    ],
)  # fmt: skip
def test_the_rows_of_a_table_of_results(html: str, lines: list[str]) -> None:
    assert result_lines(html) == lines


@pytest.mark.parametrize("piece", ['<td a="', "<a ", "<!-- ", "<table>", "<td>", "<script>", "<td"])
def test_a_hundred_thousand_broken_tags_take_linear_time(piece: str) -> None:
    """With quadratic time each of these would take minutes."""
    assert result_lines("<table>" + piece * 100_000) == []


def test_the_figures_of_a_table_are_results_of_the_article() -> None:
    page = f"<html><body><article><h1>Commission declares winner</h1>{STORY}{RESULTS}</article></body></html>"
    reading = next(iter(read_articles([article_from_bytes(page.encode(), "page.html")])))
    told = {(actor.name if (actor := reading.actor(r.candidate)) else "", r.share, r.votes) for r in reading.results}
    assert told == {("Joseph Banda", 51.2, 2810757), ("Mary Phiri", 44.3, 2431000)}
    for result in reading.results:
        assert reading.article.text[result.start : result.end] == result.text
