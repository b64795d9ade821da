"""Sheets from images: codes are read and summed, and an image that is not read is told and never counted as nothing."""

from __future__ import annotations

import hashlib
import io
import struct
import tomllib
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from tests.counting.elections import make_case

from recuento.case.case_file import named_recipes
from recuento.counting import Counted, count
from recuento.counting.formats.symbols import texts_in
from recuento.errors import CaseError, SheetError
from recuento.records.recipe import SheetSource

SLOTS = {
    "pattern": r"(?<centre>\d{3})\.(?<table>\d{2})!(?<slot>[\d,]+)!(?<null>\d+)",
    "lists": {"slot": ","},
}
TOKENS = {
    "part": r"Q:(?<part>\d+):(?<of>\d+)",
    "tokens": ":",
    "sections": {"RACE": "", "OFFICE": "CAST"},
    "checksum": {"token": "HASH", "algorithm": "sha512"},
}


def drawn(text: str, symbology: str = "QRCode", scale: int = 4) -> Image.Image:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology))
    page = Image.new("L", (700, 700), 255)
    page.paste(Image.fromarray(np.asarray(code.to_image(scale=scale, add_quiet_zones=True))), (60, 90))
    return page


def as_bytes(image: Image.Image, kind: str = "PNG") -> bytes:
    held = io.BytesIO()
    image.save(held, kind)
    return held.getvalue()


def counted(folder: Path, files: dict[str, bytes | str], **recipe: Any) -> Counted:
    for name, content in files.items():
        (folder / "sheets" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sheets" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    given: dict[str, Any] = {
        "path": "sheets",
        "unit": ["centre", "table"],
        "null": "null",
        "votes": {"ana": "slot 1..2", "bo": "slot 3"},
        "code": SLOTS,
    }
    return count(make_case(SheetSource(published_by="Board", interest="none known", **given | recipe)), folder)


def votes(found: Counted) -> dict[str, int | None]:
    return {c.id: c.votes for c in found.tally.candidates}


def told(found: Counted) -> dict[str, list[tuple[str, str]]]:
    return {f.check: [(r.source, r.detail) for r in f.rows] for f in found.tally.findings}


def chained(*bodies: str) -> list[str]:
    """The texts of a sheet's codes, each with the digest of all text before it."""
    texts, before = [], ""
    for i, body in enumerate(bodies, start=1):
        before = f"{before} {body}".strip()
        digest = hashlib.sha512(before.encode()).hexdigest().upper()
        before = f"{before} HASH:{digest}"
        texts.append(f"Q:{i}:{len(bodies)} {body} HASH:{digest}")
    return texts


FIRST = "REGION:N STATION:1 RACE:9 OFFICE:2 31:5 CAST:5 OFFICE:1 11:30"
SECOND = "22:40 APT:100 CAST:70 SEAL:AB"
BY_TOKENS: dict[str, Any] = {
    "code": TOKENS,
    "unit": ["REGION", "STATION"],
    "where": {"OFFICE": "1"},
    "long": {"option": "token", "count": "value"},
    "registered": "APT",
    "valid": "CAST",
    "null": None,
    "votes": {"ana": "11", "bo": "22"},
}


def test_codes_of_a_folder_are_sheets_and_places_on_the_ballot_are_summed(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        {
            "a.png": as_bytes(drawn("101.01!10,2,40!3")),
            "deep/b.jpg": as_bytes(drawn("101.02!20,0,31!1").rotate(20, fillcolor=255), "JPEG"),
            "c.pdf": as_bytes(drawn("101.03!1,1,1!0"), "PDF"),
            "d.png": as_bytes(drawn("101.04!7,0,9!0", "DataMatrix")),
            "e.txt": "101.05!1,0,0!0\n101.06!0,1,0!0\n",
        },
    )
    assert votes(found) == {"ana": 43, "bo": 81}
    assert (found.tally.sheets, found.tally.invalid) == (6, 4)
    assert found.tally.findings == ()


def test_images_in_a_zip_file_give_what_they_give_in_a_folder(tmp_path: Path) -> None:
    images = {"a.png": as_bytes(drawn("101.01!10,2,40!3")), "in/b.png": as_bytes(drawn("101.02!20,0,31!1"))}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, raw in images.items():
            archive.writestr(name, raw)
    (tmp_path / "sheets.zip").write_bytes(held.getvalue())
    assert votes(counted(tmp_path, {}, path="sheets.zip")) == votes(counted(tmp_path, dict(images.items())))


def test_an_image_that_is_not_read_is_told_and_the_others_are_counted(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        {
            "a.png": as_bytes(drawn("101.01!10,2,40!3")),
            "again.png": as_bytes(drawn("101.01!10,2,40!3", scale=5)),
            "blank.png": as_bytes(Image.new("L", (200, 200), 255)),
            "damaged.png": b"\x89PNG\r\n\x1a\nxx",
            "cut.jpg": as_bytes(drawn("101.09!1,1,1!0"), "JPEG")[:2000],
            "other.png": as_bytes(drawn("https://example.org")),
            "phone.heic": b"x",
            "notes.md": "x",
        },
    )
    assert votes(found) == {"ana": 12, "bo": 40}
    assert {check: [where for where, _ in rows] for check, rows in told(found).items()} == {
        "image_has_no_code_that_could_be_read": ["sheets/blank.png"],
        "image_could_not_be_opened": ["sheets/cut.jpg", "sheets/damaged.png", "sheets/phone.heic"],
        "code_is_not_as_the_recipe_says": ["sheets/other.png"],
        "image_repeats_a_code": ["sheets/again.png"],
        "file_is_no_image": ["sheets/notes.md"],
    }


def test_an_image_that_says_it_is_larger_than_any_memory_is_refused(tmp_path: Path) -> None:
    """A file of a hundred bytes, after the size that its header claims."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 9_400, 9_400, 8, 0, 0, 0, 0)
    huge = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    found = counted(tmp_path, {"a.png": as_bytes(drawn("101.01!10,2,40!3")), "huge.png": huge})
    assert told(found)["image_could_not_be_opened"] == [
        ("sheets/huge.png", "it has 9,400 x 9,400 pixels; make it smaller")
    ]


@pytest.mark.parametrize("together", [True, False])
def test_parts_of_a_sheet_find_each_other_by_the_chain_of_their_digests(tmp_path: Path, *, together: bool) -> None:
    """Also where they stand in different images, among those of another sheet."""
    texts = [*chained(FIRST, SECOND), *chained(FIRST.replace("STATION:1", "STATION:2"), SECOND.replace("40", "41"))]
    if together:
        files: dict[str, bytes | str] = {"a.txt": "\n".join(texts)}
    else:
        files = {f"{i}.png": as_bytes(drawn(t, scale=3)) for i, t in zip((4, 1, 2, 3), texts, strict=True)}
    found = counted(tmp_path, files, **BY_TOKENS)
    assert votes(found) == {"ana": 60, "bo": 81}
    assert (found.tally.sheets, found.tally.registered) == (2, 200)
    assert set(told(found)) <= {"rows_are_left_out_by_the_recipe", "candidates_do_not_add_to_valid"}


def test_a_sheet_whose_text_does_not_have_its_digest_is_an_error_and_not_counted(tmp_path: Path) -> None:
    good, bad = chained(FIRST, SECOND), chained(FIRST.replace("STATION:1", "STATION:2"), SECOND)
    bad[0] = bad[0].replace("11:30", "11:31")
    found = counted(tmp_path, {"a.txt": "\n".join(good), "b.txt": "\n".join(bad)}, **BY_TOKENS)
    assert votes(found) == {"ana": 30, "bo": 40}
    (where, detail), *_ = told(found)["code_does_not_have_the_digest_that_it_states"]
    assert where == "sheets/b.txt"
    assert "HASH is" in detail
    assert next(f for f in found.tally.findings if "digest" in f.check).severity == "error"


def test_a_sheet_with_a_part_missing_is_told_and_not_counted(tmp_path: Path) -> None:
    good, half = chained(FIRST, SECOND), chained(FIRST.replace("STATION:1", "STATION:2"), SECOND)
    found = counted(tmp_path, {"a.txt": "\n".join(good), "b.txt": half[0]}, **BY_TOKENS)
    assert found.tally.sheets == 1
    assert told(found)["part_of_a_code_is_missing"] == [
        ("sheets/b.txt", "part 1 of 2 is here, and no other that belongs to it")
    ]
    found = counted(tmp_path, {"a.txt": "\n".join(good), "b.txt": half[1]}, **BY_TOKENS)
    assert told(found)["part_of_a_code_is_missing"][0][1].startswith("part 2 of 2 is here")


def test_without_a_checksum_parts_belong_together_in_one_image_alone(tmp_path: Path) -> None:
    """Which of several others' parts follows cannot be told."""
    one, two = chained(FIRST, SECOND)
    recipe = BY_TOKENS | {"code": {k: v for k, v in TOKENS.items() if k != "checksum"}}
    assert votes(counted(tmp_path, {"a.txt": f"{one}\n{two}"}, **recipe)) == {"ana": 30, "bo": 40}
    with pytest.raises(SheetError, match="no code of a sheet could be read"):
        counted(tmp_path, {"a.txt": one, "b.txt": two}, **recipe)


def test_a_section_ends_with_its_last_token(tmp_path: Path) -> None:
    """A token after it is of no office, whatever number it has."""
    texts = chained(FIRST.replace("OFFICE:1 11:30", "OFFICE:1 11:30 22:40 APT:100 CAST:70 11:999"))
    assert votes(counted(tmp_path, {"a.txt": texts[0]}, **BY_TOKENS)) == {"ana": 30, "bo": 40}


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ({}, "neither or both"),
        ({"pattern": "(?<a>x)", "tokens": ":"}, "neither or both"),
        ({"pattern": "(x"}, "code.pattern: .*unclosed"),
        ({"pattern": "(x)"}, "no named group"),
        ({"pattern": "(?<a>x)", "lists": {"b": ","}}, "code.lists.b"),
        ({"pattern": "(?<a>x)", "sections": {"b": ""}}, "code.sections is of tokens"),
        ({"tokens": ":", "lists": {"b": ","}}, "code.lists are groups of a pattern"),
        ({"tokens": ":", "part": r"(?<part>\d)"}, "code.part: it needs the groups"),
    ],
)
def test_a_grammar_that_cannot_be_meant_is_refused(tmp_path: Path, code: dict[str, Any], says: str) -> None:
    with pytest.raises(CaseError, match=says):
        counted(tmp_path, {"a.txt": "x"}, code=code)


def test_keys_of_tables_say_nothing_of_images(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="`header` says nothing of them"):
        counted(tmp_path, {"a.txt": "101.01!10,2,40!3"}, header=2)


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (lambda image: image.filter(ImageFilter.GaussianBlur(2.0)), "blurred"),
        (lambda image: image.point(lambda v: 20 + v // 12), "dim"),
        (lambda image: image.resize((250, 250), Image.Resampling.BILINEAR), "small"),
        (lambda image: image.rotate(37, Image.Resampling.BILINEAR, expand=True, fillcolor=100), "turned"),
    ],
)
def test_a_spoilt_photograph_is_read(spoil: Any, name: str) -> None:
    text = "110601011.04.1.0001!" + ",".join(["12"] * 38) + "!0!0"
    assert texts_in(spoil(drawn(text))) == [text], name


def test_the_recipe_for_the_brazilian_bulletin_follows_its_description(tmp_path: Path) -> None:
    """A bulletin made up after it: two offices, a run of numbers cut between two codes, who has no vote left out."""
    head = "ORIG:VOTA UNFE:AC MUNI:1392 ZONA:9 SECA:16 HRFC:180755 IDEL:15103 CARG:6 TIPO:1 PART:91 9101:1 TOTP:1 APTA:51 CAST:1 TOTC:1"
    president = "IDEL:15101 CARG:1 TIPO:0 91:7"
    rest = "92:6 APTA:51 NOMI:13 BRAN:2 NULO:1 TOTC:16"
    texts = [
        t.replace("Q:", "QRBU:").replace(" ", " VRQR:1.5 VRCH:20180618 ", 1)
        for t in chained(f"{head} {president}", rest)
    ]
    recipe = tomllib.loads(named_recipes()["brazil-boletim-de-urna-presidente"])
    found = counted(tmp_path, {"a.txt": "\n".join(texts)}, **recipe | {"votes": {"ana": "91", "bo": "92"}})
    t = found.tally
    assert (votes(found), t.registered, t.ballots, t.valid, t.blank, t.null) == ({"ana": 7, "bo": 6}, 51, 16, 13, 2, 1)


# --- entered by hand ------------------------------------------------------------------------------------------------


def entered(folder: Path, first: str, second: str) -> Counted:
    (folder / "first.csv").write_text(f"table,Ana,Bo\n{first}")
    (folder / "second.csv").write_text(f"table,Ana,Bo\n{second}")
    source = SheetSource(
        path="first.csv",
        entered_again="second.csv",
        published_by="Board",
        interest="none known",
        unit=["table"],
        votes={"ana": "Ana", "bo": "Bo"},
    )
    return count(make_case(source), folder)


def test_a_figure_on_which_two_entries_differ_is_missing_and_no_zero(tmp_path: Path) -> None:
    found = entered(tmp_path, "1,80,70\n2,60,90\n3,1,\n", "3,1,5\n2,60,91\n1,80,70\n")
    assert votes(found) == {"ana": 141, "bo": 70}
    assert told(found)["two_entries_of_a_figure_differ"] == [
        ("first.csv", "Bo: '90' and '91'"),
        ("first.csv", "Bo: 'nothing' and '5'"),
    ]
    assert len(told(found)["figure_is_missing"]) == 2


def test_a_sheet_that_was_entered_once_gives_no_figure(tmp_path: Path) -> None:
    found = entered(tmp_path, "1,80,70\n2,60,90\n", "1,80,70\n4,5,6\n")
    assert votes(found) == {"ana": 80, "bo": 70}
    assert [where for where, _ in told(found)["sheet_was_entered_once"]] == ["first.csv", "second.csv"]


def test_a_unit_entered_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="unit '1' is entered twice"):
        entered(tmp_path, "1,80,70\n1,60,90\n", "1,80,70\n")
