"""Whose words each attribution holds, in the order of the article, and in whose voice any stretch stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from recuento.reading.entities.entity import actor_id
from recuento.reading.entities.resolver import EntityResolver
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import Quotation
from recuento.records.text import Span, content_id

from .follow_on import SaidBefore
from .quotations import Attribution, ResolvedAttribution
from .source_actors import SourceActors
from .sources import could_speak

_WORDS = rule_words("speakers")

_ONE_MORE = _WORDS["one_more"]


def resolve_speakers(
    attributions: Sequence[Attribution], units: Sequence[Unit], entities: EntityResolver
) -> list[ResolvedAttribution]:
    """The attributions with their speakers. Indirect ones whose source is nobody who could speak are dropped."""
    resolved: list[ResolvedAttribution] = []
    actors = SourceActors(units, entities)
    before = SaidBefore(units, entities)
    insides: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.inside is not None:
            insides.setdefault(unit.inside.outer[0], []).append(unit)
    for attribution in attributions:
        spoken = _resolved(attribution, before, actors)
        if attribution.kind == "indirect" and spoken.speaker is None and not _is_surely_said(attribution):
            continue
        resolved.append(spoken)
        before.add(spoken)
        for stretch in attribution.stretches:
            for unit in insides.get(stretch.outer[0], ()):
                entities.speaker_inside[id(unit)] = spoken.speaker
    return [s for s in resolved if not _is_only_a_phrase(s)]


def _resolved(attribution: Attribution, before: SaidBefore, actors: SourceActors) -> ResolvedAttribution:
    cue = unit_of(attribution.cue).span(*_cue_tokens(attribution.cue)) if attribution.cue is not None else None
    if attribution.source is not None:
        speaker = actors.of(attribution.source, attribution.cue, quoted=attribution.kind != "indirect")
        if speaker is None and attribution.source.lower_ in _ONE_MORE:
            speaker = before.unnamed
        return ResolvedAttribution(attribution, speaker, _source_span(attribution), cue)
    if attribution.kind == "mixed":
        return ResolvedAttribution(attribution, None, None, cue)
    speaker, source = before.carried_to(attribution)
    return ResolvedAttribution(attribution, speaker, source, cue)


def _is_surely_said(attribution: Attribution) -> bool:
    """Whether a statement by nobody known is one all the same: its source could speak, or its cue can mean only speech."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or source.lower_ in _WORDS["things"]:
        return could_speak(source)
    lists = word_list("quotations", "en")
    return could_speak(source) or cue.lower_ in lists["according"] or cue.lemma_.lower() in lists["speech"]


def _source_span(attribution: Attribution) -> Span | None:
    """The words that name who speaks, with what is told of them beside the name: "Ana Torres, a lawyer"."""
    source = attribution.source
    if source is None:
        return None
    if attribution.cue is not None and source.tag_ in {"WDT", "WP"}:
        source = dependencies.antecedent(source)
    first, last = dependencies.noun_phrase(source)
    cue = attribution.cue.i if attribution.cue is not None and attribution.cue.doc is source.doc else -1
    held = unit_of(source).held
    for c in source.rights:
        beside = c.dep_ in {"appos", "relcl", "acl", "prep", "punct", "amod", "nummod", "parataxis"}
        edge = c.right_edge.i
        if not beside or any(c.left_edge.i <= i <= edge for i in (cue, *held)) or c.left_edge.i > last + 2:
            break
        if c.dep_ != "punct":
            last = max(last, edge)
    return unit_of(source).span(first, last)


def _cue_tokens(cue: Token) -> tuple[int, int]:
    """A cue's words: the verb with its auxiliaries ("has said"), "according to", "called for"."""
    first = last = cue.i
    if cue.lower_ == "according" and cue.i + 1 < len(cue.doc) and cue.nbor(1).lower_ == "to":
        return cue.i, cue.i + 1
    for c in reversed(list(cue.lefts)):
        if c.i != first - 1 or c.dep_ not in {"aux", "auxpass"} or c.n_rights or c.n_lefts:
            break
        first = c.i
    if (
        last + 1 < len(cue.doc)
        and cue.nbor(1).lower_ in {"for", "on"}
        and cue.lemma_.lower() in _WORDS["call_or_appeal"]
    ):
        last += 1
    return first, last


def _is_only_a_phrase(spoken: ResolvedAttribution) -> bool:
    """Whether a quoted phrase has neither speaker nor enough words to be more than a title or a scare quote."""
    attribution = spoken.attribution
    if attribution.kind == "indirect" or spoken.source is not None or spoken.speaker is not None:
        return False
    start, end = attribution.start, attribution.end
    first, last = attribution.unit.tokens_in((start, end))
    length = last - first if attribution.kind == "mixed" else (end - start) // 5
    return length < 4


class AttributionIndex:
    """In whose voice a place in the article stands: inside somebody's reported words, or the reporter's own."""

    def __init__(self, spoken: Sequence[ResolvedAttribution]) -> None:
        stretches = [(s.attribution.start, s.attribution.end, s) for s in spoken]
        stretches += [(*s.attribution.clause, s) for s in spoken if s.attribution.clause is not None]
        self._stretches = sorted(stretches, key=lambda x: (x[0], -x[1]))
        self._starts = [s[0] for s in self._stretches]

    def at(self, offset: int) -> ResolvedAttribution | None:
        """The innermost attribution whose content holds this offset."""
        index = bisect_right(self._starts, offset)
        for start, end, spoken in reversed(self._stretches[max(0, index - 40) : index]):
            if start <= offset < end:
                return spoken
        return None

    def of(self, offset: int) -> str:
        """`attributed` or `reporter`."""
        return "attributed" if self.at(offset) is not None else "reporter"


def as_quotation(article_id: str, text: str, spoken: ResolvedAttribution) -> Quotation:
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
