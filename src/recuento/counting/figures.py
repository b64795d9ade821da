"""From text to counts: what is a whole number, what is an empty cell, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import polars as pl

from recuento.records.recipe import SheetSource

MOST = 10_000_000_000
"""No count of people is larger: more than live on earth. It also keeps every sum of counts within 64 bits."""

Why = Literal["blank", "text", "fraction", "thousands", "negative", "too large", "unread"]
"""Why a cell gives no count."""

# \d is any decimal digit of Unicode, so that ١٢٣ is 123. A written-out zero fraction is a count that passed
# through floating point ("1234.0"), but with three zeros it may as well be thousands ("1.000"). Anything with a comma,
# or with other decimals, could mean two numbers.
_WHOLE = re.compile(r"[+]?(\d+)(?:\.(?:0{0,2}|0{4,}))?")
_THOUSANDS = re.compile(r"[+]?\d{1,3}(?:[.,'’\u066c\u00a0\u202f ]\d{3})+")
_MISSING = frozenset(
    {
        "na",
        "n/a",
        "n.a.",
        "n. a.",
        "null",
        "none",
        "nan",
        "nil",
        "-",
        "--",
        "---",
        "–",
        "—",
        "?",
        ".",
        "..",
        "…",
        "#n/a",
    }
)
"""How people and programs write that a figure is not there; compared without case. `""` needs no mention."""
_ALIKE = (" \u00a0\u202f\u2009", "'’‘ʼ")
"""Marks between thousands that are written one for another: the blanks, and the apostrophes."""
_NEGATIVE = re.compile(r"[-\u2212]\s*\d+(?:\.0*)?")
_FRACTION = re.compile(r"[-\u2212+]?\d*\.\d+")


def read_count(text: str) -> tuple[int | None, Why | None]:
    """The count that a cell's text says, or why it says none.

    >>> read_count("1234.0"), read_count("٣٥"), read_count(" "), read_count("1.234,5")
    ((1234, None), (35, None), (None, 'blank'), (None, 'text'))
    """
    text = text.strip()
    if not text or text.casefold() in _MISSING:
        return None, "blank"
    if whole := _WHOLE.fullmatch(text):
        digits = whole[1]
        # Python refuses to read thousands of digits; none of such length is a count.
        value = int(digits) if len(digits) < 100 else MOST + 1
        return (value, None) if value <= MOST else (None, "too large")
    if _NEGATIVE.fullmatch(text):
        zero = not any(c.isdecimal() and int(c) for c in text)
        return (0, None) if zero else (None, "negative")
    if _THOUSANDS.fullmatch(text):
        return None, "thousands"
    return None, "fraction" if _FRACTION.fullmatch(text) else "text"


def as_written(cells: pl.DataFrame, source: SheetSource) -> pl.DataFrame:
    """The cells with what the recipe says of how they are written undone: marks of missing figures, of thousands, of decimals."""
    if source.missing:
        marks = [mark.strip().lower() for mark in source.missing]
        text = pl.all().str.strip_chars().str.to_lowercase()
        cells = cells.select(pl.when(text.is_in(marks)).then(pl.lit("")).otherwise(pl.all()).name.keep())
    if source.thousands:
        cells = without_mark(cells, source.thousands, source.decimal or ".")
    return without_decimals(cells, source.decimal) if source.decimal else cells


def without_mark(cells: pl.DataFrame, mark: str, decimal: str = ".") -> pl.DataFrame:
    """The cells with the mark between thousands taken out, where it stands between groups of three digits.

    >>> without_mark(pl.DataFrame({"0": ["6,210", "1,2", "930"]}), ",")["0"].to_list()
    ['6210', '1,2', '930']
    """
    marks = next((alike for alike in _ALIKE if mark in alike), mark)
    between = f"[{re.escape(marks)}]"
    grouped = rf"^\s*[+-]?\d{{1,3}}(?:{between}\d{{3}})+(?:{re.escape(decimal)}0*)?\s*$"
    bare = pl.all().str.strip_chars().str.replace_all(between, "")
    return cells.select(pl.when(pl.all().str.contains(grouped)).then(bare).otherwise(pl.all()))


def without_decimals(cells: pl.DataFrame, mark: str) -> pl.DataFrame:
    """The cells without decimals that are zero; other decimals stay, and are no count.

    >>> without_decimals(pl.DataFrame({"0": ["6210,000", "1,5", "930"]}), ",")["0"].to_list()
    ['6210', '1,5', '930']
    """
    whole = rf"^\s*[+-]?\d+{re.escape(mark)}0*\s*$"
    bare = pl.all().str.replace(rf"{re.escape(mark)}0*\s*$", "")
    return cells.select(pl.when(pl.all().str.contains(whole)).then(bare).otherwise(pl.all()))


def read_counts(cells: pl.DataFrame, illegible: Sequence[str] = ()) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Every column of text as integers, null where a cell says no count, and why each such cell says none.

    The second value has, for each column with such cells, a frame of `at` (the row's place, from 0), `text` (null
    for an empty cell) and `why`. `illegible`: marks of figures that could not be read. Plain digits are read by polars; Python looks at what is left, each text once.
    """
    marks = [mark.strip().lower() for mark in illegible]
    counts = cells.select(pl.all().cast(pl.Int64, strict=False))
    doubtful = counts.select((pl.all().is_null() | ~pl.all().is_between(0, MOST)).any()).row(0, named=True)
    unread = {}
    for name, any_doubt in doubtful.items():
        if any_doubt:
            column, unread[name] = _read_doubtful(cells[name], counts[name], marks)
            counts = counts.with_columns(column)
    return counts, {name: frame for name, frame in unread.items() if frame.height}


def _read_doubtful(cells: pl.Series, counts: pl.Series, marks: Sequence[str]) -> tuple[pl.Series, pl.DataFrame]:
    """One column, looking at each distinct text that is not plain digits."""
    doubt = counts.is_null() | ~counts.is_between(0, MOST)
    at = doubt.arg_true()
    texts = cells.gather(at).fill_null("")
    said = {t: (None, "unread") if t.strip().lower() in marks else read_count(t) for t in texts.unique()}
    told = pl.DataFrame(
        {"text": list(said), "value": [v for v, _ in said.values()], "why": [w for _, w in said.values()]},
        schema={"text": pl.String, "value": pl.Int64, "why": pl.String},
    )
    looked = pl.DataFrame({"at": at, "text": texts}).join(told, on="text", how="left", maintain_order="left")
    column = counts.clone().scatter(at, looked["value"])
    unread = looked.filter(pl.col("why").is_not_null()).select("at", "text", "why")
    return column, unread
