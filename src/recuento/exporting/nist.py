"""The counted sheets as an election report in the common data format of NIST SP 1500-100, version 2.0 (2019), in JSON.

A reporting unit a sheet, within its regions; a candidate contest with the counts of each candidate that the sheet states. What a sheet does
not state has no count in the report: the format has none for unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from recuento.records.contest import Case
from recuento.records.counted import REGION_JOINT, Sheets

_PREFIX = "ElectionResults."
_VARIATIONS = {"plurality": "plurality", "majority": "majority"}
_SCOPE = "whole"


def election_report(case: Case, sheets: Sheets, generated: dt.datetime) -> dict[str, Any]:
    """The report of the counted rows; `generated`: when it is made, an instant with its offset."""
    rows = list(sheets.frame.iter_rows(named=True))
    regions: dict[tuple[str, ...], str] = {(): _SCOPE}
    parts: dict[tuple[str, ...], list[str]] = {(): []}
    units: list[dict[str, Any]] = []
    for i, row in enumerate(rows, start=1):
        path = tuple(str(row["region"] or "").split(REGION_JOINT)) if row["region"] else ()
        for depth in range(1, len(path) + 1):
            if path[:depth] not in regions:
                regions[path[:depth]] = f"region-{len(regions)}"
                parts[path[:depth]] = []
                parts[path[: depth - 1]].append(regions[path[:depth]])
        parts[path].append(f"unit-{i}")
        units.append(_unit(f"unit-{i}", str(row["unit"]), row["registered"]))
    whole = case.contest.units is not None and len(rows) == case.contest.units
    return {
        "@type": f"{_PREFIX}ElectionReport",
        "Format": "precinct-level",
        "GeneratedDate": generated.isoformat(timespec="seconds"),
        "Issuer": "; ".join(dict.fromkeys(s.published_by for s in case.sheets)) or "unknown",
        "IssuerAbbreviation": "unknown",
        "SequenceStart": 1,
        "SequenceEnd": 1,
        "Status": "unofficial-complete" if whole else "unofficial-partial",
        "VendorApplicationId": "recuento",
        "GpUnit": [*_regions(case, regions, parts), *units],
        "Election": [_election(case, sheets, rows)],
    }


def _regions(
    case: Case, regions: dict[tuple[str, ...], str], parts: dict[tuple[str, ...], list[str]]
) -> Iterator[dict[str, Any]]:
    for path, name in regions.items():
        yield {
            "@type": f"{_PREFIX}ReportingUnit",
            "@id": name,
            "Type": "other",
            "OtherType": "region" if path else "whole contest",
            "Name": _text(path[-1] if path else case.contest.country),
            "ComposingGpUnitIds": parts[path],
        }


def _unit(name: str, unit: str, registered: int | None) -> dict[str, Any]:
    told = {
        "@type": f"{_PREFIX}ReportingUnit",
        "@id": name,
        "Type": "precinct",
        "Name": _text(unit),
        "ExternalIdentifier": [
            {"@type": f"{_PREFIX}ExternalIdentifier", "Type": "other", "OtherType": "unit", "Value": unit}
        ],
    }
    return told if registered is None else {**told, "VotersRegistered": int(registered)}


def _election(case: Case, sheets: Sheets, rows: list[dict[str, Any]]) -> dict[str, Any]:
    contest = case.contest
    names = {c.id: c.name for c in case.candidates}
    told: dict[str, Any] = {
        "@type": f"{_PREFIX}Election",
        "Name": _text(contest.name),
        "StartDate": contest.date.isoformat(),
        "EndDate": contest.date.isoformat(),
        "Type": "other",
        "OtherType": "unstated",
        "ElectionScopeId": _SCOPE,
        "Candidate": [
            {"@type": f"{_PREFIX}Candidate", "@id": f"candidate-{c}", "BallotName": _text(names.get(c, c))}
            for c in sheets.candidates
        ],
        "Contest": [
            {
                "@type": f"{_PREFIX}CandidateContest",
                "@id": "contest-1",
                "Name": contest.name,
                "ElectionDistrictId": _SCOPE,
                "VotesAllowed": 1,
                **_variation(contest.rule),
                "ContestSelection": [
                    {
                        "@type": f"{_PREFIX}CandidateSelection",
                        "@id": f"selection-{c}",
                        "CandidateIds": [f"candidate-{c}"],
                        "VoteCounts": list(_counts(rows, f"votes:{c}", "VoteCounts", "Count")),
                    }
                    for c in sheets.candidates
                ],
            }
        ],
    }
    ballots = list(_counts(rows, "ballots", "BallotCounts", "BallotsCast"))
    return told | ({"BallotCounts": ballots} if ballots else {})


def _variation(rule: str) -> dict[str, str]:
    known = _VARIATIONS.get(rule)
    return {"VoteVariation": known} if known else {"VoteVariation": "other", "OtherVoteVariation": rule}


def _counts(rows: list[dict[str, Any]], column: str, kind: str, figure: str) -> Iterator[dict[str, Any]]:
    for i, row in enumerate(rows, start=1):
        if row[column] is not None:
            yield {"@type": f"{_PREFIX}{kind}", "GpUnitId": f"unit-{i}", "Type": "total", figure: int(row[column])}


def _text(content: str) -> dict[str, Any]:
    return {
        "@type": f"{_PREFIX}InternationalizedText",
        "Text": [{"@type": f"{_PREFIX}LanguageString", "Content": content, "Language": "und"}],
    }
