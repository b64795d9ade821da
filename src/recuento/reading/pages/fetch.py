"""Fetches a page whose address the user gave. In this room nothing else touches the network."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from types import MappingProxyType
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from recuento.errors import TextError

# Seconds to wait for an answer, and the largest page in bytes.
TIMEOUT = 20.0
LARGEST = 20_000_000

_HEADERS = {
    "User-Agent": "recuento (reads one page at its user's request)",
    "Accept": "text/html,application/pdf,text/plain;q=0.9,*/*;q=0.5",
}


@dataclass(frozen=True)
class FetchedPage:
    """What a server sent: the bytes, and the media type and encoding it names."""

    data: bytes
    media: str | None
    charset: str | None
    url: str = ""
    """Where it was after redirects."""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    sent: bytes = b""
    """The body as it came, before it was unzipped."""


class NoPageError(TextError):
    """The server answered, and not with a page; `status` says how."""

    status = 0


class _Redirects(HTTPRedirectHandler):
    """Follows a redirect where `permit` does not raise for its target."""

    def __init__(self, permit: Callable[[str], object]) -> None:
        self._permit = permit

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        self._permit(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(
    url: str,
    *,
    timeout: float = TIMEOUT,
    largest: int = LARGEST,
    asked: Mapping[str, str] = MappingProxyType({}),
    permit: Callable[[str], object] = lambda _: None,
) -> FetchedPage:
    """The page at an http or https address; redirects stay within these two. `asked`: further headers of the request.

    `permit` is called with the target of each redirect, and may raise. Raises `TextError`; where the server answered otherwise
    than with a page, `NoPageError`.
    """
    opener = OpenerDirector()
    # By name: the usual opener would also follow a redirect to ftp.
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPErrorProcessor, HTTPDefaultErrorHandler):
        opener.add_handler(handler())
    opener.add_handler(_Redirects(permit))
    try:
        request = Request(_ascii(url), headers={**_HEADERS, **asked})  # noqa: S310 - the opener knows http and https only
        with opener.open(request, timeout=timeout) as answer:
            data = answer.read(largest + 1)
            headers = answer.headers
            came = {"url": answer.geturl(), "status": answer.status, "headers": tuple(headers.items()), "sent": data}
    except HTTPError as error:
        error.close()
        refused = NoPageError(f"the server answered {error.code} {error.reason}", where=url)
        refused.status = error.code
        raise refused from error
    except (URLError, OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise TextError(
            f"the page cannot be fetched ({reason})", where=url, mend="save it and give the file"
        ) from error
    if headers.get("Content-Encoding", "").lower() == "gzip":
        data = _unzipped(data, url, largest)
    if len(data) > largest:
        raise TextError(f"the page is larger than {largest // 1_000_000} MB", where=url)
    return FetchedPage(data, headers.get_content_type(), headers.get_content_charset(), **came)


def _ascii(url: str) -> str:
    """The address as it goes over the wire: other letters and spaces escaped."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    return urlunsplit(
        (
            parts.scheme,
            host,
            quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
            quote(parts.query, safe="=&%/:@!$'()*+,;~-._?"),
            "",
        )
    )


def _unzipped(data: bytes, url: str, largest: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return stream.read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise TextError("the page is sent damaged (gzip)", where=url) from error
