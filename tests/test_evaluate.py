"""`recuento evaluate`: reads gold articles, or takes records read before, and scores both alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recuento.cli import main

GOLD = Path(__file__).parents[1] / "evaluation" / "gold" / "africa.toml"


def figures(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, dict[str, float]]:
    assert main(["evaluate", str(GOLD), "--json", *options]) == 0
    found: dict[str, dict[str, float]] = json.loads(capsys.readouterr().out)
    return found


def test_reading_anew_and_reading_before_score_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records written by `recuento read` score as the same articles read by `recuento evaluate`."""
    from recuento.reading import article_from_text, read_articles
    from recuento.records.files import save
    from recuento.scoring import load_gold

    readings = list(read_articles(article_from_text(g.text, g.id) for g in load_gold(GOLD)))
    records = tmp_path / "said.jsonl"
    save(readings, records, "jsonl")
    anew = figures(capsys)
    assert anew == figures(capsys, "--records", str(records))
    assert 0 < anew["direct quotations"]["f1"] <= 1


def test_mistakes_are_listed_in_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    """With --errors each mistake names its article and kind; the table follows."""
    assert main(["evaluate", str(GOLD), "--errors"]) == 0
    out = capsys.readouterr().out
    assert "missed" in out
    assert "foreign stances" in out


def test_records_of_other_articles_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without a reading of any gold article is one clear line."""
    records = tmp_path / "said.jsonl"
    records.write_text("", encoding="utf-8")
    assert main(["evaluate", str(GOLD), "--records", str(records)]) == 2
    assert "said.jsonl" in capsys.readouterr().err
