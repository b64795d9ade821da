"""Figures in running text: percentages and counts of votes, with their hedges; two that say the same are one.

A figure is read from the words at it alone. Whose it is, `shares` tells; what it is of when it is nobody's share of the
vote, `not_shares`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from recuento.reading.lexicon.vocabulary import data, rule_words, word_list

_WORDS = rule_words("numerals")

_DECIMAL: Final = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?")
_GROUPED: Final = re.compile(r"\d{1,3}([ ,.\u00a0’'])\d{3}(?:\1\d{3})*")
_WITH_SIGN: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)(?:%|pct|pc|percent)", re.IGNORECASE)
_SHORT_MILLIONS: Final = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)(m|mn|mln|million|k)", re.IGNORECASE)
_SIGNS: Final = _WORDS["signs"]
_FACTORS: Final = {
    "million": 1_000_000,
    "mln": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "thousand": 1_000,
    "k": 1_000,
}
LEAST_COUNT: Final = 100
"""Fewer votes than this are seldom a candidate's in a national contest: "3 votes short"."""
LEAST_BARE_COUNT: Final = 1_000
_WORDS_BEFORE_VOTES: Final = 2  # "valid", "popular"
_MOST_GLUE: Final = 9
_TENS: Final = 20


@dataclass(slots=True)
class Figure:
    """A number of votes, a percentage, or both where one explains the other. Tokens `first` to `last`, both included.

    `unit` is the token by which syntax hangs the figure. `bare`: a number without its sign or noun, which counts only
    where another figure says of what. `share` in percent, `votes` in whole votes.
    """

    first: int
    last: int
    unit: Token
    share: float | None = None
    votes: int | None = None
    bound: str = "exact"
    bare: bool = False

    @property
    def doc(self) -> Doc:
        """The parsed unit it stands in."""
        return self.unit.doc

    def before(self, count: int) -> Sequence[Token]:
        """The tokens right before it, within its sentence."""
        return list(self.doc[max(self.unit.sent.start, self.first - count) : self.first])

    def after(self, count: int) -> Sequence[Token]:
        """The tokens right after it, within its sentence."""
        return list(self.doc[self.last + 1 : min(self.unit.sent.end, self.last + 1 + count)])


def find_figures(tokens: Sequence[Token]) -> list[Figure]:
    """The figures of a sentence in order, those that say the same joined."""
    found: list[Figure] = []
    end = tokens[-1].i + 1 if tokens else 0
    free = 0
    for token in tokens:
        if token.i < free:
            continue
        digits = token.text[0].isdigit()
        figure = _number(token, end) if digits else _fraction(token, end) or _number_in_words(token, end)
        if figure is not None:
            found.append(figure)
            free = figure.last + 1
    return _joined(found)


def opens_a_score(figure: Figure) -> bool:
    """Whether a figure is the first of two that are held against each other: "40 to 34 percent", "57-43"."""
    after = figure.after(3)
    return bool(after) and after[0].lower_ in {"to", "-", "–"} and any(t.text[0].isdigit() for t in after[1:])


def is_percent(token: Token) -> bool:
    """Whether a token is the sign or word for percent."""
    return token.lower_ in _SIGNS or (token.lower_ == "cent" and token.i > 0 and token.nbor(-1).lower_ == "per")


def hedge(number: Token) -> str:
    """How a number is hedged: exact, more_than, less_than or about."""
    words = word_list("results", "en")
    near = {t.lower_ for t in number.doc[max(number.sent.start, number.i - 3) : number.i]}
    if near & words["hedges_more"]:
        return "more_than"
    if near & words["hedges_less"]:
        return "less_than"
    return "about" if near & words["hedges_about"] else "exact"


def votes_noun(doc: Doc, start: int, end: int) -> int | None:
    """Where "votes" stands at or within two words after a place: "votes", "valid votes", "of the votes"."""
    words = word_list("results", "en")
    for i in range(start, min(end, start + _WORDS_BEFORE_VOTES + 1)):
        if doc[i].lemma_.lower() in words["votes"] and doc[i].tag_ in {"NNS", "NN"}:
            return i
        if doc[i].lower_ not in words["kinds_of_votes"]:
            return None
    return None


# ---- numbers --------------------------------------------------------------------------------------------------------


def _number(token: Token, end: int) -> Figure | None:
    doc, i = token.doc, token.i
    if signed := _WITH_SIGN.fullmatch(token.text):
        return _share(token, token, token, signed.group(1))
    last, text = _spaced_thousands(doc, i, end)
    after = doc[last + 1] if last + 1 < end else None
    if after is not None and last == i and _DECIMAL.fullmatch(text):
        if after.lower_ in _SIGNS:
            return _share(token, after, after, text)
        if after.lower_ == "per" and last + 2 < end and doc[last + 2].lower_ == "cent":
            return _share(token, doc[last + 2], doc[last + 2], text)
        if _opens_a_pair(doc, i, end):  # "49-48%"
            return _share(token, token, token, text)
    counted = _count(token, last, text, end)
    if counted is not None or last > i or (after is not None and after.lower_.rstrip(".") in _FACTORS):
        return counted
    return _bare_share(token, text)


def _opens_a_pair(doc: Doc, i: int, end: int) -> bool:
    """Whether a number and the next one share a sign and the first is the larger: a score and no range."""
    apart = i + 3 < end and (doc[i + 1].text not in {"-", "–"} or doc[i + 1].whitespace_) and doc[i + 1].lower_ != "to"
    if i + 3 >= end or apart or not is_percent(doc[i + 3]):
        return False
    first, second = doc[i].text, doc[i + 2].text
    return bool(_DECIMAL.fullmatch(second)) and float(first.replace(",", ".")) > float(second.replace(",", "."))


def _spaced_thousands(doc: Doc, i: int, end: int) -> tuple[int, str]:
    """A number whose thousands are parted by spaces, "8 203 290" or "8, 203, 290", as one: last token and digits."""
    last, text = i, doc[i].text
    if re.fullmatch(r"\d{1,3}", text):
        while last + 1 < end and re.fullmatch(r"\d{3}", doc[last + 1].text) and doc[last].whitespace_:
            last += 1
            text += "," + doc[last].text
    # With a comma and a space, "8, 794, 726" or "6,984, 520"; two numbers after one another need not be one.
    groups: list[str] = []
    while last + 2 * len(groups) + 2 < end:
        comma, more = doc[last + 2 * len(groups) + 1], doc[last + 2 * len(groups) + 2]
        if comma.text != "," or not comma.whitespace_ or not re.fullmatch(r"\d{3}(?:,\d{3})*", more.text):
            break
        groups.append(more.text)
    parts = ",".join(groups).count(",") + 1 if groups else 0
    if (parts > 1 and re.fullmatch(r"\d{1,3}", text)) or (groups and re.fullmatch(r"\d{1,3}(,\d{3})+", text)):
        return last + 2 * len(groups), ",".join([text, *groups])
    return last, text


def _share(first: Token, last: Token, unit: Token, text: str) -> Figure | None:
    value = float(text.replace(",", "."))
    return Figure(first.i, last.i, unit, share=value, bound=hedge(first)) if 0 <= value <= 100 else None


def _bare_share(token: Token, text: str) -> Figure | None:
    if not _DECIMAL.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return Figure(token.i, token.i, token, share=value, bound=hedge(token), bare=True) if value <= 100 else None


def _count(token: Token, last: int, text: str, end: int) -> Figure | None:
    """A count of votes: "5,150,092 votes", "5.15 million votes", or a large number without its noun."""
    doc = token.doc
    value: int | None = None
    if short := _SHORT_MILLIONS.fullmatch(text):
        value = round(float(short.group(1)) * _FACTORS[short.group(2).lower()])
    elif (
        last + 1 < end
        and (factor := _FACTORS.get(doc[last + 1].lower_.rstrip(".")))
        and re.fullmatch(r"\d+(?:[.,]\d+)?", text)
    ):
        last, value = last + 1, round(float(text.replace(",", ".")) * factor)
    elif _GROUPED.fullmatch(text) or re.fullmatch(r"\d+", text):
        value = int(re.sub(r"\D", "", text))
    if value is None or (last + 1 < end and doc[last].lower_ in _FACTORS and doc[last + 1].text[0].isdigit()):
        return None  # no count, or the first part of one: "5 million 150 thousand 92 votes"
    noun = votes_noun(doc, last + 1, end)
    if noun is not None and doc[last + 1].lower_ != "of":
        return Figure(token.i, noun, doc[noun], votes=value, bound=hedge(token)) if value >= LEAST_COUNT else None
    whole = bool(_GROUPED.fullmatch(text)) or last > token.i or not text.isdigit()
    if not whole or value < LEAST_BARE_COUNT:
        return None
    return Figure(token.i, last, doc[last], votes=value, bound=hedge(token), bare=True)


def _fraction(token: Token, end: int) -> Figure | None:
    """A share in words, where it is of the vote: "just over half of the vote", "two-thirds of the votes"."""
    fractions, numerators = data("results")["fractions"]["en"], data("results")["numerators"]["en"]
    if token.lower_ not in fractions:
        return None
    doc, first = token.doc, token.i
    while first > token.sent.start and doc[first - 1].lower_ in {"-", "a", *numerators}:
        first -= 1
    words = "".join(t.lower_ for t in doc[first : token.i + 1] if t.lower_ not in {"a", "-"})
    value = fractions.get(words)
    after = [t for t in doc[token.i + 1 : min(end, token.i + 5)] if t.lower_ not in {"of", "the", "all"}]
    if value is None or not after or votes_noun(doc, after[0].i, end) is None:
        return None
    bound = hedge(doc[first])
    return Figure(first, token.i, token, share=value, bound=bound if bound != "exact" or value == 50 else "about")


def _number_in_words(token: Token, end: int) -> Figure | None:
    """A percentage spelled out: "eight percent", "twenty-five per cent"."""
    words = data("results")["number_words"]["en"]
    if token.lower_ not in words or (token.i > token.sent.start + 1 and token.nbor(-1).text == "-"):
        return None
    doc, last, value = token.doc, token.i, words[token.lower_]
    if value >= _TENS and last + 2 < end and doc[last + 1].text == "-" and words.get(doc[last + 2].lower_, 10) < 10:
        last, value = last + 2, value + words[doc[last + 2].lower_]
    after = doc[last + 1] if last + 1 < end else None
    if after is not None and after.lower_ == "per" and last + 2 < end and is_percent(doc[last + 2]):
        after = doc[last + 2]
    if after is None or not is_percent(after):
        return None
    return Figure(token.i, after.i, after, share=float(value), bound=hedge(token))


# ---- figures that say the same --------------------------------------------------------------------------------------


def _joined(found: list[Figure]) -> list[Figure]:
    """A share and a count that explain each other, as one: "5,150,092 votes (51.2%)", "51.2%, or 5.15 million votes"."""
    joined: list[Figure] = []
    for figure in found:
        last = joined[-1] if joined else None
        if last is None or not _say_the_same(last, figure):
            joined.append(figure)
            continue
        of_share = last if last.share is not None else figure
        joined[-1] = Figure(
            last.first,
            figure.last,
            last.unit,
            share=of_share.share,
            votes=last.votes if last.votes is not None else figure.votes,
            bound=of_share.bound,
        )
    return joined


def _say_the_same(one: Figure, other: Figure) -> bool:
    if (one.share is None) == (one.votes is None) or (other.share is None) == (other.votes is None):
        return False
    if (one.share is None) == (other.share is None):
        return False
    if any(f.bare and f.share is not None for f in (one, other)):
        return False
    between = one.doc[one.last + 1 : other.first]
    if not 0 < len(between) <= _MOST_GLUE:
        return False
    glue = word_list("results", "en")
    near = [t.lower_ for t in between if t.lower_ not in glue["hedges"] | glue["hedges_more"] | {"than"}]
    if other.votes is not None and near[-1:] == ["the"] and "of" in near:
        return False  # "62 percent of the more than 42 million votes cast": of which it is a share
    if not all(t.lower_ in glue["same_figure"] or t.lower_ in glue["hedges"] or not t.text.strip() for t in between):
        return False
    return any(t.lower_ in glue["explains"] for t in between)
