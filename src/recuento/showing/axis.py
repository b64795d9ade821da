"""The picture of the first screen: each leading candidate on one axis, counted, possible and announced.

A small drawing by hand, since its marks are few and each must be told by shape and by place as well as by colour: a
disc for what was counted, a band for what the missing sheets leave possible, diamonds for what was announced, a line for
what the rule asks, a bracket for the gap that decides. The figures stand as text below each row, so that no two labels
can run into one another whatever the figures are. Colours are variables of the page's style.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Protocol

from .fitting import cut, wrapped

if TYPE_CHECKING:
    from markupsafe import Markup

_LETTER, _BOLD_LETTER, _GAP_LETTER = 6.6, 8.6, 7.8
"""Widths of a letter of a figure, of a name and of the gap's words, as the widest usual fonts have them."""
_GLYPH = 16
"""Room that the mark before a figure takes."""
_SIDE = 10
"""Room at either end, so that a mark at the end of the axis is whole."""
_NAME, _TRACK, _LINE, _AFTER = 18, 22, 17, 14
_TICKS = 4


@dataclass(frozen=True)
class Mark:
    """A figure on the axis: its place and its words; `kind` is counted, announced or earlier (announced before)."""

    kind: str
    at: float
    text: str


@dataclass(frozen=True)
class Row:
    """A candidate: marks, what is possible, and that in words."""

    name: str
    marks: tuple[Mark, ...]
    low: float | None = None
    high: float | None = None
    possible: str = ""


@dataclass(frozen=True)
class Gap:
    """The gap that decides, from one place on the axis to another, told in the row of this number."""

    row: int
    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Threshold:
    """What a rule asks, as a place on the axis, in words."""

    at: float
    text: str


@dataclass(frozen=True)
class Axis:
    """Everything that the picture shows; `ticks` are values of the axis, each with its words."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    thresholds: tuple[Threshold, ...] = ()
    gap: Gap | None = None

    @property
    def top(self) -> float:
        """The value at the right end of the axis."""
        return max(largest(self.rows, self.thresholds), *(value for value, _ in self.ticks), 1e-9)


def largest(rows: Sequence[Row], thresholds: Sequence[Threshold]) -> float:
    """The largest value that needs a place on the axis."""
    ends = [v for r in rows for v in (r.high, *(m.at for m in r.marks)) if v is not None]
    return max([*ends, *(t.at for t in thresholds)], default=0.0)


class _Place(Protocol):
    """Where a value lies on the drawing."""

    def __call__(self, value: float) -> float:
        """Pixels from the left."""
        ...


def round_steps(most: float, end: float | None = None) -> list[float]:
    """Round values from zero to the first at or above `most`, at even steps; none above `end`."""
    if most <= 0:
        return [0.0]
    step = 1.0
    while step * _TICKS < most:
        step *= 10
    while step > most / _TICKS and step > 1e-6:
        nicer = [step / d for d in (2, 4, 5, 10) if step / d >= most / (_TICKS + 1)]
        if not nicer:
            break
        step = nicer[-1]
    steps = [i * step for i in range(ceil(most / step - 1e-9) + 1)]
    return [s for s in steps if end is None or s <= end]


def draw(axis: Axis, width: int) -> Markup:
    """The drawing as an SVG element, without a title: the page gives the figure its name and its table."""
    from markupsafe import Markup, escape

    parts: list[str] = []
    scale = (width - 2 * _SIDE) / axis.top

    def x(value: float) -> float:
        return round(_SIDE + value * scale, 1)

    heads = list(_placed([(x(t.at), t.text) for t in axis.thresholds], width))
    top: float = _LINE * len({line for _, _, _, line in heads}) + (4 if heads else 0)
    start = top
    for number, row in enumerate(axis.rows):
        drawn, top = _row(axis, number, row, x, top, width)
        parts += drawn
    lines = [
        f'<path class="asked" d="M{at} {start - 3}V{top - _AFTER + 2}"/>' for at in (x(t.at) for t in axis.thresholds)
    ]
    lines += [
        f'<text class="figure" x="{left}" y="{_LINE * (line + 1) - 5}">{escape(text)}</text>'
        for left, _, text, line in heads
    ]
    below = [
        f'<path class="tick" d="M{x(value)} {top - 4}v5"/>'
        f'<text class="tick-text" x="{x(value)}" y="{top + 15}" text-anchor="{_anchor(x(value), width)}">{escape(text)}</text>'
        for value, text in _ticks_with_room(axis.ticks, x)
    ]
    ruler = f'<path class="tick" d="M{x(0)} {top - 4}H{x(axis.top)}"/>'
    inside = "".join([*lines, *parts, ruler, *below])  # lines first: words stand over them
    height = top + _LINE + 4
    return Markup(  # noqa: S704 - every text in it was escaped as it was set
        f'<svg class="axis" aria-hidden="true" focusable="false" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{inside}</svg>'
    )


def _row(axis: Axis, number: int, row: Row, x: _Place, top: float, width: int) -> tuple[list[str], float]:
    from markupsafe import escape

    parts = [f'<text class="name" x="{_SIDE}" y="{top + 14}">{escape(cut(row.name, _letters(row.name, width)))}</text>']
    middle = top + _NAME + _TRACK / 2
    parts.append(f'<path class="track" d="M{x(0)} {middle}H{x(axis.top)}"/>')
    if row.low is not None and row.high is not None and row.high > row.low:
        parts.append(
            f'<rect class="possible" x="{x(row.low)}" y="{middle - 7}" width="{max(x(row.high) - x(row.low), 1)}" height="14"/>'
        )
    # What was announced last lies on top, then what was counted.
    order = {"earlier": 0, "announced": 1, "counted": 2}
    parts += [_shape(m.kind, x(m.at), middle) for m in sorted(row.marks, key=lambda m: order[m.kind])]
    top += _NAME + _TRACK
    if axis.gap is not None and axis.gap.row == number:
        drawn, top = _gap(axis.gap, x, middle, top, width)
        parts += drawn
    told = [(m.kind, m.text) for m in row.marks]
    told += [("possible", row.possible)] if row.possible else []
    left, line, room = float(_SIDE), 0, width - 2 * _SIDE
    for kind, text in told:
        lines = wrapped(text, (room - _GLYPH) / _LETTER)
        wide = _GLYPH + max(map(len, lines)) * _LETTER
        if left > _SIDE and (left + wide > width - _SIDE or len(lines) > 1):
            left, line = float(_SIDE), line + 1
        for k, words in enumerate(lines):
            y = top + 12 + (line + k) * _LINE
            parts += [_shape(kind, left + 5, y - 4, small=True)] if k == 0 else []
            parts.append(f'<text class="figure" x="{round(left + _GLYPH - 1, 1)}" y="{y}">{escape(words)}</text>')
        line += len(lines) - 1
        left += wide + _GLYPH
    return parts, top + (line + 1) * _LINE + _AFTER


def _shape(kind: str, x: float, y: float, *, small: bool = False) -> str:
    size = 4.5 if small else 6.5
    if kind == "counted":
        return f'<circle class="counted" cx="{x}" cy="{y}" r="{size}"/>'
    if kind == "possible":
        return f'<rect class="possible" x="{x - 5}" y="{y - 4}" width="11" height="8"/>'
    reach = size + 1.5
    return f'<path class="{kind}" d="M{x} {y - reach}l{reach} {reach}l-{reach} {reach}l-{reach} -{reach}z"/>'


def _gap(gap: Gap, x: _Place, middle: float, top: float, width: int) -> tuple[list[str], float]:
    from markupsafe import escape

    left, right = sorted((x(gap.start), x(gap.end)))
    centre = (left + right) / 2
    parts = [
        f'<path class="gap" d="M{left} {middle - 9}v18M{right} {middle - 9}v18M{left} {middle}H{right}"/>',
        f'<path class="gap thin" d="M{round(centre, 1)} {middle + 3}V{top + 3}"/>',
    ]
    for words in wrapped(gap.text, (width - 2 * _SIDE) / _GAP_LETTER):
        room = len(words) * _GAP_LETTER
        at = min(max(centre - room / 2, _SIDE), max(width - _SIDE - room, _SIDE))
        parts.append(f'<text class="gap-text" x="{round(at, 1)}" y="{top + 14}">{escape(words)}</text>')
        top += _LINE
    return parts, top + 3


def _placed(heads: Sequence[tuple[float, str]], width: int) -> Iterator[tuple[float, float, str, int]]:
    """Words at places along a line: where each begins and ends, and on which line, so that none covers another."""
    ends: list[float] = []
    for at, words in heads:
        text = cut(words, (width - 2 * _SIDE) / _LETTER)
        room = len(text) * _LETTER
        left = round(min(max(at - room / 2, _SIDE), max(width - _SIDE - room, _SIDE)), 1)
        line = next((n for n, end in enumerate(ends) if left > end + 10), len(ends))
        if line == len(ends):
            ends.append(0)
        ends[line] = left + room
        yield left, left + room, text, line


def _ticks_with_room(ticks: Sequence[tuple[float, str]], x: _Place) -> Iterator[tuple[float, str]]:
    """Every tick, or every second, third …: the most whose words have room beside one another."""
    room = max((len(text) for _, text in ticks), default=1) * _LETTER + 8
    step = x(ticks[1][0]) - x(ticks[0][0]) if len(ticks) > 1 else room
    yield from ticks[:: max(1, ceil(room / max(step, 1e-6)))]


def _anchor(at: float, width: int) -> str:
    return "start" if at < 3 * _SIDE else "end" if at > width - 3 * _SIDE else "middle"


def _letters(name: str, width: int) -> float:
    """How many letters of a name there is room for: capitals are wide."""
    capitals = sum(c.isupper() for c in name) / max(1, len(name))
    return width / (_BOLD_LETTER * (1 + 0.7 * capitals))
