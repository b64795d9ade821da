"""Claims that counts cannot settle, listed apart: they must not be taken for open questions that more sheets answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from recuento.records.contest import Case
from recuento.records.messages import Message
from recuento.records.said import ActKind, Located, Quotation, Reading
from recuento.records.stories import once_a_story
from recuento.records.verdict import NotCheckable

from .claims import EVERY_REGION, is_own_tally
from .names import folded, is_the_authority


@dataclass(frozen=True)
class Topic:
    """A kind of claim beyond counts, and the words that betray it."""

    claim: str
    words: re.Pattern[str]

    @property
    def why(self) -> Message:
        """Why counts cannot settle it."""
        return Message(f"not_checkable.{self.claim}")


def not_checkable_in(readings: Sequence[Reading]) -> Iterator[NotCheckable]:
    """What speakers say about the conduct of the election, without a figure; each stretch of text once a topic.

    What the copies of one story repeat stands here once.
    """
    return (told for _, told in once_a_story(readings, _told_in, _gist))


def _overlap(one: Located, other: Located) -> bool:
    return one.start < other.end and other.start < one.end


def _gist(told: NotCheckable) -> tuple[object, ...]:
    return told.claim, folded(told.stated_by or ""), folded(told.text)


def _told_in(reading: Reading) -> Iterator[NotCheckable]:
    told: list[tuple[str, int, int]] = []
    for quotation in reading.quotations:
        for topic in topics():
            if topic.claim == EVERY_REGION and any(_overlap(quotation, r) for r in reading.results if r.everywhere):
                continue  # it is put to the counts
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


@cache
def topics() -> tuple[Topic, ...]:
    """The topics in words/uncheckable.toml."""
    data = tomllib.loads((files(__package__) / "words" / "uncheckable.toml").read_text("utf-8"))
    return tuple(
        Topic(claim, re.compile(r"\b(?:" + "|".join(entry["words"]) + r")", re.IGNORECASE))
        for claim, entry in data.items()
    )


def _of_quotation(reading: Reading, quotation: Quotation, topic: Topic) -> NotCheckable:
    speaker = reading.actor(quotation.speaker)
    return NotCheckable(
        claim=topic.claim,
        stated_by=speaker.name if speaker else None,
        text=quotation.text,
        source=reading.article.source,
        why=topic.why,
    )
