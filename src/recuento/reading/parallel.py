"""Reading many inputs as a stream, with one process or several.

Several processes are dealt pages in batches, as they are found, and give readings back in order. All work on a page is
done where it is read. What parses is imported there only, so that the one that deals is quick to start.
"""

from __future__ import annotations

import contextlib
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import TYPE_CHECKING

from recuento.errors import RecuentoError, TextError
from recuento.records.said import Reading

from .pages.inputs import Stream, find_pages
from .pages.raw import RawPage

if TYPE_CHECKING:
    from .model_reader.second import SecondReader

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
    second: SecondReader | None = None,
) -> Iterator[Reading | RecuentoError]:
    """Read files, folders, URLs or "-" as a stream, in order. A page that cannot be used yields its error instead.

    `stdin`: the bytes of standard input, or an open stream of them. `gate`: an article without electoral content is
    not read; its reading has no records, and a note that says so. `second`: a language model that reads stances, too, with one process.
    """
    pages = find_pages(inputs, stdin=stdin)
    if processes > 1 and second is None:
        yield from _in_parallel(pages, pipeline, gate, processes)
        return
    from .reading import read_stream

    yield from read_stream(pages, pipeline=pipeline, gate=gate, second=second)


def _in_parallel(
    pages: Iterable[RawPage | TextError], pipeline: str | None, gate: bool, processes: int
) -> Iterator[Reading | RecuentoError]:
    """Never holds more than a few batches a process."""
    workers = _Workers(processes, pipeline, gate)
    dealt: deque[Batch] = deque()
    try:
        for batch in _batches(pages):
            dealt.append(batch)
            workers.begin(batch)
            if len(dealt) > BATCHES_AHEAD * processes:
                yield from workers.first(dealt)
        while dealt:
            yield from workers.first(dealt)
        workers.end()
    except BaseException:  # also where whoever asked has seen enough: nobody waits for what is still being read
        workers.kill()
        raise


class _Workers:
    """Processes that read batches. Where the system ends one (for its memory, say), only the page that it read is lost."""

    def __init__(self, processes: int, pipeline: str | None, gate: bool) -> None:
        self.processes, self.how = processes, (pipeline, gate)
        self.not_ours = set(active_children())
        self.running: deque[Future[list[Reading | RecuentoError]]] = deque()
        self._start(processes)

    def _start(self, processes: int) -> None:
        # Fresh processes instead of forks: the parser's threads do not survive a fork.
        self.pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))

    def begin(self, batch: Batch) -> None:
        """Deals a batch."""
        with contextlib.suppress(BrokenProcessPool), _deaf_children():  # a broken pool is told by its results
            self.running.append(self.pool.submit(_read, batch, *self.how))

    def first(self, dealt: deque[Batch]) -> list[Reading | RecuentoError]:
        """What the first of the batches dealt gave; it is taken from `dealt`."""
        try:
            found = self.running[0].result() if self.running else None
        except BrokenProcessPool:
            found = None
        if found is None:
            found = self._one_by_one(dealt[0])
            dealt.popleft()
            self._again(dealt)
        else:
            dealt.popleft()
            self.running.popleft()
        return found

    def _one_by_one(self, batch: Batch) -> list[Reading | RecuentoError]:
        """Reads the pages of a batch in one process, each by itself, so that it shows which of them ends it."""
        found: list[Reading | RecuentoError] = []
        self._start(1)
        for page in batch:
            try:
                with _deaf_children():
                    future = self.pool.submit(_read, [page], *self.how)
                found += future.result()
            except BrokenProcessPool:
                source = page.where or "" if isinstance(page, TextError) else page.source
                mend = "take it out, or read it on a machine with more memory"
                found.append(TextError("ended the process that read it", where=source, mend=mend))
                self._start(1)
        self.pool.shutdown()
        return found

    def _again(self, dealt: Iterable[Batch]) -> None:
        self._start(self.processes)
        self.running.clear()
        for batch in dealt:
            self.begin(batch)

    def end(self) -> None:
        """Waits for the processes to go."""
        self.pool.shutdown()

    def kill(self) -> None:
        """Ends the processes with their work undone."""
        for process in set(active_children()) - self.not_ours:
            process.terminate()
        self.pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes begun within do not hear Ctrl-C, which goes to all of a terminal: whoever deals ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
