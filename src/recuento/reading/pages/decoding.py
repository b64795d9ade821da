"""From bytes to text: marks, UTF-16 without one, UTF-8, and the older encodings; what is no text is said to be none.

A byte order mark is the encoding's signature and no part of the text: it is dropped, as Python's "utf-8-sig" does, so
that offsets count from the first character.
"""

from __future__ import annotations

import codecs
import re

from recuento.errors import TextError

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "an image, a sound or a video (RIFF)"),
    (b"OggS", "a sound or a video (Ogg)"),
    (b"ID3", "a sound (MP3)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# Control characters that text does not have: all but tab, line breaks, form feed, escape and the old end-of-file.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31} | {127})
_MOST_CONTROLS = 0.02
# Bytes that are looked at to tell an encoding.
SAMPLE = 100_000
# A UTF-8 text may be damaged in one of so many of its sequences (cut off at its end, an odd character pasted in).
_DAMAGE = 20

# What Western European text has beyond ASCII: the letters and signs of Windows-1252 that occur in running text.
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßŒœŠšŽž“”‘’‚„«»‹›–—…•·€£¥§©®™°ºª¿¡´¨\xa0\xad"
)
# A letter alone of its kind between ASCII ones: "Nicolás" in Latin-1, not "Ïóòèí" (Cyrillic bytes misread).
_MOST_OTHER_LETTERS = 0.2
_CANDIDATES = [
    *(
        "cp1252",
        "cp1250",
        "cp1251",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "iso8859_2",
        "iso8859_5",
        "koi8_r",
        "koi8_u",
    ),
    *("mac_roman", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)


def decode(data: bytes, source: str, *, charset: str | None = None) -> str:
    """The text that the bytes are.

    `charset`: the encoding that a page or server names; used when the bytes are indeed valid in it.
    Raises `TextError` for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, source)
    refuse_binary(data, source)
    if wide := _wide_encoding(data):
        return _strictly(data, wide, source)
    _refuse_controls(data, source)
    if charset and (text := _as_named(data, charset)) is not None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _older(data, error.start, source)


def named_charset(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head."""
    m = _META.search(data[:4096])
    return m[1].decode("ascii", "replace") if m else None


def refuse_binary(data: bytes, source: str) -> None:
    """Refuses files whose first bytes say that they are something else than text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise TextError(f"this is {what}, not text", where=source, mend="give the article as text, HTML or PDF")


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"the file is marked as {encoding.upper()} but is broken at byte {error.start:,}"
        raise TextError(what, where=source, mend="save it again as UTF-8") from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: spaces and line breaks leave zero bytes at every second (fourth) place only."""
    sample = data[: SAMPLE - SAMPLE % 4]
    if b"\0" not in sample:
        return None
    zeros = [sample[i::4].count(0) for i in range(4)]
    order = [("utf-32-le", (1, 2, 3)), ("utf-32-be", (0, 1, 2)), ("utf-16-le", (1, 3)), ("utf-16-be", (0, 2))]
    for encoding, places in order:
        if any(zeros[i] for i in range(4) if i not in places) or not all(zeros[i] for i in places):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text[:SAMPLE]
        if sum(c.isprintable() or c.isspace() for c in head) >= 0.98 * len(head):
            return encoding
    return None


def _refuse_controls(data: bytes, source: str) -> None:
    """Refuses data with zero bytes, or with more control characters than any text has."""
    if b"\0" in data:
        raise TextError(f"this is binary data (a zero byte at {data.index(0):,}), not text", where=source)
    sample = data[:SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample):
        raise TextError("this is binary data (control characters throughout), not text", where=source)


def _as_named(data: bytes, charset: str) -> str | None:
    """The text in the named encoding, or None where the name is unknown or the bytes are not valid in it."""
    # Browsers read these names as Windows-1252, and pages mean it.
    name = "cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else charset
    try:
        if name == "cp1252" and not data.isascii():
            return _as_named(data, "utf-8") or data.decode(name)
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _older(data: bytes, first_odd: int, source: str) -> str:
    """Text that is not UTF-8: damaged UTF-8, Western European, or what charset-normalizer makes of it."""
    from charset_normalizer import from_bytes

    mended = data.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    wide = sum(not c.isascii() for c in mended[:SAMPLE]) - mended[:SAMPLE].count("\ufffd")
    if wide and lost * _DAMAGE <= wide:
        return mended
    sample = data[max(0, first_odd - SAMPLE // 4) : first_odd + SAMPLE]
    if _is_western(sample):
        return data.decode("cp1252", "replace")
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise TextError("the encoding cannot be told", where=source, mend="save the file as UTF-8")
    return data.decode(best.encoding, "replace")


def _is_western(sample: bytes) -> bool:
    """Whether bytes read as Windows-1252 (or Latin-1, its part) make Western European text.

    charset-normalizer goes by letter frequencies, which an article of a few lines does not have.
    """
    text = sample.decode("cp1252", "replace")
    other = [c for c in text if not c.isascii()]
    letters = sum(c.isalpha() for c in other)
    return all(c in _WESTERN for c in other) and letters <= _MOST_OTHER_LETTERS * sum(c.isalpha() for c in text)
