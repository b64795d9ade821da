"""Public files that an example needs and that are not ours to ship: fetched by name, with the hash checked."""

from __future__ import annotations

import contextlib
import logging
import tempfile
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from .case.folder import SHEETS
from .case.manifest import hash_of
from .errors import FetchError, OutputError
from .records.text import Record

TIMEOUT = 60
"""Seconds without an answer after which a download has failed."""


class Fetchable(Record):
    """A public file: where it is, which bytes it has, and on what terms."""

    file: str
    about: str
    url: str
    bytes: int
    sha256: str
    licence: str


def fetchables() -> dict[str, Fetchable]:
    """Everything that can be fetched, by name."""
    text = resources.files(__package__).joinpath("fetchables.toml").read_text(encoding="utf-8")
    return {name: Fetchable.model_validate(about) for name, about in tomllib.loads(text).items()}


def fetch(name: str, folder: Path | str = ".") -> tuple[Fetchable, Path]:
    """Brings the named file into the `sheets/` of a case folder and says what and where it is.

    A file that is there already with the same hash is left as it is. Raises FetchError, with nothing written, for an
    unknown name, a failed download, another hash, or another file in its place; OutputError where it cannot be written.
    """
    known = fetchables()
    if name not in known:
        raise FetchError(f"{name!r} is not a name that can be fetched", mend=f"the names are {', '.join(known)}")
    wanted = known[name]
    place = Path(folder) / SHEETS / wanted.file
    if not Path(folder).is_dir():
        raise OutputError("is no folder", where=str(folder), mend="name the case folder with --to")
    if place.exists():
        if hash_of(place)[1] != wanted.sha256:
            raise FetchError("another file stands here", where=str(place), mend="move it away and fetch again")
        return wanted, place
    with tempfile.TemporaryDirectory() as elsewhere:
        content = _downloaded(wanted, Path(elsewhere), place).read_bytes()
    _put(content, place)
    return wanted, place


def _put(content: bytes, place: Path) -> None:
    from .records.files import replacing

    try:
        place.parent.mkdir(exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be made ({reason})", where=str(place.parent)) from error
    with replacing(place) as out:
        out.write(content)


def _downloaded(wanted: Fetchable, elsewhere: Path, place: Path) -> Path:
    import pooch

    mend = f"get the file by other ways and put it at {place}; its SHA-256 is {wanted.sha256}"
    try:
        with _quiet(pooch.get_logger()):
            found = pooch.retrieve(
                wanted.url,
                known_hash=f"sha256:{wanted.sha256}",
                fname=wanted.file,
                path=elsewhere,
                downloader=pooch.HTTPDownloader(timeout=TIMEOUT),
            )
    except ValueError as error:  # what pooch raises for another hash, having removed the file
        raise FetchError(
            "what was sent has another SHA-256 than the known file", where=wanted.url, mend=mend
        ) from error
    except OSError as error:  # requests' errors are of this kind
        raise FetchError(f"the download failed ({_reason(error)})", where=wanted.url, mend=mend) from error
    return Path(found)


def _reason(error: OSError) -> str:
    """What the network said, without the objects that its libraries put into their messages."""
    response = getattr(error, "response", None)
    if response is not None:
        return f"the server answered {response.status_code} {response.reason}"
    return {"ConnectionError": "no connection", "ConnectTimeout": "no answer", "ReadTimeout": "no answer"}.get(
        type(error).__name__, str(error)
    )


@contextlib.contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Keeps a library from telling on standard error what we tell ourselves."""
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
