"""Does everything of a case again, from nothing, and compares it with what a run says it took in and wrote."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recuento.errors import CaseError

from .manifest import MANIFEST, OUT, Manifest, hash_of, manifest_in
from .run import run_into

State = Literal["same", "changed", "missing", "new"]


@dataclass(frozen=True)
class Compared:
    """One file: what it is, its path, and how it stands to the manifest."""

    what: Literal["input", "output", "redone", "version"]
    name: str
    state: State

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.state == "same"


def verify(
    folder: Path | str, *, tell: Callable[[str], None] = lambda _: None, allow_outside: bool = False
) -> tuple[Compared, ...]:
    """Every input and output of the case's last run, and every output made anew, compared by SHA-256.

    The outputs made anew are written to a folder of their own, which is gone at the end. Raises CaseError where the
    case has no whole manifest.
    """
    place = Path(folder)
    kept = manifest_in(place / OUT)
    if kept is None:
        raise CaseError(
            "has no whole manifest to compare with", where=str(place / OUT / MANIFEST), mend="run recuento run first"
        )
    with tempfile.TemporaryDirectory(prefix="recuento-verify-") as beside:
        anew = run_into(place, Path(beside) / OUT, tell=tell, allow_outside=allow_outside)
    return (*_inputs(kept, anew), *_as_left(kept, place / OUT), *_redone(kept, anew), *_versions(kept, anew))


def _inputs(kept: Manifest, anew: Manifest) -> Iterator[Compared]:
    now = {i.path: i.sha256 for i in anew.inputs}
    for given in kept.inputs:
        yield Compared("input", given.path, _state(given.sha256, now.get(given.path)))
    before = {i.path for i in kept.inputs}
    yield from (Compared("input", path, "new") for path in now if path not in before)


def _as_left(kept: Manifest, out: Path) -> Iterator[Compared]:
    for written in kept.outputs:
        path = out / written.path
        yield Compared("output", written.path, _state(written.sha256, hash_of(path)[1] if path.is_file() else None))


def _redone(kept: Manifest, anew: Manifest) -> Iterator[Compared]:
    now = {o.path: o.sha256 for o in anew.outputs}
    for written in kept.outputs:
        yield Compared("redone", written.path, _state(written.sha256, now.get(written.path)))


def _versions(kept: Manifest, anew: Manifest) -> Iterator[Compared]:
    for name, version in kept.versions.items():
        if anew.versions.get(name) != version:
            yield Compared("version", name, "changed")


def _state(before: str, now: str | None) -> State:
    return "missing" if now is None else "same" if before == now else "changed"
