"""How the command line speaks: exit codes, standard output that may close early, error lines, progress.

Light on imports, since every `recuento --help` pays for them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from .errors import FetchError, InputError, LanguageError, OutputError, RecuentoError

if TYPE_CHECKING:
    from pathlib import Path

    from .records.formats import Format
    from .records.kind_files import KindFormat
    from .records.said import Reading
    from .records.text import Record

T = TypeVar("T")


class Code(IntEnum):
    """What the exit code of a command says."""

    WELL = 0
    SKIPPED = 1
    UNUSABLE = 2
    UNWRITABLE = 3
    UNFETCHED = 4
    ERRORS_FOUND = 5
    DIFFERS = 6
    INTERRUPTED = 130
    CLOSED_PIPE = 141


EXIT_CODES = {
    Code.WELL: "all went well",
    Code.SKIPPED: "some inputs were skipped; each is named on standard error",
    Code.UNUSABLE: "wrong usage, or no input could be used",
    Code.UNWRITABLE: "the output could not be written",
    Code.UNFETCHED: "a download failed, or its hash differs",
    Code.ERRORS_FOUND: "the count stands, but rests on sheets with errors; see --allow-findings",
    Code.DIFFERS: "what was done again, or what it rests on, is not what the manifest says",
    Code.INTERRUPTED: "interrupted from the keyboard",
    Code.CLOSED_PIPE: "the program reading the output closed it early (as `head` does); nothing is said",
}


class NothingUsable(Exception):  # noqa: N818 - it carries the errors
    """No input could be used: the errors say why, one for each."""

    def __init__(self, errors: list[RecuentoError]) -> None:
        self.errors = errors
        super().__init__(f"{len(errors)} inputs cannot be used")


class ClosedPipe(Exception):  # noqa: N818 - not an error: whoever reads has enough
    """Whoever reads standard output has closed it."""


def code_of(error: RecuentoError) -> Code:
    """The exit code that goes with an error."""
    if isinstance(error, OutputError):
        return Code.UNWRITABLE
    return Code.UNFETCHED if isinstance(error, FetchError) else Code.UNUSABLE


# --- standard error -------------------------------------------------------------------------------------------------


def complain(message: object) -> None:
    """One line on standard error, harmless on a terminal whatever file names or texts it repeats."""
    from .records.inert import one_line

    with contextlib.suppress(BrokenPipeError):
        print(f"recuento: {one_line(str(message))}", file=sys.stderr)  # noqa: T201 - this is where it is said


def moving(
    things: Iterable[T], what: str, *, total: Callable[[], int | None] | None = None, quiet: bool = False
) -> Iterator[T]:
    """The things as they come, counted by a moving line on standard error if that is a terminal and not `quiet`.

    Where the `total` is known the line says it, and about how long the rest will take; it is asked only for that line.
    """
    if quiet or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    whole = total() if total else None
    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn("{task.description} {task.completed:,}")]
    if whole:
        columns += [TextColumn("of {task.total:,}"), BarColumn(20), TimeLeft(), TextColumn("left")]
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=whole)
        for thing in things:
            bar.advance(task)
            yield thing


def usable(found: Iterable[T | RecuentoError], skipped: list[RecuentoError], *, where: str) -> Iterator[T]:
    """What could be used among what was found; the errors go to `skipped`, to be told at the end.

    Raises NothingUsable, before anything is written, if there is nothing but errors.
    """
    things = iter(found)
    for first in things:
        if not isinstance(first, RecuentoError):
            return _rest(first, things, skipped)
        skipped.append(first)
    raise NothingUsable(skipped or [InputError("nothing to read there", where=where)])


def _rest(first: T, things: Iterator[T | RecuentoError], skipped: list[RecuentoError]) -> Iterator[T]:
    yield first
    for thing in things:
        if isinstance(thing, RecuentoError):
            skipped.append(thing)
        else:
            yield thing


def noted(readings: Iterable[Reading], skipped: list[RecuentoError]) -> Iterator[Reading]:
    """The readings as they are; one that was left unread for its language is written down, and told at the end."""
    for reading in readings:
        if reading.is_unread and not reading.is_dismissed:
            skipped += [LanguageError(note, where=reading.article.source) for note in reading.notes]
        yield reading


class Gate:
    """Counts the readings that pass and those that were dismissed, which is no error: it was asked for."""

    def __init__(self) -> None:
        self.seen = self.dismissed = 0

    def through(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings as they are."""
        for reading in readings:
            self.seen += 1
            self.dismissed += reading.is_dismissed
            yield reading

    def tell(self) -> None:
        """One line on standard error, if any was dismissed."""
        if self.dismissed:
            complain(f"{self.dismissed:,} of {self.seen:,} articles not read: no electoral content")


_NAMED = 5


def told(skipped: list[RecuentoError], others: Sequence[str] = ()) -> Code:
    """Names each skipped input in a line of its own, with their number, and gives the exit code.

    `others`: files in folders that are no articles by their names; they are told in one line and are no error.
    """
    for error in skipped:
        complain(error)
    if len(skipped) > 1:
        complain(f"{len(skipped):,} inputs skipped")
    if others:
        more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
        files = "1 file that is" if len(others) == 1 else f"{len(others):,} files that are"
        complain(f"passed over {files} no article by name: {', '.join(others[:_NAMED])}{more}")
    return Code.SKIPPED if skipped else Code.WELL


# --- standard output ------------------------------------------------------------------------------------------------


class _Out:
    """Standard output as bytes; a closed pipe is told as `ClosedPipe` and not as an error of the output."""

    def write(self, data: bytes) -> int:
        with _closing():
            return sys.stdout.buffer.write(data)

    def flush(self) -> None:
        with _closing():
            sys.stdout.buffer.flush()


@contextlib.contextmanager
def _closing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise ClosedPipe from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be written ({reason})", where="standard output") from error


def stdout() -> BinaryIO:
    """Standard output for bytes."""
    return cast(BinaryIO, _Out())


def say(text: str) -> None:
    """A line, or several, on standard output."""
    out = stdout()
    out.write(f"{text}\n".encode("utf-8", "backslashreplace"))
    out.flush()


def hush() -> None:
    """Sends what is still to be flushed at exit nowhere, after a pipe was closed."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def in_colour() -> bool:
    """Whether standard output takes colour and the user has not declined it (https://no-color.org)."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 40)).columns


# --- records out ----------------------------------------------------------------------------------------------------


def form_for(form: Format | None, output: Path | None) -> Format:
    """The format asked for; else by the ending of the output's name; else a table on a terminal, json in a pipe."""
    from .records.formats import form_of

    if form is None:
        form = (form_of(output) or "json") if output else "table" if on_terminal() else "json"
    if form == "parquet" and output is None and on_terminal():
        raise OutputError("parquet is not for a terminal", mend="name a file with --output")
    return form


def deliver(records: Iterable[Record], form: Format, output: Path | None, *, always_list: bool = False) -> int:
    """Writes the records to the output, or to standard output, and says how many there were.

    `always_list`: as JSON an array, also of one record.
    """
    from .records.files import save, write

    if output is not None:
        return save(records, output, form, always_list=always_list)
    if on_terminal():
        records = list(records)  # so that the moving line is gone before they are drawn
    out = stdout()
    count = write(records, out, form, width=width(), colour=in_colour(), always_list=always_list)
    out.flush()
    return count


def delivery_of_readings(
    form: Format | None, output: Path | None, kind: str | None
) -> Callable[[Iterable[Reading]], int]:
    """How readings are written: as `deliver` does, and as csv or parquet one kind, or a folder with a table for each.

    Raises InputError where one table is asked for that would hold several kinds, or a kind that there is not.
    """
    if form not in ("csv", "parquet"):
        if kind is not None:
            raise InputError("--kind is for tables", mend="give --format csv or parquet, or leave it away")
        return lambda readings: deliver(readings, form or "json", output)
    from .records.frames import KINDS_OF_READINGS
    from .records.kind_files import write_kind, write_kinds

    if kind is not None and kind not in KINDS_OF_READINGS:
        raise InputError(f"there is no kind {kind!r}", mend=f"take one of {', '.join(KINDS_OF_READINGS)}")
    if kind is not None and output is None:
        return lambda readings: write_kind(readings, kind, stdout(), form)
    if kind is not None and output is not None:
        return lambda readings: _save_kind(readings, kind, output, form)
    if output is None or output.suffix in {".csv", ".parquet"}:
        raise InputError(
            "a table holds records of one kind",
            where=None if output is None else str(output),
            mend="name the kind with --kind, as --kind stances, or a folder for all of them with --output",
        )
    return lambda readings: write_kinds(readings, _made(output), form)


def _save_kind(readings: Iterable[Reading], kind: str, output: Path, form: KindFormat) -> int:
    from .records.files import replacing
    from .records.kind_files import write_kind

    with replacing(output) as out:
        return write_kind(readings, kind, out, form)


def _made(folder: Path) -> Path:
    """The folder, made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "is not a folder and cannot become one", where=str(folder), mend="name another place"
        ) from error
    return folder
