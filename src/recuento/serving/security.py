"""What goes with every answer: policies, an ETag of its very bytes; and what is not answered: other hosts, large requests.

A page of the site may take in the site's own style and pictures and nothing else: no script, no frame, no other address. The dossier
brings the policy that `showing/report.py` writes into it, which lets in its own style and script by their hashes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none at all a form would come from "null"
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_TARGET = 8_000
"""Characters that a path and query may have together."""


class Guard:
    """ASGI: refuses what is not for this site, and puts policies and an ETag to every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _plainly(send, *refused)
            return
        answer = _Answer(
            send, headers.get("if-none-match", ""), scope["method"], private=scope["path"].startswith("/review")
        )
        as_get = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope  # the same, and its body kept back
        await self._app(as_get, receive, answer.take)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = re.sub(r":\d+\Z", "", headers.get("host", "")).lower()
        if host not in self._hosts:
            return (
                421,
                "this site does not answer to that name",
            )  # else a page elsewhere could read it by a name of its own
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_TARGET:
            return 400, "the address is too long"
        return None


class _Answer:
    """Holds an answer back until it is whole, to give it the ETag of its bytes."""

    def __init__(self, send: Send, known: str, method: str, *, private: bool) -> None:
        self._send = send
        self._known = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        self._method = method
        self._private = private
        self._start: Message | None = None
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        """A part of the answer."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False) and self._start is not None:
            await self._give(self._start)

    async def _give(self, start: Message) -> None:
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in start["headers"]}
        headers.setdefault("content-security-policy", POLICY)
        headers |= _ALWAYS
        status, body = start["status"], bytes(self._body)
        if self._private:
            headers["cache-control"] = "no-store"  # what a reviewer sees stays in no cache
        elif status == 200 and self._method in {"GET", "HEAD"}:
            tag = headers.setdefault("etag", f'"{hashlib.sha256(body).hexdigest()[:32]}"')
            headers.setdefault("cache-control", "no-cache")  # may be kept, and is asked after each time
            if tag in self._known or "*" in self._known:
                status, body = 304, b""
                headers.pop("content-type", None)
        headers["content-length"] = str(len(body))
        if status == 304:
            del headers["content-length"]
        if self._method == "HEAD":
            body = b""
        told = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": told})
        await self._send({"type": "http.response.body", "body": body})


async def _plainly(send: Send, status: int, what: str) -> None:
    content = f"{what}\n".encode()
    told = {
        "content-type": "text/plain; charset=utf-8",
        "content-length": str(len(content)),
        "content-security-policy": POLICY,
        **_ALWAYS,
    }
    headers = [(k.encode(), v.encode()) for k, v in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
