"""Which language a text is in: a look at its small words first, a statistical guess only where they do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module

from recuento.reading.lexicon.vocabulary import data
from recuento.records.text import Article, Span

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.22
"""Share of small words from which a text is surely in their language; running prose has 0.3 to 0.5."""
_SAMPLE = 4000
_FEWEST_WORDS = 12
"""A shorter paragraph in Latin letters (a headline, a label, a name) is taken to be in its article's language."""
_LATIN = re.compile("[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]")


@cache
def _small_words(language: str) -> frozenset[str]:
    """The stop words that spaCy has for a language; none where it has none."""
    try:
        return frozenset(import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)
    except ImportError:
        return frozenset()


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    """Some small words of each language of words/neighbours.toml."""
    return {language: frozenset(words) for language, words in data("neighbours").items()}


def _share(words: Sequence[str], small: frozenset[str]) -> float:
    return sum(map(small.__contains__, words)) / len(words)


def _guess(text: str) -> str:
    import py3langid

    code: str = py3langid.classify(text[:_SAMPLE])[0]
    return code


def language_of(article: Article) -> str | None:
    """ISO 639-1 code of an article's language, or None where there are no words to tell by."""
    sample = " ".join(article.text[start:end] for start, end in article.body[:12])[:_SAMPLE]
    words = [w.casefold() for w in _WORD.findall(sample)]
    if not words:
        return None
    return "en" if _share(words, _small_words("en")) >= _ENOUGH else _guess(sample)


def elsewhere(text: str, body: Sequence[Span], language: str) -> dict[int, str]:
    """The paragraphs, by number, that are surely in another language than the article's, with that language.

    Sure are another script, or few of the article's small words and enough of another language's.
    """
    found = {n: _other(text[start:end], language) for n, (start, end) in enumerate(body)}
    return {n: code for n, code in found.items() if code is not None}


def _other(paragraph: str, language: str) -> str | None:
    words = [w for w in _WORD.findall(paragraph.casefold()) if len(w) > 1]
    if not words or (own := _share(words, _small_words(language))) >= _ENOUGH:
        return None
    if language == "en" and 2 * sum(bool(_LATIN.match(w)) for w in words) < len(words):
        return _guess(paragraph)
    if len(words) < _FEWEST_WORDS:
        return None
    share, other = max((_share(words, small), code) for code, small in _neighbours().items() if code != language)
    return other if share >= max(_ENOUGH, 2 * own) else None
