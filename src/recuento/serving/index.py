"""What is searched and linked to of one state of a case: articles, records, sheets and findings, in an SQLite file.

Names of members of the public are withheld before anything is written here (`showing/private.py`), so that no page and no answer
can show one. A record is found by its id, a row of a sheet by the digest of its file and its row: such links stay while the bytes stay.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recuento.records.counted import Sheets, Tally
from recuento.records.files import to_json
from recuento.records.frames import Holdings, frame_of
from recuento.records.said import UNSURE, Located, Reading

_TABLES = """
CREATE TABLE articles (
  n INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, source TEXT, outlet TEXT, published TEXT, language TEXT, text TEXT, reading TEXT);
CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content=articles, content_rowid=n, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE records (id TEXT, kind TEXT, article TEXT, record TEXT);
CREATE INDEX records_id ON records (id);
CREATE TABLE sheets (n INTEGER PRIMARY KEY, file TEXT, path TEXT, row INTEGER, unit TEXT, region TEXT, figures TEXT);
CREATE UNIQUE INDEX sheets_row ON sheets (file, row);
CREATE INDEX sheets_unit ON sheets (unit);
CREATE INDEX sheets_region ON sheets (region, n);
CREATE VIRTUAL TABLE sheets_fts USING fts5(unit, region, content=sheets, content_rowid=n, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE findings (path TEXT, row INTEGER, check_name TEXT, severity TEXT, explain TEXT, detail TEXT);
CREATE INDEX findings_row ON findings (path, row);
"""
_BEGIN, _END = "\x02", "\x03"
"""What stands around a found word in a snippet."""
DIGEST = 16
"""So many hexadecimal digits of a file's SHA-256 stand in a link."""
STATED = ("registered", "ballots", "valid", "invalid")
"""The figures of a sheet beside the candidates', as they are called in the API."""


@dataclass(frozen=True)
class Hit:
    """Something found: `parts` of the text around, those that are marked being the words that were sought."""

    kind: str
    title: str
    link: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class FoundRecord:
    """A record of an article."""

    kind: str
    article: str
    record: dict[str, Any]


@dataclass(frozen=True)
class FoundArticle:
    """An article in a list."""

    id: str
    title: str
    source: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True)
class FoundRow:
    """A row of the counted sheets, with what the checks say of it."""

    file: str
    path: str
    row: int
    unit: str
    region: str
    figures: dict[str, int | None]
    findings: tuple[dict[str, str], ...] = ()


class Index:
    """One state of a case in a file; each thread reads it by a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def made(cls, path: Path, readings: Sequence[Reading], tally: Tally | None, sheets: Sheets | None) -> Index:
        """Writes the file. `readings` without the names that are withheld."""
        with closing(sqlite3.connect(path)) as database, database:
            database.executescript(_TABLES)
            _put_articles(database, readings)
            if tally is not None and sheets is not None:
                _put_sheets(database, tally, sheets)
            for name in ("articles", "sheets"):
                database.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")  # noqa: S608 - our own names
        return cls(path)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            yield database

    # --- articles and their records ---------------------------------------------------------------------------------

    def articles(self, offset: int, limit: int) -> tuple[int, list[FoundArticle]]:
        """How many there are, and some of them, in the order of the files."""
        with self._open() as database:
            (total,) = database.execute("SELECT count(*) FROM articles").fetchone()
            rows = database.execute(
                "SELECT id, title, source, outlet, published FROM articles ORDER BY n LIMIT ? OFFSET ?", (limit, offset)
            )
            return total, [FoundArticle(*row) for row in rows]

    def reading(self, article: str) -> str | None:
        """The reading of an article, as JSON."""
        with self._open() as database:
            row = database.execute("SELECT reading FROM articles WHERE id = ?", (article,)).fetchone()
        return row[0] if row else None

    def record(self, record: str) -> FoundRecord | None:
        """The record with this id."""
        with self._open() as database:
            row = database.execute("SELECT kind, article, record FROM records WHERE id = ?", (record,)).fetchone()
        return FoundRecord(row[0], row[1], json.loads(row[2])) if row else None

    def stances(self, *, to_check: bool) -> list[dict[str, Any]]:
        """The stances that scorer or model alone found, or all others."""
        return [r for r in self._records("stances") if (r["by"] in UNSURE) == to_check]

    def results_to_check(self) -> list[dict[str, Any]]:
        """The figures that a language model alone gave to somebody."""
        return [r for r in self._records("results") if r["by"] in UNSURE]

    def _records(self, kind: str) -> list[dict[str, Any]]:
        with self._open() as database:
            rows = database.execute("SELECT record FROM records WHERE kind = ?", (kind,)).fetchall()
        return [json.loads(row[0]) for row in rows]

    # --- sheets -----------------------------------------------------------------------------------------------------

    def rows(self, offset: int, limit: int, unit: str | None, region: str | None) -> tuple[int, list[FoundRow]]:
        """How many rows there are (of this unit, in this region or one below it), and some of them in their order."""
        if unit is None and region is None:
            return self._all_rows(offset, limit)
        wheres, values = [], []
        if unit is not None:
            wheres.append("unit = ?")
            values.append(unit)
        if region is not None:
            # A region and those below it: " / " and what sorts right behind it end the stretch of the index.
            wheres.append("(region = ? OR (region >= ? AND region < ?))")
            values += [region, f"{region} / ", f"{region} /!"]
        where = f" WHERE {' AND '.join(wheres)}"
        with self._open() as database:
            (total,) = database.execute(f"SELECT count(*) FROM sheets{where}", values).fetchone()  # noqa: S608 - values are bound
            found = database.execute(
                f"SELECT file, path, row, unit, region, figures FROM sheets{where} ORDER BY n LIMIT ? OFFSET ?",  # noqa: S608
                (*values, limit, offset),
            )
            return total, [_found(row) for row in found]

    def _all_rows(self, offset: int, limit: int) -> tuple[int, list[FoundRow]]:
        """The same of all rows, which are numbered from 1 without a gap: nothing is passed over one by one."""
        with self._open() as database:
            (total,) = database.execute("SELECT coalesce(max(n), 0) FROM sheets").fetchone()
            found = database.execute(
                "SELECT file, path, row, unit, region, figures FROM sheets WHERE n > ? ORDER BY n LIMIT ?",
                (offset, limit),
            )
            return total, [_found(row) for row in found]

    def row(self, file: str, row: int) -> FoundRow | None:
        """A row by the digest of its file and its number, with its findings."""
        with self._open() as database:
            found = database.execute(
                "SELECT file, path, row, unit, region, figures FROM sheets WHERE file = ? AND row = ?", (file, row)
            ).fetchone()
            if found is None:
                return None
            keys = ("check", "severity", "explain", "detail")
            told = database.execute(
                "SELECT check_name, severity, explain, detail FROM findings WHERE path = ? AND row = ?", (found[1], row)
            )
            findings = tuple(dict(zip(keys, r, strict=True)) for r in told)
        return _found(found, findings)

    # --- search -----------------------------------------------------------------------------------------------------

    def search(self, words: str, limit: int) -> list[Hit]:
        """Articles, then sheets, in which all of the words stand; the last may be the beginning of one."""
        asked = _as_query(words)
        if asked is None:
            return []
        with self._open() as database:
            articles = database.execute(
                "SELECT a.id, a.title, a.source, snippet(articles_fts, -1, ?, ?, '…', 24) FROM articles_fts "
                "JOIN articles a ON a.n = articles_fts.rowid WHERE articles_fts MATCH ? ORDER BY rank LIMIT ?",
                (_BEGIN, _END, asked, limit),
            ).fetchall()
            sheets = database.execute(
                "SELECT s.file, s.row, s.path, s.unit, s.region FROM sheets_fts JOIN sheets s ON s.n = sheets_fts.rowid "
                "WHERE sheets_fts MATCH ? ORDER BY s.n LIMIT ?",
                (asked, limit - len(articles)),
            ).fetchall()
        hits = [Hit("article", title or source, f"articles/{i}", _parts(text)) for i, title, source, text in articles]
        hits += [
            Hit("sheet", unit, f"sheets/{file}/{row}", ((f"{region or path}, row {row}", False),))
            for file, row, path, unit, region in sheets
        ]
        return hits


def _found(row: tuple[Any, ...], findings: tuple[dict[str, str], ...] = ()) -> FoundRow:
    file, path, number, unit, region, figures = row
    return FoundRow(file, path, number, unit, region, json.loads(figures), findings)


def digest_in_links(sha256: str) -> str:
    """How a file is called in links: the beginning of its digest."""
    return sha256[:DIGEST]


def _as_query(words: str) -> str | None:
    """The words as a query that has no operators: each in quotation marks, the last as a beginning."""
    found = re.findall(r"\w+", words)[:12]
    return " ".join(f'"{word}"' for word in found) + "*" if found else None


def _parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    pieces = re.split(f"([{_BEGIN}{_END}])", snippet)
    parts, marked = [], False
    for piece in pieces:
        if piece in {_BEGIN, _END}:
            marked = piece == _BEGIN
        elif piece:
            parts.append((piece, marked))
    return tuple(parts)


def _put_articles(database: sqlite3.Connection, readings: Sequence[Reading]) -> None:
    seen: set[str] = set()
    for reading in readings:
        article = reading.article
        if article.id in seen:
            continue  # the same page twice in the folder
        seen.add(article.id)
        published = article.published.isoformat() if article.published else None
        row = (article.id, article.title, article.source, article.outlet, published, article.language, article.text)
        database.execute(
            "INSERT INTO articles (id, title, source, outlet, published, language, text, reading) VALUES (?,?,?,?,?,?,?,?)",
            tuple(_storable(value) for value in (*row, to_json(reading))),
        )
        records = [(kind, r) for kind, r in _records(reading)]
        database.executemany(
            "INSERT INTO records VALUES (?, ?, ?, ?)",
            [(_storable(r.id), kind, article.id, _storable(to_json(r))) for kind, r in records],
        )


def _records(reading: Reading) -> Iterator[tuple[str, Any]]:
    for name in type(reading).model_fields:
        value = getattr(reading, name)
        if isinstance(value, tuple):
            yield from ((name, r) for r in value if isinstance(r, Located) and hasattr(r, "id"))


def _storable(text: str | None) -> str | None:
    """SQLite takes no lone surrogates."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()


def _put_sheets(database: sqlite3.Connection, tally: Tally, sheets: Sheets) -> None:
    digests = {source.path: digest_in_links(source.sha256) for source in tally.sources}
    frame = frame_of(Holdings(sheets=sheets), "sheets")
    names = [*STATED, *sheets.candidates]
    columns = ["source", "row", "unit", "region", *STATED, *(f"votes_{c}" for c in sheets.candidates)]
    rows = (
        (digests.get(path, ""), path, row, unit, where, json.dumps(dict(zip(names, values, strict=True))))
        for path, row, unit, where, *values in frame.select(columns).iter_rows()
    )
    database.executemany(
        "INSERT OR IGNORE INTO sheets (file, path, row, unit, region, figures) VALUES (?,?,?,?,?,?)", rows
    )
    database.executemany(
        "INSERT INTO findings VALUES (?,?,?,?,?,?)",
        ((r.source, r.row, f.check, f.severity, f.explain, str(r.detail)) for f in tally.findings for r in f.rows),
    )
