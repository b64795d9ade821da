"""The words of rules are data that is read: each list by its module, no list twice."""

from __future__ import annotations

import re
from collections import Counter
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
