"""What follows: bounds, the announcements' feasibility, and a verdict for each claim with its reasons."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from .contest import Cap
from .messages import Text
from .seats import SeatRanges
from .text import Record, Span


class VerdictKind(StrEnum):
    """How strongly the sheets speak on a claim, strongest first. Always conditional on the sheets' source."""

    IMPOSSIBLE = "impossible"
    CONTRADICTED = "contradicted"
    UNDETERMINED = "undetermined"
    CONSISTENT = "consistent"
    CONFIRMED = "confirmed"


class Term(Record):
    """One figure of a sum: its name, and how often it is taken (negative: taken away)."""

    name: Text
    times: int
    figure: int


class Fact(Record):
    """A number a verdict rests on, and how to redo it in a spreadsheet."""

    fact: Text
    value: Any
    how: Annotated[Text, Field(description="the formula, with its figures filled in")]
    rows: Annotated[Text, Field(description="which rows of which file it is computed from")]
    terms: Annotated[
        tuple[Term, ...], Field(description="where `value` is a sum: its figures, which times × figure add up to it")
    ] = ()
    changes: Annotated[bool, Field(description="whether it says what would change the verdict")] = False


class Needed(Record):
    """What the announced winner would have needed in the units whose sheets are missing."""

    candidate: str
    against: Annotated[str | None, Field(description="the rival it must overtake")] = None
    votes: Annotated[int | None, Field(description="least lead over the rival that is needed in the missing units")] = (
        None
    )
    turnout: Annotated[float | None, Field(description="least turnout there, in percent of their roll")] = None
    share: Annotated[
        float | None, Field(description="share of votes needed there at the counted turnout, in percent")
    ] = None
    best_counted: Annotated[
        dict[str, float | int | None],
        Field(
            description="the counted units best for the candidate that together hold the same roll: lead, turnout, share"
        ),
    ] = {}


class Winner(Record):
    """Who could still win under some completion of the missing sheets."""

    possible: tuple[str, ...]
    outright: Annotated[
        tuple[str, ...] | None,
        Field(description="under a rule with a run-off: who could still win without one (`possible` may reach it)"),
    ] = None


class Completion(Record):
    """What the missing sheets could do under a cap tighter than their roll, which the case asks for; no verdict rests on it."""

    cap: Cap
    voters: Annotated[
        int | None, Field(description="the most valid votes in the missing units; null: no bound, or not known")
    ]
    votes: Annotated[
        dict[str, tuple[int, int]], Field(description="fewest and most votes; of `regional_pattern` the one completion")
    ] = {}
    winner: Winner | None = None
    says: Annotated[Text, Field(description="the same in words, or why it cannot be computed")]


class MissingUnit(Record):
    """A unit whose sheet is not counted."""

    unit: str
    region: tuple[str, ...]
    registered: int


class MissingRegion(Record):
    """The units of a largest region whose sheets are not counted."""

    region: str
    units: int
    registered: Annotated[int | None, Field(description="null where some roll is not known")]


class Settling(Record):
    """The fewest further sheets with which whether the candidate won could be settled."""

    candidate: str
    voters: Annotated[int, Field(description="the least roll that these sheets must hold together")]
    sheets: Annotated[int | None, Field(description="how many sheets that takes, the largest first; null: not known")]
    units: Annotated[
        tuple[MissingUnit, ...], Field(description="these sheets, the first fifty, where they are listed")
    ] = ()
    regions: Annotated[
        tuple[MissingRegion, ...], Field(description="what is missing by region, where it is listed")
    ] = ()
    says: Text


class Bounds(Record):
    """What any completion of the missing sheets could give each candidate."""

    cap: Annotated[Text, Field(description="what limits the votes in missing units")]
    votes: dict[str, tuple[int, int]]
    shares: Annotated[dict[str, tuple[float, float]], Field(description="percent of valid votes")]
    winner: Winner
    needed: Needed | None = None
    missing_units: Annotated[int | None, Field(description="units whose sheets are not counted")] = None
    missing_roll: Annotated[int | None, Field(description="registered voters of those units")] = None
    completions: Annotated[
        tuple[Completion, ...],
        Field(description="under further caps that the case asks for; verdicts use none of them"),
    ] = ()
    settling: Annotated[
        Settling | None, Field(description="which further sheets could settle whether the announced winner won")
    ] = None
    seats: Annotated[SeatRanges | None, Field(description="where the contest's votes are dealt into seats")] = None


class Check(Record):
    """One thing checked of an announcement: a sentence, and whether it holds (null: it could not be checked)."""

    check: str
    holds: bool | None
    explain: Text
    facts: tuple[Fact, ...] = ()


class AnnouncementReport(Record):
    """An announcement's own arithmetic and its joint feasibility with the sheets."""

    id: str
    checks: tuple[Check, ...]
    feasible: Annotated[
        bool | None, Field(description="can announcement and sheets both be true? null: not computable")
    ]
    break_even_coverage: Annotated[
        float | None, Field(description="percent of units at which an announced count turns impossible")
    ]
    break_even_units: Annotated[int | None, Field(description="the units behind `break_even_coverage`")] = None
    break_even_exact: Annotated[
        bool | None, Field(description="true: possible with one unit fewer; false: perhaps impossible before, too")
    ] = None
    break_even_jointly: Annotated[
        float | None, Field(description="percent of units at which the announced counts together turn impossible")
    ] = None
    break_even_jointly_exact: Annotated[
        bool | None, Field(description="as `break_even_exact`, of `break_even_jointly`")
    ] = None


class Verdict(Record):
    """A claim, what the sheets say of it, why, and what that assumes."""

    claim: Annotated[str, Field(description="winner, share, votes, ...")]
    kind: VerdictKind
    stated_by: str | None
    text: Text
    source: str
    announcement: Annotated[str | None, Field(description="id of the announcement the claim repeats")] = None
    candidate: Annotated[
        str | None, Field(description="id of the candidate it is about; null for a whole announcement")
    ] = None
    figure: Annotated[float | int | None, Field(description="the share in percent, count or rank that is claimed")] = (
        None
    )
    rule: Annotated[
        str | None,
        Field(description="which rule gave the verdict: a sentence that is true of it (see docs/weighing.md)"),
    ] = None
    says: Annotated[Text, Field(description="the verdict in one plain sentence")]
    why: Annotated[
        tuple[Text, ...], Field(description="the reasons in `says`, a sentence each, without the claim and its verdict")
    ] = ()
    because: tuple[Fact, ...]
    assuming: tuple[Text, ...]
    span: Span | None = None
    article: str | None = None


class NotCheckable(Record):
    """A claim that counts cannot settle."""

    claim: str
    stated_by: str | None
    text: Text
    source: str
    why: Text


class Reaction(Record):
    """One government's or organisation's stance over all articles."""

    country: str | None
    actor: str
    stance: str
    date: dt.date | None
    articles: Annotated[tuple[str, ...], Field(description="one of each story that shows the stance, the fullest")]
    spans: Annotated[tuple[Span, ...], Field(description="where in these articles")]
    copies: Annotated[tuple[str, ...], Field(description="other articles that tell the same stories and show it")] = ()
    to_check: Annotated[
        bool, Field(description="found by the scorer alone: to be checked by a person, and counted nowhere")
    ] = False


class Elsewhere(Record):
    """An article of the case that is about another election, so that nothing in it is counted."""

    article: str
    country: str | None
    year: int | None


class Weighing(Record):
    """What `recuento weigh` prints."""

    bounds: Bounds | None
    announcements: tuple[AnnouncementReport, ...]
    verdicts: tuple[Verdict, ...]
    not_checkable: tuple[NotCheckable, ...]
    reactions: tuple[Reaction, ...]
    checks: Annotated[
        tuple[Check, ...],
        Field(description="whether the contest's units and roll fit the sheets, and what was set aside"),
    ] = ()
    elsewhere: Annotated[
        tuple[Elsewhere, ...], Field(description="articles about another election, which are not counted")
    ] = ()

    def to_frame(self, kind: str, *, pandas: bool = False) -> Any:
        """One kind of its records as a table: `verdicts`, `checks`, `reactions`.

        A polars data frame, typed, with its columns also where there is no row; with `pandas` a pandas one. Raises ValueError
        for another kind, ImportError where pandas is not installed.
        """
        from .frames import KINDS_OF_WEIGHINGS, Holdings, as_asked

        return as_asked(Holdings(weighing=self), kind, KINDS_OF_WEIGHINGS, pandas=pandas)
