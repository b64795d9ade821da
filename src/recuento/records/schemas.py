"""The JSON Schemas of what recuento writes and of the case file it reads."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from .audit import AuditInputs, AuditResult
from .comparison import Comparison
from .contest import Case
from .counted import Tally
from .forensics import ForensicRow
from .formats import Described
from .ledger import Ledger
from .said import Reading
from .seats import SeatAllocation, SeatComparison
from .text import Record
from .verdict import Weighing


class _Written(GenerateJsonSchema):
    """The schema of what is written: every key is there, also one whose value is null, empty or its default."""

    def field_is_required(self, field: Any, *_args: Any, **_kwargs: Any) -> bool:  # noqa: ARG002
        return True


_WRITTEN_BY: dict[Described, type[Record]] = {
    "read": Reading,
    "count": Tally,
    "weigh": Weighing,
    "compare": Comparison,
    "seats": SeatAllocation,
    "seats-against": SeatComparison,
    "ledger": Ledger,
    "audit": AuditResult,
    "forensics": ForensicRow,
}


VERSION = 1
"""Of all schemas. It grows when a key goes, or comes to mean something else; a new key is none of these."""


def schema_of(what: Described) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the records a verb writes, every key always there, or of a case.toml."""
    dialect = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:recuento:schema:{what}:{VERSION}",
    }
    if what == "case":
        return dialect | Case.model_json_schema(mode="validation")
    if what == "audit-inputs":
        return dialect | TypeAdapter(AuditInputs).json_schema(mode="validation")
    return dialect | _WRITTEN_BY[what].model_json_schema(schema_generator=_Written, mode="serialization")
