"""Charts as SVG text: bars with direct labels, drawn without a browser, a script or a network.

One form serves all: groups of labelled bars on one scale, each group with a shaded range behind its bars. Colours are
written as CSS variables, so that the page's light and dark schemes, and print, colour the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .fitting import cut

WIDE, NARROW = 760, 340
"""Widths in pixels: beside a text column, and on a phone."""

_LABEL, _BAR, _EDGE, _GAP = 17, 10, 3, 9
_HEADING, _BETWEEN = 25, 16

_LETTER, _WIDE_LETTER = 7.6, 9.6
"""Width of a letter of a label and of a heading in the widest of the fonts that a reader's machine may choose."""

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
    from markupsafe import escape

    marks, height = _laid_out(groups, width)
    ends = [v for g in groups for v in (g.low, g.high, *(b.value for b in g.bars)) if v is not None]
    low, high = min(0.0, *ends), max(1e-9, *ends)

    def x(value: float) -> float:
        return (value - low) / (high - low) * width

    def boxes(kind: str, style: str) -> Iterator[str]:
        for m in (m for m in marks if m["kind"] == kind):
            start, end = sorted((x(m["from"]), x(m["to"])))
            down = m["bottom"] - m["top"]
            yield f'<path d="M{start:g},{m["top"]}h{end - start:g}v{down}h{start - end:g}z" {style}/>'

    def words(kind: str, style: str) -> Iterator[str]:
        for m in (m for m in marks if m["kind"] == kind):
            yield f'<text x="0" y="{m["top"]}" fill="var(--ink)" {style}>{escape(m["text"])}</text>'

    dashed = 'fill="var(--range)" stroke="var(--range-edge)" stroke-dasharray="3 3"'
    drawn = [
        *boxes("range", dashed),
        *boxes("counted", 'fill="var(--counted)"'),
        *boxes("announced", 'fill="var(--announced)"'),
        *words("heading", f'font-family="{_FONT}" font-size="15" font-weight="bold"'),
        *words("label", f'font-family="{_FONT}" font-size="12.5"'),
    ]
    return (
        f'<svg aria-hidden="true" focusable="false" width="{width}" height="{height}" viewBox="-1 -1 {width + 2} {height + 2}">'
        f"{''.join(drawn)}</svg>"
    )


def _laid_out(groups: Sequence[Group], width: int) -> tuple[list[dict[str, Any]], int]:
    """Every mark with its place from the top, and how high the whole is."""
    marks: list[dict[str, Any]] = []
    top = 0
    for group in groups:
        if group.heading:
            marks.append({"kind": "heading", "text": cut(group.heading, width / _WIDE_LETTER), "top": top + 15})
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
    return [cut(part, room) for part in (label, text) if part]


_ALONE = "<style>svg{--ink:#1b1b1b;--counted:#33567f;--announced:#b86b00;--range:#e3e9f2;--range-edge:#8fa3bf;background:#fff}</style>"


def alone(drawing: str, more: str = "") -> str:
    """A drawing of the page as a file of its own, with the colours that the page would give it; `more` is put first into it."""
    plain = str(drawing).replace(' aria-hidden="true" focusable="false"', "", 1)  # alone, it is what is to be seen
    head, _, rest = plain.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).partition(">")
    return f"{head}>{_ALONE}{more}{rest}\n"
