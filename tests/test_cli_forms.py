"""`recuento forms`: what no machine read is entered by hand, twice, and then counted by the recipe that the form gives."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from PIL import Image
from tests.cases_invented import make_case

from recuento.case.run import count
from recuento.cli import main

CASE = """[contest]
name = "Mayor of Port Anne"
country = "NOR"
date = 2031-05-04
authority = "Electoral Board"

[[candidates]]
id = "vega"
name = "Bruno Vega"

[[candidates]]
id = "soto"
name = "Clara Soto"

[[sheets]]
path = "sheets"
published_by = "Watchers of \\"Norland\\""
interest = "none known"
unit = ["centre:3", "table"]
registered = "roll"
votes = { vega = "slot 1..2", soto = "slot 3" }
code.pattern = '(?<centre>\\d+)\\.(?<table>\\d+)!(?<roll>\\d+)!(?<slot>[\\d,]+)'
code.lists = { slot = "," }
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    place = make_case(tmp_path, sheets=None, toml=CASE)
    (place / "sheets").mkdir(exist_ok=True)
    (place / "sheets" / "codes.txt").write_text("7.1!300!10,5,20\n", encoding="utf-8")
    Image.new("L", (300, 300), 255).save(place / "sheets" / "blank <b>.png")
    return place


def test_a_sheet_that_is_not_read_is_entered_and_then_counted(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page shows the image; its recipe, pasted into the case, counts what two people typed."""
    assert main(["forms", str(case), "--to", str(case / "entered")]) == 0
    assert capsys.readouterr().out.split() == [str(case / "entered" / n) for n in ("to-enter.csv", "to-enter.html")]
    rows = list(csv.reader((case / "entered" / "to-enter.csv").read_text(encoding="utf-8").splitlines()))
    assert rows == [
        ["image", "centre", "table", "registered", "vega", "soto"],
        ["sheets/blank <b>.png", "", "", "", "", ""],
    ]
    page = (case / "entered" / "to-enter.html").read_text(encoding="utf-8")
    assert 'src="../sheets/blank%20%3Cb%3E.png"' in page
    assert "<b>.png" not in page
    recipe = re.search(r"<pre>(.*?)</pre>", page, re.S)
    assert recipe
    pasted = recipe[1].replace("&#34;", '"')
    (case / "case.toml").write_text(f"{CASE}\n{pasted}\n", encoding="utf-8")
    for name in ("first", "second"):
        (case / "entered" / f"{name}.csv").write_text(
            f"{','.join(rows[0])}\nsheets/blank <b>.png,7,2,200,4,9\n", encoding="utf-8"
        )
    tally = count(case)
    assert {c.id: c.votes for c in tally.candidates} == {"vega": 19, "soto": 29}
    assert tally.registered == 500


def test_a_table_that_may_be_filled_is_not_overwritten(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "entered").mkdir()
    (case / "entered" / "to-enter.csv").write_text("mine", encoding="utf-8")
    assert main(["forms", str(case), "--to", str(case / "entered")]) != 0
    assert "may be filled" in capsys.readouterr().err
    assert (case / "entered" / "to-enter.csv").read_text(encoding="utf-8") == "mine"


def test_nothing_is_written_where_every_image_was_read(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "sheets" / "blank <b>.png").unlink()
    assert main(["forms", str(case), "--to", str(case / "entered")]) == 0
    assert "all images were read" in capsys.readouterr().out
    assert not (case / "entered").exists()


def test_a_case_without_images_has_no_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = CASE[: CASE.index("code.pattern")].replace("slot 1..2", "a").replace("slot 3", "b")
    place = make_case(tmp_path, sheets="centre,table,roll,a,b\n1,1,9,2,3\n", toml=plain)
    assert main(["forms", str(place), "--to", str(place / "entered")]) != 0
    assert "no images of sheets" in capsys.readouterr().err
