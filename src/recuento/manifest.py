"""What a case holds and what was made of it: files with their hashes, and the versions of everything that worked on them.

The manifest tells whether anything changed since the last run. Nothing heavy is imported here, so that a run with
nothing to do is over at once.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from .case import ARTICLES, CASE_FILE, CORRECTIONS, corrections_in
from .errors import RecuentoError, TextError
from .records.contest import Case
from .records.text import Record

OUT = "out"
MANIFEST = "manifest.json"
OUTPUTS = ("dossier.html", "records.jsonl", "stances.csv", "tally.parquet", "verdicts.json")
"""What a run can write beside the manifest; what its inputs do not allow is left out."""
PAGES = (".txt", ".html", ".htm", ".pdf", ".jsonl", ".parquet")
"""What `articles/` is searched for: the same as any folder that `recuento read` is given."""


class Skipped(Record):
    """A part of an input that could not be read, and why; `where` is within the case."""

    what: str
    where: str | None
    mend: str | None

    def as_error(self, place: Path) -> RecuentoError:
        """The error to tell, its place as seen from where the user stands."""
        return TextError(self.what, where=str(place / self.where) if self.where else None, mend=self.mend)


class Input(Record):
    """A file that a run took in."""

    path: Annotated[str, Field(description="within the case")]
    kind: Literal["case", "article", "sheets", "corrections"]
    bytes: int
    sha256: Annotated[str, Field(description="empty for a file that could not be opened")]
    readings: Annotated[
        int | None, Field(description="how many records of records.jsonl it gave, which stand there in this order")
    ] = None
    skipped: tuple[Skipped, ...] = ()

    def is_same_file(self, other: Input) -> bool:
        """Whether both are the same bytes in the same place; a file that could not be opened is never the same."""
        return bool(self.sha256) and (self.path, self.kind, self.sha256) == (other.path, other.kind, other.sha256)


class Output(Record):
    """A file that a run wrote."""

    path: Annotated[str, Field(description="within the folder of the manifest")]
    bytes: int
    sha256: str


class Manifest(Record):
    """What one run took in and wrote, and with which versions. It holds no time: the same input gives the same bytes."""

    versions: dict[str, str]
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    answer: Annotated[tuple[str, ...], Field(description="what the dossier answers, in sentences")] = ()

    def skipped(self, place: Path) -> list[RecuentoError]:
        """What of the inputs could not be read."""
        return [skipped.as_error(place) for i in self.inputs for skipped in i.skipped]


@dataclass(frozen=True)
class Stock:
    """What a case holds now, where each file is, and the versions that would work on it."""

    place: Path
    inputs: tuple[Input, ...]
    files: Mapping[str, Path]
    versions: dict[str, str]

    @property
    def articles(self) -> tuple[Input, ...]:
        """The files in `articles/`, in order of their names."""
        return tuple(i for i in self.inputs if i.kind == "article")


def take_stock(case: Case, place: Path) -> Stock:
    """Every file of the case with its hash: case.toml, articles, and those sheets it lists that are there."""
    found: list[tuple[Literal["case", "article", "sheets", "corrections"], str, Path]] = [
        ("case", CASE_FILE, place / CASE_FILE)
    ]
    if corrections_in(place):
        found.append(("corrections", CORRECTIONS, place / CORRECTIONS))
    found += [("article", shown(path.relative_to(place)), path) for path in _articles(place / ARTICLES)]
    found += [("sheets", s.path, place / s.path) for s in case.sheets if (place / s.path).is_file()]
    inputs = []
    for kind, name, path in found:
        size, digest = hash_of(path)
        inputs.append(Input(path=name, kind=kind, bytes=size, sha256=digest))
    return Stock(place, tuple(inputs), {name: path for _, name, path in found}, versions())


def _articles(folder: Path) -> Iterator[Path]:
    """The articles in a folder and its folders, hidden ones left out. A link that leads nowhere is one, to be told."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(here) / name
            if path.suffix.lower() in PAGES and not name.startswith(".") and (path.is_file() or path.is_symlink()):
                yield path


def hash_of(path: Path) -> tuple[int, str]:
    """How many bytes a file has, and their SHA-256; (0, "") for a file that cannot be opened."""
    try:
        with path.open("rb") as file:
            return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return 0, ""


def shown(path: Path) -> str:
    """A path as text that any output can encode, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")


# --- versions -------------------------------------------------------------------------------------------------------


@functools.cache
def versions() -> dict[str, str]:
    """Of recuento and each library it asks for, the language pipeline among them; and the hashes of recuento's code.

    `code` changes with any file of the package. `reader` changes with anything that a reading depends on: records
    read by the same reader need not be read again.
    """
    libraries = {name: metadata.version(name) for name in _required()}
    package = Path(__file__).parent
    reading = _digest(package, "reading", "records", *(f"{name} {version}" for name, version in libraries.items()))
    own = {"recuento": metadata.version("recuento"), "code": _digest(package, "."), "reader": reading}
    return own | libraries


def _required() -> list[str]:
    names = (re.match(r"[\w.-]+", line) for line in metadata.requires("recuento") or () if "extra ==" not in line)
    return sorted(name[0] for name in names if name)


def _digest(package: Path, *parts: str) -> str:
    """A hash of the parts' own text and, for those that are folders of the package, of every source file in them."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part}\n".encode())
        for path in sorted((package / part).rglob("*")) if (package / part).is_dir() else ():
            if "__pycache__" not in path.parts and path.is_file():
                content = path.read_bytes()
                digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


# --- what was made before -------------------------------------------------------------------------------------------


def manifest_in(out: Path) -> Manifest | None:
    """The manifest of the last run that came to its end; None where there is none that can be understood."""
    try:
        return Manifest.model_validate_json((out / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def is_current(manifest: Manifest, stock: Stock) -> bool:
    """Whether a run now would write exactly what stands there: same inputs, same versions, outputs as they were left."""
    same = len(manifest.inputs) == len(stock.inputs) and all(map(Input.is_same_file, manifest.inputs, stock.inputs))
    return same and manifest.versions == stock.versions and outputs_stand(manifest, stock.place / OUT)


def outputs_stand(manifest: Manifest, out: Path) -> bool:
    """Whether each output is there with the bytes the manifest gives, and none beside it that it does not name."""
    named = {o.path for o in manifest.outputs}
    there = {name for name in OUTPUTS if (out / name).exists()}
    return named == there and all(hash_of(out / o.path) == (o.bytes, o.sha256) for o in manifest.outputs)
