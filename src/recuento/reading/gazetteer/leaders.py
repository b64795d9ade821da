"""Who governs: the country, and the office at a date, of those whom the press names without one ("Putin said ...")."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recuento.reading.lexicon.vocabulary import data
from recuento.records.text import Article

from .index import fold
from .spelling import sounds

_TERM = re.compile(r"(\d{4})(-)?(\d{4})?")
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article is from. A year that it only names, without a date, is not `exact`: it may well be later."""

    year: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who governs or governed. `terms` are years, the last included; None: still held when listed."""

    name: str
    code: str
    terms: tuple[tuple[int, int | None], ...]

    def governs(self, when: Moment | None) -> bool:
        """Whether they held the office then; in an article of no known date they are taken to, if they may have."""
        if when is None:
            return True
        return any(
            (first <= when.year or not when.exact) and (last or when.year) >= when.year for first, last in self.terms
        )

    def governed(self, when: Moment | None) -> bool:
        """Whether all their terms were over by then."""
        return when is not None and all(last is not None and last < when.year for _, last in self.terms)


@dataclass(frozen=True, slots=True)
class _Index:
    by_full_name: dict[tuple[str, str], tuple[Leader, ...]]
    by_last_name: dict[str, tuple[Leader, ...]]
    ordinary: frozenset[str]


def leader(words: Sequence[str], when: Moment | None = None, *, titled: bool = False) -> Leader | None:
    """The leader of this name: a full name, or a last name that is nobody else's; of two, who governs then.

    With a title of high office beside it, a last name that many bear is the leader's too, if one of them governs.
    """
    index, parts = _index(), _parts(words)
    if len(parts) > 1:
        found = (index.by_full_name.get((parts[0], last), ()) for last in reversed(parts[1:]))
        bearers = next((b for b in found if b), ())
        if not bearers and len(parts) == 2:
            bearers = index.by_last_name.get(" ".join(parts), ())
    else:
        bearers = index.by_last_name.get(parts[0], ()) if parts else ()
        if parts and parts[0] in index.ordinary:
            bearers = tuple(b for b in bearers if titled and when is not None and b.governs(when))
    return _likeliest(bearers, when) if bearers else None


def moment_of(article: Article) -> Moment | None:
    """The year an article is from: its date's or, without one, the latest year that it names; None where there is none."""
    if article.published is not None:
        return Moment(article.published.year, exact=True)
    years = [int(y) for start, end in article.body for y in _YEAR.findall(article.text, start, end)]
    return Moment(max(years), exact=False) if years else None


def _likeliest(bearers: Sequence[Leader], when: Moment | None) -> Leader | None:
    if len({b.code for b in bearers}) == 1:
        return next((b for b in bearers if b.governs(when)), bearers[0])
    # One person in two offices (a minister, then an organisation's head) is told by the year; two persons are not told.
    in_office = [b for b in bearers if b.governs(when)]
    return in_office[0] if when is not None and len({b.code for b in in_office}) == 1 else None


def _parts(words: Iterable[str]) -> list[str]:
    """The parts of a name by their sound, a hyphened one whole and without its hyphen."""
    joined = fold(" ".join(words)).replace(" - ", "-").split()
    return [sounds(w.replace("-", "")) for w in joined]


@functools.cache
def _index() -> _Index:
    full: dict[tuple[str, str], list[Leader]] = {}
    last: dict[str, list[Leader]] = {}
    for code, rows in data("leaders")["leaders"].items():
        for row in rows:
            first_term = _TERM.search(row)
            names = row[: first_term.start()].strip() if first_term else row
            terms = tuple(_terms(row))
            main, *others = names.split("/")
            someone = Leader(main, code, terms)
            for name in (main, *others):
                parts = _parts([name])
                if len(parts) > 1:
                    full.setdefault((parts[0], parts[-1]), []).append(someone)
                for key in {parts[-1], " ".join(parts)}:
                    last.setdefault(key, []).append(someone)
    ordinary = frozenset(p for name in data("leaders")["ordinary"]["names"] for p in _parts([name]))
    return _Index(
        {key: tuple(dict.fromkeys(found)) for key, found in full.items()},
        {key: tuple(dict.fromkeys(found)) for key, found in last.items()},
        ordinary,
    )


def _terms(row: str) -> Iterable[tuple[int, int | None]]:
    for first, dash, end in _TERM.findall(row):
        yield int(first), int(end) if end else (None if dash else int(first))
