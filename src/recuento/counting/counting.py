"""The count, from files to tally: read the sources, check every row, take each unit once, add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recuento.errors import SheetError
from recuento.records.contest import Case
from recuento.records.corrections import Correction
from recuento.records.counted import Sheets, Tally

from .checks import run_checks
from .coverage import cover
from .intake import Intake, take_in
from .tally import tally_candidates, tally_figures, tally_regions
from .unit_list import completed, listed_units


@dataclass(frozen=True)
class Counted:
    """The sheets that were counted, one row a unit, and what they add up to.

    `case`: the case, with the number of units and the roll that its list of units gives.
    """

    sheets: Sheets
    tally: Tally
    case: Case


def count(case: Case, folder: Path, corrections: Sequence[Correction] = ()) -> Counted:
    """Counts the sheets that `case` lists, their paths being relative to `folder`.

    Every row is checked; what is wrong or odd is in `tally.findings` with its rows, and changes no figure. Votes are
    integers, and a figure that no sheet gives is None. The order of rows and columns in the files decides nothing but
    the row numbers that findings name.

    `corrections` of sheets are made first, and listed in the tally.

    Raises CaseError for a case without sheets, with a file that is not there, or with a recipe that would count
    a column twice; SheetError for a file that cannot be read as its recipe says.
    """
    units = listed_units(case, folder)
    intake = take_in(case, folder, corrections, units)  # beside what the contest itself states
    case = completed(case, units)
    findings = run_checks(intake)
    sheets = intake.counted
    if not sheets.frame.height:
        raise _no_figures(intake)
    figures = tally_figures(sheets)
    tally = Tally(
        contest=case.contest.name,
        sources=intake.records(),
        sheets=figures["sheets"],
        units_total=case.contest.units,
        coverage=cover(sheets, case.contest),
        registered=figures["registered"],
        ballots=figures["ballots"],
        valid=figures["valid"],
        invalid=figures["invalid"],
        blank=figures["blank"],
        null=figures["null"],
        contested=figures["contested"],
        candidates=tally_candidates(sheets, case, unread=bool((intake.unread["why"] != "blank").any())),
        regions=tally_regions(sheets),
        findings=findings,
        corrections=tuple(corrections),
        statements=intake.in_order.statements,
    )
    return Counted(sheets, tally, case)


def _no_figures(intake: Intake) -> SheetError:
    """Nothing to count, with the first cell that should have held a figure."""
    first = intake.unread.row(0, named=True) if intake.unread.height else None
    where = (
        f"{first['source']}, line {first['row']}, column {first['column']!r}"
        if first
        else intake.sources[0].recipe.path
    )
    holds = f" (here: {first['text']!r})" if first and first["text"] else ""
    return SheetError(
        f"no row gives any figure on how people voted{holds}",
        where=where,
        mend="check which columns the recipe names, and the delimiter",
    )
