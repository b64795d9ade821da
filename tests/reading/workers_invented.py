"""Work for the processes that read, to be found by its name in a process of its own."""

from __future__ import annotations

import os
import signal

from recuento.errors import RecuentoError, TextError
from recuento.reading.pages.raw import RawPage
from recuento.records.said import Reading

DEADLY = b"deadly"


def read_or_die(batch: list[RawPage | TextError], _pipeline: str | None, _gate: bool) -> list[Reading | RecuentoError]:
    """Gives an error with a page's own words for each page, and is ended by the system on the deadly one."""
    found: list[Reading | RecuentoError] = []
    for page in batch:
        if isinstance(page, RawPage) and page.content == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        found.append(page if isinstance(page, TextError) else TextError("read", where=page.source))
    return found
