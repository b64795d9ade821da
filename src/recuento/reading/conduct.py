"""An act before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from recuento.records.said import ActKind

from . import syntax
from .cast import Cast
from .someone import Someone


@dataclass(slots=True)
class Deed:
    """An act before it becomes a record: the predicate that shows it and who is said to do it."""

    kind: ActKind
    anchor: Token
    doers: list[Someone]
    by: str
    target: Someone | None = None
    negated: bool = False
    hypothetical: bool = False


def doers_of(cast: Cast, verb: Token) -> list[Someone]:
    """Everybody who does what a verb says: its subjects, or a passive's agents."""
    return cast.everybody(syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb))
