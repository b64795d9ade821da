"""Every example of docs/recipes.md is counted, and gives what the page says it gives."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.counting.elections import make_case

from recuento.counting import count
from recuento.records.recipe import SheetSource

PAGE = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", PAGE, flags=re.M)[1:] if "```toml" in part}
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
COUNTED = re.compile(r"^Counted: (.+)$", re.M)


def example(name: str, folder: Path) -> list[SheetSource]:
    """The example's files, written, and its recipes: that of the first file, then of others that name their own."""
    recipes: list[dict[str, Any]] = []
    path = ""
    for kind, file, content in BLOCK.findall(SECTIONS[name]):
        if kind == "toml":
            recipes.append(tomllib.loads(content))
            continue
        written = file or f"sheets.{kind}"
        path = path or written
        (folder / written).write_text(content, encoding="utf-8")
    return [SheetSource(**{"path": path, "published_by": "Board", "interest": "none known"} | r) for r in recipes]


@pytest.mark.parametrize("name", SECTIONS)
def test_an_example_gives_what_the_page_says(name: str, tmp_path: Path) -> None:
    tally = count(make_case(*example(name, tmp_path)), tmp_path).tally
    told = {c.id: c.votes for c in tally.candidates} | {"registered": tally.registered, "invalid": tally.invalid}
    told |= {"sheets": tally.sheets, "sheet": tally.sheets, "units": tally.units_total} | {
        f.check: f.count for f in tally.findings
    }
    said = COUNTED.search(SECTIONS[name])
    assert said, "each section says what is counted"
    for part in re.split(r"[,;] ", said[1]):
        words = part.split()
        figure, number = (words[1], words[0]) if words[0].isdigit() else (words[0], words[1])
        assert told[figure] == int(number), part
    errors = {f.check for f in tally.findings if f.severity == "error"}
    assert errors <= {part.split()[0] for part in re.split(r"[,;] ", said[1])}, "no error that the page does not tell"
