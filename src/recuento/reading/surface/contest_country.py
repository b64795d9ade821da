"""Whose vote an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from recuento.reading.gazetteer import lookup as names
from recuento.records.names import fold
from recuento.records.text import Span

from .demonyms import demonyms, states
from .lexicon import SurfaceWords
from .tokens import Token, is_part_of_a_name

_ITS_VOTE, _ITS_BODY = 8, 12
"""What a state counts for as that of the vote where it stands with a word for one, and where an electoral body is its own."""
_IN_OFFICE = 1
"""What a state counts for where it stands with an office of its ("el canciller peruano"): whoever reacts is named so."""
_AT_HOME = {"place": 1, "party": 3}
"""What a place or a party that is named counts for its state as that of the vote."""


def contest_country(
    text: str, sentences: Sequence[Span], all_tokens: Sequence[Sequence[Token]], words: SurfaceWords
) -> str | None:
    """The state that sentences about the vote name most, the first ones twice; None where none is named."""
    told: Counter[str] = Counter()
    for number, (tokens, span) in enumerate(zip(all_tokens, sentences, strict=True)):
        about = 1 + bool(words["election"].search(text, *span)) + 2 * (number < 3)
        for match in names.find([t.text for t in tokens], words.language):
            if match.entry.kind == "country" and match.entry.code is not None:
                at = tokens[match.start].start
                of_a_vote = words["of_the_vote"].search(text, max(span[0], at - 44), at)
                own_body = of_a_vote is not None and words["authorities"].search(
                    of_a_vote.string, max(span[0], at - 60), at
                )
                in_office = words["office_of"].search(text, max(span[0], at - 60), at)
                told[match.entry.code] += (_IN_OFFICE if in_office else about) + (
                    0 if of_a_vote is None else _ITS_BODY if own_body else _ITS_VOTE
                )
        for word in (t.text for t in tokens):
            if word in words.states:
                told[words.states[word]] += about
        for home, points in _places_and_parties(tokens, words):
            told[home] += points * about
        for before, token in pairwise([None, *tokens]):
            code = None if token is None else demonyms(words.language).get(fold(token.text))
            if code is not None and code in states():
                own = before is not None and words["of_the_people"].fullmatch(before.text) is not None
                office = before is not None and words["offices"].fullmatch(before.text) is not None
                told[code] += (_IN_OFFICE if office else about) + (2 if own else 0)
    best = told.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _places_and_parties(tokens: Sequence[Token], words: SurfaceWords) -> Iterator[tuple[str, int]]:
    """The states of provinces, cities and parties that are named, whatever language lists them, with what they count."""
    told = [t.text for t in tokens]
    for match in (m for listed in (words.language, "en") for m in names.find(told, listed)):
        entry = match.entry
        if entry.kind == "party" and is_part_of_a_name(tokens, match.start, match.end, words.lists["particles"]):
            continue
        if entry.code is not None and not entry.ambiguous and entry.kind in _AT_HOME:
            yield entry.code, _AT_HOME[entry.kind]
