"""Who reads a case beside the rules: every verb tells what the last run told, and a pipeline is an installed package."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases_invented import make_case

from recuento.case.folder import load
from recuento.case.run import weigh_folder
from recuento.cli import main
from recuento.errors import CaseError, LanguageError
from recuento.reading.model_reader.endpoint import Endpoint
from recuento.reading.parse.installed import installed_pipelines
from recuento.reading.parse.pipeline import DEFAULT_PIPELINE, load_pipeline
from recuento.records.said import MODEL_ALONE, Reading

HERE = "http://127.0.0.1:9/v1"
TEXT = (
    "The Electoral Board declared Bruno Vega the winner of the presidential election in Norway on Sunday.\n\n"
    "Chile smelled burnt sugar in the tally sheets of the election.\n"
)
WORDS = "smelled burnt sugar"
MODEL_READER = f'\n[reader]\nmodel = "{HERE}"\nname = "test"\n'


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A model that sees a doubt where the words are, and what it was asked."""
    questions: list[str] = []

    def ask(_: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        question = json.loads(messages[1]["content"])
        questions.append(messages[1]["content"])
        if "stance" not in schema["properties"]:
            (who,) = set(schema["properties"]) & {"speaker", "candidate"}
            return json.dumps({who: "nobody", "words": ""})
        hit = WORDS in question["sentence"] and question["actor"] == "Chile"
        return json.dumps({"stance": "questions", "words": WORDS} if hit else {"stance": "none", "words": ""})

    monkeypatch.setattr(Endpoint, "ask", ask)
    return questions


def a_case(folder: Path, reader: str = "") -> Path:
    """A case of one article in which only a model sees what Chile says."""
    case = make_case(folder, articles={"a.txt": TEXT}, sheets=None)
    with (case / "case.toml").open("a", encoding="utf-8") as out:
        out.write(reader)
    return case


def by_model_alone(records: Path) -> Iterator[str]:
    """The ids of what the model alone reads."""
    for line in records.read_bytes().splitlines():
        yield from (s.id for s in Reading.model_validate_json(line).stances if s.by == MODEL_ALONE)


def run_with_a_model(case: Path) -> str:
    """The id of what the model alone read in a run that named it."""
    assert main(["run", str(case), "--quiet", "--model", HERE, "--model-name", "test"]) == 0
    (found,) = by_model_alone(case / "out" / "records.jsonl")
    return found


# --- every verb tells what the last run told ----------------------------------------------------------------------------


def test_what_a_model_read_in_the_last_run_is_exported_and_no_model_asked_again(
    asked: list[str], tmp_path: Path
) -> None:
    case = a_case(tmp_path / "n")
    found = run_with_a_model(case)
    before = len(asked)
    assert main(["export", str(case), "--to", "csv", "--output", str(tmp_path / "csv"), "--quiet"]) == 0
    with (tmp_path / "csv" / "stances.csv").open(encoding="utf-8-sig", newline="") as table:
        assert found in {row["id"] for row in csv.DictReader(table)}
    assert len(asked) == before


@pytest.mark.parametrize("verb", ["weigh", "ledger"])
def test_a_correction_of_what_a_model_read_fits_in_every_verb(verb: str, asked: list[str], tmp_path: Path) -> None:
    """A person confirms the record of a model; verbs that read without it would know no such record."""
    case = a_case(tmp_path / "n")
    found = run_with_a_model(case)
    rows = f"unit,id,field,from,to,why,who\n,{found},stance,questions,rejects,so it reads,A. Person\n"
    (case / "corrections.csv").write_text(rows, "utf-8")
    before = len(asked)
    assert main([verb, str(case), "--format", "json", "--output", str(tmp_path / "o.json"), "--quiet"]) == 0
    assert len(asked) == before


def test_an_article_that_came_after_the_run_is_read_by_the_rules_and_named(asked: list[str], tmp_path: Path) -> None:
    case = a_case(tmp_path / "n")
    run_with_a_model(case)
    (case / "articles" / "b.txt").write_text(TEXT.replace("Chile", "Peru"), "utf-8")
    before = len(asked)
    _, skipped, unanswered = weigh_folder(case)
    assert skipped == []
    assert len(asked) == before
    assert unanswered.startswith("the model's kept replies are too few; read by the rules alone: ")
    assert unanswered.endswith("b.txt")


def test_before_any_run_the_reader_that_the_case_names_is_asked(asked: list[str], tmp_path: Path) -> None:
    weigh_folder(a_case(tmp_path / "n", MODEL_READER))
    assert asked


# --- what a run would ask -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [["--model", HERE, "--model-name", "test"], []], ids=["told", "of the case"])
def test_a_dry_run_counts_the_calls_and_asks_and_writes_nothing(
    options: list[str], asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = a_case(tmp_path / "n", "" if options else MODEL_READER)
    assert main(["run", str(case), "--quiet", "--dry-run", *options]) == 0
    told = capsys.readouterr().out
    assert not asked
    assert not (case / "out").exists()
    assert main(["run", str(case), "--quiet", *options]) == 0
    assert told.startswith(f"1 articles, {len(asked)} calls, about ")


@pytest.mark.parametrize("option", [["--dry-run"], ["--model-calls", "3"]])
def test_where_no_model_is_named_nothing_can_be_counted_or_limited(
    option: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(a_case(tmp_path / "n")), "--quiet", *option]) == 2
    told = capsys.readouterr().err
    assert "[reader]" in told
    assert told.count("\n") == 1


# --- a pipeline ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", ["by the command", "by the case"])
def test_a_run_with_a_pipeline_says_which_and_is_verified_with_it(told: str, tmp_path: Path) -> None:
    of_the_case = told == "by the case"
    case = a_case(tmp_path / "n", f'\n[reader]\npipeline = "{DEFAULT_PIPELINE}"\n' if of_the_case else "")
    options = [] if of_the_case else ["--pipeline", DEFAULT_PIPELINE]
    assert main(["run", str(case), "--quiet", *options]) == 0
    versions = json.loads((case / "out" / "manifest.json").read_text("utf-8"))["versions"]
    assert versions["pipeline"] == f"{DEFAULT_PIPELINE} {installed_pipelines()[DEFAULT_PIPELINE]}"
    assert versions["reader"].endswith(f"+{versions['pipeline']}")
    assert main(["verify", str(case), "--quiet"]) == 0


def test_a_case_is_read_by_an_installed_pipeline_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder may hold anything tomorrow; and a case that comes from others brings none of its own."""
    case = a_case(tmp_path / "n")
    assert main(["run", str(case), "--quiet", "--pipeline", str(tmp_path)]) != 0
    assert "not an installed package" in capsys.readouterr().err
    assert not (case / "out").exists()
    with (case / "case.toml").open("a", encoding="utf-8") as out:
        out.write('\n[reader]\npipeline = "./mine"\n')
    with pytest.raises(CaseError, match="pipeline"):
        load(case)


@pytest.mark.parametrize("name", ["numpy", "pytest", "no_such_pipeline"])
def test_a_package_that_is_no_pipeline_is_not_imported(name: str, tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="is not installed"):
        load_pipeline(name)


def test_a_folder_with_a_broken_pipeline_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "es"', "utf-8")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = \n", "utf-8")
    with pytest.raises(LanguageError, match="cannot be loaded"):
        load_pipeline(str(tmp_path))


def test_pipelines_are_found_by_what_their_packages_announce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = tmp_path / "xx_invented-1.2.3.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: xx-invented\nVersion: 1.2.3\n", "utf-8")
    (about / "entry_points.txt").write_text("[spacy_models]\nxx_invented = xx_invented\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_pipelines()["xx_invented"] == "1.2.3"
    assert "xx_invented" not in sys.modules


@pytest.mark.parametrize("reader", ["[reader]", '[reader]\nmodel = "http://127.0.0.1:9/v1"', '[reader]\nname = "test"'])
def test_a_reader_names_a_whole_model_or_a_pipeline(reader: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="reader n"):
        load(a_case(tmp_path / "n", f"\n{reader}\n"))
