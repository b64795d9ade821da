"""What was stated of one unit in order: preliminary figures, the count, a canvass, a ruling, a rerun.

A source of sheets may say its stage and when it was made. The sources of one stage and time are one step. Of a unit that
several steps state, the last one stands:

| a later step       | what stands                                                                                   |
|--------------------|-----------------------------------------------------------------------------------------------|
| states a figure    | that figure                                                                                   |
| leaves one out     | the one stated before: a ruling on one candidate's votes restates nothing else                |
| is a rerun         | its own figures alone, but for the roll: what was voted before is void                        |
| leaves a unit out  | the unit as it was stated before                                                              |

A figure that a later step changes is no error: it is listed as a correction, with the document that the source names.
Two rows of a unit within one step still contradict each other (`once`), and rows without a full key cannot be put in
order: of these only those of the last step that has any are counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import polars as pl

from recuento.errors import CaseError
from recuento.records.counted import Statements, StatementStep
from recuento.records.recipe import SheetSource, Stage

from .once import listed_twice
from .shape import TOLD

_OF_A_UNIT = ["key", "unit"]
_CHANGED, _NO_KEY = "figures_were_stated_again_and_differ", "row_of_an_earlier_stage_has_no_full_key"


@dataclass(frozen=True)
class InOrder:
    """The rows that stand, what changed on the way to them, and the two sums; `statements` is None where no source has a stage."""

    standing: pl.DataFrame
    told: pl.DataFrame
    statements: Statements | None


def put_in_order(frame: pl.DataFrame, sources: Sequence[SheetSource]) -> InOrder:
    """The standing rows of `frame`, which has the columns of `Intake.frame` and rows with figures only.

    Raises CaseError where some sources have a stage and others do not.
    """
    steps = _steps(sources)
    if steps is None:
        return InOrder(frame, pl.DataFrame(schema=TOLD), None)
    number = {order: place for place, step in enumerate(steps) for order in step}
    staged = frame.with_columns(step=pl.col("order").cast(pl.Int64).replace_strict(number, return_dtype=pl.Int64))
    keyed = staged.filter(pl.col("key").is_not_null())
    unkeyed, told = _without_key(staged.filter(pl.col("key").is_null()))
    stands = keyed.clear()
    first, restated, changed = keyed.clear(), [0] * len(steps), [0] * len(steps)
    for place, step in enumerate(steps):
        rows = keyed.filter(pl.col("step") == place)
        before = _once(stands)
        again = rows.join(before.select(_OF_A_UNIT), on=_OF_A_UNIT, how="semi", maintain_order="left")
        first = pl.concat([first, _once(rows.join(again.select(_OF_A_UNIT), on=_OF_A_UNIT, how="anti"))])
        restated[place] = again.select(_OF_A_UNIT).n_unique()
        if again.height:
            differ = _changes(again, before, {order: _by_what(sources[order]) for order in step})
            changed[place] = differ.select("unit").n_unique()
            told = pl.concat([told, differ])
            again = _with_what_stood(again, before, rerun=sources[step[0]].stage == "rerun")
            rows = pl.concat([rows.join(again.select(_OF_A_UNIT), on=_OF_A_UNIT, how="anti"), again])
        stands = pl.concat([stands.join(rows.select(_OF_A_UNIT), on=_OF_A_UNIT, how="anti"), rows])
    standing = pl.concat([stands, unkeyed]).sort("order", "row")
    records = tuple(
        StatementStep(
            stage=sources[step[0]].stage or "count",
            at=sources[step[0]].at,
            sources=tuple(sources[order].called for order in step),
            documents=tuple(sorted({d for order in step if (d := sources[order].document)})),
            units=keyed.filter(pl.col("step") == place).select(_OF_A_UNIT).n_unique(),
            restated=restated[place],
            changed=changed[place],
        )
        for place, step in enumerate(steps)
    )
    statements = Statements(
        steps=records, first=_sums(pl.concat([first, unkeyed])), standing=_sums(pl.concat([_once(stands), unkeyed]))
    )
    return InOrder(standing.drop("step"), told, statements)


def _steps(sources: Sequence[SheetSource]) -> list[list[int]] | None:
    """The places of the sources, those of one stage and time together, in order; None where no source has a stage."""
    if all(s.stage is None for s in sources):
        return None
    if without := next((s for s in sources if s.stage is None), None):
        raise CaseError(
            "other [[sheets]] have a stage and this one has none, so it cannot be put in order",
            where=f"case.toml, [[sheets]] {without.path!r}",
            mend=f"say stage = one of {', '.join(get_args(Stage))}",
        )
    stages = list(get_args(Stage))
    timed = all(s.at is not None for s in sources)

    def place(source: SheetSource) -> tuple[dt.datetime, int, dt.datetime]:
        at = _instant(source.at)
        return at if timed else _instant(None), stages.index(source.stage) if source.stage else 0, at

    groups: dict[tuple[dt.datetime, int, dt.datetime], list[int]] = {}
    for order, source in enumerate(sources):
        groups.setdefault(place(source), []).append(order)
    return [groups[key] for key in sorted(groups)]


def _instant(at: dt.datetime | None) -> dt.datetime:
    """A time by which sources are put in order; without an offset taken as UTC, and none as before all."""
    if at is None:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _figures(frame: pl.DataFrame) -> list[str]:
    kept = {"registered", "ballots", "valid", "invalid", "blank", "null", "contested"}
    return [name for name in frame.columns if name in kept or name.startswith("votes:")]


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a unit, the one that is counted."""
    twice = listed_twice(frame)
    if not twice.height:
        return frame
    dropped = twice.filter(~pl.col("counted")).select("order", "row")
    return frame.join(dropped, on=["order", "row"], how="anti", maintain_order="left")


def _with_what_stood(rows: pl.DataFrame, before: pl.DataFrame, *, rerun: bool) -> pl.DataFrame:
    """The rows with what they leave out taken from the unit's standing row."""
    figures = ["registered"] if rerun else _figures(rows)
    joined = rows.join(
        before.select(*_OF_A_UNIT, pl.col(figures).name.suffix(" before")),
        on=_OF_A_UNIT,
        how="left",
        maintain_order="left",
    )
    return joined.with_columns(pl.coalesce(f, f"{f} before").alias(f) for f in figures).select(rows.columns)


def _by_what(source: SheetSource) -> str:
    """The stage of a source and the document that it names."""
    return f" ({source.stage}{f'; {source.document}' if source.document else ''})"


def _changes(rows: pl.DataFrame, before: pl.DataFrame, by_what: dict[int, str]) -> pl.DataFrame:
    """A line for each unit with a figure that is stated again and differs, with the figures and its source's document."""
    figures = _figures(rows)
    joined = _once(rows).join(
        before.select(*_OF_A_UNIT, pl.col(figures).name.suffix(" before")),
        on=_OF_A_UNIT,
        how="left",
        maintain_order="left",
    )
    differs = [(pl.col(f) != pl.col(f"{f} before")).fill_null(value=False) for f in figures]
    said = [
        pl.when(differ).then(pl.format("{} {} -> {}", pl.lit(f.removeprefix("votes:")), f"{f} before", f))
        for f, differ in zip(figures, differs, strict=True)
    ]
    by = pl.col("order").cast(pl.Int64).replace_strict(by_what, return_dtype=pl.String)
    return joined.filter(pl.any_horizontal(differs)).select(
        pl.lit(_CHANGED).alias("check"),
        "source",
        pl.col("row").cast(pl.Int64),
        "unit",
        (pl.concat_str(said, separator=", ", ignore_nulls=True) + by).alias("detail"),
    )


def _without_key(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows without a full key of the last step that has any, and a line for each of the others."""
    last = rows["step"].max()
    earlier = rows.filter(pl.col("step") != last) if rows.height else rows
    told = earlier.select(
        pl.lit(_NO_KEY).alias("check"),
        "source",
        pl.col("row").cast(pl.Int64),
        "unit",
        pl.format("the key reads '{}'", "unit").alias("detail"),
    )
    return (rows.filter(pl.col("step") == last) if rows.height else rows), told


def _sums(frame: pl.DataFrame) -> dict[str, int | None]:
    """Each figure's sum; None where some unit does not state it, for two sums are only set beside each other whole."""
    figures = _figures(frame)
    sums = frame.select(pl.when(pl.col(f).is_not_null().all()).then(pl.col(f).sum()).alias(f) for f in figures)
    return sums.row(0, named=True) if frame.height else dict.fromkeys(figures)
