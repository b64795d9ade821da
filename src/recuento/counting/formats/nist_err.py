"""Election results in the common data format of NIST SP 1500-100 (version 2), in JSON and in XML.

One contest becomes a table with a row a reporting unit: `unit` (its identifier), `name`, `type`, `VotersRegistered`, `BallotsCast`,
`Overvotes`, `Undervotes`, and a column for each selection, called by its identifier and by the name on the ballot. Counts of the kind
"total" are taken where there are any; else the kinds are added, and a unit that lacks one of them has no figure, for it may not have been
stated. Each kind has a column of its own, "NAME / KIND".

Only leaf units are rows: a unit that is composed of others with counts repeats their sum, and so does the unit that
is the scope of the election.

Source: NIST Special Publication 1500-100 r2.0, "Election Results Common Data Format Specification" (2019), sections on
GpUnit, Contest, ContestSelection, Counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import polars as pl

from recuento.errors import SheetError

from .archives import Member
from .opening import Opening, no_such_contest
from .table import Table, tidy_name
from .xml_tree import many

NAMESPACE = "http://itl.nist.gov/ns/voting/1500-100/"
_TOTAL = "total"
_OTHER = ("Overvotes", "Undervotes", "WriteIns")

Node = dict[str, Any]
Counts = dict[tuple[str, str], int]
"""By unit and kind of count."""


def is_report(document: Any) -> bool:
    """Whether a JSON document is a results report."""
    return isinstance(document, dict) and str(document.get("@type", "")).endswith("ElectionReport")


def contests_of(report: Node) -> list[str]:
    """The identifiers of the contests of a report, in its order."""
    return [_id(c) for e in many(report, "Election") for c in many(e, "Contest")]


def read_report(report: Node, member: Member, opening: Opening) -> Table:
    """The table of one contest of a report."""
    contest, election = _contest(report, member, opening)
    units = {_id(u): u for u in many(report, "GpUnit")}
    columns: dict[str, Counts] = {}
    people = {_id(c): _words(c.get("BallotName")) for c in many(election, "Candidate")}
    parties = {_id(p): _words(p.get("Name")) for p in many(report, "Party")}
    votes: Counts = {}
    for selection in many(contest, "ContestSelection"):
        counts = _counts(selection, "VoteCounts", "Count")
        votes |= counts
        for name in dict.fromkeys((_id(selection), _name(selection, people, parties))):
            if name and name not in columns:
                columns[name] = counts
    ballots = _counts(election, "BallotCounts", "BallotsCast")
    columns["BallotsCast"] = ballots
    for name in _OTHER:
        if found := _counts(contest, "OtherCounts", name):
            columns[name] = found
    with_counts = dict.fromkeys(unit for unit, _ in votes)
    rows = [unit for unit in with_counts if not _repeats(unit, units, with_counts, election)]
    if not rows:
        raise SheetError(f"the contest {_id(contest)!r} has no counts", where=member.where, mend="name another contest")
    return _table(rows, units, columns, opening)


def _contest(report: Node, member: Member, opening: Opening) -> tuple[Node, Node]:
    """The contest that the recipe names, by identifier or by name, and its election."""
    found = [(c, e) for e in many(report, "Election") for c in many(e, "Contest")]
    if opening.contest is None and len(found) == 1:
        return found[0]
    for wanted in (_id, lambda c: _words(c.get("Name")), lambda c: str(c.get("Name") or "")):
        named = [(c, e) for c, e in found if opening.contest is not None and wanted(c) == tidy_name(opening.contest)]
        if len(named) == 1:
            return named[0]
    raise no_such_contest(opening, [_id(c) for c, _ in found], member.where)


def _repeats(unit: str, units: dict[str, Node], with_counts: dict[str, None], election: Node) -> bool:
    """Whether a unit's counts are those of other units together."""
    others = len(with_counts) > 1
    if others and unit == str(election.get("ElectionScopeId", "")).strip():
        return True
    seen, left = {unit}, _parts(units.get(unit, {}))
    while left:
        part = left.pop()
        if part in with_counts:
            return True
        if part not in seen:
            seen.add(part)
            left += _parts(units.get(part, {}))
    return False


def _parts(unit: Node) -> list[str]:
    """The units that one is composed of: a list in JSON, identifiers with blanks between them in XML."""
    held = unit.get("ComposingGpUnitIds") or []
    return [i for text in (held if isinstance(held, list) else [held]) for i in str(text).split()]


def _counts(node: Node, kind: str, figure: str) -> Counts:
    """The figure of each unit and kind of count."""
    return {
        (str(c.get("GpUnitId", "")).strip(), str(c.get("Type", _TOTAL)).strip()): int(c[figure])
        for c in many(node, kind)
        if c.get(figure) is not None and str(c[figure]).strip().isdigit()
    }


def _name(selection: Node, people: dict[str, str], parties: dict[str, str]) -> str:
    """What stands on the ballot: the candidates, the answer, or the party."""
    ids = [i for text in many(selection, "CandidateIds") for i in str(text).split()]
    if named := [people[i] for i in ids if i in people]:
        return _joined(named)
    if answer := _words(selection.get("Selection")):
        return answer
    ids = [i for text in many(selection, "PartyIds") for i in str(text).split()]
    return _joined([parties[i] for i in ids if i in parties])


def _joined(names: list[str]) -> str:
    return " / ".join(names)


def _words(value: Any) -> str:
    """A text in several languages, in the first of them."""
    if isinstance(value, dict):
        first = next(iter(many(value, "Text")), "")
        value = first.get("Content", first.get("#text", "")) if isinstance(first, dict) else first
    return tidy_name(str(value or ""))


def _id(node: Node) -> str:
    return tidy_name(str(node.get("@id") or node.get("ObjectId") or ""))


def _table(rows: list[str], units: dict[str, Node], columns: dict[str, Counts], opening: Opening) -> Table:
    about = {
        "unit": rows,
        "name": [_words(units.get(u, {}).get("Name")) for u in rows],
        "type": [str(units.get(u, {}).get("Type", "")).strip() for u in rows],
        "VotersRegistered": [str(units.get(u, {}).get("VotersRegistered") or "") for u in rows],
    }
    cells: dict[str, list[str | None]] = {name: list(values) for name, values in about.items()}
    for name, values in _figures(columns):
        cells.setdefault(name, [values.get(u) for u in rows])
    header = tuple(map(tidy_name, cells))
    kept = {
        str(i): values
        for i, (name, values) in enumerate(zip(header, cells.values(), strict=True))
        if opening.keeps(name)
    }
    lines = pl.int_range(2, len(rows) + 2, dtype=pl.Int64, eager=True).alias("row")
    return Table(opening.path, header, pl.DataFrame(kept, schema=dict.fromkeys(kept, pl.String)), lines)


def _figures(columns: dict[str, Counts]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each column by unit: the total, or the sum of all kinds; and each kind by itself where there are several."""
    for name, counts in columns.items():
        kinds: dict[str, dict[str, int]] = defaultdict(dict)
        for (unit, kind), count in counts.items():
            kinds[kind][unit] = count
        totals = kinds.get(_TOTAL, {})
        parts = [by_unit for kind, by_unit in kinds.items() if kind != _TOTAL]
        whole = set(parts[0]).intersection(*parts[1:]) - set(totals) if parts else set[str]()
        sums = totals | {unit: sum(by_unit[unit] for by_unit in parts) for unit in whole}
        yield name, {unit: str(count) for unit, count in sums.items()}
        if set(kinds) - {_TOTAL}:
            for kind, by_unit in kinds.items():
                yield f"{name} / {kind}", {unit: str(count) for unit, count in by_unit.items()}
