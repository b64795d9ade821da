"""The table that `recuento audit plan`, `draw` and `assess` are about: the counted sheets of a case; the forms, and what was entered."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
from markupsafe import escape

from recuento.auditing.table import PublishedTable, Reading, assess, draw, plan
from recuento.errors import CaseError, InputError
from recuento.records.audit import TableDraw
from recuento.records.contest import Case
from recuento.records.counted import region_down_to
from recuento.records.files import read_whole, replacing
from recuento.records.inert import no_formula, one_line
from recuento.records.text import Record

from .comparing import described
from .folder import CASE_FILE, load_with_bytes, place_of
from .run import count_sheets


def audit_of_table(  # noqa: PLR0913 - what each step needs
    step: str,
    path: Path | None,
    *,
    risk_limit: float,
    seed: str | None,
    draws: int | None,
    forms: Path | None,
    entered_in: Path | None,
    allow_outside: bool = False,
) -> Record:
    """One step of the audit of a case's table, or of a bare one: `plan`, `draw` or `assess`. Raises InputError for what a step lacks."""
    if path is None:
        raise InputError(f"{step} needs a case folder or a table", mend=f"write recuento audit {step} CASE")
    if not 0 < risk_limit < 1:
        raise InputError(f"the risk limit is {risk_limit}", mend="it lies between 0 and 1, as 0.05")
    table = table_of(path, allow_outside=allow_outside)
    if step == "plan":
        return plan(table, risk_limit)
    if not seed or draws is None:
        raise InputError(f"{step} needs a seed and a number of draws", mend="give --seed and --draws")
    if step == "draw":
        drawn = draw(table, seed, draws)
        if forms is not None:
            forms.mkdir(parents=True, exist_ok=True)
            names = {c.id: c.name for c in _case_of(path)[0].candidates}
            write_forms(drawn, {c: names[c] for c in table.candidates}, forms)
        return drawn
    if entered_in is None:
        raise InputError("assess needs the form that was filled in", mend="give --entered")
    readings, digest = entered(entered_in, tuple(table.candidates))
    return assess(table, seed, draws, readings, risk_limit, digest)


def _case_of(path: Path) -> tuple[Case, Path, bool]:
    """A case folder's case and place; of a bare table the case that `inspect` proposes, whose file is the user's own."""
    if path.is_file() and path.name != CASE_FILE:
        (side,), _ = described([str(path)])
        return side.case, side.place, side.own
    case, _ = load_with_bytes(path)
    return case, place_of(path), False


def table_of(path: Path, *, allow_outside: bool = False) -> PublishedTable:
    """The counted sheets of a case folder, as published: without corrections; or those of a bare table.

    Raises CaseError where a roll is not known.
    """
    case, place, own = _case_of(path)
    sheets = count_sheets(case, place, allow_outside=allow_outside or own).sheets
    frame, columns = sheets.frame, sheets.vote_columns
    if sheets.also is not None and sheets.also.height:
        raise CaseError(
            f"unit {sheets.also['unit'][0]!r} stands twice with other figures",
            where=str(path),
            mend="an audit needs one row a sheet: choose among them (`latest`, `where`)",
        )
    frame = frame.with_columns(pl.when(pl.col(c) >= 0).then(pl.col(c)).alias(c) for c in columns)  # else not stated
    if (frame["sheets"].fill_null(1) != 1).any():
        raise CaseError("some rows sum several sheets", where=str(path), mend="an audit draws single sheets")
    roll = frame["registered"].fill_null(case.contest.unit_roll_max or -1)
    lacking = frame.filter(roll < 0)
    if lacking.height:
        raise CaseError(
            f"{lacking.height} units have no registered voters (the first is {lacking['unit'][0]!r})",
            where=str(path),
            mend="give contest.unit_roll_max, the most voters that any one unit has",
        )
    stated = frame.select(pl.col(c).is_not_null() for c in columns).to_numpy()
    return PublishedTable(
        units=frame["unit"].to_list(),
        sources=frame["source"].cast(pl.String).to_list(),
        rows=frame["row"].to_list(),
        candidates=sheets.candidates,
        votes=np.asarray(
            frame.select(pl.col(c).fill_null(0).cast(pl.Int64) for c in columns).to_numpy(), dtype=np.int64
        ),
        stated=np.asarray(stated, dtype=np.bool_),
        roll=roll.cast(pl.Int64).to_numpy(),
    )


def quick_count_of(path: Path, *, allow_outside: bool = False) -> bytes:
    """The counted sheets of a case as the inputs of a quick count: regions are strata, units on the list without a sheet are late.

    Raises CaseError where there is no list of units with their rolls, or sheets leave figures open.
    """
    case, _ = load_with_bytes(path)
    sheets = count_sheets(case, place_of(path), allow_outside=allow_outside).sheets
    missing, votes = sheets.missing, sheets.vote_columns
    if missing is None or missing["registered"].null_count():
        raise CaseError(
            "does not say which units are missing, and their rolls",
            where=str(path),
            mend='add a list of units (role = "units")',
        )
    largest = region_down_to(1)
    rows = sheets.frame.with_columns(largest).select("region", "valid", *votes)
    usable = rows.drop_nulls().filter(pl.sum_horizontal(votes) <= pl.col("valid"))
    if usable.height < rows.height:
        what = (
            f"{rows.height - usable.height} sheets leave valid votes or votes open, or have more votes than valid votes"
        )
        raise CaseError(what, where=str(path), mend="an estimate takes whole sheets: correct them")
    late = missing.with_columns(largest)
    strata = []
    for name in dict.fromkeys(
        [*usable["region"].unique(maintain_order=True), *late["region"].unique(maintain_order=True)]
    ):
        here, gone = usable.filter(pl.col("region") == name), late.filter(pl.col("region") == name)
        sample = [
            {"valid": row["valid"], "votes": {c: row[f"votes:{c}"] for c in sheets.candidates}}
            for row in here.iter_rows(named=True)
        ]
        rolls = [{"roll": roll} for roll in gone["registered"]]
        strata.append({"name": name or "-", "units": here.height + gone.height, "sample": sample, "late": rolls})
    return json.dumps({"strata": strata, "drawn": False}).encode()


def write_forms(draw: TableDraw, candidates: Mapping[str, str], folder: Path) -> tuple[Path, Path]:
    """A table to fill in with two rows a sheet, and a page to print; `candidates`: names by id. Raises OutputError."""
    table, page = folder / "audit.csv", folder / "audit.html"
    with replacing(table) as out:
        out.write(_csv(draw, tuple(candidates)).encode())
    with replacing(page) as out:
        out.write("".join(_page(draw, tuple(candidates.values()))).encode())
    return table, page


def _csv(draw: TableDraw, candidates: tuple[str, ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["unit", "reading", "reader", *candidates])
    for sheet in draw.sheets:
        for reading in (1, 2):
            writer.writerow([no_formula(sheet.unit), reading, "", *("" for _ in candidates)])
    return text.getvalue()


def _page(draw: TableDraw, names: Sequence[str]) -> Iterator[str]:
    """Each sheet once a reading, the readings on pages of their own, so that no reader sees the other's figures."""
    yield (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Audit form</title><style>body{font:14px system-ui,sans-serif;margin:2em}'
        "main{break-after:page}section{break-inside:avoid;margin:0 0 1.5em}table{border-collapse:collapse}"
        "td,th{border:1px solid #555;padding:.3em .6em;text-align:left}td{min-width:10em}</style>"
    )
    rows = "".join(f"<tr><th>{escape(one_line(name))}</th><td></td></tr>" for name in names)
    for reading in ("first", "second"):
        yield (
            f"<main><h1>Audit form, {reading} reading</h1><p>Seed {escape(one_line(draw.seed))}, {draw.draws} draws, "
            f"{len(draw.sheets)} different sheets. Write what the sheet says, without a look at the table or at the other reading.</p>"
        )
        for sheet in draw.sheets:
            yield (
                f"<section><h2>{escape(one_line(sheet.unit))}</h2><p>Drawn as number {', '.join(map(str, sheet.draws))}.</p>"
                f"<table>{rows}<tr><th>read by</th><td></td></tr></table></section>"
            )
        yield "</main>"
    yield "</html>\n"


def entered(path: Path, candidates: tuple[str, ...]) -> tuple[dict[str, list[Reading]], str]:
    """The readings of each unit in their order, and the digest of the file. Raises InputError with the line."""
    content = read_whole(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", where=str(path), mend="save the form as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text))
    if missing := [c for c in ("unit", *candidates) if c not in (reader.fieldnames or ())]:
        raise InputError(f"there is no column {missing[0]!r}", where=str(path), mend="use the form that draw wrote")
    readings: dict[str, list[tuple[int, Reading]]] = {}
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        unit = (row["unit"] or "").strip().removeprefix("'")
        cells = {c: (row[c] or "").strip() for c in candidates}
        if not unit or not any(cells.values()):
            continue  # not yet read
        for c, cell in cells.items():
            if not (cell.isascii() and cell.isdigit() and len(cell) <= 12):
                what = f"the votes of {c!r} are {'empty' if not cell else repr(cell[:40])}"
                raise InputError(what, where=where, mend="write the whole number on the sheet, 0 where it says none")
        order = (row.get("reading") or "").strip()
        readings.setdefault(unit, []).append(
            (int(order) if order.isdigit() else 9, {c: int(v) for c, v in cells.items()})
        )
    ordered = {unit: [r for _, r in sorted(rows, key=lambda x: x[0])] for unit, rows in readings.items()}
    return ordered, sha256(content).hexdigest()
