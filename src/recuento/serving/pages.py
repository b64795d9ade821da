"""The HTML pages: the cases, each case's dossier as its run wrote it, articles with their records, sheets row by row, search."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response

from recuento.records.inert import one_line
from recuento.records.messages import Message
from recuento.records.said import Reading
from recuento.showing.claims import sentence
from recuento.showing.details import in_words
from recuento.showing.explain import page as explained_page
from recuento.showing.numbers import Numbers
from recuento.showing.templating import environment
from recuento.showing.wording import Wording

from .api import CaseKey, Offset, TheShelf, found_in, state_of
from .index import STATED, FoundRow
from .security import POLICY
from .shelf import Shelved, State

AT_ONCE = 100
"""So many of a list stand on a page."""
_ITS_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


@dataclass(frozen=True)
class _Told:
    """A case as the templates take it."""

    key: str
    title: str
    day: str
    articles: int
    sheets: int
    answer: tuple[str, ...]
    problem: str | None
    known: bool


class Pages:
    """Writes pages in one language."""

    def __init__(self, locale: str, *, reviewing: bool = False) -> None:
        self._reviewing = reviewing
        self._locale = locale
        self._numbers = Numbers(locale)
        wording = Wording(locale)
        self._stated = {name: wording.text(Message(f"sheet.{name}")) for name in STATED}

    def told(self, shelved: Shelved) -> _Told:
        """A case as it is now."""
        state = shelved.current()
        title = one_line(state.case.contest.name) if state else shelved.key
        day = self._numbers.day(state.case.contest.date) if state else ""
        counts = (state.articles, state.sheets, state.answer) if state else (0, 0, ())
        return _Told(shelved.key, title, day, *counts, shelved.problem, state is not None)

    def page(self, template: str, *, answered: int = 200, case: Shelved | None = None, **values: Any) -> Response:
        """A page by its template."""
        told = self.told(case) if case is not None else None
        text = (
            environment(self._locale)
            .get_template(f"site/{template}.html.j2")
            .render(locale=self._locale, case=told, reviewing=self._reviewing, **values)
        )
        return _html(text.encode("utf-8", "replace"), answered)

    def error(self, status: int, what: str) -> Response:
        """What could not be shown, and why."""
        return self.page("error", answered=status, status=status, what=what)

    def heads(self, state: State, figures: Mapping[str, int | None]) -> dict[str, str]:
        """What the figures of a sheet are called: candidates by their names, the others in the language of the page."""
        names = {c.id: one_line(c.name) for c in state.case.candidates}
        return {figure: names.get(figure) or self._stated.get(figure, figure) for figure in figures}

    def figure(self, value: int | None) -> str:
        """A figure of a sheet; what it does not say is not known."""
        return self._numbers.count(value)

    def finding(self, finding: Mapping[str, str]) -> dict[str, str]:
        """A finding with its title in words."""
        title = self._numbers.text(sentence(finding["check"].replace("_", " ")).removesuffix("."))
        explain, detail = self._numbers.text(sentence(finding["explain"])), in_words(finding["detail"], self._numbers)
        return {**finding, "title": title, "explain": explain, "detail": detail}


router = APIRouter(include_in_schema=False)
"""The routes over the cases of the application's shelf."""


def _the_pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


ThePages = Annotated[Pages, Depends(_the_pages)]


@router.get("/")
def home(shelf: TheShelf, pages: ThePages) -> Response:
    """All cases, with what each dossier answers."""
    return pages.page("home", cases=[pages.told(s) for s in shelf.cases.values()])


@router.get("/static/site.css")
def style() -> Response:
    """The style of all pages."""
    return Response(environment().get_template("site/site.css").render(), media_type="text/css")


@router.get("/favicon.ico")
def icon() -> Response:
    """No picture: browsers ask for one."""
    return Response(status_code=204)


@router.get("/c/{case}/")
def dossier(shelf: TheShelf, case: CaseKey) -> Response:
    """A dossier, byte for byte as the run wrote it."""
    return _with_its_policy(state_of(shelf, case)[1].dossier)


@router.get("/c/{case}/articles")
def articles(shelf: TheShelf, pages: ThePages, case: CaseKey, offset: Offset = 0) -> Response:
    """The articles of a case."""
    shelved, state = state_of(shelf, case)
    total, found = state.index.articles(offset, AT_ONCE)
    turn = _turn(f"/c/{case}/articles", {}, offset, total)
    return pages.page("articles", case=shelved, total=total, start=offset + 1, articles=found, **turn)


@router.get("/c/{case}/articles/{article}")
def article(shelf: TheShelf, case: CaseKey, article: str) -> Response:
    """An article with its records."""
    text = state_of(shelf, case)[1].index.reading(article)
    if text is None:
        raise HTTPException(404, "there is no such article")
    return _with_its_policy(explained_page([Reading.model_validate_json(text)]).encode("utf-8", "replace"))


@router.get("/c/{case}/records/{record}")
def record(shelf: TheShelf, pages: ThePages, case: CaseKey, record: str) -> Response:
    """A record by its id."""
    shelved, state = state_of(shelf, case)
    found = state.index.record(record)
    text = state.index.reading(found.article) if found else None
    if found is None or text is None:
        raise HTTPException(404, "there is no such record")
    located = Reading.model_validate_json(text).located()
    at = next((i for i, r in enumerate(located, start=1) if getattr(r, "id", None) == record), None)
    anchor = f"#a1-r{at}" if at is not None else ""
    rows = [(k, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) for k, v in found.record.items()]
    words = str(found.record.get("text") or "")
    return pages.page(
        "record",
        case=shelved,
        id=record,
        article=found.article,
        kind=found.kind,
        rows=rows,
        words=words,
        anchor=anchor,
    )


@router.get("/c/{case}/sheets")
def sheets(
    shelf: TheShelf,
    pages: ThePages,
    case: CaseKey,
    offset: Offset = 0,
    unit: Annotated[str | None, Query(max_length=200)] = None,
    region: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Rows of the counted sheets."""
    shelved, state = state_of(shelf, case)
    total, found = state.index.rows(offset, AT_ONCE, unit, region)
    asked = {key: value for key, value in (("unit", unit), ("region", region)) if value is not None}
    return pages.page(
        "sheets",
        case=shelved,
        total=total,
        within=" · ".join(asked.values()),
        heads=list(pages.heads(state, found[0].figures).values()) if found else [],
        rows=[vars(r) | {"cells": [pages.figure(v) for v in r.figures.values()]} for r in found],
        **_turn(f"/c/{case}/sheets", asked, offset, total),
    )


@router.get("/c/{case}/sheets/{file}/{row}")
def row(
    shelf: TheShelf, pages: ThePages, case: CaseKey, file: str, row: Annotated[int, Path(ge=0, le=2**53)]
) -> Response:
    """A row with what the checks say of it."""
    shelved, state = state_of(shelf, case)
    found = state.index.row(file, row)
    if found is None:
        raise HTTPException(404, "there is no such row")
    return pages.page("row", case=shelved, **_row(found, pages, state))


@router.get("/search")
def search(
    shelf: TheShelf,
    pages: ThePages,
    q: Annotated[str, Query(max_length=200)] = "",
    case: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Full-text search over articles and sheets."""
    found = found_in(shelf, q, case, AT_ONCE)
    hits = [{"case": key, "title": hit.title, "link": f"/c/{key}/{hit.link}", "parts": hit.parts} for key, hit in found]
    within = shelf.cases.get(case) if case is not None else None
    return pages.page("search", case=within, q=q, hits=hits, full=len(hits) == AT_ONCE)


def _row(found: FoundRow, pages: Pages, state: State) -> dict[str, Any]:
    heads = pages.heads(state, found.figures)
    return {
        "unit": found.unit,
        "file": found.file,
        "path": found.path,
        "row": found.row,
        "region": found.region,
        "figures": [(heads[name], pages.figure(value)) for name, value in found.figures.items()],
        "findings": [pages.finding(f) for f in found.findings],
    }


def _turn(address: str, asked: Mapping[str, str], offset: int, total: int) -> dict[str, Any]:
    """Where the pages of a list before and after this one are."""

    def at(place: int) -> str:
        return f"{quote(address)}?{urlencode({**asked, 'offset': place})}"

    before = at(max(0, offset - AT_ONCE)) if offset > 0 else None
    return {"before": before, "after": at(offset + AT_ONCE) if offset + AT_ONCE < total else None}


def _html(content: bytes, status: int = 200) -> Response:
    return Response(content, status_code=status, media_type="text/html; charset=utf-8")


def turned(address: str) -> Response:
    """Leads a browser on to another page, by GET."""
    return Response(status_code=303, headers={"location": address})


def _with_its_policy(content: bytes) -> Response:
    """A page that carries its policy, with the same in the header: there it also forbids being framed."""
    found = _ITS_POLICY.search(content[:20_000].decode("utf-8", "replace"))
    response = _html(content)
    policy = found[1].replace("&#39;", "'") if found else POLICY
    response.headers["content-security-policy"] = f"{policy.rstrip('; ')}; frame-ancestors 'none'"
    return response
