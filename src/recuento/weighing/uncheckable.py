"""Claims that counts cannot settle, listed apart: they must not be taken for open questions that more sheets answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recuento.records.contest import Case
from recuento.records.messages import Message
from recuento.records.said import ActKind, Located, Quotation, Reading
from recuento.records.stories import once_a_story
from recuento.records.verdict import NotCheckable

from .claims import EVERY_REGION, LANDSLIDE, claims_in_one, is_own_tally
from .names import folded, is_the_authority
from .topics import Topic, topics


def not_checkable_in(case: Case, readings: Sequence[Reading]) -> Iterator[NotCheckable]:
    """What speakers say about the conduct of the election, without a figure; each stretch of text once a topic.

    What the copies of one story repeat stands here once.
    """
    return (told for _, told in once_a_story(readings, lambda reading: _told_in(case, reading), _gist))


def _is_put_to_the_counts(case: Case, reading: Reading, quotation: Quotation, topic: Topic) -> bool:
    """Whether a claim of this kind was read here with whom it is about, so that it has a verdict of its own."""
    if topic.claim == EVERY_REGION:
        return any(_overlap(quotation, result) for result in reading.results if result.everywhere)
    asked = claims_in_one(case, reading) if topic.claim == LANDSLIDE and case.contest.landslide is not None else ()
    spans = [c.span for c in asked if c.words == LANDSLIDE and c.span is not None]
    return any(start < quotation.end and quotation.start < end for start, end in spans)


def _overlap(one: Located, other: Located) -> bool:
    return one.start < other.end and other.start < one.end


def _gist(told: NotCheckable) -> tuple[object, ...]:
    return told.claim, folded(told.stated_by or ""), folded(told.text)


def _told_in(case: Case, reading: Reading) -> Iterator[NotCheckable]:
    told: list[tuple[str, int, int]] = []
    for quotation in reading.quotations:
        for topic in topics():
            if _is_put_to_the_counts(case, reading, quotation, topic):
                continue
            if topic.words.search(quotation.text) and not re.search(r"\d", quotation.text):
                told.append((topic.claim, quotation.start, quotation.end))
                yield _of_quotation(reading, quotation, topic)
    fraud = next(t for t in topics() if t.claim == "fraud")
    for act in reading.acts:
        overlaps = any(c == "fraud" and s < act.end and act.start < e for c, s, e in told)
        if act.act is ActKind.CALLS_FRAUD and not (act.negated or act.hypothetical or overlaps):
            actor = reading.actor(act.actor)
            told.append(("fraud", act.start, act.end))
            yield NotCheckable(
                claim="fraud",
                stated_by=actor.name if actor else None,
                text=act.text,
                source=reading.article.source,
                why=fraud.why,
            )


def own_tallies_in(case: Case, readings: Sequence[Reading]) -> Iterator[NotCheckable]:
    """Figures that a side gives of its own sheets, each stretch of text once, and once a story."""

    def told(reading: Reading) -> Iterator[NotCheckable]:
        for text, result in {r.text: r for r in reading.results if is_own_tally(case, reading, r)}.items():
            # An authority does not speak for a side's sheets: then whose they are stays unsaid.
            named = (reading.actor(result.stated_by), reading.actor(result.authority))
            sides = (a for a in named if a is not None and a.kind != "authority")
            speaker = next((a for a in sides if not is_the_authority(a.name, case.contest)), None)
            yield NotCheckable(
                claim="own tally",
                stated_by=speaker.name if speaker else None,
                text=text,
                source=reading.article.source,
                why=Message("not_checkable.own_tally"),
            )

    return (tally for _, tally in once_a_story(readings, told, _gist))


def _of_quotation(reading: Reading, quotation: Quotation, topic: Topic) -> NotCheckable:
    speaker = reading.actor(quotation.speaker)
    return NotCheckable(
        claim=topic.claim,
        stated_by=speaker.name if speaker else None,
        text=quotation.text,
        source=reading.article.source,
        why=topic.why,
    )
