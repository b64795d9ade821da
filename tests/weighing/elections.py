"""Small invented elections, and the slow obvious way to weigh them: try every completion and every choice of units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import polars as pl
from hypothesis import strategies as st

from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest
from recuento.records.counted import Sheets
from recuento.records.recipe import SheetSource
from recuento.weighing.evidence import Evidence, gather

NAMES = {"ana": "Ana Prueba", "beto": "Beto Ensayo Ruiz", "carla": "Carla Muestra"}
SOURCE = SheetSource(
    path="sheets/all.csv",
    published_by="Casa Abierta",
    interest="campaign of a candidate",
    unit=["UNIT"],
    votes={"ana": "A"},
)


@dataclass(frozen=True)
class Election:
    """Counted sheets as (registered, votes by candidate and, last, others), and what the contest has in all."""

    candidates: tuple[str, ...]
    rows: tuple[tuple[int, tuple[int, ...]], ...]
    missing_units: int
    missing_roll: int
    rule: str = "plurality"

    def case(self, *announcements: Announcement) -> Case:
        """The case that describes this contest."""
        return Case(
            contest=Contest(
                name="Presidential election",
                country="SLZ",
                date=dt.date(2031, 3, 2),
                rule=self.rule,
                authority="CNV",
                units=max(1, len(self.rows) + self.missing_units),
                roll=max(1, sum(r for r, _ in self.rows) + self.missing_roll),
            ),
            candidates=tuple(Candidate(id=c, name=NAMES[c]) for c in self.candidates),
            announcements=announcements,
            sheets=(SOURCE,),
        )

    def sheets(self, order: tuple[int, ...] | None = None) -> Sheets:
        """The counted sheets, in any order of rows."""
        rows = self.rows if order is None else tuple(self.rows[i] for i in order)
        return sheets(self.candidates, rows)

    def evidence(self, *announcements: Announcement) -> Evidence:
        """The sheets, as the weighing uses them."""
        return gather(self.case(*announcements), self.sheets())

    @property
    def totals(self) -> tuple[int, ...]:
        """Counted votes by candidate, and others."""
        return tuple(sum(v[i] for _, v in self.rows) for i in range(len(self.candidates) + 1))

    def completions(self) -> Iterator[tuple[int, ...]]:
        """The total votes, by candidate and others, under every way the missing units could read."""
        for added in additions(len(self.candidates) + 1, self.missing_roll if self.missing_units else 0):
            yield tuple(t + a for t, a in zip(self.totals, added, strict=True))


def sheets(candidates: tuple[str, ...], rows: tuple[tuple[int, tuple[int, ...]], ...], units: int = 1) -> Sheets:
    """A frame as the counting gives it."""
    data = {
        "unit": [f"{i:03}" for i in range(len(rows))],
        "source": ["sheets/all.csv"] * len(rows),
        "row": list(range(2, len(rows) + 2)),
        "region": ["North"] * len(rows),
        "sheets": [units] * len(rows),
        "registered": [r for r, _ in rows],
        "ballots": [None] * len(rows),
        "valid": [sum(v) for _, v in rows],
        "invalid": [0] * len(rows),
        **{f"votes:{c}": [v[i] for _, v in rows] for i, c in enumerate(candidates)},
    }
    whole = dict.fromkeys(("row", "sheets", "registered", "ballots", "valid", "invalid"), pl.Int64)
    texts = {"unit": pl.String, "source": pl.String, "region": pl.Categorical}
    votes = {f"votes:{c}": pl.Int64 for c in candidates}
    return Sheets(pl.DataFrame(data, schema_overrides={**whole, **texts, **votes}), candidates)


def additions(columns: int, roll: int) -> Iterator[tuple[int, ...]]:
    """Every way in which up to `roll` voters vote."""
    return (added for added in product(range(roll + 1), repeat=columns) if sum(added) <= roll)


def announced(coverage: float | None = None, *, exact: bool = True, **figures: object) -> Announcement:
    """An announcement of these figures."""
    stated = None if coverage is None else AnnouncedCoverage(percent=coverage, exact=exact)
    given = {"id": "first", "at": dt.datetime(2031, 3, 2, 23, tzinfo=dt.UTC), "source": "bulletin 1", **figures}
    return Announcement(coverage=stated, **given)


@st.composite
def elections(draw: st.DrawFn, most_units: int = 4, most_votes: int = 4, most_missing: int = 4) -> Election:
    """An election small enough to try everything."""
    candidates = tuple(list(NAMES)[: draw(st.integers(1, 3))])
    votes = st.tuples(*[st.integers(0, most_votes)] * len(candidates), st.integers(0, 1))
    row = st.tuples(votes, st.integers(0, 2)).map(lambda r: (max(1, sum(r[0]) + r[1]), r[0]))
    rows = tuple(draw(st.lists(row, min_size=1, max_size=most_units)))
    missing = draw(st.integers(0, 2))
    roll = draw(st.integers(0, most_missing)) if missing else 0
    return Election(candidates, rows, missing, roll, draw(st.sampled_from(["plurality", "majority", "forty_ten"])))
