"""Figures, days and codes of countries as readers of one language write them. Nothing is computed here."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from recuento.records.inert import one_line

from .translation import translation

UNKNOWN = "not known"
_DAYS = {"en": "en_GB"}
"""Whose long form of a day is taken: "28 July 2024", and not "July 28, 2024", beside figures."""


@functools.lru_cache(maxsize=1 << 16)
def _grouped(number: int, locale: str) -> str:
    """A whole number with its thousands grouped; kept, since a table of sheets repeats small counts a hundred times a page."""
    return str(format_decimal(number, format="#,##0", locale=locale))


@dataclass(frozen=True)
class Numbers:
    """Writes figures for the locale, e.g. "en" or "es"."""

    locale: str = "en"

    def text(self, english: str, **values: object) -> str:
        """A text of the page in the language of the figures; see `translation`."""
        return translation(self.locale).text(english, **values)

    def plural(self, number: int, one: str, many: str) -> str:
        """The text for so many, with the number written where it has "%(n)s"."""
        return translation(self.locale).plural(number, self.count(number), one, many)

    def join(self, things: Sequence[str]) -> str:
        """As a sentence lists things: "a", "a and b", "a, b and c"."""
        if len(things) < 2:
            return "".join(things)
        return self.text("%(first)s and %(last)s", first=", ".join(things[:-1]), last=things[-1])

    @property
    def unknown(self) -> str:
        """What stands for a figure that is not known."""
        return self.text(UNKNOWN)

    def count(self, number: int | None) -> str:
        """A whole number with its thousands grouped."""
        return self.unknown if number is None else _grouped(number, self.locale)

    def of(self, part: int, whole: int | None) -> str:
        """A count as part of a whole: "5 of 7"; alone where the whole is not known."""
        if whole is None:
            return self.count(part)
        return self.text("%(part)s of %(whole)s", part=self.count(part), whole=self.count(whole))

    def percent(self, percent: float | None, places: int = 2) -> str:
        """A percentage (0 to 100) with a fixed number of decimals."""
        if percent is None:
            return self.unknown
        return f"{format_decimal(percent, format='#,##0.' + '0' * places, locale=self.locale)}%"

    def as_written(self, percent: float | None) -> str:
        """A percentage with the decimals it was written with: announced figures are neither rounded nor filled up."""
        if percent is None:
            return self.unknown
        return f"{format_decimal(percent, format='#,##0.##########', locale=self.locale)}%"

    def day(self, day: dt.date | None) -> str:
        """A day, the month in letters."""
        return format_date(day, "long", locale=_DAYS.get(self.locale, self.locale)) if day else self.unknown

    def moment(self, moment: dt.datetime) -> str:
        """A day with the time, as the clock of the stated offset showed it."""
        offset = moment.strftime("%z")
        zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
        return f"{self.day(moment.date())}, {format_time(moment.time(), 'HH:mm', locale=self.locale)}{zone}"

    def value(self, value: Any) -> str:
        """Whatever a fact holds, on one line."""
        match value:
            case None:
                return self.unknown
            case bool():
                return self.text("yes") if value else self.text("no")
            case int():
                return self.count(value)
            case float():
                return str(format_decimal(value, format="#,##0.######", locale=self.locale))
            case Mapping():
                return "; ".join(f"{one_line(str(key))}: {self.value(part)}" for key, part in value.items())
            case list() | tuple():
                return self._range(value) if _is_range(value) else self._listed(value)
        return one_line(str(value))

    def _listed(self, values: list[Any] | tuple[Any, ...]) -> str:
        return ", ".join(self.value(value) for value in values) or self.text("none")

    def _range(self, ends: list[Any] | tuple[Any, ...]) -> str:
        return self.text("%(low)s to %(high)s", low=self.value(ends[0]), high=self.value(ends[1]))

    def country(self, code: str | None) -> str:
        """The name of a country (ISO 3166-1 alpha-3) or organisation; a code nobody knows stays as it is."""
        if code is None:
            return ""
        return _organisations(self.locale).get(code) or _country(code, self.locale) or one_line(code)


def _is_range(values: list[Any] | tuple[Any, ...]) -> bool:
    return len(values) == 2 and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


@functools.cache
def _organisations(locale: str) -> dict[str, str]:
    words = tomllib.loads(files("recuento.showing").joinpath("words", "names.toml").read_text("utf-8"))
    return {code: str(name) for code, name in words[locale].items()}


@functools.cache
def _country(code: str, locale: str) -> str | None:
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    return Locale.parse(locale).territories.get(country.alpha_2) if country else None
