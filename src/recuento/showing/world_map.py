"""Where states stand, on a map of the world: an SVG with a fill and a pattern for each stance.

The outlines are Natural Earth's (see map/README.md), drawn in the Equal Earth projection, which keeps areas true:
Šavrič, Patterson, Jenny: The Equal Earth map projection, IJGIS 33 (2019), equations 1 to 5. A stance has a pattern as
well as a tone, so that neither colour nor print is needed to tell them. States that the outlines do not have, and
organisations, are returned for the page to list.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, HEIGHT = 760, 340
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_ANTARCTICA = "010"
_HALF_TURN = 180.0
_SOUTHERNMOST = -57.0
"""Degrees; below lies nobody who takes a stance."""
_STANCES = ("neutral", "recognises", "questions", "rejects")
"""A country under two of them is drawn with the later one."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class WorldMap:
    """The drawing, and the codes of those with a stance for whom it has no outline."""

    svg: Markup
    off_the_map: tuple[str, ...]


def draw(stances: Mapping[str, Sequence[str]], home: str) -> WorldMap:
    """The map. `stances` has the codes (ISO 3166-1 alpha-3) of each stance; `home` is the country that votes."""
    from markupsafe import Markup

    kind_of = {code: kind for kind in _STANCES for code in stances.get(kind, ())}
    outlines = _outlines()
    land = "".join(path for code, path in outlines.items() if code not in kind_of and code != home)
    shapes = [f'<path class="land" d="{land}"/>']
    shapes += [f'<path class="on {kind}" d="{outlines[code]}"/>' for code, kind in kind_of.items() if code in outlines]
    shapes += [f'<path class="home" d="{outlines[home]}"/>'] if home in outlines else []
    svg = (
        f'<svg class="world" aria-hidden="true" focusable="false" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<defs>{_PATTERNS}</defs>{''.join(shapes)}</svg>"
    )
    missing = tuple(code for code in kind_of if code not in outlines)
    return WorldMap(Markup(svg), missing)  # noqa: S704 - numbers and our own class names only


_PATTERNS = (
    '<pattern id="m-questions" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="m-paper" width="5" height="5"/><rect class="m-questions" width="2.6" height="5"/></pattern>'
    '<pattern id="m-rejects" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect class="m-rejects" width="4" height="4"/><circle class="m-paper" cx="2" cy="2" r=".8"/></pattern>'
    '<pattern id="m-neutral" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect class="m-paper" width="5" height="5"/><circle class="m-neutral" cx="2.5" cy="2.5" r="1.1"/></pattern>'
)


@functools.cache
def _outlines() -> dict[str, str]:
    """The path of each country by its code."""
    import pycountry

    world = json.loads(files("recuento.showing").joinpath("map", "countries-110m.json").read_text("utf-8"))
    arcs = [list(_degrees(arc, world["transform"])) for arc in world["arcs"]]
    found: dict[str, str] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=shape.get("id", ""))
        # Those whom no code of the standard names are land like any other.
        code = country.alpha_3 if country else shape["properties"]["name"]
        if shape.get("id") == _ANTARCTICA:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = (part for polygon in polygons for ring in polygon for part in _cut(_ring(ring, arcs)))
        found[code] = found.get(code, "") + "".join(_path(ring) for ring in rings)
    return found


def _degrees(arc: Sequence[Sequence[int]], transform: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    """The points of an arc, which holds steps on a grid (the TopoJSON format, 2.1.4)."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """The arcs of a ring one after the other; a negative number means the arc backwards (TopoJSON, 2.1.5)."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _cut(ring: Ring) -> Iterator[Ring]:
    """A ring that crosses the edge of the map as the part on either side; any other as it is."""
    unrolled: Ring = []
    turn = 0.0
    for lon, lat in ring:
        if unrolled and abs(lon + turn - unrolled[-1][0]) > _HALF_TURN:
            turn += -2 * _HALF_TURN if lon + turn > unrolled[-1][0] else 2 * _HALF_TURN
        unrolled.append((lon + turn, lat))
    for shift in (-2 * _HALF_TURN, 0.0, 2 * _HALF_TURN):
        part = _west_of(_west_of([(-(x + shift), y) for x, y in unrolled]), flipped=True)
        if part:
            yield part


def _west_of(ring: Ring, *, flipped: bool = False) -> Ring:
    """What of a ring lies west of 180 degrees (Sutherland and Hodgman 1974); `flipped` rings are turned round first."""
    points = [(-x, y) for x, y in ring] if flipped else ring
    kept: Ring = []
    for (x0, y0), (x1, y1) in pairwise([*points, *points[:1]]):
        if x0 <= _HALF_TURN:
            kept.append((x0, y0))
        if (x0 <= _HALF_TURN) != (x1 <= _HALF_TURN):
            kept.append((_HALF_TURN, y0 + (y1 - y0) * (_HALF_TURN - x0) / (x1 - x0)))
    return kept


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Equal Earth: degrees to the plane, on a sphere of radius one."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(longitude) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return x, y


def _path(ring: Ring) -> str:
    east, _ = project(180, 0)
    _, north = project(0, 84)
    _, south = project(0, _SOUTHERNMOST)
    scale = min((WIDTH - 8) / (2 * east), (HEIGHT - 8) / (north - south))
    places = [project(lon, max(lat, _SOUTHERNMOST)) for lon, lat in ring]
    drawn = [(round(WIDTH / 2 + x * scale, 1), round(4 + (north - y) * scale, 1)) for x, y in places]
    steps = [p for i, p in enumerate(drawn) if i == 0 or p != drawn[i - 1]]
    if len(steps) < 3:
        return ""
    # Steps on a grid of tenths, so that rounding does not add up.
    grid = [(round(10 * x), round(10 * y)) for x, y in steps]
    moves = (f"{(b[0] - a[0]) / 10:g} {(b[1] - a[1]) / 10:g}" for a, b in pairwise(grid))
    return f"M{grid[0][0] / 10:g} {grid[0][1] / 10:g}l" + " ".join(moves) + "z"
