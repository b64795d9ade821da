"""What `recuento compare` sets side by side: two sources of a case, two cases, or two files nobody has described yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from recuento.counting import Counted
from recuento.errors import CaseError
from recuento.records.comparison import Comparison
from recuento.records.contest import Candidate, Case, Contest, Rule
from recuento.records.counted import FileBeside
from recuento.records.names import fold
from recuento.records.recipe import NOT_STATED, SheetSource

from .folder import CASE_FILE, corrections_in, load_with_bytes, place_of
from .run import count_sheets


@dataclass(frozen=True)
class Side:
    """One of the two, before it is counted."""

    name: str
    case: Case
    place: Path
    own: bool
    """Whether its files are the user's own, so that they may lie anywhere."""


def compare(
    a: str,
    b: str,
    *,
    case: Path | None = None,
    rule: Rule | None = None,
    tell: Callable[[str], object] = lambda _: None,
    allow_outside: bool = False,
) -> tuple[Comparison, dict[str, str], tuple[str, ...]]:
    """Count `b` against count `a`, the candidates' names by id, and what had to be assumed of files without a recipe.

    Each is the name or path of a source of `case`, or a case folder, or a file of sheets whose layout is proposed as by
    `recuento inspect`. `rule` stands in for the case's, and for files. Raises CaseError or SheetError.
    """
    from recuento.weighing.comparing import compare as compare_sheets

    doubts: tuple[str, ...] = ()
    if case is not None:
        sides = [_source_of(case, name) for name in (a, b)]
    elif Path(a, CASE_FILE).is_file() and Path(b, CASE_FILE).is_file():
        sides = [Side(name, load_with_bytes(name)[0], Path(name), own=False) for name in (a, b)]
    else:
        sides, doubts = described([a, b])
    counted = []
    for side in sides:
        tell(f"counting {side.name}")
        corrections = () if side.own else corrections_in(side.place)
        counted.append(count_sheets(side.case, side.place, corrections, allow_outside=allow_outside or side.own))
    contest = sides[0].case
    if rule is not None:
        contest = contest.model_copy(update={"contest": contest.contest.model_copy(update={"rule": rule})})
    tell("comparing")
    found = compare_sheets(
        contest,
        counted[0].sheets,
        counted[1].sheets,
        names=(sides[0].name, sides[1].name),
        files=(_files(counted[0]), _files(counted[1])),
    )
    return found, {c.id: c.name for side in reversed(sides) for c in side.case.candidates}, doubts


def _files(counted: Counted) -> list[FileBeside]:
    return [FileBeside(path=source.path, sha256=source.sha256) for source in counted.tally.sources]


def _source_of(folder: Path, name: str) -> Side:
    """A source of the case by name or path, whatever its role, counted by itself."""
    case, _ = load_with_bytes(folder)
    found = next((s for s in case.sheets if s.role != "units" and name in {s.name, s.path}), None)
    if found is None:
        named = ", ".join(repr(s.name or s.path) for s in case.sheets if s.role != "units")
        raise CaseError(f"has no source of sheets called {name!r}", where=str(folder), mend=f"it has {named or 'none'}")
    alone = case.model_copy(update={"sheets": (found.model_copy(update={"role": "count"}),)})
    return Side(found.name or found.path, alone, place_of(folder), own=False)


def described(paths: Sequence[str]) -> tuple[list[Side], tuple[str, ...]]:
    """Two files as cases with the recipes that `inspect` proposes; candidates are the same where their names are."""
    from recuento.counting.formats import Opening
    from recuento.counting.inspecting import inspect_file

    for path in paths:
        what = "is not there" if not Path(path).exists() else "is a case folder, the other is not"
        if not Path(path).exists() or Path(path, CASE_FILE).is_file():
            raise CaseError(what, where=path, mend="name two sources with --case, two case folders, or two files")
    drafts = [inspect_file(Path(path), Opening()) for path in paths]
    ids: dict[str, str] = {}
    sides = []
    for path, draft in zip(paths, drafts, strict=True):
        votes = {}
        for (own_id, column), name in zip(draft.votes, draft.names, strict=True):
            same = ids.setdefault(fold(name), own_id)
            votes[same if same not in votes else own_id] = column  # two columns of one name stay two
        recipe = {**draft.recipe(), "votes": votes, "published_by": NOT_STATED, "interest": NOT_STATED}
        names = dict(zip(votes, draft.names, strict=True))
        case = _case_of(" and ".join(paths), names, SheetSource.model_validate(recipe))
        sides.append(Side(path, case, Path(), own=True))
    return sides, tuple(f"{path}: {doubt}" for path, draft in zip(paths, drafts, strict=True) for doubt in draft.doubts)


def _case_of(title: str, names: dict[str, str], source: SheetSource) -> Case:
    contest = Contest(name=title, country="ZZZ", date=dt.date(1, 1, 1), authority=NOT_STATED)
    return Case(contest=contest, candidates=tuple(Candidate(id=i, name=n) for i, n in names.items()), sheets=(source,))
