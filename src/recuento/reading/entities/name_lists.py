"""Lists of names, whatever the parse made of them: "the US, Chile and Italy", and what points back at one."""

from __future__ import annotations

from spacy.tokens import Token

from recuento.reading.gazetteer.lookup import Match
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse.units import Unit, unit_of

from .entity import Entity
from .lookup import EntityLookup

_WORDS = rule_words("name_lists")

_LISTED = frozenset({"country", "capital", "organisation", "part"})
_PARTING = _WORDS["parting"]
_LIST_JOINTS = _WORDS["list_joints"]


def listed_with(entities: EntityLookup, head: Token) -> list[Entity]:
    """States and organisations in one list with a token, whatever the parse made of it: "the US, Chile and Italy"."""
    unit = unit_of(head)
    matches = entities.mentions[id(unit)].matches
    at = next((k for k, m in enumerate(matches) if m.start <= head.i < m.end and m.entry.kind in _LISTED), None)
    if at is None:
        return []
    members = [matches[at]]
    for step in (-1, 1):
        k = at + step
        while 0 <= k < len(matches) and _stand_in_a_list(
            unit, *sorted((matches[k], members[-1 if step > 0 else 0]), key=_start)
        ):
            members.insert(len(members) if step > 0 else 0, matches[k])
            k += step
    # The last of a list may be no state: "the OAS, the US and members of the party".
    last = min(members[-1].end + 1, len(unit.doc))
    joined = any(unit.doc[i].lower_ in {"and", "or", "&"} for i in range(members[0].end, last))
    if len(members) < 2 or not (joined or unit.headline or len(members) > 2):
        return []
    return [s for m in members for s in entities.who(unit.doc[m.end - 1])]


def listed_after(entities: EntityLookup, head: Token) -> list[Entity]:
    """Those listed after somebody who is no state: "recognised by the commission, the OAS, the US and party members"."""
    doc, i = head.doc, head.i + 1
    if head.dep_ not in {"pobj", "nsubj"} or i >= head.sent.end or doc[i].text != ",":
        return []
    i += 1 + (i + 1 < head.sent.end and doc[i + 1].lower_ == "the")
    match = entities.mentions[id(unit_of(head))].match_at.get(i) if i < len(doc) else None
    if match is None or match.entry.kind not in _LISTED:
        return []
    after = match.end
    listed = listed_with(entities, doc[match.end - 1]) or entities.who(doc[match.end - 1])
    ends = doc[after].lower_ if after < len(doc) else ""
    return listed if len(listed) > 1 or ends == "and" else []


def last_list(entities: EntityLookup, token: Token) -> list[Entity]:
    """The states and organisations of the last list of names before a token, in its paragraph or the one before."""
    here = unit_of(token)
    for unit in reversed([u for u in entities.units if here.paragraph - 1 <= u.paragraph <= here.paragraph]):
        for match in reversed(entities.mentions[id(unit)].matches):
            if unit.starts[match.start] >= here.starts[token.i]:
                continue
            members = listed_with(entities, unit.doc[match.end - 1])
            if len(members) > 1:
                return list(dict.fromkeys(members))
    return []


def last_two_leaders(entities: EntityLookup, token: Token) -> list[Entity]:
    """The last two people before a token who speak for different states: "the two leaders"."""
    before = unit_of(token).starts[token.i]
    mentioned = ((max((s for s, _ in p.mentions if s < before), default=-1), p) for p in entities.people.all)
    recent = sorted((m for m in mentioned if m[0] >= 0 and m[1].speaks_for == "government"), key=lambda m: -m[0])[:2]
    people = [p for _, p in recent]
    return people if len({p.country for p in people}) == len(people) else []


def _stand_in_a_list(unit: Unit, first: Match, second: Match) -> bool:
    """Whether two names follow each other in a list, with nothing between but commas, "and" and articles."""
    between = [t for t in unit.doc[first.end : second.start] if not t.is_space]
    if first.entry.kind not in _LISTED or second.entry.kind not in _LISTED or not 0 < len(between) <= 6:
        return False
    if unit.doc[second.end - 1].dep_ in {"compound", "poss", "nmod", "amod"} and second.end < len(unit.doc):
        after = unit.doc[second.end]
        if after.text not in {",", ".", "and", "&", ";"}:  # "Chile and Peru's parliament"
            return False
    if unit.doc[first.end - 1].dep_ in {"compound", "poss"} and between[0].text not in {",", "and", "&", "or"}:
        return False
    return all(t.lower_ in _LIST_JOINTS for t in between) and any(t.lower_ in _PARTING for t in between)


def _start(match: Match) -> int:
    return match.start
