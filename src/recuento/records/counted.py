"""What the sheets say when counted: the columns themselves, the tally, and the findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import Field

from .corrections import Correction
from .recipe import Stage
from .text import Record

Severity = Literal["error", "warning", "note"]

REGION_JOINT = "\x1f"
"""Between the parts of a region's path: the control character made for it, which no name holds."""


def region_down_to(level: int) -> pl.Expr:
    """The path of `region` down to a level, as one text; "" where a row has no region so deep, or a blank on the way."""
    parts = pl.col("region").cast(pl.String).str.split(REGION_JOINT)
    head = parts.list.head(level)
    known = (parts.list.len() >= level) & ~head.list.contains("")
    return pl.when(known).then(head.list.join(REGION_JOINT)).otherwise(pl.lit("")).alias("region")


@dataclass(frozen=True)
class Sheets:
    """Sheets as columns, one row a unit: the form every check and bound computes on.

    `frame` holds, in this order:

    - `unit` (text): the key; `source` (text): path of the file; `row` (integer): line or row in it, header = 1;
    - `region` (categorical text): the path from the largest region down, its parts joined by `REGION_JOINT`, "" for none;
    - `sheets` (integer): how many sheets the row sums, 1 unless the source is an aggregate;
    - `registered`, `ballots`, `valid`, `invalid` (integer or null): voters on the roll, papers cast, and their parts;
    - `votes:ID` (integer or null) for each candidate id in `candidates`.

    and may hold, after these, `blank`, `null`, `contested` (integer or null): kinds of papers that are no valid votes;
    and `keyed` (boolean): whether the row's key is complete (true where the column is absent).
    Missing is null, never 0.

    `missing`: the units on the case's list of units without a counted row: `unit`, `region`, `registered` (integer or null);
    None where there is no list.

    `also` holds further rows for units in `frame`, in the same columns, that say something else of them: which of a
    unit's rows is right is not known.
    """

    frame: pl.DataFrame
    candidates: tuple[str, ...]
    also: pl.DataFrame | None = None
    missing: pl.DataFrame | None = None

    @property
    def vote_columns(self) -> list[str]:
        """The candidates' columns, in the candidates' order."""
        return [f"votes:{c}" for c in self.candidates]


class FindingRow(Record):
    """One row that a check fired on."""

    source: str
    row: int
    unit: str
    detail: str


class Finding(Record):
    """One thing that is wrong or odd with the sheets: a sentence that is true of each of its rows."""

    check: str
    severity: Severity
    count: int
    explain: str
    rows: tuple[FindingRow, ...]


class CandidateTally(Record):
    """A candidate's votes over all counted sheets."""

    id: str
    name: str
    votes: int
    share: Annotated[float | None, Field(description="percent of valid votes")]


class RegionTally(Record):
    """The count of one region, at any level of the region path."""

    path: tuple[str, ...]
    sheets: Annotated[int | None, Field(description="null where sums do not say how many they add up")]
    registered: int | None
    ballots: int | None
    valid: int | None
    invalid: int | None
    candidates: dict[str, int]
    shares: Annotated[
        dict[str, float], Field(description="percent of the region's valid votes, for those with a figure")
    ] = {}


class CountedCoverage(Record):
    """How much of the contest the counted sheets are, in percent, where the totals are known."""

    units: float | None = None
    roll: float | None = None


class FileBeside(Record):
    """A file that was read beside the sheets: joined to them, or the same sheets entered again."""

    path: str
    sha256: str


class SourceOfSheets(Record):
    """Who published the sheets, with what interest, and exactly which bytes were counted."""

    path: str
    published_by: str
    interest: str
    kind: str
    recipe: Annotated[str | None, Field(description="the named recipe by which they were read, where it is one")] = None
    sha256: str
    rows: int
    beside: Annotated[
        tuple[FileBeside, ...], Field(description="files joined to it, and the second entry, where there are any")
    ] = ()


class StatementStep(Record):
    """What was stated at one stage and time."""

    stage: Stage
    at: dt.datetime | None
    sources: tuple[str, ...]
    documents: Annotated[tuple[str, ...], Field(description="the acts or rulings that the sources name")] = ()
    units: Annotated[int, Field(description="units of which it states figures")]
    restated: Annotated[int, Field(description="units that an earlier step stated too")]
    changed: Annotated[int, Field(description="of these, units of which some figure differs from what stood before")]


class Statements(Record):
    """The stages at which the units' figures were stated, and what they add up to as first stated and as standing."""

    steps: tuple[StatementStep, ...]
    first: Annotated[
        dict[str, int | None],
        Field(description="each figure's sum over the units as each was first stated; null where some unit lacks it"),
    ]
    standing: Annotated[
        dict[str, int | None], Field(description="the same over the units as they stand, which are counted")
    ]


class Tally(Record):
    """What `recuento count` prints: the sheets added up, with everything that is wrong with them."""

    contest: str
    sources: tuple[SourceOfSheets, ...]
    sheets: Annotated[int | None, Field(description="null where sums do not say how many they add up")]
    units_total: int | None
    coverage: CountedCoverage
    registered: int | None
    ballots: int | None
    valid: int | None
    invalid: int | None
    blank: Annotated[int | None, Field(description="of the invalid papers those left blank, where told apart")] = None
    null: Annotated[int | None, Field(description="of the invalid papers those spoilt, where told apart")] = None
    contested: Annotated[int | None, Field(description="papers still to be decided on, where told apart")] = None
    candidates: tuple[CandidateTally, ...]
    regions: tuple[RegionTally, ...]
    findings: tuple[Finding, ...]
    corrections: Annotated[
        tuple[Correction, ...], Field(description="figures that a person corrected before they were counted")
    ] = ()
    statements: Annotated[
        Statements | None, Field(description="where the sources have stages: what was stated in which order")
    ] = None

    def to_frame(self, kind: str, *, pandas: bool = False) -> Any:
        """One kind of its records as a table: `candidates`, `regions`, `findings`.

        A polars data frame, typed, with its columns also where there is no row; with `pandas` a pandas one. Raises ValueError
        for another kind, ImportError where pandas is not installed.
        """
        from .frames import KINDS_OF_TALLIES, Holdings, as_asked

        return as_asked(Holdings(tally=self), kind, KINDS_OF_TALLIES, pandas=pandas)
