"""Single ballots held against the totals of their batches: ONEAudit (Stark, "Overstatement-Net-Equivalent Risk-Limiting Audit", 2023).

Where batches have totals and single ballots no record of their own, each ballot of a batch is taken to have been recorded as the batch's
mean. For a winner w and a loser l a ballot is worth A = (1 + [w] - [l]) / 2, the ballots of batch b were reported as worth M_b on average, those
of the contest as worth M. A ballot drawn from b is then worth

    B = (1 - M_b + A) / (3 - 2 M)

in an audit: the mean of B over all ballots is above 1/2 only where that of A is, so where w has more votes than l. It is tested by ALPHA
(`sequential`). Batches whose ballots are alike tell more by each ballot than ballots drawn without their batch; with one batch it is ballot polling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from recuento.errors import InputError
from recuento.records.audit import OneAudit

from .contest import check_known, check_stated, is_tied, pairs
from .sequential import alpha, running_p


def reported_totals(inputs: OneAudit) -> dict[str, int]:
    """Votes by candidate over all batches. Raises InputError for batches that cannot be, or leave a candidate out."""
    names = list(dict.fromkeys(name for b in inputs.batches for name in b.votes))
    ids = Counter(b.id for b in inputs.batches)
    if twice := next((i for i, n in ids.items() if n > 1), None):
        raise InputError(f"the batch {twice!r} stands twice", where="batches", mend="give each batch an id of its own")
    for b in inputs.batches:
        where = f"batch {b.id!r}"
        check_stated(b.votes, names, where)
        most = sum(b.votes.values()) if inputs.winners == 1 else max(b.votes.values(), default=0)
        if most > b.ballots:
            raise InputError(f"{most} votes on {b.ballots} ballots", where=where, mend="correct either")
    return {name: sum(b.votes[name] for b in inputs.batches) for name in names}


def check_cards(inputs: OneAudit, totals: dict[str, int]) -> None:
    """Raises InputError for ballots that cannot have been drawn."""
    of_batch = {b.id: b.ballots for b in inputs.batches}
    drawn: Counter[str] = Counter()
    for i, card in enumerate(inputs.cards):
        where = f"cards.{i}"
        if card.batch not in of_batch:
            raise InputError(f"the batch {card.batch!r} is not among the batches", where=where, mend="correct its id")
        check_known(dict.fromkeys(card.votes, 1), totals, where)
        if len(set(card.votes)) != len(card.votes) or len(card.votes) > inputs.winners:
            what = f"a ballot has {len(card.votes)} marks and {inputs.winners} can be elected"
            raise InputError(what, where=where, mend="one with too many marks counts for nobody: write []")
        drawn[card.batch] += 1
        if not of_batch[card.batch] or (not inputs.replacement and drawn[card.batch] > of_batch[card.batch]):
            what = f"{drawn[card.batch]} ballots drawn from batch {card.batch!r}, which has {of_batch[card.batch]}"
            raise InputError(what, where=where, mend="correct either, or say that they were drawn with replacement")


def one_audit_p(inputs: OneAudit) -> float | None:
    """The largest p of any winner and loser; None where the outcome is a tie. Raises InputError for inputs that cannot be."""
    totals = reported_totals(inputs)
    check_cards(inputs, totals)
    tested = list(pairs(totals, inputs.winners))
    if is_tied(totals, inputs.winners):
        return None
    return max(_p_of_pair(inputs, totals, w, x) for w, x in tested)


def _p_of_pair(inputs: OneAudit, totals: dict[str, int], winner: str, loser: str) -> float:
    ballots = sum(b.ballots for b in inputs.batches)
    mean = (ballots + totals[winner] - totals[loser]) / (2 * ballots)
    means = {
        b.id: (b.ballots + b.votes[winner] - b.votes[loser]) / (2 * b.ballots) for b in inputs.batches if b.ballots
    }
    scale = 3 - 2 * mean

    def worth(batch: str, value: float) -> float:
        return (1 - means[batch] + value) / scale

    xs = [worth(c.batch, (1 + (winner in c.votes) - (loser in c.votes)) / 2) for c in inputs.cards]
    most = (2 - min(means.values())) / scale
    eta = inputs.eta if inputs.eta is not None else _guess(inputs, winner, loser, worth, most)
    d = inputs.d if inputs.d is not None else _FIXED
    null_mean = 0.5
    population = None if inputs.replacement else ballots
    ps = running_p(alpha(xs, t=null_mean, u=most, population=population, eta=eta, d=d, c=max(0.0, eta - null_mean) / 2))
    return ps[-1] if ps else 1.0


_FIXED = 1e15
"""A guess that counts as so many draws does not move."""


def _guess(inputs: OneAudit, winner: str, loser: str, worth: Callable[[str, float], float], most: float) -> float:
    """The guess by which the product is expected to grow fastest if every total is right (Kelly's bet on the reported ballots).

    ALPHA multiplies by 1 + bet (B - 1/2) at the null mean of 1/2, and the bet is (guess - 1/2) / (1/2 (u - 1/2)).
    """
    values, weights = [], []
    for b in inputs.batches:
        if b.ballots:
            w, x = b.votes[winner], b.votes[loser]
            values += [worth(b.id, 1.0), worth(b.id, 0.5), worth(b.id, 0.0)]
            weights += [w, max(0, b.ballots - w - x), x]
    apart, times = np.array(values) - 0.5, np.array(weights, dtype=float)
    low, high = 0.0, 2.0
    for _ in range(50):
        bet = (low + high) / 2
        grows = float((times * apart / (1 + bet * apart)).sum()) > 0
        low, high = (bet, high) if grows else (low, bet)
    return 0.5 + low * 0.5 * (most - 0.5)
