"""Text from outside made harmless for the eye: nothing in it can steer a terminal, a page or a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

_STEERS_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\u2028\u2029\x85")
_STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_FORMULA_AFTER_A_SEPARATOR = re.compile("([;\t\r\n][ \"']*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def _picture(char: str) -> str:
    """A visible stand-in, one code point long, for a character that would act instead of being read."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd"


def _acts(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _STEERS_DIRECTION or char in _LINE_ENDS


def inert(text: str, *, keep: str = "\n\t") -> str:
    """The text with control, bidi and surrogate characters replaced by pictures, offsets unchanged.

    Escape sequences cannot colour or move a terminal, bidi controls cannot reorder what is read, and what is left
    can always be encoded. `keep` lists the control characters that stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_picture(c) if c not in keep and _acts(c) else c for c in text)


def one_line(text: str) -> str:
    """The text on one line, runs of white space as one blank, harmless on a terminal."""
    return inert(" ".join(text.split()), keep="")


def encodable(text: str) -> str:
    r"""The text with lone surrogates written out as ``\udXXX``, so that it can be stored as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def no_formula(text: str) -> str:
    """A cell that a spreadsheet shows instead of computing: what looks like a formula gets an apostrophe first.

    As advised by OWASP ("CSV Injection"): cells that begin with ``= + - @``, a tab or a line end, also after blanks or
    quotation marks. Spreadsheets of many countries part cells at semicolons, and some at tabs, without a look at our
    quotation marks; so what begins after one of these is held to be a cell, too.
    """
    if text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA):
        text = f"'{text}"
    return _FORMULA_AFTER_A_SEPARATOR.sub(r"\1'", text)
