"""Quick count (parallel vote tabulation): shares of the valid votes out of a sample of polling stations.

    share R = sum over strata of N_h · mean votes / sum over strata of N_h · mean valid votes      (combined ratio estimate)
    variance = sum of N_h² (1 - n_h/N_h) s_h² / n_h / X²,   s_h² the variance of votes - R · valid within the stratum

(Cochran, Sampling Techniques, 3rd edition 1977, sections 6.11 and 11.4), and beside it the jackknife within strata (Wolter, Introduction to Variance
Estimation, 2007, section 4.5). X is the estimated sum of valid votes. Where clusters were drawn a cluster's sums take the place of a unit's figures.
The interval goes by Student's t with units less strata degrees of freedom. The design effect divides the variance by that of as many
ballots drawn one by one, R (1 - R) / valid votes of the sample.

Units that have not come are taken to be missing at random within their stratum. Beside it stand the share if all their voters had voted one way or the
other, and a curve: the share if they differ from the others of their stratum by so many points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from recuento.records.audit import Estimate, QuickCount, Stratum

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Sampled:
    """What was drawn in a stratum: the units (or clusters) in all, and of each that came the valid votes and the votes of each candidate."""

    whole: int
    valid: Floats
    votes: Floats

    @property
    def n(self) -> int:
        return len(self.valid)


def candidates_of(count: QuickCount) -> list[str]:
    """Everybody who has a figure."""
    return list(dict.fromkeys(c for s in count.strata for unit in s.sample for c in unit.votes))


def empty_stratum(count: QuickCount) -> str | None:
    """The first stratum of which nothing has come."""
    return next((s.name for s in count.strata if not any(unit.valid for unit in s.sample)), None)


def estimates(count: QuickCount) -> tuple[Estimate, ...]:
    """Each candidate's share; empty where nothing has come of some stratum."""
    if empty_stratum(count) is not None:
        return ()
    names = candidates_of(count)
    strata = [_sampled(s, names) for s in count.strata]
    return tuple(_estimate(count, strata, name, i) for i, name in enumerate(names))


def units_for(count: QuickCount) -> int | None:
    """Units (or clusters) in all, shared out to the strata by their size, with which each share's interval is as wide as asked."""
    if count.margin is None or empty_stratum(count) is not None:
        return None
    names = candidates_of(count)
    strata = [_sampled(s, names) for s in count.strata]
    if any(s.n < 2 and s.whole > 1 for s in strata):
        return None
    whole = sum(s.whole for s in strata)
    mean = sum(s.whole * s.valid.mean() for s in strata) / whole
    wanted = (count.margin / 100 / ndtri((1 + count.confidence) / 2)) ** 2 * mean**2
    most = 0
    for i in range(len(names)):
        share = _ratio(strata, i)
        spread = sum(s.whole / whole * _spread(s, i, share) for s in strata)
        most = max(most, ceil(spread / (wanted + spread / whole)))
    return max(most, 2 * len(strata))


def _sampled(stratum: Stratum, names: Sequence[str]) -> _Sampled:
    valid = np.array([u.valid for u in stratum.sample], dtype=float)
    votes = np.array([[u.votes[n] for n in names] for u in stratum.sample], dtype=float).reshape(-1, len(names))
    if stratum.clusters is None:
        return _Sampled(stratum.units, valid, votes)
    clusters = [u.cluster for u in stratum.sample]
    at = [np.array([c == one for c in clusters]) for one in dict.fromkeys(clusters)]
    return _Sampled(
        stratum.clusters, np.array([valid[a].sum() for a in at]), np.array([votes[a].sum(axis=0) for a in at])
    )


def _ratio(strata: Sequence[_Sampled], i: int) -> float:
    votes = sum(s.whole * s.votes[:, i].mean() for s in strata)
    return float(votes / sum(s.whole * s.valid.mean() for s in strata))


def _spread(s: _Sampled, i: int, share: float) -> float:
    return float((s.votes[:, i] - share * s.valid).var(ddof=1)) if s.n > 1 else 0.0


def _estimate(count: QuickCount, strata: Sequence[_Sampled], name: str, i: int) -> Estimate:
    share = _ratio(strata, i)
    df = sum(s.n for s in strata) - len(strata)
    alone = any(s.n == 1 and s.whole > 1 for s in strata)  # one unit tells nothing of its stratum's spread
    se = jackknife = width = effect = None
    if not alone:
        se, jackknife = _linearised(strata, i, share), _jackknifed(strata, i, share)
        # With every unit of every stratum at hand nothing is left to chance.
        width = se * float(stdtrit(df, (1 + count.confidence) / 2)) if df > 0 else 0.0
        ballots = sum(s.valid.sum() for s in strata)
        effect = se**2 / (share * (1 - share) / ballots) if 0 < share < 1 else None
    low, high = _with_late(count, name)
    return Estimate(
        candidate=name,
        share=100 * share,
        se=None if se is None else 100 * se,
        se_jackknife=None if jackknife is None else 100 * jackknife,
        low=None if width is None else max(0.0, 100 * (share - width)),
        high=None if width is None else min(100.0, 100 * (share + width)),
        df=df,
        design_effect=effect,
        low_with_late=low,
        high_with_late=high,
        sensitivity=tuple((d, _shifted(count, name, d)) for d in _SHIFTS) if any(s.late for s in count.strata) else (),
    )


_SHIFTS = (-20.0, -10.0, -5.0, 0.0, 5.0, 10.0, 20.0)
"""Points by which late units may differ from the others of their stratum."""


def _shifted(count: QuickCount, name: str, points: float) -> float:
    """The share if each late unit has the mean valid votes of its stratum (no more than its roll) and a share so many points off."""
    votes = valid = 0.0
    for s in count.strata:
        weight = s.units / (len(s.sample) + len(s.late))
        here, own = sum(u.valid for u in s.sample), sum(u.votes[name] for u in s.sample)
        late = sum(min(u.roll, here / len(s.sample)) for u in s.late)
        share = min(1.0, max(0.0, own / here + points / 100))
        votes, valid = votes + weight * (own + share * late), valid + weight * (here + late)
    return 100 * votes / valid


def _linearised(strata: Sequence[_Sampled], i: int, share: float) -> float:
    whole = sum(s.whole * s.valid.mean() for s in strata)
    parts = (s.whole**2 * (1 - s.n / s.whole) * _spread(s, i, share) / s.n for s in strata)
    return sqrt(max(0.0, sum(parts))) / float(whole)


def _jackknifed(strata: Sequence[_Sampled], i: int, share: float) -> float:
    """The ratio without each unit in turn, the others of its stratum standing for it."""
    votes = [s.whole * s.votes[:, i].mean() for s in strata]
    valid = [s.whole * s.valid.mean() for s in strata]
    added = 0.0
    for h, s in enumerate(strata):
        if s.n < 2:
            continue
        without = s.whole / (s.n - 1)
        top = sum(votes) - votes[h] + without * (s.votes[:, i].sum() - s.votes[:, i])
        base = sum(valid) - valid[h] + without * (s.valid.sum() - s.valid)
        added += (1 - s.n / s.whole) * (s.n - 1) / s.n * float(((top / base - share) ** 2).sum())
    return sqrt(max(0.0, added))


def _with_late(count: QuickCount, name: str) -> tuple[float | None, float | None]:
    """The share over the whole sample if everybody on the roll of a late unit voted, nobody or everybody for the candidate."""
    ends: list[float] = []
    for for_the_candidate in (0, 1):
        votes = valid = 0.0
        for s in count.strata:
            weight = s.units / (len(s.sample) + len(s.late))
            late = sum(u.roll for u in s.late)
            votes += weight * (sum(u.votes[name] for u in s.sample) + for_the_candidate * late)
            valid += weight * (sum(u.valid for u in s.sample) + late)
        ends.append(100 * votes / valid)
    return ends[0], ends[1]
