"""Names of agencies and outlets (words/outlets.toml): one name for each, whichever way a page prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from recuento.reading.lexicon.vocabulary import data

from .words import fold, page_words


@dataclass(frozen=True)
class Publisher:
    """An agency or an outlet that is known by name."""

    name: str
    kind: Literal["agency", "outlet"]


@cache
def _by_name() -> dict[str, Publisher]:
    """Publishers by name and alias; names in capitals ("AP", "PA") as they are, the others folded as well."""
    known: dict[str, Publisher] = {}
    raw = data("outlets")
    for kind in ("agency", "outlet"):
        for row in raw[kind]:
            publisher = Publisher(row["name"], "agency" if kind == "agency" else "outlet")
            for name in (row["name"], *row.get("aliases", ())):
                known.setdefault(name, publisher)
                known.setdefault(name.upper(), publisher)
                if not name.isupper() or len(name) > 5:
                    known.setdefault(fold(name), publisher)
    return known


@cache
def _by_host() -> dict[str, Publisher]:
    raw = data("outlets")
    return {
        host: Publisher(row["name"], "agency" if kind == "agency" else "outlet")
        for kind in ("agency", "outlet")
        for row in raw[kind]
        for host in row.get("hosts", ())
    }


def publisher_named(name: str) -> Publisher | None:
    """The agency or outlet of exactly this name: "AP", "Associated Press", "the associated press"."""
    name = " ".join(name.split()).strip(" .,:;*_-–—")
    known = _by_name()
    found = known.get(name) or known.get(fold(name))
    if not found and fold(name).startswith("the "):
        return publisher_named(name[4:])
    return found


def publishers_in(names: str) -> list[Publisher]:
    """The known publishers of a list such as "AFP/Reuters" or "EFE, AP y Reuters"; none when any part is unknown."""
    if whole := publisher_named(names):
        return [whole]
    found = [publisher_named(part) for part in re.split(r"\s*(?:/|,|;|\+|&|\band\b|\by\b|\bvia\b)\s*", names) if part]
    return [p for p in found if p] if found and all(found) else []


def publisher_at(url: str) -> str | None:
    """The name of a web address's outlet: its known name, else its host without "www."."""
    try:
        host = (urlsplit(url).hostname or "") if "://" in url else ""
    except ValueError:
        return None
    host = re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host)
    if "." not in host:
        return None
    labels = host.split(".")
    for cut in range(len(labels) - 1):
        if found := _by_host().get(".".join(labels[cut:])):
            return found.name
    return host


def outlet_name(name: str) -> str:
    """An outlet's name in its uniform spelling when it is known, else as given."""
    name = " ".join(name.split())
    found = publisher_named(name)
    return found.name if found else name


def is_outlet_like(name: str) -> bool:
    """Whether an unlisted byline reads as an outlet ("Naija247news", "Daily Trust") and not as a person."""
    words = page_words()
    tokens = [fold(t) for t in re.findall(r"[\w.&']+", name)]
    if any(t in words.outlet_words for t in tokens):
        return True
    return len(tokens) == 1 and any(len(tokens[0]) > len(e) + 1 and tokens[0].endswith(e) for e in words.outlet_endings)
