"""`recuento count`, `weigh` and `run` on the command line: what they print, and one clear line for each bad input."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cases_invented import CASE, RECIPE, SHEETS, make_case

import recuento
from recuento import fetching
from recuento._console import Code
from recuento.case import load
from recuento.cli import main
from recuento.records.counted import Tally
from recuento.records.verdict import Weighing

HEADER, *ROWS = SHEETS.splitlines()


def test_count_prints_the_tally(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a pipe: json, totals and regions; the function of the same name gives the same record."""
    case = make_case(tmp_path / "case")
    assert main(["count", str(case)]) == Code.WELL
    tally = Tally.model_validate_json(capsys.readouterr().out)
    assert {c.id: c.votes for c in tally.candidates} == {"vega": 123, "soto": 207}
    assert recuento.count(case) == tally == recuento.count(load(case), folder=case)


def test_weigh_prints_the_weighing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a pipe: json with a verdict for each announced claim; the function of the same name gives the same record."""
    case = make_case(tmp_path / "case")
    assert main(["weigh", str(case), "--format", "json"]) == Code.WELL
    weighing = Weighing.model_validate_json(capsys.readouterr().out)
    assert {a.id for a in weighing.announcements} == {"first"}
    assert weighing.bounds is not None
    assert recuento.weigh(case).model_dump(mode="json") == weighing.model_dump(mode="json")


@pytest.mark.parametrize("verb", ["count", "weigh"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "parquet", "table"])
def test_every_format_can_be_written(tmp_path: Path, verb: str, form: str) -> None:
    """Both verbs write all formats, and nothing into the case."""
    case = make_case(tmp_path / "case")
    assert main([verb, str(case), "--format", form, "--output", str(tmp_path / "out")]) == Code.WELL
    assert (tmp_path / "out").stat().st_size
    assert not (case / "out").exists()


def test_run_ends_with_the_summary_and_the_place_of_the_dossier(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output: the answer, and last where the dossier is; nothing on standard error, no colour in a pipe."""
    case = make_case(tmp_path / "case")
    assert main(["run", str(case)]) == Code.WELL
    out, err = capsys.readouterr()
    assert "Bruno Vega" in out
    assert "".join(out.split()).endswith("".join(f"{case}/out/dossier.html".split()))
    assert "\x1b" not in out
    assert err == ""


# --- bad input ------------------------------------------------------------------------------------------------------


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that was said, with nothing printed beside it."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err


BAD_SHEETS = {
    "a missing column": (SHEETS.replace("soto", "sato", 1), ["sheets.csv", "soto"]),
    "headers twice": (SHEETS.replace("invalid", "valid", 1), ["sheets.csv", "valid"]),
    "an empty file": ("", ["sheets.csv"]),
    "a header alone": (f"{HEADER}\n", ["sheets.csv", "no rows"]),
}


@pytest.mark.parametrize("verb", ["count", "weigh", "run"])
@pytest.mark.parametrize("what", BAD_SHEETS)
def test_unusable_sheets_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, what: str) -> None:
    """File and column are named, the exit code is 2, nothing is written."""
    sheets, words = BAD_SHEETS[what]
    case = make_case(tmp_path / "case", sheets=sheets)
    assert main([verb, str(case)]) == Code.UNUSABLE
    line = told(capsys)
    assert all(word in line for word in words), line
    assert line.startswith(f"recuento: {case}/sheets/sheets.csv"), line
    assert not (case / "out").exists()


BAD_CASES = {
    "coverage over 100%": (CASE.replace('id = "first"', 'id = "first"\ncoverage = { percent = 120.0 }'), ["percent"]),
    "no contest": (CASE[CASE.index("[[candidates]]") :] + RECIPE, ["[contest] is missing"]),
    "a roll of no voters": (CASE.replace("roll = 600", "roll = 0"), ["contest.roll"]),
    "not TOML": (CASE.replace("roll = 600", "roll = 600 voters"), ["line 7, column 12", "not TOML"]),
    "a missing file": (CASE + RECIPE.replace("sheets.csv", "sheet.csv"), ["sheet.csv", "sheets.csv"]),
    "no recipe": (CASE[: CASE.index("[[announcements]]")], ["sheets"]),
}


@pytest.mark.parametrize("what", BAD_CASES)
def test_an_unusable_case_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """Place and mend are named, the exit code is 2, nothing is written."""
    toml, words = BAD_CASES[what]
    case = make_case(tmp_path / "case", toml=toml)
    for verb in ("count", "run"):
        assert main([verb, str(case)]) == Code.UNUSABLE
        line = told(capsys)
        assert str(case) in line
        assert ";" in line
    assert main(["count", str(case)]) == Code.UNUSABLE
    line = told(capsys)
    assert all(word in line for word in words), line
    assert not (case / "out").exists()


def test_no_case_folder_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is no case is told with how to make one."""
    for verb in ("count", "weigh", "run"):
        assert main([verb, str(tmp_path / "nowhere")]) == Code.UNUSABLE
        assert "recuento new" in told(capsys)


ODD_SHEETS = {
    "text in a number column": (SHEETS.replace("60,5,25,35", "60,5,many,35"), "many"),
    "a negative count": (SHEETS.replace("60,5,25,35", "60,5,-25,35"), "-25"),
    "a fraction of a vote": (SHEETS.replace("60,5,25,35", "60,5,25.5,35"), "25.5"),
    "more votes than voters": (SHEETS.replace("North,100,60", "North,50,60"), "50"),
    "a unit listed twice": (SHEETS + "7,1,North,100,60,5,26,34\n", "twice"),
}


@pytest.mark.parametrize("what", ODD_SHEETS)
def test_a_row_that_can_be_kept_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """The row is named with file and line, and the rest is counted, weighed and shown."""
    sheets, word = ODD_SHEETS[what]
    case = make_case(tmp_path / "case", sheets=sheets)
    code = main(["count", str(case)])
    out, err = capsys.readouterr()
    findings = json.loads(out)["findings"]
    wrong = any(finding["severity"] == "error" for finding in findings)
    assert code == (Code.ERRORS_FOUND if wrong else Code.WELL)
    assert err.startswith("recuento: the totals cannot be relied on: ") is wrong
    assert main(["count", str(case), "--allow-findings"]) == Code.WELL
    capsys.readouterr()
    rows = [row for finding in findings for row in finding["rows"]]
    assert any(row["source"] == "sheets/sheets.csv" and row["row"] in (2, 6) for row in rows)
    assert word in json.dumps(findings)
    assert main(["run", str(case)]) == Code.WELL


SMALL = {
    "one sheet": (CASE + RECIPE, "\n".join([HEADER, ROWS[0]]) + "\n"),
    "one candidate": (
        CASE.replace('[[candidates]]\nid = "soto"\nname = "Clara Soto"\n', "")
        .replace(", soto = 150", "")
        .replace(", soto = 33.33", "")
        + RECIPE.replace(', soto = "soto"', ""),
        SHEETS,
    ),
    "a roll smaller than the votes counted": (CASE.replace("roll = 600", "roll = 100") + RECIPE, SHEETS),
    "more sheets than units": (CASE.replace("units = 5", "units = 2") + RECIPE, SHEETS),
}


@pytest.mark.parametrize("what", SMALL)
def test_small_and_ill_fitting_cases_are_weighed(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """A case that is little, or whose totals do not fit its sheets, comes to a dossier and no traceback."""
    toml, sheets = SMALL[what]
    case = make_case(tmp_path / "case", toml=toml, sheets=sheets)
    assert main(["run", str(case)]) == Code.WELL
    weighed = json.loads((case / "out" / "verdicts.json").read_bytes())
    if "roll" in what or "units" in what:
        assert any(check["holds"] is False for check in weighed["checks"])
        assert {v["kind"] for v in weighed["verdicts"]} <= {"undetermined"}
    assert capsys.readouterr().err == ""


# --- fetching -------------------------------------------------------------------------------------------------------

CONTENT = b"a,b\n1,2\n"


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[fetching.Fetchable]:
    """A public file on a server of our own, known under the name "toy"."""
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "toy.csv").write_bytes(CONTENT)
    handler = functools.partial(_Silent, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        toy = fetching.Fetchable(
            file="toy.csv",
            about="a toy",
            url=f"http://127.0.0.1:{server.server_port}/toy.csv",
            bytes=len(CONTENT),
            sha256=hashlib.sha256(CONTENT).hexdigest(),
            licence="none",
        )
        monkeypatch.setattr(fetching, "fetchables", lambda: {"toy": toy})
        monkeypatch.setenv("NO_PROXY", "*")
        yield toy
        server.shutdown()


def test_fetch_brings_the_file_into_sheets(
    mirror: fetching.Fetchable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is in sheets/, whole; what it is and its terms are said; a second time nothing is downloaded."""
    place = tmp_path / "case" / "sheets" / "toy.csv"
    place.parent.parent.mkdir()
    for _ in range(2):
        assert main(["fetch", "toy", "--to", str(tmp_path / "case")]) == Code.WELL
        out, err = capsys.readouterr()
        assert place.read_bytes() == CONTENT
        assert out.splitlines() == [str(place), "a toy", f"SHA-256 {mirror.sha256}", "Terms: none"]
        assert err == ""
        (tmp_path / "served" / "toy.csv").unlink(missing_ok=True)


@pytest.mark.parametrize("served", [b"something else", None], ids=["another hash", "not there"])
def test_a_failed_download_writes_nothing(
    mirror: fetching.Fetchable, tmp_path: Path, capsys: pytest.CaptureFixture[str], served: bytes | None
) -> None:
    """Other bytes or no file: one line with the address and what to do, exit code 4, no file left."""
    path = tmp_path / "served" / "toy.csv"
    path.unlink() if served is None else path.write_bytes(served)
    (tmp_path / "case").mkdir()
    assert main(["fetch", "toy", "--to", str(tmp_path / "case")]) == Code.UNFETCHED
    line = told(capsys)
    assert mirror.url in line
    assert mirror.sha256 in line
    assert ("answered 404" in line) == (served is None)
    assert list((tmp_path / "case").rglob("*")) == []


def test_without_a_network_it_is_one_line(
    mirror: fetching.Fetchable, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No connection is told in words, without the innards of a library."""
    nobody = mirror.model_copy(update={"url": "http://127.0.0.1:9/toy.csv"})
    monkeypatch.setattr(fetching, "fetchables", lambda: {"toy": nobody})
    assert main(["fetch", "toy", "--to", str(tmp_path)]) == Code.UNFETCHED
    assert "the download failed (no connection)" in told(capsys)


def test_another_file_in_its_place_is_not_overwritten(
    mirror: fetching.Fetchable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody's own file of the same name stays."""
    mine = tmp_path / "sheets" / "toy.csv"
    mine.parent.mkdir()
    mine.write_text("mine")
    assert main(["fetch", "toy", "--to", str(tmp_path)]) == Code.UNFETCHED
    assert "another file stands here; move it away" in told(capsys)
    assert mine.read_text() == "mine"


def test_unknown_names_and_places_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names that can be fetched are told, and so is a folder that is not there."""
    assert main(["fetch", "ve2042"]) == Code.UNFETCHED
    assert "the names are ve2024" in told(capsys)
    assert main(["fetch", "ve2024", "--to", str(tmp_path / "nowhere")]) == Code.UNWRITABLE
    assert "is no folder" in told(capsys)


def test_the_sheets_of_venezuela_are_the_ones_that_are_known(shared: Path) -> None:
    """Size and hash in the list are those of the file among the shared test data."""
    known = fetching.fetchables()["ve2024"]
    data = (shared / "data" / "ve2024" / known.file).read_bytes()
    assert (known.bytes, known.sha256) == (len(data), hashlib.sha256(data).hexdigest())
