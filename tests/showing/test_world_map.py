"""The map of who stands where: true to its projection, whole at its edges, and honest about who is not on it."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from recuento.showing.world_map import HEIGHT, WIDTH, draw, project


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        # The extremes that the paper gives for a sphere of radius one: width 5.413, height 2.635.
        (180, 0, 2.706630, 0.0),
        (0, 90, 0.0, 1.317363),
        (-180, 0, -2.706630, 0.0),
        (0, -90, 0.0, -1.317363),
    ],
)
def test_the_projection_is_equal_earth(longitude: float, latitude: float, x: float, y: float) -> None:
    assert project(longitude, latitude) == pytest.approx((x, y), abs=1e-6)


def test_the_projection_keeps_areas() -> None:
    """A strip near the pole has the area on the plane that it has on the sphere."""
    for low, high in ((0, 10), (40, 50), (70, 80)):
        steps = [low + (high - low) * i / 2000 for i in range(2001)]
        plane = sum(
            (project(180, (a + b) / 2)[0] * 2) * (project(0, b)[1] - project(0, a)[1])
            for a, b in itertools.pairwise(steps)
        )
        sphere = 2 * math.pi * (math.sin(math.radians(high)) - math.sin(math.radians(low)))
        assert plane == pytest.approx(sphere, rel=1e-4)


def _segments(svg: str, css: str) -> list[tuple[float, float, float, float]]:
    """Every straight line of the paths of a class."""
    found = []
    for path in re.findall(rf'<path class="{css}" d="([^"]*)"', svg):
        for start, rest in re.findall(r"M([-\d. ]+)l([-\d. ]+)z", path):
            x, y = map(float, start.split())
            steps = list(map(float, rest.split()))
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                found.append((x, y, x + dx, y + dy))
                x, y = x + dx, y + dy
    return found


def test_a_country_on_both_sides_of_the_edge_is_no_band_across_the_map() -> None:
    """Russia and Fiji lie on both sides of 180 degrees."""
    svg = draw({"recognises": ["RUS", "FJI"]}, "XXX").svg
    lines = _segments(svg, "on recognises")
    assert len(lines) > 100
    assert max(abs(x1 - x0) for x0, _, x1, _ in lines) < 60


def test_every_outline_lies_on_the_drawing() -> None:
    svg = draw({"rejects": ["USA"]}, "VEN").svg
    for css in ("land", "on rejects", "home"):
        for x0, y0, _, _ in _segments(svg, css):
            assert -0.5 <= x0 <= WIDTH + 0.5
            assert -0.5 <= y0 <= HEIGHT + 0.5


def test_whoever_has_no_outline_is_named() -> None:
    assert draw({"questions": ["EU", "SGP", "PER"]}, "VEN").off_the_map == ("EU", "SGP")


def test_of_two_stances_the_firmer_is_drawn() -> None:
    svg = draw({"questions": ["PER"], "rejects": ["PER"]}, "VEN").svg
    assert len(re.findall('class="on rejects"', svg)) == 1
    assert 'class="on questions"' not in svg
