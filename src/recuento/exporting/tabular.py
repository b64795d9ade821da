"""Tables as files: a folder of CSV or Parquet, a Frictionless data package, an SQLite database for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from recuento.records.files import replacing
from recuento.records.frames import REFERENCES
from recuento.records.kind_files import inert

_FIELDS: Mapping[Any, str] = {
    pl.Int64: "integer",
    pl.Int32: "integer",
    pl.UInt32: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
}
_SQL: Mapping[str, str] = {
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "string": "TEXT",
}
_SEARCHED: Mapping[str, tuple[str, ...]] = {"articles": ("title", "text"), "sheets": ("unit", "region")}
"""Which columns the full-text search of a database is over."""


def write_csv(frames: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """KIND.csv for each kind: UTF-8, and no cell that a spreadsheet would compute."""
    return [_write(folder / f"{kind}.csv", inert(frame).write_csv().encode()) for kind, frame in frames.items()]


def write_parquet(frames: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """KIND.parquet for each kind."""
    places = []
    for kind, frame in frames.items():
        with replacing(folder / f"{kind}.parquet") as out:
            frame.write_parquet(out)
        places.append(folder / f"{kind}.parquet")
    return places


def write_data_package(frames: Mapping[str, pl.DataFrame], folder: Path, name: str, title: str) -> list[Path]:
    """The CSV files with datapackage.json: the columns' types, keys and references (Frictionless Data Package, Table Schema)."""
    places = write_csv(frames, folder)
    resources = [
        {
            "name": kind,
            "path": f"{kind}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": _schema(kind, frame, frames),
        }
        for kind, frame in frames.items()
    ]
    package = {"profile": "tabular-data-package", "name": name, "title": title, "resources": resources}
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return [*places, _write(folder / "datapackage.json", text.encode())]


def _schema(kind: str, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": n, "type": field_type(t)} for n, t in frame.schema.items()],
        "missingValues": [""],
    }
    if kind == "articles":
        schema["primaryKey"] = "id"
    keys = [
        {"fields": column, "reference": {"resource": other, "fields": key}}
        for column, (other, key) in REFERENCES.get(kind, {}).items()
        if other in frames and column in frame.columns
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def field_type(kind: Any) -> str:
    """The Table Schema type of a column."""
    return _FIELDS.get(kind.base_type() if hasattr(kind, "base_type") else kind, "string")


def write_sqlite(frames: Mapping[str, pl.DataFrame], place: Path) -> list[Path]:
    """One database: a table a kind, with foreign keys, an index on each, and full-text search over articles and sheets (FTS5)."""
    with replacing(place) as out:
        database = sqlite3.connect(":memory:")
        with database:
            database.execute("PRAGMA foreign_keys = ON")
            for kind, frame in frames.items():
                _table(database, kind, frame, frames)
        out.write(database.serialize())
        database.close()
    return [place]


def _table(database: sqlite3.Connection, kind: str, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> None:
    columns = [f"{_quoted(n)} {_SQL[field_type(t)]}" for n, t in frame.schema.items()]
    if kind == "articles":
        columns[frame.columns.index("id")] += " PRIMARY KEY"
    points = {c: to for c, to in REFERENCES.get(kind, {}).items() if to[0] in frames and c in frame.columns}
    columns += [f"FOREIGN KEY ({_quoted(c)}) REFERENCES {_quoted(o)} ({_quoted(k)})" for c, (o, k) in points.items()]
    database.execute(f"CREATE TABLE {_quoted(kind)} ({', '.join(columns)})")
    whole = frame.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Categorical).cast(pl.String))
    marks = ", ".join("?" * frame.width)
    rows = whole.unique("id", keep="first", maintain_order=True) if kind == "articles" else whole
    database.executemany(f"INSERT INTO {_quoted(kind)} VALUES ({marks})", rows.iter_rows())  # noqa: S608 - quoted
    for column in points:
        database.execute(f"CREATE INDEX {_quoted(f'{kind}_{column}')} ON {_quoted(kind)} ({_quoted(column)})")
    if kind in _SEARCHED:
        over = ", ".join(_SEARCHED[kind])
        database.execute(f"CREATE VIRTUAL TABLE {kind}_fts USING fts5({over}, content={kind}, content_rowid=rowid)")
        database.execute(f"INSERT INTO {kind}_fts({kind}_fts) VALUES ('rebuild')")  # noqa: S608 - our own names


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _write(place: Path, content: bytes) -> Path:
    with replacing(place) as out:
        out.write(content)
    return place
