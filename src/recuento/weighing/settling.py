"""Which and how many more sheets would settle who won, where that is open.

A demand of the claim (`demand.py`) has a least and a greatest sum over all completions. A sheet that comes in takes its
roll m from what is missing. At best for the claim it adds the largest weight times m and takes away what it might have cost;
at best against it the other way round: either way the gap between least and greatest closes by

    (largest weight, or 0) - (smallest weight, or 0)    for each voter on the sheet's roll

so sheets with a roll of S in all can settle the demand only if

    S ≥ (what must be certain - least sum) / this        to be met for certain, or
    S ≥ (greatest sum - what must be reached + 1) / this  to be ruled out

and the fewest sheets that hold S are the largest ones. With fewer nothing is settled, whatever they say; with these it may
be. Where the missing units are listed with their rolls they are named; else they are counted by the largest roll a unit has.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import polars as pl

from recuento.records.counted import REGION_JOINT
from recuento.records.messages import Message, sentences
from recuento.records.verdict import MissingRegion, MissingUnit, Settling

from .demand import Demand, reach
from .evidence import Evidence
from .missing_rolls import listed_units
from .question import Question, Way, won
from .rules import always_met, out_of_reach
from .scope import all_units

NAMED = 50
"""Units that are named at most; they are counted all the same."""


def settling_of(evidence: Evidence, candidate: str | None) -> Settling | None:
    """The fewest sheets that could settle whether the candidate won; None where that is settled, or cannot be computed."""
    contest = evidence.case.contest
    if candidate not in evidence.candidates or not evidence.missing_roll or evidence.open.any:
        return None
    if contest.spread is not None or contest.turnout_needed is not None:
        return None  # not the votes alone decide
    question = won(evidence, candidate, all_units(evidence))
    voters = _voters(question, evidence)
    if voters is None or voters > evidence.missing_roll:
        return None
    rolls = _rolls(evidence)
    units = _fewest([roll for _, _, roll in rolls], voters) if rolls is not None else _by_the_largest(evidence, voters)
    says = Message("settling.voters", claim=question.words, voters=voters, roll=evidence.missing_roll)
    fewest = Message("settling.sheets" if rolls is not None else "settling.sheets_at_least", sheets=units or 0)
    return Settling(
        candidate=candidate,
        voters=voters,
        sheets=units,
        units=tuple(MissingUnit(unit=u, region=r, registered=n) for u, r, n in (rolls or [])[: min(units or 0, NAMED)]),
        regions=_regions(evidence),
        says=sentences(says, fewest, Message("settling.may")) if units is not None else says,
    )


def _voters(question: Question, evidence: Evidence) -> int | None:
    """The least roll of further sheets with which the question could be settled; None where it is settled already."""
    if any(all(always_met(d, question, evidence) for d in way) for way in question.ways):
        return None
    if all(any(out_of_reach(d, question, evidence) for d in way) for way in question.ways):
        return None
    true = [v for way in question.ways if (v := _to_hold(way, question, evidence)) is not None]
    false = [_to_fail(way, question, evidence) for way in question.ways]
    ruled_out = max((v for v in false if v is not None), default=None) if None not in false else None
    return min((v for v in (min(true, default=None), ruled_out) if v is not None), default=None)


def _to_hold(way: Way, question: Question, evidence: Evidence) -> int | None:
    """The roll with which every demand of a way can become certain, each by itself: all together may need more."""
    needed = []
    for demand in way:
        low, closes = reach(evidence, demand.weights, question.scope).low, _closes(demand)
        if low is None or demand.certain is None or not closes:
            return None
        needed.append(max(0, ceil(Fraction(demand.certain - low, closes))))
    return max(needed, default=0)


def _to_fail(way: Way, question: Question, evidence: Evidence) -> int | None:
    """The roll with which some demand of a way can be ruled out; 0 where one is."""
    needed = []
    for demand in way:
        high, closes = reach(evidence, demand.weights, question.scope).high, _closes(demand)
        if demand.least is not None and high is not None and closes:
            needed.append(max(0, ceil(Fraction(high - demand.least + 1, closes))))
    return min(needed, default=None)


def _closes(demand: Demand) -> int:
    """By how much one voter on a sheet that comes in can close the gap between a demand's least and greatest sum."""
    return max(0, *demand.weights) - min(0, *demand.weights)


def _rolls(evidence: Evidence) -> list[tuple[str, tuple[str, ...], int]] | None:
    """The missing units with their rolls, the largest first; None where they are not listed with them."""
    units = listed_units(evidence)
    if units is None:
        return None
    rows = units.sort(["registered", "unit"], descending=[True, False])
    return [(u, tuple(r.split(REGION_JOINT)) if r else (), int(n)) for u, r, n in rows.iter_rows()]


def _fewest(rolls: Sequence[int], voters: int) -> int | None:
    """How many of the largest hold so many voters."""
    held = 0
    for i, roll in enumerate(rolls):
        if held >= voters:
            return i
        held += roll
    return len(rolls) if held >= voters else None


def _by_the_largest(evidence: Evidence, voters: int) -> int | None:
    most = evidence.case.contest.unit_roll_max
    return -(-voters // most) if most else None


def _regions(evidence: Evidence) -> tuple[MissingRegion, ...]:
    """The missing units by their largest region, the one with most voters first; none where they are not listed."""
    if evidence.absent is None or not evidence.absent.height:
        return ()
    by_region = (
        evidence.absent.select(
            pl.col("region").cast(pl.String).str.split(REGION_JOINT).list.first().fill_null("").alias("name"),
            "registered",
        )
        .group_by("name")
        .agg(pl.len().alias("units"), pl.col("registered").sum(), pl.col("registered").null_count().alias("unknown"))
        .sort(["registered", "name"], descending=[True, False])
    )
    return tuple(
        MissingRegion(region=row["name"], units=row["units"], registered=None if row["unknown"] else row["registered"])
        for row in by_region.iter_rows(named=True)
    )
