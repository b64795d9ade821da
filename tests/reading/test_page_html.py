"""HTML pages: the extracted text, its headline and body, and what the metadata say."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.errors import TextError
from recuento.reading.pages import article_from_bytes
from recuento.records.text import Dateline

from .pages_invented import FIRST, HEADLINE, SECOND, THIRD, body

PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE} - The Valdorian</title>
<meta property="og:site_name" content="The Valdorian"><meta property="og:title" content="{HEADLINE}">
<meta name="author" content="Ana Ruiz">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}",
"datePublished": "2024-07-29T23:30:00-04:00", "dateModified": "2024-08-02"}}</script>
<script>var menu = "<p>This is a script and not a text at all, however long it gets.</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>{HEADLINE}</h1><p class="byline">By Ana Ruiz</p>
<p>PORT SOL, July 29 (Reuters) — {FIRST}</p><div class="ad">Advertisement</div><p>{SECOND}</p><p>{THIRD}</p>
<p>(Reporting by Ana Ruiz; Editing by Tom Baker)</p></article>
<aside><h3>Related stories</h3><ul><li><a href="/old">An older story about the vote</a></li></ul></aside>
<footer>Copyright 2024 The Valdorian</footer></body></html>"""


def test_a_page_gives_its_article_and_metadata() -> None:
    """Headline, author, site, first publication, dateline and agency; the body is the story."""
    article = article_from_bytes(PAGE.encode(), "https://valdorian.example/2024/07/30/sol")
    assert (article.title, article.byline, article.outlet, article.agency) == (
        HEADLINE,
        "Ana Ruiz",
        "The Valdorian",
        "Reuters",
    )
    assert article.published == dt.date(2024, 7, 29)
    assert article.dateline == Dateline(place="Port Sol", date=dt.date(2024, 7, 29))
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_the_text_is_headline_and_paragraphs_with_blank_lines_between() -> None:
    """The extracted text is what spans count in."""
    article = article_from_bytes(PAGE.encode(), "page.html")
    assert article.text.startswith(f"{HEADLINE}\n\n")
    assert f"{SECOND}\n\n{THIRD}\n\n" in article.text
    assert "<" not in article.text
    assert "script" not in article.text


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "utf-16"])
def test_the_encoding_named_in_the_head_is_used(charset: str) -> None:
    """Curly quotes survive in each, also where Latin-1 is named and Windows-1252 is meant."""
    data = PAGE.replace('charset="utf-8"', f'charset="{charset}"').encode("cp1252" if "utf" not in charset else charset)
    assert body(article_from_bytes(data, "page.html"))[1] == FIRST


def test_a_wrongly_named_encoding_does_not_spoil_the_text() -> None:
    """A page that is UTF-8 and says Latin-1 is UTF-8."""
    data = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').encode()
    assert body(article_from_bytes(data, "page.html"))[1] == FIRST


def test_broken_tags_and_many_scripts_do_no_harm() -> None:
    """Unclosed elements and hundreds of scripts leave the story as it is."""
    broken = PAGE.replace("</p>", "").replace("</article>", "").replace("</html>", "<script>" * 300 + "x")
    assert body(article_from_bytes(broken.encode(), "page.html")) == [HEADLINE, FIRST, SECOND, THIRD]


def test_html_is_known_by_its_first_bytes() -> None:
    """Without a media type or a telling name the page is still read as HTML; with one it need not look like it."""
    assert article_from_bytes(b"\n<!-- saved -->\n" + PAGE.encode(), "stream").title == HEADLINE
    fragment = f"<div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    assert body(article_from_bytes(fragment.encode(), "a.html", media="text/html")) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("title", "site", "outlet"),
    [
        (f"{HEADLINE} - The Guardian", "", "The Guardian"),
        (f"{HEADLINE} | BBC News", "", "BBC News"),
        (f"{HEADLINE} | The Valdorian", '<meta property="og:site_name" content="The Valdorian">', "The Valdorian"),
        (HEADLINE, "", "valdorian.example"),
    ],
)
def test_the_outlet_is_the_site_name_then_the_titles_end_then_the_address(title: str, site: str, outlet: str) -> None:
    """Each is used where the surer ones are missing, and the headline is without it."""
    page = f"<html><head><title>{title}</title>{site}</head><body><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"
    article = article_from_bytes(page.encode(), "https://www.valdorian.example/story")
    assert (article.title, article.outlet) == (HEADLINE, outlet)


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html></html>",
        "<html><body><nav><a href='1'>Home</a> <a href='2'>News</a></nav></body></html>",
        "<!doctype html><html><head><script>var a = 1;</script></head><body><script>document.write('x')</script></body></html>",
        f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1></body></html>",
        "<html><body>" + "<div>" * 20_000 + "</div>" * 20_000 + "</body></html>",
    ],
)
def test_a_page_without_an_article_is_refused_in_one_line(page: str) -> None:
    """Menus, scripts, a bare headline or bottomless nesting are no article."""
    with pytest.raises(TextError, match="no article found") as caught:
        article_from_bytes(page.encode(), "page.html")
    assert "\n" not in str(caught.value)


def test_deep_nesting_is_read_or_refused() -> None:
    """Thousands of nested elements end in an article or one line, never in a crash."""
    page = "<html><body>" + "<div>" * 3_000 + f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>" + "</div>" * 3_000
    try:
        found = body(article_from_bytes(page.encode(), "page.html"))
    except TextError:
        return
    assert found == [FIRST, SECOND, THIRD]


def test_a_page_laid_out_in_a_table_is_read() -> None:
    """Old pages put their whole text into one cell."""
    cell = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    page = f"<html><head><title>{HEADLINE}</title></head><body><table><tr><td>{cell}</td></tr></table></body></html>"
    text = " ".join(body(article_from_bytes(page.encode(), "page.html")))
    assert all(paragraph in text for paragraph in (FIRST, SECOND, THIRD))


def test_an_agency_named_as_author_is_the_agency() -> None:
    """Metadata often name the agency where the reporter should stand."""
    unsigned = (
        PAGE.replace("By Ana Ruiz", "").replace("(Reuters)", "").replace("(Reporting by Ana Ruiz; Editing by", "(")
    )
    page = unsigned.replace('content="Ana Ruiz"', 'content="Agence France-Presse"')
    article = article_from_bytes(page.encode(), "page.html")
    assert (article.byline, article.outlet, article.agency) == (
        "Agence France-Presse",
        "The Valdorian",
        "AFP",
    )


def test_nothing_is_logged_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """The extractor's own remarks do not reach the user."""
    with pytest.raises(TextError):
        article_from_bytes(b"<!doctype html><html><body></body></html>", "page.html")
    assert capfd.readouterr() == ("", "")
