"""Forms of two English verbs that differ by an "e" are told apart by their spelling."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from recuento.reading.parse.lemmas import forms_of_verbs_in_e
from recuento.reading.parse.pipeline import load_pipeline


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("hopes", "hope"),
        ("hoped", "hope"),
        ("Hoping", "hope"),
        ("hopped", "hop"),
        ("staged", "stage"),
        ("waging", "wage"),
        ("fined", "fine"),
        ("rigged", "rig"),
        ("barred", "bar"),
        ("planned", "plan"),
        ("singing", "sing"),
        ("recognises", "recognise"),
        ("voted", "vote"),
    ],
)
def test_the_lemma_of_a_verbs_form(form: str, lemma: str) -> None:
    nlp = load_pipeline()
    doc = nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=[form], pos=["VERB"]))
    assert doc[0].lemma_ == lemma


def test_a_noun_keeps_its_lemma() -> None:
    nlp = load_pipeline()
    doc = nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=["planes"], pos=["NOUN"], morphs=["Number=Plur"]))
    assert doc[0].lemma_ == "plane"


@pytest.mark.parametrize(
    ("verbs", "forms"),
    [
        ({"hope", "hop"}, {"hopes", "hoped", "hoping"}),
        ({"singe", "sing"}, {"singes"}),
        ({"axe", "ax"}, set()),
        ({"hope"}, set()),
        ({"hop"}, set()),
        ({"quite", "quit"}, {"quites", "quited", "quiting"}),
    ],
)
def test_only_forms_that_are_of_one_verb_alone_are_told(verbs: set[str], forms: set[str]) -> None:
    assert {form for form, _ in forms_of_verbs_in_e(verbs)} == forms
