"""All tests of a table, or those named, with p adjusted for all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import polars as pl

from recuento.errors import InputError
from recuento.records.forensics import UNIFORM, ForensicRow
from recuento.records.formats import ForensicTest

from . import digits, dip, duplicates, homogeneity
from . import integer_percentages as whole
from .table import CountTable, rows_repeat

_QUIET = "quiet figures here do not show that a result is right; "
_LOOK = "a place to look and no charge; "


def run(
    table: CountTable, tests: Sequence[ForensicTest], *, least: int, seed: int, dealt: bool = False
) -> list[ForensicRow]:
    """A row for each test of each column, in their order. `least`: smaller counts (or bases of a share) say nothing.

    `dealt`: voters of a centre were dealt to its tables by chance. Raises InputError where a test has nothing to go by.
    """
    rows = [row for test in tests for row in _TESTS[test](table, least, np.random.default_rng(seed), dealt)]
    if not rows:
        raise InputError(
            "there is nothing to test", mend="the table needs columns of counts; see docs/forensics.md for each test's"
        )
    if table.reminder:
        rows = [row.model_copy(update={"warning": f"{row.warning}; {table.reminder}"}) for row in rows]
    return adjusted(rows)


def adjusted(rows: Sequence[ForensicRow]) -> list[ForensicRow]:
    """The rows with p adjusted by Holm's step-down over all calibrated ones (Scandinavian Journal of Statistics 6 (1979))."""
    taken = [i for i, row in enumerate(rows) if row.p is not None and row.null != UNIFORM and row.test != "dip"]
    order = sorted(taken, key=lambda i: rows[i].p or 0.0)
    held, so_far = list(rows), 0.0
    for rank, i in enumerate(order):
        so_far = max(so_far, min(1.0, (len(order) - rank) * (rows[i].p or 0.0)))
        held[i] = rows[i].model_copy(update={"p_holm": so_far})
    return held


def _last_digits(table: CountTable, least: int, rng: np.random.Generator, dealt: bool) -> Iterator[ForensicRow]:  # noqa: ARG001
    for column, name in table.columns():
        if name == "registered":
            continue  # rolls are made by rule, as tables of 240 voters, and not counted
        (counts,) = table.stated(column)
        seen = digits.last_digits(counts, least)
        n = int(seen.sum())
        warning = f"{_LOOK}{_QUIET}it sees invented figures, and none that were moved or added up"
        repeated = rows_repeat(counts[counts >= least])
        if n < _FEW or repeated:
            warning = _REPEATED if repeated else f"too few counts of {least} or more: nothing is computed"
            yield _row("last-digits", name, n, None, 9, None, "resampled counts", warning)
            continue
        statistic = float(digits.chi_squared(seen))
        uniform = f"for comparison: only large counts have uniform last digits; {warning}"
        yield _row("last-digits", name, n, statistic, 9, digits.p_uniform(statistic), UNIFORM, uniform)
        p = digits.p_resampled(counts, least, statistic, rng)
        yield _row("last-digits", name, n, statistic, 9, p, "resampled counts", warning)


_REPEATED = "rows repeat each other, as where one sheet's figure stands in several rows: nothing is computed"
_FEW = 50
"""Counts; with fewer a chi-squared of ten digits says nothing."""


def _integer_percentages(table: CountTable, least: int, rng: np.random.Generator, dealt: bool) -> Iterator[ForensicRow]:  # noqa: ARG001
    for name, part, base in table.ratios():
        x, n = table.stated(part, base)
        fits = x <= n
        both = x * (int(n.max(initial=0)) + 1) + n
        repeated = rows_repeat(both[n >= least])
        rows, z, p = (len(x), None, None) if repeated else whole.excess_of_whole(x[fits], n[fits], least)
        warning = f"{_LOOK}{_QUIET}it sees results written to a whole percentage, and no others"
        if repeated:
            warning = _REPEATED
        elif z is None:
            warning = f"no row of {least} or more says anything: nothing is computed"
        yield _row("integer-percentages", name, rows, z, None, p, "binomial around each row's own share", warning)


def _duplicates(table: CountTable, least: int, rng: np.random.Generator, dealt: bool) -> Iterator[ForensicRow]:  # noqa: ARG001
    if "valid" not in table.frame.columns or not table.candidates:
        return
    valid, *votes = table.stated("valid", *(f"votes:{c}" for c in table.candidates))
    each = np.column_stack(votes)
    here = (valid >= max(least, 1)) & (each.sum(axis=1) <= valid)
    warning = f"{_LOOK}{_QUIET}it sees rows copied whole, and none copied with changes"
    if not here.any():
        nothing = f"no row of {least} or more: nothing is computed"
        yield _row("duplicates", "all figures", 0, None, None, None, "multinomial around each row", nothing)
        return
    statistic, p = duplicates.excess_pairs(each[here], valid[here], rng)
    yield _row("duplicates", "all figures", int(here.sum()), statistic, None, p, "multinomial around each row", warning)


def _homogeneity(table: CountTable, least: int, rng: np.random.Generator, dealt: bool) -> Iterator[ForensicRow]:  # noqa: ARG001
    leader = table.leader()
    if "centre" not in table.frame.columns or "valid" not in table.frame.columns or leader is None:
        return
    rows = table.frame.select("centre", pl.col(f"votes:{leader}").alias("x"), "valid").drop_nulls()
    rows = rows.filter((pl.col("valid") >= max(least, 1)) & (pl.col("x") >= 0) & (pl.col("x") <= pl.col("valid")))
    if rows.is_empty():
        return
    centre = rows["centre"].rank("dense").to_numpy().astype(np.int64) - 1
    centres, statistic, df = homogeneity.pearson(rows["x"].to_numpy(), rows["valid"].to_numpy(), centre)
    warning = f"{_LOOK}it tests how voters were dealt as much as the figures"
    if not dealt:
        warning = "no p: it is not said that voters were dealt to the tables of a centre by chance (--dealt)"
    p = homogeneity.two_sided(statistic, df) if dealt and df else None
    yield _row(
        "homogeneity", f"share:{leader}", centres, statistic, df, p, "voters dealt by chance within a centre", warning
    )


def _dip(table: CountTable, least: int, rng: np.random.Generator, dealt: bool) -> Iterator[ForensicRow]:  # noqa: ARG001
    leader = table.leader()
    for name, part, base in table.ratios():
        if name not in {"turnout", f"share:{leader}"}:
            continue
        rows = table.frame.filter(
            (pl.col(base) >= max(least, 1)) & (pl.col(part) >= 0) & (pl.col(part) <= pl.col(base))
        )
        share = (pl.col(part) / pl.col(base)).alias("share")
        apart = share - share.mean().over("region") if "region" in rows.columns else share
        values = rows.select(apart).to_series().drop_nulls().to_numpy()
        if len(values) < dip.LEAST_ROWS:
            few = f"fewer than {dip.LEAST_ROWS} rows of {least} or more: nothing is computed"
            yield _row("dip", name, len(values), None, None, None, "one mode", few)
            continue
        statistic = dip.dip(values)
        warning = "no alarm by itself: several modes are several peoples, as town and country, before anything else"
        yield _row("dip", name, len(values), statistic, None, dip.p_value(statistic, len(values)), "one mode", warning)


def _fingerprint(table: CountTable, least: int, rng: np.random.Generator, dealt: bool) -> Iterator[ForensicRow]:  # noqa: ARG001
    """The picture has no statistic; its row says over how many rows it is drawn."""
    if table.leader() is None or not {"registered", "valid"} <= set(table.frame.columns):
        return
    leader, turnout, _ = table.turnout_and_share(least)
    told = "a picture, with no figure of fraud: see --plot. Towns, regions and small places make its shapes as well"
    column = f"turnout and share:{leader}"
    yield _row("fingerprint", column, len(turnout), None, None, None, "none", told)


def _row(  # noqa: PLR0913, PLR0917 - the columns
    test: ForensicTest,
    column: str,
    n: int,
    statistic: float | None,
    df: int | None,
    p: float | None,
    null: str,
    warning: str,
) -> ForensicRow:
    return ForensicRow(test=test, column=column, n=n, statistic=statistic, df=df, p=p, null=null, warning=warning)


_TESTS: dict[ForensicTest, Callable[[CountTable, int, np.random.Generator, bool], Iterator[ForensicRow]]] = {
    "last-digits": _last_digits,
    "integer-percentages": _integer_percentages,
    "duplicates": _duplicates,
    "homogeneity": _homogeneity,
    "dip": _dip,
    "fingerprint": _fingerprint,
}
ALL: tuple[ForensicTest, ...] = tuple(_TESTS)
