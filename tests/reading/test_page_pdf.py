"""PDF articles: lines become paragraphs again; scans, locked and broken files are refused in one line."""

from __future__ import annotations

import io
import textwrap

import pytest
from pypdf import PdfReader, PdfWriter

from recuento.errors import TextError
from recuento.reading.pages import article_from_bytes

from .pages_invented import FIRST, HEADLINE, SECOND, THIRD, body

# Brackets delimit strings in a PDF.
ESCAPED = {ord("("): "\\(", ord(")"): "\\)"}


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines of text on its pages, one below the other."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(f"({line.translate(ESCAPED)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def column(paragraph: str) -> list[str]:
    """A paragraph as the lines of a printed column."""
    return textwrap.wrap(paragraph, 60)


def test_lines_of_a_column_become_paragraphs() -> None:
    """The text has one line a paragraph; headline and dateline are read as in any page."""
    lines = [
        HEADLINE,
        "By Ana Ruiz",
        *column(f"PORT SOL, July 29 (Reuters) - {FIRST}"),
        *column(SECOND),
        *column(THIRD),
    ]
    article = article_from_bytes(pdf(lines), "page.pdf")
    assert (article.title, article.byline, article.agency) == (HEADLINE, "Ana Ruiz", "Reuters")
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_a_paragraph_goes_on_over_the_page_break_and_running_heads_are_dropped() -> None:
    """Page numbers and lines that every page repeats are not the article."""
    lines = column(f"{FIRST} {SECOND} {THIRD}")
    parts = [lines[:2], lines[2:4], lines[4:]]
    pages = [["The Valdorian, Monday", *part, f"Page {i}"] for i, part in enumerate(parts, start=1)]
    assert body(article_from_bytes(pdf(*pages), "page.pdf")) == [f"{FIRST} {SECOND} {THIRD}"]


def test_a_word_cut_at_the_end_of_a_line_is_whole_again() -> None:
    """A hyphen at a line's end before a small letter is the printer's."""
    lines = [
        "The council published the results of the presidential elec-",
        "tion on Monday, and the opposition rejected them.",
    ]
    article = article_from_bytes(pdf(lines), "page.pdf")
    assert "presidential election on Monday" in article.text


def test_a_pdf_without_text_is_said_to_be_a_scan() -> None:
    """OCR is named as the mend."""
    with pytest.raises(TextError, match="may be a scan"):
        article_from_bytes(pdf([]), "page.pdf")


def test_a_locked_pdf_is_refused() -> None:
    """A password is asked for in one line."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([HEADLINE]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(TextError, match="asks for a password"):
        article_from_bytes(out.getvalue(), "page.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing more", pdf([HEADLINE])[:400], b"%PDF-1.7" + bytes(500)])
def test_a_broken_pdf_is_refused_in_one_line(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever is broken, there is one line and nothing else on the terminal."""
    with pytest.raises(TextError) as caught:
        article_from_bytes(data, "page.pdf")
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")
