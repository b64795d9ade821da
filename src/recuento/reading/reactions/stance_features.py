"""What the scorer of stances sees of a candidate: words, letters, ways of speaking, and what is known of the actor.

Each feature is a name with its group before it: `word:cast doubt`, `char: fra`, `class:doubt>result`, `flag:state`. The
groups of a candidate are each scaled to length one, so that a long sentence has no more to say than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from recuento.reading.lexicon.vocabulary import word_list

from .stance_candidates import StanceCandidate

GROUPS = ("word", "char", "class", "flag")
_SHORTEST, _LONGEST = 3, 5
"""Characters of a stretch of letters."""
_NEAR, _FARTHER, _BEFORE, _NEGATED = 4, 10, 6, 4
"""Words after the actor that are near or farther on; before it; and between a negation and what it negates."""


def features_of(candidate: StanceCandidate) -> dict[str, frozenset[str]]:
    """The features of a candidate, by group."""
    words = candidate.words
    return {
        "word": frozenset((*words, *(f"{a} {b}" for a, b in pairwise(words)))),
        "char": frozenset[str]().union(*map(_letters, words)),
        "class": frozenset(_ways(words)),
        "flag": frozenset(candidate.flags),
    }


@lru_cache(maxsize=20_000)
def _letters(word: str) -> frozenset[str]:
    """Stretches of letters within a word, its ends marked by blanks."""
    padded = f" {word} "
    return frozenset(
        padded[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(max(1, len(padded) - length + 1))
    )


def _ways(words: tuple[str, ...]) -> Iterator[str]:
    """Which ways of speaking there are, which two together, in which order, how near the actor, and which denied."""
    classes = [ways_of(word) for word in words]
    here = {name for found in classes for name in found}
    yield from here
    plain = sorted(name for name in here if name.islower())
    for i, name in enumerate(plain):
        yield from (f"{name}+{other}" for other in plain[i + 1 :])
    order = [found[0] for found in classes if found]
    for length in (2, 3, 4):
        yield from (">".join(order[i : i + length]) for i in range(len(order) - length + 1))
    actor = [i for i, word in enumerate(words) if word == "SELFX"]
    for i, found in enumerate(classes):
        near = min((i - at for at in actor), key=abs, default=None)
        denied = any("not" in classes[j] for j in range(max(0, i - _NEGATED), i))
        for name in found:
            if not name.islower():
                continue
            if near is not None and (where := _where(near)):
                yield f"{where} {name}"
            if denied:
                yield f"not {name}"


def _where(distance: int) -> str:
    if 0 < distance <= _NEAR:
        return "near"
    if 0 < distance <= _FARTHER:
        return "after"
    return "before" if -_BEFORE <= distance < 0 else ""


@cache
def ways_of(word: str) -> tuple[str, ...]:
    """The classes of a word in `stance_classes.toml`; a masked name is its own."""
    if word.isupper():
        return (word,)
    whole, begun = _classes()
    found = [*whole.get(word, ()), *(name for start, name in begun if word.startswith(start))]
    return tuple(dict.fromkeys(found))


@cache
def _classes() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    whole: dict[str, tuple[str, ...]] = {}
    begun = []
    for name, words in word_list("stance_classes", "en").items():
        for word in sorted(words):
            if word.endswith("*"):
                begun.append((word[:-1], name))
            else:
                whole[word] = (*whole.get(word, ()), name)
    return whole, tuple(begun)
