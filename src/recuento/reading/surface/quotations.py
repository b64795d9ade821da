"""Words between quotation marks, and whose they are: by a verb of saying beside the marks, or by who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.reading.entities.entity import Entity
from recuento.reading.parse.quote_marks import QuotedSpan, find_quoted_spans
from recuento.records.text import Article, Span

from .actors import Named
from .lexicon import SurfaceWords
from .subjects import is_free, subject_after, subjects_before

FEWEST_WORDS = 3
_AFTER = re.compile(r"[\s,.–—-]{0,4}")
_COLON = re.compile(r"\s*:\s+(?=[^\W\d_])")
_WORD = re.compile(r"\w+")
_FAR = 900
"""Characters back to whoever was spoken of last."""
_AT_ONCE = 2
"""Characters from a closing mark to a sentence that goes on with it: "“...?” dijo Vega"."""
_CLOSE = 160
"""Characters before a quotation in which its verb of saying stands."""


@dataclass(frozen=True)
class Said:
    """A quotation with its speaker, if found, and the verb that says so."""

    span: Span
    outer: Span
    speaker: Entity | None
    cue: Span | None


def find_quotations(article: Article, sentences: Sequence[Span], named: Named, words: SurfaceWords) -> list[Said]:
    """The quotations that have a speaker, or a verb of saying, or words enough to be somebody's; titles and single words are left out."""
    text = article.text
    found: list[Said] = []
    for quoted in find_quoted_spans(text, article.body):
        sentence = _sentence_of(sentences, quoted)
        said = _spoken(text, quoted, sentence, named, words, found)
        at_once = said.cue is not None and said.cue[0] >= quoted.outer[1]  # "“He ganado”, escribió"
        enough = len(_WORD.findall(text[slice(*quoted.inner)])) >= FEWEST_WORDS - at_once
        if enough and (said.cue is not None or said.speaker is not None):
            found.append(said)
    return found


def find_unmarked(text: str, sentences: Sequence[Span], named: Named, words: SurfaceWords) -> Iterator[Said]:
    """What stands behind a verb of saying and a colon, in no marks, as some papers write it: "declaró: tenemos dudas". No record of its own."""
    for sentence in sentences:
        for cue in words["says"].finditer(text, *sentence):
            colon = _COLON.match(text, cue.end(), sentence[1])
            if colon is None:
                continue
            stop = words["next_clause"].search(text, colon.end(), sentence[1])
            span = colon.end(), stop.start() if stop is not None else sentence[1]
            who = subjects_before(named, text, words, sentence, cue.start())
            yield Said(span, span, who[-1] if who else None, cue.span())


def _sentence_of(sentences: Sequence[Span], quoted: QuotedSpan) -> Span:
    """From the beginning of the sentence that a quotation begins in to the end of the one it ends in, with what follows at once."""
    at = max(0, bisect_right(sentences, quoted.outer[0], key=lambda s: s[0]) - 1)
    start, end = sentences[at] if sentences else quoted.outer
    while at + 1 < len(sentences) and (
        end < quoted.outer[1] or 0 <= sentences[at + 1][0] - quoted.outer[1] <= _AT_ONCE
    ):
        at += 1
        end = sentences[at][1]
    return min(start, quoted.outer[0]), max(end, quoted.outer[1])


def _spoken(
    text: str, quoted: QuotedSpan, sentence: Span, named: Named, words: SurfaceWords, before: Sequence[Said]
) -> Said:
    after = _AFTER.match(text, quoted.outer[1])
    at = after.end() if after else quoted.outer[1]
    cue = words["says"].match(text, at)
    if cue is not None:
        speaker = subject_after(named, text, cue.end(), sentence[1]) or _earlier(
            text, named, words, sentence, quoted, before
        )
        return Said(quoted.inner, quoted.outer, speaker, cue.span())
    noun = words["says_nouns"].match(text, at)
    if noun is not None:
        return Said(quoted.inner, quoted.outer, subject_after(named, text, noun.end(), sentence[1]), noun.span())
    cues = list(words["says"].finditer(text, max(sentence[0], quoted.outer[0] - _CLOSE), quoted.outer[0]))
    if cues:
        last = cues[-1]
        who = subjects_before(named, text, words, sentence, last.start())
        speaker = who[-1] if who else subject_after(named, text, last.end(), quoted.outer[0])
        return Said(
            quoted.inner, quoted.outer, speaker or _earlier(text, named, words, sentence, quoted, before), last.span()
        )
    said_by = words["says_nouns"].search(text, max(sentence[0], quoted.outer[0] - _CLOSE), quoted.outer[0])
    if said_by is not None:
        return Said(
            quoted.inner, quoted.outer, subject_after(named, text, said_by.end(), quoted.outer[0]), said_by.span()
        )
    goes_on = before and _goes_on(text, before[-1], quoted, sentence)
    return Said(quoted.inner, quoted.outer, before[-1].speaker if goes_on else None, None)


def _goes_on(text: str, last: Said, quoted: QuotedSpan, sentence: Span) -> bool:
    """Whether a quotation without a verb of saying is the last speaker's: it opens its sentence, right after theirs."""
    opens = not _WORD.search(text, sentence[0], quoted.outer[0])
    between = text[last.outer[1] : quoted.outer[0]]
    return opens and between.count("\n") <= 2 and len(between) < 3 * _CLOSE


def _earlier(
    text: str, named: Named, words: SurfaceWords, sentence: Span, quoted: QuotedSpan, before: Sequence[Said]
) -> Entity | None:
    """Who is meant where the verb has no subject of its own ("..., sostuvo."): the sentence's subject, else who was spoken of last."""
    who = subjects_before(named, text, words, sentence, quoted.outer[0])
    if who:
        return who[-1]
    near = named.within(max(0, quoted.outer[0] - _FAR), quoted.outer[0])
    people = [m for m in near if m.who.kind == "person" and is_free(text, words, m)]
    spoke = before[-1] if before else None
    if spoke is not None and spoke.speaker is not None and (not people or spoke.outer[1] > people[-1].start):
        return spoke.speaker
    return people[-1].who if people else None
