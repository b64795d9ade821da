"""The cases that are served: each is run when the server starts, and again when a file of it has changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recuento.case.evidence_log import LOG
from recuento.case.folder import REVIEW, corrections_in, load_with_bytes, place_of
from recuento.case.manifest import OUT
from recuento.case.run import count_sheets, run
from recuento.errors import RecuentoError
from recuento.records.contest import Case
from recuento.records.files import to_json
from recuento.records.said import Reading
from recuento.showing.private import withhold

from .index import Index

Tell = Callable[[str], object]
LOOK_AGAIN = 1.0
"""Seconds after which the files of a case are looked at again."""


@dataclass(frozen=True)
class State:
    """What a case says, once it was run: `version` changes with it. JSON texts are those of `recuento count` and `weigh`."""

    version: str
    case: Case
    answer: tuple[str, ...]
    dossier: bytes
    tally: str | None
    weighing: str
    articles: int
    sheets: int
    index: Index


class Shelved:
    """One case of the server, by the key that stands in its links."""

    def __init__(self, key: str, folder: Path, scratch: Path, *, allow_outside: bool, language: str) -> None:
        self.key = key
        self.folder = place_of(folder)
        self.problem: str | None = None
        self._scratch = scratch
        self._allow_outside = allow_outside
        self._language = language
        self._state: State | None = None
        self._seen = ""
        self._inputs: tuple[str, ...] = ()
        self._indexes: list[Path] = []
        self._looked = 0.0
        self._lock = threading.Lock()

    def current(self) -> State | None:
        """The case as its files are now; while another request runs it anew, as it was before.

        None where it could not be run yet: `problem` says why, as it does where the last change has a mistake.
        """
        if time.monotonic() - self._looked >= LOOK_AGAIN and self._lock.acquire(blocking=self._state is None):
            try:
                self._look()
            finally:
                self._looked = time.monotonic()
                self._lock.release()
        return self._state

    def look_again(self) -> None:
        """The next request looks at the files at once."""
        self._looked = 0.0

    def _look(self) -> None:
        now = self._signature()
        if now == self._seen:
            return
        self._seen = now  # before the run: what changes while it goes on is seen at the next look
        try:
            self._state = self._run()
            self.problem = None
        except RecuentoError as error:
            self.problem = str(error)

    def _signature(self) -> str:
        """A digest of names, sizes and times of all files of the case but its outputs: it changes when a file does."""
        digest = hashlib.sha256()
        beside = (self.folder / name for name in self._inputs)  # what the case lists from elsewhere
        for path in sorted({*_files(self.folder), *beside}):
            try:
                about = path.stat()
                told = f"{path} {about.st_size} {about.st_mtime_ns}\n"
            except OSError:
                told = f"{path} gone\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def _run(self) -> State:
        done = run(self.folder, allow_outside=self._allow_outside, language=self._language)
        case, _ = load_with_bytes(self.folder, allow_outside=self._allow_outside)
        out = self.folder / OUT
        readings = _readings(out / "records.jsonl")
        withheld = withhold(readings, case.candidates)
        counted = None
        if case.sheets:
            corrections = corrections_in(self.folder)
            counted = count_sheets(case, self.folder, corrections, allow_outside=self._allow_outside)
        handle, name = tempfile.mkstemp(prefix=f"{self.key}.", suffix=".sqlite", dir=self._scratch)
        os.close(handle)
        self._keep(Path(name))
        self._inputs = tuple(i.path for i in done.manifest.inputs)
        index = Index.made(
            Path(name), withheld.readings, counted.tally if counted else None, counted.sheets if counted else None
        )
        weighing = (out / "verdicts.json").read_text("utf-8")
        return State(
            version=done.manifest.sha256,
            case=case,
            answer=done.manifest.answer,
            dossier=done.page.read_bytes(),
            tally=to_json(counted.tally) if counted else None,
            weighing=withheld.hide(weighing),
            articles=index.articles(0, 0)[0],
            sheets=index.rows(0, 0, None, None)[0],
            index=index,
        )

    def _keep(self, index: Path) -> None:
        """Lets go of index files that no request reads any more: all but this and the one before."""
        self._indexes.append(index)
        while len(self._indexes) > 2:
            self._indexes.pop(0).unlink(missing_ok=True)


class Shelf:
    """The cases by their keys. Index files stand in a folder that goes with the server."""

    def __init__(self, folders: Sequence[Path], *, allow_outside: bool = False, language: str = "en") -> None:
        for folder in folders:
            load_with_bytes(folder, allow_outside=allow_outside)  # a mistake is told before the server starts
        self._scratch = tempfile.TemporaryDirectory(prefix="recuento-serve-")
        place = Path(self._scratch.name)
        self.cases: dict[str, Shelved] = {}
        for folder in folders:
            key = _key(folder, self.cases)
            self.cases[key] = Shelved(key, folder, place, allow_outside=allow_outside, language=language)

    def prepare(self, tell: Tell) -> Iterator[tuple[str, str | None]]:
        """Runs each case; gives its key, and what is wrong where it could not be run."""
        for key, shelved in self.cases.items():
            tell(f"running {key}")
            shelved.current()
            yield key, shelved.problem

    def close(self) -> None:
        """Removes the index files."""
        self._scratch.cleanup()


def _key(folder: Path, taken: dict[str, Shelved]) -> str:
    """The folder's name in letters, digits and hyphens; numbered where another case has it."""
    name = re.sub(r"[^a-z0-9]+", "-", place_of(folder).resolve().name.lower()).strip("-") or "case"
    return next(k for k in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if k not in taken)


def _readings(path: Path) -> list[Reading]:
    if not path.is_file():
        return []
    with path.open("rb") as lines:
        return [Reading.model_validate_json(line) for line in lines]


def _files(folder: Path) -> Iterator[Path]:
    """Everything in the folder but what a run, the log and reviewers write there, with all that is below."""
    for here, folders, files in os.walk(folder):
        made = {OUT, LOG, REVIEW} if Path(here) == folder else set()
        folders[:] = [f for f in folders if f not in made and not f.startswith(".")]
        yield from (Path(here) / name for name in files)
