"""Web pages kept as they were: fetched at the user's word, written as WARC with hash and time; results pages watched for changes.

A page is asked for only where the site's robots.txt lets any program ask (RFC 9309: no such file allows all, a server in trouble nothing), and one host
no more often than once in `PAUSE` seconds, or as its crawl delay says. What is the same as what was last kept is not kept again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from .case.folder import ARTICLES, load_with_bytes, place_of
from .errors import CaseError, FetchError, OutputError, RecuentoError, TextError
from .reading.pages.fetch import FetchedPage, NoPageError, fetch
from .records.files import replacing

WATCHED = "archive"
"""The folder of a case into which watched pages go, each into one of its own."""
PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two requests to one host, and the most that a site's crawl delay is waited."""
AGENT = "recuento"
_KEPT = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{12})\.warc\.gz")

Clock = Callable[[], float]


class Fetcher:
    """Asks for pages, one host at a time and as robots.txt allows."""

    def __init__(
        self, *, pause: float = PAUSE, sleep: Callable[[float], object] = time.sleep, clock: Clock = time.monotonic
    ) -> None:
        self._pause = pause
        self._sleep = sleep
        self._clock = clock
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, asked: Mapping[str, str] | None = None) -> FetchedPage:
        """The page. Raises FetchError where robots.txt forbids it, or it cannot be fetched; NoPageError as `fetch` does.

        A redirect's target is asked for as an address of its own: by its site's rules and at its site's pace.
        """
        self._come_to(url)
        return fetch(url, asked=asked or {}, permit=self._come_to)

    def _come_to(self, url: str) -> None:
        """Waits until an address may be asked for. Raises FetchError where it may not be."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise FetchError("is no address of the web", where=url, mend="it begins with https://")
        robots = self._rules_of(site)
        if not robots.can_fetch(AGENT, url):
            raise FetchError(
                "the site's robots.txt asks programs not to fetch it", where=url, mend="save the page by hand"
            )
        delay = robots.crawl_delay(AGENT)
        self._wait(site, min(float(delay), LONGEST_PAUSE) if delay is not None else self._pause)

    def _rules_of(self, site: str) -> RobotFileParser:
        if site not in self._robots:
            rules = RobotFileParser()
            try:
                rules.parse(fetch(f"{site}/robots.txt").data.decode("utf-8", "replace").splitlines())
            except NoPageError as error:
                rules.parse([] if 400 <= error.status < 500 else ["User-agent: *", "Disallow: /"])
            except TextError as error:
                raise FetchError(error.what, where=error.where, mend=error.mend) from error
            self._last[site] = self._clock()
            self._robots[site] = rules
        return self._robots[site]

    def _wait(self, site: str, pause: float) -> None:
        ahead = self._last.get(site, -pause) + pause - self._clock()
        if ahead > 0:
            self._sleep(ahead)
        self._last[site] = self._clock()


def keep_pages(urls: Sequence[str], folder: Path, fetcher: Fetcher) -> Iterator[tuple[str, Path | RecuentoError, bool]]:
    """Fetches each page into the articles of a case: where it is, or why it is not, and whether it is new.

    Raises CaseError where the folder is no case.
    """
    load_with_bytes(folder)
    articles = place_of(folder) / ARTICLES
    for url in urls:
        try:
            page = fetcher.get(url)
            yield url, *_keep(page, url, articles, f"{_slug(url)}-")
        except RecuentoError as error:
            yield url, error, False


def watch(
    folder: Path,
    fetcher: Fetcher,
    *,
    rounds: int | None = None,
    clock: Clock = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> Iterator[tuple[str, Path | RecuentoError | None]]:
    """Asks for the pages that a case names under `[[watch]]` as often as it says: where each change was kept, or what went wrong.

    None: nothing has changed. Ends after so many `rounds` of each page, or never. Raises CaseError where the case names none.
    """
    case, _ = load_with_bytes(folder)
    if not case.watch:
        raise CaseError("names no page to watch", where=str(folder), mend="add a [[watch]] block to case.toml")
    place = place_of(folder) / WATCHED
    due = {page.name: clock() for page in case.watch}
    left = {page.name: rounds for page in case.watch}
    known: dict[str, dict[str, str]] = {}
    while True:
        ahead = [page for page in case.watch if left[page.name] != 0]
        if not ahead:
            return
        page = min(ahead, key=lambda p: due[p.name])
        if (wait := due[page.name] - clock()) > 0:
            sleep(wait)
        due[page.name] = clock() + page.every
        count = left[page.name]
        left[page.name] = None if count is None else count - 1
        try:
            came = fetcher.get(page.url, known.get(page.name))
            asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
            held = {k.title(): v for k, v in came.headers}
            known[page.name] = {ask: held[k.title()] for k, ask in asked.items() if k.title() in held}
            path, new = _keep(came, page.url, place / page.name, "")
            yield page.name, path if new else None
        except NoPageError as error:
            yield page.name, None if error.status == 304 else error
        except RecuentoError as error:
            yield page.name, error


def _keep(page: FetchedPage, url: str, folder: Path, before: str) -> tuple[Path, bool]:
    """Writes the page into the folder unless what was kept of it last is the same; where it is, and whether it is new."""
    digest = hashlib.sha256(page.data).hexdigest()
    kept = sorted(
        (m[1], m[2], path)
        for path in (folder.glob("*.warc.gz") if folder.is_dir() else ())
        if path.name.startswith(before) and (m := _KEPT.fullmatch(path.name.removeprefix(before)))
    )
    if kept and kept[-1][1] == digest[:12]:
        return kept[-1][2], False
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    path = folder / f"{before}{now:%Y%m%dT%H%M%SZ}-{digest[:12]}.warc.gz"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made ({(error.strerror or str(error)).lower()})", where=str(folder)) from error
    with replacing(path) as out:
        out.write(_archived(page, url, now, digest))
    return path, True


def _archived(page: FetchedPage, url: str, now: dt.datetime, digest: str) -> bytes:
    """The answer as a WARC file: what was asked, and what came, body as sent, with its SHA-256."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    content = io.BytesIO()
    writer = WARCWriter(content, gzip=True)
    about = {"software": "recuento", "format": "WARC File Format 1.1", "robots": "obey"}
    writer.write_record(writer.create_warcinfo_record("recuento.warc.gz", about))
    target = urlsplit(url)
    line = f"GET {target.path or '/'}{'?' + target.query if target.query else ''} HTTP/1.1"
    request = StatusAndHeaders(line, [("Host", target.netloc)], is_http_request=True)
    # What came in pieces or over a connection kept open is whole here.
    headers = [(k, v) for k, v in page.headers if k.lower() not in {"transfer-encoding", "connection"}]
    response = StatusAndHeaders(f"{page.status} OK", headers, protocol="HTTP/1.1")
    beside = {"X-Page-SHA256": digest, "X-Final-URI": page.url}
    for kind, told, body, more in (("request", request, b"", {}), ("response", response, page.sent, beside)):
        digests = {
            "WARC-Block-Digest": f"sha256:{hashlib.sha256(told.to_ascii_bytes() + body).hexdigest()}",
            "WARC-Payload-Digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
        }
        about = {"WARC-Date": f"{now:%Y-%m-%dT%H:%M:%SZ}", **digests, **more}
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), length=len(body), http_headers=told, warc_headers_dict=about
        )
        writer.write_record(record)
    return content.getvalue()


def _slug(url: str) -> str:
    """Host and path of an address in letters, digits and hyphens, and a digest of the whole, for a file's name."""
    parts = urlsplit(url)
    name = re.sub(r"[^a-z0-9]+", "-", f"{parts.netloc}{parts.path}".lower()).strip("-")[:60].strip("-")
    return f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:6]}"
