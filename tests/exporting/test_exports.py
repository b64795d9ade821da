"""Exports are read back by their own readers: every row, its types, its keys, its place in the text."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.cases_invented import make_case
from tests.exporting.nist_format import faults

from recuento.case import load
from recuento.case.exporting import TARGETS, capitals, export
from recuento.case.journal import Journal, digest_of_verdict
from recuento.case.run import count_sheets, run, weigh
from recuento.cli import main
from recuento.records.frames import KINDS_OF_READINGS
from recuento.records.journal import Decision
from recuento.records.said import Reading

ARTICLE = """MINTOWN, May 5 (Sample Wire) - Brazil congratulated Ana Prueba on winning the presidential election in Norway.

“We won,” Ana Prueba told reporters.

Ana Prueba won the election with 61.5% of the vote, the Electoral Board said.
"""
CASE = """[contest]
name = "President of Norland"
country = "NOR"
date = 2031-05-04
authority = "Electoral Board"
candidates_complete = true
units = 3
roll = 900
[[candidates]]
id = "ana"
name = "Ana Prueba"
[[candidates]]
id = "beto"
name = "Beto Ensayo"
[[announcements]]
id = "first"
at = 2031-05-05T01:00:00Z
shares = { ana = 61.5 }
source = "the board"
[[sheets]]
path = "sheets/sheets.csv"
published_by = "Watchers"
interest = "none known"
unit = ["t"]
region = ["r"]
registered = "roll"
valid = "valid"
votes = { ana = "A", beto = "B" }
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = "t,r,roll,valid,A,B\n=1+1,North,300,200,120,80\n2,South,300,180,90,95\n"
    return make_case(tmp_path_factory.mktemp("case"), sheets=rows, toml=CASE, articles={"one.txt": ARTICLE})


def test_parquet_has_a_typed_table_for_each_kind(case: Path, tmp_path: Path) -> None:
    tables = {p.stem: pl.read_parquet(p) for p in export(case, "parquet", tmp_path)}
    assert {"articles", "quotations", "results", "stances", "sheets", "verdicts", "candidates", "findings"} <= set(
        tables
    )
    assert tables["results"].schema["share"] == pl.Float64
    assert tables["sheets"].select("unit", "votes_ana").rows() == [("=1+1", 120), ("2", 90)]
    text = tables["articles"]["text"][0]
    for kind in set(KINDS_OF_READINGS) & set(tables) - {"articles", "actors"}:
        for row in tables[kind].iter_rows(named=True):
            assert row["article"] == tables["articles"]["id"][0]
            assert kind == "quotations" or text[row["start"] : row["end"]] == row["text"]


def test_csv_says_the_same_and_holds_no_formula(case: Path, tmp_path: Path) -> None:
    export(case, "csv", tmp_path)
    with (tmp_path / "sheets.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == ["'=1+1", "2"]
    assert [row["votes_beto"] for row in rows] == ["80", "95"]


def test_a_data_package_describes_every_column_as_it_is(case: Path, tmp_path: Path) -> None:
    """Each cell of each file is of the type that the schema says; each foreign key points at a row."""
    export(case, "datapackage", tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    rows: dict[str, list[dict[str, str]]] = {}
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows[resource["name"]] = list(reader)
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == list(reader.fieldnames or ())
        for row in rows[resource["name"]]:
            for field in fields:
                cell = row[field["name"]]
                if cell and field["type"] == "integer":
                    int(cell)
                elif cell and field["type"] == "number":
                    float(cell)
                elif cell and field["type"] == "boolean":
                    assert cell in {"true", "false"}
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            there = {row[key["reference"]["fields"]] for row in rows[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in rows[resource["name"]]} - {""} <= there


def test_a_database_has_keys_that_hold_and_is_searched(case: Path, tmp_path: Path) -> None:
    (place,) = export(case, "sqlite", tmp_path / "case.db")
    database = sqlite3.connect(place)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT sum(votes_ana) FROM sheets").fetchone() == (210,)
    assert database.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'congratulated'"
    ).fetchone() == (1,)
    joined = "SELECT count(*) FROM stances JOIN articles ON stances.article = articles.id"
    assert database.execute(joined).fetchone()[0] > 0
    database.close()


def test_an_annotation_finds_its_words_by_quotation_and_by_place(case: Path, tmp_path: Path) -> None:
    (place,) = export(case, "webannotation", tmp_path / "a.json")
    told = json.loads(place.read_text("utf-8"))
    items = told["first"]["items"]
    assert (told["@context"], told["total"]) == ("http://www.w3.org/ns/anno.jsonld", len(items))
    assert len({item["id"] for item in items}) == len(items) > 3
    for item in items:
        quote, position = item["target"]["selector"]
        assert ARTICLE[position["start"] : position["end"]] == quote["exact"]
        assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in ARTICLE


def test_stances_lie_at_capitals(case: Path, tmp_path: Path) -> None:
    (place,) = export(case, "geojson", tmp_path / "map.geojson")
    told = json.loads(place.read_text("utf-8"))
    brazil = next(f for f in told["features"] if f["properties"]["country"] == "BRA")
    longitude, latitude = brazil["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (-48, -16)
    assert len(capitals()) > 180


def test_events_are_rows_with_their_actors_by_name(case: Path, tmp_path: Path) -> None:
    (place,) = export(case, "plover", tmp_path / "events.csv")
    with place.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    events = pl.read_parquet(next(p for p in export(case, "parquet", tmp_path / "all") if p.stem == "events"))
    told = events.filter(~pl.col("negated") & ~pl.col("hypothetical"))
    assert [r["event_id"] for r in rows] == told["id"].to_list()
    assert any((r["actor_name"], r["actor_country"]) == ("Brazil", "BRA") for r in rows)


def test_a_crate_lists_every_file_with_its_digest(case: Path, tmp_path: Path) -> None:
    export(case, "rocrate", tmp_path)
    graph = json.loads((tmp_path / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    files = {e["@id"]: e for e in graph if e["@type"] == "File"}
    assert {f"{name}" for name in files} == {p.name for p in tmp_path.iterdir()} - {"ro-crate-metadata.json"}
    for name, entry in files.items():
        assert entry["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


def test_a_nist_report_is_counted_again_as_the_sheets_were(case: Path, tmp_path: Path) -> None:
    """By the reader of that format: the same votes by unit, and nothing where the sheet states nothing."""
    (place,) = export(case, "nist", tmp_path / "report.json")
    toml = CASE[: CASE.index("[[sheets]]")] + READS_THE_REPORT
    again = make_case(tmp_path / "again", sheets=None, toml=toml)
    (again / "sheets" / "report.json").write_bytes(place.read_bytes())
    one, other = (count_sheets(load(p), p).sheets.frame for p in (case, again))
    columns = ["unit", "registered", "votes:ana", "votes:beto"]
    assert one.select(columns).rows() == other.select(columns).rows()
    report = json.loads(place.read_text("utf-8"))
    assert (report["Status"], "BallotCounts" in report["Election"][0]) == ("unofficial-partial", False)


def test_a_nist_report_has_what_the_published_schema_asks_and_nothing_else(case: Path, tmp_path: Path) -> None:
    (place,) = export(case, "nist", tmp_path / "report.json")
    report = json.loads(place.read_text("utf-8"))
    assert faults(report) == []


@pytest.mark.parametrize(
    ("where", "key", "value", "fault"),
    [
        (("Election", 0, "Contest", 0), "ElectoralDistrictId", "whole", "CandidateContest has ElectoralDistrictId"),
        (("Election", 0, "Contest", 0), "ElectionDistrictId", "elsewhere", "points at elsewhere"),
        (("GpUnit", 0), "Type", "polling station", "ReportingUnit.Type is polling station"),
        ((), "Status", None, "ElectionReport has no Status"),
        ((), "GeneratedDate", "2031-03-02", "no instant"),
        (("Election", 0, "Contest", 0, "ContestSelection", 0, "VoteCounts", 0), "Count", "12", "no whole number"),
    ],
)
def test_what_breaks_the_format_is_found(
    case: Path, tmp_path: Path, where: tuple[Any, ...], key: str, value: Any, fault: str
) -> None:
    """So that the test before this one can fail."""
    (place,) = export(case, "nist", tmp_path / "report.json")
    report = json.loads(place.read_text("utf-8"))
    thing = report
    for step in where:
        thing = thing[step]
    if value is None:
        del thing[key]
    else:
        thing[key] = value
    assert any(fault in found for found in faults(report))


READS_THE_REPORT = """[[sheets]]
path = "sheets/report.json"
published_by = "Watchers"
interest = "none known"
unit = ["name"]
registered = "VotersRegistered"
votes = { ana = "Ana Prueba", beto = "Beto Ensayo" }
"""


@pytest.mark.parametrize("target", [t for t in TARGETS if t != "nist"])  # a report says when it was made
def test_the_same_case_gives_the_same_bytes(target: Any, case: Path, tmp_path: Path) -> None:
    one, other = (export(case, target, tmp_path / name) for name in ("a", "b"))
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_a_place_that_cannot_be_written_is_told_in_one_line(case: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["export", str(case), "--to", "csv", "--output", str(tmp_path / "file"), "--quiet"]) != 0
    assert capsys.readouterr().err.count("\n") == 1


def test_entities_are_valid_and_point_at_one_another(case: Path, tmp_path: Path) -> None:
    """Read by FollowTheMoney itself, which refuses unknown properties and values of another type."""
    from followthemoney import model

    export(case, "followthemoney", tmp_path / "ftm.jsonl")
    told = [json.loads(line) for line in (tmp_path / "ftm.jsonl").read_text("utf-8").splitlines()]
    entities = {e["id"]: model.get_proxy(e, cleaned=False) for e in told}
    assert len(entities) == len(told)
    for raw in told:
        entity = entities[raw["id"]]
        entity.schema.validate(raw)
        assert {p.name for p in entity.iterprops()} == set(raw["properties"])
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range)
    by_schema = {e.schema.name for e in entities.values()}
    assert {"Article", "PublicBody", "Person", "Event", "Documentation"} <= by_schema
    (brazil,) = [e for e in entities.values() if e.caption == "Brazil"]
    assert brazil.get("country") == ["br"]


def test_an_item_at_wikidata_is_the_one_that_the_case_gives_and_nobody_elses(case: Path, tmp_path: Path) -> None:
    place = tmp_path / "n"
    shutil.copytree(case, place)
    toml = (place / "case.toml").read_text("utf-8")
    told = toml.replace('name = "Ana Prueba"', 'name = "Ana Prueba"\nwikidata = "Q12345"')
    (place / "case.toml").write_text(told, encoding="utf-8")
    export(place, "followthemoney", tmp_path / "ftm.jsonl")
    entities = [json.loads(line) for line in (tmp_path / "ftm.jsonl").read_text("utf-8").splitlines()]
    known = {
        e["properties"]["name"][0]: e["properties"]["wikidataId"] for e in entities if "wikidataId" in e["properties"]
    }
    assert known == {"Ana Prueba": ["Q12345"]}


def test_a_draft_is_made_of_signed_verdicts_alone_with_the_reviewers_name(case: Path, tmp_path: Path) -> None:
    place = tmp_path / "n"
    shutil.copytree(case, place)
    export(place, "claimreview", tmp_path / "none.json")
    assert json.loads((tmp_path / "none.json").read_text("utf-8"))["@graph"] == []
    verdict = next(v for v in weigh(place).verdicts if v.article is not None)
    told = Decision(action="sign", subject="verdict", id=digest_of_verdict(verdict), why="done again by hand")
    Journal(place).decide("Ana Ruiz", told)
    Journal(place).decide("Beto", told.model_copy(update={"id": "0" * 16}))
    export(place, "claimreview", tmp_path / "drafts.json")
    review, article = json.loads((tmp_path / "drafts.json").read_text("utf-8"))["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["author"] == [{"@type": "Person", "name": "Ana Ruiz"}]
    assert review["creativeWorkStatus"] == "Draft"
    assert review["reviewRating"]["alternateName"] == verdict.kind.value
    assert review["claimReviewed"] == verdict.text
    assert review["itemReviewed"]["appearance"]["@id"] == article["@id"]
    assert article["@type"] == "NewsArticle"


def test_what_reviewers_decided_is_labelled_news_that_the_scorer_is_fitted_on(case: Path, tmp_path: Path) -> None:
    from evaluation.fit_stances import examples_in

    place = tmp_path / "n"
    shutil.copytree(case, place)
    export(place, "gold", tmp_path / "none")
    assert (tmp_path / "none" / "gold.jsonl").read_text("utf-8") == ""
    run(place)
    readings = [Reading.model_validate_json(x) for x in (place / "out" / "records.jsonl").read_bytes().splitlines()]
    stances = [s for r in readings for s in r.stances]
    for stance in stances:
        told = Decision(action="confirm", subject="record", id=stance.id, field="by", was=stance.by, why="so it says")
        Journal(place).decide("Ana", told)
    export(place, "gold", tmp_path / "gold")
    (labels,) = [json.loads(x) for x in (tmp_path / "gold" / "gold.jsonl").read_text("utf-8").splitlines()]
    assert [(s["actor_country"], s["stance"]) for s in labels["stances"]] == [("BRA", "recognises")]
    texts, examples = examples_in([tmp_path / "gold"])
    assert len(texts) == 1
    assert "recognises" in {e.label for e in examples}
