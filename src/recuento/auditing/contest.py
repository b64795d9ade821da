"""A reported contest as the pairs that an audit tests: each winner against each loser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recuento.errors import InputError


def pairs(votes: Mapping[str, int], winners: int) -> Iterator[tuple[str, str]]:
    """Each reported winner with each reported loser. Raises InputError where there is no loser."""
    if winners >= len(votes):
        raise InputError(
            f"{len(votes)} candidates for {winners} to be elected: there is no loser",
            where="votes",
            mend="an outcome that nobody lost needs no audit",
        )
    order = sorted(votes, key=lambda c: -votes[c])
    for winner in order[:winners]:
        for loser in order[winners:]:
            yield winner, loser


def is_tied(votes: Mapping[str, int], winners: int) -> bool:
    """Whether the last winner and the first loser have the same number of votes: only a full count can tell then."""
    order = sorted(votes.values(), reverse=True)
    return winners < len(order) and order[winners - 1] == order[winners]


def check_reported(votes: Mapping[str, int], winners: int, ballots: int) -> None:
    """Raises InputError for figures that cannot be: more votes than ballots (for one candidate, or for all where one is elected)."""
    most = max(votes.values(), default=0)
    if most > ballots:
        raise InputError(
            f"a candidate has {most} votes on {ballots} ballots", where="votes", mend="correct votes or ballots"
        )
    if winners == 1 and sum(votes.values()) > ballots:
        raise InputError(
            f"the votes add up to {sum(votes.values())} on {ballots} ballots",
            where="votes",
            mend="correct votes or ballots",
        )


def check_known(named: Mapping[str, int], votes: Mapping[str, int], where: str) -> None:
    """Raises InputError for a candidate who is not among those reported."""
    if unknown := sorted(set(named) - set(votes)):
        raise InputError(
            f"{unknown[0]!r} is not among the reported candidates", where=where, mend=f"they are {', '.join(votes)}"
        )


def check_stated(named: Mapping[str, int], votes: Iterable[str], where: str) -> None:
    """Raises InputError where somebody's votes are not given: what is not stated is not zero."""
    if missing := [name for name in votes if name not in named]:
        raise InputError(f"the votes of {missing[0]!r} are missing", where=where, mend="write 0 where there are none")
