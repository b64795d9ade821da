"""The pieces the command line speaks with, where a real terminal or a broken stream is hard to have."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from recuento import _console
from recuento._console import ClosedPipe, form_for, hush, in_colour, moving, stdout, width
from recuento.errors import OutputError


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Whether this is a terminal: so it claims."""
        return True


class Broken(io.RawIOBase):
    """A stream that fails with the error it is given."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    def writable(self) -> bool:
        """It can be written to, until one tries."""
        return True

    def write(self, _data: object) -> int:
        """Fails."""
        raise self.error


def test_things_pass_unchanged_with_and_without_a_moving_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moving line counts on a terminal, is silent elsewhere, and takes nothing away."""
    assert list(moving([1, 2], "reading")) == [1, 2]
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(moving([1, 2], "reading")) == [1, 2]
    assert "reading" in screen.getvalue()
    shown = screen.getvalue()
    assert list(moving([1, 2], "reading", quiet=True)) == [1, 2]
    assert screen.getvalue() == shown


def test_a_closed_pipe_and_a_full_disk_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who has enough is no error; a device without room is one."""
    for error, told in ((BrokenPipeError(), ClosedPipe), (OSError(28, "No space left on device"), OutputError)):
        monkeypatch.setattr(sys, "stdout", type("Out", (), {"buffer": Broken(error)})())
        with pytest.raises(told):
            stdout().write(b"x")


def test_hushing_a_stream_without_a_file_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard output is no file, there is nothing to hush."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    hush()
    assert (sys.stdout, out.getvalue(), out.closed) == (out, "", False)


def test_a_terminal_gets_a_table_in_colour_unless_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Table and colour on a terminal; NO_COLOR and a dumb terminal take the colour; parquet is refused."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "77")
    assert (form_for(None, None), in_colour(), width()) == ("table", True, 77)
    assert form_for(None, Path("x.parquet")) == "parquet"
    with pytest.raises(OutputError, match="parquet is not for a terminal"):
        form_for("parquet", None)
    monkeypatch.setenv("TERM", "dumb")
    assert not in_colour()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not in_colour()


def test_records_for_a_terminal_are_made_before_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moving line is gone when the first row is drawn."""
    events: list[str] = []
    monkeypatch.setattr(_console, "on_terminal", lambda: True)
    monkeypatch.setattr(
        "recuento.records.files.write", lambda records, *_a, **_o: events.append("drawn") or len(records)
    )
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))

    def making() -> object:
        yield 1
        events.append("made")

    assert _console.deliver(making(), "table", None) == 1
    assert events == ["made", "drawn"]
