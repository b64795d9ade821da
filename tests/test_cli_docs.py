"""docs/cli.md says what the command line does: it fails here when a verb, option, exit code or column is left out."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from recuento._console import EXIT_CODES
from recuento.cli import app
from recuento.records.counted import Tally
from recuento.records.formats import FORMATS
from recuento.records.tables import TABLES
from recuento.records.text import Record
from recuento.records.verdict import Weighing

DOCS = (Path(__file__).parents[1] / "docs" / "cli.md").read_text(encoding="utf-8")
ROOT: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = {"recuento": ROOT, **{f"recuento {name}": c for name, c in ROOT.commands.items()}}
TYPES = {str: "text", int: "whole number", float: "number", bool: "yes or no", dt.date: "day"}


def section(heading: str) -> str:
    """What stands under a heading, up to the next of its level or above."""
    level = heading.split(maxsplit=1)[0]
    match = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", DOCS, re.M | re.S)
    assert match is not None, f"docs/cli.md has no {heading!r}"
    return match[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_and_option_is_documented_and_has_help(name: str) -> None:
    """Each verb has a section that names each of its options, and each option has help."""
    text, command = section(f"## {name}"), COMMANDS[name]
    assert command.help
    for option in command.params:
        if option.param_type_name == "option":
            assert option.help, f"{option.name} has no help"
            for flag in option.opts:
                assert f"`{flag}`" in text, f"{flag} is not documented under {name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_documented_that_is_not_there(name: str) -> None:
    """The table of options of each verb names only what the verb takes."""
    listed = {
        f for row in re.findall(r"^\| (`-.*?) \|", section(f"## {name}"), re.M) for f in re.findall(r"`(-.+?)`", row)
    }
    real = {flag for option in COMMANDS[name].params for flag in option.opts} | {"--help", "-h"}
    assert listed - real == set()


def test_every_section_is_a_verb() -> None:
    """No section tells of a verb that does not exist."""
    assert set(re.findall(r"^## (recuento.*)$", DOCS, re.M)) == set(COMMANDS)


def test_examples_of_the_help_stand_in_the_docs() -> None:
    """The examples that `recuento read --help` gives are those of the page."""
    examples = re.findall(r"^  (.*recuento read .*)$", COMMANDS["recuento read"].epilog, re.M)
    assert examples
    assert all(f"    {example}\n" in DOCS for example in examples)


def test_exit_codes_are_documented() -> None:
    """Each code has its row, in the words of the help."""
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", section("### Exit codes"), re.M)
    assert rows == [(str(code.value), meaning) for code, meaning in EXIT_CODES.items()]
    assert all(meaning in ROOT.epilog for meaning in EXIT_CODES.values())


def test_formats_are_documented() -> None:
    """Each format has its paragraph."""
    assert re.findall(r"^- \*\*(\w+)\*\*", section("## Formats"), re.M) == list(FORMATS)


@pytest.mark.parametrize(("verb", "kind"), [("count", Tally), ("weigh", Weighing)])
def test_columns_are_documented(verb: str, kind: type[Record]) -> None:
    """Each column of a flat table is there in its order, with its type and what it holds."""
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+) \|$", section(f"### Columns of `{verb}`"), re.M)
    assert rows == [(c.name, TYPES[c.type], c.about) for c in TABLES[kind].columns]
