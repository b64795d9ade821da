"""Whether a figure in the press is an announced one with a slip of the hand: a misprint, and not another claim.

| slip      | the figure written has                       | asked of                            |
|-----------|----------------------------------------------|-------------------------------------|
| exchanged | two neighbouring digits the other way round  | counts of 5, shares of 3 digits     |
| dropped   | one digit fewer                              | counts of 6 digits                  |
| added     | one digit more                               | counts of 5 digits                  |
| changed   | one digit that differs                       | counts of 6 digits                  |
| mark      | the decimal mark elsewhere                   | shares of 3 digits                  |

Shorter figures lie near each other by chance. Even so a slip is only what would explain the difference: which figure was
meant is not known, and the verdict is that of the figure as it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recuento.records.contest import Announcement

Slip = Literal["exchanged", "dropped", "added", "changed", "mark"]


@dataclass(frozen=True)
class Misprint:
    """The announced figure that a written one may be a misprint of, and by which slip."""

    announcement: Announcement
    figure: float | int
    slip: Slip


def slip_in_count(written: int, announced: int) -> Slip | None:
    """The one slip that makes the announced count the written one; None for none, or for figures too short to tell."""
    a, b = str(written), str(announced)
    if len(a) == len(b) >= 5:
        if _exchanged(a, b):
            return "exchanged"
        return "changed" if len(a) >= 6 and sum(x != y for x, y in zip(a, b, strict=True)) == 1 else None
    if len(a) + 1 == len(b) >= 6:
        return "dropped" if _lacks_one(a, b) else None
    return "added" if len(a) == len(b) + 1 >= 6 and _lacks_one(b, a) else None


def slip_in_share(written: float, announced: float) -> Slip | None:
    """The slip that makes the announced share, as it is written, the written one."""
    a, b = repr(float(written)), repr(float(announced))
    digits_a, digits_b = (text.replace(".", "").strip("0") for text in (a, b))
    if a == b or min(len(digits_a), len(digits_b)) < 3 or "e" in a + b:
        return None
    if digits_a == digits_b:
        return "mark"
    same_place = len(a) == len(b) and a.index(".") == b.index(".")
    return "exchanged" if same_place and _exchanged(a.replace(".", ""), b.replace(".", "")) else None


def _exchanged(a: str, b: str) -> bool:
    differing = [k for k, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    k = differing[0]
    return a[k] == b[k + 1] and a[k + 1] == b[k]


def _lacks_one(short: str, long: str) -> bool:
    k = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[k:] == long[k + 1 :]


def misprint_of(
    announcements: Sequence[Announcement], candidate: str, kind: str, figure: float | int
) -> Misprint | None:
    """The latest announcement whose figure for the candidate, with one slip, is the written one."""
    for announcement in sorted(announcements, key=lambda a: (a.moment, a.id), reverse=True):
        given: float | int | None
        if kind == "votes":
            given = announcement.votes.get(candidate)
            slip = None if given is None else slip_in_count(int(figure), int(given))
        else:
            given = announcement.shares.get(candidate)
            slip = None if given is None else slip_in_share(figure, given)
        if given is not None and slip is not None:
            return Misprint(announcement, given, slip)
    return None
