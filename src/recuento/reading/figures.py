"""Figures in running text: percentages and counts of votes, hedges, and what a percentage is of."""

from __future__ import annotations

import re

from spacy.tokens import Token

from .vocabulary import word_list

_NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+(?:[.,]\d+)?")
_MILLION = {"million": 1_000_000, "m": 1_000_000, "thousand": 1_000, "bn": 1_000_000_000}


def is_percent(token: Token) -> bool:
    """Whether a token is the sign or word for percent."""
    return token.lower_ in {"%", "percent", "pc"} or (
        token.lower_ == "cent" and token.i > 0 and token.nbor(-1).lower_ == "per"
    )


def percent_value(token: Token) -> tuple[float | None, str]:
    """The number before a percent sign, with its hedge; None where it is no share."""
    doc, i = token.doc, token.i - 1
    if token.lower_ == "cent":
        i -= 1
    if i < 0 or not (match := _NUMBER.fullmatch(doc[i].text)):
        return None, "exact"
    value = float(match.group().replace(",", "."))
    return (value, hedge(doc[i])) if 0 <= value <= 100 else (None, "exact")


def hedge(number: Token) -> str:
    """How a number is hedged: exact, more_than, less_than or about."""
    words = word_list("results", "en")
    before = [t.lower_ for t in number.doc[max(0, number.i - 4) : number.i]]
    near = set(before[-3:])
    if near & words["hedges_more"] or before[-2:] == ["at", "least"]:
        return "more_than"
    if near & {"less", "under", "below", "fewer"}:
        return "less_than"
    return "about" if near & words["hedges_about"] else "exact"


def count_of(noun: Token) -> int | None:
    """The number of votes before "votes": "5,150,092 votes", "5.15 million votes"."""
    before = [t for t in noun.doc[max(0, noun.i - 5) : noun.i] if t.like_num or t.lower_ in _MILLION]
    if not before:
        return None
    last = before[-1]
    factor = _MILLION.get(last.lower_, 1)
    number = before[-2] if factor > 1 and len(before) > 1 else last
    match = _NUMBER.fullmatch(number.text)
    if match is None:
        return None
    text = match.group()
    if factor > 1:
        return round(float(text.replace(",", ".")) * factor)
    digits = re.sub(r"[ ,.\u00a0]", "", text)
    grouped = re.fullmatch(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+", text)
    return int(digits) if grouped else None


def is_bare_count(token: Token) -> bool:
    """A large number without its noun, in a sentence of vote counts: "Obi third with 6,101,533", "2.7 million for X"."""
    return bare_count(token) is not None


def bare_count(token: Token) -> int | None:
    """The count that a large number without its noun gives."""
    if token.lower_ in _MILLION and token.i and (match := _NUMBER.fullmatch(token.nbor(-1).text)):
        return round(float(match.group().replace(",", ".")) * _MILLION[token.lower_])
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", token.text) and not (
        token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _MILLION
    ):
        return int(token.text.replace(",", ""))
    return None


def is_a_margin(noun: Token) -> bool:
    """Whether a count is of a lead or a gap and not of somebody's votes."""
    near = {t.lower_ for t in noun.doc[max(0, noun.i - 6) : noun.i + 5]}
    return bool(near & {"margin", "ahead", "difference", "lead", "behind", "fewer", "gap", "missing"})


def is_about_something_else(tokens: list[Token]) -> bool:
    """Whether a sentence is about a poll or survey."""
    words = word_list("results", "en")
    lemmas = {t.lemma_.lower() for t in tokens}
    return (bool(lemmas & words["polls"]) and "poll" in lemmas) or "survey" in lemmas or "pollster" in lemmas


def is_other_percentage(percent: Token) -> bool:
    """Whether a percentage is of something else than votes for a candidate: turnout, growth, seats."""
    words = word_list("results", "en")
    near = [*percent.children, *(g for c in percent.children for g in c.children), percent.head, percent.head.head]
    around = percent.doc[max(0, percent.i - 5) : min(len(percent.doc), percent.i + 4)]
    of_what = [h for h in percent.doc[percent.i + 1 : percent.i + 6] if h.lemma_.lower() in words["sheets"]]
    if of_what and percent.i + 1 < len(percent.doc) and percent.nbor(1).lower_ == "of":
        return True
    if any(
        t.lower_ == "from" and t.i and t.nbor(-1).lower_ in {"up", "down", "fell", "rose", "increase", "drop"}
        for t in around
        if t.i < percent.i
    ):
        return True
    return any(t.lemma_.lower() in words["other_percentages"] for t in near) or any(
        t.lemma_.lower() in {"turnout", "inflation", "abstention", "participation"} for t in around
    )


def is_counted_so_far(percent: Token) -> bool:
    """Whether a percentage says how much has been counted: "with 80% of the votes counted"."""
    words = word_list("results", "en")
    after = percent.doc[percent.i : min(len(percent.doc), percent.i + 12)]
    thing = next((t for t in after if t.lemma_.lower() in words["counted_things"]), None)
    if thing is None:
        return False
    near = thing.doc[max(0, percent.i - 3) : min(len(thing.doc), thing.i + 6)]
    verbs = [
        t
        for t in near
        if t.lemma_.lower() in words["counted"] and t.tag_ in {"VBN", "VBD", "NN", "NNS", "VBG"} and t != thing
    ]
    return any(t.i >= thing.i or t.head == thing for t in verbs) and not (
        thing.lemma_ == "vote" and verbs and verbs[0].i - thing.i > 4
    )
