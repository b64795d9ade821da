"""What `recuento forensics` looks at: the counted sheets of a case, or the columns of a plain table of counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from recuento.counting.formats import Opening, read_table
from recuento.errors import SheetError
from recuento.forensics.simulate import simulate
from recuento.forensics.table import FIGURES, CountTable
from recuento.records.formats import Manipulation
from recuento.records.inert import no_formula

from .comparing import described
from .count_table import of_sheets
from .folder import CASE_FILE, corrections_in, load_with_bytes, place_of
from .run import count_sheets

_NOT_COUNTS = frozenset(
    {"unit", "id", "code", "table", "mesa", "precinct", "station", "district", "row", "year", "lat", "lon", "sheets"}
)
"""Columns of whole numbers that count nothing, by their names."""
_PLACES = ("region", "centre")


def counts_of(path: Path, *, allow_outside: bool = False) -> CountTable:
    """The table of a case folder, or of a file whose columns are counts. Raises CaseError or SheetError."""
    if path.is_dir() or path.name == CASE_FILE:
        case, _ = load_with_bytes(path)
        place = place_of(path)
        counted = count_sheets(case, place, corrections_in(place), allow_outside=allow_outside)
        return of_sheets(case, counted.sheets)
    return _of_file(path)


def planted_csv(table: CountTable, kind: Manipulation, *, units: float, part: float, smooth: bool, seed: int) -> str:
    """A table with a manipulation planted, as CSV that `recuento forensics` reads; `planted` says in which rows: yes or no."""
    made, rows = simulate(table, kind, units=units, part=part, smooth=smooth, rng=np.random.default_rng(seed))
    touched = pl.int_range(pl.len()).is_in(rows)
    named = made.frame.rename({c: c.removeprefix("votes:") for c in made.frame.columns})
    return (
        named.with_columns(pl.col(pl.String).map_elements(no_formula, return_dtype=pl.String))
        .with_columns(pl.when(touched).then(pl.lit("yes")).otherwise(pl.lit("no")).alias("planted"))
        .write_csv()
    )


def _of_file(path: Path) -> CountTable:
    """Columns named registered, ballots, valid and invalid are these; other columns of whole numbers are votes.

    Where none is so named and the layout can be proposed, with a roll and several candidates, it is read as sheets are.
    """
    if not path.is_file():
        raise SheetError("there is no such file", where=str(path), mend="name a case folder or a table of counts")
    table = read_table(path, Opening(path=str(path)))
    if not {h.strip().lower() for h in table.header} & set(FIGURES):
        (side,), _ = described([str(path)])
        source = side.case.sheets[0]
        if len(side.case.candidates) > 1 and (source.registered or source.long):
            return of_sheets(side.case, count_sheets(side.case, side.place, allow_outside=True).sheets)
    columns: dict[str, pl.Series] = {}
    candidates = []
    for k, header in enumerate(table.header):
        name = header.strip()
        cells = table.cells[str(k)].cast(pl.String).str.strip_chars()
        if name.lower() in _PLACES:
            columns[name.lower()] = cells
        whole = cells.replace("", None).cast(pl.Int64, strict=False)
        if name.lower() in _NOT_COUNTS | set(_PLACES) or whole.null_count() > cells.replace("", None).null_count():
            continue
        if whole.null_count() == len(whole):
            continue
        if name.lower() in FIGURES:
            columns[name.lower()] = whole
        else:
            candidates.append(name)
            columns[f"votes:{name}"] = whole
    counts = [c for c in columns if c not in _PLACES]
    if not counts:
        raise SheetError(
            "has no column of whole numbers",
            where=str(path),
            mend="a table of counts has a header and a count in each cell",
        )
    return CountTable(pl.DataFrame(columns), tuple(candidates))
