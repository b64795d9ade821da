"""What was announced and who says that they won."""

from __future__ import annotations

from recuento.records.said import Result, VictoryClaim

from .bench import Bench, Rule, Told, no_repeat
from .gold import GoldClaim, GoldResult

SHARE_TOLERANCE = 0.1
"""Two shares are the same when at most this many percentage points apart."""

VOTES_TOLERANCE = 0.01
"""Two counts are the same when at most this part of the gold count apart: "5.15 million" is 5,150,092."""


def results(bench: Bench) -> None:
    """The same result: the same candidate, with a share or a count that agrees, and neither that differs.

    A gold record without figures ("was declared the winner") is matched by a record without figures. Gold has none of wins told
    everywhere or of leads called irreversible, and these are not asked.
    The attributes: authority and rank where the gold states them, bound, and all figures that the gold has.
    """

    def alike(g: GoldResult, p: Result) -> float:
        if not bench.is_same(g.candidate, p.candidate):
            return 0.0
        if g.share is None and g.votes is None:
            return 1.0 + bench.near(g, p) if p.share is None and p.votes is None else 0.0
        share, votes = _same_share(g.share, p.share), _same_votes(g.votes, p.votes)
        if share is False or votes is False or (share is None and votes is None):
            return 0.0
        return 1.0 + (share is True) + (votes is True) + bench.near(g, p)

    def told(g: GoldResult, p: Result) -> Told:
        complete = (g.share is None or p.share is not None) and (g.votes is None or p.votes is not None)
        asked = {
            "figures": (complete, f"{g.share}%, {g.votes} votes", f"{p.share}%, {p.votes} votes"),
            "bound": (g.bound == p.bound, g.bound, p.bound),
        }
        if g.authority:
            asked["authority"] = (bench.is_same(g.authority, p.authority), g.authority, bench.name(p.authority))
        if g.rank:
            asked["rank"] = (g.rank == p.rank, str(g.rank), str(p.rank))
        return asked

    def show(r: GoldResult | Result) -> str:
        who = r.candidate if isinstance(r, GoldResult) else bench.name(r.candidate)
        return f"{who}: {r.share}%, {r.votes} votes"

    golds = bench.gold.results
    read = [r for r in bench.reading.results if r.everywhere is None and not r.irreversible]
    bench.set_beside("results", golds, read, Rule(alike, show, told, no_repeat(golds, alike)))


def _same_share(wanted: float | None, got: float | None) -> bool | None:
    """Whether two shares agree; None where either is not given."""
    return None if wanted is None or got is None else abs(wanted - got) <= SHARE_TOLERANCE + 1e-9


def _same_votes(wanted: int | None, got: int | None) -> bool | None:
    """Whether two counts agree; None where either is not given."""
    return None if wanted is None or got is None else abs(wanted - got) <= VOTES_TOLERANCE * wanted


def victory_claims(bench: Bench) -> None:
    """The same victory claim: the same claimant."""

    def alike(g: GoldClaim, p: VictoryClaim) -> float:
        return 1.0 + bench.near(g, p) if bench.is_same(g.claimant, p.claimant) else 0.0

    def show(c: GoldClaim | VictoryClaim) -> str:
        return c.claimant if isinstance(c, GoldClaim) else bench.name(c.claimant)

    golds = bench.gold.victory_claims
    rule = Rule(alike, show, counts_false=no_repeat(golds, alike))
    bench.set_beside("victory claims", golds, bench.reading.victory_claims, rule)
