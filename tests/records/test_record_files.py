"""Record files: the same records give the same bytes, and a file is there whole or as it was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recuento.errors import InputError, OutputError
from recuento.records.files import from_line, read_jsonl, replacing, save, to_json, write
from recuento.records.formats import FORMATS, form_of
from recuento.records.frames import KINDS_OF_READINGS
from recuento.records.kind_files import write_kind, write_kinds
from recuento.records.said import Reading
from recuento.records.text import Article, Record


def written(records: list[Record], form: str) -> bytes:
    out = io.BytesIO()
    write(records, out, form)
    return out.getvalue()


TEXTS_AND_TABLES = [form for form in FORMATS if form not in {"csv", "parquet"}]
"""What readings are written in as they are; csv and parquet hold one kind each."""


@pytest.mark.parametrize("form", TEXTS_AND_TABLES)
def test_same_records_give_same_bytes(reading: Reading, form: str) -> None:
    """Two writings of equal records are equal byte for byte."""
    again = Reading.model_validate(reading.model_dump())
    assert written([reading, reading], form) == written([again, again], form)


@pytest.mark.parametrize("form", TEXTS_AND_TABLES)
def test_text_formats_end_with_one_line_end(reading: Reading, form: str) -> None:
    """A text file ends with a line end, and not with an empty line."""
    content = written([reading], form)
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


def test_one_record_is_an_object_and_several_an_array(reading: Reading) -> None:
    """Json is an object for one record, an array for several, an empty array for none."""
    assert isinstance(json.loads(written([reading], "json")), dict)
    assert [r["article"]["id"] for r in json.loads(written([reading] * 3, "json"))] == [reading.article.id] * 3
    assert written([], "json") == b"[]\n"


def test_spans_are_pairs_and_dates_iso(reading: Reading) -> None:
    """A span is [start, end] on one line of the file, a date is YYYY-MM-DD."""
    content = written([reading], "json").decode()
    assert json.loads(content)["article"]["dateline"]["date"] == "2031-05-04"
    assert f'"body": [\n      [0, {len(reading.article.text)}]\n    ]' in content


def test_keys_keep_the_order_of_the_records(reading: Reading) -> None:
    """Keys come in the order in which the records declare them."""
    assert list(json.loads(written([reading], "json"))) == list(Reading.model_fields)


def test_text_is_not_escaped(make_reading: Callable[..., Reading]) -> None:
    """Letters beyond ASCII are written as they are."""
    assert "Nicolás “sí” 选举" in written([make_reading("Nicolás “sí” 选举")], "jsonl").decode()


# any code points at all, and often those that act instead of being read
anything = st.text(
    alphabet=st.characters(codec=None, exclude_categories=())
    | st.sampled_from("\ud800\udfff\r\n\t\x1b\u202e\x85\u2028\x00\ufeff="),
    max_size=40,
)


@given(st.lists(anything, max_size=4))
@example(["half a character: \ud800", "line\u2028end\r\n"])
def test_jsonl_reads_back_as_equal_records(texts: list[str]) -> None:
    """Whatever the text holds (line ends, controls, lone surrogates), what was written reads back equal."""
    readings = [Reading(article=Article(id="x", source=t, text=t, body=((0, len(t)),))) for t in texts]
    lines = written(readings, "jsonl").splitlines(keepends=False) if readings else []
    assert [from_line(line, Reading, where="here") for line in lines] == readings


def test_a_full_reading_reads_back_equal(reading: Reading, tmp_path: Path) -> None:
    """Every kind of record survives a file; empty lines and a byte order mark do no harm."""
    path = tmp_path / "said.jsonl"
    save([reading, reading], path, "jsonl")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\n\n"))
    assert list(read_jsonl(path, Reading)) == [reading, reading]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "is not JSON"),
        ("{}", "is not a Reading record: article: Field required"),
        ('{"article": 3}', "is not a Reading record: article"),
        (b"\xff\xfe", "is not JSON"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str | bytes, says: str) -> None:
    """A line that is no record raises an error with file and line."""
    path = tmp_path / "said.jsonl"
    path.write_bytes(b"\n" + (line if isinstance(line, bytes) else line.encode()))
    with pytest.raises(InputError) as caught:
        list(read_jsonl(path, Reading))
    assert str(caught.value).startswith(f"{path}: line 2: {says}")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A jsonl file that is not there raises an error with its name."""
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read \(no such file"):
        list(read_jsonl(tmp_path / "none.jsonl", Reading))


# --- flat tables ----------------------------------------------------------------------------------------------------


def rows_of(readings: list[Reading], kind: str = "articles") -> list[dict[str, str]]:
    out = io.BytesIO()
    write_kind(readings, kind, out, "csv")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


@pytest.mark.parametrize("kind", [k for k in KINDS_OF_READINGS if k != "articles"])
def test_each_kind_has_a_table_with_a_row_for_each_record(reading: Reading, kind: str) -> None:
    rows = rows_of([reading, reading], kind)
    assert [r["article"] for r in rows] == [reading.article.id] * (2 * len(getattr(reading, kind)))


def test_csv_has_names_beside_ids(reading: Reading) -> None:
    """An act names its actor and target by id and by name; missing cells are empty; booleans are words."""
    (act,) = rows_of([reading], "acts")
    assert (act["actor"], act["actor_name"], act["target_name"]) == ("a-holm", "Ida Holm", "Bruno Vega")
    assert (act["negated"], act["start"]) == ("false", str(reading.acts[0].start))
    assert rows_of([reading], "results")[0]["votes"] == ""


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("results", {"authority_name": "Electoral Board", "candidate_name": "Bruno Vega"}),
        ("victory_claims", {"claimant_name": "Clara Soto"}),
        ("pledges", {"by_name": "Ida Holm", "to_name": "Bruno Vega"}),
        ("relations", {"a_name": "Norland", "b_name": "Sudria"}),
        ("events", {"actor_name": "Ida Holm", "recipient_name": "Bruno Vega"}),
    ],
)
def test_whoever_a_record_points_at_is_named(reading: Reading, kind: str, names: dict[str, str]) -> None:
    row = rows_of([reading], kind)[0]
    assert {key: row[key] for key in names} == names


def test_every_kind_has_its_file_also_without_a_row(tmp_path: Path) -> None:
    """So that nothing of an earlier run stays beside the new."""
    for form in ("csv", "parquet"):
        assert write_kinds([], tmp_path, form) == 0
        assert {p.stem for p in tmp_path.glob(f"*.{form}")} == set(KINDS_OF_READINGS)
    assert pl.read_csv(tmp_path / "stances.csv").columns[:3] == ["article", "start", "end"]


def test_many_readings_are_the_same_in_batches(reading: Reading) -> None:
    assert len(rows_of([reading] * 130, "acts")) == 130 * len(reading.acts)


def test_a_failing_reading_leaves_the_old_files(reading: Reading, tmp_path: Path) -> None:
    write_kinds([reading], tmp_path, "csv")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def readings() -> Iterator[Reading]:
        yield from [reading] * 100
        raise InputError("stopped")

    with pytest.raises(InputError):
        write_kinds(readings(), tmp_path, "csv")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_reading_is_no_single_table(reading: Reading, form: Any) -> None:
    with pytest.raises(OutputError, match="several kinds"):
        written([reading], form)


@pytest.mark.parametrize("start", [*"=+-@", " =", "＝", "\t\t", "\r"])
def test_csv_cells_are_never_formulas(make_reading: Callable[..., Reading], start: str) -> None:
    """A text that a spreadsheet would compute begins with an apostrophe instead."""
    bad = f'{start}HYPERLINK("http://x")'
    reading = make_reading("words", source=bad)
    assert rows_of([reading])[0]["source"] == f"'{bad}"


@pytest.mark.parametrize("separator", [";", "\t", '; "', ";;  ", "\n", "\r\n"])
@pytest.mark.parametrize("sign", [*"=+-@", "＝"])
def test_csv_cells_hold_no_formula_after_what_parts_cells_elsewhere(
    make_reading: Callable[..., Reading], separator: str, sign: str
) -> None:
    """Where semicolons or tabs part cells, or quotation marks are not understood, a formula could begin within ours."""
    reading = make_reading("words", source=f"a{separator}{sign}1+1")
    assert rows_of([reading])[0]["source"] == f"a{separator}'{sign}1+1"


def test_csv_cells_keep_signs_that_begin_nothing(make_reading: Callable[..., Reading]) -> None:
    """A sign within a cell is as it was written."""
    words = "a-b; c = d, 1+1 @home"
    assert rows_of([make_reading("words", source=words)])[0]["source"] == words


def parquet_of(readings: list[Reading], kind: str) -> pl.DataFrame:
    out = io.BytesIO()
    write_kind(readings, kind, out, "parquet")
    return pl.read_parquet(io.BytesIO(out.getvalue()))


def test_parquet_has_the_rows_of_csv_with_types(reading: Reading) -> None:
    """Parquet holds the same rows, numbers as numbers, dates as dates, missing as null."""
    frame = parquet_of([reading], "results")
    assert frame.columns == list(rows_of([reading], "results")[0])
    result = frame.row(0, named=True)
    assert (result["share"], result["votes"]) == (51.2, None)
    assert parquet_of([reading], "articles")["published"][0].isoformat() == "2031-05-05"


def test_parquet_takes_lone_surrogates(make_reading: Callable[..., Reading]) -> None:
    """Half a character, which UTF-8 cannot hold, is written out and stops nothing."""
    frame = parquet_of([make_reading("x", source="a\ud800")], "articles")
    assert frame["source"][0] == "a\\ud800"


def test_table_shows_names_and_no_control_characters(make_reading: Callable[..., Reading], reading: Reading) -> None:
    """The table names actors; escape sequences in a text or file name do not reach the terminal."""
    assert "Ida Holm" in written([reading], "table").decode()
    hostile = written([make_reading("x", source="\x1b]0;owned\x07\u202e.txt")], "table").decode()
    assert "\x1b" not in hostile
    assert "\u202e" not in hostile


def test_a_record_without_a_flat_table_is_refused(reading: Reading) -> None:
    """A kind of record that has no columns says which formats it has."""
    with pytest.raises(OutputError, match=r"an? Article has no flat table; use --format json or jsonl"):
        written([reading.article], "csv")


# --- places ---------------------------------------------------------------------------------------------------------


def failing(reading: Reading) -> Iterator[Reading]:
    yield reading
    raise RuntimeError("half way")


@pytest.mark.parametrize("form", TEXTS_AND_TABLES)
def test_an_error_half_way_leaves_the_old_file(reading: Reading, tmp_path: Path, form: str) -> None:
    """If making the records fails, the old file stands and nothing lies beside it."""
    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        save(failing(reading), path, form)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    """Writing through a link replaces what it points at, and the permissions stay."""
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    with replacing(link) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    """A new file is as readable as one that the user's other programs make."""
    other = tmp_path / "other"
    other.touch()
    with replacing(tmp_path / "new") as out:
        out.write(b"x")
    assert (tmp_path / "new").stat().st_mode == other.stat().st_mode


def test_a_device_is_written_to_and_not_replaced(reading: Reading) -> None:
    """Writing to /dev/null leaves it a device."""
    assert save([reading], "/dev/null", "json") == 1
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("place", "says"),
    [("", "is a folder; name a file in it"), ("no/such/out.csv", "its folder does not exist; make the folder first")],
)
def test_a_place_that_cannot_be_written_is_named(reading: Reading, tmp_path: Path, place: str, says: str) -> None:
    """An output that cannot be written is one line with its name and the mend."""
    with pytest.raises(OutputError) as caught:
        save([reading], tmp_path / place, "csv")
    assert str(caught.value) == f"{tmp_path / place}: {says}"


def test_a_full_disk_is_one_line(reading: Reading) -> None:
    """A device without room is an OutputError that names it."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OutputError, match=r"/dev/full: cannot be written \(no space left"):
        save([reading], "/dev/full", "jsonl")


def test_the_format_follows_the_ending() -> None:
    """A file's ending asks for its format; an unknown one asks for none."""
    assert [form_of(n) for n in ("a.JSON", "b.jsonl", "c.csv", "d.parquet", "e.table", "f")] == [
        "json",
        "jsonl",
        "csv",
        "parquet",
        None,
        None,
    ]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3), st.text(max_size=20))
def test_pretty_and_plain_json_say_the_same(body: list[tuple[int, int]], text: str) -> None:
    """Putting spans on one line changes no value, also where the text itself looks like a span."""
    article = Article(id="x", source="[\n  1,\n  2\n]" + text, text=text, body=tuple(body))
    assert json.loads(to_json(article, pretty=True)) == json.loads(to_json(article))
