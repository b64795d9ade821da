"""By how much a winner is told to have won: "by 95,000 votes", "by a margin of 4.5 points", "a 10-point victory".

Read only at a win of one candidate, in the words that hang the number by that win, and where the sentence has one such number:
a lead "in the capital", "in the polls" or of the last election is not this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import data, rule_words, word_list

from .another_vote import is_of_another_vote
from .not_shares import is_of_a_part
from .numerals import Figure, find_figures, hedge

_WORDS = rule_words("leads")
_FAR = 10


@dataclass(frozen=True)
class Lead:
    """A lead over whoever is second, in votes or in points, with its hedge as a result's."""

    bound: str
    votes: int | None = None
    points: float | None = None


def lead_of_win(win: Token, year: int | None) -> Lead | None:
    """The lead that a sentence tells with the win at a token; `year` is the contest's. None for none, and for several."""
    found = list(_leads_in(list(win.sent), year))
    return found[0] if len(found) == 1 else None


def _leads_in(tokens: list[Token], year: int | None) -> Iterator[Lead]:
    figures = {f.first: f for f in find_figures(tokens)}
    for token in tokens:
        figure = figures.get(token.i)
        if figure is not None and figure.votes is not None and figure.share is None and not figure.bare:
            lead = Lead(hedge(token), votes=figure.votes)
        elif (points := _points(token)) is not None:
            figure, lead = Figure(token.i, points[1].i, points[1]), Lead(hedge(token), points=points[0])
        else:
            continue
        at_home = not is_of_a_part(figure) and not is_of_another_vote(figure.unit, year)
        if at_home and _hangs_by_a_win(figure):
            yield lead


def _points(number: Token) -> tuple[float, Token] | None:
    """The points that a number counts, and the word for them: "4.5 percentage points", "10-point", "ten points"."""
    words = data("results")["number_words"]["en"]
    text = number.lower_.replace(",", ".")
    digits = text[:1].isdigit() and text.replace(".", "", 1).isdigit()
    if not digits and text not in words:
        return None
    noun = next(
        (t for t in number.doc[number.i + 1 : number.sent.end] if t.lower_ not in _WORDS["before_points"]), None
    )
    if noun is None or noun.lower_ not in _WORDS["points"] or noun.i - number.i > len(_WORDS["before_points"]):
        return None
    value = float(text) if digits else float(words[text])
    return (value, noun) if 0 < value <= 100 else None


def _hangs_by_a_win(figure: Figure) -> bool:
    """As in "won by N", "the winner by a margin of N", "an N-point victory"; not "was down by N"."""
    results = word_list("results", "en")
    after = [t for t in figure.after(2) if t.text != "-"]
    if after and after[0].lemma_.lower() in results["victory"]:
        return True
    gap = bool(after) and after[0].lemma_.lower() in _WORDS["gaps"]
    before = [t for t in figure.before(_FAR) if t.lower_ not in results["hedges"] | _WORDS["loose"]]
    if gap:
        before = [t for t in before if t.pos_ != "ADJ"]
    elif len(before) > 1 and before[-1].lower_ == "of" and before[-2].lemma_.lower() in _WORDS["gaps"]:
        before = [t for t in before[:-2] if t.pos_ != "ADJ"]
    if not before or before[-1].lower_ not in ({"by", "with"} if gap else {"by"}):
        return False
    governs: Token = before[-1].head
    lemmas = {governs.lemma_.lower(), *(c.lemma_.lower() for c in governs.children if c.dep_ in {"dobj", "oprd"})}
    return bool(lemmas & (results["wins"] | results["defeats"] | results["victory"] | results["winner"]))
