"""Each rule has a sentence it reads, one it leaves and one near it; see ``rules.toml``."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from evaluation.own import own_articles
from evaluation.reader import read_texts

import recuento.reading
from recuento.reading import article_from_text, read_articles
from recuento.reading.reading import Reading

RULES = {
    (kind, by): sentences
    for kind, rules in tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8")).items()
    for by, sentences in rules.items()
}
INTRODUCTION = (
    "The electoral commission of Zambia declared Joseph Banda the winner of the presidential election on Monday. Banda "
    "won 52.1% of the vote and opposition leader Grace Phiri 44.3%.\n\n"
)
WITH_INTRODUCTION = {"acts", "results", "victory_claims"}


def standing(reading: Reading, kind: str, after: int, *, denied: bool) -> set[str]:
    """The rules that found a record of a kind told after an offset, not only imagined, and denied only as asked."""
    records = [r for r in getattr(reading, kind) if r.start >= after and not getattr(r, "hypothetical", False)]
    stand = [r for r in records if getattr(r, "negated", False) == denied]
    return {getattr(r, "found_by", None) or r.by for r in stand}


@pytest.mark.parametrize(("kind", "by"), RULES, ids=[f"{kind}: {by}" for kind, by in RULES])
def test_a_rule_reads_its_sentence_and_neither_of_the_two_beside_it(kind: str, by: str) -> None:
    sentences = RULES[kind, by]
    before = INTRODUCTION if kind in WITH_INTRODUCTION and not sentences.get("alone") else ""
    texts = [before + sentences[which] for which in ("reads", "leaves", "near")]
    articles = [article_from_text(text, f"{i}.txt") for i, text in enumerate(texts)]
    denied = sentences.get("denied", False)
    found = [by in standing(reading, kind, len(before), denied=denied) for reading in read_articles(articles)]
    assert found == [True, False, False]


def rules_of_acts() -> Iterator[str]:
    """The names that the code gives to what finds acts: what is passed as the rule of an act."""
    place = {"mention": 2, "ActMention": 3, "_of_noun": 4, "_Judge": 1, "_found": 3, "turned": 4}
    room = Path(recuento.reading.__path__[0]) / "reactions"
    for path in sorted(room.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = node.args[place[name]] if name in place and len(node.args) > place[name] else None
            named = [k.value for k in node.keywords if k.arg == "by"]
            for constant in (c for part in [given, *named] if part is not None for c in ast.walk(part)):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and constant.value:
                    yield constant.value


def test_every_rule_that_finds_acts_has_its_sentences() -> None:
    """A rule that is added without them fails here; stances are derived, and no rule of their own."""
    named = {by for by in rules_of_acts() if not by.endswith(":") and by != "+"}
    assert named == {by for kind, by in RULES if kind == "acts"}


def test_whatever_found_a_record_of_our_own_gold_has_its_sentences() -> None:
    """Rules that the code puts together from parts ("count-" and "in-list") are seen here by what they find."""
    kinds = ("quotations", "results", "victory_claims", "acts", "relations")
    texts = [article.text for article in own_articles()]
    found = {(kind, r.by) for reading in read_texts(texts) for kind in kinds for r in getattr(reading, kind)}
    found = {(kind, by.replace("count-", "share-")) for kind, by in found}
    assert found <= set(RULES)
