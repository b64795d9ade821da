"""Tables of results on a page, written out as lines of text: "Ana Vega: 51.2% (2,810,757 votes)".

A table is one of results where its head names a column of votes or shares, and two rows at least have such figures beside
a name. Rows that add others up, or tell of turnout, blank and spoilt papers, are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from .words import ResultTableWords, fold, page_words

_TAG = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]{0,500}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,500}>")
_UNSEEN = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script", re.IGNORECASE)),
    (re.compile(r"<style\b", re.IGNORECASE), re.compile(r"</style", re.IGNORECASE)),
)
_LONGEST_MARKUP, _DEEPEST = 2000, 20
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
    return [line for table in _tables(html) for line in _lines_of(table)]


Row = list[str]


def _tables(html: str) -> list[list[Row]]:
    """The cells of every table, innermost tables by themselves, in one pass; a broken page costs no more than a sound one.

    What is beyond the size of any table of results is left out. Tags are sought with bounded patterns, as the standard
    library's parser takes quadratic time over tags that never end.
    """
    for opening, closing in _UNSEEN:
        html = _without(html, opening, closing)
    tables: list[list[Row]] = []
    opened: list[list[Row]] = []
    cell_from: int | None = None
    for tag in _TAG.finditer(html):
        ends, name = bool(tag[1]), tag[2].lower()
        if cell_from is not None and opened and opened[-1] and opened[-1][-1]:
            opened[-1][-1][-1] = _text_of(html[cell_from : min(tag.start(), cell_from + _LONGEST_MARKUP)])
        cell_from = None
        if name == "table" and ends:
            opened = opened[:-1]
        elif name == "table":
            if len(opened) < _DEEPEST:
                tables.append([])
                opened.append(tables[-1])
        elif ends or not opened:
            continue
        elif name == "tr" and len(opened[-1]) < _MOST_ROWS:
            opened[-1].append([])
        elif name in {"td", "th"} and opened[-1] and len(opened[-1][-1]) < _MOST_CELLS:
            opened[-1][-1].append("")
            cell_from = tag.end()
    return tables


def _without(html: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The page without stretches that nobody sees: scripts, styles, comments. One that never ends takes the rest."""
    parts, at = [], 0
    while (found := opening.search(html, at)) is not None:
        parts.append(html[at : found.start()])
        end = closing.search(html, found.end())
        if end is None:
            return "".join(parts)
        at = end.end()
    return "".join([*parts, html[at:]])


def _text_of(markup: str) -> str:
    return " ".join(unescape(_ANY_TAG.sub(" ", markup)).split())[:_LONGEST_CELL]


@dataclass(frozen=True)
class _Columns:
    name: int
    votes: int | None
    share: int | None


def _lines_of(table: list[Row]) -> list[str]:
    words = page_words().result_tables
    for at, row in enumerate(table):
        columns = _columns(row, words)
        if columns is not None:
            lines = [line for later in table[at + 1 :] for line in _line(later, columns, words)]
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
