"""Two counts of one election, compared unit by unit and to the vote."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases_invented import make_case
from tests.real_elections import bolivia
from tests.weighing.elections import NAMES, Election, sheets

from recuento.case.comparing import compare as compare_named
from recuento.cli import main
from recuento.records.comparison import Comparison
from recuento.records.contest import Rule, SeatsAtStake
from recuento.records.counted import Sheets
from recuento.records.schemas import schema_of
from recuento.showing.comparison import comparison_svg, lead_in_parts, sentences
from recuento.weighing.comparing import compare

TWO = ("ana", "beto")


def compared(a: Sheets, b: Sheets, rule: Rule = "plurality") -> Comparison:
    case = Election(TWO, (), 0, 100, rule).case()
    return compare(case, a, b, names=("night", "final"), files=((), ()))


def some(**units: tuple[int | None, int | None]) -> Sheets:
    """Sheets of units by name with the votes of two, nobody else having any."""
    made = sheets(TWO, tuple((100, (0, 0, 0)) for _ in units))
    columns = {f"votes:{c}": [votes[i] for votes in units.values()] for i, c in enumerate(TWO)}
    valid = [None if None in votes else sum(v or 0 for v in votes) for votes in units.values()]
    frame = made.frame.with_columns(
        pl.Series("unit", list(units)),
        pl.Series("valid", valid, dtype=pl.Int64),
        pl.Series("ballots", valid, dtype=pl.Int64),
        *(pl.Series(name, values, dtype=pl.Int64) for name, values in columns.items()),
    )
    return Sheets(frame, TWO)


def test_a_constituency_of_which_one_count_has_no_sheet_changes_no_seat() -> None:
    """Its votes are unknown there, and not none."""
    case = Election(TWO, (), 0, 100).case()
    at_stake = SeatsAtStake(method="dhondt", by_region={"N": 3, "S": 2})
    contest = case.contest.model_copy(update={"seats": at_stake, "candidates_complete": True})
    case = case.model_copy(update={"contest": contest})

    def placed(counted: Sheets, regions: str) -> Sheets:
        frame = counted.frame.with_columns(pl.Series("region", list(regions)).cast(pl.Categorical))
        return Sheets(frame, counted.candidates)

    night, final = placed(some(a=(60, 40)), "N"), placed(some(a=(60, 40), b=(10, 90)), "NS")
    found = compare(case, night, final, names=("night", "final"), files=((), ()))
    assert found.seats is not None
    assert (found.seats.changes, found.seats.only_a, found.seats.only_b) == ((), (), ("S",))
    assert "Of S B alone has sheets" in " ".join(sentences(found, NAMES))


def test_seats_that_the_counts_deal_otherwise_are_told_where_each_count_gives_every_vote() -> None:
    case = Election(TWO, (), 0, 100).case()
    at_stake = SeatsAtStake(method="dhondt", total=3)
    contest = case.contest.model_copy(update={"seats": at_stake, "candidates_complete": True})
    case = case.model_copy(update={"contest": contest})
    night, final, gap = some(a=(60, 40)), some(a=(80, 20)), some(a=(80, None))
    found = compare(case, night, final, names=("night", "final"), files=((), ()))
    assert found.seats is not None
    assert [(c.list, c.seats) for c in found.seats.changes] == [("ana", (2, 3)), ("beto", (1, 0))]
    told = " ".join(sentences(found, NAMES))
    assert "Seats of Ana Prueba in all: 2 by A, 3 by B." in told
    assert compare(case, night, gap, names=("night", "final"), files=((), ())).seats is None


def test_units_are_in_both_or_in_one_alone() -> None:
    found = compared(some(x=(10, 5), y=(1, 2)), some(y=(1, 2), z=(7, 7)))
    assert (found.common, found.same) == (1, 1)
    assert [u.unit for u in found.only_a.listed] == ["x"]
    assert [u.unit for u in found.only_b.listed] == ["z"]


def test_a_unit_that_differs_is_told_with_its_figures_and_what_it_does_to_the_lead() -> None:
    (unit,) = compared(some(x=(10, 5), y=(4, 2)), some(x=(12, 5), y=(4, 2))).changed
    assert [(f.figure, f.a, f.b) for f in unit.figures if f.figure.startswith("votes:")] == [("votes:ana", 10, 12)]
    assert unit.lead_change == 2


def test_in_whose_favour_the_differences_are() -> None:
    found = compared(some(x=(10, 5), y=(4, 2), z=(9, 1)), some(x=(12, 5), y=(4, 3), z=(10, 2)))
    assert (found.raised_the_lead, found.lowered_the_lead, found.left_the_lead) == (1, 1, 1)


def test_a_figure_that_one_count_does_not_give_is_unknown_and_no_difference() -> None:
    found = compared(some(x=(10, 5), y=(4, 2)), some(x=(10, None), y=(4, 2)))
    (beto,) = (f for f in found.figures if f.figure == "votes:beto")
    assert (beto.units, beto.only_a, beto.only_b) == (0, 1, 0)
    assert found.same == 2
    assert found.b.standing.settles == "unknown"
    assert lead_in_parts(found) == (7, 0, 0, 0, 5)
    assert (found.changes_alone_turn_it, found.turned) == (None, None)


def test_who_leads_by_what_is_stated_is_said_to_do_no_more_than_that() -> None:
    found = compared(some(x=(10, 5)), some(x=(None, 5)))
    assert found.changes_alone_turn_it is None
    assert "by the votes stated" in " ".join(sentences(found, NAMES))


def test_votes_of_nobody_named_may_be_one_persons() -> None:
    """Of 100 valid votes 40 and 15 are told: the rest may be somebody's who won, or 31 of them somebody's who is too near."""
    case = Election(TWO, (), 0, 100).case()
    for others, settles in ((45, "unknown"), (39, "wins"), (0, "wins")):
        made = sheets(TWO, ((200, (40, 15, others)),))
        found = compare(case, made, made, names=("a", "b"), files=((), ()))
        assert found.a.standing.settles == settles, others


def test_a_candidate_whom_one_count_lacks_leaves_the_winner_open() -> None:
    three = sheets(("ana", "beto", "carla"), ((300, (10, 5, 90, 0)),))
    two = sheets(TWO, ((300, (10, 5, 0)),))
    case = Election(("ana", "beto", "carla"), (), 0, 100).case()
    found = compare(case, three, two, names=("a", "b"), files=((), ()))
    assert (found.a.left_out, found.a.standing.settles) == (("carla",), "unknown")
    assert "A alone has votes of Carla Muestra" in " ".join(sentences(found, NAMES))


@pytest.mark.parametrize(
    ("rule", "a", "b", "settles", "turns"),
    [
        ("plurality", (10, 9), (9, 10), ("wins", "wins"), True),
        ("plurality", (10, 9), (11, 9), ("wins", "wins"), False),
        ("plurality", (10, 9), (10, 10), ("wins", "tie"), True),
        ("majority", (51, 49), (50, 49), ("wins", "wins"), False),
        ("forty_ten", (60, 40), (55, 45), ("wins", "wins"), False),
    ],
)
def test_what_the_differences_do_to_the_outcome(
    rule: Rule, a: tuple[int, int], b: tuple[int, int], settles: tuple[str, str], turns: bool
) -> None:
    found = compared(some(x=a), some(x=b), rule)
    assert (found.common_in_a.settles, found.common_in_b.settles) == settles
    assert found.changes_alone_turn_it is turns


def test_forty_and_ten_is_exact_at_its_edges() -> None:
    """Two fifths and a tenth ahead, to the vote, with a third candidate."""

    def settles(*votes: int) -> str:
        case = Election(("ana", "beto", "carla"), (), 0, 1000, "forty_ten").case()
        made = sheets(("ana", "beto", "carla"), ((1000, (*votes, 0)),))
        return compare(case, made, made, names=("a", "b"), files=((), ())).a.standing.settles

    assert settles(40, 30, 30) == "wins"
    assert settles(400, 301, 299) == "no_outright_win"
    assert settles(399, 299, 302) == "no_outright_win"


units = st.dictionaries(
    st.sampled_from("abcdefgh"), st.tuples(st.none() | st.integers(0, 50), st.none() | st.integers(0, 50)), min_size=1
)


@given(units, units)
def test_the_lead_of_b_is_that_of_a_and_its_parts_to_the_vote(
    one: dict[str, tuple[int | None, int | None]], other: dict[str, tuple[int | None, int | None]]
) -> None:
    found = compared(some(**one), some(**other))
    first, second = found.a.standing.first or "", found.a.standing.second or ""
    votes = found.b.standing.votes
    assert sum(lead_in_parts(found)) == votes.get(first, 0) - votes.get(second, 0)


@given(units, units)
def test_compared_the_other_way_round_every_difference_is_the_same(
    one: dict[str, tuple[int | None, int | None]], other: dict[str, tuple[int | None, int | None]]
) -> None:
    there, back = compared(some(**one), some(**other)), compared(some(**other), some(**one))
    assert {u.unit for u in there.changed} == {u.unit for u in back.changed}
    assert [(f.rose, f.fell, f.only_a, f.only_b) for f in there.figures] == [
        (f.fell, f.rose, f.only_b, f.only_a) for f in back.figures
    ]
    assert there.changes_alone_turn_it == back.changes_alone_turn_it


def test_both_quick_counts_of_bolivia_against_the_final_count(shared: Path, tmp_path: Path) -> None:
    """549 and 706 units differ (data/bolivia-2019); to the vote they add up to the official totals."""
    case = bolivia(shared, tmp_path)
    named = {s.name: s for s in case.sheets}
    from recuento.case.run import count_sheets

    def counted(name: str) -> Sheets:
        apart = {"role": "count", "blank": ["Blancos"], "null": ["Nulos"], "invalid": None}
        alone = case.model_copy(update={"sheets": (named[name].model_copy(update=apart),)})
        return count_sheets(alone, tmp_path).sheets

    final = counted("final count")
    for name, differ, after in (("TREP night", 549, 5_580), ("TREP next day", 706, 1_749)):
        found = compare(case, counted(name), final, names=(name, "final count"), files=((), ()))
        assert (len(found.changed), found.only_a.standing.units, found.only_b.standing.units) == (differ, 0, after)
        assert sum(lead_in_parts(found)) == 648_439
        assert (found.b.standing.votes["mas"], found.b.standing.votes["cc"]) == (2_889_359, 2_240_920)
    assert (found.changes_alone_turn_it, found.b.standing.settles) == (False, "wins")


# --- the command


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "night.csv").write_text("Mesa,Vega,Soto\n1,10,5\n2,4,2\n3,8,8\n", encoding="utf-8")
    (tmp_path / "final.csv").write_text("Mesa,Vega,Soto\n1,10,5\n2,4,12\n4,1,0\n", encoding="utf-8")
    return str(tmp_path / "night.csv"), str(tmp_path / "final.csv")


def test_two_files_are_compared_without_a_recipe(files: tuple[str, str]) -> None:
    found, names, _ = compare_named(*files)
    assert (found.common, len(found.changed), found.only_a.standing.units, found.only_b.standing.units) == (2, 1, 1, 1)
    assert set(names.values()) == {"Vega", "Soto"}


def test_two_columns_of_one_name_stay_two(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("Mesa,Vega,VEGA,Soto\n1,10,3,5\n2,4,1,2\n", encoding="utf-8")
    found, names, _ = compare_named(str(tmp_path / "one.csv"), str(tmp_path / "two.csv"))
    assert len(names) == 3
    assert found.same == found.common == 2


def test_the_table_says_it_in_sentences(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *files, "--format", "table", "--all"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "2 units are in both: 1 alike, 1 with figures that differ" in said
    assert "only in" in said


def test_json_fits_its_schema_and_csv_has_a_row_a_figure(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *files, "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert set(written) == set(schema_of("compare")["required"])
    assert Comparison.model_validate(written).common == 2
    assert main(["compare", *files, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {(r["record"], r["unit"]) for r in rows} == {("changed", "2"), ("only_a", "3"), ("only_b", "4")}


def test_the_picture_is_an_svg_with_the_regions(files: tuple[str, str], tmp_path: Path) -> None:
    assert (
        main(
            [
                "compare",
                *files,
                "--format",
                "json",
                "--output",
                str(tmp_path / "c.json"),
                "--plot",
                str(tmp_path / "c.svg"),
            ]
        )
        == 0
    )
    assert ET.parse(tmp_path / "c.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own file


def test_hostile_names_of_regions_are_text_in_the_picture() -> None:
    found = compared(some(x=(10, 5)), some(x=(12, 5)))
    evil = found.model_copy(
        update={"changed": tuple(u.model_copy(update={"region": ("<script>x</script>",)}) for u in found.changed)}
    )
    assert "<script>" not in comparison_svg(evil, NAMES)


def test_what_is_not_there_is_said_in_one_line(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = make_case(tmp_path / "case")
    assert main(["compare", "no.csv", files[1]]) == 2
    assert main(["compare", "x", "y", "--case", str(case)]) == 2
    assert main(["compare", str(case), files[1]]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 3


def test_two_case_folders_are_compared_by_their_counts(tmp_path: Path) -> None:
    one, other = make_case(tmp_path / "one"), make_case(tmp_path / "other")
    found, _, _ = compare_named(str(one), str(other))
    assert found.common == found.same == found.a.standing.units


def test_sentences_name_the_winner_by_name() -> None:
    said = " ".join(sentences(compared(some(x=(10, 5)), some(x=(4, 5))), NAMES))
    assert "Ana Prueba wins, 5 votes ahead over Beto Ensayo Ruiz" in said
    assert "the differences alone change the outcome" in said
