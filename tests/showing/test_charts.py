"""The charts: SVG text that needs no browser, no script and no network to be drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from recuento.showing.charts import NARROW, WIDE, Bar, Group, bars

GROUPS = (
    Group("Ana Beltrán", (Bar("Counted", "420,400", 420_400, "counted"), Bar("Announced", "280,044", 280_044, "announced")), 420_400, 621_400),
    Group("Tomás Rojas", (Bar("Counted", "200,210", 200_210, "counted"),)),
)  # fmt: skip


def texts(svg: str) -> list[str]:
    """The words in the drawing."""
    return [element.text or "" for element in ET.fromstring(svg).iter("text")]  # noqa: S314 - our own drawing


def test_every_bar_has_its_label_and_figure() -> None:
    """Nobody has to look a colour up to read a number."""
    assert texts(bars(GROUPS)) == [
        "Ana Beltrán",
        "Tomás Rojas",
        "Counted: 420,400",
        "Announced: 280,044",
        "Counted: 200,210",
    ]


def test_bars_are_as_long_as_their_figures() -> None:
    """One scale from zero: half the figure is half the length."""
    two = Group("", (Bar("a", "1", 50, "counted"), Bar("b", "2", 100, "counted")))
    lengths = [float(x) for x in re.findall(r'd="M0,[\d.]+h([\d.]+)v[^"]*" fill="var\(--counted\)"', bars([two]))]
    assert lengths == [WIDE / 2, WIDE]


def test_colours_are_the_pages_own() -> None:
    """Light, dark and print colour the same drawing: no colour is fixed in it."""
    drawing = bars(GROUPS)
    assert {"var(--counted)", "var(--announced)", "var(--range)", "var(--ink)"} <= set(
        re.findall(r'"(var\([^)]*\))"', drawing)
    )
    assert not re.search(r'"#[0-9a-f]{3,8}"', drawing)


def test_nothing_in_a_drawing_is_fetched_or_run() -> None:
    """No address, no style, no script, no event."""
    drawing = bars(GROUPS)
    assert not re.search(r"https?:|url\(|<style|<script|<image|\bon\w+=|\bstyle=", drawing)


def test_hostile_names_are_text_in_the_drawing() -> None:
    """A name full of markup is drawn letter by letter."""
    name = '<script>alert("x")</script>&amp;'
    drawing = bars([Group(name, (Bar("=HYPERLINK(1)", "1", 1, "counted"),))])
    assert texts(drawing) == [name, "=HYPERLINK(1): 1"]


def test_on_a_phone_long_labels_take_two_lines_and_long_names_are_cut() -> None:
    """No line is longer than the drawing is wide, whatever font the phone has."""
    group = Group("N" * 80, (Bar("Announced on the second of August 2024", "5,150,092 votes", 1, "announced"),))
    name, label, figure = texts(bars([group], NARROW))
    assert len(name) < 40
    assert name.endswith("…")
    assert (label, figure) == ("Announced on the second of August 2024", "5,150,092 votes")


@pytest.mark.parametrize("value", [0.0, -12_400.0, 1e-9])
def test_nothing_and_less_than_nothing_can_be_drawn(value: float) -> None:
    """A lead may be a lag."""
    assert "<svg" in bars([Group("", (Bar("Lead", "x", value, "counted"),))])
