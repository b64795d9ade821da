"""Datelines: "MOSCOW, July 29 (Reuters) — ", "Caracas. ", "(AP) - ", "BEIJING, July 29 (Xinhua) -- ".

A dateline is a place, then a date, an agency or both in any order, then a dash, a full stop or nothing. The more of
these a paragraph's start has, the less else is asked for:

- a known agency in brackets or slashes, or a date before a dash: enough (`strong`);
- a place in capitals before a dash: the place must be one that is known;
- a place in capitals before a colon, or in ordinary letters before a dash or full stop: the place must be known, and the paragraph open the story.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from .dates import FoundDate, date_at
from .lines import trim
from .outlets import Publisher, publishers_in
from .places import is_country, is_place
from .words import fold, page_words

# No dateline is longer than this many characters.
LONGEST = 140
MOST_WORDS = 5
SHORTEST_UNKNOWN = 5

_WORD = re.compile(r"(?:[^\W\d_]\.){2,4}|(?:S|s)(?:t|ta|te|T|TA|TE)\.(?= )|[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_IN_BRACKETS = re.compile(r"\(([^()\n]{2,45})\)|/\s?([^/\n]{2,30}?)\.?\s?/|\[([^\[\]\n]{2,30})\]")
_BARE_AGENCY = re.compile(r"([^\W\d_][\w./ -]{1,30}?)(?=\s*(?:--+|[–—―‒]|- |\.-))")
_LEADING_AGENCY = re.compile(r"([^\W\d_][\w./ -]{1,30}?)\s*(?:\s-{1,3}|[–—―‒])\s*(?=\S)")
_DASH = re.compile(r"\s{0,8}[.,]?\s{0,8}(?:--+|[–—―‒−]|\s-|(?<=[).,/\]])-|(?<=\w)-(?=\s)|_(?=\s))\s{0,40}")
_COLON = re.compile(r"\s{0,40}[:;]\s{0,40}-?\s{0,40}")
_STOP = re.compile(r"\s{0,40}\.\s{1,40}")
_GAP = re.compile(r"\s{0,40}[,.;:]?\s{0,40}")
_QUOTES = "\"'“‘«„¿¡"


@dataclass(frozen=True)
class FoundDateline:
    """A dateline at the start of a paragraph: where it ends, and what it says."""

    end: int
    place: str | None
    date: FoundDate | None
    agency: str | None
    publisher: Publisher | None
    strong: bool

    def filed(self, near: dt.date | None) -> dt.date | None:
        """The day it was filed, its year taken from the page's date where the dateline has none."""
        return self.date.on(near) if self.date else None


@dataclass
class _Parts:
    """What has been read of a dateline so far."""

    place: str
    regions: list[str]
    date: FoundDate | None = None
    agency: str | None = None
    publisher: Publisher | None = None

    @property
    def full_place(self) -> str:
        return ", ".join([self.place, *self.regions])

    @property
    def known(self) -> bool:
        """Whether the place, or the region beside it, is in the gazetteer."""
        return is_place(self.place) or any(is_place(r) for r in self.regions)

    @property
    def in_capitals(self) -> bool:
        return self.place.isupper() and sum(c.isalpha() for c in self.place) > 2


def dateline_at(text: str, start: int, end: int, *, opening: bool) -> FoundDateline | None:
    """The dateline that the paragraph begins with, if any; `opening`: the paragraph is the story's first or second."""
    stop = min(end, start + LONGEST)
    if leading := _agency_first(text, start, stop, opening=opening):
        further = _place_first(text, leading.end, stop, end, opening=False)
        if further and (further.date or (further.place and further.place.isupper())):
            return replace(further, agency=leading.agency, publisher=leading.publisher, strong=True)
        return leading
    return _place_first(text, start, stop, end, opening=opening)


def _agency_first(text: str, start: int, stop: int, *, opening: bool) -> FoundDateline | None:
    """An agency alone before the text: "(Reuters) - ...", "AP — ...", "(CNN) ..."."""
    if (m := _IN_BRACKETS.match(text, start, stop)) and (found := publishers_in(_inside(m))):
        dash = _DASH.match(text, m.end(), stop) or _COLON.match(text, m.end(), stop)
        if dash or opening:
            after = dash.end() if dash else _GAP.match(text, m.end(), stop).end()  # type: ignore[union-attr]
            return FoundDateline(after, None, None, found[0].name, found[0], strong=True)
    if (m := _LEADING_AGENCY.match(text, start, stop)) and (found := publishers_in(m[1])) and opening:
        return FoundDateline(m.end(), None, None, found[0].name, found[0], strong=True)
    return None


def _inside(brackets: re.Match[str]) -> str:
    return next(group for group in brackets.groups() if group)


def _place_first(text: str, start: int, stop: int, end: int, *, opening: bool) -> FoundDateline | None:
    place_end = _name_end(text, start, stop, joined=True)
    if place_end is None:
        return None
    parts = _Parts(text[start:place_end], [])
    if fold(parts.place) in page_words().not_places or fold(parts.place.split()[0]) in page_words().not_places:
        return None
    pos = _read_parts(text, place_end, stop, parts)
    after, strong = _ending(text, pos, stop, end, parts, opening=opening)
    if after is None:
        return None
    place = None if fold(parts.place) in page_words().desks else readable_place(parts.full_place)
    return FoundDateline(after, place, parts.date, parts.agency, parts.publisher, strong)


def _name_end(text: str, start: int, stop: int, *, joined: bool) -> int | None:
    """Where the capitalised name that begins here ends; months and weekdays are no part of a place."""
    words = page_words()
    pos, last, count = start, None, 0
    while count < MOST_WORDS and (word := _WORD.match(text, pos, stop)):
        plain = fold(word[0]).rstrip(".")
        capital = word[0][0].isupper()
        if (plain in words.months and date_at(text, pos, stop)) or plain in words.weekdays:
            break
        if not capital and (last is None or plain not in words.place_particles):
            break
        count += 1
        pos = word.end()
        last = pos if capital else last
        if (joined and capital and text[pos : pos + 1] == "/" and text[pos + 1 : pos + 2].isupper()) or text[
            pos : pos + 1
        ] in (" ", "\xa0"):
            pos += 1
        else:
            break
    return last


def _read_parts(text: str, pos: int, stop: int, parts: _Parts) -> int:
    """Reads regions, a date and an agency after the place, in any order; gives where the last of them ends."""
    while True:
        gap = _GAP.match(text, pos, stop)
        at = gap.end() if gap else pos
        comma = "," in text[pos:at]
        if not parts.date and (found := date_at(text, at, stop)):
            parts.date, pos = found, found.end
        elif not parts.agency and (m := _IN_BRACKETS.match(text, at, stop)):
            inside = _inside(m).strip()
            if m[3] or (not (m[2] or publishers_in(inside)) and is_place(inside)):
                parts.regions.append(inside)
            elif not _name_agency(inside, parts):
                return pos
            pos = m.end()
        elif comma and not parts.agency and (m := _BARE_AGENCY.match(text, at, stop)) and publishers_in(m[1]):
            _name_agency(m[1], parts)
            pos = m.end()
        elif comma and not parts.date and len(parts.regions) < 2 and (region := _region_end(text, at, stop)):
            parts.regions.append(text[at:region])
            pos = region
        else:
            return pos


def _region_end(text: str, at: int, stop: int) -> int | None:
    """The end of "Venezuela" or "Calif." after a comma."""
    end = _name_end(text, at, stop, joined=False)
    if (
        end
        and text[end : end + 1] == "."
        and end - at <= 5
        and text[end + 1 : end + 3].lstrip()[:1] in ("(", "-", "–", "—")
    ):
        return end + 1
    return end


def _name_agency(inside: str, parts: _Parts) -> bool:
    """Takes what stands in brackets as an agency: a known one, or a short name in capitals or initial capitals."""
    # "(Reuters Staff)", "(AFP, EFE)" and "(Xinhua/Name)" all name a known agency first.
    for name in (inside, re.split(r"[,/;]| y | and ", inside)[0]):
        if found := publishers_in(name):
            parts.agency, parts.publisher = found[0].name, found[0]
            return True
    words = inside.split()
    if len(words) <= 3 and all(w[0].isupper() for w in words) and not any(c.isdigit() for c in inside):
        parts.agency = inside
        return True
    return False


def _ending(text: str, pos: int, stop: int, end: int, parts: _Parts, *, opening: bool) -> tuple[int | None, bool]:
    """Where the story's own words begin, or None where this was no dateline; and whether it was a strong one."""
    dash = _DASH.match(text, pos, stop)
    mark = dash or _COLON.match(text, pos, stop) or _STOP.match(text, pos, stop)
    after = mark.end() if mark else _GAP.match(text, pos, stop).end()  # type: ignore[union-attr]
    alone = trim(text, pos, end)[0] >= end or after >= end
    goes_on = alone or text[after].isupper() or text[after].isdigit() or text[after] in _QUOTES
    if parts.publisher or (parts.agency and parts.date):
        fits = bool(dash) or alone or (goes_on and (bool(parts.date) or parts.known))
    elif parts.agency:
        fits = bool(dash or alone) and parts.known
    elif parts.date:
        fits = bool(dash) or (alone and (parts.in_capitals or parts.known))
        fits = fits or (bool(mark) and goes_on and (parts.in_capitals or parts.known))
    elif dash:
        fits = (parts.in_capitals or (opening and goes_on)) and parts.known
        # "PORT SOL — " opens a story under a place too small for any list; "CNE - " does not.
        fits = fits or (opening and goes_on and _looks_filed(parts, dash[0]))
        return (after if fits else None), False
    else:
        by_stop = bool(_STOP.match(text, pos, stop)) and goes_on
        by_stop = by_stop or (parts.in_capitals and goes_on and not alone and bool(_COLON.match(text, pos, stop)))
        heading = alone and (bool(parts.regions) or (parts.in_capitals and not is_country(parts.place)))
        fits = opening and (by_stop or heading) and parts.known
        return (after if fits else None), False
    return (after if fits else None), True


def _looks_filed(parts: _Parts, dash: str) -> bool:
    """Whether an unknown name in capitals is longer than an acronym, and a long dash or a region follows it."""
    long_enough = len(parts.place) >= SHORTEST_UNKNOWN and (dash.strip() != "-" or bool(parts.regions))
    return parts.in_capitals and long_enough


def readable_place(place: str) -> str:
    """A place in capitals as it is written in text: "PORT-AU-PRINCE, Haiti" gives "Port-au-Prince, Haiti"."""
    return re.sub(r"[^\s,/\-]+", _recased, place)


def _recased(m: re.Match[str]) -> str:
    """One word of it: small words in lower case unless they come first, acronyms and "D.C." as they are."""
    word = m[0]
    if fold(word) in page_words().place_particles:
        return fold(word) if m.start() else word.capitalize()
    return word if not word.isupper() or len(word) <= 2 or "." in word[:-1] else word.capitalize()
