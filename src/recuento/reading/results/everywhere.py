"""That somebody won in every part of the country: "won in all 24 states", "carried every province"; said by whom, the speaker.

Only where the words say every one of them: "nearly all", "all but two", "every major city" are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.lexicon.vocabulary import data, rule_words, word_list
from recuento.reading.parse import dependencies

from .candidate_figures import ResultMention
from .standing_claims import is_asserted, whose_win

_WORDS = rule_words("everywhere")


def find_won_everywhere(tokens: list[Token], entities: Entities) -> Iterator[ResultMention]:
    """The wins in every part of the country that a sentence tells as a fact, whoever says so."""
    for part in tokens:
        if part.lemma_.lower() not in _WORDS["parts"]:
            continue
        phrase = _every_one(part)
        verb = _verb_of_winning(phrase[0], part) if phrase is not None else None
        if phrase is None or verb is None or not is_asserted(verb):
            continue
        winner = whose_win(verb, entities)
        if winner is not None:
            words = part.doc[phrase[0].i : part.i + 1].text
            yield ResultMention(winner, verb, "won-everywhere", everywhere=words, everywhere_of=phrase[1])


def _every_one(part: Token) -> tuple[Token, int | None] | None:
    """Where the phrase begins, and how many the parts are: "every state", "all of the 24 states", "each of the nine regions"."""
    of: int | None = None
    whole: Token | None = None
    for token in reversed(list(part.doc[max(part.sent.start, part.i - _LONGEST) : part.i])):
        if token.lower_ in _WORDS["every"]:
            whole = token
            break
        number = _number(token)
        if number is not None:
            of = number if number > 1 else of  # "every one of the states"
        elif token.lower_ not in _WORDS["between"]:
            return None
    if whole is None:
        return None
    before = whole.nbor(-1).lower_ if whole.i > part.sent.start else ""
    after = list(part.doc[part.i + 1 : min(part.sent.end, part.i + 4)])
    if before in _WORDS["nearly"] or (after and after[0].lower_ in _WORDS["excepting"]):
        return None
    return None if _is_of_a_place(after) else (whole, of)


def _is_of_a_place(after: list[Token]) -> bool:
    """Whether only the parts of one place are meant: "every county in Norland"; the country, or an election, is none."""
    if not after or after[0].lower_ not in {"of", "in"}:
        return False
    whole = _WORDS["of_the_whole"] | word_list("results", "en")["what_is_won"]
    return not any(t.lower_ in whole or t.pos_ == "NUM" for t in after[1:])


_LONGEST = 6
"""Words of "every single one of the 24"."""


def _number(token: Token) -> int | None:
    if token.text.isdigit():
        return int(token.text)
    value = data("results")["number_words"]["en"].get(token.lower_)
    return None if value is None else int(value)


def _verb_of_winning(first: Token, part: Token) -> Token | None:
    """The verb that the phrase is the object or the place of: "won all 24 states", "prevailed in every one of them"."""
    verb = next(dependencies.ancestors_verbs(part), None)
    if verb is None or not verb.i < first.i:
        return None
    won_in = verb.lemma_.lower() in word_list("results", "en")["wins"] | _WORDS["prevails"]
    between = [t for t in verb.doc[verb.i + 1 : first.i] if t.pos_ not in {"ADV", "PUNCT"}]
    in_them = bool(between) and between[-1].lower_ in {"in", "across"}
    if in_them and won_in and all(t.lemma_.lower() in _WORDS["what_is_won"] for t in between[:-1] if t.pos_ != "DET"):
        return verb
    return verb if not between and verb.lemma_.lower() in _WORDS["takes"] else None
