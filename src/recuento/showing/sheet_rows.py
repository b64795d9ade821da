"""The counted sheets within the page: every row in a compressed block, and two pictures of them.

The block is columns as JSON, deflated (RFC 1951) and in base64, which the page's script unpacks when the table is
opened; a hundred thousand rows take about a megabyte. The pictures are small drawings by hand: how the regions voted,
and turnout against the leading candidate's share, where a cluster may have many honest reasons, as the page says.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recuento.records.contest import Case
from recuento.records.counted import REGION_JOINT, Sheets, Tally
from recuento.records.inert import one_line

from .fitting import cut

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from markupsafe import Markup

ROOM = 1_700_000
"""Characters that the block may take; more rows are left to tally.parquet and the sheets themselves."""
_REGIONS, _LEVEL = 45, 1
_LETTER = 6.6
"""Width of a letter, on the wide side."""
_COLUMNS = 4
_BINS = 50
_SIDE, _EDGE = 300, 34
_LEAST_ROWS = 30
"""Rows below which a picture of how they lie shows nothing but chance."""


@dataclass(frozen=True)
class SheetRows:
    """The block, the names of its columns (the first three are texts) and how many rows there are."""

    block: str
    heads: tuple[str, ...]
    number: int


def sheet_rows(case: Case, sheets: Sheets, heads: Sequence[str]) -> SheetRows | None:
    """Every row of the sheets; None where they would take more room than there is.

    `heads` names the first columns: unit, region, file, row, registered, valid.
    """
    import polars as pl

    names = {c.id: one_line(c.name) for c in case.candidates}
    most = sorted(sheets.candidates, key=lambda c: -(sheets.frame[f"votes:{c}"].sum() or 0))[:_COLUMNS]
    columns = ["unit", "region", "source", "row", "registered", "valid", *(f"votes:{c}" for c in most)]
    frame = sheets.frame.select(columns).with_columns(pl.col("region").cast(pl.String))
    region = frame["region"].str.replace_all(REGION_JOINT, " / ", literal=True)
    held: list[list[Any]] = [_texts(frame["unit"]), _texts(region), _texts(frame["source"])]
    held += [frame[c].to_list() for c in columns[3:]]
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
    block = base64.b64encode(packed.compress(text) + packed.flush()).decode()
    if len(block) > ROOM:
        return None
    return SheetRows(block, (*heads, *(names.get(c, c) for c in most)), len(frame))


def _texts(column: Any) -> list[Any]:
    """A column of texts as [the distinct ones, the index of each row]: most regions and files repeat."""
    distinct = column.fill_null("").unique(maintain_order=True)
    index = {text: i for i, text in enumerate(distinct)}
    if len(distinct) * 2 > len(column):
        return [[], [one_line(t) for t in column.fill_null("")]]
    return [[one_line(t) for t in distinct], [index[t] for t in column.fill_null("")]]


# --- how the regions voted -------------------------------------------------------------------------------------------


def region_dots(tally: Tally, width: int) -> Markup | None:
    """The shares of the two leading candidates in each region of the first level, a line each; None without regions."""
    from markupsafe import Markup, escape

    two = [c.id for c in tally.candidates[:2]]
    regions = [r for r in tally.regions if len(r.path) == _LEVEL and all(r.shares.get(c) is not None for c in two)]
    if not 2 <= len(regions) <= _REGIONS or len(two) < 2:
        return None
    regions.sort(key=lambda r: r.shares[two[0]], reverse=True)
    left, line = min(190, width // 2), 17
    room = width - left - 12
    parts = []
    for i, region in enumerate(regions):
        y = 14 + i * line
        a, b = (round(left + region.shares[c] * room / 100, 1) for c in two)
        name = one_line(region.path[-1])
        parts.append(
            f'<text class="figure" x="{left - 8}" y="{y + 4}" text-anchor="end">{escape(cut(name, left / _LETTER - 2))}</text>'
            f'<path class="track" d="M{a} {y}H{b}"/>'
            f'<circle class="counted" cx="{a}" cy="{y}" r="5"/><path class="second" d="M{b - 5} {y - 5}h10v10h-10z"/>'
        )
    bottom = 14 + len(regions) * line
    for percent in (0, 25, 50, 75, 100):
        x = round(left + percent * room / 100, 1)
        parts.append(f'<path class="tick" d="M{x} 2V{bottom - 6}" opacity=".25"/>')
        parts.append(f'<text class="tick-text" x="{x}" y="{bottom + 8}" text-anchor="middle">{percent}%</text>')
    return Markup(  # noqa: S704 - names are escaped, the rest is numbers
        f'<svg class="axis" aria-hidden="true" focusable="false" width="{width}" height="{bottom + 14}" '
        f'viewBox="0 0 {width} {bottom + 14}">{"".join(parts)}</svg>'
    )


# --- turnout against share ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fingerprint:
    """Turnout against the leading candidate's share, and over how many rows."""

    svg: Markup
    rows: int


def turnout_against_share(sheets: Sheets, candidate: str, turnout: str, share: str) -> Fingerprint | None:
    """Each row at its turnout and the candidate's share of its valid votes, as a count in squares of two points.

    Turnout is ballots cast (stated, or valid and invalid together) over registered voters; rows that do not give it, or
    have more ballots than voters, are in no square. None where fewer than thirty rows give both. The display is that of Klimek, Yegorov, Hanel and Thurner, PNAS 109 (2012); no figure is
    drawn from it here.
    """
    frame = sheets.frame
    if len(frame) < _LEAST_ROWS:
        return None
    cast = frame["ballots"].fill_null(frame["valid"] + frame["invalid"])
    held = (frame["registered"] > 0) & (frame["valid"] > 0) & cast.is_not_null()
    held = held & frame[f"votes:{candidate}"].is_not_null() & (cast <= frame["registered"])
    rows = frame.filter(held.fill_null(value=False))
    if len(rows) < _LEAST_ROWS:
        return None
    papers = rows["ballots"].fill_null(rows["valid"] + rows["invalid"])
    x = (papers / rows["registered"]).to_numpy() * 100
    y = (rows[f"votes:{candidate}"] / rows["valid"]).to_numpy() * 100
    return Fingerprint(fingerprint_drawn(x, y, turnout, share), len(rows))


def fingerprint_drawn(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], turnout: str, share: str, below: tuple[str, ...] = ()
) -> Markup:
    """Rows at their turnout and share, in percent, as squares that are darker for more; the words stand at the axes and `below`."""
    import numpy as np
    from markupsafe import Markup, escape

    counts, _, _ = np.histogram2d(x, np.minimum(y, 100), bins=_BINS, range=[[0, 100], [0, 100]])
    squares = "".join(_squares(counts))
    size = _SIDE + 2 * _EDGE
    frame_ = f'<path class="tick" fill="none" d="M{_EDGE} 8V{_SIDE + 8}H{_EDGE + _SIDE}"/>'
    marks = "".join(
        f'<text class="tick-text" x="{_EDGE + p * _SIDE / 100:g}" y="{_SIDE + 24}" text-anchor="middle">{p}</text>'
        f'<text class="tick-text" x="{_EDGE - 6}" y="{_SIDE + 12 - p * _SIDE / 100:g}" text-anchor="end">{p}</text>'
        for p in (0, 50, 100)
    )
    words = (
        f'<text class="figure" x="{_EDGE + _SIDE / 2:g}" y="{_SIDE + 40}" text-anchor="middle">{escape(turnout)}</text>'
        f'<text class="figure" transform="translate(12 {_SIDE / 2 + 8:g}) rotate(-90)" text-anchor="middle">{escape(share)}</text>'
    )
    words += "".join(
        f'<text class="figure" x="{_EDGE + _SIDE / 2:g}" y="{_SIDE + 58 + 16 * i}" text-anchor="middle">{escape(line)}</text>'
        for i, line in enumerate(below)
    )
    high = _SIDE + 48 + 18 * len(below)
    svg = (
        f'<svg class="axis" aria-hidden="true" focusable="false" width="{size}" height="{high}" '
        f'viewBox="0 0 {size} {high}">{squares}{frame_}{marks}{words}</svg>'
    )
    return Markup(svg)  # noqa: S704 - words are escaped, the rest is numbers


def _squares(counts: npt.NDArray[np.float64]) -> list[str]:
    """A square for each bin that holds a row, darker for more, on a scale of logarithms."""
    import numpy as np

    side = _SIDE / _BINS
    top = np.log1p(counts.max())
    return [
        f'<rect class="counted" x="{_EDGE + i * side:g}" y="{8 + _SIDE - (j + 1) * side:g}" width="{side:g}" '
        f'height="{side:g}" opacity="{0.12 + 0.88 * np.log1p(counts[i, j]) / top:.2f}"/>'
        for i, j in zip(*np.nonzero(counts), strict=True)
    ]
