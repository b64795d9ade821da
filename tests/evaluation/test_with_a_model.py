"""A language model is measured on our own articles beside the reading without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.__main__ import main

from recuento.reading.model_reader.endpoint import Endpoint


def test_each_set_is_read_without_the_model_and_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that sees nothing changes nothing; one that calls every actor's words a doubt is charged with what it adds."""
    calls: list[str] = []

    def answers(doubt: bool) -> Any:
        def ask(_: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
            calls.append(messages[1]["content"])
            if "stance" not in schema["properties"]:
                (who,) = set(schema["properties"]) & {"speaker", "candidate"}
                return json.dumps({who: "nobody", "words": ""})
            words = json.loads(messages[1]["content"])["sentence"] if doubt else ""
            return json.dumps({"stance": "rejects" if doubt else "none", "words": words})

        return ask

    def figures(name: str, *, doubt: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        monkeypatch.setattr(Endpoint, "ask", answers(doubt))
        named = ["--model", "http://127.0.0.1:9/v1", "--model-name", name]
        assert main(["--set", "heldout", "--json", *named, "--model-replies", str(tmp_path / f"{name}.sqlite")]) == 0
        told = json.loads(capsys.readouterr().out)
        assert set(told) == {"heldout", f"heldout, with {name}"}
        return told["heldout"], told[f"heldout, with {name}"]

    without, silent = figures("silent", doubt=False)
    assert calls
    assert silent == without
    without, doubting = figures("doubting", doubt=True)
    assert doubting["foreign stances"]["false"] > without["foreign stances"]["false"]


def test_a_model_without_a_name_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--set", "heldout", "--model", "http://127.0.0.1:9/v1"]) == 1
    assert "--model-name" in capsys.readouterr().err
