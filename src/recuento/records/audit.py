"""What `recuento audit` reads and writes: an audit's inputs, a sample with its tallies, and what it shows."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .formats import AuditMethod
from .text import Record

Votes = Annotated[int, Field(ge=0, strict=True)]
Some = Annotated[int, Field(gt=0, strict=True)]


class _Inputs(Record):
    risk_limit: Annotated[float, Field(gt=0, lt=1, description="largest chance of confirming a wrong outcome")] = 0.05


class ReportedContest(_Inputs):
    """A contest as it was reported."""

    ballots: Annotated[Some, Field(description="ballots in all, those with no vote in the contest among them")]
    votes: Annotated[dict[str, Votes], Field(description="reported votes by candidate")]
    winners: Annotated[Some, Field(description="how many are elected, those with most votes")] = 1


class BallotPolling(ReportedContest):
    """Inputs of `bravo` and `minerva`: what was read off ballots drawn at random, with replacement."""

    sample: Annotated[
        tuple[dict[str, Votes], ...],
        Field(description="votes by candidate on the ballots of each round, its new ones alone"),
    ] = ()
    drawn: Annotated[
        tuple[Votes, ...], Field(description="ballots of each round; left out: those with a vote for a candidate")
    ] = ()


class Batch(Record):
    """A batch as it was reported: the ballots of one polling table, say."""

    id: str
    ballots: Annotated[Votes, Field(description="the most ballots that it can hold: no candidate can have more votes")]
    votes: dict[str, Votes]


class BatchComparison(_Inputs):
    """Inputs of `macro`, and of `kaplan-markov`, `kaplan-wald` and `alpha` where they are given batches."""

    batches: Annotated[tuple[Batch, ...], Field(min_length=1)]
    winners: Some = 1
    draws: Annotated[
        tuple[str, ...],
        Field(description="ids of the batches in the order drawn, with replacement in proportion to their error bound"),
    ] = ()
    audited: Annotated[dict[str, dict[str, Votes]], Field(description="votes read by hand, by id and candidate")] = {}
    gamma: Annotated[float, Field(gt=0, le=1, description="of kaplan-wald: weight of the taints; 1: kaplan-markov")] = (
        0.95
    )
    d: Annotated[float, Field(gt=0, description="of alpha: how much the first guess weighs, in draws")] = 100
    eta: Annotated[float | None, Field(description="of alpha: first guess of the mean of 1 - taint")] = None


class Taints(_Inputs):
    """Inputs of `kaplan-markov`, `kaplan-wald` and `alpha` where the taints are known."""

    error_bound: Annotated[float, Field(gt=1, description="the sum of all batches' error bounds, in margins")]
    taints: Annotated[
        tuple[Annotated[float, Field(le=1)], ...], Field(description="of each draw: its error over its error bound")
    ]
    gamma: Annotated[float, Field(gt=0, le=1)] = 0.95
    d: Annotated[float, Field(gt=0)] = 100
    eta: float | None = None


class Card(Record):
    """A ballot as it was read by hand."""

    batch: Annotated[str, Field(description="id of the batch that it was drawn from")]
    votes: Annotated[tuple[str, ...], Field(description="the candidates it is for; none: blank or spoilt")]


class OneAudit(_Inputs):
    """Inputs of `alpha` where single ballots are held against the totals of their batches."""

    batches: Annotated[
        tuple[Batch, ...], Field(min_length=1, description="`ballots` is here exactly how many ballots the batch has")
    ]
    cards: Annotated[tuple[Card, ...], Field(description="the ballots in the order drawn, at random from all of them")]
    winners: Some = 1
    replacement: Annotated[bool, Field(description="whether a ballot could be drawn again")] = False
    d: Annotated[
        float | None, Field(gt=0, description="how much the first guess weighs, in draws; left out: it does not move")
    ] = None
    eta: Annotated[
        float | None,
        Field(
            gt=0.5, description="first guess of the mean; left out: the one that tells fastest if every total is right"
        ),
    ] = None


class BoundedMean(_Inputs):
    """Inputs of `alpha` in general, whether the mean of values from 0 to `u` is more than `t`."""

    x: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(description="the values in the order drawn")]
    t: Annotated[float, Field(gt=0, description="the mean that is tested against")] = 0.5
    u: Annotated[float, Field(gt=0, description="the most that a value can be")] = 1.0
    N: Annotated[Some | None, Field(description="size of the population; null: drawn with replacement")] = None
    eta: Annotated[float | None, Field(description="first guess of the mean; left out: halfway from t to u")] = None
    d: Annotated[float, Field(gt=0, description="how much the first guess weighs, in draws")] = 100
    c: Annotated[
        float | None, Field(ge=0, description="how far the guess stays above the null; left out: (eta - t)/2")
    ] = None


class SuperSimple(ReportedContest):
    """Inputs of `super-simple`: single ballots compared with how they were recorded."""

    drawn: Annotated[Votes, Field(description="ballots compared, drawn at random with replacement")] = 0
    o1: Annotated[Votes, Field(description="overstatements by one vote")] = 0
    o2: Annotated[Votes, Field(description="overstatements by two votes")] = 0
    u1: Annotated[Votes, Field(description="understatements by one vote")] = 0
    u2: Annotated[Votes, Field(description="understatements by two votes")] = 0
    gamma: Annotated[float, Field(ge=1, description="error inflation")] = 1.03905
    tolerance: Annotated[
        float, Field(ge=0, lt=1, description="expected overstatements by one, as a share of the diluted margin")
    ] = 0.5


class SampledUnit(Record):
    """One polling station of the sample."""

    valid: Annotated[Votes, Field(description="valid votes, the base of the shares")]
    votes: dict[str, Votes]
    cluster: Annotated[str | None, Field(description="the cluster it was drawn in, where clusters were drawn")] = None


class LateUnit(Record):
    """One polling station of the sample whose result has not come."""

    roll: Annotated[Votes, Field(description="the most valid votes that it can hold")]
    cluster: str | None = None


class Stratum(Record):
    """A part of the country sampled by itself."""

    name: str
    units: Annotated[Some, Field(description="polling stations in all")]
    clusters: Annotated[Some | None, Field(description="clusters in all, where clusters were drawn")] = None
    sample: tuple[SampledUnit, ...] = ()
    late: tuple[LateUnit, ...] = ()


class QuickCount(Record):
    """Inputs of `quickcount`: a stratified, perhaps clustered sample of polling stations."""

    strata: Annotated[tuple[Stratum, ...], Field(min_length=1)]
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.95
    drawn: Annotated[
        bool, Field(description="whether the units were drawn at random; false: they are those that happened to come")
    ] = True
    margin: Annotated[
        float | None, Field(gt=0, lt=50, description="half-width, in points, for which a sample size is asked")
    ] = None

    @model_validator(mode="after")
    def _figures_can_be(self) -> QuickCount:
        named = {c for stratum in self.strata for unit in stratum.sample for c in unit.votes}
        for stratum in self.strata:
            if len(stratum.sample) + len(stratum.late) > stratum.units:
                raise ValueError(
                    f"stratum {stratum.name!r} has {stratum.units} units and a sample of "
                    f"{len(stratum.sample) + len(stratum.late)}"
                )
            for unit in stratum.sample:
                if missing := sorted(named - set(unit.votes)):
                    raise ValueError(f"a unit of stratum {stratum.name!r} does not give the votes of {missing[0]!r}")
                if sum(unit.votes.values()) > unit.valid:
                    raise ValueError(f"a unit of stratum {stratum.name!r} has more votes than valid votes")
                if (unit.cluster is None) != (stratum.clusters is None):
                    raise ValueError(
                        f"stratum {stratum.name!r} must give `clusters`, and each unit its `cluster`, or neither"
                    )
        names = [s.name for s in self.strata]
        if len(set(names)) < len(names):
            raise ValueError("two strata have the same name")
        return self


AuditInputs = BallotPolling | SuperSimple | BatchComparison | OneAudit | Taints | BoundedMean | QuickCount
"""What standard input may hold, by method; see docs/auditing.md."""


class Estimate(Record):
    """A candidate's share of the valid votes, out of a sample."""

    candidate: str
    share: Annotated[float, Field(description="percent: ratio estimate")]
    se: Annotated[float | None, Field(description="standard error in points, linearised; null: not computable")]
    se_jackknife: Annotated[float | None, Field(description="the same by the stratified jackknife")]
    low: Annotated[float | None, Field(description="end of the confidence interval, by Student's t")]
    high: float | None
    df: Annotated[int, Field(description="degrees of freedom: units (or clusters) less strata")]
    design_effect: Annotated[
        float | None, Field(description="the variance over that of as many ballots drawn one by one")
    ]
    low_with_late: Annotated[float | None, Field(description="the share if no late unit gave the candidate a vote")]
    high_with_late: Annotated[float | None, Field(description="the share if everybody there voted for the candidate")]
    sensitivity: Annotated[
        tuple[tuple[float, float], ...],
        Field(
            description="[points, share]: the share if late units gave so many points more than the others of their stratum"
        ),
    ] = ()


class AuditResult(Record):
    """What `recuento audit METHOD` prints."""

    method: AuditMethod
    inputs_sha256: Annotated[str, Field(description="of the inputs, byte by byte")]
    p: Annotated[
        float | None,
        Field(description="largest chance of a sample that speaks as much for the outcome, were the outcome wrong"),
    ]
    confirmed: Annotated[
        bool | None, Field(description="whether p is at most the risk limit; null: it confirms nothing")
    ]
    sample_size: Annotated[dict[str, int | None], Field(description="by method; see docs/auditing.md")]
    assuming: tuple[str, ...]
    estimates: Annotated[tuple[Estimate, ...], Field(description="of quickcount alone")] = ()


class TablePlan(Record):
    """What `recuento audit plan` prints: how many sheet images to read so as to be sure enough of a table's winner."""

    winner: tuple[str, ...]
    margin: Annotated[int, Field(description="votes by which the closest winner leads the closest loser in the table")]
    batches: Annotated[int, Field(description="sheets in the table")]
    error_bound: Annotated[
        float | None, Field(description="U: the sum over sheets of the most margins each can be off; null: a tie")
    ]
    risk_limit: float
    draws: Annotated[int | None, Field(description="draws that confirm if no sheet is off; null: a full count, a tie")]
    expected_sheets: Annotated[float | None, Field(description="different sheets among so many draws, on average")]
    assuming: tuple[str, ...]


class DrawnSheet(Record):
    """A sheet that was drawn, with where it stands in the table."""

    unit: str
    source: str
    row: int
    draws: Annotated[tuple[int, ...], Field(description="which draws, from 1 on, took it")]


class TableDraw(Record):
    """What `recuento audit draw` prints."""

    seed: str
    draws: int
    sheets: Annotated[tuple[DrawnSheet, ...], Field(description="in the order in which they were first drawn")]


class SheetDifference(Record):
    """A figure of a sheet that the table gives otherwise than the readers."""

    unit: str
    candidate: str
    table: Annotated[int | None, Field(description="null: the table does not state it; it counts as 0 there")]
    read: int


class TableAssessment(AuditResult):
    """What `recuento audit assess` prints."""

    differences: tuple[SheetDifference, ...] = ()
    readings_differed: Annotated[
        tuple[str, ...], Field(description="units whose first two readings differed, so that a third decided")
    ] = ()
