"""Where pages come from: files, folders, tables, standard input, web addresses; bad ones among good ones."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest

from recuento.errors import TextError
from recuento.reading.pages import inputs, read_pages
from recuento.reading.pages.fetch import fetch
from recuento.reading.pages.inputs import pages_ahead, passed_over
from recuento.records.text import Article

from .pages_invented import FIRST, HEADLINE, SECOND, THIRD, body

STORY = f"{FIRST}\n\n{SECOND}"
PAGE = f"<!doctype html><html><head><title>{HEADLINE}</title></head><body><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"


def articles(*inputs: str | Path, stdin: bytes | None = None) -> list[Article]:
    """The articles of the inputs, all of which must be good."""
    found = list(read_pages(inputs, stdin=stdin))
    assert [f for f in found if isinstance(f, TextError)] == []
    return [f for f in found if isinstance(f, Article)]


def errors(*inputs: str | Path, stdin: bytes | None = None) -> list[str]:
    """The lines that say why inputs cannot be read."""
    return [str(found) for found in read_pages(inputs, stdin=stdin) if isinstance(found, TextError)]


# ---- files and folders


def test_a_file_is_an_article_and_its_source_is_the_path_as_given(tmp_path: Path) -> None:
    """Path objects and strings are the same."""
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    assert [a.source for a in articles(path, str(path))] == [str(path)] * 2


def test_a_folder_is_searched_in_order_of_names(tmp_path: Path) -> None:
    """Pages in folders of it are found, other files and hidden ones are not."""
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.TXT", "deep/c.htm", ".hidden.txt", "corrections.csv", "notes.md", "image.png"):
        (tmp_path / name).write_text(PAGE if name.endswith("htm") else STORY, encoding="utf-8")
    assert [Path(a.source).name for a in articles(tmp_path)] == ["a.TXT", "b.txt", "c.htm"]


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    """Each bad one gives its error in its place: missing, empty, binary, no page in a folder."""
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "folder").mkdir()
    names = ["missing.txt", "empty.txt", "good.txt", "image.txt", "folder", "good.txt"]
    found = list(read_pages(tmp_path / name for name in names))
    assert [isinstance(f, Article) for f in found] == [False, False, True, False, False, True]
    lines = [str(f) for f in found if isinstance(f, TextError)]
    assert [line.removeprefix(f"{tmp_path}{os.sep}").split(":")[0] for line in lines] == [
        "missing.txt",
        "empty.txt",
        "image.txt",
        "folder",
    ]
    assert "no such file" in lines[0]
    assert "no articles in this folder" in lines[3]


def test_a_bad_file_in_a_folder_does_not_stop_the_folder(tmp_path: Path) -> None:
    """The error stands where the file would."""
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    assert [type(f) for f in read_pages([tmp_path])] == [TextError, Article]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    """Any output can encode the source."""
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text(STORY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert articles(path)[0].source.endswith("caf\ufffd.txt")


def test_files_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """A long list of inputs is never held in memory."""
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    stream = read_pages([tmp_path / "a.txt", tmp_path / "later.txt"])
    assert isinstance(next(stream), Article)
    (tmp_path / "later.txt").write_text(STORY, encoding="utf-8")
    assert isinstance(next(stream), Article)


# ---- tables

ROW = {
    "headline": HEADLINE,
    "content": STORY,
    "link": "https://www.valdorian.example/story",
    "source_name": "The Valdorian",
    "publish_date": "2024-07-29T10:00:00Z",
    "authors": ["Ana Ruiz", "Tom Baker"],
    "lang": "en-GB",
}


def assert_is_the_row(article: Article) -> None:
    """The article says what `ROW` says."""
    assert (article.title, article.byline, article.outlet) == (HEADLINE, "Ana Ruiz, Tom Baker", "The Valdorian")
    assert (article.published, article.language) == (dt.date(2024, 7, 29), "en")
    assert article.source == "https://www.valdorian.example/story"
    assert body(article) == [HEADLINE, FIRST, SECOND]


def test_json_lines_are_an_article_each(tmp_path: Path) -> None:
    """Columns go by their usual names; bad lines are named with their number and skipped."""
    path = tmp_path / "news.jsonl"
    lines = [
        json.dumps(ROW),
        "",
        "{broken",
        json.dumps(["no object"]),
        json.dumps({"title": "x"}),
        json.dumps({"text": STORY}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read_pages([path]))
    assert [type(f) for f in found] == [Article, TextError, TextError, TextError, Article]
    assert_is_the_row(found[0])  # type: ignore[arg-type]
    assert [str(f).split(": ")[0] for f in found[1:4]] == [f"{path}:{n}" for n in (3, 4, 5)]
    assert isinstance(found[4], Article)
    assert found[4].source == f"{path}:6"


def test_an_articles_own_output_line_is_read_back(tmp_path: Path) -> None:
    """A line of `read --format jsonl` holds its article under "article"."""
    article = articles("-", stdin=f"{HEADLINE}\n\n{STORY}".encode())[0]
    path = tmp_path / "said.jsonl"
    path.write_text(json.dumps({"article": article.model_dump(mode="json"), "acts": []}), encoding="utf-8")
    assert articles(path)[0].text == article.text
    assert articles(path)[0].id == article.id


def test_the_headline_of_a_row_is_not_doubled() -> None:
    """A text that already begins with its headline is left unaltered."""
    row = {"title": HEADLINE, "text": f"{HEADLINE}\n\n{STORY}"}
    article = articles("-", stdin=json.dumps(row).encode())[0]
    assert article.text == row["text"]
    assert body(article) == [HEADLINE, FIRST, SECOND]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_document_on_standard_input_is_read_as_from_a_file(indent: int | None) -> None:
    """A list of rows, an object that holds one, and a single row over several lines."""
    for document in ([ROW, ROW], {"articles": [ROW, ROW]}) if indent else ([ROW, ROW],):
        found = articles("-", stdin=json.dumps(document, indent=indent).encode())
        assert [a.title for a in found] == [HEADLINE] * 2
    assert_is_the_row(articles("-", stdin=json.dumps(ROW, indent=indent).encode())[0])


def test_half_a_surrogate_pair_in_json_can_still_be_written() -> None:
    """What no output could encode becomes the replacement character."""
    article = articles("-", stdin=b'{"text": "She won \\ud83d on Monday."}')[0]
    assert article.text == "She won \ufffd on Monday."
    article.model_dump_json()


def test_a_row_of_html_is_extracted() -> None:
    """A column of pages is read as pages are."""
    article = articles("-", stdin=json.dumps({"html": PAGE, "url": "https://valdorian.example/a"}).encode())[0]
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"status": "ok", "articles": rows}])
def test_a_json_document_is_its_list_of_rows(tmp_path: Path, wrap: object) -> None:
    """Bare lists and the lists that news services wrap are the same."""
    path = tmp_path / "news.json"
    path.write_text(json.dumps(wrap([ROW, ROW])), encoding="utf-8")  # type: ignore[operator]
    found = articles(path)
    assert len(found) == 2
    assert_is_the_row(found[0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_table_is_an_article_a_row(tmp_path: Path, delimiter: str) -> None:
    """Cells may hold line breaks."""
    path = tmp_path / "news.csv"
    path.write_text(
        f'title{delimiter}text{delimiter}date\n{HEADLINE}{delimiter}"{STORY}"{delimiter}2024-07-29\n', encoding="utf-8"
    )
    article = articles(path)[0]
    assert body(article) == [HEADLINE, FIRST, SECOND]
    assert (article.published, article.source) == (dt.date(2024, 7, 29), f"{path}#2")


def test_a_parquet_table_is_an_article_a_row(tmp_path: Path) -> None:
    """Dates may be dates, and the rows may be more than are read at a time."""
    path = tmp_path / "news.parquet"
    rows = [{"title": HEADLINE, "text": f"{STORY} {i}", "date": dt.date(2024, 7, 29)} for i in range(501)]
    pl.DataFrame(rows).write_parquet(path)
    found = articles(path)
    assert [a.source for a in (found[0], found[-1])] == [f"{path}#1", f"{path}#501"]
    assert found[-1].text.endswith(" 500")
    assert found[0].published == dt.date(2024, 7, 29)
    assert articles("-", stdin=path.read_bytes())[0].text == found[0].text


@pytest.mark.parametrize(
    ("name", "content"), [("a.parquet", b"PAR1 no table"), ("a.parquet", b""), ("a.json", b"{"), ("a.json", b"3")]
)
def test_a_broken_table_is_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    """The file is named."""
    path = tmp_path / name
    path.write_bytes(content)
    (line,) = errors(path)
    assert line.startswith(f"{path}: ")


# ---- standard input


@pytest.mark.parametrize("data", [STORY.encode(), STORY.encode("utf-16"), PAGE.encode()])
def test_standard_input_is_a_page_told_by_its_bytes(data: bytes) -> None:
    """Text, in any encoding, and HTML come in alike."""
    (article,) = articles("-", stdin=data)
    assert (article.source, body(article)[-2:]) == (
        "<stdin>",
        [FIRST, SECOND] if b"html" not in data else [SECOND, THIRD],
    )


def test_standard_input_may_be_json_lines() -> None:
    """Each line is an article."""
    lines = "\n".join(json.dumps({"text": f"{STORY} {i}"}) for i in range(3))
    assert [a.source for a in articles("-", stdin=lines.encode())] == ["<stdin>:1", "<stdin>:2", "<stdin>:3"]


def test_empty_standard_input_is_one_line() -> None:
    """Nothing piped in is said to be nothing."""
    assert errors("-", stdin=b"") == ["<stdin>: the file is empty"]


# ---- the web


class Site(BaseHTTPRequestHandler):
    """A site of a few pages, on this machine."""

    def do_GET(self) -> None:
        """Answers by path."""
        pages = {
            "/story": ("text/html; charset=utf-8", PAGE.encode()),
            "/latin": ("text/html; charset=windows-1252", PAGE.encode("cp1252")),
            "/text": ("text/plain; charset=utf-8", STORY.encode()),
            "/zipped": ("text/plain", gzip.compress(STORY.encode())),
            "/large": ("text/plain", b"word " * 1000),
            "/image": ("image/png", b"\x89PNG\r\n\x1a\n"),
            "/a%20page": ("text/plain", STORY.encode()),
        }
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/story")
            self.end_headers()
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif self.path in pages:
            media, data = pages[self.path]
            self.send_response(200)
            self.send_header("Content-Type", media)
            if self.path == "/zipped":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is on this machine, whatever proxy the machine uses."""
    monkeypatch.setenv("no_proxy", "*")


@pytest.mark.parametrize("page", ["story", "latin", "text", "zipped", "moved", "a page"])
def test_an_address_is_fetched_and_read(site: str, page: str) -> None:
    """HTML and text, zipped or moved, in the encoding that the server names; the source is the address."""
    (article,) = articles(f"{site}/{page}")
    assert article.source == f"{site}/{page}"
    assert {FIRST, SECOND} <= set(body(article))


@pytest.mark.parametrize(
    ("page", "says"), [("none", "404"), ("image", "PNG"), ("away", "cannot be fetched|answered 302")]
)
def test_a_page_that_cannot_be_had_is_one_line(site: str, page: str, says: str) -> None:
    """The line names the address and the reason; a redirect off the web is not followed."""
    (found,) = read_pages([f"{site}/{page}"])
    assert isinstance(found, TextError)
    with pytest.raises(TextError, match=says):
        raise found
    assert str(found).startswith(f"{site}/{page}: ")


def test_an_unreachable_server_is_one_line() -> None:
    """Nobody answers at this port."""
    (line,) = errors("http://127.0.0.1:9/story")
    assert "cannot be fetched" in line


@pytest.mark.parametrize("url", ["http://", "http://[broken/story", "https://exa mple.org:port/"])
def test_a_broken_address_is_one_line(url: str) -> None:
    """An address that is none never ends in a traceback."""
    (line,) = errors(url)
    assert "\n" not in line


def test_a_page_larger_than_the_limit_is_refused(site: str) -> None:
    """No more than the limit is ever read."""
    with pytest.raises(TextError, match="larger than"):
        fetch(f"{site}/large", largest=100)


def test_pages_are_known_ahead_where_names_and_line_ends_tell(tmp_path: Path) -> None:
    """Pages count one each, JSON Lines a line each; a stream or another table leaves the number open."""
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.jsonl").write_text('{"text": "two"}\n{"text": "three"}\n')
    (tmp_path / "notes.docx").write_text("no article")
    assert (pages_ahead([tmp_path]), passed_over([tmp_path])) == (3, [str(tmp_path / "notes.docx")])
    files = [tmp_path / "a.txt", tmp_path / "b.jsonl"]
    assert (pages_ahead(files), passed_over(files)) == (3, [])
    (tmp_path / "c.parquet").write_bytes(b"PAR1")
    os.mkfifo(tmp_path / "pipe.jsonl")  # is not opened, which would wait for ever
    for unknown in (tmp_path, "https://example.org/a", tmp_path / "nowhere.txt", "-", tmp_path / "pipe.jsonl"):
        assert pages_ahead([tmp_path / "a.txt", unknown]) is None


def test_a_page_too_large_is_refused_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a page nor a line of a table is held that no article could be."""
    monkeypatch.setattr(inputs, "PAGE_BYTES", 100)
    (tmp_path / "a.txt").write_text("word " * 100)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "word " * 100}) + '\n{"text": "The board met on Sunday."}\n')
    big, line, article = read_pages([tmp_path])
    assert isinstance(big, TextError)
    assert big.what == "is larger than 0 MB"
    assert isinstance(line, TextError)
    assert not isinstance(article, TextError)
