"""An invented case for the tests of the verbs that take a case folder."""

from __future__ import annotations

from pathlib import Path

CASE = """[contest]
name = "President of Norland"
country = "NOR"
date = 2031-05-04
authority = "Electoral Board"
units = 5
roll = 600

[[candidates]]
id = "vega"
name = "Bruno Vega"

[[candidates]]
id = "soto"
name = "Clara Soto"

[[announcements]]
id = "first"
at = 2031-05-05T01:00:00+02:00
votes = { vega = 300, soto = 150 }
shares = { vega = 66.67, soto = 33.33 }
winner = "vega"
source = "the board, on the radio"
"""
RECIPE = """
[[sheets]]
path = "sheets/sheets.csv"
published_by = "Watchers of Norland"
interest = "none known"
unit = ["centre:3", "table:2"]
region = ["state"]
registered = "registered"
valid = "valid"
invalid = "invalid"
votes = { vega = "vega", soto = "soto" }
"""
SHEETS = """centre,table,state,registered,valid,invalid,vega,soto
7,1,North,100,60,5,25,35
7,2,North,120,80,2,38,42
11,1,North,90,40,0,10,30
12,1,South,200,150,2,50,100
"""
ARTICLE = """Chile hails Vega's win

PORT ANNE, May 5 (Sample Wire) - Chile's president, Ida Holm, congratulated Bruno Vega on his victory on Monday.

The Electoral Board said Vega won the presidential election with 66.67% of the vote.
"""


def make_case(
    folder: Path, *, articles: dict[str, str] | None = None, sheets: str | None = SHEETS, toml: str | None = None
) -> Path:
    """A case folder; `toml` stands in for the whole case.toml, `sheets=None` leaves file and recipe out."""
    for part in (folder / "articles", folder / "sheets"):
        part.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(toml or CASE + (RECIPE if sheets is not None else ""), encoding="utf-8")
    if sheets is not None:
        (folder / "sheets" / "sheets.csv").write_text(sheets, encoding="utf-8")
    for name, text in (articles or {}).items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    return folder
