"""A case whose dossier is written in another language than the last time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cases_invented import make_case

from recuento.case.run import run
from recuento.case.verify import verify
from recuento.cli import main


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case")


def test_another_language_is_a_new_run_and_the_same_one_is_none(case: Path) -> None:
    assert run(case).dossier is not None
    spanish = run(case, language="es")
    assert spanish.dossier is not None
    assert spanish.dossier.lede.headline.endswith("si son auténticas") or "actas" in spanish.dossier.lede.headline
    assert run(case, language="es").dossier is None


def test_verdicts_are_worded_in_the_language_and_are_the_same(case: Path) -> None:
    run(case)
    english = json.loads((case / "out" / "verdicts.json").read_text("utf-8"))["verdicts"]
    run(case, language="es")
    spanish = json.loads((case / "out" / "verdicts.json").read_text("utf-8"))["verdicts"]
    assert [v["kind"] for v in english] == [v["kind"] for v in spanish]
    assert all(e["says"] != s["says"] for e, s in zip(english, spanish, strict=True))


def test_verify_makes_it_again_in_the_language_of_the_manifest(case: Path) -> None:
    run(case, language="es")
    assert [one for one in verify(case) if not one.same] == []


def test_a_language_that_there_is_none_of_is_refused(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--lang", "tlh", str(case)]) == 2
    assert "take en or es" in capsys.readouterr().err
