"""The command line: what goes out, what is said when something is wrong, and with which exit code.

Reading itself is tested elsewhere: here a stand-in gives readings and errors as the room of reading would.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import recuento
from recuento import _console
from recuento._console import Code
from recuento.cli import main
from recuento.errors import FetchError, LanguageError, OutputError, RecuentoError, TextError
from recuento.records.files import read_jsonl, save
from recuento.records.said import Reading

ROOT = Path(__file__).parents[1]
BAD = TextError("is empty", where="bad.txt", mend="remove it")

Found = list[Reading | RecuentoError]
Standing = Callable[..., dict[str, object]]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[[Found], dict[str, object]]:
    """Stands in for the room of reading: gives what it is told to, and notes how it was asked."""
    asked: dict[str, object] = {}

    def stand_in(found: Found) -> dict[str, object]:
        def read_many(inputs: list[str], **options: object) -> Iterator[Reading | RecuentoError]:
            asked.update(inputs=list(inputs), **options)
            yield from found

        module = types.ModuleType("recuento.reading.parallel")
        module.read_many = read_many  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "recuento.reading.parallel", module)
        return asked

    return stand_in


# --- what goes out --------------------------------------------------------------------------------------------------


def test_in_a_pipe_one_article_is_one_json_object(
    reading: Reading, found: Standing, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Without --format, what goes into a pipe is json, and nothing is said on standard error."""
    found([reading])
    assert main(["read", "a.txt"]) == Code.WELL
    out, err = capsysbinary.readouterr()
    assert json.loads(out)["article"]["title"] == reading.article.title
    assert err == b""


@pytest.mark.parametrize(
    "form", [["json"], ["jsonl"], ["table"], ["csv", "--kind", "acts"], ["parquet", "--kind", "acts"]], ids=" ".join
)
def test_output_to_a_file_is_what_would_be_printed(
    reading: Reading, found: Standing, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], form: list[str]
) -> None:
    """--output writes the same bytes that standard output would get, and prints nothing."""
    found([reading, reading])
    assert main(["read", "a.txt", "--format", *form]) == Code.WELL
    printed = capsysbinary.readouterr().out
    assert main(["read", "a.txt", "--format", *form, "--output", str(tmp_path / "out")]) == Code.WELL
    assert (tmp_path / "out").read_bytes() == printed
    assert capsysbinary.readouterr().out == b""


def test_the_ending_of_the_output_chooses_the_format(reading: Reading, found: Standing, tmp_path: Path) -> None:
    """said.csv is written as csv and said.jsonl as jsonl without --format; an unknown ending as json."""
    found([reading])
    for name in ("said.jsonl", "said.xyz"):
        assert main(["read", "a.txt", "-o", str(tmp_path / name)]) == Code.WELL
    assert main(["read", "a.txt", "--kind", "articles", "-o", str(tmp_path / "said.csv")]) == Code.WELL
    rows = csv.DictReader(io.StringIO((tmp_path / "said.csv").read_text()))
    assert next(rows)["source"] == "sample.txt"
    assert list(read_jsonl(tmp_path / "said.jsonl", Reading)) == [reading]
    assert json.loads((tmp_path / "said.xyz").read_text())["actors"]


def test_a_folder_gets_a_table_for_each_kind(reading: Reading, found: Standing, tmp_path: Path) -> None:
    found([reading])
    assert main(["read", "a.txt", "--format", "csv", "-o", str(tmp_path / "said")]) == Code.WELL
    rows = csv.DictReader(io.StringIO((tmp_path / "said" / "acts.csv").read_text()))
    assert next(rows)["actor_name"] == "Ida Holm"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--format", "csv"], "--kind stances"),
        (["--output", "said.csv"], "--kind stances"),
        (["--format", "csv", "--kind", "votes"], "there is no kind 'votes'"),
        (["--kind", "stances"], "--kind is for tables"),
    ],
)
def test_one_table_of_all_kinds_is_refused_in_one_line(
    reading: Reading, found: Standing, capsys: pytest.CaptureFixture[str], asked: list[str], says: str
) -> None:
    found([reading])
    assert main(["read", "a.txt", *asked]) == Code.UNUSABLE
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_options_reach_the_reading(reading: Reading, found: Standing) -> None:
    """Inputs, pipeline and processes are passed on as given."""
    asked = found([reading])
    assert main(["read", "a.txt", "dir/", "--pipeline", "en_x", "--processes", "2", "--quiet"]) == Code.WELL
    assert asked == {
        "inputs": ["a.txt", "dir/"],
        "stdin": None,
        "pipeline": "en_x",
        "processes": 2,
        "second": None,
        "gate": False,
    }


def test_stories_are_sought_only_where_they_are_asked_for(
    reading: Reading, found: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --stories each article says which story it tells, without it the key is null."""
    found([reading, reading.model_copy(update={"article": reading.article.model_copy(update={"source": "copy.txt"})})])
    assert main(["read", "a.txt", "b.txt", "--stories", "--format", "json"]) == Code.WELL
    first, second = json.loads(capsys.readouterr().out)
    assert first["story"]["id"] == second["story"]["id"]
    found([reading])
    assert main(["read", "a.txt", "--format", "json"]) == Code.WELL
    assert json.loads(capsys.readouterr().out)["story"] is None


def test_without_inputs_standard_input_is_read(
    reading: Reading, found: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cat article | recuento read` reads what comes in."""
    for args in (["read"], ["read", "a.txt", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff text")))
        asked = found([reading])
        assert main(args) == Code.WELL
        assert asked["inputs"] == (args[1:] or ["-"])
        assert asked["stdin"].read() == b"\xff text"  # type: ignore[attr-defined]


def test_explain_shows_the_text_with_its_records(
    reading: Reading, found: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    """--explain prints the text and, beneath it, each record with the rule that found it."""
    found([reading])
    assert main(["read", "a.txt", "--explain"]) == Code.WELL
    out = capsys.readouterr().out
    assert "Ida Holm, congratulated Bruno Vega on Sunday." in out
    assert "from acts" in out


def test_explain_html_writes_a_page_and_prints_no_records(
    reading: Reading, found: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--explain-html alone writes the page; with --format the records are printed too."""
    found([reading])
    page = tmp_path / "said.html"
    assert main(["read", "a.txt", "--explain-html", str(page)]) == Code.WELL
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert capsys.readouterr().out == ""
    assert main(["read", "a.txt", "--explain-html", str(page), "--format", "json"]) == Code.WELL
    assert json.loads(capsys.readouterr().out)["article"]


@pytest.mark.parametrize("what", ["read", "count", "weigh", "case"])
def test_schema_prints_a_json_schema(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each schema is an object's, names its dialect, and says which keys are always there."""
    assert main(["schema", what]) == Code.WELL
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["type"] == "object"
    assert schema["required"]


def test_the_schema_of_read_holds_every_key_of_a_reading(reading: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    """What `read` writes has exactly the keys that its schema requires."""
    main(["schema", "read"])
    assert json.loads(capsys.readouterr().out)["required"] == list(reading.model_dump())


def test_new_names_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`new` prints the paths it made, the case.toml first; a second time it refuses."""
    assert main(["new", str(tmp_path / "c")]) == Code.WELL
    assert capsys.readouterr().out.splitlines()[0] == str(tmp_path / "c" / "case.toml")
    assert main(["new", str(tmp_path / "c")]) == Code.UNUSABLE
    assert capsys.readouterr().err == f"recuento: {tmp_path}/c/case.toml: is there already; name another folder\n"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints name and number."""
    assert main(["--version"]) == Code.WELL
    assert re.fullmatch(r"recuento \d+\.\d+\.\d+\n", capsys.readouterr().out)


# --- when something is wrong ----------------------------------------------------------------------------------------


def test_a_bad_article_among_many_is_skipped_and_named_at_the_end(
    reading: Reading, found: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are written; each skipped input is one line on standard error; the exit code is 1."""
    found([BAD, reading, TextError("holds no text", where="worse.pdf"), reading])
    assert main(["read", "dir/", "--format", "jsonl"]) == Code.SKIPPED
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.splitlines() == [
        "recuento: bad.txt: is empty; remove it",
        "recuento: worse.pdf: holds no text",
        "recuento: 2 inputs skipped",
    ]


def test_files_of_a_folder_that_are_no_articles_are_named_in_one_line(
    reading: Reading, found: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are no error; but a report left in a format that is not read should not go unnoticed."""
    found([reading])
    for name in "abcdefg":
        (tmp_path / f"{name}.docx").write_text("")
    (tmp_path / "a.txt").write_text("")
    assert main(["read", str(tmp_path), "--format", "jsonl"]) == Code.WELL
    named = ", ".join(f"{tmp_path}/{name}.docx" for name in "abcde")
    assert capsys.readouterr().err == f"recuento: passed over 7 files that are no article by name: {named} and 2 more\n"


@pytest.mark.parametrize("count", [1, 2])
def test_where_nothing_can_be_read_nothing_is_written(
    found: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    """If every input is bad, each is named, the exit code is 2, and an old output stands."""
    found([BAD] * count)
    old = tmp_path / "out.json"
    old.write_text("old")
    assert main(["read", "bad.txt", "-o", str(old)]) == Code.UNUSABLE
    assert capsys.readouterr().err.count("\n") == count
    assert old.read_text() == "old"


def test_a_folder_without_articles_is_named(found: Standing, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is nothing to read, that is said."""
    found([])
    assert main(["read", "empty/"]) == Code.UNUSABLE
    assert capsys.readouterr().err == "recuento: empty/: nothing to read there\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LanguageError("no pipeline for 'xx'"), Code.UNUSABLE),
        (FetchError("the hash differs"), Code.UNFETCHED),
        (OutputError("no room"), Code.UNWRITABLE),
    ],
)
def test_each_error_is_one_line_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: RecuentoError, code: Code
) -> None:
    """An error that a verb raises is one line, never a traceback."""

    def failing(*_args: object, **_options: object) -> None:
        raise error

    module = types.ModuleType("recuento.reading.parallel")
    module.read_many = failing  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "recuento.reading.parallel", module)
    assert main(["read", "x"]) == code
    assert capsys.readouterr().err == f"recuento: {error}\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["reed"], "No such command 'reed'"),
        (["read", "--formt", "json"], "No such option: --formt"),
        (["read", "--format", "xml"], "Invalid value for '--format'"),
        (["read", "a", "--processes", "0"], "greater than or equal to 1"),
        (["schema"], "Missing argument"),
        (
            ["schema", "nothing"],
            "'nothing' is not one of 'read', 'count', 'weigh', 'compare', 'seats', 'seats-against', 'ledger', 'audit', 'audit-inputs', 'forensics', 'case'",
        ),
        (["read", "a", "--explain", "--format", "json"], "--explain and --format both want standard output"),
    ],
)
def test_wrong_usage_is_one_line_that_points_to_help(
    args: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage ends with 2, one line, and where to look."""
    assert main(args) == Code.UNUSABLE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("recuento: ")
    assert err.count("\n") == 1
    assert says in err


def test_an_output_that_cannot_be_written_is_code_3(
    reading: Reading, found: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that does not exist is named, with the mend."""
    found([reading])
    assert main(["read", "a", "-o", str(tmp_path / "no" / "out.json")]) == Code.UNWRITABLE
    assert "its folder does not exist; make the folder first" in capsys.readouterr().err


def test_a_full_disk_behind_standard_output_is_code_3(tmp_path: Path) -> None:
    """Output redirected to a device without room is one line."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, as the shell opens it
        done = subprocess.run([sys.executable, "-m", "recuento", "schema", "case"], stdout=full, stderr=-1, check=False)
    assert done.returncode == Code.UNWRITABLE
    assert done.stderr == b"recuento: standard output: cannot be written (no space left on device)\n"


def test_hostile_names_do_not_reach_the_terminal(found: Standing, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences, line ends and bidi controls in an error line are made visible."""
    found([TextError("is empty", where="\x1b[2J\u202e\n\ud800.txt")])
    main(["read", "x"])
    err = capsys.readouterr().err
    assert err == "recuento: ␛[2J� �.txt: is empty\n"


def test_a_bug_keeps_its_traceback(found: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not the user's mistake is not dressed up as one."""
    found([3])
    with pytest.raises(Exception, match="'int' object has no attribute"):
        main(["read", "x", "--format", "json"])


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and no traceback."""
    # A job started in the background ignores the signal unless told otherwise.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr("recuento.case.new", lambda _folder: os.kill(os.getpid(), signal.SIGINT) or time.sleep(5))
    try:
        code = main(["new", "x"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert code == Code.INTERRUPTED


# --- real pipes and terminals ---------------------------------------------------------------------------------------

DRIVER = """
import sys, types
from recuento.records.files import read_jsonl
from recuento.records.said import Reading
one, = read_jsonl(sys.argv[1], Reading)
module = types.ModuleType("recuento.reading.parallel")
def read_many(inputs, **options):
    for _ in range(int(inputs[0])):
        yield one
module.read_many = read_many
sys.modules["recuento.reading.parallel"] = module
from recuento.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def driver(reading: Reading, tmp_path: Path) -> list[str]:
    """A command line, run as a process of its own, whose `read N` gives N readings."""
    save([reading], tmp_path / "one.jsonl", "jsonl")
    return [sys.executable, "-c", DRIVER, str(tmp_path / "one.jsonl")]


def test_a_closed_pipe_ends_quietly(driver: list[str]) -> None:
    """`recuento read ... | head -1`: one line comes through, nothing is said, the exit code is 141 as of any tool."""
    line = subprocess.Popen([*driver, "read", "5000", "--format", "jsonl"], stdout=-1, stderr=-1)
    head = subprocess.run(["head", "-1"], stdin=line.stdout, capture_output=True, check=True)
    assert line.stdout is not None
    line.stdout.close()
    _, err = line.communicate(timeout=30)
    assert json.loads(head.stdout)["article"]["source"] == "sample.txt"
    assert err == b""
    assert line.returncode == Code.CLOSED_PIPE


@pytest.mark.parametrize("args", [["schema", "read"], ["--help"]], ids=" ".join)
def test_a_pipe_closed_from_the_start_is_quiet(args: list[str]) -> None:
    """Nobody reads, nothing is said, and nothing hangs."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "recuento", *args], stdout=writer, stderr=-1, check=False)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode != Code.WELL


def on_a_terminal(command: list[str], **environment: str) -> str:
    """What a command shows where standard output and error are a terminal."""
    ours, theirs = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm", "COLUMNS": "90"} | environment
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait(30)
    os.close(ours)
    return shown.decode()


def test_on_a_terminal_records_are_a_table_with_progress(driver: list[str]) -> None:
    """A terminal gets the table, after a moving line that is gone when it comes."""
    shown = on_a_terminal([*driver, "read", "2"])
    assert "toward" in shown
    assert "reading" in shown
    assert "\x1b[" in shown


def test_quiet_and_no_color_are_respected(driver: list[str]) -> None:
    """--quiet drops the moving line, NO_COLOR the colours."""
    shown = on_a_terminal([*driver, "read", "2", "--quiet"], NO_COLOR="1")
    assert "Ida Holm" in shown
    assert "\x1b" not in shown
    explained = on_a_terminal([*driver, "read", "1", "--explain", "--quiet"], NO_COLOR="1")
    assert "congratulates" in explained
    assert "\x1b" not in explained


def test_parquet_is_not_put_on_a_terminal(driver: list[str]) -> None:
    """Bytes that would garble a terminal are refused with the mend."""
    shown = on_a_terminal([*driver, "read", "1", "--format", "parquet", "--quiet"])
    assert shown == "recuento: parquet is not for a terminal; name a file with --output\r\n"


def test_on_a_terminal_without_inputs_nothing_waits(driver: list[str]) -> None:
    """`recuento read` alone on a terminal says what to do instead of waiting for typing."""
    assert "nothing to read; name files, folders or addresses" in on_a_terminal([*driver, "read"])


# --- start and surface ----------------------------------------------------------------------------------------------


def test_help_imports_nothing_heavy() -> None:
    """`recuento --help` starts without the libraries that only the verbs need (pydantic is also Typer's own)."""
    script = """
import sys
from recuento.cli import main
assert main(["--help"]) == 0 and main(["read", "--help"]) == 0
heavy = {"spacy", "polars", "rich", "jinja2", "trafilatura", "altair", "numpy", "babel"}
print("loaded:", sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "loaded: []" in done.stdout


def test_the_public_names_are_these() -> None:
    """`import recuento` offers exactly these, sorted, and each is there: the surface is a decision."""
    assert recuento.__all__ == [
        "Case",
        "Reading",
        "RecuentoError",
        "Tally",
        "Weighing",
        "count",
        "read",
        "read_many",
        "weigh",
    ]
    assert all(getattr(recuento, name).__name__ == name for name in recuento.__all__)
    assert dir(recuento) == recuento.__all__
    assert set(recuento.__all__) == set(recuento._HOMES)
    assert recuento.RecuentoError is RecuentoError
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = recuento.nonsense


def test_every_exit_code_has_its_meaning() -> None:
    """No code is without a sentence."""
    assert set(_console.EXIT_CODES) == set(Code)
