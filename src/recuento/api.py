"""The verbs of the command line as functions, for people with data frames. A text is a `str`, a file a `Path`: neither is taken for the other."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .case.manifest import PAGES
from .errors import RecuentoError, TextError

if TYPE_CHECKING:
    from .records.said import Reading

__all__ = ["read", "read_many"]

_LONGEST_NAME = 4_096
"""No text of more characters than this is the name of a file."""


def read(what: str | Path, *, source: str = "<text>", pipeline: str | None = None) -> Reading:
    """Read one article: a text, or the file at a `Path`.

    >>> import recuento
    >>> reading = recuento.read("Brazil congratulated Ana Prueba on winning the presidential election in Ruritania.")
    >>> [(stance.country, stance.stance.value) for stance in reading.stances]
    [('BRA', 'recognises')]

    `source`: what a text is called in the records. `pipeline`: the name of an installed spaCy pipeline: for English in place of the built-in one, for Spanish beside it.
    Raises TypeError for anything that is neither; TextError where there is nothing to read, where a text is the name of a file,
    and for a file of several articles.
    """
    if isinstance(what, Path):
        return _of_file(what, pipeline)
    if not isinstance(what, str):
        raise TypeError(
            f"read takes a text (str) or a Path, not {_article(what)}; for several call recuento.read_many([...])"
        )
    if _is_a_file_name(what):
        raise TextError("is the name of a file and no text", where=what, mend=f"call recuento.read(Path({what!r}))")
    from .reading.reading import read as read_text

    return read_text(what, source=source, pipeline=pipeline)


def read_many(
    inputs: Iterable[str | Path], *, pipeline: str | None = None, errors: Literal["raise", "warn"] = "raise"
) -> Iterator[Reading]:
    """Read articles as a stream: texts, and files or folders at a `Path`, each file with all its articles.

    >>> import recuento
    >>> texts = ["Ana Prueba won the presidential election with 54% of the vote.", "It rained."]
    >>> [len(reading.results) for reading in recuento.read_many(texts)]
    [1, 0]

    `errors`: an input that cannot be read raises its error where it stands, or is left out with a warning ("warn"). Raises TypeError for
    a single text or Path.
    """
    if isinstance(inputs, str | Path):
        raise TypeError("read_many takes several texts or Paths; for one call recuento.read(...)")
    if errors not in {"raise", "warn"}:
        raise ValueError(f'errors is {errors!r}; it is "raise" or "warn"')
    return _stream(inputs, pipeline, warn=errors == "warn")


def _stream(inputs: Iterable[str | Path], pipeline: str | None, *, warn: bool) -> Iterator[Reading]:
    from .reading.reading import read_stream

    for found in read_stream(_pages(inputs), pipeline=pipeline):
        if not isinstance(found, RecuentoError):
            yield found
        elif warn:
            warnings.warn(str(found), stacklevel=3)
        else:
            raise found


def _pages(inputs: Iterable[str | Path]) -> Iterator[Any]:
    from .reading.pages import article_from_text
    from .reading.pages.inputs import find_pages

    for i, what in enumerate(inputs, start=1):
        if isinstance(what, Path):
            yield from find_pages([what])
        elif not isinstance(what, str):
            raise TypeError(f"input {i} of read_many is {_article(what)}; each is a text (str) or a Path")
        elif _is_a_file_name(what):
            yield TextError("is the name of a file and no text", where=what, mend="give it as a Path")
        else:
            try:
                yield article_from_text(what, f"<text {i}>")
            except TextError as error:
                yield error


def _of_file(path: Path, pipeline: str | None) -> Reading:
    readings = list(read_many([path], pipeline=pipeline))
    if len(readings) != 1:
        raise TextError(
            f"holds {len(readings)} articles",
            where=str(path),
            mend="call recuento.read_many([Path(...)]), which reads them all",
        )
    return readings[0]


def _is_a_file_name(text: str) -> bool:
    """Whether a text is one line that names a file: one that is there, or ends as files of articles do and has no blank."""
    name = text.strip()
    if not name or len(name) > _LONGEST_NAME or "\n" in name or "\0" in name:
        return False
    if name.lower().endswith(PAGES) and not any(c.isspace() for c in name):
        return True
    try:
        return Path(name).is_file()
    except OSError:
        return False


def _article(what: object) -> str:
    name = type(what).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
