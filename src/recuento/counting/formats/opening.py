"""How one file is to be opened: what a recipe, or a join in it, says of the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from recuento.errors import SheetError
from recuento.records.recipe import Code, Join, SheetSource

from .table import in_words, names_like

_NUMBERED = re.compile(r"\A(.+) \(\d{1,3}\)\Z")


@dataclass(frozen=True)
class Opening:
    """What is known of a file before it is opened.

    - `path`: as the recipe writes it, for messages; `member`, `worksheet`: which part of an archive or
      workbook; `rows`, `contest`: which part of a document;
    - `header`: the line or lines of the names, from 1, where the recipe says; `names`, `widths`: for a file without;
    - `code`: what the codes on images say;
    - `needed`: the column names that must be there, by which a header further down is found;
    - `wanted`: the column names that may be used; None keeps all;
    - `numbers`: those that are counts and nothing else: a format may read them as integers, where all of them are.
    """

    path: str = ""
    member: str | None = None
    worksheet: str | None = None
    rows: str | None = None
    contest: str | None = None
    header: tuple[int, ...] = ()
    names: tuple[str, ...] | None = None
    widths: tuple[int, ...] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    code: Code | None = None
    needed: frozenset[str] = frozenset()
    wanted: frozenset[str] | None = None
    numbers: frozenset[str] = frozenset()

    def keeps(self, name: str) -> bool:
        """Whether a column of that (tidied) name is kept."""
        return self.wanted is None or name in self.wanted or name in self.repeated

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The names that the recipe tells apart by number: "Votes" for "Votes (2)"."""
        found = (_NUMBERED.fullmatch(name) for name in self.wanted or ())
        return frozenset(match[1] for match in found if match)


def opening_of(
    source: SheetSource | Join,
    *,
    needed: Iterable[str] = (),
    wanted: frozenset[str] | None = None,
    numbers: frozenset[str] = frozenset(),
) -> Opening:
    """What the recipe says of its file."""
    own = (
        Opening()
        if isinstance(source, Join)
        else Opening(
            names=None if source.names is None else tuple(source.names),
            widths=None if source.widths is None else tuple(source.widths),
            rows=source.rows,
            contest=source.contest,
            code=source.code,
        )
    )
    return replace(
        own,
        path=source.path,
        member=source.member if isinstance(source, Join) else source.files,
        worksheet=source.worksheet,
        header=()
        if source.header is None
        else (source.header,)
        if isinstance(source.header, int)
        else tuple(source.header),
        encoding=source.encoding,
        delimiter=source.delimiter,
        needed=frozenset(needed),
        wanted=wanted,
        numbers=numbers,
    )


def no_such_contest(opening: Opening, there: list[str], where: str) -> SheetError:
    """The error for a document with several contests of which the recipe names none, or one that is not there."""
    if opening.contest is None:
        mend = f"say which: contest is one of {in_words(there)}"
        return SheetError(f"the file has {len(there)} contests", where=where, mend=mend)
    mend = names_like(opening.contest, there, "the contests are")
    return SheetError(f"the file has no contest {opening.contest!r}", where=where, mend=mend)
