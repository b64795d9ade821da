"""Builds the wheel and tries it where nothing else of this folder is: a new environment with the pinned libraries alone.

python -m release.wheel          into dist/, with the list of what is in it (CycloneDX), and the trial
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def built(into: Path) -> Path:
    """The wheel, built with what the environment has and no download."""
    from hatchling.builders.wheel import WheelBuilder

    (path,) = WheelBuilder(str(ROOT)).build(directory=str(into), versions=["standard"])
    return Path(path)


def tried(wheel: Path, place: Path) -> str:
    """What the installed command prints over the shipped case, run in another folder by a Python that sees no other package."""
    uv = Path(sys.executable).with_name("uv")
    python = place / "venv" / "bin" / "python"
    alone = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def call(*command: str | Path) -> str:
        done = subprocess.run(
            [str(c) for c in command], cwd=place, env=alone, check=True, capture_output=True, text=True
        )
        return done.stdout

    call(uv, "venv", "--quiet", "--python", sys.executable, place / "venv")
    call(uv, "pip", "sync", "--quiet", "--python", python, "--require-hashes", ROOT / "requirements" / "run.txt")
    call(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    shutil.copytree(ROOT / "examples" / "ve2024", place / "case", ignore=shutil.ignore_patterns("out"))
    where = call(python, "-c", "import recuento; print(recuento.__file__)")
    if not where.startswith(str(place)):
        raise SystemExit(f"another recuento was tried: {where}")
    return call(place / "venv" / "bin" / "recuento", "run", "case", "--quiet")


def listed(into: Path) -> Path:
    """What a user of the wheel gets with it: the pinned libraries with their hashes, as CycloneDX JSON."""
    path = into / "recuento.cdx.json"
    tool = Path(sys.executable).with_name("cyclonedx-py")
    lock, project = ROOT / "requirements" / "run.txt", ROOT / "pyproject.toml"
    command = [tool, "requirements", "--output-reproducible", "--pyproject", project, "-o", path, lock]
    subprocess.run([str(c) for c in command], check=True)
    return path


def main() -> None:
    """Builds, lists and tries; prints what the command said."""
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    wheel = built(dist)
    print(wheel.relative_to(ROOT))
    print(listed(dist).relative_to(ROOT))
    with tempfile.TemporaryDirectory() as elsewhere:
        said = tried(wheel, Path(elsewhere))
    print(said)
    if "CNE announced" not in said:
        raise SystemExit("the installed command did not tell what the case says")


if __name__ == "__main__":
    main()
