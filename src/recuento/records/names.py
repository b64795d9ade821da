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
    kept = "".join(c for c in plain_letters(text) if c not in _APOSTROPHES)
    return " ".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in kept).split())


def plain_letters(text: str) -> str:
    """A text without case and marks, its punctuation and blanks as they are.

    >>> plain_letters("Łódź-Işık’s")
    'lodz-isik’s'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_LETTERS)


PARTICLES = frozenset(
    [
        "a",
        "al",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "degli",
        "dei",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ibn",
        "la",
        "las",
        "le",
        "los",
        "of",
        "the",
        "und",
        "van",
        "vd",
        "von",
        "y",
        "zu",
    ]
)
"""Small words within names that one writer gives and another leaves out."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior", "filho", "neto"})

# One letter or sound as different ways of writing other scripts in Latin letters give it; longer ones first.
_SOUNDS = (
    ("schtsch", "sc"), ("shch", "sc"), ("chtch", "sc"), ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("sh", "s"),
    ("zh", "z"), ("kh", "h"), ("gh", "g"), ("dzh", "j"), ("ts", "t"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("q", "k"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("w", "v"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_ENDINGS = ("iii", "ii")
_VOWELS = frozenset("aeiou")
_TELLING_CONSONANTS = 4


def names_match(one: str, other: str) -> bool:
    """Whether two names can be the same person's: every word of the shorter one is a word of the longer.

    Order, particles, suffixes and second surnames do not count, an initial stands for a word that begins with it, and
    words that are two transliterations of one count as the same. At least one word must be there in full.

    >>> names_match("Maduro Moros, Nicolás", "N. Maduro"), names_match("Tymoshenko", "Yulia Timoschenko")
    (True, True)
    >>> names_match("Ana García", "Ana Gómez"), names_match("R. Maduro", "Nicolás Maduro")
    (False, False)
    """
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short or not any(len(word) > 1 for word in short):
        return False
    left, in_full = list(long), False
    for word in sorted(short, key=len, reverse=True):
        same = next((w for w in left if _same_word(word, w)), None)
        if same is None:
            return False
        left.remove(same)
        in_full = in_full or min(len(word), len(same)) > 1
    return in_full


def _words(name: str) -> list[str]:
    words = fold(name).split()
    kept = [w for w in words if w not in PARTICLES and w not in _SUFFIXES]
    return kept or words


@lru_cache(maxsize=65536)
def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    a, b = _sound(one), _sound(other)
    if a == b:
        return True
    # Vowels are the least sure part of a transliteration: Mohammed, Muhammad. Short words have too little else.
    bones, others = _bones(a), _bones(b)
    return len(bones) >= _TELLING_CONSONANTS and bones == others and a[0] == b[0]


def _sound(word: str) -> str:
    """A word as different transliterations of it have in common, doubled letters once."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    for ending in _ENDINGS:
        if word.endswith(f"sk{ending}"):
            word = f"{word[: -len(ending)]}i"
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def _bones(word: str) -> str:
    bare = "".join(c for c in word if c not in _VOWELS)
    return "".join(c for i, c in enumerate(bare) if i == 0 or c != bare[i - 1])
