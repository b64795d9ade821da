"""Tables with a manipulation planted in them, or with none, to see what a test finds and what it takes for one.

| kind     | what is done to the chosen rows                                                                              |
|----------|--------------------------------------------------------------------------------------------------------------|
| none     | nothing; with `smooth` every row is redrawn around itself: ballots from the roll, votes from the valid ones        |
| stuffing | so large a part of the registered voters who did not vote is added to the leader, to valid and to ballots     |
| stealing | so large a part of the second candidate's votes goes to the leader                                            |
| rounding | the leader's votes are moved to the nearest whole percentage of the valid ones, from or to the others         |
| copying  | the votes and valid votes are those of another row, drawn at random among all                                |
"""

from __future__ import annotations

import numpy as np
import polars as pl

from recuento.errors import InputError
from recuento.records.formats import Manipulation

from .duplicates import redraw
from .table import CountTable, Whole

PART = 0.5
"""How much of the absent voters, or of the rival's votes, a touched row adds or moves, unless told otherwise."""


def simulate(
    table: CountTable, kind: Manipulation, *, units: float, part: float = PART, smooth: bool, rng: np.random.Generator
) -> tuple[CountTable, list[int]]:
    """The table with so many percent of its rows manipulated, and which rows (from 0); rows that do not state all it takes stay.

    Raises InputError where a column is missing that the manipulation goes by.
    """
    needed = ["valid", *(f"votes:{c}" for c in table.candidates)]
    needed += ["registered"] if kind == "stuffing" else []
    if missing := [c for c in needed if c not in table.frame.columns] or (["votes"] if not table.candidates else []):
        raise InputError(f"{kind} needs the column {missing[0]!r}", mend="give the table that column")
    frame = table.frame.with_row_index("row")
    whole = frame.filter(pl.all_horizontal(pl.col(c) >= 0 for c in needed).fill_null(value=False))
    whole = whole.filter(pl.sum_horizontal(f"votes:{c}" for c in table.candidates) <= pl.col("valid"))
    at = whole["row"].to_numpy().astype(np.int64)
    rows = _Rows(whole, table)
    if smooth:
        rows.redraw(rng)
    chosen = np.sort(rng.permutation(len(at))[: round(len(at) * units / 100)]) if kind != "none" else np.zeros(0, int)
    rows.plant(kind, chosen, part, rng)
    columns = {f"votes:{c}": rows.votes[:, i] for i, c in enumerate(table.candidates)} | {"valid": rows.valid}
    if rows.ballots is not None:
        columns["ballots"] = rows.ballots
    made = frame.join(
        pl.DataFrame({"row": whole["row"], **{f"new:{k}": v for k, v in columns.items()}}), on="row", how="left"
    )
    made = made.with_columns(pl.coalesce(f"new:{k}", k).alias(k) for k in columns)
    return CountTable(made.select(table.frame.columns), table.candidates), at[chosen].tolist()


class _Rows:
    """The rows that state what it takes, as arrays."""

    def __init__(self, frame: pl.DataFrame, table: CountTable) -> None:
        self.votes: Whole = (
            frame.select(pl.col(f"votes:{c}").cast(pl.Int64) for c in table.candidates).to_numpy().copy()
        )
        self.valid: Whole = frame["valid"].cast(pl.Int64).to_numpy().copy()
        stated = {c: c in frame.columns and not frame[c].null_count() for c in ("registered", "ballots")}
        self.roll = frame["registered"].cast(pl.Int64).to_numpy() if stated["registered"] else None
        self.ballots = frame["ballots"].cast(pl.Int64).to_numpy().copy() if stated["ballots"] else None

    def redraw(self, rng: np.random.Generator) -> None:
        """Every row around itself; papers that are no valid votes stay."""
        rest = (self.ballots - self.valid) if self.ballots is not None else np.zeros_like(self.valid)
        shares = np.column_stack([self.votes, self.valid - self.votes.sum(axis=1)]) / np.maximum(self.valid, 1)[:, None]
        if self.roll is not None:
            turnout = np.clip(self.valid / np.maximum(self.roll, 1), 0, 1)
            self.valid = np.where(self.valid <= self.roll, rng.binomial(np.maximum(self.roll, 0), turnout), self.valid)
        self.votes = redraw(rng, self.valid, shares)[:, : self.votes.shape[1]]
        if self.ballots is not None:
            self.ballots = self.valid + rest

    def plant(self, kind: Manipulation, chosen: Whole, part: float, rng: np.random.Generator) -> None:
        """The manipulation in the chosen rows."""
        order = np.argsort(-self.votes.sum(axis=0))
        first = int(order[0])
        match kind:
            case "stuffing":
                cast = self.ballots if self.ballots is not None else self.valid
                absent = np.maximum(0, (self.roll if self.roll is not None else cast) - cast)
                self._add(chosen, first, np.round(part * absent).astype(np.int64))
            case "stealing":
                if len(order) > 1:
                    moved = np.round(part * self.votes[chosen, order[1]]).astype(np.int64)
                    self.votes[chosen, order[1]] -= moved
                    self.votes[chosen, first] += moved
            case "rounding":
                self._round(chosen, order)
            case "copying":
                source = rng.integers(0, len(self.valid), size=len(chosen))
                papers = self.ballots[chosen] - self.valid[chosen] if self.ballots is not None else None
                self.votes[chosen], self.valid[chosen] = self.votes[source], self.valid[source]
                if self.ballots is not None and papers is not None:
                    self.ballots[chosen] = self.valid[chosen] + papers

    def _add(self, chosen: Whole, first: int, more: Whole) -> None:
        self.votes[chosen, first] += more[chosen]
        self.valid[chosen] += more[chosen]
        if self.ballots is not None:
            self.ballots[chosen] += more[chosen]

    def _round(self, chosen: Whole, order: Whole) -> None:
        """The leader's votes at the whole percentage nearest, as near as whole votes come; the second gives or takes."""
        first, second = int(order[0]), int(order[-1 if len(order) < 2 else 1])
        valid = self.valid[chosen]
        wanted = np.round(np.round(100 * self.votes[chosen, first] / np.maximum(valid, 1)) * valid / 100).astype(
            np.int64
        )
        given = np.minimum(wanted - self.votes[chosen, first], self.votes[chosen, second] if first != second else 0)
        self.votes[chosen, first] += given
        if first != second:
            self.votes[chosen, second] -= given
