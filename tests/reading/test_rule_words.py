"""The words of rules are data that is read: each list by its module, no list twice."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import recuento.reading
from recuento.reading.lexicon.vocabulary import data

ROOM = Path(recuento.reading.__path__[0])
RULES = data("rules")["en"]


def asked_in(module: str) -> set[str]:
    """The lists that a module of this name asks for."""
    texts = [path.read_text("utf-8") for path in ROOM.rglob(f"{module}.py")]
    return {name for text in texts for name in re.findall(r'_WORDS\["(\w+)"\]', text)}


def test_every_list_is_asked_for_by_its_module() -> None:
    for module, lists in RULES.items():
        if module != "shared":
            assert set(lists) <= asked_in(module), module
    everywhere = {name for path in ROOM.rglob("*.py") for name in asked_in(path.stem)}
    assert set(RULES["shared"]) <= everywhere


def test_no_list_hides_a_shared_one_and_long_ones_stand_once() -> None:
    own = [name for module, lists in RULES.items() if module != "shared" for name in lists]
    assert not set(own) & set(RULES["shared"])
    times = Counter(frozenset(words) for lists in RULES.values() for words in lists.values())
    assert all(n == 1 for words, n in times.items() if len(words) > 4)


def test_no_rule_keeps_a_set_of_verbs_or_nouns_in_its_code() -> None:
    """What stays in code beside its rule is grammar (pronouns, prepositions, auxiliaries) and punctuation."""
    kept = [
        (path.name, words)
        for room in ("attribution", "entities", "events", "parse", "reactions", "results")
        for path in (ROOM / room).rglob("*.py")
        for words in sets_asked_of_words(ast.parse(path.read_text("utf-8")))
        if any(word.isalpha() and word not in GRAMMAR.split() for word in words)
    ]
    assert kept == []


def sets_asked_of_words(tree: ast.AST) -> Iterator[list[str]]:
    """The sets written in place that a token's form or lemma is looked for in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(among := node.comparators[0], ast.Set):
            of_words = re.search(r"lemma|lower_|\bword$", ast.unparse(node.left))
            words = [e.value for e in among.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            if of_words and len(words) > 1:
                yield words


GRAMMAR = """
a an the this that these those every any all most no both each two one half more fewer first mere less
we you he she i it they me us him her them my our your his its their mine ours himself herself themselves who which
neither none nor over of to in on at by for with from into after before during as than since until between against across past amid upon
and or but nor if whether unless while when once so not
is was be have has had do did will would should can could may might must ought need
"""
