"""The site as one ASGI application, and the server under it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from . import api, pages, review
from .review import Desk
from .security import Guard
from .shelf import Shelf

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


def application(
    shelf: Shelf, *, locale: str = "en", hosts: Sequence[str] = OWN_NAMES, desk: Desk | None = None
) -> ASGIApp:
    """The site. It answers requests for `hosts` alone and reads nothing but the cases; without a `desk` it changes nothing."""
    app = FastAPI(
        title="recuento",
        version="1",
        summary="What was said about contested elections, and what was counted.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # these would take scripts from elsewhere
        redoc_url=None,
    )
    shown = pages.Pages(locale, reviewing=desk is not None)
    app.state.shelf, app.state.pages = shelf, shown
    app.include_router(api.router)
    app.include_router(pages.router)
    if desk is not None:
        app.state.desk = desk
        app.include_router(review.router)

    def told(request: Request, status: int, what: str) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": what}, status_code=status)
        return shown.error(status, what)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 303:
            return pages.turned((error.headers or {})["location"])
        response = told(request, error.status_code, str(error.detail))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, error: RequestValidationError) -> Response:
        if request.url.path.startswith("/api/"):
            known = ("loc", "msg", "type")
            return JSONResponse({"detail": [{k: e[k] for k in known} for e in error.errors()]}, status_code=422)
        return shown.error(422, "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()))

    return Guard(app, hosts)


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Answers until it is interrupted. Raises OSError where the port is taken."""
    import uvicorn

    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, timeout_keep_alive=30)
