"""Where the shared third-party sets are, and how their own scorers are run beside ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def shared_folder(name: str) -> Path | None:
    """The folder of a shared set, or None where it is not at hand.

    The sets are looked for in $RECUENTO_SHARED, or else in `shared` beside the repository.
    """
    beside = Path(__file__).resolve().parents[1].parent / "shared"
    folder = Path(os.environ.get("RECUENTO_SHARED", beside)) / "data" / name
    return folder if folder.is_dir() else None


def json_lines(path: Path) -> list[Json]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def their_figures(script: Path, predictions: Iterable[Json], arguments: list[str]) -> Json | None:
    """What a set's own scorer prints of our predictions, as JSON; None where the set brings no scorer.

    `arguments` are the scorer's own, with "PRED" standing for the file of predictions.
    """
    if not script.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(f"{json.dumps(p, ensure_ascii=False)}\n" for p in predictions), encoding="utf-8")
        command = [sys.executable, str(script), *(str(path) if a == "PRED" else a for a in arguments)]
        # The script is the one the set brings along; nothing of the command comes from a text.
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    figures: Json = json.loads(done.stdout)
    return figures
