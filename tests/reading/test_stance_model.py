"""The scorer beside the rules: what it sees, how it adds up, and where it may speak."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from evaluation import fit_stances

import recuento
from recuento.reading import article_from_text, read_articles
from recuento.reading.reactions import stance_model
from recuento.reading.reactions.stance_features import features_of, ways_of
from recuento.reading.reactions.stance_model import KINDS, parse
from recuento.reading.reading import read_with_candidates
from recuento.records.said import LEARNED, Reading

INTRODUCTION = "The electoral commission of Ghana declared Kofi Asante the winner of the presidential election."
HEAD = "side\tfeature\tnone\trecognises\tquestions\trejects\n"


def read(sentence: str) -> Reading:
    return next(read_articles([article_from_text(f"{INTRODUCTION}\n\n{sentence}\n")]))


def candidates(sentence: str) -> dict[str, stance_model.StanceCandidate]:
    """The candidates of a sentence after the introduction, by country."""
    _, found = read_with_candidates(article_from_text(f"{INTRODUCTION}\n\n{sentence}\n"))
    return {c.country: c for c in found if c.sentence[0] > len(INTRODUCTION)}


def test_names_and_figures_are_masked() -> None:
    """Two countries, two names and two figures give the same words: ways of speaking are learned, not names."""
    one = candidates("Kenya said on 3 May that Kofi Asante had won.")["KEN"].words
    other = candidates("Norway said on 14 May that Kofi Asante had won.")["NOR"].words
    assert one == other
    assert "SELFX" in one
    assert not {"kenya", "asante", "3"} & set(one)


def test_every_state_of_a_sentence_is_asked_about() -> None:
    """Each with itself marked and the others masked as others."""
    found = candidates("Kenya and Norway said that the vote was a farce.")
    assert {"KEN", "NOR"} <= set(found)
    assert all("SELFX" in c.words and "STATEX" in c.words for c in (found["KEN"], found["NOR"]))


def test_features_say_what_is_denied_and_how_near_it_is() -> None:
    """A "not" before a word for approval is told from the word alone."""
    plain = features_of(candidates("Kenya could recognise the result.")["KEN"])["class"]
    denied = features_of(candidates("Kenya could not recognise the result.")["KEN"])["class"]
    assert "approve" in plain & denied
    assert "not approve" in denied - plain
    assert "near approve" in plain


@pytest.mark.parametrize(("word", "ways"), [("farcical", ("fraud",)), ("recounts", ("verify",)), ("table", ())])
def test_a_word_has_the_ways_of_its_list(word: str, ways: tuple[str, ...]) -> None:
    """Words ending in * in the list stand for all that begin so."""
    assert ways_of(word) == ways


def test_shares_are_the_softmax_of_weights_scaled_by_group() -> None:
    """Against the closed form: one known word among n distinct words and pairs weighs 1/sqrt(n)."""
    candidate = candidates("Kenya said that the vote was a farce.")["KEN"]
    model = parse(HEAD + "abroad\t\t1\t0\t0\t0\nhome\t\t0\t0\t0\t0\nabroad\tword:farce\t0\t0\t0\t6\n")
    n = len(features_of(candidate)["word"])
    sums = (1.0, 0.0, 0.0, 6 / math.sqrt(n))
    whole = sum(map(math.exp, sums))
    assert model.shares(candidate) == pytest.approx([math.exp(s) / whole for s in sums])


def test_the_scorer_adds_only_where_the_rules_say_nothing() -> None:
    """Of Kenya a rule says something; that Spain did not congratulate says that it took no such stance."""
    assert {s.by == LEARNED for s in read("Kenya congratulated Kofi Asante on his victory.").stances} == {False}
    assert not read("Spain did not congratulate Kofi Asante.").stances


def test_a_learned_stance_has_a_score_its_sentence_and_no_basis(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it can be checked, and told from what a rule found."""
    sure = parse(HEAD + "abroad\t\t0\t0\t0\t9\nhome\t\t9\t0\t0\t0\n")
    monkeypatch.setattr(stance_model, "shipped", lambda: sure)
    sentence = "Kenya spoke of the vote."
    (stance,) = read(sentence).stances
    assert (stance.country, stance.stance.value, stance.by, stance.basis) == ("KEN", "rejects", LEARNED, ())
    assert stance.text == sentence
    assert stance.score == pytest.approx(1.0, abs=0.01)
    assert not read("Kenya spoke of the weather.").stances


def test_the_shipped_model_has_weights_for_both_sides_and_tells_its_source() -> None:
    """Its file begins with where it is from; its weights are finite."""
    model = stance_model.shipped()
    for side in stance_model.SIDES:
        assert len(model.start[side]) == len(KINDS)
        weights = [ws for group in model.weights[side].values() for ws in group.values()]
        assert len(weights) > 1000
        assert all(math.isfinite(w) for ws in weights for w in ws)


def test_what_is_fitted_is_what_the_reader_loads() -> None:
    """Weights written beside another module would change nothing, and nobody would see it."""
    shipped = sorted(Path(recuento.__path__[0]).rglob(stance_model.FILE))
    assert shipped == [fit_stances.SHIPPED]
    assert parse(fit_stances.SHIPPED.read_text()) == stance_model.shipped()
