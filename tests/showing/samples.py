"""An invented election, made of records by hand, in the sizes and states that a dossier must stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recuento.records.contest import Case
from recuento.records.counted import (
    CandidateTally,
    CountedCoverage,
    Finding,
    FindingRow,
    RegionTally,
    SourceOfSheets,
    Tally,
)
from recuento.records.said import (
    Act,
    ActKind,
    Actor,
    Pledge,
    Quotation,
    Reading,
    Relation,
    Result,
    Stance,
    StanceKind,
    VictoryClaim,
)
from recuento.records.text import Article, Dateline, Span, content_id
from recuento.records.verdict import (
    AnnouncementReport,
    Bounds,
    Check,
    Fact,
    Needed,
    NotCheckable,
    Reaction,
    Verdict,
    VerdictKind,
    Weighing,
    Winner,
)

SHA = "3f" * 32
SHEETS = "sheets/actas.csv"

TEXT = """Home World Contact
Altamar cheers Rojas as Nordia asks for the sheets

PUERTO CLARO, June 3 (Pan-Ocean Wire) — The president of Altamar, Inés Duarte, congratulated Tomás Rojas on his victory on Monday. “We will sail together,” Duarte said. “Our ports stay open to San Lorenzo.”

The Electoral Board said Rojas won 51.4% of the vote. His rival Ana Beltrán also declared victory.

Foreign Minister Karl Lind of Nordia said his government could not accept the result until “every tally sheet is shown.” Sudria called the count a fraud.

“I waited nine hours,” said Rosa Quispe, who sells fruit at the port. Quispe left before the doors closed. Altamar and San Lorenzo have been allies since 1988, and pledged closer work on fishing and energy.
"""

MANIFEST: dict[str, Any] = {
    "recuento": "0.1.0",
    "versions": {"python": "3.11.9", "polars": "1.20.0"},
    "inputs": [{"path": "case.toml", "sha256": "ab" * 32}, {"path": SHEETS, "sha256": SHA}],
}


def case(**changes: Any) -> Case:
    """The case of San Lorenzo: two announcements and one source of sheets."""
    fields: dict[str, Any] = {
        "contest": {
            "name": "Presidential election of San Lorenzo",
            "country": "XSL",
            "date": "2031-06-01",
            "authority": "Electoral Board",
            "units": 2000,
            "roll": 1_200_000,
        },
        "candidates": [
            {"id": "rojas", "name": "Tomás Rojas", "aliases": ["Rojas"]},
            {"id": "beltran", "name": "Ana Beltrán"},
            {"id": "mora", "name": "Julio Mora"},
        ],
        "announcements": [
            {
                "id": "first",
                "at": "2031-06-02T00:10:00-04:00",
                "coverage": {"percent": 80.0, "of": "units", "exact": False},
                "votes": {"rojas": 330_112, "beltran": 280_044},
                "others": 31_900,
                "shares": {"rojas": 51.4, "beltran": 43.6},
                "winner": "rojas",
                "source": "Electoral Board, first bulletin",
            },
            {
                "id": "final",
                "at": "2031-06-05T18:00:00-04:00",
                "coverage": {"percent": 97.5, "of": "units", "exact": True},
                "votes": {"rojas": 402_118, "beltran": 340_020},
                "others": 40_003,
                "shares": {"rojas": 51.4, "beltran": 43.5},
                "winner": "rojas",
                "source": "https://board.example/final",
            },
        ],
        "sheets": [
            {
                "path": SHEETS,
                "published_by": "Citizens for Beltrán",
                "interest": "campaign of a candidate",
                "unit": ["CENTRE", "TABLE"],
                "votes": {"rojas": "R", "beltran": "B", "mora": "M"},
            }
        ],
    }
    return Case.model_validate({**fields, **changes})


def tally(**changes: Any) -> Tally:
    """1,640 of the 2,000 sheets, on which Beltrán leads, with findings of each severity."""
    regions = [
        (("Coast",), 700, {"rojas": 90_000, "beltran": 200_100, "mora": 8_000}),
        (("Highlands",), 540, {"rojas": 70_210, "beltran": 150_300, "mora": 9_500}),
        (("Plains",), 400, {"rojas": 40_000, "beltran": 70_000, "mora": 2_500}),
        (("Coast", "Puerto Claro"), 300, {"rojas": 40_000, "beltran": 90_100, "mora": 3_000}),
    ]
    rows = tuple(
        FindingRow(source=SHEETS, row=r, unit=f"0{r}/1", detail="rojas + beltran + mora = 301, valid = 300")
        for r in range(2, 62)
    )
    fields: dict[str, Any] = {
        "contest": "Presidential election of San Lorenzo",
        "sources": (
            SourceOfSheets(
                path=SHEETS,
                published_by="Citizens for Beltrán",
                interest="campaign of a candidate",
                kind="transcription",
                sha256=SHA,
                rows=1640,
            ),
        ),
        "sheets": 1640,
        "units_total": 2000,
        "coverage": CountedCoverage(units=82.0, roll=83.25),
        "registered": 999_000,
        "ballots": 645_000,
        "valid": 640_610,
        "invalid": 4_390,
        "candidates": (
            CandidateTally(id="beltran", name="Ana Beltrán", votes=420_400, share=65.6249),
            CandidateTally(id="rojas", name="Tomás Rojas", votes=200_210, share=31.2530),
            CandidateTally(id="mora", name="Julio Mora", votes=20_000, share=3.1220),
        ),
        "regions": tuple(
            RegionTally(
                path=p, sheets=n, registered=n * 600, ballots=None, valid=sum(v.values()), invalid=None, candidates=v
            )
            for p, n, v in regions
        ),
        "findings": (
            Finding(
                check="unit_is_listed_twice_alike",
                severity="note",
                count=1,
                explain="The same row stands twice. It is counted once.",
                rows=rows[:1],
            ),
            Finding(
                check="candidates_do_not_add_to_valid",
                severity="error",
                count=60,
                explain="The candidates' votes are not the valid votes.",
                rows=rows,
            ),
            Finding(
                check="figure_is_missing",
                severity="warning",
                count=2,
                explain="A figure that other rows give is not given here.",
                rows=rows[:2],
            ),
        ),
    }
    return Tally(**{**fields, **changes})


def weighing(readings: tuple[Reading, ...] = (), **changes: Any) -> Weighing:
    """Verdicts of every kind, on the first article if there is one."""
    first = readings[0] if readings else None
    at = first.article.id if first else None
    source = first.article.source if first else "case.toml"
    claim = first.results[0] if first and first.results else None
    words = claim.text if claim else "Rojas won 51.4% of the vote"

    def verdict(kind: VerdictKind, about: str, says: str, **more: Any) -> Verdict:
        given: dict[str, Any] = {
            "claim": about,
            "kind": kind,
            "stated_by": "Electoral Board",
            "text": words,
            "source": source,
            "says": says,
            "because": (FACT,),
            "assuming": ("The sheets are authentic and read as they were printed",),
            "span": (claim.start, claim.end) if claim else None,
            "article": at,
        }
        return Verdict(**{**given, **more})

    whose = "the sheets that Citizens for Beltrán published (interest: campaign of a candidate)"
    fields: dict[str, Any] = {
        "bounds": Bounds(
            cap="roll cap: 360 missing units hold 201,000 registered voters; all or none may have voted",
            votes={"beltran": (420_400, 621_400), "rojas": (200_210, 401_210), "mora": (20_000, 221_000)},
            shares={"beltran": (49.952, 73.836), "rojas": (23.789, 47.673), "mora": (2.376, 26.26)},
            winner=Winner(possible=("beltran",)),
            needed=Needed(
                candidate="rojas",
                against="beltran",
                votes=220_191,
                turnout=109.548,
                share=135.2,
                best_counted={"lead": 12_400, "turnout": 64.1, "share": 52.0, "rows": 330, "roll": 201_000},
            ),
            missing_units=360,
            missing_roll=201_000,
        ),
        "announcements": (
            AnnouncementReport(
                id="first",
                checks=(Check(check="shares_follow_from_counts", holds=True, explain="51.4% is 330,112 of 642,056."),),
                feasible=False,
                break_even_coverage=62.5,
                break_even_units=1250,
            ),
            AnnouncementReport(
                id="final",
                checks=(
                    Check(
                        check="counts_add_up_to_total",
                        holds=False,
                        explain="402,118 + 340,020 + 40,003 is not 782,140.",
                        facts=(FACT,),
                    ),
                    Check(check="turnout_is_within_roll", holds=None, explain="No turnout was announced."),
                ),
                feasible=None,
                break_even_coverage=None,
            ),
        ),
        "verdicts": (
            verdict(
                VerdictKind.CONSISTENT,
                "rank",
                f"That Mora came third is consistent with {whose}.",
                stated_by="Inés Duarte",
                text="Mora came third",
            ),
            verdict(
                VerdictKind.IMPOSSIBLE,
                "winner",
                f"That Rojas won is ruled out by {whose}: with every missing vote he would have 401,210, and Beltrán 420,400.",
                announcement="final",
                candidate="rojas",
                why=("With every missing vote Tomás Rojas would have 401,210, and Ana Beltrán 420,400.",),
            ),
            verdict(
                VerdictKind.CONTRADICTED,
                "share",
                f"A share of 51.4% is contradicted by {whose}.",
                text="51.4% of the vote",
            ),
            verdict(
                VerdictKind.UNDETERMINED,
                "turnout",
                "The sheets at hand allow both; 120 more would settle it.",
                text="turnout passed 60%",
            ),
            verdict(
                VerdictKind.CONFIRMED,
                "votes",
                f"That Beltrán had more than 400,000 votes is confirmed by {whose}.",
                stated_by="Ana Beltrán",
                text="more than 400,000 votes",
            ),
        ),
        "not_checkable": (
            NotCheckable(
                claim="conduct",
                stated_by="Ana Beltrán",
                text="observers were expelled",
                source=source,
                why="who was in the room is not on a sheet",
            ),
        ),
        "reactions": tuple(_reactions(readings)),
        "checks": (
            Check(
                check="no_more_sheets_than_units",
                holds=True,
                explain="The counted sheets' 1,640 sheets fit the contest's 2,000.",
            ),
        ),
    }
    return Weighing(**{**fields, **changes})


FACT = Fact(
    fact="Rojas at most, in votes",
    value=401_210,
    how="200,210 + 201,000 = 401,210",
    rows="1,640 rows of sheets/actas.csv",
)

NOTHING = Weighing(bounds=None, announcements=(), verdicts=(), not_checkable=(), reactions=())


def _reactions(readings: tuple[Reading, ...]) -> list[Reaction]:
    return [
        Reaction(
            country=s.country,
            actor=next(a.name for a in r.actors if a.id == s.actor),
            stance=s.stance.value,
            date=s.date,
            articles=(r.article.id,),
            spans=((s.start, s.end),),
        )
        for r in readings[:1]
        for s in r.stances
    ]


def span(words: str, text: str = TEXT) -> Span:
    """Where the words stand."""
    at = text.index(words)
    return at, at + len(words)


def on(words: str, text: str = TEXT) -> dict[str, Any]:
    """The place of a record that rests on these words."""
    start, end = span(words, text)
    return {"start": start, "end": end, "text": words}


def reading(number: int = 0, text: str = TEXT) -> Reading:
    """An article with records of every kind, some nested, some overlapping, one speaker who is nobody's official."""
    day = dt.date(2031, 6, 3)
    people = (
        Actor(id="duarte", name="Inés Duarte", kind="person", role="president", country="XAL"),
        Actor(id="rojas", name="Tomás Rojas", kind="person"),
        Actor(id="beltran", name="Ana Beltrán", kind="person"),
        Actor(id="lind", name="Karl Lind", kind="person", role="Foreign Minister", country="XND"),
        Actor(id="rosa", name="Rosa Quispe", kind="person", mentions=(span("Rosa Quispe", text),)),
        Actor(id="board", name="Electoral Board", kind="authority", country="XSL"),
        Actor(id="sudria", name="Sudria", kind="government", country="XSU"),
        Actor(id="altamar", name="Altamar", kind="government", country="XAL"),
        Actor(id="home", name="San Lorenzo", kind="government", country="XSL"),
    )
    hails = on("congratulated Tomás Rojas on his victory", text)
    withholds = on("could not accept the result until “every tally sheet is shown", text)
    fraud = on("called the count a fraud", text)
    acts = (
        Act(
            id="act1",
            actor="duarte",
            country="XAL",
            act=ActKind.CONGRATULATES,
            target="rojas",
            voice="reporter",
            by="congratulate",
            **hails,
        ),
        Act(
            id="act2",
            actor="lind",
            country="XND",
            act=ActKind.WITHHOLDS,
            voice="attributed",
            by="not until",
            **withholds,
        ),
        Act(
            id="act3",
            actor="sudria",
            country="XSU",
            act=ActKind.CALLS_FRAUD,
            voice="reporter",
            by="call fraud",
            **fraud,
        ),
    )
    stance = {"date": day, "by": "from acts"}
    return Reading(
        article=Article(
            id=content_id("article", text, number),
            source=f"articles/{number:03}.txt",
            title="Altamar cheers Rojas as Nordia asks for the sheets",
            outlet="The Harbour Post",
            agency="Pan-Ocean Wire",
            dateline=Dateline(place="PUERTO CLARO", date=day),
            published=day,
            language="en",
            text=text,
            body=((text.index("Altamar cheers"), len(text)),),
        ),
        actors=people,
        quotations=(
            Quotation(id="q1", kind="direct", segments=(span("We will sail together,", text), span("Our ports stay open to San Lorenzo.", text)), speaker="duarte", cue=span("said", text), by="cue", start=span("We will", text)[0], end=span("San Lorenzo.", text)[1], text="We will sail together, Our ports stay open to San Lorenzo."),
            Quotation(id="q2", kind="mixed", segments=(span("every tally sheet is shown.", text),), speaker="lind", by="cue", **on("every tally sheet is shown.", text)),
            Quotation(id="q3", kind="direct", segments=(span("I waited nine hours,", text),), speaker="rosa", by="cue", **on("I waited nine hours,", text)),
        ),
        results=(Result(id="r1", authority="board", candidate="rojas", share=51.4, rank=1, stated_by="board", voice="attributed", by="won share", **on("Rojas won 51.4% of the vote", text)),),
        victory_claims=(VictoryClaim(id="v1", claimant="beltran", voice="reporter", by="declared victory", **on("Ana Beltrán also declared victory", text)),),
        acts=acts,
        stances=(
            Stance(id="s1", actor="duarte", country="XAL", stance=StanceKind.RECOGNISES, toward="rojas", basis=("act1",), **stance, **hails),
            Stance(id="s2", actor="lind", country="XND", stance=StanceKind.QUESTIONS, basis=("act2",), **stance, **withholds),
            Stance(id="s3", actor="sudria", country="XSU", stance=StanceKind.REJECTS, basis=("act3",), **stance, **fraud),
        ),
        pledges=(Pledge(id="p1", by="altamar", to="home", what="closer work on fishing and energy", sectors=("fisheries", "energy"), voice="reporter", found_by="pledged", **on("pledged closer work on fishing and energy", text)),),
        relations=(Relation(id="rel1", a="altamar", b="home", kind="alliance", since="since 1988", voice="reporter", by="allies", **on("Altamar and San Lorenzo have been allies since 1988", text)),),
    )  # fmt: skip


def readings(number: int = 1) -> tuple[Reading, ...]:
    """So many articles, of which each repeats the first."""
    return tuple(reading(i) for i in range(number))
