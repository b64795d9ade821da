"""The JSON API under /api. What a verb writes has the schema of that verb (`recuento schema`); the rest is described here."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from recuento.records.counted import Tally
from recuento.records.said import Reading
from recuento.records.verdict import Weighing

from .index import FoundRow, Hit
from .shelf import Shelf, Shelved, State

MOST = 500
"""So many of a list are given at once."""

CaseKey = Annotated[str, Path(description="key of a case, as /api/cases has it", max_length=200)]
Offset = Annotated[int, Query(ge=0, le=2**53, description="so many are passed over")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="so many at most")]
Words = Annotated[
    str, Query(min_length=1, max_length=200, description="all must be there; the last may be the beginning of one")
]


class CaseTold(BaseModel):
    """A case of this site."""

    case: Annotated[str, Field(description="its key in links")]
    title: str
    country: str
    date: dt.date
    answer: Annotated[tuple[str, ...], Field(description="what its dossier answers")]
    articles: int
    sheets: Annotated[int, Field(description="rows of the counted sheets")]
    version: Annotated[str, Field(description="changes when the case does")]
    problem: Annotated[str | None, Field(description="why the last change of its files could not be taken in")] = None


class ArticleTold(BaseModel):
    """An article in a list."""

    id: str
    title: str
    source: str
    outlet: str | None
    published: dt.date | None


class Articles(BaseModel):
    """Some of a case's articles."""

    total: int
    articles: list[ArticleTold]


class RecordTold(BaseModel):
    """A record of an article, as docs/records.md has it."""

    kind: Annotated[str, Field(description="the key of a reading under which it stands")]
    article: str
    record: dict[str, Any]


class RowTold(BaseModel):
    """A row of the counted sheets."""

    file: Annotated[str, Field(description="the beginning of the file's SHA-256")]
    path: str
    row: int
    unit: str
    region: Annotated[str, Field(description="its levels joined by ' / '; empty where not known")]
    figures: Annotated[dict[str, int | None], Field(description="null: the sheet does not say")]
    findings: Annotated[list[dict[str, str]], Field(description="of a single row: what the checks say of it")] = []


class Rows(BaseModel):
    """Some of the rows of a case's counted sheets."""

    total: int
    rows: list[RowTold]


class HitTold(BaseModel):
    """Something found."""

    case: str
    kind: str
    title: str
    link: Annotated[str, Field(description="the page that shows it")]
    text: Annotated[str, Field(description="the words around")]


class Hits(BaseModel):
    """What was found, articles first."""

    hits: list[HitTold]


_PLAIN: dict[str, Any] = {"content": {"text/plain": {"schema": {"type": "string"}}}}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    404: {"description": "there is none of that name"},
    400: {"description": "the address is too long", **_PLAIN},
    421: {"description": "the site does not answer to that host", **_PLAIN},
    503: {"description": "the case has a mistake, or is being run for the first time"},
}


router = APIRouter(prefix="/api", responses=_REFUSALS)
"""The routes over the cases of the application's shelf."""


def _the_shelf(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


TheShelf = Annotated[Shelf, Depends(_the_shelf)]


@router.get("/cases")
def cases(shelf: TheShelf) -> list[CaseTold]:
    """The cases of this site; those that could never be run are left out."""
    held = ((shelved, shelved.current()) for shelved in shelf.cases.values())
    return [_case(shelved, state) for shelved, state in held if state is not None]


@router.get("/cases/{case}")
def case(shelf: TheShelf, case: CaseKey) -> CaseTold:
    """One case."""
    return _case(*state_of(shelf, case))


@router.get("/cases/{case}/tally", response_model=Tally)
def tally(shelf: TheShelf, case: CaseKey) -> Response:
    """The tally, as `recuento count` writes it."""
    _, state = state_of(shelf, case)
    if state.tally is None:
        raise HTTPException(404, "the case has no sheets")
    return _json(state.tally)


@router.get("/cases/{case}/weighing", response_model=Weighing)
def weighing(shelf: TheShelf, case: CaseKey) -> Response:
    """The weighing, as `recuento weigh` writes it."""
    return _json(state_of(shelf, case)[1].weighing)


@router.get("/cases/{case}/articles")
def articles(shelf: TheShelf, case: CaseKey, offset: Offset = 0, limit: Limit = 100) -> Articles:
    """The articles."""
    total, found = state_of(shelf, case)[1].index.articles(offset, limit)
    return Articles(total=total, articles=[ArticleTold.model_validate(vars(a)) for a in found])


@router.get("/cases/{case}/articles/{article}", response_model=Reading)
def article(shelf: TheShelf, case: CaseKey, article: str) -> Response:
    """An article with its records, as `recuento read` writes it."""
    found = state_of(shelf, case)[1].index.reading(article)
    if found is None:
        raise HTTPException(404, "there is no such article")
    return _json(found)


@router.get("/cases/{case}/records/{record}")
def record(shelf: TheShelf, case: CaseKey, record: str) -> RecordTold:
    """A record by its id."""
    found = state_of(shelf, case)[1].index.record(record)
    if found is None:
        raise HTTPException(404, "there is no such record")
    return RecordTold(kind=found.kind, article=found.article, record=found.record)


@router.get("/cases/{case}/sheets")
def sheets(
    shelf: TheShelf,
    case: CaseKey,
    offset: Offset = 0,
    limit: Limit = 100,
    unit: Annotated[str | None, Query(max_length=200, description="only this unit's")] = None,
    region: Annotated[str | None, Query(max_length=200, description="only of this region and those below it")] = None,
) -> Rows:
    """Rows of the counted sheets."""
    total, found = state_of(shelf, case)[1].index.rows(offset, limit, unit, region)
    return Rows(total=total, rows=[_row(r) for r in found])


@router.get("/cases/{case}/sheets/{file}/{row}")
def row(shelf: TheShelf, case: CaseKey, file: str, row: Annotated[int, Path(ge=0, le=2**53)]) -> RowTold:
    """A row by its file and number, with what the checks say of it."""
    found = state_of(shelf, case)[1].index.row(file, row)
    if found is None:
        raise HTTPException(404, "there is no such row")
    return _row(found)


@router.get("/search")
def search(
    shelf: TheShelf,
    q: Words,
    case: Annotated[str | None, Query(max_length=200, description="only in this case")] = None,
    limit: Limit = 50,
) -> Hits:
    """Full-text search over articles and sheets."""
    return Hits(hits=[_hit(key, hit) for key, hit in found_in(shelf, q, case, limit)])


def state_of(shelf: Shelf, key: str) -> tuple[Shelved, State]:
    """A case and how it is now. Raises HTTPException where there is none, or it could never be run."""
    shelved = shelf.cases.get(key)
    if shelved is None:
        raise HTTPException(404, "there is no such case")
    state = shelved.current()
    if state is None:
        raise HTTPException(503, shelved.problem or "the case is being run")
    return shelved, state


def found_in(shelf: Shelf, words: str, case: str | None, limit: int) -> list[tuple[str, Hit]]:
    """What is found in one case, or in all, each with the key of its case."""
    if case is not None:
        return [(case, hit) for hit in state_of(shelf, case)[1].index.search(words, limit)]
    found: list[tuple[str, Hit]] = []
    for key, shelved in shelf.cases.items():
        state = shelved.current()
        if state is not None and len(found) < limit:
            found += [(key, hit) for hit in state.index.search(words, limit - len(found))]
    return found


def _case(shelved: Shelved, state: State) -> CaseTold:
    contest = state.case.contest
    return CaseTold(
        case=shelved.key,
        title=contest.name,
        country=contest.country,
        date=contest.date,
        answer=state.answer,
        articles=state.articles,
        sheets=state.sheets,
        version=state.version,
        problem=shelved.problem,
    )


def _row(found: FoundRow) -> RowTold:
    return RowTold.model_validate(vars(found) | {"findings": list(found.findings)})


def _hit(key: str, hit: Hit) -> HitTold:
    text = "".join(part for part, _ in hit.parts)
    return HitTold(case=key, kind=hit.kind, title=hit.title, link=f"/c/{key}/{hit.link}", text=text)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
