"""Which rows of a table meet a recipe's conditions on the values of columns."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import is_normalized

import polars as pl

from recuento.errors import CaseError
from recuento.records.recipe import Columns, Condition, Conditions

from .formats import Table, names_like, tidy_name
from .recipe import refuse_missing

_UNTIDY = r"^\s|\s$|\s\s|[\s--\x20]"
"""White space that is no single blank between words."""


def text_of(place: str) -> pl.Expr:
    """A cell's text as it is compared: composed, without blanks at its ends, white space collapsed, "" for nothing."""
    return pl.col(place).fill_null("").str.normalize("NFC").str.strip_chars().str.replace_all(r"\s+", " ")


def tidied(cells: pl.Series) -> pl.Series:
    """A column's cells as `text_of` gives them; several times faster where they are tidy already, as they mostly are."""
    cells = cells.fill_null("")
    different = cells.unique()  # mostly few: names of regions, numbers of stations
    untidy = different.filter(different.str.contains(_UNTIDY))
    if len(untidy):
        cells = cells.replace(untidy, untidy.str.strip_chars().str.replace_all(r"\s+", " "))
    beyond = different.filter(different.str.len_bytes() != different.str.len_chars())  # ASCII is composed
    if len(beyond) and not is_normalized("NFC", beyond.str.join("\n")[0]):
        cells = cells.str.normalize("NFC")
    return cells


def rows_that_meet(table: Table, conditions: Conditions, key: str) -> pl.Series:
    """Which rows meet all of the conditions, none where there are none; `key` is the recipe's word for them, for messages."""
    if not conditions:
        return pl.repeat(False, table.cells.height, eager=True)
    refuse_missing(table.path, [(tidy_name(c), f"`{key}`") for c in conditions], table.header)
    tests = [
        _test(str(table.place(tidy_name(column))), condition, f"{key}.{column}", table.path)
        for column, condition in conditions.items()
    ]
    return table.cells.select(pl.all_horizontal(tests).alias("met")).to_series()


def values_not_there(table: Table, conditions: Conditions, key: str) -> Iterator[str]:
    """What to say of each value that a condition names and no row has: it may be misspelt."""
    for column, condition in conditions.items():
        named = condition.is_not if isinstance(condition, Condition) else condition
        if named is None:
            continue
        there = table.cells.select(text_of(str(table.place(tidy_name(column)))).unique()).to_series()
        for value in _values(named):
            if value not in there:
                mend = names_like(value, there.to_list(), "the column has")
                yield f"{key}.{column} names {value!r} and no row has it; {mend}"


def _test(place: str, condition: Columns | Condition, key: str, path: str) -> pl.Expr:
    cell = text_of(place)
    if not isinstance(condition, Condition):
        return cell.is_in(_values(condition))
    tests = [pl.lit(value=True)]
    if condition.is_not is not None:
        tests.append(~cell.is_in(_values(condition.is_not)))
    if condition.matches is not None:
        tests.append(cell.str.contains(checked_pattern(condition.matches, f"{key}.matches", path)))
    return pl.all_horizontal(tests)


def _values(named: Columns) -> list[str]:
    return [tidy_name(n) for n in ([named] if isinstance(named, str) else named)]


def checked_pattern(pattern: str, key: str, path: str) -> str:
    """The regular expression, if it is one. Rust's, which takes linear time on any text."""
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        raise CaseError(
            f"{key} {pattern!r} is no regular expression ({str(error).splitlines()[0]})",
            where=f"case.toml, [[sheets]] {path!r}",
            mend="mend it; there are no look-arounds and no back-references",
        ) from error
    return pattern
