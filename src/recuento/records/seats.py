"""Seats of lists by constituency, as a rule of proportional representation deals them out of votes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .messages import Text
from .text import Record

SeatMethod = Literal["dhondt", "sainte_lague", "modified_sainte_lague", "hare"]
"""Highest averages by 1, 2, 3 ...; by 1, 3, 5 ...; by 1.4, 3, 5 ...; or full quotas of votes over seats, then largest remainders."""


class ListSeats(Record):
    """One list in one constituency."""

    list: str
    votes: int
    votes_max: Annotated[
        int, Field(description="votes with all that may still come to it; equal to `votes` where none is open")
    ]
    passes: Annotated[bool, Field(description="whether it passes the barrier, or is exempt from it")]
    seats: Annotated[int, Field(description="seats by `votes`, without those that a tie leaves to a lot")]
    seats_min: Annotated[
        int | None,
        Field(
            description="fewest, whatever of the open votes comes; null: cannot be said (with open votes: under hare, or at a barrier)"
        ),
    ]
    seats_max: Annotated[int | None, Field(description="most, likewise; with a tie's seat where a lot may give it")]
    to_gain: Annotated[
        int | None,
        Field(description="fewest further votes, all else as it is, that surely give it one seat more; null: none do"),
    ]
    to_lose: Annotated[
        int | None,
        Field(description="fewest of its votes without which it surely has one seat fewer; null: it has none"),
    ]


class ConstituencySeats(Record):
    """What one constituency's seats go to."""

    constituency: str
    seats: int
    valid: Annotated[int, Field(description="votes of all lists, those below the barrier among them")]
    lists: tuple[ListSeats, ...]
    tied: Annotated[
        tuple[str, ...], Field(description="lists with equal claims to the last seats, which a lot decides")
    ]
    tied_seats: int
    barrier_open: Annotated[
        tuple[str, ...],
        Field(description="lists that open votes may put on either side of the barrier: then no range is given"),
    ]


class SeatAllocation(Record):
    """All constituencies under one rule."""

    method: SeatMethod
    barrier: Annotated[float, Field(description="percent of the votes that a list needs; exactly as many are enough")]
    barrier_of: Annotated[Literal["whole", "constituency"], Field(description="of whose votes the barrier is a share")]
    constituencies: tuple[ConstituencySeats, ...]
    totals: Annotated[dict[str, int], Field(description="seats by list, without those that a lot decides")]


class SeatChange(Record):
    """Where two counts give a list other seats."""

    constituency: str
    list: str
    votes: Annotated[tuple[int | None, int | None], Field(description="null where the count does not give the list")]
    seats: Annotated[tuple[int | None, int | None], Field(description="without those of a lot; null likewise")]
    by_lot: Annotated[
        bool, Field(description="whether a lot decides in one of the counts: the seats may turn out alike")
    ]


class SeatComparison(Record):
    """Two counts under one rule: which seats differ."""

    a: SeatAllocation
    b: SeatAllocation
    changes: Annotated[
        tuple[SeatChange, ...],
        Field(description="lists whose seats differ, or that have seats in one count and are not in the other"),
    ]
    vote_changes: Annotated[int, Field(description="lists of constituencies, in both counts, whose votes differ")]
    lists_apart: Annotated[
        tuple[str, ...],
        Field(
            description="constituencies of which one count gives a list that the other does not: what differs there may come of that"
        ),
    ]
    only_a: Annotated[tuple[str, ...], Field(description="constituencies in the first count alone")]
    only_b: tuple[str, ...]


class SeatSpan(Record):
    """A list's seats: by the votes stated, and the fewest and most over all completions of the missing sheets."""

    stated: Annotated[int, Field(description="by the votes stated, without those that a tie leaves to a lot")]
    least: int
    most: Annotated[int, Field(description="with a seat that a lot may give it")]


class ConstituencySpan(Record):
    """One constituency of a case."""

    constituency: str
    seats: int
    missing: Annotated[int, Field(description="voters on the roll of its missing units, at most")]
    lists: dict[str, SeatSpan]


class SeatRanges(Record):
    """How many seats each candidate's list can have over all completions of the missing sheets."""

    method: SeatMethod
    constituencies: Annotated[
        tuple[ConstituencySpan, ...], Field(description="empty where it cannot be said; `says` says why")
    ] = ()
    totals: dict[str, SeatSpan] = {}
    exact: Annotated[
        bool, Field(description="whether every end is reached by some completion; false: none lies beyond them")
    ] = False
    says: Text
