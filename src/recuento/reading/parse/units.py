"""The parse under everything: paragraphs cut into units that a parser reads well, with exact offsets.

Direct quotations confuse a parser of news: the frame ("..., he said, ...") and what stands inside it are two texts.
So each quotation that is a clause of its own is lifted out of its paragraph and parsed as a unit by itself, and a
short clause ("This is so") holds its place in the frame. Marks of quotations that flow with the sentence ("called it
'a farce'") are left out and their words kept. Every token knows its stretch of the article, the place-holder's
tokens that of the quotation they stand for, so no offset is ever lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab
from threadpoolctl import threadpool_limits

from recuento.reading.lexicon.vocabulary import Words, word_list
from recuento.records.text import Span

from .quote_marks import QuotedSpan, find_quoted_spans
from .tokens import words_of

PLACEHOLDER = ("This", "is", "so")
LONGEST_UNIT = 600
"""Tokens; a longer run without a paragraph break is cut at a sentence's end, or at this length if it has none."""
_SENTENCE_ENDS = frozenset(".!?")


@dataclass(slots=True)
class Unit:
    """One parsed text: a paragraph's frame, or the inside of one quotation lifted out of it.

    `starts[i]`, `ends[i]` are token i's offsets in the article. `held` gives, for the index of a place-holder's verb,
    the stretch it stands for. `inline` lists stretches whose words stay in this unit.
    """

    doc: Doc
    starts: list[int]
    ends: list[int]
    paragraph: int
    inside: QuotedSpan | None = None
    headline: bool = False
    held: dict[int, QuotedSpan] = field(default_factory=dict)
    inline: list[QuotedSpan] = field(default_factory=list)
    tokens: tuple[Token, ...] = ()
    """The tokens of the parsed doc; going through a doc makes each of them anew."""

    def span(self, first: int, last: int) -> Span:
        """Offsets in the article of tokens first to last, both included."""
        return self.starts[first], self.ends[last]

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The tokens that lie in a stretch of the article, as (first, one past the last)."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])


def unit_of(token: Token) -> Unit:
    """The unit a token belongs to."""
    unit: Unit = token.doc.user_data["unit"]
    return unit


def cut_into_units(
    text: str, body: Sequence[Span], has_headline: bool, nlp: Language, *, skip: Collection[int] = ()
) -> list[Unit]:
    """The unparsed units of an article's body, in reading order: each frame, then the quotations lifted from it.

    The paragraphs whose numbers are in `skip` are left out.
    """
    words = word_list("quotations", nlp.lang)
    stretches = find_quoted_spans(text, body)
    by_paragraph: dict[int, list[QuotedSpan]] = {}
    for stretch in stretches:
        by_paragraph.setdefault(stretch.paragraph, []).append(stretch)
    units: list[Unit] = []
    for number, (start, end) in enumerate(body):
        if number in skip:
            continue
        names = _names_in_running_text(text, body[1:]) if has_headline and number == 0 else None
        tokens = words_of(text, start, end, nlp)
        paragraph = _Paragraph(text, start, number, by_paragraph.get(number, []))
        units += _paragraph_units(paragraph, tokens, nlp.vocab, words, names)
    return units


def parse(units: Iterable[Unit], nlp: Language, batch_size: int = 64) -> Iterator[Unit]:
    """Run the pipeline over units, in order. One thread, so that output does not depend on the machine's cores."""
    with threadpool_limits(1, user_api="blas"):
        pending: list[Unit] = []
        for unit in units:
            pending.append(unit)
            if len(pending) >= batch_size:
                yield from _parsed(pending, nlp)
                pending = []
        yield from _parsed(pending, nlp)


def _parsed(units: list[Unit], nlp: Language) -> Iterator[Unit]:
    # Similar lengths together: the batch is padded to its longest member.
    order = sorted(range(len(units)), key=lambda i: len(units[i].doc))
    for i, doc in zip(order, nlp.pipe((units[i].doc for i in order), batch_size=len(units) or 1), strict=True):
        doc.user_data["unit"] = units[i]
        units[i].doc, units[i].tokens = doc, tuple(doc)
    yield from units


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph of an article before it is cut."""

    text: str
    start: int
    number: int
    stretches: list[QuotedSpan]


def _paragraph_units(
    of: _Paragraph,
    tokens: Iterable[tuple[str, int, int, bool]],
    vocab: Vocab,
    words: Words,
    names: frozenset[str] | None,
) -> list[Unit]:
    """The frame and the insides of one paragraph. `names` is given for a headline: words that keep their capitals."""
    lifted: list[QuotedSpan] = []
    kept: list[QuotedSpan] = []
    for stretch in of.stretches:
        (lifted if is_clause_of_its_own(of.text, of.start, stretch, words) else kept).append(stretch)
    frame, insides = _Builder(vocab, of.number), []
    marks = {at for s in kept for at in (s.outer[0], s.outer[1] - 1)}
    queue = iter(lifted)
    current = next(queue, None)
    inside: _Builder | None = None
    for word, at, end, space in tokens:
        while current is not None and at >= current.outer[1]:
            current, inside = next(queue, None), None
        if current is None or at < current.outer[0]:
            if not (at in marks and len(word) == 1):
                frame.add(word, at, end, space)
            continue
        if inside is None:
            inside = _Builder(vocab, of.number, current)
            insides.append(inside)
            frame.hold(current, of.text)
        if current.inner[0] <= at < current.inner[1]:
            inside.add(word, at, end, space)
    if names is not None:
        frame.lower_title_case(names)
    frame.inline = kept
    built = [unit for builder in (frame, *insides) for unit in builder.build()]
    for unit in built:
        unit.headline = names is not None
    return built


def is_clause_of_its_own(text: str, paragraph_start: int, stretch: QuotedSpan, words: Words) -> bool:
    """Whether a quoted stretch is a statement beside its frame and not a phrase within the frame's sentence.

    It starts after a boundary (paragraph, sentence, comma, colon, dash) or right after a verb of saying, and either
    starts with a capital letter or ends as speech ends, with punctuation before or after the closing mark.
    """
    inner = text[stretch.inner[0] : stretch.inner[1]]
    if " " not in inner:
        return False
    before = text[max(paragraph_start, stretch.outer[0] - 60) : stretch.outer[0]].rstrip()
    after = text[stretch.outer[1] : stretch.outer[1] + 3].lstrip()
    capital = _starts_sentence(inner)
    ends = inner[-1] in ",.!?…" or after[:1] in {",", "."} or after[:1] == ""
    if not before:
        return ends or capital
    if before[-1] in '.!?…”"’»':
        return ends or capital
    if before[-1] in ",:;—–-(":
        return (
            (ends and capital)
            or (before[-1] in ",:" and capital)
            or (ends and len(inner.split()) >= 4 and before[-1] != "(")
        )
    last_word = before.rsplit(None, 1)[-1].casefold()
    return capital and ends and last_word in words["said"]


def _starts_sentence(inner: str) -> bool:
    first = next((c for c in inner if c.isalnum()), "")
    return first.isupper() or first.isdigit()


class _Builder:
    """Collects the tokens of one unit and cuts it where it grows too long for a parser."""

    def __init__(self, vocab: Vocab, paragraph: int, inside: QuotedSpan | None = None) -> None:
        self.vocab = vocab
        self.paragraph = paragraph
        self.inside = inside
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.spaces: list[bool] = []
        self.held: dict[int, QuotedSpan] = {}
        self.inline: list[QuotedSpan] = []

    def add(self, word: str, start: int, end: int, space: bool) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.spaces.append(space)

    def hold(self, stretch: QuotedSpan, text: str) -> None:
        """Put a short clause in the place of a quotation, ending in the punctuation that the quotation ends in."""
        start, end = stretch.outer
        for word in PLACEHOLDER:
            self.add(word, start, end, True)
        self.held[len(self.words) - 2] = stretch
        last = text[stretch.inner[1] - 1]
        if last in ",.!?":
            self.spaces[-1] = False
            self.add(last, start, end, True)

    def lower_title_case(self, names: frozenset[str]) -> None:
        """Write a headline in Title Case or CAPITALS as running text, so that the parser sees verbs as verbs."""
        lettered = [w for w in self.words if w[:1].isalpha() and len(w) > 3]
        if self.words and self.words[-1] == ".":  # a sentence, however many names are in it
            return
        if not lettered or sum(w[0].isupper() for w in lettered) < 0.7 * len(lettered):
            return
        for i, word in enumerate(self.words):
            if word[:1].isupper() and i > 0 and word not in names and not _is_acronym(word, self.words):
                plain = word.capitalize()
                self.words[i] = plain if plain in names else word.lower()
        first = self.words[0]
        if first.isupper() and len(first) > 4:
            self.words[0] = first.capitalize()

    def build(self) -> Iterator[Unit]:
        places = list(self.held)
        inline_at = [s.outer[0] for s in self.inline]
        start = 0
        while start < len(self.words):
            end = self._end_of_unit(start)
            doc = Doc(self.vocab, words=self.words[start:end], spaces=self.spaces[start:end])
            held = {i - start: self.held[i] for i in places[bisect_left(places, start) : bisect_left(places, end)]}
            unit = Unit(doc, self.starts[start:end], self.ends[start:end], self.paragraph, self.inside, held=held)
            unit.inline = self.inline[bisect_left(inline_at, unit.starts[0]) : bisect_right(inline_at, unit.ends[-1])]
            yield unit
            start = end

    def _end_of_unit(self, start: int) -> int:
        end = start + LONGEST_UNIT
        if end >= len(self.words):
            return len(self.words)
        return next((i for i in range(end, start, -1) if self.words[i - 1] in _SENTENCE_ENDS), end)


def _is_acronym(word: str, words: list[str]) -> bool:
    return word.isupper() and 2 <= len(word) <= 5 and not all(w.isupper() for w in words if w.isalpha())


_RUNNING_NAME = re.compile(r"(?<=[\w,;’'”\"] )[^\W\d_][\w’'.-]*")


def _names_in_running_text(text: str, paragraphs: Sequence[Span]) -> frozenset[str]:
    """Words capitalised in mid-sentence somewhere in the body: names, whatever case a headline puts them in."""
    found: set[str] = set()
    for start, end in paragraphs:
        for match in _RUNNING_NAME.finditer(text, start, end):
            word = match.group()
            if word[0].isupper():
                found.add(word)
                found.add(word.split("’")[0].split("'")[0])
    # The first word of a paragraph counts when it is followed by another name: "Nana Addo said".
    return frozenset(found)
