"""How much of the count an announcement rests on, as whole units or voters.

"80% of tables" of 30,026 is not a number of tables. A coverage written exactly is taken to be rounded or cut in its last
written digit; one that is rounded or spoken (`exact = false`) as rounded to its whole digits: "80%" is anything from
79.5% to 80.5%. Any units may be among them: an announcement need not include the units whose sheets are at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from recuento.records.contest import AnnouncedCoverage, percent_to_fraction

from .evidence import Evidence
from .written import decimals, figure

BEYOND = 2**40
"""Stands in for a number of units that is not known: more than any contest has."""


@dataclass(frozen=True)
class Scope:
    """Which units a claim is about: from `least` to `most` of them (or of their voters, for `of == "roll"`).

    `known` is False where the coverage is not stated, or is of something that the sheets do not let one count; then any
    set of units is allowed, and only what no set of units allows is ruled out.
    """

    of: Literal["units", "roll"]
    least: int
    most: int
    everything: bool
    known: bool
    words: str
    announced: str = ""

    @property
    def within(self) -> str:
        """The announced part as the end of a clause: " in the announced 80% of units"; empty for all units."""
        return "" if self.everything or not self.announced else f" in the announced {self.announced}"


def all_units(evidence: Evidence) -> Scope:
    """The whole contest."""
    size = units_in_all(evidence)
    return Scope("units", size, size, everything=True, known=True, words="all units")


def units_in_all(evidence: Evidence) -> int:
    """The units of the contest, or a number beyond any contest where it is not known."""
    missing = BEYOND if evidence.missing_units is None else evidence.missing_units
    return evidence.counted_units + missing


def scope_of(coverage: AnnouncedCoverage | None, evidence: Evidence) -> Scope:
    """The units that an announcement with this coverage rests on."""
    contest, size = evidence.case.contest, units_in_all(evidence)
    anything = Scope("units", 0, size, everything=False, known=False, words="a coverage that is not stated")
    if coverage is None:
        return anything
    written = f"{figure(coverage.percent)} of {coverage.of}"
    low, high = coverage_readings(coverage)
    if coverage.of == "units" and evidence.missing_units is not None:
        least, most = _whole_between(low * size, high * size)
        words = f"{written}, that is {_from_to(least, most)} of {size:,} units"
        if least >= size:
            return Scope("units", size, size, everything=True, known=True, words=f"{written}, that is all units")
        return Scope("units", least, most, everything=False, known=True, words=words, announced=written)
    if coverage.of == "roll" and low == 1 and evidence.missing_units == 0:
        # All of the roll is all units, whether or not their rolls are known, and whatever else the contest's roll covers.
        words, voters = f"{written}, that is all units", evidence.counted_roll
        if evidence.rolls_known:
            return Scope("roll", voters, voters, everything=True, known=True, words=words)
        return Scope("units", size, size, everything=True, known=True, words=words)
    if (
        coverage.of == "roll"
        and contest.roll is not None
        and evidence.missing_roll is not None
        and evidence.rolls_known
    ):
        least, most = _whole_between(low * contest.roll, high * contest.roll)
        words = f"{written}, that is {_from_to(least, most)} of {contest.roll:,} registered voters"
        return Scope("roll", least, most, everything=False, known=True, words=words, announced=written)
    words = f"{written}, which the sheets do not let one count; any set of units is allowed"
    return Scope("units", 0, size, everything=False, known=False, words=words, announced=written)


def _from_to(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _whole_between(low: Fraction, high: Fraction) -> tuple[int, int]:
    """The whole numbers from `low` to `high`; where none lies there, the nearest below and above."""
    return min(ceil(low), floor(high)), max(ceil(low), floor(high))


def coverage_readings(coverage: AnnouncedCoverage) -> tuple[Fraction, Fraction]:
    """The shares of one that a written coverage may stand for, both ends included."""
    middle = percent_to_fraction(coverage.percent)
    if not coverage.exact:
        unit = Fraction(1, 100 * 10 ** decimals(coverage.percent))
        return middle - unit / 2, min(Fraction(1), middle + unit / 2)
    if coverage.percent in (0, 100):
        return middle, middle
    unit = Fraction(1, 100 * 10 ** max(1, decimals(coverage.percent)))
    return middle - unit / 2, min(Fraction(1), middle + unit)
