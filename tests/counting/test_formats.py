"""Files of sheets in every state they are found in: read right, or refused with the line."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recuento.counting.formats.archives import Member
from recuento.counting.formats.delimited import read_delimited, sniff_delimiter
from recuento.counting.formats.opening import Opening
from recuento.errors import SheetError

from .elections import HEADER, ROWS, SHEETS, checks_found, count_text, figures, found

PLAIN = SHEETS.replace("North", "Nörth")


@pytest.mark.parametrize(
    ("content", "recipe"),
    [
        pytest.param(PLAIN.encode(), {}, id="UTF-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), {}, id="UTF-8 with a mark"),
        pytest.param(PLAIN.encode("utf-8-sig"), {"encoding": "utf-8"}, id="UTF-8 with a mark and named"),
        pytest.param(PLAIN.encode("utf-16"), {}, id="UTF-16 with a mark"),
        pytest.param(codecs.BOM_UTF32_BE + PLAIN.encode("utf-32-be"), {}, id="UTF-32 with a mark"),
        pytest.param(PLAIN.encode("utf-16-le"), {"encoding": "utf-16-le"}, id="UTF-16 without a mark, named"),
        pytest.param(PLAIN.encode("latin-1"), {"encoding": "latin-1"}, id="Latin-1, named"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), {}, id="CRLF"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), {}, id="CR only"),
        pytest.param(PLAIN.rstrip("\n").encode(), {}, id="no last line end"),
        pytest.param(PLAIN.replace(",", ";").encode(), {}, id="semicolons"),
        pytest.param(PLAIN.replace(",", "\t").encode(), {}, id="tabs"),
        pytest.param(PLAIN.replace(",", "|").encode(), {}, id="bars"),
        pytest.param(PLAIN.replace(",", "\u00a7").encode(), {"delimiter": "\u00a7"}, id="an odd delimiter, named"),
        pytest.param(PLAIN.replace("\n", "\n\n").encode(), {}, id="blank lines between"),
        pytest.param((PLAIN + "\n\n").encode(), {}, id="blank lines after"),
        pytest.param(("\n\n" + PLAIN).encode(), {}, id="blank lines before"),
        pytest.param(PLAIN.replace("\n", ",\n").encode(), {}, id="a delimiter after the last column"),
        pytest.param(
            PLAIN.replace("\n", ",\n").replace("bo,", "bo").encode(), {}, id="... of rows and not of the header"
        ),
        pytest.param(
            "\n".join(",".join(f'"{c}"' for c in r.split(",")) for r in PLAIN.split()).encode(), {}, id="quoted"
        ),
        pytest.param(PLAIN.replace("55", "55.0").encode(), {}, id="whole floats"),
        pytest.param(PLAIN.replace("55", " 55 ").encode(), {}, id="spaces around"),
        pytest.param(PLAIN.replace("ballots", " ballots ").encode(), {}, id="spaces around a name"),
    ],
)
def test_the_same_sheets_give_the_same_tally(content: bytes, recipe: dict[str, str], tmp_path: Path) -> None:
    """Encoding, line ends, delimiters and quotes are not part of what the sheets say."""
    expected = count_text(PLAIN, tmp_path)
    counted = count_text(content, tmp_path, **recipe)
    assert figures(counted.tally) == figures(expected.tally)
    assert not counted.tally.findings


@pytest.mark.parametrize(
    ("content", "recipe", "line"),
    [
        pytest.param(b"", {}, "sheets.csv: the file is empty", id="empty"),
        pytest.param(b" \n\n", {}, "sheets.csv: the file is empty", id="only white space"),
        pytest.param(HEADER, {}, "sheets.csv: the file has a header and no rows", id="no rows"),
        pytest.param(
            PLAIN.encode("latin-1"), {}, "line 2: the file is not in UTF-8 (byte 0xf6)", id="Latin-1, unnamed"
        ),
        pytest.param(PLAIN, {"encoding": "ascii"}, "line 2: the file is not in ascii", id="another than named"),
        pytest.param(PLAIN, {"encoding": "klingon"}, "encoding 'klingon' is not known", id="unknown encoding"),
        pytest.param(PLAIN.encode("utf-16-le"), {}, "line 1: the header holds NUL", id="UTF-16 without a mark"),
        pytest.param(b"PK\x03\x04rest", {}, "sheets.csv: the zip file is damaged", id="half a zip"),
        pytest.param(f"{SHEETS}1,2,x\n", {}, "line 6, cell 4: the row has 3 cells and the header 10", id="short row"),
        pytest.param(f"{SHEETS}{ROWS[0]},9\n", {}, "line 6, cell 11: the row has 11 cells", id="long row"),
        pytest.param(f"{HEADER}\n{ROWS[0]},9\n{ROWS[1][:-3]}\n", {}, "line 2, cell 11", id="one long, one short"),
        pytest.param(SHEETS.replace("Brea", '"Brea'), {}, "line 4: the row cannot be read", id="an open quote"),
        pytest.param(SHEETS, {"delimiter": ";;"}, "delimiter ';;' is not one character", id="long delimiter"),
        pytest.param(SHEETS, {"delimiter": ";"}, "sheets.csv, header: no column 'centre'", id="wrong delimiter"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(
    content: str | bytes, recipe: dict[str, str], line: str, tmp_path: Path
) -> None:
    """The error is one line: where, what is wrong, and what to do about it."""
    with pytest.raises(SheetError) as error:
        count_text(content, tmp_path, **recipe)
    assert line in str(error.value)
    assert error.value.mend
    assert "\n" not in str(error.value)


def test_the_mend_of_a_wrong_encoding_names_one(tmp_path: Path) -> None:
    """The advice is something to paste into the recipe."""
    with pytest.raises(SheetError, match=r'encoding = "\w+"'):
        count_text(PLAIN.encode("latin-1"), tmp_path)


def test_a_file_in_an_unknown_format_is_refused(tmp_path: Path) -> None:
    """The endings that are read are named."""
    with pytest.raises(SheetError, match=r"sheets in .docx are not read; save the file as one of \.csv"):
        count_text(SHEETS, tmp_path, "sheets.docx")


def test_row_numbers_are_lines_of_the_file(tmp_path: Path) -> None:
    """A line break inside quotes and a blank line do not shift the numbers of the rows after them."""
    text = "\n".join([HEADER, ROWS[0].replace("Alba", '"Al\nba"'), "", ROWS[1], ROWS[2].replace(",30", ",x")])
    counted = count_text(text, tmp_path)
    assert counted.sheets.frame["row"].to_list() == [2, 5, 6]
    assert counted.sheets.frame["region"].to_list()[0] == "North\x1fAl ba"
    assert found(counted.tally, "cell_is_not_a_whole_number").rows[0].row == 6


def test_a_nul_in_a_cell_spoils_that_cell_only(tmp_path: Path) -> None:
    """The row is kept and the cell is listed."""
    counted = count_text(SHEETS.replace(",25", ",2\x005"), tmp_path)
    assert counted.tally.sheets == 4
    assert checks_found(counted.tally) == {"cell_is_not_a_whole_number"}


CELLS = st.text(alphabet='a1é ,;"\n', max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_any_cells_written_as_csv_are_read_back(tmp_path: Path, rows: list[list[str]]) -> None:
    """Whichever way the reader takes, it gives the cells that the standard library wrote, at their lines."""
    header = [f"c{i}" for i in range(len(rows[0]))]
    out = io.StringIO(newline="")
    writer, lines = csv.writer(out, lineterminator="\n"), []
    writer.writerow(header)
    for row in rows:
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    path = tmp_path / "any.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    table = read_delimited(
        Member("any.csv", "any.csv", path.read_bytes()), Opening("any.csv", wanted=frozenset(header), delimiter=",")
    )
    assert [list(row) for row in table.cells.fill_null("").rows()] == rows
    assert table.lines.to_list() == lines


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ('"a,b,c";d\n"x,y";2\n', ";"),
        ("a\tb c,d\n1\t2\n", "\t"),
        ("alone\n1\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_every_line_has_alike(head: str, delimiter: str) -> None:
    """Decimal commas and commas inside quotes do not mislead."""
    assert sniff_delimiter(head.encode(), "x.csv") == delimiter


def test_parquet_gives_what_csv_gives(tmp_path: Path) -> None:
    """The same sheets as typed columns: same tally, same findings on the same rows."""
    text = SHEETS.replace(",25", ",").replace(",38", ",39")
    (tmp_path / "x.csv").write_text(text)
    pl.read_csv(tmp_path / "x.csv").write_parquet(tmp_path / "whole.parquet")
    pl.read_csv(tmp_path / "x.csv").with_columns(
        pl.col("bo", "centre").cast(pl.Float64).fill_null(float("nan"))
    ).write_parquet(tmp_path / "floats.parquet")
    expected = count_text(text, tmp_path)
    for name in ("whole.parquet", "floats.parquet"):
        counted = count_text((tmp_path / name).read_bytes(), tmp_path, name)
        assert figures(counted.tally) == figures(expected.tally)
        assert [(f.check, [(r.row, r.unit, r.detail) for r in f.rows]) for f in counted.tally.findings] == [
            (f.check, [(r.row, r.unit, r.detail) for r in f.rows]) for f in expected.tally.findings
        ]


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    """No traceback of the library underneath."""
    with pytest.raises(SheetError, match="cannot be read as Parquet"):
        count_text(b"PAR1 and nothing more", tmp_path, "x.parquet")


def test_a_nested_parquet_column_is_refused_by_name(tmp_path: Path) -> None:
    """A list is not a count."""
    pl.read_csv(io.StringIO(SHEETS)).with_columns(bo=pl.concat_list("bo")).write_parquet(tmp_path / "x.parquet")
    with pytest.raises(SheetError, match=r"column 'bo'.*not single values"):
        count_text((tmp_path / "x.parquet").read_bytes(), tmp_path, "x.parquet")


@pytest.mark.parametrize("before", [0, 20_000])
def test_a_line_of_millions_of_cells_is_refused_before_it_fills_the_memory(tmp_path: Path, before: int) -> None:
    """Whether it is among the first lines or far down."""
    rows = [f"{i},1,North,Alba,100,60,55,5,30,25" for i in range(before)]
    with pytest.raises(SheetError, match=f"line {before + 2}: the line is longer than 8 million"):
        count_text("\n".join([HEADER, *rows, "1," * 4_500_000]), tmp_path)
