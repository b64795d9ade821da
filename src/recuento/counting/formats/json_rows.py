"""JSON and JSON Lines: objects as rows, their fields and those of the objects around them as columns.

A column is called as its field; a field of an object inside the row "outer/inner"; a field of an object around the row as
it is called there, unless the row has one of that name: then by its way from the top, "result/name". Where a row's object is
the value of a key, the key is the column `key`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from recuento.errors import SheetError

from .archives import Member
from .decoding import as_utf8, decode_utf8
from .opening import Opening
from .table import Table, in_words, tidy_name

_EACH = "*"
KEY = "key"
_DEEPEST = 40

Row = dict[str, str | None]


def read_json_lines(member: Member, opening: Opening) -> Table:
    """The rows of a file with a JSON document on each line."""
    text = decode_utf8(as_utf8(member.data, member.where, opening.encoding), member.where)
    rows: list[Row] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{member.where}, line {number}"
            found = list(_rows(_parsed(line, where, whole=False), _steps(opening.rows or ""), {}, (), where))
            rows += found
            lines += [number] * len(found)
    return _table(rows, lines, opening)


def document_of(member: Member, opening: Opening) -> Any:
    """The whole file as one JSON document."""
    text = decode_utf8(as_utf8(member.data, member.where, opening.encoding), member.where)
    if not text.strip():
        raise SheetError("the file is empty", where=member.where, mend="put the sheets in it")
    return _parsed(text, member.where)


def table_of(document: Any, member: Member, opening: Opening) -> Table:
    """The rows of a document, at the place that the recipe names."""
    steps = _steps(opening.rows) if opening.rows is not None else _only_list(document, member.where)
    rows = list(_rows(document, steps, {}, (), member.where))
    return _table(rows, list(range(2, len(rows) + 2)), opening)


def _parsed(text: str, where: str, *, whole: bool = True) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SheetError(
            f"the file is not JSON ({error.msg})",
            where=f"{where}, line {error.lineno}" if whole else where,
            mend="download it again",
        ) from error
    except (RecursionError, ValueError) as error:
        raise SheetError(
            "the file is nested too deep, or holds a number of thousands of digits", where=where
        ) from error


def _steps(pointer: str) -> list[str]:
    return [step for step in pointer.strip("/").split("/") if step]


def _only_list(document: Any, where: str) -> list[str]:
    """The way to the only list of objects there is; where there are several, they are offered."""
    ways = dict.fromkeys(lists_of_objects(document, ()))
    if len(ways) == 1:
        return list(next(iter(ways)))
    told = in_words("/".join(way) for way in ways)
    raise SheetError(
        f"the file has {len(ways) or 'no'} lists of objects",
        where=where,
        mend=f"say in the recipe where the rows are: rows is one of {told}" if ways else "name the rows with `rows`",
    )


def lists_of_objects(value: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to lists of objects, from the outermost, lists in lists by "*"."""
    if len(way) > _DEEPEST:
        return
    if isinstance(value, list):
        if value and all(isinstance(v, dict) for v in value):
            yield (*way, _EACH)
        for inner in value[:1]:
            yield from lists_of_objects(inner, (*way, _EACH))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from lists_of_objects(inner, (*way, name))


def maps_of_objects(value: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to objects whose values are objects of the same fields: units by their key."""
    if not isinstance(value, dict) or len(way) > _DEEPEST:
        return
    inner = [v for v in value.values() if isinstance(v, dict)]
    if len(inner) > 1 and len(inner) == len(value) and len({frozenset(v) for v in inner}) * 2 <= len(inner):
        yield (*way, _EACH)
    for name, held in value.items():
        yield from maps_of_objects(held, (*way, name))


def _rows(value: Any, steps: list[str], around: Row, way: tuple[str, ...], where: str) -> Iterator[Row]:
    """The rows under `value`; `around` holds the fields of the objects on the way to it."""
    if not steps:
        yield _row(value, around, way, where)
        return
    step, rest = steps[0], steps[1:]
    if isinstance(value, dict):
        around = around | _outer(value, way)
    if step == _EACH:
        for name, inner in _each(value, way, where):
            yield from _rows(inner, rest, around | ({KEY: name} if name else {}), (*way, name or _EACH), where)
        return
    if not isinstance(value, dict) or step not in value:
        mend = f"it has {in_words(value)}" if isinstance(value, dict) else "mend `rows` in the recipe"
        raise SheetError(f"{_shown(way)} has no field {step!r}", where=where, mend=mend)
    yield from _rows(value[step], rest, around, (*way, step), where)


def _row(value: Any, around: Row, way: tuple[str, ...], where: str) -> Row:
    """An object's own fields, then those around it whose names are free."""
    if not isinstance(value, dict):
        raise SheetError(f"{_shown(way)}, a row, is no object", where=where, mend="mend `rows` in the recipe")
    own = dict(_fields(value, ""))
    for name, held in around.items():
        own.setdefault(name, held)
    return own


def _each(value: Any, way: tuple[str, ...], where: str) -> Iterator[tuple[str | None, Any]]:
    """What a list holds; or an object, with its keys."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((None, inner) for inner in value)
    else:
        raise SheetError(
            f"{_shown(way)} is neither a list nor an object", where=where, mend="mend `rows` in the recipe"
        )


def _shown(way: tuple[str, ...]) -> str:
    return repr("/".join(way)) if way else "the top of the file"


def _outer(value: dict[str, Any], way: tuple[str, ...]) -> Row:
    """The plain fields of an object around the row, by their way from the top and by name."""
    plain = {name: _text(held) for name, held in value.items() if not isinstance(held, dict | list)}
    return plain | {"/".join((*way, name)): held for name, held in plain.items()}


def _fields(value: dict[str, Any], before: str) -> Iterator[tuple[str, str | None]]:
    """The plain fields of a row, and those of objects in it; lists are none."""
    for name, held in value.items():
        if isinstance(held, dict):
            if before.count("/") < _DEEPEST:
                yield from _fields(held, f"{before}{name}/")
        elif not isinstance(held, list):
            yield f"{before}{name}", _text(held)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _table(rows: list[Row], lines: list[int], opening: Opening) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    header = tuple(map(tidy_name, names))
    kept = [i for i, name in enumerate(header) if opening.keeps(name)]
    cells = pl.DataFrame(
        {str(i): [row.get(names[i]) for row in rows] for i in kept}, schema={str(i): pl.String for i in kept}
    )
    return Table(opening.path, header, cells, pl.Series("row", lines, dtype=pl.Int64))
