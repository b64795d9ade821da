"""A Spanish pipeline of the user's (`--pipeline`): what its parse adds to words and marks, and that it undoes nothing.

Parses are written by hand where a rule on them is tried. A real pipeline reads the last tests where one is at hand (RECUENTO_SPANISH, a folder).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from recuento.cli import main
from recuento.errors import LanguageError
from recuento.reading import article_from_text
from recuento.reading.model_reader.endpoint import Endpoint
from recuento.reading.model_reader.replies import Replies
from recuento.reading.model_reader.second import SecondReader
from recuento.reading.parse.pipeline import Pipelines
from recuento.reading.reading import read_stream
from recuento.reading.surface.syntax import Syntax
from recuento.records.said import MODEL_ALONE, Reading

INTRODUCTION = (
    "TEGUCIGALPA.- El Consejo Nacional Electoral de Honduras proclamó a Bruno Vega ganador de las elecciones presidenciales "
    "frente a la opositora Clara Soto.\n\n"
)
Row = tuple[str, int, str, str, str]
"""A word with the number of its head, its label, part of speech and form."""


def parsed(*rows: Row) -> tuple[str, Syntax]:
    """A sentence with its parse."""
    words, heads, labels, parts, forms = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(spacy.blank("es").vocab, words=words, heads=heads, deps=labels, pos=parts, morphs=forms)
    return doc.text, Syntax([(0, len(doc.text))], [doc])


TOLD = "Mood=Ind|Tense=Past|VerbForm=Fin"
SAID = (
    ("El", 1, "det", "DET", ""),
    ("canciller", 9, "nsubj", "NOUN", ""),
    (",", 3, "punct", "PUNCT", ""),
    ("Lorca", 1, "appos", "PROPN", ""),
    (",", 3, "punct", "PUNCT", ""),
    ("que", 6, "nsubj", "PRON", "PronType=Rel"),
    ("viajó", 1, "acl", "VERB", TOLD),
    ("ayer", 6, "advmod", "ADV", ""),
    (",", 6, "punct", "PUNCT", ""),
    ("dijo", 9, "ROOT", "VERB", TOLD),
    ("que", 13, "mark", "SCONJ", ""),
    ("Chile", 13, "nsubj", "PROPN", ""),
    ("no", 13, "advmod", "ADV", "Polarity=Neg"),
    ("reconoce", 9, "ccomp", "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"),
    ("nada", 13, "obj", "PRON", ""),
    (".", 9, "punct", "PUNCT", ""),
)


def at(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def subjects(text: str, syntax: Syntax, verb: str) -> list[str] | None:
    found = syntax.subject_of(at(text, verb))
    return None if found is None else [text[slice(*span)] for span in found]


def test_a_subject_is_found_behind_a_clause_with_the_name_beside_it() -> None:
    text, syntax = parsed(*SAID)
    assert subjects(text, syntax, "dijo") == ["canciller", "Lorca"]
    assert subjects(text, syntax, "reconoce") == ["Chile"]


def test_of_a_relative_clause_it_is_what_the_clause_says_more_of() -> None:
    text, syntax = parsed(*SAID)
    assert subjects(text, syntax, "viajó") == ["canciller", "Lorca"]


def test_what_is_said_is_the_clause_without_its_que_and_stop() -> None:
    text, syntax = parsed(*SAID)
    clause = syntax.clause_below(at(text, "dijo"))
    assert clause is not None
    assert text[slice(*clause)] == "Chile no reconoce nada"
    assert syntax.clause_below(at(text, "viajó")) is None


def test_verbs_joined_share_their_subject_and_subjects_joined_are_all_of_it() -> None:
    text, syntax = parsed(
        ("Chile", 3, "nsubj", "PROPN", ""),
        ("y", 2, "cc", "CCONJ", ""),
        ("Perú", 0, "conj", "PROPN", ""),
        ("hablaron", 3, "ROOT", "VERB", TOLD),
        ("y", 5, "cc", "CCONJ", ""),
        ("rechazaron", 3, "conj", "VERB", TOLD),
        ("todo", 5, "obj", "PRON", ""),
    )
    assert subjects(text, syntax, "hablaron") == ["Chile", "Perú"]
    assert subjects(text, syntax, "rechazaron") == ["Chile", "Perú"]
    assert subjects(text, syntax, "todo") is None


@pytest.mark.parametrize(
    ("form", "denied", "told"),
    [
        (TOLD, False, True),
        (TOLD, True, False),
        ("Mood=Cnd|VerbForm=Fin", False, False),
        ("Mood=Sub|Tense=Pres|VerbForm=Fin", False, False),
        ("Mood=Ind|Tense=Fut|VerbForm=Fin", False, False),
    ],
    ids=["told", "denied", "conditional", "subjunctive", "to come"],
)
def test_what_is_denied_supposed_or_to_come_is_not_told(form: str, denied: bool, told: bool) -> None:
    no = [("no", 2, "advmod", "ADV", "Polarity=Neg")] if denied else [("ya", 2, "advmod", "ADV", "")]
    text, syntax = parsed(("Chile", 2, "nsubj", "PROPN", ""), *no, ("reconoce", 2, "ROOT", "VERB", form))
    assert syntax.is_told(at(text, "reconoce")) is told


# ---- pipelines ---------------------------------------------------------------------------------------------------------


def untrained(language: str, folder: Path) -> str:
    """A pipeline that tags and parses, and knows nothing: whatever it says, the reading must hold."""
    nlp = spacy.blank(language)
    nlp.add_pipe("tagger").add_label("X")  # type: ignore[attr-defined]
    nlp.add_pipe("parser").add_label("nsubj")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(folder)
    return str(folder)


def test_a_pipeline_is_for_the_texts_in_its_language_and_english_is_read_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = untrained("es", tmp_path / "es")
    (tmp_path / "a.txt").write_text(f"{INTRODUCTION}Chile rechazó los resultados.\n", "utf-8")
    (tmp_path / "b.txt").write_text(
        "The Electoral Board declared Bruno Vega the winner of the election in Norway.\n\nChile congratulated Vega.\n",
        "utf-8",
    )
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main(["read", *files, "--format", "jsonl", "--pipeline", name]) == 0
    spanish, english = (Reading.model_validate_json(line) for line in capsys.readouterr().out.splitlines())
    assert "with a parse by es_" in spanish.notes[0]
    assert ("CHL", "rejects") in {(s.country, s.stance.value) for s in spanish.stances}
    assert english.notes == ()
    assert {(s.country, s.stance.value) for s in english.stances} == {("CHL", "recognises")}


def test_a_pipeline_for_a_language_without_words_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = untrained("fr", tmp_path / "fr")
    with pytest.raises(LanguageError, match="'fr', for which there is no list of words"):
        Pipelines(name, {"es"})
    (tmp_path / "a.txt").write_text(INTRODUCTION, "utf-8")
    assert main(["read", str(tmp_path / "a.txt"), "--pipeline", name]) != 0
    assert "name one for en or es" in " ".join(capsys.readouterr().err.split())


# ---- a real one --------------------------------------------------------------------------------------------------------

REAL = os.environ.get("RECUENTO_SPANISH")
real = pytest.mark.skipif(REAL is None, reason="no Spanish pipeline is at hand (RECUENTO_SPANISH)")
FAR = (
    "El canciller de Chile, Hugo Lorca, que visitó ayer el país y se reunió con varios dirigentes de la región en la capital durante una larga "
    "jornada de reuniones con los equipos técnicos y los observadores desplegados en todo el territorio nacional para la jornada del domingo, "
    "afirmó que su gobierno espera las actas."
)


@real
@pytest.mark.filterwarnings("ignore:.*W095.*")
def test_a_real_parse_finds_whoever_stands_far_away_and_what_is_said_without_marks() -> None:
    article = article_from_text(INTRODUCTION + FAR, "a.txt")
    (reading,) = read_stream([article], pipeline=REAL)
    assert isinstance(reading, Reading)
    (quotation,) = reading.quotations
    assert (quotation.kind, quotation.by, quotation.text) == (
        "indirect",
        "clause-says-that",
        "su gobierno espera las actas",
    )
    speaker = reading.actor(quotation.speaker)
    assert speaker is not None
    assert (speaker.name, speaker.country) == ("Hugo Lorca", "CHL")


@real
@pytest.mark.filterwarnings("ignore:.*W095.*")
@pytest.mark.parametrize(
    ("sentence", "words", "admitted"),
    [
        ("Chile olió azúcar quemada en las actas de la elección.", "olió azúcar quemada", True),
        ("Chile oyó que Perú olió azúcar quemada en las actas de la elección.", "olió azúcar quemada", False),
        ("Chile no olió azúcar quemada en las actas de la elección.", "olió azúcar quemada", False),
    ],
    ids=["its own", "another's", "denied"],
)
def test_with_a_parse_a_models_words_must_be_the_actors_and_told(
    sentence: str, words: str, admitted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(_: Endpoint, messages: list[dict[str, str]], __: object) -> str:
        asked = json.loads(messages[1]["content"])
        hit = asked.get("actor") == "Chile" and words in asked["sentence"]
        return json.dumps({"stance": "questions", "words": words} if hit else {"stance": "none", "words": ""})

    monkeypatch.setattr(Endpoint, "ask", says)
    second = SecondReader(Endpoint("http://127.0.0.1:9/v1", "test"), Replies(tmp_path / "r.sqlite"))
    (reading,) = read_stream([article_from_text(INTRODUCTION + sentence, "a.txt")], pipeline=REAL, second=second)
    second.replies.close()
    assert isinstance(reading, Reading)
    assert [(s.country, s.by) for s in reading.stances] == ([("CHL", MODEL_ALONE)] if admitted else [])
