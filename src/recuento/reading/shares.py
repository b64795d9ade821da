"""Whose a figure is: shares and counts of votes tied to candidates, by syntax first and nearness last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from . import syntax
from .cast import Cast
from .figures import (
    bare_count,
    count_of,
    hedge,
    is_a_margin,
    is_about_something_else,
    is_bare_count,
    is_counted_so_far,
    is_other_percentage,
    is_percent,
    percent_value,
)
from .someone import Someone
from .vocabulary import word_list


@dataclass(slots=True)
class Finding:
    """A result before it becomes a record."""

    candidate: Someone
    anchor: Token
    by: str
    authority: Someone | None = None
    share: float | None = None
    votes: int | None = None
    rank: int | None = None
    bound: str = "exact"
    clause: Token | None = None


def find_figures(tokens: list[Token], cast: Cast) -> Iterator[Finding]:
    """The shares and counts of a sentence, each with its candidate."""
    shares = [t for t in tokens if is_percent(t)]
    counts = [
        t for t in tokens if t.lemma_.lower() in word_list("results", "en")["votes"] and t.tag_ == "NNS" and count_of(t)
    ]
    if not shares and not counts:
        return
    if counts:  # then a large number beside a name is a count too: "and Raila Odinga 6,942,930"
        counts += [t for t in tokens if is_bare_count(t) and not any(t.i < c.i <= t.i + 5 for c in counts)]
    if is_about_something_else(tokens):
        return
    used: set[int] = set()
    for unit_token in shares:
        value, bound = percent_value(unit_token)
        if value is None or unit_token.i in used or is_other_percentage(unit_token) or is_counted_so_far(unit_token):
            continue
        candidate, by = _candidate_of(unit_token, cast)
        if candidate is not None:
            yield Finding(candidate, unit_token, by, None, share=value, bound=bound)
        yield from _scoreline(unit_token, candidate, tokens, cast, used)
    for number in _bare_shares(tokens, shares):
        person = _right_before(number, cast)
        if person is not None:
            yield Finding(person, number, "share-in-list", None, share=float(number.text.replace(",", ".")))
    for noun in counts:
        yield from _counted_for(noun, cast)


def _counted_for(noun: Token, cast: Cast) -> Iterator[Finding]:
    votes = bare_count(noun) if is_bare_count(noun) else count_of(noun)
    candidate, by = _candidate_of(noun, cast)
    if candidate is not None and votes is not None and votes >= 100 and not is_a_margin(noun):
        yield Finding(candidate, noun, by.replace("share", "count"), None, votes=votes, bound=hedge(noun))


def _bare_shares(tokens: list[Token], shares: list[Token]) -> list[Token]:
    """Numbers without a sign in a list of shares: "Dragan, 46.2, and Horvat on 45"."""
    if not shares:
        return []
    signed = {s.i - 1 for s in shares} | {s.i - 2 for s in shares}
    return [
        t for t in tokens if _DECIMAL.fullmatch(t.text) and t.i not in signed and float(t.text.replace(",", ".")) <= 100
    ]


_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}")


def _candidate_of(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """The candidate a figure belongs to, and the pattern that tells: the closest tie first, nearness last."""
    for tie in (_possessed_or_for, _beside, _for_after, _of_what_governs):
        person, by = tie(figure, cast)
        if person is not None:
            return person, by
    return _nearest_candidate(figure, cast)


def _possessed_or_for(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """As in "51% for X", "X's 51%"."""
    for c in figure.children:
        if c.dep_ == "prep" and c.lower_ in {"for", "to"}:
            for head in (g for g in c.children if g.dep_ == "pobj"):
                if (person := _candidate(head, cast)) is not None:
                    return person, "share-for"
        if c.dep_ == "poss" and (person := _candidate(c, cast)) is not None:
            return person, "share-possessed"
    return None, ""


def _beside(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    person = _right_before(figure, cast)
    return person, "share-beside"


def _for_after(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """As in "51% of the votes for X", where the parser hangs "for" elsewhere."""
    for t in figure.doc[figure.i + 1 : figure.i + 7]:
        if t.lower_ == "for":
            person = next((p for c in t.children for p in [_candidate(c, cast)] if p is not None), None)
            if person is not None:
                return person, "share-for"
        if t.text in {",", ";", "."} or t.lower_ == "and":
            break
    return None, ""


def _of_what_governs(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """The noun or verb a figure hangs below: "X, with 51%", "X won 51%", "gave X 51%", "declared X the winner with"."""
    above = figure
    for _ in range(8):
        if above.dep_ == "ROOT":
            break
        above = above.head
        if (person := _candidate(above, cast)) is not None:
            return person, "share-with"
        if above.pos_ in {"VERB", "AUX"}:
            person, by = _of_verb(above, cast)
            if person is not None:
                return person, by
    return None, ""


def _of_verb(verb: Token, cast: Cast) -> tuple[Someone | None, str]:
    words, lemma = word_list("results", "en"), verb.lemma_.lower()
    if lemma in words["award"]:
        given = [h for g in verb.children if g.dep_ == "dative" for h in (g, *g.children)]
        receiver = next((p for h in given if (p := _candidate(h, cast)) is not None), None)
        if receiver is not None:
            return receiver, "share-given"
    if syntax.is_passive(verb) and (by := _candidate(syntax.agent(verb), cast)) is not None:
        return by, "share-by"
    if lemma in words["got"] | words["wins"] | words["beats"]:
        person = _candidate(syntax.subject(verb), cast)
        if person is not None:
            return person, "share-got"
    if lemma in words["declare"] | words["award"] | {"put", "place", "leave"}:
        held = [p for o in syntax.objects(verb) if (p := _candidate(o, cast)) is not None]
        if held:
            return held[0], "share-of-object"
    return None, ""


def _right_before(figure: Token, cast: Cast) -> Someone | None:
    """The name right before a figure: "Ana Ruiz with 48%", "Ana Ruiz (48%)", "Ruiz on 48%", "Ruiz 48%"."""
    i = figure.i - 1
    doc = figure.doc
    while i > 0 and (
        doc[i].like_num or doc[i].lower_ in _BESIDE or (doc[i].is_punct and doc[i].text in {"(", ",", ":"})
    ):
        i -= 1
    return cast.named_at(doc[i]) if i >= figure.i - 7 else None


_BESIDE = frozenset(
    {
        "with",
        "on",
        "at",
        "per",
        "about",
        "around",
        "just",
        "over",
        "under",
        "nearly",
        "some",
        "than",
        "more",
        "less",
        "only",
        "second",
        "third",
        "fourth",
    }
)


def _nearest_candidate(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """The nearest named candidate before a figure within the clause: "Maduro 51%, González 44%", "X (51.2%)"."""
    for t in reversed(figure.doc[max(0, figure.i - 12) : figure.i]):
        if t.text in {".", ";"} or is_percent(t):
            break
        person = cast.named_at(t)
        if person is not None and person.kind == "person":
            return person, "share-near"
    return None, ""


def _candidate(head: Token | None, cast: Cast) -> Someone | None:
    someone = cast.one(head) if head is not None and head.pos_ in {"PROPN", "NOUN", "PRON"} else None
    return someone if someone is not None and someone.kind in {"person", "party"} else None


def _scoreline(
    first: Token, winner: Someone | None, tokens: list[Token], cast: Cast, used: set[int]
) -> Iterator[Finding]:
    """The second figure of "beat Y by 50.8% to 44.3%" or "51% against Y's 44%" is the loser's."""
    doc = first.doc
    for second in tokens:
        if not is_percent(second) or not 0 < second.i - first.i <= 6:
            continue
        between = {t.lower_ for t in doc[first.i + 1 : second.i]}
        if not between & {"to", "-", "–", "against", "versus"}:
            continue
        value, bound = percent_value(second)
        verb = next(syntax.ancestors_verbs(first), None)
        if value is None or verb is None:
            continue
        loser = next(
            (p for o in syntax.objects(verb) if (p := _candidate(o, cast)) is not None and p is not winner), None
        )
        loser = loser or next(
            (p for h in syntax.prepositional(verb, "over", "against") if (p := _candidate(h, cast)) is not None), None
        )
        if loser is not None and loser is not winner:
            used.add(second.i)
            yield Finding(loser, second, "share-of-loser", None, share=value, bound=bound)
