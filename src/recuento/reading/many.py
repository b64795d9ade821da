"""Reading many inputs as a stream, with one process or several.

Several processes are dealt pages in batches, as they are found, and give readings back in order. All work on a page is
done where it is read. What parses is imported there only, so that the one that deals is quick to start.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from recuento.errors import RecuentoError, TextError
from recuento.records.said import Reading

from .pages.inputs import Stream, find_pages
from .pages.raw import RawPage

BATCH_CHARACTERS = 40_000
"""Some seven thousand words, about a second's work: enough to fill the parser's batches, little enough that nobody
waits long for the last one."""
BATCH_PAGES = 200
BATCHES_AHEAD = 3
"""Batches for each process that are found and not yet handed on: bounds memory where the first one takes longest."""

Batch = list[RawPage | TextError]


def read_many(
    inputs: Iterable[str | Path],
    *,
    stdin: Stream | None = None,
    pipeline: str | None = None,
    processes: int = 1,
    gate: bool = False,
) -> Iterator[Reading | RecuentoError]:
    """Read files, folders, URLs or "-" as a stream, in order. A page that cannot be used yields its error instead.

    `stdin`: the bytes of standard input, or an open stream of them. `gate`: an article without electoral content is
    not read; its reading has no records, and a note that says so.
    """
    pages = find_pages(inputs, stdin=stdin)
    if processes > 1:
        yield from _in_parallel(pages, pipeline, gate, processes)
        return
    from .reading import read_stream

    yield from read_stream(pages, pipeline=pipeline, gate=gate)


def _in_parallel(
    pages: Iterable[RawPage | TextError], pipeline: str | None, gate: bool, processes: int
) -> Iterator[Reading | RecuentoError]:
    """Never holds more than a few batches a process."""
    # Fresh processes instead of forks: the parser's threads do not survive a fork.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    running: deque[Future[list[Reading | RecuentoError]]] = deque()
    try:
        for batch in _batches(pages):
            running.append(pool.submit(_read, batch, pipeline, gate))
            if len(running) > BATCHES_AHEAD * processes:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
    finally:  # also where whoever asked has seen enough: what has not begun is not done
        pool.shutdown(cancel_futures=True)


def _batches(pages: Iterable[RawPage | TextError]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for page in pages:
        batch.append(page)
        size += 0 if isinstance(page, TextError) else page.size
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_PAGES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(batch: Batch, pipeline: str | None, gate: bool) -> list[Reading | RecuentoError]:
    from .reading import read_stream

    return list(read_stream(batch, pipeline=pipeline, gate=gate))
