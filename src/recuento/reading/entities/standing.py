"""The country and the standing of those whom readers know without a title: "Putin congratulated ..."."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recuento.reading.gazetteer.codes import is_organisation
from recuento.reading.gazetteer.leaders import Moment, leader
from recuento.reading.parse.units import Unit

from .entity import Entity
from .mentions import Mentions
from .people import People

_HIGH = frozenset({"head of state", "head of government", "deputy head", "foreign minister", "minister", "official"})
"""Offices under which a name that many bear is a leader's all the same: "Vice President Harris"."""


_LEADS = frozenset({"head", "lead", "chair"})
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
        if body and not governs:
            continue
        if governs or someone.country is None:
            someone.country = known.code
        if someone.role is None and someone.speaks_for in {"none", "party"}:
            surely = when is None or known.governs(Moment(when.year, exact=True))
            if governs and (surely or known.code != contest):
                someone.speaks_for = "organisation" if body else "government"
            someone.former = known.governed(when)


def give_missions(people: People, units: Sequence[Unit], mentions: Mapping[int, Mentions]) -> None:
    """Let whoever is said to head an observer mission speak for it: "a former president who heads the AU mission"."""
    for unit in units:
        found = mentions[id(unit)]
        for mission in (m for m in found.matches if m.entry.observer and m.entry.code is not None):
            verb = unit.doc[mission.end - 1].head
            if (
                verb.lemma_.lower() not in _LEADS
                or verb.i > mission.start
                or verb.dep_ not in {"relcl", "acl", "ROOT", "advcl"}
            ):
                continue
            names = (people.within(unit, i) for i in range(verb.i - 1, max(-1, verb.i - _FARTHEST_MISSION), -1))
            head = next((someone for someone in names if someone is not None), None)
            if head is not None:
                head.country, head.speaks_for, head.former = mission.entry.code, "organisation", False
