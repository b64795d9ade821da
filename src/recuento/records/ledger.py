"""The ledger of claims: who stated which figure first, who repeated it, who stated another later."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from .messages import Text
from .text import Record, Span


class Mention(Record):
    """One place where a claim is made."""

    source: Annotated[str, Field(description="the article's path or address, or whence the announcement is known")]
    article: Annotated[str | None, Field(description="id of the article; null for an announcement of the case")] = None
    outlet: str | None = None
    date: Annotated[dt.date | None, Field(description="of publication, or of the announcement; null where not known")]
    stated_by: Annotated[str | None, Field(description="in whose name, where the text says so")] = None
    figure: Annotated[float | int | None, Field(description="as written there")] = None
    words: Annotated[str | None, Field(description="of a winner: won, won outright, came first, leads")] = None
    text: Text
    span: Span | None = None
    copied: Annotated[bool, Field(description="an article that tells another's story, word for word or rewritten")] = (
        False
    )


class LedgerClaim(Record):
    """One claim about a candidate, wherever it is made: the same figure, rounded or not, is the same claim."""

    claim: Annotated[str, Field(description="winner, share, votes, rank, lead, lead_points, seats or turnout")]
    candidate: Annotated[str | None, Field(description="id; null where it names nobody on the ballot")]
    name: Text
    says: Annotated[
        Text, Field(description="the claim as a clause; of one about nobody on the ballot the words that make it")
    ]
    figure: Annotated[float | int | None, Field(description="the figure in its most precise form")]
    bound: Annotated[str, Field(description="exact, or the words it is hedged with")]
    announcement: Annotated[str | None, Field(description="the announcement that it is or repeats")]
    mentions: Annotated[tuple[Mention, ...], Field(description="by date; those without one last")]
    first: Annotated[
        tuple[int, ...],
        Field(description="places in `mentions` of those on the earliest date; empty where some mention has no date"),
    ]
    later: Annotated[
        tuple[int, ...],
        Field(
            description="places in the ledger of other figures that a voice or outlet of this one gave on a later date"
        ),
    ] = ()


class FigureMoved(Record):
    """A figure that differs between one announcement and the next."""

    figure: Annotated[
        str,
        Field(
            description="votes:ID, share:ID, seats:ID, others, valid, invalid, turnout, coverage, winner, winner_as, lead or lead_points"
        ),
    ]
    was: Annotated[float | int | str | None, Field(description="null: not stated then")]
    now: Annotated[float | int | str | None, Field(description="null: not stated now")]


class Bulletin(Record):
    """An announcement beside the one before it."""

    announcement: str
    at: dt.datetime
    before: Annotated[str | None, Field(description="the announcement before it; null for the first")]
    moved: tuple[FigureMoved, ...] = ()


class Ledger(Record):
    """All claims of a case's articles and announcements, and what changed between announcements."""

    contest: str
    claims: tuple[LedgerClaim, ...]
    bulletins: tuple[Bulletin, ...]
