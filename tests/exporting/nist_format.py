"""What NIST SP 1500-100 version 2.0 asks of the classes that our report uses, as its published JSON schema has it.

For each class: the attributes it must have, those it may have, which are references and to what, and the words of each enumeration. The table was
written for this project from the schema of 2019 (usnistgov/ElectionResultsReporting, NIST_V2_election_results_reporting.json); attributes that a
report of counts never has (contact details, terms of office) are left out, so that the test is narrower than the schema and never wider.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TEXT, LIST, WHOLE = "text", "list", "whole"
MUST_BE: dict[str, set[str]] = {
    "ElectionReport": {
        "Format", "GeneratedDate", "Issuer", "IssuerAbbreviation", "SequenceEnd", "SequenceStart", "Status", "VendorApplicationId",
    },
    "Election": {"ElectionScopeId", "EndDate", "Name", "StartDate", "Type"},
    "CandidateContest": {"@id", "ElectionDistrictId", "Name", "VotesAllowed"},
    "CandidateSelection": {"@id"},
    "Candidate": {"@id", "BallotName"},
    "ReportingUnit": {"@id", "Type"},
    "VoteCounts": {"Count", "GpUnitId", "Type"},
    "BallotCounts": {"GpUnitId", "Type"},
    "ExternalIdentifier": {"Type", "Value"},
    "InternationalizedText": {"Text"},
    "LanguageString": {"Content", "Language"},
}  # fmt: skip
MAY_BE: dict[str, set[str]] = {
    "ElectionReport": {"Election", "ExternalIdentifier", "GpUnit", "IsTest", "Notes", "Party", "Person", "TestType"},
    "Election": {"BallotCounts", "Candidate", "Contest", "CountStatus", "ExternalIdentifier", "OtherType"},
    "CandidateContest": {
        "Abbreviation", "BallotTitle", "ContestSelection", "CountStatus", "ExternalIdentifier", "NumberElected", "NumberRunoff",
        "OtherCounts", "OtherVoteVariation", "SubUnitsReported", "TotalSubUnits", "VoteVariation",
    },
    "CandidateSelection": {"CandidateIds", "IsWriteIn", "SequenceOrder", "VoteCounts"},
    "Candidate": {"ExternalIdentifier", "PartyId", "PersonId", "PostElectionStatus", "PreElectionStatus"},
    "ReportingUnit": {
        "ComposingGpUnitIds", "CountStatus", "ExternalIdentifier", "Name", "Number", "OtherType", "SubUnitsReported",
        "TotalSubUnits", "VotersParticipated", "VotersRegistered",
    },
    "VoteCounts": {"OtherType", "Round"},
    "BallotCounts": {"BallotsCast", "BallotsOutstanding", "BallotsRejected", "OtherType", "Round"},
    "ExternalIdentifier": {"Label", "OtherType"},
    "InternationalizedText": {"Label"},
    "LanguageString": set(),
}  # fmt: skip
_COUNTED = {"absentee", "early", "election-day", "other", "provisional", "seats", "total", "write-in"}
WORDS: dict[tuple[str, str], set[str]] = {
    ("ElectionReport", "Format"): {"precinct-level", "summary-contest"},
    ("ElectionReport", "Status"): {
        "certified", "correction", "pre-election", "recount", "unofficial-complete", "unofficial-partial",
    },
    ("Election", "Type"): {"general", "other", "primary", "runoff", "special"},
    ("CandidateContest", "VoteVariation"): {"majority", "other", "plurality", "proportional", "super-majority"},
    ("ReportingUnit", "Type"): {"city", "country", "county", "municipality", "other", "polling-place", "precinct", "state", "ward"},
    ("VoteCounts", "Type"): _COUNTED,
    ("BallotCounts", "Type"): _COUNTED,
    ("ExternalIdentifier", "Type"): {"fips", "local-level", "national-level", "ocd-id", "other", "state-level"},
}  # fmt: skip
POINTS_AT: dict[str, str] = {
    "ElectionScopeId": "ReportingUnit",
    "ElectionDistrictId": "ReportingUnit",
    "GpUnitId": "ReportingUnit",
    "ComposingGpUnitIds": "ReportingUnit",
    "CandidateIds": "Candidate",
}
WHOLE_NUMBERS = {"SequenceStart", "SequenceEnd", "VotesAllowed", "VotersRegistered", "BallotsCast", "Count"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
DATES = re.compile(r"\d{4}-\d\d-\d\d")


def faults(report: dict[str, Any]) -> list[str]:
    """What the report breaks of the format; nothing where it is valid."""
    things = list(_things(report))
    named = {thing["@id"]: thing["@type"].partition(".")[2] for thing in things if "@id" in thing}
    found = [] if len(named) == sum("@id" in thing for thing in things) else ["an @id stands twice"]
    return [*found, *(fault for thing in things for fault in _faults_of(thing, named))]


def _things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _things(part)
    elif isinstance(value, list):
        for part in value:
            yield from _things(part)


def _faults_of(thing: dict[str, Any], named: dict[str, str]) -> Iterator[str]:
    prefix, _, kind = str(thing.get("@type")).partition(".")
    if prefix != "ElectionResults" or kind not in MUST_BE:
        yield f"{thing.get('@type')} is no class that a report of counts has"
        return
    yield from (f"{kind} has no {key}" for key in MUST_BE[kind] - thing.keys())
    yield from (f"{kind} has {key}" for key in thing.keys() - MUST_BE[kind] - MAY_BE[kind] - {"@type"})
    for key, value in thing.items():
        if (kind, key) in WORDS and value not in WORDS[kind, key]:
            yield f"{kind}.{key} is {value}"
        if value == "other" and f"Other{key}" not in thing:
            yield f"{kind}.{key} is other, and which is not said"
        if key in WHOLE_NUMBERS and type(value) is not int:
            yield f"{kind}.{key} is no whole number"
        if key == "GeneratedDate" and not INSTANT.fullmatch(value):
            yield f"{value} is no instant with its offset"
        if key in {"StartDate", "EndDate"} and not DATES.fullmatch(value):
            yield f"{value} is no date"
        for target in (value if isinstance(value, list) else [value]) if key in POINTS_AT else ():
            if named.get(target) != POINTS_AT[key]:
                yield f"{kind}.{key} points at {target}, which is no {POINTS_AT[key]}"
