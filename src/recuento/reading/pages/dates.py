"""Dates as pages print them, in figures or words (English, Spanish and some neighbours' month names)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from .words import fold, page_words

# Nothing before or after these years is the date of an online news page.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_TIME = (
    r"(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d(?:\.\d{1,6})?)?(?:\s?[ap]\.?m\.?)?|(?:1[0-2]|0?[1-9])\s?[ap]\.?m\.?(?!\w))"
    r"(?:\s?(?:Z|[+-][01]\d:?[0-5]\d|\(?(?:GMT|UTC|BST|CES?T|E[SD]?T|P[SD]T|C[SD]T|WAT|EAT|CAT|SAST|MSK|IST|VET|AES?T|hrs|horas|h)"
    r"(?:\s?[+-]\d{1,2}(?::\d{2})?)?\)?)(?!\w))?"
)
_ISO = r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)(?:[T ]" + _TIME + ")?"
_FIGURES = (
    r"(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])(?P<b>0?[1-9]|[12]\d|3[01])(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?!\d)"
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: where it ends, its day, and its year when printed."""

    end: int
    month: int
    day: int
    year: int | None

    def on(self, near: dt.date | None = None) -> dt.date | None:
        """The date itself; a missing year is the one that brings it closest to `near`, else there is no date."""
        years = [self.year] if self.year else [near.year - 1, near.year, near.year + 1] if near else []
        days = [day for year in years if (day := _date(year, self.month, self.day))]
        return min(days, key=lambda day: abs((day - near).days)) if near and days else next(iter(days), None)


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Day before month ("29 de julio de 2024") and month before day ("July 29, 2024"), with or without a year."""
    words = page_words()
    month = "(?P<month>" + "|".join(sorted(words.months, key=len, reverse=True)) + r")(?!\w)\.?"
    weekday = "(?:(?:" + "|".join(words.weekdays) + r")(?!\w)\.?,?\s+)?"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    day = r"(?P<d>[12]\d|3[01]|0?[1-9])(?!\d)"
    day_first = (
        weekday + day + r"(?:st|nd|rd|th|º|°)?[\s-]+(?:de\s+|of\s+)?" + month + rf"(?:[,\s-]+(?:de\s+|del\s+)?{year})?"
    )
    month_first = weekday + month + r"\s+" + day + rf"(?:st|nd|rd|th)?(?:,?\s+{year})?"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first, re.IGNORECASE)


_iso = re.compile(_ISO)
_figures = re.compile(_FIGURES)
_time = re.compile(_TIME, re.IGNORECASE)


def date_at(text: str, start: int, end: int | None = None) -> FoundDate | None:
    """The date that begins exactly at `start`, if one does."""
    stop = min(len(text), start + 80) if end is None else min(end, start + 80)
    first = text[start : start + 1]
    if first.isdigit():
        if m := _iso.match(text, start, stop):
            return FoundDate(m.end(), int(m["m"]), int(m["d"]), int(m["y"]))
        if m := _figures.match(text, start, stop):
            return _in_figures(m)
    elif not first.isalpha():
        return None
    for pattern in _worded():
        if m := pattern.match(text, start, stop):
            return FoundDate(
                m.end(), page_words().months[fold(m["month"])], int(m["d"]), int(m["y"]) if m["y"] else None
            )
    return None


def time_at(text: str, start: int, end: int) -> int | None:
    """Where the time of day that begins at `start` ends, if one does."""
    m = _time.match(text, start, min(end, start + 40))
    return m.end() if m else None


def first_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first date in a short stretch (its first 200 characters are searched)."""
    stop = min(len(text) if end is None else end, start + 200)
    for at in range(start, stop):
        fresh = at == start or not (text[at - 1].isalnum() or text[at - 1] in "/-.")
        if fresh and (found := date_at(text, at, stop)):
            return found
    return None


def date_in_name(name: str) -> dt.date | None:
    """The date in an address or a file name: ".../2024/07/29/..." or "2024-07-29-story.txt"."""
    m = re.search(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)", name)
    return _date(int(m[1]), int(m[2]), int(m[3])) if m else None


def parse_date(value: object) -> dt.date | None:
    """A date from metadata or a table's cell: a date, a datetime, or any of the printed forms."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = first_date(value.strip()) if isinstance(value, str) else None
    return found.on() if found else None


def _in_figures(m: re.Match[str]) -> FoundDate | None:
    """29/07/2024 or 07/29/2024; where both readings are possible and differ there is no telling, hence no year."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    year += 2000 if year < 100 else 0
    if m["sep"] == "." or a > 12:
        day, month = a, b
    elif b > 12:
        day, month = b, a
    elif a == b:
        day, month = a, b
    else:
        return FoundDate(m.end(), 0, 0, None)
    return FoundDate(m.end(), month, day, year) if _date(year, month, day) else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
