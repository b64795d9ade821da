"""What `recuento seats` reads: a table of votes by list and constituency, in any format that sheets come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from recuento.counting.formats import Opening, read_table
from recuento.counting.formats.table import Table
from recuento.errors import SheetError
from recuento.weighing.seats import Constituency

_COLUMNS = ("list", "votes", "constituency", "seats", "open", "exempt")
_YES, _NO = frozenset({"yes", "true", "1", "x"}), frozenset({"", "no", "false", "0"})
_ALL = "all"
"""What the only constituency is called, where the file has no column for it."""


@dataclass
class _Group:
    """The rows of one constituency, as far as they were read."""

    seats: int | None = None
    votes: dict[str, int] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)
    exempt: set[str] = field(default_factory=set)


def constituencies_in(path: Path, seats: int | None = None) -> list[Constituency]:
    """The constituencies of a file with the columns `list` and `votes`, one row a list of a constituency.

    Also read: `constituency`; `seats` (of the constituency, on its first row or on each), for which `seats` stands in;
    `open` (votes that may still come to the list, at most) and `exempt` (from the barrier). Names of columns may be in
    capitals. Raises SheetError with the line: for votes, or open votes where there is the column, that are not a whole
    number, an empty cell too, since what is unknown is not zero.
    """
    table = read_table(path, Opening(path=str(path), needed=frozenset({"list", "votes"})))
    at = _columns(table, str(path))
    groups: dict[str, _Group] = {}
    for line, *cells in zip(table.lines.to_list(), *(_texts(table, at.get(c)) for c in _COLUMNS), strict=True):
        _take(dict(zip(_COLUMNS, cells, strict=True)), f"{path}, line {line}", groups, told_open="open" in at)
    return [_constituency(name, group, seats, str(path)) for name, group in groups.items()]


def _columns(table: Table, where: str) -> dict[str, int]:
    at = {name.strip().lower(): k for k, name in enumerate(table.header)}
    missing = [c for c in ("list", "votes") if c not in at]
    if missing:
        raise SheetError(
            f"there is no column {missing[0]!r}",
            where=where,
            mend="give the file a header with: constituency, list, votes, seats",
        )
    return at


def _texts(table: Table, column: int | None) -> list[str]:
    if column is None:
        return [""] * table.cells.height
    return ["" if cell is None else str(cell).strip() for cell in table.cells[str(column)].to_list()]


def _take(row: dict[str, str], where: str, groups: dict[str, _Group], *, told_open: bool) -> None:
    if not any(row.values()):
        return
    name = row["list"]
    if not name:
        raise SheetError("a row names no list", where=where, mend="write whose votes they are")
    group = groups.setdefault(row["constituency"] or _ALL, _Group())
    if name in group.votes:
        raise SheetError(
            f"the list {name!r} stands twice in {row['constituency'] or _ALL!r}", where=where, mend="add its rows up"
        )
    group.votes[name] = _whole(row["votes"], "votes", where)
    if told_open:
        group.open[name] = _whole(row["open"], "open", where)
    if row["seats"]:
        told = _whole(row["seats"], "seats", where)
        if group.seats not in {None, told}:
            raise SheetError(
                f"{row['constituency'] or _ALL!r} has {group.seats} seats further up and {told} here",
                where=where,
                mend="the column is for the seats of the constituency, not of the list",
            )
        group.seats = told
    if row["exempt"].lower() in _YES:
        group.exempt.add(name)
    elif row["exempt"].lower() not in _NO:
        raise SheetError(f"exempt is {row['exempt']!r}", where=where, mend='write "yes", or leave it empty')


def _whole(text: str, column: str, where: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        what = f"{column} is empty" if not text else f"{column} is {text[:40]!r}"
        raise SheetError(
            what, where=where, mend="it must be a whole number, without marks; what is not known cannot be dealt out"
        )
    return int(text)


def _constituency(name: str, group: _Group, seats: int | None, where: str) -> Constituency:
    of_it = group.seats if group.seats is not None else seats
    if of_it is None:
        raise SheetError(
            f"how many seats {name!r} has is not said", where=where, mend="add a column seats, or give --seats"
        )
    if of_it > _MOST_SEATS:
        raise SheetError(f"{name!r} has {of_it} seats", where=where, mend=f"at most {_MOST_SEATS} are dealt out")
    return Constituency(name, of_it, group.votes, group.open, frozenset(group.exempt))


_MOST_SEATS = 5_000
"""More than any chamber has: a slip in the column is told and not worked on."""
