"""A file of sheets as text: what every format yields and everything after it works on."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import polars as pl

from recuento.errors import SheetError


@dataclass(frozen=True)
class Table:
    """The columns of one file, or of a block of it, as text before any of them is understood.

    - `path`: the file as the recipe names it, for messages and findings;
    - `header`: the tidied column names in the file's order; once read, names that repeat are told apart by number;
    - `cells`: text columns named "0", "1", ... by their place in `header`; an empty cell is null or ""; a column of plain counts
      may be integers where the opening says that it is nothing else;
    - `lines`: for each row the line of the file where it begins, the header's being 1 (for a format without
      lines: the row it would have in a spreadsheet under a header);
    - `sha256`: of the very bytes that were read; of a file in blocks the last one has it;
    - `header_line`: where the header stands, and whether the recipe said so;
    - `origin`: for each row the file it is from, where they are several;
    - `told`: what was found while it was read: a check, the file, the place in it, and what there is to say;
    - `beside`: path and hash of each file that was joined to it, or that has its rows entered again.
    """

    path: str
    header: tuple[str, ...]
    cells: pl.DataFrame
    lines: pl.Series
    sha256: str = ""
    header_line: int = 1
    origin: pl.Series | None = None
    told: tuple[tuple[str, str, int, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    def place(self, name: str) -> str | None:
        """The column of `cells` with that (tidied) name: the first, if the name repeats; None if there is none."""
        return next((str(i) for i, n in enumerate(self.header) if n == name and str(i) in self.cells.columns), None)

    def with_column(self, name: str, values: pl.Series) -> Table:
        """The table with one more column on its right."""
        place = str(len(self.header))
        return replace(self, header=(*self.header, name), cells=self.cells.with_columns(values.alias(place)))

    def filter(self, kept: pl.Series) -> Table:
        """The rows where `kept` is true."""
        origin = None if self.origin is None else self.origin.filter(kept)
        return replace(self, cells=self.cells.filter(kept), lines=self.lines.filter(kept), origin=origin)

    @property
    def sources(self) -> pl.Series:
        """For each row the file it is from."""
        if self.origin is not None:
            return self.origin.alias("source")
        return pl.repeat(self.path, self.cells.height, dtype=pl.String, eager=True).alias("source")


def stacked(tables: list[Table], places: list[str], sha256: str) -> Table:
    """The rows of several files with the same columns, in the first one's order; `places` name the files."""
    tables = [replace(table, header=told_apart(table.header)) for table in tables]
    first = tables[0]
    if len(tables) == 1:
        return replace(first, sha256=sha256)
    origins = [
        pl.repeat(place, t.cells.height, dtype=pl.String, eager=True) if t.origin is None else t.origin
        for place, t in zip(places, tables, strict=True)
    ]
    cells = []
    for table, place in zip(tables, places, strict=True):
        if sorted(table.header) != sorted(first.header):
            odd = sorted(set(first.header) ^ set(table.header))
            raise SheetError(
                f"its columns are not those of {places[0]} (look at {odd[0]!r})"
                if odd
                else "its columns repeat otherwise",
                where=place,
                mend="read the files with one [[sheets]] each",
            )
        order = [table.place(name) if name else None for name in first.header]
        cells.append(table.cells.select(pl.col(order[int(c)] or c).alias(c) for c in first.cells.columns))
    for c in first.cells.columns:  # a column of integers in one file, and of text in another
        if len({frame.schema[c] for frame in cells}) > 1:
            cells = [frame.with_columns(pl.col(c).cast(pl.String)) for frame in cells]
    return replace(
        first,
        cells=pl.concat(cells, rechunk=True),  # one chunk: polars fails on columns cut at different rows
        lines=pl.concat([t.lines for t in tables], rechunk=True),
        sha256=sha256,
        origin=pl.concat(origins, rechunk=True).alias("source"),
    )


def told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Names of which each stands once: those that repeat get their number, "Votes (1)", "Votes (2)"; empty ones stay.

    >>> told_apart(["Name", "Votes", "Votes", ""])
    ('Name', 'Votes (1)', 'Votes (2)', '')
    """
    names = list(names)
    times, seen = Counter(names), Counter[str]()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} ({seen[name]})" if name and times[name] > 1 else name)
    return tuple(found)


def joined_header(rows: list[list[str]]) -> list[str]:
    """One name a column from several header rows, joined by " / ".

    A cell that spans columns is filled in its first alone: in all rows but the last it holds on to the next one filled.

    >>> joined_header([["Station", "Party A", "", "Party B"], ["", "day", "post", "day"]])
    ['Station', 'Party A / day', 'Party A / post', 'Party B / day']
    """
    width = max(map(len, rows))
    filled = []
    for i, row in enumerate(rows):
        held, cells = "", []
        for cell in [*row, *[""] * (width - len(row))]:
            held = tidy_name(cell) or (held if i < len(rows) - 1 else "")
            cells.append(held)
        filled.append(cells)
    return [" / ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*filled, strict=True)]


def tidy_name(name: str) -> str:
    """A column name as it is compared: Unicode composed (NFC), white space collapsed, no byte order mark."""
    return " ".join(unicodedata.normalize("NFC", name.replace("\ufeff", "")).split())


def names_like(name: str, known: Collection[str], has: str = "the file has") -> str:
    """What to do about a name that is not there: the closest known ones, or the list of what there is."""
    by_fold = {k.casefold(): k for k in known if k}
    close = [by_fold[c] for c in difflib.get_close_matches(name.casefold(), list(by_fold), n=3, cutoff=0.6)]
    if close:
        return f"did you mean {' or '.join(map(repr, close))}?"
    return f"{has} {in_words(by_fold.values())}"


def in_words(names: Iterable[str], most: int = 12) -> str:
    """Names in a row, the first dozen of them: 'a', 'b' and 3 more."""
    named = [repr(n) for n in names]
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more
