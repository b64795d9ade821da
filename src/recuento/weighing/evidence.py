"""The sheets as the weighing uses them: what each one says, what it leaves open, and what of the contest is missing.

What a source does not state is unknown, never zero. A sheet whose votes are all stated and fit together is a row of
whole numbers. Any other is *open*: each of its figures lies in an interval, and so does their sum.

| on the sheet                              | what is taken of it                                                    |
|-------------------------------------------|------------------------------------------------------------------------|
| valid votes not stated                    | others have from none up to what ballots or roll leave                  |
| a candidate's cell empty                  | from none up to what the valid votes leave                              |
| another row says something else           | each figure anywhere between what the rows of this unit say             |
| figures that contradict one another       | anywhere between the readings that would set them right                 |
| no complete key (it may be another's)     | anything that the contest's roll leaves                                 |

What limits the votes in the missing units is their roll, and only in total:

    missing roll = roll of the contest - registered voters of the counted sheets

or, where the contest's roll is not known, the number of missing units times the most voters that any unit has.
Everybody on the missing roll may have voted, validly, and for one candidate; or nobody may have. This is the roll cap.
Where a sheet does not give its registered voters, its votes stand in: they cannot exceed the roll of the unit, so the
missing roll is at most what this leaves; of a unit whose rows differ the least counts. Where more than one sheet in a
hundred has more votes than registered voters the roll does not limit votes in this contest, and no cap is used at all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import polars as pl

from recuento.records.contest import Case
from recuento.records.counted import Sheets, region_down_to
from recuento.records.messages import Message, sentences
from recuento.records.recipe import SheetSource
from recuento.records.verdict import Check, Fact

from .exact import Whole, combine, scaled, total
from .missing_rolls import region_check
from .open_sheets import OpenSheets, read_open

__all__ = ["INVALID", "ROLL", "Evidence", "gather"]

INVALID, ROLL = -2, -1
"""Places of two more weights behind those of the candidates and of everybody else: of invalid papers, and of the roll."""


@dataclass(frozen=True)
class Evidence:
    """What the counted sheets hold, in whole numbers, and how much of the contest is missing.

    - `votes`: rows by columns; one column a candidate in `candidates`, and a last one for the valid votes of everybody
      else (valid less the candidates' votes). Of an open sheet it has what is stated.
    - `open`: the intervals of those sheets that leave something open, and of every sheet's invalid papers.
    - `roll`: each row's registered voters, or its votes where the registered voters are not given.
    - `units`: how many units each row sums; 1 unless the source is an aggregate.
    - `missing_units`, `missing_roll`: None where they cannot be known, or where the roll limits nothing.
    - `rolls_known`: whether every sheet gives its registered voters; `rolls_hold`: whether these limit votes.
    - `caution`: what is to be said before anything is ruled out by the roll; empty where there is nothing.
    - `region`: each row's path of regions, as in `Sheets.frame`.
    - `absent`: the units on the list of units without a sheet, as `Sheets.missing`.
    - `checks`: whether the contest's roll and units fit the sheets. `notes`: what the verdicts take for granted.
    """

    case: Case
    candidates: tuple[str, ...]
    votes: Whole
    open: OpenSheets
    roll: Whole
    units: Whole
    missing_units: int | None
    missing_roll: int | None
    rolls_known: bool
    rolls_hold: bool
    caution: str
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    sources: tuple[SheetSource, ...]
    region: pl.Series
    absent: pl.DataFrame | None

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """Stated votes by column, the last one everybody else's."""
        return tuple(total(self.votes[:, i]) for i in range(self.votes.shape[1]))

    @cached_property
    def valid(self) -> int:
        """Valid votes stated on the counted sheets."""
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

    @cached_property
    def sizes(self) -> dict[Hashable, Mapping[int, int] | None]:
        """The numbers of units with which figures can be had, as far as they were computed already."""
        return {}

    @cached_property
    def fillings(self) -> dict[Hashable, Fraction | None]:
        """What counted units of a given roll give at best, as far as it was computed already."""
        return {}

    @property
    def aggregated(self) -> bool:
        """Whether some row sums several units, so that single units cannot be told apart."""
        whole = any(source.granularity == "aggregate" for source in self.sources)
        return whole or (bool(len(self.units)) and int(self.units.max()) > 1)

    @property
    def complete(self) -> bool:
        """Whether no vote can be missing, and no sheet leaves any open."""
        return self.missing_roll == 0 and not self.open.any

    @property
    def width(self) -> int:
        """How many columns of votes there are: the candidates' and, last, everybody else's."""
        return len(self.candidates) + 1

    def regions(self, level: int) -> tuple[list[str], Whole]:
        """The regions down to this level, and which of them each row is in; a row without so deep a region is in ""."""
        deep = pl.DataFrame({"region": self.region}).select(region_down_to(level)).to_series()
        return deep.unique().sort().to_list(), np.asarray(deep.rank("dense").to_numpy() - 1, dtype=np.int64)

    def counted(self, candidate: str) -> int:
        """A candidate's votes as stated on the counted sheets."""
        return self.totals[self.candidates.index(candidate)]

    def most(self, weights: Sequence[int]) -> Whole | None:
        """For each row the most that its weighted votes can be; None where nothing limits some row.

        `weights` run over the candidates and everybody else; two more may follow, of invalid papers and of the roll.
        """
        rows = combine(self.votes, weights[: self.width])
        if self.open.any:
            best = self.open.best(weights[: self.width])
            if best is None:
                return None
            rows = rows.astype(object) if best.dtype == object else rows.copy()
            rows[self.open.at] = best
        if len(weights) > self.width:
            papers = self.open.papers(weights[INVALID]) if weights[INVALID] else 0
            if papers is None:
                return None
            rows = rows + papers + scaled(self.roll, weights[ROLL])
        return rows

    def most_by_region(self, weights: Sequence[int], at: Whole, regions: int) -> list[int] | None:
        """The most that the weighted votes of each region's sheets can be, `at` as `regions` gives it; None where nothing limits some sheet."""
        rows = self.most(weights)
        return None if rows is None else [total(rows[at == i]) for i in range(regions)]

    def at_most(self, weights: Sequence[int]) -> int | None:
        """The most that the weighted votes of all counted sheets can be; None where nothing limits them."""
        if not self.open.any and len(weights) == self.width:
            return sum(w * votes for w, votes in zip(weights, self.totals, strict=True))
        rows = self.most(weights)
        return None if rows is None else total(rows)

    def at_least(self, weights: Sequence[int]) -> int | None:
        """The least that the weighted votes of all counted sheets can be; None where nothing limits them."""
        most = self.at_most([-w for w in weights])
        return None if most is None else -most

    def of_one(self, column: int) -> list[int]:
        """The weights that pick one column of votes."""
        return [int(i == column) for i in range(self.width)]

    def name(self, candidate: str) -> str:
        """A candidate's name."""
        return next(c.name for c in self.case.candidates if c.id == candidate)

    @cached_property
    def rows(self) -> str:
        """Which rows of which files the counts are from, for the facts."""
        files = tuple(source.path for source in self.sources)
        return Message("rows.of_files", rows=len(self.votes), files=files or (Message("rows.sheets"),))

    @property
    def papers_known(self) -> bool:
        """Whether every sheet gives its invalid papers."""
        return bool((self.open.invalid_low == self.open.invalid_high).all())

    @property
    def nobody_else(self) -> bool:
        """Whether everybody on the ballot has a column, so that no valid vote can be anybody else's."""
        everybody = {c.id for c in self.case.candidates} <= set(self.candidates)
        return bool(self.case.contest.candidates_complete) and everybody


def gather(case: Case, sheets: Sheets) -> Evidence:
    """The evidence in the sheets for the contest."""
    frame, candidates, notes = _with_votes(sheets)
    everybody = {c.id for c in case.candidates} <= set(candidates) and bool(case.contest.candidates_complete)
    votes = _matrix(frame, candidates)
    roll, estimated = _roll(frame, votes)
    roll = _least_of_each_unit(frame, roll, sheets.also)
    if estimated:
        notes.append(Message("open.no_roll", sheets=estimated))
    no_unit = (frame["sheets"] == 0).fill_null(value=False)
    if rows := int(no_unit.sum()):
        notes.append(Message("open.no_unit", rows=rows))
    units = frame["sheets"].fill_null(1).cast(pl.Int64).to_numpy()
    checks = list(_fits(case, total(units), total(roll)))
    if (of_regions := region_check(case, frame["region"], roll)) is not None:
        checks.append(of_regions)
    misfit = any(check.holds is False for check in checks)
    missing_units, missing_roll = (None, None) if misfit else _missing(case, total(units), total(roll))
    left = None if misfit or case.contest.roll is None else case.contest.roll - total(roll)
    broken, rolls_hold = _broken_rolls(frame, votes)
    if broken is not None:
        checks.append(broken)
        notes.insert(0, broken.explain)
    if not rolls_hold:
        missing_roll, left = (0 if missing_units == 0 else None), None
    caps = None if left is None else roll + left
    if caps is not None and left is not None and rows:  # anybody on the roll may have voted by post
        caps = np.where(no_unit.to_numpy(), total(roll) + left, caps)
    opened = read_open(frame, sheets.also, candidates, roll_caps=caps, rolls_hold=rolls_hold, nobody_else=everybody)
    notes += opened.notes
    named = set(frame["source"].unique().to_list())
    # Rows of an archive or a folder are named by its path and then the file in it.
    sources = tuple(
        s for s in case.sheets if any(n == s.path or n.startswith((f"{s.path}, ", f"{s.path}/")) for n in named)
    )
    sources = sources or case.sheets
    return Evidence(
        case=case,
        candidates=candidates,
        votes=votes,
        open=opened,
        roll=roll,
        units=units,
        missing_units=missing_units,
        missing_roll=missing_roll,
        rolls_known=not estimated,
        rolls_hold=rolls_hold,
        caution=broken.explain if broken is not None and rolls_hold else "",
        checks=tuple(checks),
        notes=tuple(notes),
        sources=sources,
        region=frame["region"],
        absent=sheets.missing,
    )


def _with_votes(sheets: Sheets) -> tuple[pl.DataFrame, tuple[str, ...], list[str]]:
    """The rows with counts below zero taken as not stated, the candidates who have any votes, and what is left out."""
    frame = sheets.frame
    notes: list[str] = []
    given = tuple(c for c in sheets.candidates if frame[f"votes:{c}"].null_count() < max(frame.height, 1))
    if absent := [c for c in sheets.candidates if c not in given]:
        notes.append(Message("open.no_votes", candidates=tuple(absent)))
    figures = ["registered", "ballots", "valid", "invalid", *(f"votes:{c}" for c in given)]
    frame = frame.with_columns(pl.when(pl.col(f) >= 0).then(pl.col(f)).alias(f) for f in figures)
    return frame, given, notes


def _matrix(frame: pl.DataFrame, candidates: tuple[str, ...]) -> Whole:
    """The candidates' stated votes and, last, the valid votes of everybody else (none where valid is not given)."""
    if not candidates or not frame.height:
        return np.zeros((frame.height, len(candidates) + 1), dtype=np.int64)
    votes = frame.select(pl.col(f"votes:{c}").cast(pl.Int64).fill_null(0) for c in candidates).to_numpy()
    named = votes.sum(axis=1)
    whole = pl.all_horizontal(pl.col(f"votes:{c}").is_not_null() for c in candidates)
    valid = frame.select(pl.when(whole).then(pl.col("valid")).cast(pl.Int64).fill_null(0)).to_series().to_numpy()
    # Column by column in memory: every sum is over a few whole columns.
    return np.asfortranarray(np.column_stack([votes, np.maximum(valid - named, 0)]))


def _papers(frame: pl.DataFrame) -> pl.Series:
    """The least number of papers that each row's own figures tell of."""
    votes = [pl.col(name).cast(pl.Int64) for name in frame.columns if name.startswith("votes:")]
    named = pl.sum_horizontal(votes, ignore_nulls=True) if votes else pl.lit(0)
    valid = pl.max_horizontal(pl.col("valid").fill_null(0), named) + pl.col("invalid").fill_null(0)
    return frame.select(pl.max_horizontal(pl.col("ballots").fill_null(0), valid).cast(pl.Int64)).to_series()


def _roll(frame: pl.DataFrame, votes: Whole) -> tuple[Whole, int]:
    """Each row's registered voters, or the least that its votes imply; and in how many rows they had to stand in.

    Votes of no unit (by post, say: rows of no sheet) without a roll of their own were cast by people on the units' rolls.
    """
    least = np.maximum(_papers(frame).to_numpy(), votes.sum(axis=1))
    given = frame["registered"].cast(pl.Int64)
    no_unit = (frame["sheets"] == 0).fill_null(value=False)
    given = pl.select(pl.when(no_unit).then(given.fill_null(0)).otherwise(given)).to_series()
    known = given.is_not_null().to_numpy()
    return np.where(known, given.fill_null(0).to_numpy(), least), int((~known).sum())


def _least_of_each_unit(frame: pl.DataFrame, roll: Whole, also: pl.DataFrame | None) -> Whole:
    """The rolls, each the least that any row of its unit gives or implies: more roll may be missing, and no less."""
    if also is None or not also.height:
        return roll
    others, _ = _roll(also, np.zeros((also.height, 1), dtype=np.int64))
    rows = pl.DataFrame({"unit": [*frame["unit"], *also["unit"]], "roll": [*roll.tolist(), *others.tolist()]})
    least = rows.group_by("unit").agg(pl.col("roll").min())
    lowest: Whole = frame.select("unit").join(least, on="unit", how="left", maintain_order="left")["roll"].to_numpy()
    return np.minimum(roll, lowest)


def _broken_rolls(frame: pl.DataFrame, votes: Whole) -> tuple[Check | None, bool]:
    """What is to be said where sheets hold more papers than registered voters, and whether the roll limits votes all the same.

    On a sheet or two among hundreds a figure will have been read wrong. Where it is more than one in a hundred people
    vote who are not on the roll of the unit, or the rolls are not what they seem: then nothing is proved by them.
    """
    registered = frame["registered"].cast(pl.Int64).fill_null(2**62).to_numpy()
    over = np.flatnonzero(np.maximum(_papers(frame).to_numpy(), votes.sum(axis=1)) > registered)
    if not len(over):
        return None, True
    hold = len(over) * _RARE <= len(votes)
    first = frame.row(int(over[0]), named=True)
    at = {"source": first["source"], "row": Message("plain", text=str(first["row"]))}
    check = Check(
        check="rolls_limit_the_votes",
        holds=None,
        explain=sentences(
            Message("rolls.broken", over=len(over), sheets=len(votes), unit=first["unit"], **at),
            Message(f"rolls.{'hold_elsewhere' if hold else 'limit_nothing'}"),
        ),
        facts=(
            Fact(
                fact=Message("rolls.fact"),
                value=len(over),
                how=Message("rolls.how"),
                rows=Message("rolls.first", **at),
            ),
        ),
    )
    return check, hold


_RARE = 100
"""One sheet in so many may have more votes than registered voters before the roll is taken to limit nothing."""


def _missing(case: Case, units: int, roll: int) -> tuple[int | None, int | None]:
    """How many units are missing, and the roll that they share."""
    contest = case.contest
    missing_units = None if contest.units is None else contest.units - units
    if missing_units == 0:
        return 0, 0
    if contest.roll is not None:
        return missing_units, contest.roll - roll
    if missing_units is not None and contest.unit_roll_max is not None:
        return missing_units, missing_units * contest.unit_roll_max
    return missing_units, None


def _fits(case: Case, units: int, roll: int) -> list[Check]:
    """Whether the contest can hold the sheets: not more sheets than units, not more voters than the roll."""
    pairs = (
        ("no_more_sheets_than_units", "units", case.contest.units, units),
        ("no_more_registered_than_roll", "roll", case.contest.roll, roll),
    )
    checks = []
    for check, key, stated, counted in pairs:
        if stated is None:
            checks.append(Check(check=check, holds=None, explain=Message(f"fits.{key}.not_stated")))
            continue
        holds = counted <= stated
        explain = Message(f"fits.{key}.{'yes' if holds else 'no'}", counted=counted, stated=stated)
        fact = Fact(
            fact=Message(f"fits.{key}.fact", stated=stated),
            value=counted,
            how=Message("fits.how", counted=counted),
            rows=Message("rows.all_counted"),
        )
        checks.append(Check(check=check, holds=holds, explain=explain, facts=(fact,)))
    if case.contest.units == units and case.contest.roll is not None and roll < case.contest.roll:
        checks.append(
            Check(
                check="rolls_of_the_units_add_to_the_roll",
                holds=None,
                explain=Message("fits.rolls_add_to", units=units, counted=roll, stated=case.contest.roll),
            )
        )
    return checks
