"""Files as authorities really published them, each read by a recipe alone: every independently computed total, to the vote.

The files are third-party data and not in this repository; without them these tests are skipped.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.counting.elections import make_case

from recuento.case.case_file import named_recipes
from recuento.counting import Counted, count
from recuento.records.recipe import SheetSource

DATA = Path(os.environ.get("RECUENTO_SHARED", Path(__file__).parents[3] / "shared")) / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not at hand")


def counted(folder: str, path: str, votes: dict[str, Any], **recipe: Any) -> Counted:
    source = SheetSource(path=path, published_by="Authority", interest="none known", votes=votes, **recipe)
    return count(make_case(source, candidates=tuple(votes)), DATA / folder)


def totals(folder: str) -> Any:
    return json.loads((DATA / folder / "totals.json").read_text(encoding="utf-8"))


def ids(names: list[str]) -> dict[str, str]:
    """Candidate ids to names of columns."""
    return {f"c{i}": name for i, name in enumerate(names)}


def votes_of(found: Counted, names: dict[str, str]) -> dict[str, int]:
    return {names[c.id]: c.votes for c in found.tally.candidates}


def errors(found: Counted) -> dict[str, int]:
    return {f.check: f.count for f in found.tally.findings if f.severity == "error"}


@pytest.mark.parametrize("path", ["final_computo.csv", "trep-2019-10-20-1940.csv.zip", "trep-2019-10-21-1829.csv.zip"])
def test_bolivia_final_count_and_quick_count_in_a_zip(path: str) -> None:
    told = totals("bolivia-2019")["views"][path]
    names = ids(list(told["votes"]))
    found = counted(
        "bolivia-2019", path, names, unit=["Número Mesa"], registered="Inscritos", blank="Blancos", null="Nulos"
    )
    assert votes_of(found, names) == told["votes"]
    assert (found.tally.sheets, found.tally.registered) == (told["stations"], told["registered"])
    assert (found.tally.blank, found.tally.null) == (told["blank"], told["null"])
    assert found.tally.invalid == told["blank"] + told["null"]
    assert errors(found) == {}


def test_paraguay_one_row_a_list_at_a_table() -> None:
    told = totals("paraguay-2023-long")
    names = ids(["1", "3", "911"])
    found = counted(
        "paraguay-2023-long",
        "mesas_ejemplo.csv",
        names,
        where={"codigo_candidatura": "1"},
        long={"option": "numero_lista", "count": "total_votos"},
        unit=["local_electoral", "numero_mesa"],
        ballots="total_votantes",
    )
    assert {f"1/{name}": votes for name, votes in votes_of(found, names).items()} == told["votes"]
    assert found.tally.sheets == told["units_by_contest"]["1"]
    assert found.tally.ballots == told["voters_by_contest"]["1"]


def test_bogota_units_in_columns() -> None:
    told = totals("bogota-2018-transposed")
    rows = told["rows"]
    names = ids([n for n in rows if n not in {"Nulos", "No_Marcados", "Potencial votantes"}])
    found = counted(
        "bogota-2018-transposed",
        "Votacion_Bogota_Unificada.csv",
        names,
        transposed=True,
        unit=["unit"],
        registered="Potencial votantes",
        null="Nulos",
        contested="No_Marcados",
    )
    assert votes_of(found, names) == {n: int(rows[n]["sum_of_localities"]) for n in names.values()}
    assert found.tally.sheets == told["localities"]
    assert found.tally.registered == int(rows["Potencial votantes"]["sum_of_localities"])
    assert found.tally.null == int(rows["Nulos"]["sum_of_localities"])
    assert [f.count for f in found.tally.findings if f.check == "row_is_a_total"] == [1]


@pytest.mark.parametrize("hour", ["hour-01", "hour-15", "hour-29"])
@pytest.mark.parametrize("office", ["PRESIDENT PHILIPPINES", "VICE-PRESIDENT PHILIPPINES"])
def test_philippines_nested_json_one_file_a_region(hour: str, office: str) -> None:
    """The totals at hand add up all files, also those of the whole nation; without these it is the regions alone."""
    told = totals("philippines-2022-json")[hour]["contests"][office]
    names = ids(list(told))
    recipe: dict[str, Any] = {
        "member": "*.json",
        "rows": "result/*/candidates/*",
        "long": {"option": "name", "count": "vote_count"},
        "unit": ["location_code"],
    }
    every = counted("philippines-2022-json", hour, names, where={"contest": office}, totals="counted", **recipe)
    assert votes_of(every, names) == told
    regions = {"contest": office, "location_code": {"is_not": "NATIONAL"}}
    nation = {"contest": office, "location_code": "NATIONAL"}
    parts = [
        votes_of(counted("philippines-2022-json", hour, names, where=w, **recipe), names) for w in (regions, nation)
    ]
    assert {name: sum(p[name] for p in parts) for name in told} == told


def test_russia_stations_in_a_zip_and_electronic_votes_beside() -> None:
    told = totals("russia-2024")["views"]
    names = ids(list(told["2024.csv.zip"]["votes"]))
    columns = {
        "registered": "Число избирателей, включенных в список избирателей",
        "valid": "Число действительных избирательных бюллетеней",
        "invalid": "Число недействительных избирательных бюллетеней",
    }
    found = counted("russia-2024", "2024.csv.zip", names, unit=["region", "tik", "uik"], region=["region"], **columns)
    stations = told["2024.csv.zip"]
    assert votes_of(found, names) == stations["votes"]
    assert found.tally.sheets == stations["stations"] - stations["stations_without_data"]
    assert (found.tally.valid, found.tally.invalid) == (stations["valid"], stations["invalid"])
    assert errors(found) == {}
    electronic = told["2024-electronic-voting.csv"]
    every = {"region": {"matches": "."}}
    apart = counted("russia-2024", "2024-electronic-voting.csv", names, unit=["region"], no_unit=every, **columns)
    assert votes_of(apart, names) == electronic["votes"]
    assert (apart.tally.sheets, apart.tally.registered) == (0, electronic["registered"])


@pytest.mark.parametrize("path", ["chile_election_2021.csv", "chile_election_2021.parquet"])
def test_chile_the_clean_control_has_no_error(path: str) -> None:
    told = totals("chile-2021-r1")["views"]["chile_election_2021.csv"]
    names = ids(list(told["votes"]))
    key = ["REGION", "ELECTORAL.DISTRICT", "BALLOT.BOX"]
    found = counted("chile-2021-r1", path, names, unit=key, region=key[:2], blank="BLANK.VOTES", null="NULL.VOTES")
    assert votes_of(found, names) == told["votes"]
    assert (found.tally.sheets, found.tally.blank, found.tally.null) == (told["stations"], told["blank"], told["null"])
    assert errors(found) == {}


@pytest.mark.parametrize("ending", ["json", "xml"])
@pytest.mark.parametrize("report", ["err-2022-11-08-Massachusetts-Cambridge", "synthetic-err-gen-01"])
def test_nist_reports_every_contest_in_both_encodings(report: str, ending: str) -> None:
    view = totals("us-cambridge-2022-general")["views"][f"{report}.json"]
    contests = [c for c in view["contests"] if c["type"] == "CandidateContest"]
    assert contests
    for contest in contests:
        names = ids(list(contest["selections"]))
        found = counted("us-cambridge-2022-general", f"{report}.{ending}", names, contest=contest["id"], unit=["unit"])
        leaves = {s: leaf_votes(told["counts"]) for s, told in contest["selections"].items()}
        assert votes_of(found, names) == leaves, contest["id"]
        assert errors(found) == {}, contest["id"]


def leaf_votes(counts: dict[str, int]) -> int:
    """The votes of leaf units: the kind of unit that is the scope of the election repeats them where there are others."""
    return sum(n for kind, n in counts.items() if len(counts) == 1 or not kind.startswith("other/"))


@pytest.mark.parametrize(
    ("name", "folder", "path", "view"),
    [
        ("bolivia-computo-2019", "bolivia-2019", "final_computo.csv", "final_computo.csv"),
        ("bolivia-trep-2019", "bolivia-2019", "trep-2019-10-21-1829.csv.zip", "trep-2019-10-21-1829.csv.zip"),
        ("chile-presidencial-2021-1", "chile-2021-r1", "chile_election_2021.parquet", "chile_election_2021.csv"),
        ("russia-president-2024", "russia-2024", "2024.csv.zip", "2024.csv.zip"),
        ("russia-president-2024-electronic", "russia-2024", "2024-electronic-voting.csv", "2024-electronic-voting.csv"),
    ],
)
def test_a_named_recipe_reads_the_file_that_it_is_for(name: str, folder: str, path: str, view: str) -> None:
    recipe = tomllib.loads(named_recipes()[name]) | {"role": "count"}
    found = counted(folder, path, recipe.pop("votes"), **recipe)
    told = totals(folder)["views"][view]
    assert sorted(c.votes for c in found.tally.candidates) == sorted(told["votes"].values())
    assert found.tally.sheets == told.get("stations", 0) - told.get("stations_without_data", 0)
    assert errors(found) == {}
