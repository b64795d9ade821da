"""Real elections, as they were published, to the vote. Read where they lie; skipped where they do not.

Expected totals were computed independently of recuento with the standard library (each folder's totals.json);
those of Venezuela were added up with awk over the same file.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from recuento.counting import count
from recuento.records.contest import Candidate, Case, Contest
from recuento.records.counted import Tally
from recuento.records.recipe import SheetSource

from .elections import checks_found, found


def make_case(country: str, recipe: dict[str, Any], **contest: Any) -> Case:
    """A case with one source of sheets."""
    source = SheetSource(published_by="as published", interest="see its README", **recipe)
    return Case(
        contest=Contest(name="President", country=country, date=dt.date(2024, 1, 1), authority="authority", **contest),
        candidates=tuple(Candidate(id=c, name=c) for c in recipe["votes"]),
        sheets=(source,),
    )


def folder_of(shared: Path, name: str) -> Path:
    """The folder of one election, or a skip."""
    folder = shared / "data" / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not among the shared test data")
    return folder


def votes_by_column(tally: Tally, columns: dict[str, str]) -> dict[str, int]:
    """The tally's votes under the names of the file's columns."""
    return {columns[c.id]: c.votes for c in tally.candidates}


VENEZUELA = {
    "path": "RESULTADOS_2024_CSV_V1.csv",
    "unit": ["CENTRO:9", "MESA:2"],
    "region": ["EDO", "MUN", "PAR"],
    "registered": "RE",
    "valid": "VOTOS_VALIDOS",
    "invalid": ["VOTOS_NULOS"],
    "votes": {c.lower(): c for c in ("EG", "NM", "LM", "JABE", "JOBR", "AE", "CF", "DC", "EM", "BERA")},
}


def test_venezuela_2024(shared: Path) -> None:
    """24,532 tables without a flaw, and the known totals."""
    case = make_case("VEN", VENEZUELA, units=30026, roll=21321783)
    counted = count(case, folder_of(shared, "ve2024"))
    tally = counted.tally
    assert (tally.sheets, tally.registered, tally.valid, tally.invalid) == (24532, 17745239, 10659128, 1139)
    assert {c.id: c.votes for c in tally.candidates} == {
        "eg": 7156462,
        "nm": 3241461,
        "lm": 84446,
        "ae": 49603,
        "bera": 37408,
        "em": 25570,
        "jobr": 21583,
        "jabe": 19966,
        "cf": 12321,
        "dc": 10308,
    }
    assert checks_found(tally) == {"share_is_far_from_those_of_its_region"}, "places to look, and nothing wrong"
    assert tally.coverage.units == 100 * 24532 / 30026
    assert tally.sources[0].sha256 == "fd2712796bf8ec77dfe02e07cd864882c93f4079238c2d21b822b7b9a999f8ea"
    assert [sum(len(r.path) == level for r in tally.regions) for level in (1, 2)] == [24, 326]
    assert counted.sheets.frame["unit"].str.len_chars().unique().to_list() == [12]


def test_bolivia_2019(shared: Path) -> None:
    """No column of valid votes: it is the sum of the nine options."""
    folder = folder_of(shared, "bolivia-2019")
    expected = json.loads((folder / "totals.json").read_text())["views"]["final_computo.csv"]
    columns = {f"p{i}": name for i, name in enumerate(expected["votes"])}
    recipe = {
        "path": "final_computo.csv",
        "unit": ["Número Mesa"],
        "region": ["País", "Departamento", "Provincia", "Municipio", "Localidad"],
        "registered": "Inscritos",
        "valid": list(columns.values()),
        "invalid": ["Blancos", "Nulos"],
        "votes": columns,
    }
    tally = count(make_case("BOL", recipe), folder).tally
    assert (tally.sheets, tally.registered, tally.valid) == (34555, expected["registered"], expected["valid"])
    assert tally.invalid == expected["blank"] + expected["null"]
    assert votes_by_column(tally, columns) == expected["votes"]
    assert checks_found(tally) == {
        "every_figure_is_zero",
        "share_is_far_from_those_of_its_region",
        "votes_of_two_candidates_may_be_exchanged",
    }
    exchanged = found(tally, "votes_of_two_candidates_may_be_exchanged")
    assert {row.unit for row in exchanged.rows} == {"51352"}, "MAS-IPSP 2 and 21F 125, of lines beside each other"
    assert found(tally, "every_figure_is_zero").count == 4


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_chile_2021(shared: Path, kind: str) -> None:
    """Both formats alike; the noise between votes and voters is a warning in as many tables as known, not an error."""
    folder = folder_of(shared, "chile-2021-r1")
    totals = json.loads((folder / "totals.json").read_text())
    expected = totals["views"]["chile_election_2021.csv"]
    columns = {name.lower(): name for name in expected["votes"]}
    recipe = {
        "path": f"chile_election_2021.{kind}",
        "unit": ["REGION", "ELECTORAL.DISTRICT", "BALLOT.BOX"],
        "region": ["REGION"],
        "ballots": ["X18.19", "X20.29", "X30.39", "X40.49", "X50.59", "X60.69", "X70.79", "X80."],
        "valid": list(columns.values()),
        "invalid": ["BLANK.VOTES", "NULL.VOTES"],
        "votes": columns,
    }
    tally = count(make_case("CHL", recipe), folder).tally
    assert (tally.sheets, tally.valid, tally.ballots) == (46606, expected["valid"], expected["voters_by_age"])
    assert tally.invalid == expected["blank"] + expected["null"]
    assert votes_by_column(tally, columns) == expected["votes"]
    by_region = {r.path[0]: {columns[c]: v for c, v in r.candidates.items()} for r in tally.regions}
    assert by_region == totals["votes_by_region"]
    assert checks_found(tally) == {"valid_plus_invalid_are_not_ballots"}
    noise = found(tally, "valid_plus_invalid_are_not_ballots")
    assert (noise.severity, noise.count) == ("warning", expected["votes_over_voters"] + expected["votes_under_voters"])


def russian_columns(expected: dict[str, Any]) -> dict[str, str]:
    """The candidates' columns by id."""
    return {f"c{i}": name for i, name in enumerate(expected["votes"])}


RUSSIA = {
    "registered": "Число избирателей, включенных в список избирателей",
    "ballots": [
        "Число избирательных бюллетеней в переносных ящиках для голосования",
        "Число бюллетеней в стационарных ящиках для голосования",
    ],
    "valid": "Число действительных избирательных бюллетеней",
    "invalid": "Число недействительных избирательных бюллетеней",
}


def test_russia_2024_stations(shared: Path, tmp_path: Path) -> None:
    """The stations listed without figures are found, one by one, and are neither zeros nor sheets."""
    folder = folder_of(shared, "russia-2024")
    expected = json.loads((folder / "totals.json").read_text())["views"]["2024.csv.zip"]
    with zipfile.ZipFile(folder / "2024.csv.zip") as archive:
        archive.extract("2024.csv", tmp_path)
    columns = russian_columns(expected)
    recipe = {
        "path": "2024.csv",
        "unit": ["region", "tik", "uik"],
        "region": ["region", "tik"],
        "votes": columns,
    } | RUSSIA
    tally = count(make_case("RUS", recipe), tmp_path).tally
    assert tally.sources[0].rows == expected["stations"]
    assert tally.sheets == expected["stations"] - expected["stations_without_data"]
    assert found(tally, "unit_is_listed_without_figures").count == expected["stations_without_data"]
    assert (tally.registered, tally.valid, tally.invalid) == tuple(
        expected[f] for f in ("registered", "valid", "invalid")
    )
    assert votes_by_column(tally, columns) == expected["votes"]
    assert checks_found(tally) == {"unit_is_listed_without_figures", "share_is_far_from_those_of_its_region"}


def test_russia_2024_electronic_voting(shared: Path) -> None:
    """Rows that sum an unknown number of sheets add to the votes and not to the sheets."""
    folder = folder_of(shared, "russia-2024")
    expected = json.loads((folder / "totals.json").read_text())["views"]["2024-electronic-voting.csv"]
    columns = russian_columns(expected)
    recipe = {
        "path": "2024-electronic-voting.csv",
        "granularity": "aggregate",
        "unit": ["region"],
        "votes": columns,
    } | RUSSIA
    tally = count(make_case("RUS", recipe), folder).tally
    assert (tally.sheets, tally.coverage.units) == (None, None)
    assert tally.sources[0].rows == expected["regions"]
    assert (tally.registered, tally.valid, tally.invalid) == tuple(
        expected[f] for f in ("registered", "valid", "invalid")
    )
    assert votes_by_column(tally, columns) == expected["votes"]
