"""An article as it was read: its text, what is known about it, and which stretches are the article itself."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of every record: frozen, and strict about keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


Span = tuple[int, int]
"""A stretch of `Article.text`: start and end offsets in code points, end exclusive."""


def content_id(prefix: str, *parts: Any) -> str:
    """An id made of the content it names: the same parts give the same id, on any machine and in any run."""
    digest = hashlib.sha256("\x1f".join("" if p is None else str(p) for p in parts).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:12]}"


class Dateline(Record):
    """Where and when the story says it was filed: "MOSCOW, July 29 (Reuters)"."""

    place: str | None = None
    date: dt.date | None = None


class Article(Record):
    """One article. For plain text `text` is the decoded input unaltered; for HTML and PDF it is the extracted text."""

    id: str
    source: Annotated[str, Field(description="the path, URL or row it came from, as given")]
    title: str | None = None
    byline: str | None = None
    outlet: Annotated[str | None, Field(description="who published this copy")] = None
    agency: Annotated[str | None, Field(description="whose copy it is, when another's")] = None
    dateline: Dateline | None = None
    published: dt.date | None = None
    language: Annotated[str | None, Field(description="ISO 639-1")] = None
    text: str
    body: Annotated[
        tuple[Span, ...],
        Field(description="the stretches that are the article: headline and paragraphs, not menus, labels, bylines"),
    ]
