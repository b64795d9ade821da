"""Which paragraphs of a page are furniture: menus, labels, buttons, captions, links, notes. Never a story's sentence.

A paragraph is furniture only on positive evidence, and long ones hardly ever: each kind below has a greatest length.
Whatever is in doubt is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from .byline import is_names
from .dates import FoundDate, date_at, time_at
from .outlets import publishers_in
from .words import Phrase, fold, page_words


class Kind(StrEnum):
    """What a paragraph of a page is."""

    TEXT = "text"
    MENU = "menu"  # navigation, labels, buttons, folds, dates and counts
    RELATED = "related"  # the heading over a list of other stories
    LINK = "link"  # a link to another story, with its title
    COMMENTS = "comments"  # the heading over readers' comments
    CAPTION = "caption"
    NOTE = "note"  # rights, corrections, calls to subscribe, cookies, tags
    SIGNOFF = "signoff"  # who wrote, edited and helped


# The longest paragraph, in characters, that can be each kind.
LONGEST_MENU, LONGEST_LINK, LONGEST_NOTE, LONGEST_CAPTION, LONGEST_SIGNOFF = 240, 260, 450, 600, 700

_TOKEN = re.compile(r"https?://\S+|www\.\S+|\w[\w&.'’+-]*(?:\([a-z]\))?")
_COUNT = re.compile(r"\d[\d.,]*[kKmM]?(?!\w)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:pic\.twitter|t|twitter|youtu)\.(?:com|co|be)/\S+")
_HASHTAGS = re.compile(r"(?:[#@][\w.]+[\s,;|]*){1,40}")
_PARTS = re.compile(r"\s{0,40}[|•·›»>]+\s{0,40}|\s{1,40}/\s{1,40}")
# Credits that close a caption: "(AP Photo/Name)", "REUTERS/Name", "[Name/AFP]", "Photo: Name".
_CREDIT = re.compile(
    r"(?:[\[(](?:AP Photo|Photo|REUTERS|Reuters|EPA|AFP|Pool|File)/[^()\[\]]{2,80}[\])]|"
    r"\b(?:REUTERS|AP Photo|EPA-EFE|EPA|AFP)/\s?[^\W\d_][\w .'’-]{2,60}(?:/(?:[Ff]ile(?: [Pp]hoto)?|[Pp]ool))?|"
    r"[\[(][^()\[\]]{2,80}(?:/| via )(?:AFP|Reuters|REUTERS|AP|AP Photo|EPA|EFE|Xinhua|Anadolu|Getty Images|Bloomberg)[^()\[\]]{0,40}[\])]|"
    r"\b[^\W\d_][\w.'’-]+ [^\W\d_][\w.'’-]+ ?/ ?(?:Associated Press|AP|AFP|Reuters|REUTERS|EPA|EFE|Getty Images|Pool|Staff)|"
    r"[\[(](?:Photo|Foto|Image|File|Picture|Credit)(?: by| credit| courtesy)?:? ?[^()\[\]]{0,80}[\])])[.\s]*$"
)
# A photo agency alone behind the last sentence: "... in Port Sol. EPA".
_PHOTO_AGENCY = re.compile(r"[.!?] (?:EPA|EPA-EFE|Getty Images|Getty|AP Photo|AFP/Getty)\.?$")
# "Sol waves to the crowd (left). Photo: 27 November", where no sentence ends the line.
_CREDIT_WITHIN = re.compile(
    r"(?<=[\w.)\]|]) ?\b(?:Photo|Image|Picture|Photograph|Foto|Fotografía): |\((?:left|right|cent(?:re|er)|L|R|C)\)"
)
_WEEKDAY = r"(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day"
_SAYS = re.compile(r"\b(?:said|says|told|according|announced)\b|[\"“”]")
_FEED = re.compile(r"the post .{1,200} (?:appeared first on|first appeared on) ([^.]{2,80})\.?$", re.IGNORECASE)
# "Published in The Valdorian, July 30th, 2024": where it stood in print.
_PRINTED_IN = re.compile(r"published (?:in|on) [^.]{2,60}(?:19|20)\d\d[).]?")
# The desk's initials under an agency's story: "str-jt/mtp".
_INITIALS = re.compile(r"[a-z]{2,5}(?:[-/][a-z]{2,5}){1,5}")
# The agencies under a story, alone or behind the desk's initials: "(AFP)", "ar/tb (AFP, Reuters)".
_AGENCIES_LINE = re.compile(r"(?:[a-z]{2,5}(?:[-/,] ?[a-z]{2,5}){0,5} )?[(\[]([^()\[\]]{2,60})[)\]]\.?")
_CONTRIBUTED = re.compile(r"\bcontributed (?:additional )?reporting(?: and research)? (?:from|in|to) [^.]{2,80}[.]?$")
_REPORTED_FROM = re.compile(r"\s{1,40}reported from\s{1,40}|,?\s{1,40}from\s{1,40}")
_NEEDS_MORE = {
    "copyright",
    "correction",
    "corrections",
    "clarification",
    "disclaimer",
    "views expressed",
    "opinions expressed",
}


@dataclass
class Cover:
    """How far furniture reaches from the start of a paragraph, and the dates within it, each with the label before it."""

    end: int
    phrases: int = 0
    dates: list[tuple[str, FoundDate]] = field(default_factory=list)
    rest: int = 0


@cache
def _caption_date() -> re.Pattern[str]:
    """The date in agencies' captions, set off by commas: "... in Port Sol, Valdoria, Sunday, July 28, 2024."."""
    months = "|".join(sorted((m for m in page_words().months if len(m) >= 3), key=len, reverse=True))
    year = r"\.?\s\d{1,2},\s(?:19|20)\d\d"
    return re.compile(
        rf",\s{_WEEKDAY},\s(?:{months}){year}(?=[.,;)]|$)|(?<!day),\s(?:{months}){year}\.?$", re.IGNORECASE
    )


def ends_as_caption(line: str) -> bool:
    """Whether a paragraph is dated as agencies date a caption, and nobody speaks in it."""
    found = _caption_date().search(line)
    return bool(found) and not _SAYS.search(line)


def feed_of(line: str) -> str | None:
    """The outlet that a feed's last line names: "The post ... appeared first on The Valdorian."."""
    found = _FEED.match(line)
    return found[1].strip() if found else None


@cache
def _longest_phrase() -> int:
    return max(len(p) for p in page_words().phrases)


def cover(text: str, start: int, end: int, phrases: frozenset[Phrase] | None = None) -> Cover:
    """Reads furniture items from `start`: known phrases, dates, times, counts and addresses, up to the first other word."""
    known = page_words().phrases if phrases is None else phrases
    done = Cover(start, rest=start)
    pos, label = start, ""
    stop = min(end, start + LONGEST_MENU)
    while token := _TOKEN.search(text, pos, stop):
        at = token.start()
        if found := date_at(text, at, stop):
            done.dates.append((label, found))
            pos = found.end
        elif time := time_at(text, at, stop):
            pos = time
        elif size := _phrase_at(text, at, stop, known):
            pos, label = size
            done.phrases += 1
        elif (count := _COUNT.match(text, at, stop)) or (count := _ADDRESS.match(text, at, stop)):
            pos = count.end()
        else:
            done.rest = at
            break
        done.end = done.rest = pos
    else:
        done.end = done.rest = stop if stop == end else pos
    return done


def _phrase_at(text: str, at: int, stop: int, known: frozenset[Phrase]) -> tuple[int, str] | None:
    """Where the longest known phrase that begins here ends, and the phrase."""
    tokens: list[str] = []
    best: tuple[int, str] | None = None
    pos = at
    while len(tokens) < _longest_phrase() and (token := _TOKEN.match(text, pos, stop)):
        word = token[0].rstrip(".,:;!'’-+")
        tokens.append(fold(word))
        if tuple(tokens) in known:
            best = token.start() + len(word), " ".join(tokens)
        gap = re.compile(r"[ \t\xa0]+").match(text, token.end(), stop)
        if not gap:
            break
        pos = gap.end()
    return best


def is_menu(text: str, start: int, end: int) -> bool:
    """Whether a line is nothing but navigation, labels, buttons, dates, counts, hashtags or addresses."""
    if end - start > LONGEST_MENU:
        return False
    found = cover(text, start, end)
    line = text[start:end]
    if found.end == end and (found.phrases or found.dates):
        return True
    if not any(c.isalpha() for c in line):
        return "%" not in line
    if _HASHTAGS.fullmatch(line) or _ADDRESS.fullmatch(line):
        return True
    return _is_list_of_links(text, start, end)


def _is_list_of_links(text: str, start: int, end: int) -> bool:
    """A list like "Home | Africa | Kenya votes": three short parts and more, half of them known (or five and more).

    So is a path of two known parts ("News > Bolivia" needs only the first), with ">" between them.
    """
    parts = [p for p in _PARTS.split(text[start:end]) if p]
    if len(parts) == 2 and any(mark in text[start:end] for mark in "›»>"):
        return cover(parts[0], 0, len(parts[0])).end == len(parts[0]) and len(parts[1].split()) <= 3
    if len(parts) < 3 or any(len(p.split()) > 4 or p.endswith((".", "!", "?")) for p in parts):
        return False
    if any("%" in p or p[0].isdigit() for p in parts):
        return False
    known = sum(cover(p, 0, len(p)).end == len(p) for p in parts)
    return 2 * known >= len(parts) or len(parts) >= 5


def kind_of(text: str, start: int, end: int) -> Kind:
    """What one paragraph is, judged by itself."""
    size = end - start
    if size > LONGEST_SIGNOFF:
        return Kind.TEXT
    line = fold(text[start:end])
    words = page_words()
    bare = line.strip(" .:;,!*#-–—_[]()|>»•")
    if bare in words.comment_heads or (size <= LONGEST_NOTE and line.startswith(words.comment_openers)):
        return Kind.COMMENTS
    if bare in words.related_heads:
        return Kind.RELATED
    if is_menu(text, start, end):
        return Kind.MENU
    if _is_caption(text, start, end, line):
        return Kind.CAPTION
    if size <= LONGEST_LINK and _is_link(text[start:end], line):
        return Kind.LINK
    if _INITIALS.fullmatch(text, start, end) or _is_signoff(text[start:end], line):
        return Kind.SIGNOFF
    return Kind.NOTE if size <= LONGEST_NOTE and _is_note(line) else Kind.TEXT


def _opener(line: str, kind: str) -> str | None:
    """The phrase of the list that the (folded) line opens with, as whole words."""
    phrases = page_words().openers[kind]
    if not line.startswith(phrases):
        return None
    for phrase in phrases:
        if line.startswith(phrase) and not (phrase[-1].isalnum() and line[len(phrase) : len(phrase) + 1].isalnum()):
            return phrase
    return None


def _is_link(raw: str, line: str) -> bool:
    """A link like "READ ALSO: Opposition rejects result": its label is set off by a colon or written in capitals."""
    inner = line.lstrip("[(>»*•►▶ ")
    label = _opener(inner, "related")
    if not label:
        return False
    after = inner[len(label) :].lstrip()
    raw_label = raw.lstrip("[(>»*•►▶ ")[: len(label)]
    if after.startswith((":", ">", "»", "|", "→", "►")):
        return True
    # "READ  Opposition rejects result": set apart by more than one blank.
    if raw_label.isupper() and re.match(r"\s{2,}\S", inner[len(label) :]):
        return True
    return " " in label and (raw_label.isupper() or after.startswith(("–", "—", "- ")))


def _is_caption(text: str, start: int, end: int, line: str) -> bool:
    if end - start > LONGEST_CAPTION:
        return False
    words = page_words()
    if line.startswith(words.caption_openers) or line.endswith(words.caption_endings):
        return True
    label = _opener(line, "captions")
    if label and line[len(label) :].lstrip().startswith((":", "|", "/", "©")) and end - start <= LONGEST_NOTE:
        return True
    if _CREDIT_WITHIN.search(text, start, end) and not text[start:end].rstrip(' )"”').endswith("."):
        return True
    if _PHOTO_AGENCY.search(text, max(start, end - 40), end) or ends_as_caption(text[start:end]):
        return True
    credit = _CREDIT.search(text, max(start, end - 160), end)
    # "AFP/Reuters" alone is a byline.
    return bool(credit) and not publishers_in(text[start:end])


def agencies_below(raw: str) -> list[str]:
    """The agencies that a line under a story names, where it does nothing else."""
    found = _AGENCIES_LINE.fullmatch(raw)
    return [p.name for p in publishers_in(found[1]) if p.kind == "agency"] if found else []


def _is_signoff(raw: str, line: str) -> bool:
    bare = line.rstrip(" .)]")
    if agencies_below(raw) or _CONTRIBUTED.search(line):
        return True
    if len(line) <= LONGEST_NOTE and bare.endswith(page_words().signoff_endings):
        return True
    if " reported from " in line and all(is_names(p) for p in _REPORTED_FROM.split(raw.rstrip(". "))):
        return True
    label = _opener(line.lstrip("*_-–— "), "signoffs")
    if not label:
        return False
    after = raw.lstrip("*_-–— ")[len(label) :].lstrip(" :")
    return label.startswith("(") or after[:1].isupper() or not after


def _is_note(line: str) -> bool:
    bare = line.lstrip("*_•-([ ")
    if _opener(bare, "calls"):
        return True
    tag = _opener(bare, "tags")
    if tag and bare[len(tag) :].lstrip().startswith((":", "#", "|")):
        return True
    if _PRINTED_IN.fullmatch(bare) or _FEED.match(bare):
        return True
    legal = _opener(bare, "legal")
    if not legal:
        return False
    after = bare[len(legal) :].lstrip()
    return legal not in _NEEDS_MORE or bool(re.match(r"[:(©]|(?:19|20)\d\d|by\b.{0,40}©", after))
