"""When two records, one of the gold and one that was read, are the same: names, words, pairs and figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from recuento.records.names import plain_letters
from recuento.records.said import Actor
from recuento.records.text import Span

G = TypeVar("G")
P = TypeVar("P")

SMALL_WORDS = re.compile(r"the|of|and|an?|del?|la|el|l[ao]s|d[ao]s?|e|y|jr|sr|mr|mrs|ms|dr")
"""Words that tell no two names apart."""

COMMON_HEADS = re.compile(
    "commission|council|court|tribunal|ministry|minister|department|governments?|party|opposition|union|authority"
    "|mission|office|observers|president|cent(er|re)|elections?|electoral|national"
)
"""Last words that many bodies share: one of these alone makes no two names the same."""

CODE = re.compile(r"[A-Z][A-Z0-9-]+")


def folded(text: str) -> str:
    """The text in lower case, without accents or punctuation, words parted by one space."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"['’]s\b|['’.]", "", plain_letters(text))).split())


def name_words(name: str) -> list[str]:
    """The words of a name that tell it from others."""
    return [w for w in folded(name).split() if not SMALL_WORDS.fullmatch(w)]


def same_name(a: str, b: str) -> bool:
    """Whether two names may be one actor's: the last word of either is in the other ("Maduro", "Nicolás Maduro Moros").

    Where that word is one that many bodies share ("commission"), another word must be shared too if both have others.
    """
    x, y = name_words(a), name_words(b)
    if not x or not y:
        return False
    shared = set(x) & set(y)
    if not (x[-1] in shared or y[-1] in shared):
        return False
    telling_x, telling_y = ({w for w in words if not COMMON_HEADS.fullmatch(w)} for words in (x, y))
    return bool(telling_x & telling_y) or not (telling_x and telling_y)


def same_actor(term: str, actor: Actor | None) -> bool:
    """Whether an actor is the one a gold term means: a name, a code, alternatives parted by "|", or "" for nobody.

    "insider|" is somebody without a name: the description or nobody is right.
    """
    options = term.split("|")
    if actor is None:
        return "" in options
    return any(
        (CODE.fullmatch(option) is not None and actor.country == option) or same_name(option, actor.name)
        for option in options
    )


def token_f1(a: str, b: str) -> float:
    """How many words two stretches share: the harmonic mean of both shares, as in reading comprehension scores."""
    x, y = Counter(folded(a).split()), Counter(folded(b).split())
    shared = sum((x & y).values())
    return 2 * shared / (sum(x.values()) + sum(y.values())) if shared else 0.0


def touches(a: Span, b: Span) -> bool:
    """Whether two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


@dataclass
class Pairing(Generic[G, P]):
    """Which gold record goes with which read record, and what is left over on either side."""

    pairs: list[tuple[G, P]]
    missed: list[G]
    left: list[P]


def pair(
    golds: Sequence[G], preds: Sequence[P], alike: Callable[[G, P], float], optional: Callable[[G], bool]
) -> Pairing[G, P]:
    """Pair one to one, the most alike first; a firm gold record is served before any optional one.

    `alike` gives 0 for "not the same" and more the more alike two records are. Order in the text breaks ties.
    """
    scored = [
        (optional(g), -score, i, j)
        for i, g in enumerate(golds)
        for j, p in enumerate(preds)
        if (score := alike(g, p)) > 0
    ]
    taken_golds: dict[int, int] = {}
    taken_preds: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken_golds and j not in taken_preds:
            taken_golds[i] = j
            taken_preds.add(j)
    return Pairing(
        pairs=[(golds[i], preds[j]) for i, j in sorted(taken_golds.items())],
        missed=[g for i, g in enumerate(golds) if i not in taken_golds],
        left=[p for j, p in enumerate(preds) if j not in taken_preds],
    )
