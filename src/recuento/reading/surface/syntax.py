"""What a parse adds where a text is read by words and marks: subjects far from their verb, and what is said without marks.

The labels are those of Universal Dependencies (https://universaldependencies.org/u/dep/), as spaCy's pipelines for other languages than
English have them. A small pipeline misses subjects and joined names more often than nearness does; what it finds beyond that is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from recuento.records.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_SHARES_ITS_SUBJECT = frozenset({"conj", "xcomp"})
_NAMES = frozenset({"appos", "flat"})
_STEPS = 3
"""Steps up the parse to a verb whose subject is shared."""


class Syntax:
    """The parse of an article's sentences, by places in its text."""

    def __init__(self, sentences: Sequence[Span], docs: Iterable[Doc]) -> None:
        self._tokens: dict[int, tuple[Token, int]] = {}
        """The token that begins at a place, and where its sentence does."""
        for (start, _), doc in zip(sentences, docs, strict=True):
            for token in doc:
                self._tokens[start + token.idx] = token, start

    @classmethod
    def of(cls, text: str, sentences: Sequence[Span], nlp: Language) -> Syntax:
        """The parse of these sentences of a text by a pipeline."""
        return cls(sentences, nlp.pipe(text[start:end] for start, end in sentences))

    def subject_of(self, verb: Span) -> list[Span] | None:
        """The places of the heads of a verb's subject, those joined to it too; None where the parse has no subject for it.

        Of each the head itself comes first, then the names that stand beside it ("el canciller, Hugo Lorca").
        """
        found = self._verb(verb)
        if found is None:
            return None
        token, start = found
        subject = _subject(token)
        return None if subject is None else [*self._heads(subject, start)]

    def clause_below(self, verb: Span) -> Span | None:
        """The clause with "que" that a verb of saying says, without "que"; None where the parse has none."""
        found = self._verb(verb)
        if found is None:
            return None
        token, start = found
        for child in token.children:
            marks = [c for c in child.children if c.dep_ == "mark"] if child.dep_ == "ccomp" else []
            if marks and child.i > token.i:
                within = [t for t in child.subtree if t.i > marks[0].i and not t.is_space]
                while within and within[-1].is_punct:
                    within.pop()
                if within:
                    return start + within[0].idx, start + within[-1].idx + len(within[-1])
        return None

    def is_told(self, verb: Span) -> bool:
        """Whether a verb tells what was done: indicative, neither denied nor to come nor conditional."""
        found = self._verb(verb)
        if found is None:
            return False
        token = found[0]
        parts = [token, *(c for c in token.children if c.dep_ in {"aux", "cop"})]
        denied = any(c.dep_ == "advmod" and "Neg" in c.morph.get("Polarity", []) for c in token.children)
        finite = [t for t in parts if "Fin" in t.morph.get("VerbForm", [])]
        unreal = any({"Cnd", "Sub"} & set(t.morph.get("Mood", [])) or "Fut" in t.morph.get("Tense", []) for t in finite)
        return not denied and not unreal

    def verbs_within(self, span: Span) -> Iterator[Span]:
        """The verbs in a stretch of the text."""
        for at in range(*span):
            token = self._tokens[at][0] if at in self._tokens else None
            if token is not None and token.pos_ in {"VERB", "AUX"}:
                yield at, at + len(token)

    def _verb(self, span: Span) -> tuple[Token, int] | None:
        """The verb of a stretch: the highest of its tokens, and of an auxiliary what it helps."""
        inside = [self._tokens[at] for at in range(*span) if at in self._tokens]
        if not inside:
            return None
        token, start = next(((t, s) for t, s in inside if t.head not in {i for i, _ in inside}), inside[0])
        return (token.head if token.dep_ in {"aux", "cop"} else token), start

    @staticmethod
    def _heads(subject: Token, start: int) -> Iterator[Span]:
        for head in (
            subject,
            *(t for t in subject.subtree if t.dep_ == "conj" and t.head in {subject, *subject.conjuncts}),
        ):
            beside = [c for c in head.children if c.dep_ in _NAMES]
            for token in (head, *beside):
                yield start + token.idx, start + token.idx + len(token)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, that of the verb it is joined to, or what its relative clause says more of."""
    above = verb
    for _ in range(_STEPS):
        own = next((c for c in above.children if c.dep_ in _SUBJECTS), None)
        relative = above.dep_ in {"acl", "acl:relcl"}
        if own is not None:
            return above.head if relative and "Rel" in own.morph.get("PronType", []) else own
        if above.dep_ not in _SHARES_ITS_SUBJECT or above.head == above:
            return None
        above = above.head
    return None
