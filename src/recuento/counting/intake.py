"""Everything that came in: the sources of a case that are counted, read, and put together for the checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import polars as pl

from recuento.errors import CaseError
from recuento.inside import files_at
from recuento.records.contest import Case, Contest
from recuento.records.corrections import Correction
from recuento.records.counted import FileBeside, Sheets, SourceOfSheets
from recuento.records.recipe import SheetSource

from .corrected import corrected
from .formats import names_like
from .once import listed_twice
from .recipe import PARTS
from .regional_pattern import Outliers, find_outliers
from .source import SourceRead, one_below_the_other, read_source
from .statements import InOrder, put_in_order


@dataclass(frozen=True)
class PassedOver:
    """A source that the case lists and the count leaves out, and why."""

    source: SheetSource
    why: str


@dataclass(frozen=True)
class Intake:
    """All rows of all counted sources, before any is set aside as a duplicate.

    `frame` has the columns of `Sheets.frame`, `key` as in `SourceRead`, and `order`: the source's place in the
    case, from 0. `units`: the list of all units (`unit_list`), if the case has one. `candidates` are those whom some source gives votes to, in the case's order.
    """

    contest: Contest
    candidates: tuple[str, ...]
    without_column: tuple[str, ...]
    sources: tuple[SourceRead, ...]
    passed_over: tuple[PassedOver, ...]
    frame: pl.DataFrame
    unread: pl.DataFrame
    blank: pl.DataFrame
    totals: pl.DataFrame
    told: pl.DataFrame
    units: pl.DataFrame | None = None

    @property
    def figures(self) -> list[str]:
        """The columns that say how people voted: without them a row is a name on a list."""
        return ["ballots", "valid", "invalid", *(f"votes:{c}" for c in self.candidates)]

    @cached_property
    def in_order(self) -> InOrder:
        """The rows that say anything of how people voted, of several stages those that stand (`statements`).

        Any other row lists a unit whose sheet is not at hand.
        """
        said = self.frame.select(pl.any_horizontal(pl.col(self.figures).is_not_null())).to_series()
        rows = self.frame if said.all() else self.frame.filter(said)
        return put_in_order(rows, [read.recipe for read in self.sources])

    @property
    def with_figures(self) -> pl.DataFrame:
        """The standing rows that say anything of how people voted."""
        return self.in_order.standing

    @cached_property
    def repeated(self) -> pl.DataFrame:
        """The rows of units listed more than once with figures, each told whether it is the one `counted`."""
        return listed_twice(self.with_figures)

    @cached_property
    def counted(self) -> Sheets:
        """The sheets that are counted: rows with figures, one a unit."""
        frame = self.with_figures.with_columns(keyed=pl.col("key").is_not_null())
        also = None
        if self.repeated.height:
            dropped = self.repeated.filter(~pl.col("counted"))
            frame = frame.join(dropped.select("order", "row"), on=["order", "row"], how="anti", maintain_order="left")
            also = dropped.with_columns(keyed=pl.lit(value=True)).select(frame.drop("key", "order").columns)
        return Sheets(frame.drop("key", "order"), self.candidates, also, self.missing)

    @cached_property
    def missing(self) -> pl.DataFrame | None:
        """The units on the list of units that have no row with figures, with their rolls; None without a list."""
        if self.units is None:
            return None
        seen = self.with_figures.select("key", "unit")
        return self.units.join(seen, on=["key", "unit"], how="anti", maintain_order="left").drop("key")

    @cached_property
    def outliers(self) -> Outliers:
        """The counted sheets with a share far from those of their region (`regional_pattern`)."""
        return find_outliers(self.counted)

    def records(self) -> tuple[SourceOfSheets, ...]:
        """Who published what was counted, and exactly which bytes."""
        return tuple(
            SourceOfSheets(
                path=read.recipe.path,
                published_by=read.recipe.published_by,
                interest=read.recipe.interest,
                kind=read.recipe.kind,
                recipe=read.recipe.recipe,
                sha256=read.sha256,
                rows=read.rows,
                beside=tuple(FileBeside(path=path, sha256=digest) for path, digest in read.beside),
            )
            for read in self.sources
        )


def take_in(
    case: Case, folder: Path, corrections: Sequence[Correction] = (), units: pl.DataFrame | None = None
) -> Intake:
    """The case's sheets, read from `folder`. Raises CaseError or SheetError for what cannot be read.

    `corrections` are made on the rows before anything is checked; `units` is the list of all units, if there is one.
    """
    counted, passed_over = choose_sources(tuple(s for s in case.sheets if s.role == "count"), folder)
    voted_for = {candidate for source in counted for candidate in source.votes}
    candidates = tuple(c.id for c in case.candidates if c.id in voted_for)
    sources = tuple(read_source(source, folder, candidates) for source in counted)
    parts = [part for part in PARTS if any(part in read.given for read in sources)]
    frames = [_with_order(read, i, parts) for i, read in enumerate(sources)]
    return Intake(
        contest=case.contest,
        candidates=candidates,
        without_column=tuple(c.id for c in case.candidates if c.id not in voted_for),
        sources=sources,
        passed_over=passed_over,
        frame=corrected(one_below_the_other(frames), corrections),
        unread=pl.concat([read.unread for read in sources]),
        blank=pl.concat([read.blank for read in sources]),
        totals=pl.concat([read.totals for read in sources]),
        told=pl.concat([read.told for read in sources]),
        units=units,
    )


def _with_order(read: SourceRead, order: int, parts: Sequence[str]) -> pl.DataFrame:
    """The rows of a source with its place in the case, and with the kinds of papers that any source tells apart."""
    none = [pl.lit(None, dtype=pl.Int64).alias(part) for part in parts if part not in read.given]
    frame = read.frame.with_columns(none).with_columns(order=pl.lit(order, dtype=pl.UInt32))
    kept = [name for name in frame.columns if name not in (*parts, "key", "order")]
    return frame.select(*kept, *parts, "key", "order")


def choose_sources(
    sources: tuple[SheetSource, ...], folder: Path
) -> tuple[tuple[SheetSource, ...], tuple[PassedOver, ...]]:
    """Which sources are counted. Rows summed from a fuller file stand in for it and are never added to it.

    A source with `derived_from` is counted only where the file it was summed from is not listed, or not there. Any
    other file that is not there is a CaseError.
    """
    if not sources:
        raise CaseError(
            "the case has no sheets to count", where="case.toml", mend="add a [[sheets]] table with path and columns"
        )
    _refuse_listed_twice(sources)
    there = {_key(s.path): bool(files_at(folder / s.path, s.files)) for s in sources}
    stood_in_for = {_key(s.derived_from) for s in sources if s.derived_from and there[_key(s.path)]}
    counted, passed_over = [], []
    for source in sources:
        if source.derived_from and there.get(_key(source.derived_from)):
            why = f"the fuller file {source.derived_from!r}, from which it was summed, is counted instead"
            passed_over.append(PassedOver(source, why))
        elif there[_key(source.path)]:
            counted.append(source)
        elif _key(source.path) in stood_in_for:
            passed_over.append(
                PassedOver(source, "the file is not there; the totals summed from it are counted instead")
            )
        else:
            raise _missing(source, folder)
    return tuple(counted), tuple(passed_over)


def _refuse_listed_twice(sources: tuple[SheetSource, ...]) -> None:
    parts = [_part(s) for s in sources]
    for source in sources:
        if parts.count(_part(source)) > 1:
            raise CaseError(
                "two [[sheets]] name the same file, which would count it twice",
                where=f"case.toml, [[sheets]] {source.path!r}",
                mend="keep one of them, or say with member, worksheet, contest or where which part of it each is",
            )


def _part(source: SheetSource) -> tuple[str, ...]:
    """Which part of which file a source is."""
    said = (source.member, source.worksheet, source.rows, source.contest, sorted(source.where.items(), key=str))
    return (_key(source.path), *map(str, said))


def _missing(source: SheetSource, folder: Path) -> CaseError:
    path = folder / source.path
    try:
        beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        is_folder = path.is_dir()
    except (OSError, ValueError):  # a name that the system cannot take
        beside, is_folder = [], False
    mend = names_like(path.name, beside) if beside else "put the file there, or mend its path in case.toml"
    if is_folder:
        mend = 'say which files in it are meant: member = "*.csv"'
    if is_folder and source.member is not None:
        return CaseError(
            f"the folder has no file {source.member!r}",
            where=source.path,
            mend=names_like(source.member, _names_in(path)),
        )
    what = "is a folder, not a file of sheets" if is_folder else "the case names this file and it is not there"
    return CaseError(what, where=source.path, mend=mend)


def _names_in(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()]


def _key(path: str) -> str:
    """Paths that mean the same file compare equal: './a//b.csv' is 'a/b.csv'."""
    return str(PurePosixPath(path.replace("\\", "/")))
