"""The story itself: what lists and comments around it are left out, and where each paragraph's own words are."""

from __future__ import annotations

import itertools
import re

from recuento.records.text import Span

from .dateline import FoundDateline, dateline_at
from .furniture import Kind, agencies_below, feed_of
from .lines import trim
from .outlets import outlet_name, publishers_in
from .pieces import MARKUP, Clues, Piece, is_story
from .words import fold, page_words

# A dateline of a place alone stands only at the head of the story.
OPENING_PARAGRAPHS = 2
# A heading of readers' comments counts only after so many paragraphs of story.
STORY_BEFORE_COMMENTS = 2

# "Internacional.- ": the section before the text.
_SECTION = re.compile(r"([^\W\d_][^\W\d_ ]{0,30}(?: [^\W\d_]{1,30}){0,2})\s?\.-\s{1,40}")
_SIGNOFF_TAIL = re.compile(
    r"\s{0,40}[(\[](?:Reporting|Additional reporting|Editing|Writing|Compiled|Edited|Translated|With inputs? from|With reporting|"
    r"Con información|Reporte|Editado|Traducido)\b[^()]{3,300}[)\]]\.?$"
)
_AGENCY_TAIL = re.compile(
    r"(?<=[.!?\"”’»])\s*(?:[-–—]+\s*([^\W\d_][\w. /-]{1,25})|\(([^()]{2,25})\)|/([^/]{2,25})/|\[([^\[\]]{2,25})\]|([A-Z]{2,7}|Enditem|Ends))\.?$"
)
# What agencies print under a story.
_END_MARKS = ("enditem", "ends", "end")
_REPORTERS = re.compile(r"(?:Reporting|Reporte|Reported|Compiled) (?:by|de)\s+([^;()\n]{3,120})")
_AFTER_NAMES = re.compile(r"\s{1,40}(?:in|en|from|desde)\s{1,40}.*|\s{0,40}[,;.]?\s{0,40}$", re.DOTALL)


def leave_out_lists(text: str, pieces: list[Piece], story: int) -> None:
    """Takes out of the body the lists of other stories, and everything below a heading of readers' comments."""
    in_list, told = False, 0
    for at in range(min(story, len(pieces)), len(pieces)):
        piece = pieces[at]
        if is_story(text, piece):
            in_list, told = False, told + 1
        elif piece.kind is Kind.RELATED:
            in_list = True
        elif piece.kind is Kind.COMMENTS and told >= STORY_BEFORE_COMMENTS:
            del pieces[at:]
            break
        elif in_list and piece.kind is Kind.TEXT and not _is_short_sentence(text, piece):
            piece.kind = Kind.LINK
    _leave_out_doubled_captions(text, pieces)
    _leave_out_tail(text, pieces, story)


def _leave_out_doubled_captions(text: str, pieces: list[Piece]) -> None:
    """A caption is often printed twice, the first time without its credit."""
    for piece, following in itertools.pairwise(pieces):
        if piece.kind is Kind.TEXT and following.kind is Kind.CAPTION:
            start, again = (MARKUP.match(text, p.start, p.end) for p in (piece, following))
            line = text[start.end() if start else piece.start : piece.end]
            if text.startswith(line, again.end() if again else following.start):
                piece.kind = Kind.CAPTION


def _leave_out_tail(text: str, pieces: list[Piece], story: int) -> None:
    """Below the story's last sentence, headlines that follow buttons, tags or rights are links and not the story."""
    last = next((i for i in range(len(pieces) - 1, story - 1, -1) if _is_told(text, pieces[i])), len(pieces))
    below = False
    for piece in pieces[last + 1 :]:
        if piece.kind is not Kind.TEXT:
            below = below or piece.kind in (Kind.MENU, Kind.RELATED, Kind.LINK, Kind.NOTE)
        elif below:
            piece.kind = Kind.LINK


def _is_told(text: str, piece: Piece) -> bool:
    return piece.kind is Kind.TEXT and (is_story(text, piece) or _is_short_sentence(text, piece))


def _is_short_sentence(text: str, piece: Piece) -> bool:
    """A line that ends as any sentence does, however short."""
    return text[piece.start : piece.end].rstrip("\"'”’»)] ").endswith((".", "!", "?", "…"))


def story_spans(text: str, pieces: list[Piece], title: int | None, clues: Clues) -> list[Span]:
    """The stretches of the story's paragraphs in order, without datelines, bullets and sign-offs."""
    spans: list[Span] = []
    told = 0
    for i, piece in enumerate(pieces):
        if piece.kind is Kind.SIGNOFF:
            _note_signoff(text[piece.start : piece.end], clues)
        elif piece.kind is Kind.NOTE or piece.kind is Kind.CAPTION:
            _note_rights(text[piece.start : piece.end], clues)
        if piece.kind is not Kind.TEXT:
            continue
        if i == title:
            spans.append((piece.start, piece.end))
            continue
        opening = told < OPENING_PARAGRAPHS
        told += is_story(text, piece)
        start, end = _own_words(text, piece, clues, opening=opening and told > 0)
        if start < end:
            spans.append((start, end))
    return spans


def _own_words(text: str, piece: Piece, clues: Clues, *, opening: bool) -> Span:
    """A paragraph without the dateline and bullet before it and the sign-off behind it."""
    start, end = piece.start, piece.end
    if m := MARKUP.match(text, start, end):
        start = m.end()
    if (found := dateline_at(text, start, end, opening=opening and clues.dateline is None)) and _counts(found, clues):
        clues.dateline = clues.dateline or found
        start = found.end
    elif (m := _SECTION.match(text, start, end)) and tuple(fold(m[1]).split()) in page_words().phrases:
        start = m.end()
    end = _without_teaser(text, start, end)
    window = max(start, end - 400)
    if m := _SIGNOFF_TAIL.search(text, window, end):
        _note_signoff(m[0], clues)
        end = m.start()
    if m := _AGENCY_TAIL.search(text, max(start, end - 40), end):
        name = next(filter(None, m.groups()))
        names = publishers_in(name)
        clues.late_agencies.extend(p.name for p in names if p.kind == "agency")
        end = m.start() if names or name.casefold() in _END_MARKS else end
    return trim(text, start, end)


def _without_teaser(text: str, start: int, end: int) -> int:
    """The paragraph's end without a button that was run into it: "... on Monday. Read more"."""
    last = fold(text[max(start, end - 30) : end])
    for words in page_words().teaser_ends:
        if last.endswith(words):
            before = trim(text, start, end - len(words))[1]
            return before if before > start and text[before - 1] in '.!?”"»' else end
    return end


def _counts(found: FoundDateline, clues: Clues) -> bool:
    return found.strong or clues.dateline is None


def _note_signoff(line: str, clues: Clues) -> None:
    """Names and agencies of "(Reporting by Ana Ruiz in Quito; Editing by Tom Baker)"."""
    clues.late_agencies.extend(agencies_below(line))
    reporters = _REPORTERS.search(line)
    if reporters and not clues.late_byline:
        clues.late_byline = _AFTER_NAMES.sub("", reporters[1]).strip() or None
    # The pair of notes is one agency's house style.
    if "Reporting by" in line and "Editing by" in line:
        clues.late_agencies.append("Reuters")
    for name in re.findall(r"(?:inputs? from|información de|files from|writers?)\s+([^.;()]{2,40})", line):
        clues.late_agencies.extend(p.name for p in publishers_in(name) if p.kind == "agency")
    if "Associated Press" in line:
        clues.late_agencies.append("AP")


def _note_rights(line: str, clues: Clues) -> None:
    """The agency that "© 2024 AFP" or "Copyright 2024 The Associated Press" names."""
    if feed := feed_of(line.strip()):
        clues.late_outlet = clues.late_outlet or outlet_name(feed)
    m = re.search(r"(?:©|\([cC]\)|Copyright)[\s©]*(?:(?:19|20)\d\d)?[\s,]*([^\W\d_][\w -]{1,40})", line)
    if m and (found := publishers_in(re.split(r"\.|\s+All\b", m[1])[0])) and found[0].kind == "agency":
        clues.late_agencies.append(found[0].name)
