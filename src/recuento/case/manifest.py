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
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from pydantic import Field, ValidationError

from recuento.errors import RecuentoError, TextError
from recuento.inside import files_at, is_file, refusal
from recuento.records.contest import Case
from recuento.records.corrections import Correction, parse_corrections
from recuento.records.text import Record

from .folder import ARTICLES, CASE_FILE, CORRECTIONS, read_file, refuse
from .readers import NOBODY, Readers, readers_of, readers_of_a_run
from .receipts import has_receipt

OUT = "out"
MANIFEST = "manifest.json"
OUTPUTS = ("card.png", "dossier.html", "records.jsonl", "redo.xlsx", "stances.csv", "tally.parquet", "verdicts.json")
"""What a run can write beside the manifest; what its inputs do not allow is left out."""
PAGES = (".txt", ".html", ".htm", ".pdf", ".jsonl", ".parquet", ".warc", ".warc.gz")
"""What `articles/` is searched for: the same as any folder that `recuento read` is given."""


Kind = Literal["case", "article", "sheets", "corrections"]


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
    kind: Kind
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
    language: Annotated[str, Field(description="in which what people read is written")] = "en"
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    answer: Annotated[tuple[str, ...], Field(description="what the dossier answers, in sentences")] = ()
    sha256: Annotated[str, Field(description="of this manifest as JSON on one line, with this key empty")] = ""

    def own_hash(self) -> str:
        """The SHA-256 that belongs under `sha256`: of the JSON text on one line in which that key is empty."""
        return hashlib.sha256(self.model_copy(update={"sha256": ""}).model_dump_json().encode()).hexdigest()

    def hashed(self) -> Manifest:
        """The same manifest with its own hash."""
        return self.model_copy(update={"sha256": self.own_hash()})

    def skipped(self, place: Path) -> list[RecuentoError]:
        """What of the inputs could not be read."""
        return [skipped.as_error(place) for i in self.inputs for skipped in i.skipped]


@dataclass(frozen=True)
class Stock:
    """What a case holds now, where each file is, and the versions that would work on it.

    `refused`: articles that are not opened, by path, and why. `fresh`: nothing made before is to be believed. `readers`: who reads
    beside the rules.
    """

    place: Path
    inputs: tuple[Input, ...]
    files: Mapping[str, Path]
    versions: dict[str, str]
    corrections: tuple[Correction, ...] = ()
    refused: Mapping[str, Skipped] = field(default_factory=dict)
    allow_outside: bool = True
    fresh: bool = False
    readers: Readers = NOBODY

    @property
    def articles(self) -> tuple[Input, ...]:
        """The files in `articles/`, in order of their names."""
        return tuple(i for i in self.inputs if i.kind == "article")

    def read_by(self, readers: Readers) -> Stock:
        """The stock with these among its readers: records that were read without them are read anew. Raises LanguageError."""
        return replace(self, versions=readers.versions(self.versions), readers=readers)

    def as_answered(self) -> Stock:
        """The stock with versions that say where the model left questions open."""
        return replace(self, versions=self.readers.versions_as_answered(self.versions))


def take_stock(
    case: Case, place: Path, content: bytes | None = None, *, allow_outside: bool = True, fresh: bool = False
) -> Stock:
    """Every file of the case with its hash: case.toml, corrections, articles, and those sheets it lists that are there.

    `content`: the bytes of case.toml that `case` was parsed from. Raises CaseError for sheets or corrections that
    are not opened (see `inside.refusal`); articles that are not opened are skipped later, each with a line.
    """
    path = place / CASE_FILE
    inputs = [_input("case", CASE_FILE, path) if content is None else _of_bytes("case", CASE_FILE, content)]
    files = {CASE_FILE: path}
    corrections: tuple[Correction, ...] = ()
    if is_file(place / CORRECTIONS):
        by_hand = read_file(place / CORRECTIONS, place, "corrections", allow_outside=allow_outside)
        corrections = parse_corrections(by_hand, where=str(place / CORRECTIONS))
        if corrections:
            inputs.append(_of_bytes("corrections", CORRECTIONS, by_hand))
    refused = {}
    for path in _articles(place / ARTICLES):
        name = shown(path.relative_to(place))
        files[name] = path
        if why := refusal(place, path, "article", allow_outside=allow_outside):
            refused[name] = Skipped(what=why[0], where=name, mend=why[1])
            inputs.append(Input(path=name, kind="article", bytes=0, sha256=""))
        else:
            inputs.append(_input("article", name, path))
    for named, member in dict.fromkeys(n for source in case.sheets for n in source.paths):
        for path in files_at(place / named, member):
            refuse(place, path, "sheets", allow_outside=allow_outside)
            name = named if path == place / named else shown(Path(named) / path.relative_to(place / named))
            if name not in files:
                files[name] = path
                inputs.append(_input("sheets", name, path))
    return Stock(place, tuple(inputs), files, versions(), corrections, refused, allow_outside, fresh)


def take_stock_as_last_read(
    case: Case, place: Path, content: bytes | None = None, *, allow_outside: bool = True
) -> Stock:
    """The same, with those who read in the last run among its readers; before any run, those whom the case names."""
    before = own_manifest_in(place / OUT)
    stock = take_stock(case, place, content, allow_outside=allow_outside)
    return stock.read_by(
        readers_of(case, place, NOBODY) if before is None else readers_of_a_run(before.versions, place)
    )


def _input(kind: Kind, name: str, path: Path) -> Input:
    size, digest = hash_of(path)
    return Input(path=name, kind=kind, bytes=size, sha256=digest)


def _of_bytes(kind: Kind, name: str, content: bytes) -> Input:
    return Input(path=name, kind=kind, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _articles(folder: Path) -> Iterator[Path]:
    """The articles in a folder and its folders, hidden ones left out. What cannot be opened is one, too, to be told."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(here) / name
            if name.lower().endswith(PAGES) and not name.startswith("."):
                yield path


def hash_of(path: Path) -> tuple[int, str]:
    """How many bytes a file has, and their SHA-256; (0, "") for a file that cannot be opened."""
    try:
        with path.open("rb") as file:
            return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return 0, ""


class HashedFile:
    """An open file that is hashed as it is read, so that what is parsed and what is hashed are the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def _seen(self, data: bytes) -> bytes:
        self._digest.update(data)
        self._size += len(data)
        return data

    def read(self, size: int = -1) -> bytes:
        """As that of a file."""
        return self._seen(self._file.read(size))

    def readline(self, size: int = -1) -> bytes:
        """As that of a file."""
        return self._seen(self._file.readline(size))

    def finish(self) -> tuple[int, str]:
        """Reads what is left and gives the size and the SHA-256 of all."""
        while self.read(1 << 20):
            pass
        return self._size, self._digest.hexdigest()


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
    package = Path(__file__).parents[1]
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
    """The manifest of the last run that came to its end; None where there is none that is whole."""
    found = _manifest_and_bytes(out)
    return found[0] if found else None


def own_manifest_in(out: Path) -> Manifest | None:
    """The same where a run of this user wrote it; what a stranger's folder says of itself is not believed."""
    found = _manifest_and_bytes(out)
    return found[0] if found and has_receipt(found[1]) else None


def _manifest_and_bytes(out: Path) -> tuple[Manifest, bytes] | None:
    try:
        content = (out / MANIFEST).read_bytes()
        manifest = Manifest.model_validate_json(content)
    except (OSError, ValidationError):
        return None
    return (manifest, content) if manifest.sha256 == manifest.own_hash() else None


def is_current(manifest: Manifest, stock: Stock) -> bool:
    """Whether a run now would write exactly what stands there: same inputs, same versions, outputs as they were left."""
    same = len(manifest.inputs) == len(stock.inputs) and all(map(Input.is_same_file, manifest.inputs, stock.inputs))
    return same and manifest.versions == stock.versions and outputs_stand(manifest, stock.place / OUT)


def outputs_stand(manifest: Manifest, out: Path) -> bool:
    """Whether each output is there with the bytes the manifest gives, and none beside it that it does not name."""
    named = {o.path for o in manifest.outputs}
    there = {name for name in OUTPUTS if (out / name).exists()}
    return named == there and all(hash_of(out / o.path) == (o.bytes, o.sha256) for o in manifest.outputs)
