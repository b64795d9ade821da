"""A recipe set beside the header of its file: which column is which figure, or a clear line that says why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from recuento.errors import CaseError, SheetError
from recuento.records.recipe import Columns, Conditions, Join, SheetSource

from .formats import in_words, names_like, tidy_name

_RUN = re.compile(r"\A(.+) (\d{1,4})\.\.(\d{1,4})\Z")
_PADDED = re.compile(r"\A(.+):(\d{1,3})\Z")


@dataclass(frozen=True)
class KeyPart:
    """One column of the unit's key, padded with zeros to `width` characters (0: as it is)."""

    name: str
    width: int


@dataclass(frozen=True)
class Layout:
    """Where each thing stands in a table: columns by their place in the header, as text ("0", "1", ...).

    `figures` maps a column of `Sheets.frame` (registered, ballots, valid, invalid, sheets, blank, null, contested, votes:ID) to the places
    that are added up for it, in the recipe's order; what the recipe does not name is not in it. `stated`
    has the places of the totals that the file itself states.
    """

    key: tuple[tuple[str, int], ...]
    region: tuple[str, ...]
    figures: dict[str, tuple[str, ...]]
    stated: dict[str, str]


FIGURES = ("registered", "ballots", "valid", "invalid")
PARTS = ("blank", "null", "contested")
"""Kinds of papers that are no valid votes, where sheets tell them apart."""


def figures_of(source: SheetSource) -> dict[str, tuple[str, ...]]:
    """The columns that the recipe adds up for each figure, by name."""
    named: dict[str, Columns | None] = {
        "sheets": source.sheets,
        "registered": source.registered,
        "ballots": source.ballots,
        "valid": source.valid,
        "invalid": source.invalid,
        "blank": source.blank,
        "null": source.null,
        "contested": source.contested,
        **{f"votes:{candidate}": columns for candidate, columns in source.votes.items()},
    }
    figures = {figure: names_of(columns) for figure, columns in named.items() if columns is not None}
    if source.invalid is None and (parts := [name for part in PARTS for name in figures.get(part, ())]):
        figures["invalid"] = tuple(parts)
    return figures


def stated_of(source: SheetSource) -> dict[str, str]:
    """The column with the stated total of each figure that has one."""
    return {(f"votes:{f}" if f in source.votes else f): tidy_name(name) for f, name in source.stated.items()}


def columns_of(conditions: Conditions) -> frozenset[str]:
    """The columns that conditions look at."""
    return frozenset(map(tidy_name, conditions))


def names_in_file(source: SheetSource) -> frozenset[str]:
    """The columns that the file itself must have for the recipe to fit, as far as the recipe alone can tell.

    The options of a long table are none of them, nor what the recipe makes or joins.
    """
    if source.transposed:
        return frozenset()
    if source.join:
        return frozenset(mine for mine, _ in keys_of(source.join[0]))
    return _named(source) - frozenset(map(tidy_name, source.columns))


def _named(source: SheetSource) -> frozenset[str]:
    """Every name that must be a column of the table before it is made wide."""
    parts = frozenset(_padded(text).name for text in source.unit)
    looked_at = columns_of(source.where) | columns_of(source.no_sheet) | columns_of(source.no_unit)
    cut = frozenset(tidy_name(n) for c in source.columns.values() for n in names_of(c.of))
    names = parts | looked_at | cut | frozenset(map(tidy_name, [*source.region, *source.fill_down]))
    if source.latest is not None:
        names |= {tidy_name(source.latest)}
    if source.long is not None:
        names |= {*names_of(source.long.option), tidy_name(source.long.count)}
    else:
        names |= {name for columns in figures_of(source).values() for name in columns} | set(stated_of(source).values())
    return names


def keys_of(join: Join) -> list[tuple[str, str]]:
    """The columns by which two files are joined: this file's, and the other's."""
    if isinstance(join.on, dict):
        return [(tidy_name(mine), tidy_name(other)) for mine, other in join.on.items()]
    return [(name, name) for name in names_of(join.on)]


def names_wanted(source: SheetSource) -> frozenset[str] | None:
    """Every column name that the recipe may mean; a key part counts with and without its padding. None: all of them."""
    if source.transposed:
        return None
    parts = {n for text in source.unit for n in (tidy_name(text), _padded(text).name)}
    columns = {name for names in figures_of(source).values() for name in names} | set(stated_of(source).values())
    joined = {mine for join in source.join for mine, _ in keys_of(join)}
    return _named(source) | frozenset(parts | columns | joined | set(map(tidy_name, source.region)))


def is_row_by_row(source: SheetSource) -> bool:
    """Whether each row of the file is a row of the table whatever the others say, so that the file can be read in blocks."""
    looks_around = (source.where, source.no_sheet, source.no_unit, source.join, source.fill_down, source.latest)
    return not any(looks_around) and source.long is None and source.entered_again is None and not source.transposed


def names_of_numbers(source: SheetSource) -> frozenset[str]:
    """The columns that the recipe takes for counts and looks at in no other way; none where it says how counts are written."""
    if source.missing or source.thousands or source.decimal or not is_row_by_row(source):
        return frozenset()
    texts = {n for text in source.unit for n in (tidy_name(text), _padded(text).name)} | set(
        map(tidy_name, source.region)
    )
    texts |= {tidy_name(n) for c in source.columns.values() for n in names_of(c.of)}
    figures = {name for names in figures_of(source).values() for name in names}
    return frozenset((figures | set(stated_of(source).values())) - texts)


def refuse_odd_recipe(source: SheetSource) -> None:
    """Raises CaseError for a recipe that would count a column twice, or counts nothing for somebody."""
    where = f"case.toml, [[sheets]] {source.path!r}"
    if source.sheets is not None and source.granularity == "unit":
        raise CaseError(
            "`sheets` names a column but each row is one sheet",
            where=where,
            mend='say granularity = "aggregate" if the rows sum sheets',
        )
    figures = figures_of(source)
    if empty := [figure for figure, names in figures.items() if not names]:
        raise CaseError(
            f"{_told(empty[0])} has an empty list of columns", where=where, mend="name one, or leave it out"
        )
    if bare := [figure for figure in stated_of(source) if figure not in figures]:
        raise CaseError(
            f"stated.{bare[0]} has no parts to be held against",
            where=where,
            mend=f"name them in {bare[0]}, or leave it out",
        )
    parts = [name for part in PARTS for name in figures.get(part, ())]
    for told, names in [*figures.items(), ("votes", _all_votes(figures)), ("blank, null and contested", parts)]:
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise CaseError(
                f"column {twice[0]!r} would be counted twice in {_told(told)}", where=where, mend="name it once"
            )


def lay_out(source: SheetSource, header: tuple[str, ...]) -> Layout:
    """The recipe's columns found in `header`. Raises SheetError for columns that are not there, or there twice."""
    key = [key_part(text, header) for text in source.unit]
    region = [tidy_name(text) for text in source.region]
    figures, stated = figures_of(source), stated_of(source)
    uses = [(part.name, "the unit") for part in key] + [(name, "the region") for name in region]
    uses += [(name, _told(figure)) for figure, names in figures.items() for name in names]
    uses += [(name, f"the stated total of {_told(figure)}") for figure, name in stated.items()]
    refuse_missing(source.path, uses, header)
    place = {name: str(i) for i, name in enumerate(header)}
    return Layout(
        key=tuple((place[part.name], part.width) for part in key),
        region=tuple(place[name] for name in region),
        figures={figure: tuple(place[name] for name in names) for figure, names in figures.items()},
        stated={figure: place[name] for figure, name in stated.items()},
    )


def refuse_missing(path: str, uses: list[tuple[str, str]], header: tuple[str, ...]) -> None:
    """Raises SheetError where a column is not in the header; `uses` are columns, each with what the recipe needs it for."""
    _refuse_repeated(path, uses, header)
    missing = [(name, use) for name, use in dict(uses).items() if name not in header]
    if not missing:
        return
    name, use = missing[0]
    also = f" (nor {in_words(n for n, _ in missing[1:])})" if len(missing) > 1 else ""
    raise SheetError(
        f"no column {name!r}{also}, which the recipe names for {use}",
        where=f"{path}, header",
        mend=names_like(name, header),
    )


def _refuse_repeated(path: str, uses: list[tuple[str, str]], header: tuple[str, ...]) -> None:
    """Names that stand several times in the file are told apart by number; one without it may mean any of them."""
    for name, use in uses:
        places = [i for i, n in enumerate(header, start=1) if re.fullmatch(rf"{re.escape(name)} \(\d+\)", n)]
        if name not in header and len(places) > 1:
            raise SheetError(
                f"the header has {name!r} {len(places)} times and the recipe names it for {use}",
                where=f"{path}, header, columns {', '.join(map(str, places))}",
                mend=f"say which: '{name} (1)' is the first",
            )


def names_of(columns: Columns) -> tuple[str, ...]:
    """The tidied names of a column, or of several. "slot 1..3" names slot 1, slot 2 and slot 3."""
    return tuple(
        name for text in ([columns] if isinstance(columns, str) else columns) for name in _run(tidy_name(text))
    )


def _run(name: str) -> Iterable[str]:
    if (match := _RUN.fullmatch(name)) is None:
        return (name,)
    first, last = int(match[2]), int(match[3])
    return (f"{match[1]} {i}" for i in range(first, last + 1)) if first < last else (name,)


def _all_votes(figures: dict[str, tuple[str, ...]]) -> Iterable[str]:
    return [name for figure, names in figures.items() if figure.startswith("votes:") for name in names]


def _told(figure: str) -> str:
    """A figure as the recipe's author knows it: 'votes:maduro' is votes.maduro."""
    return figure.replace(":", ".")


def _padded(text: str) -> KeyPart:
    match = _PADDED.fullmatch(text.strip())
    return KeyPart(tidy_name(match[1]), int(match[2])) if match else KeyPart(tidy_name(text), 0)


def key_part(text: str, header: tuple[str, ...]) -> KeyPart:
    """'CENTRO:9' is column CENTRO padded to 9, unless the file has a column of just that name."""
    return KeyPart(tidy_name(text), 0) if tidy_name(text) in header else _padded(text)
