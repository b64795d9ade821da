"""A table of counts as the tests take it: whole numbers by column, those that are not stated left out row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from recuento.errors import InputError

Whole = npt.NDArray[np.int64]
FIGURES = ("registered", "ballots", "valid", "invalid")


_MOST_REPEATED, _NEARLY_ALL, _MOST_ROWS = 0.2, 0.9, 12
_MOST_TWINS, _ERRORS, _ROUGH = 0.125, 4, 0.4


def rows_repeat(counts: Whole) -> bool:
    """Whether one sheet's figure stands in several rows: then rows are no draws of their own, and a test counts each several times.

    It shows where neighbouring rows have the same figure far more often than chance gives; where nearly every figure comes a multiple of
    two, three or more times; or where, wherever they stand, more pairs of rows have the same figure than chance gives.
    """
    if len(counts) < 2:
        return False
    values, times = np.unique(counts, return_counts=True)
    by_chance = float(((times / len(counts)) ** 2).sum())
    alike = float((counts[1:] == counts[:-1]).mean())
    several = any(float((times % k == 0).mean()) > _NEARLY_ALL for k in range(2, _MOST_ROWS + 1))
    return several or alike > max(_MOST_REPEATED, 3 * by_chance) or _twins(values, times)


def _twins(values: Whole, times: Whole) -> bool:
    """Whether pairs of rows with the same figure are many more than those of figures ten, twenty and thirty apart foretell.

    Favoured last digits, which a test looks for, are in all of these, and how the figures spread is, too: the three are drawn out to none
    apart by a parabola. More are too many by an eighth of the rows, by four standard errors and by two fifths of what was foretold.
    """
    alike = float((times * (times - 1)).sum()) / 2
    ten, twenty, thirty = (_pairs_apart(values, times, lag) / 2 for lag in (10, 20, 30))
    foretold = max(0.0, 3 * ten - 3 * twenty + thirty)
    error = float(np.sqrt(10.5 * max(ten, 1.0)))  # of independent pairs: 1 + (9 + 9 + 1) / 2 times their number
    return alike - foretold > max(_MOST_TWINS * float(times.sum()), _ERRORS * error, _ROUGH * foretold)


def _pairs_apart(values: Whole, times: Whole, lag: int) -> float:
    """Pairs of rows whose figures differ by just so much."""
    at = np.minimum(np.searchsorted(values, values + lag), len(values) - 1)
    return float((times * np.where(values[at] == values + lag, times[at], 0)).sum())


@dataclass(frozen=True)
class CountTable:
    """`frame`: whole numbers or null, with any of `FIGURES` and a column `votes:ID` for each of `candidates`.

    It may have `centre`: the place whose voters were dealt to the row's table; and `region`. `reminder`: what is to be said with every
    result.
    """

    frame: pl.DataFrame
    candidates: tuple[str, ...]
    reminder: str = ""

    def columns(self) -> list[tuple[str, str]]:
        """Each column of counts with the name by which it is told."""
        figures = [(f, f) for f in FIGURES if f in self.frame.columns]
        return [*figures, *((f"votes:{c}", c) for c in self.candidates)]

    def stated(self, *columns: str) -> list[Whole]:
        """These columns over the rows that state all of them, none below zero."""
        rows = self.frame.select(pl.col(c).cast(pl.Int64) for c in dict.fromkeys(columns)).drop_nulls()
        rows = rows.filter(pl.all_horizontal(pl.all() >= 0))
        return [rows[c].to_numpy() for c in columns]

    def leader(self) -> str | None:
        """The candidate with most votes stated."""
        sums = {c: int(self.frame[f"votes:{c}"].sum() or 0) for c in self.candidates}
        return max(sums, key=lambda c: sums[c]) if any(sums.values()) else None

    def ratios(self) -> list[tuple[str, str, str]]:
        """The shares that can be formed: turnout, and each candidate's share of the valid votes (else of the ballots)."""
        have = set(self.frame.columns)
        told = []
        cast = "ballots" if "ballots" in have else "valid"
        if {cast, "registered"} <= have:
            told.append(("turnout", cast, "registered"))
        base = "valid" if "valid" in have else "ballots"
        if base in have:
            told += [(f"share:{c}", f"votes:{c}", base) for c in self.candidates]
        return told

    def turnout_and_share(self, least: int) -> tuple[str, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The leader, and turnout and the leader's share in percent of each row that gives them.

        Raises InputError where the table has no registered voters, valid votes or candidates.
        """
        leader = self.leader()
        cast = "ballots" if "ballots" in self.frame.columns else "valid"
        if leader is None or not {"registered", "valid"} <= set(self.frame.columns):
            raise InputError(
                "turnout against share takes registered voters, valid votes and candidates",
                mend="give the table these columns",
            )
        votes, valid, ballots, roll = self.stated(f"votes:{leader}", "valid", cast, "registered")
        here = (valid >= max(least, 1)) & (votes <= valid) & (ballots <= roll) & (roll > 0)
        return leader, 100 * ballots[here] / roll[here], 100 * votes[here] / valid[here]
