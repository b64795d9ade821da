"""The pipeline's attribute rules, kept by word, tag and label, give what spaCy's own ruler gives at each token."""

from __future__ import annotations

import pytest
import spacy
from evaluation.own import own_articles
from spacy.tokens import Doc

from recuento.reading.parse.attributes import KeptAttributeRuler
from recuento.reading.parse.pipeline import DEFAULT_PIPELINE, load_pipeline

ODD = (
    "I'm gonna let's go, y'all; it ain't so. She'd said: nothin' doin', 'nuff said.",
    "  There is   no doubt\n\nthat what they got isn't theirs. Whether or not it had.",
)


def attributes(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, str(t.morph)) for t in doc]


@pytest.fixture(scope="module")
def own() -> spacy.language.Language:
    return spacy.load(DEFAULT_PIPELINE, exclude=["ner", "senter"])


def test_the_shipped_pipeline_keeps_its_rules() -> None:
    assert isinstance(load_pipeline().get_pipe("attribute_ruler"), KeptAttributeRuler)


@pytest.mark.parametrize("text", [*ODD, *(a.text for a in own_articles()[:12])])
def test_every_token_has_the_attributes_that_spacy_gives_it(own: spacy.language.Language, text: str) -> None:
    doc = own.tokenizer(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = own.get_pipe(name)(doc)
    kept = KeptAttributeRuler(own.vocab)
    kept.add_patterns(own.get_pipe("attribute_ruler").patterns)
    twice = doc.copy()
    assert attributes(kept(twice)) == attributes(own.get_pipe("attribute_ruler")(doc))
    assert attributes(kept(doc.copy())) == attributes(doc), "asked again, from what is kept"


def test_a_rule_of_two_tokens_and_one_of_an_unnamed_word_hold_too(own: spacy.language.Language) -> None:
    kept = KeptAttributeRuler(own.vocab)
    kept.add_patterns(
        [
            {"patterns": [[{"LOWER": "votes"}, {"LOWER": "cast"}]], "attrs": {"LEMMA": "thrown"}, "index": 1},
            {"patterns": [[{"LOWER": {"REGEX": "^vot"}}]], "attrs": {"LEMMA": "vote"}, "index": 0},
            {"patterns": [[{"LOWER": {"NOT_IN": ["votes", "cast"]}}]], "attrs": {"LEMMA": "else"}, "index": 0},
        ]
    )
    found = [t.lemma_ for t in kept(own.make_doc("Voters saw votes cast twice"))]
    assert found == ["else", "else", "vote", "thrown", "else"]
