"""What a check found in a row, in the language of the reader: the counting writes it in English, by these patterns."""

from __future__ import annotations

from .numbers import Numbers

PATTERNS = (
    "candidates add to {}, valid says {}",
    "{}; valid says {}",
    "{} are {}, registered says {}",
    "{} are {}, ballots says {}",
    "{} and ballots {}",
    "ballots {}, registered {}",
    "valid {}, ballots {}",
    "valid {} plus invalid {}",
    "candidates {} plus invalid {}",
    "{} has {}% and the median of {} is {}%",
    "the key reads '{}'",
    "registered: {}",
    "not counted; {} is",
    "{}: the parts add to {}, stated are {}",
    "{} units have these figures, the first is {}",
    "{} holds '{}' ({})",
    "{} holds '{}'",
    "{} is empty",
    "the sheet says {}, the list {}",
    "the list has {} units, the contest {}",
    "the list has {} voters, the contest's roll {}",
    "it is not in {}",
    "the columns that the recipe names stand on line {}",
    "{} of {} rows have no row in {}; the first is {} on line {}",
    "{} of {} rows do not meet `where`",
    "{} is {}, a later row has {}",
    "the code of {} once more",
    "{}; the median in {} is for {}, {}",
    "{}: {} and {}",
    "{} row {}",
)
"""Each with "{}" for what differs from row to row; the first that fits is taken."""

WHOLE = (
    "left out",
    "counted",
    "not given",
    "its label says so",
    "its figures are the sums of the others",
    "its ending is that of no image",
    "enter the sheet by hand",
    "its file is not at hand",
    "its totals are those of a source that is counted",
)
"""What is said without anything that differs."""

_LONGEST = 2_000
"""Characters; a longer detail is shown as it stands."""


def in_words(detail: str, numbers: Numbers) -> str:
    """The detail in the language of the figures; what no pattern fits stays as the counting wrote it."""
    if len(detail) > _LONGEST:
        return detail
    if detail in WHOLE:
        return numbers.text(detail)
    for pattern in PATTERNS:
        parts = _parts(pattern.split("{}"), detail)
        if parts is not None:
            said = [part if part.isdecimal() or part == detail else in_words(part, numbers) for part in parts]
            return _filled(numbers.text(pattern), said)
    head, mark, rest = detail.partition("; ")
    return f"{in_words(head, numbers)}{mark}{in_words(rest, numbers)}" if mark else detail


def _parts(literals: list[str], detail: str) -> list[str] | None:
    """What stands between the fixed words of a pattern, in one pass from left to right; None where it does not fit."""
    if not detail.startswith(literals[0]):
        return None
    at, parts = len(literals[0]), []
    for literal in literals[1:-1]:
        end = detail.find(literal, at)
        if end < 0:
            return None
        parts.append(detail[at:end])
        at = end + len(literal)
    last = literals[-1]
    if not detail.endswith(last) or len(detail) - len(last) < at:
        return None
    return [*parts, detail[at : len(detail) - len(last)]]


def _filled(pattern: str, parts: list[str]) -> str:
    pieces = pattern.split("{}")
    return "".join(piece + part for piece, part in zip(pieces, [*parts, ""], strict=True))
