"""The proposal of a recipe: layout, unit, region, figures and candidates, from names and from what adds up to what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from recuento.counting.conditions import text_of
from recuento.counting.figures import without_mark
from recuento.counting.formats import Opening, Table
from recuento.counting.shape import turned
from recuento.counting.totals import labelled
from recuento.errors import SheetError
from recuento.records.names import fold

from .columns import (
    MOSTLY,
    Column,
    Sums,
    columns_of,
    is_figure_name,
    is_named_otherwise,
    sample_of,
    sums_among,
)
from .keys import key_of, unit_and_region
from .long_layout import long_layout, named_figures
from .opened import Found, open_file
from .roles import FIGURES, role_of

_NUMBERED = re.compile(r"\A(.+) \(\d{1,3}\)\Z")
_NAMING = {"option", "name"}
"""Roles of columns that say whom the votes beside them are for."""


@dataclass(frozen=True)
class Draft:
    """A proposed recipe, its keys in order, the candidates (id to column, and their names), and what could not be told."""

    path: str
    keys: tuple[Found, ...]
    votes: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    votes_found: Found
    doubts: tuple[str, ...]

    def recipe(self) -> dict[str, Any]:
        """The keys of `[[sheets]]`, without publisher and interest."""
        return {"path": self.path} | {f.key: f.value for f in self.keys} | {"votes": dict(self.votes)}

    def toml(self) -> str:
        """The recipe as TOML, each line with how sure it is and why; what a person must fill in or confirm is said first."""
        return "\n".join(_lines(self)) + "\n"


def inspect_file(path: Path, opening: Opening) -> Draft:
    """Proposes a recipe for the file at `path`; `opening` has what is already known of it.

    Raises SheetError for a file that cannot be read, or in which nothing can be votes.
    """
    table, opened = open_file(path, str(path), opening)
    doubts: list[str] = []
    found = list(opened)
    if _is_turned(table):
        table = turned(table)
        found.append(Found("transposed", True, "likely", "the first column names figures, the header does not"))
    table = _without_totals(table)
    columns, values = columns_of(sample_of(table))
    if marks := sorted({c.grouped for c in columns if c.grouped and c.counts}):
        found.append(
            Found("thousands", marks[0], "likely", "whole numbers are written in groups of three digits with it")
        )
        cells = without_mark(table.cells, marks[0])
        table = replace(table, cells=cells)
        columns, values = columns_of(sample_of(table))
    if words := sorted({mark for c in columns if c.counts for mark in c.marks}):
        found.append(Found("missing", words, "likely", "these words stand in columns of whole numbers"))
    long = long_layout(table, columns, doubts)
    named: dict[str, str] = {}
    if long is not None:
        more, votes, told = long
    else:
        named = _named_by_cells(table, columns)
        more, votes, told = _wide(table, columns, values, doubts, tuple(named))
    if any(f.key == "contest" for f in found):
        votes = _ballot_names(table, votes)
    if not votes:
        raise SheetError(
            "no column looks like votes", where=str(path), mend="write the recipe by hand (docs/recipes.md)"
        )
    names = tuple(named.get(column, column) for column in votes)
    return Draft(str(path), (*found, *more), tuple(zip(_ids(names), votes, strict=True)), names, told, tuple(doubts))


def _ballot_names(table: Table, votes: list[str]) -> list[str]:
    """The selections of a contest once each: by the name on the ballot, where there is one beside the identifier."""
    cells = {name: table.cells[str(table.place(name))].to_list() for name in votes}
    return [n for n, after in zip(votes, [*votes[1:], ""], strict=True) if not after or cells[n] != cells[after]]


# --- layout ---------------------------------------------------------------------------------------------------------


def _is_turned(table: Table) -> bool:
    """Whether units stand in columns: names of figures stand in the first column rather than in the header."""
    if not 2 <= table.cells.height <= 1000 or table.cells.width < 3 or "0" not in table.cells.columns:
        return False
    first = [text or "" for text in table.cells["0"]]
    in_first = sum(role_of(text, FIGURES) is not None for text in first)
    in_header = sum(role_of(name) is not None for name in table.header[1:])
    others, _ = columns_of(table)
    return in_first > in_header and all(c.counts for c in others[1:])


def _without_totals(table: Table) -> Table:
    """The table without rows that are labelled as totals, which would double every sum."""
    texts = table.cells.select(c for c in table.cells.columns[:8])
    return table.filter(~labelled(texts))


# --- wide -----------------------------------------------------------------------------------------------------------


def _named_by_cells(table: Table, columns: list[Column]) -> dict[str, str]:
    """Of a header that repeats names for each candidate ("Name", "Votes", "Name", "Votes") the columns of votes, with the names in the cells.

    Empty where the header is not so, or where the name beside a column of votes is not the same in all rows.
    """
    groups: dict[str, list[Column]] = {}
    for column in columns:
        if (match := _NUMBERED.fullmatch(column.name)) is not None:
            groups.setdefault(match[1], []).append(column)
    votes = next(
        (g for base, g in groups.items() if len(g) > 1 and role_of(base) == "count" and all(c.counts for c in g)), []
    )
    beside = [
        g
        for base, g in groups.items()
        if len(g) == len(votes) and role_of(base) in _NAMING and not any(c.counts for c in g)
    ]
    if not votes or not beside or any(c.different > 1 for group in beside for c in group):
        return {}
    cells = table.cells.select(text_of(c.place) for group in beside for c in group).head(1)
    return {c.name: " ".join(cells[group[i].place][0] for group in reversed(beside)) for i, c in enumerate(votes)}


def _wide(
    table: Table, columns: list[Column], values: np.ndarray, doubts: list[str], known: tuple[str, ...] = ()
) -> tuple[list[Found], list[str], Found]:
    """A table with a row a unit; `known` are the columns of votes where the header tells them."""
    if known:
        # The other names that the header repeats are ranks, sexes and shares of candidates: no figures of the sheet.
        kept = [i for i, c in enumerate(columns) if c.name in known or not _NUMBERED.fullmatch(c.name)]
        columns, values = [columns[i] for i in kept], values[:, kept]
        chosen = tuple(i for i, c in enumerate(columns) if c.name in known)
        told = Found(
            "votes", None, "likely", "the header repeats their name, and the cells beside them name the candidates"
        )
        sums: list[Sums] = []
    else:
        sums = sums_among(columns, values)
        chosen, told = _candidates(columns, sums)
    others = [c for i, c in enumerate(columns) if i not in chosen]
    figures = named_figures([c for c in others if c.counts])
    named = {f.key for f in figures}
    for total, holds in {s.total: s.holds for s in sums if set(chosen) == set(s.parts)}.items():
        if "valid" not in named and columns[total] in others and columns[total].role in {None, "ballots"}:
            figures = [f for f in figures if f.value != columns[total].name]
            why = f"the candidates add up to it in {holds:.1%} of the rows looked at"
            figures.append(Found("valid", columns[total].name, "certain" if holds == 1 else "likely", why))
            named.add("valid")
    if "registered" not in named and (roll := _roll(columns, values, chosen)) is not None:
        figures.append(roll)
    if not {"valid", "ballots", "invalid", "blank", "null"} & {f.key for f in figures}:
        doubts.append("no column of valid, invalid or cast votes was recognised")
    taken = {f.value for f in figures}
    keyless = [c for c in others if c.name not in taken and c.role not in {"not_votes", "updated", "status"}]
    key = key_of(table, keyless)
    updated = next((c for c in others if c.role == "updated" and c.different > 1), None)
    if key is None and updated is not None:
        key = key_of(table, keyless, beside=[updated])
        if key is not None:
            figures.append(
                Found("latest", updated.name, "guess", "units stand there more than once, with different values here")
            )
    if key is None:
        key = key_of(table, [c for c in others if c.name not in taken])
    if key is None:
        doubts.append("no columns name each row once: the key is a guess, and rows that share it are counted once")
        key = keyless[:1] or others[:1] or columns[:1]
    doubts += _status(table, others)
    return [*unit_and_region(table, key, keyless), *figures], [columns[i].name for i in chosen], told


def _status(table: Table, columns: list[Column]) -> list[str]:
    """What to ask a person of a column that says how sheets stand."""
    status = next((c for c in columns if c.role == "status" and 1 < c.different < 30), None)
    if status is None:
        return []
    texts = table.cells.select(text_of(status.place)).to_series().unique(maintain_order=True).to_list()
    said = ", ".join(map(repr, texts[:8]))
    return [f"column {status.name!r} says {said}: if one of them means that there is no sheet, say no_sheet"]


def _candidates(columns: list[Column], sums: list[Sums]) -> tuple[tuple[int, ...], Found]:
    """The columns of candidates: those that add up to the valid votes or the ballots, else a run beside them."""
    totals = {s.total for s in sums}
    sums = [s for s in sums if not totals & set(s.parts)] or sums  # sums of sums are figures, not candidates
    # Candidates and invalid papers add up to the ballots: the smaller set, which has a total of its own, are the candidates.
    sums = [s for s in sums if not any(set(o.parts) < set(s.parts) and o.total != s.total for o in sums)]
    for role in ("valid", "ballots"):
        for found in sums:
            parts = tuple(i for i in found.parts if not is_figure_name(columns[i]))
            if columns[found.total].role == role and len(parts) > 1:
                why = f"they{' and the papers that are no valid votes' if len(parts) < len(found.parts) else ''} add up to {columns[found.total].name!r} in {found.holds:.1%} of the rows looked at"
                return parts, Found("votes", None, "certain" if found.holds == 1 else "likely", why)
    for found in sums:
        if (
            columns[found.total].role is None
            and len(found.parts) > 1
            and not any(is_figure_name(columns[i]) for i in found.parts)
        ):
            return found.parts, Found(
                "votes",
                None,
                "likely",
                f"they add up to {columns[found.total].name!r} in {found.holds:.1%} of the rows looked at",
            )
    runs = _runs(columns)
    ends = {i for i, c in enumerate(columns) if is_figure_name(c) and c.counts and c.role != "registered"}
    before = [run for run in runs if run[-1] + 1 in ends]
    beside = (
        before
        or [run for run in runs if run[0] - 1 in ends | {i for i, c in enumerate(columns) if c.role == "registered"}]
        or runs
    )
    if not beside:
        return (), Found("votes", None, "guess", "")
    best = tuple(i for run in before for i in run) or max(beside, key=len)
    where = "they stand before the other figures" if before else "neighbouring columns of whole numbers"
    return best, Found("votes", None, "likely" if before else "guess", f"{where}; no column is their sum")


def _runs(columns: list[Column]) -> list[tuple[int, ...]]:
    """Neighbouring columns of whole numbers whose names tell no other role."""
    runs: list[list[int]] = [[]]
    for i, column in enumerate(columns):
        if column.counts and not is_figure_name(column) and not is_named_otherwise(column):
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if len(run) > 1]


def _roll(columns: list[Column], values: np.ndarray, chosen: tuple[int, ...]) -> Found | None:
    """A column without a role that is hardly ever less than all votes: the least of such."""
    votes = np.nansum(values[:, list(chosen)], axis=1)
    fits = []
    for i, column in enumerate(columns):
        if i in chosen or not column.counts or column.role in {*FIGURES, "not_votes", "unit"}:
            continue
        known = ~np.isnan(values[:, i]) & (votes > 0)
        if known.sum() < MOSTLY * len(values) or votes.sum() == 0:
            continue
        ratio = values[known, i].sum() / votes[known].sum()
        if (values[known, i] >= votes[known]).mean() >= 0.99 and 1.0 < ratio < 5:
            fits.append((ratio, column))
    if not fits:
        return None
    column = min(fits, key=lambda f: f[0])[1]
    return Found(
        "registered", column.name, "guess", "it is never much below the votes, and nothing else says who may vote"
    )


# --- as text --------------------------------------------------------------------------------------------------------


def _ids(names: Iterable[str]) -> Iterator[str]:
    """An id for each candidate, made of the name."""
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        plain = re.sub(r"[^a-z0-9]+", "-", fold(name).encode("ascii", "ignore").decode()).strip("-")[:32].strip("-")
        slug = plain if plain[:1].isalpha() else f"c{number}" if not plain else f"c-{plain}"
        while slug in taken:
            slug = f"{slug}-{number}"
        taken.add(slug)
        yield slug


def _lines(draft: Draft) -> Iterator[str]:
    yield '# A first recipe, made by `recuento inspect`. Look at each line: "certain" is what the arithmetic of the file shows,'
    yield '# "likely" rests on names, "guess" on little. Put it into case.toml, and fill in what no file can say.'
    for doubt in draft.doubts:
        yield f"# TO CONFIRM: {doubt}."
    for (key, _), name in zip(draft.votes, draft.names, strict=True):
        yield ""
        yield "[[candidates]]"
        yield f"id = {_toml(key)}"
        yield f"name = {_toml(name)}"
    yield ""
    yield "[[sheets]]"
    yield f"path = {_toml(_place_in_case(draft.path))}  # relative to the case folder"
    yield 'published_by = "FILL IN"'
    yield 'interest = "FILL IN"'
    for found in draft.keys:
        yield f"{found.key} = {_toml(found.value)}  # {found.sure}: {_one_line(found.why)}"
    yield f"# votes, {draft.votes_found.sure}: {_one_line(draft.votes_found.why)}"
    yield "[sheets.votes]"
    for key, column in draft.votes:
        yield f"{key} = {_toml(column)}"


def _place_in_case(path: str) -> str:
    """Where the file stands, or should, in a case folder: under its `sheets`."""
    parts = PurePath(path).parts
    at = len(parts) - 1 - parts[::-1].index("sheets") if "sheets" in parts else None
    return "/".join(parts[at:]) if at is not None else f"sheets/{parts[-1]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _toml(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return "{ " + ", ".join(f"{_key_text(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    return str(value)


def _key_text(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)
