"""What is said without marks: "afirmó que ...", by the clause that a parse has below the verb of saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.reading.entities.entity import Entity
from recuento.records.text import Span

from .actors import Named
from .lexicon import SurfaceWords
from .quotations import Said
from .subjects import is_inside_marks, subject_after, subjects_before
from .syntax import Syntax


@dataclass(frozen=True)
class Statement:
    """Who says what, and the verb that says so."""

    speaker: Entity
    span: Span
    cue: Span


def find_statements(
    text: str,
    sentences: Sequence[Span],
    named: Named,
    words: SurfaceWords,
    said: Sequence[Said],
    syntax: Syntax,
) -> Iterator[Statement]:
    """The clauses that somebody named says, but those that hold words in marks, which are quotations already."""
    for sentence in sentences:
        for cue in words["says"].finditer(text, *sentence):
            clause = None if is_inside_marks(text, sentence[0], cue.start()) else syntax.clause_below(cue.span())
            if clause is None or any(q.outer[0] < clause[1] and clause[0] < q.outer[1] for q in said):
                continue
            who = subjects_before(named, text, words, sentence, cue.start())
            speaker = who[0] if who else subject_after(named, text, cue.end(), clause[0])
            if speaker is not None:
                yield Statement(speaker, clause, cue.span())
