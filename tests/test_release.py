"""What is shipped beside the code is what the code says: the manual page, the schemas, the wheel's contents."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import jsonschema_rs
import pytest
from release import manual, schemas
from release.wheel import built

from recuento.records.schemas import VERSION

ROOT = Path(__file__).parents[1]


def test_the_manual_page_is_that_of_the_commands() -> None:
    """After a change: python -m release.manual."""
    assert manual.PLACE.read_text("utf-8") == manual.manual()


@pytest.mark.skipif(shutil.which("man") is None, reason="no man(1) here")
def test_the_manual_page_can_be_read() -> None:
    shown = subprocess.run(["man", "-l", "--warnings", str(manual.PLACE)], capture_output=True, text=True, check=True)
    assert "recuento count" in shown.stdout
    assert shown.stderr == ""


def test_the_schemas_are_those_that_the_command_prints() -> None:
    """After a change: python -m release.schemas; a key that goes, or means something else, is a new version."""
    written = {path.name: path.read_text("utf-8") for path in schemas.PLACE.glob("*.json")}
    assert written == schemas.schemas()
    for text in written.values():
        schema = json.loads(text)
        assert schema["$id"].endswith(f":{VERSION}")
        jsonschema_rs.meta.validate(schema)


def test_the_wheel_has_the_package_whole_and_nothing_else(tmp_path: Path) -> None:
    """Every file of the package, the manual page, and no test, example or data of others."""
    wheel = built(tmp_path)
    names = zipfile.ZipFile(wheel).namelist()
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "recuento").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package <= set(names)
    beside = [n for n in names if n not in package]
    assert all(re.match(r"recuento-[\d.]+\.(dist-info/|data/data/share/man/man1/recuento\.1$)", n) for n in beside)
    assert any(n.endswith("recuento.1") for n in beside)
