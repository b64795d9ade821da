"""What can go wrong on the user's side, as one small family.

    RecuentoError
    ├── InputError        a file, page or stream that cannot be used as it is
    │   ├── TextError     ... as an article (empty, binary, unreadable encoding, no article in the page)
    │   ├── SheetError    ... as a sheet (missing column, text where a number belongs)
    │   └── CaseError     ... as a case folder or its case.toml
    ├── LanguageError     no pipeline for the language of a text, or the named pipeline is not installed
    ├── OutputError       the output cannot be written
    └── FetchError        a named download failed or its hash differs

A bug of recuento raises something else and keeps its traceback; these never show one.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


class RecuentoError(Exception):
    """A problem that the user can mend: what is wrong, where, and what to do about it.

    Shown as one line: ``where: what; mend``. `where` is a path, with row and column or key when known.
    """

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(what)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        if self.mend:
            line = f"{line}; {self.mend}"
        return " ".join(line.split())


class InputError(RecuentoError):
    """A file, page or stream that cannot be used as it is."""


class TextError(InputError):
    """An input that cannot be read as an article."""


class SheetError(InputError):
    """An input that cannot be read as tally sheets."""


class CaseError(InputError):
    """A case folder, or its case.toml, that cannot be used."""


class LanguageError(RecuentoError):
    """No pipeline for a text's language, or the named pipeline is not installed."""


class OutputError(RecuentoError):
    """An output that cannot be written."""


class FetchError(RecuentoError):
    """A named download that failed, or whose hash differs from the known one."""


def is_of_the_input(error: BaseException) -> bool:
    """Whether an error that a library raised over an input is one to tell, and not a wish to stop.

    Rust libraries panic in a class of their own that is no `Exception`.
    """
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


@contextlib.contextmanager
def panics_kept_quiet() -> Iterator[None]:
    """Within it nothing reaches the terminal that a Rust library writes there when it panics.

    Standard error is pointed elsewhere as a whole, so nothing else should be written within.
    """
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, ValueError, AttributeError):  # there is no standard error
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
