"""Figures, days and codes of countries as readers of one language write them. Nothing is computed here."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from recuento.records.inert import one_line

UNKNOWN = "not known"


@dataclass(frozen=True)
class Numbers:
    """Writes figures for the locale, e.g. "en" or "es"."""

    locale: str = "en"

    def count(self, number: int | None) -> str:
        """A whole number with its thousands grouped."""
        return UNKNOWN if number is None else str(format_decimal(number, format="#,##0", locale=self.locale))

    def percent(self, percent: float | None, places: int = 2) -> str:
        """A percentage (0 to 100) with a fixed number of decimals."""
        if percent is None:
            return UNKNOWN
        return f"{format_decimal(percent, format='#,##0.' + '0' * places, locale=self.locale)}%"

    def as_written(self, percent: float | None) -> str:
        """A percentage with the decimals it was written with: announced figures are neither rounded nor filled up."""
        if percent is None:
            return UNKNOWN
        return f"{format_decimal(percent, format='#,##0.##########', locale=self.locale)}%"

    def day(self, day: dt.date | None) -> str:
        """A day, the month in letters."""
        return format_date(day, "d MMMM y", locale=self.locale) if day else UNKNOWN

    def moment(self, moment: dt.datetime) -> str:
        """A day with the time, as the clock of the stated offset showed it."""
        offset = moment.strftime("%z")
        zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
        return f"{self.day(moment.date())}, {format_time(moment.time(), 'HH:mm', locale=self.locale)}{zone}"

    def value(self, value: Any) -> str:
        """Whatever a fact holds, on one line."""
        match value:
            case None:
                return UNKNOWN
            case bool():
                return "yes" if value else "no"
            case int():
                return self.count(value)
            case float():
                return str(format_decimal(value, format="#,##0.######", locale=self.locale))
            case Mapping():
                return "; ".join(f"{one_line(str(key))}: {self.value(part)}" for key, part in value.items())
            case list() | tuple():
                return " to ".join(self.value(v) for v in value) if _is_range(value) else self._listed(value)
        return one_line(str(value))

    def _listed(self, values: list[Any] | tuple[Any, ...]) -> str:
        return ", ".join(self.value(value) for value in values) or "none"

    def country(self, code: str | None) -> str:
        """The name of a country (ISO 3166-1 alpha-3) or organisation; a code nobody knows stays as it is."""
        if code is None:
            return ""
        return _organisations().get(code) or _country(code, self.locale) or one_line(code)


def _is_range(values: list[Any] | tuple[Any, ...]) -> bool:
    return len(values) == 2 and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


@functools.cache
def _organisations() -> dict[str, str]:
    words = tomllib.loads(files("recuento.showing").joinpath("words", "names.toml").read_text("utf-8"))
    return {code: str(name) for code, name in words["en"].items()}


@functools.cache
def _country(code: str, locale: str) -> str | None:
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    return Locale.parse(locale).territories.get(country.alpha_2) if country else None
