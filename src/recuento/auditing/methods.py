"""The methods of `recuento audit` by name: inputs as JSON in, an `AuditResult` out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from recuento.errors import InputError
from recuento.records.audit import (
    AuditResult,
    BallotPolling,
    BatchComparison,
    BoundedMean,
    OneAudit,
    QuickCount,
    ReportedContest,
    SuperSimple,
    Taints,
)
from recuento.records.formats import AuditMethod
from recuento.records.text import Record

from . import ballot_polling as polling
from . import super_simple
from .batch_comparison import Bounds, audited_row, bounds_of, taint_of
from .contest import check_known, check_reported, check_stated, is_tied, pairs
from .one_audit import one_audit_p
from .quick_count import empty_stratum, estimates, units_for
from .sequential import alpha, further_draws, kaplan_markov, kaplan_wald, p_of_taints, running_p

_R = TypeVar("_R", bound=Record)
_CHANCES = (0.7, 0.8, 0.9)
_TIE = "the reported outcome is a tie: only a full count can tell"
_AT_RANDOM = "the ballots were drawn at random, with replacement, from all ballots of the contest"
_BATCHES_AT_RANDOM = (
    "the batches were drawn at random, with replacement, each with a chance in proportion to its error bound"
)
_BATCHES = (
    _BATCHES_AT_RANDOM,
    "no batch holds more ballots than stated, and every batch is in the list",
    "the hand counts read the ballots (or the images of the sheets) as they are; that these are authentic is not tested",
)


def audit(method: AuditMethod, content: bytes, *, plan: bool = False) -> AuditResult:
    """What the method makes of its inputs. Raises InputError with the key that is wrong.

    `plan`: of a quick count, which must then say the margin for which it asks a sample size.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError("the inputs are not JSON", where="standard input", mend="see docs/auditing.md") from error
    if not isinstance(data, dict):
        raise InputError("the inputs are not a JSON object", where="standard input", mend="see docs/auditing.md")
    if plan and "margin" not in data:
        raise InputError("a plan needs the margin that is asked", where="margin", mend="give its half-width in points")
    told = _METHODS[method](data)
    return AuditResult(method=method, inputs_sha256=sha256(content).hexdigest(), **told)


def _read(model: type[_R], data: Mapping[str, Any]) -> _R:
    """The inputs as records; the first mistake in one line."""
    try:
        return model.model_validate(data, strict=False)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise InputError(
            what[:1].lower() + what[1:], where=key or "standard input", mend="see docs/auditing.md"
        ) from error


_Told = dict[str, Any]
"""The keys of an `AuditResult` that a method gives."""


def _result(
    p: float | None, confirmed: bool | None, sizes: Mapping[str, int | None], assuming: Sequence[str], **more: Any
) -> _Told:
    return {"p": p, "confirmed": confirmed, "sample_size": dict(sizes), "assuming": tuple(assuming), **more}


def _tied(ballots: int) -> _Told:
    return _result(1.0, False, {"full_count": ballots}, (_TIE,))


# --- ballots ----------------------------------------------------------------------------------------------------------


def _checked(contest: ReportedContest) -> None:
    check_reported(contest.votes, contest.winners, contest.ballots)
    list(pairs(contest.votes, contest.winners))


def _rounds(inputs: BallotPolling) -> None:
    """Raises InputError for a sample that cannot be."""
    if inputs.drawn and len(inputs.drawn) != len(inputs.sample):
        raise InputError(
            f"{len(inputs.drawn)} rounds in drawn and {len(inputs.sample)} in sample",
            where="drawn",
            mend="give one for each",
        )
    for i, votes in enumerate(inputs.sample):
        check_known(votes, inputs.votes, f"sample.{i}")
        if inputs.drawn and inputs.winners == 1 and sum(votes.values()) > inputs.drawn[i]:
            raise InputError(
                f"{sum(votes.values())} votes on {inputs.drawn[i]} ballots", where=f"sample.{i}", mend="correct either"
            )
        check_stated(votes, inputs.votes, f"sample.{i}")
    read = sum(inputs.drawn) if inputs.drawn else sum(max(votes.values(), default=0) for votes in inputs.sample)
    if read > inputs.ballots:
        raise InputError(
            f"the sample has {read} ballots and the contest {inputs.ballots}", where="sample", mend="correct either"
        )


def _of_pair(inputs: BallotPolling, winner: str, loser: str) -> list[tuple[int, int]]:
    """Of each round the ballots for the winner, and for either of the two."""
    return [(votes[winner], votes[winner] + votes[loser]) for votes in inputs.sample]


def _bravo(data: Mapping[str, Any]) -> _Told:
    inputs = _read(BallotPolling, data)
    return _polled(
        inputs,
        polling.bravo_p,
        polling.bravo_least_winner,
        asn=lambda pair: polling.bravo_asn(pair, inputs.risk_limit),
    )


def _minerva(data: Mapping[str, Any]) -> _Told:
    inputs = _read(BallotPolling, data)
    return _polled(
        inputs,
        lambda rounds, share: polling.minerva_p(rounds, share, inputs.risk_limit),
        polling.minerva_least_winner,
    )


def _polled(
    inputs: BallotPolling,
    p_of: Callable[[list[tuple[int, int]], float], float],
    least: Callable[[polling.Floats, float, float], polling.Floats],
    asn: Callable[[polling.Pair], int] | None = None,
) -> _Told:
    """The largest p of any pair, and sizes that do for every pair."""
    _checked(inputs)
    _rounds(inputs)
    if is_tied(inputs.votes, inputs.winners):
        return _tied(inputs.ballots)
    told = [
        (w, x, polling.Pair(inputs.votes[w] / inputs.ballots, inputs.votes[x] / inputs.ballots))
        for w, x in pairs(inputs.votes, inputs.winners)
    ]
    p = max(p_of(_of_pair(inputs, w, x), pair.share) for w, x, pair in told)
    sizes: dict[str, int | None] = {}
    if asn is not None:
        sizes["average"] = min(max(asn(pair) for _, _, pair in told), inputs.ballots)
    # Where the vote is closest, and widest spread over others, it takes most: every pair is asked.
    for chance in _CHANCES:
        sizes[f"chance_{chance:.0%}".rstrip("%")] = max(
            polling.size_for(chance, pair, inputs.risk_limit, inputs.ballots, least) for _, _, pair in told
        )
    return _result(
        p,
        p <= inputs.risk_limit,
        sizes,
        (
            _AT_RANDOM,
            "the ballots were read as they are, and all ballots of the contest could be drawn",
            "sizes hold if the reported totals are right, and for each pair by itself",
        ),
    )


def _super_simple(data: Mapping[str, Any]) -> _Told:
    inputs = _read(SuperSimple, data)
    _checked(inputs)
    errors = (inputs.o1, inputs.o2, inputs.u1, inputs.u2)
    if sum(errors) > inputs.drawn:
        raise InputError(
            f"{sum(errors)} ballots differ of {inputs.drawn} drawn", where="drawn", mend="count every ballot compared"
        )
    if is_tied(inputs.votes, inputs.winners):
        return _tied(inputs.ballots)
    margin = min(inputs.votes[w] - inputs.votes[x] for w, x in pairs(inputs.votes, inputs.winners))
    diluted = margin / inputs.ballots
    p = super_simple.p_value(inputs.drawn, errors, inputs.gamma, diluted)
    sizes = {
        "no_errors": super_simple.size_now((0, 0, 0, 0), inputs.gamma, diluted, inputs.risk_limit),
        "planned": super_simple.size_planned(inputs.gamma, diluted, inputs.risk_limit, inputs.tolerance),
        "with_these_errors": super_simple.size_now(errors, inputs.gamma, diluted, inputs.risk_limit),
    }
    capped = {name: None if n is None else min(n, inputs.ballots) for name, n in sizes.items()}
    assuming = (_AT_RANDOM, "each ballot drawn was compared with its own record, and the records add up to the totals")
    return _result(p, p <= inputs.risk_limit, capped, assuming)


# --- batches ----------------------------------------------------------------------------------------------------------


def _taints(data: Mapping[str, Any]) -> tuple[Taints, int | None] | _Told:
    """The taints of the draws with U, and how many batches there are where that is known; for a tie what is to be done."""
    if "taints" in data or "error_bound" in data:
        return _read(Taints, data), None
    inputs = _read(BatchComparison, data)
    names = list(dict.fromkeys(c for b in inputs.batches for c in b.votes))
    at = {b.id: i for i, b in enumerate(inputs.batches)}
    if len(at) < len(inputs.batches):
        raise InputError("two batches have the same id", where="batches", mend="give each its own")
    for b in inputs.batches:
        audited_row(b.votes, names, b.ballots, f"batch {b.id!r}")
        if inputs.winners == 1 and sum(b.votes.values()) > b.ballots:
            raise InputError(
                f"{sum(b.votes.values())} votes on {b.ballots} ballots", where=f"batch {b.id!r}", mend="correct either"
            )
    votes = np.array([[b.votes[n] for n in names] for b in inputs.batches], dtype=np.int64)
    bounds = bounds_of(votes, np.array([b.ballots for b in inputs.batches], dtype=np.int64), names, inputs.winners)
    if bounds is None:
        return _tied(len(inputs.batches))
    taints = [_taint(inputs, bounds, names, at, drawn) for drawn in inputs.draws]
    more = {k: getattr(inputs, k) for k in ("risk_limit", "gamma", "d", "eta")}
    return Taints(error_bound=bounds.total, taints=tuple(taints), **more), len(inputs.batches)


def _taint(inputs: BatchComparison, bounds: Bounds, names: list[str], at: Mapping[str, int], drawn: str) -> float:
    if drawn not in at:
        raise InputError(f"the batch {drawn!r} is not among the batches", where="draws", mend="correct its id")
    if drawn not in inputs.audited:
        raise InputError(
            f"the hand count of {drawn!r} is missing", where="audited", mend="give it, or stop the draws before it"
        )
    batch = inputs.batches[at[drawn]]
    row = audited_row(inputs.audited[drawn], names, batch.ballots, f"audited.{drawn}")
    return taint_of(bounds, at[drawn], [batch.votes[n] for n in names], row)


def _compared(
    data: Mapping[str, Any], factors: Callable[[Taints, list[float], float], list[float]], assumed: str
) -> _Told:
    """The running p over the draws; a batch as wrong as a batch can be leaves nothing confirmed."""
    told = _taints(data)
    if isinstance(told, dict):
        return told
    inputs, batches = told
    null = 1 - 1 / inputs.error_bound

    def of_xs(xs: list[float]) -> list[float]:
        return factors(inputs, xs, null)

    p = p_of_taints(of_xs([1 - taint for taint in inputs.taints]), inputs.taints)
    sizes = {
        "draws_if_no_errors": further_draws(of_xs, [], null, inputs.risk_limit),
        "further_draws_if_no_errors": further_draws(of_xs, inputs.taints, null, inputs.risk_limit),
    }
    if batches is not None:
        sizes["batches"] = batches
    return _result(p, p <= inputs.risk_limit, sizes, (*_BATCHES, assumed))


def _kaplan_markov(data: Mapping[str, Any]) -> _Told:
    return _compared(
        data,
        lambda _, xs, null: kaplan_markov(xs, null),
        "the p-value is Kaplan and Markov's, the least after any draw",
    )


def _kaplan_wald(data: Mapping[str, Any]) -> _Told:
    return _compared(
        data,
        lambda inputs, xs, null: kaplan_wald(xs, null, inputs.gamma),
        "the weight gamma was chosen before the draws",
    )


def _alpha(data: Mapping[str, Any]) -> _Told:
    if "x" in data:
        return _alpha_of_values(_read(BoundedMean, data))
    if "cards" in data:
        return _alpha_of_cards(_read(OneAudit, data))

    def factors(inputs: Taints, xs: list[float], null: float) -> list[float]:
        # An understated margin counts as no error: the values stay from 0 to 1.
        eta = inputs.eta if inputs.eta is not None else (1 + null) / 2
        return alpha(
            [min(x, 1.0) for x in xs], t=null, u=1.0, population=None, eta=eta, d=inputs.d, c=max(0.0, eta - null) / 2
        )

    return _compared(data, factors, "eta and d were chosen before the draws; understated margins count as no error")


def _alpha_of_cards(inputs: OneAudit) -> _Told:
    ballots = sum(b.ballots for b in inputs.batches)
    p = one_audit_p(inputs)
    if p is None:
        return _tied(ballots)
    return _result(
        p,
        p <= inputs.risk_limit,
        {"ballots": ballots, "drawn": len(inputs.cards)},
        (
            f"the ballots were drawn at random, {'with' if inputs.replacement else 'without'} replacement, from all ballots of the contest",
            "every batch holds as many ballots as stated, and every batch is in the list",
            "the ballots were read as they are",
            "eta and d were chosen before the draws",
        ),
    )


def _alpha_of_values(inputs: BoundedMean) -> _Told:
    if inputs.t >= inputs.u:
        raise InputError(f"t is {inputs.t} and u {inputs.u}", where="t", mend="t must be below u")
    if any(x > inputs.u for x in inputs.x):
        raise InputError(f"a value is above u, which is {inputs.u}", where="x", mend="correct either")
    if inputs.N is not None and len(inputs.x) > inputs.N:
        raise InputError(f"{len(inputs.x)} values out of a population of {inputs.N}", where="x", mend="correct either")
    eta = inputs.eta if inputs.eta is not None else (inputs.t + inputs.u) / 2
    c = inputs.c if inputs.c is not None else max(0.0, eta - inputs.t) / 2
    ps = running_p(alpha(inputs.x, t=inputs.t, u=inputs.u, population=inputs.N, eta=eta, d=inputs.d, c=c))
    p = ps[-1] if ps else 1.0
    how = "with" if inputs.N is None else "without"
    assuming = (f"the values were drawn at random {how} replacement", "eta, d and c were chosen before the draws")
    return _result(p, p <= inputs.risk_limit, {"drawn": len(inputs.x)}, assuming)


# --- a sample of polling stations ---------------------------------------------------------------------------------------


def _quickcount(data: Mapping[str, Any]) -> _Told:
    count = _read(QuickCount, data)
    lacking = empty_stratum(count)
    late = sum(len(s.late) for s in count.strata)
    assuming = [
        "the polling stations were drawn at random within each stratum, before anything was known"
        if count.drawn
        else "the polling stations that came are like those that did not, within each stratum: nobody drew them, and nothing shows it",
        "units that have not come are missing at random within their stratum; low_with_late and high_with_late assume nothing of them",
        "an estimate confirms no outcome and ranks below any bound",
    ]
    if any(s.clusters is not None for s in count.strata):
        assuming.insert(1, "clusters were drawn, and every unit of a cluster was taken")
    if lacking is not None:
        assuming.insert(0, f"nothing is estimated: no unit of the stratum {lacking!r} has come")
    sizes: dict[str, int | None] = {"units": sum(len(s.sample) for s in count.strata), "late": late}
    if count.margin is not None:
        sizes["units_for_margin"] = units_for(count)
    return _result(None, None, sizes, assuming, estimates=estimates(count))


_METHODS: dict[AuditMethod, Callable[[Mapping[str, Any]], _Told]] = {
    "bravo": _bravo,
    "minerva": _minerva,
    "kaplan-markov": _kaplan_markov,
    "kaplan-wald": _kaplan_wald,
    "macro": _kaplan_markov,
    "alpha": _alpha,
    "super-simple": _super_simple,
    "quickcount": _quickcount,
}
