"""Whose vote an article is about: the state for which most speaks.

| how a state is named                                                          | what that counts                      |
|-------------------------------------------------------------------------------|---------------------------------------|
| with an electoral body ("el Consejo Nacional Electoral de Honduras")            | 12, and as any mention                 |
| with a vote ("las elecciones en Honduras", "las presidenciales hondureñas")      | 8, and as any mention                  |
| by a leader whose win is spoken of, who is congratulated, or gets votes          | 6                                      |
| with its people ("el pueblo hondureño", "la oposición hondureña")                | 4, and as any mention                  |
| by one of its parties, towns and provinces                                     | 3 and 1 for each point of a mention    |
| alone                                                                         | a mention: 1; 2 in a sentence about the vote; 2 more in the first three |
| with an office, in a list of states, or doing something: as whoever reacts is   | 1                                      |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from recuento.reading.gazetteer import lookup as names
from recuento.reading.gazetteer.leaders import Moment, leader
from recuento.records.names import fold
from recuento.records.text import Span

from .demonyms import demonyms, states
from .lexicon import SurfaceWords
from .tokens import Token, is_part_of_a_name

_ITS_BODY, _ITS_VOTE, _ITS_LEADER, _ITS_PEOPLE, _AS_WHO_REACTS = 12, 8, 6, 4, 1
_AT_HOME = {"place": 1, "party": 3}
_NEAR = 70


@dataclass(frozen=True)
class _Named:
    """A state where it is named, by its name or an adjective of it."""

    code: str
    start: int
    end: int
    adjective: bool


def contest_country(
    text: str,
    sentences: Sequence[Span],
    all_tokens: Sequence[Sequence[Token]],
    words: SurfaceWords,
    when: Moment | None = None,
) -> str | None:
    """The state for which most speaks; None where of several each is named as who reacts, or for two as much."""
    told: Counter[str] = Counter()
    at_the_vote: set[str] = set()
    for number, (tokens, span) in enumerate(zip(all_tokens, sentences, strict=True)):
        mention = 1 + bool(words["election"].search(text, *span)) + 2 * (number < 3)
        named = sorted(_states_in(text, span, tokens, words), key=lambda n: n.start)
        for n, listed in zip(named, _in_a_list(text, named, words), strict=True):
            weight = _weight(text, span, n, words, mention=mention, listed=listed)
            told[n.code] += weight
            if weight > _AS_WHO_REACTS:
                at_the_vote.add(n.code)
        for home, points in _places_and_parties(tokens, words):
            told[home] += points * mention
            at_the_vote.add(home)
        for code in _leaders_at_the_vote(text, span, words, when):
            told[code] += _ITS_LEADER
            at_the_vote.add(code)
    best = told.most_common(2)
    if not best or (len(best) > 1 and best[0][0] not in at_the_vote):
        return None  # "Chile reconoció ...", "el presidente de Chile ...": whoever reacts is not whose vote it is
    return best[0][0] if (len(best) == 1 or best[0][1] > best[1][1]) else None


def _states_in(text: str, span: Span, tokens: Sequence[Token], words: SurfaceWords) -> Iterator[_Named]:
    """The states of a sentence, by names in any form and by adjectives."""
    for match in names.find([t.text for t in tokens], words.language):
        if match.entry.kind == "country" and match.entry.code is not None:
            yield _Named(match.entry.code, tokens[match.start].start, tokens[match.end - 1].end, adjective=False)
    for name in words["state_names"].finditer(text, *span):
        yield _Named(words.states[name.group()], name.start(), name.end(), adjective=False)
    for token in tokens:
        code = demonyms(words.language).get(fold(token.text))
        if code is not None and code in states():
            yield _Named(code, token.start, token.end, adjective=True)


def _in_a_list(text: str, named: Sequence[_Named], words: SurfaceWords) -> list[bool]:
    """Of each state whether it stands in a list of states."""
    joined = [words["link"].fullmatch(text, a.end, b.start) is not None for a, b in pairwise(named)]
    return [before or after for before, after in zip([False, *joined], [*joined, False], strict=True)][: len(named)]


def _weight(text: str, span: Span, named: _Named, words: SurfaceWords, *, mention: int, listed: bool) -> int:
    """What a mention of a state counts as that of the vote."""
    start = max(span[0], named.start - _NEAR)
    if named.adjective:
        before = text[start : named.start].split()[-1:]
        noun = before[0] if before else ""
        own = (
            _ITS_VOTE
            if words["votes"].fullmatch(noun)
            else _ITS_PEOPLE
            if words["of_the_people"].fullmatch(noun)
            else 0
        )
        if words["to_a_winner"].search(text, start, named.start):
            own = _ITS_LEADER  # "felicitó al mandatario hondureño"
        reacts = words["offices"].fullmatch(noun) is not None
    else:
        of_a_vote = words["of_the_vote"].search(text, start, named.start)
        own = (
            0
            if of_a_vote is None
            else _ITS_BODY
            if words["authorities"].search(text, start, named.start)
            else _ITS_VOTE
        )
        reacts = listed or any(
            pattern is not None
            for pattern in (
                words["office_of"].search(text, start, named.start),
                words["does_something"].match(text, named.end),
            )
        )
    if reacts and not listed and words["who_won"].match(text, named.end, span[1]):
        own = max(own, _ITS_LEADER)  # "el presidente hondureño fue reelegido"
    return (_AS_WHO_REACTS if reacts and not own else mention) + own


def _places_and_parties(tokens: Sequence[Token], words: SurfaceWords) -> Iterator[tuple[str, int]]:
    """The states of provinces, cities and parties that are named, whatever language lists them, with what they count."""
    told = [t.text for t in tokens]
    for match in (m for listed in (words.language, "en") for m in names.find(told, listed)):
        entry = match.entry
        if entry.kind == "party" and is_part_of_a_name(tokens, match.start, match.end, words.lists["particles"]):
            continue
        if entry.code is not None and not entry.ambiguous and entry.kind in _AT_HOME:
            yield entry.code, _AT_HOME[entry.kind]


def _leaders_at_the_vote(text: str, span: Span, words: SurfaceWords, when: Moment | None) -> Iterator[str]:
    """The states of the leaders whose win, or whose votes, a sentence speaks of, or whom it says to be congratulated."""
    for win in chain(words["of_a_winner"].finditer(text, *span), words["at_the_vote"].finditer(text, *span)):
        known = leader(win.group(1).split(), when)
        if known is not None and known.governs(when) and known.code in states():
            yield known.code
