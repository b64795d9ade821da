"""The page's own words in the language of the reader: English stands in the code, other languages in gettext catalogues.

``words/page.<language>.po`` is a catalogue as translators and their tools know it. What a catalogue lacks stays English;
a test fails on it. The sentences of the weighing are not here but in messages.<language>.toml (see `wording`).
"""

from __future__ import annotations

import functools
import io
from importlib.resources import files
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE = "en"
LANGUAGES = ("en", "es")
"""The languages that a dossier can be written in."""


class Translation:
    """Puts English texts into one language."""

    def __init__(self, locale: str) -> None:
        self._plural = Locale.parse(locale).plural_form
        self._catalog = _catalog(locale) if locale != SOURCE else None

    def text(self, english: str, **values: object) -> str:
        """A text, with `values` set where it has "%(name)s"."""
        said = self._said(english)[0]
        return said % values if values else said

    def plural(self, number: int, written: str, one: str, many: str) -> str:
        """The text for so many, in which "%(n)s" is the number as it is `written`."""
        if self._catalog is None:
            said = one if number == 1 else many
        else:
            forms = self._said(one)
            said = (
                (forms[0] if self._plural(number) == "one" else forms[-1])
                if len(forms) > 1
                else (one, many)[number != 1]
            )
        return said % {"n": written}

    def _said(self, english: str) -> tuple[str, ...]:
        message = self._catalog.get(english) if self._catalog is not None else None
        if message is None or not message.string:
            return (english,)
        return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@functools.cache
def _catalog(locale: str) -> Catalog:
    from babel.messages.pofile import read_po

    text = (files("recuento.showing") / "words" / f"page.{locale}.po").read_bytes()
    return read_po(io.BytesIO(text), locale=locale)


@functools.cache
def translation(locale: str) -> Translation:
    """The translation into a language."""
    return Translation(locale)
