"""No promise is empty: every key of case.toml is read by something, every key of an output is filled by some case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from tests.cases_invented import make_case

from recuento.archiving import Fetcher, watch
from recuento.case import load
from recuento.case import run as casework
from recuento.case.case_file import full_example
from recuento.case.count_table import places_to_look
from recuento.case.exporting import export
from recuento.case.readers import NOBODY, readers_of
from recuento.records.contest import Case
from recuento.records.counted import Tally
from recuento.records.verdict import Weighing
from recuento.showing.dossier import build
from recuento.showing.report import render_html

ARTICLE = """Chile hails Vega's win

PORT ANNE, May 5 (Sample Wire) - Chile's president, Ida Holm, congratulated Bruno Vega on his victory on Monday.

The National Electoral Board said Vega won the presidential election with 66.67% of the vote.

“The count was a fraud,” Clara Soto told reporters. “We won this election,” she said.
The Unity Party declared victory in the presidential election on Sunday.
"""
OF_ANOTHER_ELECTION = """NAIROBI, Aug 16 (Sample Wire) - Uganda congratulated Peter Otieno on winning Kenya's 2022 presidential election.

Kenya's electoral commission declared Otieno the winner with 50.5% of the vote.
"""
TOLD_TWICE = "".join(
    json.dumps({"text": ARTICLE + more, "published": "2031-05-05", "outlet": outlet}) + "\n"
    for outlet, more in {"Post": "", "Star": "\nPolls had opened at seven in the morning.\n"}.items()
)
UNITS = """[contest]
name = "President of Norland"
country = "NOR"
date = 2031-05-04
rule = "forty_ten"
landslide = 12.0
turnout_needed = 40.0
spread = { share = 10, regions = 1, of = 2, level = 1 }
authority = "Electoral Board"
authority_aliases = ["National Electoral Board"]
authority_wikidata = "Q12345"
units = 6
roll = 700
roll_by_region = { North = 400, South = 300 }
roll_scope = "voters in the country"
unit_roll_max = 300
candidates_complete = true

[[candidates]]
id = "vega"
name = "Bruno Vega"
aliases = ["B. Vega"]
party = "Unity"
wikidata = "Q12345"

[[candidates]]
id = "soto"
name = "Clara Soto"

[reader]
model = "http://127.0.0.1:9/v1"
name = "model"

[[announcements]]
id = "first"
at = 2031-05-05T01:00:00+02:00
coverage = { percent = 80.0, of = "units", exact = false }
votes = { vega = 150 }
others = 220
shares = { vega = 40.5 }
others_share = 59.5
share_of = "valid"
candidates_complete = true
winner = "vega"
winner_as = "leads"
lead = 30
lead_points = 8.1
irreversible = true
turnout = 79.0
valid = 370
invalid = 10
source = "the board, on the radio"

[[announcements]]
id = "second"
at = 2031-05-05T09:00:00+02:00
votes = { vega = 300, soto = 150 }
shares = { vega = 66.67, soto = 33.33 }
winner = "vega"
source = "the board, on paper"

[[announcements]]
id = "on its sheets"
at = 2031-05-05T02:00:00+02:00
votes = { vega = 124 }
sheets = "tables"
source = "the board, on its page"

[[sheets]]
path = "sheets/sheets.csv"
name = "tables"
role = "count"
published_by = "Watchers of Norland"
interest = "none known"
kind = "transcription"
granularity = "unit"
unit = ["centre:3", "table:2"]
region = ["state"]
registered = "registered"
ballots = "papers"
valid = "valid"
invalid = ["blank", "null"]
votes = { vega = "vega", soto = "soto" }
totals = "set aside"
thousands = "."
encoding = "cp1252"
delimiter = ";"
"""
SHEETS = """centre;table;state;registered;papers;valid;blank;null;vega;soto
7;1;North;100;65;60;3;2;25;35
7;2;North;120;82;80;1;1;38;42
11;1;North;90;40;40;0;0;10;30
12;1;South;200;152;150;1;1;50;100
12;2;South;90;40;39;0;0;20;20
"""
SUMS = """[contest]
name = "Mayor of Port Anne"
country = "NOR"
date = 2031-05-04
authority = "Electoral Board"
units = 9
roll = 4000

[[candidates]]
id = "vega"
name = "Bruno Vega"

[[candidates]]
id = "soto"
name = "Clara Soto"

[[announcements]]
id = "first"
at = 2031-05-05T01:00:00+02:00
coverage = { percent = 60.0, exact = false }
votes = { vega = 2000, soto = 100 }
winner = "vega"
seats = { vega = 3 }
source = "the board, on the radio"

[[sheets]]
path = "sheets/sheets.csv"
published_by = "Watchers of Norland"
interest = "none known"
granularity = "aggregate"
unit = ["district"]
sheets = "tables"
registered = "registered"
valid = "valid"
votes = { vega = "vega", soto = "soto" }
derived_from = "sheets/full.csv"
"""
LONG = """UPDATED,PLACE,STATUS,OPTION,VOTES
2031-05-04,North_1,counted,Vega,100
2031-05-04,North_1,counted,Soto,50
2031-05-04,North_1,counted,Empty,3
2031-05-04,North_1,counted,Spoilt,2
2031-05-04,North_1,counted,Disputed,1
2031-05-04,Post_2,counted,Vega,10
2031-05-04,North_3,closed,Vega,0
2031-05-04,North_4,test,Vega,1
"""
LONG_RECIPE = """header = 1
fill_down = ["STATUS"]
latest = "UPDATED"
columns.TOWN = { of = "PLACE", split = "_", part = 1 }
columns.TABLE = { of = "PLACE", pattern = "[0-9]+", pad = 2 }
where = { STATUS = { is_not = "test", matches = "." } }
no_sheet = { STATUS = "closed" }
no_unit = { TOWN = "Post" }
long = { option = "OPTION", count = "VOTES", repeated = "refuse", absent = "missing" }
join = [{ path = "sheets/rolls.csv", on = "PLACE", header = 1, encoding = "utf-8", delimiter = "," }]
unit = ["TOWN", "TABLE"]
registered = "ROLL"
blank = "Empty"
null = "Spoilt"
contested = "Disputed"
missing = ["?"]
decimal = "."
stated = { vega = "Vega" }
[sheets.votes]
vega = "Vega"
soto = "Soto"
"""
FIXED_RECIPE = """names = ["table", "vega", "soto", "blank", "null", "roll"]
widths = [3, 3, 3, 2, 2, 3]
recipe = "bolivia-trep-2019"
role = "count"
region = []
registered = "roll"
blank = "blank"
null = "null"
transposed = false
unit = ["table"]
votes = { vega = "vega", soto = "soto" }
"""
CODES = (
    "Q:1:1 REG:N ST:1 CARG:1 11:80 TOT:80 HASH:" + hashlib.sha256(b"REG:N ST:1 CARG:1 11:80 TOT:80").hexdigest() + "\n"
)
CODES_RECIPE = """kind = "images"
unit = ["REG", "ST"]
where = { CARG = "1" }
long = { option = "token", count = "value", absent = "zero" }
votes = { vega = "11" }
code.part = 'Q:(?<part>\\d+):(?<of>\\d+)'
code.tokens = ":"
code.sections = { CARG = "TOT" }
code.checksum = { token = "HASH", algorithm = "sha256" }
"""
SLOTS_RECIPE = """unit = ["table"]
votes = { vega = "slot 1..2" }
code.pattern = '(?<table>\\d+)!(?<slot>[\\d,]+)'
code.lists = { slot = "," }
"""
ROLLS = "PLACE,ROLL\nNorth_1,200\nPost_2,0\nNorth_3,90\nNorth_4,1\n"
SUMMED = """district,tables,registered,valid,vega,soto
North,3,1200,800,300,500
South,4,1500,900,400,500
"""


OPEN = """[contest]
name = "Mayor of Port Anne"
country = "NOR"
date = 2031-05-04
authority = "Electoral Board"
caps = ["highest_turnout", "regional_turnout", "regional_pattern"]
candidates_complete = true
seats = { method = "dhondt", total = 5, by_region = { North = 3, South = 2 }, level = 1, barrier = 5, barrier_of = "whole", exempt = ["soto"] }

[[candidates]]
id = "vega"
name = "Bruno Vega"

[[candidates]]
id = "soto"
name = "Clara Soto"

[[announcements]]
id = "first"
at = 2031-05-05T01:00:00+02:00
winner = "vega"
source = "the board, on the radio"

[[sheets]]
path = "sheets/sheets.csv"
published_by = "Watchers of Norland"
interest = "none known"
unit = ["table"]
region = ["state"]
registered = "roll"
valid = "valid"
votes = { vega = "vega", soto = "soto" }

[[sheets]]
path = "sheets/units.csv"
role = "units"
published_by = "Electoral Board"
interest = "electoral authority"
unit = ["table"]
region = ["state"]
registered = "roll"
votes = {}

[show]
forensics = true

[[watch]]
name = "results"
url = "http://127.0.0.1:9/results"
every = 60
"""
LISTED = "table,state,roll\n1,North,100\n2,North,120\n3,South,90\n"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Case folders that use every key between them."""
    return make_cases(tmp_path_factory)


def make_cases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Makes these folders."""
    told = TOLD_TWICE + json.dumps({"text": OF_ANOTHER_ELECTION, "published": "2022-08-16", "outlet": "Post"}) + "\n"
    units = make_case(tmp_path_factory.mktemp("units"), articles={"a.jsonl": told}, sheets=SHEETS, toml=UNITS)
    (units / "corrections.csv").write_text(
        "unit,id,field,from,to,why,who\n011-01,,soto,30,29,a blot,Ida Holm\n", encoding="utf-8"
    )
    recipe = SUMS[: SUMS.index('unit = ["district"]')].replace('granularity = "aggregate"\n', "") + LONG_RECIPE
    long = make_case(tmp_path_factory.mktemp("long"), sheets=LONG, toml=recipe)
    (long / "sheets" / "rolls.csv").write_text(ROLLS, encoding="utf-8")
    fixed = SUMS[: SUMS.index('unit = ["district"]')].replace('granularity = "aggregate"\n', "") + FIXED_RECIPE
    wide = make_case(tmp_path_factory.mktemp("fixed"), sheets="01 30 20 1 0 90\n02 10 15 0 1 80\n", toml=fixed)
    head = SUMS[: SUMS.index('unit = ["district"]')].replace('granularity = "aggregate"\n', "").replace(".csv", ".txt")
    codes = make_case(tmp_path_factory.mktemp("codes"), toml=head + CODES_RECIPE)
    (codes / "sheets" / "sheets.txt").write_text(CODES, encoding="utf-8")
    slots = make_case(tmp_path_factory.mktemp("slots"), toml=head + SLOTS_RECIPE)
    (slots / "sheets" / "sheets.txt").write_text("1!20,30\n", encoding="utf-8")
    twice = make_case(
        tmp_path_factory.mktemp("twice"),
        sheets="table,Vega\n1,20\n",
        toml=head.replace(".txt", ".csv")
        + 'entered_again = "sheets/second.csv"\nunit = ["table"]\nvotes = { vega = "Vega" }\n',
    )
    (twice / "sheets" / "second.csv").write_text("table,Vega\n1,20\n", encoding="utf-8")
    ruled = SUMS[: SUMS.index('unit = ["district"]')].replace('granularity = "aggregate"\n', "")
    ruled += 'stage = "count"\nat = 2031-05-05T09:00:00Z\nunread = ["ILLEGIBLE"]\nunit = ["table"]\nvotes = { vega = "Vega" }\n'
    ruled += ruled[ruled.index("[[sheets]]") :].replace("sheets.csv", "ruling.csv").replace('"count"', '"ruling"', 1)
    ruled += 'document = "Ruling 12"\n'
    stages = make_case(tmp_path_factory.mktemp("stages"), sheets="table,Vega\n1,20\n2,ILLEGIBLE\n", toml=ruled)
    (stages / "sheets" / "ruling.csv").write_text("table,Vega\n1,19\n", encoding="utf-8")
    still_open = make_case(
        tmp_path_factory.mktemp("open"),
        sheets="table,state,roll,valid,vega,soto\n1,North,100,60,35,25\n",
        toml=OPEN,
    )
    (still_open / "sheets" / "units.csv").write_text(LISTED, encoding="utf-8")
    return [
        units,
        stages,
        still_open,
        make_case(tmp_path_factory.mktemp("sums"), sheets=SUMMED, toml=SUMS),
        long,
        wide,
        codes,
        slots,
        twice,
    ]


def worked(case: Case, place: Path) -> tuple[Tally | None, Weighing]:
    """Everything that `recuento run` does with a case but the writing, so that what it reads of the case is seen."""
    weighed = casework.weigh_stock(case, casework.take_stock(case, place))
    tally = weighed.counted.tally if weighed.counted else None
    sheets = weighed.counted.sheets if weighed.counted else None
    render_html(build(case, weighed.readings, tally, weighed.weighing, {}, odd=places_to_look(case, sheets)))
    return tally, weighed.weighing


def models_in(model: type[BaseModel]) -> set[type[BaseModel]]:
    """The record and every record that stands in it."""
    found, left = set(), [model]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += [m for field in one.model_fields.values() for m in _models(field.annotation)]
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def keys_of(model: type[BaseModel]) -> set[str]:
    """Every key of a record and of those in it, with the record's name."""
    return {f"{m.__name__}.{name}" for m in models_in(model) for name in m.model_fields}


def test_every_key_of_a_case_is_read(cases: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that nothing reads would be a promise that nothing keeps."""
    loaded = [(load(place), place) for place in cases]
    read: set[str] = set()
    for model in models_in(Case):

        def noted(self: BaseModel, name: str, model: type[BaseModel] = model) -> Any:
            if name in model.model_fields:
                read.add(f"{model.__name__}.{name}")
            return object.__getattribute__(self, name)

        monkeypatch.setattr(model, "__getattribute__", noted)
    for case, place in loaded:
        worked(case, place)
        if case.watch:
            list(watch(place, Fetcher(pause=0), rounds=1))  # nobody answers there
        readers_of(case, place, NOBODY).close()
        if case.contest.authority_wikidata:
            export(place, "followthemoney", tmp_path / "entities.jsonl")
    assert keys_of(Case) - read == set()


def test_the_example_of_a_case_shows_every_key() -> None:
    """What `recuento new` writes names each key once."""
    text = full_example()
    for model in models_in(Case):
        for name in model.model_fields:
            assert f"{name} =" in text or f"{name}." in text or f"[{name}]" in text or f"[[{name}]]" in text, (
                f"{model.__name__}.{name}"
            )


def _filled(value: Any) -> Iterator[str]:
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                held = getattr(value, name)
                if held not in (None, (), {}, ""):
                    yield f"{type(value).__name__}.{name}"
                yield from _filled(held)
        case dict():
            for held in value.values():
                yield from _filled(held)
        case tuple() | list():
            for held in value:
                yield from _filled(held)


def test_every_key_of_a_tally_and_a_weighing_is_filled_by_some_case(cases: list[Path]) -> None:
    """A key that is always null says that something is computed, and nothing is."""
    filled: set[str] = set()
    for place in cases:
        for made in worked(load(place), place):
            filled |= set(_filled(made))
    of_a_record = {"Correction.id"}  # a tally lists the corrections of sheets, which name a unit
    assert sorted((keys_of(Tally) | keys_of(Weighing)) - filled - of_a_record) == []
