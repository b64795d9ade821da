"""The Python API: what docs/api.md says is what the functions are, its examples run, and wrong types get the right call."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import recuento
from recuento import api
from recuento.errors import TextError
from recuento.records.frames import KINDS_OF_READINGS, KINDS_OF_TALLIES, KINDS_OF_WEIGHINGS

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
TEXT = "Brazil congratulated Ana Prueba on winning the presidential election in Ruritania."


def test_the_examples_of_the_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 8) == (0, True)


def test_the_examples_of_the_functions_run() -> None:
    assert doctest.testmod(api).failed == 0


def test_the_signatures_on_the_page_are_those_of_the_functions() -> None:
    """Every public function and method stands there as it is called."""
    told = dict(re.findall(r"^    ([\w.]+)(\(.*\) -> .*)$", DOCS, re.M))
    functions = {f"recuento.{n}": getattr(recuento, n) for n in ("read", "read_many", "count", "weigh")}
    methods = {f"{n}.to_frame": getattr(recuento, n).to_frame for n in ("Reading", "Tally", "Weighing")}
    real = {name: str(inspect.signature(f)).replace("(self, ", "(") for name, f in {**functions, **methods}.items()}
    assert told == real


def test_the_kinds_on_the_page_are_those_there_are() -> None:
    told = {row[0]: tuple(re.findall(r"`(\w+)`", row[1])) for row in re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCS, re.M)}
    assert told == {"Reading": KINDS_OF_READINGS, "Tally": KINDS_OF_TALLIES, "Weighing": KINDS_OF_WEIGHINGS}


def test_a_file_is_read_as_a_path_and_refused_as_a_text(tmp_path: Path) -> None:
    place = tmp_path / "no ending"
    place.write_text(TEXT, encoding="utf-8")
    assert len(recuento.read(place).stances) == 1
    with pytest.raises(TextError, match="name of a file"):
        recuento.read(str(place))
    with pytest.raises(TextError, match="name of a file"):
        list(recuento.read_many([str(place)]))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: recuento.read(b"x"), "takes a text"),  # type: ignore[arg-type]
        (lambda: recuento.read([TEXT]), "read_many"),  # type: ignore[arg-type]
        (lambda: recuento.read_many(TEXT), "for one call recuento.read"),
        (lambda: list(recuento.read_many([3])), "input 1 of read_many is an int"),  # type: ignore[list-item]
        (lambda: recuento.count(3), "path of its folder"),  # type: ignore[arg-type]
        (lambda: recuento.weigh(None), "path of its folder"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_type_gets_the_right_call(call: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says):
        call()


def test_a_file_of_several_articles_is_for_read_many(tmp_path: Path) -> None:
    place = tmp_path / "two.jsonl"
    place.write_text('{"text": "It rained."}\n{"text": "It snowed."}\n', encoding="utf-8")
    with pytest.raises(TextError, match="holds 2 articles"):
        recuento.read(place)
    assert len(list(recuento.read_many([place, TEXT]))) == 3


def test_an_input_that_cannot_be_read_raises_or_is_left_out_with_a_warning() -> None:
    assert len(list(recuento.read_many([TEXT]))) == 1
    with pytest.raises(TextError):
        list(recuento.read_many([TEXT, " "]))
    with pytest.warns(UserWarning, match="text 1"):
        assert len(list(recuento.read_many([" ", TEXT], errors="warn"))) == 1
    with pytest.raises(ValueError, match="raise"):
        recuento.read_many([TEXT], errors="quiet")  # type: ignore[arg-type]
