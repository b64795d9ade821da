"""What is not stated is unknown, never zero: small elections on which nothing may be ruled out that could be true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.weighing.worded import weigh

from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest, ShareBase
from recuento.records.counted import Sheets
from recuento.records.verdict import Verdict, VerdictKind, Weighing
from recuento.weighing.evidence import Evidence, gather
from recuento.weighing.question import came_first, has_rank, has_share, has_votes
from recuento.weighing.rules import decide
from recuento.weighing.scope import all_units

from .elections import NAMES, SOURCE, announced

Row = dict[str, int | None]
FIGURES = ("registered", "ballots", "valid", "invalid")


def frame(*rows: Row, units: tuple[str, ...] | None = None, keyed: tuple[bool, ...] | None = None) -> pl.DataFrame:
    """Sheets as the counting gives them; a figure that a row does not name is not stated."""
    candidates = [key for row in rows[:1] for key in row if key not in FIGURES]
    data: dict[str, object] = {
        "unit": list(units or [f"{i:03}" for i in range(len(rows))]),
        "source": ["sheets/all.csv"] * len(rows),
        "row": list(range(2, len(rows) + 2)),
        "region": ["North"] * len(rows),
        "sheets": [1] * len(rows),
    }
    whole = {"sheets": pl.Int64}
    for name in (*FIGURES, *candidates):
        column = name if name in FIGURES else f"votes:{name}"
        data[column] = [row.get(name) for row in rows]
        whole[column] = pl.Int64
    made = pl.DataFrame(data, schema_overrides=whole)
    return made if keyed is None else made.with_columns(keyed=pl.Series(keyed))


def case(*announcements: Announcement, candidates: tuple[str, ...] = ("ana", "beto"), **contest: object) -> Case:
    """A case with these candidates; `contest` has what it states of the contest."""
    stated = {"name": "x", "country": "SLZ", "date": dt.date(2031, 3, 2), "authority": "CNV", **contest}
    return Case(
        contest=Contest.model_validate(stated),
        candidates=tuple(Candidate(id=c, name=NAMES[c]) for c in candidates),
        announcements=announcements,
        sheets=(SOURCE,),
    )


def weighed(
    case: Case, *rows: Row, also: pl.DataFrame | None = None, candidates: tuple[str, ...] = ("ana", "beto")
) -> Weighing:
    return weigh(case, Sheets(frame(*rows), candidates, also), None, [])


def of(found: Weighing, claim: str) -> list[Verdict]:
    return [v for v in found.verdicts if v.claim == claim]


def kinds(found: Weighing, claim: str) -> set[VerdictKind]:
    return {v.kind for v in of(found, claim)}


def failed(found: Weighing) -> list[str]:
    return [check.check for report in found.announcements for check in report.checks if check.holds is False]


# --- sheets that leave something open --------------------------------------------------------------------------------


def test_a_unit_with_two_different_rows_is_an_interval_and_named_among_the_assumptions() -> None:
    """Under one of its two rows the second candidate wins, so "Beto won" stays open."""
    made = case(announced(100.0, winner="beto"), units=2, roll=400)
    other = frame({"registered": 200, "valid": 180, "ana": 0, "beto": 180}, units=("001",))
    rows = [{"registered": 200, "valid": 100, "ana": 80, "beto": 20}] * 2
    found = weighed(made, *rows, also=other)
    (verdict,) = of(found, "winner")
    assert verdict.kind is VerdictKind.UNDETERMINED
    assert any("1 unit listed with figures that differ" in line for line in verdict.assuming)
    assert found.bounds is not None
    assert found.bounds.votes == {"ana": (80, 160), "beto": (40, 200)}


def test_the_roll_of_a_disputed_unit_is_the_least_of_its_rows() -> None:
    """Its rows give 200 and 120 voters: 280 of the roll may be missing, and not only 200."""
    made = case(units=3, roll=600)
    other = frame({"registered": 120, "valid": 100, "ana": 20, "beto": 80}, units=("001",))
    found = weighed(made, *[{"registered": 200, "valid": 100, "ana": 80, "beto": 20}] * 2, also=other)
    assert found.bounds is not None
    assert found.bounds.missing_roll == 280


def test_a_share_of_a_roll_that_is_only_bounded_is_not_ruled_out() -> None:
    """The missing unit has at most 100 voters and may have none: 40 of 100 registered is 40%, and 40 of 200 is 20%."""
    made = case(announced(100.0, shares={"ana": 40.0}, share_of="roll"), units=2, unit_roll_max=100)
    found = weighed(made, {"registered": 100, "valid": 60, "ana": 40, "beto": 20})
    assert VerdictKind.IMPOSSIBLE not in kinds(found, "share")


@pytest.mark.parametrize("valid", [[None, None], [100, None]])
def test_a_share_of_valid_votes_that_no_sheet_states_has_no_certain_base(valid: list[int | None]) -> None:
    """80 of 150 named votes, or of anything up to 200 ballots: 40% can be."""
    made = case(announced(100.0, shares={"ana": 40.0}, share_of="valid"), units=2, roll=200)
    found = weighed(made, *({"registered": 100, "valid": v, "ana": 40, "beto": 35} for v in valid))
    assert kinds(found, "share") == {VerdictKind.UNDETERMINED}
    assert found.bounds is not None
    assert found.bounds.shares["ana"][0] == 40.0


def test_a_sheet_whose_figures_contradict_one_another_is_never_weighed_in_silence() -> None:
    """70 and 50 votes among 100 valid ones: either is right only if the other figures are not."""
    made = case(announced(100.0, votes={"ana": 60}), units=1, roll=200)
    found = weighed(made, {"registered": 200, "valid": 100, "ana": 70, "beto": 50})
    (verdict,) = of(found, "votes")
    assert verdict.kind is VerdictKind.UNDETERMINED
    assert any("contradict one another" in line for line in verdict.assuming)


def test_a_row_without_a_full_key_proves_nothing_by_its_votes() -> None:
    """It may be the same unit as another row."""
    sheets = frame(
        {"registered": 100, "valid": 60, "ana": 40, "beto": 20},
        {"registered": 100, "valid": 60, "ana": 0, "beto": 60},
        keyed=(True, False),
    )
    made = case(announced(100.0, winner="ana"), units=2, roll=200)
    (verdict,) = of(weigh(made, Sheets(sheets, ("ana", "beto")), None, []), "winner")
    assert verdict.kind is VerdictKind.UNDETERMINED
    assert any("without a complete key" in line for line in verdict.assuming)


def test_a_roll_that_the_sheets_break_rules_nothing_out() -> None:
    """150 votes where 100 are registered: in the missing unit there may be any number, too."""
    made = case(announced(100.0, votes={"ana": 180, "beto": 330}, others=0, winner="beto"), units=3, roll=300)
    found = weighed(made, *[{"registered": 100, "valid": 150, "ana": 90, "beto": 60}] * 2)
    assert VerdictKind.IMPOSSIBLE not in {v.kind for v in found.verdicts}
    assert failed(found) == []
    assert any("more votes than registered voters" in line for v in found.verdicts for line in v.assuming)


def test_one_broken_roll_among_hundreds_is_said_before_anything_is_ruled_out() -> None:
    """A single sheet over its roll is a figure read wrong; the verdict begins with it."""
    rows: list[Row] = [{"registered": 100, "valid": 60, "ana": 40, "beto": 20}] * 199
    rows.append({"registered": 10, "valid": 60, "ana": 40, "beto": 20})
    found = weighed(case(announced(100.0, winner="beto"), units=201, roll=20010), *rows)
    (verdict,) = of(found, "winner")
    assert verdict.kind is VerdictKind.IMPOSSIBLE
    assert "On 1 of 200 sheets there are more votes than registered voters" in verdict.says


# --- what an announcement leaves unsaid ------------------------------------------------------------------------------


def test_figures_without_a_coverage_are_judged_at_some_coverage() -> None:
    """They are those of one table of three; the verdict says that no coverage was stated."""
    rows: list[Row] = [
        {"registered": 100, "valid": 100, "ana": a, "beto": b} for a, b in ((40, 35), (50, 30), (50, 30))
    ]
    found = weighed(case(announced(votes={"ana": 40, "beto": 35}, others=25), units=3, roll=300), *rows)
    assert kinds(found, "votes") == {VerdictKind.UNDETERMINED}
    assert all("a coverage that is not stated" in " ".join(v.assuming) for v in of(found, "votes"))


def test_a_share_over_ballots_is_no_false_share() -> None:
    """870 of 950 valid votes and 50 invalid papers are 87.0% of the ballots."""
    made = case(
        announced(
            100.0, votes={"ana": 870, "beto": 80}, others=0, valid=950, invalid=50, shares={"ana": 87.0, "beto": 8.0}
        ),
        units=1,
        roll=2000,
    )
    found = weighed(made, {"registered": 2000, "valid": 950, "ana": 870, "beto": 80})
    assert failed(found) == []
    assert VerdictKind.IMPOSSIBLE not in {v.kind for v in found.verdicts}
    follow = next(c for c in found.announcements[0].checks if c.check == "shares_follow_from_counts")
    assert "over all ballots cast (1,000)" in follow.explain


def test_a_share_is_held_against_the_base_that_is_stated() -> None:
    """The same figures, said to be shares of the valid votes, are wrong."""
    made = case(
        announced(100.0, votes={"ana": 870, "beto": 80}, others=0, invalid=50, shares={"ana": 87.0}, share_of="valid"),
        units=1,
        roll=2000,
    )
    found = weighed(made, {"registered": 2000, "valid": 950, "ana": 870, "beto": 80})
    assert failed(found)[0] == "shares_follow_from_counts"
    assert kinds(found, "share") == {VerdictKind.IMPOSSIBLE}


def test_votes_of_others_that_were_not_announced_are_not_none() -> None:
    """80 and 70 votes are 40.0% and 35.0% if the others have 50, and shares of 75% in all are not everybody's."""
    made = case(announced(100.0, votes={"ana": 80, "beto": 70}, shares={"ana": 40.0, "beto": 35.0}), units=2, roll=400)
    found = weighed(made, *[{"registered": 200, "valid": 100, "ana": 40, "beto": 35}] * 2)
    assert failed(found) == []
    follow = next(c for c in found.announcements[0].checks if c.check == "shares_follow_from_counts")
    assert follow.holds is None
    assert "if the others have 46 to 52 votes" in follow.explain


def test_counts_and_shares_that_no_number_of_others_can_save_are_wrong() -> None:
    """80 votes at 40% and 70 at 30% would be a whole of 200 and of 233."""
    made = case(announced(100.0, votes={"ana": 80, "beto": 70}, shares={"ana": 40.0, "beto": 30.0}), units=2, roll=400)
    found = weighed(made, *[{"registered": 200, "valid": 100, "ana": 40, "beto": 35}] * 2)
    assert failed(found)[0] == "shares_follow_from_counts"


def test_all_of_the_roll_is_all_units_where_sheets_give_no_registered_voters() -> None:
    """100% of the roll equals the sheets when every unit is at hand."""
    coverage = AnnouncedCoverage(percent=100, of="roll")
    made = case(
        announced(votes={"ana": 80, "beto": 70}, others=0).model_copy(update={"coverage": coverage}), units=2, roll=200
    )
    found = weighed(made, *[{"ballots": 100, "valid": 75, "ana": 40, "beto": 35}] * 2)
    assert kinds(found, "votes") == {VerdictKind.CONFIRMED}


@pytest.mark.parametrize(
    ("early", "late", "flagged"),
    [("03:00:00Z", "00:05:00-04:00", False), ("03:00:00Z", "05:05:00+04:00", True), ("03:00:00", "04:00:00", False)],
)
def test_announcements_are_ordered_by_instant(early: str, late: str, flagged: bool) -> None:
    """03:00 UTC is before 00:05 four hours behind it, and after 05:05 four hours ahead of it."""
    first = announced(50.0, votes={"ana": 40}, at=dt.datetime.fromisoformat(f"2031-03-03T{early}"))
    second = announced(100.0, votes={"ana": 80}, id="second", at=dt.datetime.fromisoformat(f"2031-03-03T{late}"))
    found = weighed(
        case(first, second, units=2, roll=400), *[{"registered": 200, "valid": 100, "ana": 40, "beto": 35}] * 2
    )
    assert ("not_smaller_than_before" in failed(found)) is flagged


# --- words that match the claim --------------------------------------------------------------------------------------

THREE: list[Row] = [{"registered": 200, "valid": 150, "ana": 60, "beto": 50, "carla": 40}] * 2


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (None, VerdictKind.CONFIRMED),
        ("came first", VerdictKind.CONFIRMED),
        ("won", VerdictKind.CONFIRMED),
        ("won outright", VerdictKind.IMPOSSIBLE),
    ],
)
def test_who_came_first_has_not_been_said_to_have_won_outright(words: str | None, kind: VerdictKind) -> None:
    """40% is a first place under a rule that asks for more than half; only an outright win is ruled out."""
    everybody = ("ana", "beto", "carla")
    made = case(
        announced(100.0, winner="ana", winner_as=words), candidates=everybody, rule="majority", units=2, roll=400
    )
    found = weigh(made, Sheets(frame(*THREE), everybody), None, [])
    (verdict,) = of(found, "winner")
    assert verdict.kind is kind
    if words in {None, "won"}:
        assert "came first: holds" in verdict.says
        assert "won without a run-off: ruled out" in verdict.says


def test_a_first_place_is_no_contradicted_win() -> None:
    """Half can be had only if the one missing unit reads unlike the counted ones; the first place is certain."""
    everybody = ("ana", "beto", "carla")
    made = case(
        announced(100.0, winner="ana"),
        candidates=everybody,
        rule="majority",
        units=5,
        roll=1000,
        candidates_complete=True,
    )
    rows: list[Row] = [{"registered": 200, "valid": 180, "ana": 89, "beto": 46, "carla": 45}] * 4
    found = weigh(made, Sheets(frame(*rows), everybody), None, [])
    assert "contradicted" in of(found, "winner")[0].says
    assert of(found, "winner")[0].kind not in {VerdictKind.CONTRADICTED, VerdictKind.IMPOSSIBLE}


def test_a_figure_beyond_all_missing_votes_is_ruled_out_where_their_number_is_not_known() -> None:
    """Beto has 8 votes on the sheets, so 7 is too few whatever the missing unit holds: no roll is needed to say so."""
    found = weighed(
        case(announced(100.0, votes={"beto": 7}), units=2), {"registered": 10, "valid": 10, "ana": 2, "beto": 8}
    )
    verdict = next(v for v in of(found, "votes") if v.candidate == "beto")
    assert verdict.kind is VerdictKind.IMPOSSIBLE
    assert verdict.says.endswith("Whatever the missing units say, Beto Ensayo Ruiz keeps at least 8 votes.")


def test_a_complete_tie_is_for_the_rules_of_the_contest() -> None:
    """No number of further sheets would settle what no missing sheet leaves open."""
    rows: list[Row] = [{"registered": 100, "valid": 80, "ana": 40, "beto": 40}] * 2
    found = weighed(case(announced(100.0, winner="ana"), units=2, roll=200), *rows)
    (verdict,) = of(found, "winner")
    assert verdict.kind is VerdictKind.UNDETERMINED
    assert "the sheets show a tie" in verdict.says
    assert verdict.says.endswith("Ana Prueba and Beto Ensayo Ruiz have equally many votes.")
    assert "more sheet" not in verdict.says


def test_a_place_is_not_certain_while_others_without_a_column_may_hold_it() -> None:
    """Beto has 35 votes and the others 60, who may be one person: his second place is open, and a fourth place too."""
    evidence = gather(
        case(units=1, roll=200),
        Sheets(frame({"registered": 200, "valid": 145, "ana": 50, "beto": 35}), ("ana", "beto")),
    )
    scope = all_units(evidence)
    assert decide(has_rank(evidence, "beto", 2, scope), evidence).kind is VerdictKind.UNDETERMINED
    assert decide(has_rank(evidence, "beto", 3, scope), evidence).kind is VerdictKind.UNDETERMINED
    assert decide(has_rank(evidence, "beto", 4, scope), evidence).kind is VerdictKind.IMPOSSIBLE


# --- against every reading of what is open ---------------------------------------------------------------------------


def readings(row: Row, others: Row | None) -> Iterator[tuple[int, ...]]:
    """Every way a sheet may read: (ana, beto, everybody else), within its ballots and roll."""
    stated = [row] if others is None else [row, others]
    cap = max(r["registered"] or 0 for r in stated)
    for votes in product(range(cap + 1), repeat=3):
        if sum(votes) <= cap and any(_reads(r, votes) for r in stated):
            yield votes


def _reads(row: Row, votes: tuple[int, ...]) -> bool:
    named = all(row[c] is None or row[c] == v for c, v in zip(("ana", "beto"), votes, strict=False))
    return named and (row["valid"] is None or row["valid"] == sum(votes))


@st.composite
def sheets_with_gaps(draw: st.DrawFn) -> list[tuple[Row, Row | None]]:
    """One or two sheets on which some figures are not stated, or a unit has two rows."""

    def row() -> Row:
        ana, beto, rest = draw(st.integers(0, 3)), draw(st.integers(0, 3)), draw(st.integers(0, 2))
        whole: Row = {
            "registered": 6 + draw(st.integers(0, 2)),
            "valid": min(ana + beto + rest, 6),
            "ana": ana,
            "beto": beto,
        }
        if ana + beto > 6:
            whole["valid"] = ana + beto
        if draw(st.booleans()):
            whole[draw(st.sampled_from(["valid", "ana", "beto"]))] = None
        return whole

    return [(row(), row() if draw(st.integers(0, 3)) == 0 else None) for _ in range(draw(st.integers(1, 2)))]


def evidence_of(drawn: list[tuple[Row, Row | None]]) -> Evidence:
    """The evidence in these sheets, with every unit at hand."""
    rows, others = [r for r, _ in drawn], [(i, o) for i, (_, o) in enumerate(drawn) if o is not None]
    also = frame(*(o for _, o in others), units=tuple(f"{i:03}" for i, _ in others)) if others else None
    made = case(units=len(rows), roll=sum(max(r["registered"] or 0, (o or r)["registered"] or 0) for r, o in drawn))
    return gather(made, Sheets(frame(*rows), ("ana", "beto"), also))


LESSER_ROLL_WITHOUT_VALID: list[tuple[Row, Row | None]] = [
    ({"registered": 6, "valid": 1, "ana": 1, "beto": 0}, None),
    (
        {"registered": 7, "valid": 3, "ana": 3, "beto": 0},
        {"registered": 6, "valid": None, "ana": 3, "beto": 0},
    ),
]
"""Of two rows of a unit, the one that leaves its votes open states the fewer voters: the other's roll may be right."""


@settings(max_examples=60)
@example(LESSER_ROLL_WITHOUT_VALID, 0, 25.0)
@given(sheets_with_gaps(), st.integers(0, 6), st.sampled_from([25.0, 40.0, 50.0, 66.7]))
def test_nothing_is_ruled_out_that_some_reading_makes_true(
    drawn: list[tuple[Row, Row | None]], count: int, percent: float
) -> None:
    """Nor confirmed what some reading makes false; and every stated figure lies within its bounds."""
    evidence = evidence_of(drawn)
    if len(evidence.candidates) < 2:
        return  # nobody's votes are on any sheet
    totals = [tuple(map(sum, zip(*parts, strict=True))) for parts in product(*(list(readings(r, o)) for r, o in drawn))]
    scope = all_units(evidence)
    unit = Fraction(1, 1000) if percent % 1 else Fraction(1, 100)
    low, high = Fraction(str(percent)) / 100 - unit / 2, Fraction(str(percent)) / 100 + unit
    asked = {
        "votes": (has_votes(evidence, "ana", count, "to_the_vote", scope), lambda t: t[0] == count),
        "first": (came_first(evidence, "ana", scope), lambda t: t[0] > max(t[1:])),
        "share": (has_share(evidence, "ana", percent, "exact", scope), lambda t: low * sum(t) <= t[0] < high * sum(t)),
    }
    tied = {"first": lambda t: t[0] >= t[1]}
    for name, (question, is_true) in asked.items():
        kind = decide(question, evidence).kind
        if kind is VerdictKind.IMPOSSIBLE:
            assert not any(tied.get(name, is_true)(t) for t in totals), (name, question.words)
        if kind is VerdictKind.CONFIRMED:
            assert all(is_true(t) for t in totals if sum(t)), (name, question.words)
    for column in range(2):
        own = evidence.of_one(column)
        least, most = evidence.at_least(own), evidence.at_most(own)
        assert least is not None
        assert most is not None
        assert least <= evidence.totals[column] <= most
        assert all(least <= t[column] <= most for t in totals)


BASES: list[ShareBase | None] = ["valid", "ballots", "roll", None]


@settings(max_examples=60)
@given(
    st.integers(0, 6), st.integers(0, 6), st.integers(0, 3), st.none() | st.integers(0, 3), st.integers(0, 4),
    st.sampled_from(BASES), st.sampled_from([20.0, 25.0, 40.0, 50.0, 66.7, 100.0]),
)  # fmt: skip
def test_a_share_over_any_base_is_ruled_out_only_where_no_papers_give_it(
    ana: int, beto: int, rest: int, invalid: int | None, absent: int, base: ShareBase | None, percent: float
) -> None:
    """One sheet, everything but its invalid papers stated: each number of them is tried, over each base that may be meant."""
    valid = ana + beto + rest
    registered = valid + (invalid or 0) + absent
    if not registered:
        return
    sheet: Row = {"registered": registered, "valid": valid, "invalid": invalid, "ana": ana, "beto": beto}
    evidence = gather(case(units=1, roll=registered), Sheets(frame(sheet), ("ana", "beto")))
    kind = decide(has_share(evidence, "ana", percent, "exact", all_units(evidence), base), evidence).kind
    papers = range(absent + 1) if invalid is None else [invalid]
    wholes = {"valid": [valid], "ballots": [valid + p for p in papers], "roll": [registered]}
    unit = Fraction(1, 1000) if percent % 1 else Fraction(1, 100)
    low, high = Fraction(str(percent)) / 100 - unit / 2, Fraction(str(percent)) / 100 + unit
    fits = [low * w <= ana < high * w for of in (wholes if base is None else [base]) for w in wholes[of] if w]
    if kind is VerdictKind.IMPOSSIBLE:
        assert not any(fits)
    if invalid is not None and base is not None and valid:
        assert (kind is VerdictKind.IMPOSSIBLE) == (not any(fits))
    if kind is VerdictKind.CONFIRMED and valid:
        assert any(fits) if base is None else all(fits)
