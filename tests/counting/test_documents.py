"""JSON, XML and workbooks: the same sheets give the same tally; what is hostile or ambiguous is refused with its place."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.counting.elections import HEADER, ROWS, count_text, make_case, make_source

from recuento.counting import count
from recuento.counting.formats.json_rows import KEY
from recuento.errors import SheetError

NAMES = HEADER.split(",")
OBJECTS = [dict(zip(NAMES, row.split(","), strict=True)) for row in ROWS]
PLAIN = {"ana": 180, "bo": 141}


def votes(folder: Path, text: str, name: str = "sheets.json", **recipe: Any) -> dict[str, int]:
    return {c.id: c.votes for c in count_text(text, folder, name, **recipe).tally.candidates}


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        (OBJECTS, None),
        ({"data": OBJECTS, "made": "today"}, None),
        ({"data": OBJECTS}, "data/*"),
        ({"states": [{"rows": OBJECTS[:2]}, {"rows": OBJECTS[2:]}]}, "states/*/rows/*"),
        ({str(i): o for i, o in enumerate(OBJECTS)}, "*"),
    ],
    ids=["a list", "the only list", "a list named", "lists in lists", "an object of objects"],
)
def test_objects_are_rows_wherever_they_stand(tmp_path: Path, document: Any, rows: str | None) -> None:
    assert votes(tmp_path, json.dumps(document), rows=rows) == PLAIN


def test_json_lines_give_the_same_and_name_their_line(tmp_path: Path) -> None:
    text = "".join(json.dumps(o) + "\n\n" for o in OBJECTS)
    assert votes(tmp_path, text, "sheets.jsonl") == PLAIN
    with pytest.raises(SheetError, match="line 3: the file is not JSON"):
        votes(tmp_path, text.replace(json.dumps(OBJECTS[1]), "{"), "sheets.jsonl")


def test_fields_around_a_row_and_inside_it_are_columns(tmp_path: Path) -> None:
    """The row's own field wins; the outer one is called by its way from the top."""
    document = {"name": "Norland", "units": {"7": {"name": "Alba", "votes": {"ana": 3, "bo": 4}}}}
    for unit, expected in (("name", "Alba"), ("units/7/name", "Alba"), (KEY, "7")):
        found = count_text(
            json.dumps(document),
            tmp_path,
            "x.json",
            rows="units/*",
            unit=[unit] if unit != "units/7/name" else ["name"],
            region=[],
            registered=None,
            ballots=None,
            valid=None,
            invalid=None,
            votes={"ana": "votes/ana", "bo": "votes/bo"},
        )
        assert found.sheets.frame["unit"].to_list() == [expected]


@pytest.mark.parametrize(
    ("text", "rows", "told"),
    [
        ("{", None, "line 1: the file is not JSON"),
        (" ", None, "the file is empty"),
        ("[1, 2]", None, "no lists of objects"),
        ('{"a": [{}], "b": [{}]}', None, "2 lists of objects.*'a/\\*', 'b/\\*'"),
        ('{"a": [{"x": 1}]}', "b/*", "the top of the file has no field 'b'.*it has 'a'"),
        ('{"a": [1]}', "a/*", "'a/\\*', a row, is no object"),
        ('{"a": 1}', "a/*", "'a' is neither a list nor an object"),
        ("[" * 100_000, None, "nested too deep"),
        ("[" + "9" * 5_000 + "]", None, "thousands of digits"),
    ],
)
def test_a_document_without_such_rows_is_refused_with_what_there_is(
    tmp_path: Path, text: str, rows: str | None, told: str
) -> None:
    with pytest.raises(SheetError, match=told):
        votes(tmp_path, text, rows=rows)


XML = """<?xml version="1.0"?>{doctype}
<ElectionReport xmlns="http://itl.nist.gov/ns/voting/1500-100/v2">
 <GpUnit ObjectId="all"><ComposingGpUnitIds>p1 p2</ComposingGpUnitIds></GpUnit>
 <GpUnit ObjectId="p1 "/><GpUnit ObjectId="p2"/>
 <Election><Candidate ObjectId="c1"><BallotName><Text Language="en">Ana {entity}</Text></BallotName></Candidate>
  <Contest ObjectId="mayor"><ContestSelection ObjectId="s1"><CandidateIds>c1</CandidateIds>
   <VoteCounts><GpUnitId>all</GpUnitId><Type>total</Type><Count>15</Count></VoteCounts>
   <VoteCounts><GpUnitId>p1</GpUnitId><Type>early</Type><Count>5</Count></VoteCounts>
   <VoteCounts><GpUnitId>p1</GpUnitId><Type>day</Type><Count>3</Count></VoteCounts>
   <VoteCounts><GpUnitId>p2</GpUnitId><Type>total</Type><Count>7</Count></VoteCounts>
  </ContestSelection></Contest></Election></ElectionReport>"""
BARE: dict[str, Any] = {
    "region": [],
    "registered": None,
    "ballots": None,
    "valid": None,
    "invalid": None,
    "unit": ["unit"],
}


def test_kinds_of_counts_are_added_and_units_made_of_others_left_out(tmp_path: Path) -> None:
    text = XML.format(doctype="", entity="Ruiz")
    found = xml_counted(tmp_path, text, contest="mayor", votes={"ana": "Ana Ruiz", "bo": "s1 / early"})
    assert found.sheets.frame["votes:ana"].to_list() == [8, 7]
    assert found.sheets.frame["votes:bo"].to_list() == [5, None]


def xml_counted(folder: Path, text: str, **recipe: Any) -> Any:
    (folder / "x.xml").write_text(text, encoding="utf-8")
    return count(make_case(make_source("x.xml", **BARE, **recipe)), folder)


def test_a_unit_that_states_only_some_kinds_has_no_figure(tmp_path: Path) -> None:
    """What is not stated is not zero; the kinds are columns of their own."""
    day_of_p1 = "<VoteCounts><GpUnitId>p1</GpUnitId><Type>day</Type><Count>3</Count></VoteCounts>"
    text = XML.format(doctype="", entity="Ruiz").replace(
        "<Type>total</Type><Count>7</Count>", "<Type>day</Type><Count>7</Count>"
    )
    assert day_of_p1 in text
    found = xml_counted(tmp_path, text, contest="mayor", votes={"ana": "s1", "bo": "s1 / day"})
    assert found.sheets.frame["votes:ana"].to_list() == [8, None]
    assert found.sheets.frame["votes:bo"].to_list() == [3, 7]


def test_a_document_of_many_children_is_read_in_linear_time(tmp_path: Path) -> None:
    """Sixty thousand units in one element: seconds, where a list made anew for each would take minutes."""
    one = "<VoteCounts><GpUnitId>u{0}</GpUnitId><Type>total</Type><Count>1</Count></VoteCounts>"
    many = "".join(one.format(i) for i in range(60_000))
    text = XML.format(doctype="", entity="Ruiz").replace(
        "<VoteCounts><GpUnitId>p1", many + "<VoteCounts><GpUnitId>p1", 1
    )
    assert xml_counted(tmp_path, text, contest="mayor", votes={"ana": "s1"}).tally.sheets == 60_002


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;">]>',
        '<!DOCTYPE r SYSTEM "http://192.0.2.1/x.dtd">',
    ],
)
def test_no_entity_is_ever_resolved(tmp_path: Path, doctype: str) -> None:
    with pytest.raises(SheetError, match="declares a document type"):
        xml_counted(tmp_path, XML.format(doctype=doctype, entity="&e;"), contest="mayor", votes={"ana": "s1"})


@pytest.mark.parametrize(
    ("contest", "told"), [("major", "no contest 'major'.*did you mean 'mayor'"), (None, "has 2 contests")]
)
def test_a_contest_that_is_not_there_or_not_named_is_told(tmp_path: Path, contest: str | None, told: str) -> None:
    text = XML.format(doctype="", entity="x").replace("</Election>", '<Contest ObjectId="judge"/></Election>')
    with pytest.raises(SheetError, match=told):
        xml_counted(tmp_path, text, contest=contest, votes={"ana": "s1"})


def test_other_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="XML with a 'results' at its top"):
        xml_counted(tmp_path, "<results/>", votes={"ana": "s1"})
    with pytest.raises(SheetError, match="the file is not XML"):
        xml_counted(tmp_path, "<results>", votes={"ana": "s1"})


# --- workbooks ------------------------------------------------------------------------------------------------------


def workbook(*sheets: list[list[str | int]]) -> bytes:
    """The least of an .xlsx file: inline texts, numbers, and for a text that begins with "=" a formula with its saved value."""

    def cell(value: str | int, at: str) -> str:
        if isinstance(value, int):
            return f'<c r="{at}"><v>{value}</v></c>'
        if value.startswith("="):
            return f'<c r="{at}"><f>{value[1:].split("|")[0]}</f><v>{value.split("|")[1]}</v></c>'
        return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""

    out = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(out, "w") as archive:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for i in range(len(sheets))
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{parts}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(f'<sheet name="Part {i}" sheetId="{i + 1}" r:id="s{i}"/>' for i in range(len(sheets)))
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="s{i}" Type="{kinds}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(len(sheets))
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packages}/relationships">{links}</Relationships>'
        )
        for i, rows in enumerate(sheets):
            body = "".join(
                f'<row r="{r}">{"".join(cell(v, f"{chr(65 + c)}{r}") for c, v in enumerate(row))}</row>'
                for r, row in enumerate(rows, start=1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{i}.xml", f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
            )
    return out.getvalue()


GRID: list[list[str | int]] = [list(NAMES), *([int(v) if v.isdigit() else v for v in row.split(",")] for row in ROWS)]


def counted_book(folder: Path, data: bytes, **recipe: Any) -> Any:
    (folder / "x.xlsx").write_bytes(data)
    return count(make_case(make_source("x.xlsx", **recipe)), folder)


def test_a_worksheet_is_read_as_it_would_be_saved(tmp_path: Path) -> None:
    """Title rows above, empty rows between, and a formula with the value saved with it."""
    grid = [["Results"], [""], GRID[0], [""], *GRID[1:]]
    grid[-1] = [*grid[-1][:-1], "=SUM(A1:A2)|48"]
    found = counted_book(tmp_path, workbook(grid))
    assert {c.id: c.votes for c in found.tally.candidates} == PLAIN
    assert found.sheets.frame["row"].to_list() == [5, 6, 7, 8]


def test_of_several_worksheets_one_must_be_named(tmp_path: Path) -> None:
    data = workbook([["notes"]], GRID)
    assert {c.id: c.votes for c in counted_book(tmp_path, data, worksheet="Part 1").tally.candidates} == PLAIN
    with pytest.raises(SheetError, match=r"2 worksheets.*'Part 0', 'Part 1'"):
        counted_book(tmp_path, data)
    with pytest.raises(SheetError, match="no worksheet 'Part 2'"):
        counted_book(tmp_path, data, worksheet="Part 2")


def test_worksheets_of_one_kind_are_one_table(tmp_path: Path) -> None:
    """Findings name the worksheet and its row."""
    data = workbook(GRID[:3], [GRID[0], *GRID[3:-1], [*GRID[4][:-1], "many"]])
    found = counted_book(tmp_path, data, worksheet="Part *")
    assert {c.id: c.votes for c in found.tally.candidates} == {"ana": 180, "bo": 93}
    row = next(f for f in found.tally.findings if f.check == "cell_is_not_a_whole_number").rows[0]
    assert (row.source, row.row) == ("x.xlsx, worksheet 'Part 1'", 3)


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="cannot be read as a workbook"):
        counted_book(tmp_path, b"PK\x03\x04 and nothing more")
