"""The proposed recipe: right where names or arithmetic tell, and honest about how sure it is."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.counting.elections import SHEETS, make_case

from recuento.case.case_file import parse_case
from recuento.counting import Counted, count
from recuento.counting.formats import Opening
from recuento.counting.inspecting import Draft, inspect_file
from recuento.counting.inspecting.roles import role_of
from recuento.errors import SheetError
from recuento.records.recipe import SheetSource

DATA = Path(os.environ.get("RECUENTO_SHARED", Path(__file__).parents[3] / "shared")) / "data"


def draft_of(folder: Path, text: str | bytes, name: str = "x.csv", **opening: Any) -> Draft:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return inspect_file(folder / name, Opening(**opening))


def counted(draft: Draft) -> Counted:
    """The file counted by the proposal as it stands."""
    recipe = draft.recipe() | {"path": Path(draft.path).name}
    source = SheetSource(published_by="Board", interest="none known", **recipe)
    return count(make_case(source, candidates=tuple(recipe["votes"])), Path(draft.path).parent)


def votes(draft: Draft) -> dict[str, int]:
    names = dict(draft.votes)
    return {names[c.id]: c.votes for c in counted(draft).tally.candidates}


def sure(draft: Draft) -> dict[str, str]:
    return {f.key: f.sure for f in draft.keys} | {"votes": draft.votes_found.sure}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Registered voters", "registered"),
        ("LISTA_NOMINAL", "registered"),
        ("QT_APTOS", "registered"),
        ("Число избирателей, включенных в список", "registered"),
        ("בעלי זכות בחירה", "registered"),
        ("rejected ballots", "invalid"),
        ("Недействительных бюллетеней", "invalid"),
        ("действительных бюллетеней", "valid"),
        ("Suffrages exprimés", "valid"),
        ("gültige", "valid"),
        ("suara tidak sah", "invalid"),
        ("Votos en blanco", "blank"),
        ("VotosNulos", "null"),
        ("Sandık No", "unit"),
        ("code_bureau", "unit"),
        ("Kabupaten", "region"),
        ("nm_votavel", "option"),
        ("Stimmen", "count"),
        ("Ana Ruiz", None),
        ("C1", None),
        ("Nuland", None),
    ],
)
def test_a_column_is_known_by_its_name_in_many_languages(name: str, role: str | None) -> None:
    assert role_of(name) == role


def test_candidates_are_the_columns_that_add_up_to_the_valid_votes(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, SHEETS.replace("ana,bo", "xx,yy"))
    assert votes(draft) == {"xx": 180, "yy": 141}
    assert sure(draft)["votes"] == "certain"
    assert draft.recipe()["unit"] == ["centre", "table"]
    assert draft.recipe()["region"] == ["state", "town"]


def test_a_sum_without_a_name_is_the_valid_votes(tmp_path: Path) -> None:
    text = SHEETS.replace("registered,ballots,valid,invalid", "a,b,c,d")
    draft = draft_of(tmp_path, text)
    assert draft.recipe()["valid"] == "c"
    assert votes(draft) == {"ana": 180, "bo": 141}


def test_what_no_name_and_no_sum_tells_is_a_guess_and_said_first(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "k,p,q\nA,80,71\nB,60,93\nC,11,12\n")
    assert sure(draft)["votes"] == "guess"
    assert "# TO CONFIRM: no column of valid, invalid or cast votes was recognised." in draft.toml().splitlines()


def test_encoding_title_lines_thousands_and_delimiter_are_found(tmp_path: Path) -> None:
    text = "Résultats de l'élection\n\nBureau;Inscrits;Exprimés;Évêque;Ruiz\nB1;1.210;900;500;400\nB2;2.300;1.800;1.000;800\n"
    draft = draft_of(tmp_path, text.encode("cp1252"))
    recipe = draft.recipe()
    assert recipe["thousands"] == "."
    assert recipe["header"] == 3
    assert sure(draft)["encoding"] == "likely"
    assert list(votes(draft).values()) == [1500, 1200]


def test_words_in_the_place_of_figures_are_marks_of_missing_ones(tmp_path: Path) -> None:
    rows = "".join(f"S{i},{i + 40},{i},{40}\n" for i in range(1, 9))
    draft = draft_of(tmp_path, f"station,valid,Ana,Bo\n{rows}S9,ILLEGIBLE,ILLEGIBLE,40\n")
    assert draft.recipe()["missing"] == ["ILLEGIBLE"]
    assert votes(draft) == {"Ana": 36, "Bo": 360}


def test_several_rows_of_names_are_one_header(tmp_path: Path) -> None:
    rows = "".join(f"S{i},{60 + i},{20},{60},{10 + i}\n" for i in range(4))
    draft = draft_of(tmp_path, f"Results,,,,\nStation,Ana,,Bo,\n,day,post,day,post\n{rows}")
    assert draft.recipe()["header"] == [2, 3]
    assert [name for _, name in draft.votes] == ["Ana / day", "Ana / post", "Bo / day", "Bo / post"]


def test_units_by_their_key_in_json_are_rows(tmp_path: Path) -> None:
    units = {f"S{i}": {"valid": 2 * i + 40, "votes": {"ana": i + 40, "bo": i}} for i in range(1, 6)}
    draft = draft_of(tmp_path, json.dumps({"made": "today", "data": units}), "x.json")
    assert draft.recipe()["rows"] == "data/*"
    assert draft.recipe()["unit"] == ["key"]
    assert votes(draft) == {"votes/ana": 215, "votes/bo": 15}


def test_of_two_columns_of_options_that_with_names_of_figures_is_taken(tmp_path: Path) -> None:
    rows = "".join(
        f"{s};{n};{name};{votes}\n"
        for s in (1, 2)
        for n, name, votes in ((13, "ANA", 80), (22, "BO", 70), (95, "Branco", 3), (96, "Nulo", 2))
    )
    draft = draft_of(tmp_path, "NR_SECAO;NR_VOTAVEL;NM_VOTAVEL;QT_VOTOS\n" + rows)
    assert draft.recipe()["long"] == {"option": "NM_VOTAVEL", "count": "QT_VOTOS"}
    assert (draft.recipe()["blank"], draft.recipe()["null"]) == ("Branco", "Nulo")
    assert votes(draft) == {"ANA": 160, "BO": 140}


def test_a_status_is_told_and_left_to_a_person(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "station,status,valid,Ana,Bo\nS1,ok,3,1,2\nS2,closed,0,0,0\nS3,ok,9,4,5\n")
    assert "no_sheet" not in draft.recipe()
    assert any("'ok', 'closed'" in doubt for doubt in draft.doubts)


def test_the_toml_is_a_case_once_it_is_filled_in(tmp_path: Path) -> None:
    """Names with quotation marks and backslashes, too."""
    text = 'station,valid,"Ana ""A"" Ruiz",Bo\\Holm\nS1,3,1,2\nS2,9,4,5\n'
    toml = draft_of(tmp_path, text).toml()
    contest = '[contest]\nname = "x"\ncountry = "NOR"\ndate = 2031-05-04\nauthority = "Board"\n'
    case = parse_case(contest + toml.replace("FILL IN", "Board"))
    assert set(case.sheets[0].votes.values()) == {'Ana "A" Ruiz', "Bo\\Holm"}
    assert [c["name"] for c in tomllib.loads(toml)["candidates"]] == ['Ana "A" Ruiz', "Bo\\Holm"]


@pytest.mark.parametrize("text", ["a,b\nx,y\n", "station,name\nS1,Alba\n"])
def test_a_file_without_votes_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SheetError, match="no column looks like votes"):
        draft_of(tmp_path, text)


@pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not at hand")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bolivia-2019/final_computo.csv", {"MAS - IPSP": 2889359, "CC": 2240920}),
        ("bolivia-2019/trep-2019-10-20-1940.csv.zip", {"MAS - IPSP": 2355644, "CC": 1950000}),
        ("bogota-2018-transposed/Votacion_Bogota_Unificada.csv", {"P_Alianza_Verde": 545572, "CASIYOUREN": 329}),
        ("chile-2021-r1/chile_election_2021.csv", {"C1": 1795691, "C2": 1953207, "C7": 898505}),
        ("paraguay-2023-long/mesas_ejemplo.csv", {"1": 77096, "3": 44100, "911": 25927}),
        ("philippines-2022-json/hour-01/OAV.json", {"MARCOS, BONGBONG (PFP)": None}),
        ("russia-2024/2024.csv.zip", {"Путин Владимир Владимирович": 65246672}),
        ("us-cambridge-2022-general/err-2022-11-08-Massachusetts-Cambridge.json", {"HEALEY AND DRISCOLL": 33312}),
        ("us-cambridge-2022-general/err-2022-11-08-Massachusetts-Cambridge.xml", {"DIEHL AND ALLEN": 2768}),
        ("ve2024/RESULTADOS_2024_CSV_V1.csv", {"EG": 7156462, "NM": 3241461}),
    ],
)
def test_published_files_are_read_right_by_the_proposal_alone(path: str, expected: dict[str, int | None]) -> None:
    found = votes(inspect_file(DATA / path, Opening()))
    assert {name: found[name] for name, n in expected.items() if n is not None} == {
        name: n for name, n in expected.items() if n is not None
    }
    assert set(expected) <= set(found)


def test_a_sum_that_fails_in_some_rows_is_likely_and_not_certain(tmp_path: Path) -> None:
    rows = "".join(f"S{i},{i + 40},{i},{40}\n" for i in range(1, 30))
    draft = draft_of(tmp_path, f"station,sum,Ana,Bo\n{rows}S30,99,1,40\n")
    assert draft.recipe()["valid"] == "sum"
    assert (sure(draft)["valid"], sure(draft)["votes"]) == ("likely", "likely")


def test_a_header_that_repeats_names_takes_the_candidates_from_the_cells_beside(tmp_path: Path) -> None:
    head = "Code bv;Inscrits;Votants;Exprimes;Rang;Nom;Prenom;Voix;% Voix;Rang;Nom;Prenom;Voix;% Voix"
    rows = [
        f"{i:04};{300 + i};{180 + 2 * i};{180 + 2 * i};1;Roux;Ana;{100 + i};5,{i:02};2;Blanc;Leo;{80 + i};4,{i:02}"
        for i in range(12)
    ]
    draft = draft_of(tmp_path, "\n".join([head, *rows]) + "\n")
    assert dict(draft.votes) == {"ana-roux": "Voix (1)", "leo-blanc": "Voix (2)"}
    assert draft.names == ("Ana Roux", "Leo Blanc")
    recipe = draft.recipe()
    assert (recipe["unit"], recipe["valid"], recipe["registered"]) == (["Code bv"], "Exprimes", "Inscrits")
    assert votes(draft) == {"Voix (1)": 1266, "Voix (2)": 1026}


def test_rows_of_a_candidate_on_two_lists_and_by_way_of_voting_are_added(tmp_path: Path) -> None:
    lines = ["precinct,county,candidate,party,mode,votes"]
    lists = {"Smith": ("Red", "Blue"), "Jones": ("Green",)}
    lines += [
        f"P{i},{county},{candidate},{party},{mode},{10 + i}"
        for county in ("Ash", "Elm")
        for i in range(6)
        for candidate, parties in lists.items()
        for party in parties
        for mode in ("absentee", "in person")
    ]
    draft = draft_of(tmp_path, "\n".join(lines) + "\n")
    recipe = draft.recipe()
    assert recipe["long"] == {"option": "candidate", "count": "votes", "repeated": "add"}
    assert recipe["unit"] == ["precinct", "county"]
    assert "'party' and 'mode' are added up" in draft.doubts[0]
    assert votes(draft) == {"Smith": 600, "Jones": 300}


def test_a_folder_is_read_by_its_most_common_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    for name in "ab":
        rows = "".join(f"{name}{i};{300 + i};{170 + 2 * i};{100 + i};{70 + i}\n" for i in range(9))
        (tmp_path / "parts" / f"{name}.csv").write_text("station;registered;valid;ana;bo\n" + rows)
    (tmp_path / "parts" / "readme.md").write_text("two files")
    draft = inspect_file(tmp_path / "parts", Opening())
    assert draft.recipe()["member"] == "*.csv"
    assert dict(draft.votes) == {"ana": "ana", "bo": "bo"}
    (tmp_path / "none").mkdir()
    with pytest.raises(SheetError, match="no files"):
        inspect_file(tmp_path / "none", Opening())
