"""Word lists and patterns are data: one TOML file a topic, one table a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from recuento.errors import LanguageError

Words = Mapping[str, frozenset[str]]


@cache
def data(topic: str) -> dict[str, Any]:
    """Everything a topic's file says."""
    with files("recuento.reading.lexicon").joinpath("words", f"{topic}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def word_list(topic: str, language: str) -> Words:
    """A topic's groups of words in one language; a group is a list of words or, for a table of lists, all of them."""
    tables = data(topic)
    if language not in tables:
        raise LanguageError(f"no words for the language {language!r} in {topic}.toml", mend="see CONTRIBUTING.md")
    return {group: frozenset(_flatten(words)) for group, words in tables[language].items()}


@cache
def rule_words(module: str, language: str = "en") -> Words:
    """The lists of words that the rules of one module look for: its own, and those of several modules."""
    rules = data("rules")[language]
    return {rule: frozenset(words) for rule, words in {**rules["shared"], **rules[module]}.items()}


def _flatten(words: Any) -> list[str]:
    if isinstance(words, str):
        return [words]
    if isinstance(words, dict):
        return [w for part in words.values() for w in _flatten(part)]
    return [w for part in words for w in _flatten(part)]
