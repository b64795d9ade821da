"""The dossiers of five real elections, as a person reads them: every sentence and figure of the page, in its order.

What each page says stands in `golden/`, to be read by whoever changes a rule or a wording: not one of them charges
anybody with what some reading of the unknown could save. After a change that is meant, write them anew with

    RECUENTO_GOLDEN=write python -m pytest tests/showing/test_golden_dossiers.py

and read the difference.
"""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.real_elections import CASES

from recuento.case.run import count, weigh
from recuento.showing.dossier import build
from recuento.showing.report import render_html
from recuento.showing.terminal import summary_text
from recuento.weighing.ledger import ledger

GOLDEN = Path(__file__).parent / "golden"
BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "li", "tr", "dt", "dd", "summary", "figcaption", "caption", "section", "div", "table")
)
SILENT = frozenset(("style", "script", "svg", "title", "template"))


class Visible(HTMLParser):
    """The text of a page, a line for each block and cells apart by bars; drawings, styles and scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line, a cell is parted from the one before it."""
        if tag in SILENT:
            self._silent += 1
        elif tag in BLOCKS:
            self.lines.append("#" * int(tag[1]) + " " if re.fullmatch("h[1-4]", tag) else "")
        elif tag in {"td", "th"} and self.lines[-1].strip():
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        """What follows a block begins a line."""
        if tag in SILENT:
            self._silent -= 1
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Text that is seen."""
        if not self._silent:
            self.lines[-1] += data


def as_read(page: str) -> str:
    """What a person reads on the page; versions and hashes, which change with everything, are left out."""
    parser = Visible()
    parser.feed(page)
    lines = (re.sub(r"\s+", " ", line).strip() for line in parser.lines)
    text = "\n".join(line for line in lines if line.strip("# |")) + "\n"
    return re.sub(r"\b[0-9a-f]{12,64}\b", "(hash)", text)


@pytest.mark.parametrize("name", CASES)
def test_the_page_says_what_it_said(name: str, shared: Path, tmp_path: Path) -> None:
    """The page and, after it, the summary on a terminal of 80 columns."""
    case = CASES[name](shared, tmp_path)
    tally = count(case, folder=tmp_path) if case.sheets else None
    about = {"versions": {}, "inputs": []}
    dossier = build(case, [], tally, weigh(case, folder=tmp_path), about, ledger=ledger(case, []))
    said = as_read(render_html(dossier)) + "\n---\n\n" + summary_text(dossier, width=80, colour=False)
    kept = GOLDEN / f"{name}.txt"
    if os.environ.get("RECUENTO_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(said)
    assert said == kept.read_text()


def test_no_page_charges_anybody() -> None:
    """Of these five only one has a figure that is ruled out, by the sheets that one side published; no check fails."""
    pages = {name: (GOLDEN / f"{name}.txt").read_text() for name in CASES}
    badges = {name: page.partition("What the verdicts mean")[0] for name, page in pages.items()}
    assert {name for name, page in badges.items() if re.search(r"\b(?:Ruled out|Contradicted)\b", page)} == {
        "venezuela-2024"
    }
    assert [name for name, page in pages.items() if "Does not hold · " in page] == ["venezuela-2024"]
