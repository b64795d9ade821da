"""Whether something told belongs to an earlier election than the contest the article is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.records.text import Article

_WORDS = rule_words("another_vote")

YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NEAR: Final = 5
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR_OF_VOTE: Final = re.compile(
    rf"(?:{_MONTHS}|[A-Z][a-z]{{2}}\.?) \d{{1,2}}(?:st|nd|rd|th)?,? (20\d\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS}),? (20\d\d)"
    r"|\b(20\d\d) (?:\w+ )?(?:elections?|polls?|vote|run-?off)\b"
)


def year_of_contest(article: Article) -> int | None:
    """The year of the election: the article's own, else the one that dates and elections are told with most."""
    if article.published is not None:
        return article.published.year
    if article.dateline is not None and article.dateline.date is not None:
        return article.dateline.date.year
    years = Counter(int(next(g for g in m.groups() if g)) for m in _YEAR_OF_VOTE.finditer(article.text))
    return max(years, key=lambda y: (years[y], y)) if years else None


def is_of_another_vote(anchor: Token, year: int | None) -> bool:
    """Whether a figure or win belongs to an earlier election: its part of the sentence names another year, or says so.

    `year` is the contest's, None where the article does not tell; then any year at it is another's.
    """
    doc, sent = anchor.doc, anchor.sent
    start, end = sent.start, sent.end
    for t in doc[start : anchor.i]:
        if t.text == ";" or (t.lower_ in _OTHER_CLAUSE and t.i > start and not _is_when_of_a_year(t)):
            start = t.i
    for t in doc[anchor.i : end]:
        if t.text == ";" or t.lower_ in _OTHER_CLAUSE or t.lower_ in _COMPARES:
            end = t.i
            break
    opening = list(doc[sent.start : min(start, sent.start + 4)])
    here = [*opening, *doc[start:end]]
    verb = _clause_verb(anchor)
    named = [t for t in here if YEAR.fullmatch(t.text) and _dates_a_vote(t) and _is_at(t, anchor, verb)]
    if named and (year is None or all(abs(int(t.text) - year) > 1 for t in named)):
        return True
    verbs = {v.i: v for v in (verb, *dependencies.ancestors_verbs(anchor)) if v is not None}
    if any(c.lower_ == "previously" and c.dep_ == "advmod" for v in verbs.values() for c in v.children):
        return True  # "was previously declared the winner with 38%, ahead of Y, who got 35%"
    return any(
        (t.lower_ in _WORDS["earlier"] and _modifies_a_vote(t))
        or (t.lower_ == "ago" and _is_years_ago(t) and (verb is None or _clause_verb(t) in verbs.values()))
        for t in here
    )


def _is_years_ago(ago: Token) -> bool:
    return "year" in {c.lemma_ for c in ago.doc[max(ago.sent.start, ago.i - 2) : ago.i]}


_COMPARES: Final = _WORDS["compares"]
"""After these stands what it was before: "16%, two points fewer than in the previous election"."""
_OTHER_CLAUSE: Final = _WORDS["other_clause"]


def _is_when_of_a_year(word: Token) -> bool:
    """Whether "when" says more of a year just named: "in 2004, when it won 70% of the vote"."""
    before = word.doc[max(word.sent.start, word.i - 3) : word.i]
    return word.lower_ == "when" and any(YEAR.fullmatch(t.text) for t in before)


def _clause_verb(token: Token) -> Token | None:
    return token if token.pos_ in {"VERB", "AUX"} else next(dependencies.ancestors_verbs(token), None)


def _is_at(year: Token, anchor: Token, verb: Token | None) -> bool:
    """Whether a year dates this figure: before it, or after it with no other figure or clause between."""
    if year.i < anchor.i:
        return True
    if any(t.text[0].isdigit() and not YEAR.fullmatch(t.text) for t in year.doc[anchor.i + 1 : year.i - 1]):
        return False
    return _clause_verb(year) == verb or year.i - anchor.i <= _NEAR


def _dates_a_vote(year: Token) -> bool:
    """As in "in 2013", "in October 2013", "the 2013 election"; a year since which, or in which somebody was born, is none."""
    before = [t.lower_ for t in year.doc[max(year.sent.start, year.i - 3) : year.i]]
    after = year.doc[year.i + 1] if year.i + 1 < len(year.doc) else None
    elections = word_list("syntax", "en")["elections"]
    if _WORDS["before_a_date"] & set(before[-2:]):
        return False
    if after is not None and (after.lemma_.lower() in elections or after.lower_ in _WORDS["presidential_or_general"]):
        return True
    if after is not None and after.text == "," and after.i + 1 < len(year.doc) and after.nbor(1).lower_ == "when":
        return True  # "the best year was 2004, when it won 70%"
    return "in" in before and not {"born", "died", "power"} & {t.lower_ for t in year.sent}


def _modifies_a_vote(adjective: Token) -> bool:
    elections = word_list("syntax", "en")["elections"]
    after = adjective.doc[adjective.i + 1 : min(adjective.sent.end, adjective.i + 3)]
    if any(t.pos_ == "NUM" for t in after):
        return False  # "the lowest of the last three elections": this one is among them
    return any(t.lemma_.lower() in elections - {"result", "voter", "poll"} and t.tag_ != "VBD" for t in after)
