"""An append-only log of what a case held and what was said of it, in `log/` of the case: nothing can be changed unseen.

`entries.jsonl` has a line for each file as it was when it was logged: sheets, articles, the case itself, and the verdicts of the last
run. `checkpoint` has the size and the root of the hash tree over these lines (`records.merkle`), and `checkpoints/` every
earlier one. Whoever keeps a checkpoint elsewhere, or has it stamped (an .ots or .tsr file may lie beside it; it is left alone),
can show later that a line was there and that nothing before it was changed. The log holds no time of its own: a clock that
the case's owner sets proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recuento.errors import CaseError, OutputError
from recuento.records.files import replacing
from recuento.records.inert import one_line
from recuento.records.merkle import Checkpoint, consistency_proof, inclusion_proof, leaf_hash, parse_checkpoint, root_of

from .folder import JOURNAL, REVIEW, load_with_bytes, place_of
from .manifest import OUT, hash_of, take_stock

LOG, ENTRIES, CHECKPOINT, EARLIER = "log", "entries.jsonl", "checkpoint", "checkpoints"
_LOGGED_OUTPUTS = ("verdicts.json", "manifest.json")

State = Literal["same", "changed", "missing", "not logged"]


@dataclass(frozen=True)
class Entry:
    """A file as it was when it was logged."""

    kind: str
    path: str
    size: int
    sha256: str

    def line(self) -> bytes:
        """The line of the log, without its end: JSON with sorted keys, so that one entry has one text."""
        return json.dumps(self.__dict__, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Logged:
    """The log of a case: its lines and the checkpoint that fits them."""

    lines: tuple[bytes, ...]
    checkpoint: Checkpoint

    @property
    def leaves(self) -> list[bytes]:
        """The hashed lines."""
        return [leaf_hash(line) for line in self.lines]


def append(folder: Path, *, allow_outside: bool = False) -> tuple[Logged, int]:
    """Logs every file of the case that is new or has changed since it was last logged; how many there were.

    Raises CaseError where the log does not fit its checkpoint: then something in it was changed, and nothing is added.
    """
    place = place_of(folder)
    before = read_log(place)
    latest = dict(_logged_files(before)) if before else {}
    new = [e for e in _entries(folder, place, allow_outside=allow_outside) if latest.get(e.path) != e.sha256]
    lines = (*(before.lines if before else ()), *(e.line() for e in new))
    origin = before.checkpoint.origin if before else f"recuento/{one_line(place.resolve().name)}"
    logged = Logged(lines, Checkpoint(origin, len(lines), root_of([leaf_hash(line) for line in lines])))
    if new:
        log = _own_folder(place / LOG)
        # The lines first: a checkpoint that promises lines which are not there could not be told from a change.
        with replacing(log / ENTRIES) as out:
            out.write(b"".join(line + b"\n" for line in lines))
        for path in (log / EARLIER / str(len(lines)), log / CHECKPOINT):
            with replacing(path) as out:
                out.write(logged.checkpoint.text().encode())
    return logged, len(new)


def read_log(place: Path) -> Logged | None:
    """The log of a case; None where it has none. Raises CaseError where lines and checkpoint do not fit."""
    log = place / LOG
    if not (log / CHECKPOINT).is_file():
        return None
    checkpoint = parse_checkpoint((log / CHECKPOINT).read_text("utf-8", errors="replace"))
    if checkpoint is None:
        raise CaseError("is no checkpoint", where=str(log / CHECKPOINT), mend="put a kept copy in its place")
    held = (log / ENTRIES).read_bytes() if (log / ENTRIES).is_file() else b""
    lines = tuple(held.split(b"\n")[:-1])
    if len(lines) > checkpoint.size and _root(lines[: checkpoint.size]) == checkpoint.root:
        lines = lines[: checkpoint.size]  # a run was ended between lines and checkpoint: what was promised is whole
    if len(lines) != checkpoint.size or _root(lines) != checkpoint.root:
        mend = "a line of the log was changed, added or removed: compare it with a kept copy"
        raise CaseError(
            f"does not have the {checkpoint.size} lines of its checkpoint", where=str(log / ENTRIES), mend=mend
        )
    return Logged(lines, checkpoint)


def check(folder: Path, *, allow_outside: bool = False) -> Iterator[tuple[State, str]]:
    """Every file of the case and every logged one, and how it stands to its last entry; earlier checkpoints that do not fit.

    Raises CaseError where there is no log, or it does not fit its own checkpoint.
    """
    place = place_of(folder)
    logged = _log_of(place)
    latest = dict(_logged_files(logged))
    now = {e.path: e.sha256 for e in _entries(folder, place, allow_outside=allow_outside)}
    for path in dict.fromkeys([*latest, *now]):
        if path not in now:
            yield "missing", path
        elif path not in latest:
            yield "not logged", path
        else:
            yield ("same" if latest[path] == now[path] else "changed"), path
    for kept in sorted((place / LOG / EARLIER).glob("*")):
        earlier = parse_checkpoint(kept.read_text("utf-8", errors="replace")) if kept.name.isdecimal() else None
        if earlier is not None and not _grew_from(logged, earlier):
            yield "changed", f"{LOG}/{EARLIER}/{kept.name}"


def prove_entry(folder: Path, path: str) -> dict[str, object]:
    """The proof that the last entry of a file is in the log, for `docs/check_proof.py`."""
    logged = _log_of(place_of(folder))
    at = max((i for i, (named, _) in enumerate(_logged_files(logged)) if named == path), default=None)
    if at is None:
        raise CaseError(f"has no entry of {path!r}", where=str(folder), mend="log it first with recuento log")
    proof = [h.hex() for h in inclusion_proof(logged.leaves, at)]
    return {"line": logged.lines[at].decode(), "index": at, "proof": proof, "checkpoint": logged.checkpoint.text()}


def prove_growth(folder: Path, since: Path) -> dict[str, object]:
    """The proof that the log has only grown since a checkpoint that somebody kept."""
    logged = _log_of(place_of(folder))
    old = parse_checkpoint(since.read_text("utf-8", errors="replace")) if since.is_file() else None
    if old is None:
        raise CaseError("is no checkpoint", where=str(since), mend="name a checkpoint that was kept")
    if not _grew_from(logged, old):
        raise CaseError(
            f"has not grown from that checkpoint of {old.size} lines: a line before it was changed",
            where=str(folder),
            mend="compare both logs",
        )
    proof = [h.hex() for h in consistency_proof(logged.leaves, old.size)]
    return {"old": old.text(), "proof": proof, "checkpoint": logged.checkpoint.text()}


def _grew_from(logged: Logged, old: Checkpoint) -> bool:
    return old.size <= len(logged.lines) and _root(logged.lines[: old.size]) == old.root


def _root(lines: tuple[bytes, ...]) -> bytes:
    return root_of([leaf_hash(line) for line in lines])


def _own_folder(log: Path) -> Path:
    """The folder of the log, made where it is not. A link out of the case is refused: what is there would be replaced."""
    if log.is_symlink() or (log / EARLIER).is_symlink():
        raise OutputError("is a link out of the case folder", where=str(log), mend="put a folder in its place")
    try:
        (log / EARLIER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made ({str(error.strerror).lower()})", where=str(log)) from error
    return log


def _logged_files(logged: Logged) -> Iterator[tuple[str, str]]:
    """Path and hash of each line. Raises CaseError for a line that recuento did not write."""
    for number, line in enumerate(logged.lines, start=1):
        try:
            entry = json.loads(line)
            yield str(entry["path"]), str(entry["sha256"])
        except (ValueError, TypeError, KeyError) as error:
            raise CaseError(f"line {number} of the log is no entry", where=f"{LOG}/{ENTRIES}") from error


def _log_of(place: Path) -> Logged:
    logged = read_log(place)
    if logged is None:
        raise CaseError("has no log", where=str(place), mend="make one with recuento log")
    return logged


def _entries(folder: Path, place: Path, *, allow_outside: bool) -> Iterator[Entry]:
    """Every input of the case, and what the last run said of it."""
    case, content = load_with_bytes(folder, allow_outside=allow_outside)
    for given in take_stock(case, place, content, allow_outside=allow_outside).inputs:
        if given.sha256:
            yield Entry(given.kind, given.path, given.bytes, given.sha256)
    beside = [("output", f"{OUT}/{name}") for name in _LOGGED_OUTPUTS] + [("review", f"{REVIEW}/{JOURNAL}")]
    for kind, name in beside:
        path = place / name
        if path.is_file():
            size, digest = hash_of(path)
            yield Entry(kind, name, size, digest)
