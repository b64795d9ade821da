"""The shipped case, run once for all tests that look at what the demo makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from recuento.cli import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "ve2024"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case folder after `recuento run`."""
    folder = tmp_path_factory.mktemp("demo") / "ve2024"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("out"))
    main(["run", "--quiet", str(folder)])
    return folder


@pytest.fixture(scope="session")
def spanish_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after `recuento run --lang es`."""
    folder = tmp_path_factory.mktemp("spanish") / "ve2024"
    shutil.copytree(demo_folder, folder)
    main(["run", "--quiet", "--lang", "es", str(folder)])
    return folder
