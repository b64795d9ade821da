"""Which columns name a unit, and which its regions."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from recuento.counting.formats import Table

from .columns import MOSTLY, Column
from .opened import Found

_KEY_WIDTH = 4
"""Columns of a key, at most."""
MOST_OPTIONS = 400
_LONG_TEXT = 120


def key_of(table: Table, columns: Sequence[Column], beside: Sequence[Column] = ()) -> list[Column] | None:
    """The fewest columns that name each row once (with those `beside`): units first, then those that part the most."""
    usable = [
        c
        for c in columns
        if c.filled > MOSTLY and (c.role in {"unit", "region"} or c.different > 1) and not _names_no_unit(table, c)
    ]
    usable.sort(key=lambda c: (c.role != "unit", c.role != "region", -c.different))
    base = [c.name for c in beside]
    key: list[Column] = []
    while len(key) < _KEY_WIDTH:
        if key and is_unique(table, [*base, *(c.name for c in key)]):
            return sorted(_pruned(table, key, base), key=lambda c: int(c.place))
        left = [c for c in usable if c not in key]
        if not left:
            return None
        if not key:
            key.append(left[0])
            continue
        grown = [(different(table, [*base, *(k.name for k in key), c.name]), -n, c) for n, c in enumerate(left)]
        most = max(grown, key=lambda g: g[:2])
        if most[0] == different(table, [*base, *(k.name for k in key)]):
            return None
        key.append(most[2])
    return key if is_unique(table, [*base, *(c.name for c in key)]) else None


def key_of_parts(
    table: Table, columns: Sequence[Column], option: Column, ways: Sequence[Column]
) -> tuple[list[Column] | None, list[Column]]:
    """Units and regions that name a unit, where its rows for one option are parts that other columns tell apart: and these columns.

    A candidate on two lists, or votes counted by the way they were cast, stand on several rows.
    """
    places = [c for c in columns if c.role in {"unit", "region"} and c.filled > MOSTLY]
    names = [option.name, *(c.name for c in places)]
    telling = [
        c for c in ways if c.different <= MOST_OPTIONS and different(table, [*names, c.name]) > different(table, names)
    ]
    if not places or not telling or not is_unique(table, [*names, *(c.name for c in telling)]):
        return None, []
    most = different(table, [c.name for c in places])
    key = sorted(places, key=lambda c: (c.role != "unit", -c.different))
    for column in reversed(key):
        rest = [c for c in key if c is not column]
        if rest and different(table, [c.name for c in rest]) == most:
            key = rest
    return sorted(key, key=lambda c: int(c.place)), telling


def _pruned(table: Table, key: list[Column], base: list[str]) -> list[Column]:
    """The key without columns that it does not need, the earliest chosen kept longest."""
    for column in reversed(key[1:]):
        rest = [c for c in key if c is not column]
        if is_unique(table, [*base, *(c.name for c in rest)]):
            key = rest
    return key


def different(table: Table, names: Sequence[str]) -> int:
    """How many different combinations of texts these columns have."""
    return int(table.cells.select(pl.struct(str(table.place(n)) for n in names).n_unique()).item())


def is_unique(table: Table, names: Sequence[str]) -> bool:
    """Whether these columns name each row once."""
    return different(table, names) == table.cells.height


def _names_no_unit(table: Table, column: Column) -> bool:
    """Whether a column holds addresses or long texts, which name a row and no unit, or shares, which name nothing."""
    text = table.cells[column.place].drop_nulls().head(200)
    odd = (
        text.str.contains("://", literal=True)
        | (text.str.len_chars() > _LONG_TEXT)
        | text.str.contains(r"^\d{1,3}[.,]\d{1,4}\s?%?$")
    )
    return 2 * int(odd.sum()) > len(text)


def unit_and_region(
    table: Table, key: Sequence[Column], others: Sequence[Column], what: str = "each row once"
) -> list[Found]:
    """The key as the recipe's `unit`, with what it names, and the region columns among `others`."""
    unit = [c.name for c in key]
    told = f"together they name {what}" if len(unit) > 1 else f"it names {what}"
    found = [Found("unit", unit, "likely", told)]
    texts = [c for c in others if c.role == "region" and c.whole < MOSTLY and c.different > 1]
    levels = sorted((c for c in texts if c.different < table.cells.height), key=lambda c: c.different)
    if levels:
        found.append(Found("region", [c.name for c in levels], "likely", "by their names, from the fewest to the most"))
    return found
