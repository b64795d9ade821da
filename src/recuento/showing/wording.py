"""What the weighing says, in words: the one place where its messages become sentences, in the language of the reader.

The catalogue of a language is words/messages.<language>.toml: a table of tables, of which "rules.left_open" is a key.
A text of it holds places in braces for what stands in a message:

| place             | a value                         | written                                               |
|-------------------|---------------------------------|-------------------------------------------------------|
| {name}            | a text, a message, a number     | as it is; whole numbers with their thousands grouped  |
| {n:plural sheet}  | a whole number                  | with its noun, from the table of nouns: "2 sheets"    |
| {share:percent 2} | a share of one                  | in percent with so many decimals                      |
| {share:points}    | a share of one                  | in points with two decimals, without a unit           |
| {share:written}   | a percentage as it was written  | with the decimals it has                              |
| {day:day}         | a day                           | with its month in letters                             |
| {parts:join ; }   | several texts                   | with what follows "join" between them                 |
| {text:capital}    | a text                          | with a capital letter first                           |
"""

from __future__ import annotations

import functools
import string
import tomllib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib.resources import files
from typing import Any, TypeVar

from babel import Locale

from recuento.records.messages import Message
from recuento.records.text import Record

from .numbers import Numbers

R = TypeVar("R", bound=Record)


class Wording(string.Formatter):
    """Puts messages into the words of one language. Raises KeyError for a message that the catalogue does not have."""

    def __init__(self, locale: str = "en") -> None:
        self._numbers = Numbers(locale)
        self._plural = Locale.parse(locale).plural_form
        self._catalogue = catalogue(locale)
        self._said: dict[Message, str] = {}

    def worded(self, record: R) -> R:
        """The same record with every message in it, however deep, put into words."""
        changes = {name: self._worded(getattr(record, name)) for name in type(record).model_fields}
        return record.model_copy(update=changes)

    def text(self, text: str) -> str:
        """A message in words; any other text as it is."""
        if not isinstance(text, Message):
            return text
        if text not in self._said:
            self._said[text] = self.vformat(self._catalogue[text.key], (), text.values)
        return self._said[text]

    def _worded(self, value: Any) -> Any:
        match value:
            case Message():
                return self.text(value)
            case Record():
                return self.worded(value)
            case tuple():
                return tuple(self._worded(part) for part in value)
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        """One place of a text; see the table above."""
        how, _, rest = format_spec.partition(" ")
        match how:
            case "":
                return self._plainly(value)
            case "plural":
                form = "one" if self._plural(value) == "one" else "other"
                return f"{self._numbers.count(value)} {self._catalogue[f'nouns.{rest}.{form}']}"
            case "percent":
                return self._numbers.percent(_rounded(value, int(rest)), int(rest))
            case "points":
                return self._numbers.percent(_rounded(value, 2)).removesuffix("%")
            case "written":
                return self._numbers.as_written(value)
            case "day":
                return self._numbers.day(value)
            case "join":
                return rest.join(self._plainly(part) for part in value)
            case "capital":
                text = self._plainly(value)
                return text[:1].upper() + text[1:]
        raise ValueError(f"no way to write a value is called {how!r}")

    def _plainly(self, value: Any) -> str:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Sequence):
            return " ".join(self._plainly(part) for part in value)
        return self._numbers.count(value)


def _rounded(share: Fraction, places: int) -> float:
    """A share of one in percent, rounded half to even while it is still exact."""
    return float(round(share * 100, places))


@functools.cache
def catalogue(locale: str) -> dict[str, str]:
    """The texts of a language by their keys."""
    text = (files("recuento.showing") / "words" / f"messages.{locale}.toml").read_text("utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def _flat(table: Mapping[str, Any], before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, Mapping) else [(f"{before}{key}", value)]
    return found
