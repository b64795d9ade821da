"""How alike two texts are, word for word: shingles, their exact shares, and which pairs are worth measuring.

A shingle is a run of five words. After Broder ("On the resemblance and containment of documents", 1997) the
*resemblance* of two texts is the share of all their shingles that both have, and the *containment* of one in another
is the share of its own shingles that the other has too. Words are compared without case, accents and punctuation, so
that typography makes no difference.

Measuring every pair of many texts would take too long. MinHash signatures of the shingle sets, cut into bands, say
which pairs may be alike (the datasketch library; seed and bands are fixed, so the same two texts always meet or never
do). They only nominate: every share that is acted on is counted from the shingles themselves, and no verdict rests on
an estimate or on a collision of hashes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .gazetteer.lookup import fold

SHINGLE_WORDS = 5

# 128 bands of two values each: texts with a resemblance of 0.25 meet with a chance of 99.97%, of 0.2 with 99.5%, of
# 0.05 (two stories on one election) with 27%; what meets in vain costs one exact comparison.
SEED, BANDS, BAND_VALUES = 1, 128, 2

_WORD = re.compile(r"[^\W_]+")
# Soft hyphens, joiners and marks of direction, which no reader sees.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

Shingles = frozenset[str]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text for comparing: without case, accents, punctuation and characters that nobody sees."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return tuple(fold(word) for word in _WORD.findall(text))


def shingles_of(words: Sequence[str]) -> Shingles:
    """Every run of `SHINGLE_WORDS` words; of a shorter text the whole, of an empty one nothing."""
    if len(words) < SHINGLE_WORDS:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def resemblance(one: Shingles, other: Shingles) -> float:
    """Which share, 0 to 1, of the shingles of either both have; 0 where there are none."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def containment(inner: Shingles, outer: Shingles) -> float:
    """Which share, 0 to 1, of the inner text's shingles the outer one has; 0 where there are none."""
    return len(inner & outer) / len(inner) if inner else 0.0


def near_pairs(texts: Sequence[Shingles]) -> list[list[int]]:
    """For each text the places of those before it that may be alike, in order."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # the library ships no types

    index = MinHashLSH(num_perm=BANDS * BAND_VALUES, params=(BANDS, BAND_VALUES))
    near: list[list[int]] = []
    for place, shingles in enumerate(texts):
        signature = MinHash(num_perm=BANDS * BAND_VALUES, seed=SEED)
        signature.update_batch([s.encode("utf-8", "surrogatepass") for s in shingles])
        near.append(sorted(index.query(signature)) if shingles else [])
        if shingles:
            index.insert(place, signature, check_duplication=False)
    return near
