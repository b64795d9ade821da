"""The adjectives of states in all their forms, and which codes are states'."""

from __future__ import annotations

from functools import cache

from recuento.reading.lexicon.vocabulary import data
from recuento.records.names import fold


@cache
def states() -> frozenset[str]:
    """The codes of states; others are organisations'."""
    return frozenset(data("countries")["en"]["countries"])


@cache
def demonyms(language: str) -> dict[str, str]:
    """The state of each adjective, in all its forms and without accents."""
    return {
        fold(form): code
        for code, stems in data("surface")[language]["demonyms"].items()
        for s in stems
        for form in _forms(s)
    }


def _forms(adjective: str) -> tuple[str, ...]:
    """Feminine and plurals: "ruso", "rusa", "rusos", "rusas"; "francés", "francesa"; "español", "española"; "iraní", "iraníes"."""
    if adjective.endswith("o"):
        stem = adjective[:-1]
        return adjective, f"{stem}a", f"{stem}os", f"{stem}as"
    if adjective.endswith(("és", "án", "ón", "ol")):
        stem = fold(adjective)
        return adjective, f"{stem}a", f"{stem}es", f"{stem}as"
    return adjective, f"{adjective}s", f"{adjective}es"
