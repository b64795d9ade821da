"""Several processes: what one page does to its process harms no other page, and Ctrl-C is one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.reading.workers_invented import DEADLY, read_or_die

from recuento.reading import parallel as many


def test_a_page_that_ends_its_process_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the system kills a process for its memory: one line for the page, in its place."""
    monkeypatch.setattr(many, "_read", read_or_die)
    monkeypatch.setattr(many, "BATCH_PAGES", 3)
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_bytes(DEADLY if number in (4, 5, 13) else b"words")
    found = [str(e) for e in many.read_many([tmp_path], processes=2)]
    ended = "ended the process that read it; take it out, or read it on a machine with more memory"
    assert found == [f"{tmp_path}/{number:02}.txt: {ended if number in (4, 5, 13) else 'read'}" for number in range(20)]


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("moment", [0.1, 1.5, 4.0])
def test_interrupted_at_any_moment_it_is_one_line(tmp_path: Path, processes: int, moment: float) -> None:
    """Ctrl-C goes to every process of a terminal: while it loads, while processes start, while they read."""
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text("The president of Norland congratulated Bruno Vega on Sunday. " * 40)
    up = "from recuento.__main__ import main; import sys; print('up', flush=True); sys.exit(main())"
    asked = ["read", str(tmp_path), "--processes", str(processes), "--output", str(tmp_path / "out.jsonl")]
    started = subprocess.Popen(
        [sys.executable, "-c", up, *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "up\n"  # Python itself has begun: what comes before is not ours
    time.sleep(moment)
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=30)
    assert (started.returncode, said) == (130, "recuento: interrupted\n")
