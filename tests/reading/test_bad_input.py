"""What cannot be read as it is: one clear line, a non-zero exit, and nothing half written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from recuento.cli import main

STORY = (
    "Vega hails the count\n\nPresident Ana Vega of Peru congratulated Luis Mora on his victory in Bolivia on Monday. "
    "“It was fair,” she said.\n\nThe European Union called on the tribunal to publish the tally sheets of the vote.\n"
)
FRENCH = (
    "La commission électorale a annoncé que le président avait gagné l'élection avec 51 pour cent des voix exprimées."
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line and gives exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        code = main([str(a) for a in args])
        out, err = capfd.readouterr()
        return code, out, err

    return call


UNUSABLE = [
    ("empty", b""),
    ("blank", b" \n\t\n"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    ("an archive", b"PK\x03\x04" + bytes(64)),
    (
        "an HTML page without an article",
        b"<html><head><script>var a = 1;</script></head><body><nav>Home</nav></body></html>",
    ),
    ("fifty megabytes", STORY.encode() * (50_000_000 // len(STORY.encode()))),
]


@pytest.mark.parametrize("data", [u[1] for u in UNUSABLE], ids=[u[0] for u in UNUSABLE])
def test_an_unusable_file_is_one_line_and_nothing_written(run: Run, tmp_path: Path, data: bytes) -> None:
    """Exit code 2, the file named, no traceback, and an output of an earlier run left as it was."""
    page = tmp_path / "page.txt"
    page.write_bytes(data)
    output = tmp_path / "said.json"
    output.write_text("earlier")
    code, out, err = run("read", page, "--output", output)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "page.txt" in err
    assert "Traceback" not in err
    assert output.read_text() == "earlier"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.txt", "said.json"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_common_encoding_gives_the_same_records(run: Run, tmp_path: Path, encoding: str) -> None:
    """UTF-8 with or without its mark, UTF-16, Windows-1252: the same text, the same records."""
    page = tmp_path / "page.txt"
    page.write_bytes(STORY.encode(encoding))
    code, out, _ = run("read", page, "--format", "json")
    reading = json.loads(out)
    assert code == 0
    assert reading["article"]["text"] == STORY
    assert {(s["country"], s["stance"]) for s in reading["stances"]} == {("PER", "recognises"), ("EU", "questions")}


def test_latin_1_is_read_as_it_was_written(run: Run, tmp_path: Path) -> None:
    """Accents of an old encoding arrive as letters."""
    text = STORY.replace("“", '"').replace("”", '"').replace("Luis Mora", "Tomás Núñez")
    page = tmp_path / "page.txt"
    page.write_bytes(text.encode("latin-1"))
    _, out, _ = run("read", page, "--format", "json")
    assert "Tomás Núñez" in {a["name"] for a in json.loads(out)["actors"]}


def test_a_page_of_scripts_and_broken_tags_gives_its_article(run: Run, tmp_path: Path) -> None:
    """Script, unclosed tags and stray brackets are no part of the text."""
    paragraphs = "".join(f"<p>{p}" for p in STORY.split("\n\n")[1:])
    html = f"<html><title>Vega hails the count</title><body><script>if (a<b) alert('“no”, he said')</script><article><h1>Vega hails the count</h1>{paragraphs * 3}<div><b></article></i>"
    page = tmp_path / "page.html"
    page.write_text(html, encoding="utf-8")
    code, out, _ = run("read", page, "--format", "json")
    reading = json.loads(out)
    assert code == 0
    assert "alert" not in reading["article"]["text"]
    assert ("PER", "recognises") in {(s["country"], s["stance"]) for s in reading["stances"]}


def test_a_language_without_a_pipeline_is_told_and_not_misread(run: Run, tmp_path: Path) -> None:
    """The article is written down without records, named on standard error, and the exit code says so."""
    page = tmp_path / "pagina.txt"
    page.write_text(FRENCH, encoding="utf-8")
    code, out, err = run("read", page, "--format", "json")
    reading = json.loads(out)
    assert code == 1
    assert reading["article"]["language"] == "fr"
    assert reading["quotations"] == reading["results"] == []
    assert "pagina.txt" in err
    assert "fr" in err


def test_a_pipeline_that_is_not_installed_is_named(run: Run, tmp_path: Path) -> None:
    """A misspelt pipeline is one line with its name."""
    page = tmp_path / "page.txt"
    page.write_text(STORY, encoding="utf-8")
    code, _, err = run("read", page, "--pipeline", "en_core_web_huge")
    assert code == 2
    assert "en_core_web_huge" in err
    assert "Traceback" not in err


def test_a_missing_file_among_many_is_skipped_and_told_at_the_end(run: Run, tmp_path: Path) -> None:
    """The others are read; the missing one is named; the exit code is 1."""
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    code, out, err = run("read", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt", "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 2
    assert "b.txt" in err


def test_two_processes_read_the_same_in_the_same_order(run: Run, tmp_path: Path) -> None:
    """Dealing articles out to processes changes nothing in what is written."""
    for i in range(4):
        (tmp_path / f"{i}.txt").write_text(STORY.replace("Monday", f"May {i + 1}"), encoding="utf-8")
    _, one, _ = run("read", tmp_path, "--format", "jsonl")
    _, two, _ = run("read", tmp_path, "--format", "jsonl", "--processes", 2)
    assert one == two
    assert one
