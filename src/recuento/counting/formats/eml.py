"""Election results in EML (Election Markup Language, OASIS, message 510), as the Netherlands publish them (EML_NL).

The table has a row a reporting unit (a polling station; where a file has none, a row for the whole): `unit` (its identifier), `name`, `Cast`,
`TotalCounted`, a column for each kind of `RejectedVotes` and `UncountedVotes` ("RejectedVotes / blanco"), and a column for each
list, called by its identifier and by its registered name, and for each candidate of a list: "LIST / CANDIDATE".

Source: OASIS Election Markup Language 7.0 (2009), schema 510-count; Kiesraad, EML_NL standard 1.0. In EML_NL `Cast` is the number
of voters on the roll, `TotalCounted` that of valid votes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from recuento.errors import SheetError

from .archives import Member
from .opening import Opening, no_such_contest
from .table import Table, tidy_name
from .xml_tree import many

NAMESPACE = "urn:oasis:names:tc:evs:schema:eml"
_WHOLE = "whole"

Node = dict[str, Any]


def is_count(name: str, namespace: str, tree: Node) -> bool:
    """Whether a document is a count in EML."""
    return name == "EML" and namespace == NAMESPACE and "Count" in tree


def contests_of(tree: Node) -> list[str]:
    """The identifiers of the contests of a count, in its order."""
    return [_id(c.get("ContestIdentifier")) for c in _contests(tree)]


def read_count(tree: Node, member: Member, opening: Opening) -> Table:
    """The table of one contest of a count."""
    contest = _contest(tree, member, opening)
    units = many(contest, "ReportingUnitVotes")
    rows = [dict(_cells(unit)) for unit in units] or [
        {"unit": _WHOLE, "name": _WHOLE} | dict(_figures(total)) for total in many(contest, "TotalVotes")
    ]
    if not rows:
        raise SheetError("the contest has no votes", where=member.where, mend="name another contest")
    names = list(dict.fromkeys(name for row in rows for name in row))
    header = tuple(map(tidy_name, names))
    kept = {str(i): [row.get(names[i]) for row in rows] for i, name in enumerate(header) if opening.keeps(name)}
    lines = pl.int_range(2, len(rows) + 2, dtype=pl.Int64, eager=True).alias("row")
    return Table(opening.path, header, pl.DataFrame(kept, schema=dict.fromkeys(kept, pl.String)), lines)


def _contest(tree: Node, member: Member, opening: Opening) -> Node:
    """The contest that the recipe names by its identifier, or the only one."""
    found, ids = _contests(tree), contests_of(tree)
    if opening.contest is None and len(found) == 1:
        return found[0]
    for contest, name in zip(found, ids, strict=True):
        if opening.contest is not None and name == tidy_name(opening.contest):
            return contest
    raise no_such_contest(opening, ids, member.where)


def _contests(tree: Node) -> list[Node]:
    return [
        contest
        for election in many(tree.get("Count", {}), "Election")
        for held in many(election, "Contests")
        for contest in many(held, "Contest")
    ]


def _cells(unit: Node) -> Iterator[tuple[str, str]]:
    about = unit.get("ReportingUnitIdentifier")
    yield "unit", _id(about)
    yield "name", _text(about)
    yield from _figures(unit)


def _figures(votes: Node) -> Iterator[tuple[str, str]]:
    """The figures of a unit: the general ones, those by reason, then each list and its candidates."""
    for name in ("Cast", "TotalCounted"):
        if name in votes:
            yield name, _text(votes[name])
    for name in ("RejectedVotes", "UncountedVotes"):
        for held in many(votes, name):
            yield f"{name} / {held.get('ReasonCode', '') if isinstance(held, dict) else ''}".rstrip(" /"), _text(held)
    within = ""
    for selection in many(votes, "Selection"):
        count = _text(selection.get("ValidVotes", ""))
        if (listed := selection.get("AffiliationIdentifier")) is not None:
            within = _id(listed)
            for name in dict.fromkeys(
                (within, _text(listed.get("RegisteredName", "")) if isinstance(listed, dict) else "")
            ):
                if name:
                    yield name, count
        else:
            candidate = selection.get("Candidate", {})
            identifier = candidate.get("CandidateIdentifier", {}) if isinstance(candidate, dict) else {}
            short = identifier.get("ShortCode") if isinstance(identifier, dict) else None
            yield f"{within} / {_id(identifier) or _text(short or '')}", count


def _id(node: Any) -> str:
    return tidy_name(str(node.get("Id", ""))) if isinstance(node, dict) else ""


def _text(node: Any) -> str:
    return tidy_name(str(node.get("#text", "")) if isinstance(node, dict) else str(node or ""))
