"""Where pages come from: files, folders, tables, standard input, web addresses. One bad input never stops the others."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from recuento.errors import TextError, is_of_the_input
from recuento.records.text import Article

from .archives import pages_of_archive
from .raw import RawPage, article_of
from .rows import csv_rows, json_lines, json_rows, parquet_rows

PAGES = (".txt", ".html", ".htm", ".pdf", ".jsonl", ".parquet", ".warc", ".warc.gz")
"""What a folder is searched for."""

# A stream is told by its first bytes, a file by its name.
_STANDARD_INPUT = "-"
# A list of objects, or an object written over several lines, which a line of JSON Lines never is.
_DOCUMENT = re.compile(rb'\[\s*\{\s*"|\{[ \t]*\r?\n\s*"')
_HEAD = 200
PAGE_BYTES = 64_000_000
"""The largest page, or row of JSON Lines, that is read into memory."""
TABLE_BYTES = 2_000_000_000
"""The largest table that has to be held as a whole."""

Stream = bytes | BinaryIO
Rows = Iterator[tuple[str, Mapping[str, Any] | TextError]]


def read_pages(inputs: Iterable[str | Path], *, stdin: Stream | None = None) -> Iterator[Article | TextError]:
    """The articles of all inputs in order, and in the place of each one that cannot be read the error that says why.

    An input is a file, a folder (searched for `PAGES`, in order of their names), an http or https address, or "-" for
    standard input, whose bytes are `stdin`. Tables give an article a row. Files are read one at a time as asked for,
    and JSON Lines a line at a time, from a file or a stream.
    """
    for page in find_pages(inputs, stdin=stdin):
        if isinstance(page, TextError):
            yield page
            continue
        yield article_or_error(page)


def passed_over(inputs: Iterable[str | Path]) -> list[str]:
    """The files in those inputs that are folders which are no articles by their names."""
    found: list[str] = []
    for path in map(Path, inputs):
        with contextlib.suppress(OSError, ValueError, TextError):
            if path.is_dir():
                found += [_shown(p) for p in _walk(path) if not p.name.lower().endswith(PAGES)]
    return found


def pages_ahead(inputs: Iterable[str | Path]) -> int | None:
    """How many pages the inputs hold, by names and line ends; None where it is not known before they are read.

    So it is of a stream, an address, and a table other than JSON Lines.
    """
    pages = 0
    for given in inputs:
        try:
            known = [_pages_of(path) for path in _files(Path(given))]
        except (OSError, ValueError, TextError):
            return None
        if None in known:
            return None
        pages += sum(n or 0 for n in known)
    return pages


def _pages_of(path: Path) -> int | None:
    if not path.is_file():
        return None
    match path.suffix.lower():
        case ".jsonl" | ".ndjson":
            with path.open("rb") as file:
                return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        case ".parquet" | ".json" | ".csv" | ".tsv" | ".warc" | ".gz":
            return None
        case _:
            return 1


def article_or_error(page: RawPage) -> Article | TextError:
    """The article in a page, or why there is none: whatever one page does to a library, the others are read."""
    try:
        return article_of(page)
    except TextError as error:
        return error
    except BaseException as error:
        if not is_of_the_input(error):
            raise
        return broken(page.source, error)


def broken(source: str, error: BaseException) -> TextError:
    """The line for an input on which something failed that should not."""
    why = " ".join(f"{type(error).__name__}: {error}".split())[:160]
    return TextError(f"cannot be read ({why})", where=source, mend="please report it with the file")


def find_pages(inputs: Iterable[str | Path], *, stdin: Stream | None = None) -> Iterator[RawPage | TextError]:
    """The same pages before any work on them."""
    for given in inputs:
        try:
            yield from _one_input(given, stdin)
        except TextError as error:
            yield error
        except (ValueError, MemoryError, RecursionError) as error:
            yield broken(str(given), error)


def _one_input(given: str | Path, stdin: Stream | None) -> Iterator[RawPage | TextError]:
    name = str(given)
    if name == _STANDARD_INPUT:
        yield from _stream(io.BytesIO(stdin or b"") if stdin is None or isinstance(stdin, bytes) else stdin, "<stdin>")
    elif name.lower().startswith(("http://", "https://")):
        from .fetch import fetch

        page = fetch(name)
        yield RawPage(name, page.data, page.media, page.charset)
    else:
        for path in _files(Path(given)):
            try:
                yield from _file(path)
            except TextError as error:
                yield error


def _files(path: Path) -> list[Path]:
    """The file itself, or the pages in a folder and its folders; hidden ones are left out."""
    if not path.is_dir():
        return [path]
    found = [p for p in _walk(path) if p.name.lower().endswith(PAGES)]
    if not found:
        raise TextError("no articles in this folder", where=_shown(path), mend=f"it is searched for {', '.join(PAGES)}")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise TextError(f"the folder cannot be read ({error.strerror})", where=_shown(folder)) from error

    for here, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(here) / f for f in sorted(files) if not f.startswith("."))


def _file(path: Path) -> Iterator[RawPage | TextError]:
    source = _shown(path)
    with opened(path, source) as file:
        if path.suffix.lower() == ".parquet":  # a table is read as it is needed, which takes a path
            yield from _from_rows(parquet_rows(path, source))
        else:
            yield from pages_in(file, source, path.suffix)


def pages_in(file: BinaryIO, source: str, suffix: str) -> Iterator[RawPage | TextError]:
    """The pages in an open file, from its first byte; `suffix` is how its name ends. Raises TextError."""
    match suffix.lower():
        case ".jsonl" | ".ndjson":
            yield from _from_rows(json_lines(_lines(file), source))
        case ".parquet":
            yield from _from_rows(parquet_rows(_whole(file, source, TABLE_BYTES), source))
        case ".json":
            yield from _from_rows(json_rows(_whole(file, source, TABLE_BYTES), source))
        case ".warc" | ".gz":
            yield from pages_of_archive(file, source, PAGE_BYTES)
        case ".csv" | ".tsv":
            yield from _from_rows(csv_rows(_whole(file, source, TABLE_BYTES), source))
        case other:
            media = {".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}.get(other)
            yield RawPage(source, _whole(file, source, PAGE_BYTES), media)


@contextlib.contextmanager
def opened(path: Path, source: str) -> Iterator[BinaryIO]:
    """The file, open, and whatever the system has against it as a line. What is no regular file is not waited for."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode) and not _is_a_pipe_of_ours(path):
            raise TextError("is a pipe, a socket or a device, not a file", where=source, mend="pipe it in as `-`")
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        mend = "check the path" if isinstance(error, FileNotFoundError) else None
        reason = getattr(error, "strerror", None) or error
        what = "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read ({reason})"
        raise TextError(what, where=source, mend=mend) from error


def _is_a_pipe_of_ours(path: Path) -> bool:
    """Whether it is what a shell puts in the place of `<(command)`, or standard input by its name."""
    return path.parts[:2] == ("/", "dev") and path.parts[2:3] in (("fd",), ("stdin",))


def _whole(file: BinaryIO, source: str, limit: int) -> bytes:
    """All bytes of a file, or a refusal of one that is too large before it is held."""
    data = file.read(limit + 1)
    if len(data) > limit:
        mend = "split it, or write a table of articles as JSON Lines"
        raise TextError(f"is larger than {limit // 1_000_000:,} MB", where=source, mend=mend)
    return data


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, one longer than a page may be cut to what shows that it is."""
    while line := file.readline(PAGE_BYTES + 1):
        yield line
        while len(line) > PAGE_BYTES and not line.endswith(b"\n"):
            line = file.readline(PAGE_BYTES + 1)


def _stream(stream: BinaryIO, source: str) -> Iterator[RawPage | TextError]:
    """Standard input: a Parquet table, JSON Lines, a JSON document, or one page. Only JSON Lines are not held as a whole."""
    head = stream.read(_HEAD)
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PAR1"):
        yield from _from_rows(parquet_rows(head + _whole(stream, source, TABLE_BYTES), source))
    elif _DOCUMENT.match(opening):
        yield from _from_rows(json_rows(head + _whole(stream, source, TABLE_BYTES), source))
    elif opening[:1] == b"{" and b'"' in head:
        yield from _from_rows(
            json_lines(chain((head + stream.readline(PAGE_BYTES)).splitlines(), _lines(stream)), source)
        )
    else:
        yield RawPage(source, head + _whole(stream, source, PAGE_BYTES))


def _from_rows(rows: Iterable[tuple[str, Mapping[str, Any] | TextError]]) -> Iterator[RawPage | TextError]:
    for where, row in rows:
        yield row if isinstance(row, TextError) else RawPage(where, row)


def _shown(path: Path) -> str:
    """A path as text that any output can encode, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")
