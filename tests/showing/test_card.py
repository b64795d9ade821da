"""The card: the headline and the picture, readable by itself, and the one that the README shows."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.showing import samples
from tests.showing.test_dossier import build

from recuento.showing.card import HEIGHT, WIDTH, card_png, card_svg


def test_it_has_the_headline_and_the_gap() -> None:
    svg = card_svg(build())
    said = " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own
    assert "The Electoral Board announced that Tomás Rojas had won" in said
    assert "19,190 votes short" in said
    assert "var(" not in svg


def test_as_a_picture_it_has_the_size_that_pages_ask_for() -> None:
    from PIL import Image

    with Image.open(io.BytesIO(card_png(build()))) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        colours = picture.convert("L").getextrema()
    darkest, lightest = colours
    assert darkest < 60
    assert lightest > 240


def test_hostile_names_are_text() -> None:
    names = [{"id": i, "name": "<script>alert(1)</script>"} for i in ("rojas", "beltran", "mora")]
    svg = card_svg(build(case=samples.case(candidates=names)))
    assert "<script" not in svg
    ET.fromstring(svg)  # noqa: S314 - well-formed whatever the names are


def test_the_readme_shows_the_card_of_the_demo(demo_folder: Path) -> None:
    """`make demo` puts it there; compared loosely, since a pixel may be rounded otherwise elsewhere."""
    from PIL import Image, ImageChops, ImageStat

    shown = Image.open(Path(__file__).parents[2] / "docs" / "dossier.png").convert("L")
    made = Image.open(demo_folder / "out" / "card.png").convert("L")
    assert shown.size == made.size
    assert ImageStat.Stat(ImageChops.difference(shown, made)).mean[0] < 0.5
