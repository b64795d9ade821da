"""Bytes of any common encoding become the text they are; what is no text is refused in one line."""

from __future__ import annotations

import codecs

import pytest

from recuento.errors import TextError
from recuento.reading.pages import article_from_bytes

SPANISH = (
    "Fraude en Valdoria\n\nEl presidente Nicolás Núñez ganó, según el árbitro. “¿Quién contó?”, preguntó la oposición."
)
PLAIN_SPANISH = SPANISH.replace("“", '"').replace("”", '"')
RUSSIAN = "Победа\n\nПрезидент страны поздравил победителя выборов. Оппозиция требует показать все протоколы участков."
ENGLISH = "Sol wins\n\nThe council said Sol won. The count was over on Monday night, it said."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "utf-8"),
        (SPANISH, "utf-8-sig"),
        (SPANISH, "utf-16"),
        (SPANISH, "utf-32"),
        (SPANISH, "utf-16-le"),
        (SPANISH, "utf-16-be"),
        (SPANISH, "utf-32-le"),
        (SPANISH, "utf-32-be"),
        (SPANISH, "cp1252"),
        (PLAIN_SPANISH, "latin-1"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ENGLISH, "ascii"),
        (ENGLISH, "utf-16-le"),
        ("Sol gana", "utf-16-be"),
    ],
)
def test_the_text_is_what_was_written(text: str, encoding: str) -> None:
    """With or without a mark, the decoded text equals the one that was saved."""
    assert article_from_bytes(text.encode(encoding), "page.txt").text == text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """Offsets count from the first character, as with Python's utf-8-sig."""
    article = article_from_bytes(codecs.BOM_UTF8 + ENGLISH.encode(), "page.txt")
    assert article.text == ENGLISH
    assert article.body[0] == (0, len("Sol wins"))


def test_windows_line_breaks_stay() -> None:
    """CRLF is text; offsets count both characters."""
    text = ENGLISH.replace("\n", "\r\n")
    article = article_from_bytes(text.encode(), "page.txt")
    assert article.text == text
    assert article.text[slice(*article.body[1])].startswith("The council")


def test_a_first_odd_byte_far_into_the_file_is_found() -> None:
    """The sample that tells the encoding is taken where the text stops being ASCII."""
    text = ENGLISH * 5000 + "\n\n" + PLAIN_SPANISH
    assert article_from_bytes(text.encode("latin-1"), "page.txt").text == text


def test_a_damaged_character_does_not_spoil_a_utf8_text() -> None:
    """A file cut off within its last character loses that one and no other."""
    text = SPANISH * 5
    damaged = article_from_bytes((text + "é").encode()[:-1], "page.txt").text
    assert damaged == text + "\ufffd"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"PK\x03\x04" + bytes(40), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "JPEG"),
        (b"\x1f\x8b\x08" + bytes(40), "gzip"),
        (b"\xd0\xcf\x11\xe0" + bytes(40), "office"),
        (b"{\\rtf1 text}", "RTF"),
        (b"text with a zero \x00 in it", "zero byte"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x01\x02\x03\x04 text \x05\x06", "control"),
        (codecs.BOM_UTF16_LE + b"a\x00b\x00\x00\xd8", "broken at byte"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, says: str) -> None:
    """The line says where and what."""
    with pytest.raises(TextError, match=says) as caught:
        article_from_bytes(data, "folder/page.txt")
    assert str(caught.value).startswith("folder/page.txt: ")
    assert "\n" not in str(caught.value)
