"""A verdict says what trying every completion says, and no two verdicts contradict each other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.weighing.worded import said, weigh

from recuento.records.verdict import VerdictKind
from recuento.weighing.bounds import could_win, wins_outright
from recuento.weighing.evidence import gather
from recuento.weighing.question import Question, has_rank, has_share, has_votes, won
from recuento.weighing.rules import RULES, decide
from recuento.weighing.scope import all_units
from recuento.weighing.written import readings_of_share

from .elections import Election, announced, elections, sheets

SURE = {VerdictKind.IMPOSSIBLE, VerdictKind.CONFIRMED}


def wins(election: Election, i: int, votes: tuple[int, ...], *, sole: bool) -> bool:
    """Whether the votes make the candidate the winner; `sole` asks for more than a tie, against the others as one too."""
    rivals = [v for j, v in enumerate(votes[:-1]) if j != i]
    if election.rule == "plurality":
        return all(votes[i] > v for v in (*rivals, votes[-1])) if sole else all(votes[i] >= v for v in rivals)
    second = max((*rivals, votes[-1]) if sole else rivals, default=0)
    return wins_outright(election.rule, votes[i], second, sum(votes))


@given(elections())
def test_a_win_is_impossible_when_no_completion_gives_it_and_confirmed_when_all_do(election: Election) -> None:
    """The two ends of the scale are proofs, so they must be met exactly."""
    evidence = election.evidence()
    for i, candidate in enumerate(election.candidates):
        kind = decide(won(evidence, candidate, all_units(evidence)), evidence).kind
        completions = list(election.completions())
        valid = [c for c in completions if sum(c)]
        if any(wins(election, i, c, sole=False) for c in completions):
            assert kind is not VerdictKind.IMPOSSIBLE
        elif valid == completions:
            assert kind is VerdictKind.IMPOSSIBLE
        assert (kind is VerdictKind.CONFIRMED) == all(wins(election, i, c, sole=True) for c in completions)


@given(elections(), st.sampled_from([0.0, 20.0, 33.3, 45.5, 50.0, 66.67, 75.0]))
def test_a_share_is_impossible_when_no_completion_is_written_so(election: Election, percent: float) -> None:
    """Impossible and confirmed shares are those of no completion, and of all, that have any valid vote."""
    evidence = election.evidence()
    low, high = readings_of_share(percent)
    completions = list(election.completions())
    for i, candidate in enumerate(election.candidates):
        kind = decide(has_share(evidence, candidate, percent, "exact", all_units(evidence)), evidence).kind
        fits = [sum(c) > 0 and low <= Fraction(c[i], sum(c)) < high for c in completions]
        if all(sum(c) for c in completions):
            assert (kind is VerdictKind.IMPOSSIBLE) == (not any(fits))
        assert (kind is VerdictKind.CONFIRMED) == all(fits)


@given(elections(), st.integers(0, 12), st.sampled_from(["exact", "more_than", "less_than"]))
def test_a_count_is_impossible_when_no_completion_gives_it(election: Election, count: int, bound: str) -> None:
    """Exact, lower and upper counts, over all units."""
    evidence = election.evidence()
    meets = {"exact": lambda v: v == count, "more_than": lambda v: v > count, "less_than": lambda v: v < count}[bound]
    for i, candidate in enumerate(election.candidates):
        kind = decide(has_votes(evidence, candidate, count, bound, all_units(evidence)), evidence).kind
        fits = [meets(c[i]) for c in election.completions()]
        assert (kind is VerdictKind.IMPOSSIBLE) == (not any(fits))
        assert (kind is VerdictKind.CONFIRMED) == all(fits)


@given(elections(), st.integers(1, 4))
def test_a_rank_is_never_ruled_out_or_confirmed_wrongly(election: Election, rank: int) -> None:
    """What is called impossible has no completion, what is called confirmed has no other; ties share a rank."""
    evidence = election.evidence()
    for i, candidate in enumerate(election.candidates):
        kind = decide(has_rank(evidence, candidate, rank, all_units(evidence)), evidence).kind
        fits = [
            1 + sum(v > c[i] for v in c[:-1]) <= rank <= sum(v >= c[i] for v in c[:-1]) for c in election.completions()
        ]
        assert kind is not VerdictKind.IMPOSSIBLE or not any(fits)
        assert kind is not VerdictKind.CONFIRMED or all(fits)


@given(elections())
def test_verdicts_on_the_winner_never_contradict_each_other(election: Election) -> None:
    """One confirmed winner makes every rival impossible; one likely winner makes every rival unlikely."""
    evidence = election.evidence()
    kinds = {c: decide(won(evidence, c, all_units(evidence)), evidence).kind for c in election.candidates}
    for candidate, kind in kinds.items():
        rivals = {k for c, k in kinds.items() if c != candidate}
        if kind is VerdictKind.CONFIRMED:
            assert rivals <= {VerdictKind.IMPOSSIBLE}
        if kind is VerdictKind.CONSISTENT:
            assert rivals <= {VerdictKind.IMPOSSIBLE, VerdictKind.CONTRADICTED}
        if kind is VerdictKind.IMPOSSIBLE and election.rule == "plurality":
            assert candidate not in could_win(evidence)


@given(elections(most_missing=3))
def test_more_sheets_never_overturn_a_proof(election: Election) -> None:
    """What is impossible or confirmed stays so when a missing unit turns out empty of votes."""
    if election.missing_units != 1:
        return
    more = Election(
        election.candidates,
        (*election.rows, (election.missing_roll, (0,) * len(election.totals))),
        0,
        0,
        election.rule,
    )
    for candidate in election.candidates:
        before, after = (
            decide(won(e, candidate, all_units(e)), e).kind for e in (election.evidence(), more.evidence())
        )
        if before in SURE:
            assert after is before


def near(lead: int, missing_roll: int) -> Election:
    """Ana leads by `lead` over ten units of 100 voters, alike but for two; one unit is missing."""
    half = lead // 2
    rows = ((100, (40, 40, 0)),) * 8 + ((100, (40 + half, 40, 0)), (100, (40 + lead - half, 40, 0)))
    return Election(("ana", "beto"), rows, 1, missing_roll)


def kind(election: Election, candidate: str) -> VerdictKind:
    evidence = election.evidence()
    return decide(won(evidence, candidate, all_units(evidence)), evidence).kind


def test_each_kind_of_verdict_in_turn() -> None:
    """From proof to proof as the missing roll grows against a lead of ten."""
    assert (kind(near(10, 9), "ana"), kind(near(10, 9), "beto")) == (VerdictKind.CONFIRMED, VerdictKind.IMPOSSIBLE)
    # no counted unit has Beto ahead, so the worst counted unit leaves Ana's lead of ten
    assert (kind(near(10, 80), "ana"), kind(near(10, 80), "beto")) == (
        VerdictKind.CONSISTENT,
        VerdictKind.CONTRADICTED,
    )
    swing = Election(("ana", "beto"), ((100, (60, 40, 0)), (100, (40, 50, 0))), 1, 100)
    assert (kind(swing, "ana"), kind(swing, "beto")) == (VerdictKind.UNDETERMINED, VerdictKind.UNDETERMINED)


def test_a_tie_is_possible_and_not_certain() -> None:
    """With a lead of ten and ten voters missing, a tie can come about: nothing is proven either way."""
    assert kind(near(10, 10), "beto") is not VerdictKind.IMPOSSIBLE
    assert kind(near(10, 10), "ana") is not VerdictKind.CONFIRMED


def test_a_share_that_the_counted_sheets_have_is_consistent() -> None:
    """60 of 110 votes are 54.5%; the missing unit could still change it."""
    election = Election(("ana", "beto"), ((200, (60, 50, 0)),), 1, 100)
    evidence = election.evidence()
    assert decide(has_share(evidence, "ana", 54.5, "exact", all_units(evidence)), evidence).kind is (
        VerdictKind.CONSISTENT
    )


def test_an_open_question_says_how_many_sheets_would_settle_it() -> None:
    """Ana leads by 100 on ten sheets of 100 voters, 20 are missing: after x like them 100 + 10x > 2,000 - 100x."""
    rows = ((100, (45, 35, 0)),) * 9 + ((100, (45, 35, 0)),)
    election = Election(("ana", "beto"), rows, 20, 2000)
    evidence = election.evidence()
    found = decide(won(evidence, "ana", all_units(evidence)), evidence)
    assert found.kind is VerdictKind.UNDETERMINED
    assert "About 18 more sheets of 20 missing would settle it" in said(found.says)
    assert found.because[-1].value == 18


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (
            "beto",
            "Even if all 9 voters of the missing units voted in the way that helps this claim most, Beto Ensayo Ruiz stays at least 1",
        ),
        ("ana", "holds by the sheets that Casa Abierta published (interest: campaign of a candidate), whatever the"),
    ],
)
def test_a_verdict_names_whose_sheets_it_rests_on(candidate: str, words: str) -> None:
    """Never bare truth: the publisher and its interest stand in the sentence."""
    evidence = near(10, 9).evidence()
    found = decide(won(evidence, candidate, all_units(evidence)), evidence)
    assert words in said(found.says)
    assert "the sheets that Casa Abierta published (interest: campaign of a candidate)" in said(found.says)


def test_the_facts_of_a_verdict_can_be_redone() -> None:
    """The formula holds its figures, and its result is the value."""
    evidence = near(10, 9).evidence()
    fact = decide(won(evidence, "beto", all_units(evidence)), evidence).because[0]
    assert fact.value == -1
    assert said(fact.how) == "counted -10 + (1) × missing roll 9 = -1"
    assert said(fact.rows) == "10 rows of sheets/all.csv"


def test_a_verdict_carries_the_name_of_its_rule() -> None:
    """Whoever wants other words finds the rule by its name, and its figures in the facts."""
    election = near(1, 2)
    case = election.case(announced(100.0, winner="ana", votes={"ana": 402}))
    found = weigh(case, election.sheets(), None, [])
    assert {v.claim: v.rule for v in found.verdicts} == {
        "winner": "only_unlike_any_counted_units_false",
        "votes": "the_sheets_leave_it_open",
        "announcement": "some_choice_of_units_fits",
    }
    (unsettled, *_) = weigh(case, None, None, []).verdicts
    assert unsettled.rule == "no_sheets_are_at_hand"


def test_the_rules_stand_from_proof_to_openness() -> None:
    """Proofs first, comparisons next, and last the rule that always applies."""
    kinds = [rule.kind for rule in RULES]
    assert kinds[:2] == [VerdictKind.IMPOSSIBLE, VerdictKind.CONFIRMED]
    assert kinds[-1] is VerdictKind.UNDETERMINED
    assert all(rule.name == rule.applies.__name__ and rule.applies.__doc__ for rule in RULES)


def test_rows_that_sum_many_units_are_never_a_comparison() -> None:
    """With sums, the best single units are hidden: neither contradicted nor consistent by comparison."""
    election = near(10, 80)
    case = election.case()
    wide = case.model_copy(update={"contest": case.contest.model_copy(update={"units": 41})})
    evidence = gather(wide, sheets(election.candidates, election.rows, 4))
    question: Question = won(evidence, "beto", all_units(evidence))
    assert decide(question, evidence).kind is VerdictKind.UNDETERMINED
