"""What a check found in a row, in the language of the reader: the counting writes it in English, by these patterns."""

from __future__ import annotations

from collections.abc import Sequence

from .numbers import Numbers

HEADED = (
    "not counted; {} is: {}",
    "counted: {}",
    "its label says so: {}",
    "its figures are the sums of other rows: {}",
)
"""Phrases with a list of figures at their end."""

PATTERNS = (
    *HEADED,
    "not counted; {} is",
    "adds {} to {}; the contest has {} units",
    "adds {} to {}; the roll is {}",
    "{}; the median in {} is for {}, {}",
    "{}; valid says {}",
    "{} of {} rows have no row in {}; the first is {} on line {}",
    "{} names {} and no row has it; the column has {}",
    "{} names {} and no row has it; did you mean {}?",
    "the file is not there; the totals summed from it are counted instead",
    "it has {} x {} pixels; make it smaller",
    "it has {} pages; split it",
    "it has more than {} pages; split it",
    "left out: {} paragraph in {}; the pipeline is for {}",
    "left out: {} paragraphs in {}; the pipeline is for {}",
    "candidates add to {}, valid says {}",
    "{} are {}, registered says {}",
    "{} are {}, ballots says {}",
    "ballots {}, registered {}",
    "valid {}, ballots {}",
    "{}: the parts add to {}, stated are {}",
    "{}: the total says {}, the rows add to {}",
    "{}: with {}, say, shares and turnout are those of the region",
    "{}: {} of {} units, {} voters on their rolls",
    "{}: {} of {} units, rolls not all given",
    "{} units have these figures, the first is {}",
    "the sheet says {}, the list {}",
    "the list has {} units, the contest {}",
    "the list has {} voters, the contest's roll {}",
    "{} is {}, a later row has {}",
    "it is damaged, or no image",
    "recuento opens no such images: save it as PNG, JPEG, TIFF or PDF",
    "{} is {}..., and its {} is {}...",
    "part 1 of {} is here, and no other that belongs to it",
    "part {} of {} is here, and no first part to which it belongs",
    "the fuller file {}, from which it was summed, is counted instead",
    "{} has {}% and the median of {} is {}%",
    "candidates add to {} of {} valid votes",
    "valid {} plus invalid {}",
    "candidates {} plus invalid {}",
    "{} and ballots {}",
    "the key reads '{}'",
    "{} holds '{}' ({})",
    "{} holds '{}'",
    "{} is empty",
    "it is not in {}",
    "the columns that the recipe names stand on line {}",
    "{} of {} rows do not meet `where`",
    "the code of {} once more",
    "the code says {}",
    "there is no {} in it",
    "{}: with {} it adds up",
    "registered: {}",
    "{}: {} and {}",
    "{} stands {} times",
    "no votes for {}",
    "not read: the text is in {} and the pipeline is for {}",
    "{} has {}",
    "{} row {}",
    "{} missing",
    "registered {}",
    "ballots {}",
    "valid {}",
    "invalid {}",
)
"""Each with "{}" for what differs from row to row. Of those that fit, the first is taken; see `in_words` for lists."""

WHOLE = (
    "left out",
    "counted",
    "not given",
    "registered",
    "ballots",
    "valid",
    "invalid",
    "blank",
    "null",
    "contested",
    "text",
    "fraction",
    "thousands",
    "too large",
    "negative",
    "in all",
    "all sheets",
    "the region",
    "an unknown language",
    "'nothing'",
    "its label says so",
    "its figures are the sums of other rows",
    "its ending is that of no image",
    "enter the sheet by hand",
    "not read: no electoral content",
)
"""What is said without anything that differs."""

_LONGEST = 2_000
"""Characters; a longer detail is shown as it stands."""
_DEEPEST = 3
"""So deep do patterns stand in one another, which also bounds the work on a text that somebody made up."""
_SEPARATORS = ("; ", ", ")


def in_words(detail: str, numbers: Numbers, deep: int = _DEEPEST) -> str:
    """The detail in the language of the figures; what no pattern fits (a name, a figure) stays as it is.

    Details are lists of phrases, and phrases hold lists: so phrases with a list at their end come first, then whole
    phrases with the separator, then the parts of a list one by one, then the phrases without.
    """
    if len(detail) > _LONGEST or not deep:
        return detail
    if detail in WHOLE:
        return numbers.text(detail)
    said = _fitted(HEADED, detail, numbers, deep)
    for separator in _SEPARATORS:
        if said is None and separator in detail:
            said = _fitted([p for p in PATTERNS if separator in p], detail, numbers, deep)
            said = said or separator.join(in_words(part, numbers, deep) for part in detail.split(separator))
    return said or _fitted(PATTERNS, detail, numbers, deep) or detail


def _fitted(patterns: Sequence[str], detail: str, numbers: Numbers, deep: int) -> str | None:
    """The first pattern that fits, in words, and its parts too; None where none fits."""
    for pattern in patterns:
        parts = _parts(pattern.split("{}"), detail)
        if parts is not None:
            said = [part if part.isdecimal() else in_words(part, numbers, deep - 1) for part in parts]
            return _filled(numbers.text(pattern), said)
    return None


def _parts(literals: list[str], detail: str) -> list[str] | None:
    """What stands between the fixed words of a pattern, in one pass from left to right; None where it does not fit."""
    if not detail.startswith(literals[0]):
        return None
    if len(literals) == 1:
        return [] if detail == literals[0] else None
    at, parts = len(literals[0]), list[str]()
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
