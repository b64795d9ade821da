"""Shares of the options of a referendum: who voted yes, and who no, in whatever words it is told.

"77 percent voted yes", "approved by 98.1 percent of voters", "rejected by 61.7 per cent, with 38.3 per cent in favour".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of

from .candidate_figures import ResultMention
from .figure_owners import named_in_phrase
from .not_shares import is_no_share
from .numerals import Figure, find_figures, opens_a_score

_WORDS = rule_words("referendum")

_NEAR = 6
_OTHER = {"Yes": "No", "No": "Yes"}


def is_of_a_referendum(units: Sequence[Unit]) -> bool:
    """Whether an article speaks of a referendum at all."""
    asked = word_list("results", "en")["referendum"]
    return any(t.lemma_.lower() in asked for unit in units for t in unit.tokens)


def find_option_shares(tokens: Sequence[Token], entities: Entities) -> Iterator[ResultMention]:
    """The shares of a sentence that are told of an option, and the other half of a score."""
    last: tuple[Figure, str] | None = None
    for figure in find_figures(tokens):
        if figure.share is None or is_no_share(figure):
            last = None
            continue
        option = None if _is_for_somebody(figure, entities) else _told_after(figure) or _told_before(figure)
        if option is None and last is not None and _is_the_other_half(last[0], figure):
            option = _OTHER[last[1]]
        if option is None or (figure.bare and not opens_a_score(figure)):
            last = None
            continue
        last = figure, option
        yield ResultMention(
            _option(option, figure, entities), figure.unit, "share-of-option", share=figure.share, bound=figure.bound
        )


def _is_for_somebody(figure: Figure, entities: Entities) -> bool:
    """As in "44.65 percent for her opponent, Ana Ruiz", "52% against 44%", in an article that tells of a referendum, too."""
    after = figure.after(_NEAR * 2)
    at = next((k for k, t in enumerate(after[:4]) if t.lower_ in {"for", "against"}), None)
    if at is None or at + 1 >= len(after):
        return False
    return after[at + 1].text[0].isdigit() or named_in_phrase(after[at + 1 :], entities) is not None


def _told_after(figure: Figure) -> str | None:
    """As in "77 percent voted yes", "38.3 per cent in favour", "55% rejected independence"."""
    words = word_list("results", "en")
    for token in figure.after(_NEAR):
        if token.text in {",", ";", "."} or token.text[0].isdigit() or token.lower_ in {"and", "while", "to"}:
            return None
        if token.lower_ in _WORDS["yes_or_no"] and not _is_an_answer(token):
            return None  # "99 percent, no small irony"
        if token.lower_ in words["option_no"]:
            return "No"
        if token.lower_ in words["option_yes"] and not (token.lower_ == "for" and token.dep_ != "prep"):
            return "Yes"
    return None


def _is_an_answer(token: Token) -> bool:
    before = token.nbor(-1)
    said = before.lemma_.lower() in _WORDS["answers"]
    return said or before.text in {'"', "“", "‘", "'"} or token.text[:1].isupper()


def _told_before(figure: Figure) -> str | None:
    """As in "approved by 98.1 percent", "rejected the charter by 57 to 43 percent", "the No camp had 46 percent"."""
    words = word_list("results", "en")
    close = [t for t in figure.before(_NEAR) if t.lower_ not in words["hedges"] | words["hedges_more"] | {"a", "the"}]
    by = bool(close) and close[-1].lower_ in {"by", "of", "with"}
    far = _NEAR + (10 if any(_is_a_margin(t) for t in figure.before(_NEAR + 4)) else 4)
    for token in reversed(figure.before(far)):
        if token.text in {";", "."} or (token.text[0].isdigit() and not _is_a_margin(token)):
            return None
        if by and token.pos_ == "VERB" and not dependencies.is_negated(token):
            if token.lemma_.lower() in words["rejects_it"]:
                return "No"
            if token.lemma_.lower() in words["approves_it"]:
                return "Yes"
        if token.lower_ in _WORDS["yes_or_no"] and token.text[:1].isupper():
            return token.lower_.capitalize()
    return None


def _is_a_margin(number: Token) -> bool:
    """As in "by a 13-point margin, 57 to 43 percent"."""
    rest = [t.lower_ for t in number.doc[number.i + 1 : number.i + 3]]
    return "point" in rest or "points" in rest


def _is_the_other_half(first: Figure, second: Figure) -> bool:
    between = [t.lower_ for t in first.doc[first.last + 1 : second.first]]
    return bool(between) and between[0] in {"to", "-", "–", "against"} and len(between) == 1


def _option(name: str, figure: Figure, entities: Entities) -> Entity:
    unit = unit_of(figure.unit)
    return entities.option(name, unit.span(figure.first, figure.last))
