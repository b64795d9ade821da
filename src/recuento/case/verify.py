"""Does everything of a case again, from nothing, and compares it with what a run says it took in and wrote."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recuento.errors import CaseError

from .manifest import MANIFEST, OUT, hash_of, manifest_in
from .readers import readers_of_a_run
from .run import run_into

State = Literal["same", "changed", "missing", "new"]
What = Literal["input", "output", "redone", "version"]


@dataclass(frozen=True)
class Compared:
    """One file: what it is, its path, and how it stands to the manifest."""

    what: What
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
        anew = run_into(
            place,
            Path(beside) / OUT,
            tell=tell,
            allow_outside=allow_outside,
            language=kept.language,
            readers=readers_of_a_run(kept.versions, place),
        )
    out = place / OUT
    there = {o.path: hash_of(out / o.path)[1] for o in kept.outputs if (out / o.path).is_file()}
    outputs = {o.path: o.sha256 for o in kept.outputs}
    return (
        *_compared("input", {i.path: i.sha256 for i in kept.inputs}, {i.path: i.sha256 for i in anew.inputs}),
        *_compared("output", outputs, there),
        *_compared("redone", outputs, {o.path: o.sha256 for o in anew.outputs}),
        *(c for c in _compared("version", kept.versions, anew.versions) if not c.same),
    )


def _compared(what: What, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Compared]:
    """Everything that was there before or is there now."""
    for name in dict.fromkeys([*before, *now]):
        state: State = "new" if name not in before else "missing" if name not in now else "same"
        yield Compared(what, name, "changed" if state == "same" and before[name] != now[name] else state)
