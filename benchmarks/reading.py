"""Reading speed beside the bare spaCy pipeline: the same texts, the same run, the same single thread."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.memory import REPORT_PEAK, peak_of

ROUNDS = 3


def texts() -> list[str]:
    """The news texts of the shared data if they are there, else the project's own articles."""
    shared = Path(os.environ.get("RECUENTO_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "news-dev"
    if shared.is_dir():
        gold = [json.loads(line) for line in (shared / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        found = [(shared / f"{g['id']}.txt").read_text(encoding="utf-8") for g in gold if g["lang"] == "en"]
        return found * 6
    from evaluation.own import own_articles

    return [article.text for article in own_articles()] * 6


def run() -> dict[str, float]:
    """Articles and words a second of both, their ratio, and peak memory in a process of its own."""
    import spacy
    from threadpoolctl import threadpool_limits

    from recuento.reading import article_from_text, read_articles
    from recuento.reading.parse.pipeline import DEFAULT_PIPELINE

    batch = texts()
    words = sum(len(t.split()) for t in batch)
    bare = spacy.load(DEFAULT_PIPELINE)

    def parse_only() -> None:
        for _ in bare.pipe(batch):
            pass

    def read_all() -> None:
        for _ in read_articles(article_from_text(t) for t in batch):
            pass

    with threadpool_limits(1):
        pairs = [(_seconds(parse_only), _seconds(read_all)) for _ in range(ROUNDS + 1)][1:]
    bare_time, read_time = min(p[0] for p in pairs), min(p[1] for p in pairs)
    return {
        "bare pipeline, words/s": words / bare_time,
        "recuento read, words/s": words / read_time,
        "reading speed / bare pipeline (median of pairs; at least 0.8)": sorted(b / r for b, r in pairs)[
            len(pairs) // 2
        ],
        "peak memory of reading, MB": _peak_memory(),
    }


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_memory() -> float:
    code = (
        "from benchmarks.reading import texts; from recuento.reading import article_from_text, read_articles\n"
        "for _ in read_articles(article_from_text(t) for t in texts()): pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code + REPORT_PEAK], capture_output=True, text=True, check=True)
    return peak_of(done.stderr)


def start_up() -> dict[str, float]:
    """How long ``recuento --help`` takes beside a Typer program with one command."""
    bare = "import typer\napp = typer.Typer()\n@app.command()\ndef one(x: int = 1) -> None: ...\n@app.command()\ndef two(): ...\napp()"
    commands = {
        "bare": [sys.executable, "-c", bare, "--help"],
        "recuento": [sys.executable, "-m", "recuento", "--help"],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(7):
        for name, command in commands.items():
            took[name].append(_seconds(lambda c=command: subprocess.run(c, capture_output=True, check=True)))  # type: ignore[misc]
    middle = {name: sorted(times)[len(times) // 2] for name, times in took.items()}
    return {
        "recuento --help, s": middle["recuento"],
        "recuento --help / bare Typer --help (at most 2.5)": middle["recuento"] / middle["bare"],
    }
