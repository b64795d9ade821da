"""Articles as rows of a table: JSON Lines, JSON, CSV and Parquet, under the column names in common use."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recuento.errors import TextError, is_of_the_input, panics_kept_quiet

from .dates import date_in_name, parse_date
from .decoding import decode
from .layout import Known
from .outlets import outlet_name, publisher_at
from .words import fold

if TYPE_CHECKING:
    from polars import DataFrame, LazyFrame

# Column names by what they hold, the surest first.
_COLUMNS = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "story",
        "maintext",
        "main_text",
        "full_text",
        "fulltext",
        "article_text",
        "raw_text",
        "cuerpo",
        "texto",
    ),
    "html": ("html", "raw_html", "page"),
    "title": ("title", "headline", "titulo", "título", "titular"),
    "url": ("url", "link", "source_url", "permalink", "uri", "web_url"),
    "outlet": (
        "outlet",
        "source_name",
        "site_name",
        "sitename",
        "publisher",
        "newspaper",
        "publication",
        "site",
        "medio",
        "source",
        "domain",
    ),
    "published": (
        "published",
        "date",
        "published_at",
        "date_published",
        "publish_date",
        "publication_date",
        "pub_date",
        "publishedat",
        "datetime",
        "timestamp",
        "fecha",
    ),
    "byline": ("byline", "author", "authors", "creator", "autor"),
    "language": ("language", "lang", "idioma"),
    "source": ("source",),
}
BATCH = 500


@dataclass(frozen=True)
class RowPage:
    """One row: its text (or HTML), where it is from, and what its other columns say."""

    source: str
    text: str | None
    html: str | None
    url: str | None
    language: str | None
    known: Known


def read_row(row: Mapping[str, Any], where: str) -> RowPage:
    """A row as a page; `where` says which row it is. Raises `TextError` for a row without text."""
    row = row["article"] if isinstance(row.get("article"), Mapping) else row
    columns = {fold(str(key)): value for key, value in row.items() if value is not None}
    text, html = _words(columns, "text"), _words(columns, "html")
    if text is None and html is None:
        named = ", ".join(sorted(columns)[:8]) or "nothing"
        raise TextError(f"no column of text in this row (it has {named})", where=where, mend='name the column "text"')
    url = _words(columns, "url")
    outlet = _words(columns, "outlet")
    if outlet and "://" in outlet:
        url, outlet = url or outlet, None
    title = _words(columns, "title")
    if text is not None and title and not fold(text).startswith(fold(title)):
        text = f"{title.strip()}\n\n{text}"
    known = Known(
        titled=bool(title),
        byline=_words(columns, "byline"),
        outlet=_outlet(outlet),
        published=_published(columns),
        address_outlet=publisher_at(url or ""),
        address_date=date_in_name(url or ""),
    )
    return RowPage(url or where, text, html if text is None else None, url, _language(columns), known)


def _words(columns: Mapping[str, Any], what: str) -> str | None:
    """The first column that holds this, as text; lists (of authors) are joined."""
    for name in _COLUMNS[what]:
        value = columns.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, list | tuple):
            value = ", ".join(str(v) for v in value if v)
        if isinstance(value, str) and value.strip():
            # JSON can escape half a surrogate pair, which no output could encode.
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return None


def _outlet(name: str | None) -> str | None:
    if name and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
        return publisher_at(f"https://{name}")
    return outlet_name(name) if name else None


def _published(columns: Mapping[str, Any]) -> Any:
    return next((day for name in _COLUMNS["published"] if (day := parse_date(columns.get(name)))), None)


def _language(columns: Mapping[str, Any]) -> str | None:
    value = fold(_words(columns, "language") or "")
    m = re.match(r"[a-z]{2}(?![a-z])", value)
    return m[0] if m else None


def json_lines(lines: Iterable[bytes], source: str) -> Iterator[tuple[str, Mapping[str, Any] | TextError]]:
    """Each line with its place: an object, or what is wrong with the line."""
    for number, line in enumerate(lines, start=1):
        where = f"{source}:{number}"
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError) as error:
            yield where, TextError(f"not a line of JSON ({error})", where=where)
            continue
        yield where, value if isinstance(value, Mapping) else TextError("not a JSON object", where=where)


def json_rows(data: bytes, source: str) -> Iterator[tuple[str, Mapping[str, Any] | TextError]]:
    """The rows of a JSON document: a list, an object with a list ("articles", "records", "data"), or one object."""
    try:
        value = json.loads(decode(data, source))
    except (ValueError, RecursionError) as error:
        raise TextError(f"not JSON ({error})", where=source, mend="JSON Lines go into a .jsonl file") from error
    if isinstance(value, Mapping):
        value = next(
            (value[k] for k in ("articles", "records", "data", "items") if isinstance(value.get(k), list)), [value]
        )
    if not isinstance(value, list):
        raise TextError("no rows in this JSON", where=source, mend="give a list of objects with a text each")
    for number, row in enumerate(value, start=1):
        where = f"{source}#{number}"
        yield where, row if isinstance(row, Mapping) else TextError("not a JSON object", where=where)


def csv_rows(data: bytes, source: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of a CSV table with a head line; comma, semicolon or tab, whichever the head has most of."""
    text = decode(data, source)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter), start=2):
            yield f"{source}#{number}", {str(k): v for k, v in row.items() if k}
    except csv.Error as error:
        raise TextError(f"not a CSV table ({error})", where=source) from error


def parquet_rows(table: Path | bytes, source: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of a Parquet table, some hundreds at a time."""
    import polars as pl

    frame = pl.scan_parquet(table if isinstance(table, Path) else io.BytesIO(table))
    rows = _collected(frame.select(pl.len()), source).item()
    for start in range(0, rows, BATCH):
        for offset, row in enumerate(_collected(frame.slice(start, BATCH), source).iter_rows(named=True)):
            yield f"{source}#{start + offset + 1}", row


def _collected(frame: LazyFrame, source: str) -> DataFrame:
    """The rows of a lazy table; what is no table, or a damaged one, is told in a line."""
    try:
        with panics_kept_quiet():
            return frame.collect()
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        why = " ".join(str(error).split())[:120]
        raise TextError(
            f"not a Parquet table, or a damaged one ({why})", where=source, mend="write it again"
        ) from error
