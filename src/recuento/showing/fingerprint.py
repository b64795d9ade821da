"""Turnout against the leader's share as a file of its own: the drawing of the dossier, with no figure of fraud.

The picture of Klimek, Yegorov, Hanel and Thurner (PNAS 109 (2012)), without the fraction of fraud that they fit to it: towns and villages,
regions that vote otherwise and small places make the same shapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recuento.records.inert import one_line

from .charts import alone
from .sheet_rows import fingerprint_drawn

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_CAVEAT = ("A place to look and no charge: towns, regions", "and small places make such shapes, too.")
_STYLE = "<style>.counted{fill:var(--counted)}.tick{stroke:var(--ink)}text{fill:var(--ink);font:12px system-ui,sans-serif}</style>"


def fingerprint_svg(leader: str, turnout: npt.NDArray[np.float64], share: npt.NDArray[np.float64]) -> str:
    """An SVG of squares of two by two points, the darker the more rows; axes from 0 to 100 percent."""
    from markupsafe import escape

    words = f"turnout, percent; {len(turnout)} units", f"share of {one_line(leader)}, percent"
    title = f"<title>Turnout and the share of {escape(one_line(leader))} in {len(turnout)} units. {' '.join(_CAVEAT)}</title>"
    return alone(fingerprint_drawn(turnout, share, *words, _CAVEAT), title + _STYLE)
