"""Places to look in the counts, on the page: each test with its figures, and in the same glance what it cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recuento.records.contest import Case
from recuento.records.forensics import UNIFORM, ForensicRow
from recuento.records.inert import one_line

from .numbers import Numbers

_ALARM = 0.05
TESTS: Mapping[str, tuple[str, str]] = {
    "last-digits": (
        "Last digits",
        "It sees invented figures, and none that were moved or added.",
    ),
    "integer-percentages": (
        "Whole percentages",
        "It sees results written to a whole percentage, and no others.",
    ),
    "duplicates": (
        "Sheets alike in every figure",
        "It sees sheets copied whole, and none copied with changes.",
    ),
    "homogeneity": (
        "Tables of one centre",
        "No probability is given: tables differ where voters were not dealt to them by chance.",
    ),
    "dip": (
        "More than one mode",
        "No alarm by itself: several modes are several peoples, as town and country, before anything else.",
    ),
}
COLUMNS: Mapping[str, str] = {
    "turnout": "turnout",
    "ballots": "ballots cast",
    "valid": "valid votes",
    "invalid": "invalid papers",
    "all figures": "all figures",
}


@dataclass(frozen=True)
class OddFigures:
    """One test of one column; `look` says that it is a place to look."""

    test: str
    column: str
    rows: str
    p: str
    look: str
    caveat: str


def odd_figures(case: Case, rows: Sequence[ForensicRow], numbers: Numbers) -> tuple[OddFigures, ...]:
    """The tests that were computed; the picture stands with the sheets."""
    names = {c.id: one_line(c.name) for c in case.candidates}
    return tuple(
        OddFigures(
            test=numbers.text(TESTS[row.test][0]),
            column=_column(row.column, names, numbers),
            rows=numbers.count(row.n),
            p=_p(row.p_holm if row.p_holm is not None else row.p, numbers),
            look=numbers.text("look here") if row.p_holm is not None and row.p_holm <= _ALARM else "",
            caveat=numbers.text(TESTS[row.test][1]),
        )
        for row in rows
        if row.statistic is not None and row.null != UNIFORM and row.test in TESTS
    )


def _column(column: str, names: Mapping[str, str], numbers: Numbers) -> str:
    if column in COLUMNS:
        return numbers.text(COLUMNS[column])
    kind, _, candidate = column.rpartition(":")
    name = names.get(candidate, one_line(candidate))
    return (
        numbers.text("share of %(name)s", name=name)
        if kind == "share"
        else numbers.text("votes of %(name)s", name=name)
    )


def _p(p: float | None, numbers: Numbers) -> str:
    if p is None:
        return "–"
    return numbers.text("below 0.1%") if p < 0.001 else numbers.percent(100 * p)
