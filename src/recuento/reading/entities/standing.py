"""The country and the standing of those whom readers know without a title: "Putin congratulated ..."."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from recuento.reading.gazetteer.codes import is_organisation
from recuento.reading.gazetteer.leaders import Moment, leader
from recuento.reading.lexicon.vocabulary import rule_words
from recuento.reading.parse.units import Unit

from .entity import Entity
from .mentions import Mentions
from .people import People

_WORDS = rule_words("standing")

_HIGH = frozenset({"head of state", "head of government", "deputy head", "foreign minister", "minister", "official"})
"""Offices under which a name that many bear is a leader's all the same: "Vice President Harris"."""


_LEADS = _WORDS["leads"]
_FARTHEST_MISSION = 12
"""Tokens after a name within which the mission that its bearer heads is named."""


def recognise(people: Iterable[Entity], when: Moment | None, contest: str | None) -> None:
    """Give each leader their country and, while they govern and the article gives no office, the standing to speak.

    Who governs when the article is written is of the country that they govern, whatever the words around suggest. In the
    contest's own country who governs may be the very question: there a year that the article names counts as its own.
    """
    for someone in people:
        known = leader(someone.words, when, titled=someone.office in _HIGH and not someone.former)
        if known is None:
            continue
        governs = known.governs(when)
        body = is_organisation(known.code)
        over = when is None and all(last is not None for _, last in known.terms)
        if body and (not governs or someone.speaks_for == "party" or (over and someone.role is None)):
            continue  # whoever once headed an organisation may stand for president at home since
        if governs or someone.country is None:
            someone.country = known.code
        if someone.role is None and someone.speaks_for in {"none", "party"}:
            surely = when is None or known.governs(Moment(when.year, exact=True))
            if governs and (surely or known.code != contest):
                someone.speaks_for = "organisation" if body else "government"
            someone.former = known.governed(when)


def give_missions(people: People, units: Sequence[Unit], mentions: Mapping[int, Mentions]) -> None:
    """Let whoever heads an observer mission, or is of a body of observers, speak for it.

    "A former president who heads the AU mission", "the head of the EU mission, Ana Ruiz", "Ana Ruiz of the Carter Center".
    """
    for unit in units:
        found = mentions[id(unit)]
        for mission in (m for m in found.matches if m.entry.observer and m.entry.code is not None):
            named = _whole_name(unit.doc[mission.end - 1])
            head = _who_leads(people, unit, named, mission.start) or _whose_office(people, unit, named)
            head = head or _who_is_of(people, unit, named)
            if head is not None and (head.country in {None, mission.entry.code} or head.speaks_for == "none"):
                head.country, head.speaks_for, head.former = mission.entry.code, "organisation", False


_MISSIONS = _WORDS["missions"]
_OFFICES = _WORDS["offices"]


def _whole_name(last: Token) -> Token:
    """The head of the phrase that names a mission: "mission" in "the African Union observer mission"."""
    while last.dep_ in {"compound", "amod", "nmod", "poss"} and last.head.lemma_.lower() in _MISSIONS:
        last = last.head
    return last


def _who_leads(people: People, unit: Unit, named: Token, start: int) -> Entity | None:
    """As in "Ana Ruiz, who heads the mission"."""
    verb = named.head
    if verb.lemma_.lower() not in _LEADS or verb.i > start or verb.dep_ not in {"relcl", "acl", "ROOT", "advcl"}:
        return None
    names = (people.within(unit, i) for i in range(verb.i - 1, max(-1, verb.i - _FARTHEST_MISSION), -1))
    return next((someone for someone in names if someone is not None), None)


def _whose_office(people: People, unit: Unit, named: Token) -> Entity | None:
    """As in "the head of the mission, Ana Ruiz," and "Ana Ruiz, head of the mission"."""
    office = named.head.head if named.dep_ == "pobj" and named.head.lower_ == "of" else None
    if office is None or office.lemma_.lower() not in _OFFICES:
        return None
    if any(t.lower_ in _WORDS["no_longer"] for t in office.lefts):
        return None
    after = unit.doc[named.i + 1 : named.i + 4]
    if len(after) > 1 and after[0].text == "," and (someone := people.within(unit, after[1].i)) is not None:
        return someone
    before = office.left_edge.i - 1
    if before > 0 and unit.doc[before].text == ",":
        return people.within(unit, before - 1)
    return None


def _who_is_of(people: People, unit: Unit, named: Token) -> Entity | None:
    """As in "Ana Ruiz of the Carter Center": right behind the name, with the article between at most."""
    of = named.head if named.dep_ == "pobj" and named.head.lower_ in {"of", "from"} else None
    if of is None or of.i == 0 or named.left_edge.i != of.i + 1:
        return None
    return people.within(unit, of.i - 1)
