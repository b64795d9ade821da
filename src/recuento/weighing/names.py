"""Which candidate a name in an article is; parts of names may be left out, as `names_match` allows."""

from __future__ import annotations

from collections.abc import Iterable

from recuento.records.contest import Candidate, Contest
from recuento.records.names import fold, names_match


def folded(name: str) -> tuple[str, ...]:
    """A name's words without accents, case and punctuation."""
    return tuple(fold(name).split())


def is_the_authority(name: str, contest: Contest) -> bool:
    """Whether a name is the electoral authority's, or one of the other names that the case gives it."""
    return _bare(name) in {_bare(known) for known in (contest.authority, *contest.authority_aliases)}


def _bare(name: str) -> tuple[str, ...]:
    words = folded(name)
    return words[1:] if words[:1] == ("the",) else words


def candidate_named(name: str, candidates: Iterable[Candidate]) -> str | None:
    """The id of the one candidate whom the name fits; None when it fits nobody, or more than one."""
    fitting = [c for c in candidates if any(names_match(name, known) for known in (c.name, *c.aliases))]
    if len(fitting) > 1:
        words = folded(name)
        fitting = [c for c in fitting if any(folded(known) == words for known in (c.name, *c.aliases))]
    return fitting[0].id if len(fitting) == 1 else None
