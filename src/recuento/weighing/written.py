"""Figures as people write them: how many decimals, and which exact values they may stand for.

A share written "51.2" may be 51.2 rounded to the nearest tenth (halves up or to even) or cut off after the first
decimal. All of these readings together are the closed interval from half a unit below to one unit above, the upper end
excluded. The whole interval is used before anything is called wrong.
"""

from __future__ import annotations

from fractions import Fraction

from recuento.records.contest import percent_to_fraction


def decimals(figure: float) -> int:
    """How many decimals a figure is written with: 51.2 has one, 51.0 none (a trailing zero does not survive TOML)."""
    text = repr(float(figure))
    if "e" in text:
        return max(0, -int(text.split("e")[1]))
    fraction = text.split(".")[1]
    return 0 if fraction == "0" else len(fraction)


def readings_of_share(percent: float) -> tuple[Fraction, Fraction]:
    """The shares of one that a written percentage may stand for: from (included) and up to (excluded)."""
    unit = Fraction(1, 100 * 10 ** decimals(percent))
    middle = percent_to_fraction(percent)
    return max(Fraction(0), middle - unit / 2), middle + unit


def readings_of_lead(points: float) -> tuple[Fraction, Fraction]:
    """The differences of shares that a written lead in points may stand for: from (included) and up to (excluded).

    It may be the difference itself, rounded or cut, or that of two shares which were rounded or cut before: each of these stands
    for half a unit less up to one unit more, so that their difference is off by less than one and a half.
    """
    unit = Fraction(1, 100 * 10 ** decimals(points))
    middle = percent_to_fraction(points)
    return middle - 3 * unit / 2, middle + 3 * unit / 2


def about_share(percent: float) -> tuple[Fraction, Fraction]:
    """The shares that "about 70%" may stand for: half a step either way, at least one point, steps of 10, 5 or 1."""
    step = 10 if percent % 10 == 0 else 5 if percent % 5 == 0 else 2
    middle = percent_to_fraction(percent)
    return max(Fraction(0), middle - Fraction(step, 200)), middle + Fraction(step, 200)


def readings_of_count(count: int, *, hedged: bool = False) -> tuple[int, int]:
    """The counts that a written count may stand for, both ends included.

    A count ending in three or more zeros ("5.15 million" is 5,150,000), or hedged with "about", is taken as rounded
    or cut in its last non-zero digit; any other is exact.
    """
    zeros = len(str(count)) - len(str(count).rstrip("0")) if count else 0
    if zeros < 3 and not (hedged and zeros):
        return count, count
    unit = 10**zeros
    return count - unit // 2, count + unit - 1


def follows(share: Fraction, percent: float) -> bool:
    """Whether an exact share, rounded or cut to the decimals of `percent`, is `percent`."""
    low, high = readings_of_share(percent)
    unit = Fraction(1, 100 * 10 ** decimals(percent))
    return low <= share <= percent_to_fraction(percent) + unit / 2 or low + unit / 2 <= share < high


def to_percent(share: Fraction) -> float:
    """An exact share of one as a float in percent: the last step before it is written out."""
    return float(share * 100)
