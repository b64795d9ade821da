"""Records as flat tables, for spreadsheets and data frames: one row a record, names resolved beside the ids.

A table is a list of columns, each with its type and what it holds, and a function that gives the rows of one record.
`TABLES` names the table of each kind of record that has one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .audit import AuditResult
from .comparison import Comparison
from .counted import Finding, Tally
from .forensics import ForensicRow
from .ledger import Ledger
from .said import Act, Event, Located, Pledge, Quotation, Reading, Relation, Result, Stance, VictoryClaim
from .seats import SeatAllocation, SeatComparison
from .text import Record
from .verdict import Check, Weighing

Cell = str | int | float | bool | dt.date | None
Row = dict[str, Cell]


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its cells (any may be missing), and what it holds."""

    name: str
    type: type[str] | type[int] | type[float] | type[bool] | type[dt.date]
    about: str
    brief: bool = False
    """Whether the table on a terminal shows it."""


@dataclass(frozen=True)
class Table:
    """The columns, in order, and how one record becomes rows of them (cells not given are missing)."""

    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterator[Row]]
    for_the_eye: bool = False
    """Whether records of several kinds stand in it, so that it is drawn and never written: `kind_files` writes those."""

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return [c.name for c in self.columns]


SAID_COLUMNS = (
    Column("source", str, "path, address or row the article came from, as given"),
    Column("article", str, "id of the article"),
    Column("outlet", str, "who published this copy"),
    Column("agency", str, "whose copy it is, when another's"),
    Column("published", dt.date, "day of publication"),
    Column("language", str, "ISO 639-1 code"),
    Column("story", str, "id of the story that the article tells, where stories were sought"),
    Column(
        "record",
        str,
        "article, actor, quotation, result, victory_claim, act, stance, pledge, relation or event",
        brief=True,
    ),
    Column("id", str, "id of the record"),
    Column("kind", str, "kind of actor, quotation, act, stance or relation; type of event", brief=True),
    Column("who", str, "id of the actor who speaks, announces, claims, acts or pledges, or of the first of two"),
    Column("who_name", str, "that actor's name", brief=True),
    Column("country", str, "that actor's country (ISO 3166-1 alpha-3) or organisation's acronym"),
    Column("toward", str, "id of the actor it is about: candidate, target, recipient, or the second of two"),
    Column("toward_name", str, "that actor's name", brief=True),
    Column("stated_by", str, "id of the actor who states a result, where it is another than the authority"),
    Column("stated_by_name", str, "that actor's name"),
    Column("voice", str, "attributed (somebody in the text says it) or reporter"),
    Column("negated", bool, "whether the text denies it"),
    Column("hypothetical", bool, "whether it has not happened, or only under a condition"),
    Column("current", bool, "whether a stance is the actor's last in the text"),
    Column("date", dt.date, "day of the stance, or of the announcement of a result"),
    Column("share", float, "share of a result, in percent, 0 to 100", brief=True),
    Column("bound", str, "how share or votes are hedged: exact, more_than, less_than or about"),
    Column("votes", int, "votes of a result"),
    Column("rank", int, "rank of a result, 1 for the declared winner"),
    Column("term", int, "which term in office a result gives"),
    Column("counted", float, "share of the count that a result rests on, in percent"),
    Column("what", str, "what is pledged; role of an actor; title of an article"),
    Column("sectors", str, "sectors of a pledge or relation, separated by '; '"),
    Column("status", str, "status of a relation: announced, ongoing or past"),
    Column("since", str, "the article's words for since when"),
    Column("mode", str, "mode of an event, in PLOVER's terms"),
    Column("cameo", str, "CAMEO root code of an event, two digits"),
    Column("basis", str, "ids of the acts a stance rests on, separated by '; '"),
    Column("score", float, "of a learned stance: how likely the scorer holds that there is one, 0 to 1"),
    Column("source_words", str, "the words of the text that name who speaks"),
    Column("cue_words", str, "the words of the text that say so (said, warned)"),
    Column("notes", str, "what of an article was left unread, and why"),
    Column("start", int, "first character of the words it rests on, counted from 0 in code points"),
    Column("end", int, "the character after the last"),
    Column("text", str, "the words themselves", brief=True),
    Column("by", str, "the rule or pattern that found it"),
)


def said_rows(reading: Reading) -> Iterator[Row]:
    """The article, its actors, then every record that rests on its words, in the order of the json."""
    article = reading.article
    names = {a.id: a for a in reading.actors}
    page: Row = {
        "source": article.source,
        "article": article.id,
        "outlet": article.outlet,
        "agency": article.agency,
        "published": article.published,
        "language": article.language,
        "story": reading.story.id if reading.story else None,
    }
    yield page | {
        "record": "article",
        "id": article.id,
        "date": article.dateline.date if article.dateline else None,
        "what": article.title,
        "notes": "; ".join(reading.notes) or None,
    }
    for actor in reading.actors:
        span = actor.mentions[0] if actor.mentions else None
        yield page | {
            "record": "actor",
            "id": actor.id,
            "kind": actor.kind,
            "who": actor.id,
            "who_name": actor.name,
            "country": actor.country,
            "what": actor.role,
            "start": span[0] if span else None,
            "end": span[1] if span else None,
            "text": article.text[slice(*span)] if span else None,
        }
    for record in reading.located():
        row = page | _LOCATED[type(record)](record, article.text)
        row |= {"id": getattr(record, "id", None), "start": record.start, "end": record.end, "text": record.text}
        for role in ("who", "toward", "stated_by"):
            actor_id = row.get(role)
            named = names.get(actor_id) if isinstance(actor_id, str) else None
            row[f"{role}_name"] = named.name if named else None
            if role == "who" and not row.get("country"):
                row["country"] = named.country if named else None
        yield row


def _quotation(q: Quotation, text: str) -> Row:
    return {
        "record": "quotation",
        "kind": q.kind,
        "who": q.speaker,
        "source_words": text[slice(*q.source)] if q.source else None,
        "cue_words": text[slice(*q.cue)] if q.cue else None,
        "by": q.by,
    }


def _result(r: Result, _text: str) -> Row:
    return {
        "record": "result",
        "who": r.authority or r.stated_by,
        "toward": r.candidate,
        "stated_by": r.stated_by,
        "voice": r.voice,
        "date": r.announced,
        "share": r.share,
        "bound": r.bound,
        "votes": r.votes,
        "rank": r.rank,
        "lead": r.lead,
        "lead_points": r.lead_points,
        "lead_bound": r.lead_bound,
        "everywhere": r.everywhere,
        "everywhere_of": r.everywhere_of,
        "irreversible": r.irreversible,
        "term": r.term,
        "counted": r.counted,
        "by": r.by,
    }


def _victory_claim(c: VictoryClaim, _text: str) -> Row:
    return {"record": "victory_claim", "who": c.claimant, "voice": c.voice, "by": c.by}


def _act(a: Act, _text: str) -> Row:
    return {
        "record": "act",
        "kind": a.act.value,
        "who": a.actor,
        "country": a.country,
        "toward": a.target,
        "negated": a.negated,
        "hypothetical": a.hypothetical,
        "voice": a.voice,
        "by": a.by,
    }


def _stance(s: Stance, _text: str) -> Row:
    return {
        "record": "stance",
        "kind": s.stance.value,
        "who": s.actor,
        "country": s.country,
        "toward": s.toward,
        "current": s.current,
        "date": s.date,
        "basis": "; ".join(s.basis),
        "score": s.score,
        "by": s.by,
    }


def _pledge(p: Pledge, _text: str) -> Row:
    return {
        "record": "pledge",
        "who": p.by,
        "toward": p.to,
        "what": p.what,
        "sectors": "; ".join(p.sectors) or None,
        "voice": p.voice,
        "by": p.found_by,
    }


def _relation(r: Relation, _text: str) -> Row:
    return {
        "record": "relation",
        "kind": r.kind,
        "who": r.a,
        "toward": r.b,
        "sectors": "; ".join(r.sectors) or None,
        "status": r.status,
        "since": r.since,
        "voice": r.voice,
        "by": r.by,
    }


def _event(e: Event, _text: str) -> Row:
    return {
        "record": "event",
        "kind": e.type,
        "who": e.actor,
        "toward": e.recipient,
        "mode": e.mode,
        "cameo": e.cameo,
        "negated": e.negated,
        "hypothetical": e.hypothetical,
        "by": e.by,
    }


_LOCATED: dict[type[Located], Callable[[Any, str], Row]] = {
    Quotation: _quotation,
    Result: _result,
    VictoryClaim: _victory_claim,
    Act: _act,
    Stance: _stance,
    Pledge: _pledge,
    Relation: _relation,
    Event: _event,
}


TALLY_COLUMNS = (
    Column("record", str, "total, region or finding", brief=True),
    Column("region", str, "the region from the largest down, separated by ' / '; empty for the total", brief=True),
    Column("candidate", str, "id of the candidate"),
    Column("name", str, "the candidate's name", brief=True),
    Column("votes", int, "the candidate's votes", brief=True),
    Column("share", float, "the candidate's share of valid votes, in percent; given for the total", brief=True),
    Column("sheets", int, "sheets counted"),
    Column("registered", int, "registered voters on these sheets"),
    Column("ballots", int, "ballots on these sheets"),
    Column("valid", int, "valid votes on these sheets"),
    Column("invalid", int, "invalid votes on these sheets"),
    Column("check", str, "the check that found something"),
    Column("severity", str, "error, warning or note"),
    Column("source", str, "file of the row found"),
    Column("row", int, "row in that file"),
    Column("unit", str, "unit of that row"),
    Column("detail", str, "what is wrong or odd there", brief=True),
)


def tally_rows(tally: Tally) -> Iterator[Row]:
    """The total and each region, one row a candidate; then the findings, one row each row found."""
    names = {c.id: c.name for c in tally.candidates}
    sums = ("sheets", "registered", "ballots", "valid", "invalid")
    whole: Row = {"record": "total", **{s: getattr(tally, s) for s in sums}}
    for c in tally.candidates:
        yield whole | {"candidate": c.id, "name": c.name, "votes": c.votes, "share": c.share}
    for region in tally.regions:
        part: Row = {
            "record": "region",
            "region": " / ".join(region.path),
            **{s: getattr(region, s) for s in sums},
        }
        for candidate, votes in region.candidates.items():
            yield part | {"candidate": candidate, "name": names.get(candidate), "votes": votes}
    for finding in tally.findings:
        yield from _finding_rows(finding)


def _finding_rows(finding: Finding) -> Iterator[Row]:
    what: Row = {"record": "finding", "check": finding.check, "severity": finding.severity}
    if not finding.rows:
        yield what | {"detail": finding.explain}
    for row in finding.rows:
        yield what | {"source": row.source, "row": row.row, "unit": row.unit, "detail": row.detail}


WEIGHING_COLUMNS = (
    Column("record", str, "verdict, not_checkable, check or reaction", brief=True),
    Column("claim", str, "what kind of claim, or which check", brief=True),
    Column("verdict", str, "the verdict; holds, fails or unknown for a check; the stance for a reaction", brief=True),
    Column("stated_by", str, "who states the claim; the actor of a reaction", brief=True),
    Column("country", str, "country of a reaction"),
    Column("date", dt.date, "day of a reaction"),
    Column("announcement", str, "id of the announcement that the claim repeats or the check is about"),
    Column("candidate", str, "id of the candidate that the claim is about"),
    Column("figure", float, "the share in percent, count or place that is claimed"),
    Column("text", str, "the claim in its own words"),
    Column("source", str, "where it was read; the articles of a reaction, separated by '; '"),
    Column("says", str, "the verdict in one sentence; why a claim is not checkable", brief=True),
    Column("because", str, "the facts it rests on, as 'fact = value', separated by '; '"),
    Column("assuming", str, "what it assumes, separated by '; '"),
)

_HOLDS = {True: "holds", False: "fails", None: "unknown"}


def weighing_rows(weighing: Weighing) -> Iterator[Row]:
    """Verdicts, claims that counts cannot settle, checks of announcements, reactions: one row each."""
    for v in weighing.verdicts:
        yield {
            "record": "verdict",
            "claim": v.claim,
            "verdict": v.kind.value,
            "stated_by": v.stated_by,
            "announcement": v.announcement,
            "candidate": v.candidate,
            "figure": v.figure,
            "text": v.text,
            "source": v.source,
            "says": v.says,
            "because": "; ".join(f"{f.fact} = {f.value}" for f in v.because),
            "assuming": "; ".join(v.assuming),
        }
    for n in weighing.not_checkable:
        yield {
            "record": "not_checkable",
            "claim": n.claim,
            "verdict": "not checkable",
            "stated_by": n.stated_by,
            "text": n.text,
            "source": n.source,
            "says": n.why,
        }
    checks: list[tuple[str | None, Check]] = [(None, c) for c in weighing.checks]
    checks += [(a.id, c) for a in weighing.announcements for c in a.checks]
    for announcement, check in checks:
        yield {
            "record": "check",
            "claim": check.check,
            "verdict": _HOLDS[check.holds],
            "announcement": announcement,
            "says": check.explain,
            "because": "; ".join(f"{f.fact} = {f.value}" for f in check.facts),
        }
    for r in weighing.reactions:
        yield {
            "record": "reaction",
            "verdict": r.stance,
            "stated_by": r.actor,
            "country": r.country,
            "date": r.date,
            "source": "; ".join(r.articles),
        }


COMPARISON_COLUMNS = (
    Column(
        "record", str, "changed (a figure of a unit of both), only_a or only_b (a unit of one count alone)", brief=True
    ),
    Column("unit", str, "the unit's key", brief=True),
    Column("region", str, "its region from the largest down, separated by ' / '", brief=True),
    Column("figure", str, "registered, ballots, valid, invalid, blank, null, contested or votes:ID", brief=True),
    Column("a", int, "the figure in A", brief=True),
    Column("b", int, "the figure in B", brief=True),
    Column("lead_change", int, "how far the unit's change raised the lead of A's first over A's second", brief=True),
    Column("source_a", str, "file of the unit in A"),
    Column("row_a", int, "row in that file"),
    Column("source_b", str, "file of the unit in B"),
    Column("row_b", int, "row in that file"),
)


def comparison_rows(comparison: Comparison) -> Iterator[Row]:
    """A row for each figure that differs, then one for each unit that is in one count alone."""
    for unit in comparison.changed:
        for figure in unit.figures:
            yield {
                "record": "changed",
                "unit": unit.unit,
                "region": " / ".join(unit.region),
                "figure": figure.figure,
                "a": figure.a,
                "b": figure.b,
                "lead_change": unit.lead_change,
                "source_a": unit.a.source,
                "row_a": unit.a.row,
                "source_b": unit.b.source,
                "row_b": unit.b.row,
            }
    for side, apart in (("a", comparison.only_a), ("b", comparison.only_b)):
        for at in apart.listed:
            where: Row = {f"source_{side}": at.source, f"row_{side}": at.row}
            yield {"record": f"only_{side}", "unit": at.unit, "region": " / ".join(at.region), **where}


SEAT_COLUMNS = (
    Column("constituency", str, "name of the constituency", brief=True),
    Column("list", str, "name of the list", brief=True),
    Column("votes", int, "votes of the list there", brief=True),
    Column("passes", bool, "whether it passes the barrier, or is exempt from it"),
    Column("seats", int, "seats by these votes, without those that a tie leaves to a lot", brief=True),
    Column("seats_min", int, "fewest, whatever of the open votes comes", brief=True),
    Column("seats_max", int, "most, likewise", brief=True),
    Column("to_gain", int, "fewest further votes that surely give it one seat more", brief=True),
    Column("to_lose", int, "fewest of its votes without which it surely has one fewer", brief=True),
    Column("tied", bool, "whether a lot may give it one more of the last seats", brief=True),
)


def seat_rows(allocation: SeatAllocation) -> Iterator[Row]:
    """A row for each list of each constituency."""
    for c in allocation.constituencies:
        for row in c.lists:
            told = row.model_dump(
                include={"list", "votes", "passes", "seats", "seats_min", "seats_max", "to_gain", "to_lose"}
            )
            yield {"constituency": c.constituency, **told, "tied": row.list in c.tied}


SEAT_CHANGE_COLUMNS = (
    Column("constituency", str, "name of the constituency", brief=True),
    Column("list", str, "name of the list", brief=True),
    Column("votes_a", int, "votes in the first count", brief=True),
    Column("votes_b", int, "votes in the second", brief=True),
    Column("seats_a", int, "seats by the first count", brief=True),
    Column("seats_b", int, "seats by the second", brief=True),
    Column("by_lot", bool, "whether a lot decides in one of the counts", brief=True),
)


def seat_change_rows(comparison: SeatComparison) -> Iterator[Row]:
    """A row for each list whose seats differ."""
    for c in comparison.changes:
        yield {
            "constituency": c.constituency,
            "list": c.list,
            "votes_a": c.votes[0],
            "votes_b": c.votes[1],
            "seats_a": c.seats[0],
            "seats_b": c.seats[1],
            "by_lot": c.by_lot,
        }


LEDGER_COLUMNS = (
    Column("place", int, "place of the claim in the ledger, from 1", brief=True),
    Column("claim", str, "winner, share, votes or rank", brief=True),
    Column("candidate", str, "name, or what the text says", brief=True),
    Column("figure", float, "in its most precise form", brief=True),
    Column("bound", str, "exact, or the words it is hedged with"),
    Column("announcement", str, "the announcement that it is or repeats"),
    Column("date", str, "of this mention", brief=True),
    Column("first", bool, "whether it is on the earliest date; empty where that is not known"),
    Column("stated_by", str, "in whose name", brief=True),
    Column("outlet", str, "who published it"),
    Column("source", str, "where", brief=True),
    Column("written", float, "the figure as written there"),
    Column("copied", bool, "an article that tells another's story"),
    Column("text", str, "the words"),
)


def ledger_rows(ledger: Ledger) -> Iterator[Row]:
    """A row for each mention of each claim."""
    for place, claim in enumerate(ledger.claims, 1):
        for i, mention in enumerate(claim.mentions):
            yield {
                "place": place,
                "claim": claim.claim,
                "candidate": claim.name,
                "figure": claim.figure,
                "bound": claim.bound,
                "announcement": claim.announcement,
                "date": mention.date.isoformat() if mention.date else None,
                "first": i in claim.first if claim.first else None,
                "stated_by": mention.stated_by,
                "outlet": mention.outlet,
                "source": mention.source,
                "written": mention.figure,
                "copied": mention.copied,
                "text": mention.text,
            }


FORENSIC_COLUMNS = (
    Column("test", str, "which test", brief=True),
    Column("column", str, "the column, or turnout, or share:ID of the valid votes", brief=True),
    Column("n", int, "how many rows (or centres) it rests on", brief=True),
    Column("statistic", float, "what it is for each test stands in forensics.md", brief=True),
    Column("df", int, "degrees of freedom, where it has any"),
    Column("p", float, "how often the null gives as much", brief=True),
    Column("null", str, "what it is held against", brief=True),
    Column("warning", str, "what it cannot say"),
    Column("p_holm", float, "p adjusted for all tests of the run", brief=True),
)


def forensic_rows(row: ForensicRow) -> Iterator[Row]:
    """The row itself."""
    yield row.model_dump()


AUDIT_COLUMNS = (
    Column("method", str, "which method", brief=True),
    Column("figure", str, "p, confirmed, a sample size, or a figure of an estimate with its candidate", brief=True),
    Column("value", float, "its value; confirmed: 1 or 0", brief=True),
)


def audit_rows(result: AuditResult) -> Iterator[Row]:
    """A row for each figure."""
    figures: dict[str, float | None] = {"p": result.p, "confirmed": result.confirmed, **result.sample_size}
    for estimate in result.estimates:
        told = estimate.model_dump(exclude={"candidate", "sensitivity"})
        figures |= {f"{estimate.candidate}: {name}": value for name, value in told.items()}
        figures |= {f"{estimate.candidate}: late units {by:+g} points": share for by, share in estimate.sensitivity}
    for name, value in figures.items():
        yield {"method": result.method, "figure": name, "value": None if value is None else float(value)}


TABLES: dict[type[Record], Table] = {
    Reading: Table(SAID_COLUMNS, said_rows, for_the_eye=True),
    Tally: Table(TALLY_COLUMNS, tally_rows),
    Weighing: Table(WEIGHING_COLUMNS, weighing_rows),
    Comparison: Table(COMPARISON_COLUMNS, comparison_rows),
    SeatAllocation: Table(SEAT_COLUMNS, seat_rows),
    SeatComparison: Table(SEAT_CHANGE_COLUMNS, seat_change_rows),
    Ledger: Table(LEDGER_COLUMNS, ledger_rows),
    AuditResult: Table(AUDIT_COLUMNS, audit_rows),
    ForensicRow: Table(FORENSIC_COLUMNS, forensic_rows),
}
