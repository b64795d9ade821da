"""Pages kept as they were: robots.txt and the pause between requests respected, what came written whole, each change once."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.cases_invented import ARTICLE, CASE, make_case
from warcio.archiveiterator import ArchiveIterator

from recuento.archiving import Fetcher, keep_pages, watch
from recuento.case.run import run
from recuento.cli import main
from recuento.errors import CaseError, FetchError, RecuentoError
from recuento.reading import read_pages
from recuento.records.said import Reading

PAGE = "<html><head><title>Chile hails Vega's win</title></head><body><article>{}</article></body></html>"
HTML = PAGE.format("".join(f"<p>{part}</p>" for part in ARTICLE.split("\n\n")[1:]))


class Site:
    """A server on the loopback: what it holds, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[str] = []
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, body, headers = site.pages.get(self.path, (404, b"", {}))
                tag = headers.get("ETag")
                if tag is not None and self.headers.get("If-None-Match") == tag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, path: str, text: str | bytes, *, status: int = 200, **headers: str) -> None:
        """What it answers from now on."""
        body = text if isinstance(text, bytes) else text.encode()
        self.pages[path] = (status, body, {k.replace("_", "-"): v for k, v in headers.items()})


@pytest.fixture
def site() -> Iterator[Site]:
    held = Site()
    yield held
    held.server.shutdown()
    held.server.server_close()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "n", articles={}, sheets=None)


def kept(site: Site, case: Path, *paths: str, fetcher: Fetcher | None = None) -> list[Path | RecuentoError]:
    urls = [site.url + p for p in paths]
    return [where for _, where, _ in keep_pages(urls, case, fetcher or Fetcher(pause=0))]


def test_a_kept_page_is_read_under_its_address_when_the_site_is_gone(site: Site, case: Path) -> None:
    site.put("/a", HTML)
    (path,) = kept(site, case, "/a")
    site.server.shutdown()
    assert isinstance(path, Path)
    assert path.parent == case / "articles"
    run(case)
    (reading,) = [Reading.model_validate_json(x) for x in (case / "out" / "records.jsonl").read_bytes().splitlines()]
    assert reading.article.source == f"{site.url}/a"
    assert [s.country for s in reading.stances] == ["CHL"]


def test_what_came_is_written_whole_with_its_hash_and_time(site: Site, case: Path) -> None:
    """Zipped on the way: the body stands as it was sent; the digest is that of the page."""
    site.put("/a?x=1", gzip.compress(HTML.encode()), Content_Encoding="gzip", X_Other="kept, too")
    (path,) = kept(site, case, "/a?x=1")
    assert isinstance(path, Path)
    with path.open("rb") as file:
        records = {r.rec_type: (r.rec_headers, r.http_headers, r.raw_stream.read()) for r in ArchiveIterator(file)}
    assert set(records) == {"warcinfo", "request", "response"}
    about, headers, body = records["response"]
    assert about.get_header("WARC-Target-URI") == f"{site.url}/a?x=1"
    assert about.get_header("X-Page-SHA256") == hashlib.sha256(HTML.encode()).hexdigest()
    assert about.get_header("WARC-Payload-Digest") == f"sha256:{hashlib.sha256(body).hexdigest()}"
    assert (
        about.get_header("WARC-Block-Digest") == f"sha256:{hashlib.sha256(headers.to_ascii_bytes() + body).hexdigest()}"
    )
    assert about.get_header("WARC-Date").endswith("Z")
    assert headers.get_header("X-Other") == "kept, too"
    assert gzip.decompress(body).decode() == HTML
    (article,) = read_pages([path])
    assert not isinstance(article, RecuentoError)
    assert "congratulated Bruno Vega" in article.text


def test_a_page_that_has_not_changed_is_kept_once(site: Site, case: Path) -> None:
    site.put("/a", HTML)
    first, second = kept(site, case, "/a"), kept(site, case, "/a")
    assert first == second
    site.put("/a", HTML.replace("Monday", "Tuesday"))
    assert kept(site, case, "/a") != first
    assert len(list((case / "articles").glob("*.warc.gz"))) == 2


@pytest.mark.parametrize(
    ("rules", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /private\n", 200, {"/a"}),
        ("User-agent: recuento\nDisallow: /\n", 200, set()),
        ("User-agent: other\nDisallow: /\n", 200, {"/a", "/private/b"}),
        ("", 404, {"/a", "/private/b"}),
        ("", 503, set()),
    ],
)
def test_robots_txt_is_obeyed(site: Site, case: Path, rules: str, status: int, allowed: set[str]) -> None:
    site.put("/robots.txt", rules, status=status)
    for path in ("/a", "/private/b"):
        site.put(path, HTML)
    found = kept(site, case, "/a", "/private/b")
    assert {p for p in site.asked if p != "/robots.txt"} == allowed
    assert all(isinstance(f, FetchError) and "robots.txt" in f.what for f in found if isinstance(f, RecuentoError))
    assert site.asked.count("/robots.txt") == 1


def test_a_redirect_leads_nowhere_that_robots_txt_forbids(site: Site, case: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put("/a", b"", status=302, Location="/private/b")
    site.put("/private/b", HTML)
    (found,) = kept(site, case, "/a")
    assert isinstance(found, FetchError)
    assert "robots.txt" in found.what
    assert "/private/b" not in site.asked


@pytest.mark.parametrize(
    ("rules", "pause"),
    [("", 1.0), ("User-agent: *\nCrawl-delay: 7\n", 7.0), ("User-agent: *\nCrawl-delay: 999\n", 60.0)],
)
def test_one_host_is_asked_no_more_often_than_it_says(site: Site, case: Path, rules: str, pause: float) -> None:
    slept: list[float] = []
    site.put("/robots.txt", rules)
    site.put("/a", HTML)
    site.put("/b", HTML)
    kept(site, case, "/a", "/b", fetcher=Fetcher(sleep=slept.append, clock=lambda: sum(slept)))
    assert slept == [pause, pause]


def test_what_cannot_be_fetched_is_one_line_and_the_others_are_kept(
    site: Site, case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recuento.archiving.PAUSE", 0.0)
    site.put("/a", HTML)
    code = main(["fetch", f"{site.url}/gone", "ftp://127.0.0.1/x", f"{site.url}/a", "--to", str(case)])
    told = capsys.readouterr()
    assert code == 4
    assert len(told.err.strip().splitlines()) == 2
    assert "404" in told.err
    assert told.out.strip().endswith(".warc.gz")


def test_pages_go_into_a_case_and_nowhere_else(site: Site, tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        list(keep_pages([site.url], tmp_path, Fetcher()))
    assert site.asked == []


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", gzip.compress(b"no archive", mtime=0), b"\x1f\x8b\x08broken"],
    ids=["empty", "text", "zipped text", "broken"],
)
def test_a_file_that_is_no_archive_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(content)
    (found,) = read_pages([tmp_path / "a.warc.gz"])
    assert isinstance(found, RecuentoError)
    assert "archive" in found.what or "holds no page" in found.what


# --- watching ---------------------------------------------------------------------------------------------------------


def watched(site: Site, tmp_path: Path, every: int = 30) -> Path:
    block = f'\n[[watch]]\nname = "results"\nurl = "{site.url}/results"\nevery = {every}\n'
    return make_case(tmp_path / "n", articles={}, toml=CASE + block, sheets=None)


def test_every_change_of_a_watched_page_is_kept_once(site: Site, tmp_path: Path) -> None:
    """A, A, B, trouble, B, A: kept A, B, A; trouble is told and does not end the watch."""
    case = watched(site, tmp_path)
    states = ["A", "A", "B", None, "B", "A"]
    told = []

    def change(_: float = 0) -> None:
        state = states.pop(0)
        site.put("/results", state or "", status=200 if state else 500)

    change()
    for _, where in watch(case, Fetcher(pause=0), rounds=6, sleep=change, clock=iter(range(0, 10**6, 10)).__next__):
        told.append("trouble" if isinstance(where, RecuentoError) else "same" if where is None else "kept")
    assert told == ["kept", "same", "kept", "trouble", "same", "kept"]
    names = sorted(p.name[17:29] for p in (case / "archive" / "results").glob("*.warc.gz"))
    assert len(set(names)) == 2


def test_a_page_is_asked_whether_it_has_changed(site: Site, tmp_path: Path) -> None:
    case = watched(site, tmp_path)
    site.put("/results", "A", ETag='"1"')
    told = [where for _, where in watch(case, Fetcher(pause=0), rounds=3, sleep=lambda _: None)]
    assert [w is None for w in told] == [False, True, True]


def test_a_case_without_pages_to_watch_is_told(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(case)]) == 2
    assert "names no page to watch" in capsys.readouterr().err
