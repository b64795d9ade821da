"""Whose words each attribution holds, in the order of the article, and in whose voice any stretch stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.records.said import Quotation
from recuento.records.text import Span, content_id

from . import syntax
from .cast import Cast
from .parsing import Unit, unit_of
from .quotations import Attribution
from .someone import Someone, actor_id
from .vocabulary import word_list


@dataclass(slots=True)
class Spoken:
    """An attribution with its speaker, or None where nobody can be named."""

    attribution: Attribution
    speaker: Someone | None
    source: Span | None
    cue: Span | None


def resolve_speakers(attributions: Sequence[Attribution], units: Sequence[Unit], cast: Cast) -> list[Spoken]:
    """The attributions with their speakers. Indirect ones whose source is nobody who could speak are dropped."""
    resolved: list[Spoken] = []
    insides: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.inside is not None:
            insides.setdefault(unit.inside.outer[0], []).append(unit)
    for attribution in attributions:
        speaker = _speaker(attribution, resolved, cast)
        if attribution.kind == "indirect" and speaker is None and not _could_speak(attribution.source):
            continue
        source = _source_span(attribution)
        cue = unit_of(attribution.cue).span(*_cue_tokens(attribution.cue)) if attribution.cue is not None else None
        resolved.append(Spoken(attribution, speaker, source, cue))
        for stretch in attribution.stretches:
            for unit in insides.get(stretch.outer[0], ()):
                cast.speaker_inside[id(unit)] = speaker
    return [s for s in resolved if not _is_only_a_phrase(s)]


def _speaker(attribution: Attribution, before: Sequence[Spoken], cast: Cast) -> Someone | None:
    if attribution.source is not None:
        found = cast.who(attribution.source) or cast.named_speaker(attribution.source)
        return found[0] if found else None
    if attribution.kind == "mixed":
        return None
    return _carried_over(attribution, before, cast)


def _carried_over(attribution: Attribution, before: Sequence[Spoken], cast: Cast) -> Someone | None:
    """The speaker of a quotation without a cue: of the one before it, or who acts in the sentence before it."""
    paragraph = attribution.unit.paragraph
    same = [s for s in before if s.attribution.unit.paragraph == paragraph and s.attribution.unit.inside is None]
    if same:
        direct = [s for s in same if s.attribution.kind != "indirect"]
        return (direct or same)[-1].speaker
    held = next((i for i, s in attribution.unit.held.items() if s is attribution.stretches[0]), None)
    if held is not None and held > 1:
        for token in reversed(attribution.unit.doc[: held - 1]):
            if token.dep_ == "ROOT" or token.i == token.sent.root.i:
                person = [
                    s
                    for s in cast.who(syntax.subject(token))
                    if s.kind in {"person", "government", "organisation", "authority"}
                ]
                return person[0] if person else None
    previous = [
        s for s in before if s.attribution.unit.paragraph == paragraph - 1 and s.attribution.unit.inside is None
    ]
    if previous and (attribution.stretches[0].continues or held in {1, None}):
        return previous[-1].speaker
    return None


def _could_speak(source: Token | None) -> bool:
    """Whether a source that names no known actor is still somebody: a pronoun, a name, people of some kind."""
    if source is None:
        return False
    lists = word_list("syntax", "en")
    lemma = source.lemma_.lower()
    if source.tag_ in {"PRP", "WP"}:
        return source.lower_ not in {"it", "this", "that", "which", "you"}
    return lemma in lists["crowds"] | lists["persons"] | lists["bodies"] | lists["states"] | word_list(
        "quotations", "en"
    )["words"] or (
        source.pos_ == "PROPN" and source.dep_ in {"nsubj", "pobj"} and lemma not in word_list("names", "en")["things"]
    )


def _source_span(attribution: Attribution) -> Span | None:
    source = attribution.source
    if source is None:
        return None
    if attribution.cue is not None and source.tag_ in {"WDT", "WP"}:
        source = syntax.antecedent(source)
    return syntax.phrase_span(source)


def _cue_tokens(cue: Token) -> tuple[int, int]:
    """A cue's words: the verb, or "according to"."""
    if cue.lower_ == "according" and cue.i + 1 < len(cue.doc) and cue.nbor(1).lower_ == "to":
        return cue.i, cue.i + 1
    return cue.i, cue.i


def _is_only_a_phrase(spoken: Spoken) -> bool:
    """Whether a quoted phrase has neither speaker nor enough words to be more than a title or a scare quote."""
    attribution = spoken.attribution
    if attribution.kind == "indirect" or spoken.source is not None or spoken.speaker is not None:
        return False
    start, end = attribution.start, attribution.end
    first, last = attribution.unit.tokens_in((start, end))
    length = last - first if attribution.kind == "mixed" else (end - start) // 5
    return length < 4


class Voices:
    """In whose voice a place in the article stands: inside somebody's reported words, or the reporter's own."""

    def __init__(self, spoken: Sequence[Spoken]) -> None:
        stretches = [(s.attribution.start, s.attribution.end, s) for s in spoken]
        stretches += [(*s.attribution.clause, s) for s in spoken if s.attribution.clause is not None]
        self._stretches = sorted(stretches, key=lambda x: (x[0], -x[1]))
        self._starts = [s[0] for s in self._stretches]

    def at(self, offset: int) -> Spoken | None:
        """The innermost attribution whose content holds this offset."""
        index = bisect_right(self._starts, offset)
        for start, end, spoken in reversed(self._stretches[max(0, index - 40) : index]):
            if start <= offset < end:
                return spoken
        return None

    def of(self, offset: int) -> str:
        """`attributed` or `reporter`."""
        return "attributed" if self.at(offset) is not None else "reporter"


def as_quotation(article_id: str, text: str, spoken: Spoken) -> Quotation:
    """The record of an attribution."""
    attribution = spoken.attribution
    segments = tuple(attribution.segments)
    content = " ".join(text[s:e] for s, e in segments)
    return Quotation(
        id=content_id("quote", article_id, attribution.kind, segments),
        kind=attribution.kind,
        text=content,
        start=segments[0][0],
        end=segments[-1][1],
        segments=segments,
        speaker=actor_id(article_id, spoken.speaker) if spoken.speaker is not None else None,
        source=spoken.source,
        cue=spoken.cue,
        clause=attribution.clause,
        by=attribution.by,
    )
