"""Whether somebody was first in every region, over all completions of the missing sheets.

| rule                                | verdict      | applies when                                                              |
|-------------------------------------|--------------|---------------------------------------------------------------------------|
| a_region_went_to_another            | impossible   | so many regions are told as the sheets have, and in one of them a rival   |
|                                     |              | stays ahead if all of its missing voters voted for the candidate          |
| every_region_is_the_candidates      | confirmed    | so many are told as the sheets have, and in each the candidate stays      |
|                                     |              | ahead if all of its missing voters voted for one rival                    |
| the_regions_leave_it_open           | undetermined | otherwise                                                                 |

In a region r, over each rival:  least lead = least (own - rival) on its sheets - missing(r),  greatest lead = greatest (own - rival) + missing(r).
The missing voters of a region are those of the case's rolls or its list of units, and anybody's where these do not tell.

"Every state" leaves open which parts are meant and whether votes from abroad are one: only a number of parts that is the number of
regions in the sheets at some depth, none of them without a sheet unawares, lets counts settle it; else it is told in how many the
candidate is ahead, and no verdict given.
"""

from __future__ import annotations

from dataclasses import dataclass

from recuento.records.counted import REGION_JOINT
from recuento.records.messages import Message, sentences
from recuento.records.verdict import Fact, VerdictKind

from .evidence import Evidence
from .missing_rolls import missing_down_to
from .rules import Finding
from .sentences import published

_SHOWN = 3
"""So many regions are named in a sentence; the others are counted."""


@dataclass(frozen=True)
class RegionLead:
    """A region's least and greatest lead of the candidate over whoever is closest; None where nothing limits it.

    `over` is the rival who does best against the candidate there.
    """

    region: str
    least: int | None
    most: int | None
    over: str | None

    @property
    def is_won(self) -> bool:
        """Whether the candidate is first in every completion."""
        return self.least is not None and self.least > 0

    @property
    def is_lost(self) -> bool:
        """Whether somebody else is ahead in every completion."""
        return self.most is not None and self.most < 0


def region_leads(evidence: Evidence, candidate: str, level: int) -> tuple[RegionLead, ...] | None:
    """The leads in each region down to a level; None where the region of some sheet is not known."""
    names, at = evidence.regions(level)
    if "" in names or not names:
        return None
    there = missing_down_to(evidence, level)
    own = evidence.candidates.index(candidate)
    rivals = [i for i in range(len(evidence.candidates)) if i != own]
    # Whoever has no column may be one person: that makes a lead less certain, and none lost.
    against = [*rivals, *([] if evidence.nobody_else else [evidence.width - 1])]

    def lead(one: int, other: int) -> list[int] | None:
        """The greatest lead of one over another in each region."""
        weights = [(i == one) - (i == other) for i in range(evidence.width)]
        return evidence.most_by_region(weights, at, len(names))

    highest = {rival: lead(own, rival) for rival in rivals}
    lowest = {rival: lead(rival, own) for rival in against}
    leads = []
    for name in sorted({*names, *(there or ())}):
        missing = evidence.missing_roll if there is None else there.get(name, 0)
        here = names.index(name) if name in names else None
        least = [None if low is None or missing is None else -_at(low, here) - missing for low in lowest.values()]
        most = [
            (_at(high, here) + missing, evidence.candidates[r])
            for r, high in highest.items()
            if high is not None and missing is not None
        ]
        known = [lead for lead in least if lead is not None]
        closest = min(most, default=None)
        leads.append(
            RegionLead(
                region=name.replace(REGION_JOINT, ", "),
                least=min(known) if known and len(known) == len(least) else None,
                most=closest[0] if closest else None,
                over=closest[1] if closest else None,
            )
        )
    return tuple(leads)


def _at(sums: list[int], region: int | None) -> int:
    """A region's sum; 0 where it has no sheet."""
    return 0 if region is None else sums[region]


def first_in_every_region(evidence: Evidence, candidate: str, told: int | None, claim: Message) -> Finding:
    """The finding on "first in every region"; `told` is how many parts the claim names, None where it does not."""
    leads = region_leads(evidence, candidate, _depth(evidence, told) or 1)
    if leads is None:
        says = Message("regions.unknown", claim=claim, sheets=published(evidence))
        return Finding(VerdictKind.UNDETERMINED, says, (), OPEN)
    lost, won = [lead for lead in leads if lead.is_lost], [lead for lead in leads if lead.is_won]
    facts = tuple(_fact(evidence, candidate, r) for r in (lost or [r for r in leads if not r.is_won])[:_SHOWN])

    def said(how: str) -> Message:
        named = Message(
            "regions.named" if len(lost) <= _SHOWN else "regions.and_more",
            regions=tuple(r.region for r in lost[:_SHOWN]),
            more=len(lost) - _SHOWN,
        )
        return Message(
            f"regions.{how}",
            claim=claim,
            sheets=published(evidence),
            name=evidence.name(candidate),
            won=len(won),
            lost=len(lost),
            regions=len(leads),
            told=told or 0,
            which=named,
        )

    unsaid = _why_it_is_not_known_which(evidence, told, len(leads))
    if unsaid is not None:
        return Finding(VerdictKind.UNDETERMINED, said(unsaid + ("_lost" if lost else "")), facts, OPEN)
    if lost:
        caution = evidence.caution if evidence.missing_roll else ""
        ruled_out = sentences(said("lost"), caution)
        return Finding(VerdictKind.IMPOSSIBLE, ruled_out, facts, "a_region_went_to_another")
    if len(won) == len(leads):
        return Finding(VerdictKind.CONFIRMED, said("won"), facts, "every_region_is_the_candidates")
    return Finding(VerdictKind.UNDETERMINED, said("open"), facts, OPEN)


def _why_it_is_not_known_which(evidence: Evidence, told: int | None, regions: int) -> str | None:
    """Why the regions of the sheets may not be those that are meant; None where they are."""
    if told is None:
        return "which_unsaid"
    if told != regions:
        return "other_number"
    # One region may have no sheet at hand, and one of these, abroad say, may not be meant.
    all_known = evidence.missing_units == 0 or missing_down_to(evidence, 1) is not None
    return None if all_known else "not_all_at_hand"


OPEN = "the_regions_leave_it_open"


def _depth(evidence: Evidence, told: int | None) -> int | None:
    """The depth at which the sheets have as many regions as are told; None where there is none."""
    paths = evidence.region.cast(str).unique().to_list() if told is not None else []
    deepest = max((len(p.split(REGION_JOINT)) for p in paths if p), default=0)
    for level in range(1, deepest + 1):
        names, _ = evidence.regions(level)
        there = missing_down_to(evidence, level) or {}
        if "" not in names and len({*names, *there}) == told:
            return level
    return None


def _fact(evidence: Evidence, candidate: str, lead: RegionLead) -> Fact:
    """How far the candidate can lead in a region, and how to redo that."""
    name = evidence.name(candidate)
    rival = Message("unnamed_second") if lead.over is None else evidence.name(lead.over)
    return Fact(
        fact=Message("regions.fact", name=name, rival=rival, region=lead.region),
        value=lead.most if lead.is_lost or lead.least is None else lead.least,
        how=Message(
            "regions.how_most" if lead.is_lost or lead.least is None else "regions.how_least",
            name=name,
            region=lead.region,
        ),
        rows=evidence.rows,
        changes=True,
    )
