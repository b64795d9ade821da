"""The country whose election an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .mentions import Mentions
from .parsing import Unit
from .vocabulary import word_list

_WINDOW = 4
"""Tokens either side of a country's name within which a word for the election counts."""


def contest_country(units: Sequence[Unit], mentions: Mapping[int, Mentions]) -> str | None:
    """The country named at the election itself, else the one named most; None where no country is named.

    A point for each mention, four more where it modifies a word for the election, three for an electoral authority.
    """
    elections = word_list("syntax", "en")["elections"]
    score: Counter[str] = Counter()
    for unit in units:
        doc = unit.doc
        for match in mentions[id(unit)].matches:
            entry = match.entry
            if entry.kind not in {"country", "demonym", "authority", "capital", "part"} or entry.code is None:
                continue
            score[entry.code] += 4 if entry.kind == "authority" and entry.sort == "electoral" else 1
            window = doc[max(0, match.start - _WINDOW) : min(len(doc), match.end + _WINDOW)]
            if any(t.lemma_.lower() in elections for t in window):
                head = doc[match.end - 1].head
                close = head.lemma_.lower() in elections or head.head.lemma_.lower() in elections
                score[entry.code] += 4 if close else 1
    return max(score, key=lambda code: (score[code], code), default=None)
