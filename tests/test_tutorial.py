"""docs/tutorial.md from start to end: each command is run in a copy of the examples, and prints what stands there."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

import recuento
from recuento.cli import main

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
LEFT_OUT = "…"


def as_told(printed: str, told: str) -> bool:
    """Whether lines are those of the page, any lines standing where it leaves some out."""
    lines = [re.escape(line.rstrip()) if line != LEFT_OUT else "(?:.*\n)*.*" for line in told.split("\n")]
    return (
        re.fullmatch("\n".join(lines), "\n".join(line.rstrip() for line in printed.rstrip("\n").split("\n")))
        is not None
    )


def test_the_commands_print_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    shutil.copytree(ROOT / "examples" / "ve2024", tmp_path / "ve2024", ignore=shutil.ignore_patterns("out"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    blocks = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", PAGE)
    assert len(blocks) >= 6
    for command, told in blocks:
        capfdbinary.readouterr()
        assert main(shlex.split(command)[1:]) == 0, command
        printed = capfdbinary.readouterr().out.decode()
        assert as_told(printed, told.rstrip("\n")), f"{command}\n{printed}"


def test_the_python_on_the_page_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples")
    ((call, told),) = re.findall(r">>> (recuento\..*)\n(.+)\n```", PAGE)
    assert eval(call, {"recuento": recuento}) == ast.literal_eval(told)  # noqa: S307 - our own page
