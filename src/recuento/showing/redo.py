"""A workbook with which a reader redoes the verdicts: every sum as live formulas, beside the number of the verdict.

Three sheets: the claims with their verdicts; for each sum its figures, how often each is taken, and formulas that add
them up and compare; and what would change a verdict. Texts are written as texts, so that none is taken for a formula.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from recuento.records.contest import Case
from recuento.records.inert import one_line
from recuento.records.said import Reading
from recuento.records.verdict import Fact, Verdict, Weighing

from .articles import Library
from .claims import WORDS, Claims
from .numbers import Numbers
from .private import withhold

_LONGEST_CELL = 32_000


def redo_workbook(case: Case, weighing: Weighing, readings: Sequence[Reading] = (), locale: str = "en") -> bytes:
    """The workbook as bytes; the same weighing gives the same bytes. `readings` are those that its claims are from.

    Members of the public are withheld as on the page.
    """
    import xlsxwriter

    numbers, withheld, held = Numbers(locale), withhold(readings, case.candidates), io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": one_line(case.contest.name), "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "#,##0"})
        _claims(
            book,
            weighing,
            Claims(case, None, Library(withheld.readings, numbers), numbers, withheld.hide),
            numbers,
            bold,
            wrap,
        )
        weighing = weighing.model_copy(update={"verdicts": tuple(_shown(v, withheld.hide) for v in weighing.verdicts)})
        _sums(book, weighing, numbers, bold, wrap, number)
        _changes(book, weighing, numbers, bold, wrap, number)
    return held.getvalue()


def _shown(verdict: Verdict, hide: Callable[[str], str]) -> Verdict:
    return verdict.model_copy(update={"text": hide(one_line(verdict.text))})


def _claims(book: Any, weighing: Weighing, shown: Claims, numbers: Numbers, bold: Any, wrap: Any) -> None:
    text = numbers.text
    sheet = book.add_worksheet(text("Verdicts"))
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 3, 28)
    sheet.set_column(4, 4, 90)
    for column, head in enumerate(("No.", "Claim", "Stated by", "Verdict", "In a sentence")):
        sheet.write_string(0, column, text(head), bold)
    for row, verdict in enumerate(weighing.verdicts, start=1):
        sheet.write_number(row, 0, row)
        who = shown.who(verdict.stated_by, verdict.article or verdict.source)
        texts = (shown.hide(one_line(verdict.text)), who, text(WORDS[verdict.kind][0]), shown.hide(verdict.says))
        for column, cell in enumerate(texts, start=1):
            sheet.write_string(row, column, _cell(cell), wrap)
    sheet.freeze_panes(1, 0)


def _sums(book: Any, weighing: Weighing, numbers: Numbers, bold: Any, wrap: Any, number: Any) -> None:
    """A block a sum: its figures, SUMPRODUCT over them, the verdict's number, and whether both are the same."""
    text = numbers.text
    sheet = book.add_worksheet(text("Redo"))
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 3, 18)
    sheet.write_string(0, 0, text("Change a figure in column C and see what follows."), wrap)
    row = 2
    for no, verdict, fact in _facts(weighing):
        if not fact.terms or not isinstance(fact.value, int):
            continue
        sheet.write_string(row, 0, _cell(text("Verdict %(no)s: %(claim)s", no=no, claim=verdict.text)), bold)
        sheet.write_string(row + 1, 0, _cell(fact.fact), wrap)
        for column, head in enumerate(("taken so often", "figure", "product"), start=1):
            sheet.write_string(row + 1, column, text(head), bold)
        first = row + 2
        for i, term in enumerate(fact.terms):
            at = first + i
            sheet.write_string(at, 0, _cell(term.name), wrap)
            sheet.write_number(at, 1, term.times, number)
            sheet.write_number(at, 2, term.figure, number)
            sheet.write_formula(at, 3, f"=B{at + 1}*C{at + 1}", number, term.times * term.figure)
        last = first + len(fact.terms) - 1
        end = last + 1
        redone = sum(t.times * t.figure for t in fact.terms)
        span = f"B{first + 1}:B{last + 1},C{first + 1}:C{last + 1}"
        sheet.write_string(end, 0, text("redone"), bold)
        sheet.write_formula(end, 3, f"=SUMPRODUCT({span})", number, redone)
        sheet.write_string(end + 1, 0, text("the verdict's number"), bold)
        sheet.write_number(end + 1, 3, fact.value, number)
        sheet.write_string(end + 2, 0, text("the same?"), bold)
        yes, no_ = text("yes"), text("no")
        same = yes if redone == fact.value else no_
        sheet.write_formula(end + 2, 3, f'=IF(D{end + 1}=D{end + 2},"{yes}","{no_}")', None, same)
        sheet.write_string(end + 3, 0, _cell(text("From %(rows)s", rows=fact.rows)), wrap)
        row = end + 5


def _changes(book: Any, weighing: Weighing, numbers: Numbers, bold: Any, wrap: Any, number: Any) -> None:
    text = numbers.text
    sheet = book.add_worksheet(text("What would change it"))
    sheet.set_column(0, 1, 50)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 3, 90)
    for column, head in enumerate(("Claim", "What", "Number", "How")):
        sheet.write_string(0, column, text(head), bold)
    told = [(v, f) for _, v, f in _facts(weighing) if f.changes]
    for row, (verdict, fact) in enumerate(told, start=1):
        sheet.write_string(row, 0, _cell(verdict.text), wrap)
        sheet.write_string(row, 1, _cell(fact.fact), wrap)
        sheet.write_number(row, 2, fact.value, number)
        sheet.write_string(row, 3, _cell(fact.how), wrap)


def _facts(weighing: Weighing) -> Iterator[tuple[int, Verdict, Fact]]:
    """Every fact of every verdict, the same one once."""
    seen: set[tuple[str, str]] = set()
    for no, verdict in enumerate(weighing.verdicts, start=1):
        for fact in verdict.because:
            if (fact.fact, fact.how) not in seen:
                seen.add((fact.fact, fact.how))
                yield no, verdict, fact


def _cell(text: str) -> str:
    return one_line(text)[:_LONGEST_CELL]
