"""One election in many shapes: wide, long, turned over, cut up and compressed give one tally; what differs is told."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.counting.elections import make_case

from recuento.counting import Counted, count
from recuento.errors import CaseError, SheetError
from recuento.records.recipe import SheetSource

VOTES = {"ana": "Ana", "bo": "Bo"}
NAMES = ["station", "roll", "Ana", "Bo", "spoilt"]


def written(rows: list[list[Any]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def counted(folder: Path, content: str | bytes, name: str = "x.csv", **recipe: Any) -> Counted:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    given: dict[str, Any] = {"unit": ["station"], "votes": VOTES} | recipe
    source = SheetSource(path=name, published_by="Board", interest="none known", **given)
    return count(make_case(source), folder)


def facts(found: Counted) -> Any:
    """What must not depend on the shape: figures, and what the checks find at which units."""
    tally = found.tally
    figures = (tally.sheets, tally.registered, tally.invalid, [(c.id, c.votes) for c in tally.candidates])
    return figures, sorted((f.check, r.unit) for f in tally.findings for r in f.rows)


def told(found: Counted) -> dict[str, list[str]]:
    return {f.check: [r.detail for r in f.rows] for f in found.tally.findings}


SHEET = st.tuples(st.integers(200, 900), st.integers(0, 400), st.integers(0, 400), st.integers(0, 9))
ROLL = {"registered": "roll", "null": "spoilt", "totals": "counted"}


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SHEET, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_every_shape_gives_the_same_tally_and_findings(
    tmp_path: Path, sheets: list[tuple[int, ...]], random: Any
) -> None:
    wide = [NAMES, *([f"S{i}", *sheet] for i, sheet in enumerate(sheets))]
    plain = facts(counted(tmp_path, written(wide), **ROLL))
    long = [[s, roll, option, n] for s, roll, *votes in wide[1:] for option, n in zip(NAMES[2:], votes, strict=True)]
    random.shuffle(long)
    by_option = {"long": {"option": "option", "count": "n"}}
    assert facts(counted(tmp_path, written([["station", "roll", "option", "n"], *long]), **ROLL, **by_option)) == plain
    turned = [list(column) for column in zip(*wide, strict=True)]
    random.shuffle(rows := turned[1:])
    assert facts(counted(tmp_path, written([turned[0], *rows]), transposed=True, **ROLL)) == plain
    titled = [["Results", "", "", "", ""], ["", "", "", "", ""], *wide]
    assert facts(counted(tmp_path, written(titled), header=3, **ROLL)) == plain
    assert facts(counted(tmp_path, gzip.compress(written(wide, "|").encode()), "x.txt.gz", **ROLL)) == plain
    assert facts(counted(tmp_path, written(wide[1:]), names=NAMES, **ROLL)) == plain
    (tmp_path / "parts").mkdir(exist_ok=True)
    for i in range(2):  # however the rows are dealt to files
        (tmp_path / "parts" / f"{i}.csv").write_text(written([NAMES, *wide[1 + i :: 2]]))
    kept = sorted(p.name for p in (tmp_path / "parts").iterdir() if p.read_text().count("\n") > 1)
    member = "*.csv" if len(kept) == 2 else kept[0]
    parts = SheetSource(
        path="parts", member=member, published_by="Board", interest="none known", unit=["station"], votes=VOTES, **ROLL
    )
    assert facts(count(make_case(parts), tmp_path)) == plain
    codes = "".join(f"{s}!{roll}!{a},{b}!{spoilt}\n" for s, roll, a, b, spoilt in wide[1:])
    grammar = {"pattern": r"(?<station>S\d+)!(?<roll>\d+)!(?<v>\d+,\d+)!(?<spoilt>\d+)", "lists": {"v": ","}}
    by_code = {"code": grammar, "votes": {"ana": "v 1", "bo": "v 2"}}
    assert facts(counted(tmp_path, codes, "codes.txt", **ROLL, **by_code)) == plain
    rolls, votes = [[r[0], r[1]] for r in wide], [[r[0], *r[2:]] for r in wide]
    (tmp_path / "rolls.csv").write_text(written(rolls))
    assert facts(counted(tmp_path, written(votes), join=[{"path": "rolls.csv", "on": "station"}], **ROLL)) == plain


LONG = "station,roll,option,n\nS1,300,Ana,80\nS1,300,Bo,70\nS2,280,Ana,60\n"
OPTION = {"long": {"option": "option", "count": "n"}}


def test_an_option_that_a_unit_lacks_is_missing_unless_the_recipe_says_that_it_is_nobody(tmp_path: Path) -> None:
    assert counted(tmp_path, LONG, **OPTION).sheets.frame["votes:bo"].to_list() == [70, None]
    zero = {"long": {"option": "option", "count": "n", "absent": "zero"}}
    assert counted(tmp_path, LONG, **zero).sheets.frame["votes:bo"].to_list() == [70, 0]


def test_two_rows_of_one_option_give_no_figure_unless_they_are_parts(tmp_path: Path) -> None:
    text = LONG + "S1,300,Ana,5\n"
    found = counted(tmp_path, text, **OPTION)
    assert found.sheets.frame["votes:ana"].to_list() == [None, 60]
    assert told(found)["cell_is_not_a_whole_number"] == ["Ana holds '80 | 5' (text)"]
    parts = {"long": {"option": "option", "count": "n", "repeated": "add"}}
    assert counted(tmp_path, text, **parts).sheets.frame["votes:ana"].to_list() == [85, 60]
    assert counted(tmp_path, LONG + "S1,300,Ana,x\n", **parts).sheets.frame["votes:ana"].to_list() == [None, 60]


def test_what_the_rows_of_a_unit_say_differently_is_no_figure(tmp_path: Path) -> None:
    found = counted(tmp_path, LONG.replace("S1,300,Bo", "S1,310,Bo"), registered="roll", **OPTION)
    assert found.sheets.frame["registered"].to_list() == [None, 280]
    assert told(found)["cell_is_not_a_whole_number"] == ["roll holds '300 | 310' (text)"]


def test_an_option_that_no_row_has_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"names 'Anna', and the file has neither.*did you mean 'Ana'"):
        counted(tmp_path, LONG, votes={"ana": "Anna", "bo": "Bo"}, **OPTION)


STATUS = "station,status,roll,Ana,Bo\nS1,ok,300,80,70\nS2,closed,280,0,0\nPOST,ok,,9,4\nS3,ok,200,,\n"


def test_a_row_of_no_sheet_has_no_figures_and_is_told_apart_from_one_without(tmp_path: Path) -> None:
    found = counted(tmp_path, STATUS, registered="roll", no_sheet={"status": "closed"}, no_unit={"station": "POST"})
    assert found.tally.sheets == 1
    assert found.sheets.frame["sheets"].to_list() == [1, 0]
    findings = told(found)
    assert findings["unit_has_no_sheet"] == ["ana 0, bo 0"]
    assert findings["unit_is_listed_without_figures"] == ["registered: 200"]
    assert findings["votes_belong_to_no_unit"] == ["ana 9, bo 4"]
    assert "figure_is_missing" not in findings, "votes by post have no roll of their own"


def test_votes_of_no_unit_keep_a_roll_of_their_own(tmp_path: Path) -> None:
    found = counted(
        tmp_path, STATUS.replace("POST,ok,,", "POST,ok,50,"), registered="roll", no_unit={"station": "POST"}
    )
    assert found.tally.registered == 630


def test_a_value_that_no_row_has_is_a_warning(tmp_path: Path) -> None:
    found = counted(tmp_path, STATUS, no_sheet={"status": ["closd"]})
    assert told(found)["recipe_names_a_value_that_no_row_has"] == [
        "no_sheet.status names 'closd' and no row has it; did you mean 'closed'?"
    ]


@pytest.mark.parametrize(
    ("where", "stations"),
    [
        ({"status": "ok"}, ["S1", "POST"]),
        ({"status": ["ok", "closed"]}, ["S1", "S2", "POST"]),
        ({"status": {"is_not": "ok"}}, ["S2"]),
        ({"station": {"matches": "^S"}, "status": "ok"}, ["S1"]),
        ({"roll": ""}, ["POST"]),
    ],
)
def test_rows_are_chosen_by_all_conditions(tmp_path: Path, where: dict[str, Any], stations: list[str]) -> None:
    assert counted(tmp_path, STATUS, where=where).sheets.frame["unit"].to_list() == stations


def test_conditions_that_no_row_meets_and_patterns_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no row meets the recipe's `where`"):
        counted(tmp_path, STATUS, where={"status": "fine"})
    with pytest.raises(CaseError, match=r"where.status.matches '\(' is no regular expression"):
        counted(tmp_path, STATUS, where={"status": {"matches": "("}})
    with pytest.raises(
        SheetError, match=r"no column 'stat', which the recipe names for `where`.*did you mean 'status'"
    ):
        counted(tmp_path, STATUS, where={"stat": "ok"})


@pytest.mark.parametrize(
    ("stamps", "kept"),
    [
        (["2031-05-04 21:00", "2031-05-05 09:00"], 85),
        (["9", "10"], 85),
        (["10", "9"], 80),
        (["", "2031-05-05"], 85),
        (["2031-05-05", "2031-05-05"], None),
    ],
)
def test_the_latest_row_of_a_unit_counts(tmp_path: Path, stamps: list[str], kept: int | None) -> None:
    """Rows that are equally late stay both, and the check on units listed twice has them."""
    text = f"station,made,Ana,Bo\nS1,{stamps[0]},80,70\nS2,,60,90\nS1,{stamps[1]},85,70\n"
    found = counted(tmp_path, text, latest="made")
    if kept is None:
        assert "unit_is_listed_twice_with_different_figures" in told(found)
    else:
        assert dict(zip(found.sheets.frame["unit"], found.sheets.frame["votes:ana"], strict=True)) == {
            "S1": kept,
            "S2": 60,
        }
        assert len(told(found)["row_is_older_than_another_of_its_unit"]) == 1


def test_dates_whose_order_is_not_that_of_their_letters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="'04/05/2031' in column 'made' is neither a number nor a date"):
        counted(tmp_path, "station,made,Ana,Bo\nS1,04/05/2031,80,70\nS1,05/05/2031,85,70\n", latest="made")


@pytest.mark.parametrize(
    ("cut", "units"),
    [
        ({"of": "place", "split": "_", "part": 2}, ["4", ""]),
        ({"of": "place", "split": "_", "part": -1}, ["7", "South"]),
        ({"of": "place", "pattern": r"\d+$", "pad": 3}, ["007", ""]),
        ({"of": "place", "pattern": r"^(\w)", "pad": 0}, ["N", "S"]),
        ({"of": ["place", "table"]}, ["North_4_7-1", "South-2"]),
    ],
)
def test_a_column_is_cut_from_others(tmp_path: Path, cut: dict[str, Any], units: list[str]) -> None:
    text = "place,table,Ana,Bo\nNorth_4_7,1,80,70\nSouth,2,60,90\n"
    found = counted(tmp_path, text, unit=["made"], columns={"made": cut})
    assert found.sheets.frame["unit"].to_list() == units


def test_a_joined_file_must_have_each_key_once(tmp_path: Path) -> None:
    (tmp_path / "rolls.csv").write_text("station,roll\nS1,300\nS1,310\n")
    text, join = "station,Ana,Bo\nS1,80,70\nS2,60,90\n", {"join": [{"path": "rolls.csv", "on": "station"}]}
    with pytest.raises(SheetError, match=r"rolls.csv, lines 2, 3: the file has a key twice"):
        counted(tmp_path, text, registered="roll", **join)
    (tmp_path / "rolls.csv").write_text("station,roll\nS1,300\n")
    found = counted(tmp_path, text, registered="roll", **join)
    assert found.sheets.frame["registered"].to_list() == [300, None]
    assert "1 of 2 rows have no row in 'rolls.csv'" in told(found)["row_has_no_row_in_the_joined_file"][0]


def test_a_stated_total_is_held_against_its_parts_where_all_are_given(tmp_path: Path) -> None:
    text = "station,a1,a2,a,Bo\nS1,1,2,3,0\nS2,1,2,4,0\nS3,1,,9,0\n"
    found = counted(tmp_path, text, votes={"ana": ["a1", "a2"], "bo": "Bo"}, stated={"ana": "a"})
    assert told(found)["stated_total_is_not_the_sum_of_its_parts"] == ["ana: the parts add to 3, stated are 4"]


def test_a_header_further_down_is_found_and_told(tmp_path: Path) -> None:
    text = "Results of Norland\nmade today,,,\nstation,roll,Ana,Bo\nS1,300,80,70\n"
    found = counted(tmp_path, text)
    assert found.sheets.frame["row"].to_list() == [4]
    assert told(found) == {"header_is_further_down": ["the columns that the recipe names stand on line 3"]}


def test_a_line_of_fixed_width_that_is_longer_is_refused_with_its_line(tmp_path: Path) -> None:
    recipe = {"names": ["station", "Ana", "Bo"], "widths": [3, 4, 3]}
    assert counted(tmp_path, "S1  80 70\n\nS2  60 90\n", "x.dat", **recipe).sheets.frame["row"].to_list() == [1, 3]
    with pytest.raises(SheetError, match=r"x.dat, line 2: the line is longer than the 10 characters"):
        counted(tmp_path, "S1  80 70\nS2  60 900 1\n", "x.dat", **recipe)


def test_a_join_in_which_no_row_has_a_partner_is_refused_with_both_keys(tmp_path: Path) -> None:
    (tmp_path / "rolls.csv").write_text("station,roll\n001,300\n")
    join = {"join": [{"path": "rolls.csv", "on": "station"}]}
    with pytest.raises(
        SheetError, match=r"no row has a row in 'rolls.csv': the first key here is '1', and there '001'"
    ):
        counted(tmp_path, "station,Ana,Bo\n1,80,70\n", registered="roll", **join)


def test_rows_without_a_full_key_are_no_copies_of_each_other(tmp_path: Path) -> None:
    found = counted(tmp_path, "station,made,Ana,Bo\n,1,80,70\n,2,85,70\n", latest="made")
    assert found.sheets.frame["votes:ana"].to_list() == [80, 85]


def test_votes_of_no_unit_are_no_total_whatever_they_are_called(tmp_path: Path) -> None:
    text = "station,Ana,Bo\nS1,80,70\nS2,60,90\nTotal by post,140,160\n"
    found = counted(tmp_path, text, no_unit={"station": "Total by post"})
    assert [c.votes for c in found.tally.candidates] == [320, 280]


@pytest.mark.parametrize(
    ("recipe", "told"),
    [
        ({"columns": {"k": {"of": "station", "part": 2}}}, "columns.k.part is 2 and there is no split"),
        ({"columns": {"k": {"of": "station", "split": "-", "part": 0}}}, "columns.k.part is 0"),
        ({"stated": {"valid": "Bo"}}, "stated.valid has no parts to be held against"),
        (
            {"columns": {"Ana": {"of": "station"}}},
            "columns.Ana is made by the recipe and the file has a column of that name",
        ),
    ],
)
def test_a_key_that_would_do_nothing_is_refused(tmp_path: Path, recipe: dict[str, Any], told: str) -> None:
    with pytest.raises(CaseError, match=told):
        counted(tmp_path, "station,Ana,Bo\nS1,80,70\n", **recipe)


def test_two_parts_of_one_file_are_two_sources_and_the_same_part_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("station,kind,Ana,Bo\nS1,day,80,70\nS1,post,5,6\n")

    def source(kind: str) -> SheetSource:
        return SheetSource(
            path="x.csv",
            published_by="Board",
            interest="none known",
            unit=["station", "kind"],
            where={"kind": kind},
            votes=VOTES,
        )

    assert count(make_case(source("day"), source("post")), tmp_path).tally.sheets == 2
    with pytest.raises(CaseError, match="two \\[\\[sheets\\]\\] name the same file"):
        count(make_case(source("day"), source("day")), tmp_path)


@pytest.mark.parametrize(
    ("key", "value"),
    [("worksheet", "Results"), ("rows", "a/*"), ("contest", "mayor")],
    ids=["worksheet", "rows", "contest"],
)
def test_a_key_of_another_format_is_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(SheetError, match=f"the recipe says `{key}`, which says nothing of a .csv file"):
        counted(tmp_path, "station,Ana,Bo\nS1,80,70\n", **{key: value})
