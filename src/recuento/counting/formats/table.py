"""A file of sheets as text: what every format yields and everything after it works on."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Table:
    """The columns of one file as text, before any of them is understood.

    - `path`: the file as the recipe names it, for messages and findings;
    - `header`: the tidied column names in the file's order; a name may repeat;
    - `cells`: text columns named "0", "1", ... by their place in `header`; an empty cell is null or "";
    - `lines`: for each row the line of the file where it begins, the header's being 1 (for a format without
      lines: the row it would have in a spreadsheet under a header);
    - `sha256`: of the very bytes that were read.
    """

    path: str
    header: tuple[str, ...]
    cells: pl.DataFrame
    lines: pl.Series
    sha256: str


def tidy_name(name: str) -> str:
    """A column name as it is compared: Unicode composed (NFC), white space collapsed, no byte order mark."""
    return " ".join(unicodedata.normalize("NFC", name.replace("\ufeff", "")).split())


def names_like(name: str, known: Collection[str]) -> str:
    """What to do about a name that is not there: the closest known ones, or the list of what there is."""
    by_fold = {k.casefold(): k for k in known if k}
    close = [by_fold[c] for c in difflib.get_close_matches(name.casefold(), list(by_fold), n=3, cutoff=0.6)]
    if close:
        return f"did you mean {' or '.join(map(repr, close))}?"
    return f"the file has {in_words(by_fold.values())}"


def in_words(names: Iterable[str], most: int = 12) -> str:
    """Names in a row, the first dozen of them: 'a', 'b' and 3 more."""
    named = [repr(n) for n in names]
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more
