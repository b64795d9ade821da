"""The sheets as the weighing uses them: clean columns of whole numbers, what is missing, and what does not fit.

A sheet that cannot be added up as it stands (a candidate's cell is empty or negative) is set aside and its unit counts
as missing, which is what is known about it. Nothing is set aside in silence: `notes` says how many and why.

What limits the votes in the missing units is their roll, and only in total:

    missing roll = roll of the contest - registered voters of the counted sheets

Everybody on the missing roll may have voted, validly, and for one candidate; or nobody may have. This is the roll cap.
Where a sheet does not give its registered voters, its ballots (or valid votes) stand in: they cannot exceed the roll of
the unit, so the missing roll is at most what this leaves.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from recuento.records.contest import Case, SheetSource
from recuento.records.counted import Sheets
from recuento.records.verdict import Check, Fact

from .exact import Whole, total
from .written import plural


@dataclass(frozen=True)
class Evidence:
    """What the counted sheets hold, in whole numbers, and how much of the contest is missing.

    - `votes`: rows by columns; one column a candidate in `candidates`, and a last one for the valid votes of everybody
      else (valid less the candidates' votes).
    - `roll`: each row's registered voters, or its votes where the registered voters are not given.
    - `units`: how many units each row sums; 1 unless the source is an aggregate.
    - `missing_units`, `missing_roll`: None where they cannot be known.
    - `checks`: whether the contest's roll and units fit the sheets. `notes`: what was set aside.
    """

    case: Case
    candidates: tuple[str, ...]
    votes: Whole
    roll: Whole
    units: Whole
    missing_units: int | None
    missing_roll: int | None
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    sources: tuple[SheetSource, ...]

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """Counted votes by column, the last one everybody else's."""
        return tuple(total(self.votes[:, i]) for i in range(self.votes.shape[1]))

    @cached_property
    def valid(self) -> int:
        """Valid votes on the counted sheets."""
        return sum(self.totals)

    @cached_property
    def counted_units(self) -> int:
        """Units whose sheets are counted."""
        return total(self.units)

    @cached_property
    def counted_roll(self) -> int:
        """Registered voters of the counted sheets."""
        return total(self.roll)

    @cached_property
    def extremes(self) -> dict[Hashable, int | None]:
        """Extreme sums that were computed already: many claims ask for the same ones."""
        return {}

    @property
    def aggregated(self) -> bool:
        """Whether some row sums several units, so that single units cannot be told apart."""
        whole = any(source.granularity == "aggregate" for source in self.sources)
        return whole or (bool(len(self.units)) and int(self.units.max()) > 1)

    @property
    def complete(self) -> bool:
        """Whether no vote can be missing."""
        return self.missing_roll == 0

    def counted(self, candidate: str) -> int:
        """A candidate's votes on the counted sheets."""
        return self.totals[self.candidates.index(candidate)]

    def name(self, candidate: str) -> str:
        """A candidate's name."""
        return next(c.name for c in self.case.candidates if c.id == candidate)

    @cached_property
    def rows(self) -> str:
        """Which rows of which files the counts are from, for the facts."""
        files = " and ".join(source.path for source in self.sources) or "the sheets"
        return f"{plural(len(self.votes), 'row')} of {files}"


def gather(case: Case, sheets: Sheets) -> Evidence:
    """The evidence in the sheets for the contest."""
    frame, candidates, notes = _usable(sheets)
    votes = _matrix(frame, candidates)
    roll, estimated = _roll(frame, votes)
    if estimated:
        notes.append(
            f"{plural(estimated, 'sheet')} without registered voters: their votes stand in as the least roll they can have."
        )
    units = frame["sheets"].fill_null(1).cast(pl.Int64).to_numpy()
    checks = tuple(_fits(case, total(units), total(roll)))
    misfit = any(check.holds is False for check in checks)
    missing_units, missing_roll = (None, None) if misfit else _missing(case, total(units), total(roll))
    named = set(frame["source"].unique().to_list())
    sources = tuple(s for s in case.sheets if s.path in named) or case.sheets
    return Evidence(
        case=case,
        candidates=candidates,
        votes=votes,
        roll=roll,
        units=units,
        missing_units=missing_units,
        missing_roll=missing_roll,
        checks=checks,
        notes=tuple(notes),
        sources=sources,
    )


def _usable(sheets: Sheets) -> tuple[pl.DataFrame, tuple[str, ...], list[str]]:
    """The rows that can be added up, the candidates they have votes for, and a sentence on what was left out."""
    frame, notes = sheets.frame, []
    given = tuple(c for c in sheets.candidates if frame[f"votes:{c}"].null_count() < max(frame.height, 1))
    if absent := [c for c in sheets.candidates if c not in given]:
        notes.append(f"The sheets give no votes for {', '.join(absent)}: nothing is said of them.")
    readable = pl.all_horizontal(
        pl.lit(value=True), *(pl.col(f"votes:{c}").is_not_null() & (pl.col(f"votes:{c}") >= 0) for c in given)
    )
    usable = frame.filter(readable)
    if unreadable := frame.height - usable.height:
        notes.append(
            f"{plural(unreadable, 'sheet')} with an empty or negative vote cell set aside: counted as missing."
        )
    return usable, given, notes


def _matrix(frame: pl.DataFrame, candidates: tuple[str, ...]) -> Whole:
    """The candidates' votes and, last, the valid votes of everybody else (none where valid is not given)."""
    if not candidates or not frame.height:
        return np.zeros((frame.height, len(candidates) + 1), dtype=np.int64)
    votes = frame.select(pl.col(f"votes:{c}").cast(pl.Int64) for c in candidates).to_numpy()
    named = votes.sum(axis=1)
    valid = frame["valid"].cast(pl.Int64).fill_null(0).to_numpy()
    return np.column_stack([votes, np.maximum(valid - named, 0)])


def _roll(frame: pl.DataFrame, votes: Whole) -> tuple[Whole, int]:
    """Each row's registered voters, or the least that its votes imply; and in how many rows they had to stand in."""
    papers = frame.select(pl.max_horizontal(pl.col("ballots"), pl.col("valid") + pl.col("invalid").fill_null(0)))
    least = np.maximum(papers.to_series().fill_null(0).cast(pl.Int64).to_numpy(), votes.sum(axis=1))
    given = frame["registered"].cast(pl.Int64)
    known = given.is_not_null().to_numpy()
    return np.where(known, given.fill_null(0).to_numpy(), least), int((~known).sum())


def _missing(case: Case, units: int, roll: int) -> tuple[int | None, int | None]:
    """How many units are missing, and the roll that they share."""
    missing_units = None if case.contest.units is None else case.contest.units - units
    if missing_units == 0:
        return 0, 0
    return missing_units, None if case.contest.roll is None else case.contest.roll - roll


def _fits(case: Case, units: int, roll: int) -> list[Check]:
    """Whether the contest can hold the sheets: not more sheets than units, not more voters than the roll."""
    pairs = (
        ("no_more_sheets_than_units", "units", case.contest.units, units, "sheets", "set contest.units"),
        ("no_more_registered_than_roll", "roll", case.contest.roll, roll, "registered voters", "set contest.roll"),
    )
    checks = []
    for check, key, stated, counted, noun, mend in pairs:
        if stated is None:
            explain = f"The case does not state the contest's {key}, so what is missing is not known by it."
            checks.append(Check(check=check, holds=None, explain=explain))
            continue
        holds = counted <= stated
        explain = (
            f"The counted sheets' {counted:,} {noun} fit the contest's {stated:,}."
            if holds
            else f"The sheets hold {counted:,} {noun}, more than the contest's {stated:,}: one of the two is wrong, so "
            f"nothing can be said of the missing units; {mend} in case.toml, or remove sheets of another contest."
        )
        fact = Fact(
            fact=f"{noun} on the counted sheets, against {stated:,} in the contest",
            value=counted,
            how=f"sum over the counted sheets = {counted:,}",
            rows="all counted rows",
        )
        checks.append(Check(check=check, holds=holds, explain=explain, facts=(fact,)))
    return checks
