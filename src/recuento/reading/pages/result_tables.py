"""Tables of results on a page, written out as lines of text: "Ana Vega: 51.2% (2,810,757 votes)".

A table is one of results where its head names a column of votes or shares, and two rows at least have such figures beside
a name. Rows that add others up, or tell of turnout, blank and spoilt papers, are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .words import ResultTableWords, fold, page_words

_FEWEST_ROWS = 2
_MOST_ROWS, _MOST_CELLS, _LONGEST_CELL = 300, 30, 120
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?\s?%?")
_COUNT = re.compile(r"\d{1,3}(?:[,.\s]\d{3}){1,4}|\d{1,12}")
_BOTH = re.compile(r"(\d{1,3}(?:[,.\s]\d{3}){1,4}|\d{1,12})\s?\((\d{1,3}(?:[.,]\d{1,4})?\s?%)\)")
_WHOLE = 100


def result_lines(html: str) -> list[str]:
    """Each row of each table of results on the page as a line, in their order."""
    if "<table" not in html and "<TABLE" not in html:
        return []
    parser = _Tables()
    parser.feed(html)
    parser.close()
    return [line for table in parser.tables for line in _lines_of(table)]


Row = list[str]


@dataclass
class _Table:
    rows: list[Row] = field(default_factory=list)


class _Tables(HTMLParser):
    """The cells of every table, innermost tables by themselves; what is beyond any table of results is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002 (as called)
        if tag == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
            self._in_cell = False
        elif not self._open:
            return
        elif tag == "tr" and len(self._open[-1].rows) < _MOST_ROWS:
            self._open[-1].rows.append([])
        elif tag in {"td", "th"} and self._open[-1].rows and len(self._open[-1].rows[-1]) < _MOST_CELLS:
            self._open[-1].rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._in_cell = False
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._in_cell and self._open and self._open[-1].rows and self._open[-1].rows[-1]:
            row = self._open[-1].rows[-1]
            if len(row[-1]) < _LONGEST_CELL:
                row[-1] += data[:_LONGEST_CELL]


@dataclass(frozen=True)
class _Columns:
    name: int
    votes: int | None
    share: int | None


def _lines_of(table: _Table) -> list[str]:
    words = page_words().result_tables
    for at, row in enumerate(table.rows):
        columns = _columns(row, words)
        if columns is not None:
            lines = [line for later in table.rows[at + 1 :] for line in _line(later, columns, words)]
            return lines if len(lines) >= _FEWEST_ROWS else []
    return []


def _columns(head: Row, words: ResultTableWords) -> _Columns | None:
    """Which column is which, by the head of a table; None where this row is no head of results."""
    called = [fold(cell).strip(" .:") for cell in head]
    votes = next((i for i, cell in enumerate(called) if cell in words.votes), None)
    share = next((i for i, cell in enumerate(called) if cell in words.shares), None)
    name = next((i for i, cell in enumerate(called) if cell in words.names), None)
    if (votes is None and share is None) or (name is None and (called[:1] != [""] or len(called) < _FEWEST_ROWS)):
        return None
    return _Columns(name or 0, votes, share)


def _line(row: Row, columns: _Columns, words: ResultTableWords) -> Iterator[str]:
    cells = [" ".join(cell.split()) for cell in row]
    if len(cells) <= columns.name:
        return
    name = cells[columns.name]
    votes = _figure(cells, columns.votes, _COUNT)
    share = _figure(cells, columns.share, _SHARE)
    both = _figure(cells, columns.votes if columns.votes is not None else columns.share, _BOTH)
    if both is not None and (found := _BOTH.fullmatch(both)) is not None:  # "2,810,757 (51.2%)"
        votes, share = found[1], found[2]
    if not any(c.isalpha() for c in name) or any(word in fold(name).split() for word in words.nobody):
        return
    percent = share.rstrip("% ").replace(",", ".") if share is not None else None
    if percent is not None and float(percent) <= _WHOLE:
        yield f"{name}: {percent}%" + (f" ({votes} votes)" if votes is not None else "")
    elif votes is not None:
        yield f"{name}: {votes} votes"


def _figure(cells: Row, column: int | None, pattern: re.Pattern[str]) -> str | None:
    if column is None or column >= len(cells):
        return None
    return cells[column] if pattern.fullmatch(cells[column]) else None
