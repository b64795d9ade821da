"""Compressed files: read as what they hold, and refused where they are damaged, locked or grow beyond measure."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from tests.counting.elections import HEADER, ROWS, SHEETS, make_case, make_source

from recuento.counting import count
from recuento.counting.formats import archives
from recuento.errors import SheetError


def zipped(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return out.getvalue()


def votes(folder: Path, name: str, data: bytes, **recipe: object) -> dict[str, int]:
    (folder / name).write_bytes(data)
    return {c.id: c.votes for c in count(make_case(make_source(name, **recipe)), folder).tally.candidates}


PLAIN = {"ana": 180, "bo": 141}
HALVES = {f"{part}_csv": "\n".join((HEADER, *rows)) for part, rows in (("a", ROWS[:2]), ("b", ROWS[2:]))}


@pytest.mark.parametrize("name", ["sheets.csv.gz", "sheets.csv"])
def test_a_gzip_file_is_read_as_what_it_holds_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert votes(tmp_path, name, gzip.compress(SHEETS.encode())) == PLAIN


def test_the_only_member_of_a_zip_file_need_not_be_named(tmp_path: Path) -> None:
    """What Macs and hidden folders add does not count."""
    assert (
        votes(tmp_path, "x.zip", zipped(**{"sheets_csv": SHEETS, "__MACOSX/sheets_csv": "junk", ".hidden": "junk"}))
        == PLAIN
    )


def test_members_are_chosen_by_name_or_glob_and_their_rows_are_one_table(tmp_path: Path) -> None:
    data = zipped(readme="none", **HALVES)
    assert votes(tmp_path, "x.zip", data, member="*.csv") == PLAIN
    assert votes(tmp_path, "y.zip", data, member="a.csv") == {"ana": 70, "bo": 63}


def test_a_finding_names_the_member_and_its_line(tmp_path: Path) -> None:
    broken = HALVES | {"b_csv": HALVES["b_csv"].replace(",148,", ",many,")}
    (tmp_path / "x.zip").write_bytes(zipped(**broken))
    found = count(make_case(make_source("x.zip", member="*.csv")), tmp_path).tally.findings
    row = next(f for f in found if f.check == "cell_is_not_a_whole_number").rows[0]
    assert (row.source, row.row) == ("x.zip, member 'b.csv'", 3)


def test_a_folder_is_read_like_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    for name, content in HALVES.items():
        (folder / name.replace("_csv", ".csv")).write_text(content)
    found = count(make_case(make_source("parts", member="*.csv")), tmp_path).tally
    assert {c.id: c.votes for c in found.candidates} == PLAIN


@pytest.mark.parametrize(
    ("data", "recipe", "told"),
    [
        pytest.param(zipped(a_csv=SHEETS, b_csv=SHEETS), {}, "holds 2 files", id="which of two"),
        pytest.param(zipped(a_csv=SHEETS), {"member": "c.csv"}, "no member 'c.csv'", id="no such member"),
        pytest.param(zipped(), {}, "the zip file is empty", id="empty"),
        pytest.param(zipped(a_csv=SHEETS)[:-30], {}, "damaged or cut short", id="cut short"),
        pytest.param(zipped(a_pdf="x"), {}, "a file without an ending", id="a member that is not read"),
        pytest.param(
            zipped(a_csv=SHEETS, b_csv="x,y\n1,2\n"),
            {"member": "*.csv"},
            "its columns are not those",
            id="other columns",
        ),
    ],
)
def test_an_archive_that_cannot_be_read_is_refused(
    tmp_path: Path, data: bytes, recipe: dict[str, str], told: str
) -> None:
    with pytest.raises(SheetError, match=told) as caught:
        votes(tmp_path, "x.zip", data, **recipe)
    assert caught.value.mend


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty million blanks in sixty kilobytes."""
    monkeypatch.setattr(archives, "SMALL", 1_000_000)
    blanks = HEADER.encode() + b" " * 4_000_000
    data = zipped(a_csv=blanks) if kind == "zip" else gzip.compress(blanks)
    with pytest.raises(SheetError, match="grows to more than"):
        votes(tmp_path, f"x.csv.{kind}" if kind == "gz" else "x.zip", data)


def test_a_gzip_file_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="damaged or cut short"):
        votes(tmp_path, "x.csv.gz", gzip.compress(SHEETS.encode())[:-9])


def test_a_glob_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.csv").write_text(SHEETS)
    with pytest.raises(Exception, match="inside"):
        count(make_case(make_source("inside", member="../*.csv")), tmp_path)
