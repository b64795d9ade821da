"""The gate: which articles can have nothing to do with an election, told by their words before any parse.

The rule is in words/gate.toml and nowhere else: families of words with points, and how many points keep an article.
It is made to lose nothing: whatever is not surely without electoral content goes on and is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from recuento.records.said import NO_ELECTORAL_CONTENT, Reading
from recuento.records.text import Article

from .lexicon.vocabulary import data
from .pages.articles import LONGEST_ARTICLE
from .pages.raw import RawPage, article_of, glimpse, unlaid

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A language's families, by the first word of each of their forms: (the whole form, family, points)."""

    enough: int
    common: frozenset[str]
    least_common: float
    forms: Mapping[str, tuple[tuple[str, int, int], ...]]


@cache
def _rule(language: str) -> _Rule | None:
    table = data("gate").get(language)
    if table is None:
        return None
    forms: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for number, family in enumerate(table["families"]):
        for form in family["words"]:
            first = form.split()[0]
            forms[first] = (*forms.get(first, ()), (form, number, family["points"]))
    return _Rule(table["enough"], frozenset(table["common"]), table["least_common"], forms)


def points(text: str, language: str) -> int:
    """The points of the families that a text has."""
    rule = _rule(language)
    return _points(_words(text), rule) if rule else 0


def can_be_electoral(text: str, language: str) -> bool:
    """Whether a text has what no report on an election in this language is without; yes for a language without words."""
    rule = _rule(language)
    return rule is None or _points(_words(text), rule) >= rule.enough


def admitted(page: RawPage, language: str) -> Article | Reading:
    """The article on a page, or its dismissal: a reading without records, and a note that says why.

    A page is dismissed unseen where already all words on it, menus included, fall short; the article of any other one
    may still be dismissed by `judged`. Raises `TextError` for a page that cannot be used.
    """
    rule, seen = _rule(language), glimpse(page)
    if rule and seen and len(seen.text) <= LONGEST_ARTICLE:
        words = _words(seen.words)
        common = sum(map(words.count, rule.common))
        if common and common >= rule.least_common * len(words) and _points(words, rule) < rule.enough:
            return _dismissed(unlaid(seen))
    return article_of(page)


def judged(article: Article, language: str) -> Article | Reading:
    """An article, or its dismissal where headline and paragraphs, in the gate's language, fall short."""
    if article.language != language:
        return article
    words = " ".join(article.text[start:end] for start, end in article.body)
    return article if can_be_electoral(words, language) else _dismissed(article)


def _dismissed(article: Article) -> Reading:
    return Reading(article=article, notes=(NO_ELECTORAL_CONTENT,))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _points(words: list[str], rule: _Rule) -> int:
    hints = rule.forms.keys() & set(words)
    if not hints:
        return 0
    # Blanks at both ends make whole words of what is looked for.
    flat = f" {' '.join(words)} "
    found = {number: worth for first in hints for form, number, worth in rule.forms[first] if f" {form} " in flat}
    return sum(found.values())
