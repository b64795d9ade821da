"""Invented elections for the tests: a case, its file of sheets, and strategies that draw both."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from recuento.counting import Counted, count
from recuento.records.contest import Candidate, Case, Contest
from recuento.records.counted import Finding, Tally
from recuento.records.recipe import SheetSource

HEADER = "centre,table,state,town,registered,ballots,valid,invalid,ana,bo"
ROWS = (
    "7,1,North,Alba,100,60,55,5,30,25",
    "7,2,North,Alba,120,80,78,2,40,38",
    "11,1,North,Brea,90,40,40,0,10,30",
    "12,1,South,Alba,200,150,148,2,100,48",
)
SHEETS = "\n".join((HEADER, *ROWS)) + "\n"


def make_source(path: str = "sheets.csv", **changes: Any) -> SheetSource:
    """The recipe for `SHEETS`, with some keys changed."""
    recipe: dict[str, Any] = {
        "path": path,
        "published_by": "Watchers of Norland",
        "interest": "none known",
        "unit": ["centre:3", "table:2"],
        "region": ["state", "town"],
        "registered": "registered",
        "ballots": "ballots",
        "valid": "valid",
        "invalid": "invalid",
        "votes": {"ana": "ana", "bo": "bo"},
    }
    return SheetSource(**(recipe | changes))


def make_case(*sources: SheetSource, candidates: tuple[str, ...] = ("ana", "bo"), **contest: Any) -> Case:
    """A case about an invented contest with these sources of sheets."""
    about = {"name": "President of Norland", "country": "NOR", "date": dt.date(2031, 5, 4), "authority": "Board"}
    return Case(
        contest=Contest(**(about | contest)),
        candidates=tuple(Candidate(id=c, name=c.title()) for c in candidates),
        sheets=sources,
    )


def count_text(
    text: str | bytes, folder: Path, name: str = "sheets.csv", *, contest: Any = None, **changes: Any
) -> Counted:
    """The count of one file with this content, read by `make_source` with some keys changed."""
    data = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(data)
    return count(make_case(make_source(name, **changes), **(contest or {})), folder)


def figures(tally: Tally) -> dict[str, Any]:
    """What a tally counts, without where its findings stand."""
    return tally.model_dump(exclude={"findings", "sources"})


def found(tally: Tally, check: str) -> Finding:
    """The finding of this check, which must be there."""
    by_name = {finding.check: finding for finding in tally.findings}
    assert check in by_name, f"{check} is not among {sorted(by_name)}"
    return by_name[check]


def checks_found(tally: Tally) -> set[str]:
    """The names of the checks that fired."""
    return {finding.check for finding in tally.findings}


@st.composite
def honest_rows(draw: st.DrawFn, least: int = 1, most: int = 8) -> list[dict[str, str]]:
    """Rows under `HEADER` whose figures all agree, one a unit."""
    keys = draw(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 3)), min_size=least, max_size=most, unique=True))
    rows = []
    for centre, table in keys:
        ana, bo, invalid, away = (draw(st.integers(0, 400)) for _ in range(4))
        figures = {"registered": ana + bo + invalid + away, "ballots": ana + bo + invalid, "valid": ana + bo}
        figures |= {"invalid": invalid, "ana": ana, "bo": bo}
        place = {
            "state": draw(st.sampled_from(["North", "South"])),
            "town": draw(st.sampled_from(["Alba", "Brea", ""])),
        }
        rows.append({"centre": str(centre), "table": str(table), **place, **{k: str(v) for k, v in figures.items()}})
    return rows


def as_csv(rows: list[dict[str, str]], columns: list[str] | None = None) -> str:
    """Rows as text, their columns in this order."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or HEADER.split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
