"""`recuento verify`: the same case done again is the same; whatever was changed is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from recuento._console import Code
from recuento.cli import main

CASE = """
[contest]
name = "President"
country = "XSL"
date = 2031-06-01
authority = "Board"
units = 3
roll = 300

[[candidates]]
id = "ana"
name = "Ana Prueba"

[[candidates]]
id = "beto"
name = "Beto Ensayo"

[[announcements]]
id = "final"
at = 2031-06-02T10:00:00Z
votes = { ana = 90, beto = 120 }
winner = "beto"
source = "Board"

[[sheets]]
path = "sheets.csv"
published_by = "Casa Abierta"
interest = "observers"
unit = ["UNIT"]
registered = "ROLL"
votes = { ana = "A", beto = "B" }
"""


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.toml").write_text(CASE)
    (folder / "sheets.csv").write_text("UNIT,ROLL,A,B\n1,100,60,20\n2,100,50,30\n")
    assert main(["run", str(folder)]) == Code.WELL
    capsys.readouterr()
    return folder


def test_a_case_that_nobody_touched_is_the_same(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p.name: p.read_bytes() for p in (case / "out").iterdir()}
    assert main(["verify", str(case)]) == Code.WELL
    said = capsys.readouterr().out
    assert "same     redone   redo.xlsx" in said
    assert "0 differ" in said
    assert {p.name: p.read_bytes() for p in (case / "out").iterdir()} == before


def test_a_changed_sheet_is_named_with_what_it_changes(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "sheets.csv").write_text("UNIT,ROLL,A,B\n1,100,20,60\n2,100,50,30\n")
    assert main(["verify", str(case)]) == Code.DIFFERS
    said = capsys.readouterr().out
    assert "changed  input    sheets.csv" in said
    assert "changed  redone   verdicts.json" in said
    assert "same     output   verdicts.json" in said


def test_an_output_that_was_edited_is_named(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = case / "out" / "dossier.html"
    page.write_text(page.read_text().replace("Ana Prueba", "Beto Ensayo"))
    assert main(["verify", str(case)]) == Code.DIFFERS
    said = capsys.readouterr().out
    assert "changed  output   dossier.html" in said
    assert "same     redone   dossier.html" in said


def test_without_a_run_there_is_nothing_to_compare_with(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(case / "out")
    assert main(["verify", str(case)]) == Code.UNUSABLE
    assert "run recuento run first" in capsys.readouterr().err


def test_a_file_put_beside_the_others_is_new(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "articles").mkdir()
    (case / "articles" / "a.txt").write_text("The Board said on Monday that Beto Ensayo had won the vote in May.")
    assert main(["verify", str(case)]) == Code.DIFFERS
    said = capsys.readouterr().out
    assert "new      input    articles/a.txt" in said
    assert "new      redone   records.jsonl" in said
