"""Error rates of audits and quick counts over many simulated elections.

    python -m benchmarks.auditing [SIMULATIONS]

- each method on an outcome that is wrong by as little as can be: how often it is confirmed, against its risk limit of 5%;
- quick counts of a stratified country whose strata arrive one after the other, and within them at random: how often the
  95% interval holds the true share; and, for comparison, the interval of as many ballots drawn one by one.

10,000 simulations by default: about half a minute. Of Kaplan-Markov the chance can be had exactly: it confirms after 59 draws without an
error, 0.95^59 = 4.85%.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from recuento.auditing.ballot_polling import bravo_p, minerva_p
from recuento.auditing.one_audit import one_audit_p
from recuento.auditing.quick_count import estimates
from recuento.auditing.sequential import alpha, kaplan_markov, kaplan_wald, running_p
from recuento.auditing.super_simple import p_value
from recuento.records.audit import Batch, Card, OneAudit, QuickCount, SampledUnit, Stratum

LIMIT, DRAWS, U = 0.05, 120, 20.0


def _taints(rng: np.random.Generator) -> list[float]:
    """X = 1 - taint of an outcome wrong by one margin: one draw in U is as wrong as can be."""
    return list((rng.random(DRAWS) >= 1 / U).astype(float))


def of_batches(rng: np.random.Generator) -> float:
    """P of 100 ballots of a tie, held against four batches whose totals give the winner 136 votes more of 1,200."""
    reported = (("w", 270, 25), ("x", 180, 115), ("y", 120, 175), ("z", 40, 255))
    batches = tuple(Batch(id=i, ballots=300, votes={"a": a + 12, "b": b - 12}) for i, a, b in reported)
    ballots = [(i, v) for i, a, b in reported for v in ["a"] * (a - 5) + ["b"] * (b + 5) + [""] * 5]
    drawn = (ballots[k] for k in rng.permutation(len(ballots))[:100])
    return one_audit_p(OneAudit(batches=batches, cards=tuple(Card(batch=i, votes=tuple(v)) for i, v in drawn))) or 1.0


WRONG: dict[str, Callable[[np.random.Generator], float]] = {
    "bravo": lambda rng: bravo_p([(int(x), 1) for x in rng.random(400) < 0.5], 0.55),
    "minerva": lambda rng: minerva_p([(int(rng.binomial(n, 0.5)), n) for n in (200, 200, 400)], 0.55, LIMIT),
    "kaplan-markov, macro": lambda rng: running_p(kaplan_markov(_taints(rng), 1 - 1 / U))[-1],
    "kaplan-wald": lambda rng: running_p(kaplan_wald(_taints(rng), 1 - 1 / U, 0.95))[-1],
    "alpha": lambda rng: running_p(
        alpha(_taints(rng), t=1 - 1 / U, u=1, population=None, eta=1 - 1 / U / 2, d=100, c=1 / U / 4)
    )[-1],
    "alpha, of single ballots in batches": of_batches,
    "super-simple": lambda rng: p_value(300, (int(rng.binomial(300, 0.02)), 0, 0, 0), 1.03905, 0.02),
}
"""Of super-simple: a diluted margin of 2%, and one ballot in fifty overstated by one: as wrong as a tie."""


def country(rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Strata of polling stations, each with its own lean: valid votes and votes of one candidate."""
    told = []
    for lean in (0.3, 0.45, 0.6, 0.7):
        valid = rng.integers(80, 600, size=1_500)
        told.append((valid, rng.binomial(valid, rng.beta(20 * lean, 20 * (1 - lean), size=1_500))))
    return told


def covered(rng: np.random.Generator, strata: list[tuple[np.ndarray, np.ndarray]]) -> tuple[bool, bool]:
    """Whether the interval holds the true share, and whether that of ballots drawn one by one does. Late strata are thin."""
    sample = []
    for k, (valid, votes) in enumerate(strata):
        at = rng.permutation(len(valid))[: (60, 45, 30, 20)[k]]
        units = tuple(SampledUnit(valid=int(valid[i]), votes={"a": int(votes[i])}) for i in at)
        sample.append(Stratum(name=str(k), units=len(valid), sample=units))
    (found,) = estimates(QuickCount(strata=tuple(sample)))
    truth = 100 * sum(v.sum() for _, v in strata) / sum(v.sum() for v, _ in strata)
    ballots = sum(u.valid for s in sample for u in s.sample)
    naive = 196 * (found.share / 100 * (1 - found.share / 100) / ballots) ** 0.5
    return bool((found.low or 0) <= truth <= (found.high or 100)), bool(abs(found.share - truth) <= naive)


def main() -> None:
    """Simulates and prints."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = np.random.default_rng(20261129)
    for name, audit in WRONG.items():
        confirmed = sum(audit(rng) <= LIMIT for _ in range(times))
        error = (confirmed / times * (1 - confirmed / times) / times) ** 0.5
        print(
            f"{name}: a wrong outcome confirmed in {confirmed} of {times} audits "
            f"({confirmed / times:.2%}, standard error {error:.2%}; limit {LIMIT:.0%})"
        )
    strata = country(rng)
    held = np.array([covered(rng, strata) for _ in range(times)])
    good, naive = held.mean(axis=0)
    print(
        f"quick count: 95% intervals hold the share in {good:.2%} of {times}; those of ballots drawn one by one in {naive:.2%}"
    )


if __name__ == "__main__":
    main()
