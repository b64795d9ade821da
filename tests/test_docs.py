"""The documents say what the code does: these tests fail when a check, a key, a rule or a link is left out or wrong."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import polars as pl
import pytest
from tests.weighing.worded import weigh

from recuento.case.case_file import named_recipes
from recuento.counting.checks import CHECKS
from recuento.counting.once import POLICY
from recuento.records import comparison, contest, counted, said, text, verdict
from recuento.records.contest import AnnouncedCoverage, Announcement, Candidate, Case, Contest
from recuento.records.counted import Sheets
from recuento.records.recipe import SheetSource
from recuento.records.text import Record
from recuento.records.verdict import VerdictKind, Weighing
from recuento.weighing.rules import RULES

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def page(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """What stands in a document under a heading, up to the next of its level or above."""
    level = heading.split(maxsplit=1)[0]
    match = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", page(name), re.M | re.S)
    assert match is not None, f"{name} has no {heading!r}"
    return match[1]


def rows(table: str) -> list[list[str]]:
    """The cells of each row of the tables in a text whose first cell is code, without its backquotes."""
    lines = re.findall(r"^\| `.*\|$", table, re.M)
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def keys(table: str) -> set[str]:
    """What the first cells of the tables in a text name."""
    return {row[0].strip("` ") for row in rows(table)}


def models(*modules: object) -> list[type[Record]]:
    """The records that modules define, without those that only serve as a base."""
    found = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value.__module__ == getattr(module, "__name__", "")
    ]
    return [m for m in found if m not in (Record, said.Located)]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_relative_link_leads_to_a_file(name: str) -> None:
    """A link within the repository leads to a file or folder that exists, and its anchor to a heading."""
    for link in LINK.findall(page(name)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), f"{name} links to {link}"
        if anchor and target.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, link


def test_every_check_on_sheets_is_documented_as_it_is() -> None:
    """docs/counting.md has each check, in order, with its severity and the sentence that its finding says."""
    listed = rows(section("docs/counting.md", "## Checks"))
    assert [row[0].strip("`") for row in listed] == [check.__name__ for check in CHECKS]
    for check, (_, severity, explain) in zip(CHECKS, listed, strict=True):
        known = _closed_over(check)
        assert (severity, explain) == (known["severity"], known["explain"]), check.__name__


def _closed_over(check: object) -> dict[str, object]:
    """The severity and the sentence that a check was made with."""
    code, cells = check.__code__, check.__closure__  # type: ignore[attr-defined]
    return {name: cell.cell_contents for name, cell in zip(code.co_freevars, cells, strict=True)}


def test_what_is_done_with_duplicates_is_documented_in_its_own_words() -> None:
    """docs/counting.md states the policy on units listed more than once."""
    assert POLICY in " ".join(page("docs/counting.md").split())


@pytest.mark.parametrize("model", models(said, text, counted, verdict, comparison), ids=lambda m: m.__name__)
def test_every_key_of_every_record_is_documented(model: type[Record]) -> None:
    """docs/records.md has a table for each record with exactly its keys."""
    assert keys(section("docs/records.md", f"### {model.__name__}")) == set(model.model_fields)


def test_every_act_and_verdict_has_its_word_in_the_documents() -> None:
    """Each kind of act is in docs/records.md, each verdict in docs/weighing.md."""
    for act in said.ActKind:
        assert f"`{act.value}`" in section("docs/records.md", "### Act")
    assert keys(section("docs/weighing.md", "## Verdicts")) == {kind.value for kind in VerdictKind}


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## [contest]", contest.Contest),
        ("## [[candidates]]", contest.Candidate),
        ("## [[announcements]]", contest.Announcement),
        ("## [[sheets]]", contest.SheetSource),
    ],
)
def test_every_key_of_a_case_is_documented(heading: str, model: type[Record]) -> None:
    """docs/case.md has exactly the keys of each block, and says of each whether it is needed."""
    listed = rows(section("docs/case.md", heading))
    assert {row[0].strip("`") for row in listed} == set(model.model_fields)
    needed = {row[0].strip("`") for row in listed if row[1].strip("| ") == "yes"}
    assert needed == {key for key, field in model.model_fields.items() if field.is_required()}


def test_the_keys_of_an_announced_coverage_are_documented() -> None:
    """docs/case.md names each key of `coverage`."""
    for key in contest.AnnouncedCoverage.model_fields:
        assert re.search(rf"`{key}\b", section("docs/case.md", "## [[announcements]]")), key


def test_every_act_is_in_the_table_of_stances() -> None:
    """docs/reading.md derives stances exactly as the reader does."""
    from recuento.reading.reactions.stances import STANCE_OF

    listed = {row[0].strip("`"): row[1].strip("`") for row in rows(section("docs/reading.md", "### Stances"))}
    assert listed == {act.value: stance.value for act, stance in STANCE_OF.items()}


def examples() -> list[tuple[str, str]]:
    """The patterns of docs/reading.md that have a sentence for an example (a description begins with a small letter)."""
    found = [(row[0], re.sub(r" \(.*\)$", "", row[-1])) for row in rows(section("docs/reading.md", "## Patterns"))]
    return [(by.strip("`"), text) for by, text in found if re.match(r'["A-Z]', text) and by.count("`") == 2]


@pytest.mark.parametrize(("by", "sentence"), examples())
def test_each_example_is_read_by_the_pattern_it_stands_for(by: str, sentence: str) -> None:
    """The sentence beside a pattern gives, when it is read by itself, a record that the pattern found."""
    from recuento.reading.reading import read

    records = read(sentence).located()
    assert by in {getattr(record, "found_by", None) or getattr(record, "by", None) for record in records}


def test_every_pattern_with_sentences_of_its_own_is_documented() -> None:
    rules = tomllib.loads((Path(__file__).parent / "reading" / "rules.toml").read_text("utf-8"))
    patterns = section("docs/reading.md", "## Patterns")
    assert [by for named in rules.values() for by in named if f"`{by}`" not in patterns] == []


def test_the_rules_are_documented_in_their_order() -> None:
    """docs/weighing.md has the table of rules as it is, strongest first."""
    listed = [(row[0].strip("`"), row[1].strip("`")) for row in rows(section("docs/weighing.md", "## Rules"))]
    assert listed == [(rule.name, rule.kind.value) for rule in RULES]


# --- the worked example of docs/weighing.md ---------------------------------------------------------------------------

SHEETS = {"A1": (40, 30), "A2": (20, 50), "A3": (30, 40)}


def worked_example(ana: int, bo: int) -> Weighing:
    """Five tables of 100 voters, three sheets, and an announcement at a rounded 80%."""
    case = Case(
        contest=Contest(name="Example", country="XXA", date=dt.date(2031, 5, 4), authority="Board", units=5, roll=500),
        candidates=(Candidate(id="ana", name="Ana"), Candidate(id="bo", name="Bo")),
        announcements=(
            Announcement(
                id="first",
                at=dt.datetime(2031, 5, 4, 23, tzinfo=dt.UTC),
                coverage=AnnouncedCoverage(percent=80, exact=False),
                votes={"ana": ana, "bo": bo},
                winner="ana",
                source="Board",
            ),
        ),
        sheets=(
            SheetSource(
                path="example.csv", published_by="Bo's campaign", interest="campaign", unit=["T"], votes={"ana": "A"}
            ),
        ),
    )
    columns = {
        "unit": list(SHEETS),
        "source": ["example.csv"] * 3,
        "row": [2, 3, 4],
        "region": [["all"]] * 3,
        "sheets": [1] * 3,
        "registered": [100] * 3,
        "ballots": [70] * 3,
        "valid": [70] * 3,
        "invalid": [0] * 3,
        "votes:ana": [votes[0] for votes in SHEETS.values()],
        "votes:bo": [votes[1] for votes in SHEETS.values()],
    }
    return weigh(case, Sheets(pl.DataFrame(columns), ("ana", "bo")), None, [])


def test_the_bounds_of_the_worked_example_are_what_the_code_computes() -> None:
    """The table of bounds and what Ana needs, figure by figure."""
    bounds = worked_example(170, 120).bounds
    assert bounds is not None
    assert bounds.needed is not None
    told = section("docs/weighing.md", "## A worked example")
    for candidate, name in (("ana", "Ana"), ("bo", "Bo")):
        (low, high), (least, most) = bounds.votes[candidate], bounds.shares[candidate]
        assert f"| {name} | {low} | {high} | {least:.2f}% | {most:.2f}% |" in told
    needed = bounds.needed
    assert (needed.votes, needed.turnout, f"{needed.share:.2f}") == (31, 15.5, "61.07")
    assert needed.best_counted["lead"] == 0
    for figure in ("= 31 in", "15.5%", "61.07%", "a lead of 0"):
        assert figure in " ".join(told.split())


@pytest.mark.parametrize(
    ("ana", "bo", "feasible", "alone", "jointly"),
    [(170, 120, True, None, None), (190, 60, False, 80.0, 80.0), (280, 60, False, 80.0, 0.0)],
)
def test_the_announcements_of_the_worked_example_come_out_as_told(
    ana: int, bo: int, feasible: bool, alone: float | None, jointly: float | None
) -> None:
    """The three announcements, with the coverage from which on each is impossible; Ana's win is contradicted."""
    weighing = worked_example(ana, bo)
    report = weighing.announcements[0]
    assert (report.feasible, report.break_even_coverage, report.break_even_jointly) == (feasible, alone, jointly)
    assert f"*Ana {ana}, Bo {bo}.*" in page("docs/weighing.md")
    assert [v.kind for v in weighing.verdicts if v.claim == "winner"] == [VerdictKind.CONTRADICTED]


def test_every_named_recipe_is_in_the_table() -> None:
    """docs/recipes.md lists the recipes that recuento has."""
    assert keys(section("docs/recipes.md", "## Recipes by name")) == set(named_recipes())
