"""The names that the command line takes (formats, schemas, exports, methods, tests), apart from the code that needs heavy libraries."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal, get_args

Format = Literal["json", "jsonl", "csv", "parquet", "table"]
FORMATS: tuple[Format, ...] = get_args(Format)


def form_of(path: PurePath | str) -> Format | None:
    """The format that a file's name asks for by its ending; None where the ending says nothing."""
    ending = PurePath(path).suffix.lower().lstrip(".")
    return next((f for f in FORMATS if f == ending and f != "table"), None)


Described = Literal[
    "read",
    "count",
    "weigh",
    "compare",
    "seats",
    "seats-against",
    "ledger",
    "audit",
    "audit-inputs",
    "forensics",
    "case",
]
"""What there is a JSON Schema of."""

ExportTarget = Literal[
    "csv",
    "parquet",
    "datapackage",
    "sqlite",
    "webannotation",
    "geojson",
    "nist",
    "plover",
    "followthemoney",
    "claimreview",
    "gold",
    "rocrate",
]
"""The formats of others into which a case is exported."""

AuditMethod = Literal[
    "bravo", "minerva", "kaplan-markov", "kaplan-wald", "macro", "alpha", "super-simple", "quickcount"
]
AuditStep = Literal["plan", "draw", "assess"]
"""Steps of the audit of a case's table."""

ForensicTest = Literal["last-digits", "integer-percentages", "duplicates", "homogeneity", "dip", "fingerprint"]
Manipulation = Literal["none", "stuffing", "stealing", "rounding", "copying"]
"""What `recuento simulate` plants."""
