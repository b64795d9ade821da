"""Charts as SVG text: bars with direct labels, drawn by Vega-Lite without a browser, a script or a network.

One form serves all: groups of labelled bars on one scale, each group with a shaded range behind its bars. Colours are
written as CSS variables, so that the page's light and dark schemes, and print, colour the same drawing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDE, NARROW = 760, 340
"""Widths in pixels: beside a text column, and on a phone."""

_LABEL, _BAR, _EDGE, _GAP = 17, 10, 3, 9
_HEADING, _BETWEEN = 25, 16

_LETTER, _WIDE_LETTER = 7.6, 9.6
"""Width of a letter of a label and of a heading in the widest of the fonts that a reader's machine may choose."""

# Stand-ins that Vega-Lite takes for colours; each becomes a variable of the page's style.
_COLOURS = {
    "ink": "#010101",
    "faint": "#020202",
    "counted": "#030303",
    "announced": "#040404",
    "range": "#050505",
    "range-edge": "#060606",
}
_NAMESPACE = re.compile(r'(?<=<svg) xmlns="[^"]*" xmlns:xlink="[^"]*"')
_FONT = "system-ui, -apple-system, Segoe UI, Roboto, sans-serif"


@dataclass(frozen=True)
class Bar:
    """A labelled bar; `text` is its figure as written, `tone` whether it was counted or announced."""

    label: str
    text: str
    value: float
    tone: str


@dataclass(frozen=True)
class Group:
    """Bars under a heading, before a shaded strip from `low` to `high`; `note` says what the range is."""

    heading: str
    bars: tuple[Bar, ...]
    low: float | None = None
    high: float | None = None
    note: str = ""


def bars(groups: Sequence[Group], width: int = WIDE) -> str:
    """The groups one below the other on one scale from zero, as an SVG element without a title.

    The page gives the drawing its name and, beside it, the same figures as a table or sentences.
    """
    import altair as alt
    import vl_convert

    marks, height = _laid_out(groups, width)
    ends = [v for g in groups for v in (g.low, g.high, *(b.value for b in g.bars)) if v is not None]
    scale = alt.Scale(domain=[min(0.0, *ends), max(1e-9, *ends)], nice=False, zero=True)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    def boxes(kind: str, **style: Any) -> Any:
        rows = alt.InlineData(values=[m for m in marks if m["kind"] == kind])
        return alt.Chart(rows).mark_rect(**style).encode(x=x("from"), x2="to:Q", y=y("top"), y2="bottom:Q")

    def words(kind: str, **style: Any) -> Any:
        rows = alt.InlineData(values=[m for m in marks if m["kind"] == kind])
        look = {"align": "left", "baseline": "alphabetic", "font": _FONT, "limit": 0, **style}
        return alt.Chart(rows).mark_text(**look).encode(x=alt.value(0), y=y("top"), text="text:N")

    layers = [
        boxes("range", fill=_COLOURS["range"], stroke=_COLOURS["range-edge"], strokeDash=[3, 3], strokeWidth=1),
        boxes("counted", fill=_COLOURS["counted"]),
        boxes("announced", fill=_COLOURS["announced"]),
        words("heading", fontSize=15, fontWeight="bold", fill=_COLOURS["ink"]),
        words("label", fontSize=12.5, fill=_COLOURS["ink"]),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height, padding=1, background="transparent")
    chart = chart.configure(aria=False).configure_view(stroke=None)
    return _for_the_page(vl_convert.vegalite_to_svg(chart.to_dict()))


def _laid_out(groups: Sequence[Group], width: int) -> tuple[list[dict[str, Any]], int]:
    """Every mark with its place from the top, and how high the whole is."""
    marks: list[dict[str, Any]] = []
    top = 0
    for group in groups:
        if group.heading:
            marks.append({"kind": "heading", "text": _cut(group.heading, width / _WIDE_LETTER), "top": top + 15})
            top += _HEADING
        for line in _lines(group.note, "", width):
            marks.append({"kind": "label", "text": line, "top": top + 11})
            top += _LABEL
        for bar in group.bars:
            for line in _lines(bar.label, bar.text, width):
                marks.append({"kind": "label", "text": line, "top": top + 12})
                top += _LABEL
            if group.low is not None and group.high is not None:
                strip = {"from": group.low, "to": group.high, "top": top, "bottom": top + _BAR + 2 * _EDGE}
                marks.append({"kind": "range", **strip})
            thick = {"top": top + _EDGE, "bottom": top + _EDGE + _BAR}
            marks.append({"kind": bar.tone, "from": 0, "to": bar.value, **thick})
            top += _BAR + 2 * _EDGE + _GAP
        top += _BETWEEN
    return marks, max(top - _BETWEEN - _GAP + 2, 1)


def _lines(label: str, text: str, width: int) -> list[str]:
    """What stands above a bar: one line, or two where label and figure do not fit on one."""
    room = width / _LETTER
    whole = f"{label}: {text}" if text else label
    if len(whole) <= room:
        return [whole] if whole else []
    return [_cut(part, room) for part in (label, text) if part]


def _cut(text: str, room: float) -> str:
    """The text, shortened to the letters there is room for; the page's table has it whole."""
    return text if len(text) <= room else f"{text[: int(room) - 1].rstrip()}…"


def _for_the_page(svg: str) -> str:
    """The drawing with the page's colours, hidden from the tree of names (the figure is named as a whole)."""
    for name, colour in _COLOURS.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    svg = _NAMESPACE.sub("", svg)  # needed in a file of its own, not within HTML
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
