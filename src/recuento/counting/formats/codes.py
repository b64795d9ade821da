"""Codes on images of sheets as a table: a row a sheet (`pattern`) or a row a token (`tokens`).

The text of a code is joined from its parts, held against its checksum, and cut as the recipe says. A sheet of which a
part is missing, or whose text does not have the digest that it states, has no row: it is told, to be entered by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from recuento.errors import CaseError, SheetError
from recuento.records.recipe import Checksum, Code

from .archives import Member
from .images import Seen, look_at, may_show_a_sheet
from .opening import Opening
from .table import Table, tidy_name

IMAGE, TOKEN, VALUE = "image", "token", "value"
UNSEEN, NO_CODE = "image_could_not_be_opened", "image_has_no_code_that_could_be_read"
ODD, IN_PART, FALSE = (
    "code_is_not_as_the_recipe_says",
    "part_of_a_code_is_missing",
    "code_does_not_have_the_digest_that_it_states",
)
NO_IMAGE, AGAIN = "file_is_no_image", "image_repeats_a_code"

Told = tuple[str, str, int, str]
"""A check, the file, the code's number in it, and what there is to say."""
Row = dict[str, str | None]


@dataclass(frozen=True)
class _Symbol:
    """A code: where it was first seen, and what of the sheet's text it holds."""

    where: str
    number: int
    text: str
    part: int
    of: int
    body: str


@dataclass
class _Sheets:
    """The sheets that are whole, by where their first part was seen, and what was told on the way."""

    whole: list[tuple[_Symbol, str]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


def read_codes(members: Iterator[Member], opening: Opening) -> Table:
    """The sheets whose codes can be read in these files. What cannot be read stands in the table's `told`."""
    code = opening.code or Code()
    _refuse_odd(code, opening)
    grammar = _Grammar(code, opening.path)
    sheets = _Sheets()
    seen = list(look_at(_images(members, sheets.told), grammar.is_enough))
    symbols = list(_symbols(seen, grammar, sheets.told))
    _put_together(symbols, grammar, sheets)
    if not sheets.whole:
        detail = f"; the first: {sheets.told[0][1]}, {sheets.told[0][0].replace('_', ' ')}" if sheets.told else ""
        raise SheetError(
            f"no code of a sheet could be read in {len(seen):,} files{detail}",
            where=opening.path,
            mend="mend `code` in the recipe, or photograph the codes again, larger and in even light",
        )
    rows, places = grammar.rows(sheets)
    return _table(rows, places, sheets.told, opening)


def _images(members: Iterator[Member], told: list[Told]) -> Iterator[Member]:
    """The files that may show a sheet; others are told."""
    for member in members:
        if may_show_a_sheet(member.name):
            yield member
        else:
            told.append((NO_IMAGE, member.where, 1, "its ending is that of no image"))


def _refuse_odd(code: Code, opening: Opening) -> None:
    where = f"case.toml, [[sheets]] {opening.path!r}"
    if (code.pattern is None) == (code.tokens is None):
        raise CaseError("code says neither or both of `pattern` and `tokens`", where=where, mend="say one of them")
    if code.pattern is None and code.lists:
        raise CaseError("code.lists are groups of a pattern, and there is none", where=where, mend="leave it out")
    if code.tokens is None and (code.sections or code.checksum):
        key = "sections" if code.sections else "checksum"
        raise CaseError(f"code.{key} is of tokens, and there are none", where=where, mend="leave it out")


class _Grammar:
    """What the recipe says of the codes, with its patterns checked."""

    def __init__(self, code: Code, path: str) -> None:
        self.code, self.path = code, path
        self.groups = () if code.pattern is None else _groups(code.pattern, "pattern", path)
        parts = () if code.part is None else _groups(code.part, "part", path)
        if code.part is not None and not {"part", "of"} <= set(parts):
            raise _case_error("part", path, "it needs the groups (?<part>\\d+) and (?<of>\\d+)")
        if odd := [name for name in code.lists if name not in self.groups]:
            raise _case_error(f"lists.{odd[0]}", path, f"the pattern has no group of that name; it has {self.groups}")

    def is_enough(self, texts: list[str]) -> bool:
        """Whether the codes of one image make a whole sheet, and none but whole ones."""
        symbols = [s for s in self.symbols("", texts) if s is not None]
        return bool(symbols) and all(
            {s.part for s in symbols if s.of == one.of} >= set(range(1, one.of + 1)) for one in symbols
        )

    def symbols(self, where: str, texts: list[str]) -> list[_Symbol | None]:
        """Each text as what it holds; None where the recipe does not know it."""
        found: list[_Symbol | None] = []
        for number, text in enumerate(texts, start=1):
            part, of, body = 1, 1, text.strip()
            if self.code.part is not None:
                head = _matched(f"^(?:{self.code.part})", text)
                if head is None or not (str(head["part"]).isdecimal() and str(head["of"]).isdecimal()):
                    found.append(None)
                    continue
                whole = pl.select(pl.lit(text).str.extract(f"^((?:{self.code.part}))", 1)).item()
                part, of, body = int(head["part"] or 0), int(head["of"] or 0), text[len(whole) :].strip()
            known = self._knows(body) and 1 <= part <= of <= 99
            found.append(_Symbol(where, number, text, part, of, body) if known else None)
        return found

    def _knows(self, body: str) -> bool:
        if self.code.pattern is not None:
            return self.code.part is not None or _matched(f"^(?:{self.code.pattern})$", body) is not None
        return bool(body) and all(self.code.tokens in token for token in body.split() if self.code.tokens)

    def rows(self, sheets: _Sheets) -> tuple[list[Row], list[_Symbol]]:
        """The rows of all whole sheets, each with the code it is from."""
        rows, places = [], []
        for symbol, text in sheets.whole:
            made = self._row(text) if self.code.pattern is not None else list(self._tokens(text))
            if not made:
                sheets.told.append((ODD, symbol.where, symbol.number, _short(text)))
            for row in made:
                rows.append({IMAGE: symbol.where.rpartition("/")[2], **row})
                places.append(symbol)
        return rows, places

    def _row(self, text: str) -> list[Row]:
        """One row: the groups, and the members of those that are lists."""
        groups = _matched(f"^(?:{self.code.pattern})$", text)
        if groups is None:
            return []
        row: Row = {}
        for name, value in groups.items():
            if name not in self.code.lists:
                row[name] = value
                continue
            for i, held in enumerate((value or "").split(self.code.lists[name]), start=1):
                row[f"{name} {i}"] = held
        return [row]

    def _tokens(self, text: str) -> Iterator[Row]:
        """A row a token; those before the first section are columns on every row instead, where there are sections."""
        mark, sections = self.code.tokens or "", list(self.code.sections)
        before: Row = {}
        inside: Row = dict.fromkeys(sections, "")
        begun = not sections
        for token in text.split():
            name, _, value = token.partition(mark)
            begun = begun or name in sections
            if name in sections:
                inside[name] = value
                for inner in sections[sections.index(name) + 1 :]:
                    inside[inner] = ""
            elif not begun:
                before.setdefault(name, value)
            else:
                yield {**before, **inside, TOKEN: name, VALUE: value}
            for section, last in self.code.sections.items():
                if last and name == last:
                    for closed in sections[sections.index(section) :]:
                        inside[closed] = ""


def _symbols(seen: list[Seen], grammar: _Grammar, told: list[Told]) -> Iterator[_Symbol]:
    """The codes that the recipe knows, each once; what else there was is told."""
    first: dict[str, str] = {}
    for image in seen:
        if image.refusal is not None:
            told.append((UNSEEN, image.where, 1, image.refusal))
        elif not image.texts:
            told.append((NO_CODE, image.where, 1, "enter the sheet by hand"))
        known = grammar.symbols(image.where, image.texts)
        if image.texts and not any(known):
            told.append((ODD, image.where, 1, _short(image.texts[0])))
        for symbol in known:
            if symbol is None:
                continue
            if symbol.text in first:
                told.append((AGAIN, symbol.where, symbol.number, f"the code of {first[symbol.text]} once more"))
            else:
                first[symbol.text] = symbol.where
                yield symbol


def _put_together(symbols: list[_Symbol], grammar: _Grammar, sheets: _Sheets) -> None:
    """Sheets of one code, and of several: parts in one image belong together, others where the checksum says so."""
    check = grammar.code.checksum
    mark = grammar.code.tokens or ""
    rest = [s for s in symbols if s.of > 1]
    for symbol in (s for s in symbols if s.of == 1):
        _keep(symbol, symbol.body, _verdict(symbol.body, check, mark), sheets)
    by_part: dict[tuple[int, int], list[_Symbol]] = {}
    for symbol in rest:
        by_part.setdefault((symbol.part, symbol.of), []).append(symbol)
    used: set[str] = set()
    for first in (s for s in rest if s.part == 1):
        text, verdict = _chained(first, by_part, used, check, mark)
        if text is None:
            detail = f"part 1 of {first.of} is here, and no other that belongs to it"
            sheets.told.append((IN_PART, first.where, first.number, detail))
        else:
            _keep(first, text, verdict, sheets)
    for symbol in rest:
        if symbol.part > 1 and symbol.text not in used:
            detail = f"part {symbol.part} of {symbol.of} is here, and no first part to which it belongs"
            sheets.told.append((IN_PART, symbol.where, symbol.number, detail))


def _chained(
    first: _Symbol, by_part: dict[tuple[int, int], list[_Symbol]], used: set[str], check: Checksum | None, mark: str
) -> tuple[str | None, str | None]:
    """The sheet's text from its first part on, and what is wrong with it; None where a part is not there."""
    text, taken = first.body, []
    wrong = _verdict(first.body, check, mark)
    for number in range(2, first.of + 1):
        others = [s for s in by_part.get((number, first.of), []) if s.text not in used]
        fits = [s for s in others if check and _verdict(f"{text} {s.body}", check, mark) is None]
        beside = [s for s in others if s.where == first.where]
        # One image may show one sheet alone; then its parts belong together even where a digest is false.
        following = fits[0] if fits else beside[0] if len(beside) == 1 else None
        if following is None:
            return None, None
        text = f"{text} {following.body}"
        wrong = wrong or (None if fits else _verdict(text, check, mark))
        taken.append(following.text)
    used.update(taken)
    return text, wrong


def _verdict(text: str, check: Checksum | None, mark: str) -> str | None:
    """What is wrong with the last digest in a text; None where it is that of all the text before it, or none is asked."""
    if check is None:
        return None
    before, found, after = text.rpartition(f" {check.token}{mark}")
    if not found:
        return f"there is no {check.token} in it"
    stated = after.split(maxsplit=1)[0] if after.split() else ""
    digest = hashlib.new(check.algorithm, before.encode()).hexdigest()
    if stated.lower() == digest:
        return None
    return f"{check.token} is {stated[:12]}..., and its {check.algorithm} is {digest[:12].upper()}..."


def _keep(symbol: _Symbol, text: str, wrong: str | None, sheets: _Sheets) -> None:
    if wrong is None:
        sheets.whole.append((symbol, text))
    else:
        sheets.told.append((FALSE, symbol.where, symbol.number, wrong))


def _table(rows: list[Row], places: list[_Symbol], told: list[Told], opening: Opening) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    header = tuple(map(tidy_name, names))
    kept = [i for i, name in enumerate(header) if opening.keeps(name)]
    cells = pl.DataFrame(
        {str(i): [row.get(names[i]) for row in rows] for i in kept}, schema={str(i): pl.String for i in kept}
    )
    lines = pl.Series("row", [s.number for s in places], dtype=pl.Int64)
    origin = pl.Series("source", [s.where for s in places], dtype=pl.String)
    return Table(opening.path, header, cells, lines, origin=origin, told=tuple(told))


def _groups(pattern: str, key: str, path: str) -> tuple[str, ...]:
    """The names of a pattern's groups. Raises CaseError where it is no regular expression, or names none."""
    try:
        fields = pl.select(pl.lit("").str.extract_groups(pattern)).to_series().struct.fields
    except pl.exceptions.PolarsError as error:
        raise _case_error(key, path, str(error).strip().splitlines()[-1]) from error
    if not fields or all(name.isdecimal() for name in fields):
        raise _case_error(key, path, "it has no named group, as (?<station>\\d+)")
    return tuple(fields)


def _matched(pattern: str, text: str) -> dict[str, str | None] | None:
    """The groups of a pattern that matches; Rust's expressions take linear time on any text."""
    groups: dict[str, str | None] = pl.select(pl.lit(text).str.extract_groups(pattern)).item()
    return groups if any(value is not None for value in groups.values()) else None


def _case_error(key: str, path: str, what: str) -> CaseError:
    return CaseError(f"code.{key}: {what}", where=f"case.toml, [[sheets]] {path!r}", mend="mend it in the recipe")


def _short(text: str) -> str:
    return f"the code says {text[:60]!r}" + ("..." if len(text) > 60 else "")
