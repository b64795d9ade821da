"""One typed table for each kind of record: the form that every tabular export, and `to_frame`, is made from.

Columns are the keys of the record (docs/records.md), typed; a stretch of the text is two columns, NAME_start and NAME_end; a list, or a
record within a record, is JSON text. Records of articles begin with `article`, the id in the table of articles; beside the id of an actor, KEY,
stands the actor's name, KEY_name.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import polars as pl
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from .counted import REGION_JOINT, CandidateTally, RegionTally, Sheets, Tally
from .inert import encodable
from .said import (
    Act,
    Actor,
    ActorId,
    ContestTold,
    Event,
    Pledge,
    Quotation,
    Reading,
    Relation,
    Result,
    Stance,
    VictoryClaim,
)
from .text import Article, Record
from .verdict import Check, Reaction, Verdict, Weighing

_OF_READINGS: Mapping[str, tuple[str, type[Record]]] = {
    "actors": ("actors", Actor),
    "contests": ("contests", ContestTold),
    "quotations": ("quotations", Quotation),
    "results": ("results", Result),
    "victory_claims": ("victory_claims", VictoryClaim),
    "acts": ("acts", Act),
    "stances": ("stances", Stance),
    "pledges": ("pledges", Pledge),
    "relations": ("relations", Relation),
    "events": ("events", Event),
}
KINDS_OF_READINGS: tuple[str, ...] = ("articles", *_OF_READINGS)
KINDS_OF_TALLIES: tuple[str, ...] = ("candidates", "regions", "findings")
KINDS_OF_WEIGHINGS: tuple[str, ...] = ("verdicts", "checks", "reactions")
KINDS: tuple[str, ...] = (*KINDS_OF_READINGS, *KINDS_OF_TALLIES, "sheets", *KINDS_OF_WEIGHINGS)

REFERENCES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    **{kind: {"article": ("articles", "id")} for kind in _OF_READINGS},
    "verdicts": {"article": ("articles", "id")},
}
"""Which columns of a kind point at which column of another."""


@dataclass(frozen=True)
class Holdings:
    """What a case holds; what it lacks is empty or None."""

    readings: Sequence[Reading] = ()
    tally: Tally | None = None
    sheets: Sheets | None = None
    weighing: Weighing | None = None


def frame_of(holdings: Holdings, kind: str) -> pl.DataFrame:
    """The table of one kind, one of `KINDS`; with its columns also where it has no row."""
    if kind in _OF_READINGS:
        key, model = _OF_READINGS[kind]
        return _frame_of_said(model, key, holdings.readings)
    match kind:
        case "articles":
            return _frame(Article, ((None, reading.article) for reading in holdings.readings))
        case "candidates":
            return _frame(CandidateTally, ((None, c) for c in _of(holdings.tally, "candidates")))
        case "regions":
            return _frame(RegionTally, ((None, r) for r in _of(holdings.tally, "regions")))
        case "findings":
            return _findings(holdings.tally)
        case "sheets":
            return _sheets(holdings.sheets)
        case "verdicts":
            return _frame(Verdict, ((None, v) for v in _of(holdings.weighing, "verdicts")))
        case "checks":
            return _frame(Check, ((None, c) for c in _of(holdings.weighing, "checks")))
        case "reactions":
            return _frame(Reaction, ((None, r) for r in _of(holdings.weighing, "reactions")))
    raise KeyError(kind)


def as_asked(holdings: Holdings, kind: str, kinds: Sequence[str], *, pandas: bool) -> Any:
    """The table of one of these kinds, as a polars or a pandas data frame.

    Raises ValueError for another kind, and ImportError where pandas is asked for and not installed.
    """
    if kind not in kinds:
        raise ValueError(f"there is no kind {kind!r}; the kinds here are {', '.join(kinds)}")
    frame = frame_of(holdings, kind)
    if not pandas:
        return frame
    return import_module("pandas").DataFrame(frame.to_dict(as_series=False))


def frames_of(holdings: Holdings) -> dict[str, pl.DataFrame]:
    """The tables that have a row."""
    return {kind: frame for kind in KINDS if (frame := frame_of(holdings, kind)).height}


def _of(record: Any, key: str) -> Sequence[Any]:
    return () if record is None else getattr(record, key)


def _frame_of_said(model: type[Record], key: str, readings: Sequence[Reading]) -> pl.DataFrame:
    """The records of one kind in all readings, with the names of the actors whose ids they hold."""
    roles = _roles_of(model)
    columns: dict[str, pl.DataType] = {"article": pl.String()}
    for field in model.model_fields:
        columns |= dict(_columns(model, field))
        if field in roles:
            columns[f"{field}_name"] = pl.String()
    made = []
    for reading in readings:
        names = {actor.id: encodable(actor.name) for actor in reading.actors}
        for record in getattr(reading, key):
            named = {f"{role}_name": names.get(getattr(record, role)) for role in roles}
            made.append({"article": reading.article.id, **_row(record), **named})
    return pl.DataFrame(made, schema=columns, orient="row")


@functools.cache
def _roles_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a record that hold the id of an actor."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(field for field in model.model_fields if _holds_an_actor(hints[field]))


def _holds_an_actor(hint: Any) -> bool:
    """Whether an annotation is the id of an actor, or that or None, with whatever else is said of it."""
    marks = getattr(hint, "__metadata__", ())
    return any(mark is _ACTOR for mark in marks) or any(
        _holds_an_actor(part) for part in get_args(hint) if part is not hint
    )


_ACTOR = ActorId.__metadata__[0]  # type: ignore[attr-defined]


def _frame(model: type[Record], rows: Iterable[tuple[str | None, Record]], of: str | None = None) -> pl.DataFrame:
    columns: dict[str, pl.DataType] = {of: pl.String()} if of else {}
    columns |= {name: kind for field in model.model_fields for name, kind in _columns(model, field)}
    made = [{**({of: owner} if of else {}), **_row(record)} for owner, record in rows]
    return pl.DataFrame(made, schema=columns, orient="row")


@functools.cache
def _columns(model: type[BaseModel], field: str) -> tuple[tuple[str, pl.DataType], ...]:
    """The columns of a key, with their types: asked for each record, worked out once."""
    annotation = _bare(model.model_fields[field].annotation)
    if annotation == tuple[int, int]:
        return (f"{field}_start", pl.Int64()), (f"{field}_end", pl.Int64())
    return ((field, _type_of(annotation)),)


def _bare(annotation: Any) -> Any:
    """An annotation without `Annotated` and `None`."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation):
            rest = [a for a in get_args(annotation) if a is not type(None)]
            if len(rest) > 1:
                return Any if set(rest) != {int, float} else float
            annotation = rest[0]
        else:
            return float if annotation == int | float or annotation == float | int else annotation


def _type_of(annotation: Any) -> pl.DataType:
    if get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, str)):
        return pl.String()
    return _TYPES.get(annotation, pl.String())


_TYPES: Mapping[Any, pl.DataType] = {bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64(), dt.date: pl.Date()}


def _row(record: Record) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for field in type(record).model_fields:
        value = getattr(record, field)
        columns = _columns(type(record), field)
        if len(columns) > 1:
            cells |= dict(zip((name for name, _ in columns), value or (None, None), strict=True))
        else:
            cells[field] = _cell(value, columns[0][1])
    return cells


def _cell(value: Any, kind: pl.DataType) -> Any:
    if value is None:
        return None
    if kind == pl.String():
        plain = to_jsonable_python(value)
        return encodable(plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False))
    return float(value) if kind == pl.Float64() else value


def _findings(tally: Tally | None) -> pl.DataFrame:
    """A row for each row on which a check fired."""
    columns = {
        "check": pl.String(),
        "severity": pl.String(),
        "source": pl.String(),
        "row": pl.Int64(),
        "unit": pl.String(),
        "detail": pl.String(),
    }
    rows = [
        {
            "check": f.check,
            "severity": f.severity,
            "source": r.source,
            "row": r.row,
            "unit": r.unit,
            "detail": str(r.detail),
        }
        for f in _of(tally, "findings")
        for r in f.rows
    ]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _sheets(sheets: Sheets | None) -> pl.DataFrame:
    """The counted rows; regions as their path joined by ' / '."""
    if sheets is None:
        return pl.DataFrame({"unit": []}, schema={"unit": pl.String()})
    path = pl.col("region").cast(pl.String).str.replace_all(REGION_JOINT, " / ", literal=True)
    named = {v: v.replace(":", "_") for v in sheets.vote_columns}
    return sheets.frame.with_columns(path.alias("region"), pl.col("source").cast(pl.String)).rename(named)
