"""What a column is likely to be, by its name: registered voters, blank papers, a unit, the name of a candidate."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from recuento.records.names import fold

FIGURES = ("registered", "ballots", "valid", "invalid", "blank", "null", "contested")


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], str]]:
    """Each phrase of `columns.toml`, folded: its words and its role."""
    text = files("recuento.counting").joinpath("words", "columns.toml").read_text("utf-8")
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for role, names in tomllib.loads(text).items():
        for name in names:
            begun = "*" if name.endswith("*") else ""
            folded = fold(name.rstrip("*")) + begun
            found.setdefault(folded, (tuple(folded.split()), role))
    return found


def role_of(name: str, among: tuple[str, ...] | None = None) -> str | None:
    """The role of a column by its name: that of the longest phrase in it; `among` limits the roles asked for.

    >>> role_of("VOTOS_VALIDOS"), role_of("Votos Nulos"), role_of("BALLOT.BOX"), role_of("Ana Ruiz")
    ('valid', 'null', 'unit', None)
    """
    words = _words(name)
    best: tuple[int, int, str] | None = None
    for parts, role in phrases().values():
        if among is not None and role not in among:
            continue
        if (at := _at(words, parts)) is not None:
            # Longer phrases first; of equal ones the one that is the whole name, then the one further left.
            rank = (sum(map(len, parts)) + (100 if len(parts) == len(words) else 0), -at, role)
            best = rank if best is None or rank[:2] > best[:2] else best
    return best[2] if best else None


def _at(words: list[str], parts: tuple[str, ...]) -> int | None:
    size = len(parts)
    for i in range(len(words) - size + 1):
        here = words[i : i + size]
        if all(w == p or (p.endswith("*") and w.startswith(p[:-1])) for w, p in zip(here, parts, strict=True)):
            return i
    return None


def is_whole_name(name: str) -> bool:
    """Whether a name is one of the phrases, and not only holds one: "Mesa", not "Mesa por Colombia"."""
    return " ".join(_words(name)) in phrases()


def _words(name: str) -> list[str]:
    return fold(re.sub(r"[_.\-/]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))).split()
