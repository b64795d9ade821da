"""Names as they are compared everywhere: one way to fold a text, one answer to whether two names are the same person's.

Folding takes away what writers of one name differ in: case, accents and other marks, letters that are written without
them elsewhere (ł, ø, ı, ß), apostrophes and hyphens, punctuation. What stays are words of letters and digits.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "ħ": "h", "Ħ": "H", "ı": "i", "İ": "I", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "ə": "e", "Ə": "E", "ĸ": "k", "ſ": "s", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ơ": "o", "ư": "u",
    }
)  # fmt: skip
_APOSTROPHES = frozenset("'’‘ʻʼʽ`´ʹ′")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A text without case, marks and punctuation, its words joined by single blanks.

    >>> fold("Łukasz  Işık-Öztürk"), fold("O’Brien, Seán"), fold("Straße"), fold("Al-Sisi")
    ('lukasz isik ozturk', 'obrien sean', 'strasse', 'al sisi')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in _APOSTROPHES)
    return " ".join(
        "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in kept.casefold()).split()
    )
