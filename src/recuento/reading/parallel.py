"""Reading with several processes: whole articles are dealt out in batches and come back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from recuento.errors import RecuentoError, TextError
from recuento.records.said import Reading
from recuento.records.text import Article

from .page import read_pages

_BATCH_CHARACTERS = 120_000
"""About twenty thousand words: enough to fill the parser's batches, little enough to share out evenly."""


def read_in_parallel(
    inputs: Iterable[str | Path], *, stdin: bytes | None, pipeline: str | None, processes: int
) -> Iterator[Reading | RecuentoError]:
    """Like `read_stream`, on several processes. Never holds more than two batches a process."""
    # Fresh processes instead of forks: the parser's threads do not survive a fork.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running: deque[Future[list[Reading | RecuentoError]]] = deque()
        for batch in _batches(read_pages(inputs, stdin=stdin)):
            running.append(pool.submit(_read, batch, pipeline))
            if len(running) > 2 * processes:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _batches(pages: Iterable[Article | TextError]) -> Iterator[list[Article | TextError]]:
    batch: list[Article | TextError] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += 0 if isinstance(page, TextError) else len(page.text)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(batch: list[Article | TextError], pipeline: str | None) -> list[Reading | RecuentoError]:
    from .reading import read_stream

    return list(read_stream(batch, pipeline=pipeline))
