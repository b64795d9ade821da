"""A person's corrections of sheets and of what was read: which figure or key, from what to what, why, and who says so."""

from __future__ import annotations

import csv
import io
from typing import Annotated

from pydantic import Field

from recuento.errors import CaseError

from .text import Record

COLUMNS = ("unit", "id", "field", "from", "to", "why", "who")
"""The head of corrections.csv. A row names a unit of a sheet or the id of a record, and not both."""


WHOLE, KEPT, REJECTED = "record", "kept", "rejected"
"""What stands in `field`, `from` and `to` where a record is taken out whole."""


class Correction(Record):
    """One row of corrections.csv."""

    line: Annotated[int, Field(description="line of corrections.csv")]
    unit: Annotated[str | None, Field(description="key of the unit whose sheet is corrected")] = None
    id: Annotated[str | None, Field(description="id of the record that is corrected")] = None
    field: Annotated[str, Field(description="figure of the sheet, or key of the record")]
    was: Annotated[str, Field(description="what stood there, as text; empty: nothing")]
    to: Annotated[str, Field(description="what stands there now; empty: nothing, that is unknown")]
    why: str
    who: str

    def refused(self, what: str, mend: str) -> CaseError:
        """The error for a correction that cannot be made."""
        return CaseError(what, where=f"corrections.csv: line {self.line}", mend=mend)


def parse_corrections(content: bytes, *, where: str = "corrections.csv") -> tuple[Correction, ...]:
    """The rows of a corrections.csv; none for a file with nothing but its head. Raises CaseError with the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CaseError("is not UTF-8 text", where=f"{where}: line {line}", mend="save the file as UTF-8") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    if missing := [name for name in COLUMNS if name not in (*names, "unit", "id")]:
        mend = f"the head is {','.join(COLUMNS)}"
        raise CaseError(f"has no column {missing[0]!r}", where=f"{where}: line 1", mend=mend)
    rows.fieldnames = names
    found = []
    for row in rows:
        cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        if any(cells.values()):
            found.append(_correction(cells, rows.line_num, where))
    return tuple(found)


def _correction(cells: dict[str, str], line: int, where: str) -> Correction:
    at = f"{where}: line {line}"
    unit, record = cells.get("unit", ""), cells.get("id", "")
    if bool(unit) == bool(record):
        raise CaseError("names a unit and a record, or neither", where=at, mend="fill one of unit and id")
    if empty := [key for key in ("field", "why", "who") if not cells.get(key)]:
        raise CaseError(f"has no {empty[0]}", where=at, mend="say what is corrected, why, and who says so")
    return Correction(
        line=line,
        unit=unit or None,
        id=record or None,
        field=cells["field"],
        was=cells.get("from", ""),
        to=cells.get("to", ""),
        why=cells["why"],
        who=cells["who"],
    )
