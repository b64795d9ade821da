"""Two counts of one election set side by side: which units are in one alone, which differ, and what that does."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .counted import FileBeside
from .seats import SeatComparison
from .text import Record

Settles = Annotated[
    Literal["wins", "no_outright_win", "tie", "unknown"],
    Field(
        description="what the rule of the contest makes of these figures for whoever leads: wins (without a run-off, where "
        "the rule has one); no_outright_win; tie; unknown, where it cannot be said: votes or "
        "valid votes are missing, or somebody without a column may have more"
    ),
]


class Standing(Record):
    """Who leads in some units, by how much, and what the rule makes of it."""

    units: int
    votes: dict[str, int]
    valid: Annotated[int | None, Field(description="null where some unit does not give them")]
    first: Annotated[str | None, Field(description="id of the candidate with most votes; null where nobody has any")]
    second: str | None
    lead: Annotated[int, Field(description="votes of the first less votes of the second")]
    lead_points: Annotated[float | None, Field(description="the lead in percent of the valid votes")]
    complete: Annotated[
        bool,
        Field(description="whether every unit gives every candidate's votes, and both counts have the same candidates"),
    ]
    settles: Settles


class ComparedSide(Record):
    """One of the two counts."""

    name: str
    files: tuple[FileBeside, ...]
    standing: Standing
    left_out: Annotated[tuple[str, ...], Field(description="ids of candidates for whom this count alone has votes")]
    uncertain: Annotated[int, Field(description="units listed with figures that differ, of which one row was taken")]
    unkeyed: Annotated[int, Field(description="rows without a complete key, which can be matched with nothing")]


class UnitAt(Record):
    """A unit and where it stands in a file."""

    unit: str
    region: tuple[str, ...]
    source: str
    row: int


class UnitsApart(Record):
    """The units that are in one of the counts alone."""

    standing: Standing
    listed: tuple[UnitAt, ...]


class ChangedFigure(Record):
    """A figure that both counts give, and otherwise."""

    figure: Annotated[str, Field(description="registered, ballots, valid, invalid, blank, null, contested or votes:ID")]
    a: int
    b: int


class ChangedUnit(Record):
    """A unit whose figures differ between the counts."""

    unit: str
    region: tuple[str, ...]
    a: UnitAt
    b: UnitAt
    figures: tuple[ChangedFigure, ...]
    lead_change: Annotated[
        int | None,
        Field(
            description="how far the lead of A's first over A's second rose from A to B; null where a vote is missing"
        ),
    ]


class FigureChange(Record):
    """What happened to one figure over the units that give it in both counts."""

    figure: str
    units: Annotated[int, Field(description="units in which it differs")]
    rose: Annotated[int, Field(description="sum of the rises from A to B")]
    fell: Annotated[int, Field(description="sum of the falls")]
    only_a: Annotated[int, Field(description="units of both counts in which A alone gives it: unknown in B, not zero")]
    only_b: Annotated[int, Field(description="units of both counts in which B alone gives it")]
    sum_only_a: Annotated[int, Field(description="what A alone gives of it there")]
    sum_only_b: Annotated[int, Field(description="what B alone gives of it there")]


class LateLevel(Record):
    """What the late units would have given had each voted as A's units of its region at one level of the regions."""

    level: Annotated[
        int, Field(description="parts of the region's path: 0 for the whole contest, 1 for the largest regions")
    ]
    units: Annotated[int, Field(description="late units in regions of which A has units, too")]
    valid: Annotated[int, Field(description="their valid votes")]
    expected: Annotated[int, Field(description="the lead they would have given, rounded to the vote")]
    actual: int
    unexplained: Annotated[int, Field(description="actual less expected")]


class LateShift(Record):
    """How much of what the units of B alone did to the lead is explained by the regions they are from."""

    first: str
    second: str
    units: Annotated[int, Field(description="late units: those of B alone, with votes and valid votes")]
    valid: int
    lead: int
    early_valid: Annotated[int, Field(description="valid votes, in B, of the units of both counts")]
    early_lead: int
    left_out: Annotated[int, Field(description="units without votes or valid votes, of which nothing is said")]
    levels: Annotated[tuple[LateLevel, ...], Field(description="from the whole contest to the lowest regions")]
    sized: Annotated[
        tuple[LateLevel, ...],
        Field(description="the same, with each region parted into five classes of units by their size"),
    ]
    of: Annotated[
        Literal["valid", "named"],
        Field(
            description="what `valid` is: valid votes, or the votes of everybody with a column where no unit gives those"
        ),
    ]
    size: Annotated[Literal["registered", "valid"], Field(description="by which figure a unit's size goes")]
    compared: Annotated[int, Field(description="units in lowest regions that have early and late ones")]
    z: Annotated[
        float | None, Field(description="standard score of the late ones' votes for the lead within these regions")
    ]
    p: Annotated[
        float | None,
        Field(description="how often dealing early and late anew within the regions gives as large a difference"),
    ]
    how: Annotated[
        str, Field(description="dealt (so often as the docs say), normal (the limit), nothing_varies, or none")
    ]


class Comparison(Record):
    """What `recuento compare` prints: count A, count B, and everything between them."""

    contest: str
    rule: str
    a: ComparedSide
    b: ComparedSide
    common: Annotated[int, Field(description="units in both")]
    same: Annotated[int, Field(description="units in both whose figures, where both give them, are the same")]
    common_in_a: Standing
    common_in_b: Standing
    only_a: UnitsApart
    only_b: UnitsApart
    figures: tuple[FigureChange, ...]
    changed: tuple[ChangedUnit, ...]
    raised_the_lead: Annotated[int, Field(description="changed units in which A's first gained on A's second")]
    lowered_the_lead: int
    left_the_lead: Annotated[int, Field(description="changed units in which the lead stayed, or a vote is missing")]
    changes_alone_turn_it: Annotated[
        bool | None,
        Field(
            description="whether, over the units in both, who is first or what the rule makes of it differs between the "
            "counts; null where it cannot be said"
        ),
    ]
    turned: Annotated[bool | None, Field(description="the same over all units of each count")]
    late: Annotated[
        LateShift | None, Field(description="null where B alone has no units, or no unit gives what it takes")
    ]
    seats: Annotated[
        SeatComparison | None,
        Field(description="where the contest deals seats and both counts give every list's votes by constituency"),
    ] = None
