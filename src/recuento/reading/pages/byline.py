"""Bylines: "By Ana Ruiz and Tom Baker", "Por la redacción", "Ana Ruiz, Reuters", "AFP", "By\u00a0Naija Daily | July 29"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .dates import FoundDate, date_at, first_date
from .outlets import Publisher, is_outlet_like, publishers_in
from .words import fold, page_words

LONGEST = 220
MOST_WORDS = 16

_PARTS = re.compile(r"\s{0,40}[|•·–—]\s{0,40}|\s{1,40}-{1,2}\s{1,40}|\s{3,}|\t")
_SMALL_PRINT = re.compile(
    r"[\s,]{1,40}(?:on|at|updated|published|posted|last updated|publicado|actualizado|modified|el)\b(?=.{0,200}\d)|[\s,]{1,40}\d{1,9}\s{1,40}(?:min|hour|day)",
    re.IGNORECASE,
)
_WORKS_FOR = re.compile(
    r",\s{0,40}|\s{1,40}(?:for|of|con|para|de|from|with)\s{1,40}(?=[A-Z])|\s{0,40}/\s{0,40}|\s{0,40}\(|\)"
)
_AP_WRITER = re.compile(r"(.{4,60}?),?\s{1,40}(Associated Press|ASSOCIATED PRESS)\s{1,40}[Ww]riters?$")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*|&")
_FULL_STOP = re.compile(r"(?<![A-Z])(?<!Jr)(?<!Sr)(?<!Dr)\.$")


@dataclass(frozen=True)
class Byline:
    """Who a page says wrote it: the names as printed, and the agency or outlet among them."""

    names: str
    publisher: Publisher | None = None
    outlet: str | None = None
    date: FoundDate | None = None


@cache
def _opener() -> re.Pattern[str]:
    phrases = "|".join(re.escape(p).rstrip(":") for p in page_words().byline_openers)
    return re.compile(rf"(?:{phrases})(?:\s*:\s*|\s+|$)", re.IGNORECASE)


def is_person_like(line: str) -> bool:
    """Whether a line is two to four capitalised words, or these and a place ("Ana Ruiz in Quito")."""
    name, *place = re.split(r"\s+(?:in|en)\s+", line)
    return 2 <= len(name.split()) <= 4 and len(place) <= 1 and all(is_names(p) for p in (name, *place))


def is_opened(line: str) -> bool:
    """Whether a line begins as a byline does ("By ...")."""
    return bool(_opener().match(line.strip(" \t*_|•-–—")))


def is_opener(line: str) -> bool:
    """Whether a line is a byline's first word alone ("By"), the name standing on the next line."""
    m = _opener().match(line)
    return bool(m) and m.end() == len(line) if m else False


def byline_of(line: str, *, under_title: bool = True) -> Byline | None:
    """The byline that the whole line is, if it is one.

    `under_title`: something that may be the headline stands above. Where nothing does, "Kenya Votes - Reuters" is a
    headline with its outlet and no reporter.
    """
    if len(line) > LONGEST:
        return None
    line = line.strip(" \t*_|•-–—").rstrip(",;:")
    opener = _opener().match(line)
    return _opened(line[opener.end() :]) if opener else _bare(line, under_title=under_title)


def name_line(line: str) -> Byline | None:
    """The byline made of a name that stands alone, where the page says that a name stands there."""
    return _opened(line.strip()) if len(line) <= LONGEST else None


def _opened(rest: str) -> Byline | None:
    """What follows "By": names, then perhaps an agency, a place, a date."""
    parts = [p for p in _PARTS.split(rest) if p]
    if not parts:
        return None
    names, date = _without_date(parts[0])
    names = names.strip(" ,;:").strip()
    if not names or not (is_names(names) or publishers_in(names)):
        return None
    publisher = _publisher_in(names) or next((p for part in parts[1:] for p in publishers_in(part)), None)
    date = date or next((d for part in parts[1:] if (d := first_date(part))), None)
    outlet = None
    if fold(names) not in page_words().desks and not publisher and is_outlet_like(names) and len(names.split()) <= 5:
        outlet = names
    return Byline(names, publisher, outlet, date)


def _without_date(names: str) -> tuple[str, FoundDate | None]:
    """Names without the date or small print behind them."""
    cut = _SMALL_PRINT.search(names)
    end = cut.start() if cut else len(names)
    for word in re.finditer(r"(?<=\s)\w", names):
        if found := date_at(names, word.start()):
            return names[: min(word.start(), end)], found
    return names[:end], None


def _publisher_in(names: str) -> Publisher | None:
    """The agency or outlet that names are given for: "Ana Ruiz, Reuters", "Ana Ruiz of The Associated Press"."""
    if whole := publishers_in(names):
        return whole[0]
    for part in reversed(_WORKS_FOR.split(names)):
        if part and (found := publishers_in(_without_role(part))):
            return found[0]
    return None


def _without_role(part: str) -> str:
    """A name without the role behind it: "Associated Press" of "Associated Press Writer"."""
    plain = fold(part)
    role = next((r for r in page_words().roles if plain.endswith(" " + r)), "")
    return part.strip()[: len(part.strip()) - len(role)].strip()


def is_names(names: str) -> bool:
    """Whether every word is one of a name: capitalised, or a small word of names; or one user name alone."""
    if fold(names) in page_words().desks:
        return True
    words = names.replace(",", " ").replace("/", " ").replace("(", " ").replace(")", " ").split()
    if len(words) == 1:
        return bool(re.fullmatch(r"[\w.@'’-]{2,40}", words[0])) and not _FULL_STOP.search(names)
    if not words or len(words) > MOST_WORDS or _FULL_STOP.search(names) or names.endswith(("?", "!", ":")):
        return False
    small = page_words().name_particles
    roles = page_words().roles
    fitting = (
        _NAME.fullmatch(w.rstrip(".;")) and (w[0].isupper() or fold(w) in small or fold(w) in roles) for w in words
    )
    return any(w[0].isupper() for w in words) and all(fitting)


def _bare(line: str, *, under_title: bool) -> Byline | None:
    """A byline without "By": an agency or desk alone, or a name with its agency, outlet or role."""
    plain = fold(line)
    if plain in page_words().desks:
        return Byline(line)
    parts = [p.strip() for p in re.split(r"\s*[|•·–—,]\s*|\s+-\s+", line) if p.strip()]
    if not parts or len(parts) > 4 or _FULL_STOP.search(line):
        return None
    dated = [p for p in parts[1:] if first_date(p)]
    others = [p for p in parts[1:] if p not in dated]
    date = first_date(line) if dated else None
    if found := publishers_in(parts[0]) or publishers_in(re.split(r"\s+(?:in|en|at)\s+", parts[0])[0]):
        if all(len(p.split()) <= 3 and is_names(p) for p in others):
            return Byline(", ".join([parts[0], *others]), found[0], date=date)
        return None
    if writer := _AP_WRITER.match(line):
        return Byline(writer[1], publishers_in(writer[2])[0])
    name = parts[0] if under_title else line.split(",", maxsplit=1)[0].strip()
    if not (2 <= len(name.split()) <= 6 and is_names(name)):
        return None
    publisher = next((p for part in parts[1:] for p in publishers_in(_without_role(part))), None)
    role = any(fold(part) in page_words().roles for part in parts[1:])
    if publisher:
        return Byline(", ".join([name, *others]), publisher, date=date)
    alone_with_date = under_title and bool(dated) and not others
    return Byline(name, date=date) if role or alone_with_date else None
