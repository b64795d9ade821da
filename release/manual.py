"""Writes the manual page `release/recuento.1` from the help of the commands.

python -m release.manual
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typer.main

from recuento._console import EXIT_CODES
from recuento.cli import app

PLACE = Path(__file__).with_name("recuento.1")


def manual() -> str:
    """The page, in the man(7) macros."""
    root: Any = typer.main.get_command(app)
    lines = [
        f'.TH RECUENTO 1 "" "recuento {version("recuento")}" "User Commands"',
        ".ad l",
        ".SH NAME",
        r"recuento \- reads the news about a contested election and counts the votes again",
        ".SH SYNOPSIS",
        r".B recuento",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] \fIARGUMENTS\fR",
        ".SH COMMANDS",
    ]
    for name, command in sorted(root.commands.items()):
        lines += [f".SS recuento {_plain(name)}", *_paragraphs(command.help or "")]
        for parameter in command.params:
            lines += _parameter(parameter)
    lines += [".SH EXIT STATUS"]
    for code, what in EXIT_CODES.items():
        lines += [".TP", rf"\fB{int(code)}\fR", _plain(what)]
    return "\n".join(lines) + "\n"


def _parameter(parameter: Any) -> list[str]:
    if parameter.param_type_name == "option":
        names = ", ".join(rf"\fB{_plain(flag)}\fR" for flag in parameter.opts)
        value = "" if parameter.is_flag else rf" \fI{_plain(parameter.metavar or 'VALUE')}\fR"
        return [".TP", f"{names}{value}", _plain(parameter.help or "")]
    return [
        ".TP",
        rf"\fI{_plain(parameter.metavar or parameter.name)}\fR",
        _plain(getattr(parameter, "help", "") or ""),
    ]


def _paragraphs(text: str) -> list[str]:
    return [line for part in re.split(r"\n\s*\n", text.strip()) for line in (".PP", _plain(" ".join(part.split())))]


def _plain(text: str) -> str:
    r"""Text in which nothing is a macro: `-` a minus, `\` a backslash, no dot or quote at the beginning of a line."""
    told = " ".join(str(text).split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{told}" if told[:1] in {".", "'"} else told


def main() -> None:
    """Writes the page."""
    PLACE.write_text(manual(), "utf-8")


if __name__ == "__main__":
    main()
