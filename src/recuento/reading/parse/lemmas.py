"""Mends of spaCy's rules for English lemmas: quicker, and "hopes", "hoped", "hoping" are of "hope".

Of two known verbs that a form may be of, spaCy (3.8) takes the shorter: "hop", "rat", "stag", "fin", "wag". English spelling tells them apart:
a short verb doubles its last letter before an ending ("hopped"), and only after a hiss comes "-es" ("passes").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.symbols import VERB
from spacy.tokens import Token

_DOUBLES_ITS_LAST = re.compile(r"(?:qu|[^aeiou])*[aeiou][bdgklmnprtvz]")
_HISSES = ("s", "x", "z", "ch", "sh", "o")


def mend_lemmas(nlp: Language) -> None:
    """Makes the lemmatiser of a pipeline tell verbs that end in "e" apart, and its lists of known lemmas sets.

    The rules ask of each form of a word whether it is among 57,000 nouns.
    """
    lemmatizer = dict(nlp.pipeline).get("lemmatizer")
    if not isinstance(lemmatizer, Lemmatizer) or not lemmatizer.lookups.has_table("lemma_index"):
        return
    known = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, lemmas in list(known.items()):
        if isinstance(lemmas, list):
            known[part_of_speech] = frozenset(lemmas)
    if nlp.lang == "en":
        _tell_verbs_in_e_apart(nlp, lemmatizer, known.get("verb", frozenset()))


def _tell_verbs_in_e_apart(nlp: Language, lemmatizer: Any, verbs: Collection[str]) -> None:
    """Takes the lemma of such a form from here, and of all else from the rules."""
    told = {nlp.vocab.strings.add(form): [verb] for form, verb in forms_of_verbs_in_e(verbs)}
    by_rule = lemmatizer.lemmatize

    def lemmatize(token: Token) -> list[str]:
        lemmas = told.get(token.lower) if token.pos == VERB else None
        return lemmas if lemmas is not None else by_rule(token)

    lemmatizer.lemmatize = lemmatize


def forms_of_verbs_in_e(verbs: Collection[str]) -> Iterator[tuple[str, str]]:
    """Of each verb in "e" beside which one without it is known: the forms that are of it alone, each with it.

    >>> sorted(forms_of_verbs_in_e({"hope", "hop"}))
    [('hoped', 'hope'), ('hopes', 'hope'), ('hoping', 'hope')]
    >>> sorted(forms_of_verbs_in_e({"singe", "sing"}))
    [('singes', 'singe')]
    """
    for verb in verbs:
        short = verb.removesuffix("e")
        if short == verb or short not in verbs:
            continue
        if not short.endswith(_HISSES):
            yield f"{short}es", verb
        if _DOUBLES_ITS_LAST.fullmatch(short):
            yield f"{short}ed", verb
            yield f"{short}ing", verb
