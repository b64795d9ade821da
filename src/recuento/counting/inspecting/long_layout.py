"""A proposal for tables with a row for each option of a unit: candidates, and perhaps other measures, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from recuento.counting.conditions import text_of
from recuento.counting.formats import Table
from recuento.records.names import fold

from .columns import Column
from .keys import MOST_OPTIONS, different, is_unique, key_of, key_of_parts, unit_and_region
from .opened import Found
from .roles import FIGURES, role_of


def long_layout(
    table: Table, columns: Sequence[Column], doubts: list[str]
) -> tuple[list[Found], list[str], Found] | None:
    """A table with a row an option: a column of figures, a column of options, and units that repeat."""
    counts = [c for c in columns if c.counts and role_of(c.name, ("count",)) and c.role in {"count", "ballots"}]
    counts.sort(key=lambda c: c.role != "count")
    options = [c for c in columns if c.role == "option"]
    if not counts or not options:
        return None
    others = [c for c in columns if c is not counts[0] and c.role not in {"option", "office"}]
    office = next((c for c in columns if c.role == "office" and c.different > 1), None)
    keyless = [c for c in others if c.role not in {*FIGURES, "updated", "not_votes", "status", "count", "way"}]
    rows = table
    found: list[Found] = []
    if office is not None:
        chosen, found = _office(table, office)
        rows = table.filter(chosen)
    options = [c for c in options if 1 < different(rows, [c.name]) <= MOST_OPTIONS]
    options.sort(key=lambda c: (-_figures_among(rows, c), "candid" not in fold(c.name), c.counts))
    added: list[Column] = []
    for option in options:
        key = key_of(rows, keyless, beside=[option])
        if key is None:
            key, added = key_of_parts(
                rows, keyless, option, [c for c in columns if c.role in {"way", "option"} and c is not option]
            )
        if key is not None and not is_unique(rows, [c.name for c in key]):
            break
    else:
        return None
    texts = rows.cells.select(text_of(option.place)).to_series().unique(maintain_order=True).to_list()
    found.append(
        Found(
            "long",
            {"option": option.name, "count": counts[0].name} | ({"repeated": "add"} if added else {}),
            "likely",
            f"{option.name!r} repeats at each unit, {counts[0].name!r} has whole numbers",
        )
    )
    if added:
        doubts.append(
            f"rows of one unit and option that differ in {' and '.join(repr(c.name) for c in added)} are added up, as its parts"
        )
    found += unit_and_region(rows, key, others, "each unit" if added else "each row once, with the option")
    found += named_figures([c for c in others if c.counts])
    roles = {text: role_of(text, FIGURES) for text in texts}
    for figure in FIGURES:
        if named := [text for text in texts if roles[text] == figure]:
            found.append(Found(figure, named if len(named) > 1 else named[0], "likely", "an option, by its name"))
    votes = [text for text in texts if text and role_of(text, (*FIGURES, "not_votes")) is None]
    return found, votes, Found("votes", None, "likely", f"the other {len(votes)} options of {option.name!r}")


def _figures_among(table: Table, column: Column) -> int:
    """How many texts of a column name figures: blank papers, say, which stand among names and not among numbers."""
    texts = table.cells.select(text_of(column.place)).to_series().unique()
    return sum(role_of(text, FIGURES) is not None for text in texts.head(MOST_OPTIONS))


def _office(table: Table, office: Column) -> tuple[pl.Series, list[Found]]:
    """The rows of one office: the presidency if it is there, else the one with most rows."""
    texts = table.cells.select(text_of(office.place).alias("office")).to_series()
    times = texts.value_counts(sort=True)["office"].to_list()
    named = [t for t in times if re.search(r"(?<!vice )\bpresident|президент", fold(t))]
    wanted = (named or times)[0]
    return texts == wanted, [
        Found(
            "where", {office.name: wanted}, "guess", f"one of {len(times)} offices: {', '.join(map(repr, times[:6]))}"
        )
    ]


def named_figures(columns: Iterable[Column]) -> list[Found]:
    """Figures by the names of columns, the first of each kind; a total beside its parts is left alone."""
    found: dict[str, Found] = {}
    for column in columns:
        if column.role in FIGURES and column.role not in found:
            found[column.role] = Found(column.role, column.name, "likely", "by its name")
    return list(found.values())
