"""How we know: whose sheets and which bytes, in which way they were counted and weighed, on which assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recuento.records.contest import Case
from recuento.records.counted import Tally
from recuento.records.inert import one_line
from recuento.records.said import Reading

from .claims import Claim
from .numbers import Numbers

METHODS = (
    (
        "Reading",
        (
            "Each article is read sentence by sentence: who speaks, in whose words, what they say of the result. Every record "
            "points at its words in the text and names the rule that found it. Machines misread: follow a record to its "
            "words before you rely on it."
        ),
    ),
    (
        "Counting",
        (
            "Every row of the sheets is checked, each unit is counted once, and votes are added as whole numbers. A missing "
            "figure is missing, never zero. What is odd about a row is listed with the row, and changes no figure."
        ),
    ),
    (
        "Bounds",
        (
            "The missing sheets could say anything within their roll. The bounds give each candidate the least and the most "
            "that any such completion allows, in exact arithmetic and with no assumption on how people voted."
        ),
    ),
    (
        "Verdicts",
        (
            "A claim is ruled out only if no completion makes it true, and confirmed only if none makes it false. Every verdict "
            "is conditional on the sheets being authentic, and names who published them and with what interest."
        ),
    ),
    (
        "People",
        (
            "Public figures who speak in public are named. Quoted people for whom the article gives no office are not: they "
            "appear as “a person quoted” and their names are withheld from the texts. No image of a sheet is linked, as "
            "images carry names and identity numbers."
        ),
    ),
)


@dataclass(frozen=True)
class ShownSource:
    """A file of sheets: who published it, with what interest, and which bytes were counted."""

    path: str
    published_by: str
    interest: str
    kind: str
    rows: str
    sha256: str


@dataclass(frozen=True)
class Method:
    """Everything a sceptic needs to do it again."""

    sources: tuple[ShownSource, ...]
    announced: tuple[str, ...]
    articles: str
    methods: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...]


def method_of(
    case: Case,
    readings: Sequence[Reading],
    tally: Tally | None,
    claims: Sequence[Claim],
    manifest: Mapping[str, Any],
    numbers: Numbers,
) -> Method:
    """The section, from the records and the manifest.

    Of the manifest `versions` (a mapping) and `inputs` (a mapping of path to SHA-256, or a list of mappings with
    `path` and `sha256`) are shown as such, and its other plain values beside the versions.
    """
    return Method(
        sources=tuple(
            ShownSource(
                path=one_line(path),
                published_by=one_line(s.published_by),
                interest=one_line(s.interest),
                kind=numbers.text(one_line(s.kind)),
                rows=rows,
                sha256=one_line(digest),
            )
            for s in (tally.sources if tally else ())
            for path, rows, digest in (
                (s.path, numbers.count(s.rows), s.sha256),
                *(
                    (numbers.text("%(file)s (with %(other)s)", file=b.path, other=s.path), "", b.sha256)
                    for b in s.beside
                ),
            )
        ),
        announced=tuple(dict.fromkeys(one_line(a.source) for a in case.announcements)),
        articles=_articles(readings, numbers),
        methods=METHODS,
        assumptions=tuple(dict.fromkeys(a for claim in claims for a in claim.assuming)),
        versions=tuple(_versions(manifest, numbers)),
        inputs=tuple(_inputs(manifest)),
    )


def _articles(readings: Sequence[Reading], numbers: Numbers) -> str:
    """How many articles were read and, where some tell the same, how many stories they are."""
    articles, stories = len(readings), len({reading.story_id for reading in readings})
    told = numbers.plural(articles, "%(n)s article was read", "%(n)s articles were read")
    return f"{told}{numbers.plural(stories, ', which tell %(n)s story', ', which tell %(n)s stories')}"


def _versions(manifest: Mapping[str, Any], numbers: Numbers) -> Iterator[tuple[str, str]]:
    for name, value in manifest.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield one_line(str(name)), one_line(value) if isinstance(value, str) else numbers.value(value)
    versions = manifest.get("versions")
    if isinstance(versions, Mapping):
        yield from ((one_line(str(name)), one_line(str(version))) for name, version in versions.items())


def _inputs(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    inputs = manifest.get("inputs", ())
    pairs = (
        inputs.items()
        if isinstance(inputs, Mapping)
        else [(i.get("path"), i) for i in inputs if isinstance(i, Mapping)]
    )
    for path, about in pairs:
        digest = about.get("sha256", "") if isinstance(about, Mapping) else about
        yield one_line(str(path)), one_line(str(digest))
