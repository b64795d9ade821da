"""A large file is read in blocks: tally, findings and lines are those of the file read whole, and memory is not the file's."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.counting.elections import HEADER, as_csv, honest_rows, make_case, make_source

from recuento.counting import Counted, count
from recuento.counting.formats import blocks
from recuento.errors import SheetError

CELL = st.sampled_from(
    ["", " 12", "+7", "007", "-3", "4.0", "1.000", "x", "99999999999999", '"a ""b"" c"', '"1\n2"', "٣٥", "5,6"]
)
COLUMN = st.sampled_from(["centre", "state", "registered", "valid", "ana", "bo"])


def counted(folder: Path, text: str, block: int, **changes: Any) -> Counted:
    (folder / "sheets.csv").write_bytes(text.encode())
    with patch.object(blocks, "BLOCK", block):
        return count(make_case(make_source(**changes)), folder)


@pytest.mark.slow
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    honest_rows(least=2, most=12),
    st.lists(st.tuples(st.integers(0, 11), COLUMN, CELL), max_size=3),
    st.integers(40, 200),
    st.sampled_from(["", "\n", "Results\n\n"]),
    st.booleans(),
)
def test_blocks_of_any_size_give_what_the_whole_file_gives(
    tmp_path: Path, rows: list[dict[str, str]], odd: list[tuple[int, str, str]], block: int, above: str, ends: bool
) -> None:
    for at, column, cell in odd:
        rows[at % len(rows)][column] = cell
    lines = [HEADER, *(",".join(row[name] for name in HEADER.split(",")) for row in rows)]
    text = above + "\n".join(lines) + ("\n" if ends else "")

    def outcome(size: int) -> Any:
        try:
            found = counted(tmp_path, text, size)
        except SheetError as error:
            return str(error)
        return found.tally, found.sheets.frame.drop("region").rows(), found.sheets.frame["region"].to_list()

    assert outcome(block) == outcome(10**9)


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    text = as_csv([{**dict.fromkeys(HEADER.split(","), "1"), "centre": str(i), "state": "Ñorth"} for i in range(90)])
    tally = counted(tmp_path, text, 100).tally
    assert tally.sources[0].sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert tally.sources[0].rows == 90


def test_a_ragged_row_far_down_is_told_with_its_line(tmp_path: Path) -> None:
    rows = [f"{i},1,North,Alba,100,60,55,5,30,25" for i in range(40)]
    rows[31] = "31,1,North,Alba,100"
    with pytest.raises(SheetError, match="line 33"):
        counted(tmp_path, "\n".join([HEADER, *rows]) + "\n", 120)


def test_keys_that_differ_in_case_are_found_across_blocks(tmp_path: Path) -> None:
    rows = [f"{key},1,North,Alba,100,60,55,5,30,25" for key in ("ab", *range(100, 140), "AB")]
    found = counted(tmp_path, "\n".join([HEADER, *rows]) + "\n", 200).tally.findings
    assert {r.unit for f in found if f.check == "keys_differ_only_in_case" for r in f.rows} == {"0ab-01", "0AB-01"}


def test_a_recipe_that_looks_at_other_rows_sees_all_blocks(tmp_path: Path) -> None:
    rows = [f"7,1,North,Alba,100,60,55,5,{30 + i},25" for i in range(40)]
    found = counted(tmp_path, "\n".join([HEADER, *rows]) + "\n", 100, latest="ana")
    assert [c.votes for c in found.tally.candidates if c.id == "ana"] == [69]


@pytest.mark.parametrize("encoding", ["cp1252", "shift_jis", "utf-16"])
def test_blocks_are_read_in_the_encoding_that_the_recipe_names(tmp_path: Path, encoding: str) -> None:
    town = {"cp1252": "Ñandú", "shift_jis": "表示ソ", "utf-16": "Ålesund"}[encoding]
    rows = [f"{i},1,{town},Alba,100,60,55,5,30,25" for i in range(40)]
    data = ("\n".join([HEADER, *rows]) + "\n").encode(encoding)
    (tmp_path / "sheets.csv").write_bytes(data)
    with patch.object(blocks, "BLOCK", 150):
        found = count(make_case(make_source(encoding=encoding)), tmp_path)
    assert found.tally.regions[0].path == (town,)
    assert found.tally.sources[0].sha256 == hashlib.sha256(data).hexdigest()


def test_a_byte_that_is_no_letter_far_down_is_told_with_its_line(tmp_path: Path) -> None:
    rows = [b"%d,1,North,Alba,100,60,55,5,30,25" % i for i in range(40)]
    rows[30] = b"30,1,Nor\xffth,Alba,100,60,55,5,30,25"
    (tmp_path / "sheets.csv").write_bytes(b"\n".join([HEADER.encode(), *rows]))
    with patch.object(blocks, "BLOCK", 150), pytest.raises(SheetError, match="line 32"):
        count(make_case(make_source()), tmp_path)
