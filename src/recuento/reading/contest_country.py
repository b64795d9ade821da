"""The country whose election an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .gazetteer import Match
from .mentions import Mentions
from .parsing import Unit
from .vocabulary import word_list

_WINDOW = 4
"""Tokens either side of a country's name within which a word for the election counts."""
_AT_THE_ELECTION, _NEAR_THE_ELECTION, _AUTHORITY, _TOLD_OF = 80, 20, 60, 20


def contest_country(units: Sequence[Unit], mentions: Mapping[int, Mentions]) -> str | None:
    """The country named at the election itself, else the one most told of; None where no country is named.

    Most points go to a country that modifies a word for the election or has its authority named. A country that only
    acts or speaks, by itself, its capital or its officials, is one that reacts: the points for what is told of a
    country shrink with the share of its mentions that are such.
    """
    elections = word_list("syntax", "en")["elections"]
    score: Counter[str] = Counter()
    told: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for unit in units:
        doc = unit.doc
        for match in mentions[id(unit)].matches:
            entry = match.entry
            if entry.kind not in {"country", "demonym", "authority", "capital", "part"} or entry.code is None:
                continue
            if entry.kind == "authority" and entry.sort == "electoral":
                score[entry.code] += _AUTHORITY
            named[entry.code] += 1
            told[entry.code] += not _only_reacts(unit, mentions[id(unit)], match)
            window = doc[max(0, match.start - _WINDOW) : min(len(doc), match.end + _WINDOW)]
            if any(t.lemma_.lower() in elections for t in window):
                head = doc[match.end - 1].head
                close = head.lemma_.lower() in elections or head.head.lemma_.lower() in elections
                score[entry.code] += _AT_THE_ELECTION if close else _NEAR_THE_ELECTION
    for code, times in told.items():
        score[code] += _TOLD_OF * times * times // named[code]
    return max(named, key=lambda code: (score[code], named[code], code), default=None)


def _only_reacts(unit: Unit, mentions: Mentions, match: Match) -> bool:
    """Whether a country is named as one who acts: a subject or agent, a capital, or the state of an official."""
    head = unit.doc[match.end - 1]
    if match.entry.kind == "capital" or head.dep_ in {"nsubj", "nsubjpass", "conj"} or head.head.dep_ == "agent":
        return True
    after = (mentions.match_at.get(i) for i in range(match.end, match.end + 3))
    return any(m is not None and m.entry.kind in {"role", "seat"} for m in after)
