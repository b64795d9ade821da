"""Whether an act is about this election, or about one of another year, another country or another person's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of
from recuento.records.text import Article

_WORDS = rule_words("same_contest")

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED_VOTE = re.compile(
    r"((?:19|20)\d\d)\W.{0,40}(?:election|vote|poll|runoff)|(?:election|vote|poll|runoff).{0,40}?\W((?:19|20)\d\d)"
)
_YEAR_REACH = 18
_NEAR = 4
"""Tokens between a year and the word for the vote that it dates."""
_OPENING = 2
"""Paragraphs of an article without a date in which a year that is named is taken for its own."""
_NEW_YEAR = 3
"""Months into a year in which news is still of a vote of the year before."""
_EARLIER = _WORDS["earlier"]
_BEFOREHAND = _WORDS["beforehand"]

Years = tuple[int, int]
"""The first and last year of the vote that an article is about."""


def years_of_the_vote(article: Article) -> Years | None:
    """When the vote was: by the article's date, else by the latest year that it names for a vote."""
    at = article.published
    if at is not None:
        return at.year - (at.month <= _NEW_YEAR), at.year
    named = [int(y) for pair in _DATED_VOTE.findall(article.text) for y in pair if y]
    end = article.body[:_OPENING][-1][1] if article.body else 0
    opening = [int(y) for y in _YEAR.findall(article.text[:end])]
    told = [y for y in named if y in opening or named.count(y) > 1]
    return (max(told) - 1, max(told)) if told else None


def is_of_another_election(anchor: Token, entities: Entities, winner: Entity | None, years: Years | None) -> bool:
    """Whether a predicate is about a vote of another year or country, of somebody out of office, or still to come."""
    if _is_of_another_year(anchor, years) or _is_years_ago(anchor):
        return True
    return _is_beforehand(anchor) or any(_is_elsewhere(v, entities, winner) for v in _votes_below(anchor))


def _is_of_another_year(anchor: Token, years: Years | None) -> bool:
    votes = word_list("acts", "en")["vote_words"]
    doc, sentence = anchor.doc, anchor.sent
    opening = doc[sentence.start : min(sentence.end, sentence.start + 3)]
    if years is None and len(opening) == 3 and opening[0].lower_ == "in" and _YEAR.fullmatch(opening[1].text):
        return opening[2].text == ","  # "In 2017, the court overturned the result": news of this vote needs no year
    for t in doc[max(sentence.start, anchor.i - _YEAR_REACH) : min(sentence.end, anchor.i + _YEAR_REACH)]:
        if not _YEAR.fullmatch(t.text) or (years is not None and years[0] <= int(t.text) <= years[1]):
            continue
        if years is None and (not t.i or t.nbor(-1).lower_ not in {"of", "in", "the"}):
            continue  # an article of no known year mostly means another by "the vote of 1992"
        near = doc[max(0, t.i - _NEAR) : min(len(doc), t.i + _NEAR)]
        if any(n.lemma_.lower() in votes for n in near):
            return True
    return False


def _is_years_ago(anchor: Token) -> bool:
    """Whether it is told as done "four years ago"."""
    return any(
        c.lower_ == "ago" and c.dep_ == "advmod" and any(t.lemma_.lower() in _WORDS["long_spans"] for t in c.children)
        for c in anchor.children
    )


def _is_beforehand(anchor: Token) -> bool:
    """Whether it is told as done "ahead of the election"."""
    votes = word_list("acts", "en")["vote_words"] - {"result"}
    for c in anchor.children:
        if (
            c.lower_ in _BEFOREHAND
            and c.dep_ in {"advmod", "prep"}
            and any(t.lemma_.lower() in votes and t.dep_ == "pobj" for t in c.subtree)
        ):
            return True
    return False


def _votes_below(anchor: Token) -> Iterator[Token]:
    """The words for the vote among a predicate's objects and their "of" phrases."""
    votes = word_list("acts", "en")["vote_words"]
    judged = dependencies.own_subject(anchor.head) if anchor.dep_ in {"acomp", "attr", "oprd"} else None
    if judged is not None and judged.lemma_.lower() in votes:
        yield judged  # "said its own vote had been fair"
    for c in anchor.children:
        if c.dep_ in {"dobj", "nsubjpass", "pobj", "prep", "ccomp", "attr"}:
            yield from (t for t in c.subtree if t.lemma_.lower() in votes)


def _is_foreign_own(vote: Token, entities: Entities) -> bool:
    """Whether a vote is the speaker's own, who is of another country: "Kenya said its own vote had been fair"."""
    owners = entities.who(vote.doc[vote.left_edge.i]) if vote.left_edge.tag_ == "PRP$" else []
    return any(p.country not in {None, entities.contest_country} for p in owners)


def _is_elsewhere(vote: Token, entities: Entities, winner: Entity | None) -> bool:
    """Whether a vote's own words say that it is another: "the previous election", "Chile's vote", "the former leader's"."""
    if any(c.lower_ in _EARLIER for c in vote.lefts) and vote.lemma_.lower() in _WORDS["election_or_vote"]:
        return True
    if any(c.lower_ == "own" for c in vote.lefts) and _is_foreign_own(vote, entities):
        return True
    match_at = entities.mentions[id(unit_of(vote))].match_at
    for t in vote.subtree:
        match = match_at.get(t.i)
        if match is None:
            continue
        entry = match.entry
        if entry.kind == "role" and entry.tenure == "former" and winner not in entities.who(t):
            return True
        whose = t.dep_ in {"poss", "compound", "amod", "nmod"} and t.head == vote
        of_it = t.dep_ == "pobj" and t.head.lower_ in {"in", "of"} and t.head.head == vote
        a_state = entry.kind in {"country", "demonym"} and entry.code is not None
        if (whose or of_it) and a_state and entities.contest_country not in {None, entry.code, *entry.also}:
            return True
    return False
