"""Turnout against the leader's share as a picture: how many registered voters live where, and no figure of fraud.

The picture of Klimek, Yegorov, Hanel and Thurner (PNAS 109 (2012)), without the fraction of fraud that they fit to it: towns and villages,
regions that vote otherwise and small places make the same shapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recuento.records.inert import one_line

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_CELLS, _SIDE, _LEFT, _BOTTOM = 100, 5, 60, 64
_CAVEAT = "A place to look and no charge: towns, regions and small places make such shapes, too."


def fingerprint_svg(
    leader: str, turnout: npt.NDArray[np.float64], share: npt.NDArray[np.float64], roll: npt.NDArray[np.int64]
) -> str:
    """An SVG of squares of one by one point, the darker the more registered voters; axes from 0 to 100 percent."""
    import numpy as np
    from markupsafe import escape

    cells, _, _ = np.histogram2d(turnout, share, bins=_CELLS, range=((0, 100), (0, 100)), weights=roll.astype(float))
    top = float(cells.max()) if cells.size else 0.0
    side = _CELLS * _SIDE
    squares = []
    for i, j in zip(*np.nonzero(cells), strict=True):
        dark = 0.12 + 0.88 * float(cells[i, j] / top) ** 0.5
        x, y = _LEFT + int(i) * _SIDE, 10 + side - (int(j) + 1) * _SIDE
        squares.append(f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" fill-opacity="{dark:.2f}"/>')
    ticks = []
    for at in range(0, 101, 20):
        x, y = _LEFT + at * _SIDE, 10 + side - at * _SIDE
        ticks.append(f'<text x="{x}" y="{side + 26}" text-anchor="middle">{at}%</text>')
        ticks.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{at}%</text>')
    wide, high = _LEFT + side + 20, side + _BOTTOM + 10
    name = escape(one_line(leader))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="#1b1b1b">'
        f"<title>Turnout and the share of {name} in {len(turnout)} units. {_CAVEAT}</title>"
        f'<rect width="{wide}" height="{high}" fill="#fff"/>'
        f'<rect x="{_LEFT}" y="10" width="{side}" height="{side}" fill="none" stroke="#8fa3bf"/>'
        f'<g fill="#33567f">{"".join(squares)}</g>{"".join(ticks)}'
        f'<text x="{_LEFT + side / 2}" y="{side + 44}" text-anchor="middle">turnout (across), share of {name} (up); {len(turnout)} units</text>'
        f'<text x="{_LEFT + side / 2}" y="{side + 62}" text-anchor="middle" font-style="italic">{_CAVEAT}</text>'
        "</svg>\n"
    )
