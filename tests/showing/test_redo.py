"""The workbook with which a verdict is redone: its formulas, worked out anew, give the verdict's numbers."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.real_elections import CASES
from tests.showing import samples

from recuento.case.run import count, weigh
from recuento.records.contest import Case
from recuento.records.verdict import Weighing
from recuento.showing.redo import redo_workbook

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def cells(book: bytes, sheet: int) -> dict[str, tuple[str, str]]:
    """Formula and value of every cell of a sheet, read from the file as it is."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        shared = [
            "".join(t.text or "" for t in si.iter(f"{{{NS['x']}}}t"))
            for si in ET.fromstring(packed.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        ]
        rows = ET.fromstring(packed.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314 - our own
    found = {}
    for cell in rows.iter(f"{{{NS['x']}}}c"):
        formula, value = cell.find("x:f", NS), cell.find("x:v", NS)
        text = (value.text or "") if value is not None else ""
        is_shared = cell.get("t") == "s"
        found[cell.get("r") or ""] = (
            (formula.text or "") if formula is not None else "",
            shared[int(text)] if is_shared else text,
        )
    return found


def worked_out(formula: str, sheet: dict[str, tuple[str, str]]) -> str:
    """What a formula of the workbook gives, by arithmetic of our own."""

    def number(name: str) -> float:
        inner, value = sheet[name]
        return float(worked_out(inner, sheet)) if inner else float(value)

    if product := re.fullmatch(r"(B\d+)\*(C\d+)", formula):
        return str(number(product[1]) * number(product[2]))
    if summed := re.fullmatch(r"SUMPRODUCT\(B(\d+):B(\d+),C(\d+):C(\d+)\)", formula):
        assert summed[1] == summed[3]
        assert summed[2] == summed[4]
        return str(sum(number(f"B{i}") * number(f"C{i}") for i in range(int(summed[1]), int(summed[2]) + 1)))
    same = re.fullmatch(r'IF\((D\d+)=(D\d+),"yes","no"\)', formula)
    assert same, formula
    return "yes" if number(same[1]) == number(same[2]) else "no"


@pytest.fixture(scope="module")
def venezuela(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Weighing]:
    folder = tmp_path_factory.mktemp("venezuela")
    case = CASES["venezuela-2024"](shared, folder)
    count(case, folder=folder)
    return case, weigh(case, folder=folder)


def test_every_sum_redone_is_the_verdicts_number(venezuela: tuple[Case, Weighing]) -> None:
    sheet = cells(redo_workbook(*venezuela), 2)
    formulas = {name: (f, value) for name, (f, value) in sheet.items() if f}
    assert len(formulas) >= 5
    for formula, value in formulas.values():
        redone = worked_out(formula, sheet)
        assert redone == value or float(redone) == float(value)
    assert {v for f, v in formulas.values() if f.startswith("IF")} == {"yes"}
    assert "-338457" in {value for _, value in formulas.values()}


def test_a_changed_figure_changes_what_follows(venezuela: tuple[Case, Weighing]) -> None:
    """The formulas are live: with other votes, the sum is another."""
    sheet = cells(redo_workbook(*venezuela), 2)
    summed = next(f for f, _ in sheet.values() if f.startswith("SUMPRODUCT"))
    first = re.search(r"C(\d+)", summed)
    assert first
    before = worked_out(summed, sheet)
    name = f"C{first[1]}"
    sheet[name] = ("", str(float(sheet[name][1]) + 1000))
    assert worked_out(summed, sheet) != before


def test_what_would_change_a_verdict_stands_on_a_sheet_of_its_own(venezuela: tuple[Case, Weighing]) -> None:
    told = cells(redo_workbook(*venezuela), 3)
    assert "240" in {value for _, value in told.values()}


def test_a_text_is_never_a_formula() -> None:
    weighing = samples.weighing()
    evil = weighing.verdicts[0].model_copy(update={"text": '=HYPERLINK("http://x")', "says": "=1+1"})
    book = redo_workbook(samples.case(), weighing.model_copy(update={"verdicts": (evil,)}))
    assert {f for f, _ in cells(book, 1).values()} == {""}


def test_members_of_the_public_are_not_in_the_workbook() -> None:
    """As on the page; an actor stands by name and not by an id."""
    readings = samples.readings(1)
    weighing = samples.weighing(readings)
    speaker = next(a for a in readings[0].actors if a.name == "Ana Beltrán")
    said = weighing.verdicts[0].model_copy(update={"text": "Rosa Quispe says Mora came third", "stated_by": speaker.id})
    told = weighing.model_copy(update={"verdicts": (said,)})
    book = redo_workbook(samples.case(), told, readings)
    values = " ".join(value for sheet in (1, 2, 3) for _, value in cells(book, sheet).values())
    assert "Quispe" not in values
    assert "Ana Beltrán" in values
    assert speaker.id not in values


def test_the_same_weighing_gives_the_same_bytes() -> None:
    assert redo_workbook(samples.case(), samples.weighing()) == redo_workbook(samples.case(), samples.weighing())
