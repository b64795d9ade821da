"""The picture that stands for a dossier elsewhere: its headline and its first picture, 1200 by 630.

An SVG of its own and the same as PNG, for where pages are shared. Its letters are those that vl-convert brings along, so
that the same case gives the same bytes on every machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .axis import draw
from .dossier import Dossier
from .fitting import cut, wrapped
from .templating import environment

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, HEIGHT = 1200, 630
_MARGIN = 60
_FONT = "Liberation Sans, Arimo, Arial, sans-serif"
_HEADLINE, _LINE = 40, 50
_LETTER = 20.0
"""Width of a letter of the headline, on the wide side."""
_MOST_LINES = 3
_STYLE = """
text { font-family: FONT; fill: ink; }
.name { font-size: 15px; font-weight: bold; } .figure { font-size: 12.5px; }
.track { stroke: line; fill: none; } .tick { stroke: faint; fill: none; } .tick-text { fill: faint; font-size: 12px; }
.possible { fill: range; stroke: range-edge; stroke-dasharray: 3 2; }
.counted { fill: counted; } .announced { fill: announced; stroke: paper; }
.earlier { fill: paper; stroke: announced; stroke-width: 1.6; }
.asked { stroke: ink; stroke-width: 1.2; stroke-dasharray: 1 3; fill: none; }
.gap { stroke: GAP; stroke-width: 2; fill: none; } .gap-text { fill: GAP; font-size: 13.5px; font-weight: bold; }
"""


def card_svg(dossier: Dossier) -> str:
    """The card of a dossier."""
    from markupsafe import escape

    lines, colours = _lines(dossier.lede.headline), _colours()
    texts = [
        (
            f'<text x="{_MARGIN}" y="{_MARGIN + 10}" font-size="20" style="fill:{colours["faint"]}">'
            f"{escape(cut(f'recuento · {dossier.title} · {dossier.subtitle}', 95))}</text>"
        )
    ]
    for i, line in enumerate(lines):
        y = _MARGIN + 68 + i * _LINE
        texts.append(f'<text x="{_MARGIN}" y="{y}" font-size="{_HEADLINE}" font-weight="bold">{escape(line)}</text>')
    top = _MARGIN + 68 + len(lines) * _LINE
    picture = _placed(draw(dossier.lede.axis, 760), top) if dossier.lede.axis is not None else ""
    style = _STYLE.replace("FONT", _FONT).replace("GAP", "impossible" if dossier.lede.kind == "impossible" else "ink")
    for name, colour in colours.items():
        style = re.sub(rf"(?<=: ){name}(?=[;\s])", colour, style)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(dossier.lede.headline)}</title><style>{style}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours["paper"]}"/>{"".join(texts)}{picture}</svg>\n'
    )


def _colours() -> dict[str, str]:
    """The light scheme of the page's style: a file of its own has no variables."""
    light = environment().get_template("dossier.css").render().partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))


def card_png(dossier: Dossier) -> bytes:
    """The same as PNG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(card_svg(dossier)))


def _placed(drawing: Markup, top: float) -> str:
    """The picture below the headline, as large as there is room for."""
    size = re.search(r'viewBox="0 0 (\d+) ([\d.]+)"', drawing)
    wide, high = (float(size[1]), float(size[2])) if size else (760.0, 300.0)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (HEIGHT - top - 24) / high)
    inside = re.sub(r"^<svg[^>]*>|</svg>$", "", drawing)
    return f'<g transform="translate({_MARGIN - 10} {top:g}) scale({scale:.4g})">{inside}</g>'


def _lines(text: str) -> list[str]:
    """The headline on at most three lines."""
    room = (WIDTH - 2 * _MARGIN) / _LETTER
    lines = wrapped(text, room)
    return (
        lines
        if len(lines) <= _MOST_LINES
        else [*lines[: _MOST_LINES - 1], cut(" ".join(lines[_MOST_LINES - 1 :]), room)]
    )
