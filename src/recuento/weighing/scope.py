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
from recuento.records.messages import Message

from .evidence import Evidence
from .written import decimals

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
        return "" if self.everything or not self.announced else Message("scope.within", part=self.announced)


def all_units(evidence: Evidence) -> Scope:
    """The whole contest."""
    size = units_in_all(evidence)
    return Scope("units", size, size, everything=True, known=True, words=Message("scope.all_units"))


def units_in_all(evidence: Evidence) -> int:
    """The units of the contest, or a number beyond any contest where it is not known."""
    missing = BEYOND if evidence.missing_units is None else evidence.missing_units
    return evidence.counted_units + missing


def scope_of(coverage: AnnouncedCoverage | None, evidence: Evidence) -> Scope:
    """The units that an announcement with this coverage rests on."""
    contest, size = evidence.case.contest, units_in_all(evidence)
    anything = Scope("units", 0, size, everything=False, known=False, words=Message("scope.not_stated"))
    if coverage is None:
        return anything
    written = Message(f"coverage.of_{coverage.of}", percent=coverage.percent)
    low, high = coverage_readings(coverage)
    if coverage.of == "units" and evidence.missing_units is not None:
        least, most = _whole_between(low * size, high * size)
        words = Message("scope.of_units", part=written, range=from_to(least, most), size=size)
        if least >= size:
            everything = Message("scope.that_is_all_units", part=written)
            return Scope("units", size, size, everything=True, known=True, words=everything)
        return Scope("units", least, most, everything=False, known=True, words=words, announced=written)
    if coverage.of == "roll" and low == 1 and evidence.missing_units == 0:
        # All of the roll is all units, whether or not their rolls are known, and whatever else the contest's roll covers.
        words, voters = Message("scope.that_is_all_units", part=written), evidence.counted_roll
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
        words = Message("scope.of_roll", part=written, range=from_to(least, most), size=contest.roll)
        return Scope("roll", least, most, everything=False, known=True, words=words, announced=written)
    words = Message("scope.cannot_be_counted", part=written)
    return Scope("units", 0, size, everything=False, known=False, words=words, announced=written)


def from_to(low: int, high: int | None) -> Message:
    """An interval; no `high` is no limit."""
    if high is None:
        return Message("range.or_more", low=low)
    return Message("range.one", low=low) if low == high else Message("range.from_to", low=low, high=high)


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
