"""What reviewers decided as labelled news, in the form from which `make fit` fits the scorer of stances.

An article is in it where every stance that stands in its reading was decided by a person, and at least one was; so what stands there was seen, and
what was rejected is gone. Names that the reader was given, and not the reader's own opinion, make the label.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from recuento.records.said import Reading


def labelled(readings: Sequence[Reading], decided: Collection[str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each article's labels and its text; `decided`: ids of records that a person confirmed or corrected."""
    for reading in readings:
        stances = [s for s in reading.stances if s.country is not None]
        if not stances or not all(s.id in decided for s in stances):
            continue
        article, contest = reading.article, reading.contest
        told = [
            {"actor_country": s.country, "stance": s.stance.value, "span": [s.start, s.end], "optional": False}
            for s in stances
        ]
        election = {"country": contest.country} if contest is not None else {}
        yield {"id": article.id, "lang": article.language, "election": election, "stances": told}, article.text
