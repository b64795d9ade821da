"""The examples: the real case holds counted facts, and in the invented one every finding and verdict fits the truth.

`sanlorenzo` is an invented country: truth.json beside it says how everybody voted and which rows were corrupted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import runpy
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.weighing.worded import weigh

from recuento._console import Code
from recuento.case import load
from recuento.cli import main
from recuento.counting import Counted, count
from recuento.reading import read_many
from recuento.records.contest import AnnouncedCoverage, Announcement, Case
from recuento.records.said import Reading
from recuento.records.verdict import VerdictKind, Weighing

EXAMPLES = Path(__file__).parents[1] / "examples"
VENEZUELA = EXAMPLES / "ve2024"
SAN_LORENZO = EXAMPLES / "sanlorenzo"

CHECK_OF_KIND = {
    "unit twice, conflicting": "unit_is_listed_twice_with_different_figures",
    "unit twice, identical": "unit_is_listed_twice_alike",
    "candidates do not add to valid": "candidates_do_not_add_to_valid",
    "valid and null exceed registered": "valid_plus_invalid_exceed_registered",
    "text in a number cell": "cell_is_not_a_whole_number",
    "negative cell": "count_is_negative",
    "missing cell": "figure_is_missing",
}
AGAINST = {VerdictKind.IMPOSSIBLE, VerdictKind.CONTRADICTED}
IN_FAVOUR = {VerdictKind.CONFIRMED, VerdictKind.CONSISTENT}


@pytest.mark.parametrize("folder", [VENEZUELA, SAN_LORENZO], ids=lambda f: f.name)
def test_every_example_is_a_case(folder: Path) -> None:
    """Its case.toml loads, its articles are there, and a README says what it is."""
    case = load(folder)
    assert case.announcements
    assert case.sheets
    assert list((folder / "articles").glob("*.txt"))
    assert (folder / "README.md").is_file()


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line by line but for where they break, so that no figure or verdict in it is out of date."""
    folder = tmp_path / "ve2024"
    shutil.copytree(VENEZUELA, folder, ignore=shutil.ignore_patterns("out"))
    assert main(["run", str(folder), "--quiet"]) == Code.WELL
    printed = " ".join(capsys.readouterr().out.split())
    readme = (EXAMPLES.parent / "README.md").read_text("utf-8")
    shown = re.search(r"`make demo` ends with\s+```\n(.*?)\n```", readme, re.DOTALL)
    assert shown is not None
    lines, dossier = shown[1].rsplit("\n", 1)
    assert " ".join(lines.split()) in printed
    assert dossier.split() == ["Dossier", "examples/ve2024/out/dossier.html"]


def test_no_example_links_to_images_of_sheets() -> None:
    """Images carry names and identity numbers: no file of an example has a web address in it."""
    texts = [p for p in EXAMPLES.rglob("*") if p.suffix in {".csv", ".txt", ".toml", ".json"}]
    shipped = [
        p for p in texts if p.name != "RESULTADOS_2024_CSV_V1.csv" and "out" not in p.relative_to(EXAMPLES).parts
    ]
    assert shipped
    assert [p.name for p in shipped if re.search(r"https?://|\.jpe?g", p.read_text("utf-8"))] == []


# --- Venezuela 2024 -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def venezuela() -> Case:
    return load(VENEZUELA)


def sums_only(case: Case) -> Case:
    """The case with the totals by municipality as its only source."""
    return case.model_copy(update={"sheets": tuple(s for s in case.sheets if s.derived_from)})


def test_the_announced_figures_add_up_to_what_was_announced(venezuela: Case) -> None:
    """The bulletins' counts are those of 10,058,774 and 12,335,884 valid votes."""
    valid = [sum(a.votes.values()) + (a.others or 0) for a in venezuela.announcements]
    assert valid == [10_058_774, 12_335_884]


def test_the_municipalities_add_up_to_the_sheets(venezuela: Case) -> None:
    """Totals of the 24,532 sheets as their README gives them, and the two main candidates' votes."""
    tally = count(sums_only(venezuela), VENEZUELA).tally
    votes = {c.id: c.votes for c in tally.candidates}
    assert (tally.sheets, tally.registered, tally.invalid) == (24_532, 17_745_239, 1_139)
    assert (votes["gonzalez"], votes["maduro"]) == (7_156_462, 3_241_461)
    assert sum(votes.values()) == tally.valid
    assert [f for f in tally.findings if f.severity != "note"] == []


@pytest.fixture(scope="module")
def full_sheets(shared: Path) -> Path:
    """The published file of sheets, row by row."""
    path = shared / "data" / "ve2024" / "RESULTADOS_2024_CSV_V1.csv"
    if not path.is_file():
        pytest.skip(f"{path.name} is not among the shared test data")
    return path


def test_the_municipalities_are_those_of_the_sheets(full_sheets: Path) -> None:
    """The script gives the shipped bytes again from the file whose hash the README beside them states."""
    make = runpy.run_path(str(VENEZUELA / "make_totals.py"))
    shipped = VENEZUELA / "sheets" / "totals_by_municipality.csv"
    assert make["totals_by_municipality"](full_sheets).write_csv().encode() == shipped.read_bytes()
    digest = hashlib.sha256(full_sheets.read_bytes()).hexdigest()
    assert digest in (VENEZUELA / "sheets" / "README.md").read_text("utf-8")


def test_the_largest_table_is_that_of_the_sheets(venezuela: Case, full_sheets: Path) -> None:
    """`unit_roll_max` is the largest number of registered voters on any sheet."""
    assert pl.read_csv(full_sheets)["RE"].max() == venezuela.contest.unit_roll_max


def test_the_sums_count_like_the_sheets(venezuela: Case, full_sheets: Path, tmp_path: Path) -> None:
    """With the full file in the folder it is counted and the sums are not; the tally is the same either way."""
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / full_sheets.name).symlink_to(full_sheets)
    (sheets / "totals_by_municipality.csv").symlink_to(VENEZUELA / "sheets" / "totals_by_municipality.csv")
    whole, sums = count(venezuela, tmp_path).tally, count(sums_only(venezuela), VENEZUELA).tally
    assert [Path(s.path).name for s in whole.sources] == [full_sheets.name]
    told = {"sheets", "registered", "valid", "invalid", "candidates", "coverage"}
    assert whole.model_dump(include=told) == sums.model_dump(include=told)


def test_the_sums_alone_still_decide_who_could_have_won(venezuela: Case) -> None:
    """3,915,001 votes ahead with 3,576,544 voters missing: the announced winner is ruled out without the full file."""
    counted = count(sums_only(venezuela), VENEZUELA)
    weighed = weigh(venezuela, counted.sheets, counted.tally, [])
    assert weighed.bounds
    assert weighed.bounds.winner.possible == ("gonzalez",)
    winners = [v for v in weighed.verdicts if v.claim == "winner"]
    assert {v.kind for v in winners} == {VerdictKind.IMPOSSIBLE}


# --- San Lorenzo ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def invented() -> Case:
    return load(SAN_LORENZO)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAN_LORENZO / "truth.json").read_text("utf-8"))
    return data


@pytest.fixture(scope="module")
def counted(invented: Case) -> Counted:
    return count(invented, SAN_LORENZO)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    pages = list(read_many([SAN_LORENZO / "articles"]))
    readings = [page for page in pages if isinstance(page, Reading)]
    assert len(readings) == len(pages) == 3
    return readings


@pytest.fixture(scope="module")
def weighed(invented: Case, counted: Counted, readings: list[Reading]) -> Weighing:
    return weigh(invented, counted.sheets, counted.tally, readings)


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    """Every generated file is the shipped one, and no shipped case file, sheet or article is from elsewhere."""
    assert runpy.run_path(str(SAN_LORENZO / "make.py"))["main"]([str(tmp_path)]) == 0
    made = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    for path in made:
        assert (tmp_path / path).read_bytes() == (SAN_LORENZO / path).read_bytes(), path
    folders = [SAN_LORENZO / "articles", SAN_LORENZO / "sheets"]
    assert {p.relative_to(SAN_LORENZO) for folder in folders for p in folder.iterdir()} <= made


def test_the_count_finds_exactly_the_corrupted_rows(counted: Counted, truth: dict[str, Any]) -> None:
    """Each corrupted row is found by the check for its kind and no other, and no honest row is found."""
    planted = {(CHECK_OF_KIND[row["kind"]], row["line"], row["unit"]) for row in truth["corrupted_rows"]}
    found = [(finding.check, row.row, row.unit) for finding in counted.tally.findings for row in finding.rows]
    assert sorted(found) == sorted(planted)
    assert {kind for kind, _, _ in planted} == set(CHECK_OF_KIND.values())


def test_each_table_is_counted_once(counted: Counted, truth: dict[str, Any], invented: Case) -> None:
    """A table listed twice is one sheet; the contest has as many tables and voters as there are."""
    assert counted.tally.sheets == truth["published_tables"]
    assert (invented.contest.units, invented.contest.roll) == (truth["tables"], truth["registered"])


def test_the_bounds_hold_the_truth(weighed: Weighing, truth: dict[str, Any]) -> None:
    """In spite of the corrupted rows, votes and shares over all tables lie within the bounds, and the winner too."""
    bounds = weighed.bounds
    assert bounds
    for candidate, votes in truth["votes"].items():
        low, high = bounds.votes[candidate]
        assert low <= votes <= high
        low_share, high_share = bounds.shares[candidate]
        assert low_share <= 100 * votes / truth["valid"] <= high_share
    assert bounds.winner.possible == (truth["winner"],)


def test_the_false_announcement_is_impossible(weighed: Weighing, truth: dict[str, Any], invented: Case) -> None:
    """It and the sheets cannot both be right, and whom it declares the winner cannot have won."""
    (announcement,) = invented.announcements
    assert announcement.winner != truth["winner"]
    (report,) = weighed.announcements
    assert report.feasible is False
    own = [v for v in weighed.verdicts if v.source == announcement.source]
    assert {v.kind for v in own if v.claim in {"winner", "announcement"}} == {VerdictKind.IMPOSSIBLE}


def test_the_articles_tell_the_announcement(weighed: Weighing) -> None:
    """From the articles come the declared winner and the true winner's own claim, with opposite verdicts."""
    winners = {(v.says.split(" won", 1)[0], v.kind) for v in weighed.verdicts if v.claim == "winner" and v.article}
    assert winners == {
        ("Tomás Ibarreta", VerdictKind.IMPOSSIBLE),
        ("Elena Rocavado", VerdictKind.CONFIRMED),
    }


def test_no_verdict_contradicts_the_truth(weighed: Weighing, invented: Case, truth: dict[str, Any]) -> None:
    """No true claim is ruled out or contradicted; no false one is confirmed, and a false winner is always refuted.

    Shares and counts are held against the vote at all tables.
    """
    names = {c.name: c.id for c in invented.candidates}
    for verdict in weighed.verdicts:
        candidate = next((i for name, i in names.items() if verdict.says.startswith(name)), None)
        if verdict.claim == "winner":
            assert verdict.kind in (IN_FAVOUR if candidate == truth["winner"] else AGAINST)
        elif verdict.kind is VerdictKind.CONFIRMED:
            assert candidate
            assert is_true(verdict.says, candidate, truth)
        elif verdict.kind in AGAINST and candidate:
            assert not is_true(verdict.says, candidate, truth)


def is_true(says: str, candidate: str, truth: dict[str, Any]) -> bool:
    """Whether a verdict's claim ("... has 55.3% of the valid votes", "... has 40,780 votes") is what really happened."""
    votes = truth["votes"][candidate]
    places = {"first": 1, "second": 2, "third": 3}
    if place := re.match(r"\D+ came (first|second|third)", says):
        return places[place[1]] == 1 + sum(v > votes for v in truth["votes"].values())
    if share := re.match(r"\D+([\d.]+)% of the (?:valid votes|vote)", says):
        decimals = len(share[1].partition(".")[2])
        return bool(round(100 * votes / truth["valid"], decimals) == float(share[1]))
    number = re.match(r"\D+([\d,]+) votes", says)
    assert number, says
    return bool(int(number[1].replace(",", "")) == votes)


def test_a_true_announcement_is_not_ruled_out(invented: Case, counted: Counted, truth: dict[str, Any]) -> None:
    """Had the authority announced how the tables it counted really voted, nothing would speak against it."""
    honest = truth["honest_announcement"]
    percent = 100 * honest["tables"] / truth["tables"]
    announcement = Announcement(
        id="honest",
        at=dt.datetime(2031, 5, 5, tzinfo=dt.UTC),
        coverage=AnnouncedCoverage(percent=percent),
        votes=honest["votes"],
        shares={c: round(100 * n / sum(honest["votes"].values()), 2) for c, n in honest["votes"].items()},
        winner=truth["winner"],
        source="what the Electoral Tribunal did not say",
    )
    case = invented.model_copy(update={"announcements": (announcement,)})
    found = weigh(case, counted.sheets, counted.tally, [])
    (report,) = found.announcements
    assert report.feasible is True
    assert all(check.holds is not False for check in report.checks)
    assert [v.text for v in found.verdicts if v.kind in AGAINST] == []


def test_the_reactions_are_read(weighed: Weighing) -> None:
    """Governments that congratulate, ask for sheets, refuse or only take note are each told as what they do."""
    assert {(r.country, r.stance) for r in weighed.reactions} >= {
        ("RUS", "recognises"),
        ("CHN", "recognises"),
        ("BOL", "recognises"),
        ("BRA", "questions"),
        ("EU", "questions"),
        ("ARG", "rejects"),
        ("NOR", "neutral"),
    }
