"""A dossier in another language: every text has its translation, and none is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from tests.showing.texts import texts
from tests.test_every_key import make_cases

import recuento
from recuento.case import manifest, run
from recuento.case.count_table import places_to_look
from recuento.case.folder import load
from recuento.records.contest import Case
from recuento.showing import details, translation, wording
from recuento.showing.dossier import Dossier, build
from recuento.showing.numbers import Numbers
from recuento.showing.report import render_html
from recuento.showing.terminal import summary_text
from recuento.showing.translation import LANGUAGES, Translation

OTHERS = [language for language in LANGUAGES if language != "en"]
PLACE = re.compile(r"%\(\w+\)s|\{[^{}]*\}|`\w+`")


def catalog(language: str) -> Any:
    return translation._catalog(language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_with_the_same_places(language: str) -> None:
    single, plural = texts()
    found = {message.id: message.string for message in catalog(language) if message.id and isinstance(message.id, str)}
    counted = {message.id: message.string for message in catalog(language) if isinstance(message.id, tuple)}
    assert sorted(single - set(found)) == []
    assert sorted(plural - set(counted)) == []
    for english, said in found.items():
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(said)), english
    for (_, many), said in counted.items():
        assert sorted(PLACE.findall(many)) == sorted(PLACE.findall(said[-1])), many


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_translated_that_nothing_asks_for(language: str) -> None:
    single, plural = texts()
    assert {m.id for m in catalog(language) if m.id} - single - plural == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogues_of_the_weighing_have_the_same_keys_and_places(language: str) -> None:
    english, other = wording.catalogue("en"), wording.catalogue(language)
    assert set(english) == set(other)
    for key, text in english.items():
        assert sorted(PLACE.findall(text)) == sorted(
            re.sub("  y ", "  and ", p).replace("  o ", "  or ") for p in PLACE.findall(other[key])
        ), key


def test_a_million_and_many_are_written_with_the_plural() -> None:
    """Spanish has a form of its own for a million, which the nouns of a count do not need."""
    assert Numbers("es").plural(1_000_000, "%(n)s row", "%(n)s rows") == "1.000.000 filas"
    text = wording.Wording("es").text(wording.Message("settled.more_sheets", sheets=1_000_000))
    assert text == "1.000.000 actas más"


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("candidates add to 12, valid says 10", "los candidatos suman 12, los válidos dicen 10"),
        ("valid 10 plus invalid 2 are 12, ballots says 11", "válidos 10 más nulos 2 son 12, los emitidos dicen 11"),
        ("registered: the total says 1, the rows add to 510", "inscritos: el total dice 1, las filas suman 510"),
        ("registered is empty; ana is empty", "inscritos está vacía; ana está vacía"),
        ("counted: registered 9, ballots missing, ana 3", "contada: inscritos 9, emitidos sin dato, ana 3"),
        ("whatever else", "whatever else"),
    ],
)
def test_what_a_check_found_in_a_row_is_said_in_the_language(detail: str, said: str) -> None:
    assert details.in_words(detail, Numbers("es")) == said
    assert details.in_words(detail, Numbers("en")) == detail


def test_every_pattern_of_a_detail_is_written_somewhere() -> None:
    """One whose words the counting and the reading no longer write would stand for nothing."""
    rooms = (Path(recuento.__path__[0]) / room for room in ("counting", "reading", "records"))
    source = "\n".join(path.read_text("utf-8") for room in rooms for path in sorted(room.rglob("*.py")))
    parts = (part for text in (*details.PATTERNS, *details.WHOLE) for part in re.split(r"\{\}|[;,:]", text))
    literals = {part.strip(" '()?") for part in parts}
    told = (literal for literal in literals if len(literal) > 8 and " " in literal)
    assert [literal for literal in told if literal not in source] == []


@given(st.text(max_size=300), st.integers(0, 40))
def test_a_detail_of_any_text_is_put_into_words_in_bounded_time(text: str, times: int) -> None:
    assert isinstance(details.in_words(f"{text} has {text}; " * times, Numbers("es")), str)


# --- no English left: every text in brackets, and nothing of the page outside them but what the case says ------------


class Bracketed(Translation):
    """A translation that puts every text into brackets."""

    def text(self, english: str, **values: object) -> str:
        """In brackets."""
        return f"⟦{super().text(english, **values)}⟧"

    def plural(self, number: int, written: str, one: str, many: str) -> str:
        """In brackets."""
        return f"⟦{super().plural(number, written, one, many)}⟧"


class _Texts(HTMLParser):
    """The texts of a page and its labels, but for style, script, and what is marked as a word of the code."""

    _LEFT_OUT = ("style", "script", "code", "i", "template", "head")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "path", "circle", "rect", "use", "br"}:
            self._inside.append(tag)
        self.found += [value for name, value in attrs if name in {"aria-label", "title", "alt"} and value]

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in self._LEFT_OUT for tag in self._inside):
            self.found.append(data)


def outside_brackets(text: str) -> Iterator[str]:
    """The words of a text that stand in no brackets."""
    depth, word = 0, ""
    for char in f"{re.sub('[0-9a-f]{64}', '', text)} ":
        depth += (char == "⟦") - (char == "⟧")
        if depth == 0 and char.isalpha():
            word += char
        else:
            if len(word) > 1:
                yield word
            word = ""


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Dossier, str, str]]:
    """Dossiers of the cases that fill every key, with every text in brackets, and what each case says."""
    made = []
    with pytest.MonkeyPatch.context() as patch:
        english = wording.catalogue("en")
        patch.setattr(translation, "translation", lambda _locale: Bracketed("en"))
        patch.setattr("recuento.showing.numbers.translation", lambda _locale: Bracketed("en"))
        patch.setattr("recuento.showing.report.translation", lambda _locale: Bracketed("en"))
        patch.setattr(wording, "catalogue", lambda _locale: _bracketed(english))
        for place in make_cases(tmp_path_factory):
            case = load(place)
            weighed = run.weigh_stock(case, manifest.take_stock(case, place))
            tally = weighed.counted.tally if weighed.counted else None
            sheets = weighed.counted.sheets if weighed.counted else None
            dossier = build(
                case,
                weighed.readings,
                tally,
                weighed.weighing,
                {"versions": {}, "inputs": []},
                sheets=sheets,
                odd=places_to_look(case, sheets),
            )
            made.append(
                (dossier, "\n".join([render_html(dossier), summary_text(dossier, colour=False)]), _said(case, place))
            )
    return made


def _bracketed(english: Mapping[str, str]) -> dict[str, str]:
    return {key: text if key.startswith("nouns.") else f"⟦{text}⟧" for key, text in english.items()}


def _said(case: Case, place: Path) -> str:
    texts = [
        path.read_text("utf-8", errors="replace")
        for path in sorted(place.rglob("*"))
        if path.suffix in {".toml", ".csv", ".txt", ".jsonl"}
    ]
    told = (
        "\n".join(texts).replace("\\n", "\n").replace("\\u201c", "").replace("\\u201d", "")
    )  # JSON's line ends and quotes
    return f"{told}\n{case.contest.country}"


def test_no_word_of_the_page_is_left_in_english(dossiers: list[tuple[Dossier, str, str]]) -> None:
    """A text that the code forgot to translate stands outside the brackets, and in no file of the case."""
    for _, page, said in dossiers:
        reader = _Texts()
        html, _, summary = page.partition("</html>")
        reader.feed(html)
        known = set(re.findall(r"[^\W\d_]+", said)) | KNOWN
        texts_of_it = " ".join(reader.found), summary  # as one: a label may go on in the next line of a drawing
        assert [word for text in texts_of_it for word in outside_brackets(text) if word not in known] == []


BABEL = Locale.parse("en")
KNOWN = {"recuento", "UTC", "SHA", "CAMEO", "articles", "jsonl", *BABEL.months["format"]["wide"].values()}
KNOWN |= {word for name in BABEL.territories.values() for word in re.findall(r"[^\W\d_]+", name)}
"""Names that are the same in every language, and those that Babel writes in each."""
