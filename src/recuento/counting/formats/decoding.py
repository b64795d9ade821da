"""From the bytes of a text file to UTF-8: by its byte order mark, by the recipe, or else strictly as UTF-8."""

from __future__ import annotations

import codecs

from recuento.errors import SheetError

# Longest first: the mark of UTF-32 (little end first) begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FEWEST_LETTERS = 20
_UTF8 = {"utf-8", "utf_8", "utf8", "utf-8-sig", "utf_8_sig"}


def is_utf8(encoding: str | None) -> bool:
    """Whether a recipe's encoding is UTF-8, which it is where nothing is said."""
    return encoding is None or encoding.lower() in _UTF8


def is_like_ascii(encoding: str | None) -> bool:
    """Whether in a recipe's encoding line ends, commas and quotes are the bytes that they are in ASCII, and those bytes nothing else.

    >>> is_like_ascii("cp1252"), is_like_ascii(None), is_like_ascii("utf-16"), is_like_ascii("no such")
    (True, True, False, False)
    """
    if is_utf8(encoding):
        return True
    try:
        name = codecs.lookup(encoding or "").name
        return '\n,;\t"'.encode(name) == b'\n,;\t"' and not name.startswith(("utf-7", "iso2022", "hz"))
    except LookupError:
        return False


def as_utf8(data: bytes, path: str, encoding: str | None = None) -> bytes:
    """The same text as UTF-8. Bytes taken for UTF-8 are given back as they are, with a mark if they have one.

    A byte order mark speaks for itself and outranks `encoding`, which is the recipe's word.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    named = marked or encoding
    if named is None or is_utf8(named):
        return data
    try:
        return data.decode(named).encode("utf-8")
    except LookupError as error:
        raise SheetError(
            f"encoding {named!r} is not known", where=path, mend='name a common one, e.g. "cp1252" or "utf-16"'
        ) from error
    except UnicodeError as error:
        where = f"{path}, line {_line_of(error)}" if isinstance(error, UnicodeDecodeError) else path
        raise SheetError(f"the file is not in {named}", where=where, mend=_advice(data)) from error


def decode_utf8(data: bytes, path: str) -> str:
    """UTF-8 bytes as text without a mark, or a SheetError that says on which line they are something else."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(
            f"the file is not in UTF-8 (byte 0x{error.object[error.start]:02x})",
            where=f"{path}, line {_line_of(error)}",
            mend=_advice(data),
        ) from error


def _line_of(error: UnicodeDecodeError) -> int:
    return error.object.count(b"\n", 0, error.start) + 1


def _advice(data: bytes) -> str:
    """Says which encoding to name; a sample decides, for the guess costs time on a long file."""
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    sample = data[:200_000]
    guess = from_bytes(sample).best()
    # A handful of letters is too little to tell alphabets by: then the commonest of the West is offered.
    few = sum(byte > 0x7F for byte in sample) < _FEWEST_LETTERS
    name = "cp1252" if guess is None or few else guess.encoding
    return f'save it as UTF-8, or name its encoding in the recipe (perhaps encoding = "{name}")'
