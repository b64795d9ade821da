"""What reviewers decided, one after the other: who, of what, what it changed, and why. Nothing in it is ever changed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from .text import Record

Action = Literal["confirm", "correct", "reject", "sign"]
Subject = Literal["record", "unit", "verdict"]


class Decision(Record):
    """What one reviewer decides of one thing."""

    action: Annotated[
        Action,
        Field(
            description="confirm: it is as it stands; correct: it is otherwise; reject: it is not there, or not to be known; sign: a verdict"
        ),
    ]
    subject: Subject
    id: Annotated[str, Field(description="of the record, the unit's key, or the digest of the verdict")]
    field: Annotated[str | None, Field(description="the key or figure that is corrected")] = None
    was: Annotated[str | None, Field(description="what stands there, as text; empty: nothing")] = None
    to: Annotated[str | None, Field(description="what is right; empty: nothing is known")] = None
    why: str

    @property
    def same(self) -> tuple[object, ...]:
        """What two reviewers must agree on, whatever their reasons."""
        return self.action, self.subject, self.id, self.field, self.was, self.to


class JournalEntry(Record):
    """A line of the journal."""

    n: Annotated[int, Field(description="from 1")]
    at: dt.datetime
    who: Annotated[str, Field(description="the reviewer; empty where the journal notes what stood in corrections.csv")]
    decision: Annotated[
        Decision | None, Field(description="null where corrections.csv was found as nobody here left it")
    ]
    counts: Annotated[bool, Field(description="whether it took effect: with two persons asked, the second agreed")]
    found: Annotated[str | None, Field(description="the text of corrections.csv as it was found")] = None
    added: Annotated[str | None, Field(description="the line that corrections.csv got, with its end")] = None
    corrections_sha256: Annotated[str, Field(description="of corrections.csv after this entry; empty: there is none")]
    case_version: Annotated[str, Field(description="which state of the case the reviewer saw")] = ""
    before: Annotated[str, Field(description="SHA-256 of the line before, so that none can be changed or left out")]
