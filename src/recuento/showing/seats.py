"""Seats on the terminal: who has how many in which constituency, what may still change it, and what differs between two counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recuento.records.inert import one_line
from recuento.records.seats import ConstituencySeats, ListSeats, SeatAllocation, SeatComparison

from .numbers import Numbers

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_NUMBERS = Numbers()
_METHODS = {
    "dhondt": "D'Hondt",
    "sainte_lague": "Sainte-Laguë",
    "modified_sainte_lague": "modified Sainte-Laguë",
    "hare": "Hare quota and largest remainders",
}


def print_seats(allocation: SeatAllocation, console: Console) -> None:
    """Prints the rule, each constituency's lists with seats or near one, and the sums."""
    console.print(_rule(allocation), style="bold")
    for constituency in allocation.constituencies:
        console.print()
        console.print(_table(constituency))
        for line in _remarks(constituency):
            console.print(line)
    if len(allocation.constituencies) > 1:
        console.print()
        console.print("In all: " + ", ".join(f"{one_line(n)} {s}" for n, s in allocation.totals.items() if s))


def print_seats_against(comparison: SeatComparison, console: Console) -> None:
    """Prints which seats differ between two counts, or that none does."""
    console.print(_rule(comparison.a), style="bold")
    seats = (
        f"seats of lists that differ: {_NUMBERS.count(len(comparison.changes))}."
        if comparison.changes
        else "no seat differs."
    )
    console.print(f"Figures that differ between the counts: {_NUMBERS.count(comparison.vote_changes)}; {seats}")
    for change in comparison.changes:
        seats, votes = (
            " -> ".join("not given" if n is None else _NUMBERS.count(n) for n in pair)
            for pair in (change.seats, change.votes)
        )
        lot = "; a lot decides in one of them" if change.by_lot else ""
        console.print(f"  {one_line(change.constituency)}, {one_line(change.list)}: {seats} seats ({votes} votes){lot}")
    if comparison.lists_apart:
        where = ", ".join(map(one_line, comparison.lists_apart))
        console.print(f"One count gives lists that the other does not, which may be why seats differ, in: {where}")
    for name, only in (("first", comparison.only_a), ("second", comparison.only_b)):
        if only:
            console.print(f"In the {name} count alone: {', '.join(map(one_line, only))}")
    tied = dict.fromkeys(c.constituency for side in (comparison.a, comparison.b) for c in side.constituencies if c.tied)
    if tied:
        console.print(
            f"A lot decides the last seats, which are counted for nobody, in: {', '.join(map(one_line, tied))}"
        )


def _rule(allocation: SeatAllocation) -> str:
    barrier = ""
    if allocation.barrier:
        of = "all votes" if allocation.barrier_of == "whole" else "the constituency's votes"
        barrier = f", barrier {_NUMBERS.percent(allocation.barrier)} of {of}"
    return f"{_METHODS[allocation.method]}{barrier}"


def _table(c: ConstituencySeats) -> Table:
    from rich.table import Table

    table = Table(
        title=f"{one_line(c.constituency)}: {c.seats} seats, {_NUMBERS.count(c.valid)} votes", title_justify="left"
    )
    ranged = any(row.votes_max > row.votes for row in c.lists)
    table.add_column("list", overflow="fold")
    for name in ("votes", "seats", *(("may be",) if ranged else ()), "one more with", "one fewer without"):
        table.add_column(name, justify="right")
    for row in c.lists:
        table.add_row(*_cells(row, ranged=ranged))
    return table


def _cells(row: ListSeats, *, ranged: bool) -> list[str]:
    may_be = "cannot be said" if row.seats_min is None else f"{row.seats_min} to {row.seats_max}"
    return [
        one_line(row.list) + ("" if row.passes else " (below the barrier)"),
        _NUMBERS.count(row.votes),
        str(row.seats),
        *([may_be] if ranged else []),
        "" if row.to_gain is None else f"+{_NUMBERS.count(row.to_gain)}",
        "" if row.to_lose is None else f"-{_NUMBERS.count(row.to_lose)}",
    ]


def _remarks(c: ConstituencySeats) -> list[str]:
    told = []
    if c.tied:
        told.append(
            f"{c.tied_seats} of the last seats by lot among {', '.join(map(one_line, c.tied))}, which have equal claims; counted for nobody."
        )
    if c.barrier_open:
        told.append(
            f"Open votes may put {', '.join(map(one_line, c.barrier_open))} on either side of the barrier: what the seats may be cannot be said."
        )
    return told
