"""The fewest false sheets that could turn a verdict: what trying every set of sheets says."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from recuento.records.verdict import VerdictKind
from recuento.weighing.false_sheets import fact_of, false_sheets_needed
from recuento.weighing.question import won
from recuento.weighing.rules import decide
from recuento.weighing.scope import all_units

from .elections import Election, elections

PROOF = {VerdictKind.IMPOSSIBLE, VerdictKind.CONFIRMED}


def without(election: Election, false: tuple[int, ...]) -> Election:
    """The same contest with these sheets taken for missing ones: what a false sheet's unit voted is unknown."""
    rows = tuple(row for i, row in enumerate(election.rows) if i not in false)
    roll = sum(election.rows[i][0] for i in false)
    return Election(
        election.candidates, rows, election.missing_units + len(false), election.missing_roll + roll, election.rule
    )


def kind_of(election: Election, candidate: str) -> VerdictKind:
    evidence = election.evidence()
    return decide(won(evidence, candidate, all_units(evidence)), evidence).kind


@pytest.mark.slow
@settings(max_examples=60)
@given(elections())
def test_no_smaller_set_of_false_sheets_turns_the_verdict(election: Election) -> None:
    """And where the verdict rests on one sum, as many as told do turn it."""
    evidence = election.evidence()
    for candidate in election.candidates:
        question = won(evidence, candidate, all_units(evidence))
        kind = decide(question, evidence).kind
        told = false_sheets_needed(question, kind, evidence)
        sets = [s for n in range(len(election.rows) + 1) for s in combinations(range(len(election.rows)), n)]
        turning = [len(s) for s in sets if kind in PROOF and kind_of(without(election, s), candidate) is not kind]
        if told is not None:
            assert min(turning, default=told) >= told
            if len(question.ways) == 1 and len(question.ways[0]) == 1 and turning:
                assert min(turning) == told


def test_a_landslide_on_three_sheets_needs_two_of_them_to_be_false() -> None:
    """30 votes ahead; a sheet of 10 voters, all for Ana, could at most give Beto 20 more against her."""
    election = Election(("ana", "beto"), ((10, (10, 0, 0)),) * 3, 0, 0)
    evidence = election.evidence()
    question = won(evidence, "beto", all_units(evidence))
    assert decide(question, evidence).kind is VerdictKind.IMPOSSIBLE
    assert false_sheets_needed(question, VerdictKind.IMPOSSIBLE, evidence) == 2
    assert fact_of(2, evidence).value == 2


def test_it_is_told_of_no_verdict_but_a_proof() -> None:
    election = Election(("ana", "beto"), ((10, (5, 5, 0)),), 1, 10)
    evidence = election.evidence()
    question = won(evidence, "ana", all_units(evidence))
    assert false_sheets_needed(question, VerdictKind.UNDETERMINED, evidence) is None
