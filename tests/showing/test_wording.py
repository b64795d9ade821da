"""The words of what the weighing says: every message has its sentence, every sentence its message, and none is elsewhere."""

from __future__ import annotations

import ast
import datetime as dt
import re
import string
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from recuento.records.messages import Message, sentences
from recuento.records.verdict import Check, Fact, Verdict
from recuento.showing.wording import Wording, catalogue
from recuento.weighing.uncheckable import topics

ROOMS = Path(__file__).parents[2] / "src" / "recuento"
ENGLISH = Wording("en")


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of rooms, parsed."""
    for room in rooms:
        for path in sorted((ROOMS / room).glob("*.py")):
            yield path.name, ast.parse(path.read_text("utf-8"))


def pattern_of(key: ast.expr) -> str:
    """A key as written in the code, as a pattern: the parts that are filled in may be anything."""
    if isinstance(key, ast.Constant):
        return re.escape(str(key.value))
    assert isinstance(key, ast.JoinedStr), ast.dump(key)
    return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[\w.]*" for p in key.values)


def keys_used() -> set[str]:
    """The patterns of every key that a message is made of."""
    found = set()
    for _, module in modules("weighing", "showing"):
        literals = {n.value for n in ast.walk(module) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        found |= {re.escape(text) for text in literals if text in catalogue("en")}
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                first = node.args[0]
                if isinstance(first, ast.Constant | ast.JoinedStr):
                    found.add(pattern_of(first))
    return found


def test_every_message_has_its_sentence() -> None:
    """No key is made in the code that the catalogue does not have."""
    keys = catalogue("en")
    assert [used for used in keys_used() if not any(re.fullmatch(used, key) for key in keys)] == []
    assert all(topic.why.key in keys for topic in topics())


def test_every_sentence_has_its_message() -> None:
    """No sentence is in the catalogue that nothing says."""
    used = keys_used() | {"sentences"}
    said = [key for key in catalogue("en") if not key.startswith("nouns.")]
    assert [key for key in said if not any(re.fullmatch(pattern, key) for pattern in used)] == []


def test_every_noun_is_counted_somewhere() -> None:
    """Nouns with their plurals are there for the texts that count them, and only those."""
    texts = [text for key, text in catalogue("en").items() if not key.startswith("nouns.")]
    specs = {spec for text in texts for _, _, spec, _ in string.Formatter().parse(text) if spec}
    counted = {spec.partition(" ")[2] for spec in specs if spec.startswith("plural ")}
    assert counted == {key.split(".")[1] for key in catalogue("en") if key.startswith("nouns.")}


def test_the_weighing_has_no_prose() -> None:
    """Facts and keys only: no text with words and blanks between them, but docstrings, errors and patterns."""
    for name, module in modules("weighing"):
        told = {id(n.value) for n in ast.walk(module) if isinstance(n, ast.Expr)}
        told |= {id(c) for n in ast.walk(module) if isinstance(n, ast.Raise) for c in ast.walk(n)}
        texts = [n for n in ast.walk(module) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        prose = [t.value for t in texts if id(t) not in told and re.search(r"[a-z]{2,} [a-z]{2,} [a-z]", t.value)]
        patterns = [text for text in prose if "\\b" in text or "(?:" in text]
        assert [text for text in prose if text not in patterns and text != "sizes that fit"] == [], name


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (Message("number", number=24532), "24,532"),
        (Message("number", number=-3), "-3"),
        (Message("percentage", percent=51.2), "51.2%"),
        (Message("percentage", percent=51.0), "51%"),
        (Message("share", share=Fraction(512, 1000)), "51.20%"),
        (Message("points", share=Fraction(1056, 10000)), "10.56 points"),
        (Message("settled.more_sheets", sheets=1), "1 more sheet"),
        (
            Message("settled.by_sheets", sheets=Message("settled.more_sheets", sheets=2)),
            "2 more sheets would settle it.",
        ),
        (Message("sources", names=("A", "B")), "A and B"),
        (sentences(Message("rule.met"), "", None, Message("settled.tie")), "The figures meet it. Nothing is missing: "),
        (Message("announcement.called", announcement="{sheets} {0}"), "announcement {sheets} {0}"),
        ("a text of a source, {as} it is", "a text of a source, {as} it is"),
    ],
)
def test_a_message_in_words(message: str, words: str) -> None:
    """Figures are grouped and rounded as the places say; what a source says is never taken for a place."""
    assert ENGLISH.text(message).startswith(words)


def test_a_day_has_its_month_in_letters() -> None:
    said = Message("announcement.confirmed", day=dt.date(2024, 7, 28), sheets=Message("sheets.publisher_not_stated"))
    assert ENGLISH.text(said).startswith("The announcement of 28 July 2024 holds by the sheets at hand")


def test_a_record_is_put_into_words_however_deep_a_message_lies() -> None:
    """Texts that are no messages stay; nothing else changes."""
    number = Message("number", number=1000)
    fact = Fact(fact=number, value=1000, how="as it is", rows=number)
    verdict = Verdict(
        claim="votes", kind="undetermined", stated_by=None, text=number, source="s", says=number, because=(fact,),
        assuming=(number, "plain"),
    )  # fmt: skip
    worded = ENGLISH.worded(verdict)
    assert (worded.text, worded.says, worded.assuming) == ("1,000", "1,000", ("1,000", "plain"))
    assert worded.because == (Fact(fact="1,000", value=1000, how="as it is", rows="1,000"),)
    assert worded.kind == verdict.kind


def test_two_messages_are_equal_where_key_and_values_are() -> None:
    """They stand in questions that are asked once, so they must not be taken for one another."""
    one, two = Message("number", number=1), Message("number", number=2)
    assert one != two
    assert one == Message("number", number=1)
    assert len({one, two, Message("number", number=1)}) == 2
    assert one != "number"
    assert Check(check="c", holds=None, explain=one).explain == one


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        Wording("fi")
